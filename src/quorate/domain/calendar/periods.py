"""Months and quarters of the year a board keeps.

A financial year runs from 1 April to 31 March. A municipal year runs from one annual council meeting to
the next, in May: it is taken here as 1 May to 30 April, and `year_reading` says so. Months count to the
corresponding date (Dodds v Walker [1981] UKHL): where the month is too short, to its last day.
"Quarterly" means once in each quarter, never every ninety days. Both ends of a period are included.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from quorate.domain.calendar.working import ONE_DAY
from quorate.domain.kernel import words


class YearType(StrEnum):
    """Which year a board's quarters belong to."""

    FINANCIAL = "financial"
    MUNICIPAL = "municipal"
    CALENDAR = "calendar"


_FIRST_MONTH = {YearType.FINANCIAL: 4, YearType.MUNICIPAL: 5, YearType.CALENDAR: 1}

_READING = {
    YearType.FINANCIAL: "The financial year runs from 1 April to 31 March.",
    YearType.MUNICIPAL: (
        "The municipal year is taken as 1 May to 30 April; it begins at the annual council meeting in May."
    ),
    YearType.CALENDAR: "The calendar year runs from 1 January to 31 December.",
}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days with a name; both ends are in it."""

    label: str
    starts_on: date
    ends_on: date

    def __contains__(self, value: date) -> bool:
        return self.starts_on <= value <= self.ends_on


def year_reading(year_type: str) -> str:
    """What this sort of year is taken to mean, in a sentence."""
    return _READING[YearType(year_type)]


def month_end(value: date) -> date:
    """The last day of the month the day is in.

    >>> month_end(date(2024, 2, 10))
    datetime.date(2024, 2, 29)
    """
    return value.replace(day=monthrange(value.year, value.month)[1])


def add_months(value: date, n: int) -> date:
    """The corresponding date `n` months on, or back when negative; a short month gives its last day.

    >>> add_months(date(2026, 1, 31), 1), add_months(date(2026, 3, 31), -1)
    (datetime.date(2026, 2, 28), datetime.date(2026, 2, 28))
    """
    year, month = divmod(value.year * 12 + value.month - 1 + n, 12)
    return value.replace(year=year, month=month + 1, day=min(value.day, _length(year, month + 1)))


def has_corresponding_date(value: date, n: int) -> bool:
    """Whether the month `n` months away has a day of this number."""
    return add_months(value, n).day == value.day


def year_of(value: date, year_type: str) -> Period:
    """The financial, municipal or calendar year the day is in.

    >>> year_of(date(2026, 3, 31), "financial").label
    '2025 to 2026'
    """
    starts_on = _year_start(value, YearType(year_type))
    ends_on = add_months(starts_on, 12) - ONE_DAY
    years = dict.fromkeys((starts_on.year, ends_on.year))
    return Period(label=" to ".join(str(year) for year in years), starts_on=starts_on, ends_on=ends_on)


def quarters_of_year(value: date, year_type: str) -> tuple[Period, Period, Period, Period]:
    """The four quarters of the year the day is in, in order."""
    start = _year_start(value, YearType(year_type))
    return (_quarter(start, 1), _quarter(start, 2), _quarter(start, 3), _quarter(start, 4))


def quarter_of(value: date, year_type: str) -> Period:
    """The quarter the day is in.

    >>> quarter_of(date(2026, 1, 8), "financial").label
    'Quarter 4, January to March 2026'
    """
    start = _year_start(value, YearType(year_type))
    months = (value.year - start.year) * 12 + value.month - start.month
    return _quarter(start, months // 3 + 1)


def _length(year: int, month: int) -> int:
    return monthrange(year, month)[1]


def _year_start(value: date, year_type: YearType) -> date:
    first = _FIRST_MONTH[year_type]
    return date(value.year - (value.month < first), first, 1)


def _quarter(year_start: date, number: int) -> Period:
    starts_on = add_months(year_start, 3 * (number - 1))
    ends_on = add_months(starts_on, 3) - ONE_DAY
    first, last = words.month(starts_on), words.month(ends_on)
    if starts_on.year == ends_on.year:
        first = first.rsplit(" ", 1)[0]
    return Period(label=f"Quarter {number}, {first} to {last}", starts_on=starts_on, ends_on=ends_on)
