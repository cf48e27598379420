"""What an entry is judged and counted by: everything of its state but its words.

The rules of a whole plan (its tree, standings, counts and what is stuck) ask for no more than this, so they
serve a full state and an outline alike, and a page of fifty lines need not read the words of two thousand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from quorate.domain.plans.barriers import Barrier
from quorate.domain.plans.facts import EntryKind, Lead, Rating, Status, Target


class Said(Protocol):
    """An update, as the rules ask for it."""

    @property
    def id(self) -> str:
        """Which update it is."""

    @property
    def as_at(self) -> date:
        """The day it speaks for."""

    @property
    def reported_on(self) -> date:
        """The day it was said."""

    @property
    def status(self) -> Status:
        """What has happened."""

    @property
    def rating(self) -> Rating:
        """How it is going, by the word of whoever gave it."""

    @property
    def barriers(self) -> tuple[Barrier, ...]:
        """The sorts of thing that hold it up."""


class InPlace(Protocol):
    """An entry, as the rule of what may stand under what asks for it."""

    @property
    def id(self) -> str:
        """Which entry it is."""

    @property
    def code(self) -> str:
        """The code as printed."""

    @property
    def text(self) -> str:
        """Its wording."""

    @property
    def parent_id(self) -> str:
        """The entry above, empty at the top."""


class Stated(Protocol):
    """An entry on one date, as the rules ask for it."""

    @property
    def id(self) -> str:
        """Which entry it is."""

    @property
    def code(self) -> str:
        """The code as printed."""

    @property
    def kind(self) -> EntryKind:
        """What sort of entry it is."""

    @property
    def parent_id(self) -> str:
        """The entry above, empty at the top."""

    @property
    def order(self) -> int:
        """Its place among those beside it."""

    @property
    def leads(self) -> Sequence[Lead]:
        """Who leads it."""

    @property
    def targets(self) -> Sequence[Target]:
        """When it is due."""

    @property
    def progress(self) -> Said | None:
        """The latest update that speaks for the date."""

    @property
    def began_on(self) -> date | None:
        """The day it first spoke."""


StatedT = TypeVar("StatedT", bound=Stated)


@dataclass(frozen=True, slots=True)
class OutlineSaid:
    """An update without its words."""

    id: str
    as_at: date
    reported_on: date
    status: Status
    rating: Rating
    barriers: tuple[Barrier, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """An entry's state without its words; `version_id` is the version that holds them.

    `level` is the partnership's own word for its kind, if it has one. An outline is equal to itself alone,
    so that what was worked out from thousands of them is found again without comparing what they say.
    """

    id: str
    version_id: str
    code: str
    kind: EntryKind
    level: str
    parent_id: str
    order: int
    began_on: date | None
    leads: tuple[Lead, ...]
    targets: tuple[Target, ...]
    progress: OutlineSaid | None
