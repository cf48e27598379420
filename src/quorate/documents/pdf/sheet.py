"""The sign-in sheet as PDF/UA-1: a line for everybody expected, and blank ones for whoever else comes."""

from typing import Any

from quorate.documents.pdf.printable import printable
from quorate.documents.pdf.typesetting import pdf, words
from quorate.domain.kernel.words import day
from quorate.domain.packs.sheet import NOTE, SheetContent

TEMPLATE = "sheet.typ"


def render_sheet(content: SheetContent) -> bytes:
    """The sheet as a PDF. The same content gives the same bytes, by the same release of the typesetter."""
    return pdf(TEMPLATE, _data(content), made_at=content.made_at)


def _data(content: SheetContent) -> dict[str, Any]:
    return {
        "title": printable(content.title),
        "partnership": printable(content.partnership),
        "partnership_words": words(content.partnership),
        "group": words(content.group),
        "when": content.when,
        "place": words(content.place),
        "note": NOTE,
        "marking": printable(content.marking),
        "footer": printable(f"{content.group}, {day(content.meeting_on)}"),
        "blanks": content.blanks,
        "rows": [
            {
                "name": words(line.name),
                "seat": words(line.seat),
                "agency": words(line.agency),
                "expected": words(line.expected),
            }
            for line in content.lines
        ],
    }
