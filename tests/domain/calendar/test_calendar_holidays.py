"""The table of bank holidays against two others that know nothing of it."""

from datetime import date, timedelta

import holidays
import pytest

from quorate.domain.calendar.holidays import BANK_HOLIDAYS, KNOWN_FROM, KNOWN_TO, england_and_wales
from quorate.domain.calendar.working import is_working_day

YEARS = range(2010, 2031)
TABLE = {holiday.on for holiday in BANK_HOLIDAYS}


def library_days(year: int) -> set[date]:
    """What the `holidays` library says, without weekends: the table lists their substitute days."""
    code = "ENG" if "ENG" in holidays.country_holidays("GB").subdivisions else "England"
    return {on for on in holidays.country_holidays("GB", subdiv=code, years=year) if on.weekday() < 5}


def easter(year: int) -> date:
    """Easter Sunday by Oudin's method."""
    century, golden = year // 100, year % 19
    moon = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon -= moon // 28 * (1 - moon // 28 * (29 // (moon + 1)) * ((21 - golden) // 11))
    offset = moon - (year + year // 4 + moon + 2 - century + century // 4) % 7
    month = 3 + (offset + 40) // 44
    return date(year, month, offset + 28 - 31 * (month // 4))


def last_monday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=last.weekday())


def pattern(year: int) -> set[date]:
    """What the 1971 Act gives when nothing is proclaimed beyond substitute days."""
    first = date(year, 5, 1)
    days = {
        easter(year) - timedelta(days=2),
        easter(year) + timedelta(days=1),
        first + timedelta(days=-first.weekday() % 7),
        last_monday(year, 5),
        last_monday(year, 8),
    }
    for fixed in (date(year, 1, 1), date(year, 12, 26), date(year, 12, 25)):
        while fixed.weekday() >= 5 or fixed in days:
            fixed += timedelta(days=1)
        days.add(fixed)
    return days


MOVED = {
    2011: ({date(2011, 4, 29)}, set()),
    2012: ({date(2012, 6, 4), date(2012, 6, 5)}, {date(2012, 5, 28)}),
    2020: ({date(2020, 5, 8)}, {date(2020, 5, 4)}),
    2022: ({date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19)}, {date(2022, 5, 30)}),
    2023: ({date(2023, 5, 8)}, set()),
}


@pytest.mark.parametrize("year", YEARS)
def test_the_table_agrees_with_the_holidays_library(year):
    assert {on for on in TABLE if on.year == year} == library_days(year)


@pytest.mark.parametrize("year", YEARS)
def test_the_table_is_the_usual_pattern_but_for_the_days_known_to_have_moved(year):
    added, removed = MOVED.get(year, (set(), set()))

    assert {on for on in TABLE if on.year == year} == (pattern(year) | added) - removed


@pytest.mark.parametrize(
    "on",
    [
        "2011-04-29", "2012-06-04", "2012-06-05", "2020-05-08", "2022-06-02", "2022-06-03", "2022-09-19",
        "2023-05-08", "2021-12-27", "2021-12-28", "2022-01-03", "2022-12-27", "2023-01-02", "2026-12-28",
        "2027-12-27", "2027-12-28", "2028-01-03", "2024-04-01", "2025-04-21", "2026-04-06", "2027-03-29",
        "2028-04-17",
    ],
)  # fmt: skip
def test_one_off_moved_substitute_and_easter_days_are_not_worked(on):
    assert is_working_day(date.fromisoformat(on), england_and_wales()) is False


@pytest.mark.parametrize("on", ["2012-05-28", "2020-05-04", "2022-05-30"])
def test_a_monday_whose_holiday_was_moved_away_is_worked(on):
    assert is_working_day(date.fromisoformat(on), england_and_wales()) is True


def test_the_table_holds_each_weekday_once_in_order():
    days = [holiday.on for holiday in BANK_HOLIDAYS]

    assert days == sorted(set(days))
    assert all(on.weekday() < 5 for on in days)
    assert all(holiday.name for holiday in BANK_HOLIDAYS)
    assert {on.year for on in days} == set(YEARS)


def test_the_calendar_is_known_for_the_years_of_the_table_alone():
    calendar = england_and_wales()

    assert (calendar.known_from, calendar.known_to) == (KNOWN_FROM, KNOWN_TO)
    assert date(2010, 1, 1) == KNOWN_FROM
    assert date(2030, 12, 31) == KNOWN_TO


@pytest.mark.parametrize("on", [date(2031, 1, 2), date(2009, 12, 31), date(2050, 6, 1)])
def test_a_weekday_outside_the_table_is_not_known(on):
    assert is_working_day(on, england_and_wales()) is None
