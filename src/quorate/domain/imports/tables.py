"""Reads a plan's tables row by row into drafts.

What a row is, in this order: a header (first or repeated); a section across the table; a row that carries
on from the one before; an entry, with its parents where their cells are filled.
"""

from quorate.domain.imports.carrying_on import carries_on, carry_on
from quorate.domain.imports.cell_parts import give_fields
from quorate.domain.imports.columns import Header, below_header, read_header, texts_of
from quorate.domain.imports.finding import numbers_below
from quorate.domain.imports.reading import Reading, TableInHand
from quorate.domain.imports.row_entries import begin_row
from quorate.domain.imports.section_rows import section_of, take_section
from quorate.domain.imports.source import Row, Table
from quorate.domain.imports.target_words import read_month


def read_table(reading: Reading, table: Table) -> None:
    """Every row of a plan's table, into the reading."""
    below = numbers_below(table, reading.header, reading.headers, reading.following)
    hand = TableInHand(reading, table, below)
    above: Header | None = None
    for n, row in enumerate(table.rows):
        if not row.filled:
            continue
        parted = below_header(above, row) if above else None
        above = None
        if parted is not None:
            reading.header = parted
            _place_header(hand, row)
        elif (header := read_header(row, earlier=frozenset(reading.headers))) is not None:
            above = header
            _take_header(hand, header, row)
        elif (in_force := reading.header) is None:
            _above_header(hand, row)
        elif (section := section_of(hand, row, n)) is not None:
            take_section(hand, row, section)
        else:
            _body(hand, row, in_force)


def _take_header(hand: TableInHand, header: Header, row: Row) -> None:
    reading = hand.reading
    reading.header = header
    reading.header_texts = texts_of(row)
    reading.headers.add(texts_of(row))
    _place_header(hand, row)


def _place_header(hand: TableInHand, row: Row) -> None:
    for cell in row.filled:
        for paragraph in hand.paragraphs(row, cell):
            hand.ledger.place(paragraph, "header")
        if (found := read_month(cell.text)) is not None:
            hand.reading.dates.append(found)


def _above_header(hand: TableInHand, row: Row) -> None:
    for cell in row.filled:
        for paragraph in hand.paragraphs(row, cell):
            if not hand.reading.title and len(row.filled) == 1:
                hand.reading.title = hand.ledger.place(paragraph, "title")
            else:
                hand.ledger.leave(paragraph, "It stands above the column headings.")


def _body(hand: TableInHand, row: Row, header: Header) -> None:
    cells = [(cell, header.column_of(cell, row)) for cell in row.filled if not cell.continues]
    for cell in row.filled:
        if cell.continues:
            hand.leave(row, cell, "It is hidden under a merged cell.")
    if not cells:
        return
    if carries_on(hand, row, header, cells):
        carry_on(hand, row, header, cells)
        return
    begin_row(hand, row, header, cells)
    give_fields(hand, row, header, cells)
