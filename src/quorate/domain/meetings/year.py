"""A year of dates proposed for a group: one in each stretch of the year its terms ask a meeting in.

A date is looked for on one day of the week, in one week of one month of each stretch, as the group has met
before or as whoever sets the dates asks. A day nobody should be asked to come on (a bank holiday, a day the
council is closed, a school holiday) gives way to the same day of the week in the nearest week of the same
stretch, and where there is none to the nearest day from Monday to Friday. What it gave way to is said.
"Quarterly" is one in each quarter, never every ninety days.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from itertools import pairwise
from typing import TypeVar

from quorate.domain.calendar.periods import Period, add_months, month_end, year_of
from quorate.domain.calendar.school import SchoolClosed, school_holiday_on
from quorate.domain.calendar.types import WorkingCalendar
from quorate.domain.calendar.working import ONE_DAY, day_off, is_weekend
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import day, month, weekday
from quorate.domain.meetings.days import cautions
from quorate.domain.meetings.refusals import refusal_of_length
from quorate.domain.membership.groups import refusal_after_end
from quorate.domain.terms.duties import periods_of_year

LAST_WEEK = 5
WEEKS = {1: "first", 2: "second", 3: "third", 4: "fourth", LAST_WEEK: "last"}
"""Which of a month's Tuesdays, say; the last where there is no fifth."""
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
MOST_TIMES = 12
"""The most meetings a year for which dates are proposed: one a month."""
_USUAL_TIME = time(10)

ValueT = TypeVar("ValueT")


@dataclass(frozen=True, slots=True)
class Pattern:
    """When in a stretch of the year to look: a weekday (0 is Monday), a week of a month, and which month.

    `month` counts the stretch's months from 1; one too high means its last.
    """

    weekday: int
    week: int
    month: int
    starts: time


