"""A meeting as frozen facts: when it is, how far it has got, what was done and when, and its papers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from types import MappingProxyType

from quorate.domain.meetings.lifecycle import MeetingState
from quorate.domain.terms.clauses import ClauseKind


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """A meeting on a local date at a wall time; `agenda_items` is how many items stand on its agenda.

    `minutes_approved_on` is the day its minutes were approved for sending, None while they are not.
    """

    id: str
    on: date
    starts_at: time | None = None
    state: MeetingState = MeetingState.PLANNED
    agenda_items: int = 0
    minutes_approved_on: date | None = None


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """A paper for a meeting; `submitted_on` is None while it is expected and not yet in."""

    id: str
    title: str
    submitted_on: date | None = None


@dataclass(frozen=True, slots=True)
class Sending:
    """What became of the messages by which something goes to members, where no mail server sends them.

    `waiting` is how many nobody has recorded as sent by hand; `last_on` is the day the last that was went.
    """

    waiting: int = 0
    last_on: date | None = None

    def not_before(self, recorded: date) -> date:
        """The day it went, if recorded as sent on a day: where it went by hand, that of the last."""
        return max(recorded, self.last_on) if self.last_on else recorded


@dataclass(frozen=True, slots=True)
class Done:
    """What has been done for a meeting, and on which day.

    `on` gives the day of each clause kind's act. `day_unknown` holds the kinds known to be done on a
    day nobody recorded, `in_part` those of which some was done on that day and some never. `sending` has
    what became of the messages of what was recorded as sent.
    """

    on: Mapping[ClauseKind, date] = field(default_factory=lambda: MappingProxyType({}))
    day_unknown: frozenset[ClauseKind] = frozenset()
    in_part: frozenset[ClauseKind] = frozenset()
    sending: Mapping[ClauseKind, Sending] = field(default_factory=lambda: MappingProxyType({}))

    def waiting(self, kind: ClauseKind) -> int:
        """How many messages of what was recorded as sent still wait for somebody's hand."""
        return self.sending.get(kind, Sending()).waiting

    def done_on(self, kind: ClauseKind) -> date | None:
        """The day of the act: where its messages went by hand, not before the last of them went."""
        recorded = self.on.get(kind)
        return self.sending.get(kind, Sending()).not_before(recorded) if recorded else None


NOTHING_DONE = Done()
