"""What became of papers besides their coming in: those asked for, a new version, and a supplement."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from quorate.cli.demonstration import paper_files
from quorate.cli.demonstration.content.shapes import AgendaItem, Paper, Person, Supplement
from quorate.cli.demonstration.story import Happening, done
from quorate.commands import agenda, circulating, messages, papers, papers_asked
from quorate.domain.access.audience import Audience
from quorate.records import scopes
from quorate.records.models import Message

if TYPE_CHECKING:
    from quorate.cli.demonstration.gatherings import MeetingStory

_ASKED_BEFORE = timedelta(days=31)  # of the meeting


def cover(item: AgendaItem, paper: Paper, author: Person) -> dict[str, str]:
    """A paper's cover sheet: what its item asks, who wrote it, and what else the content says."""
    return {"ask": item.ask or "Note it.", "author": author.role, **paper.cover}


def happenings(told: "MeetingStory", set_on: date, due_on: date) -> list[Happening]:
    """What was asked for of papers that have not come, and what went to members after the rest."""
    said = []
    meeting = told.meeting
    if not meeting.is_held:
        missing = [(item, paper) for item in meeting.items for paper in item.papers if not paper.submitted_on]
        on = max(set_on, meeting.on - _ASKED_BEFORE)
        said += [
            Happening(on, lambda on, item=item, paper=paper: _ask(told, item, paper, on, due_on))
            for item, paper in missing
        ]
    if sent := meeting.supplement:
        said.append(Happening(sent.on, lambda on: _supplement(told, sent, on)))
    return said


def _ask(told: "MeetingStory", item: AgendaItem, paper: Paper, on: date, due_on: date) -> None:
    asked = papers_asked.ask_for_paper(
        told.story.coordinator(on),
        meeting=told.id,
        title=paper.title,
        people=[told.story.people[paper.by]],
        due_on=due_on,
        item=told.items[item.number],
    )
    done(asked)
    _sent(told, on, "paper_asked")


def _supplement(told: "MeetingStory", sent: Supplement, on: date) -> None:
    item = next(one for one in told.meeting.items if one.title == sent.item)
    if sent.ask:
        _reword(told, item, sent.ask, on)
    else:
        _new_version(told, item, on)
    asked = told.story.coordinator(on)
    version = scopes.meetings(asked.actor).get(id=told.id).version
    done(circulating.send_supplement(asked, meeting=told.id, version=version, said=sent.note))
    _sent(told, on, "supplement_sent")


def _reword(told: "MeetingStory", item: AgendaItem, ask: str, on: date) -> None:
    asked = told.story.coordinator(on)
    row = scopes.agenda_items(asked.actor).get(id=told.items[item.number])
    said = agenda.Said(
        title=row.title,
        purpose=row.purpose,
        minutes=row.minutes,
        speaker=row.speaker,
        ask=ask,
        audience=Audience(row.audience),
        keeps_restriction=True,
    )
    done(agenda.change_item(asked, meeting=told.id, item=row.id, version=row.version, said=said))


def _new_version(told: "MeetingStory", item: AgendaItem, on: date) -> None:
    asked = told.story.coordinator(on)
    row = scopes.papers(asked.actor).get(meeting=told.id, item=told.items[item.number])
    paper = Paper(key="again", title=row.title, type="report", by=item.speaker)
    done(
        papers.replace_paper(
            asked,
            meeting=told.id,
            paper=row.id,
            version=row.meeting.version,
            title=row.title,
            submitted_on=on,
            name=row.title,
            data=paper_files.build(told.story.place, told.meeting, item, paper),
            cover=row.cover,
        )
    )


def _sent(told: "MeetingStory", on: date, kind: str) -> None:
    """Messages leave the same day."""
    owed = Message.objects.filter(partnership=told.story.partnership, sent_at=None, kind=kind)
    for message in owed.order_by("id"):
        done(messages.mark_sent(told.story.as_quorate(on), message=message.id))
