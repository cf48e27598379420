"""How an agency keeps what it owes a group: at its meetings, with its papers, its actions and its updates.

Partners hold one another to account for performance (the terms of both boards say so), and that is fair only
where it is counted fairly: for the meetings of days on which somebody was appointed, for what has a day and
whose day is over, with what was kept beside what was not. Fewer than `FEWEST` meetings prove nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from quorate.domain.calendar.types import WorkingCalendar
from quorate.domain.calendar.working import working_days_between
from quorate.domain.kernel.words import count, day, listed, spelt
from quorate.domain.membership.attendance import COUNTED, FEWEST, MET, Mark, Tally, tally


class Became(StrEnum):
    """What became of something owed by a day."""

    IN_TIME = "in_time"
    LATE = "late"
    NOT_DONE = "not_done"
    STILL_TIME = "still_time"


@dataclass(frozen=True, slots=True)
class Promise:
    """Something owed by a day, and the day it was done, if it was. Without a day it cannot be late."""

    id: str
    due_on: date | None
    done_on: date | None = None

    def kept(self, today: date) -> Became:
        """What became of it by today; its day itself still counts as in time."""
        if self.due_on is None:
            return Became.IN_TIME if self.done_on else Became.STILL_TIME
        if self.done_on is None:
            return Became.NOT_DONE if self.due_on < today else Became.STILL_TIME
        return Became.IN_TIME if self.done_on <= self.due_on else Became.LATE

    def days_late(self, today: date, calendar: WorkingCalendar | None = None) -> int:
        """How many days after its day it was done, or has been owed: working days by a calendar, if given.

        0 where it is not late, or where the calendar does not know the days between.
        """
        if self.due_on is None or self.kept(today) not in (Became.LATE, Became.NOT_DONE):
            return 0
        until = self.done_on or today
        if calendar is None:
            return (until - self.due_on).days
        return working_days_between(after=self.due_on, to=until, calendar=calendar) or 0


@dataclass(frozen=True, slots=True)
class Timely:
    """How many of a sort of thing were done in time, late, or not at all; those with time left are not in.

    `longest` is how late the latest of those done late was, in days of its own sort; 0 where none is known.
    """

    in_time: int = 0
    late: int = 0
    not_done: int = 0
    longest: int = 0

    @property
    def of(self) -> int:
        """How many count."""
        return self.in_time + self.late + self.not_done

    @property
    def is_short(self) -> bool:
        """Whether any was late or not done."""
        return self.in_time < self.of


@dataclass(frozen=True, slots=True)
class AtMeeting:
    """What the attendance sheet says of an agency at one meeting."""

    on: date
    mark: Mark
    id: str = ""


@dataclass(frozen=True, slots=True)
class Engagement:
    """What one agency owed a group in a time, and what became of it. `meetings` are in their order."""

    agency: str
    meetings: tuple[AtMeeting, ...] = ()
    papers: Timely = field(default_factory=Timely)
    actions: Timely = field(default_factory=Timely)
    updates: Timely = field(default_factory=Timely)

    @property
    def counted(self) -> tuple[AtMeeting, ...]:
        """The meetings of days on which it had somebody who could have come."""
        return tuple(one for one in self.meetings if one.mark in COUNTED)

    @property
    def tally(self) -> Tally:
        """At how many of them somebody was there who could decide, as the attendance sheet counts."""
        return tally(one.mark for one in self.meetings)

    @property
    def is_short(self) -> bool:
        """Whether anything owed was not kept."""
        came = self.tally
        return came.there < came.of or any(one.is_short for one in (self.papers, self.actions, self.updates))

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was owed."""
        return not (self.tally.of or self.papers.of or self.actions.of or self.updates.of)


def timely(promises: Iterable[Promise], today: date, calendar: WorkingCalendar | None = None) -> Timely:
    """How many were kept, by what became of each; lateness in working days by a calendar, if given."""
    counted = [(one, one.kept(today)) for one in promises]
    kept = [how for _, how in counted]
    late = [one.days_late(today, calendar) for one, how in counted if how is Became.LATE]
    return Timely(
        kept.count(Became.IN_TIME), len(late), kept.count(Became.NOT_DONE), longest=max(late, default=0)
    )


