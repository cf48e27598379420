"""What a sign-in sheet says: who is expected at a meeting, with room for each to sign."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Self

from quorate.domain.kernel.words import clock, day, weekday
from quorate.domain.packs.frozen import NotReadableError, frozen, plain

BLANKS = 8
"""Lines left for people who were not expected: other deputies, and those in attendance."""
NOTE = "Sign when you come. If you leave for an item or before the end, write when."


@dataclass(frozen=True, slots=True)
class SheetLine:
    """Somebody who may sign. `name` is as they are shown everywhere, so a chosen name stays a chosen name.

    `expected` is what they said of coming. A deputy who was named has a line, and the holder's says so.
    """

    name: str
    seat: str
    agency: str = ""
    expected: str = ""


@dataclass(frozen=True, slots=True)
class SheetContent:
    """A sign-in sheet. `made_at` is an instant with its offset, and the only time the file carries."""

    partnership: str
    group: str
    meeting_on: date
    made_at: datetime
    starts_at: time | None = None
    place: str = ""
    marking: str = "OFFICIAL"
    lines: tuple[SheetLine, ...] = ()
    blanks: int = BLANKS

    def __post_init__(self) -> None:
        """Refuse an instant without its offset, which would read otherwise on another machine."""
        if self.made_at.utcoffset() is None:
            raise ValueError("the instant a document is made at carries its offset")

    @property
    def title(self) -> str:
        """The document's title, as its properties carry it."""
        return f"{self.group}: sign-in sheet, {day(self.meeting_on)}"

    @property
    def when(self) -> str:
        """The meeting's day, and the hour it begins."""
        at = f", {clock(self.starts_at)}" if self.starts_at else ""
        return f"{weekday(self.meeting_on)}{at}"

    def to_json(self) -> dict[str, Any]:
        """The sheet as it is kept."""
        return {"kind": "sheet", "shape": 1, "content": plain(self)}

    @classmethod
    def from_json(cls, raw: object) -> Self:
        """The sheet that was kept. Raises `NotReadableError`."""
        if not isinstance(raw, dict) or raw.get("kind") != "sheet" or raw.get("shape") != 1:
            raise NotReadableError("this is not a kept sheet of shape 1")
        return frozen(cls, raw.get("content"))
