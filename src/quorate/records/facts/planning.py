"""From rows about the year ahead to what the rules ask for."""

import uuid

from quorate.domain.access.actor import Actor
from quorate.domain.calendar.school import SchoolClosed
from quorate.domain.meetings.kinds import MeetingKind
from quorate.records import scopes
from quorate.records.models import Meeting, SchoolHoliday


def school_holidays_of(partnership: uuid.UUID | str) -> tuple[SchoolClosed, ...]:
    """The school holidays listed for a partnership, earliest first."""
    rows = SchoolHoliday.objects.filter(partnership=partnership).order_by("from_on", "to_on", "id")
    return tuple(SchoolClosed(row.name, row.from_on, row.to_on) for row in rows)


def meetings_set(actor: Actor, group: uuid.UUID) -> list[Meeting]:
    """A group's meetings that were not cancelled, oldest first, as far as the actor may know of them."""
    rows = scopes.meetings(actor).filter(group=group).exclude(state="cancelled")
    return list(rows.exclude(kind=MeetingKind.BY_EMAIL.value).order_by("on", "starts", "id"))
