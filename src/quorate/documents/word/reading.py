"""Reads a Word file into blocks and tables without losing a word a reader can see.

It goes through the XML itself: python-docx leaves out text boxes, notes, content controls and tracked
changes, and is slow on long tables. Text put in by a tracked change is read as text; text struck out is
kept apart and said to be struck out. A table inside a cell is read as paragraphs of that cell.
"""

import re
from dataclasses import dataclass, field

from quorate.documents.visible import visible
from quorate.documents.word.numbering import Numbering
from quorate.documents.word.parts import Element, W, read_parts, value
from quorate.domain.imports.source import Block, BlockKind, Cell, Row, SourceDocument, Table

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SPACES = {W + "tab": " ", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "ptab": " "}
_SKIPPED = {
    W + "instrText",
    W + "delInstrText",
    W + "rPr",
    W + "pPr",
    W + "sdtPr",
    W + "sdtEndPr",
    W + "fldData",
}
_SYMBOLS = {"FC": "✓", "FE": "☑", "FB": "✗", "FD": "☒", "A8": "☐", "6F": "☐", "B7": "•", "A7": "•", "E0": "→"}
"""What the commonest characters of Word's picture typefaces look like."""
_STRUCK = {W + "del", W + "moveFrom"}
_OTHER_PARTS = (
    ("header", BlockKind.HEADER),
    ("footer", BlockKind.FOOTER),
    ("footnotes", BlockKind.FOOTNOTE),
    ("endnotes", BlockKind.FOOTNOTE),
    ("comments", BlockKind.COMMENT),
)


@dataclass(slots=True)
class _Asides:
    """Text found in passing that has no place in its paragraph: text boxes, what is hidden or struck out."""

    boxes: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Pending:
    """A cell being read, whose rows may still grow through vertical merging."""

    column: int
    columns: int
    paragraphs: tuple[str, ...]
    continues: bool
    rows: int = 1


def read_word(data: bytes, name: str) -> SourceDocument:
    """The words of a .docx that has passed the guards, in reading order."""
    parts = read_parts(data)
    reader = _Reader(
        Numbering(parts.get("numbering"), parts.get("styles")), _heading_styles(parts.get("styles"))
    )
    body = parts["document"].find(W + "body")
    if body is not None:
        reader.read_body(body)
    for prefix, kind in _OTHER_PARTS:
        for part_name, root in parts.items():
            if part_name.startswith(prefix):
                reader.read_aside(root, kind)
    return reader.document(name)


def _heading_styles(styles: Element | None) -> set[str]:
    if styles is None:
        return set()
    return {
        str(style.get(W + "styleId"))
        for style in styles.iterfind(W + "style")
        if value(style.find(W + "name")).lower().startswith(("heading", "title"))
    }


