"""Who is asking: from an account and a partnership's slug to an actor."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Set
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When

from quorate.domain.access.actor import Actor
from quorate.domain.access.roles import ROLE_NAMES, Role, role_of_seat
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.membership.facts import has_left
from quorate.records.facts.people import current, here
from quorate.records.facts.seats import seats_by_office
from quorate.records.models import (
    Agency,
    Appointment,
    ConfidentialityStatement,
    Grant,
    Partnership,
    Person,
    Representation,
    Restriction,
    Seat,
)

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
        .filter(here(today))
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
    mine = Person.objects.filter(here(today), account=uuid.UUID(account), account__is_active=True)
    rows = Partnership.objects.filter(id__in=mine.values("partnership")).order_by("name")
    return tuple((row.slug, row.name) for row in rows)


def actor_of(person: Person, today: date) -> Actor:
    """The actor a person is on a day; whoever has left is nobody, whatever rows still run."""
    return actors_of([person], today)[person.id]


def actors_of(people: Collection[Person], today: date) -> dict[uuid.UUID, Actor]:
    """The actors people of one partnership are on a day, by their ids; as few questions as for one."""
    known = {person.id for person in people if not has_left(person.left_on, today)}
    now = current(today)
    mine = Q(now, person__in=known)
    agencies = _gathered(Representation.objects.filter(mine).values_list("person_id", "agency_id"))
    granted = _gathered(Grant.objects.filter(mine).values_list("person_id", "role"))
    seats: dict[uuid.UUID, set[tuple[str, Role]]] = defaultdict(set)
    appointed = list(Appointment.objects.filter(mine).select_related("seat"))
    for held in appointed:
        seats[held.person_id].update(_roles_of(held))
    for holder, by_office in seats_by_office(appointed).items():
        seats[holder].update((str(seat.group_id), _seated(seat)) for seat in by_office)
    signed = set(
        ConfidentialityStatement.objects.filter(
            Q(until_on__isnull=True) | Q(until_on__gte=today), person__in=known, signed_on__lte=today
        ).values_list("person_id", flat=True)
    )
    in_force = Restriction.objects.filter(now, partnership__in={person.partnership_id for person in people})
    standing = _gathered(in_force.values_list("partnership_id", "id"))
    spoken_for = set().union(*agencies.values())
    became = _became(spoken_for, today)
    allowed = _named(in_force, "allowed", known, spoken_for) if standing else {}
    barred = _named(in_force, "barred", known, spoken_for.union(*became.values())) if standing else {}
    found = {}
    for person in people:
        own = agencies[person.id]
        names = {person.id, *own} if person.id in known else set()
        merged = {one for agency in own for one in became[agency]}
        found[person.id] = Actor(
            account=str(person.account_id or ""),
            person=str(person.id),
            name=person.name,
            partnership=str(person.partnership_id),
            slug=person.partnership.slug,
            granted=frozenset(Role(role) for role in granted[person.id]),
            seats=frozenset(seats[person.id]),
            agencies=frozenset(str(agency) for agency in own | merged),
            allowed=frozenset(str(id) for name in names for id in allowed.get(name, ())),
            barred=frozenset(str(id) for name in names | merged for id in barred.get(name, ())),
            standing=frozenset(str(id) for id in standing[person.partnership_id]),
            has_signed=person.id in signed,
        )
    return found


def _became(agencies: Set[uuid.UUID], today: date) -> dict[uuid.UUID, set[uuid.UUID]]:
    """The agencies that became part of each of these by a day, at any remove.

    Whoever speaks for an agency answers for what those owed, and is barred from what they are barred from.
    What they were admitted to does not pass on.
    """
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    of = {id: {id} for id in agencies}
    while of:
        rows = Agency.objects.filter(merged_into__in=of, merged_on__lte=today).values_list(
            "id", "merged_into"
        )
        further: dict[uuid.UUID, set[uuid.UUID]] = {}
        for id, into in ((id, into) for id, into in rows if into):
            further[id] = of[into]
            for agency in of[into]:
                found[agency].add(id)
        of = further
    return found


def _roles_of(held: Appointment) -> set[tuple[str, Role]]:
    """The roles an appointment gives in the group of its seat."""
    group = str(held.seat.group_id)
    found = {(group, _seated(held.seat, is_deputy=held.is_deputy))}
    return found | {(group, Role(held.office))} if held.office else found


def _seated(seat: Seat, *, is_deputy: bool = False) -> Role:
    return role_of_seat(is_core=seat.seat_class == "core", is_deputy=is_deputy)


def _named(
    in_force: QuerySet[Restriction], how: str, people: Set[uuid.UUID], agencies: Set[uuid.UUID]
) -> dict[uuid.UUID, set[uuid.UUID]]:
    """The restrictions that name these people or agencies, by the id of whom or which they name."""
    named = [
        in_force.filter(**{f"{path}__in": ids}).order_by().values_list(path, "id")
        for path, ids in ((f"{how}_people", people), (f"{how}_agencies", agencies))
        if ids
    ]
    return _gathered(named[0].union(*named[1:], all=True) if named else ())


def _gathered(pairs: Iterable[tuple[uuid.UUID, Any]]) -> dict[uuid.UUID, set[Any]]:
    found: dict[uuid.UUID, set[Any]] = defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    return found


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
    Role.ADVISORY_DEPUTY,
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
