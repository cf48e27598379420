"""Reading one date."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.calendar.days import NotADate, read_day
from quorate.domain.kernel import words


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-08",
        "8 January 2026",
        " 08  january 2026 ",
        "8 Jan 2026",
        "Thursday 8 January 2026",
        "thursday, 8 Jan 2026",
    ],
)
def test_a_date_is_read_in_figures_year_first_or_in_words(text):
    assert read_day(text) == date(2026, 1, 8)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("8/1/2026", '"8/1/2026" is not a date that can be read. Write it as 2026-01-08 or 8 January 2026.'),
        ("20260108", '"20260108" is not a date that can be read. Write it as 2026-01-08 or 8 January 2026.'),
        (
            "8 Janury 2026",
            '"8 Janury 2026" is not a date that can be read. Write it as 2026-01-08 or 8 January 2026.',
        ),
        ("", '"" is not a date that can be read. Write it as 2026-01-08 or 8 January 2026.'),
        ("2026-02-30", '"2026-02-30" is not a date: February 2026 has 28 days.'),
        ("29 February 2025", '"29 February 2025" is not a date: February 2025 has 28 days.'),
        ("2026-13-01", '"2026-13-01" is not a date: a year has months 1 to 12.'),
        (
            "0000-01-01",
            '"0000-01-01" is not a date that can be read. Write it as 2026-01-08 or 8 January 2026.',
        ),
        ("Friday 8 January 2026", "8 January 2026 is a Thursday, not a Friday."),
    ],
)
def test_what_is_not_a_date_is_refused_with_a_sentence(text, sentence):
    with pytest.raises(NotADate) as refused:
        read_day(text)

    assert str(refused.value) == sentence


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_date_is_read_back_from_each_way_of_writing_it(value):
    assert read_day(value.isoformat()) == value
    assert read_day(words.day(value)) == value
    assert read_day(words.weekday(value)) == value
