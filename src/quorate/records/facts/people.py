"""Who speaks for whom, who holds which seat and who was given which role, on a day."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from quorate.domain.access.actor import Actor
from quorate.domain.membership.facts import OFFICES, Office
from quorate.domain.membership.seats import leaves_gap
from quorate.records import scopes
from quorate.records.facts.agencies import agency_names
from quorate.records.facts.seats import following
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
    by_office: bool = False

    def covers(self, on: date) -> bool:
        """Whether it runs on that day."""
        return runs(self.from_on, self.to_on, on)


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """A seat on a day.

    `holders` hold it, those by an office they hold elsewhere last; `holder` is the first, None while it is
    vacant. `vacant_since` is the first day one of its places was free, None when nobody ever held it.
    `next_holder` is somebody appointed from a later day. `held` is everybody appointed, newest first.
    `follows` says which office it follows, `condition` when it is there at all.
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
    holders: tuple[Held, ...] = ()
    places: int = 1
    condition: str = ""
    by_interest: bool = False
    follows: str = ""
    is_lived: bool = False

    @property
    def vacant_places(self) -> int:
        """How many of its places nobody holds."""
        return max(self.places - len(self.holders), 0)

    @property
    def is_vacancy(self) -> bool:
        """Whether a place waits for somebody; a seat that is there only on a condition leaves no gap."""
        return self.vacant_places > 0 and leaves_gap(self.condition)


def runs(from_on: date, to_on: date | None, on: date) -> bool:
    """Whether it runs on a day; both ends are included. `current` asks the same of the database."""
    return from_on <= on and (to_on is None or on <= to_on)


def here(on: date, of: str = "") -> Q:
    """The condition that a person has not left by a day, as `has_left` says it; `of` leads to them."""
    return Q(**{f"{of}left_on__isnull": True}) | Q(**{f"{of}left_on__gt": on})


def current(on: date) -> Q:
    """The condition that a row with `from_on` and `to_on` runs on a day."""
    return Q(from_on__lte=on) & (Q(to_on__isnull=True) | Q(to_on__gte=on))


def seat_facts(actor: Actor, on: date, *, seats: QuerySet[Seat] | None = None) -> tuple[SeatFacts, ...]:
    """Seats in their order, as on a day; those given, or all of the partnership's."""
    rows = (scopes.seats(actor) if seats is None else seats).select_related("follows_group")
    found = list(rows.order_by("group", "order", "title"))
    held: defaultdict[uuid.UUID, list[Held]] = defaultdict(list)
    appointments = scopes.appointments(actor).filter(seat__in=[row.id for row in found])
    for row in appointments.select_related("person").order_by("-from_on", "-place", "id"):
        held[row.seat_id].append(_held(row))
    by_office = following(found, on)
    names = agency_names(actor.partnership, on)
    return tuple(
        _seat(row, held[row.id], by_office.get(row.id, ()), on, names.get(str(row.agency_id or ""), ""))
        for row in found
    )


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


def _held(row: Appointment, *, by_office: bool = False) -> Held:
    return Held(
        id=str(row.id),
        person=str(row.person_id),
        name=row.person.name,
        from_on=row.from_on,
        to_on=row.to_on,
        office="" if by_office else row.office,
        is_deputy=row.is_deputy,
        has_authority=row.has_authority,
        by_office=by_office,
    )


def _seat(
    row: Seat, held: Sequence[Held], by_office: Sequence[Appointment], on: date, agency: str
) -> SeatFacts:
    appointed = [one for one in held if not one.is_deputy]
    now = [one for one in reversed(appointed) if one.covers(on)]
    ids = {one.person for one in now}
    now += [_held(one, by_office=True) for one in by_office if str(one.person_id) not in ids]
    ended = sorted((one.to_on for one in appointed if one.to_on and one.to_on < on), reverse=True)
    later = [one for one in appointed if one.from_on > on]
    free = row.places - len(now)
    return SeatFacts(
        id=str(row.id),
        title=row.title,
        seat_class=row.seat_class,
        agency=agency,
        group=row.group_id,
        holder=now[0] if now else None,
        vacant_since=ended[min(free, len(ended)) - 1] + timedelta(days=1) if free > 0 and ended else None,
        next_holder=min(later, key=lambda one: one.from_on, default=None),
        deputies=tuple(one for one in held if one.is_deputy and one.covers(on)),
        held=tuple(held),
        holders=tuple(now),
        places=row.places,
        condition=row.condition,
        by_interest=row.by_interest,
        follows=_follows(row),
        is_lived=bool(row.shown_as),
    )


def _follows(row: Seat) -> str:
    if row.follows_group is None:
        return ""
    return f"{OFFICES[Office(row.follows_office)]} of {row.follows_group.name}"
