"""Meetings of the small world, reached by calling commands."""

import io
import uuid
import zipfile
from datetime import date, time

import pikepdf

from quorate.commands import agenda, meetings, papers
from quorate.commands.agenda import Said
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.outcomes import Waiver
from quorate.domain.terms.clauses import ClauseKind
from quorate.records.models import ClauseRow, Meeting, Message
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
    """A meeting whose invitations are no longer waiting, so that what is owed is owed by what comes after."""
    id = done(
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
    Message.objects.filter(meeting=id).delete()
    return id


def an_item(world: World, meeting: uuid.UUID, title: str = "Figures", *, by: str = "coordinator", **said):
    urgent = {"urgent_why": "It came up since", "chair_agreed": True}  # kept once the papers went out
    return done(agenda.add_item(world.as_(by), meeting=meeting, said=Said(title=title, **urgent | said)))


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


def circulated_late(world: World, on: date) -> uuid.UUID:
    """A meeting of one item whose papers went out late, with a waiver the chair agreed to that day."""
    meeting = a_meeting(world)
    an_item(world, meeting)
    clause = ClauseRow.objects.get(terms=world.terms, kind=ClauseKind.CIRCULATION.value)
    waiver = Waiver(str(clause.id), "The office was flooded", str(world.people["chair"]), on)
    by = world.as_("coordinator", on)
    return done(meetings.circulate_papers(by, meeting=meeting, version=version_of(meeting), waiver=waiver))


def version_of(meeting: uuid.UUID) -> int:
    return Meeting.objects.get(id=meeting).version


def office_file(part: str, *extra: str) -> bytes:
    """An archive with the parts that tell a Word, Excel or PowerPoint file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in ("[Content_Types].xml", part, *extra):
            archive.writestr(name, "<x/>")
    return made.getvalue()
