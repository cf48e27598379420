"""Reads an Excel workbook into tables, one a sheet, with merged cells, dates as dates and line breaks.

Values come from calamine, which never runs a formula: what Excel last worked out is read, and where it never
did, the formula stands in the value's place and is said to. Comments, text boxes and page headers are kept
as blocks. What is hidden is read, and said to be hidden.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from quorate.documents.excel.sheets import Sheet, read_sheets
from quorate.documents.visible import visible
from quorate.documents.word.parts import parse
from quorate.domain.imports.source import Block, BlockKind, Cell, Row, SourceDocument, Table, column_letters
from quorate.domain.kernel.words import clock, count, day, listed, month

_MOST_NAMED = 5
"""Cells or columns named in a sentence."""
_MOST_BEYOND = 50
"""Rows or columns past the last value in which a formula without one is still read."""
_TEXT = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}t"
_DRAWN_PARAGRAPH = "{http://schemas.openxmlformats.org/drawingml/2006/main}p"
_DRAWN_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"


def read_workbook(data: bytes, name: str) -> SourceDocument:
    """The words of an .xlsx that has passed the guards, sheet by sheet, hidden sheets among them."""
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    known = read_sheets(data)
    shown = {each.name: each.visible is SheetVisibleEnum.Visible for each in workbook.sheets_metadata}
    tables = tuple(
        _table(workbook.get_sheet_by_name(sheet), number, known.get(sheet, Sheet()), is_shown=shown[sheet])
        for number, sheet in enumerate(workbook.sheet_names, 1)
    )
    notes = tuple(note for title in workbook.sheet_names for note in _notes(title, known.get(title, Sheet())))
    return SourceDocument(name=name, blocks=_blocks(data, known), tables=tables, notes=notes)


def _notes(title: str, known: Sheet) -> list[str]:
    """What to say of a sheet before its words are relied on."""
    notes = []
    if columns := [column_letters(column) for column in known.hidden_columns[:_MOST_NAMED]]:
        what = f"Column {columns[0]} is" if len(columns) == 1 else f"Columns {listed(columns)} are"
        notes.append(f"{what} hidden in the sheet “{title}”. What stands there was read all the same.")
    if cells := [f"{column_letters(column)}{row}" for row, column in list(known.formulas)[:_MOST_NAMED]]:
        n = len(known.formulas)
        notes.append(
            f"{count(n, 'cell')} of the sheet “{title}” {'holds' if n == 1 else 'hold'} a formula that was "
            f"never worked out ({', '.join(cells)}{', …' if n > len(cells) else ''}). "
            "Open the file in Excel, save it and upload it again."
        )
    return notes


def _grid(sheet: CalamineSheet, known: Sheet) -> list[list[Any]]:
    """Every cell's value. A formula without a value stands for itself, also beyond the last value."""
    rows = [list(values) for values in sheet.to_python(skip_empty_area=False)]
    width = max((len(values) for values in rows), default=0)
    for (r, c), formula in known.formulas.items():
        if r > len(rows) + _MOST_BEYOND or c > width + _MOST_BEYOND:
            continue
        rows += [[] for _ in range(r - len(rows))]
        rows[r - 1] += [""] * (c - len(rows[r - 1]))
        rows[r - 1][c - 1] = rows[r - 1][c - 1] or formula
    return rows


def _table(sheet: CalamineSheet, number: int, known: Sheet, *, is_shown: bool) -> Table:
    spans, covered = _merged(sheet)
    rows = []
    for r, values in enumerate(_grid(sheet, known), 1):
        cells = []
        for c, found in enumerate(values, 1):
            origin = covered.get((r, c))
            if origin is not None and origin[1] != c and not _written(found, is_month=False):
                continue
            height, width = spans.get((r, c), (1, 1))
            paragraphs = tuple(
                line.strip()
                for line in _written(found, is_month=(r, c) in known.months).split("\n")
                if line.strip()
            )
            cells.append(Cell(c, paragraphs, width, height, continues=origin is not None))
        rows.append(Row(r, tuple(cells), is_hidden=r in known.hidden_rows))
    title = f"sheet {sheet.name}"
    return Table(number=number, name=title, rows=tuple(rows), is_sheet=True, is_hidden=not is_shown)


def _merged(
    sheet: CalamineSheet,
) -> tuple[dict[tuple[int, int], tuple[int, int]], dict[tuple[int, int], tuple[int, int]]]:
    """Each merged range's height and width by its first cell, and the first cell of every cell it covers."""
    spans, covered = {}, {}
    last_row, last_column = sheet.end or (0, 0)
    for (top, left), (lowest, rightmost) in sheet.merged_cell_ranges or ():
        bottom, right = min(lowest, last_row), min(rightmost, last_column)
        spans[top + 1, left + 1] = (max(1, bottom - top + 1), max(1, right - left + 1))
        for r in range(top, bottom + 1):
            for c in range(left, right + 1):
                if (r, c) != (top, left):
                    covered[r + 1, c + 1] = (top + 1, left + 1)
    return spans, covered


def _written(value: Any, *, is_month: bool) -> str:
    """A value in words, as a page would show it."""
    if isinstance(value, datetime):
        at = value.time()
        return _written(value.date(), is_month=is_month) + (f" {clock(at)}" if at != time(0) else "")
    if isinstance(value, date):
        return month(value) if is_month else day(value)
    if isinstance(value, time):
        return clock(value)
    if isinstance(value, timedelta):
        return f"{value.total_seconds() / 3600:g} hours"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return re.sub(r"\r\n?", "\n", visible(str(value)))


def _blocks(data: bytes, known: Mapping[str, Sheet]) -> tuple[Block, ...]:
    found: list[tuple[BlockKind, str]] = []
    for sheet in known.values():
        found += [(BlockKind.HEADER, text) for text in sheet.page_headers]
        found += [(BlockKind.FOOTER, text) for text in sheet.page_footers]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for path in sorted(archive.namelist()):
            if re.fullmatch(r"xl/(?:comments\d*|comments/comment\d*)\.xml", path):
                comments = parse(archive.read(path)).iterfind(".//{*}comment")
                found += [
                    (BlockKind.COMMENT, "".join(t.text or "" for t in each.iter(_TEXT))) for each in comments
                ]
            elif re.fullmatch(r"xl/drawings/drawing\d*\.xml", path):
                drawn = parse(archive.read(path)).iter(_DRAWN_PARAGRAPH)
                found += [
                    (BlockKind.TEXT_BOX, "".join(t.text or "" for t in p.iter(_DRAWN_TEXT))) for p in drawn
                ]
    lines = [(kind, " ".join(line.split())) for kind, text in found for line in text.split("\n")]
    return tuple(Block(n, kind, line) for n, (kind, line) in enumerate([x for x in lines if x[1]], 1))
