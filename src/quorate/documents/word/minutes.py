"""A meeting's minutes as Word: the same words as the PDF, in styles a board's staff can work with."""

from collections.abc import Sequence

from docx.document import Document as WordDocument

from quorate.documents.word.writing import Row, footer, heading, new_document, saved, table, text
from quorate.domain.kernel.words import day
from quorate.domain.packs.minutes import (
    DRAFT,
    NOT_RECORDED,
    NOTHING,
    MinutedItem,
    MinutesContent,
    PersonLine,
)

_WIDTHS = (42, 42, 42, 42)


def render_minutes_docx(content: MinutesContent) -> bytes:
    """The minutes as a .docx file. The same content gives the same bytes."""
    document = new_document(title=content.title, author=content.partnership, made_at=content.made_at)
    text(document, content.partnership, "Partnership name")
    heading(document, f"Minutes: {content.group}", 1)
    text(document, ", ".join(filter(None, (content.when, content.place))), "Meeting line")
    text(document, f"{DRAFT}. {content.status}" if content.is_draft else content.status, "Lede")
    _record(document, content)
    heading(document, "Minutes", 2)
    _items(document, content.items)
    if content.annex:
        heading(document, "Restricted annex", 2).paragraph_format.page_break_before = True
        _items(document, content.annex)
    left = ", ".join(filter(None, (content.marking, content.edition)))
    footer(document, left=left, middle=f"{content.group}, {day(content.meeting_on)}")
    return saved(document, made_at=content.made_at)


def _record(document: WordDocument, content: MinutesContent) -> None:
    if not content.is_question or content.record:  # nobody meets for a question
        heading(document, "Who was there", 2)
    if not content.is_recorded and not content.is_question:
        text(document, NOT_RECORDED)
    for name, people in (("Present", content.present), ("In attendance", content.attending)):
        if people:
            heading(document, name, 3)
            _people(document, people)
    for name, lines in content.record:
        heading(document, name, 3)
        for line in lines:
            text(document, line, "List Bullet")


def _people(document: WordDocument, people: Sequence[PersonLine]) -> None:
    rows = [Row((one.name, one.seat, one.agency, one.note)) for one in people]
    table(document, ("Name", "Seat", "Agency", "Note"), rows, widths=_WIDTHS)


def _items(document: WordDocument, items: Sequence[MinutedItem]) -> None:
    for item in items:
        heading(document, f"{item.number}. {item.title}" if item.number else item.title, 3)
        if not item.minutes:
            text(document, NOTHING)
        for each in item.minutes:
            paragraph = text(document, "")
            paragraph.add_run(each.kind).bold = True
            paragraph.paragraph_format.keep_with_next = True
            text(document, each.words)
            for note in each.notes:
                text(document, note, "Small print")
