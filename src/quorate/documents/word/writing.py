"""How a Word file of ours is written: real styles, British English, tables that read well, stable bytes.

No text boxes, no hand-made headings: a reader with a screen reader, or a coordinator who pastes from it,
gets headings, lists and tables that are what they look like. Type is Arial, which every council machine
has; a file cannot carry its own without being refused by some mail filters.
"""

import io
import re
import zipfile
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

TYPEFACE = "Arial"
LANGUAGE = "en-GB"
INK, SOFT, PLUM = RGBColor(0x1B, 0x1F, 0x2A), RGBColor(0x56, 0x5B, 0x69), RGBColor(0x5B, 0x2A, 0x6E)
TABLE_STYLE = "Quorate table"

# Characters of a row's longest cell: a longer row may break across pages, or leave half of one white.
_WHOLE_ROW = 500
_TWIPS = 1440 / 25.4
_LINK_LOOK = f'<w:rPr {nsdecls("w")}><w:color w:val="5B2A6E"/><w:u w:val="single"/></w:rPr>'

# XML 1.0 has no place for these; Word refuses a file that holds one.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a bookmark of the document."""

    words: str
    to: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table. `fill` is a colour as six hex digits, or empty. One that `spans` has one cell.

    `links` stand at the end of their cells, by the cell's place.
    """

    cells: Sequence[str]
    fill: str = ""
    spans: bool = False
    bold: Container[int] = ()
    links: Mapping[int, Link] = field(default_factory=dict)


def clean(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def new_document(*, title: str, author: str, made_at: datetime) -> WordDocument:
    """An empty A4 document with our styles, its title, its language and its one date."""
    document = Document()
    _styles(document)
    properties = document.core_properties
    properties.title, properties.language = _property(title), LANGUAGE
    properties.author = properties.last_modified_by = _property(author)
    properties.comments, properties.revision = "", 1
    properties.created = properties.modified = made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(21)
    section.top_margin, section.bottom_margin = Mm(20), Mm(22)
    return document


def _property(words: str) -> str:
    """On one line, and no longer than a Word property may be."""
    return " ".join(clean(words).split())[:255]


def on_its_side(document: WordDocument) -> None:
    """Begin a new section of landscape pages."""
    section = document.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(16)
    section.top_margin, section.bottom_margin = Mm(16), Mm(18)


def heading(document: WordDocument, text: str, level: int, *, mark: str = "") -> Any:
    """A heading of its level, with a bookmark that a table of contents, or a link to `mark`, can point to."""
    return marked(document, document.add_heading(clean(text), level), mark)


def marked(document: WordDocument, paragraph: Any, mark: str = "") -> Any:
    """The last paragraph of the document with a bookmark: `mark`, or a name of its own."""
    name = mark or f"_Toc{len(document.element.body):08d}"
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for each in (start, end):
        each.set(qn("w:id"), str(len(document.element.body)))
    start.set(qn("w:name"), name)
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(end)
    return paragraph


def text(document: WordDocument, words: str, style: str = "Normal") -> Any:
    """Paragraphs of a style, one for each line of the words. Gives the last."""
    paragraph = None
    for line in clean(words).split("\n"):
        paragraph = document.add_paragraph(line, style)
    return paragraph


def table(
    document: WordDocument,
    headings: Sequence[str],
    rows: Sequence[Row],
    *,
    widths: Sequence[float],
    size: float = 9,
    tight: bool = False,
    whole: bool = False,
) -> None:
    """A table whose header row repeats on every page. `widths` are in millimetres, `size` in points.

    `tight` leaves less white beside the words, for many narrow columns. `whole` keeps all rows on one page.

    It is written as one piece of XML and read once: going through cell objects is many times slower.
    """
    style = _cell_style(document, size).style_id
    across = [round(width * _TWIPS) for width in widths]
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in across)
    head = _row(Row(headings, bold=range(len(headings))), style, across, header=True, stays=whole)
    # Each row but the last stays with the next.
    body = "".join(_row(row, style, across, stays=whole and row is not rows[-1]) for row in rows)
    sides = "".join(f'<w:{side} w:w="45" w:type="dxa"/>' for side in ("left", "right"))
    margins = f"<w:tblCellMar>{sides}</w:tblCellMar>" if tight else ""
    xml = (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="{document.styles[TABLE_STYLE].style_id}"/>'
        f'<w:tblW w:w="{sum(across)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{margins}'
        f'<w:tblLook w:firstRow="1" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>"
    )
    document.element.body._insert_tbl(parse_xml(xml))
    # Word joins tables that touch, and wants a paragraph after the last.
    document.add_paragraph("", "Small print")


def _row(row: Row, style: str, across: Sequence[int], *, header: bool = False, stays: bool = False) -> str:
    keep = header or max(map(len, row.cells), default=0) <= _WHOLE_ROW
    marks = "<w:cantSplit/>" * keep + "<w:tblHeader/>" * header
    if row.spans:
        cells = _cell(
            row.cells[0], style, sum(across), fill=row.fill, bold=True, span=len(across), stays=stays
        )
    else:
        cells = "".join(
            _cell(
                words,
                style,
                width,
                fill=row.fill,
                bold=place in row.bold,
                link=row.links.get(place),
                stays=stays,
            )
            for place, (words, width) in enumerate(zip(row.cells, across, strict=True))
        )
    return f"<w:tr><w:trPr>{marks}</w:trPr>{cells}</w:tr>"


def _cell(
    words: str,
    style: str,
    width: int,
    *,
    fill: str,
    bold: bool,
    span: int = 1,
    link: Link | None = None,
    stays: bool = False,
) -> str:
    lines = [each for each in clean(words).split("\n") if each.strip()] or [""]
    weight = "<w:rPr><w:b/></w:rPr>" if bold else ""
    looks = f'<w:pStyle w:val="{style}"/>' + "<w:keepNext/>" * stays
    paragraphs = "".join(
        f'<w:p><w:pPr>{looks}</w:pPr><w:r>{weight}<w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
        for line in lines
    )
    if link:
        paragraphs += (
            f'<w:p><w:pPr>{looks}</w:pPr><w:hyperlink w:anchor="{escape(link.to)}">'
            f"<w:r>{_LINK_LOOK}<w:t>{escape(clean(link.words))}</w:t></w:r></w:hyperlink></w:p>"
        )
    spanning = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanning}{shade}</w:tcPr>{paragraphs}</w:tc>'


def contents(document: WordDocument, paragraph: Any) -> None:
    """Fill the paragraph with a table of contents of the second level: links, without their pages.

    Only the program that sets the pages knows their numbers, and it works them out when it is asked to:
    until then they would be missing or wrong. The whole is a field, so that it can be brought up to date
    when sections are added.
    """
    wanted = document.styles["Heading 2"].style_id
    links = [
        (mark.get(qn("w:name")), "".join(each.text or "" for each in block.iter(qn("w:t"))))
        for block in document.element.body.iterchildren(qn("w:p"))
        if block.style == wanted
        for mark in block.iter(qn("w:bookmarkStart"))
    ]
    here = paragraph
    for place, (name, words) in enumerate(links):
        if place:
            fresh = OxmlElement("w:p")
            here._p.addnext(fresh)
            here = type(paragraph)(fresh, paragraph._parent)
        here.style = document.styles["Contents"]
        if place == 0:
            _field_part(here, "begin", ' TOC \\o "2-2" \\h \\n \\z ')
        _link(here, name, words)
    if links:
        _field_part(here, "end")


def footer(document: WordDocument, *, left: str, middle: str) -> None:
    """The foot of every page: marking, partnership and date, and "page x of y" by fields.

    Later sections keep the first one's foot.
    """
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = document.styles["Footer"]
    paragraph.add_run(clean(left)).bold = True
    paragraph.add_run(f"   {clean(middle)}   page ")
    _field(paragraph, "PAGE")
    paragraph.add_run(" of ")
    _field(paragraph, "NUMPAGES")


def saved(document: WordDocument, *, made_at: datetime) -> bytes:
    """The file's bytes; the same document and instant give the same bytes."""
    package = document.part.package
    for key in [key for key, each in package.rels.items() if each.reltype.endswith("/thumbnail")]:
        del package.rels[key]  # a picture of somebody else's document
    rough, out = io.BytesIO(), io.BytesIO()
    document.save(rough)
    stamp = made_at.astimezone(UTC)
    when = (max(stamp.year, 1980), stamp.month, stamp.day, stamp.hour, stamp.minute, stamp.second)
    with zipfile.ZipFile(rough) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, when)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            target.writestr(entry, source.read(name))
    return out.getvalue()


