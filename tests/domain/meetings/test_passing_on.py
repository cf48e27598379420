"""Which papers agencies are asked to pass on, and what is wanting."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.access.audience import OPEN_TO_ALL, Audience, Label
from quorate.domain.meetings.passing_on import gaps, may_be_passed_on, passed_on_said, refusal_to_pass_on

SENT, TODAY = date(2027, 1, 5), date(2027, 1, 20)
OPEN = Label(Audience.PARTNERSHIP)
LABELS = st.builds(Label, st.sampled_from(Audience), st.sampled_from(["", "a tender"]))


def refused(**more):
    said = {"labels": (OPEN,), "sent_on": SENT, "on": TODAY, "to": "Team leaders", "today": TODAY}
    found = refusal_to_pass_on(**{**said, **more})
    return found.code if found else None


@given(st.lists(LABELS, min_size=1, max_size=3))
def test_a_paper_is_never_passed_on_that_somebody_in_the_partnership_may_not_read(labels):
    closed = any(label.restriction or label.audience not in OPEN_TO_ALL for label in labels)

    assert may_be_passed_on(*labels) is not closed
    assert (refused(labels=labels) == "papers.never_passed_on") is closed


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({}, None),
        ({"on": SENT}, None),
        ({"sent_on": None}, "papers.not_sent"),
        ({"on": date(2027, 1, 4)}, "papers.passed_on_before"),
        ({"on": date(2027, 1, 21)}, "papers.passed_on_not_yet"),
        ({"to": " \n"}, "papers.passed_on_to_nobody"),
        ({"to": "x" * 1_001}, "papers.passed_on_too_long"),
        ({"labels": (OPEN, Label(Audience.CORE))}, "papers.never_passed_on"),
    ],
)
def test_it_is_confirmed_of_what_went_out_on_a_day_since(said, code):
    assert refused(**said) == code


PAIRS = st.sets(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")))


@given(PAIRS)
def test_every_pair_is_confirmed_or_a_gap(confirmed):
    found = gaps("abc", "xyz", confirmed)

    assert set(found) | confirmed == {(a, p) for a in "abc" for p in "xyz"}
    assert not set(found) & confirmed


def test_what_is_wanting_is_said():
    assert passed_on_said(1, 0, 0) == "No paper that went out is to be passed on."
    assert passed_on_said(0, 1, 0) == "No agency had a seat on the day of the meeting."
    assert passed_on_said(2, 1, 0) == "2 of 2 agencies confirmed that they passed on 1 paper."
