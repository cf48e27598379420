"""Dates so many units before or after another: examples first, then laws."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quorate.domain.calendar.holidays import BANK_HOLIDAYS, england_and_wales
from quorate.domain.calendar.offsets import CLEAR_UNITS, WORKING_UNITS, deadline
from quorate.domain.calendar.types import Direction, Holiday, Offset, Unit, Weekday
from quorate.domain.calendar.working import is_working_day

CALENDAR = england_and_wales()
DAY = timedelta(days=1)
HOLIDAYS = {holiday.on for holiday in BANK_HOLIDAYS}

anchors = st.dates(min_value=date(2011, 1, 1), max_value=date(2029, 6, 30))
small = st.integers(0, 90)
units = st.sampled_from(list(Unit))
directions = st.sampled_from(list(Direction))


def found(n, unit, direction, anchor, calendar=CALENDAR, anchor_name=""):
    offset = Offset(n=n, unit=Unit(unit), direction=Direction(direction))
    return deadline(offset, anchor, calendar, anchor_name)


def on(n, unit, direction, anchor):
    return found(n, unit, direction, anchor).on


def is_worked(value):
    """Whether a day is worked, by the plain rule and the plain list."""
    return value.isoweekday() <= 5 and value not in HOLIDAYS


# Examples: each from a rule a board or a council really has.

EXAMPLES = [
    # what it is, n, unit, direction, anchor, answer
    ("papers over the new year", 7, "working_day", "before", "2026-01-08", "2025-12-29"),
    ("papers in over Christmas", 10, "working_day", "before", "2026-01-08", "2025-12-22"),
    ("minutes out", 10, "working_day", "after", "2026-01-08", "2026-01-22"),
    ("minutes over Easter", 10, "working_day", "after", "2026-04-01", "2026-04-17"),
    ("papers over the jubilee", 10, "working_day", "before", "2022-06-09", "2022-05-24"),
    ("papers over the funeral", 7, "working_day", "before", "2022-09-22", "2022-09-12"),
    ("five clear after Friday", 5, "clear_working_day", "after", "2026-02-13", "2026-02-23"),
    ("five clear before Monday", 5, "clear_working_day", "before", "2026-02-23", "2026-02-13"),
    ("28 clear days' notice", 28, "clear_calendar_day", "before", "2026-03-31", "2026-03-02"),
    ("28 clear days elapsed", 28, "clear_calendar_day", "after", "2026-03-02", "2026-03-31"),
    ("28 clear working days, June", 28, "clear_working_day", "after", "2020-06-03", "2020-07-14"),
    ("28 clear working days, July", 28, "clear_working_day", "after", "2020-07-08", "2020-08-18"),
    ("expression of interest", 28, "calendar_day", "within", "2026-03-02", "2026-03-30"),
    ("agenda a week before, a bank holiday", 1, "week", "before", "2026-01-08", "2026-01-01"),
    ("minutes to the chair", 1, "week", "within", "2026-01-08", "2026-01-15"),
    ("minutes to members", 2, "week", "within", "2026-01-08", "2026-01-22"),
    ("call-in of February 2015", 5, "working_day", "expiry_of", "2015-02-17", "2015-02-24"),
    ("call-in of December 2018", 5, "working_day", "expiry_of", "2018-12-11", "2018-12-18"),
    ("call-in of October 2021", 5, "working_day", "expiry_of", "2021-10-22", "2021-10-29"),
    ("call-in over Christmas", 5, "working_day", "expiry_of", "2022-12-20", "2022-12-29"),
    ("response to scrutiny", 2, "month", "within", "2026-01-31", "2026-03-31"),
    ("31 January plus a month", 1, "month", "after", "2026-01-31", "2026-02-28"),
    ("31 January plus a month, leap year", 1, "month", "after", "2024-01-31", "2024-02-29"),
    ("28 February plus a month", 1, "month", "after", "2026-02-28", "2026-03-28"),
    ("31 March less a month", 1, "month", "before", "2026-03-31", "2026-02-28"),
    ("a year from a leap day", 1, "year", "after", "2024-02-29", "2025-02-28"),
    ("strategy review", 3, "year", "beginning_with", "2022-01-05", "2025-01-04"),
    ("equality information", 1, "year", "beginning_with", "2018-03-30", "2019-03-29"),
    ("a whole month", 1, "month", "beginning_with", "2026-01-01", "2026-01-31"),
    ("another whole month", 1, "month", "beginning_with", "2026-03-01", "2026-03-31"),
    ("no 31 February", 1, "month", "beginning_with", "2026-01-31", "2026-02-28"),
    ("there is a 28 February", 1, "month", "beginning_with", "2026-01-28", "2026-02-27"),
    ("Monday to Sunday", 1, "week", "beginning_with", "2026-01-05", "2026-01-11"),
    ("Monday to Friday", 5, "working_day", "beginning_with", "2026-01-05", "2026-01-09"),
    ("from a Saturday", 5, "working_day", "beginning_with", "2026-01-03", "2026-01-09"),
    ("VE Day in the way", 1, "working_day", "after", "2020-05-07", "2020-05-11"),
    ("coronation in the way", 1, "working_day", "after", "2023-05-05", "2023-05-09"),
    ("two substitute days", 1, "working_day", "after", "2021-12-24", "2021-12-29"),
    ("over the change to summer time", 3, "calendar_day", "after", "2026-03-28", "2026-03-31"),
    ("over the change to winter", 3, "calendar_day", "before", "2026-10-26", "2026-10-23"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("n", "unit", "direction", "anchor", "answer"),
    [row[1:] for row in EXAMPLES],
    ids=[row[0] for row in EXAMPLES],
)
def test_a_rule_gives_its_date(n, unit, direction, anchor, answer):
    assert on(n, unit, direction, date.fromisoformat(anchor)) == date.fromisoformat(answer)


def test_the_working_names_the_days_that_were_skipped():
    assert found(7, "working_day", "before", date(2026, 1, 8)).working == (
        "7 working days before Thursday 8 January 2026; skipped 1 January (New Year's Day) and the weekend "
        "3 to 4 January; gives Monday 29 December 2025"
    )


def test_the_working_names_the_anchor_when_it_is_given_a_name():
    working = found(1, "working_day", "before", date(2026, 1, 8), anchor_name="the meeting").working

    assert (
        working
        == "1 working day before the meeting (Thursday 8 January 2026); gives Wednesday 7 January 2026"
    )


def test_a_long_span_counts_its_weekends_and_holidays():
    assert (
        "25 December (Christmas Day), 26 December (Boxing Day), 1 January (New Year's Day) and 12 weekends;"
        in (found(60, "working_day", "after", date(2025, 12, 1)).working)
    )
    assert (
        "skipped 21 bank holidays and 124 weekends"
        in found(600, "working_day", "after", date(2025, 12, 1)).working
    )


def test_half_a_weekend_is_named_by_its_day():
    assert "skipped Sunday 4 January;" in found(1, "working_day", "after", date(2026, 1, 3)).working
    assert "skipped Saturday 3 January;" in found(1, "working_day", "before", date(2026, 1, 4)).working


def test_a_weekend_over_two_months_names_both():
    assert (
        "the weekend 31 January to 1 February" in found(1, "working_day", "after", date(2026, 1, 30)).working
    )


def test_clear_days_say_which_day_they_give():
    after = found(5, "clear_working_day", "after", date(2026, 2, 13)).working
    before = found(28, "clear_calendar_day", "before", date(2026, 3, 31)).working

    assert "neither end day counted" in after
    assert after.endswith("gives Monday 23 February 2026, the first day it may be done")
    assert before.endswith("gives Monday 2 March 2026, the last day for giving notice")


def test_an_expiry_gives_the_next_day_and_the_next_working_day():
    call_in = found(5, "working_day", "expiry_of", date(2015, 2, 17), anchor_name="the day it was published")

    assert (call_in.on, call_in.next_day, call_in.next_working_day) == (
        date(2015, 2, 24),
        date(2015, 2, 25),
        date(2015, 2, 25),
    )
    assert call_in.working == (
        "expiry of 5 working days from the day it was published (Tuesday 17 February 2015), that day not "
        "counted; skipped the weekend 21 to 22 February; gives Tuesday 24 February 2015, at the end of which "
        "it expires; the next day, Wednesday 25 February 2015, is a working day"
    )


def test_an_expiry_before_easter_tells_the_next_day_from_the_next_working_day():
    call_in = found(4, "working_day", "expiry_of", date(2026, 3, 27))

    assert call_in.on == date(2026, 4, 2)
    assert (call_in.next_day, call_in.next_working_day) == (date(2026, 4, 3), date(2026, 4, 7))
    assert call_in.working.endswith(
        "the next day is Friday 3 April 2026 and the next working day Tuesday 7 April 2026"
    )


def test_only_an_expiry_has_a_next_day():
    plain = found(5, "working_day", "after", date(2015, 2, 17))

    assert (plain.next_day, plain.next_working_day) == (None, None)


def test_a_week_that_ends_on_a_bank_holiday_is_kept_with_a_warning():
    agenda = found(1, "week", "before", date(2026, 1, 8))

    assert agenda.on == date(2026, 1, 1)
    assert agenda.warnings == (
        "Thursday 1 January 2026 (New Year's Day) is not a working day; the date is kept.",
    )


def test_a_month_too_short_says_so():
    short = found(1, "month", "within", date(2026, 1, 31))

    assert "February 2026 has no day 31, so its last day" in short.working
    assert short.warnings == ("Saturday 28 February 2026 is not a working day; the date is kept.",)


@pytest.mark.parametrize(
    ("n", "unit", "direction", "anchor"),
    [
        (5, "working_day", "after", date(2030, 12, 30)),
        (5, "clear_working_day", "after", date(2030, 12, 23)),
        (1, "working_day", "before", date(2031, 1, 3)),
        (1, "working_day", "before", date(2010, 1, 4)),
        (3, "working_day", "beginning_with", date(2031, 1, 1)),
        (10000, "working_day", "after", date(2026, 1, 1)),
    ],
)
def test_working_days_beyond_the_table_are_not_known_and_never_guessed(n, unit, direction, anchor):
    answer = found(n, unit, direction, anchor)

    assert answer.on is None
    assert answer.warnings == (
        "The date is not known, since bank holidays are known from 1 January 2010 to 31 December 2030 only.",
    )
    assert "not known" in answer.working
    assert "gives" not in answer.working


def test_a_count_that_stays_within_the_table_is_known_from_an_anchor_just_outside_it():
    assert on(1, "working_day", "before", date(2031, 1, 1)) == date(2030, 12, 31)


def test_an_expiry_on_the_last_known_day_gives_the_next_day_but_not_the_next_working_day():
    last = found(1, "working_day", "expiry_of", date(2030, 12, 30))

    assert (last.on, last.next_day, last.next_working_day) == (date(2030, 12, 31), date(2031, 1, 1), None)
    assert "the next working day not known" in last.working
    assert last.warnings == (
        "The next working day is not known: bank holidays are known from 1 January 2010 to 31 December 2030.",
    )


def test_a_calendar_date_beyond_the_table_is_given_and_said_to_be_unsure():
    answer = found(1, "year", "after", date(2030, 6, 3))

    assert answer.on == date(2031, 6, 3)
    assert answer.warnings == (
        "Whether Tuesday 3 June 2031 is a working day is not known: bank holidays are known from 1 January "
        "2010 to 31 December 2030.",
    )


@pytest.mark.parametrize(
    ("n", "unit", "direction"),
    [
        (10**9, "calendar_day", "after"),
        (10**6, "year", "before"),
        (10**30, "week", "after"),
        (8000, "year", "within"),
    ],
)
def test_a_date_outside_the_years_that_can_be_written_is_not_known(n, unit, direction):
    answer = found(n, unit, direction, date(2026, 1, 1))

    assert answer.on is None
    assert answer.warnings == ("The date is not known, since it lies outside the years 1 to 9999.",)


def test_clear_days_beginning_with_a_day_contradict_themselves():
    answer = found(5, "clear_working_day", "beginning_with", date(2026, 1, 8))

    assert answer.on is None
    assert answer.warnings == (
        "The date is not known, since clear days leave out the first day and a period beginning with it "
        "counts it.",
    )


def test_clear_adds_nothing_to_a_period_and_says_so():
    answer = found(5, "clear_working_day", "within", date(2026, 2, 13))

    assert answer.on == date(2026, 2, 20)
    assert answer.warnings == (
        "A period already leaves out the day it runs from: clear was read as adding nothing.",
    )


@pytest.mark.parametrize("direction", ["before", "after", "within", "expiry_of"])
@pytest.mark.parametrize("unit", ["working_day", "calendar_day", "week", "month", "year"])
def test_nothing_before_or_after_is_the_day_itself(unit, direction):
    assert on(0, unit, direction, date(2026, 1, 8)) == date(2026, 1, 8)


def test_no_clear_days_at_all_still_leave_out_the_day_itself():
    assert on(0, "clear_calendar_day", "after", date(2026, 1, 9)) == date(2026, 1, 10)
    assert on(0, "clear_working_day", "after", date(2026, 1, 9)) == date(2026, 1, 12)


def test_nothing_before_a_sunday_is_kept_with_a_warning():
    answer = found(0, "working_day", "before", date(2026, 1, 4))

    assert answer.on == date(2026, 1, 4)
    assert answer.warnings == ("Sunday 4 January 2026 is not a working day; the date is kept.",)


def test_a_period_of_no_length_has_no_last_day():
    assert on(0, "week", "beginning_with", date(2026, 1, 8)) is None


def test_an_offset_cannot_be_negative():
    with pytest.raises(ValueError, match="zero or more"):
        Offset(n=-1, unit=Unit.WEEK, direction=Direction.AFTER)


# A council's closure days.

CLOSED = replace(
    CALENDAR,
    closures=tuple(Holiday(on=date(2025, 12, n), name="town hall closed") for n in (24, 29, 30)),
)


def test_closure_days_are_counted_as_worked_and_named():
    answer = found(7, "working_day", "before", date(2026, 1, 8), CLOSED)

    assert answer.on == date(2025, 12, 29)
    assert answer.warnings == (
        "Closure days are not bank holidays and were counted as working days: 29 December (town hall closed) "
        "and 30 December (town hall closed).",
    )


def test_closure_days_are_skipped_and_named_where_they_count():
    answer = found(7, "working_day", "before", date(2026, 1, 8), replace(CLOSED, closures_count=True))

    assert answer.on == date(2025, 12, 22)
    assert "24 December (town hall closed)" in answer.working
    assert "29 December (town hall closed)" in answer.working
    assert answer.warnings == ()


def test_a_closure_on_the_anchor_is_of_no_account():
    closed = replace(CALENDAR, closures=(Holiday(on=date(2026, 1, 8), name="closed"),))

    assert found(1, "working_day", "before", date(2026, 1, 8), closed).warnings == ()
    assert found(1, "working_day", "after", date(2026, 1, 8), closed).warnings == ()


# Laws.


def oracle(n, unit, direction, anchor):
    """The answer found by trying every day in turn and asking what lies between, never by stepping."""
    backwards = direction is Direction.BEFORE
    counts = is_worked if unit in WORKING_UNITS else lambda _: True
    per = 7 if unit is Unit.WEEK else 1
    gap = unit in CLEAR_UNITS and direction in (Direction.BEFORE, Direction.AFTER)
    inclusive = direction is Direction.BEGINNING_WITH
    seen = 0
    for distance in range(0 if inclusive else 1, 2000):
        value = anchor - distance * DAY if backwards else anchor + distance * DAY
        if not counts(value):
            continue
        if gap and seen == n:
            return value
        seen += 1
        if not gap and seen == n * per:
            return value
    raise AssertionError("not found")


@given(st.integers(1, 90), units, directions, anchors)
def test_every_count_of_days_equals_a_plain_look_at_each_day(n, unit, direction, anchor):
    assume(unit not in (Unit.MONTH, Unit.YEAR))
    assume(not (unit in CLEAR_UNITS and direction is Direction.BEGINNING_WITH))

    assert on(n, unit, direction, anchor) == oracle(n, unit, direction, anchor)


@given(
    st.integers(1, 90), anchors, st.sampled_from(["before", "after", "within", "expiry_of", "beginning_with"])
)
def test_a_date_counted_in_working_days_is_a_working_day(n, anchor, direction):
    assert is_working_day(on(n, "working_day", direction, anchor), CALENDAR)


@given(small, anchors)
def test_counting_back_and_then_forward_returns_to_a_working_day(n, anchor):
    assume(is_worked(anchor))

    assert on(n, "working_day", "after", on(n, "working_day", "before", anchor)) == anchor
    assert on(n, "clear_working_day", "after", on(n, "clear_working_day", "before", anchor)) == anchor


@given(small, small, units, directions, anchors)
def test_more_is_never_nearer(first, second, unit, direction, anchor):
    assume(first < second)
    one, other = on(first, unit, direction, anchor), on(second, unit, direction, anchor)
    assume(one is not None and other is not None)

    assert (other < one) if direction is Direction.BEFORE else (one < other)


@given(small, anchors, st.sampled_from(["before", "after"]))
def test_clear_days_are_one_more_than_plain(n, anchor, direction):
    assert on(n, "clear_working_day", direction, anchor) == on(n + 1, "working_day", direction, anchor)
    assert on(n, "clear_calendar_day", direction, anchor) == on(n + 1, "calendar_day", direction, anchor)


@given(small, anchors, st.sampled_from(["before", "after"]))
def test_so_many_clear_days_lie_strictly_between(n, anchor, direction):
    first, last = sorted((anchor, on(n, "clear_working_day", direction, anchor)))

    assert sum(is_worked(first + k * DAY) for k in range(1, (last - first).days)) == n


@given(small, units, anchors)
def test_within_and_expiry_of_end_where_plain_after_does(n, unit, anchor):
    assume(unit not in CLEAR_UNITS)

    assert on(n, unit, "within", anchor) == on(n, unit, "after", anchor) == on(n, unit, "expiry_of", anchor)


@given(st.integers(1, 90), anchors, st.sampled_from(["working_day", "calendar_day"]))
def test_a_period_beginning_with_a_day_is_the_one_after_the_day_before(n, anchor, unit):
    assert on(n, unit, "beginning_with", anchor) == on(n, unit, "after", anchor - DAY)


@given(st.integers(0, 120), anchors)
def test_twelve_months_are_a_year(n, anchor):
    for direction in ("before", "after", "within"):
        assert on(12 * n, "month", direction, anchor) == on(n, "year", direction, anchor)


@given(st.integers(1, 240), anchors)
def test_a_month_ends_on_the_corresponding_date_or_the_last_of_a_short_month(n, anchor):
    answer = on(n, "month", "after", anchor)

    assert (answer.year * 12 + answer.month) - (anchor.year * 12 + anchor.month) == n
    assert answer.day == min(anchor.day, monthrange(answer.year, answer.month)[1])


@given(st.integers(1, 240), anchors)
def test_months_beginning_with_the_first_end_on_the_last_of_a_month(n, anchor):
    answer = on(n, "month", "beginning_with", anchor.replace(day=1))

    assert (answer + DAY).day == 1
    assert (answer.year * 12 + answer.month) - (anchor.year * 12 + anchor.month) == n - 1


@given(st.integers(1, 60), anchors)
def test_a_period_of_months_beginning_with_a_day_never_ends_sooner_for_a_later_day(n, anchor):
    assert on(n, "month", "beginning_with", anchor) <= on(n, "month", "beginning_with", anchor + DAY)


@given(small, units, directions, anchors)
def test_the_working_ends_in_the_answer_and_begins_with_the_question(n, unit, direction, anchor):
    answer = found(n, unit, direction, anchor)

    if answer.on is None:
        assert answer.warnings
        assert "not known" in answer.working
    else:
        assert f"gives {answer.on:%A} {answer.on.day} {answer.on:%B %Y}" in answer.working
    assert f"{anchor:%A} {anchor.day} {anchor:%B %Y}" in answer.working.split(";")[0]
    assert len(answer.working) < 700


@given(st.integers(1, 40), anchors)
def test_every_bank_holiday_in_the_way_is_named_in_the_working(n, anchor):
    answer = found(n, "working_day", "after", anchor)
    in_the_way = [holiday for holiday in BANK_HOLIDAYS if anchor < holiday.on < answer.on]

    for holiday in in_the_way:
        assert f"({holiday.name})" in answer.working
    assert ("skipped" in answer.working) == any(
        not is_worked(anchor + k * DAY) for k in range(1, (answer.on - anchor).days)
    )


@given(small, units, directions, st.dates(min_value=date(2029, 10, 1), max_value=date(2032, 1, 1)))
def test_near_the_end_of_the_table_a_working_date_is_known_only_where_every_day_counted_is(
    n, unit, direction, anchor
):
    assume(unit in WORKING_UNITS)
    answer = found(n, unit, direction, anchor)
    assume(answer.on is not None and answer.on != anchor)

    assert (anchor - DAY if direction is Direction.BEFORE else answer.on) <= CALENDAR.known_to


@given(anchors, st.sampled_from(Weekday), st.sampled_from((Direction.BEFORE, Direction.AFTER)))
def test_a_day_of_the_week_is_the_nearest_one_on_that_side_and_never_the_day_itself(anchor, weekday, side):
    answer = deadline(Offset(1, Unit.WEEK, side, weekday), anchor, CALENDAR, "the meeting")
    days = (anchor - answer.on if side is Direction.BEFORE else answer.on - anchor).days

    assert 1 <= days <= 7
    assert answer.on.strftime("%A").lower() == weekday.value
    assert bool(answer.warnings) is not is_worked(answer.on), "a day that is not worked is kept, and said"


def test_a_day_of_the_week_says_how_it_was_found():
    tuesday = Offset(1, Unit.WEEK, Direction.BEFORE, Weekday.TUESDAY)

    assert deadline(tuesday, date(2026, 1, 8), CALENDAR, "the meeting").working == (
        "by the Tuesday before the meeting (Thursday 8 January 2026); gives Tuesday 6 January 2026"
    )


@pytest.mark.parametrize(
    ("n", "unit", "side"), [(2, "week", "before"), (1, "month", "after"), (1, "week", "within")]
)
def test_a_day_of_the_week_is_one_of_the_week_beside(n, unit, side):
    with pytest.raises(ValueError, match="within the week before or after"):
        Offset(n, Unit(unit), Direction(side), Weekday.MONDAY)
