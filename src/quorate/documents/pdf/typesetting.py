"""Typesetting by typst: our templates, our fonts, data by JSON, no network and no system fonts.

Text reaches the template as values, never as source, so that "#eval" in a paper's title is printed as
it stands. The file is PDF/UA-1: tagged, titled, in British English.
"""

import functools
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from quorate.documents.pdf.printable import LONGEST_WORD, pieces, printable

Words = str | list[str]

TEMPLATES = Path(__file__).parent / "templates"
FONTS = Path(__file__).parent.parent / "fonts"
# typst never fetches here: the templates import no package, and this folder has none.
_NO_PACKAGES = TEMPLATES / "packages"


def pdf(template: str, data: dict[str, Any], *, made_at: datetime) -> bytes:
    """The PDF of a template's data. The same data, instant and version of typst give the same bytes."""
    stamp = made_at.replace(microsecond=0)
    compiled = _compiler(template).compile(
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(stamp.timestamp()),
    )
    if not isinstance(compiled, bytes):
        raise TypeError("a PDF is one file")
    return compiled


def words(text: str, *, longest: int = LONGEST_WORD) -> Words:
    """Text ready for a template: printable, and in pieces where a word is too long for its line."""
    return pieces(printable(text), longest=longest)


def paragraphs(text: str, *, longest: int = LONGEST_WORD) -> str | list[Words]:
    """Text of several paragraphs, one a line; empty lines are left out. One plain line is given as it is."""
    found = [words(each, longest=longest) for each in text.splitlines() if each.strip()]
    if not found:
        return ""
    return found[0] if len(found) == 1 and isinstance(found[0], str) else found


def _compiler(template: str) -> typst.Compiler:
    return typst.Compiler(
        TEMPLATES / template, root=TEMPLATES, font_paths=_fonts(), package_path=_NO_PACKAGES,
        package_cache_path=_NO_PACKAGES,
    )  # fmt: skip


@functools.cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])
