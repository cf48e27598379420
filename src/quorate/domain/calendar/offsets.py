"""Working out a date so many units before or after another, with the working as a sentence.

Conventions, each with its source:

- The anchor is day 0 and is never counted, except in a period "beginning with" it.
- Working days are those of `working.py`. One unit is never converted into another; a week is seven days.
- Clear days leave out both end days (R v Herefordshire Justices 1820; R v Swansea City Council, ex parte
  Elitestone 1993), so N of them lie strictly between. "N clear days before" gives the last day for giving
  notice, "N clear days after" the first day the thing may be done. Counted in working days, both are
  working days themselves.
- "Within" leaves out the day that starts the period; "beginning with" counts it.
- Months and years end on the corresponding date (Dodds v Walker [1981] UKHL), or on the last day of a
  month that is too short. A period of months beginning with a day ends on the day before that, or on the
  last day of a month too short to have the corresponding date.
- "Expiry of N" is the end of the last day of the period; what waits for it may be done the next day.
- A date counted in calendar days, weeks, months or years is kept when it is not a working day, with a
  warning: section 243 of the Local Government Act 1972 moves some dates, and is not general.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from quorate.domain.calendar import wording
from quorate.domain.calendar.periods import add_months, has_corresponding_date
from quorate.domain.calendar.types import Deadline, Direction, Offset, Unit, WorkingCalendar
from quorate.domain.calendar.working import ONE_DAY, is_working_day, next_working_day, nth_working_day
from quorate.domain.kernel import words

WORKING_UNITS = frozenset({Unit.WORKING_DAY, Unit.CLEAR_WORKING_DAY})
CLEAR_UNITS = frozenset({Unit.CLEAR_WORKING_DAY, Unit.CLEAR_CALENDAR_DAY})
_MONTHS_IN = {Unit.MONTH: 1, Unit.YEAR: 12}
_DAYS_IN = {Unit.CALENDAR_DAY: 1, Unit.CLEAR_CALENDAR_DAY: 1, Unit.WEEK: 7}


@dataclass(frozen=True, slots=True)
class _Sum:
    """One question: the offset, its anchor and the calendar to count on."""

    offset: Offset
    anchor: date
    calendar: WorkingCalendar
    name: str

    @property
    def is_clear_gap(self) -> bool:
        """Whether whole days must lie between the two ends."""
        return self.offset.unit in CLEAR_UNITS and self.offset.direction in (
            Direction.BEFORE,
            Direction.AFTER,
        )

    @property
    def counts_anchor(self) -> bool:
        return self.offset.direction is Direction.BEGINNING_WITH


def deadline(offset: Offset, anchor: date, calendar: WorkingCalendar, anchor_name: str = "") -> Deadline:
    """The date the offset gives from the anchor, with its working; `on` is None when it is not known.

    >>> from quorate.domain.calendar.holidays import england_and_wales
    >>> seven = Offset(n=7, unit=Unit.WORKING_DAY, direction=Direction.BEFORE)
    >>> deadline(seven, date(2026, 1, 8), england_and_wales()).working.split("; ")[1]
    "skipped 1 January (New Year's Day) and the weekend 3 to 4 January"
    """
    question = _Sum(offset=offset, anchor=anchor, calendar=calendar, name=anchor_name)
    if impossible := _contradiction(offset):
        return _unanswered(question, impossible)
    try:
        on = _count(question)
        if on is None:
            return _unanswered(question, f"not known, since {wording.known(calendar)} only")
        return _answered(question, on)
    except (OverflowError, ValueError):
        return _unanswered(question, "not known, since it lies outside the years 1 to 9999")


def _contradiction(offset: Offset) -> str:
    if offset.direction is not Direction.BEGINNING_WITH:
        return ""
    if offset.unit in CLEAR_UNITS:
        return "not known, since clear days leave out the first day and a period beginning with it counts it"
    return "not known, since a period of no length has no last day" if offset.n == 0 else ""


def _count(question: _Sum) -> date | None:
    offset, anchor = question.offset, question.anchor
    step = -1 if offset.direction is Direction.BEFORE else 1
    if offset.weekday:
        days = (step * (offset.weekday.number - anchor.weekday()) - 1) % 7 + 1
        return anchor + step * timedelta(days=days)
    if offset.unit in _MONTHS_IN:
        return _corresponding(question, step * offset.n * _MONTHS_IN[offset.unit])
    start = anchor - ONE_DAY if question.counts_anchor else anchor
    if offset.unit in WORKING_UNITS:
        n = offset.n + question.is_clear_gap
        return nth_working_day(start=start, n=n, step=step, calendar=question.calendar)
    n = offset.n * _DAYS_IN[offset.unit] + question.is_clear_gap
    return start + step * timedelta(days=n)


def _corresponding(question: _Sum, months: int) -> date:
    end = add_months(question.anchor, months)
    # Beginning with the 31st, a short month is used up to its last day: nothing is left over to take off.
    whole = question.counts_anchor and has_corresponding_date(question.anchor, months)
    return end - ONE_DAY if whole else end


def _unanswered(question: _Sum, reason: str) -> Deadline:
    return Deadline(
        on=None,
        working=f"{_opening(question)}; {reason}",
        warnings=(f"The date is {reason}.",),
    )


def _answered(question: _Sum, on: date) -> Deadline:
    expires = question.offset.direction is Direction.EXPIRY_OF
    following = on + ONE_DAY if expires else None
    working_on = next_working_day(on, question.calendar) if expires else None
    steps = (_opening(question), *_along(question, on), _ending(question, on, working_on))
    return Deadline(
        on=on,
        working="; ".join(step for step in steps if step),
        warnings=_warnings(question, on, working_on),
        next_day=following,
        next_working_day=working_on,
    )


def _opening(question: _Sum) -> str:
    text = f"{wording.describe(question.offset)} {wording.anchored(question.anchor, question.name)}"
    if question.is_clear_gap:
        return f"{text}, neither end day counted"
    if question.offset.direction in (Direction.WITHIN, Direction.EXPIRY_OF):
        return f"{text}, that day not counted"
    if question.counts_anchor:
        off = (
            question.offset.unit in WORKING_UNITS
            and is_working_day(question.anchor, question.calendar) is False
        )
        return f"{text}, {'which is not a working day and so not' if off else 'that day'} counted"
    return text


def _along(question: _Sum, on: date) -> tuple[str, ...]:
    offset = question.offset
    if offset.unit in WORKING_UNITS:
        first, last = _span(question, on)
        days = wording.skipped(first=first, last=last, calendar=question.calendar)
        return (f"skipped {days}",) if days else ()
    if offset.weekday:
        return ()
    if offset.unit is Unit.WEEK:
        return ("a week is 7 calendar days",)
    if offset.unit in _MONTHS_IN:
        return (_month_rule(question),)
    return ()


def _month_rule(question: _Sum) -> str:
    sign = -1 if question.offset.direction is Direction.BEFORE else 1
    months = sign * question.offset.n * _MONTHS_IN[question.offset.unit]
    if not has_corresponding_date(question.anchor, months):
        end = words.month(add_months(question.anchor, months))
        return f"{end} has no day {question.anchor.day}, so its last day"
    return "the day before the corresponding date" if question.counts_anchor else "the corresponding date"


def _span(question: _Sum, on: date) -> tuple[date, date]:
    """The days the count went over, without its two ends; the anchor too where it may be counted."""
    if question.counts_anchor:
        return question.anchor, on - ONE_DAY
    first, last = sorted((question.anchor, on))
    return first + ONE_DAY, last - ONE_DAY


def _ending(question: _Sum, on: date, working_on: date | None) -> str:
    gives = f"gives {words.weekday(on)}"
    direction = question.offset.direction
    if direction is Direction.EXPIRY_OF:
        return f"{gives}, at the end of which it expires; {_next(on, working_on)}"
    if question.is_clear_gap:
        before = direction is Direction.BEFORE
        return f"{gives}, {'the last day for giving notice' if before else 'the first day it may be done'}"
    return gives


def _next(on: date, working_on: date | None) -> str:
    following = on + ONE_DAY
    if working_on == following:
        return f"the next day, {words.weekday(following)}, is a working day"
    then = words.weekday(working_on) if working_on else "not known"
    return f"the next day is {words.weekday(following)} and the next working day {then}"


def _warnings(question: _Sum, on: date, working_on: date | None) -> tuple[str, ...]:
    offset, calendar = question.offset, question.calendar
    found = []
    if offset.unit not in WORKING_UNITS or on == question.anchor:
        found.append(wording.not_worked(on, calendar))
    if offset.unit in WORKING_UNITS:
        first, last = _counted_over(question, working_on or on)
        found.append(wording.closed(first=first, last=last, calendar=calendar))
    if offset.unit in CLEAR_UNITS and not question.is_clear_gap:
        found.append("A period already leaves out the day it runs from: clear was read as adding nothing.")
    if offset.direction is Direction.EXPIRY_OF and working_on is None:
        found.append(f"The next working day is not known: {wording.known(calendar)}.")
    return tuple(warning for warning in found if warning)


def _counted_over(question: _Sum, on: date) -> tuple[date, date]:
    """The days that counted, the answer among them; the anchor only in a period beginning with it."""
    if question.offset.direction is Direction.BEFORE:
        return on, question.anchor - ONE_DAY
    return question.anchor if question.counts_anchor else question.anchor + ONE_DAY, on
