"""Finds the cells that show a date as a month and year alone.

Excel keeps "Mar-20" as 1 March 2020 with a number format. Read as a day it would be due a month early.
"""

import io
import posixpath
import re
import zipfile

from quorate.documents.word.parts import parse

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MONTH_AND_YEAR = 17
"""The number of Excel's own format mmm-yy."""


def month_only_cells(data: bytes) -> dict[str, frozenset[tuple[int, int]]]:
    """For each sheet by name, the row and column (from 1) of cells formatted as a month and year."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        styles = _month_styles(archive.read("xl/styles.xml")) if "xl/styles.xml" in names else set()
        if not styles:
            return {}
        return {
            sheet: _cells(archive.read(path), styles)
            for sheet, path in _sheet_paths(archive).items()
            if path in names
        }


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


def _cells(xml: bytes, styles: set[str]) -> frozenset[tuple[int, int]]:
    found = set()
    for cell in parse(xml).iter(_S + "c"):
        if cell.get("s") in styles and (match := re.fullmatch(r"([A-Z]+)(\d+)", cell.get("r", ""))):
            column = 0
            for letter in match[1]:
                column = column * 26 + ord(letter) - 64
            found.add((int(match[2]), column))
    return frozenset(found)
