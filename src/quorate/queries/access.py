"""Who is asking: from an account and a partnership's slug to an actor."""

import uuid
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Case, Q, Value, When

from quorate.domain.access.actor import Actor
from quorate.domain.access.roles import ROLE_NAMES, Role
from quorate.domain.kernel.asking import NotFoundError
from quorate.records.models import Appointment, Grant, Partnership, Person, Representation, Restriction

FEW_PLACES = 3
"""So many other partnerships are named on my work; of more, a page of their own lists them."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """An actor with what every page's shell says of them.

    `elsewhere` are the slug and name of other partnerships where the account is somebody, by name, and no
    more of them than one over `FEW_PLACES`: enough to know whether they are few.
    """

    actor: Actor
    partnership_name: str
    marking: str
    role_name: str
    is_demonstration: bool
    elsewhere: tuple[tuple[str, str], ...] = field(default=())


def visitor_for(*, account: str, slug: str, today: date) -> Visitor:
    """The person this account is in the partnership; raises NotFoundError when it is nobody there."""
    persons = list(
        Person.objects.filter(account=uuid.UUID(account), account__is_active=True)
        .filter(Q(left_on__isnull=True) | Q(left_on__gt=today))
        .select_related("partnership")
        .order_by(Case(When(partnership__slug=slug, then=Value(0)), default=Value(1)), "partnership__name")[
            : FEW_PLACES + 2
        ]
    )
    if not persons or persons[0].partnership.slug != slug:
        raise NotFoundError
    person, *others = persons
    actor = actor_of(person, today)
    return Visitor(
        actor=actor,
        partnership_name=person.partnership.name,
        marking=person.partnership.marking,
        role_name=role_name(actor) or person.title,
        is_demonstration=person.partnership.is_demonstration,
        elsewhere=tuple((other.partnership.slug, other.partnership.name) for other in others),
    )


def partnerships_of(*, account: str, today: date) -> tuple[tuple[str, str], ...]:
    """The slug and name of each partnership where the account is somebody."""
    here = Q(left_on__isnull=True) | Q(left_on__gt=today)
    mine = Person.objects.filter(here, account=uuid.UUID(account), account__is_active=True)
    rows = Partnership.objects.filter(id__in=mine.values("partnership")).order_by("name")
    return tuple((row.slug, row.name) for row in rows)


def actor_of(person: Person, today: date) -> Actor:
    """The actor a person is on a day; whoever has left is nobody, whatever rows still run."""
    if person.left_on and person.left_on <= today:
        return Actor(
            account=str(person.account_id or ""),
            person=str(person.id),
            name=person.name,
            partnership=str(person.partnership_id),
            slug=person.partnership.slug,
        )
    now = Q(from_on__lte=today) & (Q(to_on__isnull=True) | Q(to_on__gte=today))
    agencies = frozenset(
        str(agency)
        for agency in Representation.objects.filter(now, person=person).values_list("agency_id", flat=True)
    )
    granted = frozenset(
        Role(role) for role in Grant.objects.filter(now, person=person).values_list("role", flat=True)
    )
    seats: set[tuple[str, Role]] = set()
    for held in Appointment.objects.filter(now, person=person).select_related("seat"):
        group = str(held.seat.group_id)
        if held.is_deputy:
            seats.add((group, Role.DEPUTY))
        else:
            core = held.seat.seat_class == "core"
            seats.add((group, Role.MEMBER if core else Role.ADVISORY_MEMBER))
        if held.office:
            seats.add((group, Role(held.office)))
    in_force = Restriction.objects.filter(now, partnership=person.partnership_id)
    allowed = in_force.filter(Q(allowed_people=person) | Q(allowed_agencies__in=list(agencies)))
    barred = in_force.filter(Q(barred_people=person) | Q(barred_agencies__in=list(agencies)))
    return Actor(
        account=str(person.account_id or ""),
        person=str(person.id),
        name=person.name,
        partnership=str(person.partnership_id),
        slug=person.partnership.slug,
        granted=granted,
        seats=frozenset(seats),
        agencies=agencies,
        allowed=frozenset(str(id) for id in allowed.values_list("id", flat=True)),
        barred=frozenset(str(id) for id in barred.values_list("id", flat=True)),
    )


_STANDING_ORDER = (
    Role.COORDINATOR,
    Role.CHAIR,
    Role.VICE_CHAIR,
    Role.SECRETARY,
    Role.INFORMATION_GOVERNANCE_OFFICER,
    Role.SCRUTINY_OFFICER,
    Role.COMMISSIONER,
    Role.DATA_LEAD,
    Role.ANALYST,
    Role.REVIEW_CHAIR,
    Role.MEMBER,
    Role.ADVISORY_MEMBER,
    Role.DEPUTY,
    Role.OBSERVER,
)


def role_name(actor: Actor) -> str:
    """The role a person is best known by, or empty."""
    return next((ROLE_NAMES[role] for role in _STANDING_ORDER if role in actor.roles), "")


def operator() -> Actor:
    """The command line acting for whoever runs the install."""
    return Actor(
        account="", person="", name="Operator", partnership="", slug="", granted=frozenset({Role.OPERATOR})
    )


def work(partnership: str, slug: str) -> Actor:
    """Quorate itself, making packs and sending messages for one partnership."""
    return Actor(
        account="",
        person="",
        name="Quorate",
        partnership=partnership,
        slug=slug,
        granted=frozenset({Role.WORK}),
    )
