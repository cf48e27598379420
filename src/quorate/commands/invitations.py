"""Tells those who may know of a meeting that it is set, was changed or is cancelled, for their calendars too.

Part of the command that did it. Nobody is told of a meeting of the past, nor of advice sought by email, to
which nobody comes. What was owed of the same meeting and has not left is taken back: nobody gets two hours
for one meeting, and a move is told from where they were told last.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from email.utils import parseaddr
from typing import NamedTuple

from django.conf import settings
from django.db.models import Q

from quorate.commands.messages import link_to, owe
from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.messages import by_hand
from quorate.domain.messages.calendars import begins_in, invitation, taken_out
from quorate.domain.messages.meetings import (
    meeting_cancelled,
    meeting_left,
    meeting_moved,
    meeting_set,
)
from quorate.domain.messages.texts import MessageText
from quorate.queries.invitations import LEFT, Following, concerned, following, last_told
from quorate.queries.messages_waiting import has_mail_server
from quorate.records.facts.calendars import calendar_meeting
from quorate.records.models import Meeting, Message, Person


class _News(NamedTuple):
    """What one person is told: its kind and its words."""

    kind: str
    text: MessageText


def tell_set(run: Run, row: Meeting) -> list[Person]:
    """Owe each member the news of a meeting just set; gives those who are told."""
    text = meeting_set(on=row.on, starts=row.starts, link=_link(run, row))
    return _tell(run, row, lambda _: _News("meeting_set", text))


def tell_moved(run: Run, row: Meeting) -> list[Person]:
    """Owe each member, and whoever was told before, what the meeting's day and hour are now.

    To whom nothing of it has left it is news, and no move.
    """
    told, link = _told(row), _link(run, row)
    news = _News("meeting_set", meeting_set(on=row.on, starts=row.starts, link=link))

    def text(person: uuid.UUID) -> _News:
        if person not in told:
            return news
        on, at = told[person]
        moved = meeting_moved(was_on=on, was_at=at, on=row.on, starts=row.starts, link=link)
        return _News("meeting_moved", moved)

    return _tell(run, row, text)


def tell_cancelled(run: Run, row: Meeting) -> list[Person]:
    """Owe each member, and whoever was told before, that the meeting is not held on the day it stood at."""
    told, link = _told(row), _link(run, row)

    def text(person: uuid.UUID) -> _News:
        last = told.get(person)
        return _News(
            "meeting_cancelled", meeting_cancelled(on=row.on, starts=row.starts, link=link, told=last)
        )

    return _tell(run, row, text)


def told_of_setting(row: Meeting) -> str:
    """How many are told of a meeting that was just set, in words; empty where nobody is."""
    set_now = Message.objects.filter(meeting=row, key=f"meeting_set:{row.id}:{row.sequence}")
    return told_said(Person.objects.filter(id__in=set_now.values("person")).order_by("name", "id"))


def told_said(told: Iterable[Person]) -> str:
    """How many are told by message, and whom to tell by hand; empty where nobody is.

    What a command that told them says of it. Without a mail server nobody is told until somebody sends it.
    """
    people = list(told)
    without = [person.name for person in people if not person.email]
    return by_hand.told_said(people=len(people), without_address=without, has_server=has_mail_server())


@command(Permission.WORK_RUN)
def follow_members(run: Run, *, meeting: uuid.UUID) -> Outcome:
    """Invite who became a member since the invitations went, and take the meeting out of others' calendars.

    Whoever holds a seat and may know of the meeting is invited; whoever was and holds none any more, or may
    know of it no longer, is told so without a word of the meeting. Refuses with `invitations.as_they_are`
    where nothing is to be done.
    """
    run.may()
    rows = Meeting.objects.select_for_update(of=("self",), no_key=True).select_related("group")
    row = rows.filter(group__partnership=run.partnership, id=meeting).first()
    if row is None:
        raise NotFoundError
    found = following(row, run.moment.today)
    if not found.is_any:
        return Refusal("invitations.as_they_are", "Everybody who is to be invited is, and nobody else.")
    if found.withdraw or any(person.id in found.again for person in found.invite):
        row.sequence += 1  # else a calendar that was told otherwise takes no notice
        row.save(update_fields=["sequence"])
    _invite(run, row, found)
    _withdraw(run, row, found)
    details = {"invited": str(len(found.invite)), "withdrawn": str(len(found.withdraw))}
    return Done([Event("meetings.invitations_followed", "meeting", str(row.id), details)], id=row.id)


def _invite(run: Run, row: Meeting, found: Following) -> None:
    text = meeting_set(on=row.on, starts=row.starts, link=_link(run, row))
    calendar = invitation(calendar_meeting(row), organiser=_organiser(), at=run.moment.at)
    _take_back(run, row, found.invite)
    for person in found.invite:
        key = f"meeting_joined:{row.id}:{row.sequence}"
        owe(run, person=person, kind="meeting_set", key=key, text=text, meeting=row, calendar=calendar)


def _withdraw(run: Run, row: Meeting, found: Following) -> None:
    told, text = last_told([row.id])[row.id], meeting_left(link=link_to(run))
    _take_back(run, row, found.withdraw)
    for person in found.withdraw:
        calendar = taken_out(told[person.id].calendar, sequence=row.sequence, at=run.moment.at)
        key = f"{LEFT}:{row.id}:{row.sequence}"
        owe(run, person=person, kind=LEFT, key=key, text=text, meeting=row, calendar=calendar)


def _tell(run: Run, row: Meeting, text: Callable[[uuid.UUID], _News]) -> list[Person]:
    if row.on < run.moment.today or row.kind == "by_email":
        return []
    calendar = invitation(calendar_meeting(row), organiser=_organiser(), at=run.moment.at)
    told = concerned(row, run.moment.today)
    _take_back(run, row, told)
    for person in told:
        kind, said = text(person.id)
        key = f"{kind}:{row.id}:{row.sequence}"
        owe(run, person=person, kind=kind, key=key, text=said, meeting=row, calendar=calendar)
    return told


def _take_back(run: Run, row: Meeting, people: Iterable[Person]) -> None:
    """Owe no longer what these people were to hear of the meeting's hour and never did.

    What is being sent at this moment is left: it may have gone.
    """
    idle = Q(leased_until__isnull=True) | Q(leased_until__lte=run.moment.at)
    owed = Message.objects.filter(idle, meeting=row, sent_at__isnull=True, person__in=list(people))
    owed.exclude(calendar="").delete()


def _told(row: Meeting) -> Mapping[uuid.UUID, tuple[date, time]]:
    """The day and hour that each person was sent last; nobody to whom nothing has left."""
    rows = Message.objects.filter(meeting=row, sent_at__isnull=False).exclude(calendar="").order_by("sent_at")
    said = {one.person_id: begins_in(one.calendar) for one in rows.only("person_id", "calendar")}
    return {person: begins for person, begins in said.items() if begins}


def _organiser() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def _link(run: Run, row: Meeting) -> str:
    return link_to(run, "meetings", str(row.id))
