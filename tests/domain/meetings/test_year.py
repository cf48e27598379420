"""Dates proposed for a year: one in each stretch, clear of holidays, and what each gave way to."""

from dataclasses import replace
from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.calendar.holidays import england_and_wales
from quorate.domain.calendar.school import SchoolClosed
from quorate.domain.calendar.types import Holiday
from quorate.domain.meetings.year import (
    DateAsked,
    KeptClear,
    Pattern,
    cautions_of_date,
    pattern_of,
    propose_dates,
    refusals_of_dates,
    stretches_of_year,
    why_not,
)

TODAY = date(2026, 11, 23)
SECOND_TUESDAY = Pattern(weekday=1, week=2, month=1, starts=time(10))
CLEAR = KeptClear(england_and_wales())
EASTER = SchoolClosed("Easter", date(2027, 4, 5), date(2027, 4, 16))


def proposed(times=4, on=date(2027, 4, 1), pattern=SECOND_TUESDAY, clear_of=CLEAR, **more):
    stretches = stretches_of_year(on, more.pop("year_type", "financial"), times)
    return propose_dates(stretches=stretches, pattern=pattern, clear_of=clear_of, today=TODAY, **more)


def test_a_quarterly_board_is_given_one_date_in_each_quarter():
    assert [one.on for one in proposed()] == [
        date(2027, 4, 13), date(2027, 7, 13), date(2027, 10, 12), date(2028, 1, 11)
    ]  # fmt: skip


@pytest.mark.parametrize("times", [1, 2, 3, 4, 5, 6, 8, 12])
def test_every_cadence_has_as_many_dates_as_it_asks_meetings(times):
    found = proposed(times)

    assert len(found) == times
    assert all(one.on in one.period for one in found)


def test_a_day_in_a_school_holiday_gives_way_to_the_next_such_day_and_says_so():
    first = proposed(clear_of=KeptClear(england_and_wales(), (EASTER,)))[0]

    assert first.on == date(2027, 4, 20)
    assert first.working == (
        "The second Tuesday of April 2027, 13 April 2027, is in a school holiday (Easter): "
        "moved to Tuesday 20 April 2027."
    )


def test_a_bank_holiday_and_a_closed_day_are_named_and_a_whole_stretch_taken_has_no_date():
    closed = KeptClear(replace(england_and_wales(), closures=(Holiday(date(2027, 4, 13), "Elections"),)))
    all_away = KeptClear(england_and_wales(), (SchoolClosed("Away", date(2027, 4, 1), date(2027, 6, 30)),))

    assert why_not(date(2027, 4, 13), closed) == "a day the council is closed (Elections)"
    assert "is a day the council is closed (Elections): moved" in proposed(clear_of=closed)[0].working
    assert proposed(clear_of=all_away)[0].on is None


def test_a_stretch_with_a_meeting_is_not_proposed_again_and_one_gone_by_is_over():
    this_year = proposed(on=TODAY, set_already=[date(2027, 1, 14)])

    assert [one.on for one in this_year] == [None, None, date(2026, 11, 24), None]
    assert this_year[3].set_already == (date(2027, 1, 14),)
    assert this_year[0].working == "It is over."


def test_a_day_too_soon_for_the_papers_is_proposed_only_where_there_is_no_later():
    soon = proposed(on=TODAY, in_time_from=date(2026, 12, 7))
    too_late = proposed(on=TODAY, in_time_from=date(2027, 1, 4))

    assert soon[2].on == date(2026, 12, 8)
    assert too_late[2].on == date(2026, 11, 24)


def test_a_group_is_proposed_dates_like_those_it_had():
    held = [(date(2026, 1, 28), time(14)), (date(2026, 4, 22), time(10)), (date(2026, 7, 22), time(14))]

    found = pattern_of(held, stretches_of_year(TODAY, "financial", 4))

    assert found == Pattern(weekday=2, week=4, month=1, starts=time(14))


@given(
    times=st.integers(1, 14),
    year_type=st.sampled_from(["financial", "municipal", "calendar"]),
    pattern=st.builds(Pattern, st.integers(0, 4), st.integers(1, 5), st.integers(1, 12), st.just(time(10))),
    year=st.integers(2024, 2029),
    away=st.lists(st.integers(0, 360), max_size=4),
)
def test_what_is_proposed_is_to_come_in_its_stretch_and_clear_and_stretches_fill_the_year(
    times, year_type, pattern, year, away
):
    school = tuple(
        SchoolClosed("Away", date(year, 1, 1) + timedelta(days=n), date(year, 1, 1) + timedelta(days=n + 10))
        for n in away
    )
    clear_of = KeptClear(england_and_wales(), school)
    stretches = stretches_of_year(date(year, 6, 1), year_type, times)
    found = propose_dates(stretches=stretches, pattern=pattern, clear_of=clear_of, today=TODAY)

    assert len(stretches) == min(times, 12)
    for before, after in pairwise(stretches):
        assert after.starts_on - before.ends_on == timedelta(days=1)
    for one in found:
        if one.on is not None:
            assert one.on > TODAY
            assert one.on in one.period
            assert why_not(one.on, clear_of) == ""


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2027, 4, 13), ()),
        (date(2027, 4, 10), ("10 April 2027 is a Saturday.",)),
        (date(2027, 5, 3), ("3 May 2027 is the Early May bank holiday.",)),
        (date(2027, 6, 1), ("Tuesday 1 June 2027 is in a school holiday (Half term).",)),
        (date(2027, 7, 1), ("1 July 2027 is outside this part of the year.",)),
        (date(2027, 3, 31), ("31 March 2027 is outside this part of the year.",)),
    ],
)
def test_what_speaks_against_a_day_of_the_year_is_said_once(on, said):
    quarter = stretches_of_year(date(2027, 4, 1), "financial", 4)[0]
    clear_of = KeptClear(
        england_and_wales(), (SchoolClosed("Half term", date(2027, 5, 31), date(2027, 6, 4)),)
    )

    assert cautions_of_date(on, stretch=quarter, clear_of=clear_of, today=TODAY) == said


def asked(key="a", on=date(2027, 4, 13), starts=time(10), minutes=120):
    return DateAsked(key, on, starts, minutes)


@pytest.mark.parametrize(
    ("dates", "more", "said"),
    [
        ([], {}, [("meetings.no_dates", "")]),
        ([asked(on=TODAY)], {}, [("meetings.not_to_come", "on-a")]),
        (
            [asked(minutes=0), asked("b", on=TODAY)], {},
            [("meetings.length", "minutes-a"), ("meetings.not_to_come", "on-b")],
        ),
        ([asked(), asked("b")], {}, [("meetings.same_twice", "on-a"), ("meetings.same_twice", "on-b")]),
        ([asked()], {"set_already": [(date(2027, 4, 13), time(10))]}, [("meetings.set_already", "on-a")]),
        ([asked()], {"ended_on": date(2027, 4, 12)}, [("groups.ended", "on-a")]),
        ([asked(), asked("b", starts=time(11))], {}, []),
    ],
)  # fmt: skip
def test_all_that_stands_in_the_way_is_said_beside_its_field(dates, more, said):
    found = refusals_of_dates(dates, today=TODAY, **{"ended_on": None} | more)

    assert [(one.code, one.field) for one in found] == said
