"""The day the demonstration pretends it is: the one it was served at, or one it was moved on to since."""

from datetime import date, datetime, time
from pathlib import Path

from django.conf import settings

from quorate.domain.kernel.asking import Pretended

MOVED_ON = "stands-at.txt"
"""The file that keeps the day, beside the demonstration's database: a copy of both goes on where it was.

After the day, where one was given, the time by the wall and the instant at which it was that.
"""


def pretended() -> Pretended | None:
    """What is today in the demonstration; None elsewhere, where the clock says it."""
    if not settings.TODAY:
        return None
    served = Pretended(date.fromisoformat(settings.TODAY))
    kept = _kept(settings.DATA) if settings.DEMONSTRATION else None
    return kept if kept and kept.day >= served.day else served


def moved_on_to(folder: Path) -> date | None:
    """The day the demonstration in a folder was moved on to; None where it was not."""
    kept = _kept(folder)
    return kept.day if kept else None


def _kept(folder: Path) -> Pretended | None:
    try:
        day, *more = (folder / MOVED_ON).read_text(encoding="ascii").split()
        if not more:
            return Pretended(date.fromisoformat(day))
        clock, since = more
        return Pretended(date.fromisoformat(day), time.fromisoformat(clock), datetime.fromisoformat(since))
    except (OSError, ValueError):
        return None
