"""A small world of two partnerships, reached by calling commands."""

import itertools
import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from quorate.commands import membership, setting_up, terms
from quorate.commands.runner import As, Done, Outcome
from quorate.domain.access.actor import Actor
from quorate.domain.access.roles import Role
from quorate.domain.calendar.types import Direction, Offset, Unit
from quorate.domain.kernel.asking import Moment
from quorate.domain.terms.clauses import Clause, ClauseKind
from quorate.domain.terms.quorum import Agencies, Count, Quorum
from quorate.queries import access
from quorate.records.models import Person
from tests.builders.kept import made_once

TODAY = date(2026, 11, 23)
NOTHING = uuid.UUID(int=0)


def moment(on: date = TODAY) -> Moment:
    return Moment(datetime.combine(on, time(9, 0), tzinfo=UTC), on)


def counted_ids(start: int = 1):
    numbers = itertools.count(start)
    return lambda: uuid.UUID(int=next(numbers))


def done(outcome: Outcome) -> uuid.UUID:
    assert isinstance(outcome, Done), outcome
    assert outcome.id is not None
    return outcome.id


@dataclass
class World:
    """One partnership: people by key, and how to act as each."""

    slug: str
    partnership: uuid.UUID
    agencies: dict[str, uuid.UUID] = field(default_factory=dict)
    people: dict[str, uuid.UUID] = field(default_factory=dict)
    accounts: dict[str, uuid.UUID] = field(default_factory=dict)
    seats: dict[str, uuid.UUID] = field(default_factory=dict)
    board: uuid.UUID = NOTHING
    terms: uuid.UUID = NOTHING

    def actor(self, key: str, on: date = TODAY) -> Actor:
        person = Person.objects.select_related("partnership").get(id=self.people[key])
        return access.actor_of(person, on)

    def as_(self, key: str, on: date = TODAY) -> As:
        return As(self.actor(key, on), moment(on))


def offset(n: int, unit: Unit, direction: Direction = Direction.BEFORE) -> Offset:
    return Offset(n, unit, direction)


CITY_CLAUSES = (
    Clause(id="", kind=ClauseKind.CADENCE, quote="Four times a year", reading="", times_a_year=4),
    Clause(id="", kind=ClauseKind.DURATION, quote="Two hours", reading="", minutes=120),
    Clause(
        id="",
        kind=ClauseKind.PAPERS_IN,
        quote="Papers reach the coordinator ten working days ahead",
        reading="Ten working days before the meeting",
        who="Members",
        anchor="meeting",
        offset=offset(10, Unit.WORKING_DAY),
    ),
    Clause(
        id="",
        kind=ClauseKind.CIRCULATION,
        quote="Papers go out seven working days ahead",
        reading="No later than seven working days before the meeting",
        who="Coordinator",
        anchor="meeting",
        offset=offset(7, Unit.WORKING_DAY),
    ),
    Clause(
        id="",
        kind=ClauseKind.MINUTES_TO_MEMBERS,
        quote="Minutes go out within ten working days",
        reading="No later than ten working days after the meeting",
        who="Coordinator",
        anchor="meeting",
        offset=offset(10, Unit.WORKING_DAY, Direction.AFTER),
    ),
    Clause(id="", kind=ClauseKind.QUORUM, quote="", reading="None stated", is_stated=False),
    Clause(
        id="",
        kind=ClauseKind.STANDING_ITEM,
        quote="Progress of the workplan is looked at each time",
        reading="",
        item="Progress of the workplan",
    ),
)
TOWN_CLAUSES = (
    Clause(id="", kind=ClauseKind.CADENCE, quote="Every quarter", reading="", times_a_year=4),
    Clause(
        id="",
        kind=ClauseKind.AGENDA,
        quote="The agenda goes out a week ahead",
        reading="",
        who="Secretary",
        anchor="meeting",
        offset=offset(1, Unit.WEEK),
    ),
    Clause(
        id="",
        kind=ClauseKind.QUORUM,
        quote="Five members from three agencies",
        reading="",
        quorum=Quorum((Count(5), Agencies(3))),
    ),
)


