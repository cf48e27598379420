"""Puts the stretches of text on a PDF's pages back into paragraphs and rows of tables.

A PDF knows neither. Its text comes cell by cell where a word processor wrote it, so a stretch that stands
to the right of an earlier line, at that line's height, begins a new cell of the same row.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from quorate.documents.paragraphs import begins_anew, is_item
from quorate.domain.imports.source import Block, BlockKind, Cell, Row, SourceDocument, Table

_SAME_HEIGHT = 0.6
"""How far apart the tops of one line may lie, in heights of the line."""
_ONE_LINE_GAP = 0.6
"""The widest gap between two stretches of one line, in heights of the line; columns stand further apart."""
_MARK_GAP = 40.0
"""The widest gap after a bullet or a list's number, in points."""
_PARAGRAPH_GAP = 2.4
"""The widest step down inside one cell, in heights of the line."""
_SLACK = 6.0
"""How far left of a cell's edge its lines may begin, in points."""
_SPLIT_GAP = 1.75
"""A step down larger than this, in heights of the line, parts two paragraphs."""
_HANGING = 4.0
"""How far an item's further lines stand in from its bullet at the least, in points."""
_COLUMN = 14.0
"""Cells whose left edges lie closer than this, in points, stand in one column."""
_LEAST_WIDTH = 60.0
"""Text in a column narrower than this, in points, is a list of short lines."""
_MARK = re.compile(r"^(?:[•●▪◦‣·∙○■□➢➤✓\uf0b7\uf0a7*o–-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])$")


class Stretch(NamedTuple):
    """Some words on one line: left, top, right and bottom in points from the page's top left."""

    left: float
    top: float
    right: float
    bottom: float
    text: str

    @property
    def height(self) -> float:
        """Never nothing, so that it can be divided by."""
        return max(self.bottom - self.top, 4.0)


@dataclass(slots=True)
class _Cell:
    lines: list[Stretch] = field(default_factory=list)

    @property
    def left(self) -> float:
        return min(line.left for line in self.lines)

    @property
    def right(self) -> float:
        return max(line.right for line in self.lines)


_Row = list[_Cell]


def arranged(pages: Sequence[Sequence[Stretch]], name: str) -> SourceDocument:
    """The words of all pages in reading order, as blocks and tables."""
    rows = [row for page in pages for row in _rows(_lines(page))]
    edges = _right_edges(rows)
    blocks: list[tuple[str, int]] = []
    tables: list[list[_Row]] = []
    answer_at: float | None = None
    for row in rows:
        goes_on = answer_at is not None and len(row) == 1 and row[0].left > answer_at - _SLACK
        if len(row) > 1 or goes_on:
            if answer_at is None:
                tables.append([])
            tables[-1].append(row)
            answer_at = row[-1].left if len(row) > 1 else answer_at
            continue
        answer_at = None
        blocks += [(text, len(tables) + 1) for text in _paragraphs(row[0], edges)]
    return SourceDocument(
        name=name,
        blocks=tuple(
            Block(n, BlockKind.PARAGRAPH, text, before if before <= len(tables) else 0)
            for n, (text, before) in enumerate(blocks, 1)
        ),
        tables=tuple(_table(number, table, edges) for number, table in enumerate(tables, 1)),
    )


def _table(number: int, rows: Sequence[_Row], edges: Mapping[int, float]) -> Table:
    """The rows with every cell in its column, and blanks where a row has none."""
    lefts: list[float] = []
    for left in sorted(cell.left for row in rows for cell in row if len(row) > 1):
        if not lefts or left - lefts[-1] > _COLUMN:
            lefts.append(left)
    made = []
    for n, row in enumerate(rows, 1):
        words: dict[int, tuple[str, ...]] = {}
        for cell in row:
            column = max((c for c, left in enumerate(lefts, 1) if left <= cell.left + _SLACK), default=1)
            words[column] = (*words.get(column, ()), *_paragraphs(cell, edges))
        made.append(Row(n, tuple(Cell(c, words.get(c, ())) for c in range(1, len(lefts) + 1))))
    return Table(number=number, name=f"table {number}", rows=tuple(made))


def _right_edges(rows: Iterable[_Row]) -> dict[int, float]:
    """How far right the text of each column reaches, by its left edge."""
    edges: dict[int, float] = {}
    for row in rows:
        for cell in row:
            key = _edge(cell)
            edges[key] = max(edges.get(key, 0.0), cell.right)
    return edges


