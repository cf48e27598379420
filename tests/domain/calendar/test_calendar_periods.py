"""Months, quarters and years."""

from calendar import monthrange
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.calendar.periods import (
    YearType,
    add_months,
    month_end,
    quarter_of,
    quarters_of_year,
    year_of,
    year_reading,
)

days = st.dates(min_value=date(2, 1, 1), max_value=date(9990, 12, 31))
year_types = st.sampled_from(list(YearType))


@pytest.mark.parametrize(
    ("on", "year_type", "label", "starts_on", "ends_on"),
    [
        (date(2025, 4, 1), "financial", "Quarter 1, April to June 2025", date(2025, 4, 1), date(2025, 6, 30)),
        (
            date(2026, 3, 31),
            "financial",
            "Quarter 4, January to March 2026",
            date(2026, 1, 1),
            date(2026, 3, 31),
        ),
        (
            date(2025, 4, 30),
            "municipal",
            "Quarter 4, February to April 2025",
            date(2025, 2, 1),
            date(2025, 4, 30),
        ),
        (
            date(2026, 1, 8),
            "municipal",
            "Quarter 3, November 2025 to January 2026",
            date(2025, 11, 1),
            date(2026, 1, 31),
        ),
        (
            date(2024, 2, 29),
            "calendar",
            "Quarter 1, January to March 2024",
            date(2024, 1, 1),
            date(2024, 3, 31),
        ),
    ],
)
def test_a_day_belongs_to_the_quarter_of_its_kind_of_year(on, year_type, label, starts_on, ends_on):
    quarter = quarter_of(on, year_type)

    assert (quarter.label, quarter.starts_on, quarter.ends_on) == (label, starts_on, ends_on)
    assert on in quarter


def test_a_year_is_named_by_the_years_it_touches():
    assert year_of(date(2026, 3, 31), "financial").label == "2025 to 2026"
    assert year_of(date(2026, 5, 1), "municipal").label == "2026 to 2027"
    assert year_of(date(2026, 5, 1), "calendar").label == "2026"


def test_what_the_municipal_year_is_taken_to_mean_is_said():
    assert year_reading("municipal") == (
        "The municipal year is taken as 1 May to 30 April; it begins at the annual council meeting in May."
    )


def test_a_kind_of_year_nobody_has_defined_is_a_fault():
    with pytest.raises(ValueError, match="tax"):
        quarter_of(date(2026, 1, 1), "tax")


def test_a_month_ends_on_its_last_day():
    assert month_end(date(2022, 8, 1)) == date(2022, 8, 31)
    assert month_end(date(2023, 2, 28)) == date(2023, 2, 28)


def test_the_corresponding_date_of_a_short_month_is_its_last_day():
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert add_months(date(2026, 1, 31), 2) == date(2026, 3, 31)


@given(days, year_types)
def test_the_four_quarters_cover_the_year_without_gap_or_overlap(value, year_type):
    year, quarters = year_of(value, year_type), quarters_of_year(value, year_type)

    assert quarters[0].starts_on == year.starts_on
    assert quarters[-1].ends_on == year.ends_on
    for earlier, later in pairwise(quarters):
        assert later.starts_on == earlier.ends_on + timedelta(days=1)
    assert [value in quarter for quarter in quarters].count(True) == 1
    assert quarter_of(value, year_type) in quarters


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)), st.integers(-600, 600))
def test_adding_months_keeps_the_day_or_takes_the_last_of_a_short_month(value, n):
    found = add_months(value, n)

    assert (found.year - value.year) * 12 + found.month - value.month == n
    assert found.day == min(value.day, monthrange(found.year, found.month)[1])


@given(
    st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)), st.integers(0, 60), st.integers(0, 60)
)
def test_adding_months_never_overtakes(value, first, second):
    assert (add_months(value, first) <= add_months(value, second)) == (first <= second)
