"""What the forward plan and the duties of a group offer for a meeting's agenda."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from quorate.domain.access.actor import Actor
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.words import day, month
from quorate.domain.meetings.agenda import Purpose
from quorate.domain.meetings.forward import is_for
from quorate.domain.terms.duties import Duty, DutyState, duties
from quorate.domain.terms.nearness import is_open_at, taken_at
from quorate.queries.duties import reports_of_lines
from quorate.records import scopes
from quorate.records.facts.groups import group_facts
from quorate.records.facts.meetings import Basis, calendar_of
from quorate.records.facts.planning import is_taken, slot_of
from quorate.records.models import ForwardItem, Meeting, Partnership


@dataclass(frozen=True, slots=True)
class Offered:
    """An item to offer and why. `forward` is the planned item's id, `asked` that of a paper promised.

    `of_group` is the name of the group whose report it is.
    """

    title: str
    purpose: str
    because: str
    forward: str = ""
    asked: str = ""
    speaker: str = ""
    audience: str = Audience.PARTNERSHIP.value
    restriction: uuid.UUID | None = None
    of_group: str = ""


def offered(actor: Actor, row: Meeting, known: Basis, today: date) -> tuple[Offered, ...]:
    """What may be taken at a meeting besides what its terms put on every agenda.

    Items planned for it, or for months that went by untaken; papers promised for it that stand under no item;
    what other groups report to this one; the duties due about it.
    """
    planned = open_items(actor, row.group_id)
    mine = [one for one in planned if is_for(slot_of(one), meeting=str(row.id), on=row.on)]
    return (
        *(_planned(one) for one in mine),
        *_promised(actor, row),
        *_reported(actor, row, today),
        *_duties(actor, row, known, today),
    )


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


def _promised(actor: Actor, row: Meeting) -> Iterable[Offered]:
    """Papers asked for that stand under no item yet; one that came as narrowly as the paper is read."""
    rows = scopes.papers_asked(actor).filter(meeting=row, item__isnull=True, dropped_at__isnull=True)
    for one in rows.select_related("person", "paper").order_by("due_on", "title", "id"):
        if one.paper and one.paper.item_id:
            continue
        came = "It has come" if one.paper else f"It is due by {day(one.due_on)}"
        yield Offered(
            title=one.title,
            purpose=Purpose.DISCUSS.value,
            because=f"A paper was promised by {one.person.name}. {came}.",
            asked=str(one.id),
            speaker=one.person.name,
            audience=one.paper.audience if one.paper else Audience.PARTNERSHIP.value,
            restriction=one.paper.restriction_id if one.paper else None,
        )


def _reported(actor: Actor, row: Meeting, today: date) -> Iterable[Offered]:
    """What other groups report to this one at each meeting, or owe by about this one."""
    lines = scopes.reporting_lines(actor).filter(to=row.group_id, from_on__lte=row.on)
    lines = lines.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=row.on)).select_related("reports", "to")
    found = list(lines.order_by("reports__order", "what", "id"))
    if not found:
        return
    settings = Partnership.objects.only("started_on", "due_soon_days").get(id=actor.partnership)
    calendar = calendar_of(actor.partnership)
    for one in reports_of_lines(actor, found, settings=settings, calendar=calendar, today=today):
        line = one.facts.row
        due = [duty.due_on for duty in one.duties if duty.due_on and is_open_at(duty, row.on)]
        if line.each_meeting or due:
            pace = "at each meeting" if line.each_meeting else f"by {day(max(due))}"
            yield Offered(
                title=f"{line.what}: {line.reports.name}",
                purpose=Purpose.MONITOR.value,
                because=f"{line.reports.name} reports it {pace}.",
                of_group=line.reports.name,
            )


def _duties(actor: Actor, row: Meeting, known: Basis, today: date) -> tuple[Offered, ...]:
    facts = group_facts(actor, {row.group_id: known.versions}, today)[row.group_id]
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
