"""Adds seats to groups and changes them, appoints people to them, and ends appointments."""

import uuid
from dataclasses import replace
from datetime import date

from django.db.models import Q

from quorate.commands.runner import Done, Outcome, Run, command
from quorate.commands.setting_up.privately import shield
from quorate.commands.uniqueness import unless_taken
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.membership.agencies import agencies_on, seated_elsewhere, speaks_elsewhere
from quorate.domain.membership.appointments import (
    free_place,
    most_at_once,
    refusal_to_appoint,
    refusal_to_end,
    refusal_to_hold_office,
)
from quorate.domain.membership.facts import Office
from quorate.domain.membership.groups import refusal_after_end, refusal_to_gather
from quorate.domain.membership.register import refusal_after_attending, refusal_after_leaving
from quorate.domain.membership.seats import SeatDraft, refusal_of_seat, refusal_to_show
from quorate.records import scopes
from quorate.records.facts.agencies import agencies_of
from quorate.records.facts.meetings import appointment_fact, appointment_facts
from quorate.records.facts.rooms import agencies_worked_for
from quorate.records.facts.tables import recorded_under
from quorate.records.models import Appointment, Group, Person, RoomActRow, Seat


@command(Permission.PEOPLE_EDIT)
def add_seat(
    run: Run,
    *,
    group: uuid.UUID,
    title: str = "",
    seat_class: str = "core",
    agency: uuid.UUID | None = None,
    order: int = 0,
    draft: SeatDraft | None = None,
) -> Outcome:
    """Add a core or advisory seat to a group; `draft` says more of it than a title, a class and an agency.

    Refuses with `groups.ended` and `groups.is_outside`, and as
    `quorate.domain.membership.seats.refusal_of_seat` does.
    """
    row = run.find(scopes.groups, group, group="id")
    ended = refusal_after_end(ended_on=row.ended_on, on=run.moment.today, field="group")
    if refusal := ended or refusal_to_gather(row.kind, field="group"):
        return refusal
    said = draft or SeatDraft(title=title, seat_class=seat_class, agency=str(agency or ""))
    if refusal := refusal_of_seat(said, group=str(row.id)):
        return refusal
    seat = Seat(id=run.new_id(), group=row, order=order, since_on=_first_day(run, row))
    _say(run, seat, said)
    seat.save(force_insert=True)
    run.touch(row)
    return Done([Event("groups.seat_added", "seat", str(seat.id), {"group": str(row.id)})], id=seat.id)


def _first_day(run: Run, group: Group) -> date | None:
    """From when on a seat added now is there: today, once a meeting was recorded without it.

    None before: a board's seats are typed in before its past meetings are.
    """
    came = RoomActRow.objects.filter(meeting__group=group, meeting__on__lt=run.moment.today)
    return run.moment.today if came.filter(struck_at__isnull=True).exists() else None


@command(Permission.PEOPLE_EDIT)
def change_seat(run: Run, *, seat: uuid.UUID, version: int, draft: SeatDraft) -> Outcome:
    """Change what a seat is; `version` is its group's. Whoever holds it is shown by the name it then gives.

    Its deputies keep the names they are shown by: what the seat is says nothing of them.

    Refuses as `quorate.domain.membership.seats.refusal_of_seat` does.
    """
    row = run.find(scopes.seats, seat, group="group_id")
    group = run.get(scopes.groups, row.group_id)
    run.same(group, version)
    running = Appointment.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=run.moment.today), seat=row)
    held = [appointment_fact(one) for one in running if not one.is_deputy]
    if refusal := refusal_of_seat(draft, group=str(group.id), most_held=most_at_once(held)):
        return refusal
    _say(run, row, draft)
    row.save()
    run.touch(group)
    events = [Event("groups.seat_changed", "seat", str(row.id), {"group": str(group.id)})]
    holders = running.filter(is_deputy=False).values("person")
    for person in scopes.people(run.actor).filter(id__in=holders).select_for_update():
        events += shield(run, person, row.shown_as)
    return Done(events, id=row.id)


def _say(run: Run, seat: Seat, draft: SeatDraft) -> None:
    """Write what is said of a seat, and its agency and group only if the actor may see them."""
    seat.title, seat.seat_class, seat.places = draft.title, draft.seat_class, draft.places
    seat.condition, seat.by_interest = draft.condition.strip(), draft.by_interest
    seat.follows_office, seat.shown_as = draft.follows_office, draft.shown_as.strip()
    seat.agency = run.get(scopes.agencies, draft.agency) if draft.agency else None
    seat.follows_group = run.get(scopes.groups, draft.follows_group) if draft.follows_group else None


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
    by_chosen_name: bool | None = None,
) -> Outcome:
    """Appoint a person to a seat from a day, as its holder or as a named deputy.

    A seat for lived experience hides who its holder is, and a deputy only where `by_chosen_name` says that
    they wish it; for such a seat it has to be said. Refuses with `groups.ended` and `people.has_left`, and as
    `refusal_to_appoint` and `refusal_to_hold_office` of `quorate.domain.membership.appointments` and
    `refusal_to_show` of `quorate.domain.membership.seats` do; deputies hold no seat.
    """
    row = run.find(scopes.seats, seat, group="group_id")
    who = run.get(scopes.people, person)
    group = run.get(scopes.groups, row.group_id)  # its lock: two chairs at once would hold two seats
    if refusal := _refusal(group, row, who, from_on, Office(office), is_deputy=is_deputy):
        return refusal
    if refusal := refusal_to_show(row.shown_as, is_deputy=is_deputy, by_chosen_name=by_chosen_name):
        return refusal
    places = _places(row)
    made = Appointment(
        id=run.new_id(),
        place=free_place(
            appointment_facts(group.id), seat_id=str(row.id), from_on=from_on, places=max(places, 1)
        ),
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
    events = [Event("groups.appointed", "appointment", str(made.id), details)]
    if by_chosen_name:
        events += shield(run, who, row.shown_as)
    return Done(events, id=made.id, sentence=_elsewhere(row, who, from_on, is_deputy=is_deputy))


def _elsewhere(seat: Seat, who: Person, on: date, *, is_deputy: bool) -> str:
    """That somebody sits in the seat of an agency they do not speak for, and for which they count."""
    if seat.agency_id is None or seat.shown_as:
        return ""
    agencies = agencies_on(agencies_of(who.partnership_id), on)
    own = agencies_worked_for([who.id], on).get(str(who.id), ())
    theirs = speaks_elsewhere(str(seat.agency_id), own, agencies)
    names = {one.id: one.name for one in agencies}
    return seated_elsewhere(names[theirs], names[str(seat.agency_id)], is_deputy=is_deputy) if theirs else ""


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
    `quorate.domain.membership.appointments.refusal_to_end` does, and with `people.was_there` where they were
    at a later meeting for the seat and its minutes are not approved.
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
    if refusal := refusal_after_attending(recorded_under(row), last=to_on, field="to_on"):
        return refusal
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
        or refusal_to_appoint(
            held,
            seat_id=str(seat.id),
            person_id=str(who.id),
            from_on=from_on,
            places=1 if is_deputy else _places(seat),
        )
        or refusal_to_hold_office(of_group, office=office, from_on=from_on, is_deputy=is_deputy)
    )


def _places(seat: Seat) -> int:
    """How many places of a seat somebody may be appointed to: one is its office's, where it follows one."""
    return seat.places - bool(seat.follows_office)