def timely_said(found: Timely) -> str:
    """A count for a table.

    >>> timely_said(Timely(3, 1, 1)), timely_said(Timely(2)), timely_said(Timely())
    ('3 of 5, 1 late, 1 not done', '2 of 2', '')
    """
    if not found.of:
        return ""
    more = ((found.late, "late"), (found.not_done, "not done"))
    return ", ".join([f"{found.in_time} of {found.of}", *(f"{n} {what}" for n, what in more if n)])


def words_to_raise(found: Engagement) -> tuple[str, ...]:
    """Paragraphs that say to an agency how it kept what it owed, to be sent as they are; none for nothing.

    What was kept stands beside what was not. There is no percentage in them, and of fewer than four meetings
    they say that these are too few to judge by.
    """
    if found.is_empty:
        return ()
    said = (
        _meetings_said(found),
        _timely_said(found.papers, _PAPERS),
        _timely_said(found.actions, _ACTIONS),
        _timely_said(found.updates, _UPDATES),
    )
    facts = " ".join(one for one in said if one)
    if not found.is_short:
        return (facts, "All of it was kept. Thank you.")
    ask = "Is something in the way that the partnership can help with?"
    right = "If any of this is wrong, say so and the record will be put right."
    return (facts, f"{ask} {right}")


def _meetings_said(found: Engagement) -> str:
    counted = found.counted[-FEWEST:]
    if not counted:
        return ""
    marks = [one.mark for one in counted]
    there = sum(mark in MET for mark in marks)
    who = f"somebody who could decide for {found.agency} came to {_some(there, len(marks))}"
    rest = (
        (marks.count(Mark.DEPUTY_WITHOUT), "a deputy without authority came to"),
        (marks.count(Mark.APOLOGIES), "apologies were sent for"),
        (marks.count(Mark.ABSENT), "nobody came and no apologies were sent for"),
    )
    parts = [who, *(f"{what} {spelt(n)}" for n, what in rest if n)]
    few = "" if len(marks) >= FEWEST else f" {_few(len(marks))}"
    return f"{_which(counted)}, {'; '.join(parts)}.{few}"


def _which(counted: Sequence[AtMeeting]) -> str:
    last = day(counted[-1].on)
    if len(counted) == 1:
        return f"At the one meeting that counts, on {last}"
    first = day(counted[0].on)
    return f"In the last {spelt(len(counted))} meetings that count, from {first} to {last}"


def _few(meetings: int) -> str:
    return f"{'That is' if meetings == 1 else 'Those are'} too few to judge by."


def _some(there: int, of: int) -> str:
    if of == 1:
        return "it" if there else "none"
    if there == of:
        return "both" if of == 2 else f"all {spelt(of)}"
    return spelt(there) if there else "none"


@dataclass(frozen=True, slots=True)
class _Sort:
    """How a sort of thing is spoken of: one and several of it, the unit of lateness, what became of it."""

    one: str
    many: str
    unit: str
    became: tuple[str, str, str]


_PAPERS = _Sort("paper", "papers", "working day", ("came in time", "came late", "never came"))
_ACTIONS = _Sort(
    "action that was due", "actions that were due", "day", ("done in time", "done late", "not done")
)
_UPDATES = _Sort("update asked for", "updates asked for", "day", ("given in time", "given late", "not given"))


def _timely_said(found: Timely, sort: _Sort) -> str:
    """One sentence of a sort of thing; empty where there was none."""
    numbers = (found.in_time, found.late, found.not_done)
    up_to = " by up to" if found.late > 1 else " by"
    days = f"{up_to} {count(found.longest, sort.unit)}" if found.longest else ""
    hows = (sort.became[0], f"{sort.became[1]}{days}", sort.became[2])
    became = [(n, how) for n, how in zip(numbers, hows, strict=True) if n]
    if not became:
        return ""
    if found.of == 1:
        return f"The one {sort.one} {_verb(1, sort)}{became[0][1]}."
    if len(became) == 1:
        every = "Both" if found.of == 2 else f"All {spelt(found.of)}"
        return f"{every} {sort.many} {_verb(found.of, sort)}{became[0][1]}."
    parts = [f"{spelt(n)} {_verb(n, sort)}{how}" for n, how in became]
    return f"Of {spelt(found.of)} {sort.many}, {listed(parts)}."


def _verb(n: int, sort: _Sort) -> str:
    if sort is _PAPERS:
        return ""
    return "was " if n == 1 else "were "
