"""Who came to which meetings: by person, by seat and by agency, as a board's own attendance sheet has it.

Somebody is judged for the meetings of the days they were appointed, and for no others. A deputy stands in
for one holder of a seat: with authority for the seat and its agency, never for the person; without, for
nobody. A vacant seat is shown as that and counts against nobody, its agency included: nobody was appointed
who could have come. A seat without an agency of its own is that of the agency its holder spoke for on the
meeting's day, whoever holds it since. Where fewer than `FEWEST` meetings count, no share is given: three
meetings prove nothing.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from quorate.domain.membership.facts import AppointmentFacts, Presence
from quorate.domain.membership.replies import Answer
from quorate.domain.membership.seats import is_there

FEWEST = 4
"""The fewest meetings of which a share is said."""


class Mark(StrEnum):
    """What a sheet says of one person, seat or agency at one meeting."""

    PRESENT = "present"
    WITHDREW = "withdrew"
    DEPUTY = "deputy"
    DEPUTY_WITHOUT = "deputy_without_authority"
    APOLOGIES = "apologies"
    ABSENT = "absent"
    AWAITED = "awaited"
    NOT_YET = "not_yet"
    NO_LONGER = "no_longer"
    VACANT = "vacant"


MARKS = {
    Mark.PRESENT: ("P", "Present"),
    Mark.WITHDREW: ("W", "Present, and withdrew from an item for a conflict"),
    Mark.DEPUTY: ("D", "Deputy with authority"),
    Mark.DEPUTY_WITHOUT: ("DX", "Deputy without authority"),
    Mark.APOLOGIES: ("A", "Apologies"),
    Mark.ABSENT: ("X", "Absent, no apologies"),
    Mark.AWAITED: ("…", "Not here yet: the meeting is going on"),
    Mark.NOT_YET: ("", "Not yet appointed"),
    Mark.NO_LONGER: ("", "No longer appointed"),
    Mark.VACANT: ("V", "Vacant"),
}
"""The letter and the words of each mark."""

COUNTED = frozenset(Mark) - {Mark.NOT_YET, Mark.NO_LONGER, Mark.VACANT, Mark.AWAITED}
"""Marks of meetings that somebody could have come to, and can no more."""
CAME = frozenset({Mark.PRESENT, Mark.WITHDREW})
MET = CAME | {Mark.DEPUTY}
"""Marks by which a seat, or an agency, was there and could decide."""
_RANK = (
    Mark.PRESENT,
    Mark.WITHDREW,
    Mark.DEPUTY,
    Mark.AWAITED,
    Mark.DEPUTY_WITHOUT,
    Mark.APOLOGIES,
    Mark.ABSENT,
    Mark.VACANT,
    Mark.NOT_YET,
    Mark.NO_LONGER,
)


@dataclass(frozen=True, slots=True)
class MeetingSeen:
    """A meeting whose room was recorded: all who ever came, who withdrew, and what was said before.

    `said` is by seat and person. `withdrew` are people. While it `is_going_on` nobody is absent yet.
    `agencies` gives by seat and holder for which agency each sat there that day, and by the seat and nobody
    that of the seat while it is vacant; None where it is the same on every day, whoever holds it. `held` are
    those who held the seats, as kept with its approved minutes; None where the appointments say it.
    """

    id: str
    on: date
    came: tuple[Presence, ...]
    withdrew: frozenset[str] = frozenset()
    said: Mapping[tuple[str, str], Answer] = field(default_factory=dict)
    is_going_on: bool = False
    agencies: Mapping[tuple[str, str], str] | None = None
    held: tuple[AppointmentFacts, ...] | None = None

    def holders(self, appointments: Iterable[AppointmentFacts]) -> list[AppointmentFacts]:
        """Those who held seats that day: as kept of it, else those of the appointments that ran."""
        if self.held is not None:
            return list(self.held)
        return [one for one in appointments if one.covers(self.on)]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many meetings count and at how many of them somebody was there.

    `share` is out of 100, to the nearest, a half up; None where too few meetings count.
    """

    there: int
    of: int

    @property
    def share(self) -> int | None:
        """The share in whole hundredths, to the nearest: 8 of 12 are 67, 5 of 12 are 42."""
        return (200 * self.there + self.of) // (2 * self.of) if self.of >= FEWEST else None


