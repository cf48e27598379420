"""Recognises a header row: which column holds what.

A row is a header when most of its filled cells are headings the vocabulary knows, and one of them is a
level of a plan. "Outcome" to the right of a level is what that level is for; on the left it is a level.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from quorate.domain.imports.codes import clean_code, is_code_alone, split_code
from quorate.domain.imports.source import Cell, Row
from quorate.domain.imports.vocabulary import COLUMN_WORDS, KIND_OF, LEVELS, PLURAL_LEVELS, RANK_OF, Role
from quorate.domain.plans.facts import EntryKind

_LONGEST_HEADING = 15
"""Words: a longer cell is text, not a heading."""
_LEVEL_ROLES = [role for role, _ in LEVELS]


@dataclass(frozen=True, slots=True)
class Column:
    """One recognised column: its grid columns (both inclusive), its role, and the paper's own heading.

    `role` None is a column Quorate has no field for. `is_level` is false for an outcome that stands
    beside a level. `is_plural` says that a cell may hold several entries.
    """

    first: int
    last: int
    role: Role | None
    heading: str
    is_level: bool = False
    is_plural: bool = False

    @property
    def kind(self) -> EntryKind:
        """The level's kind; only for a level."""
        return KIND_OF[self.role]  # type: ignore[index]


@dataclass(frozen=True, slots=True)
class Header:
    """A header row's columns in order."""

    row: int
    columns: tuple[Column, ...]

    @property
    def levels(self) -> tuple[Column, ...]:
        """The level columns, highest level first."""
        return tuple(sorted((c for c in self.columns if c.is_level), key=lambda c: RANK_OF[c.kind]))

    def has(self, role: Role) -> bool:
        """Whether a column of that role stands in it."""
        return any(column.role is role for column in self.columns)

    def column_of(self, cell: Cell, row: Row) -> Column | None:
        """The column a body cell belongs to.

        By its place in the row when both rows have as many cells, since Word's grid is often ragged;
        otherwise by where it starts.
        """
        if len(row.cells) == len(self.columns):
            return self.columns[row.cells.index(cell)]
        return self.column_over(cell)

    def column_over(self, cell: Cell) -> Column | None:
        """The column that stands where the cell starts."""
        return next((c for c in self.columns if c.first <= cell.column <= c.last), None)


def read_header(row: Row, *, earlier: frozenset[tuple[str, ...]] = frozenset()) -> Header | None:
    """The row as a header, or None when it is not one.

    Below a first header (`earlier` holds the texts of those seen) a row must repeat one of them, or be
    made of known headings alone: the words of a body cell may well begin like a heading.
    """
    filled = row.filled
    if earlier and texts_of(row) not in earlier and not all(_is_exact(cell.text) for cell in filled):
        return None
    if len(filled) < 2 or any(len(cell.text.split()) > _LONGEST_HEADING for cell in filled):
        return None
    columns: list[Column] = []
    for cell in row.cells:
        heading = " ".join(cell.text.split())
        role = role_of(heading) if heading else None
        columns.append(Column(cell.column, cell.column + cell.columns - 1, role, heading))
    known = [c for c in columns if c.role]
    if len(known) < 2 or len(known) * 2 < len(filled):
        return None
    columns = _with_levels(columns)
    if not any(c.is_level for c in columns):
        return None
    return Header(row.number, tuple(_with_code(columns)))


