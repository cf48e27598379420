"""What is said when a meeting is set, changed or cancelled: when, and where more is written; never where."""

from datetime import date, time

from quorate.domain.kernel.words import clock, weekday
from quorate.domain.messages.texts import SUBJECT, MessageText

_WHY = "You are getting this because you are a member of the group that meets."


def meeting_set(*, on: date, starts: time, link: str) -> MessageText:
    """To each member: when the meeting is, and where they say whether they come."""
    return _message(
        f"A meeting is set for {_when(on, starts)}.",
        "The calendar file in this message keeps the time. See where it is, and say whether you come.",
        link,
    )


def meeting_moved(*, was_on: date, was_at: time, on: date, starts: time, link: str) -> MessageText:
    """To each member: when it was and when it is; or that something else about it is new."""
    if (was_on, was_at) == (on, starts):
        say = f"How long the meeting of {_when(on, starts)} lasts, or where it is, has changed."
    else:
        say = f"The meeting of {_when(was_on, was_at)} is now on {_when(on, starts)}."
    return _message(say, "The calendar file in this message corrects your calendar. See what is new.", link)


def meeting_cancelled(
    *, on: date, starts: time, link: str, told: tuple[date, time] | None = None
) -> MessageText:
    """To everybody who was told of the meeting: that it is not held, on the day it stood at.

    `told` is the day and hour they were sent last, which is said besides where it was another.
    """
    before = f" You were told of it on {_when(*told)}." if told and told != (on, starts) else ""
    return _message(
        f"The meeting of {_when(on, starts)} is cancelled.{before}",
        "The calendar file in this message takes it out of your calendar.",
        link,
    )


def meeting_left(*, link: str) -> MessageText:
    """To somebody invited before who is asked to it no longer: nothing of when it is, which may be new."""
    return MessageText(
        SUBJECT,
        "You are no longer asked to a meeting that is in your calendar.\n\n"
        "The calendar file in this message takes it out of your calendar. If that is not right, tell the "
        f"coordinator.\n\n{link}\n\nYou are getting this because you were asked to it before.\n",
    )


def _when(on: date, starts: time) -> str:
    return f"{weekday(on)} at {clock(starts)}"


def _message(say: str, do: str, link: str) -> MessageText:
    return MessageText(SUBJECT, f"{say}\n\n{do}\n\n{link}\n\n{_WHY}\n")
