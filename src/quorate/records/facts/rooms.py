"""From what was recorded in the room, and who holds which seat on its day, to what the rules ask for."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet

from quorate.domain.meetings.room import Act, How, RoomAct, gone_before, is_going_on, standing
from quorate.domain.membership.agencies import agency_of_deputy
from quorate.domain.membership.facts import AgencyFacts, Office, Presence, SeatClass, SeatFacts
from quorate.domain.membership.seats import is_there, leaves_gap
from quorate.records.facts.people import current
from quorate.records.models import Appointment, Meeting, Representation, RoomActRow, Seat


@dataclass(frozen=True, slots=True)
class Sitter:
    """Somebody who may sit in a place: its holder, or a deputy named for it. `name` is as they are shown."""

    person: str
    name: str
    office: Office = Office.NONE
    has_authority: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """One place at the table on a day: a seat, or one of the places of a seat that several hold.

    `agency_id` is the seat's own, or where it has none the one its holder speaks for. Whoever sits in a seat
    for lived experience, or comes in their place, `speaks_for_nobody`.
    """

    id: str
    seat: str
    title: str
    seat_class: SeatClass
    agency_id: str
    number: int = 1
    speaks_for_nobody: bool = False
    holder: Sitter | None = None
    deputies: tuple[Sitter, ...] = ()

    def brought_by_deputy(self, own: Sequence[str], agencies: Sequence[AgencyFacts]) -> str:
        """The agency a deputy for it counts for, as `agency_of_deputy` says; none where nobody's is."""
        return "" if self.speaks_for_nobody else agency_of_deputy(self.agency_id, own, agencies)

    def fact(self) -> SeatFacts:
        """The place as the rules of the quorum know it."""
        return SeatFacts(
            id=self.id,
            title=self.title,
            agency_id=self.agency_id,
            seat_class=self.seat_class,
            is_held=self.holder is not None,
            office=self.holder.office if self.holder else Office.NONE,
        )


class _Seat(NamedTuple):
    """A seat, as much of it as a place asks for: whole rows take three times as long to make."""

    id: uuid.UUID
    title: str
    seat_class: str
    agency_id: uuid.UUID | None
    places: int
    follows_group_id: uuid.UUID | None
    follows_office: str
    shown_as: str
    since_on: date | None
    condition: str


class _Held(NamedTuple):
    """An appointment that runs that day."""

    seat: uuid.UUID
    group: uuid.UUID
    person: uuid.UUID
    name: str
    office: str
    is_deputy: bool
    has_authority: bool
    place: int


_COLUMNS = (
    "seat_id", "seat__group_id", "person_id", "person__name", "office", "is_deputy", "has_authority", "place"
)  # fmt: skip


def place_id(seat: object, place: int = 1) -> str:
    """What names a place: the seat's id, and from the second place on its number too."""
    return str(seat) if place == 1 else f"{seat}#{place}"


def seat_of(place: str) -> str:
    """The id of the seat a place belongs to."""
    return place.partition("#")[0]


def seats_on(group: uuid.UUID | str, on: date) -> tuple[SeatFacts, ...]:
    """The seats of a group on a day, held or vacant; one for each place of those that several hold."""
    return tuple(place.fact() for place in places_on(group, on))


def places_on(group: uuid.UUID | str, on: date, *, seat: uuid.UUID | str | None = None) -> tuple[Place, ...]:
    """The places of a group on a day, in the order of its seats; or those of one seat of it.

    A place of a seat that is there only on a condition is among them while somebody holds it.
    """
    of_group = Seat.objects.filter(group=group, **({"id": seat} if seat else {}))
    seats = _seats(of_group)
    followed = {one.follows_group_id for one in seats if one.follows_group_id}
    of = Q(seat__group=group, **({"seat": seat} if seat else {}))
    if followed:
        of |= Q(seat__group__in=followed, is_deputy=False) & ~Q(office="")
    held: defaultdict[uuid.UUID, list[_Held]] = defaultdict(list)
    offices: dict[tuple[uuid.UUID, str], _Held] = {}
    rows = Appointment.objects.filter(current(on)).filter(of).order_by("place", "from_on", "id")
    for one in rows.values_list(*_COLUMNS):
        row = _Held(*one)
        held[row.seat].append(row)
        if row.office and not row.is_deputy:
            offices[row.group, row.office] = row
    without = [one.id for one in seats if one.agency_id is None]
    people = {row.person for id in without for row in held[id]} | {row.person for row in offices.values()}
    speaks_for = agencies_spoken_for(people, on) if without else {}
    standing = _standing(seats, [row for rows in held.values() for row in rows], on)
    return tuple(place for one in standing for place in _places(one, held[one.id], offices, speaks_for))