class _Reader:
    """Walks the body once, in order, and gathers blocks and tables."""

    def __init__(self, numbering: Numbering, headings: set[str]) -> None:
        self.numbering, self.headings = numbering, headings
        self.found: list[tuple[BlockKind, str, int]] = []
        self.tables: list[Table] = []
        self.asides = _Asides()

    def document(self, name: str) -> SourceDocument:
        found = self.found
        found += [(BlockKind.TEXT_BOX, text, 0) for text in self.asides.boxes]
        found += [(BlockKind.HIDDEN, text, 0) for text in self.asides.hidden]
        found += [(BlockKind.DELETED, text, 0) for text in self.asides.struck]
        blocks = []
        for n, (kind, text, before) in enumerate(found, 1):
            blocks.append(Block(n, kind, text, before if 0 < before <= len(self.tables) else 0))
        return SourceDocument(name=name, blocks=tuple(blocks), tables=tuple(self.tables))

    def read_body(self, parent: Element) -> None:
        for child in _unwrapped(parent):
            if child.tag == W + "tbl" and _is_frame(child):
                for cell in child.iterfind(f"{W}tr/{W}tc"):
                    self.read_body(cell)
            elif child.tag == W + "tbl":
                self.tables.append(self._table(child, len(self.tables) + 1))
            elif child.tag == W + "p":
                kind = BlockKind.HEADING if self._is_heading(child) else BlockKind.PARAGRAPH
                self.found += [(kind, line, len(self.tables) + 1) for line in self._lines(child)]
            elif child.tag in _STRUCK:
                self._strike(child)

    def read_aside(self, root: Element, kind: BlockKind) -> None:
        for paragraph in root.iter(W + "p"):
            if not _inside_text_box(paragraph):
                self.found += [(kind, line, 0) for line in self._lines(paragraph)]

    def _is_heading(self, paragraph: Element) -> bool:
        return value(paragraph.find(f"{W}pPr/{W}pStyle")) in self.headings

    def _lines(self, paragraph: Element) -> list[str]:
        """A paragraph's lines with their list number, blank ones left out."""
        pieces: list[str] = []
        self._gather(paragraph, pieces)
        lines = [line for line in ("".join(pieces)).split("\n") if line.strip()]
        label = self.numbering.label(paragraph.find(W + "pPr")) if lines else ""
        if label:
            lines[0] = f"{label} {lines[0]}"
        return [line.strip() for line in lines]

    def _gather(self, element: Element, pieces: list[str]) -> None:
        for child in element:
            tag = child.tag
            if tag in (W + "t", _MATH_TEXT):
                pieces.append(visible(child.text or "").replace("\n", " "))
            elif tag == W + "sym":
                pieces.append(_SYMBOLS.get((child.get(W + "char") or "").upper()[-2:], ""))
            elif tag == W + "r" and _is_vanished(child):
                self._hide(child)
            elif tag in _SPACES:
                if child.get(W + "type") != "page":
                    pieces.append(_SPACES[tag])
            elif tag in _STRUCK:
                self._strike(child)
            elif tag == W + "delText":
                self.asides.struck.append(child.text or "")
            elif tag == W + "txbxContent":
                self._text_box(child)
            elif tag == _MC + "AlternateContent":
                # Word writes a text box twice, for new readers and for old ones
                chosen = child.find(_MC + "Choice")
                self._gather(chosen if chosen is not None else child, pieces)
            elif tag not in _SKIPPED and len(child):
                self._gather(child, pieces)

    def _strike(self, element: Element) -> None:
        words = "".join(t.text or "" for t in element.iter(W + "delText", W + "t"))
        if words.strip():
            self.asides.struck.append(" ".join(words.split()))

    def _hide(self, run: Element) -> None:
        words = visible("".join(t.text or "" for t in run.iter(W + "t")))
        if words.strip():
            self.asides.hidden.append(" ".join(words.split()))

    def _text_box(self, content: Element) -> None:
        for paragraph in content.iter(W + "p"):
            self.asides.boxes += self._lines(paragraph)

    def _table(self, table: Element, number: int) -> Table:
        rows: list[tuple[list[_Pending], bool]] = []
        above: dict[int, _Pending] = {}
        for tr in _unwrapped(table):
            if tr.tag != W + "tr":
                continue
            if tr.find(f"{W}trPr/{W}del") is not None:
                for paragraph in tr.iter(W + "p"):
                    self._strike(paragraph)
                continue
            cells, above = self._row(tr, above)
            repeats = tr.find(f"{W}trPr/{W}tblHeader") is not None
            rows.append((cells, repeats))
        return Table(
            number=number,
            name=f"table {number}",
            rows=tuple(
                Row(
                    n,
                    tuple(Cell(c.column, c.paragraphs, c.columns, c.rows, c.continues) for c in cells),
                    repeats,
                )
                for n, (cells, repeats) in enumerate(rows, 1)
            ),
        )

    def _row(self, tr: Element, above: dict[int, _Pending]) -> tuple[list[_Pending], dict[int, _Pending]]:
        column = 1 + _int(value(tr.find(f"{W}trPr/{W}gridBefore"), "0"))
        cells: list[_Pending] = []
        origins: dict[int, _Pending] = {}
        for tc in _unwrapped(tr):
            if tc.tag != W + "tc":
                continue
            span = max(1, _int(value(tc.find(f"{W}tcPr/{W}gridSpan"), "1")))
            merge = tc.find(f"{W}tcPr/{W}vMerge")
            origin = above.get(column) if merge is not None and value(merge) != "restart" else None
            cell = _Pending(column, span, tuple(self._cell_lines(tc)), continues=origin is not None)
            if origin is not None:
                origin.rows += 1
            if merge is not None:
                origins[column] = origin or cell
            cells.append(cell)
            column += span
        return cells, origins

    def _cell_lines(self, cell: Element) -> list[str]:
        lines: list[str] = []
        for child in _unwrapped(cell):
            if child.tag == W + "p":
                lines += self._lines(child)
            elif child.tag == W + "tbl":
                for row in _unwrapped(child):
                    for inner in _unwrapped(row):
                        if inner.tag == W + "tc":
                            lines += self._cell_lines(inner)
            elif child.tag in _STRUCK:
                self._strike(child)
        return lines


def _unwrapped(parent: Element) -> list[Element]:
    """The children, with content controls, custom XML and insertions opened up."""
    children: list[Element] = []
    for child in parent:
        if child.tag == W + "sdt":
            content = child.find(W + "sdtContent")
            children += _unwrapped(content) if content is not None else []
        elif child.tag in (W + "customXml", W + "ins", W + "moveTo", W + "smartTag"):
            children += _unwrapped(child)
        elif child.tag == _MC + "AlternateContent":
            chosen = child.find(_MC + "Choice")
            children += _unwrapped(chosen if chosen is not None else child)
        else:
            children.append(child)
    return children


def _is_frame(table: Element) -> bool:
    """Whether a table only frames others: one cell a row, and in one of them a table of rows and columns."""
    rows = [row for row in table if row.tag == W + "tr"]
    if any(len(row.findall(W + "tc")) != 1 for row in rows):
        return False
    inner = table.iterfind(f"{W}tr/{W}tc/{W}tbl")
    return any(sum(len(row.findall(W + "tc")) > 1 for row in each.iterfind(W + "tr")) > 1 for each in inner)


def _is_vanished(run: Element) -> bool:
    mark = run.find(f"{W}rPr/{W}vanish")
    return mark is not None and value(mark, "true") not in ("0", "false", "off")


def _inside_text_box(paragraph: Element) -> bool:
    return any(parent.tag == W + "txbxContent" for parent in paragraph.iterancestors())


def _int(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else 0
