"""Rows of a table of members of which nothing was read: each is listed, so that no seat vanishes.

The heads of such a table may be other than those that are known. Then its rows are taken for labels with
answers, and an answer such as "Core" says nothing.
"""

import re
from collections.abc import Collection

from quorate.domain.imports.source import Row, SourceDocument, Table
from quorate.domain.terms.reading.found import Unread
from quorate.domain.terms.reading.labels import Topic, topic_of
from quorate.domain.terms.reading.names import is_surely_name, masked

_OF_MEMBERS = re.compile(
    r"\b(?:roles?|seats?|posts?|job titles?|positions?|members?|organi[sz]ations?|agency|agencies|partners?"
    r"|representatives?)\b",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(
    r"\b(?:actions?|tasks?|objectives?|outcomes?|priority|priorities|risks?|measures?|by when|deadline|due"
    r"|version|amendments?|changes?)\b",
    re.IGNORECASE,
)
_OFFICES = (None, Topic.MEMBERSHIP, Topic.CHAIR, Topic.VICE_CHAIR, Topic.SECRETARY)
"""What a row of members may begin with; any other label makes the table a form of labels and answers."""
_MOST_OF_A_HEAD = 5
_LEAST_ROWS = 2
_WHY = "It stands in a table that may list members, and nothing was read from it."


def rows_lost(source: SourceDocument, read: Collection[str], said: Collection[str]) -> list[Unread]:
    """The rows of members at places that were `read`, but for those of which something is `said`."""
    return [
        Unread("; ".join(map(_unnamed, _filled(row))), _WHY, place)
        for table in source.tables
        if _lists_members(table)
        for row in table.rows[1:]
        if (place := table.place(row.number, 1)) in read and place not in said and _filled(row)
    ]


def _lists_members(table: Table) -> bool:
    """Whether a table is headed like one of members and is no form of labels and answers."""
    head, *rows = [_filled(row) for row in table.rows] or [[]]
    rows = [row for row in rows if row]
    is_headed = len(head) > 1 and all(len(cell.split()) <= _MOST_OF_A_HEAD for cell in head)
    of_members = any(map(_OF_MEMBERS.search, head)) and not any(map(_OF_ANOTHER.search, head))
    no_form = all(topic_of(row[0]) in _OFFICES for row in rows)
    return is_headed and of_members and no_form and len(rows) >= _LEAST_ROWS


def _filled(row: Row) -> list[str]:
    cells = (" ".join(" ".join(cell.paragraphs).split()) for cell in row.cells if not cell.continues)
    return [cell for cell in cells if cell]


def _unnamed(cell: str) -> str:
    return masked(cell) if is_surely_name(cell) else cell
