"""What is said of messages where there is nothing to send them with: they wait until somebody sends them.

Without a mail server nobody was told of anything, whatever was recorded, and no sentence may say that they
were. Nor is the day on which somebody records that they sent them the day they did: it is asked.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import count, day, listed
from quorate.domain.messages.attempts import wait_after


def refusal_of_day_sent(sent_on: date, *, made_on: date, today: date) -> Refusal | None:
    """Why messages cannot have been sent by hand on a day; that they were made on it, and today, are right.

    Codes: `messages.sent_later`, `messages.sent_before_made`.
    """
    if sent_on > today:
        return Refusal("messages.sent_later", "That day has not come yet.", field="sent_on")
    if sent_on < made_on:
        return Refusal(
            "messages.sent_before_made",
            f"It was made on {day(made_on)}.",
            "Give that day or a later one.",
            "sent_on",
        )
    return None


def made_by(due_at: datetime, attempts: int) -> datetime:
    """The latest that a message can have been made: after each attempt that failed it is due later."""
    return due_at - sum((wait_after(n) for n in range(1, attempts + 1)), timedelta())


def waits_said(messages: int) -> str:
    """How many messages wait for somebody's hand.

    >>> waits_said(1)
    'There is no mail server: 1 message waits to be sent by hand.'
    """
    return f"There is no mail server: {count(messages, 'message waits', 'messages wait')} to be sent by hand."


def told_said(*, people: int, without_address: Sequence[str], has_server: bool) -> str:
    """How many are told by message, and whom to tell in person; without a mail server only the latter.

    >>> told_said(people=3, without_address=["Ann Field"], has_server=True)
    '2 members are told by message. Tell them yourself, they have no address: Ann Field.'
    """
    written = people - len(without_address)
    told = [f"{count(written, 'member is', 'members are')} told by message."] if has_server and people else []
    return " ".join([*told, *_in_person(without_address)])


def written_said(names: Sequence[str], *, without_address: Sequence[str], has_server: bool) -> str:
    """Who will be written to, by name; without a mail server whom the messages that wait are for.

    >>> written_said(["Ann Field"], without_address=[], has_server=False)
    'The message is for Ann Field.'
    """
    if not names:
        return ""
    waits = "The message is" if len(names) == 1 else "The messages are"
    said = f"{listed(names)} will be written to." if has_server else f"{waits} for {listed(names)}."
    return " ".join([said, *_in_person(without_address)])


def _in_person(names: Sequence[str]) -> list[str]:
    return [f"Tell them yourself, they have no address: {listed(names)}."] if names else []
