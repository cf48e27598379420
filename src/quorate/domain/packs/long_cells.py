"""A plan's table with its longest cells shortened, each saying where its words stand in full.

A cell of three thousand characters fills pages of a narrow column. What an exception's sheet prints word for
word is not printed again; everything else that is cut off stands whole after the table.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quorate.domain.packs.content import ActionTable, ExceptionSheet, TableRow
from quorate.domain.packs.wording import LONG_UPDATES, STUCK

LONGEST = 500
"""Characters of a cell that is printed whole: to cut off a line or two would cost more than it spares."""
KEPT = 400
"""Characters that are kept at most of a longer cell, before the ellipsis."""

# What a table puts before a line that a sheet prints without it.
_BEFORE = re.compile(r"^(As at \d{1,2} \w+ \d{4}|Challenge): ")


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell as printed. Where it was shortened `more` says where all of it stands.

    Then one of `sheet`, the place of an exception among the pack's, and `note`, that of a long update among
    the table's, is not None.
    """

    text: str
    more: str = ""
    sheet: int | None = None
    note: int | None = None


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the table as printed."""

    cells: tuple[ShownCell, ...]
    level: int = 0
    spans: bool = False


@dataclass(frozen=True, slots=True)
class LongUpdate:
    """A cell in full: whose it is, with the column's heading, and its words."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class ShownTable:
    """The rows as printed, and what stands in full after them."""

    rows: tuple[ShownRow, ...]
    long_updates: tuple[LongUpdate, ...] = ()


def shown_table(table: ActionTable, exceptions: Sequence[ExceptionSheet]) -> ShownTable:
    """The table as printed beside these exceptions. A row that spans the table has room and stays whole.

    No word is lost: each cell that was shortened is in full in the exception or long update it names.
    """
    printed = [_printed(sheet) if sheet.plan == table.title else frozenset() for sheet in exceptions]
    notes: list[LongUpdate] = []

    def cell(row: TableRow, place: str, column: int) -> ShownCell:
        text = row.cells[column]
        if row.spans or len(text) <= LONGEST:
            return ShownCell(text)
        begins = shortened(text, KEPT)
        lines = _lines(text)
        holding = [n for n, said in enumerate(printed) if all(_stands_in(line, said) for line in lines)]
        if holding:
            sheet = next((n for n in holding if exceptions[n].code == row.code), holding[0])
            return ShownCell(begins, _where(exceptions[sheet].code, STUCK), sheet=sheet)
        notes.append(LongUpdate(f"{place}, {table.headings[column]}", text))
        return ShownCell(begins, f"{_where(place, LONG_UPDATES)}, below this table", note=len(notes) - 1)

    rows = tuple(
        ShownRow(
            tuple(cell(row, row.code or f"row {n}", column) for column in range(len(row.cells))),
            row.level,
            row.spans,
        )
        for n, row in enumerate(table.rows, start=1)
    )
    return ShownTable(rows, tuple(notes))


def shortened(text: str, most: int) -> str:
    """The beginning of a text: at most so many characters, cut between words where there are any, with "…".

    Lines stay lines. A text that is short enough is given as it is.
    """
    if len(text) <= most:
        return text
    kept = text[:most]
    if not text[most].isspace() and len(kept.split()) > 1:
        kept = kept[: -len(kept.split()[-1])] if not kept[-1].isspace() else kept
    return f"{kept.rstrip().rstrip(',;:.')}…"


def _where(code: str, section: str) -> str:
    return f"in full at {code} in “{section}”" if code else f"in full in “{section}”"


def _printed(sheet: ExceptionSheet) -> frozenset[str]:
    """Every line that the exception's sheet prints."""
    said = (sheet.text, sheet.lead, sheet.target, sheet.latest, sheet.barrier)
    return frozenset(line for each in said for line in _lines(each))


def _stands_in(line: str, printed: frozenset[str]) -> bool:
    """Whether the sheet prints this line, apart from what the table puts before it: "As at 1 May 2026: "."""
    return line in printed or _BEFORE.sub("", line) in printed


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
