"""The register of interests: what members have an interest in outside the partnership."""

from datetime import date

from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import day


def refusal_to_register(*, words: str, from_on: date, to_on: date | None, today: date) -> Refusal | None:
    """Why an interest cannot be put on the register; both days are included.

    Codes: `membership.interest_in_nothing`, `membership.begins_later`, `membership.ends_before_it_starts`.
    """
    if not words.strip():
        return Refusal("membership.interest_in_nothing", "Say what the interest is.", field="words")
    if from_on > today:
        return Refusal(
            "membership.begins_later", "That day has not come yet.", "Register it once it begins.", "from_on"
        )
    if to_on is not None and to_on < from_on:
        sentence = f"It ends on {day(to_on)}, before it starts on {day(from_on)}."
        return Refusal("membership.ends_before_it_starts", sentence, field="to_on")
    return None
