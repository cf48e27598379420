"""What a report is called, and under which words what was recorded of it is found."""

from collections.abc import Iterable, Sequence

from quorate.domain.terms.clauses import Clause, ClauseKind, TermsVersion
from quorate.domain.terms.standing import standing_title

OF_A_LINE = "line "
"""How the id of a clause begins that says what a reporting line asks, before the line's own."""


def report_title(clause: Clause) -> str:
    """The title of the report that a clause asks for."""
    return clause.item or f"Report to {clause.to or 'those named'}"


def titles_of(clause: Clause) -> frozenset[str]:
    """The words a report may be recorded under: what it is, or to whom it goes; a standing item's title."""
    if clause.kind is ClauseKind.STANDING_ITEM:
        return frozenset({standing_title(clause).casefold()})
    if clause.id.startswith(OF_A_LINE):
        return frozenset({clause.id})  # two lines may say the same words
    to = clause.to or "those named"
    return frozenset(title.casefold() for title in _given((clause.item, clause.to, f"Report to {to}")))


def titles_through(clause: Clause, versions: Sequence[TermsVersion]) -> frozenset[str]:
    """The words of a clause, and those that other versions of the terms have for the same report.

    So a report made early stays made when terms that name it otherwise come into force in its period. It is
    the same where each version asks for one report to the same body as often; of two nobody can say which.
    """
    own = [one for one in versions if clause in one.clauses]
    alike = [_alike(clause, one) for one in versions if one not in own]
    if not clause.to or any(_alike(clause, one) != [clause] for one in own):
        alike = []
    return titles_of(clause).union(*(titles_of(found[0]) for found in alike if len(found) == 1))


def _alike(clause: Clause, terms: TermsVersion) -> list[Clause]:
    wanted = (clause.to.casefold(), clause.times_a_year)
    found = [one for one in terms.all_of(ClauseKind.REPORTING) if not one.id.startswith(OF_A_LINE)]
    return [one for one in found if (one.to.casefold(), one.times_a_year) == wanted]


def _given(words: Iterable[str]) -> Iterable[str]:
    return (word for word in words if word)