def make_world(slug: str = "marlhaven", name: str = "Marlhaven partnership", clauses=CITY_CLAUSES) -> World:
    """A partnership with a council of two directorates, police, health and a charity, and a board."""
    clauses = tuple(clauses)
    return made_once(lambda: _make_world(slug, name, clauses), "world", slug, name, clauses)


def _make_world(slug: str, name: str, clauses: tuple[Clause, ...]) -> World:
    operator = As(access.operator(), moment(date(2024, 1, 2)))
    id = done(
        setting_up.set_up_partnership(
            operator,
            slug=slug,
            name=name,
            started_on=date(2024, 1, 2),
            coordinator="First coordinator",
            is_demonstration=True,
        )
    )
    world = World(slug, id)
    first = Person.objects.select_related("partnership").get(partnership=id)
    world.people["first"] = first.id
    set_up = As(access.actor_of(first, date(2024, 1, 2)), moment(date(2024, 1, 2)))
    for key, title, kind, parent in (
        ("council", "Council", "council", None),
        ("children", "Children's services", "council", "council"),
        ("housing", "Housing", "council", "council"),
        ("police", "Police", "police", None),
        ("health", "Hospital trust", "health", None),
        ("charity", "Refuge charity", "voluntary", None),
    ):
        world.agencies[key] = done(
            setting_up.add_agency(
                set_up, name=title, kind=kind, parent=world.agencies[parent] if parent else None
            )
        )
    for key, title, agency in (
        ("coordinator", "Partnership coordinator", "council"),
        ("chair", "Director of Public Health", "council"),
        ("vice_chair", "Head of Service, Children's services", "children"),
        ("secretary", "Board secretary", "council"),
        ("police", "Superintendent", "police"),
        ("health", "Head of safeguarding", "health"),
        ("charity", "Chief executive", "charity"),
        ("adviser", "Crown prosecutor", "police"),
        ("observer", "Observer", "council"),
        ("governance", "Information-governance officer", "council"),
        ("scrutiny", "Scrutiny officer", "council"),
        ("analyst", "Analyst", "council"),
        ("commissioner", "Commissioner", "council"),
        ("data_lead", "Data lead", "police"),
    ):
        account = done(setting_up.add_account(operator, email=f"{key}@{slug}.example", is_demonstration=True))
        world.accounts[key] = account
        world.people[key] = done(
            setting_up.add_person(
                set_up,
                name=title,
                title=title,
                email=f"{key}@{slug}.example",
                agency=world.agencies[agency],
                account=account,
                from_on=date(2024, 1, 2),
            )
        )
    for key, role in (
        ("coordinator", Role.COORDINATOR),
        ("observer", Role.OBSERVER),
        ("governance", Role.INFORMATION_GOVERNANCE_OFFICER),
        ("scrutiny", Role.SCRUTINY_OFFICER),
        ("analyst", Role.ANALYST),
        ("commissioner", Role.COMMISSIONER),
        ("data_lead", Role.DATA_LEAD),
    ):
        done(setting_up.give_role(set_up, person=world.people[key], role=role, from_on=date(2024, 1, 2)))
    world.board = done(setting_up.add_group(set_up, slug="board", name="Strategic partnership board"))
    for order, (key, office, seat_class) in enumerate(
        (
            ("chair", "chair", "core"),
            ("vice_chair", "vice_chair", "core"),
            ("secretary", "secretary", "core"),
            ("police", "", "core"),
            ("health", "", "core"),
            ("charity", "", "core"),
            ("adviser", "", "advisory"),
        )
    ):
        seat = done(
            setting_up.add_seat(
                set_up, group=world.board, title=f"{key} seat", seat_class=seat_class, order=order
            )
        )
        world.seats[key] = seat
        done(
            setting_up.appoint(
                set_up, seat=seat, person=world.people[key], from_on=date(2024, 1, 2), office=office
            )
        )
    for person in world.people.values():
        done(membership.record_statement(set_up, person=person, signed_on=date(2024, 1, 2)))
    world.terms = done(
        terms.adopt_terms(
            set_up,
            group=world.board,
            label="Version 1",
            in_force_from=date(2024, 1, 2),
            clauses=clauses,
        )
    )
    return world


def make_two() -> tuple[World, World]:
    """Two partnerships that must never see each other."""
    return make_world(), make_world("osterbridge", "Osterbridge partnership", TOWN_CLAUSES)
