"""The entries that begin in a row: one for each level whose cell is filled, or several from one cell."""

from typing import TypeAlias

from quorate.domain.imports.cell_parts import FIELD_OF
from quorate.domain.imports.codes import clean_code, is_code_alone, split_code, split_code_of
from quorate.domain.imports.columns import Column, Header
from quorate.domain.imports.drafts import Draft, Paragraph, bullet_end
from quorate.domain.imports.reading import TableInHand
from quorate.domain.imports.source import Cell, Row
from quorate.domain.imports.vocabulary import RANK_OF, Role

Cells: TypeAlias = list[tuple[Cell, Column | None]]
"""A row's filled cells with the columns they belong to."""


def begin_row(hand: TableInHand, row: Row, header: Header, cells: Cells) -> None:
    """Begin the row's entries with their codes, and settle whose the row's fields are."""
    reading = hand.reading
    was_coded = reading.is_coded
    begun = _begin_entries(hand, row, header, cells)
    _give_codes(hand, row, header, cells, begun)
    if was_coded and begun and begun[0].kind is header.levels[0].kind and not begun[0].printed_code:
        likely = _likely_code(hand, row)
        asked = f" Is it {likely}?" if likely else ""
        sentence = f"This row has no code, where its neighbours have one.{asked}"
        begun[0].flag("no_code", sentence, "code", answer=likely)
    if row.is_hidden and begun:
        begun[0].flag("hidden_row", "This row is hidden in the file. Does it belong to the plan?")
    lowest = max(begun, key=lambda each: RANK_OF[each.kind], default=None)
    highest = min(begun, key=lambda each: RANK_OF[each.kind], default=None)
    reading.owner = highest if reading.parents_own_rows and highest is not None else lowest or reading.owner
    if reading.owner is not None:
        reading.owner.owns_row = True


def _begin_entries(hand: TableInHand, row: Row, header: Header, cells: Cells) -> list[Draft]:
    begun: list[Draft] = []
    levels = header.levels
    own_rows = hand.reading.parents_own_rows
    for level in levels:
        own = [cell for cell, column in cells if column is level]
        if not own:
            continue
        code = own.pop(0) if len(own) > 1 and is_code_alone(own[0].text) else None
        cell = own[0]
        paragraphs = [paragraph for each in own for paragraph in hand.paragraphs(row, each)]
        current = hand.reading.current.get(level.kind)
        is_repeat = code is None and current is not None and _is_repeat(hand, current, own)
        if level is not levels[-1] and current is not None and is_repeat:
            for paragraph in paragraphs:
                hand.ledger.place(paragraph, "repeat", draft=current)
            continue
        several = level is levels[-1] and len(levels) > 1 and own_rows
        groups = [[p] for p in paragraphs] if several else [paragraphs]
        for n, group in enumerate(groups, 1):
            is_lowest = level is levels[-1] or len(levels) == 1
            ending = f".{n}" if several else "" if is_lowest else f".{level.role}"
            begun.append(begin_entry(hand, row, cell, level, header, group, hand.key(row) + ending))
            if n == 1 and code is not None:
                _give_code(hand, row, code, begun[-1])
    if own_rows and len(begun) > 1:
        begun[0].actions += [each for each in begun[1:] if each.parent is begun[0]]
    return begun


def begin_entry(
    hand: TableInHand,
    row: Row,
    cell: Cell,
    level: Column,
    header: Header,
    paragraphs: list[Paragraph],
    key: str,
) -> Draft:
    """An entry of a level, from the paragraphs of its cell that are its own."""
    draft = Draft(
        key=key,
        kind=level.kind,
        word=_singular(level.heading),
        table=hand.table.number,
        first_row=row.number,
        last_row=row.number,
        place=hand.table.place(row.number, cell.column),
        covers=(row.number, row.number + cell.rows - 1),
        fields_in_table=frozenset(
            FIELD_OF.get(c.role, "") for c in header.columns if c.role and not c.is_level
        ),
    )
    hand.reading.begin(draft)
    for n, paragraph in enumerate(paragraphs):
        place_text(hand, draft, paragraph, is_first=n == 0)
    return draft


def place_text(
    hand: TableInHand, draft: Draft, paragraph: Paragraph, *, is_first: bool, joins: bool = False
) -> None:
    """A paragraph of an entry's wording, its bullet and its code apart."""
    at = bullet_end(paragraph.text)
    hand.ledger.place(paragraph, "label", draft=draft, end=at)
    if is_first and not joins:
        code, begins, ends = split_code_of(paragraph.text[at:], draft.kind)
        if code and paragraph.text[at + ends :].strip():
            draft.printed_code = code
            hand.ledger.place(paragraph, "label", draft=draft, start=at, end=at + begins)
            hand.ledger.place(paragraph, "code", draft=draft, start=at + begins, end=at + ends)
            at += ends
    draft.add("text", hand.ledger.place(paragraph, "text", draft=draft, start=at), joins=joins)


def _is_repeat(hand: TableInHand, current: Draft, cells: list[Cell]) -> bool:
    text = " ".join(word for cell in cells for word in cell.text.split())
    _, length = split_code(text)
    return text[length:] == " ".join(current.lines.get("text", [])) and current.table == hand.table.number


def _give_codes(hand: TableInHand, row: Row, header: Header, cells: Cells, begun: list[Draft]) -> None:
    """A code column's words go to the entry of the nearest level to its right.

    Such a code outranks one printed before the entry's words, which is then the first of its words; a
    second column's code has no field.
    """
    coded: set[str] = set()
    for cell, column in cells:
        if column is None or column.role is not Role.CODE:
            continue
        right = [c.kind for c in header.columns if c.is_level and c.first > column.first]
        owner = next((draft for kind in right for draft in begun if draft.kind is kind), None)
        owner = owner or (begun[-1] if begun else None)
        if owner is None:
            hand.leave(row, cell, "It is a code without words beside it.")
        elif owner.key in coded:
            hand.leave(row, cell, "It is a second code of the same entry.")
        else:
            coded.add(owner.key)
            _give_code(hand, row, cell, owner)


def _give_code(hand: TableInHand, row: Row, cell: Cell, owner: Draft) -> None:
    before = owner.printed_code
    given = clean_code(cell.text)
    if before and given != before:
        hand.ledger.give_back_code(owner)
    for paragraph in hand.paragraphs(row, cell):
        hand.ledger.place(paragraph, "code", draft=owner)
    owner.printed_code = given


def _likely_code(hand: TableInHand, row: Row) -> str:
    """The number before the next one printed, for a row without a code: a page break can swallow one."""
    following = hand.next_number.get(row.number)
    return str(following - 1) if following and following > 1 else ""


def _singular(heading: str) -> str:
    """A level's heading as the word for one entry."""
    word = heading.split("(")[0].strip(" :")
    if word.lower().endswith("ies") and len(word.split()) < 4:
        return word[:-3] + "y"
    return (
        word[:-1]
        if word.lower().endswith("s") and not word.lower().endswith("ss") and len(word.split()) < 4
        else word
    )
