"""What the register of people allows: accounts given and taken away, leaving, and what comes after.

The same answers stop a command and explain its button.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import day
from quorate.domain.membership.facts import has_left


@dataclass(frozen=True, slots=True)
class Recorded:
    """A meeting in whose room somebody was recorded for a seat; `seat` is what that was called.

    `can_strike` while what was recorded there can be struck out.
    """

    on: date
    seat: str
    can_strike: bool = True


def refusal_of_email(*, held_by: str) -> Refusal | None:
    """Why a person cannot have an email address: `held_by` is somebody here who has it and has not left.

    What is sent to an address goes to one person, and two of the same are the same. Code:
    `people.email_taken`.
    """
    if not held_by:
        return None
    return Refusal(
        "people.email_taken",
        f"{held_by} is here already with this email address.",
        "Open them on the People page and change what is kept there.",
        field="email",
    )


def refusal_to_give_account(*, has_account: bool, left_on: date | None, today: date) -> Refusal | None:
    """Why a person cannot be given an account. Codes: `accounts.held_already`, `accounts.has_left`."""
    if has_account:
        return Refusal(
            "accounts.held_already",
            "They have an account already.",
            "If its address is wrong, take it away first.",
            field="email",
        )
    if left_on and has_left(left_on, today):
        return Refusal("accounts.has_left", f"They left on {day(left_on)}.", field="email")
    return None


def refusal_to_take_account(*, has_account: bool, is_own: bool) -> Refusal | None:
    """Why a person's account cannot be taken away. Codes: `accounts.none`, `accounts.your_own`."""
    if not has_account:
        return Refusal("accounts.none", "They have no account.")
    if is_own:
        return Refusal(
            "accounts.your_own",
            "This is your own account, and you would lock yourself out.",
            "Another coordinator can take it away.",
        )
    return None


def refusal_to_leave(*, left_on: date | None, is_own: bool) -> Refusal | None:
    """Why it cannot be recorded that a person left. Codes: `people.left_already`, `people.yourself`."""
    if left_on is not None:
        return Refusal("people.left_already", f"They left on {day(left_on)} already.", field="left_on")
    if is_own:
        return Refusal(
            "people.yourself",
            "You would lock yourself out.",
            "Another coordinator can record that you left.",
            field="left_on",
        )
    return None


def refusal_after_attending(recorded: Sequence[Recorded], *, last: date, field: str) -> Refusal | None:
    """Why a seat cannot end after `last`: whoever held it was recorded for it at a later meeting.

    The table that meeting is judged by would be without them, and they would still be among those present.
    `recorded` are meetings whose table is not kept yet. Code: `people.was_there`.
    """
    later = [one for one in recorded if one.on > last]
    if not later:
        return None
    newest = max(later, key=lambda one: one.on)
    return Refusal(
        "people.was_there",
        f"They were recorded at the meeting of {day(newest.on)} for {newest.seat}.",
        "Give a later day, or strike out their arrival there first."
        if newest.can_strike
        else "Give a later day.",
        field=field,
    )


def refusal_to_come_back(*, left_on: date | None) -> Refusal | None:
    """Why it cannot be recorded that a person is back. Code: `people.not_left`."""
    return None if left_on else Refusal("people.not_left", "They have not left.")


def refusal_after_leaving(*, left_on: date | None, from_on: date) -> Refusal | None:
    """Why nothing can begin for a person on that day: they have left by then. Code: `people.has_left`."""
    if left_on is None or not has_left(left_on, from_on):
        return None
    return Refusal(
        "people.has_left",
        f"They left on {day(left_on)}.",
        "If they are back, say so on their page first.",
        field="from_on",
    )


def refusal_to_end(
    *, from_on: date, ends_on: date | None, to_on: date, begins: str = "It starts on"
) -> Refusal | None:
    """Why what began on `from_on` cannot end on `to_on`, its last day; `ends_on` is the last day it has now.

    `begins` opens the sentence that says when it began. Codes: `people.ends_already`,
    `people.ends_before_it_starts`.
    """
    if ends_on is not None and ends_on <= to_on:
        return Refusal("people.ends_already", f"It ends on {day(ends_on)} already.", field="to_on")
    if to_on < from_on:
        sentence = f"{begins} {day(from_on)}, after {day(to_on)}."
        return Refusal("people.ends_before_it_starts", sentence, "Give a later day.", field="to_on")
    return None
