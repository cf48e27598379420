"""The board pack as PDF/UA-1: cover, agenda, asks, timetable, plans, what is off track, papers, tables.

The full table comes last and lies on its side, in the board's own columns. An empty section says so in
a plain sentence: a reader must never wonder whether something was left out.
"""

from quorate.documents.pdf.pack_data import pack_data
from quorate.documents.pdf.typesetting import pdf
from quorate.domain.packs.content import PackContent

TEMPLATE = "pack.typ"


def render_pack(content: PackContent) -> bytes:
    """The pack as a PDF. The same content gives the same bytes, with the same release of the typesetter."""
    return pdf(TEMPLATE, pack_data(content), made_at=content.made_at)
