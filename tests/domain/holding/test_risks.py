"""Risks: their score and level, how they stood on a day, what became of them, and what cannot be done."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.holding.risks import (
    LEVEL_FROM,
    LEVELS,
    Level,
    Review,
    RiskFacts,
    Step,
    as_at,
    change,
    days_overdue,
    level,
    next_review,
    refusal_of_days,
    refusal_of_owner,
    refusal_of_risk,
    refusal_to_close,
    refusal_to_reopen,
    refusal_to_review,
    review_said,
    score,
    trend,
)

TODAY = date(2026, 11, 23)
RAISED = Review(date(2026, 5, 4), 2, 4, Step.RAISED)
GREW = Review(date(2026, 8, 3), 3, 4)
SAME = Review(date(2026, 11, 2), 4, 3)
GONE = Review(date(2026, 11, 16), 4, 3, Step.CLOSED)
OPEN = RiskFacts("r", 1, (RAISED, GREW), date(2026, 11, 9))
CLOSED = RiskFacts("r", 1, (RAISED, GREW, GONE))
NUMBERS = st.integers(1, 5)
ORDER = list(Level)


def code(refusal) -> str:
    return refusal.code if refusal else ""


@pytest.mark.parametrize(
    ("likelihood", "impact", "expected"),
    [(1, 1, Level.LOW), (2, 2, Level.LOW), (1, 5, Level.MEDIUM), (3, 3, Level.MEDIUM), (2, 5, Level.HIGH),
     (3, 5, Level.HIGH), (4, 4, Level.VERY_HIGH), (5, 5, Level.VERY_HIGH)],
)  # fmt: skip
def test_the_level_is_read_off_the_matrix(likelihood, impact, expected):
    assert level(score(likelihood, impact)) is expected


@given(a=NUMBERS, b=NUMBERS)
def test_a_risk_that_is_likelier_or_worse_is_never_at_a_lower_level(a, b):
    here = ORDER.index(level(score(a, b)))
    for more in range(a, 6):
        assert ORDER.index(level(score(more, b))) >= here
        assert ORDER.index(level(score(b, more))) >= here


@given(a=NUMBERS, b=NUMBERS)
def test_likelihood_and_impact_weigh_the_same(a, b):
    assert score(a, b) == score(b, a)


@pytest.mark.parametrize(("likelihood", "impact"), [(0, 3), (3, 6), (6, 1), (-1, -1)])
def test_a_number_outside_the_scale_has_no_score(likelihood, impact):
    with pytest.raises(ValueError, match="from 1 to 5"):
        score(likelihood, impact)


def test_every_level_has_a_name_and_a_lowest_score_and_is_reached():
    reached = {level(score(a, b)) for a in range(1, 6) for b in range(1, 6)}
    assert reached == set(Level) == set(LEVELS) == set(LEVEL_FROM)


@pytest.mark.parametrize(
    ("reviews", "said"),
    [
        ((RAISED,), "Not reviewed since it was raised on 4 May 2026."),
        ((RAISED, GREW), "Grew from 8 to 12 on 3 August 2026."),
        ((GREW, RAISED), "Fell from 12 to 8 on 4 May 2026."),
        ((RAISED, GREW, SAME), "The same at its last two judgements, since 3 August 2026."),
        ((RAISED, GREW, GONE), "Closed on 16 November 2026, at 12."),
    ],
)
def test_what_became_of_a_risk_is_said_in_words(reviews, said):
    assert trend(reviews) == said


@given(marks=st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=8))
def test_a_risk_grew_only_where_its_latest_score_is_above_the_one_before(marks):
    reviews = tuple(Review(RAISED.on + timedelta(days=n), *mark) for n, mark in enumerate(marks))
    assert trend(reviews).startswith("Grew") == (change(reviews) > 0)
    assert trend(reviews).startswith("Fell") == (change(reviews) < 0)
    assert as_at(reviews, reviews[-1].on) == reviews
    assert as_at(reviews, reviews[0].on) == reviews[:1]


def test_the_history_up_to_a_day_says_how_a_risk_stood_then():
    then = replace(CLOSED, reviews=as_at(CLOSED.reviews, date(2026, 11, 15)))
    assert then.closed_on is None
    assert CLOSED.closed_on == date(2026, 11, 16)


def test_the_highest_comes_first_and_of_two_alike_the_worse_impact():
    low = RiskFacts("a", 1, (Review(TODAY, 1, 1),))
    likely = RiskFacts("b", 2, (Review(TODAY, 5, 3),))
    bad = RiskFacts("c", 3, (Review(TODAY, 3, 5),))
    assert sorted([low, likely, bad], key=lambda one: one.place) == [bad, likely, low]


@pytest.mark.parametrize(
    ("facts", "days", "said"),
    [
        (OPEN, 14, "Overdue 14 days"),
        (replace(OPEN, review_on=TODAY), 0, "Due today"),
        (replace(OPEN, review_on=date(2026, 12, 1)), 0, "By 1 December 2026"),
        (replace(OPEN, review_on=None), 0, "No review set"),
        (replace(CLOSED, review_on=date(2026, 11, 1)), 0, "Closed"),
    ],
)
def test_a_review_is_owed_only_of_an_open_risk(facts, days, said):
    assert days_overdue(facts, TODAY) == days
    assert review_said(facts, TODAY)[1] == said


def test_the_next_review_is_a_quarter_away():
    assert next_review(TODAY) == date(2027, 2, 22)


def test_a_risk_has_a_title_and_an_effect():
    assert code(refusal_of_risk(title=" ", effect="Harm")) == "holding.risk_untitled"
    assert code(refusal_of_risk(title="Funding ends", effect="")) == "holding.risk_without_effect"
    assert refusal_of_risk(title="Funding ends", effect="Harm") is None


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, ""),
        ({"on": TODAY + timedelta(days=1)}, "holding.judged_later"),
        ({"not_before": TODAY}, ""),
        ({"on": date(2026, 8, 2), "not_before": GREW.on}, "holding.judged_out_of_order"),
        ({"review_on": TODAY}, "holding.review_not_after"),
        ({"review_on": TODAY + timedelta(days=1)}, ""),
    ],
)
def test_a_risk_is_judged_in_order_and_looked_at_again_later(said, expected):
    asked = {"on": TODAY, "review_on": None, "not_before": None, "today": TODAY, **said}
    assert code(refusal_of_days(**asked)) == expected


def test_whoever_has_left_owns_no_risk():
    assert code(refusal_of_owner(left_on=TODAY, today=TODAY)) == "holding.owner_left"
    assert refusal_of_owner(left_on=TODAY + timedelta(days=1), today=TODAY) is None
    assert refusal_of_owner(left_on=None, today=TODAY) is None


def test_a_closed_risk_is_opened_again_before_it_is_reviewed():
    assert refusal_to_review(OPEN) is None
    assert code(refusal_to_review(CLOSED)) == "holding.risk_closed"
    assert code(refusal_to_close(CLOSED, why="Over")) == "holding.risk_closed"
    assert code(refusal_to_close(OPEN, why=" ")) == "holding.closing_unexplained"
    assert refusal_to_close(OPEN, why="Over") is None
    assert code(refusal_to_reopen(OPEN, why="Back")) == "holding.risk_open"
    assert code(refusal_to_reopen(CLOSED, why="")) == "holding.reopening_unexplained"
    assert refusal_to_reopen(CLOSED, why="Back") is None
