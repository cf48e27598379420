"""Walks a document once and says of every paragraph under which label and after which stem it stands.

Terms documents are forms, tables of label and answer, numbered sections, or all three. A label or heading
holds until the next one. A stem is a line that its items complete ("Members will:"), and is what says whose
duty an item is. An answer may go on in the next row, whose label is then empty, and below its table.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from quorate.domain.imports.source import BlockKind, Row, SourceDocument
from quorate.domain.terms.reading.labels import (
    KIND_OF_PAPER,
    Topic,
    heads_seats,
    plain_label,
    topic_under,
)

BULLET = re.compile(r"^(?:[•●▪◦‣·∙○■□➢➤✓\uf0b7\uf0a7*]|[-–—o](?=\s))\s*")
_NUMBER = re.compile(r"^\(?\d{1,3}(?:\.\d{1,3})*[.)]?$")
_NUMBERED = re.compile(
    r"^\(?(?:\d{1,2}(?:\.\d{1,2})*[.)]|\d{1,2}(?:\.\d{1,2})+|\d{1,2}|[a-zA-Z][.)]|[ivx]+[.)])\s+(?=\S)"
)
_STEM_VERB = re.compile(
    r"\b(?:will|shall|must|should|may|is|are|to(?=:$)|include|includes|including|agree|agrees|expected"
    r"|responsible)\b|^to\b",
    re.I,
)
_WITH_ASIDE = re.compile(r"^(?P<head>[A-Z][^:.;()]{2,70}:)\s*\((?P<aside>[^()]+)\)\.?$")
"""A heading that goes on in brackets: "Relationship to others: (See Appendix B for the chart)."."""
_INLINE = re.compile(r"^(?P<label>[^:.;]{2,70}?)\s*(?::|\s[–-]\s)\s*(?P<value>\S.*)$", re.DOTALL)
_DANGLING = re.compile(
    r"(?:,|-|\b(?:a|an|and|at|be|before|between|but|by|each|every|for|from|in|into|its|least|more"
    r"|no|not|of|on|or|than"
    r"|that|the|their|this|to|which|will|with|within|shall|must|minimum|\d{1,3}|two|three|four|five"
    r"|six|seven|eight"
    r"|nine|ten|working|clear|calendar))$",
    re.I,
)
_TIMES = re.compile(r"(?<!\w)[x×] ?\d+$")
"""A number of seats, which no next line goes on with: "Children's services x 2"."""
_APPENDIX = re.compile(r"^(?:appendix|annex|annexe|schedule)\b", re.I)
_MOST_OF_A_NAME = 6
_TASK = re.compile(
    r"^(?:\w+ ){0,2}(?:agree|approve|adopt|review|develop|produce|monitor|receive|prepare|publish|oversee"
    r"|consider|deliver|maintain|support|set|note|update|implement|write|draft|sign|own|lead|will|shall|must"
    r"|is|are|has|have)s?\b",
    re.I,
)
_LEAST_SENTENCE = 4
_MOST_LABEL = 80
"""A longer text than this, in characters, is not a label."""
_KEPT = (
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.TEXT_BOX,
    BlockKind.FOOTNOTE,
    BlockKind.HEADER,
    BlockKind.FOOTER,
)
_COLUMN_HEADS = {
    "name": ("name", "names"),
    "role": (
        "member",
        "members",
        "role",
        "title",
        "job title",
        "position",
        "post",
        "designation",
        "seat",
        "representative",
        "job role",
        "role/title",
    ),
    "agency": (
        "organisation",
        "agency",
        "representing",
        "organization",
        "partner",
        "partner agency",
        "member organisation",
        "service",
    ),
    "aside": (
        "deputy",
        "named deputy",
        "substitute",
        "contact",
        "email",
        "e-mail",
        "telephone",
        "phone",
        "no",
    ),
    "status": ("status", "membership", "type", "category", "class", "core or advisory", "member type"),
}
"""What the heads of columns are called in a table of people and seats, by what they hold."""
_COLUMNS = {head: column for column, heads in _COLUMN_HEADS.items() for head in heads}
_KIND = r"(?:type|kind|class|category|level|status)"
_MEMBER = r"(?:(?:board|group|partnership) )?(?:members?|membership|seats?|representation)"
_STATUS = re.compile(
    rf"(?:the )?(?:{_KIND} of (?:the )?{_MEMBER}|{_MEMBER} {_KIND}|core ?(?:/|or|and) ?advisory)"
)
"""The head of a column that says of what class a seat is: "Type of membership", "Member status"."""


def _column(head: str) -> str:
    """What a column holds, by its head; a class of seats heads the column of their roles."""
    held = _COLUMNS.get(plain_label(head), "") or ("status" if _STATUS.fullmatch(plain_label(head)) else "")
    return held or ("role" if heads_seats(Topic.MEMBERSHIP, head) else "")


def _holds_twice(heads: Sequence[str]) -> bool:
    """Whether two columns hold the same, so that a row has no one seat."""
    known = [head for head in heads if head != "aside"]
    return len(set(known)) < len(known)


PEOPLE_TOPICS = (Topic.MEMBERSHIP, Topic.CHAIR, Topic.VICE_CHAIR, Topic.SECRETARY)


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph and what it stands under.

    `is_label` marks the label or heading itself; `is_blank` one that is followed by no answer. `cells`
    are the parts of a row that lists a person or seat, by name, role, agency and status.
    """

    text: str
    place: str
    topic: Topic | None = None
    label: str = ""
    sub_label: str = ""
    stem: str = ""
    section: str = ""
    is_label: bool = False
    is_blank: bool = False
    is_item: bool = False
    cells: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """A block, or a row with its cells."""

    place: str
    text: str = ""
    is_heading: bool = False
    is_aside: bool = False
    row: Row | None = None
    is_numbered: bool = False
    table: int = 0


