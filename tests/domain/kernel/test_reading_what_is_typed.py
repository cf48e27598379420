"""Reading a day and a time as people type them."""

import unicodedata
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.kernel import words
from quorate.domain.kernel.reading import NotADate, day_said, doubt_of_year, read_day, read_time, read_words


@pytest.mark.parametrize(
    "text",
    [
        "27 3 2026",
        "27/03/2026",
        "27/3/26",
        "27.3.2026",
        "27-3-2026",
        "27 March 2026",
        "27 march 2026",
        "27 Mar 26",
        "27th March, 2026",
        "2026-03-27",
        "  27  3  2026 ",
        "Friday 27 March 2026",
        "Fri, 27 Mar 2026",
    ],
)
def test_a_day_is_read_however_it_is_written(text):
    assert read_day(text) == date(2026, 3, 27)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "March 2026",
        "03/27/2026",
        "31 June 2026",
        "29 February 2026",
        "27/3-2026",
        "27 3",
        "27 3 026",
        "Saturday 27 March 2026",
        "27 Marzo 2026",
        "2026/03/27",
        "٢٧ 3 2026",
        "0 3 2026",
    ],
)
def test_what_is_not_a_day_or_could_be_two_is_not_guessed_at(text):
    assert read_day(text) is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("20260108", '"20260108" is not a date that can be read. Write it as 2026-01-08 or 8 January 2026.'),
        (
            "8 Janury 2026",
            '"8 Janury 2026" is not a date that can be read. Write it as 2026-01-08 or 8 January 2026.',
        ),
        ("", '"" is not a date that can be read. Write it as 2026-01-08 or 8 January 2026.'),
        ("2026-02-30", '"2026-02-30" is not a date: February 2026 has 28 days.'),
        ("29 February 2025", '"29 February 2025" is not a date: February 2025 has 28 days.'),
        ("2026-13-01", '"2026-13-01" is not a date: a year has months 1 to 12.'),
        ("1/13/2026", '"1/13/2026" is not a date: a year has months 1 to 12.'),
        (
            "0000-01-01",
            '"0000-01-01" is not a date that can be read. Write it as 2026-01-08 or 8 January 2026.',
        ),
        ("Friday 8 January 2026", "8 January 2026 is a Thursday, not a Friday."),
        ("Fri, 8/1/2026", "8 January 2026 is a Thursday, not a Friday."),
    ],
)
def test_what_is_not_a_date_is_refused_with_a_sentence(text, sentence):
    with pytest.raises(NotADate) as refused:
        day_said(text)

    assert str(refused.value) == sentence
    assert read_day(text) is None


def test_four_figures_for_a_year_are_that_year():
    assert read_day("27 3 0026") == date(26, 3, 27)


@given(st.dates(date(1000, 1, 1), date(2199, 12, 31)))
def test_every_day_as_this_system_writes_it_is_read_back(value):
    for written in (
        words.day(value),
        words.weekday(value),
        value.isoformat(),
        f"{value.day} {value.month} {value.year}",
    ):
        assert read_day(written) == value


@given(st.dates(date(1, 1, 1), date(9998, 12, 31)))
def test_a_year_no_papers_are_of_is_asked_about_with_its_day(value):
    asked = doubt_of_year(value)

    assert bool(asked) == (value < date(1990, 1, 1) or value > date(2100, 12, 31))
    assert not asked or asked.startswith(f"{words.day(value)} is ")


@given(st.text(max_size=20))
def test_any_words_at_all_are_answered(text):
    assert read_day(text) is None or isinstance(read_day(text), date)
    assert read_time(text) is None or isinstance(read_time(text), time)


@given(st.times().map(lambda value: value.replace(second=0, microsecond=0)))
def test_every_time_as_this_system_writes_it_is_read_back(value):
    assert read_time(words.clock(value)) == value
    assert read_time(f"{value.hour:02d}:{value.minute:02d}") == value


@pytest.mark.parametrize("text", ["", "10", "25:00", "10:60", "13pm", "0am", "ten", "1430", "10:5"])
def test_what_is_not_a_time_is_not_guessed_at(text):
    assert read_time(text) is None


@given(st.text(st.characters() | st.sampled_from("\r\n\t\x07\x0b\x85\u2028\u202e\u2066 ")))
def test_words_lose_only_what_nobody_sees(typed):
    read = read_words(typed)

    assert read_words(read) == read
    assert [c for c in read if c.isprintable() and c != " "] == [
        c for c in typed if c.isprintable() and c != " "
    ]
    assert not [c for c in read if unicodedata.category(c) == "Cc" and c not in "\n\t"]
    assert not set(read) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")


def test_every_way_to_end_a_line_ends_it_alike():
    assert read_words("One\r\ntwo\rthree\x0bfour\u2028five\x07") == "One\ntwo\nthree\nfour\nfive"
