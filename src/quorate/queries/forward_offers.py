"""What the forward plan and the duties of a group offer for a meeting's agenda."""

import uuid
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.words import day, month
from quorate.domain.meetings.agenda import Purpose
from quorate.domain.meetings.forward import is_for
from quorate.domain.terms.duties import Duty, DutyState, duties
from quorate.domain.terms.nearness import taken_at
from quorate.records import scopes
from quorate.records.facts.groups import group_facts
from quorate.records.facts.meetings import Basis
from quorate.records.facts.planning import is_taken, slot_of
from quorate.records.models import ForwardItem, Meeting


@dataclass(frozen=True, slots=True)
class Offered:
    """An item to offer and why. `forward` is the planned item's id, empty for a duty."""

    title: str
    purpose: str
    because: str
    forward: str = ""
    speaker: str = ""
    audience: str = Audience.PARTNERSHIP.value
    restriction: uuid.UUID | None = None


def offered(actor: Actor, row: Meeting, known: Basis, today: date) -> tuple[Offered, ...]:
    """Planned items for the meeting, or of months that went by untaken; then the duties due about it."""
    planned = open_items(actor, row.group_id)
    mine = [one for one in planned if is_for(slot_of(one), meeting=str(row.id), on=row.on)]
    return (*(_planned(one) for one in mine), *_duties(actor, row, known, today))


def open_items(actor: Actor, group: uuid.UUID) -> list[ForwardItem]:
    """A group's planned items that are neither dropped nor on an agenda, soonest first."""
    rows = scopes.forward_items(actor).filter(group=group, dropped_at__isnull=True)
    every = rows.select_related("meeting", "item", "lead", "carried_from__meeting")
    return [one for one in every.order_by("month", "added_at", "id") if not is_taken(one)]


def _planned(row: ForwardItem) -> Offered:
    because = f"In the forward plan for {month(row.month)}."
    if row.carried_from:
        because = f"Not reached on {day(row.carried_from.meeting.on)}."
    return Offered(
        title=row.title,
        purpose=row.purpose,
        because=because,
        forward=str(row.id),
        speaker=row.lead.name if row.lead else "",
        audience=row.audience,
        restriction=row.restriction_id,
    )


def _duties(actor: Actor, row: Meeting, known: Basis, today: date) -> tuple[Offered, ...]:
    facts = group_facts(actor, {row.group_id: known.versions})[row.group_id]
    owed = duties(
        versions=known.versions,
        group=facts,
        calendar=known.calendar,
        today=today,
        started_on=known.started_on,
    )
    return tuple(Offered(duty.title, Purpose.DECIDE.value, _because(duty)) for duty in taken_at(owed, row.on))


def _because(duty: Duty) -> str:
    assert duty.due_on is not None  # noqa: S101 asked before
    was = "It was due" if duty.state is DutyState.OVERDUE else "It is due"
    return f"{was} by {day(duty.due_on)} under the terms."
