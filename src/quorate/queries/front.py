"""The front page: one's partnerships, and in the demonstration the people one may be."""

import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from quorate.domain.access.roles import ROLE_NAMES, Role
from quorate.domain.kernel.asking import NotFoundError
from quorate.queries.access import partnerships_of
from quorate.records.facts.people import current
from quorate.records.models import Appointment, Grant, Partnership, Person, Representation

PER_PAGE = 50
MOST_PLACES = 10
"""Of the demonstration's partnerships, the first so many by name are listed; the rest are counted."""

SEES: dict[Role, str] = {
    Role.COORDINATOR: "Runs the quarter: what is due, bringing in a plan, the meeting and its pack.",
    Role.CHAIR: "What is stuck, who owns it, and the brief for the meeting once it is issued.",
    Role.VICE_CHAIR: "What the chair sees, for when the chair is away.",
    Role.SECRETARY: "The agenda, the papers and the minutes, and what is late.",
    Role.MEMBER: "What is due from them and their agency, and the pack.",
    Role.ADVISORY_MEMBER: "What is open to advisers: the agenda, the plan and most papers.",
    Role.DEPUTY: "What the member they stand in for sees.",
    Role.DATA_LEAD: "Their agency’s actions and figures.",
    Role.ANALYST: "The plan and its measures.",
    Role.COMMISSIONER: "The plan, and papers open to core members.",
    Role.SCRUTINY_OFFICER: "The plan as it stands and as it stood on a past date.",
    Role.REVIEW_CHAIR: "Papers open to core members, and the plan.",
    Role.INFORMATION_GOVERNANCE_OFFICER: "The record of what was done, and redaction.",
    Role.OBSERVER: "What everyone in the partnership may read, and nothing to change.",
}


_ORDER = tuple(SEES)
MANY = {
    Role.MEMBER: "Members",
    Role.ADVISORY_MEMBER: "Advisory members",
    Role.DEPUTY: "Deputies",
}
"""Headings of those a place has many of; everybody else who runs nothing stands under `OTHERS`."""
OTHERS = "Other roles"
RUNS = (Role.COORDINATOR, Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARY)
"""Who runs a partnership and its groups: shown at once, the coordinator first."""


@dataclass(frozen=True, slots=True)
class SomebodyToBe:
    """A person of the demonstration. `person` is their id; an officer's `role` names the group."""

    person: str
    name: str
    agency: str
    role: str
    sees: str


@dataclass(frozen=True, slots=True)
class Fellows:
    """People of a place under one heading; `sees` is what all of them see, empty where it differs."""

    heading: str
    sees: str
    people: tuple[SomebodyToBe, ...]


@dataclass(frozen=True, slots=True)
class DemonstrationPlace:
    """A partnership of the demonstration: who runs it, and the others by role."""

    slug: str
    name: str
    first: tuple[SomebodyToBe, ...]
    others: tuple[Fellows, ...]


@dataclass(frozen=True, slots=True)
class FrontPage:
    """What the front page shows; `more` counts places of the demonstration that are not listed.

    `partnerships` are the slug and name of those whose name holds `words`, a page of 50 of them; `found`
    says how many those are, and `of` how many the account belongs to.
    """

    is_signed_in: bool
    partnerships: tuple[tuple[str, str], ...] = field(default=())
    of: int = 0
    found: int = 0
    words: str = ""
    number: int = 1
    last: int = 1
    places: tuple[DemonstrationPlace, ...] = field(default=())
    more: int = 0


