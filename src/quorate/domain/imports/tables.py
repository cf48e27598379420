"""Reads a plan's tables row by row into drafts: headers, sections, entries, and rows that carry on.

What a row is, in this order: a header (first or repeated); a section across the table; a row that carries
on from the one before (text broken over a page, in either form: its first cell blank, or its first cell
without the code all others have); an entry, with its parents where their cells are filled.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from quorate.domain.imports.codes import clean_code, number_of, split_code
from quorate.domain.imports.columns import Column, Header, read_header, texts_of
from quorate.domain.imports.drafts import (
    Draft,
    Ledger,
    Paragraph,
    bullet_end,
    goes_on,
    is_unfinished,
    paragraphs_of,
)
from quorate.domain.imports.narrative import split_narrative
from quorate.domain.imports.source import Cell, Row, Table
from quorate.domain.imports.target_words import read_month
from quorate.domain.imports.vocabulary import LEVEL_HEADING, LEVEL_WORDS, RANK_OF, Role
from quorate.domain.plans.facts import EntryKind

_FIELD_OF = {
    Role.OUTCOME: "outcome",
    Role.LEAD: "leads",
    Role.TARGET: "targets",
    Role.MEASURE: "measures",
    Role.STATUS: "status",
}
_LATEST = 20
"""Entries looked back at to tell whether a list has codes."""
_LONGEST_SECTION = 15
"""Words: a longer row across the table is a note."""


@dataclass(slots=True)
class Reading:
    """What has been read so far, over all tables of a document.

    `owner` is the entry that a row's fields belong to; `following` the first number printed in the tables
    still to come; `shared_rows` the headers, by their texts, whose rows hold one parent with several entries.
    """

    ledger: Ledger = field(default_factory=Ledger)
    drafts: list[Draft] = field(default_factory=list)
    current: dict[EntryKind, Draft] = field(default_factory=dict)
    latest: dict[EntryKind, deque[Draft]] = field(default_factory=dict)
    owner: Draft | None = None
    header: Header | None = None
    header_texts: tuple[str, ...] = ()
    following: int | None = None
    headers: set[tuple[str, ...]] = field(default_factory=set)
    shared_rows: frozenset[tuple[str, ...]] = frozenset()
    title: str = ""
    dates: list[tuple[date, str, bool]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def begin(self, draft: Draft) -> Draft:
        """Add a draft under the nearest level above it; deeper levels of what came before are over."""
        rank = RANK_OF[draft.kind]
        for kind in [kind for kind in self.current if RANK_OF[kind] >= rank]:
            del self.current[kind]
        above = [self.current[kind] for kind in self.current]
        draft.parent = max(above, key=lambda each: RANK_OF[each.kind], default=None)
        self.current[draft.kind] = draft
        self.drafts.append(draft)
        self.latest.setdefault(draft.kind, deque(maxlen=_LATEST)).append(draft)
        return draft


class TableReader:
    """Reads one table into a `Reading`."""

    def __init__(self, reading: Reading, table: Table) -> None:
        self.reading, self.ledger, self.table = reading, reading.ledger, table
        self.next_number: dict[int, int] = {}

    def read(self) -> None:
        """Every row of the table."""
        self._look_ahead()
        for n, row in enumerate(self.table.rows):
            if not row.filled:
                continue
            if (header := self._header(row)) is not None:
                self._take_header(header, row)
            elif (above := self.reading.header) is None:
                self._above_header(row)
            elif (section := self._section(row, n)) is not None:
                self._take_section(row, section)
            else:
                self._body(row, above)

    # Headers and sections

    def _header(self, row: Row) -> Header | None:
        return read_header(row, earlier=frozenset(self.reading.headers))

    def _take_header(self, header: Header, row: Row) -> None:
        self.reading.header = header
        self.reading.header_texts = texts_of(row)
        self.reading.headers.add(texts_of(row))
        for cell in row.filled:
            for paragraph in paragraphs_of(self.table, row, cell):
                self.ledger.place(paragraph, "header")
            if (found := read_month(cell.text)) is not None:
                self.reading.dates.append(found)

    def _look_ahead(self) -> None:
        """For each row, the next number printed below it: a missing one shows by the gap."""
        header, seen = self.reading.header, set(self.reading.headers)
        numbers: list[tuple[int, int | None, bool]] = []
        for row in self.table.rows:
            if row.filled and (found := read_header(row, earlier=frozenset(seen))) is not None:
                if header is not None and found.levels[0].kind is not header.levels[0].kind:
                    numbers.append((row.number, None, True))
                header = found
                seen.add(texts_of(row))
            elif row.filled and header is not None:
                numbers.append((row.number, number_of(_code_in(header, row)), False))
        following = self.reading.following
        for row_number, number, changes_level in reversed(numbers):
            if following is not None:
                self.next_number[row_number] = following
            following = None if changes_level else number if number is not None else following

    def _above_header(self, row: Row) -> None:
        for cell in row.filled:
            for paragraph in paragraphs_of(self.table, row, cell):
                if not self.reading.title and len(row.filled) == 1:
                    self.reading.title = self.ledger.place(paragraph, "title")
                else:
                    self.ledger.leave(paragraph, "It stands above the column headings.")

    def _section(self, row: Row, n: int) -> Cell | None:
        """The row's one cell when it is a heading across the table, or None."""
        if len(row.filled) != 1 or self.reading.header is None:
            return None
        cell = row.filled[0]
        width = max(column.last for column in self.reading.header.columns)
        across = cell.columns > 1 and cell.columns >= width - 1
        if across or LEVEL_HEADING.match(cell.text):
            return cell
        is_first = cell is row.cells[0] or all(not c.paragraphs for c in row.cells[: row.cells.index(cell)])
        column = self.reading.header.column_of(cell, row)
        if not is_first or column is None or not (column.is_level or column.role is Role.CODE):
            return None
        if self._code(row) and column.role is not Role.CODE:
            return None
        if cell.rows > 1 or len(cell.paragraphs) > 1 or len(cell.text.split()) > _LONGEST_SECTION:
            return None
        return cell if self._stands_alone(cell.text, n) else None

    def _stands_alone(self, text: str, n: int) -> bool:
        """Whether a short text in the first column alone is a heading and not the rest of a sentence."""
        if (
            goes_on(text)
            or is_unfinished(text)
            or text.rstrip().endswith((".", ";", ","))
            or not self._is_coded()
        ):
            return False
        previous = self._level_draft(None)
        before = previous.lines.get("text", [""])[-1] if previous else ""
        below = next((row for row in self.table.rows[n + 1 :] if row.filled), None)
        ended = not before or before.rstrip().endswith((".", "!", "?", ":"))
        return ended and below is not None and bool(self._code(below))

    def _take_section(self, row: Row, cell: Cell) -> None:
        paragraphs = list(paragraphs_of(self.table, row, cell))
        if len(cell.text.split()) > _LONGEST_SECTION and not LEVEL_HEADING.match(cell.text):
            for paragraph in paragraphs:
                self.ledger.leave(paragraph, "It is a note across the table.")
            return
        begin_heading(self.reading, paragraphs, key=self._key(row))
        self.reading.owner = None

    # Entries

    def _body(self, row: Row, header: Header) -> None:
        cells = [(cell, header.column_of(cell, row)) for cell in row.filled]
        hidden = [cell for cell, _ in cells if cell.continues]
        cells = [(cell, column) for cell, column in cells if not cell.continues]
        for cell in hidden:
            self._leave(row, cell, "It is hidden under a merged cell.")
        if not cells:
            return
        if self._carries_on(row, header, cells):
            self._carry_on(row, header, cells)
            return
        was_coded = self._is_coded()
        begun = self._begin_entries(row, header, cells)
        self._give_codes(row, header, cells, begun)
        if was_coded and begun and begun[0].kind is header.levels[0].kind and not begun[0].printed_code:
            begun[0].flag("no_code", self._code_question(row), "code")
        lowest = max(begun, key=lambda each: RANK_OF[each.kind], default=None)
        highest = min(begun, key=lambda each: RANK_OF[each.kind], default=None)
        self.reading.owner = (
            highest if self._parents_own_rows() and highest is not None else lowest or self.reading.owner
        )
        if self.reading.owner is not None:
            self.reading.owner.owns_row = True
        self._give_fields(row, header, cells)

    def _begin_entries(
        self, row: Row, header: Header, cells: list[tuple[Cell, Column | None]]
    ) -> list[Draft]:
        begun: list[Draft] = []
        levels = header.levels
        for level in levels:
            cell = next((cell for cell, column in cells if column is level), None)
            if cell is None:
                continue
            paragraphs = list(paragraphs_of(self.table, row, cell))
            current = self.reading.current.get(level.kind)
            if level is not levels[-1] and current is not None and self._is_repeat(current, cell):
                for paragraph in paragraphs:
                    self.ledger.place(paragraph, "repeat", draft=current)
                continue
            several = level is levels[-1] and len(levels) > 1 and self._parents_own_rows()
            groups = [[p] for p in paragraphs] if several else [paragraphs]
            for n, group in enumerate(groups, 1):
                key = self._key(row) + (
                    f".{n}"
                    if several
                    else ""
                    if level is levels[-1] or len(levels) == 1
                    else f".{level.role}"
                )
                begun.append(self._begin(row, cell, level, header, group, key))
        if self._parents_own_rows() and len(begun) > 1:
            begun[0].actions += [each for each in begun[1:] if each.parent is begun[0]]
        return begun

    def _begin(
        self, row: Row, cell: Cell, level: Column, header: Header, paragraphs: list[Paragraph], key: str
    ) -> Draft:
        draft = Draft(
            key=key,
            kind=level.kind,
            word=_singular(level.heading),
            table=self.table.number,
            first_row=row.number,
            last_row=row.number,
            place=self.table.place(row.number, cell.column),
            covers=(row.number, row.number + cell.rows - 1),
            fields_in_table=frozenset(
                _FIELD_OF.get(c.role, "") for c in header.columns if c.role and not c.is_level
            ),
        )
        self.reading.begin(draft)
        for n, paragraph in enumerate(paragraphs):
            self._place_text(draft, paragraph, is_first=n == 0)
        return draft

    def _place_text(self, draft: Draft, paragraph: Paragraph, *, is_first: bool, joins: bool = False) -> None:
        at = bullet_end(paragraph.text)
        self.ledger.place(paragraph, "label", draft=draft, end=at)
        if is_first and not joins:
            code, length = split_code(paragraph.text[at:])
            if code and paragraph.text[at + length :].strip():
                draft.printed_code = code
                self.ledger.place(paragraph, "code", draft=draft, start=at, end=at + length)
                at += length
        draft.add("text", self.ledger.place(paragraph, "text", draft=draft, start=at), joins=joins)

    def _is_repeat(self, current: Draft, cell: Cell) -> bool:
        text = " ".join(cell.text.split())
        _, length = split_code(text)
        return text[length:] == " ".join(current.lines.get("text", [])) and current.table == self.table.number

    def _give_codes(
        self, row: Row, header: Header, cells: list[tuple[Cell, Column | None]], begun: list[Draft]
    ) -> None:
        for cell, column in cells:
            if column is None or column.role is not Role.CODE:
                continue
            right = [c.kind for c in header.columns if c.is_level and c.first > column.first]
            owner = next((draft for kind in right for draft in begun if draft.kind is kind), None)
            owner = owner or (begun[-1] if begun else None)
            for paragraph in paragraphs_of(self.table, row, cell):
                if owner is None:
                    self.ledger.leave(paragraph, "It is a code without words beside it.")
                    continue
                text = self.ledger.place(paragraph, "code", draft=owner)
                owner.printed_code = clean_code(
                    f"{owner.printed_code} {text}" if paragraph.number > 1 else text
                )

    # Fields

    def _give_fields(
        self, row: Row, header: Header, cells: list[tuple[Cell, Column | None]], *, joins: bool = False
    ) -> None:
        for cell, column in cells:
            if column is not None and (column.is_level or column.role is Role.CODE):
                continue
            owner = self._owner_of(row, cell, header)
            if owner is None or column is None or column.role is None:
                heading = f"“{column.heading}”" if column and column.heading else "without a heading"
                self._leave(row, cell, f"It stands in a column {heading}, which has no field here.")
            elif column.role in (Role.PROGRESS, Role.BARRIER):
                self._give_narrative(row, cell, column.role, owner, joins=joins)
            elif column.role in _FIELD_OF:
                self._give_field(row, cell, _FIELD_OF[column.role], owner, joins=joins)
            else:
                self._leave(row, cell, f"A second column of entries, “{column.heading}”, has no field here.")

    def _owner_of(self, row: Row, cell: Cell, header: Header) -> Draft | None:
        """Whose field a cell is: merged over several rows, it belongs to the parent that covers them."""
        if cell.rows > 1:
            last = row.number + cell.rows - 1
            covering = [
                draft
                for level in header.levels
                if (draft := self.reading.current.get(level.kind)) is not None
                and draft.table == self.table.number
                and draft.covers[0] <= row.number
                and draft.covers[1] >= last
            ]
            if covering:
                return covering[-1]
        return self.reading.owner

    def _give_field(self, row: Row, cell: Cell, name: str, owner: Draft, *, joins: bool) -> None:
        for paragraph in paragraphs_of(self.table, row, cell):
            at = bullet_end(paragraph.text)
            self.ledger.place(paragraph, "label", draft=owner, end=at)
            text = self.ledger.place(paragraph, name, draft=owner, start=at)
            lines = owner.lines.get(name, [""])
            rest_of_one = joins and name != "targets" and (goes_on(text) or is_unfinished(lines[-1]))
            owner.add(name, text, joins=rest_of_one)

    def _give_narrative(self, row: Row, cell: Cell, role: Role, owner: Draft, *, joins: bool) -> None:
        role = owner.narrative if joins and role is Role.PROGRESS else role
        for paragraph in paragraphs_of(self.table, row, cell):
            parts, role = split_narrative(paragraph.text, role=role)
            for part in parts:
                if part.role is None:
                    self.ledger.place(paragraph, "label", draft=owner, start=part.start, end=part.end)
                    owner.lines.setdefault("labels", []).append(paragraph.text[part.start : part.end])
                    continue
                name = part.role.value
                text = self.ledger.place(paragraph, name, draft=owner, start=part.start, end=part.end)
                lines = owner.lines.get(name, [""])
                owner.add(name, text, joins=joins and (goes_on(text) or is_unfinished(lines[-1])))
        owner.narrative = role

    def _leave(self, row: Row, cell: Cell, why: str) -> None:
        for paragraph in paragraphs_of(self.table, row, cell):
            self.ledger.leave(paragraph, why)

    # Rows that carry on

    def _carries_on(self, row: Row, header: Header, cells: list[tuple[Cell, Column | None]]) -> bool:
        levels = header.levels
        texts = {column: cell.text for cell, column in cells if column is not None and column.is_level}
        first = texts.get(levels[0], "")
        if self._level_draft(None) is None or self._code(row):
            return False
        if not texts:
            return self.reading.owner is not None
        if not first:
            return self._text_carries_on(texts, levels)
        previous = self._level_draft(levels[0])
        if previous is None:
            return False
        before = previous.lines.get("text", [""])[-1]
        if not self._is_coded():
            return is_unfinished(before) or (
                goes_on(first) and not goes_on(previous.lines.get("text", [""])[0])
            )
        if self._number_is_missing(row, previous) and len(cells) > 1:
            return False
        return goes_on(first) or is_unfinished(before) or len(cells) == 1

    def _text_carries_on(self, texts: dict[Column, str], levels: tuple[Column, ...]) -> bool:
        """A lower level's text under a blank parent: more of the last one, or one more."""
        column = next(level for level in levels if level in texts)
        previous = self._level_draft(column)
        if previous is None:
            return False
        lines = previous.lines.get("text", [""])
        return is_unfinished(lines[-1]) or (goes_on(texts[column]) and not goes_on(lines[0]))

    def _carry_on(self, row: Row, header: Header, cells: list[tuple[Cell, Column | None]]) -> None:
        owner = self.reading.owner
        for cell, column in cells:
            if column is None or not column.is_level:
                continue
            draft = self._level_draft(column) or owner
            for paragraph in paragraphs_of(self.table, row, cell):
                if draft is None:
                    self.ledger.leave(paragraph, "It carries on from nothing.")
                else:
                    draft = self._carry_text(row, column, header, draft, paragraph, cell)
        self._give_fields(row, header, cells, joins=True)
        if owner is not None:
            owner.last_row = max(owner.last_row, row.number)
            sentence = f"Row {row.number} carries on from the row before. Check that the wording reads on."
            owner.flag("carried_on", sentence, "text")

    def _carry_text(
        self, row: Row, column: Column, header: Header, draft: Draft, paragraph: Paragraph, cell: Cell
    ) -> Draft:
        before = draft.lines.get("text", [""])[-1]
        is_lowest = column is header.levels[-1] and len(header.levels) > 1
        if is_lowest and not (goes_on(paragraph.text) or is_unfinished(before)):
            key = f"{self._key(row)}.{paragraph.number}"
            new = self._begin(row, cell, column, header, [paragraph], key)
            if self.reading.owner is not None and new.parent is self.reading.owner:
                self.reading.owner.actions.append(new)
            return new
        joins = paragraph.number == 1 or goes_on(paragraph.text)
        self._place_text(draft, paragraph, is_first=False, joins=joins)
        return draft

    # Small questions

    def _parents_own_rows(self) -> bool:
        return self.reading.header_texts in self.reading.shared_rows

    def _level_draft(self, column: Column | None) -> Draft | None:
        """The last entry of a column's level, or of the highest level in the header."""
        header = self.reading.header
        if header is None:
            return None
        return self.reading.current.get((column or header.levels[0]).kind)

    def _is_coded(self) -> bool:
        """Whether most of the latest entries of the first level have a code."""
        header = self.reading.header
        kind = header.levels[0].kind if header else None
        latest = self.reading.latest.get(kind, ()) if kind else ()
        return bool(latest) and sum(bool(draft.printed_code) for draft in latest) * 2 > len(latest)

    def _number_is_missing(self, row: Row, previous: Draft) -> bool:
        number, following = number_of(previous.printed_code), self.next_number.get(row.number)
        return number is not None and following == number + 2

    def _code_question(self, row: Row) -> str:
        """What to ask of a row without a code: a page break can swallow one."""
        following = self.next_number.get(row.number)
        asked = f" Is it {following - 1}?" if following and following > 1 else ""
        return f"This row has no code, where its neighbours have one.{asked}"

    def _code(self, row: Row) -> str:
        header = self.reading.header
        return _code_in(header, row) if header else ""

    def _key(self, row: Row) -> str:
        return f"t{self.table.number}r{row.number}"


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
    at = 0
    if match and first.text[match.end() :].strip():
        draft.printed_code = match["code"]
        at = match.end()
    elif not match:
        draft.printed_code, at = split_code(first.text)
        if not first.text[at:].strip():
            draft.printed_code, at = "", 0
    word_ends = match.start("code") if match and at else 0
    reading.ledger.place(first, "label", draft=draft, end=word_ends)
    reading.ledger.place(first, "code", draft=draft, start=word_ends, end=at)
    draft.add("text", reading.ledger.place(first, "text", draft=draft, start=at))
    for paragraph in paragraphs[1:]:
        draft.add("text", reading.ledger.place(paragraph, "text", draft=draft))
    return draft