def _field(paragraph: Any, code: str) -> None:
    _field_part(paragraph, "begin", f" {code} ")
    paragraph.add_run("1")
    _field_part(paragraph, "end")


def _field_part(paragraph: Any, part: str, code: str = "") -> None:
    paragraph._p.append(_run_of(_mark("w:fldChar", "w:fldCharType", part)))
    if code:
        words = OxmlElement("w:instrText")
        words.set(qn("xml:space"), "preserve")
        words.text = code
        paragraph._p.append(_run_of(words))
        paragraph._p.append(_run_of(_mark("w:fldChar", "w:fldCharType", "separate")))


def _link(paragraph: Any, name: str, words: str) -> None:
    link = _mark("w:hyperlink", "w:anchor", name)
    inner = OxmlElement("w:t")
    inner.text = words
    run = _run_of(inner)
    run.insert(0, parse_xml(_LINK_LOOK))
    link.append(run)
    paragraph._p.append(link)


def _run_of(child: Any) -> Any:
    run = OxmlElement("w:r")
    run.append(child)
    return run


def _mark(tag: str, attribute: str, value: str) -> Any:
    mark = OxmlElement(tag)
    mark.set(qn(attribute), value)
    return mark


def _cell_style(document: WordDocument, size: float) -> Any:
    name = f"Table text {size:g}"
    if name not in [each.name for each in document.styles]:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.font.size = Pt(size)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(2)
        style.paragraph_format.line_spacing = 1.1
    return document.styles[name]


