"""Agencies, seats, who holds them, and who is in the room."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SeatClass(StrEnum):
    """Whether a seat belongs to the membership proper or advises it. Advisers never make a quorum."""

    CORE = "core"
    ADVISORY = "advisory"


class Office(StrEnum):
    """The office a seat carries. A member holds none."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    SECRETARY = "secretary"
    NONE = ""


OFFICES = {
    Office.CHAIR: "chair",
    Office.VICE_CHAIR: "vice-chair",
    Office.SECRETARY: "secretary",
    Office.NONE: "member",
}


@dataclass(frozen=True, slots=True)
class AgencyFacts:
    """An agency; `parent_id` names the larger one it is a part of, as a directorate is of a council.

    `merged_into` is the one it became part of on `merged_on`. `earlier` are the names it went by, each with
    its last day.
    """

    id: str
    name: str
    parent_id: str = ""
    merged_into: str = ""
    merged_on: date | None = None
    earlier: tuple[tuple[str, date], ...] = ()


@dataclass(frozen=True, slots=True)
class AppointmentFacts:
    """A person in a seat from `from_on` to `until_on`, both included; None means still open.

    `place` tells apart those who hold one seat of several places at once, from 1.
    """

    id: str
    seat_id: str
    person_id: str
    from_on: date
    until_on: date | None = None
    office: Office = Office.NONE
    place: int = 1

    def covers(self, on: date) -> bool:
        """Whether it runs on that day."""
        return self.from_on <= on and (self.until_on is None or on <= self.until_on)


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """A seat of a group on a day: what it is called, whom it speaks for, and whether anybody holds it.

    `office` is the office its holder carries, so that a clause may ask for the chair.
    """

    id: str
    title: str
    agency_id: str = ""
    seat_class: SeatClass = SeatClass.CORE
    is_held: bool = True
    office: Office = Office.NONE


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody in the room for a seat.

    `agency_id` is the agency they bring: the one the seat speaks for, and of a deputy of another their own.
    `has_authority` says whether a deputy may decide for that agency; a member always may. `title` is the
    seat's and `office` the one this person carries. `is_online` covers video and phone.
    """

    person_id: str
    seat_id: str
    agency_id: str
    seat_class: SeatClass = SeatClass.CORE
    is_deputy: bool = False
    has_authority: bool = True
    title: str = ""
    office: Office = Office.NONE
    is_online: bool = False

    @property
    def discharges(self) -> bool:
        """Whether the seat's duty to attend is met by this person."""
        return self.has_authority or not self.is_deputy


def has_left(left_on: date | None, on: date) -> bool:
    """Whether a person is no longer here on a day: `left_on` is the first on which they are not.

    >>> has_left(date(2026, 11, 23), date(2026, 11, 23)), has_left(None, date(2026, 11, 23))
    (True, False)
    """
    return left_on is not None and left_on <= on
