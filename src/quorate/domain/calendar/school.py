"""School holidays: nothing is closed then, but members are away, so that meetings keep clear of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from quorate.domain.kernel.outcomes import Refusal

LONGEST_HOLIDAY = 92
"""The longest holiday in days: a term keyed by mistake would leave no day to meet on."""


@dataclass(frozen=True, slots=True)
class SchoolClosed:
    """Days when schools are closed, both ends included."""

    name: str
    from_on: date
    to_on: date

    def __contains__(self, on: date) -> bool:
        return self.from_on <= on <= self.to_on


def school_holiday_on(on: date, holidays: Iterable[SchoolClosed]) -> SchoolClosed | None:
    """The first of the holidays that the day is in, None for a day of term."""
    return next((holiday for holiday in holidays if on in holiday), None)


def refusal_of_school_holiday(
    from_on: date, to_on: date, *, listed: Iterable[SchoolClosed]
) -> Refusal | None:
    """Why days cannot be listed as a school holiday. Two may overlap, as two councils' do.

    Codes: `calendar.holiday_order`, `calendar.holiday_long`, `calendar.holiday_listed`.
    """
    if to_on < from_on:
        sentence = "The last day is before the first."
        return Refusal("calendar.holiday_order", sentence, field="to_on")
    if (to_on - from_on).days >= LONGEST_HOLIDAY:
        sentence = f"A school holiday lasts {LONGEST_HOLIDAY} days at most."
        return Refusal("calendar.holiday_long", sentence, "Check both days.", field="to_on")
    if any((one.from_on, one.to_on) == (from_on, to_on) for one in listed):
        return Refusal("calendar.holiday_listed", "These days are listed already.", field="from_on")
    return None
