"""Handing over: what somebody who goes leaves to another.

What they led stays under their name in the history of each entry; from that day the other leads.
"""

from datetime import date

from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import day


def refusal_to_hand_over(
    *, person_id: str, to_id: str, to_left_on: date | None, things: int, reason: str, today: date
) -> Refusal | None:
    """Why nothing can be handed over so. `things` is how many entries, papers and risks there are.

    Codes: `membership.hands_to_themselves`, `people.has_left`, `membership.nothing_to_hand_over`,
    `membership.reason_needed`.
    """
    if person_id == to_id:
        return Refusal("membership.hands_to_themselves", "Choose somebody else.", field="to")
    if to_left_on is not None and to_left_on <= today:
        return Refusal("people.has_left", f"They left on {day(to_left_on)}.", "Choose another.", field="to")
    if not things:
        return Refusal(
            "membership.nothing_to_hand_over", "They lead nothing by name, and no paper is asked of them.",
            field="to",
        )  # fmt: skip
    if not reason.strip():
        return Refusal("membership.reason_needed", "Say why it is handed over.", field="reason")
    return None
