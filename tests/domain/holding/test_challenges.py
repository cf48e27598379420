"""Challenges: when an answer is due, where each stands, and what cannot be done with it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.holding.challenges import (
    ChallengeFacts,
    Outcome,
    State,
    due_on,
    longest_owed,
    refusal_to_answer,
    refusal_to_challenge,
    refusal_to_close,
    refusal_to_correct,
    refusal_to_escalate,
    refusal_to_judge,
    refusal_to_reopen,
    standing,
)

TODAY = date(2026, 11, 23)
MADE, DUE = date(2026, 10, 12), date(2026, 11, 9)
OPEN = ChallengeFacts("c", MADE, DUE)
ANSWERED = replace(OPEN, responded_on=date(2026, 11, 16))
JUDGED = replace(ANSWERED, outcome=Outcome.IN_PART)
CLOSED = replace(JUDGED, closed_on=date(2026, 11, 20))
DAYS = st.dates(date(2024, 1, 1), date(2028, 1, 1))
OUTCOMES = st.none() | st.sampled_from(Outcome)


def code(refusal) -> str:
    return refusal.code if refusal else ""


def test_an_answer_is_due_in_28_days_and_the_day_it_was_made_is_not_counted():
    assert due_on(date(2026, 11, 2)) == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (OPEN, "Overdue 14 days"),
        (replace(OPEN, due_on=TODAY), "Due today"),
        (replace(OPEN, due_on=TODAY + timedelta(days=1)), "Waiting"),
        (ANSWERED, "To be judged"),
        (JUDGED, "Put right in part"),
        (CLOSED, "Closed: put right in part"),
    ],
)
def test_where_a_challenge_stands_is_said(facts, said):
    assert standing(facts, TODAY).said == said


def test_an_answer_that_came_late_says_by_how_much():
    assert "Answered on 16 November 2026, 7 days late." in standing(ANSWERED, TODAY).sentence
    on_time = replace(ANSWERED, responded_on=DUE)
    assert "Answered on 9 November 2026." in standing(on_time, TODAY).sentence


def test_one_that_was_judged_without_an_answer_waits_for_none():
    judged = replace(OPEN, outcome=Outcome.NOT_PUT_RIGHT)
    assert judged.state is State.JUDGED
    assert judged.days_late(TODAY) == 0


def test_the_longest_owed_is_the_one_due_first_of_those_overdue():
    other = ChallengeFacts("d", MADE, date(2026, 11, 2))
    later = ChallengeFacts("e", MADE, date(2026, 12, 2))
    assert longest_owed([OPEN, other, later, ANSWERED], TODAY) == other
    assert longest_owed([later, ANSWERED, CLOSED], TODAY) is None


@given(
    made=DAYS, due=DAYS, today=DAYS, responded=st.none() | DAYS, outcome=st.none() | st.sampled_from(Outcome)
)
def test_only_one_that_waits_past_its_day_is_late(made, due, today, responded, outcome):
    facts = ChallengeFacts("c", made, due, responded, outcome)
    assert (facts.days_late(today) > 0) == (responded is None and outcome is None and today > due)
    assert standing(facts, today).sentence.endswith(".")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, ""),
        ({"words": "  "}, "holding.challenge_empty"),
        ({"made_on": TODAY + timedelta(days=1)}, "holding.challenged_later"),
        ({"met_on": MADE + timedelta(days=1)}, "holding.challenged_before_meeting"),
        ({"met_on": MADE}, ""),
        ({"due": MADE}, "holding.due_before"),
        ({"due": MADE + timedelta(days=366)}, ""),
        ({"due": MADE + timedelta(days=367)}, "holding.due_too_late"),
    ],
)
def test_a_challenge_has_words_and_a_day_to_answer_by(said, expected):
    asked = {"words": "Send figures", "made_on": MADE, "due": DUE, "met_on": None, "today": TODAY, **said}
    assert code(refusal_to_challenge(**asked)) == expected


@pytest.mark.parametrize(
    ("facts", "said", "expected"),
    [
        (OPEN, {}, ""),
        (ANSWERED, {}, ""),
        (OPEN, {"words": ""}, "holding.answer_empty"),
        (OPEN, {"on": TODAY + timedelta(days=1)}, "holding.answered_later"),
        (OPEN, {"on": MADE - timedelta(days=1)}, "holding.answered_before"),
        (OPEN, {"on": MADE}, ""),
        (JUDGED, {}, "holding.challenge_judged"),
        (CLOSED, {}, "holding.challenge_closed"),
    ],
)
def test_an_answer_is_given_until_the_group_has_judged_it(facts, said, expected):
    asked = {"words": "It is done", "on": TODAY, "today": TODAY, **said}
    assert code(refusal_to_answer(facts, **asked)) == expected


@pytest.mark.parametrize(
    ("facts", "outcome", "said", "expected"),
    [
        (ANSWERED, Outcome.PUT_RIGHT, {}, ""),
        (OPEN, Outcome.PUT_RIGHT, {}, "holding.outcome_unexplained"),
        (ANSWERED, Outcome.IN_PART, {}, "holding.outcome_unexplained"),
        (ANSWERED, Outcome.NOT_PUT_RIGHT, {}, "holding.outcome_unexplained"),
        (ANSWERED, Outcome.WITHDRAWN, {}, "holding.outcome_unexplained"),
        (OPEN, Outcome.WITHDRAWN, {"words": "Made in error"}, ""),
        (JUDGED, Outcome.PUT_RIGHT, {}, ""),
        (ANSWERED, Outcome.PUT_RIGHT, {"on": TODAY + timedelta(days=1)}, "holding.judged_later"),
        (ANSWERED, Outcome.PUT_RIGHT, {"on": date(2026, 11, 15)}, "holding.judged_before"),
        (CLOSED, Outcome.PUT_RIGHT, {}, "holding.challenge_closed"),
    ],
)
def test_what_came_of_it_is_explained_unless_the_answer_explains_it(facts, outcome, said, expected):
    asked = {"words": "", "on": TODAY, "today": TODAY, **said}
    assert code(refusal_to_judge(facts, outcome, **asked)) == expected


@pytest.mark.parametrize(
    ("facts", "said", "expected"),
    [
        (OPEN, {}, ""),
        (JUDGED, {}, ""),
        (replace(JUDGED, outcome=Outcome.PUT_RIGHT), {}, "holding.nothing_to_escalate"),
        (replace(JUDGED, outcome=Outcome.WITHDRAWN), {}, "holding.nothing_to_escalate"),
        (OPEN, {"is_own_group": True}, "holding.escalated_to_itself"),
        (OPEN, {"is_there_already": True}, "holding.escalated_already"),
        (OPEN, {"why": " "}, "holding.escalation_unexplained"),
        (OPEN, {"on": TODAY + timedelta(days=1)}, "holding.escalated_later"),
        (OPEN, {"on": MADE - timedelta(days=1)}, "holding.escalated_before"),
        (CLOSED, {}, "holding.challenge_closed"),
    ],
)
def test_what_was_not_put_right_goes_to_another_group_with_why(facts, said, expected):
    asked = {
        "is_own_group": False,
        "is_there_already": False,
        "why": "Nothing came",
        "on": TODAY,
        "today": TODAY,
    }
    assert code(refusal_to_escalate(facts, **{**asked, **said})) == expected


@pytest.mark.parametrize(
    ("facts", "on", "expected"),
    [
        (JUDGED, TODAY, ""),
        (ANSWERED, TODAY, "holding.not_judged"),
        (JUDGED, TODAY + timedelta(days=1), "holding.closed_later"),
        (JUDGED, date(2026, 11, 17), "holding.closed_before"),
        (CLOSED, TODAY, "holding.challenge_closed"),
    ],
)
def test_a_challenge_is_closed_once_what_came_of_it_is_known(facts, on, expected):
    assert code(refusal_to_close(facts, on=on, outcome_on=date(2026, 11, 18), today=TODAY)) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (OPEN, ""),
        (ANSWERED, "holding.challenge_answered"),
        (JUDGED, "holding.challenge_judged"),
        (CLOSED, "holding.challenge_closed"),
    ],
)
def test_a_challenge_is_corrected_until_it_is_answered(facts, expected):
    assert code(refusal_to_correct(facts)) == expected


@pytest.mark.parametrize(
    ("facts", "said", "expected"),
    [
        (CLOSED, {}, ""),
        (JUDGED, {}, "holding.challenge_open"),
        (CLOSED, {"why": " "}, "holding.reopening_unexplained"),
        (CLOSED, {"on": TODAY + timedelta(days=1)}, "holding.reopened_later"),
        (CLOSED, {"on": MADE}, "holding.reopened_before"),
    ],
)
def test_a_closed_challenge_is_opened_again_with_why(facts, said, expected):
    assert (
        code(refusal_to_reopen(facts, **{"why": "Late again", "on": TODAY, "today": TODAY, **said}))
        == expected
    )