def tally(marks: Iterable[Mark], there: frozenset[Mark] = MET) -> Tally:
    """At how many of the meetings that count somebody was there; by default somebody who could decide.

    Those count of days on which somebody was appointed, for a person, a seat and an agency alike.
    """
    counted = [mark for mark in marks if mark in COUNTED]
    return Tally(sum(mark in there for mark in counted), len(counted))


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the sheet: the id of a person's seat, a seat or an agency, and a mark for each meeting."""

    id: str
    marks: tuple[Mark, ...]
    tally: Tally
    person_id: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet in three: people with the seat they held, seats, and agencies."""

    people: tuple[Line, ...]
    seats: tuple[Line, ...]
    agencies: tuple[Line, ...]


def attendance(
    *,
    meetings: Sequence[MeetingSeen],
    appointments: Sequence[AppointmentFacts],
    seats: Mapping[str, str],
    since: Mapping[str, date] | None = None,
    conditional: Collection[str] = (),
) -> Sheet:
    """The sheet of these meetings, in the order given.

    `seats` gives the agency of each seat today, in the order of the sheet; empty where it speaks for none.
    Each of those agencies has a line, and each that a seat was of at a meeting shown. `since` says from when
    on a seat is there, as far as that is known; one of `conditional` is there while somebody holds it, and so
    is any that somebody held before its day.
    `appointments` are of holders. Somebody appointed to a seat twice has one line, from first to last.
    """
    held: dict[tuple[str, str], list[AppointmentFacts]] = {}
    kept = [one for meeting in meetings for one in meeting.held or ()]
    for one in (*appointments, *kept):
        if one.seat_id in seats:
            held.setdefault((one.seat_id, one.person_id), []).append(one)
    order = {seat: n for n, seat in enumerate(seats)}
    keys = sorted(held, key=lambda key: (order[key[0]], min(one.from_on for one in held[key]), key[1]))
    of_seat = {seat: [one for one in appointments if one.seat_id == seat] for seat in seats}
    marks = {seat: [marks_in(seat, of, meeting) for meeting in meetings] for seat, of in of_seat.items()}
    people = tuple(
        _line(
            seat,
            [
                found.get(person) or _out_of_office(held[seat, person], meeting)
                for found, meeting in zip(marks[seat], meetings, strict=True)
            ],
            CAME,
            person,
        )
        for seat, person in keys
        if any(one.from_on <= meeting.on for one in held[seat, person] for meeting in meetings)
    )
    began = since or {}
    by_seat = {
        seat: [
            Mark.NOT_YET
            if not found and (seat in conditional or not is_there(began.get(seat), meeting.on, is_held=False))
            else _best(found.values())
            for found, meeting in zip(marks[seat], meetings, strict=True)
        ]
        for seat in seats
    }
    lines = tuple(_line(seat, marks, MET) for seat, marks in by_seat.items())
    sat = [
        [
            _Sat(seat, _agency(seats, meeting, seat, person), mark)
            for seat in seats
            for person, mark in (marks[seat][n] or {"": by_seat[seat][n]}).items()
        ]
        for n, meeting in enumerate(meetings)
    ]
    return Sheet(people, lines, _agencies(seats, sat))


def marks_in(seat: str, appointments: Iterable[AppointmentFacts], meeting: MeetingSeen) -> dict[str, Mark]:
    """What the sheet says of each holder of one seat on the meeting's day, by person; of nobody else.

    `appointments` are all of that seat.
    """
    of_seat = (one for one in meeting.holders(appointments) if one.seat_id == seat)
    held = sorted(of_seat, key=lambda one: one.place)
    came = {p.person_id for p in meeting.came if not p.is_deputy}
    stand_ins = _stand_ins([one for one in held if one.person_id not in came], meeting)
    found = {}
    for one in held:
        if one.person_id in came:
            found[one.person_id] = Mark.WITHDREW if one.person_id in meeting.withdrew else Mark.PRESENT
        elif deputy := stand_ins.get(one.person_id):
            found[one.person_id] = Mark.DEPUTY if deputy.has_authority else Mark.DEPUTY_WITHOUT
        else:
            said = meeting.said.get((one.seat_id, one.person_id))
            found[one.person_id] = mark_away(said, is_going_on=meeting.is_going_on)
    return found


def mark_away(said: Answer | None, *, is_going_on: bool) -> Mark:
    """What is said of a holder who is not there, and nobody for them, by their answer before the meeting.

    Whoever sends a deputy who does not come is away with apologies; whoever said that they come is absent.
    """
    if is_going_on and said is not Answer.APOLOGIES:
        return Mark.AWAITED
    return Mark.ABSENT if said in (None, Answer.COMING) else Mark.APOLOGIES


def missing(
    appointments: Iterable[AppointmentFacts], meeting: MeetingSeen
) -> tuple[tuple[AppointmentFacts, ...], tuple[AppointmentFacts, ...]]:
    """The holders of seats who did not come: those who had said so, and those of whom nobody knows why.

    While the meeting is going on the latter have not come yet, and with them those whose deputy has not.
    Whoever sent nothing and has a deputy there is of neither. In the order given.
    """
    held = meeting.holders(appointments)
    marks = {seat: marks_in(seat, held, meeting) for seat in {a.seat_id for a in held}}
    away = [one for one in held if one.person_id not in {p.person_id for p in meeting.came}]
    said = [
        one
        for one in away
        if mark_away(meeting.said.get((one.seat_id, one.person_id)), is_going_on=meeting.is_going_on)
        is Mark.APOLOGIES
    ]
    absent = [one for one in away if marks[one.seat_id][one.person_id] in (Mark.ABSENT, Mark.AWAITED)]
    return tuple(said), tuple(absent)


def _stand_ins(away: Sequence[AppointmentFacts], meeting: MeetingSeen) -> dict[str, Presence]:
    """The deputy of each holder of a seat who did not come, each deputy for one of them.

    It is whose place they came for; else whoever had said that a deputy comes; else the first.
    """
    ways: tuple[Callable[[AppointmentFacts, Presence], bool], ...] = (
        lambda one, p: _place(p) == one.place,
        lambda one, _: meeting.said.get((one.seat_id, one.person_id)) is Answer.DEPUTY,
        lambda _one, _p: True,
    )
    seats = {one.seat_id for one in away}
    left = [p for p in meeting.came if p.is_deputy and _seat(p) in seats]
    left.sort(key=lambda p: not p.has_authority)
    found: dict[str, Presence] = {}
    for fits in ways:
        for p in list(left):
            one = next((a for a in away if a.person_id not in found and fits(a, p)), None)
            if one:
                found[one.person_id] = p
                left.remove(p)
    return found


def _out_of_office(appointments: Sequence[AppointmentFacts], meeting: MeetingSeen) -> Mark:
    ended = any(one.until_on is not None and one.until_on < meeting.on for one in appointments)
    return Mark.NO_LONGER if ended else Mark.NOT_YET


def _seat(presence: Presence) -> str:
    """The seat's id, whichever of its places they came for."""
    return presence.seat_id.partition("#")[0]


