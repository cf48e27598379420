"""Tells those who may know of a meeting that it is set, was changed or is cancelled, for their calendars too.

Part of the command that did it. Nobody is told of a meeting of the past, nor of advice sought by email, to
which nobody comes.
"""

from datetime import date, time
from email.utils import parseaddr

from django.conf import settings

from quorate.commands.messages import link_to, owe
from quorate.commands.runner import Run
from quorate.domain.messages.calendars import invitation
from quorate.domain.messages.meetings import meeting_cancelled, meeting_moved, meeting_set
from quorate.domain.messages.texts import MessageText
from quorate.queries.invitations import concerned
from quorate.records.facts.calendars import calendar_meeting
from quorate.records.models import Meeting


def tell_set(run: Run, row: Meeting) -> int:
    """Owe each member the news of a meeting just set; gives how many are told."""
    text = meeting_set(on=row.on, starts=row.starts, link=_link(run, row))
    return _tell(run, row, "meeting_set", text)


def tell_moved(run: Run, row: Meeting, *, was_on: date, was_at: time) -> int:
    """Owe each member, and whoever was told before, what the meeting's day and hour are now."""
    text = meeting_moved(was_on=was_on, was_at=was_at, on=row.on, starts=row.starts, link=_link(run, row))
    return _tell(run, row, "meeting_moved", text)


def tell_cancelled(run: Run, row: Meeting) -> int:
    """Owe each member, and whoever was told before, that the meeting is not held."""
    text = meeting_cancelled(on=row.on, starts=row.starts, link=_link(run, row))
    return _tell(run, row, "meeting_cancelled", text)


def _tell(run: Run, row: Meeting, kind: str, text: MessageText) -> int:
    if row.on < run.moment.today or row.kind == "by_email":
        return 0
    organiser = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    calendar = invitation(calendar_meeting(row), organiser=organiser, at=run.moment.at)
    told = concerned(row, run.moment.today)
    for person in told:
        key = f"{kind}:{row.id}:{row.sequence}"
        owe(run, person=person, kind=kind, key=key, text=text, meeting=row, calendar=calendar)
    return len(told)


def _link(run: Run, row: Meeting) -> str:
    return link_to(run, "meetings", str(row.id))
