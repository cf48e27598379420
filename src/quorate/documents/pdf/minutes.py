"""A meeting's minutes as PDF/UA-1: who was there, the quorum, each item with its minutes, the annex."""

from typing import Any

from quorate.documents.pdf.printable import printable
from quorate.documents.pdf.typesetting import paragraphs, pdf, words
from quorate.domain.kernel.words import day
from quorate.domain.packs.minutes import (
    DRAFT,
    NOT_RECORDED,
    NOTHING,
    MinutedItem,
    MinutesContent,
    PersonLine,
)

TEMPLATE = "minutes.typ"


def render_minutes(content: MinutesContent) -> bytes:
    """The minutes as a PDF. The same content gives the same bytes, by the same release of the typesetter."""
    return pdf(TEMPLATE, _data(content), made_at=content.made_at)


def _data(content: MinutesContent) -> dict[str, Any]:
    return {
        "title": printable(content.title),
        "partnership": printable(content.partnership),
        "partnership_words": words(content.partnership),
        "group": words(content.group),
        "when": content.when,
        "place": words(content.place),
        "status": words(content.status),
        "draft": DRAFT if content.is_draft else "",
        "marking": printable(content.marking),
        "edition": printable(content.edition),
        "footer": printable(f"{content.group}, {day(content.meeting_on)}"),
        "is_recorded": content.is_recorded,
        "is_question": content.is_question,
        "not_recorded": NOT_RECORDED,
        "present": [_person(one) for one in content.present],
        "attending": [_person(one) for one in content.attending],
        "record": [
            {"name": name, "lines": [words(line) for line in lines]} for name, lines in content.record
        ],
        "items": [_item(one) for one in content.items],
        "annex": [_item(one) for one in content.annex],
        "nothing": NOTHING,
    }


def _person(one: PersonLine) -> list[Any]:
    return [words(one.name), words(one.seat), words(one.agency), words(one.note)]


def _item(one: MinutedItem) -> dict[str, Any]:
    return {
        "title": words(f"{one.number}. {one.title}" if one.number else one.title),
        "minutes": [
            {
                "kind": each.kind,
                "words": paragraphs(each.words),
                "notes": [words(note) for note in each.notes],
            }
            for each in one.minutes
        ],
    }
