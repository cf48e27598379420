"""What the agencies said of each statement, counted, and where the records differ from what was said."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from quorate.domain.membership.self_assessment import MARKED, Marked, Statement

LETTERS = {Marked.MET: "M", Marked.PARTLY: "P", Marked.NOT_MET: "N", Marked.NOT_FOR_US: "–"}
"""How a mark is written in the table of agencies, where the statements are columns."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one agency says of one statement, beside the records. Empty marks are not given, or not shown."""

    mark: str = ""
    letter: str = ""
    standing: str = ""
    words: str = ""
    record: str = ""
    differs: str = ""


@dataclass(frozen=True, slots=True)
class StatementSum:
    """One statement: how many gave each mark, in the order of `MARKED`, and whose answer differs.

    `differing` are an agency's name, the difference, and what the records show.
    """

    words: str
    counts: tuple[int, ...]
    differing: tuple[tuple[str, str, str], ...]


def summed(
    statements: Sequence[Statement], answers: Sequence[tuple[str, Sequence[Cell]]]
) -> tuple[StatementSum, ...]:
    """The statements in their order. `answers` are agencies' names with their cells in the same order."""
    return tuple(
        _sum(one, [(name, cells[place]) for name, cells in answers]) for place, one in enumerate(statements)
    )


def _sum(statement: Statement, cells: Sequence[tuple[str, Cell]]) -> StatementSum:
    given = Counter(cell.mark for _, cell in cells)
    return StatementSum(
        words=statement.words,
        counts=tuple(given[word] for word in MARKED.values()),
        differing=tuple((name, cell.differs, cell.record) for name, cell in cells if cell.differs),
    )
