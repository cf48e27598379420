"""Handing over: what somebody who goes leaves to another.

What they led stays under their name in the history of each entry; from that day the other leads.
"""

from datetime import date

from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import count, day
from quorate.domain.membership.facts import has_left


def refusal_to_hand_over(
    *,
    person_id: str,
    to_id: str,
    to_left_on: date | None,
    things: int,
    reason: str,
    today: date,
    stays: str = "",
) -> Refusal | None:
    """Why nothing can be handed over so. `things` is how many entries, papers and the like would go.

    `stays` says which papers would not, for the other may not know of them. Codes:
    `membership.hands_to_themselves`, `people.has_left`, `membership.nothing_to_hand_over`,
    `membership.reason_needed`, `papers.asked_may_not_see`.
    """
    if person_id == to_id:
        return Refusal("membership.hands_to_themselves", "Choose somebody else.", field="to")
    if to_left_on and has_left(to_left_on, today):
        return Refusal("people.has_left", f"They left on {day(to_left_on)}.", "Choose another.", field="to")
    if not things and stays:
        return Refusal("papers.asked_may_not_see", stays, "Choose somebody who may.", field="to")
    if not things:
        return Refusal(
            "membership.nothing_to_hand_over", "Nothing is theirs by name, and no note waits for a reader.",
            field="to",
        )  # fmt: skip
    if not reason.strip():
        return Refusal("membership.reason_needed", "Say why it is handed over.", field="reason")
    return None


def stays_said(papers: int, to: str) -> str:
    """What is said of papers that the other may not know of; nothing for none.

    >>> stays_said(1, "Head of safeguarding")
    '1 paper stays as it was: Head of safeguarding may not see what it is for.'
    """
    if not papers:
        return ""
    one, it = ("stays as it was", "it is") if papers == 1 else ("stay as they were", "they are")
    return f"{count(papers, 'paper')} {one}: {to} may not see what {it} for."


def refusal_of_note(*, words: str, person_id: str, reader_id: str = "") -> Refusal | None:
    """Why a note cannot be left so. Codes: `membership.note_empty`, `membership.note_to_themselves`."""
    if not words.strip():
        return Refusal("membership.note_empty", "Write what whoever takes it on has to know.", field="words")
    if reader_id == person_id:
        return Refusal("membership.note_to_themselves", "Choose whoever takes it on.", field="reader")
    return None


def refusal_to_cover(
    *, person_id: str, by_id: str, from_on: date, to_on: date, today: date, holds_it: bool
) -> Refusal | None:
    """Why somebody cannot stand in for a coordinator from a day to a day, both included.

    `holds_it` says that they are a coordinator on one of those days already. Codes:
    `membership.covers_themselves`, `membership.cover_backwards`, `membership.cover_is_over`,
    `people.role_held_already`.
    """
    if person_id == by_id:
        return Refusal("membership.covers_themselves", "Choose somebody else.", field="by")
    if to_on < from_on:
        return Refusal("membership.cover_backwards", "The last day is before the first.", field="to_on")
    if to_on < today:
        return Refusal("membership.cover_is_over", f"{day(to_on)} has passed.", field="to_on")
    if holds_it:
        return Refusal(
            "people.role_held_already", "They are a coordinator on some of those days already.", field="by"
        )
    return None