def below_header(header: Header, row: Row) -> Header | None:
    """The header made of two rows, when this one stands right below it and parts its wide columns.

    "Delivery" over "Lead" and "Target date". Words may stand under wide columns only, and one of them must
    be a known heading: a first row of entries has words elsewhere.
    """
    over = [
        (cell, next((c for c in header.columns if c.first <= cell.column <= c.last), None))
        for cell in row.cells
    ]
    said = [(cell, above) for cell, above in over if cell.paragraphs and not cell.continues]
    is_below = said and all(
        above is not None and above.last > above.first and len(cell.text.split()) <= _LONGEST_HEADING
        for cell, above in said
    )
    if not is_below or not any(_is_exact(cell.text) for cell, _ in said):
        return None
    parted = {above for _, above in said}
    columns: list[Column] = []
    for cell, above in over:
        if above is None:
            return None
        if above in parted:
            heading = " ".join(cell.text.split())
            role = role_of(heading) if heading else None
            whole = f"{above.heading}: {heading}" if heading else above.heading
            columns.append(Column(cell.column, cell.column + cell.columns - 1, role or above.role, whole))
        elif not any(above.first == column.first for column in columns):
            columns.append(Column(above.first, above.last, above.role, above.heading))
    columns = _with_levels(columns)
    return Header(row.number, tuple(_with_code(columns))) if any(c.is_level for c in columns) else None


def texts_of(row: Row) -> tuple[str, ...]:
    """A row's texts, by which a repeated header is known."""
    return tuple(" ".join(cell.text.split()).lower() for cell in row.filled)


def _is_exact(text: str) -> bool:
    return len(text) < 60 and any(_normal(text) in phrases for phrases in COLUMN_WORDS.values())


@lru_cache(maxsize=4096)
def role_of(heading: str) -> Role | None:
    """What a heading's words say the column holds, or None.

    The longest phrase the heading begins with counts; failing that, a phrase it ends with.
    """
    words = _normal(heading)
    best: tuple[int, Role] | None = None
    for role, phrases in COLUMN_WORDS.items():
        for phrase in phrases:
            if words == phrase:
                return role
            fits = words.startswith(phrase + " ") or (words.endswith(" " + phrase) and role is not Role.CODE)
            if fits and len(words.split()) <= _LONGEST_HEADING:
                score = len(phrase) + (1000 if words.startswith(phrase + " ") else 0)
                best = max(best or (0, role), (score, role), key=lambda found: found[0])
    return best[1] if best else None


def _normal(heading: str) -> str:
    return " ".join(re.sub(r"[^a-z ]+", " ", heading.lower().replace("&", " and ")).split())


def _with_levels(columns: list[Column]) -> list[Column]:
    marked: list[Column] = []
    seen: list[Role] = []
    for column in columns:
        is_level = column.role in _LEVEL_ROLES and column.role not in seen
        if column.role is Role.OUTCOME and any(
            role is not Role.PRIORITY and role is not Role.SECTION for role in seen
        ):
            is_level = False
        if is_level and column.role:
            seen.append(column.role)
        marked.append(
            Column(
                column.first,
                column.last,
                column.role,
                column.heading,
                is_level=is_level,
                is_plural=is_level and bool(PLURAL_LEVELS.search(column.heading)),
            )
        )
    return marked


def _with_code(columns: list[Column]) -> list[Column]:
    """A column without a heading, left of the first level, holds the codes."""
    first_level = next(n for n, column in enumerate(columns) if column.is_level)
    if first_level and not any(c.role is Role.CODE for c in columns):
        nearest = columns[first_level - 1]
        if not nearest.heading:
            columns[first_level - 1] = Column(nearest.first, nearest.last, Role.CODE, "")
    return columns


def code_in(header: Header, row: Row) -> str:
    """The code a row prints: in its code column, or before the words of its first level.

    Under a heading over two columns it may stand in the first of them alone.
    """
    first_level = header.levels[0]
    own = [cell for cell in row.filled if header.column_of(cell, row) is first_level and not cell.continues]
    for cell in row.filled:
        column = header.column_of(cell, row)
        if column is not None and column.role is Role.CODE and not cell.continues:
            return clean_code(cell.text)
        if column is first_level and not cell.continues:
            if len(own) > 1 and is_code_alone(own[0].text):
                return clean_code(own[0].text)
            code, _ = split_code(cell.paragraphs[0])
            if code:
                return code
    return ""
