"""Which definition of domestic abuse a text quotes, and whether it held on the day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.terms.definitions import DEFINITIONS, in_force, quoted_in, superseded, until

OLD = "any incident or pattern of incidents of controlling, coercive or threatening behaviour"
NEW = "A and B are each aged 16 or over and are personally connected to each other"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (OLD, "government_2013"),
        (OLD.upper(), "government_2013"),
        ("an incident or a pattern of\nincidents of controlling behaviour", "government_2013"),
        ("Any incident of threatening behaviour, violence or abuse between adults", "government_2004"),
        (NEW, "act_2021"),
        ("We want a pattern of incidents to be recorded", ""),
        ("", ""),
    ],
)
def test_a_definition_is_told_by_words_of_its_own(text, code):
    assert quoted_in([text]) == code


def test_a_paper_that_compares_the_old_with_the_new_quotes_the_new():
    assert quoted_in([OLD, NEW]) == "act_2021"


def test_the_act_holds_from_1_october_2021_and_not_a_day_before():
    assert in_force(date(2021, 9, 30)).code == "government_2013"
    assert in_force(date(2021, 10, 1)).code == "act_2021"
    assert in_force(date(1999, 1, 1)) is None


def test_a_paper_is_judged_by_the_day_it_was_for():
    assert superseded("government_2013", date(2015, 2, 17)) is None
    found = superseded("government_2013", date(2026, 11, 12))
    assert found is not None
    assert found.right.code == "act_2021"
    assert found.sentence == (
        "Quotes the cross-government definition of domestic violence and abuse, 2013. Since 1 October 2021 "
        "the definition is that of the Domestic Abuse Act 2021, section 1."
    )


@pytest.mark.parametrize("code", ["", "act_2021", "unknown"])
def test_what_holds_and_what_is_not_known_is_not_flagged(code):
    assert superseded(code, date(2026, 11, 12)) is None


def test_each_definition_ends_where_the_next_begins():
    ends = [until(one) for one in DEFINITIONS]
    assert ends == [*(one.from_on for one in DEFINITIONS[1:]), None]


@given(st.dates(date(2004, 1, 1), date(2040, 1, 1)))
def test_on_every_day_one_definition_holds_and_is_not_superseded_by_itself(on):
    held = in_force(on)
    assert held is not None
    assert superseded(held.code, on) is None
    assert held.from_on <= on < (until(held) or on + timedelta(days=1))
