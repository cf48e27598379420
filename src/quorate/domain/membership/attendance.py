"""Who came to which meetings: by person, by seat and by agency, as a board's own attendance sheet has it.

Somebody is judged for the meetings of the days they were appointed, and for no others. A deputy with
authority stands in for the seat and its agency, never for the person; one without is present and stands in
for nobody. Where fewer than `FEWEST` meetings count, no share is given: three meetings prove nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from quorate.domain.membership.facts import AppointmentFacts, Presence
from quorate.domain.membership.replies import Answer

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
    Mark.NOT_YET: ("", "Not yet appointed"),
    Mark.NO_LONGER: ("", "No longer appointed"),
    Mark.VACANT: ("V", "Vacant"),
}
"""The letter and the words of each mark."""

COUNTED = frozenset(Mark) - {Mark.NOT_YET, Mark.NO_LONGER, Mark.VACANT}
"""Marks of meetings that somebody could have come to."""
CAME = frozenset({Mark.PRESENT, Mark.WITHDREW})
MET = CAME | {Mark.DEPUTY}
"""Marks by which a seat, or an agency, was there and could decide."""
_RANK = (
    Mark.PRESENT,
    Mark.WITHDREW,
    Mark.DEPUTY,
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

    `said` is by seat and person. `withdrew` are people.
    """

    id: str
    on: date
    came: tuple[Presence, ...]
    withdrew: frozenset[str] = frozenset()
    said: Mapping[tuple[str, str], Answer] = field(default_factory=dict)


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
) -> Sheet:
    """The sheet of these meetings, in the order given.

    `seats` gives the agency of each seat, in the order of the sheet; empty where it speaks for none.
    `appointments` are of holders. Somebody appointed to a seat twice has one line, from first to last.
    """
    held: dict[tuple[str, str], list[AppointmentFacts]] = {}
    for one in appointments:
        if one.seat_id in seats:
            held.setdefault((one.seat_id, one.person_id), []).append(one)
    order = {seat: n for n, seat in enumerate(seats)}
    keys = sorted(held, key=lambda key: (order[key[0]], min(one.from_on for one in held[key]), key[1]))
    people = tuple(
        _line(seat, [person_mark(held[seat, person], meeting) for meeting in meetings], CAME, person)
        for seat, person in keys
        if any(one.from_on <= meeting.on for one in held[seat, person] for meeting in meetings)
    )
    by_seat = {seat: [seat_mark(seat, appointments, meeting) for meeting in meetings] for seat in seats}
    lines = tuple(_line(seat, marks, MET) for seat, marks in by_seat.items())
    return Sheet(people, lines, _agencies(seats, by_seat))


def person_mark(appointments: Sequence[AppointmentFacts], meeting: MeetingSeen) -> Mark:
    """What the sheet says of somebody who was appointed to one seat, once or more often."""
    if not any(one.covers(meeting.on) for one in appointments):
        began = min(one.from_on for one in appointments) <= meeting.on
        return Mark.NO_LONGER if began else Mark.NOT_YET
    seat, person = appointments[0].seat_id, appointments[0].person_id
    if any(p.person_id == person and not p.is_deputy for p in meeting.came):
        return Mark.WITHDREW if person in meeting.withdrew else Mark.PRESENT
    deputies = [p for p in meeting.came if _seat(p) == seat and p.is_deputy]
    if deputies:
        return Mark.DEPUTY if any(p.has_authority for p in deputies) else Mark.DEPUTY_WITHOUT
    return _away(meeting.said.get((seat, person)))


def seat_mark(seat: str, appointments: Iterable[AppointmentFacts], meeting: MeetingSeen) -> Mark:
    """What the sheet says of a seat: the best that can be said of anybody there for it."""
    here = [one for one in appointments if one.seat_id == seat and one.covers(meeting.on)]
    marks = [person_mark([one], meeting) for one in here]
    if not marks:
        deputies = [p for p in meeting.came if _seat(p) == seat and p.is_deputy]
        if deputies:
            return Mark.DEPUTY if any(p.has_authority for p in deputies) else Mark.DEPUTY_WITHOUT
        return Mark.VACANT
    return _best(marks)


def _away(said: Answer | None) -> Mark:
    return Mark.ABSENT if said in (None, Answer.COMING) else Mark.APOLOGIES


def _seat(presence: Presence) -> str:
    """The seat's id, whichever of its places they came for."""
    return presence.seat_id.partition("#")[0]


def _best(marks: Iterable[Mark]) -> Mark:
    return min(marks, key=_RANK.index)


def _agencies(seats: Mapping[str, str], by_seat: Mapping[str, Sequence[Mark]]) -> tuple[Line, ...]:
    """An agency was there where any of its seats was."""
    found: dict[str, list[Sequence[Mark]]] = {}
    for seat, agency in seats.items():
        if agency:
            found.setdefault(agency, []).append(by_seat[seat])
    return tuple(
        _line(agency, [_best(column) for column in zip(*rows, strict=True)], MET)
        for agency, rows in found.items()
    )


def _line(id: str, marks: Sequence[Mark], there: frozenset[Mark], person: str = "") -> Line:
    counted = [mark for mark in marks if mark in COUNTED]
    return Line(id, tuple(marks), Tally(sum(mark in there for mark in counted), len(counted)), person)
