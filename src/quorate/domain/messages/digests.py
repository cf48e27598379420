"""The one message that tells somebody what is due from them, and the days it goes.

Twenty messages about twenty things are read by nobody. So what can wait waits for the next of these: it
says how many of what, by when and where, and never which: titles and wording stay behind the sign-in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import count, day
from quorate.domain.messages.texts import SUBJECT, MessageText

DIGEST = "digest"
"""The kind of message it is."""
WEEKS = (1, 2, 4, 0)
"""How often it may go, in weeks; 0 is never."""
NOT_BEFORE = time(8, 0)
"""By the clock where the partnership is: nobody's telephone is to light up at midnight."""
_DAYS_IN_A_WEEK = 7
# Who changes the weekday is not made to wait nearly twice as long, nor told twice in three days.
_SLACK = 3


@dataclass(frozen=True, slots=True)
class DigestLine:
    """So many of one thing, when the first of them is due, and the page where they are."""

    one: str
    many: str
    n: int
    first_on: date | None
    link: str


def cycle_day(today: date, weekday: int) -> date:
    """The last day that was this weekday, today included; 0 is Monday.

    >>> cycle_day(date(2026, 11, 25), 0).isoformat()
    '2026-11-23'
    """
    return today - timedelta((today.weekday() - weekday) % _DAYS_IN_A_WEEK)


def next_day(*, today: date, weekday: int, weeks: int, last_on: date | None) -> date | None:
    """The day from today on when the next goes; None where they never do."""
    if not weeks:
        return None
    earliest = max(today, _earliest(last_on, weeks)) if last_on else today
    return cycle_day(earliest + timedelta(_DAYS_IN_A_WEEK - 1), weekday)


def due_cycle(*, today: date, at: time, weekday: int, weeks: int, last_on: date | None) -> date | None:
    """The day for which digests are owed now, None when none are.

    `at` is the time of day where the partnership is, `last_on` the day of the last ones. A loop that was
    away for a month owes one, not four.
    """
    if not weeks:
        return None
    day_of = cycle_day(today, weekday)
    if day_of == today and at < NOT_BEFORE:
        return None
    return day_of if last_on is None or day_of >= _earliest(last_on, weeks) else None


def waits_for_it(answer_by: date, *, next_on: date | None) -> bool:
    """Whether what is asked can wait for the next of these: it leaves a week at least for the answer.

    >>> waits_for_it(date(2026, 12, 14), next_on=date(2026, 11, 30))
    True
    """
    return next_on is not None and next_on + timedelta(_DAYS_IN_A_WEEK) <= answer_by


def refusal_of_days(*, weeks: int, weekday: int) -> Refusal | None:
    """Why digests cannot go so often or on that day: `messages.weeks_unknown`, `messages.weekday_unknown`."""
    if weeks not in WEEKS:
        return Refusal("messages.weeks_unknown", "Choose how often from the list.", field="weeks")
    if weekday not in range(_DAYS_IN_A_WEEK):
        return Refusal("messages.weekday_unknown", "Choose a day of the week.", field="weekday")
    return None


def digest(lines: Sequence[DigestLine], *, stop_link: str) -> MessageText | None:
    """The message; None where nothing is due, since then nobody is written to."""
    said = [f"{_said(line)}\n{line.link}" for line in lines if line.n]
    if not said:
        return None
    body = "\n\n".join(
        (
            "This is what is due from you.",
            *said,
            "You can also tell the coordinator how things stand instead.",
            f"You are getting this because things are due from you. Stop it here:\n{stop_link}",
        )
    )
    return MessageText(SUBJECT, f"{body}\n")


def _said(line: DigestLine) -> str:
    when = ""
    if line.first_on:
        when = f": by {day(line.first_on)}" if line.n == 1 else f": the first by {day(line.first_on)}"
    return f"{count(line.n, line.one, line.many)}{when}."


def _earliest(last_on: date, weeks: int) -> date:
    return last_on + timedelta(_DAYS_IN_A_WEEK * weeks - _SLACK)