def _place(presence: Presence) -> int:
    return int(presence.seat_id.partition("#")[2] or 1)


def _best(marks: Iterable[Mark]) -> Mark:
    """The best that can be said of anybody there; of nobody, that the seat was vacant."""
    return min(marks, key=_RANK.index, default=Mark.VACANT)


@dataclass(frozen=True, slots=True)
class _Sat:
    """What is said of a holder of a seat on a meeting's day, or of a vacant one, and for which agency."""

    seat: str
    agency: str
    mark: Mark


def _agency(seats: Mapping[str, str], meeting: MeetingSeen, seat: str, person: str) -> str:
    """For which agency somebody sat there that day: the seat's, unless it is told of each holder."""
    told = meeting.agencies
    return seats[seat] if told is None else told.get((seat, person), told.get((seat, ""), ""))


def _agencies(seats: Mapping[str, str], sat: Sequence[Sequence[_Sat]]) -> tuple[Line, ...]:
    """An agency was there where anybody who sat for it was; while nobody did it is not yet, or no longer."""
    rows: dict[str, list[Mark]] = {}
    for seat, now in seats.items():
        for agency in (now, *(one.agency for on_day in sat for one in on_day if one.seat == seat)):
            if agency:
                rows.setdefault(agency, [])
    for agency, marks in rows.items():
        for on_day in sat:
            of_it = [one.mark for one in on_day if one.agency == agency]
            had = any(mark is not Mark.NOT_YET for mark in marks)
            marks.append(_best(of_it) if of_it else Mark.NO_LONGER if had else Mark.NOT_YET)
    return tuple(_line(agency, marks, MET) for agency, marks in rows.items())


def _line(id: str, marks: Sequence[Mark], there: frozenset[Mark], person: str = "") -> Line:
    return Line(id, tuple(marks), tally(marks, there), person)
