"""What is said beside the day of a meeting."""

from datetime import date

import pytest

from quorate.domain.calendar.holidays import england_and_wales
from quorate.domain.meetings.days import cautions, refusal_unless_meant

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2027, 1, 14), ()),
        (TODAY, ()),
        (date(2026, 12, 13), ("13 December 2026 is a Sunday.",)),
        (date(2026, 12, 25), ("25 December 2026 is Christmas Day.",)),
        (date(2027, 5, 31), ("31 May 2027 is the Spring bank holiday.",)),
        (date(2026, 12, 26), ("26 December 2026 is a Saturday and Boxing Day.",)),
        (date(2028, 1, 1), ("1 January 2028 is a Saturday and New Year's Day.",)),
        (date(2026, 12, 28), ("28 December 2026 is Boxing Day, substitute day.",)),
        (date(2030, 12, 31), ("31 December 2030 is more than 2 years away.",)),
        (
            date(2031, 1, 2),
            ("2 January 2031 is after 2030: its bank holidays are not known, nor dates counted from it.",),
        ),
        (
            date(2026, 11, 22),
            (
                "22 November 2026 is a Sunday.",
                "22 November 2026 is in the past: the meeting can be recorded, its papers not circulated.",
            ),
        ),
    ],
)
def test_an_unusual_day_is_said_and_an_ordinary_one_is_not(on, said):
    assert cautions(on, today=TODAY, calendar=england_and_wales()) == said


def said_of(on: date) -> tuple[str, ...]:
    return cautions(on, today=TODAY, calendar=england_and_wales())


@pytest.mark.parametrize("on", [date(2026, 11, 22), date(2026, 12, 25), date(2028, 11, 24)])
def test_a_day_gone_by_a_holiday_and_one_far_ahead_are_refused_until_they_are_meant(on):
    refusal = refusal_unless_meant(said_of(on), is_meant=False)

    assert refusal is not None
    assert (refusal.code, refusal.field) == ("meetings.day_to_confirm", "meant")
    assert refusal_unless_meant(said_of(on), is_meant=True) is None


def test_an_ordinary_day_needs_no_word():
    assert refusal_unless_meant(said_of(TODAY), is_meant=False) is None
    assert refusal_unless_meant(said_of(date(2028, 11, 23)), is_meant=False) is None
