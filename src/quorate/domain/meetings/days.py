"""What is unusual about the day of a meeting.

Nothing here refuses: boards do meet on a Saturday, and what was held before the records began is recorded.
Bank holidays are those of `quorate.domain.calendar.holidays`; beyond the years of that table they are not
known.
"""

from datetime import date

from quorate.domain.calendar.types import WorkingCalendar
from quorate.domain.calendar.working import day_off, is_weekend
from quorate.domain.kernel.words import day, weekday


def cautions(on: date, *, today: date, calendar: WorkingCalendar) -> tuple[str, ...]:
    """Sentences to say beside the day of a meeting, none for an ordinary day.

    >>> from quorate.domain.calendar.holidays import england_and_wales
    >>> cautions(date(2026, 12, 13), today=date(2026, 11, 23), calendar=england_and_wales())
    ('13 December 2026 is a Sunday.',)
    """
    said = []
    if is_weekend(on):
        said.append(f"{day(on)} is a {weekday(on).split()[0]}.")
    if holiday := day_off(on, calendar):
        said.append(f"{day(on)} is {_named(holiday.name)}.")
    if on > calendar.known_to:
        year = calendar.known_to.year
        said.append(f"{day(on)} is after {year}: its bank holidays are not known, nor dates counted from it.")
    if on < today:
        said.append(f"{day(on)} is in the past: the meeting can be recorded, its papers not circulated.")
    return tuple(said)


def _named(name: str) -> str:
    """A holiday within a sentence: "Christmas Day", "the Spring bank holiday"."""
    return f"the {name}" if "bank holiday" in name else name
