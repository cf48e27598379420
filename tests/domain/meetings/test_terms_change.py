"""Which days of a meeting move when its group's terms change."""

from datetime import date

from quorate.domain.calendar.holidays import england_and_wales
from quorate.domain.calendar.types import Direction, Offset, Unit
from quorate.domain.meetings.terms_change import MovedDay, days_that_move
from quorate.domain.terms.clauses import Clause, ClauseKind, TermsVersion

CALENDAR = england_and_wales()
MEETING = date(2027, 1, 14)


def asks(kind, n, unit, direction=Direction.BEFORE):
    return Clause(kind.value, kind, "", "", anchor="meeting", offset=Offset(n, unit, direction))


def terms(*clauses, on=date(2024, 1, 1)):
    return TermsVersion(str(on), "", on, clauses)


OLD = terms(
    asks(ClauseKind.PAPERS_IN, 10, Unit.WORKING_DAY),
    asks(ClauseKind.CIRCULATION, 7, Unit.WORKING_DAY),
    asks(ClauseKind.MINUTES_TO_MEMBERS, 10, Unit.WORKING_DAY, Direction.AFTER),
)


def test_a_step_that_moves_a_new_one_and_one_that_goes_are_each_said():
    new = terms(
        asks(ClauseKind.PAPERS_IN, 2, Unit.WEEK),
        asks(ClauseKind.MINUTES_TO_CHAIR, 1, Unit.WEEK, Direction.WITHIN),
        asks(ClauseKind.MINUTES_TO_MEMBERS, 10, Unit.WORKING_DAY, Direction.AFTER),
        on=date(2027, 1, 1),
    )

    assert days_that_move(OLD, new, meeting_on=MEETING, calendar=CALENDAR) == (
        MovedDay("Papers in", date(2026, 12, 30), date(2026, 12, 31)),
        MovedDay("Papers to members", date(2027, 1, 5), None),
        MovedDay("Minutes to the chair", None, date(2027, 1, 21)),
    )


def test_no_day_moves_for_a_meeting_before_the_new_terms_are_in_force():
    new = terms(on=date(2027, 1, 15))

    assert days_that_move(OLD, new, meeting_on=MEETING, calendar=CALENDAR) == ()
    assert days_that_move(OLD, new, meeting_on=date(2027, 1, 15), calendar=CALENDAR)


def test_the_same_terms_move_nothing():
    assert days_that_move(OLD, OLD, meeting_on=MEETING, calendar=CALENDAR) == ()
