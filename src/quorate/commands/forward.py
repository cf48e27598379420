"""Keeps a group's forward plan: what it means to talk about, moved on from month to month."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from quorate.commands.agenda import Said, put_on
from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.audience import Audience
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import count, day
from quorate.domain.meetings.forward import (
    Slot,
    months_ahead,
    refusal_of_planned,
    refusal_to_carry_on,
    refusal_to_plan_for,
    refusal_to_replan,
)
from quorate.domain.meetings.refusals import refusal_of_audience
from quorate.records import scopes
from quorate.records.facts.meetings import state_of
from quorate.records.facts.planning import is_taken, meeting_after, meetings_to_come, slot_of
from quorate.records.models import AgendaItem, ForwardItem, Meeting


@dataclass(frozen=True, slots=True)
class Planned:
    """What is planned: a title, what the group is asked to do, when, who leads it, and who may see it."""

    title: str
    purpose: str
    slot: Slot | None
    lead: uuid.UUID | None = None
    note: str = ""
    audience: Audience = Audience.PARTNERSHIP


@command(Permission.AGENDA_EDIT)
def plan_item(run: Run, *, group: uuid.UUID, said: Planned) -> Outcome:
    """Add something to a group's forward plan.

    Refuses with `meetings.no_title`, `meetings.purpose`, `forward.when` and `meetings.audience_not_yours`.
    """
    of = run.find(scopes.groups, group, group="id")
    if refusal := _refusal_of(run, of.id, said):
        return refusal
    row = ForwardItem(
        id=run.new_id(), group=of, added_at=run.moment.at, added_by_id=uuid.UUID(run.actor.person)
    )
    _say(run, row, said)
    row.save()
    details = {"group": str(of.id), "month": row.month.isoformat()}
    return Done([Event("forward.planned", "forward_item", str(row.id), details)], id=row.id)


@command(Permission.AGENDA_EDIT)
def replan_item(run: Run, *, item: uuid.UUID, version: int, said: Planned) -> Outcome:
    """Change a planned item, or move it to another month or meeting.

    Refuses as `plan_item` does, but takes the audience and the time it has, and with `forward.dropped` and
    `forward.on_agenda`.
    """
    row = run.find(scopes.forward_items, item, version=version, group="group_id")
    if refusal := _refusal_to_replan(row) or _refusal_of(run, row.group_id, said, row):
        return refusal
    was = row.month
    _say(run, row, said)
    row.save()
    run.touch(row)
    details = {"from": was.isoformat(), "month": row.month.isoformat()}
    return Done([Event("forward.replanned", "forward_item", str(row.id), details)], id=row.id)


@command(Permission.AGENDA_EDIT)
def drop_item(run: Run, *, item: uuid.UUID, version: int) -> Outcome:
    """Drop a planned item: it is wanted no more. Refuses with `forward.dropped` and `forward.on_agenda`."""
    row = run.find(scopes.forward_items, item, version=version, group="group_id")
    if refusal := _refusal_to_replan(row):
        return refusal
    row.dropped_at = run.moment.at
    row.save(update_fields=["dropped_at"])
    run.touch(row)
    details = {"month": row.month.isoformat()}
    return Done([Event("forward.dropped", "forward_item", str(row.id), details)], id=row.id)


@command(Permission.AGENDA_EDIT)
def carry_on(run: Run, *, meeting: uuid.UUID, version: int, items: Sequence[uuid.UUID]) -> Outcome:
    """Carry items a meeting did not reach to the group's next: onto its agenda, or into its month.

    Each keeps its words and who may see it; one carried on before is not carried on again. The next is that
    whose papers have not gone out; where none is set they are planned for next month. Refuses
    as `refusal_to_carry_on` does.
    """
    row = run.find(scopes.meetings, meeting, version=version, group="group_id")
    today = run.moment.today
    standing = scopes.agenda_items(run.actor).filter(meeting=row, removed_at__isnull=True, id__in=items)
    chosen = list(standing.filter(carried_on__isnull=True).order_by("order", "id"))
    if refusal := refusal_to_carry_on(state_of(row), on=row.on, today=today, chosen=chosen):
        return refusal
    later = meeting_after(run.actor, row, today)
    month = later.on.replace(day=1) if later else months_ahead(today)[1]
    for one in chosen:
        _carry(run, one, later=later, month=Slot(month))
    run.touch(row)
    if later:
        run.touch(later)
    details = {"items": str(len(chosen)), "month": month.isoformat()}
    events = [Event("forward.carried_on", "meeting", str(row.id), details)]
    if later:
        added = {"items": str(len(chosen))}
        events.append(Event("meetings.standing_items_added", "meeting", str(later.id), added))
    where = f"the agenda of {day(later.on)}" if later else "the forward plan, for no later meeting is set"
    said = f"{count(len(chosen), 'item is', 'items are')} on {where}."
    return Done(events, id=row.id, sentence=said)


def _carry(run: Run, item: AgendaItem, *, later: Meeting | None, month: Slot) -> None:
    said = Said(
        title=item.title,
        purpose=item.purpose,
        minutes=item.minutes,
        speaker=item.speaker,
        ask=item.ask,
        to_press=item.to_press,
        audience=Audience(item.audience),
    )
    carried = put_on(run, later, said, item.restriction) if later else None
    ForwardItem.objects.create(
        id=run.new_id(),
        group_id=item.meeting.group_id,
        meeting=later,
        month=month.month,
        title=item.title,
        purpose=item.purpose,
        audience=item.audience,
        restriction_id=item.restriction_id,
        item=carried,
        carried_from=item,
        added_at=run.moment.at,
        added_by_id=uuid.UUID(run.actor.person),
    )


def _refusal_to_replan(row: ForwardItem) -> Refusal | None:
    return refusal_to_replan(is_dropped=row.dropped_at is not None, is_on_agenda=is_taken(row))


def _refusal_of(run: Run, group: uuid.UUID, said: Planned, held: ForwardItem | None = None) -> Refusal | None:
    today = run.moment.today
    if refusal := refusal_of_planned(said.title, said.purpose) or refusal_to_plan_for(
        said.slot,
        months=months_ahead(today),
        meetings=[str(one.id) for one in meetings_to_come(run.actor, group, today)],
        was=slot_of(held) if held else None,
    ):
        return refusal
    if held and said.audience.value == held.audience:
        return None
    return refusal_of_audience(said.audience, run.actor.audiences_in(str(group)))


def _say(run: Run, row: ForwardItem, said: Planned) -> None:
    assert said.slot is not None  # noqa: S101 refused otherwise
    row.title, row.purpose, row.note = said.title.strip(), said.purpose, said.note.strip()
    row.lead = run.get(scopes.people, said.lead) if said.lead else None
    row.meeting = run.get(scopes.meetings, said.slot.meeting) if said.slot.meeting else None
    row.month = row.meeting.on.replace(day=1) if row.meeting else said.slot.month
    row.audience = said.audience.value
