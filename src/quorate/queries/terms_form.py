"""A clause of the next terms as a form: what its kind is asked, and what it says now."""

import hashlib
import json
import uuid
from dataclasses import dataclass

from quorate.domain.access.actor import Actor
from quorate.domain.calendar.wording import describe
from quorate.domain.kernel.asking import NotFoundError, local_day
from quorate.domain.terms import drafts
from quorate.domain.terms.clauses import Clause, ClauseKind
from quorate.domain.terms.comparing import Compared, compare
from quorate.domain.terms.consequences import KINDS, consequence
from quorate.domain.terms.deputies import settled
from quorate.domain.terms.quorum_words import CALLED, DEPUTIES
from quorate.domain.terms.typed_quorum import QuorumFields, fields_of, shares_offered
from quorate.records import scopes
from quorate.records.facts.terms import terms_fact

_TIMED = frozenset(
    {
        ClauseKind.NOTICE,
        ClauseKind.PAPERS_IN,
        ClauseKind.AGENDA,
        ClauseKind.CIRCULATION,
        ClauseKind.MINUTES_TO_CHAIR,
        ClauseKind.MINUTES_TO_MEMBERS,
        ClauseKind.WORKPLAN,
    }
)
_OFFICES = (ClauseKind.CHAIR, ClauseKind.VICE_CHAIR, ClauseKind.SECRETARY)
ASKED: dict[ClauseKind, tuple[str, ...]] = {
    **dict.fromkeys(_TIMED, ("offset", "who")),
    **dict.fromkeys(_OFFICES, ("who", "by", "offset")),
    ClauseKind.MEMBERSHIP_REVIEW: ("times_a_year", "offset", "who"),
    ClauseKind.EXPRESSION_OF_INTEREST: ("offset", "anchor", "who"),
    ClauseKind.CADENCE: ("times_a_year",),
    ClauseKind.DURATION: ("minutes",),
    ClauseKind.QUORUM: ("quorum",),
    ClauseKind.STANDING_ITEM: ("item",),
    ClauseKind.REPORTING: ("item", "who", "to", "times_a_year"),
    ClauseKind.SUBSTITUTION: ("sends_deputy", "deputy_briefed", "deputy_authority"),
    ClauseKind.AUTHORITY: ("who",),
    ClauseKind.CONFIDENTIALITY: ("who",),
    ClauseKind.REVIEW: ("times_a_year", "who"),
}
"""What each kind of clause is asked beyond its words, how they are read and what could be read otherwise."""
_YES_OR_NO = {None: "", True: "yes", False: "no"}


@dataclass(frozen=True, slots=True)
class ClausePage:
    """The form of one clause. `now` holds each field as it would be typed, `quorum` a quorum's.

    `seen` tells this wording of the clause from any other. `before` compares it with the version the draft
    began from; None where that has no such clause.
    """

    draft: str
    version: int
    group: str
    clause: Clause
    seen: str
    name: str
    follows: str
    asked: tuple[str, ...]
    now: dict[str, str]
    quorum: QuorumFields
    quorum_of: tuple[tuple[str, str], ...]
    deputies: tuple[tuple[str, str], ...]
    before: Compared | None
    before_label: str
    kinds: tuple[tuple[str, str], ...] = tuple((kind.value, KINDS[kind]) for kind in ClauseKind)

    def shares_of(self, fields: QuorumFields) -> tuple[tuple[str, str], ...]:
        """The shares offered for a quorum."""
        return tuple(shares_offered(fields).items())


def page_clause(actor: Actor, *, draft: uuid.UUID, clause: uuid.UUID) -> ClausePage:
    """The form as the clause stands now. Raises NotFoundError, also for a draft that is settled."""
    rows = scopes.terms_drafts(actor).filter(adopted=None, set_aside_at=None).select_related("group")
    row = rows.prefetch_related("began_from__clauses").filter(id=draft).first()
    now = drafts.from_plain(row.content) if row else None
    found = now.clause(str(clause)) if now else None
    if row is None or now is None or found is None:
        raise NotFoundError
    old = terms_fact(row.began_from) if row.began_from else None
    whole = now.as_version(id=str(row.id), otherwise=local_day(row.begun_at))
    before = next(one for one in compare(old, whole) if one.new is not None and one.new.id == found.id)
    return ClausePage(
        draft=str(row.id),
        version=row.version,
        group=row.group.name,
        clause=found,
        seen=hashlib.sha256(json.dumps(drafts.clause_to_plain(found)).encode()).hexdigest()[:16],
        name=KINDS[found.kind],
        follows=consequence(settled(found, now.clauses)),
        asked=ASKED.get(found.kind, ()),
        now=as_typed(found),
        quorum=fields_of(found.quorum) if found.quorum else QuorumFields(),
        quorum_of=tuple((of.value, f"{words}s") for of, words in CALLED.items()),
        deputies=tuple((who.value, words) for who, words in DEPUTIES.items()),
        before=before if before.old else None,
        before_label=old.label if old else "",
    )


def as_typed(clause: Clause) -> dict[str, str]:
    """Each field of a clause as it would be typed."""
    return {
        "quote": clause.quote,
        "reading": clause.reading,
        "ambiguity": clause.ambiguity,
        "who": clause.who,
        "by": clause.by,
        "offset": describe(clause.offset) if clause.offset else "",
        "anchor": clause.anchor,
        "times_a_year": _figure(clause.times_a_year),
        "minutes": _figure(clause.minutes),
        "item": clause.item,
        "to": clause.to,
        "sends_deputy": _YES_OR_NO[clause.sends_deputy],
        "deputy_briefed": _YES_OR_NO[clause.deputy_briefed],
        "deputy_authority": _YES_OR_NO[clause.deputy_authority],
    }


def _figure(n: int | None) -> str:
    return "" if n is None else str(n)
