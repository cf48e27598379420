"""Adds seats to groups, appoints people to them, and ends appointments."""

import uuid
from dataclasses import replace
from datetime import date

from quorate.commands.runner import Done, Outcome, Run, command
from quorate.commands.uniqueness import unless_taken
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.membership.appointments import (
    refusal_to_appoint,
    refusal_to_end,
    refusal_to_hold_office,
)
from quorate.domain.membership.facts import Office
from quorate.domain.membership.groups import refusal_after_end
from quorate.domain.membership.register import refusal_after_leaving
from quorate.records import scopes
from quorate.records.facts.meetings import appointment_fact, appointment_facts
from quorate.records.models import Appointment, Group, Person, Seat


@command(Permission.PEOPLE_EDIT)
def add_seat(
    run: Run,
    *,
    group: uuid.UUID,
    title: str,
    seat_class: str = "core",
    agency: uuid.UUID | None = None,
    order: int = 0,
) -> Outcome:
    """Add a core or advisory seat to a group. Refuses with `groups.ended`."""
    row = run.find(scopes.groups, group, group="id")
    if refusal := refusal_after_end(ended_on=row.ended_on, on=run.moment.today, field="group"):
        return refusal
    of_agency = run.get(scopes.agencies, agency) if agency else None
    seat = Seat.objects.create(
        id=run.new_id(), group=row, title=title, seat_class=seat_class, agency=of_agency, order=order
    )
    run.touch(row)
    return Done([Event("groups.seat_added", "seat", str(seat.id), {"group": str(row.id)})], id=seat.id)


@command(Permission.PEOPLE_EDIT)
def appoint(
    run: Run,
    *,
    seat: uuid.UUID,
    person: uuid.UUID,
    from_on: date,
    office: str = "",
    is_deputy: bool = False,
    has_authority: bool = True,
) -> Outcome:
    """Appoint a person to a seat from a day, as its holder or as a named deputy.

    Refuses with `groups.ended` and `people.has_left`, and as `refusal_to_appoint` and
    `refusal_to_hold_office` of `quorate.domain.membership.appointments` do; deputies hold no seat.
    """
    row = run.find(scopes.seats, seat, group="group_id")
    who = run.get(scopes.people, person)
    group = run.get(scopes.groups, row.group_id)  # its lock: two chairs at once would hold two seats
    if refusal := _refusal(group, row, who, from_on, Office(office), is_deputy=is_deputy):
        return refusal
    made = Appointment(
        id=run.new_id(),
        seat=row,
        person=who,
        from_on=from_on,
        office=office,
        is_deputy=is_deputy,
        has_authority=has_authority,
    )
    held = Refusal(
        "membership.seat_held",
        "Somebody was appointed to the seat a moment ago.",
        "Look at it again.",
        field="from_on",
    )
    if refusal := unless_taken(lambda: made.save(force_insert=True), held):
        return refusal
    run.touch(group)
    details = {"seat": str(row.id), "person": str(who.id), "office": office}
    return Done([Event("groups.appointed", "appointment", str(made.id), details)], id=made.id)


@command(Permission.PEOPLE_EDIT)
def end_appointment(
    run: Run,
    *,
    appointment: uuid.UUID,
    to_on: date,
    seat: uuid.UUID | None = None,
    version: int | None = None,
) -> Outcome:
    """End an appointment after `to_on`, its last day; with `seat`, only one to that seat is found.

    `version` is that of the group on the page it was asked on, if it was on one. Refuses as
    `quorate.domain.membership.appointments.refusal_to_end` does.
    """
    under = {"seat": seat} if seat else {}
    named = scopes.appointments(run.actor).filter(id=appointment, **under)
    # The group is held before what hangs on it, in the order that ending the group takes them.
    group = run.find(
        scopes.groups, named.values_list("seat__group", flat=True).first(), version=version, group="id"
    )
    row = run.get(scopes.appointments, appointment)
    if refusal := refusal_to_end(appointment_fact(row), until_on=to_on):
        return replace(refusal, field="to_on")
    row.to_on = to_on
    row.save(update_fields=["to_on"])
    run.touch(group)
    return Done([Event("groups.appointment_ended", "appointment", str(row.id))], id=row.id)


def _refusal(
    group: Group, seat: Seat, who: Person, from_on: date, office: Office, *, is_deputy: bool
) -> Refusal | None:
    of_group = appointment_facts(group.id)
    held = () if is_deputy else of_group
    return (
        refusal_after_end(ended_on=group.ended_on, on=from_on, field="from_on")
        or refusal_after_leaving(left_on=who.left_on, from_on=from_on)
        or refusal_to_appoint(held, seat_id=str(seat.id), person_id=str(who.id), from_on=from_on)
        or refusal_to_hold_office(of_group, office=office, from_on=from_on, is_deputy=is_deputy)
    )
