"""Writes the row of a meeting, unless its group meets then already."""

from dataclasses import dataclass
from datetime import date, time

from django.db import IntegrityError, transaction

from quorate.commands.invitations import tell_set
from quorate.commands.runner import Run
from quorate.domain.access.audience import Audience
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.meetings.kinds import MeetingKind
from quorate.domain.meetings.lifecycle import MeetingState
from quorate.domain.meetings.refusals import refusal_of_audience, refusal_of_length
from quorate.domain.membership.groups import refusal_after_end, refusal_to_gather
from quorate.records import scopes
from quorate.records.models import Group, Meeting


@dataclass(frozen=True, slots=True)
class When:
    """When and where a meeting is: a local day and wall time, its minutes, and a place or none."""

    on: date
    starts: time
    minutes: int
    place: str = ""


def put_meeting(
    run: Run,
    *,
    of: Group,
    when: When,
    audience: Audience,
    kind: MeetingKind = MeetingKind.ORDINARY,
    why: str = "",
) -> Meeting | Refusal:
    """A new meeting of a group that was found before, of which members are told; or why there cannot be one.

    Codes: `meetings.length`, `meetings.set_already`, `meetings.audience_not_yours`, `groups.ended` and
    `groups.is_outside`.
    """
    if refusal := (
        refusal_to_gather(of.kind, field="group")
        or refusal_after_end(ended_on=of.ended_on, on=when.on, field="on")
        or refusal_of_length(when.minutes)
        or refusal_of_audience(audience, run.actor.audiences_in(str(of.id)))
    ):
        return refusal
    row = Meeting(
        id=run.new_id(),
        group=of,
        on=when.on,
        starts=when.starts,
        minutes=when.minutes,
        place=when.place,
        audience=audience.value,
        zone=of.partnership.zone,
        kind=kind.value,
        called_why=why,
    )
    if not kept(row, of):
        return set_already(run, row)
    tell_set(run, row)
    return row


def event_of_setting(row: Meeting) -> Event:
    """What goes on record of a meeting that was set."""
    details = {"group": str(row.group_id), "on": row.on.isoformat()}
    if row.kind != MeetingKind.ORDINARY.value:
        details["kind"] = row.kind
    private = {"reason": row.called_why} if row.called_why else {}
    return Event("meetings.set", "meeting", str(row.id), details, private=private)


def set_already(run: Run, row: Meeting) -> Refusal:
    """Whoever may not know of the other meeting is not sent to open it."""
    seen = scopes.meetings(run.actor).filter(group=row.group_id, on=row.on, starts=row.starts)
    may_open = seen.exclude(id=row.id).exclude(state=MeetingState.CANCELLED.value).exists()
    return Refusal(
        "meetings.set_already",
        "This group has a meeting at that time already.",
        f"Choose another day or time{', or open that meeting' if may_open else ''}.",
        field="on",
    )


def kept(row: Meeting, group: Group) -> bool:
    """Save, unless the group meets then: two meetings at one time the database refuses."""
    row.group = group
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return False
    return True
