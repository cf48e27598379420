"""Records that a person left, and that they are back.

Whoever left is let in no more, from the day they left on: whoever asks who somebody is asks this too. What
they did stays under their name.
"""

import uuid
from dataclasses import replace
from datetime import date, timedelta

from django.db.models import Q

from quorate.commands.calendars import end_addresses
from quorate.commands.runner import Done, Outcome, Run, command
from quorate.commands.setting_up.ending import cut_off
from quorate.commands.setting_up.roles import refusal_of_last_coordinator
from quorate.commands.uniqueness import refusal_of_taken_email
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.words import count
from quorate.domain.membership.register import (
    refusal_after_attending,
    refusal_to_come_back,
    refusal_to_leave,
)
from quorate.records import scopes
from quorate.records.facts.tables import recorded_for_seats
from quorate.records.models import Appointment, Grant, Person, Representation

ONE_DAY = timedelta(days=1)


@command(Permission.PEOPLE_EDIT)
def leave(run: Run, *, person: uuid.UUID, left_on: date, version: int | None = None) -> Outcome:
    """Record that a person is here no more from `left_on`.

    Their roles, seats and agencies end the day before. What was to begin later never does.
    `version` is that of the page that showed what ends, if there was one. Refuses with `people.left_already`,
    `people.yourself`, `people.last_coordinator`, and `people.was_there` where they were at a meeting that day
    or later whose minutes are not approved.
    """
    row = run.find(scopes.people, person, version=version)
    if refusal := refusal_to_leave(left_on=row.left_on, is_own=str(row.id) == run.actor.person):
        return refusal
    last = left_on - ONE_DAY
    if refusal := refusal_after_attending(recorded_for_seats(row), last=last, field="left_on"):
        return refusal
    if refusal := refusal_of_last_coordinator(run, row, last):
        return replace(refusal, field="left_on")
    _touch_groups(run, row, last)
    cut_off(Grant.objects.filter(person=row), last)
    cut_off(Representation.objects.filter(person=row), last)
    seats = cut_off(Appointment.objects.filter(person=row), last)
    row.left_on = left_on
    row.save(update_fields=["left_on"])
    run.touch(row)
    events = [Event("people.left", "person", str(row.id), {"on": left_on.isoformat()})]
    events += [Event("groups.appointment_ended", "appointment", str(id)) for id in seats]
    said = f"{count(len(seats), 'appointment')} {'ends' if len(seats) == 1 else 'end'} with it."
    return Done(events, id=row.id, sentence=said if seats else "")


def _touch_groups(run: Run, person: Person, last: date) -> None:
    """Raise the version of each group they hold a seat of after `last`, held before its appointments are."""
    beyond = Appointment.objects.filter(Q(to_on__isnull=True) | Q(to_on__gt=last), person=person)
    of = scopes.groups(run.actor).filter(id__in=beyond.values("seat__group"))
    for group in of.select_for_update(no_key=True).order_by("id"):
        run.touch(group)


@command(Permission.PEOPLE_EDIT)
def come_back(run: Run, *, person: uuid.UUID, version: int | None = None) -> Outcome:
    """Record that a person who left is back, or never left. Roles, seats and agencies are given anew.

    Their account, if it was not taken away, lets them in again; an address their calendar read does not come
    back with them. `version` is that of the page it was pressed
    on, if it was on one. Refuses with `people.not_left`, and with `people.email_taken` when somebody else
    here has their address by now.
    """
    row = run.find(scopes.people, person, version=version)
    if refusal := refusal_to_come_back(left_on=row.left_on):
        return refusal
    if refusal := refusal_of_taken_email(run, row.email, besides=row.id):
        return replace(refusal, field="")
    row.left_on = None
    row.save(update_fields=["left_on"])
    end_addresses(row, run.moment)
    run.touch(row)
    return Done([Event("people.came_back", "person", str(row.id))], id=row.id)
