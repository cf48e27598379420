"""Which deputies count for a quorum: as it says itself or, where it is silent, as the terms say of deputies.

Terms that let nobody come in a member's place do not count a deputy, though the sentence with the quorum says
nothing of one; nor do terms that let a deputy come without a say. Where the terms are silent too, a deputy
counts who has authority to decide.
"""

from collections.abc import Iterable
from dataclasses import replace

from quorate.domain.terms.clauses import Clause, ClauseKind, TermsVersion
from quorate.domain.terms.quorum import Deputies


def quorum_clause(terms: TermsVersion | None) -> Clause | None:
    """The clause that states the quorum, with which deputies count; None where no terms state one."""
    clause = terms.of(ClauseKind.QUORUM) if terms else None
    return settled(clause, terms.clauses) if terms and clause else None


def settled(clause: Clause, beside: Iterable[Clause]) -> Clause:
    """A quorum with what it leaves to the clause on deputies, found among those beside; others as they are.

    >>> from quorate.domain.terms.quorum import Count, Quorum
    >>> five = Quorum((Count(5),), deputies=Deputies.AS_SAID)
    >>> silent = Clause("1", ClauseKind.QUORUM, "Five.", "", quorum=five)
    >>> none = Clause("2", ClauseKind.SUBSTITUTION, "No substitutes.", "", sends_deputy=False)
    >>> settled(silent, [silent, none]).quorum.deputies
    <Deputies.NONE: 'none'>
    """
    if clause.quorum is None or clause.quorum.deputies is not Deputies.AS_SAID:
        return clause
    said = next((c for c in beside if c.kind is ClauseKind.SUBSTITUTION and c.is_stated), None)
    return replace(clause, quorum=replace(clause.quorum, deputies=_who(said)))


def _who(said: Clause | None) -> Deputies:
    if said is not None and (said.sends_deputy is False or said.deputy_authority is False):
        return Deputies.NONE
    return Deputies.WITH_AUTHORITY
