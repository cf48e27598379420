"""The school holidays that proposed dates of meetings keep clear of."""

from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.kernel.words import count, day
from quorate.records import scopes
from quorate.records.models import SchoolHoliday


@dataclass(frozen=True, slots=True)
class HolidayLine:
    """A school holiday."""

    id: str
    version: int
    days: str
    name: str


@dataclass(frozen=True, slots=True)
class SchoolHolidaysPage:
    """Every school holiday: those not yet over first by date, and those past, newest first."""

    lede: str
    to_come: tuple[HolidayLine, ...]
    past: tuple[HolidayLine, ...]


def page_school_holidays(actor: Actor, *, today: date) -> SchoolHolidaysPage:
    """The school holidays listed."""
    rows = list(scopes.school_holidays(actor).order_by("from_on", "to_on", "id"))
    lines = [(row.to_on, HolidayLine(str(row.id), row.version, _days(row), row.name)) for row in rows]
    to_come = tuple(line for last, line in lines if last >= today)
    said = (
        f"{count(len(to_come), 'school holiday')} to come"
        if to_come
        else "No school holiday to come is listed"
    )
    return SchoolHolidaysPage(
        lede=f"{said}. Dates proposed for a year of meetings keep clear of them.",
        to_come=to_come,
        past=tuple(line for last, line in reversed(lines) if last < today),
    )


def _days(row: SchoolHoliday) -> str:
    return day(row.from_on) if row.from_on == row.to_on else f"{day(row.from_on)} to {day(row.to_on)}"
