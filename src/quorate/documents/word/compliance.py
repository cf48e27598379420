"""The statement of a year's compliance as Word: the same words as the PDF."""

from quorate.documents.word.writing import Row, footer, heading, new_document, saved, table, text
from quorate.domain.packs.compliance import ComplianceContent, Part

_ACROSS = 168  # millimetres between the margins


def render_compliance_docx(content: ComplianceContent) -> bytes:
    """The statement as a .docx file. The same content gives the same bytes."""
    document = new_document(title=content.title, author=content.partnership, made_at=content.made_at)
    text(document, content.partnership, "Partnership name")
    heading(document, content.group, 1)
    text(document, content.what, "Lede")
    text(document, content.when, "Meeting line")
    text(document, content.lede, "Lede")
    for part in content.parts:
        heading(document, part.title, 2)
        for sentence in part.sentences:
            text(document, sentence)
        if part.rows:
            rows = [Row(row.cells) for row in part.rows]
            table(document, part.headings, rows, widths=_widths(part))
        elif part.empty:
            text(document, part.empty)
    left = ", ".join(filter(None, (content.marking, content.edition)))
    footer(document, left=left, middle=content.title)
    return saved(document, made_at=content.made_at)


def _widths(part: Part) -> tuple[float, ...]:
    return tuple(_ACROSS * share / sum(part.shares) for share in part.shares)
