"""A workbook of one sheet, as plain as a register on paper: a few lines above, a header row, and rows.

Text is always text, whatever it begins with, so that no cell becomes a formula. The same content gives the
same bytes.
"""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from xml.sax.saxutils import escape

from quorate.documents.word.writing import clean

Cell = str | int | date
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_FIRST_DAY = date(1899, 12, 30)
"""Excel's day 0, as it counts from March 1900 on."""
_NORMAL, _TITLE, _HEAD, _DATE = range(4)
_HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_LONGEST = 32_767
"""Characters a cell may hold."""
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
_STYLES = (
    f'{_HEADER}<styleSheet xmlns="{_MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="d mmmm yyyy"/></numFmts>'
    '<fonts count="3"><font><sz val="11"/><name val="Arial"/></font>'
    '<font><b/><sz val="14"/><name val="Arial"/></font>'
    '<font><b/><sz val="11"/><name val="Arial"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFF2EBF5"/></patternFill></fill></fills>'
    '<borders count="2"><border/><border><bottom style="thin"><color rgb="FFDEDBE5"/></bottom></border>'
    '</borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4">'
    '<xf fontId="0" borderId="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
    '<xf fontId="1" applyFont="1"/>'
    '<xf fontId="2" fillId="2" borderId="1" applyFont="1" applyFill="1" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="164" fontId="0" borderId="1" applyNumberFormat="1" applyAlignment="1">'
    '<alignment horizontal="left" vertical="top"/></xf>'
    "</cellXfs></styleSheet>"
)


def workbook(
    *,
    title: str,
    above: Sequence[str],
    headings: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[int],
    made_at: datetime,
) -> bytes:
    """An .xlsx file. `widths` are in characters; the header row stays in view and can be filtered by."""
    head = len(above) + 3  # the title, what stands above, and an empty row
    lines: list[tuple[int, str]] = [(1, _line(1, [title], [_TITLE]))]
    lines += [(n, _line(n, [words], [None])) for n, words in enumerate(above, start=2)]
    lines.append((head, _line(head, headings, [_HEAD] * len(headings))))
    lines += [(n, _line(n, row, [_NORMAL] * len(row))) for n, row in enumerate(rows, start=head + 1)]
    last = f"{_column(len(headings))}{head + len(rows)}"
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(widths, 1)
    )
    sheet = (
        f'{_HEADER}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView workbookViewId="0"><pane ySplit="{head}" topLeftCell="A{head + 1}" '
        f'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>{columns}</cols>'
        f"<sheetData>{''.join(line for _, line in lines)}</sheetData>"
        f'<autoFilter ref="A{head}:{last}"/>'
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
        "<headerFooter><oddFooter>Page &amp;P of &amp;N</oddFooter></headerFooter></worksheet>"
    )
    return _zipped(sheet, title=title, head=head, last=last, made_at=made_at)


def _line(number: int, cells: Sequence[Cell], styles: Sequence[int | None]) -> str:
    found = [
        _cell(f"{_column(place)}{number}", cell, style)
        for place, (cell, style) in enumerate(zip(cells, styles, strict=True), start=1)
    ]
    return f'<row r="{number}">{"".join(found)}</row>'


def _cell(at: str, cell: Cell, style: int | None) -> str:
    styled = "" if style is None else f' s="{_DATE if isinstance(cell, date) else style}"'
    if isinstance(cell, date):
        return f'<c r="{at}"{styled}><v>{(cell - _FIRST_DAY).days}</v></c>'
    if isinstance(cell, int):
        return f'<c r="{at}"{styled}><v>{cell}</v></c>'
    words = escape(clean(cell)[:_LONGEST])
    return f'<c r="{at}" t="inlineStr"{styled}><is><t xml:space="preserve">{words}</t></is></c>'


def _column(place: int) -> str:
    """A column's letters, from 1: 27 is AA."""
    letters = ""
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _zipped(sheet: str, *, title: str, head: int, last: str, made_at: datetime) -> bytes:
    name = escape(_NOT_IN_A_NAME.sub(" ", clean(title))[:31].strip() or "Sheet", {'"': "&quot;"})
    column = re.sub(r"\d", "", last)
    row = re.sub(r"\D", "", last)
    quoted = name.replace("'", "''")
    book = (
        f'{_HEADER}<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>'
        f'<sheet name="{name}" sheetId="1" r:id="rId1"/></sheets><definedNames>'
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">\'{quoted}\'!'
        f"$A${head}:${column}${row}</definedName>"
        f'<definedName name="_xlnm.Print_Titles" localSheetId="0">\'{quoted}\'!${head}:${head}</definedName>'
        "</definedNames></workbook>"
    )
    kinds = f"{_LINKS.rsplit('/', 1)[0]}/relationships"
    sheets = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'{_HEADER}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{sheets}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{sheets}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{sheets}.styles+xml"/></Types>',
        "_rels/.rels": f'{_HEADER}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{kinds}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": f'{_HEADER}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{kinds}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{kinds}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": _STYLES,
        "xl/worksheets/sheet1.xml": sheet,
    }
    made = io.BytesIO()
    when = (made_at.year, made_at.month, made_at.day, made_at.hour, made_at.minute, made_at.second)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, xml in parts.items():
            info = zipfile.ZipInfo(path, when)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, xml.encode())
    return made.getvalue()