def places_on_days(group: uuid.UUID | str, days: Iterable[date]) -> Mapping[date, tuple[Place, ...]]:
    """The places of a group on each of many days, in as many database questions as for one."""
    seats = _seats(Seat.objects.filter(group=group))
    followed = {one.follows_group_id for one in seats if one.follows_group_id}
    of = Q(seat__group=group)
    if followed:
        of |= Q(seat__group__in=followed, is_deputy=False) & ~Q(office="")
    rows = Appointment.objects.filter(of).order_by("place", "from_on", "id")
    dated = [(_Held(*one[:-2]), one[-2], one[-1]) for one in rows.values_list(*_COLUMNS, "from_on", "to_on")]
    speaking = _representations({row.person for row, _, _ in dated}) if _speak_for(seats) else []
    known: dict[object, tuple[Place, ...]] = {}
    found = {}
    for on in days:
        runs = tuple(row for row, since, until in dated if _runs(since, until, on))
        speaks: dict[uuid.UUID, str] = {}
        for person, agency, since, until in speaking:
            if _runs(since, until, on):
                speaks.setdefault(person, agency)
        standing = _standing(seats, runs, on)
        # A table that did not change from one day to the next is made once.
        key = (runs, tuple(speaks.items()), len(standing))
        if key not in known:
            known[key] = _table(standing, runs, speaks)
        found[on] = known[key]
    return found


def _seats(found: QuerySet[Seat]) -> list[_Seat]:
    rows = found.order_by("order", "title", "id").values_list(*_Seat._fields)
    return [_Seat(*row) for row in rows]


def _standing(seats: Sequence[_Seat], rows: Iterable[_Held], on: date) -> list[_Seat]:
    """The seats that are there on a day; `rows` are the appointments that run that day."""
    held = {row.seat for row in rows if not row.is_deputy}
    return [one for one in seats if is_there(one.since_on, on, is_held=one.id in held)]


def _table(
    seats: Sequence[_Seat], rows: Iterable[_Held], speaks_for: Mapping[uuid.UUID, str]
) -> tuple[Place, ...]:
    held: defaultdict[uuid.UUID, list[_Held]] = defaultdict(list)
    offices: dict[tuple[uuid.UUID, str], _Held] = {}
    for row in rows:
        held[row.seat].append(row)
        if row.office and not row.is_deputy:
            offices[row.group, row.office] = row
    return tuple(place for one in seats for place in _places(one, held[one.id], offices, speaks_for))


def _speak_for(seats: Iterable[_Seat]) -> bool:
    """Whether any seat takes its agency from whoever holds it."""
    return any(one.agency_id is None for one in seats)


def _representations(people: Iterable[uuid.UUID]) -> list[tuple[uuid.UUID, str, date, date | None]]:
    rows = Representation.objects.filter(person__in=list(people)).order_by("from_on", "id")
    return [
        (person, str(agency), since, until)
        for person, agency, since, until in rows.values_list("person_id", "agency_id", "from_on", "to_on")
    ]


def _runs(since: date, until: date | None, on: date) -> bool:
    return since <= on and (until is None or until >= on)


def agencies_spoken_for(people: Iterable[uuid.UUID], on: date) -> Mapping[uuid.UUID, str]:
    """The agency each person speaks for on a day, the first where they speak for several."""
    rows = Representation.objects.filter(current(on), person__in=list(people)).order_by("from_on", "id")
    found: dict[uuid.UUID, str] = {}
    for person, agency in rows.values_list("person_id", "agency_id"):
        found.setdefault(person, str(agency))
    return found


def agency_on_days(asked: Iterable[tuple[uuid.UUID, date]]) -> Mapping[tuple[uuid.UUID, date], str]:
    """The agency each person spoke for on a day of their own, the first where several, in one question."""
    days: defaultdict[uuid.UUID, set[date]] = defaultdict(set)
    for person, on in asked:
        days[person].add(on)
    found: dict[tuple[uuid.UUID, date], str] = {}
    for person, agency, since, until in _representations(days):
        for on in days[person]:
            if _runs(since, until, on):
                found.setdefault((person, on), agency)
    return found


def agencies_worked_for(people: Iterable[uuid.UUID | str], on: date) -> Mapping[str, tuple[str, ...]]:
    """Every agency that each person speaks for on a day, the first first; nothing of who speaks for none."""
    rows = Representation.objects.filter(current(on), person__in=list(people)).order_by("from_on", "id")
    found: defaultdict[str, list[str]] = defaultdict(list)
    for person, agency in rows.values_list("person_id", "agency_id"):
        found[str(person)].append(str(agency))
    return {person: tuple(agencies) for person, agencies in found.items()}


def acts_of(meeting: Meeting) -> tuple[RoomAct, ...]:
    """Everything recorded in the room of a meeting, what was struck out marked as such."""
    return act_facts(list(RoomActRow.objects.filter(meeting=meeting).order_by("number")), meeting)


def present_at(meeting: Meeting, acts: Sequence[RoomAct]) -> tuple[Presence, ...]:
    """Everybody who was there for a seat, whether or not they stayed; nobody who left before it began."""
    gone = gone_before(acts, began_at=meeting.began_at, called_for=meeting.starts)
    came = (act.presence for act in standing(acts) if act.presence and act.presence.seat_id)
    return tuple(one for one in came if one.person_id not in gone)


