"""The register of interests, and one person's entries and statement."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.membership.statements import said, standing
from quorate.queries.meetings import allowed
from quorate.queries.people.choices import Options
from quorate.queries.people.words import dates, dates_now
from quorate.records import scopes
from quorate.records.facts.membership import statements_of
from quorate.records.models import ConfidentialityStatement, RegisteredInterest


@dataclass(frozen=True, slots=True)
class Registered:
    """An interest on the register."""

    id: str
    person: str
    name: str
    words: str
    agency: str
    dates: str
    can_end: bool = False
    version: int = 0


@dataclass(frozen=True, slots=True)
class Signed:
    """A statement somebody signed."""

    id: str
    dates: str
    can_end: bool


@dataclass(frozen=True, slots=True)
class InterestsPage:
    """What one person signed and declared. The statements are for themselves and whoever keeps them.

    `version` is the person's.
    """

    id: str
    version: int
    name: str
    lede: str
    has_signed: bool
    shows_statement: bool
    statements: tuple[Signed, ...]
    interests: tuple[Registered, ...]
    agencies: Options
    may_sign: bool
    may_register: bool
    has_left: bool
    today: date


def registered_of(actor: Actor, people: Collection[uuid.UUID], today: date) -> tuple[Registered, ...]:
    """The interests of some people that stand today, by name."""
    rows = scopes.registered_interests(actor).filter(person__in=people, from_on__lte=today)
    found = rows.exclude(to_on__lt=today).select_related("person", "agency")
    return tuple(_line(row, today) for row in found.order_by("person__name", "-from_on", "id"))


def page_interests(actor: Actor, *, person: uuid.UUID, today: date) -> InterestsPage:
    """One person's statement and interests. Raises NotFoundError."""
    row = scopes.people(actor).filter(id=person).first()
    if row is None:
        raise NotFoundError
    may_keep = allowed(actor, Permission.PEOPLE_EDIT, "")
    is_own = str(row.id) == actor.person
    may_register = may_keep or (is_own and allowed(actor, Permission.INTERESTS_REGISTER, ""))
    shows = may_keep or is_own or allowed(actor, Permission.MEMBERSHIP_DECIDE, "")
    signed = statements_of([row.id]).get(row.id, [])
    interests = scopes.registered_interests(actor).filter(person=row).select_related("person", "agency")
    statements = ConfidentialityStatement.objects.filter(person=row).order_by("-signed_on", "id")
    return InterestsPage(
        id=str(row.id),
        version=row.version,
        name=row.name,
        lede=said(signed, today) if shows else "What they have an interest in outside the partnership.",
        has_signed=standing(signed, today) is not None,
        shows_statement=shows,
        statements=tuple(
            Signed(
                str(one.id),
                dates(one.signed_on, one.until_on),
                may_keep and (one.until_on is None or one.until_on >= today),
            )
            for one in statements
        )
        if shows
        else (),
        interests=tuple(
            _line(one, today, may_end=may_register) for one in interests.order_by("-from_on", "id")
        ),
        agencies=tuple((str(one.id), one.name) for one in scopes.agencies(actor).order_by("name"))
        if may_register
        else (),
        may_sign=may_keep and row.left_on is None,
        may_register=may_register and row.left_on is None,
        has_left=row.left_on is not None,
        today=today,
    )


def _line(row: RegisteredInterest, today: date, *, may_end: bool = False) -> Registered:
    return Registered(
        id=str(row.id),
        person=str(row.person_id),
        name=row.person.name,
        words=row.words,
        agency=row.agency.name if row.agency else "",
        dates=dates_now(row.from_on, row.to_on, today),
        can_end=may_end and (row.to_on is None or row.to_on >= today),
        version=row.version,
    )
