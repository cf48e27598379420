"""A register as Word: a title, a few sentences, and one table on pages laid on their side."""

from collections.abc import Sequence
from datetime import datetime

from docx.enum.section import WD_ORIENT
from docx.shared import Mm

from quorate.documents.word.writing import Row, footer, heading, new_document, saved, table, text
from quorate.domain.packs.content import ActionTable

_ACROSS = 265.0  # millimetres between the margins


def render_register_docx(
    content: ActionTable, *, partnership: str, above: Sequence[str], foot: str, made_at: datetime
) -> bytes:
    """The register as a .docx file. The same content gives the same bytes."""
    document = new_document(title=content.title, author=partnership, made_at=made_at)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(16)
    section.top_margin, section.bottom_margin = Mm(16), Mm(18)
    text(document, partnership, "Partnership name")
    heading(document, content.title, 1)
    for words in above:
        text(document, words, "Lede")
    if content.note:
        text(document, content.note, "Small print")
    if content.rows:
        shares = content.widths or (1,) * len(content.headings)
        widths = [_ACROSS * share / sum(shares) for share in shares]
        table(document, content.headings, [Row(row.cells) for row in content.rows], widths=widths, size=8.5)
    footer(document, left=foot, middle=content.title)
    return saved(document, made_at=made_at)
