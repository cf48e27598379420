"""From rows about the year ahead to what the rules ask for."""

import uuid
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.calendar.school import SchoolClosed
from quorate.domain.meetings.forward import Slot
from quorate.domain.meetings.kinds import MeetingKind
from quorate.records import scopes
from quorate.records.models import ForwardItem, Meeting, SchoolHoliday


def school_holidays_of(partnership: uuid.UUID | str) -> tuple[SchoolClosed, ...]:
    """The school holidays listed for a partnership, earliest first."""
    rows = SchoolHoliday.objects.filter(partnership=partnership).order_by("from_on", "to_on", "id")
    return tuple(SchoolClosed(row.name, row.from_on, row.to_on) for row in rows)


def meetings_set(actor: Actor, group: uuid.UUID) -> list[Meeting]:
    """A group's meetings that were not cancelled, oldest first, as far as the actor may know of them."""
    rows = scopes.meetings(actor).filter(group=group).exclude(state="cancelled")
    return list(rows.exclude(kind=MeetingKind.BY_EMAIL.value).order_by("on", "starts", "id"))


def meetings_to_come(actor: Actor, group: uuid.UUID, today: date) -> list[Meeting]:
    """Those of a group's meetings that are to come and can still be changed, soonest first."""
    return [one for one in meetings_set(actor, group) if one.on >= today and one.state != "held"]


def meeting_after(actor: Actor, row: Meeting, today: date) -> Meeting | None:
    """The group's next after a meeting whose papers have not gone out; None where none is set."""
    after = (
        one
        for one in meetings_to_come(actor, row.group_id, today)
        if (one.on, one.starts) > (row.on, row.starts) and one.circulated_on is None
    )
    return next(after, None)


def slot_of(row: ForwardItem) -> Slot:
    """When an item is planned for; one for a meeting that was cancelled is for its month."""
    if row.meeting is None or row.meeting.state == "cancelled":
        return Slot(row.month)
    return Slot(row.month, str(row.meeting_id))


def is_taken(row: ForwardItem) -> bool:
    """Whether it is on an agenda."""
    return row.item is not None and row.item.removed_at is None
