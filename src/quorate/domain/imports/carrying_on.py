"""Rows that carry on from the one before: text broken over a page.

In either form: the first cell blank, or the first cell without the code all others have.
"""

from quorate.domain.imports.cell_parts import give_fields
from quorate.domain.imports.columns import Column, Header
from quorate.domain.imports.drafts import Draft, Paragraph, goes_on, is_unfinished
from quorate.domain.imports.reading import TableInHand
from quorate.domain.imports.row_entries import Cells, begin_entry, place_text
from quorate.domain.imports.source import Cell, Row


def carries_on(hand: TableInHand, row: Row, header: Header, cells: Cells) -> bool:
    """Whether a row is the rest of the one before."""
    levels = header.levels
    texts = {column: cell.text for cell, column in cells if column is not None and column.is_level}
    first = texts.get(levels[0], "")
    if hand.reading.last_of() is None or hand.code(row):
        return False
    if not texts:
        return hand.reading.owner is not None
    if not first:
        return _text_carries_on(hand, texts, levels)
    previous = hand.reading.last_of(levels[0])
    if previous is None:
        return False
    before = previous.lines.get("text", [""])[-1]
    if not hand.reading.is_coded:
        return is_unfinished(before) or (goes_on(first) and not goes_on(previous.lines.get("text", [""])[0]))
    if hand.number_is_missing(row, previous) and len(cells) > 1:
        return False
    return goes_on(first) or is_unfinished(before) or len(cells) == 1


def _text_carries_on(hand: TableInHand, texts: dict[Column, str], levels: tuple[Column, ...]) -> bool:
    """A lower level's text under a blank parent: more of the last one, or one more."""
    column = next(level for level in levels if level in texts)
    previous = hand.reading.last_of(column)
    if previous is None:
        return False
    lines = previous.lines.get("text", [""])
    return is_unfinished(lines[-1]) or (goes_on(texts[column]) and not goes_on(lines[0]))


def carry_on(hand: TableInHand, row: Row, header: Header, cells: Cells) -> None:
    """Add the row's words to the entry before, and ask whether they read on."""
    owner = hand.reading.owner
    for cell, column in cells:
        if column is None or not column.is_level:
            continue
        draft = hand.reading.last_of(column) or owner
        for paragraph in hand.paragraphs(row, cell):
            if draft is None:
                hand.ledger.leave(paragraph, "It carries on from nothing.")
            else:
                draft = _carry_text(hand, row, column, header, draft, paragraph, cell)
    give_fields(hand, row, header, cells, joins=True)
    if owner is not None:
        owner.last_row = max(owner.last_row, row.number)
        sentence = f"Row {row.number} carries on from the row before. Check that the wording reads on."
        owner.flag("carried_on", sentence, "text")


def _carry_text(
    hand: TableInHand,
    row: Row,
    column: Column,
    header: Header,
    draft: Draft,
    paragraph: Paragraph,
    cell: Cell,
) -> Draft:
    before = draft.lines.get("text", [""])[-1]
    is_lowest = column is header.levels[-1] and len(header.levels) > 1
    if is_lowest and not (goes_on(paragraph.text) or is_unfinished(before)):
        # Two cells of the row may both hold a third paragraph.
        key = f"{hand.key(row)}.{cell.column}.{paragraph.number}"
        new = begin_entry(hand, row, cell, column, header, [paragraph], key)
        if hand.reading.owner is not None and new.parent is hand.reading.owner:
            hand.reading.owner.actions.append(new)
        return new
    joins = paragraph.number == 1 or goes_on(paragraph.text)
    place_text(hand, draft, paragraph, is_first=False, joins=joins)
    return draft
