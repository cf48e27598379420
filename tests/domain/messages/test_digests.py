"""When people are told what is due from them, and what that message says and never says."""

from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.messages.digests import (
    DigestLine,
    cycle_day,
    digest,
    due_cycle,
    next_day,
    refusal_of_days,
    waits_for_it,
)

MONDAY = date(2026, 11, 23)
NINE = time(9, 0)
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


@given(today=DAYS, weekday=st.integers(0, 6))
def test_the_day_of_a_cycle_is_its_weekday_and_never_more_than_six_days_ago(today, weekday):
    on = cycle_day(today, weekday)

    assert on.weekday() == weekday
    assert timedelta(0) <= today - on < timedelta(7)


@given(begins=DAYS, weekday=st.integers(0, 6), weeks=st.sampled_from([1, 2, 4]))
def test_a_loop_that_looks_each_day_tells_once_in_so_many_weeks(begins, weekday, weeks):
    told, last_on = [], None
    for n in range(7 * weeks * 3):
        on = due_cycle(today=begins + timedelta(n), at=NINE, weekday=weekday, weeks=weeks, last_on=last_on)
        if on:
            told.append(on)
            last_on = on

    assert all(later - sooner == timedelta(7 * weeks) for sooner, later in pairwise(told))
    assert len(told) in (3, 4)


@given(today=DAYS, weekday=st.integers(0, 6), weeks=st.sampled_from([1, 2, 4]), ago=st.integers(0, 60))
def test_the_next_day_that_is_said_is_the_day_it_comes(today, weekday, weeks, ago):
    last_on = cycle_day(today - timedelta(ago), weekday)

    said = next_day(today=today + timedelta(1), weekday=weekday, weeks=weeks, last_on=last_on)

    assert said is not None
    assert due_cycle(today=said, at=NINE, weekday=weekday, weeks=weeks, last_on=last_on) == said
    for n in range(1, (said - today).days):
        day = today + timedelta(n)
        missed = due_cycle(today=day, at=NINE, weekday=weekday, weeks=weeks, last_on=last_on)
        assert missed is None or missed < today + timedelta(1)


@pytest.mark.parametrize(
    ("at", "today", "expected"),
    [
        (time(7, 59), MONDAY, None),
        (time(8, 0), MONDAY, MONDAY),
        (time(0, 5), MONDAY + timedelta(1), MONDAY),
    ],
)
def test_nothing_goes_in_the_night(at, today, expected):
    last_on = MONDAY - timedelta(7)

    assert due_cycle(today=today, at=at, weekday=0, weeks=1, last_on=last_on) == expected


def test_a_loop_that_was_away_for_a_month_owes_one():
    assert due_cycle(today=MONDAY, at=NINE, weekday=0, weeks=1, last_on=date(2026, 10, 19)) == MONDAY
    assert due_cycle(today=MONDAY, at=NINE, weekday=0, weeks=1, last_on=MONDAY) is None


def test_who_changes_the_weekday_is_not_told_twice_in_three_days_nor_made_to_wait_two_weeks():
    wednesday = MONDAY + timedelta(2)

    assert due_cycle(today=wednesday, at=NINE, weekday=2, weeks=1, last_on=MONDAY) is None
    friday = MONDAY + timedelta(4)
    assert due_cycle(today=friday, at=NINE, weekday=4, weeks=1, last_on=MONDAY) == friday


def test_never_is_never():
    assert due_cycle(today=MONDAY, at=NINE, weekday=0, weeks=0, last_on=None) is None
    assert next_day(today=MONDAY, weekday=0, weeks=0, last_on=None) is None


@pytest.mark.parametrize(
    ("answer_by", "next_on", "waits"),
    [
        (date(2026, 12, 7), date(2026, 11, 30), True),
        (date(2026, 12, 6), date(2026, 11, 30), False),
        (date(2026, 12, 7), None, False),
    ],
)
def test_what_is_asked_waits_for_the_next_message_where_that_leaves_a_week_for_the_answer(
    answer_by, next_on, waits
):
    assert waits_for_it(answer_by, next_on=next_on) is waits


@pytest.mark.parametrize(
    ("weeks", "weekday", "code"),
    [
        (3, 0, "messages.weeks_unknown"),
        (1, 7, "messages.weekday_unknown"),
        (1, -1, "messages.weekday_unknown"),
    ],
)
def test_how_often_and_on_which_day_are_from_a_list(weeks, weekday, code):
    refusal = refusal_of_days(weeks=weeks, weekday=weekday)

    assert refusal is not None
    assert refusal.code == code
    assert refusal_of_days(weeks=0, weekday=6) is None


def test_it_says_how_many_of_what_by_when_and_where():
    lines = (
        DigestLine("update is wanted", "updates are wanted", 2, date(2026, 12, 1), "https://q/work/"),
        DigestLine("paper is wanted", "papers are wanted", 0, None, "https://q/papers/"),
        DigestLine("meeting waits", "meetings wait", 1, date(2027, 1, 14), "https://q/reply/"),
    )

    text = digest(lines, stop_link="https://q/stop/")

    assert text is not None
    assert text.subject == "Partnership meeting"
    assert text.body == (
        "This is what is due from you.\n\n"
        "2 updates are wanted: the first by 1 December 2026.\nhttps://q/work/\n\n"
        "1 meeting waits: by 14 January 2027.\nhttps://q/reply/\n\n"
        "You can also tell the coordinator how things stand instead.\n\n"
        "You are getting this because things are due from you. Stop it here:\nhttps://q/stop/\n"
    )


def test_nobody_is_written_to_where_nothing_is_due():
    assert digest((DigestLine("one", "many", 0, None, "x"),), stop_link="y") is None
