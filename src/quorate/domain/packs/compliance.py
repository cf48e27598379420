"""Everything the statement of a year's compliance says, as a frozen value the documents are made from."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from quorate.domain.kernel.words import day
from quorate.domain.packs.frozen import NotReadableError, frozen, plain


@dataclass(frozen=True, slots=True)
class Cells:
    """A row: its cells in order, the first its heading."""

    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part under a heading: sentences, then a table; `empty` is said where the table has no rows.

    `widths` are relative, one for each heading; empty makes the last column twice as wide as the others. A
    new line in a cell begins a new paragraph.
    """

    title: str
    sentences: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    rows: tuple[Cells, ...] = ()
    empty: str = ""
    widths: tuple[int, ...] = ()

    @property
    def shares(self) -> tuple[int, ...]:
        """How wide each column is against the others."""
        return self.widths or (*[1] * (len(self.headings) - 1), 2)


@dataclass(frozen=True, slots=True)
class ComplianceContent:
    """A group's year against its terms, for the annual report.

    `made_at` is an instant with its offset, and is the only time the files carry: the same content gives the
    same bytes. `as_at` is the day it speaks for.
    """

    partnership: str
    group: str
    year: str
    as_at: date
    made_at: datetime
    lede: str
    parts: tuple[Part, ...] = ()
    marking: str = "OFFICIAL"
    edition: str = ""

    def __post_init__(self) -> None:
        """Refuse an instant without its offset, which would read otherwise on another machine."""
        if self.made_at.utcoffset() is None:
            raise ValueError("the instant a document is made at carries its offset")

    @property
    def title(self) -> str:
        """The document's title, as its properties carry it."""
        return f"{self.group}: {self.year} against the terms"

    @property
    def what(self) -> str:
        """What it is a statement of, under the group's name."""
        return f"{self.year} against the terms of reference"

    @property
    def when(self) -> str:
        """The day it speaks for."""
        return f"As things stood on {day(self.as_at)}"

    def to_json(self) -> dict[str, Any]:
        """The statement as it is kept."""
        return {"kind": "compliance", "shape": 1, "content": plain(self)}

    @classmethod
    def from_json(cls, raw: object) -> Self:
        """The statement that was kept. Raises `NotReadableError`."""
        if not isinstance(raw, dict) or raw.get("kind") != "compliance" or raw.get("shape") != 1:
            raise NotReadableError("this is not a kept statement of shape 1")
        return frozen(cls, raw.get("content"))
