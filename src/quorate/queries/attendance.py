"""A group's attendance sheet, as a board keeps it on paper: a column for each meeting that was recorded."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from quorate.domain.access.actor import Actor
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.words import count, listed, short_day
from quorate.domain.meetings.room import Act
from quorate.domain.membership.attendance import FEWEST, MARKS, Line, Mark, MeetingSeen, attendance
from quorate.domain.membership.facts import AppointmentFacts
from quorate.domain.membership.replies import Answer
from quorate.domain.membership.seats import leaves_gap
from quorate.records import scopes
from quorate.records.facts.agencies import names_of_then
from quorate.records.facts.meetings import appointment_fact
from quorate.records.facts.rooms import Place, act_facts, is_waited_for, places_on, present_at
from quorate.records.facts.tables import places_of_meetings
from quorate.records.models import Agency, Appointment, Group, Meeting, Person, Reply, RoomActRow, Seat

PAGE = 12
"""Meetings on one page: three years of a board that meets quarterly."""

_Agencies = Mapping[tuple[str, str], str]
"""By seat and holder the agency each sat there for; by the seat and nobody, that of the seat or its first."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: a letter, its words, and the mark that colours it."""

    letter: str
    words: str
    mark: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row: whom or what, a cell for each meeting, and how many were attended."""

    name: str
    note: str
    cells: tuple[Cell, ...]
    attended: str
    share: str


@dataclass(frozen=True, slots=True)
class Column:
    """A meeting: its address and day."""

    id: str
    day: str
    on: date


@dataclass(frozen=True, slots=True)
class AttendancePage:
    """The sheet of one group, newest meetings on the first page; `key` are the letters used on it."""

    group: str
    slug: str
    lede: str
    columns: tuple[Column, ...]
    people: tuple[SheetRow, ...]
    seats: tuple[SheetRow, ...]
    agencies: tuple[SheetRow, ...]
    key: tuple[tuple[str, str], ...]
    number: int
    last: int


def page_attendance(actor: Actor, *, group: str, today: date, number: int = 1) -> AttendancePage:
    """The sheet of a group, by its address. Raises NotFoundError.

    A withdrawal from an item the reader may not know of is not told.
    """
    row = scopes.groups(actor).filter(slug=group).first()
    if row is None:
        raise NotFoundError
    held = recorded_meetings(actor, row, today).order_by("-on", "-starts", "id")
    last = max(1, -(-held.count() // PAGE))
    number = min(max(1, number), last)
    shown = list(held[(number - 1) * PAGE : number * PAGE])[::-1]
    return _page(actor, row, shown, today, number, last)


def recorded_meetings(actor: Actor, row: Group, today: date) -> QuerySet[Meeting]:
    """A group's meetings up to today of which the room was recorded; a cancelled one is none."""
    recorded = RoomActRow.objects.filter(act=Act.CAME.value, struck_at__isnull=True).values("meeting")
    meetings = scopes.meetings(actor).filter(group=row, on__lte=today, id__in=recorded)
    return meetings.exclude(state="cancelled").exclude(kind="by_email")


def agency_lines(actor: Actor, row: Group, shown: Sequence[Meeting], today: date) -> tuple[Line, ...]:
    """A line for each agency with a seat, in the order of the seats, and a mark for each meeting shown.

    Those are agencies with a seat today, and those that had one at a meeting shown.
    """
    seats = list(Seat.objects.filter(group=row).order_by("order", "title", "id"))
    return attendance(
        meetings=_seen(actor, shown, today, seats),
        appointments=_appointments(row, seats),
        seats=_of_seats(_sat_for(seats, places_on(row.id, today))),
        since=_since(seats),
        conditional=_conditional(seats),
    ).agencies


def _page(
    actor: Actor, row: Group, shown: Sequence[Meeting], today: date, number: int, last: int
) -> AttendancePage:
    seats = list(Seat.objects.filter(group=row).order_by("order", "title", "id"))
    appointments = _appointments(row, seats)
    names = _people(appointments)
    named = Agency.objects.filter(partnership=row.partnership_id).values_list("id", "name")
    then = names_of_then(row.partnership_id, shown[-1].on if shown else today)
    agencies = {str(id): then.get(str(id), name) for id, name in named}
    now, seen = _sat_for(seats, places_on(row.id, today)), _seen(actor, shown, today, seats)
    sheet = attendance(
        meetings=seen,
        appointments=appointments,
        seats=_of_seats(now),
        since=_since(seats),
        conditional=_conditional(seats),
    )
    titles = {str(seat.id): seat.title for seat in seats}
    last_shown = (seen[-1].agencies if seen else None) or now
    used = {mark for line in (*sheet.people, *sheet.seats) for mark in line.marks}
    return AttendancePage(
        group=row.name,
        slug=row.slug,
        lede=_lede(sheet.seats, shown),
        columns=tuple(Column(str(one.id), short_day(one.on), one.on) for one in shown),
        people=tuple(_row(line, names.get(line.person_id, ""), titles[line.id]) for line in sheet.people),
        seats=tuple(
            _row(line, titles[line.id], _named(line.id, last_shown, agencies)) for line in sheet.seats
        ),
        agencies=tuple(_row(line, agencies.get(line.id, ""), "") for line in sheet.agencies),
        key=tuple(MARKS[mark] for mark in Mark if mark in used and MARKS[mark][0]),
        number=number,
        last=last,
    )


