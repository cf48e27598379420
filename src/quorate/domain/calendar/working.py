"""Which days are worked, and counting along them.

A working day is a day from Monday to Friday that is not a bank holiday of England and Wales. A council's
own closure days are not bank holidays: they are worked days unless the calendar says closures count.
Outside the years the table covers nobody knows, and every function here answers None; only a Saturday or
Sunday is known for ever.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from quorate.domain.calendar.types import Holiday, WorkingCalendar

ONE_DAY = timedelta(days=1)


def is_weekend(value: date) -> bool:
    """Whether it is a Saturday or a Sunday."""
    return value.weekday() >= 5


def is_known(value: date, calendar: WorkingCalendar) -> bool:
    """Whether the table covers this day; both ends are covered."""
    return calendar.known_from <= value <= calendar.known_to


def day_off(value: date, calendar: WorkingCalendar) -> Holiday | None:
    """The bank holiday on this day, or the closure day where closures count."""
    return _days_off(calendar).get(value)


def is_working_day(value: date, calendar: WorkingCalendar) -> bool | None:
    """Whether the day is worked; None when that is not known.

    >>> from quorate.domain.calendar.holidays import england_and_wales
    >>> is_working_day(date(2020, 5, 8), england_and_wales())
    False
    """
    if is_weekend(value):
        return False
    if not is_known(value, calendar):
        return None
    return value not in _days_off(calendar)


def nth_working_day(*, start: date, n: int, step: int, calendar: WorkingCalendar) -> date | None:
    """The nth working day after `start` (`step` 1) or before it (`step` -1); `start` is never counted.

    The zeroth is `start` itself, worked or not. None as soon as the count meets a weekday that is not known.
    """
    value, left = start, n
    while left:
        value += step * ONE_DAY
        worked = is_working_day(value, calendar)
        if worked is None:
            return None
        left -= worked
    return value


def next_working_day(value: date, calendar: WorkingCalendar) -> date | None:
    """The first working day after this one.

    >>> from quorate.domain.calendar.holidays import england_and_wales
    >>> next_working_day(date(2022, 6, 1), england_and_wales())
    datetime.date(2022, 6, 6)
    """
    return nth_working_day(start=value, n=1, step=1, calendar=calendar)


def working_days_between(*, after: date, to: date, calendar: WorkingCalendar) -> int | None:
    """How many working days follow `after` up to and including `to`; 0 when `to` is not later.

    This is how late a paper is: one due on Friday that came in on Monday is one working day late.
    """
    days = _days_from(after + ONE_DAY, to)
    known = [is_working_day(value, calendar) for value in days]
    return None if None in known else sum(bool(worked) for worked in known)


def closures_between(*, first: date, last: date, calendar: WorkingCalendar) -> tuple[Holiday, ...]:
    """The closure days from `first` to `last`, both included, that would otherwise be worked."""
    bank_holidays = {holiday.on for holiday in calendar.bank_holidays}
    return tuple(
        closure
        for closure in sorted(calendar.closures, key=lambda closure: closure.on)
        if first <= closure.on <= last and not is_weekend(closure.on) and closure.on not in bank_holidays
    )


def _days_from(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


@lru_cache(maxsize=64)
def _days_off(calendar: WorkingCalendar) -> Mapping[date, Holiday]:
    closures = calendar.closures if calendar.closures_count else ()
    return {holiday.on: holiday for holiday in (*closures, *calendar.bank_holidays)}
