"""The cells of a row that are not entries: whose field each is, and its words parted into that field."""

from quorate.domain.imports.columns import Column, Header
from quorate.domain.imports.drafts import Draft, bullet_end, goes_on, is_unfinished
from quorate.domain.imports.narrative import split_narrative
from quorate.domain.imports.reading import TableInHand
from quorate.domain.imports.source import Cell, Row
from quorate.domain.imports.vocabulary import Role

FIELD_OF = {
    Role.OUTCOME: "outcome",
    Role.LEAD: "leads",
    Role.TARGET: "targets",
    Role.MEASURE: "measures",
    Role.STATUS: "status",
}
"""The columns whose words go into a field as they are."""


def give_fields(
    hand: TableInHand,
    row: Row,
    header: Header,
    cells: list[tuple[Cell, Column | None]],
    *,
    joins: bool = False,
) -> None:
    """Every cell of a row that is neither an entry nor its code; `joins` when the row carries on."""
    for cell, column in cells:
        if column is not None and (column.is_level or column.role is Role.CODE):
            continue
        owner = _owner_of(hand, row, cell, header)
        if owner is None or column is None or column.role is None:
            heading = f"“{column.heading}”" if column and column.heading else "without a heading"
            hand.leave(row, cell, f"It stands in a column {heading}, which has no field here.")
        elif column.role in (Role.PROGRESS, Role.BARRIER):
            _give_narrative(hand, row, cell, column.role, owner, joins=joins)
        elif column.role in FIELD_OF:
            _give_field(hand, row, cell, FIELD_OF[column.role], owner, joins=joins)
        else:
            hand.leave(row, cell, f"A second column of entries, “{column.heading}”, has no field here.")


def _owner_of(hand: TableInHand, row: Row, cell: Cell, header: Header) -> Draft | None:
    """Whose field a cell is: merged over several rows, it belongs to the parent that covers them."""
    if cell.rows > 1:
        last = row.number + cell.rows - 1
        covering = [
            draft
            for level in header.levels
            if (draft := hand.reading.current.get(level.kind)) is not None
            and draft.table == hand.table.number
            and draft.covers[0] <= row.number
            and draft.covers[1] >= last
        ]
        if covering:
            return covering[-1]
    return hand.reading.owner


def _give_field(hand: TableInHand, row: Row, cell: Cell, name: str, owner: Draft, *, joins: bool) -> None:
    for paragraph in hand.paragraphs(row, cell):
        at = bullet_end(paragraph.text)
        hand.ledger.place(paragraph, "label", draft=owner, end=at)
        text = hand.ledger.place(paragraph, name, draft=owner, start=at)
        lines = owner.lines.get(name, [""])
        rest_of_one = joins and name != "targets" and (goes_on(text) or is_unfinished(lines[-1]))
        owner.add(name, text, joins=rest_of_one)


def _give_narrative(
    hand: TableInHand, row: Row, cell: Cell, role: Role, owner: Draft, *, joins: bool
) -> None:
    role = owner.narrative if joins and role is Role.PROGRESS else role
    for paragraph in hand.paragraphs(row, cell):
        parts, role = split_narrative(paragraph.text, role=role)
        for part in parts:
            if part.role is None:
                hand.ledger.place(paragraph, "label", draft=owner, start=part.start, end=part.end)
                owner.lines.setdefault("labels", []).append(paragraph.text[part.start : part.end])
                continue
            name = part.role.value
            text = hand.ledger.place(paragraph, name, draft=owner, start=part.start, end=part.end)
            lines = owner.lines.get(name, [""])
            owner.add(name, text, joins=joins and (goes_on(text) or is_unfinished(lines[-1])))
    owner.narrative = role
