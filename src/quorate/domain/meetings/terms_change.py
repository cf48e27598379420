"""Which days of a meeting move when its group's terms change."""

from dataclasses import dataclass
from datetime import date

from quorate.domain.calendar.types import WorkingCalendar
from quorate.domain.meetings.timetable import STEP_TITLES, due_on
from quorate.domain.terms.clauses import OF_A_MEETING, ClauseKind, TermsVersion


@dataclass(frozen=True, slots=True)
class MovedDay:
    """A step of a meeting's timetable, with its last day before and after; None where there is none."""

    title: str
    was: date | None
    now: date | None


def days_that_move(
    old: TermsVersion | None, new: TermsVersion, *, meeting_on: date, calendar: WorkingCalendar
) -> tuple[MovedDay, ...]:
    """The steps whose last day differs, in the order they fall under the new terms.

    A version that states a kind twice gives the first day it asks for. Nothing moves for a meeting held
    before the new terms are in force: it stays judged by those of its own date.
    """
    if meeting_on < new.in_force_from:
        return ()
    moved = []
    for kind in OF_A_MEETING:
        was, now = _day(old, kind, meeting_on, calendar), _day(new, kind, meeting_on, calendar)
        if was != now:
            moved.append(MovedDay(STEP_TITLES[kind], was, now))
    return tuple(sorted(moved, key=lambda one: (one.now or one.was or date.max, one.title)))


def _day(
    terms: TermsVersion | None, kind: ClauseKind, meeting_on: date, calendar: WorkingCalendar
) -> date | None:
    asked = terms.all_of(kind) if terms else ()
    days = [due_on(clause, meeting_on, calendar).on for clause in asked if clause.offset]
    return min((day for day in days if day), default=None)
