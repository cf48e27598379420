"""Makes anew what is owed of a meeting and has not left, once the meeting has another day or hour.

What waits to be sent is read after the move: it may not name a day the meeting is not on, nor a last day to
read papers that is past. What has left stays as it was sent, and the move itself is told apart.
"""

from datetime import date

from django.db.models import Q

from quorate.commands.messages import link_to, not_gone
from quorate.commands.runner import Run
from quorate.domain.meetings.kinds import MeetingKind
from quorate.domain.messages.texts import (
    MessageText,
    agenda_to_agree,
    paper_asked,
    papers_circulated,
    question_put,
    supplement_sent,
)
from quorate.domain.terms.consequences import may_deputise
from quorate.records import scopes
from quorate.records.facts.meetings import basis
from quorate.records.models import Meeting, Message


def papers_text(run: Run, row: Meeting) -> MessageText:
    """What is said of the papers, or of a question by email.

    One text for all, so it counts the papers open to all: a larger number would betray another.
    """
    link = link_to(run, "meetings", str(row.id))
    if _is_question(row):
        return question_put(closes_on=row.on, closes_at=row.starts, link=link)
    on_open_item = Q(item__isnull=True) | scopes.open_to_all("item__")
    papers = row.papers.filter(scopes.open_to_all(), on_open_item, scopes.standing()).count()
    return papers_circulated(
        meeting_on=row.on,
        starts_at=row.starts,
        link=link,
        papers=papers,
        can_deputise=may_deputise(basis(run.actor, row, run.moment.today).terms),
    )


def supplement_text(run: Run, row: Meeting) -> MessageText:
    """What is said of a supplement."""
    link = link_to(run, "meetings", str(row.id), "circulation")
    return supplement_sent(meeting_on=row.on, link=link, is_question=_is_question(row))


def agenda_text(run: Run, row: Meeting) -> MessageText:
    """What is said to whoever is asked to agree the agenda."""
    return agenda_to_agree(meeting_on=row.on, link=link_to(run, "meetings", str(row.id)))


def paper_text(run: Run, row: Meeting, due_on: date) -> MessageText:
    """What is said to whoever is asked for papers by a day."""
    link = link_to(run, "meetings", str(row.id), "papers")
    return paper_asked(meeting_on=row.on, due_on=due_on, link=link, is_question=_is_question(row))


def remake_messages(run: Run, row: Meeting) -> None:
    """Say anew what waits of a meeting that was moved, as `BEFORE_MEETING` names it."""
    made = {
        "papers_circulated": papers_text,
        "supplement_sent": supplement_text,
        "agenda_to_agree": agenda_text,
    }
    for kind, text in made.items():
        held = not_gone(run, row).filter(kind=kind)
        if held.exists():
            held.update(body=text(run, row).body)
    for one in not_gone(run, row).filter(kind="paper_asked"):
        one.body = paper_text(run, row, _due_on(one)).body
        one.save(update_fields=["body"])


def _is_question(row: Meeting) -> bool:
    return row.kind == MeetingKind.BY_EMAIL.value


def _due_on(one: Message) -> date:
    """The day a paper was asked for by, which the message's key names."""
    return date.fromisoformat(one.key.split(":")[2])