def _code_in(header: Header, row: Row) -> str:
    """The code a row prints: in its code column, or before the words of its first level."""
    for cell in row.filled:
        column = header.column_of(cell, row)
        if column is not None and column.role is Role.CODE and not cell.continues:
            return clean_code(cell.text)
        if column is header.levels[0] and not cell.continues:
            code, _ = split_code(cell.paragraphs[0])
            if code:
                return code
    return ""


def shared_rows(tables: Iterable[Table]) -> frozenset[tuple[str, ...]]:
    """The headers, by their texts, under which a row is one parent with several entries in a cell.

    Decided over all rows under all headers of that text, since a header is repeated on every page and
    the rows of one page may be of either sort.
    """
    bodies: dict[tuple[str, ...], tuple[Header, list[Row]]] = {}
    texts: tuple[str, ...] = ()
    for table in tables:
        for row in table.rows:
            if not row.filled:
                continue
            if (header := read_header(row, earlier=frozenset(bodies))) is not None:
                texts = texts_of(row)
                bodies.setdefault(texts, (header, []))
            elif texts:
                bodies[texts][1].append(row)
    return frozenset(texts for texts, (header, rows) in bodies.items() if _are_shared(header, rows))


def _are_shared(header: Header, rows: list[Row]) -> bool:
    levels = header.levels
    if len(levels) < 2:
        return False
    several = one_each = 0
    for row in rows:
        filled = {header.column_of(cell, row): cell for cell in row.filled if not cell.continues}
        lowest, parent = filled.get(levels[-1]), filled.get(levels[-2])
        if lowest is None:
            continue
        several += parent is not None and parent.rows == 1 and len(lowest.paragraphs) > 1
        one_each += parent is None or parent.rows > 1
    return several > one_each


def first_number(table: Table) -> int | None:
    """The first whole number that a plan's table prints as a code."""
    header: Header | None = None
    for row in table.rows:
        if not row.filled:
            continue
        found = read_header(row)
        header = found or header
        if found is None and header is not None and (number := number_of(_code_in(header, row))) is not None:
            return number
    return None


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
