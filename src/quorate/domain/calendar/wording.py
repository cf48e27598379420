"""How an offset, the days a count skipped and the answer are said in words."""

from datetime import date, timedelta

from quorate.domain.calendar.types import Direction, Offset, Unit, WorkingCalendar
from quorate.domain.calendar.working import ONE_DAY, closures_between, day_off, is_weekend, is_working_day
from quorate.domain.kernel import words

UNIT_WORDS = {unit: unit.value.replace("_", " ") for unit in Unit}

_PATTERNS = {
    Direction.BEFORE: "{amount} before",
    Direction.AFTER: "{amount} after",
    Direction.WITHIN: "within {amount} of",
    Direction.BEGINNING_WITH: "{amount} beginning with",
    Direction.EXPIRY_OF: "expiry of {amount} from",
}

# More than these are counted instead of listed, so that a sentence stays a sentence.
_MOST_WEEKENDS_NAMED = 3
_MOST_HOLIDAYS_NAMED = 10
_DAYS_WITHOUT_A_YEAR = 300


def describe(offset: Offset) -> str:
    """The offset as a phrase that the reader of phrases reads back to the same offset.

    >>> describe(Offset(n=2, unit=Unit.MONTH, direction=Direction.WITHIN))
    'within 2 months of'
    >>> from datetime import time
    >>> from quorate.domain.calendar.types import Weekday
    >>> describe(Offset(1, Unit.WEEK, Direction.BEFORE, Weekday.TUESDAY, time(12)))
    'by midday on the Tuesday before'
    """
    if offset.weekday:
        at = f"{words.clock(offset.at)} on " if offset.at else ""
        return f"by {at}the {offset.weekday.value.capitalize()} {offset.direction.value}"
    amount = words.count(offset.n, UNIT_WORDS[offset.unit])
    return _PATTERNS[offset.direction].format(amount=amount)


def anchored(value: date, anchor_name: str) -> str:
    """The anchor with its date: "the meeting (Thursday 8 January 2026)", or the date alone."""
    return f"{anchor_name} ({words.weekday(value)})" if anchor_name else words.weekday(value)


def skipped(*, first: date, last: date, calendar: WorkingCalendar) -> str:
    """The days from `first` to `last`, both included, that are not worked; empty when all are.

    Bank holidays, and closures that count, are named. Up to three weekends are named, more are counted.
    """
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    with_year = len(days) > _DAYS_WITHOUT_A_YEAR
    weekends = [day for day in days if day.weekday() == 5 and day < last]
    covered = {day for saturday in weekends for day in (saturday, saturday + ONE_DAY)}
    parts = {day: f"{_weekday(day)}" for day in days if is_weekend(day) and day not in covered}
    holidays = {
        day: f"{words.day(day) if with_year else words.short_day(day)} ({holiday.name})"
        for day in days
        if not is_weekend(day) and (holiday := day_off(day, calendar))
    }
    ending = []
    if len(holidays) > _MOST_HOLIDAYS_NAMED:
        ending.append(words.count(len(holidays), "bank holiday" + _or_closure(calendar)))
    else:
        parts |= holidays
    if len(weekends) > _MOST_WEEKENDS_NAMED:
        ending.append(words.count(len(weekends), "weekend"))
    else:
        parts |= {saturday: _weekend(saturday) for saturday in weekends}
    return words.listed([text for _, text in sorted(parts.items())] + ending)


def not_worked(value: date, calendar: WorkingCalendar) -> str:
    """Why a day that was kept may trouble its reader: not worked, or not known to be; otherwise empty."""
    worked = is_working_day(value, calendar)
    if worked:
        return ""
    if worked is None:
        return f"Whether {words.weekday(value)} is a working day is not known: {known(calendar)}."
    holiday = None if is_weekend(value) else day_off(value, calendar)
    reason = f" ({holiday.name})" if holiday else ""
    return f"{words.weekday(value)}{reason} is not a working day; the date is kept."


def closed(*, first: date, last: date, calendar: WorkingCalendar) -> str:
    """That closure days in this stretch were counted as worked; empty when none were."""
    if calendar.closures_count:
        return ""
    days = closures_between(first=first, last=last, calendar=calendar)
    if not days:
        return ""
    named = words.listed([f"{words.short_day(day.on)} ({day.name})" for day in days])
    return f"Closure days are not bank holidays and were counted as working days: {named}."


def known(calendar: WorkingCalendar) -> str:
    """How far the table reaches."""
    return f"bank holidays are known from {words.day(calendar.known_from)} to {words.day(calendar.known_to)}"


def _or_closure(calendar: WorkingCalendar) -> str:
    return " or closure day" if calendar.closures_count and calendar.closures else ""


def _weekday(value: date) -> str:
    return words.weekday(value).rsplit(" ", 1)[0]


def _weekend(saturday: date) -> str:
    sunday = saturday + ONE_DAY
    start = words.short_day(saturday) if sunday.month != saturday.month else str(saturday.day)
    return f"the weekend {start} to {words.short_day(sunday)}"