def _styles(document: WordDocument) -> None:
    _language(document)
    normal = document.styles["Normal"]
    _type(normal, 10.5, INK, bold=False)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(7), 1.25
    for level, points, before in ((1, 26, 6), (2, 17, 22), (3, 12, 14)):
        style = document.styles[f"Heading {level}"]
        _type(style, points, INK, bold=True)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(6)
        style.paragraph_format.keep_with_next = True
    _ruled(document.styles["Heading 2"])
    for name, points, colour, bold in (
        ("Lede", 12, SOFT, False),
        ("Small print", 9, SOFT, False),
        ("Contents", 11, INK, False),
        ("Contents heading", 13, INK, True),
        ("Partnership name", 12, PLUM, True),
        ("Meeting line", 13, INK, True),
    ):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        _type(style, points, colour, bold=bold)
    # It stands between a heading and its table, and leaves the page with them.
    document.styles["Lede"].paragraph_format.keep_with_next = True
    _type(document.styles["Footer"], 8, SOFT, bold=False)
    _table_style(document)


def _type(style: Any, points: float, colour: RGBColor, *, bold: bool) -> None:
    style.font.name, style.font.size, style.font.bold = TYPEFACE, Pt(points), bold
    style.font.color.rgb = colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        if fonts.get(qn(key)) is not None:
            del fonts.attrib[qn(key)]
    for key in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(key), TYPEFACE)


def _language(document: WordDocument) -> None:
    """British English in the defaults and in every style that says another."""
    for mark in document.styles.element.iter(qn("w:lang")):
        mark.set(qn("w:val"), LANGUAGE)


def _ruled(style: Any) -> None:
    borders = OxmlElement("w:pBdr")
    top = _mark("w:top", "w:val", "single")
    for key, value in (("w:sz", "8"), ("w:space", "6"), ("w:color", "1B1F2A")):
        top.set(qn(key), value)
    borders.append(top)
    properties = style.element.get_or_add_pPr()
    after = properties.find(qn("w:spacing"))
    after.addprevious(borders) if after is not None else properties.append(borders)


def _table_style(document: WordDocument) -> None:
    style: Any = document.styles.add_style(TABLE_STYLE, WD_STYLE_TYPE.TABLE)
    style.base_style = document.styles["Normal Table"]
    properties = OxmlElement("w:tblPr")
    borders = OxmlElement("w:tblBorders")
    for side, weight, colour in (
        ("top", "8", "1B1F2A"),
        ("bottom", "4", "DEDBE5"),
        ("insideH", "4", "DEDBE5"),
    ):
        edge = _mark(f"w:{side}", "w:val", "single")
        edge.set(qn("w:sz"), weight)
        edge.set(qn("w:color"), colour)
        borders.append(edge)
    properties.append(borders)
    style.element.append(properties)
