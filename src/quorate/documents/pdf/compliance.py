"""The statement of a year's compliance as PDF/UA-1."""

from typing import Any

from quorate.documents.pdf.printable import printable
from quorate.documents.pdf.typesetting import paragraphs, pdf, words
from quorate.domain.packs.compliance import ComplianceContent, Part

TEMPLATE = "compliance.typ"
_WHOLE_ROW = 900
"""Characters of the longest cell of a table whose rows stay on one page: a longer one might fit on none."""


def render_compliance(content: ComplianceContent) -> bytes:
    """The statement as a PDF. The same content gives the same bytes, by the same typesetter."""
    return pdf(TEMPLATE, _data(content), made_at=content.made_at)


def _data(content: ComplianceContent) -> dict[str, Any]:
    return {
        "title": printable(content.title),
        "heading": words(content.group),
        "what": words(content.what),
        "partnership": printable(content.partnership),
        "partnership_words": words(content.partnership),
        "when": content.when,
        "lede": words(content.lede),
        "marking": printable(content.marking),
        "edition": printable(content.edition),
        "footer": printable(content.title),
        "parts": [_part(part) for part in content.parts],
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "title": part.title,
        "sentences": [words(sentence) for sentence in part.sentences],
        "headings": list(part.headings),
        "widths": list(part.shares),
        "rows": [[paragraphs(cell) for cell in row.cells] for row in part.rows],
        "whole": all(len(cell) <= _WHOLE_ROW for row in part.rows for cell in row.cells),
        "empty": part.empty,
    }
