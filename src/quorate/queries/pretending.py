"""The day the demonstration pretends it is: the one it was served at, or one it was moved on to since."""

from datetime import date
from pathlib import Path

from django.conf import settings

MOVED_ON = "stands-at.txt"
"""The file that keeps the day, beside the demonstration's database: a copy of both goes on where it was."""


def pretended_day() -> date | None:
    """The day that is today in the demonstration; None elsewhere, where the clock says it."""
    if not settings.TODAY:
        return None
    served = date.fromisoformat(settings.TODAY)
    return max(served, moved_on_to(settings.DATA) or served) if settings.DEMONSTRATION else served


def moved_on_to(folder: Path) -> date | None:
    """The day the demonstration in a folder was moved on to; None where it was not."""
    try:
        return date.fromisoformat((folder / MOVED_ON).read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        return None
