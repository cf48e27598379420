"""One place's story as it is told: who acts on which day, and what became of each key.

Everything happens on its own day, so that the record of events reads as it would have. What a place did
before its records began is entered on the day they begin, and speaks for its own earlier date.
"""

import random
import uuid
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from quorate.cli.demonstration.content.progress import SEED
from quorate.cli.demonstration.content.shapes import Place
from quorate.commands.runner import As, Done, Outcome
from quorate.domain.access.actor import Actor
from quorate.domain.kernel.asking import IdSource, Moment
from quorate.queries import access
from quorate.records.models import Person

COORDINATOR = "coordinator"
NOBODY = uuid.UUID(int=0)
_STARTS_WORK = time(9)
_BETWEEN = timedelta(seconds=7)


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened on a day. `tell` is given the day it is recorded on, never earlier."""

    on: date
    tell: Callable[[date], None]


@dataclass
class Clock:
    """Gives the instants of a story, each later than the one before."""

    day: date = date.min
    last: datetime | None = None

    def on(self, day: date) -> Moment:
        """The next instant of a working day; days come in order."""
        if day < self.day:
            raise ValueError(f"{day} comes before {self.day}, which has been told")
        same_day = self.last if day == self.day else None
        begins = datetime.combine(day, _STARTS_WORK, tzinfo=UTC)
        self.day, self.last = day, same_day + _BETWEEN if same_day else begins
        return Moment(self.last, day)

    def wait_until(self, day: date, at: time) -> None:
        """Let a day go on, so that what follows on it is told after a time, in UTC."""
        self.on(day)
        later = datetime.combine(day, at, tzinfo=UTC)
        self.last = max(self.last, later) if self.last else later


@dataclass
class Story:
    """A place with the ids its keys were given, and how to act as each of its people."""

    place: Place
    ids: IdSource
    install: Clock
    clock: Clock = field(default_factory=Clock)
    partnership: uuid.UUID = NOBODY
    agencies: dict[str, uuid.UUID] = field(default_factory=dict)
    people: dict[str, uuid.UUID] = field(default_factory=dict)
    groups: dict[str, uuid.UUID] = field(default_factory=dict)
    seats: dict[str, uuid.UUID] = field(default_factory=dict)
    appointments: dict[tuple[str, str], uuid.UUID] = field(default_factory=dict)
    restrictions: dict[str, uuid.UUID] = field(default_factory=dict)
    signed: set[str] = field(default_factory=set)
    _rows: dict[str, Person] = field(default_factory=dict)
    _actors: dict[tuple[str, int], Actor] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Find the days on which somebody's roles change: between two of them nobody's do."""
        dated = [*self.place.appointments, *self.place.grants, *self.place.restrictions]
        ends = [to_on for one in dated if (to_on := getattr(one, "to_on", None))]
        self._turns = sorted({one.from_on for one in dated} | {end + timedelta(days=1) for end in ends})

    def as_operator(self, on: date) -> As:
        """The command line, for whoever runs the install."""
        return As(access.operator(), self.install.on(on), self.ids)

    def as_quorate(self, on: date) -> As:
        """The work loop."""
        return As(access.work(str(self.partnership), self.place.slug), self.clock.on(on), self.ids)

    def as_(self, person: str, on: date) -> As:
        """Somebody of the place, with the roles they held on that day."""
        return As(self.actor(person, on), self.clock.on(on), self.ids)

    def coordinator(self, on: date) -> As:
        """The coordinator."""
        return self.as_(COORDINATOR, on)

    def actor(self, person: str, on: date) -> Actor:
        """Who a person is on a day."""
        known = person, bisect_right(self._turns, on)
        if known not in self._actors:
            if person not in self._rows:
                found = Person.objects.select_related("partnership").get(id=self.people[person])
                self._rows[person] = found
            self._actors[known] = access.actor_of(self._rows[person], on)
        return self._actors[known]

    def forget_roles(self) -> None:
        """Ask again who is what: roles were given or seats filled."""
        self._actors.clear()


def silent(line: str) -> None:
    """Say nothing of how far the building has come."""


def done(outcome: Outcome) -> uuid.UUID:
    """The id of what a command made; a refusal here is a fault in the story."""
    if not isinstance(outcome, Done) or outcome.id is None:
        raise AssertionError(f"The demonstration was refused: {outcome}")
    return outcome.id


def seeded_ids(slug: str) -> IdSource:
    """Ids from the fixed seed, so that an address in the demonstration is the same each time it is made."""
    chance = random.Random(f"{SEED}:ids:{slug}")  # noqa: S311 (a story, not a secret)
    return lambda: uuid.UUID(int=chance.getrandbits(128), version=4)


def tell(story: Story, happenings: list[Happening], *, today: date) -> None:
    """Let everything happen that happened by `today`, in order."""
    begins = story.place.records_from
    for each in sorted(happenings, key=lambda h: (max(h.on, begins), h.on)):
        if each.on <= today:
            each.tell(max(each.on, begins))
