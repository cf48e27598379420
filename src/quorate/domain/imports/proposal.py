"""What an import proposes: entries, what was not placed, and where every word of the source went.

Nothing here is in the plan yet. The proposal is shown beside its source, mended, and accepted whole or
not at all. Every stretch of the source's text is held by exactly one `Placed` or one `Unplaced`:
`unaccounted` says where that fails, and it never may.
"""

import json
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date

from quorate.domain.imports.json_values import from_plain, to_plain
from quorate.domain.imports.source import SourceDocument
from quorate.domain.kernel.words import day
from quorate.domain.plans.facts import EntryKind, Lead, Measure, Rating, Status, Target


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one paragraph: `text` is what stands from `start` up to but not including `end`.

    `table` is 0 outside tables, and `row` is then the block's number. `column` and `paragraph` count
    from 1. `place` says it in words.
    """

    table: int
    row: int
    column: int
    paragraph: int
    start: int
    end: int
    text: str
    place: str

    @property
    def address(self) -> tuple[int, int, int, int]:
        """The paragraph it is part of."""
        return (self.table, self.row, self.column, self.paragraph)


@dataclass(frozen=True, slots=True)
class Placed:
    """A stretch of text that went into an entry's field, or was recognised as a heading or a label.

    `field` is an entry's field, or "header" (a column heading), "label" ("Progress:"), "repeat" (the
    parent's words printed again) or "title" (the plan's own name). `entry` is empty for a header and a
    title.
    """

    span: Span
    field: str
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Text that went into no field, and why, in a sentence."""

    key: str
    span: Span
    why: str


@dataclass(frozen=True, slots=True)
class Flag:
    """Something for the coordinator to look at. `code` is stable; `field` is the entry's field, if one.

    `answer` is what the field would say if the sentence's own suggestion is right, or empty; `reply` says
    that suggestion in words where the answer alone would not. `about` is the one lead asked about, as
    printed, where several may be asked the same: the answer is then what to say in its place.
    """

    code: str
    sentence: str
    field: str = ""
    answer: str = ""
    reply: str = ""
    about: str = ""

    @property
    def key(self) -> str:
        """What tells it from the entry's other questions."""
        return f"{self.code}:{self.about}" if self.about else self.code


@dataclass(frozen=True, slots=True)
class EntrySource:
    """The cells an entry came from: table (0 outside tables), rows (inclusive), cells as (row, column)."""

    table: int
    first_row: int
    last_row: int
    cells: tuple[tuple[int, int], ...]
    place: str


@dataclass(frozen=True, slots=True)
class ProposedEntry:
    """One entry as found.

    `key` names it within this proposal and stays the same when the same file is read again. `word` is the
    paper's own word for its level. `code` carries its parent's number where the paper prints a letter
    alone; `printed_code` is as printed. `title` is the short name before a dash, or empty; `text` is
    the whole wording. `status_raw` is a status cell as printed. `mended` lists
    fields the coordinator has changed, whose source words stay beside them.
    """

    key: str
    kind: EntryKind
    word: str
    text: str
    source: EntrySource
    code: str = ""
    printed_code: str = ""
    title: str = ""
    parent: str = ""
    order: int = 0
    outcome: str = ""
    leads: tuple[Lead, ...] = ()
    targets: tuple[Target, ...] = ()
    measures: tuple[Measure, ...] = ()
    progress: str = ""
    barrier: str = ""
    status: Status | None = None
    rating: Rating = Rating.NONE
    status_raw: str = ""
    flags: tuple[Flag, ...] = ()
    mended: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """Everything found in one file, in the file's order.

    `reporting_date` is the last day of what the paper speaks for, or None; `reporting_precision` is "day" or
    "month"; `reporting_raw` the words it was read from.
    """

    name: str
    title: str = ""
    entries: tuple[ProposedEntry, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    placed: tuple[Placed, ...] = field(default=())
    warnings: tuple[str, ...] = ()
    reporting_date: date | None = None
    reporting_precision: str = ""
    reporting_raw: str = ""

    def entry(self, key: str) -> ProposedEntry | None:
        """The entry of that key, or None."""
        return next((entry for entry in self.entries if entry.key == key), None)

    @property
    def counts(self) -> dict[str, int]:
        """How many entries of each kind, in the order of the levels."""
        return {kind.value: n for kind in EntryKind if (n := sum(e.kind is kind for e in self.entries))}

    @property
    def words(self) -> dict[str, tuple[int, EntryKind]]:
        """How many entries under each of the paper's own words for a level."""
        found: dict[str, tuple[int, EntryKind]] = {}
        for entry in self.entries:
            word = (entry.word or entry.kind.value).lower()
            found[word] = (found.get(word, (0, entry.kind))[0] + 1, entry.kind)
        return found

    def to_json(self) -> str:
        """As text that `from_json` reads back to an equal proposal."""
        return json.dumps(self.to_plain(), ensure_ascii=False)

    def to_plain(self) -> dict[str, object]:
        """As plain values, with the counts added."""
        plain = to_plain(self)
        assert isinstance(plain, dict)  # noqa: S101 -- a dataclass is written as a dictionary
        return {**plain, "counts": self.counts}

    @classmethod
    def from_json(cls, text: str) -> "Proposal":
        """The proposal that `to_json` wrote."""
        return from_plain(cls, json.loads(text))


_NO_DAY_GIVEN = "Neither the paper nor the form gives a date"


def taken_to_speak_for(proposal: Proposal, on: date) -> Proposal:
    """The same, with a warning that nobody gave a day: all that it says would be dated so."""
    warning = (
        f"{_NO_DAY_GIVEN}, so it is taken to speak for {day(on)}, and what it reports would be dated so. "
        "If it speaks for another day, say for which."
    )
    return replace(proposal, warnings=(warning, *proposal.warnings))


def said_to_speak(proposal: Proposal) -> Proposal:
    """The same, once somebody has said for which day it speaks."""
    kept = tuple(one for one in proposal.warnings if not one.startswith(_NO_DAY_GIVEN))
    return replace(proposal, warnings=kept)


def unaccounted(source: SourceDocument, proposal: Proposal) -> tuple[str, ...]:
    """Every place where words of the source are in no field and on no list, or in two. Empty is the law."""
    spans: dict[tuple[int, int, int, int], list[Span]] = defaultdict(list)
    for span in [*(p.span for p in proposal.placed), *(u.span for u in proposal.unplaced)]:
        spans[span.address].append(span)
    faults = []
    for address, text in source.texts():
        at = 0
        for span in sorted(spans.pop(address, []), key=lambda each: (each.start, each.end)):
            if span.start < at:
                faults.append(f"{span.place}: “{span.text}” is placed twice")
            if text[at : span.start].strip():
                faults.append(f"{span.place}: “{text[at : span.start].strip()}” is lost")
            if text[span.start : span.end] != span.text:
                faults.append(f"{span.place}: “{span.text}” is not what stands there")
            at = max(at, span.end)
        if text[at:].strip():
            faults.append(f"{address}: “{text[at:].strip()}” is lost")
    return (*faults, *(f"{address}: not in the source" for address in spans))
