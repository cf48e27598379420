"""The cover sheet of a paper, as the page that stands before it in the combined file."""

from collections.abc import Sequence

from quorate.documents.pdf.printable import printable, short
from quorate.documents.pdf.typesetting import paragraphs, pdf, words
from quorate.domain.kernel.words import day
from quorate.domain.packs.content import CoverLine, PackContent

TEMPLATE = "cover.typ"


def render_cover(content: PackContent, number: str, title: str, cover: Sequence[CoverLine]) -> bytes:
    """The page of one paper of a pack; no bytes where the paper has no cover sheet."""
    if not cover:
        return b""
    data = {
        "title": printable(f"Paper {number}, {title}"),
        "partnership": printable(content.partnership),
        "marking": printable(short(content.marking, 30)),
        "footer": printable(f"{short(content.partnership, 60)}, {day(content.meeting_on)}"),
        "group": words(content.group),
        "when": day(content.meeting_on),
        "number": printable(number),
        "heading": words(title),
        "lines": [{"name": line.name, "words": paragraphs(line.words)} for line in cover],
    }
    return pdf(TEMPLATE, data, made_at=content.made_at)
