"""The front page: one's partnerships, and in the demonstration the people one may be."""

import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from quorate.domain.access.roles import ROLE_NAMES, Role
from quorate.domain.kernel.asking import NotFoundError
from quorate.queries.access import partnerships_of
from quorate.records.models import Appointment, Grant, Partnership, Person, Representation

PER_PAGE = 50
MOST_PLACES = 10
"""Of the demonstration's partnerships, the first so many by name are listed; the rest are counted."""

SEES: dict[Role, str] = {
    Role.COORDINATOR: "Runs the quarter: what is due, bringing in a plan, the meeting and its pack.",
    Role.CHAIR: "What is stuck, who owns it, and a brief for the meeting on one side.",
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


@dataclass(frozen=True, slots=True)
class SomebodyToBe:
    """A person of the demonstration. `person` is their id."""

    person: str
    name: str
    agency: str
    role: str
    sees: str


@dataclass(frozen=True, slots=True)
class DemonstrationPlace:
    """A partnership of the demonstration and who can be pressed, the coordinator first."""

    slug: str
    name: str
    people: tuple[SomebodyToBe, ...]


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


def _places(today: date) -> tuple[tuple[DemonstrationPlace, ...], int]:
    every = Partnership.objects.filter(is_demonstration=True).order_by("name", "slug")
    listed = list(every[:MOST_PLACES])
    people = list(_to_be().filter(partnership__in=listed).order_by("name"))
    roles = _roles(people, today)
    agencies = _agencies(people, today)
    order = list(SEES)
    by_place: dict[uuid.UUID, list[tuple[int, SomebodyToBe]]] = defaultdict(list)
    for person in people:
        role = min(roles[person.id], key=order.index, default=None)
        if role is None:
            continue
        name = ROLE_NAMES[role]
        somebody = SomebodyToBe(
            person=str(person.id),
            name=person.name,
            agency=agencies.get(person.id, ""),
            role="" if name.lower() == person.name.lower() else name,
            sees=SEES[role],
        )
        by_place[person.partnership_id].append((order.index(role), somebody))
    places = tuple(
        DemonstrationPlace(
            slug=place.slug,
            name=place.name,
            people=tuple(somebody for _, somebody in sorted(by_place[place.id], key=lambda pair: pair[0])),
        )
        for place in listed
        if by_place[place.id]
    )
    more = every.count() - len(listed) if len(listed) == MOST_PLACES else 0
    return places, more


def _roles(people: list[Person], today: date) -> dict[uuid.UUID, set[Role]]:
    now = Q(from_on__lte=today) & (Q(to_on__isnull=True) | Q(to_on__gte=today))
    found: dict[uuid.UUID, set[Role]] = defaultdict(set)
    for person, role in Grant.objects.filter(now, person__in=people).values_list("person_id", "role"):
        found[person].add(Role(role))
    held = Appointment.objects.filter(now, person__in=people).values_list(
        "person_id", "office", "is_deputy", "seat__seat_class"
    )
    for person, office, is_deputy, seat_class in held:
        if office:
            found[person].add(Role(office))
        elif is_deputy:
            found[person].add(Role.DEPUTY)
        else:
            found[person].add(Role.MEMBER if seat_class == "core" else Role.ADVISORY_MEMBER)
    return found


def _agencies(people: list[Person], today: date) -> dict[uuid.UUID, str]:
    now = Q(from_on__lte=today) & (Q(to_on__isnull=True) | Q(to_on__gte=today))
    rows = Representation.objects.filter(now, person__in=people).order_by("agency__name")
    return dict(rows.values_list("person_id", "agency__name"))
