"""Reads an Excel workbook into tables, one a sheet, with merged cells, dates as dates and line breaks.

Values come from calamine, which never runs a formula: what Excel last worked out is read. Comments, text
boxes and page headers are kept as blocks. A date shown as a month alone ("Mar-20") is stored by Excel as
the first of that month; its number format tells the two apart.
"""

import io
import re
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook

from quorate.documents.excel.formats import month_only_cells
from quorate.documents.word.parts import parse
from quorate.domain.imports.source import Block, BlockKind, Cell, Row, SourceDocument, Table
from quorate.domain.kernel.words import clock, day, month

_TEXT = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}t"
_DRAWN_PARAGRAPH = "{http://schemas.openxmlformats.org/drawingml/2006/main}p"
_DRAWN_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"


def read_workbook(data: bytes, name: str) -> SourceDocument:
    """The words of an .xlsx that has passed the guards, sheet by sheet, hidden sheets among them."""
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    months = month_only_cells(data)
    tables = tuple(
        _table(workbook.get_sheet_by_name(sheet), number, months.get(sheet, frozenset()))
        for number, sheet in enumerate(workbook.sheet_names, 1)
    )
    return SourceDocument(name=name, blocks=_blocks(data), tables=tables)


def _table(sheet: CalamineSheet, number: int, months: frozenset[tuple[int, int]]) -> Table:
    spans, covered = _merged(sheet)
    rows = []
    for r, values in enumerate(sheet.to_python(skip_empty_area=False), 1):
        cells = []
        for c, found in enumerate(values, 1):
            origin = covered.get((r, c))
            if origin is not None and origin[1] != c and not _written(found, is_month=False):
                continue
            height, width = spans.get((r, c), (1, 1))
            paragraphs = tuple(
                line.strip()
                for line in _written(found, is_month=(r, c) in months).split("\n")
                if line.strip()
            )
            cells.append(Cell(c, paragraphs, width, height, continues=origin is not None))
        rows.append(Row(r, tuple(cells)))
    return Table(number=number, name=f"sheet {sheet.name}", rows=tuple(rows), is_sheet=True)


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
    return re.sub(r"\r\n?", "\n", str(value))


def _blocks(data: bytes) -> tuple[Block, ...]:
    found: list[tuple[BlockKind, str]] = []
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
