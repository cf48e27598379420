"""The form that adopts terms: the clauses of the last version to change, and those it does not have yet."""

from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.calendar.wording import describe
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.terms.clauses import Clause, ClauseKind, TermsVersion
from quorate.domain.terms.consequences import KINDS
from quorate.domain.terms.quorum_words import CALLED, DEPUTIES
from quorate.domain.terms.typed_quorum import QuorumFields, fields_of, shares_offered
from quorate.queries.terms import YEARS
from quorate.records import scopes
from quorate.records.facts.meetings import terms_by_group

_TIMED = frozenset(
    {
        ClauseKind.NOTICE,
        ClauseKind.PAPERS_IN,
        ClauseKind.AGENDA,
        ClauseKind.CIRCULATION,
        ClauseKind.MINUTES_TO_CHAIR,
        ClauseKind.MINUTES_TO_MEMBERS,
        ClauseKind.EXPRESSION_OF_INTEREST,
        ClauseKind.MEMBERSHIP_REVIEW,
        ClauseKind.WORKPLAN,
    }
)
# What each kind of clause is asked beyond its words and how they are read.
ASKED: dict[ClauseKind, tuple[str, ...]] = {
    **dict.fromkeys(_TIMED, ("offset", "who")),
    ClauseKind.CADENCE: ("times_a_year",),
    ClauseKind.DURATION: ("minutes",),
    ClauseKind.QUORUM: ("quorum",),
    ClauseKind.STANDING_ITEM: ("item",),
    ClauseKind.REPORTING: ("item", "to", "times_a_year"),
}
# Offered empty where the last version has none; more standing items and reports come one at a time.
_OFFERED = (
    ClauseKind.CADENCE,
    ClauseKind.DURATION,
    ClauseKind.PAPERS_IN,
    ClauseKind.AGENDA,
    ClauseKind.CIRCULATION,
    ClauseKind.MINUTES_TO_CHAIR,
    ClauseKind.MINUTES_TO_MEMBERS,
    ClauseKind.QUORUM,
    ClauseKind.SUBSTITUTION,
    ClauseKind.REVIEW,
    ClauseKind.MEMBERSHIP_REVIEW,
    ClauseKind.WORKPLAN,
)
_ONE_MORE = (ClauseKind.STANDING_ITEM, ClauseKind.REPORTING)


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause as a part of the form. `now` holds each field as it would be typed, `quorum` a quorum's."""

    number: int
    name: str
    clause: Clause
    asked: tuple[str, ...]
    now: dict[str, str]
    is_new: bool
    quorum: QuorumFields


@dataclass(frozen=True, slots=True)
class AdoptPage:
    """The form for a group's next terms."""

    group_id: str
    group: str
    group_slug: str
    lede: str
    rows: tuple[ClauseRow, ...]
    last: TermsVersion | None
    versions: tuple[TermsVersion, ...]
    years: tuple[tuple[str, str], ...]
    quorum_of: tuple[tuple[str, str], ...]
    deputies: tuple[tuple[str, str], ...]
    today: date

    def shares_of(self, fields: QuorumFields) -> tuple[tuple[str, str], ...]:
        """The shares offered for a quorum."""
        return tuple(shares_offered(fields).items())


def page_adopt(actor: Actor, *, group: str, today: date) -> AdoptPage:
    """The form, begun from the group's latest version. Raises NotFoundError."""
    row = scopes.groups(actor).filter(slug=group).first()
    if row is None:
        raise NotFoundError
    versions = terms_by_group([row.id]).get(row.id, ())
    last = versions[-1] if versions else None
    had = last.clauses if last else ()
    kinds = {clause.kind for clause in had}
    new = [kind for kind in (*_OFFERED, *_ONE_MORE) if kind not in kinds or kind in _ONE_MORE]
    blank = [Clause(id=f"new-{n}", kind=kind, quote="", reading="") for n, kind in enumerate(new)]
    return AdoptPage(
        group_id=str(row.id),
        group=row.name,
        group_slug=row.slug,
        lede=f"Begun from {last.label}. What was in force before stays on record."
        if last
        else "The first terms of this group. Fill in what they state and leave the rest empty.",
        rows=tuple(_row(n, clause, is_new=n >= len(had)) for n, clause in enumerate([*had, *blank])),
        last=last,
        versions=versions,
        years=tuple(YEARS.items()),
        quorum_of=tuple((of.value, f"{words}s") for of, words in CALLED.items()),
        deputies=tuple((who.value, words) for who, words in DEPUTIES.items()),
        today=today,
    )


def _row(number: int, clause: Clause, *, is_new: bool) -> ClauseRow:
    now = {
        "quote": clause.quote,
        "reading": clause.reading,
        "who": clause.who,
        "offset": describe(clause.offset) if clause.offset else "",
        "times_a_year": _figure(clause.times_a_year),
        "minutes": _figure(clause.minutes),
        "item": clause.item,
        "to": clause.to,
    }
    quorum = fields_of(clause.quorum) if clause.quorum else QuorumFields()
    return ClauseRow(number, KINDS[clause.kind], clause, ASKED.get(clause.kind, ()), now, is_new, quorum)


def _figure(n: int | None) -> str:
    return "" if n is None else str(n)
