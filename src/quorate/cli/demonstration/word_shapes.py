"""The furniture of a council's Word paper: A4 on its side, grid tables, shaded heading rows that repeat."""

import io
import zipfile
from collections.abc import Sequence

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell

_FIXED_TIME = (2026, 11, 20, 9, 0, 0)
_SHADE = "D9E2F3"  # the pale blue of Word's own table designs


def new_document(title: str, *, landscape: bool = False) -> Document:
    """An A4 document in Arial, with its title as the first heading."""
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.author = "Partnership coordinator"
    style = document.styles["Normal"]
    style.font.name = "Arial"
    style.font.size = Pt(10)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(1.8))
    document.add_heading(title, level=1)
    return document


def grid(document: Document, widths: Sequence[float]) -> Table:
    """An empty grid table with these column widths in centimetres."""
    table: Table = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    return table


def put_row(table: Table, cells: Sequence[Sequence[str]]) -> None:
    """A row whose cells are paragraphs of text."""
    row = table.add_row()  # type: ignore[no-untyped-call]
    for n, paragraphs in enumerate(cells):
        cell = row.cells[n]
        cell.width = table.columns[n].width
        fill(cell, paragraphs)


def add_heading_row(table: Table, headings: Sequence[str], *, repeats: bool = True) -> None:
    """A shaded row of bold headings; `repeats` puts it again at the top of each page."""
    put_row(table, [[heading] for heading in headings])
    row = table.rows[-1]
    for cell in row.cells:
        shade(cell)
        for run in cell.paragraphs[0].runs:
            run.bold = True
    if repeats:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def add_section_row(table: Table, text: str) -> None:
    """A row of one cell that spans the table."""
    row = table.add_row()  # type: ignore[no-untyped-call]
    cell = row.cells[0].merge(row.cells[-1])
    fill(cell, [text])
    shade(cell)
    cell.paragraphs[0].runs[0].bold = True


def fill(cell: _Cell, paragraphs: Sequence[str]) -> None:
    """Put paragraphs into a cell; none leaves it blank."""
    for n, text in enumerate(paragraphs):
        if n == 0:
            cell.paragraphs[0].text = text
        else:
            cell.add_paragraph(text)


def shade(cell: _Cell) -> None:
    """The pale ground of a heading cell."""
    ground = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", _SHADE)):
        ground.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(ground)


def saved(document: Document) -> bytes:
    """The file's bytes, the same every time: the parts inside carry one fixed date."""
    first = io.BytesIO()
    document.save(first)
    out = io.BytesIO()
    with (
        zipfile.ZipFile(first) as parts,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as fixed,
    ):
        for name in parts.namelist():
            fixed.writestr(zipfile.ZipInfo(name, _FIXED_TIME), parts.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
