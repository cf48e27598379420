"""What is unusual about the day of a meeting.

Nothing here stands in the way of whoever means it: boards do meet on a Saturday, and what was held before the
records began is recorded.
Bank holidays are those of `quorate.domain.calendar.holidays`; beyond the years of that table they are not
known.
"""

from collections.abc import Sequence
from datetime import date

from quorate.domain.calendar.periods import add_months
from quorate.domain.calendar.types import WorkingCalendar
from quorate.domain.calendar.working import day_off, is_weekend
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import count, day, weekday

_FAR = 24
"""In months. Dates are set a year ahead, so that a day beyond two is more likely a slip of the pen."""
_FIXED = {(1, 1): "New Year's Day", (12, 25): "Christmas Day", (12, 26): "Boxing Day"}


def in_the_past(on: date) -> str:
    """What is said of a meeting on a day gone by.

    >>> in_the_past(date(2026, 11, 22))
    '22 November 2026 is in the past: the meeting can be recorded, its papers not circulated.'
    """
    return f"{day(on)} is in the past: the meeting can be recorded, its papers not circulated."


def refusal_unless_meant(said: Sequence[str], *, is_meant: bool) -> Refusal | None:
    """What is said before a meeting is set on a day with cautions; whoever means that day says so.

    Code: `meetings.day_to_confirm`.
    """
    if not said or is_meant:
        return None
    cure = "Choose another day, or tick that you mean this one."
    return Refusal("meetings.day_to_confirm", " ".join(said), cure, field="meant")


def cautions(on: date, *, today: date, calendar: WorkingCalendar) -> tuple[str, ...]:
    """Sentences to say beside the day of a meeting, none for an ordinary day.

    >>> from quorate.domain.calendar.holidays import england_and_wales
    >>> cautions(date(2026, 12, 13), today=date(2026, 11, 23), calendar=england_and_wales())
    ('13 December 2026 is a Sunday.',)
    """
    said = []
    names = _names(on, calendar)
    if names:
        said.append(f"{day(on)} is {' and '.join(names)}.")
    if on > calendar.known_to:
        year = calendar.known_to.year
        said.append(f"{day(on)} is after {year}: its bank holidays are not known, nor dates counted from it.")
    elif on > add_months(today, _FAR):
        said.append(f"{day(on)} is more than {count(_FAR // 12, 'year')} away.")
    if on < today:
        said.append(in_the_past(on))
    return tuple(said)


def _names(on: date, calendar: WorkingCalendar) -> list[str]:
    """What the day is: the day of a weekend, and the holiday that falls on it."""
    names = [f"a {weekday(on).split()[0]}"] if is_weekend(on) else []
    if holiday := day_off(on, calendar):
        return [*names, _named(holiday.name)]
    # The table has only days from Monday to Friday: a holiday at a weekend stands there as its substitute.
    if names and (on.month, on.day) in _FIXED:
        names.append(_FIXED[on.month, on.day])
    return names


def _named(name: str) -> str:
    """A holiday within a sentence: "Christmas Day", "the Spring bank holiday"."""
    return f"the {name}" if "bank holiday" in name else name
