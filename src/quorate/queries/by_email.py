"""The questions put to members by email that wait for somebody's answer, for My work."""

import uuid
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.kernel.words import clock, weekday
from quorate.domain.meetings.kinds import MeetingKind
from quorate.domain.meetings.lifecycle import MeetingState
from quorate.queries.invitations import own_meetings
from quorate.records import scopes

_MOST = 50


@dataclass(frozen=True, slots=True)
class AskedByEmail:
    """A question that was sent to the members of a group and has not closed; `words` are what it asks."""

    id: str
    words: str
    note: str


def asked_by_email(actor: Actor, today: date) -> tuple[AskedByEmail, ...]:
    """Those put to the groups somebody belongs to or runs, the first to close first."""
    rows = own_meetings(actor).filter(
        kind=MeetingKind.BY_EMAIL.value, state=MeetingState.CIRCULATED.value, on__gte=today
    )
    found = list(rows.select_related("group").order_by("on", "starts", "id")[:_MOST])
    items = scopes.agenda_items(actor).filter(meeting__in=found, removed_at__isnull=True)
    words: dict[uuid.UUID, str] = {}
    for meeting, title in items.order_by("order", "id").values_list("meeting_id", "title"):
        words.setdefault(meeting, title)
    return tuple(
        AskedByEmail(
            str(row.id),
            words.get(row.id, "Question by email"),
            f"{row.group.name}. Answer the coordinator by {weekday(row.on)}, {clock(row.starts)}",
        )
        for row in found
    )