def _edge(cell: _Cell) -> int:
    return int(cell.left // _COLUMN)


def _lines(page: Iterable[Stretch]) -> list[Stretch]:
    """Stretches of one line that stand close together, as one."""
    lines: list[Stretch] = []
    for stretch in page:
        last = lines[-1] if lines else None
        if last is not None and _is_same_line(last, stretch):
            space = "" if last.text.endswith((" ", "-")) or stretch.text.startswith(" ") else " "
            if 0 <= stretch.left - last.right < 1 and not last.text.endswith(" "):
                space = ""
            lines[-1] = Stretch(
                last.left,
                min(last.top, stretch.top),
                stretch.right,
                max(last.bottom, stretch.bottom),
                f"{last.text}{space}{stretch.text}",
            )
        else:
            lines.append(stretch)
    return [line._replace(text=" ".join(line.text.split())) for line in lines if line.text.strip()]


def _is_same_line(last: Stretch, stretch: Stretch) -> bool:
    height = max(last.height, stretch.height)
    overlap = min(last.bottom, stretch.bottom) - max(last.top, stretch.top)
    gap = stretch.left - last.right
    widest = _MARK_GAP if _MARK.match(last.text.strip()) else _ONE_LINE_GAP * height
    return overlap > 0 and -height < gap < widest and stretch.left >= last.left


def _rows(lines: Iterable[Stretch]) -> list[_Row]:
    rows: list[_Row] = []
    for line in lines:
        _place(rows, line)
    return rows


def _place(rows: list[_Row], line: Stretch) -> None:
    if not rows:
        rows.append([_Cell([line])])
        return
    row = rows[-1]
    cell = row[-1]
    last = cell.lines[-1]
    beside = next((n for n, other in enumerate(cell.lines) if _is_beside(other, line)), None)
    if beside is not None:
        first = _label_begins(cell, beside)
        if first:
            # what stood above the label is no part of it
            rows.append([_Cell(cell.lines[first:])])
            del cell.lines[first:]
        rows[-1].append(_Cell([line]))
    elif line.top < last.top and line.left > cell.right:
        row.append(_Cell([line]))  # the answer stands higher than a label set in the middle of its row
    elif _is_below(cell, line):
        cell.lines.append(line)
    else:
        rows.append([_Cell([line])])


def _label_begins(cell: _Cell, beside: int) -> int:
    """The line at which the label of an answer begins: the last one above it that does not open small."""
    while beside and cell.lines[beside].text[:1].islower():
        beside -= 1
    return beside


def _is_beside(other: Stretch, line: Stretch) -> bool:
    return (
        abs(other.top - line.top) < _SAME_HEIGHT * max(other.height, line.height) and line.left > other.right
    )


def _is_below(cell: _Cell, line: Stretch) -> bool:
    last = cell.lines[-1]
    step = (line.top - last.top) / max(last.height, line.height)
    return 0 < step < _PARAGRAPH_GAP and cell.left - _SLACK <= line.left < max(cell.right, cell.left + 40)


def _paragraphs(cell: _Cell, edges: Mapping[int, float]) -> tuple[str, ...]:
    """A cell's lines as paragraphs: a line goes on where its next word would not have fitted."""
    edge = max(edges.get(_edge(cell), 0.0), cell.right)
    paragraphs: list[str] = []
    first = cell.lines[0]
    for n, line in enumerate(cell.lines):
        if n and _goes_on(first, cell.lines[n - 1], line, edge):
            space = "" if re.search(r"\w-$", paragraphs[-1]) else " "
            paragraphs[-1] = f"{paragraphs[-1]}{space}{line.text}"
        else:
            paragraphs.append(line.text)
            first = line
    return tuple(paragraphs)


def _goes_on(first: Stretch, last: Stretch, line: Stretch, edge: float) -> bool:
    """Whether a line goes on from the one before, in a paragraph that began with `first`."""
    if begins_anew(last.text, line.text) or line.top - last.top > _SPLIT_GAP * max(last.height, line.height):
        return False
    if (line.text[:1].islower() or line.text.startswith("(")) and not re.search(r"[.:;!?]$", last.text):
        return True
    if is_item(first.text) and line.left < first.left + _HANGING:
        return False  # an item's lines hang to the right of its bullet
    word = line.text.split(maxsplit=1)[0]
    width = (line.right - line.left) * (len(word) + 1) / max(len(line.text), 1)
    return last.right + width > edge and edge - last.left > _LEAST_WIDTH