def _seen(
    actor: Actor, shown: Sequence[Meeting], today: date, seats: Sequence[Seat]
) -> tuple[MeetingSeen, ...]:
    """What was recorded of these meetings, in a few database questions, and one more of each one today.

    Which of a seat's places somebody came for is all one here.
    """
    rows = RoomActRow.objects.filter(meeting__in=shown, struck_at__isnull=True)
    acts: defaultdict[uuid.UUID, list[RoomActRow]] = defaultdict(list)
    for act in rows.order_by("number"):
        acts[act.meeting_id].append(act)
    away = scopes.room_acts(actor).filter(meeting__in=shown, act=Act.WITHDREW.value, struck_at__isnull=True)
    withdrew: defaultdict[uuid.UUID, set[str]] = defaultdict(set)
    for meeting, person in away.values_list("meeting_id", "person_id"):
        withdrew[meeting].add(str(person))
    said: defaultdict[uuid.UUID, dict[tuple[str, str], Answer]] = defaultdict(dict)
    for reply in Reply.objects.filter(meeting__in=shown):
        said[reply.meeting_id][str(reply.seat_id), str(reply.person_id)] = Answer(reply.answer)
    places = places_of_meetings(shown)
    return tuple(
        MeetingSeen(
            str(one.id),
            one.on,
            present_at(one, act_facts(acts[one.id], None)),
            frozenset(withdrew[one.id]),
            said[one.id],
            is_waited_for(one, today),
            _sat_for(seats, places[one.id]),
            None if one.table_kept is None else _held(one, places[one.id]),
        )
        for one in shown
    )


def _appointments(row: Group, seats: Iterable[Seat]) -> tuple[AppointmentFacts, ...]:
    """Who has held the group's seats, those by an office they hold elsewhere among them."""
    found = [appointment_fact(one) for one in Appointment.objects.filter(seat__group=row, is_deputy=False)]
    followed = [seat for seat in seats if seat.follows_group_id]
    offices = Appointment.objects.filter(
        seat__group__in={seat.follows_group_id for seat in followed}, is_deputy=False
    ).exclude(office="")
    for one in offices.select_related("seat") if followed else ():
        for seat in followed:
            if (seat.follows_group_id, seat.follows_office) == (one.seat.group_id, one.office):
                found.append(replace(appointment_fact(one), seat_id=str(seat.id)))
    return tuple(found)


def _held(meeting: Meeting, places: Iterable[Place]) -> tuple[AppointmentFacts, ...]:
    """Who held the seats at a meeting, as its places say."""
    return tuple(
        AppointmentFacts("", one.seat, one.holder.person, meeting.on, meeting.on, place=one.number)
        for one in places
        if one.holder
    )


def _sat_for(seats: Iterable[Seat], places: Iterable[Place]) -> _Agencies:
    """The agency of each seat on a day, by its places: its own, or the one each holder spoke for."""
    of = {(str(seat.id), ""): "" for seat in seats}
    for place in places:
        of[place.seat, ""] = of.get((place.seat, "")) or place.agency_id
        if place.holder:
            of[place.seat, place.holder.person] = place.agency_id
    return of


def _of_seats(agencies: _Agencies) -> dict[str, str]:
    return {seat: agency for (seat, person), agency in agencies.items() if not person}


def _named(seat: str, sat_for: _Agencies, agencies: Mapping[str, str]) -> str:
    """The agencies of a seat, in the order of its places."""
    of = dict.fromkeys(agency for (one, _), agency in sat_for.items() if one == seat)
    return listed([agencies[agency] for agency in of if agency in agencies])


def _since(seats: Iterable[Seat]) -> dict[str, date]:
    """From when on each seat is there; one of which that is not known was always there."""
    return {str(seat.id): seat.since_on for seat in seats if seat.since_on}


def _conditional(seats: Iterable[Seat]) -> frozenset[str]:
    """Seats that are there only on a condition, and no vacancy while nobody holds them."""
    return frozenset(str(seat.id) for seat in seats if not leaves_gap(seat.condition))


def _people(appointments: Iterable[AppointmentFacts]) -> Mapping[str, str]:
    ids = {one.person_id for one in appointments}
    return {str(id): name for id, name in Person.objects.filter(id__in=ids).values_list("id", "name")}


def _row(line: Line, name: str, note: str) -> SheetRow:
    share = line.tally.share
    return SheetRow(
        name=name,
        note=note if note != name else "",
        cells=tuple(Cell(*MARKS[mark], mark.value) for mark in line.marks),
        attended=f"{line.tally.there} of {line.tally.of}" if line.tally.of else "none",
        share="" if share is None else f"{share}%",
    )


def _lede(seats: Sequence[Line], shown: Sequence[Meeting]) -> str:
    if not shown:
        return "Nothing was recorded in the room of a meeting of this group yet."
    said = f"{count(len(shown), 'meeting was', 'meetings were')} recorded."
    if len(shown) < FEWEST:
        return f"{said} No percentages are given of fewer than {FEWEST}."
    never = sum(1 for line in seats if line.tally.of >= FEWEST and not line.tally.there)
    vacant = sum(1 for line in seats if Mark.VACANT in line.marks and not line.tally.of)
    if vacant:
        said = f"{said} {count(vacant, 'seat was', 'seats were')} vacant throughout."
    if never:
        said = f"{said} {count(never, 'seat was', 'seats were')} never filled by somebody who could decide."
    return said if vacant or never else f"{said} Every seat was filled at one of them at least."