def passages(source: SourceDocument) -> list[Passage]:
    """Every paragraph of the document in reading order."""
    walk = _Walk()
    for line in _lines(source):
        walk.take(line)
    return _joined(walk.finished())


def _lines(source: SourceDocument) -> Iterator[_Line]:
    tables = {table.number: table for table in source.tables}
    told: set[str] = set()
    waiting = iter(sorted(tables))
    following = next(waiting, None)
    for block in source.blocks:
        while following is not None and (block.before_table == 0 or following < block.before_table):
            yield from _rows(source, following)
            following = next(waiting, None)
        is_aside = block.kind not in (BlockKind.HEADING, BlockKind.PARAGRAPH)
        if block.kind not in _KEPT or (is_aside and block.text in told):
            continue
        told.add(block.text)
        yield _Line(block.place, block.text, block.kind is BlockKind.HEADING, is_aside)
    while following is not None:
        yield from _rows(source, following)
        following = next(waiting, None)


def _rows(source: SourceDocument, number: int) -> Iterator[_Line]:
    table = next(table for table in source.tables if table.number == number)
    for row in table.rows:
        if not row.filled:
            continue
        first = row.cells[0].text.strip()
        numbered = len(row.cells) > 2 and (not first or bool(_NUMBER.match(first)))
        yield _Line(table.place(row.number, 1), row=row, is_numbered=numbered, table=number)


