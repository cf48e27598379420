"""When a restriction can be set."""

from dataclasses import replace
from datetime import date

import pytest

from quorate.domain.access.actor import Actor
from quorate.domain.access.restricting import refusal_to_restrict

MARCH, APRIL = date(2026, 3, 2), date(2026, 4, 1)
SOMEBODY = Actor(account="", person="me", name="Somebody", partnership="p", slug="p")
GOOD = {
    "reason": "A procurement is open",
    "names_somebody": True,
    "from_on": MARCH,
    "to_on": None,
    "barred_people": frozenset({"them"}),
    "barred_agencies": frozenset({"theirs"}),
}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({}, None),
        ({"to_on": MARCH}, None),
        ({"reason": " "}, "people.reason_needed"),
        ({"names_somebody": False}, "people.nobody_named"),
        ({"from_on": APRIL, "to_on": MARCH}, "people.ends_before_it_starts"),
        ({"barred_people": {"them", "me"}}, "people.bars_yourself"),
        ({"barred_agencies": {"mine"}}, "people.bars_yourself"),
    ],
)
def test_a_restriction_has_a_reason_names_somebody_and_never_bars_who_sets_it(changed, code):
    actor = replace(SOMEBODY, agencies=frozenset({"mine"}))

    refused = refusal_to_restrict(actor, **{**GOOD, **changed})

    assert (refused.code if refused else None) == code
