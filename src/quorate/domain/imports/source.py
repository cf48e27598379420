"""What was read out of a Word or Excel file, before anybody decides what it means.

The readers keep every word a person can see: paragraphs outside tables, cells with their paragraphs,
headers and footers, notes, text boxes, comments, and text that is hidden or that a tracked change had
struck out. The importer then places each word or lists it as not placed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class BlockKind(StrEnum):
    """Where text outside the tables stood."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    HEADER = "page header"
    FOOTER = "page footer"
    FOOTNOTE = "footnote"
    TEXT_BOX = "text box"
    COMMENT = "comment"
    DELETED = "text struck out by a tracked change"
    HIDDEN = "hidden text"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph outside the tables.

    `before_table` is the number of the table that follows it, or 0 when none does or when it has no
    place in the order of the page (a footnote, a page header).
    """

    number: int
    kind: BlockKind
    text: str
    before_table: int = 0

    @property
    def place(self) -> str:
        """Where to look for it."""
        return f"{self.kind.value} {self.number}"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its first grid column (from 1), how many columns and rows it covers, its paragraphs.

    Blank paragraphs are left out. `continues` marks the part of a merged cell below its first row;
    text under such a part is hidden on the page and is kept all the same.
    """

    column: int
    paragraphs: tuple[str, ...] = ()
    columns: int = 1
    rows: int = 1
    continues: bool = False

    @property
    def text(self) -> str:
        """All its paragraphs, one a line."""
        return "\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table. `number` counts from 1, as a reader would count. A sheet's row may be hidden."""

    number: int
    cells: tuple[Cell, ...]
    is_hidden: bool = False

    @property
    def filled(self) -> tuple[Cell, ...]:
        """The cells that hold words."""
        return tuple(cell for cell in self.cells if cell.paragraphs)


@dataclass(frozen=True, slots=True)
class Table:
    """A Word table or an Excel sheet, which may be hidden. `name` is "table 1" or "sheet Actions"."""

    number: int
    name: str
    rows: tuple[Row, ...]
    is_sheet: bool = False
    is_hidden: bool = False

    def place(self, row: int, column: int) -> str:
        """Where a cell is, as a reader would look for it: by row and column, or by a sheet's cell name."""
        if self.is_sheet:
            return f"{self.name}, cell {column_letters(column)}{row}"
        return f"{self.name}, row {row}, column {column}"


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A file as read: its name, what stands outside its tables, and its tables.

    `notes` are sentences about what the file does not show as it is read: hidden columns, formulas never
    worked out.
    """

    name: str
    blocks: tuple[Block, ...] = field(default=())
    tables: tuple[Table, ...] = field(default=())
    notes: tuple[str, ...] = field(default=())

    def texts(self) -> Iterator[tuple[tuple[int, int, int, int], str]]:
        """Every paragraph with its address: table (0 outside tables), row or block, column, paragraph."""
        for block in self.blocks:
            yield (0, block.number, 0, 1), block.text
        for table in self.tables:
            for row in table.rows:
                for cell in row.cells:
                    for n, paragraph in enumerate(cell.paragraphs, 1):
                        yield (table.number, row.number, cell.column, n), paragraph


def column_letters(column: int) -> str:
    """A sheet column's letters.

    >>> column_letters(1), column_letters(27)
    ('A', 'AA')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
