"""Finds the tables of a document that are a plan, and looks ahead over them."""

from collections.abc import Iterable

from quorate.domain.imports.codes import number_of
from quorate.domain.imports.columns import Header, code_in, read_header, texts_of
from quorate.domain.imports.source import Row, SourceDocument, Table


def plan_tables(source: SourceDocument) -> frozenset[int]:
    """The numbers of the tables with a plan's header, and of those right after one that go on without it.

    A hidden sheet counts only where no other is a plan.
    """
    shown = _plan_tables(source, [table for table in source.tables if not table.is_hidden])
    return shown or _plan_tables(source, list(source.tables))


def _plan_tables(source: SourceDocument, among: list[Table]) -> frozenset[int]:
    found: set[int] = set()
    for table in among:
        has_header = any(read_header(row) for row in table.rows if row.filled)
        follows = table.number - 1 in found and not any(b.before_table == table.number for b in source.blocks)
        widths = [len(row.cells) for row in table.rows if row.filled]
        before = source.tables[table.number - 2].rows if follows else ()
        same_shape = (
            bool(widths)
            and not table.is_sheet
            and max(widths) == max((len(r.cells) for r in before), default=0)
        )
        if has_header or (follows and same_shape and max(widths) > 2):
            found.add(table.number)
    return frozenset(found)


def numbers_to_come(source: SourceDocument, plans: frozenset[int]) -> dict[int, int]:
    """For each table, the first number printed in the plan's tables after it."""
    later: dict[int, int] = {}
    following: int | None = None
    for table in reversed(source.tables):
        if following is not None:
            later[table.number] = following
        if table.number in plans and (number := _first_number(table)) is not None:
            following = number
    return later


def _first_number(table: Table) -> int | None:
    """The first whole number that a plan's table prints as a code."""
    header: Header | None = None
    for row in table.rows:
        if not row.filled:
            continue
        found = read_header(row)
        header = found or header
        if found is None and header is not None and (number := number_of(code_in(header, row))) is not None:
            return number
    return None


def numbers_below(
    table: Table, header: Header | None, headers: Iterable[tuple[str, ...]], following: int | None
) -> dict[int, int]:
    """For each row, the next number printed below it: a missing one shows by the gap.

    `header` is the one in force above the table, `headers` the texts of those seen, `following` the first
    number of the tables still to come.
    """
    seen = set(headers)
    numbers: list[tuple[int, int | None, bool]] = []
    for row in table.rows:
        if row.filled and (found := read_header(row, earlier=frozenset(seen))) is not None:
            if header is not None and found.levels[0].kind is not header.levels[0].kind:
                numbers.append((row.number, None, True))
            header = found
            seen.add(texts_of(row))
        elif row.filled and header is not None:
            numbers.append((row.number, number_of(code_in(header, row)), False))
    below: dict[int, int] = {}
    for row_number, number, changes_level in reversed(numbers):
        if following is not None:
            below[row_number] = following
        following = None if changes_level else number if number is not None else following
    return below


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
