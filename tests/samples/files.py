"""Makes Word and Excel files out of plain lists, and archives that misbehave."""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass

import docx
import xlsxwriter
from docx.document import Document
from docx.oxml.ns import qn

from quorate.domain.imports.source import Block, BlockKind, Cell, Row, SourceDocument, Table

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


@dataclass(frozen=True)
class Wide:
    """A cell merged over some columns, or some rows."""

    text: str
    columns: int = 1
    rows: int = 1


Rows = list[list[str | Wide]]


def word_file(*parts: str | Rows) -> bytes:
    """A .docx: text opening with "# " is a heading, other text a paragraph, a list of rows a table."""
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            if part.startswith("# "):
                document.add_heading(part[2:], level=1)
            else:
                document.add_paragraph(part)
        else:
            _add_table(document, part)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _add_table(document: Document, rows: Rows) -> None:
    width = max(sum(c.columns if isinstance(c, Wide) else 1 for c in row) for row in rows)
    table = document.add_table(rows=len(rows), cols=width)
    for r, row in enumerate(rows):
        column = 0
        for given in row:
            wide = given if isinstance(given, Wide) else Wide(given)
            cell = table.cell(r, column)
            if wide.columns > 1 or wide.rows > 1:
                cell = cell.merge(table.cell(r + wide.rows - 1, column + wide.columns - 1))
            if wide.text:
                first, *others = wide.text.split("\n")
                cell.paragraphs[0].text = first
                for line in others:
                    cell.add_paragraph(line)
            column += wide.columns
    tr = table.rows[0]._tr
    properties = tr.get_or_add_trPr()
    properties.append(properties.makeelement(qn("w:tblHeader"), {}))


def sheet_file(rows: Rows, *, name: str = "Plan", more: dict[str, Rows] | None = None) -> bytes:
    """An .xlsx of one sheet or more."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for title, table in {name: rows, **(more or {})}.items():
        sheet = book.add_worksheet(title)
        for r, row in enumerate(table):
            for c, given in enumerate(row):
                if isinstance(given, Wide):
                    sheet.merge_range(r, c, r + given.rows - 1, c + given.columns - 1, given.text)
                elif given:
                    sheet.write(r, c, given)
    book.close()
    return out.getvalue()


def archive(parts: dict[str, str | bytes], *, kind: str = "word") -> bytes:
    """An archive with these parts beside what makes it a Word or Excel file."""
    main = "word/document.xml" if kind == "word" else "xl/workbook.xml"
    usual: dict[str, str | bytes] = {
        "[Content_Types].xml": CONTENT_TYPES,
        main: f"<w:document {W}><w:body/></w:document>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for path, content in {**usual, **parts}.items():
            made.writestr(path, content)
    return out.getvalue()


def word_of_xml(body: str, **parts: str) -> bytes:
    """A .docx whose body is this XML; other parts by their name without folder and ending."""
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    document = f"<w:document {W} {mc}><w:body>{body}</w:body></w:document>"
    return archive(
        {"word/document.xml": document, **{f"word/{name}.xml": xml for name, xml in parts.items()}}
    )


def source_of(
    *tables: Iterable[Iterable[str | Cell]], blocks: Iterable[tuple[str, str]] = ()
) -> SourceDocument:
    """A source as a reader would give it; blocks as (kind, text) stand above the first table."""
    made = []
    for n, rows in enumerate(tables, 1):
        made.append(Table(n, f"table {n}", tuple(Row(r, _cells(row)) for r, row in enumerate(rows, 1))))
    return SourceDocument(
        "plan.docx",
        tuple(Block(n, BlockKind(kind), text, 1) for n, (kind, text) in enumerate(blocks, 1)),
        tuple(made),
    )


def _cells(row: Iterable[str | Cell]) -> tuple[Cell, ...]:
    cells, column = [], 1
    for given in row:
        if isinstance(given, Cell):
            cell = Cell(column, given.paragraphs, given.columns, given.rows, given.continues)
        else:
            cell = Cell(column, tuple(line for line in given.split("\n") if line.strip()))
        cells.append(cell)
        column += cell.columns
    return tuple(cells)
