"""Sets up a partnership: accounts, agencies, people, roles, groups, seats and appointments."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.permissions import Permission
from quorate.domain.access.roles import GRANTED_ROLES, Role
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.slugs import RESERVED
from quorate.domain.membership.appointments import refusal_to_appoint, refusal_to_end
from quorate.records import scopes
from quorate.records.facts.meetings import appointment_fact, appointment_facts
from quorate.records.models import (
    Account,
    Agency,
    Appointment,
    Grant,
    Group,
    Partnership,
    Person,
    Representation,
    Restriction,
    Seat,
)


@command(Permission.PARTNERSHIP_SET_UP)
def set_up_partnership(
    run: Run,
    *,
    slug: str,
    name: str,
    started_on: date,
    coordinator: str,
    coordinator_email: str = "",
    account: uuid.UUID | None = None,
    marking: str = "OFFICIAL",
    is_demonstration: bool = False,
) -> Outcome:
    """Set up a partnership whose records begin on `started_on`, with its first coordinator.

    Refuses with `partnerships.slug_reserved`, and with `partnerships.slug_taken`: a slug is never used
    twice, even after a partnership ends.
    """
    run.may()
    if slug in RESERVED:
        return Refusal(
            "partnerships.slug_reserved",
            f"Quorate keeps the address “{slug}” for itself.",
            "Choose another.",
            field="slug",
        )
    if Partnership.objects.filter(slug=slug).exists():
        return Refusal(
            "partnerships.slug_taken", f"The address “{slug}” is taken.", "Choose another.", field="slug"
        )
    row = Partnership.objects.create(
        id=run.new_id(),
        slug=slug,
        name=name,
        started_on=started_on,
        marking=marking,
        is_demonstration=is_demonstration,
    )
    person = Person.objects.create(
        id=run.new_id(),
        partnership=row,
        account_id=account,
        name=coordinator,
        title=coordinator,
        email=coordinator_email,
    )
    Grant.objects.create(id=run.new_id(), person=person, role=Role.COORDINATOR.value, from_on=started_on)
    return Done(
        [
            Event("partnerships.set_up", "partnership", str(row.id)),
            Event("people.role_given", "person", str(person.id), {"role": Role.COORDINATOR.value}),
        ],
        id=row.id,
    )


@command(Permission.ACCOUNT_ADD)
def add_account(
    run: Run, *, email: str, password: str = "", is_operator: bool = False, is_demonstration: bool = False
) -> Outcome:
    """Add an account. Without a password it signs in by a code sent to its address.

    Refuses with `accounts.email_taken`.
    """
    run.may()
    email = email.strip().lower()  # as sign-in looks it up
    if Account.objects.filter(email__iexact=email).exists():
        return Refusal("accounts.email_taken", "That address has an account already.", field="email")
    row = Account.objects.create(
        id=run.new_id(),
        email=email,
        password=make_password(password or None),
        is_operator=is_operator,
        is_demonstration=is_demonstration,
        added_at=run.moment.at,
    )
    return Done([Event("accounts.added", "account", str(row.id))], id=row.id)


@command(Permission.PEOPLE_EDIT)
def add_agency(
    run: Run, *, name: str, kind: str, short_name: str = "", parent: uuid.UUID | None = None
) -> Outcome:
    """Add an agency; a council's directorate names its council as `parent`.

    Refuses with `people.agency_named_already`.
    """
    run.may()
    council = run.get(scopes.agencies, parent) if parent else None
    if scopes.agencies(run.actor).filter(name__iexact=name).exists():
        return Refusal(
            "people.agency_named_already", f"There is already an agency called {name}.", field="name"
        )
    row = Agency.objects.create(
        id=run.new_id(),
        partnership_id=run.actor.partnership,
        name=name,
        short_name=short_name,
        kind=kind,
        parent=council,
    )
    return Done([Event("people.agency_added", "agency", str(row.id))], id=row.id)


@command(Permission.PEOPLE_EDIT)
def add_person(
    run: Run,
    *,
    name: str,
    title: str = "",
    email: str = "",
    agency: uuid.UUID | None = None,
    account: uuid.UUID | None = None,
    from_on: date | None = None,
) -> Outcome:
    """Add a person, who speaks for `agency` from `from_on` (today when not given).

    Refuses with `people.account_taken` when the account is somebody else here.
    """
    run.may()
    speaks_for = run.get(scopes.agencies, agency) if agency else None
    if account and scopes.people(run.actor).filter(account=account).exists():
        return Refusal("people.account_taken", "That account is somebody else here already.", field="account")
    row = Person.objects.create(
        id=run.new_id(),
        partnership_id=run.actor.partnership,
        account_id=account,
        name=name,
        title=title,
        email=email,
    )
    if speaks_for:
        Representation.objects.create(
            id=run.new_id(), person=row, agency=speaks_for, from_on=from_on or run.moment.today
        )
    details = {"agency": str(agency)} if agency else {}
    return Done([Event("people.person_added", "person", str(row.id), details)], id=row.id)


@command(Permission.GRANTS_EDIT)
def give_role(run: Run, *, person: uuid.UUID, role: Role, from_on: date) -> Outcome:
    """Give a person a role in the whole partnership.

    Refuses with `people.role_by_seat` for roles that come from a seat, `people.role_held_already`.
    """
    row = run.find(scopes.people, person)
    if role not in GRANTED_ROLES:
        return Refusal("people.role_by_seat", "That role comes from an appointment to a seat.", field="role")
    if Grant.objects.filter(person=row, role=role.value, to_on__isnull=True).exists():
        return Refusal("people.role_held_already", "They hold that role already.", field="role")
    Grant.objects.create(id=run.new_id(), person=row, role=role.value, from_on=from_on)
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
    others = Grant.objects.filter(
        person__partnership=run.partnership, role=role.value, to_on__isnull=True
    ).exclude(id=held.id)
    if role is Role.COORDINATOR and not others.exists():
        return Refusal(
            "people.last_coordinator",
            "They are the only coordinator, and nobody could give the role back.",
            "Give the role to somebody else first.",
            field="role",
        )
    held.to_on = to_on
    held.save(update_fields=["to_on"])
    run.touch(row)
    return Done([Event("people.role_ended", "person", str(row.id), {"role": role.value})], id=row.id)


@command(Permission.RESTRICTION_EDIT)
def set_restriction(
    run: Run,
    *,
    name: str,
    reason: str,
    from_on: date,
    to_on: date | None = None,
    allowed_people: Sequence[uuid.UUID] = (),
    barred_people: Sequence[uuid.UUID] = (),
    allowed_agencies: Sequence[uuid.UUID] = (),
    barred_agencies: Sequence[uuid.UUID] = (),
) -> Outcome:
    """Set who may read the rows that will name this restriction, and who may not. Barred outweighs allowed.

    Refuses with `people.reason_needed`.
    """
    run.may()
    if not reason.strip():
        return Refusal("people.reason_needed", "Say why these people are named.", field="reason")
    row = Restriction.objects.create(
        id=run.new_id(),
        partnership_id=run.actor.partnership,
        name=name,
        reason=reason,
        from_on=from_on,
        to_on=to_on,
    )
    row.allowed_people.set([run.get(scopes.people, id) for id in allowed_people])
    row.barred_people.set([run.get(scopes.people, id) for id in barred_people])
    row.allowed_agencies.set([run.get(scopes.agencies, id) for id in allowed_agencies])
    row.barred_agencies.set([run.get(scopes.agencies, id) for id in barred_agencies])
    return Done([Event("people.restriction_set", "restriction", str(row.id))], id=row.id)


@command(Permission.PEOPLE_EDIT)
def add_group(
    run: Run, *, slug: str, name: str, kind: str = "board", parent: uuid.UUID | None = None, order: int = 0
) -> Outcome:
    """Add a group. Refuses with `groups.slug_taken`."""
    run.may()
    above = run.get(scopes.groups, parent) if parent else None
    if scopes.groups(run.actor).filter(slug=slug).exists():
        return Refusal("groups.slug_taken", f"There is already a group at “{slug}”.", field="slug")
    row = Group.objects.create(
        id=run.new_id(),
        partnership_id=run.actor.partnership,
        slug=slug,
        name=name,
        kind=kind,
        parent=above,
        order=order,
    )
    return Done([Event("groups.added", "group", str(row.id))], id=row.id)


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
    """Add a core or advisory seat to a group."""
    row = run.find(scopes.groups, group, group="id")
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

    Refuses as `quorate.domain.membership.appointments.refusal_to_appoint` does; deputies hold no seat.
    """
    row = run.find(scopes.seats, seat, group="group_id")
    who = run.get(scopes.people, person)
    held = () if is_deputy else appointment_facts(row.group_id)
    if refusal := refusal_to_appoint(held, seat_id=str(row.id), person_id=str(who.id), from_on=from_on):
        return refusal
    try:
        with transaction.atomic():
            made = Appointment.objects.create(
                id=run.new_id(),
                seat=row,
                person=who,
                from_on=from_on,
                office=office,
                is_deputy=is_deputy,
                has_authority=has_authority,
            )
    except IntegrityError:  # two at once: the partial unique index decides
        return Refusal(
            "membership.seat_held",
            "Somebody was appointed to the seat a moment ago.",
            "Look at it again.",
            field="from_on",
        )
    details = {"seat": str(row.id), "person": str(who.id), "office": office}
    return Done([Event("groups.appointed", "appointment", str(made.id), details)], id=made.id)


@command(Permission.PEOPLE_EDIT)
def end_appointment(run: Run, *, appointment: uuid.UUID, to_on: date) -> Outcome:
    """End an appointment after `to_on`, its last day.

    Refuses as `quorate.domain.membership.appointments.refusal_to_end` does.
    """
    row = run.find(scopes.appointments, appointment, group="seat.group_id")
    if refusal := refusal_to_end(appointment_fact(row), until_on=to_on):
        return replace(refusal, field="to_on")
    row.to_on = to_on
    row.save(update_fields=["to_on"])
    return Done([Event("groups.appointment_ended", "appointment", str(row.id))], id=row.id)
