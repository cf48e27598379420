"""Which days can be listed as days the council is closed."""

from datetime import date

from quorate.domain.calendar.types import WorkingCalendar
from quorate.domain.calendar.working import day_off, is_weekend
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import weekday


def refusal_to_close(on: date, *, calendar: WorkingCalendar, is_listed: bool) -> Refusal | None:
    """Why a day cannot be listed: it is already, or nobody works then anyway.

    Codes: `calendar.closed_already`, `calendar.not_worked_anyway`.
    """
    if is_listed:
        return refusal_of_a_day_listed(on)
    holiday = day_off(on, calendar)
    if not holiday and not is_weekend(on):
        return None
    why = f"a bank holiday, {holiday.name}," if holiday else "at a weekend"
    sentence = f"{weekday(on)} is {why} and is not counted anyway."
    return Refusal("calendar.not_worked_anyway", sentence, field="on")


def refusal_of_a_day_listed(on: date) -> Refusal:
    """What is said of a day that is listed already. Code: `calendar.closed_already`."""
    return Refusal("calendar.closed_already", f"{weekday(on)} is listed already.", field="on")
