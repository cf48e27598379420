"""Meetings of the small world, reached by calling commands."""

import io
import uuid
import zipfile
from datetime import date, time

import pikepdf

from quorate.commands import agenda, meetings, papers
from quorate.commands.agenda import Said
from quorate.domain.access.audience import Audience
from quorate.records.models import Meeting
from tests.builders.world import TODAY, World, done

MEETING_ON = date(2027, 1, 14)
"""Under the city's clauses: papers in by 30 December, out by 5 January, minutes by 28 January."""
PAPERS_DUE = date(2026, 12, 30)
LAST_DAY_TO_CIRCULATE = date(2027, 1, 5)


def _one_page() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(out, static_id=True)
    return out.getvalue()


PDF = _one_page()


def a_meeting(world: World, on: date = MEETING_ON, *, as_of: date = TODAY, audience=Audience.PARTNERSHIP):
    return done(
        meetings.set_meeting(
            world.as_("coordinator", as_of),
            group=world.board,
            on=on,
            starts=time(10),
            minutes=120,
            place="Committee room 2",
            audience=audience,
        )
    )


def an_item(world: World, meeting: uuid.UUID, title: str = "Figures", *, by: str = "coordinator", **said):
    return done(agenda.add_item(world.as_(by), meeting=meeting, said=Said(title=title, **said)))


def a_paper(
    world: World,
    meeting: uuid.UUID,
    title: str = "Figures",
    *,
    on: date = TODAY,
    added_on: date | None = None,
    by="coordinator",
    **more,
):
    return done(
        papers.add_paper(
            world.as_(by, added_on or max(on, TODAY)),
            meeting=meeting,
            title=title,
            submitted_on=on,
            name=more.pop("name", title),
            data=more.pop("data", PDF),
            **more,
        )
    )


def version_of(meeting: uuid.UUID) -> int:
    return Meeting.objects.get(id=meeting).version


def office_file(part: str, *extra: str) -> bytes:
    """An archive with the parts that tell a Word, Excel or PowerPoint file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in ("[Content_Types].xml", part, *extra):
            archive.writestr(name, "<x/>")
    return made.getvalue()
