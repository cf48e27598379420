"""Gives people roles in the whole partnership, and ends them."""

import uuid
from dataclasses import replace
from datetime import date, timedelta

from django.db.models import Q

from quorate.commands.runner import Done, Outcome, Run, command
from quorate.commands.uniqueness import unless_taken
from quorate.domain.access.permissions import Permission
from quorate.domain.access.roles import GRANTED_ROLES, Role
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import day
from quorate.domain.membership.handover import refusal_to_cover
from quorate.domain.membership.register import refusal_after_leaving
from quorate.records import scopes
from quorate.records.models import Grant, Person


@command(Permission.GRANTS_EDIT)
def give_role(
    run: Run, *, person: uuid.UUID, role: Role, from_on: date, version: int | None = None
) -> Outcome:
    """Give a person a role in the whole partnership.

    `version` is that of the person on the page it was asked on, if it was on one. Refuses with
    `people.role_by_seat` for roles that come from a seat, `people.has_left`, and `people.role_held_already`.
    """
    row = run.find(scopes.people, person, version=version)
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
def cover_coordinator(
    run: Run, *, person: uuid.UUID, by: uuid.UUID, from_on: date, to_on: date, version: int | None = None
) -> Outcome:
    """Have somebody stand in for a coordinator from `from_on` to `to_on`, both included.

    On those days they are a coordinator too, and are told what a coordinator is told; on the day after they
    are not, and nobody has to remember to end it. `version` is that of the coordinator covered for. Refuses
    with `people.role_not_held`, `people.has_left` and as
    `quorate.domain.membership.handover.refusal_to_cover` does.
    """
    row = run.find(scopes.people, person, version=version)
    whom = run.get(scopes.people, by)
    coordinators = Grant.objects.filter(role=Role.COORDINATOR.value).exclude(from_on__gt=to_on)
    coordinators = coordinators.filter(Q(to_on__isnull=True) | Q(to_on__gte=from_on))
    if refusal := refusal_to_cover(
        person_id=str(row.id),
        by_id=str(whom.id),
        from_on=from_on,
        to_on=to_on,
        today=run.moment.today,
        holds_it=coordinators.filter(person=whom).exists(),
    ):
        return refusal
    if not coordinators.filter(person=row).exists():
        return Refusal("people.role_not_held", "They are no coordinator then.", field="by")
    if refusal := refusal_after_leaving(left_on=whom.left_on, from_on=to_on):
        return replace(refusal, field="by")
    Grant.objects.create(
        id=run.new_id(), person=whom, role=Role.COORDINATOR.value, from_on=from_on, to_on=to_on
    )
    run.touch(whom)
    run.touch(row)
    said = f"{whom.name} is coordinator from {day(from_on)} to {day(to_on)}."
    if whom.account_id is None:
        said += " They have no account yet: give them one, or they cannot sign in."
    details = {"by": str(whom.id), "from": from_on.isoformat(), "to": to_on.isoformat()}
    return Done([Event("people.covered", "person", str(row.id), details)], id=row.id, sentence=said)


@command(Permission.GRANTS_EDIT)
def end_role(run: Run, *, person: uuid.UUID, role: Role, to_on: date, version: int | None = None) -> Outcome:
    """End a person's role after `to_on`, also one that was to end later, such as of who covers for another.

    `version` is that of the person on the page it was asked on, if it was on one. Refuses with
    `people.role_not_held`, and with `people.last_coordinator` so that nobody is locked out.
    """
    row = run.find(scopes.people, person, version=version)
    running = Grant.objects.filter(
        Q(to_on__isnull=True) | Q(to_on__gt=to_on), person=row, role=role.value, from_on__lte=to_on
    )
    held = running.order_by("from_on").last()
    if held is None:
        return Refusal("people.role_not_held", "They do not hold that role then.", field="role")
    if role is Role.COORDINATOR and (refusal := refusal_of_last_coordinator(run, row, to_on)):
        return refusal
    held.to_on = to_on
    held.save(update_fields=["to_on"])
    run.touch(row)
    return Done([Event("people.role_ended", "person", str(row.id), {"role": role.value})], id=row.id)


def refusal_of_last_coordinator(run: Run, person: Person, last: date) -> Refusal | None:
    """Why a person cannot stop being a coordinator who signs in after `last`, their last day as one.

    On the day after, somebody else has to hold the role with no end to it and an account that signs in: whose
    own role ends on some day would leave nobody then. Nothing is refused of somebody who is no coordinator
    after `last`. Code: `people.last_coordinator`.

    The partnership's row is held first, by every command that asks: two could each leave the other at once.
    """
    run.get(scopes.partnerships, run.partnership)
    day_after = last + timedelta(days=1)
    grants = Grant.objects.filter(role=Role.COORDINATOR.value)
    if not grants.filter(Q(to_on__isnull=True) | Q(to_on__gt=last), person=person).exists():
        return None
    others = grants.filter(
        person__partnership=run.partnership,
        person__left_on__isnull=True,
        person__account__is_active=True,
        from_on__lte=day_after,
        to_on__isnull=True,
    ).exclude(person=person)
    if others.exists():
        return None
    return Refusal(
        "people.last_coordinator",
        "No other coordinator whose role goes on could sign in, and nobody could give the role back.",
        "Give the role and an account to somebody else first.",
        field="role",
    )
