"""What an offset is, what a computed deadline is, and which days are not worked."""

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum


class Unit(StrEnum):
    """What is counted. One unit is never converted into another."""

    WORKING_DAY = "working_day"
    CLEAR_WORKING_DAY = "clear_working_day"
    CALENDAR_DAY = "calendar_day"
    CLEAR_CALENDAR_DAY = "clear_calendar_day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Direction(StrEnum):
    """Where the count runs from its anchor."""

    BEFORE = "before"
    AFTER = "after"
    WITHIN = "within"
    BEGINNING_WITH = "beginning_with"
    EXPIRY_OF = "expiry_of"


class Weekday(StrEnum):
    """A day of the week, Monday first, as `date.weekday` counts them."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @property
    def number(self) -> int:
        """Its number as `date.weekday` counts: Monday is 0."""
        return list(Weekday).index(self)


@dataclass(frozen=True, slots=True)
class Offset:
    """So many units before or after something. `n` is zero or more.

    `weekday` makes it that day within the week before or after ("the Tuesday before the meeting"): the last
    such day before it or the first after it, never the day itself. `at` is the time of day it ends, None for
    the close of business.
    """

    n: int
    unit: Unit
    direction: Direction
    weekday: Weekday | None = None
    at: time | None = None

    def __post_init__(self) -> None:
        is_week = (self.n, self.unit) == (1, Unit.WEEK)
        if self.weekday and not (is_week and self.direction in (Direction.BEFORE, Direction.AFTER)):
            raise ValueError("A day of the week is one within the week before or after.")
        if self.n < 0:
            raise ValueError("An offset counts zero or more units; say before or after instead of a minus.")


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day that is not worked, and what it is called."""

    on: date
    name: str


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Which days are worked: bank holidays of England and Wales, and the council's closure days apart.

    Days outside `known_from` to `known_to` (both inclusive) are not known: counts that reach them
    carry a warning. `closures` are counted as worked unless `closures_count` is true, since a council
    closing is not a bank holiday.
    """

    bank_holidays: tuple[Holiday, ...]
    known_from: date
    known_to: date
    closures: tuple[Holiday, ...] = ()
    closures_count: bool = False

    def __hash__(self) -> int:
        # Calendars are keys of a cache; hashing every holiday for each look-up would cost more than it saves.
        return hash((self.known_from, self.known_to, len(self.bank_holidays), self.closures))


@dataclass(frozen=True, slots=True)
class Deadline:
    """A computed date with its working.

    `on` is the last day for doing the thing, or, for "N clear ... after", the first day it may be
    done; None when the answer is not known. `next_day` and `next_working_day` follow the expiry of a
    period and are None for other offsets.
    """

    on: date | None
    working: str
    warnings: tuple[str, ...] = field(default=())
    next_day: date | None = None
    next_working_day: date | None = None
