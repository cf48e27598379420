"""Gives people roles in the whole partnership, and ends them."""

import uuid
from datetime import date, timedelta

from django.db.models import Q

from quorate.commands.runner import Done, Outcome, Run, command
from quorate.commands.uniqueness import unless_taken
from quorate.domain.access.permissions import Permission
from quorate.domain.access.roles import GRANTED_ROLES, Role
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.membership.register import refusal_after_leaving
from quorate.records import scopes
from quorate.records.models import Grant


@command(Permission.GRANTS_EDIT)
def give_role(run: Run, *, person: uuid.UUID, role: Role, from_on: date) -> Outcome:
    """Give a person a role in the whole partnership.

    Refuses with `people.role_by_seat` for roles that come from a seat, `people.has_left`, and
    `people.role_held_already`.
    """
    row = run.find(scopes.people, person)
    if role not in GRANTED_ROLES:
        return Refusal("people.role_by_seat", "That role comes from an appointment to a seat.", field="role")
    if refusal := refusal_after_leaving(left_on=row.left_on, from_on=from_on):
        return refusal
    held = Refusal("people.role_held_already", "They hold that role already.", field="role")
    if Grant.objects.filter(person=row, role=role.value, to_on__isnull=True).exists():
        return held
    made = Grant(id=run.new_id(), person=row, role=role.value, from_on=from_on)
    if refusal := unless_taken(lambda: made.save(force_insert=True), held):
        return refusal
    run.touch(row)
    return Done([Event("people.role_given", "person", str(row.id), {"role": role.value})], id=row.id)


@command(Permission.GRANTS_EDIT)
def end_role(run: Run, *, person: uuid.UUID, role: Role, to_on: date) -> Outcome:
    """End a person's role after `to_on`.

    Refuses with `people.role_not_held`, and with `people.last_coordinator` so that nobody is locked out.
    """
    row = run.find(scopes.people, person)
    run.get(scopes.partnerships, run.partnership)  # one at a time, or two could each leave the other
    held = Grant.objects.filter(person=row, role=role.value, to_on__isnull=True).first()
    if held is None or held.from_on > to_on:
        return Refusal("people.role_not_held", "They do not hold that role then.", field="role")
    if role is Role.COORDINATOR and (refusal := refusal_of_last_coordinator(run, held, to_on)):
        return refusal
    held.to_on = to_on
    held.save(update_fields=["to_on"])
    run.touch(row)
    return Done([Event("people.role_ended", "person", str(row.id), {"role": role.value})], id=row.id)


def refusal_of_last_coordinator(run: Run, held: Grant, to_on: date) -> Refusal | None:
    """Why this grant cannot end after `to_on`: no other coordinator could sign in on the day after.

    Code: `people.last_coordinator`. Ask under the partnership's lock.
    """
    others = Grant.objects.filter(
        Q(person__left_on__isnull=True) | Q(person__left_on__gt=to_on + timedelta(days=1)),
        person__partnership=run.partnership,
        person__account__is_active=True,
        role=held.role,
        from_on__lte=to_on + timedelta(days=1),
        to_on__isnull=True,
    ).exclude(id=held.id)
    if others.exists():
        return None
    return Refusal(
        "people.last_coordinator",
        "No other coordinator could sign in, and nobody could give the role back.",
        "Give the role and an account to somebody else first.",
        field="role",
    )
