"""What a sheet's XML says of its cells that their values do not.

Which show a date as a month and year alone: Excel keeps "Mar-20" as 1 March 2020 with a number format, and
read as a day it would be due a month early. Which are hidden. Which hold a formula that was never worked
out, so that the file has no value to read. And what is printed at the head and foot of its pages.
"""

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field

from lxml import etree

from quorate.documents.word.parts import Element, parse

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MONTH_AND_YEAR = 17
"""The number of Excel's own format mmm-yy."""
_LAST_COLUMN = 16_384
_PAGE_CODE = re.compile(r'&(?:"[^"]*"|\d+|K[0-9A-F]{6}|[A-Za-z])')
"""What stands in a page header for a typeface, a size, a colour, a side or a page number."""


@dataclass(slots=True)
class Sheet:
    """One sheet. Cells are row and column, from 1; `formulas` gives those without a value."""

    months: set[tuple[int, int]] = field(default_factory=set)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[int] = field(default_factory=list)
    page_headers: list[str] = field(default_factory=list)
    page_footers: list[str] = field(default_factory=list)


def read_sheets(data: bytes) -> dict[str, Sheet]:
    """Every worksheet by its name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        styles = _month_styles(archive.read("xl/styles.xml")) if "xl/styles.xml" in names else set()
        found = {}
        for name, path in _sheet_paths(archive).items():
            if path in names:
                with archive.open(path) as xml:
                    found[name] = _sheet(xml, styles)
        return found


def _month_styles(xml: bytes) -> set[str]:
    root = parse(xml)
    formats = {_MONTH_AND_YEAR} | {
        int(each.get("numFmtId"))
        for each in root.iter(_S + "numFmt")
        if _is_month_and_year(each.get("formatCode", ""))
    }
    cell_formats = root.find(_S + "cellXfs")
    if cell_formats is None:
        return set()
    return {str(n) for n, each in enumerate(cell_formats) if int(each.get("numFmtId", "0")) in formats}


def _is_month_and_year(code: str) -> bool:
    letters = set(re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", code).lower()) & set("dmyhs")
    return letters == {"m", "y"}


def _sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    book = parse(archive.read("xl/workbook.xml"))
    links = {
        link.get("Id"): link.get("Target", "") for link in parse(archive.read("xl/_rels/workbook.xml.rels"))
    }
    return {
        sheet.get("name", ""): posixpath.normpath(
            posixpath.join("/xl", links.get(sheet.get(_R + "id"), ""))
        ).lstrip("/")
        for sheet in book.iter(_S + "sheet")
    }


def _sheet(xml: object, month_styles: set[str]) -> Sheet:
    """One pass that lets go of each row once it is read, since a sheet may be long."""
    sheet = Sheet()
    names = ("row", "col", "oddHeader", "evenHeader", "firstHeader", "oddFooter", "evenFooter", "firstFooter")
    events = etree.iterparse(
        xml, tag=[_S + name for name in names], resolve_entities=False, no_network=True, load_dtd=False
    )
    for _, element in events:
        name = element.tag.removeprefix(_S)
        if name == "row":
            _read_row(sheet, element, month_styles)
            element.clear()
        elif name == "col" and element.get("hidden") in ("1", "true"):
            last = min(int(element.get("max", "0")), _LAST_COLUMN)
            sheet.hidden_columns += range(int(element.get("min", "1")), last + 1)
        elif name.endswith(("Header", "Footer")) and (words := _page_words(element.text or "")):
            (sheet.page_headers if name.endswith("Header") else sheet.page_footers).append(words)
    return sheet


def _read_row(sheet: Sheet, row: Element, month_styles: set[str]) -> None:
    if row.get("hidden") in ("1", "true") and row.get("r", "").isdigit():
        sheet.hidden_rows.add(int(row.get("r")))
    for cell in row.iterchildren(_S + "c"):
        is_month = cell.get("s") in month_styles
        formula = cell.find(_S + "f")
        is_open = formula is not None and not _has_value(cell)
        place = _place(cell.get("r", "")) if is_month or is_open else None
        if place and is_month:
            sheet.months.add(place)
        if place and is_open:
            sheet.formulas[place] = f"={formula.text or ''}"


def _has_value(cell: Element) -> bool:
    """Whether a formula's result was kept; the result may be an empty text."""
    kept = cell.find(_S + "v")
    return kept is not None and (bool(kept.text) or cell.get("t") == "str")


def _place(name: str) -> tuple[int, int] | None:
    match = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", name)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def _page_words(code: str) -> str:
    """A page header without its codes.

    >>> _page_words('&L&"Arial,Bold"Draft 4&C&8Board && panel&RPage &P of &N')
    'Draft 4 Board & panel Page of'
    """
    parts = [_PAGE_CODE.sub(" ", part) for part in code.split("&&")]
    return " ".join("&".join(parts).split())
