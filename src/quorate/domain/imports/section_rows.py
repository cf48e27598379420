"""Headings that stand for an entry: a row across the table, and a line above it ("Priority One: Victims")."""

from quorate.domain.imports.codes import split_code_of
from quorate.domain.imports.drafts import Draft, Paragraph, goes_on, is_unfinished
from quorate.domain.imports.reading import Reading, TableInHand
from quorate.domain.imports.source import Cell, Row
from quorate.domain.imports.vocabulary import LEVEL_HEADING, LEVEL_WORDS, Role
from quorate.domain.plans.facts import EntryKind

_LONGEST_SECTION = 15
"""Words: a longer row across the table is a note."""


def section_of(hand: TableInHand, row: Row, n: int) -> Cell | None:
    """The row's one cell when it is a heading across the table, or None. `n` is the row's place in it."""
    header = hand.reading.header
    if len(row.filled) != 1 or header is None:
        return None
    cell = row.filled[0]
    width = max(column.last for column in header.columns)
    across = cell.columns > 1 and cell.columns >= width - 1
    if across or LEVEL_HEADING.match(cell.text):
        return cell
    is_first = cell is row.cells[0] or all(not c.paragraphs for c in row.cells[: row.cells.index(cell)])
    column = header.column_of(cell, row)
    if not is_first or column is None or not (column.is_level or column.role is Role.CODE):
        return None
    if hand.code(row) and column.role is not Role.CODE:
        return None
    if cell.rows > 1 or len(cell.paragraphs) > 1 or len(cell.text.split()) > _LONGEST_SECTION:
        return None
    return cell if _stands_alone(hand, cell.text, n) else None


def _stands_alone(hand: TableInHand, text: str, n: int) -> bool:
    """Whether a short text in the first column alone is a heading and not the rest of a sentence."""
    if (
        goes_on(text)
        or is_unfinished(text)
        or text.rstrip().endswith((".", ";", ","))
        or not hand.reading.is_coded
    ):
        return False
    previous = hand.reading.last_of()
    before = previous.lines.get("text", [""])[-1] if previous else ""
    below = next((row for row in hand.table.rows[n + 1 :] if row.filled), None)
    ended = not before or before.rstrip().endswith((".", "!", "?", ":"))
    return ended and below is not None and bool(hand.code(below))


def take_section(hand: TableInHand, row: Row, cell: Cell) -> None:
    """Begin the entry that a heading across the table stands for; a long text there is a note."""
    paragraphs = list(hand.paragraphs(row, cell))
    if len(cell.text.split()) > _LONGEST_SECTION and not LEVEL_HEADING.match(cell.text):
        for paragraph in paragraphs:
            hand.ledger.leave(paragraph, "It is a note across the table.")
        return
    begin_heading(hand.reading, paragraphs, key=hand.key(row))
    hand.reading.owner = None


def begin_heading(reading: Reading, paragraphs: list[Paragraph], *, key: str) -> Draft:
    """An entry from a heading: "Priority One: Victims", or a section that is only named."""
    first = paragraphs[0]
    match = LEVEL_HEADING.match(first.text)
    kind = LEVEL_WORDS[match["word"].lower()] if match else EntryKind.SECTION
    draft = Draft(
        key=key,
        kind=kind,
        word=match["word"].capitalize() if match else "Section",
        table=first.table,
        first_row=first.row,
        last_row=first.row,
        place=first.place,
    )
    reading.begin(draft)
    code, word_ends, at = (
        (match["code"], match.start("code"), match.end()) if match else split_code_of(first.text, kind)
    )
    if first.text[at:].strip():
        draft.printed_code = code
    else:
        word_ends = at = 0
    reading.ledger.place(first, "label", draft=draft, end=word_ends)
    reading.ledger.place(first, "code", draft=draft, start=word_ends, end=at)
    draft.add("text", reading.ledger.place(first, "text", draft=draft, start=at))
    for paragraph in paragraphs[1:]:
        draft.add("text", reading.ledger.place(paragraph, "text", draft=draft))
    return draft
