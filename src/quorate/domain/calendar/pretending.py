"""Moving the demonstration on to a later day, so that a quarter can be gone through in an afternoon."""

from datetime import date, time

from quorate.domain.calendar.periods import add_months
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import clock as in_words
from quorate.domain.kernel.words import weekday

MOST_MONTHS = 15
"""So far at once: over a year of meetings, and well short of the bank holidays that are known."""


def refusal_to_move_on(to: date, at: time | None = None, *, today: date, clock: time) -> Refusal | None:
    """Why the demonstration cannot be moved on to a day, or to a time of it; `clock` is the time there now.

    Codes: `demonstration.not_later` and `demonstration.too_far`.
    """
    if to < today or (to == today and (at is None or at <= clock)):
        is_the_hour = to == today and at is not None
        now = f"{in_words(clock)} on {weekday(today)}" if is_the_hour else weekday(today)
        return Refusal(
            "demonstration.not_later",
            f"In the demonstration it is {now} already, and it does not go back.",
            "Choose a later day or time, or make it anew with `./quorate demo --fresh`.",
            "at" if is_the_hour else "to",
        )
    if to > (latest := add_months(today, MOST_MONTHS)):
        return Refusal(
            "demonstration.too_far",
            "That is too far ahead at once.",
            f"Choose a day up to {weekday(latest)}.",
            "to",
        )
    return None
