"""Papers asked for: whether one may be, how it stands, and whose come late."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.calendar.holidays import england_and_wales
from quorate.domain.meetings.papers_asked import (
    AskedState,
    LateOne,
    asked_said,
    asked_state,
    by_agency,
    days_late,
    refusal_to_ask,
)

CALENDAR = england_and_wales()
TODAY, DUE, MEETING = date(2026, 11, 23), date(2026, 12, 30), date(2027, 1, 14)
GOOD = {"title": "Figures", "people": 1, "due_on": DUE, "meeting_on": MEETING, "today": TODAY}


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"title": " "}, "papers.no_title"),
        ({"people": 0}, "papers.nobody_asked"),
        ({"due_on": None}, "papers.no_due_day"),
        ({"due_on": TODAY - timedelta(days=1)}, "papers.due_is_past"),
        ({"due_on": MEETING + timedelta(days=1)}, "papers.due_after_meeting"),
    ],
)
def test_what_cannot_be_asked_for_is_refused(wrong, code):
    assert refusal_to_ask(**{**GOOD, **wrong}).code == code


@pytest.mark.parametrize("due_on", [TODAY, MEETING])
def test_a_paper_may_be_wanted_today_or_on_the_day_itself(due_on):
    assert refusal_to_ask(**{**GOOD, "due_on": due_on}) is None


def state(today, *, has_come=False, is_dropped=False, went_out=False):
    return asked_state(due_on=DUE, today=today, has_come=has_come, is_dropped=is_dropped, went_out=went_out)


def test_a_paper_is_late_from_the_day_after_its_day():
    assert state(DUE) is AskedState.ASKED
    assert state(DUE + timedelta(days=1)) is AskedState.LATE


def test_a_paper_that_did_not_come_with_the_others_is_to_follow():
    assert state(TODAY, went_out=True) is AskedState.TO_FOLLOW


@given(days=st.integers(-60, 60), went_out=st.booleans())
def test_what_came_or_was_dropped_is_never_late(days, went_out):
    today = DUE + timedelta(days=days)

    assert state(today, has_come=True, went_out=went_out) is AskedState.CAME
    assert state(today, has_come=True, is_dropped=True, went_out=went_out) is AskedState.DROPPED


def test_how_late_is_said_in_working_days():
    said = asked_said(AskedState.LATE, due_on=DUE, today=date(2027, 1, 5), calendar=CALENDAR)

    assert said == "3 working days late"  # 31 December, 4 and 5 January: New Year and a weekend lie between


@given(after=st.integers(-20, 40), today=st.integers(-20, 40))
def test_days_late_are_none_in_time_and_never_fewer_for_a_later_day(after, today):
    came, now = DUE + timedelta(days=after), DUE + timedelta(days=today)

    assert (days_late(came, DUE, now, CALENDAR) is None) == (after <= 0)
    assert days_late(None, DUE, now, CALENDAR) == days_late(now, DUE, now, CALENDAR)
    if after > 0:
        assert days_late(came, DUE, now, CALENDAR) <= days_late(came + timedelta(days=1), DUE, now, CALENDAR)


def test_without_a_day_nothing_is_late():
    assert days_late(TODAY, None, TODAY, CALENDAR) is None


AGENCY = st.sampled_from(["Police", "Health", ""])
LATE = st.lists(
    st.builds(
        LateOne,
        title=st.just("T"),
        person=st.just("P"),
        agency=AGENCY,
        days=st.none() | st.integers(0, 30),
        has_come=st.booleans(),
    ),
    max_size=8,
)


@given(late=LATE)
def test_the_agencies_hold_every_late_paper_once_the_latest_first(late):
    sums = by_agency(late)

    assert sum(one.papers for one in sums) == len(late)
    assert sum(one.days for one in sums) == sum(one.days or 0 for one in late)
    assert sum(one.owed for one in sums) == sum(not one.has_come for one in late)
    assert [one.days for one in sums] == sorted((one.days for one in sums), reverse=True)
    assert len({one.agency for one in sums}) == len(sums)