class _Walk:
    """What is known at each line of the document from the lines before it."""

    def __init__(self) -> None:
        self.found: list[Passage] = []
        self.topic: Topic | None = None
        self.label = self.sub_label = self.stem = self.section = ""
        self.sub_topic: Topic | None = None
        self.has_numbers = self.saw_bullet = self.has_bare_bullet = False
        self.columns: tuple[str, ...] = ()
        self.table = 0
        self.is_answered = False

    def finished(self) -> list[Passage]:
        """The passages, the labels without an answer marked."""
        marked = []
        for n, passage in enumerate(self.found):
            after = self.found[n + 1] if n + 1 < len(self.found) else None
            blank = passage.is_blank and (after is None or after.is_label or after.label != passage.text)
            marked.append(replace(passage, is_blank=blank))
        return marked

    def take(self, line: _Line) -> None:
        if line.row is not None:
            self._row(line, line.row)
        elif line.is_aside:
            before = (self.topic, self.label, self.sub_label, self.sub_topic, self.stem)
            self.topic, self.label, self.sub_label, self.sub_topic, self.stem = None, "", "", None, ""
            self._paragraph(line.text, line.place)
            self.topic, self.label, self.sub_label, self.sub_topic, self.stem = before
        elif line.is_heading:
            self._head(line.text, line.place)
        else:
            self._paragraph(line.text, line.place)

    # rows

    def _row(self, line: _Line, row: Row) -> None:
        if line.table != self.table:
            self.columns, self.table = (), line.table
        cells = [" ".join(" ".join(c.paragraphs).split()) for c in row.cells if not c.continues]
        filled = [cell for cell in cells if cell]
        heads_of = [_column(cell) for cell in filled]
        if len(filled) > 1 and all(heads_of) and not _holds_twice(heads_of):
            self.columns = tuple(map(_column, cells))
            heads = next((cell for cell in filled if heads_seats(Topic.MEMBERSHIP, cell)), "")
            if heads or self.topic not in PEOPLE_TOPICS:
                self._set(Topic.MEMBERSHIP, heads or self.label)
            return
        if len(filled) == 1 and heads_seats(self.topic, filled[0]):
            self._set(Topic.MEMBERSHIP, filled[0])
            self._add(filled[0], line.place, is_label=True, is_blank=True)
            return
        paragraphs = [c.paragraphs for c in row.cells if not c.continues]
        is_sub = line.is_numbered and not cells[0] and self.has_numbers
        if self.columns and len(cells) == len(self.columns):
            self._person(line, tuple(zip(self.columns, cells, strict=True)))
            return
        if line.is_numbered:
            self.has_numbers = self.has_numbers or bool(cells[0])
            cells, paragraphs = cells[1:], paragraphs[1:]
            filled = [cell for cell in cells if cell]
        if (is_sub or self._lists_people(cells)) and self.topic in PEOPLE_TOPICS and len(filled) == 2:
            self._person(
                line, tuple(zip(("name", "role") if is_sub else ("role", "beside"), filled, strict=True))
            )
            return
        self._label_and_answer(line, cells, paragraphs, is_sub=is_sub)

    def _lists_people(self, cells: Sequence[str]) -> bool:
        """A row of a table under "Membership" with no label of its own, such as a role and its agency."""
        if self.topic is not Topic.MEMBERSHIP or len(cells) != 2 or not cells[0] or self._topic(cells[0]):
            return False
        is_short = len(cells[0]) <= _MOST_LABEL and not cells[0].endswith(":")
        return is_short and self.found[-1].label == self.label and self._in_people_table

    def _may_list(self, cells: Sequence[str]) -> bool:
        """A short row below the empty label "Membership" of its own table: who is which, nobody can say."""
        label = next((passage for passage in reversed(self.found) if passage.is_label), None)
        if label is None or label.topic is not Topic.MEMBERSHIP or not label.is_blank:
            return False
        is_below = label.place.startswith(f"table {self.table},")
        return is_below and all(len(cell.split()) <= _MOST_OF_A_NAME and cell[-1:] != "." for cell in cells)

    @property
    def _in_people_table(self) -> bool:
        """Whether the last label was a heading above the table and not a row of it."""
        return not any(
            p.is_label and p.place.startswith(f"table {self.table},") and not heads_seats(p.topic, p.text)
            for p in self.found[-40:]
        )

    def _person(self, line: _Line, cells: tuple[tuple[str, str], ...]) -> None:
        text = next((words for column, words in cells if column == "role" and words), "") or " ".join(
            words for column, words in cells if words and column not in ("name", "aside")
        )
        self._add(text or "", line.place, cells=cells)

    def _label_and_answer(
        self, line: _Line, cells: Sequence[str], paragraphs: Sequence[tuple[str, ...]], *, is_sub: bool
    ) -> None:
        filled = [n for n, cell in enumerate(cells) if cell]
        if not filled:
            return
        first = filled[0]
        if len(cells) > 1 and first == 0 and not is_sub and len(cells[0]) <= _MOST_LABEL:
            topic, blank = topic_under(self.topic, cells[0]), filled == [0]
            if topic is None and not blank and self._may_list(cells):
                self._add(": ".join(cells[n] for n in filled), line.place)
                return
            self._set(topic, cells[0])
            self._add(cells[0], line.place, is_label=True, is_blank=blank)
            filled = filled[1:]
        elif is_sub and len(filled) > 1:
            filled = filled[1:]  # a sub-row's own name; its answer goes on from the row above
        for n in filled:
            for text in paragraphs[n]:
                self._paragraph(text, line.place, in_cell=True)

    # paragraphs

    def _topic(self, label: str) -> Topic | None:
        return topic_under(self.sub_topic or self.topic, label)

    def _head(self, text: str, place: str) -> None:
        inline = _INLINE.match(text)
        if inline and self._topic(inline["label"]):
            self._paragraph(text, place)
            return
        self.section = text
        self._set(self._topic(text), text)
        self._add(text, place, is_label=True, is_blank=True)

    def _paragraph(self, text: str, place: str, *, in_cell: bool = False) -> None:
        text = " ".join(text.split())
        is_item = bool(BULLET.match(text)) or self.has_bare_bullet
        text = BULLET.sub("", text) if is_item else text
        self.has_bare_bullet = is_item and not text  # its words are on the next line
        if not text:
            return
        self._end_stem(text, is_item=is_item)
        if self.is_answered and not in_cell and not is_item and _is_sentence(text):
            self._set(None, "")  # running text behind "Review date: 31 January" is no answer to it
        if not is_item and (self._is_label_line(text) or (not in_cell and self._names_a_paper(text))):
            self._sub_head(text, place, in_cell=in_cell)
            return
        with_aside = None if is_item else _WITH_ASIDE.match(text)
        if with_aside:
            self._stem_or_sub_head(with_aside["head"], place, in_cell=in_cell)
            self._add(with_aside["aside"], place)
            return
        inline = _INLINE.match(text)
        if inline and not self.stem:
            topic = self._topic(inline["label"])
            if topic is not None and len(inline["label"]) <= _MOST_LABEL:
                self._inline(
                    place, label=inline["label"], answer=inline["value"], topic=topic, in_cell=in_cell
                )
                return
        if text.endswith(":"):
            self._stem_or_sub_head(text, place, in_cell=in_cell, is_item=is_item)
            return
        self._add(text, place, is_item=is_item)

    def _end_stem(self, text: str, *, is_item: bool) -> None:
        if self.stem and self.saw_bullet and not is_item and not text[:1].islower():
            self.stem, self.saw_bullet = "", False
        self.saw_bullet = self.saw_bullet or (is_item and bool(self.stem))

    def _is_label_line(self, text: str) -> bool:
        """A short line of its own that is a heading though nothing marks it as one."""
        bare = _NUMBERED.sub("", text)
        if len(text) > _MOST_LABEL or (
            text.endswith((".", ";", ",")) and self._topic(text.rstrip(".")) is None
        ):
            return False
        if self._topic(text) is not None and not (text[:1].islower()) and not text.endswith("."):
            return True
        has_capitals = bare.isupper() and len(bare) > 3 and not any(c.isdigit() for c in bare)
        return bool(has_capitals or (_APPENDIX.match(text) and not text.endswith((".", ";"))))

    def _names_a_paper(self, text: str) -> bool:
        """A short line that names a kind of paper: "Delivery plan", and not the task "Agree the strategy"."""
        is_short = len(text.split()) <= _MOST_OF_A_NAME or text.lower().startswith("minutes of")
        is_name = is_short and text[:1].isupper() and not self.stem and not text.endswith((".", ";", ","))
        return is_name and bool(KIND_OF_PAPER.match(text)) and not _TASK.match(text)

    def _sub_head(self, text: str, place: str, *, in_cell: bool) -> None:
        topic = self._topic(text)
        if in_cell:
            self._set_sub(topic, text)
        else:
            self.section = text
            self._set(topic, text)
        self._add(text, place, is_label=True, is_blank=True)

    def _inline(self, place: str, *, label: str, answer: str, topic: Topic, in_cell: bool) -> None:
        if in_cell:
            self._set_sub(topic, label)
        else:
            self._set(topic, label)
        self._add(label, place, is_label=True)
        inner = _INLINE.match(answer) if topic is Topic.MEMBERSHIP else None
        if inner and self._topic(inner["label"]) is topic:
            self._inline(place, label=inner["label"], answer=inner["value"], topic=topic, in_cell=True)
        elif answer.endswith(":"):
            self._stem_or_sub_head(answer, place, in_cell=in_cell)
        else:
            self._add(answer, place)
            self.is_answered = not in_cell and topic is not Topic.MEMBERSHIP

    def _stem_or_sub_head(self, text: str, place: str, *, in_cell: bool, is_item: bool = False) -> None:
        """Take a line that ends in a colon. "The Board will:" is a stem, "Advisory members:" a heading."""
        head, _, rest = text[:-1].rpartition(": ")
        last = f"{rest}:"
        if head and _STEM_VERB.search(last):
            self._set_sub(self._topic(head), head)
            self._add(head, place, is_label=True)
        if _STEM_VERB.search(last):
            self.stem, self.saw_bullet = last, False
            self._add(last, place, is_item=is_item)
            return
        if in_cell or self.topic is Topic.MEMBERSHIP:
            self._set_sub(self._topic(text), text)
        else:
            self._set(self._topic(text), text)
        self._add(text, place, is_label=True, is_blank=True)

    def _set(self, topic: Topic | None, label: str) -> None:
        self.topic, self.label, self.is_answered = topic, label, False
        self.sub_label, self.sub_topic, self.stem, self.saw_bullet = "", None, "", False

    def _set_sub(self, topic: Topic | None, label: str) -> None:
        self.sub_label, self.sub_topic, self.stem, self.saw_bullet = label, topic, "", False

    def _add(
        self,
        text: str,
        place: str,
        *,
        is_label: bool = False,
        is_blank: bool = False,
        is_item: bool = False,
        cells: tuple[tuple[str, str], ...] = (),
    ) -> None:
        self.found.append(
            Passage(
                text=text,
                place=place,
                topic=self.sub_topic or self.topic,
                label=self.label,
                sub_label=self.sub_label,
                stem="" if is_label or self.stem == text else self.stem,
                section=self.section,
                is_label=is_label,
                is_blank=is_blank,
                is_item=is_item,
                cells=cells,
            )
        )


