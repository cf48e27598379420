"""Reads plain text, as copied out of a paper, into blocks and tables.

A line with a tab in it is a row of a table, its cells parted by tabs; rows with nothing but blank lines
between them belong to one table. Copying leaves stray tags of HTML behind, which are taken out: what they
marked as paragraphs and items of lists is parted.
"""

import html
import re
from dataclasses import dataclass, field

from quorate.documents.paragraphs import BULLET, unwrapped
from quorate.domain.imports.source import Block, BlockKind, Cell, Row, SourceDocument, Table

_TAGS = (
    "p|ul|ol|li|u|b|i|s|strong|em|br|span|div|table|tbody|thead|tr|td|th|h[1-6]|sup|sub|a|font|img|hr|center"
)
_PARTING = re.compile(r"</?(?:p|ul|ol|li|br|div|table|tbody|thead|tr|td|th|h[1-6]|hr)\b[^<>]{0,500}>", re.I)
_TAG = re.compile(rf"</?(?:{_TAGS})\b[^<>]{{0,500}}>", re.I)
_BULLET_INSIDE = re.compile(r"\s+(?=[•●▪◦‣]\s)")
_RULE = re.compile(r"^[-_=\s|]*$")
_TABLE_IN_MARKS = re.compile(r"^\s*\|.*\|\s*$")


@dataclass(slots=True)
class _Page:
    """What was read so far: the blocks, the tables, and the lines and rows that are still growing."""

    blocks: list[tuple[str, int]] = field(default_factory=list)
    tables: list[list[tuple[tuple[str, ...], ...]]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    is_in_table: bool = False

    def end_paragraph(self) -> None:
        self.blocks += [(text, len(self.tables) + 1) for text in unwrapped(self.lines)]
        self.lines = []

    def add_row(self, cells: tuple[tuple[str, ...], ...]) -> None:
        self.end_paragraph()
        if not self.is_in_table:
            self.tables.append([])
        self.tables[-1].append(cells)
        self.is_in_table = True


def read_text(text: str, name: str) -> SourceDocument:
    """The words of a text file in reading order."""
    page = _Page()
    for line in re.split(r"\r\n|[\n\r\f\v\x85\u2028\u2029]", text):
        _take(page, line)
    page.end_paragraph()
    blocks = tuple(
        Block(n, BlockKind.PARAGRAPH, words, before if before <= len(page.tables) else 0)
        for n, (words, before) in enumerate(page.blocks, 1)
    )
    return SourceDocument(name=name, blocks=blocks, tables=tuple(_tables(page)))


def _take(page: _Page, line: str) -> None:
    if _TABLE_IN_MARKS.match(line):
        line = line.strip().strip("|").replace("|", "\t")
    if _RULE.match(line):
        if not line.strip(" \t"):
            page.end_paragraph()
        return
    if "\t" in line.rstrip(" ") and not BULLET.match(line.strip()):
        cells = tuple(_pieces(cell) for cell in line.split("\t"))
        if sum(map(bool, cells)) > 1 or not cells[0] or line.rstrip(" ").endswith(":\t"):
            page.add_row(cells)
            return
    pieces = _pieces(line)
    page.is_in_table = page.is_in_table and not pieces
    if len(pieces) == 1 and pieces[0] == " ".join(line.split()):
        page.lines += pieces
        return
    page.end_paragraph()
    page.blocks += [(piece, len(page.tables) + 1) for piece in pieces]


def _pieces(text: str) -> tuple[str, ...]:
    """The paragraphs in one cell or line, without tags."""
    parted = _TAG.sub("", _PARTING.sub("\n", text))
    parted = _BULLET_INSIDE.sub("\n", html.unescape(parted) if "&" in parted else parted)
    return tuple(" ".join(piece.split()) for piece in parted.split("\n") if piece.strip())


def _tables(page: _Page) -> list[Table]:
    return [
        Table(
            number=number,
            name=f"table {number}",
            rows=tuple(
                Row(n, tuple(Cell(column, words) for column, words in enumerate(cells, 1)))
                for n, cells in enumerate(rows, 1)
            ),
        )
        for number, rows in enumerate(page.tables, 1)
    ]
