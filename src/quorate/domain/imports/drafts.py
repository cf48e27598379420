"""The importer's workbench: entries as they grow, and the ledger of where every stretch of text went."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from quorate.domain.imports.proposal import Flag, Placed, Span, Unplaced
from quorate.domain.imports.source import Block, Cell, Row, Table
from quorate.domain.imports.vocabulary import CARRIES_ON, Role
from quorate.domain.plans.facts import EntryKind

_BULLET = re.compile(r"^\s*(?:[•●▪■◦‣·*]\s*|[-–—o]\s+)(?=\S)")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph with its address."""

    table: int
    row: int
    column: int
    number: int
    text: str
    place: str


def paragraphs_of(table: Table, row: Row, cell: Cell) -> Iterator[Paragraph]:
    """A cell's paragraphs in order."""
    place = table.place(row.number, cell.column)
    for n, text in enumerate(cell.paragraphs, 1):
        yield Paragraph(table.number, row.number, cell.column, n, text, place)


def paragraph_of(block: Block) -> Paragraph:
    """A block as a paragraph."""
    return Paragraph(0, block.number, 0, 1, block.text, block.place)


@dataclass(slots=True)
class Draft:
    """An entry as it grows.

    `lines` holds each field's paragraphs; `last_row` is the last row it drew on; `covers` the rows its own
    cell is merged over (inclusive); `actions` what shares its row.
    """

    key: str
    kind: EntryKind
    word: str
    table: int
    first_row: int
    place: str
    parent: "Draft | None" = None
    printed_code: str = ""
    last_row: int = 0
    covers: tuple[int, int] = (0, 0)
    lines: dict[str, list[str]] = field(default_factory=dict)
    cells: dict[tuple[int, int], None] = field(default_factory=dict)
    flags: dict[str, Flag] = field(default_factory=dict)
    actions: list["Draft"] = field(default_factory=list)
    narrative: Role = Role.PROGRESS
    fields_in_table: frozenset[str] = frozenset()
    owns_row: bool = False

    def add(self, name: str, text: str, *, joins: bool = False) -> None:
        """One more paragraph of a field, or the rest of its last one."""
        lines = self.lines.setdefault(name, [])
        words = " ".join(text.split())
        if joins and lines:
            lines[-1] = join(lines[-1], words)
        elif words:
            lines.append(words)

    def flag(self, code: str, sentence: str, name: str = "", *, answer: str = "", reply: str = "") -> None:
        """Something to look at; one of a kind."""
        self.ask(Flag(code, sentence, name, answer, reply))

    def ask(self, flag: Flag) -> None:
        """A question; the same one about the same words is asked once."""
        self.flags.setdefault(flag.key, flag)

    def touch(self, paragraph: Paragraph) -> None:
        """Remember the cell it drew on."""
        if paragraph.table == self.table:
            self.cells[paragraph.row, paragraph.column] = None
            self.last_row = max(self.last_row, paragraph.row)


@dataclass(slots=True)
class Ledger:
    """Where every stretch of text went. Each is placed once or listed once."""

    placed: list[Placed] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)

    def place(
        self,
        paragraph: Paragraph,
        name: str,
        *,
        draft: Draft | None = None,
        start: int = 0,
        end: int | None = None,
    ) -> str:
        """Put a stretch into a field; returns its text."""
        span = _span(paragraph, start, end)
        if span is None:
            return ""
        if draft is not None:
            draft.touch(paragraph)
        self.placed.append(Placed(span, name, draft.key if draft else ""))
        return span.text

    def give_back_code(self, draft: Draft) -> None:
        """Make the code printed before an entry's words the first of its words after all."""
        for n, placed in enumerate(self.placed):
            if placed.entry == draft.key and placed.field == "code":
                self.placed[n] = Placed(placed.span, "text", draft.key)
                first, *rest = draft.lines.get("text") or [""]
                draft.lines["text"] = [f"{placed.span.text} {first}".strip(), *rest]
                return

    def leave(self, paragraph: Paragraph, why: str) -> None:
        """List a paragraph as not placed."""
        if (span := _span(paragraph, 0, None)) is not None:
            self.unplaced.append(Unplaced(f"u{len(self.unplaced) + 1}", span, why))


def _span(paragraph: Paragraph, start: int, end: int | None) -> Span | None:
    """The stretch without the blanks around it, or None when nothing is left."""
    text = paragraph.text[start:end]
    stripped = text.strip()
    if not stripped:
        return None
    start += len(text) - len(text.lstrip())
    return Span(
        paragraph.table,
        paragraph.row,
        paragraph.column,
        paragraph.number,
        start,
        start + len(stripped),
        stripped,
        paragraph.place,
    )


def bullet_end(text: str) -> int:
    """Where the words begin after a bullet.

    >>> bullet_end("• Fund it"), bullet_end("Fund it")
    (2, 0)
    """
    match = _BULLET.match(text)
    return match.end() if match else 0


def join(before: str, after: str) -> str:
    """Two halves of a broken sentence; a word broken at its hyphen is made whole.

    >>> join("co-", "ordinate"), join("to", "fund")
    ('co-ordinate', 'to fund')
    """
    if re.search(r"[A-Za-z]-$", before) and after[:1].islower():
        return before + after
    return f"{before} {after}"


def is_unfinished(text: str) -> bool:
    """Whether a text stops in the middle of a sentence.

    >>> is_unfinished("tried in Marlhaven by"), is_unfinished("Secure funding")
    (True, False)
    """
    text = text.strip()
    if not text:
        return False
    last = re.sub(r"[^a-z]", "", text.split()[-1].lower())
    open_bracket = text.count("(") > text.count(")")
    return (
        (last in CARRIES_ON and not text.endswith((".", "!", "?")))
        or text.endswith((",", "-"))
        or open_bracket
    )


def goes_on(text: str) -> bool:
    """Whether a text begins in the middle of a sentence: with a small letter.

    >>> goes_on("domestic abuse services."), goes_on("e-safety"), goes_on("Fund it")
    (True, True, False)
    """
    return text.strip()[:1].islower()
