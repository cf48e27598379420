"""A plan's entries as frozen facts, at one date.

`Entry` is identity; what it says (code, wording, parent, leads, target dates, measures) is a version;
progress is separate and never edited.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from quorate.domain.plans.barriers import Barrier, suggested_barriers


class EntryKind(StrEnum):
    """The levels a plan may have. A partnership's own word for a level is kept beside it."""

    SECTION = "section"
    PRIORITY = "priority"
    OUTCOME = "outcome"
    OBJECTIVE = "objective"
    RECOMMENDATION = "recommendation"
    ACTION = "action"


class TargetKind(StrEnum):
    """What sort of target date was given. Only a day, a month and a range have a last day of their own."""

    DAY = "day"
    MONTH = "month"
    RANGE = "range"
    RECURRING = "recurring"
    ONGOING = "ongoing"
    DEPENDENT = "dependent"
    AS_AVAILABLE = "as_available"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Target:
    """A target date as printed (`raw`) and as read.

    `on` is the last day for it: the day itself, a month's last day, a range's end, a recurring
    target's next instance. `starts_on` is a range's or a recurrence's first day, the first of its month
    where a recurrence was given in months. `every_months` is a recurrence's step. `review_on` is when to
    look again at something without a date of its own. `depends_on` says what it waits for, in words.
    """

    kind: TargetKind
    raw: str = ""
    on: date | None = None
    starts_on: date | None = None
    every_months: int | None = None
    review_on: date | None = None
    depends_on: str = ""


@dataclass(frozen=True, slots=True)
class Lead:
    """Who leads: an agency, a person, both, or still to be confirmed. `raw` is as printed.

    `left_on` is the first day the person is no longer here: a fact about them, not of who leads.
    """

    raw: str
    agency: str = ""
    agency_id: str = ""
    person: str = ""
    person_id: str = ""
    to_be_confirmed: bool = False
    left_on: date | None = field(default=None, compare=False)


class MeasureKind(StrEnum):
    """How an entry's success is judged."""

    NUMBER = "number"
    JUDGEMENT = "judgement"
    ENTRY = "entry"


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure in words: a number, a judgement with evidence, or another entry's completion."""

    text: str
    kind: MeasureKind = MeasureKind.NUMBER
    entry_code: str = ""


class Status(StrEnum):
    """What a lead says has happened."""

    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    COMPLETE = "complete"
    NOT_DONE = "not_done"
    WAITING = "waiting"


class Rating(StrEnum):
    """What a lead says of how it is going. Empty when nothing was declared."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """One update.

    `as_at` is the date it speaks for, `reported_on` when it was said, `recorded_at` since when it has
    been known here. `told_on` is the day its lead told whoever recorded it for them.
    """

    id: str
    as_at: date
    reported_on: date
    recorded_at: datetime
    status: Status
    rating: Rating = Rating.NONE
    progress: str = ""
    barrier: str = ""
    evidence: str = ""
    by: str = ""
    on_behalf_of: str = ""
    how: str = ""
    told_on: date | None = None

    @property
    def barriers(self) -> tuple[Barrier, ...]:
        """The sorts of thing its barrier points to."""
        return suggested_barriers(self.barrier)


@dataclass(frozen=True, slots=True)
class Version:
    """What an entry said from `effective_on`; `recorded_at` is an instant in UTC.

    `number` counts an entry's versions in the order they were written.
    """

    id: str
    effective_on: date
    recorded_at: datetime
    code: str
    kind: EntryKind
    text: str
    parent_id: str = ""
    order: int = 0
    outcome: str = ""
    leads: tuple[Lead, ...] = field(default=())
    targets: tuple[Target, ...] = field(default=())
    measures: tuple[Measure, ...] = field(default=())
    withdrawn: bool = False
    number: int = 0


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """An entry with everything known of it, oldest first, as far as the reader may see."""

    id: str
    versions: tuple[Version, ...]
    progress: tuple[Progress, ...] = field(default=())


def completed_on(statuses: Iterable[tuple[date, Status]]) -> date | None:
    """The day an entry was finished, by its updates from the earliest; None while it is not.

    It is the first day of the completion that still stands: of one reopened and finished again, the second.

    >>> days = [date(2027, 1, n) for n in (5, 9, 20, 25)]
    >>> done, going = Status.COMPLETE, Status.UNDER_WAY
    >>> completed_on(zip(days, (done, going, done, done)))
    datetime.date(2027, 1, 20)
    """
    found: date | None = None
    for on, status in statuses:
        found = (found or on) if status is Status.COMPLETE else None
    return found
