"""How one place's next terms are being worked on: read from a document, a little of it settled."""

import uuid
from datetime import date
from functools import partial

from quorate.cli.demonstration.documents import osterbridge_next_terms_docx
from quorate.cli.demonstration.story import Happening, Story, done
from quorate.commands import terms_drafts
from quorate.commands.terms_drafts import About
from quorate.domain.terms.drafts import from_plain
from quorate.records import scopes
from quorate.records.models import TermsDraft

_PLACE, _GROUP = "osterbridge", "board"
_BEGUN_ON, _DATED_ON = date(2026, 11, 17), date(2026, 11, 18)
_FROM_ON = date(2026, 12, 1)


def happenings(story: Story) -> list[Happening]:
    """The draft, begun from the document, and the day it is given its first day; it is not adopted yet."""
    if story.place.slug != _PLACE:
        return []
    return [
        Happening(_BEGUN_ON, partial(_begin, story)),
        Happening(_DATED_ON, partial(_date, story)),
    ]


def _begin(story: Story, on: date) -> None:
    done(
        terms_drafts.begin_draft_from_file(
            story.coordinator(on),
            group=story.groups[_GROUP],
            name="Next terms of reference.docx",
            data=osterbridge_next_terms_docx(),
        )
    )


def _date(story: Story, on: date) -> None:
    row = _draft(story, on)
    now = from_plain(row.content)
    about = About("Version 2.0, December 2026", _FROM_ON, now.review_on, year_type=now.year_type)
    done(
        terms_drafts.say_about_draft(
            story.coordinator(on), draft=uuid.UUID(str(row.id)), version=row.version, about=about
        )
    )


def _draft(story: Story, on: date) -> TermsDraft:
    return scopes.terms_drafts(story.coordinator(on).actor).get(group=story.groups[_GROUP])