def _is_sentence(text: str) -> bool:
    return text[:1].isupper() and text.endswith(".") and len(text.split()) >= _LEAST_SENTENCE


def _joined(found: list[Passage]) -> list[Passage]:
    """The same with a sentence that was broken off put together with the paragraph it goes on in."""
    kept: list[Passage] = []
    for passage in found:
        last = kept[-1] if kept else None
        if last is not None and _goes_on(last, passage):
            kept[-1] = replace(last, text=f"{last.text} {passage.text}")
        else:
            kept.append(passage)
    return kept


def _goes_on(last: Passage, passage: Passage) -> bool:
    if last.is_label or passage.is_label or passage.is_item or last.cells or passage.cells:
        return False
    if _TIMES.search(last.text):
        return False
    if (
        last.label != passage.label
        or last.sub_label != passage.sub_label
        or last.text.endswith((".", ":", ";", "!", "?"))
    ):
        return False
    if _NUMBERED.match(passage.text):
        return bool(_DANGLING.search(last.text)) and not re.match(
            r"^\(?\d{1,2}(?:\.\d{1,2})*[.)]", passage.text
        )
    if _DANGLING.search(last.text):
        return not re.search(r"\b(?:and|or),?$", last.text) or not last.stem
    return passage.text[:1].islower() and not last.stem and not last.is_item