def page_front(
    *, account: str, today: date, demonstration: bool, words: str = "", number: int = 1
) -> FrontPage:
    """The front page for an account, or for nobody when `account` is empty.

    A page number out of range shows the first page.
    """
    places: tuple[DemonstrationPlace, ...] = ()
    more = 0
    if demonstration:
        places, more = _places(today)
    mine = partnerships_of(account=account, today=today) if account else ()
    words = " ".join(words.split())
    kept = [(slug, name) for slug, name in mine if words.lower() in name.lower()]
    last = max(1, -(-len(kept) // PER_PAGE))
    number = number if 1 <= number <= last else 1
    return FrontPage(
        is_signed_in=bool(account),
        partnerships=tuple(kept[(number - 1) * PER_PAGE : number * PER_PAGE]),
        of=len(mine),
        found=len(kept),
        words=words,
        number=number,
        last=last,
        places=places,
        more=more,
    )


def demonstration_account(person: str) -> tuple[uuid.UUID, str]:
    """The account and partnership's slug of a demonstration person; raises NotFoundError for any other."""
    try:
        id = uuid.UUID(person)
    except ValueError:
        raise NotFoundError from None
    found = _to_be().filter(id=id).values_list("account_id", "partnership__slug").first()
    if found is None or found[0] is None:
        raise NotFoundError
    return found[0], found[1]


def _to_be() -> QuerySet[Person]:
    return Person.objects.filter(
        account__is_active=True,
        account__is_demonstration=True,
        account__is_operator=False,
        partnership__is_demonstration=True,
        left_on__isnull=True,
    )


class _Held(NamedTuple):
    """A role, by its place in `SEES`, and the group an officer holds it in, the board's first."""

    place: int
    group_order: int = 0
    group: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    """Somebody with the role they are best known by, and its place among the roles and groups."""

    place: uuid.UUID
    role: Role
    rank: tuple[int, int, str]
    somebody: SomebodyToBe


def _places(today: date) -> tuple[tuple[DemonstrationPlace, ...], int]:
    every = Partnership.objects.filter(is_demonstration=True).order_by("name", "slug")
    listed = list(every[:MOST_PLACES])
    people = list(_to_be().filter(partnership__in=listed).order_by("name"))
    roles = _roles(people, today)
    agencies = _agencies(people, today)
    found: dict[uuid.UUID, list[_Found]] = defaultdict(list)
    for person in people:
        if held := roles[person.id]:
            found[person.partnership_id].append(_somebody(person, held, agencies.get(person.id, "")))
    places = tuple(_place(place, found[place.id]) for place in listed if found[place.id])
    more = every.count() - len(listed) if len(listed) == MOST_PLACES else 0
    return places, more


def _place(row: Partnership, found: list[_Found]) -> DemonstrationPlace:
    found.sort(key=lambda one: one.rank)
    by_heading: dict[str, list[_Found]] = {heading: [] for heading in (*MANY.values(), OTHERS)}
    for one in found:
        if one.role not in RUNS:
            by_heading[MANY.get(one.role, OTHERS)].append(one)
    return DemonstrationPlace(
        slug=row.slug,
        name=row.name,
        first=tuple(one.somebody for one in found if one.role in RUNS),
        others=tuple(
            Fellows(
                heading,
                SEES[of[0].role] if heading != OTHERS else "",
                tuple(one.somebody for one in of),
            )
            for heading, of in by_heading.items()
            if of
        ),
    )


def _somebody(person: Person, held: set[_Held], agency: str) -> _Found:
    best = min(held)
    role = _ORDER[best.place]
    said = f"{ROLE_NAMES[role]}, {best.group}" if best.group else ROLE_NAMES[role]
    return _Found(
        place=person.partnership_id,
        role=role,
        rank=(best.place, best.group_order, person.name),
        somebody=SomebodyToBe(
            person=str(person.id),
            name=person.name,
            agency=agency,
            role="" if said.lower() == person.name.lower() else said,
            sees=SEES[role],
        ),
    )


def _roles(people: list[Person], today: date) -> dict[uuid.UUID, set[_Held]]:
    now = current(today)
    found: dict[uuid.UUID, set[_Held]] = defaultdict(set)
    for person, role in Grant.objects.filter(now, person__in=people).values_list("person_id", "role"):
        found[person].add(_Held(_ORDER.index(Role(role))))
    for row in Appointment.objects.filter(now, person__in=people).select_related("seat__group"):
        found[row.person_id].add(_seated(row))
    return found


def _seated(row: Appointment) -> _Held:
    if row.office:
        group = row.seat.group
        return _Held(_ORDER.index(Role(row.office)), group.order, group.name)
    if row.is_deputy:
        return _Held(_ORDER.index(Role.DEPUTY))
    return _Held(_ORDER.index(Role.MEMBER if row.seat.seat_class == "core" else Role.ADVISORY_MEMBER))


def _agencies(people: list[Person], today: date) -> dict[uuid.UUID, str]:
    now = current(today)
    rows = Representation.objects.filter(now, person__in=people).order_by("agency__name")
    return dict(rows.values_list("person_id", "agency__name"))
