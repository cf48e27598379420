"""Expressions of interest: those of a group, one of them, and those that wait for somebody's answer."""

import uuid
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.words import day
from quorate.domain.membership.agencies import is_called
from quorate.domain.membership.facts import OFFICES, Office
from quorate.domain.membership.interest import DECISIONS, Decision, Waiting, answer_due, waiting
from quorate.queries.meetings import allowed
from quorate.queries.people.choices import Options, everybody_here
from quorate.records import scopes
from quorate.records.facts.agencies import agencies_of
from quorate.records.facts.meetings import calendar_of, terms_by_group
from quorate.records.facts.membership import interest_facts
from quorate.records.facts.people import SeatFacts, seat_facts
from quorate.records.models import Appointment, ExpressionOfInterest, Group, InterestKeptPrivately


@dataclass(frozen=True, slots=True)
class InterestLine:
    """An expression of interest in a list."""

    id: str
    name: str
    agency: str
    group: str
    waiting: Waiting
    is_owed: bool

    @property
    def title(self) -> str:
        """Who it is and from where, said once."""
        return self.name if not self.agency or self.agency in self.name else f"{self.name}, {self.agency}"


@dataclass(frozen=True, slots=True)
class InterestPage:
    """One expression of interest, and what can be done of it next.

    `is_private` says that the coordinator alone reads who wrote; `private` is that, empty for others.
    `new_agency` is whom they wrote from where no agency here goes by that name: it is to be added first.
    """

    id: str
    version: int
    group: str
    group_slug: str
    name: str
    facts: tuple[tuple[str, str], ...]
    words: str
    is_private: bool
    private: tuple[tuple[str, str], ...]
    private_words: str
    waiting: Waiting
    is_decided: bool
    is_to_answer: bool
    is_to_seat: bool
    seat: str
    deciders: Options
    decisions: Options
    seats: Options
    people: Options
    agencies: Options
    today: date
    new_agency: str = ""


def interest_lines(actor: Actor, group: Group, today: date) -> tuple[InterestLine, ...]:
    """Those of a group: what is owed first and longest, then the newest; none for who does not see them."""
    return _lines(list(scopes.expressions(actor).filter(group=group).select_related("group")), actor, today)


def waiting_lines(actor: Actor, today: date) -> tuple[InterestLine, ...]:
    """Those still to be decided or answered in every group whose decisions the actor sees."""
    rows = (
        scopes.expressions(actor).filter(replied_on__isnull=True).exclude(decision=Decision.WITHDRAWN.value)
    )
    return _lines(list(rows.select_related("group")), actor, today)


def _lines(rows: list[ExpressionOfInterest], actor: Actor, today: date) -> tuple[InterestLine, ...]:
    if not rows:
        return ()
    versions = terms_by_group({row.group_id for row in rows})
    calendar = calendar_of(actor.partnership)
    found = []
    for row in rows:
        facts = interest_facts(row)
        due = answer_due(versions.get(row.group_id, ()), row.received_on, calendar)
        stands = waiting(facts, due, today)
        line = InterestLine(str(row.id), row.name, row.agency_name, row.group.name, stands, facts.is_owed)
        found.append(((not line.is_owed, _age(row, is_owed=line.is_owed), row.name, line.id), line))
    return tuple(line for _, line in sorted(found, key=lambda one: one[0]))


def _age(row: ExpressionOfInterest, *, is_owed: bool) -> int:
    """What is owed comes oldest first, what is done newest first."""
    return row.received_on.toordinal() if is_owed else -row.received_on.toordinal()


