"""Moving the demonstration on to a later day, so that a quarter can be gone through in an afternoon."""

from datetime import date

from quorate.domain.calendar.periods import add_months
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import weekday

MOST_MONTHS = 15
"""So far at once: over a year of meetings, and well short of the bank holidays that are known."""


def refusal_to_move_on(to: date, *, today: date) -> Refusal | None:
    """Why the demonstration cannot be moved on to a day.

    Codes: `demonstration.not_later` and `demonstration.too_far`.
    """
    if to <= today:
        return Refusal(
            "demonstration.not_later",
            f"In the demonstration it is {weekday(today)} already, and it does not go back.",
            "Choose a later day, or make it anew with `./quorate demo --fresh`.",
            "to",
        )
    if to > (latest := add_months(today, MOST_MONTHS)):
        return Refusal(
            "demonstration.too_far",
            "That is too far ahead at once.",
            f"Choose a day up to {weekday(latest)}.",
            "to",
        )
    return None
