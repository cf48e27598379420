"""Who speaks for whom, who holds which seat and who was given which role, on a day."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from quorate.domain.access.actor import Actor
from quorate.records import scopes
from quorate.records.models import Appointment, Grant, Representation, Seat


@dataclass(frozen=True, slots=True)
class Held:
    """An appointment: who, from when, to when (both included), as what."""

    id: str
    person: str
    name: str
    from_on: date
    to_on: date | None
    office: str
    is_deputy: bool
    has_authority: bool

    def covers(self, on: date) -> bool:
        """Whether it runs on that day."""
        return runs(self.from_on, self.to_on, on)


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """A seat on a day.

    `holder` is None while it is vacant; `vacant_since` is then the first day nobody held it, None when
    nobody ever has. `next_holder` is somebody appointed from a later day. `held` is everybody, newest first.
    """

    id: str
    title: str
    seat_class: str
    agency: str
    group: uuid.UUID
    holder: Held | None
    vacant_since: date | None
    next_holder: Held | None
    deputies: tuple[Held, ...]
    held: tuple[Held, ...]


def runs(from_on: date, to_on: date | None, on: date) -> bool:
    """Whether it runs on a day; both ends are included. `current` asks the same of the database."""
    return from_on <= on and (to_on is None or on <= to_on)


def current(on: date) -> Q:
    """The condition that a row with `from_on` and `to_on` runs on a day."""
    return Q(from_on__lte=on) & (Q(to_on__isnull=True) | Q(to_on__gte=on))


def seat_facts(actor: Actor, on: date, *, seats: QuerySet[Seat] | None = None) -> tuple[SeatFacts, ...]:
    """Seats in their order, as on a day; those given, or all of the partnership's."""
    rows = (scopes.seats(actor) if seats is None else seats).select_related("agency")
    found = list(rows.order_by("group", "order", "title"))
    held: defaultdict[uuid.UUID, list[Held]] = defaultdict(list)
    appointments = scopes.appointments(actor).filter(seat__in=[row.id for row in found])
    for row in appointments.select_related("person").order_by("-from_on", "id"):
        held[row.seat_id].append(_held(row))
    return tuple(_seat(row, held[row.id], on) for row in found)


def speaking_for(actor: Actor, on: date) -> dict[uuid.UUID, list[uuid.UUID]]:
    """The people who speak for each agency on a day."""
    found: defaultdict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    rows = Representation.objects.filter(current(on), agency__in=scopes.agencies(actor))
    for agency, person in rows.order_by("person__name").values_list("agency_id", "person_id"):
        found[agency].append(person)
    return dict(found)


def roles_held(actor: Actor, on: date) -> dict[uuid.UUID, list[str]]:
    """The roles given to each person, as on a day."""
    found: defaultdict[uuid.UUID, list[str]] = defaultdict(list)
    rows = Grant.objects.filter(current(on), person__in=scopes.people(actor))
    for person, role in rows.order_by("role").values_list("person_id", "role"):
        found[person].append(role)
    return dict(found)


def _held(row: Appointment) -> Held:
    return Held(
        id=str(row.id),
        person=str(row.person_id),
        name=row.person.name,
        from_on=row.from_on,
        to_on=row.to_on,
        office=row.office,
        is_deputy=row.is_deputy,
        has_authority=row.has_authority,
    )


def _seat(row: Seat, held: Sequence[Held], on: date) -> SeatFacts:
    holders = [one for one in held if not one.is_deputy]
    holder = next((one for one in holders if one.covers(on)), None)
    ended = [one.to_on for one in holders if one.to_on and one.to_on < on]
    later = [one for one in holders if one.from_on > on]
    return SeatFacts(
        id=str(row.id),
        title=row.title,
        seat_class=row.seat_class,
        agency=row.agency.name if row.agency else "",
        group=row.group_id,
        holder=holder,
        vacant_since=None if holder or not ended else max(ended) + timedelta(days=1),
        next_holder=min(later, key=lambda one: one.from_on, default=None),
        deputies=tuple(one for one in held if one.is_deputy and one.covers(on)),
        held=tuple(held),
    )
