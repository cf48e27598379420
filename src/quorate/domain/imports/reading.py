"""What has been read so far: over all tables of a document, and of the table in hand."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from quorate.domain.imports.codes import number_of
from quorate.domain.imports.columns import Column, Header, code_in
from quorate.domain.imports.drafts import Draft, Ledger, Paragraph, paragraphs_of
from quorate.domain.imports.source import Cell, Row, Table
from quorate.domain.imports.vocabulary import RANK_OF
from quorate.domain.plans.facts import EntryKind

_LATEST = 20
"""Entries looked back at to tell whether a list has codes."""


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

    def last_of(self, column: Column | None = None) -> Draft | None:
        """The entry in hand of a column's level, or of the highest level in the header."""
        if self.header is None:
            return None
        return self.current.get((column or self.header.levels[0]).kind)

    @property
    def is_coded(self) -> bool:
        """Whether most of the latest entries of the first level have a code."""
        kind = self.header.levels[0].kind if self.header else None
        latest = self.latest.get(kind, ()) if kind else ()
        return bool(latest) and sum(bool(draft.printed_code) for draft in latest) * 2 > len(latest)

    @property
    def parents_own_rows(self) -> bool:
        """Whether a row under this header is one parent with several entries in a cell."""
        return self.header_texts in self.shared_rows


@dataclass(slots=True)
class TableInHand:
    """The table being read. `next_number` is, for each row, the next number printed below it."""

    reading: Reading
    table: Table
    next_number: dict[int, int] = field(default_factory=dict)

    @property
    def ledger(self) -> Ledger:
        """Where its words are accounted for."""
        return self.reading.ledger

    def paragraphs(self, row: Row, cell: Cell) -> Iterator[Paragraph]:
        """A cell's paragraphs with their addresses."""
        return paragraphs_of(self.table, row, cell)

    def leave(self, row: Row, cell: Cell, why: str) -> None:
        """List a cell's words as not placed."""
        for paragraph in self.paragraphs(row, cell):
            self.ledger.leave(paragraph, why)

    def key(self, row: Row) -> str:
        """What an entry beginning in this row is called."""
        return f"t{self.table.number}r{row.number}"

    def code(self, row: Row) -> str:
        """The code a row prints, or nothing."""
        return code_in(self.reading.header, row) if self.reading.header else ""

    def number_is_missing(self, row: Row, previous: Draft) -> bool:
        """Whether just one number is passed over between the entry before a row and those below it."""
        number, following = number_of(previous.printed_code), self.next_number.get(row.number)
        return number is not None and following == number + 2