def page_interest(actor: Actor, *, interest: uuid.UUID, today: date) -> InterestPage:
    """One expression of interest. Raises NotFoundError."""
    row = scopes.expressions(actor).filter(id=interest).select_related("group", "decided_by", "seat").first()
    if row is None:
        raise NotFoundError
    facts = interest_facts(row)
    due = answer_due(
        terms_by_group([row.group_id]).get(row.group_id, ()), row.received_on, calendar_of(actor.partnership)
    )
    to_seat = facts.decision is Decision.ACCEPTED and row.seat_id is None
    kept = scopes.interests_kept(actor).filter(interest=row).first()
    may_seat = to_seat and allowed(actor, Permission.PEOPLE_EDIT, str(row.group_id))
    return InterestPage(
        id=str(row.id),
        version=row.version,
        group=row.group.name,
        group_slug=row.group.slug,
        name=row.name,
        facts=tuple((label, value) for label, value in _facts(row) if value),
        words=row.words,
        is_private=InterestKeptPrivately.objects.filter(interest=row).exists(),
        private=_private(kept) if kept else (),
        private_words=kept.words if kept else "",
        waiting=waiting(facts, due, today),
        is_decided=facts.decision is not None,
        is_to_answer=facts.decision is not None and facts.is_owed,
        is_to_seat=may_seat,
        seat=row.seat.title if row.seat else "",
        deciders=() if facts.decision else _deciders(row.group_id),
        decisions=tuple((decision.value, said) for decision, said in DECISIONS.items()),
        seats=_seats(actor, row.group_id, today) if may_seat else (),
        people=everybody_here(actor, today) if may_seat else (),
        agencies=tuple((str(one.id), one.name) for one in scopes.agencies(actor).order_by("name"))
        if may_seat
        else (),
        today=today,
        new_agency=row.agency_name if may_seat and not _is_here(actor, row.agency_name) else "",
    )


def _is_here(actor: Actor, name: str) -> bool:
    """Whether an agency here goes by this name; none has to, of somebody who wrote from none."""
    agencies = agencies_of(actor.partnership)
    return not name.strip() or any(is_called(name, one.id, agencies) for one in agencies)


def _facts(row: ExpressionOfInterest) -> tuple[tuple[str, str], ...]:
    by = f" by {row.decided_by.name}" if row.decided_by else ""
    decided = f"{DECISIONS[Decision(row.decision)]} on {day(row.decided_on)}{by}" if row.decided_on else ""
    return (
        ("From", row.agency_name),
        ("Email", row.email),
        ("Received", day(row.received_on)),
        ("Decision", decided or "None yet"),
        ("Reason", row.reason),
        ("Answer sent", day(row.replied_on) if row.replied_on else "Not yet"),
        ("Seat", row.seat.title if row.seat else "None"),
    )


def _private(kept: InterestKeptPrivately) -> tuple[tuple[str, str], ...]:
    said = (("Name", kept.name), ("From", kept.agency_name), ("Email", kept.email))
    return tuple((label, value) for label, value in said if value)


def _deciders(group: uuid.UUID) -> Options:
    """Chairs and vice-chairs of the group, those who were as well."""
    rows = Appointment.objects.filter(
        seat__group=group, office__in=[Office.CHAIR.value, Office.VICE_CHAIR.value], is_deputy=False
    ).select_related("person")
    found = {str(one.person_id): f"{one.person.name} ({OFFICES[Office(one.office)]})" for one in rows}
    return tuple(sorted(found.items(), key=lambda one: one[1].lower()))


def _seats(actor: Actor, group: uuid.UUID, today: date) -> Options:
    """The seats with a place free, those for whoever expressed an interest first."""
    found = [
        seat
        for seat in seat_facts(actor, today, seats=scopes.seats(actor).filter(group=group))
        if seat.vacant_places
    ]
    found.sort(key=lambda seat: not seat.by_interest)
    shown = dict(scopes.seats(actor).filter(group=group).exclude(shown_as="").values_list("id", "shown_as"))
    return tuple(
        (seat.id, f"{seat.title} (they are then shown as “{name}”)" if name else _with_agency(seat))
        for seat in found
        for name in [shown.get(uuid.UUID(seat.id), "")]
    )


def _with_agency(seat: SeatFacts) -> str:
    """A seat and the agency it speaks for, said once."""
    is_said = not seat.agency or seat.agency.casefold() in seat.title.casefold()
    return seat.title if is_said else f"{seat.title} ({seat.agency})"
