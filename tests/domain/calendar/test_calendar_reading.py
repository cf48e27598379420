"""Reading phrases: what is understood, what is not, and that nothing is guessed."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.calendar.phrases import NUMBERS
from quorate.domain.calendar.reading import read_offset
from quorate.domain.calendar.types import Direction, Offset, Unit, Weekday
from quorate.domain.calendar.wording import describe

UNDERSTOOD = {
    # the ways the rules of boards and councils are written
    "10 working days before": (10, "working_day", "before"),
    "no later than 10 working days before": (10, "working_day", "before"),
    "7 working days before the meeting": (7, "working_day", "before"),
    "seven working days prior to": (7, "working_day", "before"),
    "Seven Working Days Prior To the Board meeting.": (7, "working_day", "before"),
    "no later than 10 working days after the meeting": (10, "working_day", "after"),
    "ten (10) working days after": (10, "working_day", "after"),
    "10 working-days before": (10, "working_day", "before"),
    "5 business days ahead of the panel": (5, "working_day", "before"),
    "within 28 days of receipt of the expression of interest": (28, "calendar_day", "within"),
    "a week before": (1, "week", "before"),
    "one week prior": (1, "week", "before"),
    "one week prior to the meeting": (1, "week", "before"),
    "within one week of the meeting": (1, "week", "within"),
    "within 2 weeks": (2, "week", "within"),
    "a fortnight before": (2, "week", "before"),
    "within 2 months of": (2, "month", "within"),
    "within two calendar months of receipt": (2, "month", "within"),
    "3 years beginning with the date of publication": (3, "year", "beginning_with"),
    "within 2 months beginning with receipt": (2, "month", "beginning_with"),
    "within the period of 21 calendar days beginning with the day of publication": (
        21,
        "calendar_day",
        "beginning_with",
    ),
    "a period of 21 calendar days beginning on": (21, "calendar_day", "beginning_with"),
    "expiry of 5 working days from": (5, "working_day", "expiry_of"),
    "the expiry of 5 working days from date of publication": (5, "working_day", "expiry_of"),
    "on the expiration of a period of five working days after publication": (5, "working_day", "expiry_of"),
    "5 clear working days after": (5, "clear_working_day", "after"),
    "at least 28 clear calendar days before the meeting": (28, "clear_calendar_day", "before"),
    "at least five clear days before": (5, "clear_calendar_day", "before"),
    "5 clear days’ notice": (5, "clear_calendar_day", "before"),
    "twenty-eight calendar days after": (28, "calendar_day", "after"),
    "twenty eight calendar days after": (28, "calendar_day", "after"),
    "thirty calendar days after": (30, "calendar_day", "after"),
    "the working day before the meeting": (1, "working_day", "before"),
    "the day after": (1, "calendar_day", "after"),
    "28 days from": (28, "calendar_day", "after"),
    "5 working days within": (5, "working_day", "within"),
    "5 working days expiry of": (5, "working_day", "expiry_of"),
    "0 working days after": (0, "working_day", "after"),
    "  10   working\u00a0days\nbefore ": (10, "working_day", "before"),
}


@pytest.mark.parametrize(("text", "expected"), UNDERSTOOD.items(), ids=list(UNDERSTOOD))
def test_a_phrase_is_read(text, expected):
    n, unit, direction = expected

    reading = read_offset(text)

    assert reading.not_understood == ()
    assert reading.offset == Offset(n=n, unit=Unit(unit), direction=Direction(direction))


HOW_MANY = "how many is missing: a number in digits or words"
UNITS = "what to count is missing: working days, calendar days, weeks, months or years"
WHICH_WAY = "which way to count is missing: before, after, within, beginning with or expiry of"

NOT_UNDERSTOOD = {
    "ten purple days before": ('"purple"',),
    "some days before": ('"some"', HOW_MANY),
    "10 working days": (WHICH_WAY,),
    "before the meeting": (HOW_MANY, UNITS),
    "": (HOW_MANY, UNITS),
    "banana": ('"banana"', HOW_MANY, UNITS),
    "5 or 6 working days after": ('"5 or"',),
    "10-12 working days before": ('"10-12"', HOW_MANY),
    "1.5 weeks after": ('"1.5"', HOW_MANY),
    "-3 working days before": ('"-3"', HOW_MANY),
    "1,000 calendar days after": ('"1,000"', HOW_MANY),
    "ten (9) working days after": ('"ten (9)"',),
    "the weeks before": ('"the"',),
    "2 weeks and 3 days before": ('"and 3 days before"',),
    "10 working days before the meeting unless the chair agrees": ('"unless the chair agrees"',),
    "10 working days before 8 January 2026": ('"8 January 2026"',),
    "papers go out 7 working days before the meeting": ('"papers go out"',),
    "papers out 7 working days before it is held": ('"papers out"', '"held"'),
    "within 5 working days before": ('"before"',),
    "within 2 months the meeting": ('"the meeting"',),
    "expiry of 5 working days beginning with": ('"beginning with"',),
    "a period of 5 working days before": ('"before"',),
    "3 clear weeks before": ('"3 clear weeks before"',),
    "3 working weeks before": ('"3 working weeks before"',),
    "2 months of": ('"of"',),
    "10 days days before": ('"days before"',),
    "10 working days beforehand": ('"beforehand"',),
}


@pytest.mark.parametrize(("text", "unread"), NOT_UNDERSTOOD.items(), ids=list(NOT_UNDERSTOOD))
def test_what_was_not_understood_is_named_and_nothing_is_guessed(text, unread):
    reading = read_offset(text)

    assert reading.offset is None
    assert reading.not_understood == unread


WARNED = {
    "28 days before": ("Days on their own are read as calendar days, weekends and bank holidays included.",),
    "5 clear days before": (
        "Clear days on their own are read as clear calendar days; some councils count them as working days.",
    ),
    "a fortnight after": ("A fortnight is read as 2 weeks.",),
    "5 working days from": ("From is read as after: the day itself is not counted.",),
    "at least 5 working days after": (
        "At least makes the date the first day it may be done, not the last.",
    ),
    "not more than 5 working days before": (
        "Not more than makes the date the first day it may be done, not the last.",
    ),
    "no earlier than 5 working days before": (
        "No earlier than makes the date the first day it may be done, not the last.",
    ),
    "no later than 5 clear working days after": (
        "No later than asks for a last day; clear days after give the first day it may be done.",
    ),
    "at least 5 clear working days after": (),
    "at least 5 working days before": (),
    "not more than 5 working days after": (),
    "no later than 5 working days before": (),
}  # fmt: skip


@pytest.mark.parametrize(("text", "warnings"), WARNED.items(), ids=list(WARNED))
def test_a_choice_between_readings_is_said(text, warnings):
    assert read_offset(text).warnings == warnings


def test_the_anchor_is_kept_as_it_is_named():
    assert read_offset("7 working days before the Board meeting").anchor == "the Board meeting"
    assert read_offset("7 working days before").anchor == ""


def test_the_reading_is_said_back():
    assert read_offset("At the latest TEN working days prior to the Board meeting").understood == (
        "10 working days before the Board meeting"
    )


offsets = st.builds(
    Offset,
    n=st.integers(0, 999),
    unit=st.sampled_from(list(Unit)),
    direction=st.sampled_from(list(Direction)),
)

days_of_the_week = st.builds(
    Offset,
    n=st.just(1),
    unit=st.just(Unit.WEEK),
    direction=st.sampled_from((Direction.BEFORE, Direction.AFTER)),
    weekday=st.sampled_from(Weekday),
    at=st.none() | st.builds(time, st.integers(1, 23), st.integers(0, 59)),
)


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("no later than noon on the Tuesday before the meeting", "by midday on the Tuesday before"),
        ("by 5pm on the Friday prior to the meeting", "by 5pm on the Friday before"),
        ("9.30 am Monday after", "by 9:30am on the Monday after"),
        ("17:00 on the Friday preceding", "by 5pm on the Friday before"),
        ("by the Tuesday before", "by the Tuesday before"),
    ],
)
def test_a_day_of_the_week_is_read_with_its_time(phrase, said):
    assert describe(read_offset(phrase).offset) == said


@pytest.mark.parametrize(
    "phrase",
    [
        "noon on the Tuesday",
        "5 on the Tuesday before",
        "25:00 on the Tuesday before",
        "noon on the Tuesday of the week before the meeting",
        "noon on the second Tuesday before",
        "before the Tuesday before",
    ],
)
def test_a_day_of_the_week_that_leaves_something_open_is_not_read(phrase):
    assert read_offset(phrase).offset is None


@given(offsets | days_of_the_week)
def test_every_offset_is_read_back_from_its_own_words(offset):
    reading = read_offset(describe(offset))

    assert reading.offset == offset
    assert reading.understood == describe(offset)
    assert reading.warnings == ()


@given(st.sampled_from(sorted(word for word in NUMBERS if word not in ("a", "an"))), st.booleans())
def test_a_number_in_words_is_the_number_in_digits(word, hyphen):
    spelt = word.replace(" ", "-") if hyphen else word

    assert (
        read_offset(f"{spelt} working days before").offset
        == read_offset(f"{NUMBERS[word]} working days before").offset
    )


def test_numbers_in_words_run_without_gap_to_ninety_nine():
    assert sorted(set(NUMBERS.values())) == list(range(100))


strange = st.text(alphabet="bcdfghjklmnpqrstvwxyz", min_size=3, max_size=8)


@given(offsets, strange, st.integers(0, 10))
def test_a_strange_word_anywhere_leaves_no_offset_and_is_named(offset, word, place):
    words = describe(offset).split()
    words.insert(min(place, len(words)), word)

    reading = read_offset(" ".join(words))

    assert reading.offset is None
    assert any(word in part for part in reading.not_understood)


@given(st.text(max_size=60))
def test_any_text_is_read_or_said_not_to_be(text):
    reading = read_offset(text)

    assert (reading.offset is None) == bool(reading.not_understood)
