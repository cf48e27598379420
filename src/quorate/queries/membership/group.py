"""The membership of a group on one page: vacancies, coverage, who wishes to join, statements, interests."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.words import count, day
from quorate.domain.membership.coverage import CoverState, coverage_said, twice
from quorate.domain.membership.interest import Waiting
from quorate.domain.membership.seats import vacancy_age
from quorate.domain.terms.clauses import ClauseKind
from quorate.queries.duties import DutyLine, duties_of
from quorate.queries.meetings import allowed
from quorate.queries.membership.findings import Unsigned, findings
from quorate.queries.membership.interest import InterestLine, interest_lines
from quorate.queries.membership.registered import Registered, registered_of
from quorate.records import scopes
from quorate.records.facts.groups import duties_done
from quorate.records.facts.people import SeatFacts
from quorate.records.models import Group


@dataclass(frozen=True, slots=True)
class VacantSeat:
    """A seat with a place free: for how long, and how it is filled."""

    id: str
    title: str
    note: str
    age: str


@dataclass(frozen=True, slots=True)
class CoverLine:
    """One of the seven of section 58(2). `by` are seats with since when and why."""

    name: str
    standing: str
    said: str
    note: str
    by: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review of the membership as it was recorded: each line with what is listed under it."""

    when: str
    lines: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class MembershipPage:
    """The membership of a group. What only those who decide see is empty for others."""

    id: uuid.UUID
    slug: str
    name: str
    lede: str
    vacancies: tuple[VacantSeat, ...]
    vacancies_said: str
    covers: tuple[CoverLine, ...]
    covers_said: str
    doubts: tuple[str, ...]
    interests: tuple[InterestLine, ...]
    waiting_said: str
    unsigned: tuple[Unsigned, ...]
    registered: tuple[Registered, ...]
    reviews: tuple[Reviewed, ...]
    duty: DutyLine | None
    may_decide: bool
    may_edit: bool
    may_review: bool


def find_group(actor: Actor, slug: str) -> Group:
    """A group by its address. Raises NotFoundError."""
    row = scopes.groups(actor).filter(slug=slug).first()
    if row is None:
        raise NotFoundError
    return row


def page_membership(actor: Actor, *, group: str, today: date) -> MembershipPage:
    """The membership of a group. Raises NotFoundError."""
    row = find_group(actor, group)
    found = findings(actor, row, on=today)
    may_decide = allowed(actor, Permission.MEMBERSHIP_DECIDE, str(row.id))
    may_edit = allowed(actor, Permission.PEOPLE_EDIT, str(row.id))
    lines = interest_lines(actor, row, today)
    people = {uuid.UUID(one.person) for seat in found.seats for one in (*seat.holders, *seat.deputies)}
    return MembershipPage(
        id=row.id,
        slug=row.slug,
        name=row.name,
        lede=_lede(found.vacancies, found.gaps, len(found.seats)),
        vacancies=tuple(
            VacantSeat(seat.id, seat.title, _note(seat), vacancy_age(seat.vacant_since, today))
            for seat in found.vacant
        ),
        vacancies_said=found.lines[0],
        covers=tuple(
            CoverLine(
                cover.name,
                _STANDING[cover.state],
                _SAID[cover.state],
                cover.sentence,
                tuple((one.seat_id, one.seat, _why(one.designated_on, one.reason)) for one in cover.by),
            )
            for cover in found.covers
        ),
        covers_said=coverage_said(found.covers),
        doubts=twice(found.covers),
        interests=lines,
        waiting_said=_waiting([line.waiting for line in lines if line.is_owed]),
        unsigned=found.unsigned if may_decide else (),
        registered=registered_of(actor, people, today),
        reviews=_reviews(row),
        duty=next(
            (
                line
                for line in duties_of(actor, [row.id], today)[row.id]
                if line.value.startswith(f"{ClauseKind.MEMBERSHIP_REVIEW.value}|")
            ),
            None,
        ),
        may_decide=may_decide,
        may_edit=may_edit,
        may_review=allowed(actor, Permission.MEETING_SET, str(row.id)),
    )


_STANDING = {
    CoverState.COVERED: "met",
    CoverState.VACANT: "vacant",
    CoverState.GAP: "missed",
    CoverState.NOT_APPLICABLE: "not_known",
}
_SAID = {
    CoverState.COVERED: "Represented",
    CoverState.VACANT: "Vacant",
    CoverState.GAP: "Gap",
    CoverState.NOT_APPLICABLE: "Does not apply",
}


def _lede(vacancies: int, gaps: int, seats: int) -> str:
    if not seats:
        return "This group has no seat yet."
    parts = [
        count(vacancies, "vacancy", "vacancies") if vacancies else "No vacancy",
        count(gaps, "gap in whom the Act asks for", "gaps in whom the Act asks for")
        if gaps
        else "everybody the Act asks for is represented",
    ]
    return f"{parts[0]}, and {parts[1]}."


def _note(seat: SeatFacts) -> str:
    said = [f"{seat.vacant_places} of its {seat.places} places"] if seat.places > 1 else []
    if seat.seat_class != "core":
        said.append("advisory")
    if seat.by_interest:
        said.append("by expression of interest")
    if seat.follows:
        said.append(f"goes with being {seat.follows}")
    return ", ".join(said)


def _why(on: date, reason: str) -> str:
    return f"since {day(on)}: {reason}" if reason else f"since {day(on)}"


def _waiting(owed: Sequence[Waiting]) -> str:
    late = sum(1 for one in owed if one.is_late)
    if not owed:
        return "Nobody waits for an answer."
    if len(owed) == 1:
        return f"1 person waits for an answer{', longer than the terms allow' if late else ''}."
    overdue = f", {late} of them longer than the terms allow" if late else ""
    return f"{len(owed)} people wait for an answer{overdue}."


def _reviews(row: Group) -> tuple[Reviewed, ...]:
    done = duties_done().filter(group=row, kind=ClauseKind.MEMBERSHIP_REVIEW.value)
    return tuple(
        Reviewed(day(one.done_on), _listed(one.note))
        for one in done.order_by("-done_on", "-recorded_on", "id")[:5]
    )


def _listed(note: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The lines of a note, those set in gathered under the one before."""
    found: list[tuple[str, tuple[str, ...]]] = []
    for line in filter(None, note.split("\n")):
        if line.startswith("  ") and found:
            head, under = found[-1]
            found[-1] = (head, (*under, line.strip()))
        else:
            found.append((line, ()))
    return tuple(found)
