"""When each agenda item starts and a meeting ends, and how long the agenda is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from quorate.domain.packs.content import AgendaLine

# Only differences of wall time are taken, so any day does.
_ANY_DAY = date(2000, 1, 1)


def timed(agenda: Sequence[AgendaLine], *, starts_at: time | None) -> tuple[AgendaLine, ...]:
    """The agenda with each item's start: the meeting's, plus the minutes of what comes before.

    After an item without minutes no start is worked out, since it would be a guess; nor is one past
    midnight. A start that was given stands, and the count goes on from it.
    """
    lines, now = [], starts_at
    for line in agenda:
        now = line.starts_at or now
        lines.append(replace(line, starts_at=now))
        now = _later(now, line.minutes)
    return tuple(lines)


def ends_at(starts_at: time, minutes: int) -> time | None:
    """When a meeting of so many minutes ends, or None when it passes midnight."""
    return _later(starts_at, minutes)


def minutes_in(agenda: Sequence[AgendaLine]) -> int:
    """The minutes given to items, in all; items without minutes count for nothing."""
    return sum(line.minutes or 0 for line in agenda)


def untimed(agenda: Sequence[AgendaLine]) -> int:
    """How many items have no minutes."""
    return sum(line.minutes is None for line in agenda)


def _later(now: time | None, minutes: int | None) -> time | None:
    if now is None or minutes is None:
        return None
    then = datetime.combine(_ANY_DAY, now) + timedelta(minutes=minutes)
    return then.time() if then.date() == _ANY_DAY else None