@dataclass(frozen=True, slots=True)
class KeptClear:
    """The days to keep clear of: the calendar with its closures, and the school holidays."""

    calendar: WorkingCalendar
    school: tuple[SchoolClosed, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposedDate:
    """What is proposed for one stretch of the year.

    `set_already` are the days of its meetings that are set; where they are as many as asked for nothing is
    proposed. `on` is None then, and where no day is left; `working` says how it came out.
    """

    period: Period
    on: date | None
    working: str
    set_already: tuple[date, ...] = field(default=())

    @property
    def is_owed(self) -> bool:
        """Whether the stretch still lacks its meeting."""
        return not self.set_already


@dataclass(frozen=True, slots=True)
class DateAsked:
    """A date as it is to be set. `key` tells the fields of its row from those of others."""

    key: str
    on: date
    starts: time
    minutes: int
    place: str = ""

    def beside(self, refusal: Refusal) -> Refusal:
        """A refusal beside this row's own field; one of no field, or of the audience, as it is."""
        if refusal.field not in ("on", "meant", "starts", "minutes", "place"):
            return refusal
        return replace(refusal, field=f"{refusal.field}-{self.key}")


def refusals_of_dates(
    dates: Sequence[DateAsked],
    *,
    today: date,
    ended_on: date | None,
    set_already: Iterable[tuple[date, time]] = (),
) -> tuple[Refusal, ...]:
    """Everything that stands in the way of setting the dates together, each beside its own field.

    A year of dates is of days to come: one gone by is recorded by itself. Codes: `meetings.no_dates`,
    `meetings.not_to_come`, `meetings.set_already`, `meetings.same_twice`, `meetings.length` and
    `groups.ended`.
    """
    if not dates:
        return (Refusal("meetings.no_dates", "Give a day for one meeting at least."),)
    taken, mine = set(set_already), Counter((one.on, one.starts) for one in dates)
    found = []
    for one in dates:
        refusal = refusal_after_end(ended_on=ended_on, on=one.on, field="on") or refusal_of_length(
            one.minutes
        )
        if refusal is None and one.on <= today:
            sentence = f"{day(one.on)} is not to come."
            refusal = Refusal("meetings.not_to_come", sentence, "Choose a later day.", field="on")
        if refusal is None and (one.on, one.starts) in taken:
            sentence = "This group has a meeting at that time already."
            refusal = Refusal("meetings.set_already", sentence, "Choose another day or time.", field="on")
        if refusal is None and mine[one.on, one.starts] > 1:
            refusal = Refusal("meetings.same_twice", "This day and time are given twice.", field="on")
        if refusal:
            found.append(one.beside(refusal))
    return tuple(found)


def stretches_of_year(on: date, year_type: str, times: int) -> tuple[Period, ...]:
    """The year cut into as many stretches of whole months as there are to be meetings, up to 12.

    Where months do not divide evenly, as five times a year, stretches differ by one month.
    """
    times = max(1, min(times, MOST_TIMES))
    if 12 % times == 0:
        return periods_of_year(on, year_type, times)
    first = year_of(on, year_type).starts_on
    begins = [add_months(first, 12 * n // times) for n in range(times + 1)]
    return tuple(
        Period(f"{month(start)} to {month(after - ONE_DAY)}", start, after - ONE_DAY)
        for start, after in pairwise(begins)
    )


def pattern_of(
    held: Sequence[tuple[date, time]], stretches: Sequence[Period], *, starts: time = _USUAL_TIME
) -> Pattern:
    """How a group has met: the commonest weekday, week, month and hour of its meetings, latest of equals.

    `held` are days and hours, oldest first; with none, the second Tuesday of each second month.
    """
    if not held:
        return Pattern(weekday=1, week=2, month=2, starts=starts)
    worked = [on for on, _ in held if not is_weekend(on)]
    return Pattern(
        weekday=_commonest([on.weekday() for on in worked]) if worked else 1,
        week=_commonest([week_of(on) for on, _ in held]),
        month=_commonest([_month_within(on, stretches) for on, _ in held]),
        starts=_commonest([at for _, at in held]),
    )


def week_of(on: date) -> int:
    """Which of its month's days of that weekday a day is; a fifth is the last.

    >>> week_of(date(2027, 1, 14)), week_of(date(2026, 12, 29))
    (2, 5)
    """
    return min((on.day - 1) // 7 + 1, LAST_WEEK)


def propose_dates(
    *,
    stretches: Sequence[Period],
    pattern: Pattern,
    clear_of: KeptClear,
    today: date,
    in_time_from: date | None = None,
    set_already: Iterable[date] = (),
) -> tuple[ProposedDate, ...]:
    """A date in each stretch that has no meeting yet, always after `today` and within the stretch.

    `in_time_from` is the first day for which what the terms ask beforehand can still be done in time; an
    earlier one is proposed only in a stretch that has no later.
    """
    known = sorted(set_already)
    times = _Times(today, in_time_from or today + ONE_DAY)
    return tuple(
        _proposed(stretch, pattern, clear_of, times, tuple(on for on in known if on in stretch))
        for stretch in stretches
    )


def why_not(on: date, clear_of: KeptClear) -> str:
    """What speaks against a day, in words that go on from "is"; empty for an ordinary working day.

    >>> from quorate.domain.calendar.holidays import england_and_wales
    >>> why_not(date(2027, 3, 26), KeptClear(england_and_wales()))
    'a bank holiday (Good Friday)'
    """
    if holiday := day_off(on, clear_of.calendar):
        return f"a bank holiday ({holiday.name})"
    if closed := next((one for one in clear_of.calendar.closures if one.on == on), None):
        return f"a day the council is closed ({closed.name})"
    if school := school_holiday_on(on, clear_of.school):
        return f"in a school holiday ({school.name})"
    return "at a weekend" if is_weekend(on) else ""


def cautions_of_date(on: date, *, stretch: Period, clear_of: KeptClear, today: date) -> tuple[str, ...]:
    """What is said before a meeting of a stretch of the year is set on a day; none of an ordinary day of it.

    What is said of a meeting set by itself, as `quorate.domain.meetings.days` has it, and what a year of
    dates is kept clear of besides.
    """
    said = list(cautions(on, today=today, calendar=clear_of.calendar))
    is_named = is_weekend(on) or day_off(on, clear_of.calendar)
    if not is_named and (why := why_not(on, clear_of)):
        said.append(f"{weekday(on)} is {why}.")
    if on not in stretch:
        said.append(f"{day(on)} is outside this part of the year.")
    return tuple(said)


@dataclass(frozen=True, slots=True)
class _Times:
    """Today, and the first day for which papers can be had in time."""

    today: date
    in_time_from: date


def _proposed(
    stretch: Period, pattern: Pattern, clear_of: KeptClear, times: _Times, already: tuple[date, ...]
) -> ProposedDate:
    if already:
        return ProposedDate(stretch, None, "", already)
    if stretch.ends_on <= times.today:
        return ProposedDate(stretch, None, "It is over.")
    wanted = _wanted(stretch, pattern)
    free = [on for on in _around(wanted, stretch) if on > times.today and not why_not(on, clear_of)]
    found = next((on for on in free if on >= times.in_time_from), next(iter(free), None))
    if found is None:
        return ProposedDate(stretch, None, "No day of it is left that is kept clear. Give one yourself.")
    return ProposedDate(stretch, found, _working(wanted, found, clear_of, times))


def _wanted(stretch: Period, pattern: Pattern) -> date:
    """The day looked for first."""
    first = add_months(stretch.starts_on, pattern.month - 1)
    if first > stretch.ends_on:
        first = stretch.ends_on.replace(day=1)
    on = first + timedelta(days=(pattern.weekday - first.weekday()) % 7)
    on += timedelta(days=7 * (pattern.week - 1))
    return on if on <= month_end(first) else on - timedelta(days=7)


def _around(wanted: date, stretch: Period) -> Iterable[date]:
    """The days of a stretch, in the order they are tried: that weekday by nearness, then Monday to Friday."""
    length = (stretch.ends_on - stretch.starts_on).days + 1
    days = [stretch.starts_on + timedelta(days=n) for n in range(length)]
    near = sorted(days, key=lambda on: (abs((on - wanted).days), on < wanted))
    yield from (on for on in near if on.weekday() == wanted.weekday())
    yield from (on for on in near if on.weekday() != wanted.weekday() and not is_weekend(on))


def _working(wanted: date, found: date, clear_of: KeptClear, times: _Times) -> str:
    said = f"The {WEEKS[week_of(wanted)]} {weekday(wanted).split()[0]} of {month(wanted)}"
    if found == wanted:
        return f"{said}."
    if wanted <= times.today:
        why = "has gone by"
    elif clash := why_not(wanted, clear_of):
        why = f"is {clash}"
    else:
        why = "is too soon for what the terms ask beforehand"
    return f"{said}, {day(wanted)}, {why}: moved to {weekday(found)}."


def _month_within(on: date, stretches: Sequence[Period]) -> int:
    """Which month of a stretch a day falls in, counted from 1: of its own stretch, or of one a year off."""
    months = on.year * 12 + on.month
    starts = [one.starts_on.year * 12 + one.starts_on.month for one in stretches]
    into = (months - starts[0]) % 12
    return into - max(n - starts[0] for n in starts if n - starts[0] <= into) + 1


def _commonest(values: Sequence[ValueT]) -> ValueT:
    counts = Counter(values)
    return max(reversed(values), key=lambda value: counts[value])
