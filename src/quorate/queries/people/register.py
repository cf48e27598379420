"""The small pages on which a coordinator keeps one person: details, account, agencies, leaving."""

import uuid
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.access.permissions import Permission
from quorate.domain.access.roles import ROLE_NAMES, Role
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.words import count, day
from quorate.domain.membership.register import (
    refusal_to_come_back,
    refusal_to_give_account,
    refusal_to_leave,
    refusal_to_take_account,
)
from quorate.queries.offers import Offer, offer
from quorate.queries.people.choices import Options
from quorate.queries.people.person import leads_of
from quorate.queries.people.words import as_what, dates
from quorate.records import scopes
from quorate.records.facts.people import current, runs
from quorate.records.models import Appointment, Grant, Person, Representation


@dataclass(frozen=True, slots=True)
class PersonForm:
    """What is kept of a person, to be changed."""

    id: str
    version: int
    name: str
    title: str
    email: str


@dataclass(frozen=True, slots=True)
class AccountPage:
    """Whether a person signs in. `suggested` is an address to begin with; an offer is None for no button."""

    id: str
    version: int
    name: str
    lede: str
    suggested: str
    give: Offer | None
    take: Offer | None


@dataclass(frozen=True, slots=True)
class Spoken:
    """An agency a person speaks for or did."""

    id: str
    agency: str
    dates: str
    can_end: bool


@dataclass(frozen=True, slots=True)
class AgenciesPage:
    """Whom a person speaks for, and the agencies there are."""

    id: str
    version: int
    name: str
    lede: str
    spoken: tuple[Spoken, ...]
    agencies: Options
    today: date


@dataclass(frozen=True, slots=True)
class LeavingPage:
    """What ends when a person leaves, and what stays to be seen to."""

    id: str
    version: int
    name: str
    lede: str
    ends: tuple[str, ...]
    leads: str
    leave: Offer | None
    has_left: bool
    today: date


def page_change(actor: Actor, *, person: uuid.UUID) -> PersonForm:
    """What is kept of a person."""
    row = _found(actor, person)
    return PersonForm(str(row.id), row.version, row.name, row.title, row.email)


def page_account(actor: Actor, *, person: uuid.UUID, today: date) -> AccountPage:
    """How a person signs in here. Nothing is said of what their account is elsewhere."""
    row = _found(actor, person)
    has = row.account is not None
    give = refusal_to_give_account(has_account=has, left_on=row.left_on, today=today)
    take = refusal_to_take_account(has_account=has, is_own=str(row.id) == actor.person)
    return AccountPage(
        id=str(row.id),
        version=row.version,
        name=row.name,
        lede=f"They sign in with the address {row.account.email}."
        if row.account
        else "They have no account: what they tell you is recorded for them.",
        suggested=row.email,
        give=None if has else offer(actor, Permission.ACCOUNT_GIVE, refusal=give),
        take=offer(actor, Permission.ACCOUNT_GIVE, refusal=take) if has else None,
    )


def page_agencies(actor: Actor, *, person: uuid.UUID, today: date) -> AgenciesPage:
    """Every agency a person speaks for or did, newest first."""
    row = _found(actor, person)
    spoken = list(Representation.objects.filter(person=row).select_related("agency").order_by("-from_on"))
    now = sum(1 for one in spoken if runs(one.from_on, one.to_on, today))
    return AgenciesPage(
        id=str(row.id),
        version=row.version,
        name=row.name,
        lede=f"They speak for {count(now, 'agency', 'agencies')}." if now else "They speak for no agency.",
        spoken=tuple(
            Spoken(
                str(one.id),
                one.agency.name,
                dates(one.from_on, one.to_on),
                one.to_on is None or one.to_on >= today,
            )
            for one in spoken
        ),
        agencies=()
        if row.left_on
        else tuple(
            (str(one.id), one.name)
            for one in scopes.agencies(actor).exclude(merged_on__lte=today).order_by("name")
        ),
        today=today,
    )


def page_leaving(actor: Actor, *, person: uuid.UUID, today: date) -> LeavingPage:
    """What ends with a person's leaving."""
    row = _found(actor, person)
    leads = len(leads_of(actor, row, today))
    refusal = refusal_to_leave(left_on=row.left_on, is_own=str(row.id) == actor.person)
    return LeavingPage(
        id=str(row.id),
        version=row.version,
        name=row.name,
        lede=f"They left on {day(row.left_on)}."
        if row.left_on
        else "What they did stays under their name. From the day they left they are let in no more, and the "
        "address of their calendar answers nobody.",
        ends=() if row.left_on else _ends(actor, row, today),
        leads=f"They lead {count(leads, 'open action')} by name." if leads else "",
        leave=offer(actor, Permission.PEOPLE_EDIT, refusal=refusal),
        has_left=refusal_to_come_back(left_on=row.left_on) is None,
        today=today,
    )


def _ends(actor: Actor, row: Person, today: date) -> tuple[str, ...]:
    held = scopes.appointments(actor).filter(current(today), person=row).select_related("seat__group")
    roles = Grant.objects.filter(current(today), person=row).order_by("role")
    spoken = Representation.objects.filter(current(today), person=row).select_related("agency")
    seats = held.order_by("seat__group__order", "seat__order")
    return (
        *(f"{_served_as(one)}, {one.seat.title}, {one.seat.group.name}" for one in seats),
        *(ROLE_NAMES[Role(one.role)] for one in roles),
        *(f"Speaking for {one.agency.name}" for one in spoken.order_by("agency__name")),
    )


def _served_as(row: Appointment) -> str:
    return as_what(row.office, row.is_deputy, row.has_authority)


def _found(actor: Actor, person: uuid.UUID) -> Person:
    row = scopes.people(actor).filter(id=person).select_related("account").first()
    if row is None:
        raise NotFoundError
    return row
