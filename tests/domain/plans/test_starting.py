"""When a plan can be started, and its leads asked for updates."""

from datetime import date

import pytest

from quorate.domain.plans.starting import refusal_to_ask, refusal_to_start

MARCH, APRIL = date(2026, 3, 2), date(2026, 4, 1)


@pytest.mark.parametrize(
    ("name", "ends_on", "code"),
    [
        ("Plan", None, None),
        ("Plan", APRIL, None),
        (" ", None, "plans.name_missing"),
        ("Plan", MARCH, "plans.ends_before_it_starts"),
    ],
)
def test_a_plan_has_a_name_and_ends_no_earlier_than_it_starts(name, ends_on, code):
    refused = refusal_to_start(name=name, starts_on=APRIL, ends_on=ends_on)

    assert (refused.code if refused else None) == code


@pytest.mark.parametrize(
    ("due_on", "asked", "code"),
    [
        (APRIL, 1, None),
        (MARCH, 1, "plans.due_in_the_past"),
        (APRIL, 0, "plans.nobody_to_ask"),
    ],
)
def test_somebody_is_asked_by_a_day_that_has_not_passed(due_on, asked, code):
    refused = refusal_to_ask(due_on=due_on, today=APRIL, asked=asked)

    assert (refused.code if refused else None) == code