def is_waited_for(meeting: Meeting, today: date) -> bool:
    """Whether whoever is not in the room yet may still come, as `is_going_on` says."""
    if meeting.on != today:
        return False
    return is_going_on(
        acts_of(meeting),
        on=meeting.on,
        today=today,
        ended_at=meeting.ended_at,
        with_chair=meeting.minutes_to_chair_on is not None,
    )


def acts_of_meetings(meetings: Iterable[Meeting]) -> Mapping[uuid.UUID, tuple[RoomAct, ...]]:
    """Everything recorded in the rooms of meetings of one group, in two database questions."""
    days = {one.id: (one.on, one.group_id) for one in meetings}
    rows: defaultdict[uuid.UUID, list[RoomActRow]] = defaultdict(list)
    for row in RoomActRow.objects.filter(meeting__in=list(days)).order_by("number"):
        rows[row.meeting_id].append(row)
    several = list(
        Appointment.objects.filter(seat__group__in={group for _, group in days.values()}, place__gt=1)
        .order_by("id")
        .values_list("seat_id", "person_id", "place", "from_on", "to_on")
    )
    found = {}
    for meeting, acts in rows.items():
        on = days[meeting][0]
        places = {(seat, person): n for seat, person, n, since, until in several if _runs(since, until, on)}
        found[meeting] = tuple(_act(row, places) for row in acts)
    return found


def act_facts(rows: Sequence[RoomActRow], meeting: Meeting | None) -> tuple[RoomAct, ...]:
    """Rows as acts, those of a seat that several hold in the place each held on the meeting's day.

    With no meeting every seat is one place, as where only the seat is asked for.
    """
    places: dict[tuple[uuid.UUID, uuid.UUID], int] = {}
    if meeting and any(row.seat_id for row in rows):
        held = Appointment.objects.filter(current(meeting.on), seat__group=meeting.group_id, place__gt=1)
        for seat, person, place in held.values_list("seat_id", "person_id", "place"):
            places[seat, person] = place
    return tuple(_act(row, places) for row in rows)


def _act(row: RoomActRow, places: Mapping[tuple[uuid.UUID, uuid.UUID], int]) -> RoomAct:
    return RoomAct(
        number=row.number,
        at=row.at,
        act=Act(row.act),
        person_id=str(row.person_id or ""),
        item_id=str(row.item_id or ""),
        presence=_presence(row, places) if row.act == Act.CAME.value else None,
        is_struck=row.struck_at is not None,
        how=How(row.how) if row.how else How.IN_PERSON,
    )


def _presence(row: RoomActRow, places: Mapping[tuple[uuid.UUID, uuid.UUID], int]) -> Presence:
    """What somebody is there as; with no seat they attend, and take part in no quorum."""
    place = ""
    if row.seat_id and row.person_id:
        place = place_id(row.seat_id, row.place or places.get((row.seat_id, row.person_id), 1))
    return Presence(
        person_id=str(row.person_id),
        seat_id=place,
        agency_id=str(row.agency_id or ""),
        seat_class=SeatClass(row.seat_class) if row.seat_class else SeatClass.ADVISORY,
        is_deputy=row.is_deputy,
        has_authority=row.has_authority,
        title=row.title,
        office=Office(row.office),
        is_online=row.how in (How.ONLINE.value, How.PHONE.value),
    )


def _places(
    seat: _Seat,
    held: Sequence[_Held],
    offices: Mapping[tuple[uuid.UUID, str], _Held],
    speaks_for: Mapping[uuid.UUID, str],
) -> Iterable[Place]:
    holders = {row.place: row for row in held if not row.is_deputy}
    deputies = [row for row in held if row.is_deputy]
    if seat.follows_group_id and not holders:
        follows = offices.get((seat.follows_group_id, seat.follows_office))
        holders = {1: follows} if follows else {}
    for number in range(1, max([seat.places, *holders]) + 1):
        holder = holders.get(number)
        if holder is None and not leaves_gap(seat.condition):
            continue
        of_holder = speaks_for.get(holder.person, "") if holder else ""
        agency = "" if seat.shown_as else str(seat.agency_id or of_holder)
        yield Place(
            id=place_id(seat.id, number),
            seat=str(seat.id),
            title=seat.title,
            seat_class=SeatClass(seat.seat_class),
            agency_id=agency,
            number=number,
            speaks_for_nobody=bool(seat.shown_as),
            holder=_sitter(seat, holder) if holder else None,
            deputies=tuple(_sitter(seat, row) for row in deputies if row.place == number),
        )


def _sitter(seat: _Seat, row: _Held) -> Sitter:
    """An appointment as a sitter; an office held elsewhere is not carried into a seat that follows it."""
    return Sitter(
        person=str(row.person),
        name=(seat.shown_as if not row.is_deputy else "") or row.name,
        office=Office(row.office) if row.seat == seat.id else Office.NONE,
        has_authority=row.has_authority,
    )
