"""Counting along working days."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.calendar.holidays import england_and_wales
from quorate.domain.calendar.types import Holiday
from quorate.domain.calendar.working import (
    closures_between,
    day_off,
    is_working_day,
    next_working_day,
    nth_working_day,
    working_days_between,
)

CALENDAR = england_and_wales()
CLOSED = replace(CALENDAR, closures=(Holiday(on=date(2025, 12, 29), name="Town hall closed"),))
NOT_WORKED = replace(CLOSED, closures_count=True)
days = st.dates(min_value=date(2010, 2, 1), max_value=date(2030, 11, 30))


def test_good_friday_is_not_a_working_day():
    assert is_working_day(date(2026, 4, 3), CALENDAR) is False
    assert day_off(date(2026, 4, 3), CALENDAR) == Holiday(on=date(2026, 4, 3), name="Good Friday")


def test_a_council_closure_is_a_working_day_unless_closures_count():
    closed_on = date(2025, 12, 29)

    assert is_working_day(closed_on, CALENDAR) is True
    assert is_working_day(closed_on, CLOSED) is True
    assert is_working_day(closed_on, NOT_WORKED) is False


def test_a_weekend_is_never_worked_even_where_the_table_does_not_reach():
    assert is_working_day(date(2031, 1, 4), CALENDAR) is False


def test_the_working_day_after_easter_thursday_is_the_tuesday():
    assert next_working_day(date(2026, 4, 2), CALENDAR) == date(2026, 4, 7)
    assert nth_working_day(start=date(2026, 4, 7), n=1, step=-1, calendar=CALENDAR) == date(2026, 4, 2)


def test_the_next_working_day_is_not_known_at_the_end_of_the_table():
    assert next_working_day(date(2030, 12, 30), CALENDAR) == date(2030, 12, 31)
    assert next_working_day(date(2030, 12, 31), CALENDAR) is None
    assert nth_working_day(start=date(2010, 1, 4), n=1, step=-1, calendar=CALENDAR) is None


def test_a_count_that_starts_beyond_the_table_is_not_known():
    assert next_working_day(date(2031, 1, 3), CALENDAR) is None


def test_a_paper_due_on_friday_that_comes_on_monday_is_one_working_day_late():
    assert working_days_between(after=date(2026, 2, 13), to=date(2026, 2, 16), calendar=CALENDAR) == 1
    assert working_days_between(after=date(2026, 2, 13), to=date(2026, 2, 15), calendar=CALENDAR) == 0
    assert working_days_between(after=date(2026, 2, 16), to=date(2026, 2, 13), calendar=CALENDAR) == 0


def test_how_late_is_not_known_beyond_the_table():
    assert working_days_between(after=date(2030, 12, 30), to=date(2031, 1, 2), calendar=CALENDAR) is None


def test_only_closures_that_would_be_worked_are_named():
    closures = (
        Holiday(on=date(2025, 12, 29), name="closed"),
        Holiday(on=date(2025, 12, 27), name="a Saturday"),
        Holiday(on=date(2025, 12, 25), name="a bank holiday"),
        Holiday(on=date(2025, 12, 24), name="closed early"),
    )
    calendar = replace(CALENDAR, closures=closures)

    found = closures_between(first=date(2025, 12, 24), last=date(2025, 12, 29), calendar=calendar)

    assert [closure.name for closure in found] == ["closed early", "closed"]


@given(days)
def test_next_and_previous_land_on_working_days_with_none_between(value):
    after = next_working_day(value, CALENDAR)
    before = nth_working_day(start=value, n=1, step=-1, calendar=CALENDAR)

    assert before < value < after
    assert is_working_day(after, CALENDAR)
    assert is_working_day(before, CALENDAR)
    assert working_days_between(after=value, to=after, calendar=CALENDAR) == 1
    assert working_days_between(after=before, to=value, calendar=CALENDAR) == is_working_day(value, CALENDAR)


@given(days, st.integers(0, 60), st.integers(0, 60))
def test_working_days_add_up_over_two_stretches(value, first, second):
    middle, end = value + timedelta(days=first), value + timedelta(days=first + second)
    if end > CALENDAR.known_to:
        return

    def between(a, b):
        return working_days_between(after=a, to=b, calendar=CALENDAR)

    assert between(value, middle) + between(middle, end) == between(value, end)


@pytest.mark.parametrize("calendar", [CALENDAR, CLOSED])
def test_equal_calendars_have_equal_hashes_and_unequal_ones_are_told_apart(calendar):
    assert hash(replace(calendar)) == hash(calendar)
    assert replace(calendar, closures_count=True) != calendar
