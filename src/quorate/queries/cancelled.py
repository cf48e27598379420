"""When and why meetings were cancelled, as the record holds it."""

import json
import uuid
from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

from quorate.domain.access.actor import Actor
from quorate.domain.kernel.asking import local_day
from quorate.domain.kernel.words import day
from quorate.domain.meetings.lifecycle import MeetingState
from quorate.records.models import EventRow, Meeting

_CANCELLED = "meetings.cancelled"


def cancellations(actor: Actor, rows: Iterable[Meeting]) -> Mapping[uuid.UUID, str]:
    """A sentence for each of the meetings that was cancelled, in one question for all.

    A reason that was redacted is not said.
    """
    gone = {str(row.id): row for row in rows if row.state == MeetingState.CANCELLED.value}
    said = {row.id: "Cancelled." for row in gone.values()}
    found = EventRow.objects.filter(
        chain__scope=actor.partnership, code=_CANCELLED, subject_id__in=list(gone)
    )
    for event in found if gone else ():
        row = gone[event.subject_id]
        said[row.id] = _sentence(event, row)
    return said


def _sentence(event: EventRow, row: Meeting) -> str:
    on = day(local_day(event.at, ZoneInfo(row.zone)))
    told = json.loads(event.contents) if event.contents else {}
    reason = told.get("private", {}).get("reason", "").rstrip(".")
    return f"Cancelled on {on}: {reason}." if reason else f"Cancelled on {on}."
