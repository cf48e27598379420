"""Which days can be listed as days the council is closed."""

from datetime import date

import pytest

from quorate.domain.calendar.closing import refusal_to_close
from quorate.domain.calendar.holidays import england_and_wales


@pytest.mark.parametrize(
    ("on", "is_listed", "said"),
    [
        (date(2026, 12, 29), False, None),
        (date(2026, 12, 29), True, "Tuesday 29 December 2026 is listed already."),
        (
            date(2026, 12, 25),
            False,
            "Friday 25 December 2026 is a bank holiday, Christmas Day, and is not counted anyway.",
        ),
        (date(2026, 12, 27), False, "Sunday 27 December 2026 is at a weekend and is not counted anyway."),
    ],
)
def test_only_a_day_that_would_be_worked_is_listed_and_only_once(on, is_listed, said):
    refused = refusal_to_close(on, calendar=england_and_wales(), is_listed=is_listed)

    assert (refused.sentence if refused else None) == said
