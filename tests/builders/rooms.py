"""A board that meets: five of one council, police and a charity; five from three agencies are a quorum."""

import itertools
import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from quorate.commands import agenda, meetings, room, setting_up
from quorate.commands.agenda import Said
from quorate.commands.room import Seen
from quorate.commands.runner import As, Outcome
from quorate.domain.kernel.asking import Moment
from quorate.domain.meetings.room import How
from quorate.domain.terms.clauses import Clause
from quorate.queries.quorums import quorum_for
from quorate.records.models import Meeting
from tests.builders.kept import made_once
from tests.builders.world import TOWN_CLAUSES, World, done, make_world

MEETS_ON = date(2027, 1, 14)
FOUNDED = date(2024, 1, 2)
COUNCIL = ("one", "two", "three", "four", "five")


@dataclass
class Board:
    """One meeting of a small world and how to record what is seen in its room."""

    world: World
    meeting: uuid.UUID
    items: list[uuid.UUID] = field(default_factory=list)
    keys: itertools.count = field(default_factory=itertools.count)

    @property
    def row(self) -> Meeting:
        return Meeting.objects.select_related("group").get(id=self.meeting)

    def at(self, key: str = "coordinator", hour: int = 12, minute: int = 0) -> As:
        return As(self.world.actor(key, MEETS_ON), in_the_room(hour, minute))

    def seen(self, hour: int, minute: int = 0) -> Seen:
        return Seen(time(hour, minute), f"key {next(self.keys)}")

    def came(self, who: str, hour=10, minute=0, *, seat="", how=How.IN_PERSON, authority=False) -> Outcome:
        return room.record_arrival(
            self.at(),
            meeting=self.meeting,
            seen=self.seen(hour, minute),
            person=self.world.people[who],
            seat=self.world.seats[seat or who],
            how=how,
            has_authority=authority,
        )

    def left(self, who: str, hour: int, minute: int = 0) -> Outcome:
        return room.record_departure(
            self.at(), meeting=self.meeting, seen=self.seen(hour, minute), person=self.world.people[who]
        )

    def back(self, who: str, hour: int, minute: int = 0) -> Outcome:
        return room.record_return(
            self.at(), meeting=self.meeting, seen=self.seen(hour, minute), person=self.world.people[who]
        )

    def takes(self, item: int, hour: int, minute: int = 0) -> Outcome:
        return room.take_item(
            self.at(), meeting=self.meeting, seen=self.seen(hour, minute), item=self.items[item - 1]
        )

    def withdraws(self, who: str, item: int, hour: int = 10, minute: int = 0) -> Outcome:
        return room.record_withdrawal(
            self.at(),
            meeting=self.meeting,
            seen=self.seen(hour, minute),
            person=self.world.people[who],
            item=self.items[item - 1],
        )

    def verdict(self, item: int | None = None):
        return quorum_for(self.row, self.items[item - 1] if item else None)


def in_the_room(hour: int = 12, minute: int = 0, on: date = MEETS_ON) -> Moment:
    """A moment of the meeting's day by the clock on the wall; London keeps to UTC in January."""
    return Moment(datetime.combine(on, time(hour, minute), tzinfo=UTC), on)


def a_board(*, clauses=TOWN_CLAUSES, items: int = 7) -> Board:
    """A meeting today of a board with five councillors' seats, police, a charity and an adviser."""
    return Board(*made_once(lambda: _make_board(clauses, items), "board", clauses, items))


def _make_board(clauses: tuple[Clause, ...], items: int) -> tuple[World, uuid.UUID, list[uuid.UUID]]:
    world = make_world(clauses=clauses)
    by = world.as_("coordinator", FOUNDED)
    for order, key in enumerate(COUNCIL):
        agency = world.agencies["council" if order < 3 else "housing"]
        world.people[key] = done(
            setting_up.add_person(by, name=f"Council officer {key}", agency=agency, from_on=FOUNDED)
        )
        world.seats[key] = done(
            setting_up.add_seat(
                by, group=world.board, title=f"Council seat {key}", agency=agency, order=10 + order
            )
        )
        done(setting_up.appoint(by, seat=world.seats[key], person=world.people[key], from_on=FOUNDED))
    meeting = done(
        meetings.set_meeting(
            world.as_("coordinator", FOUNDED),
            group=world.board,
            on=MEETS_ON,
            starts=time(10),
            minutes=120,
            place="Committee room 2",
        )
    )
    made = []
    for number in range(1, items + 1):
        said = Said(title="Tender of the refuge contract" if number == 6 else f"Business {number}")
        made.append(done(agenda.add_item(by, meeting=meeting, said=said)))
    return world, meeting, made
