"""Records whom the authority takes a seat to represent, and that it does so no more."""

import uuid
from datetime import date

from quorate.commands.runner import Done, Outcome, Run, command
from quorate.commands.uniqueness import unless_taken
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.membership.coverage import (
    Represented,
    refusal_to_designate,
    refusal_to_end_designation,
)
from quorate.records import scopes
from quorate.records.facts.membership import designation
from quorate.records.models import SeatMap


@command(Permission.PEOPLE_EDIT)
def designate(
    run: Run, *, seat: uuid.UUID, section: Represented, designated_on: date, reason: str
) -> Outcome:
    """Record that the authority takes a seat to represent some of those the Act names.

    Refuses as `quorate.domain.membership.coverage.refusal_to_designate` does.
    """
    row = run.find(scopes.seats, seat, group="group_id")
    held = [designation(one, held=()) for one in SeatMap.objects.filter(seat=row).select_related("seat")]
    if refusal := refusal_to_designate(
        held,
        seat_id=str(row.id),
        section=section,
        designated_on=designated_on,
        reason=reason,
        today=run.moment.today,
    ):
        return refusal
    made = SeatMap(
        id=run.new_id(), seat=row, section=section.value, designated_on=designated_on, reason=reason.strip()
    )
    already = Refusal("membership.designated_already", "It was designated so a moment ago.", field="section")
    if refusal := unless_taken(lambda: made.save(force_insert=True), already):
        return refusal
    details = {"section": section.value, "on": designated_on.isoformat()}
    return Done([Event("groups.seat_represents", "seat", str(row.id), details)], id=made.id)


@command(Permission.PEOPLE_EDIT)
def end_designation(
    run: Run, *, designated: uuid.UUID, ended_on: date, version: int | None = None
) -> Outcome:
    """Record that a designation ended after a day, its last.

    `version` is that of the seat's group on the page it was asked on, if it was on one. Refuses as
    `refusal_to_end_designation` does.
    """
    named = scopes.seat_maps(run.actor).filter(id=designated)
    # The group is held before what hangs on it, in the order that ending the group takes them.
    group = run.find(
        scopes.groups, named.values_list("seat__group", flat=True).first(), version=version, group="id"
    )
    row = run.get(scopes.seat_maps, designated)
    if refusal := refusal_to_end_designation(designation(row, held=()), ended_on=ended_on):
        return refusal
    row.ended_on = ended_on
    row.save(update_fields=["ended_on"])
    run.touch(group)
    details = {"section": row.section, "on": ended_on.isoformat()}
    return Done([Event("groups.seat_represents_no_more", "seat", str(row.seat_id), details)], id=row.id)
