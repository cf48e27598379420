"""A yearly self-assessment: its statements, what the records show beside them, and what is refused."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.membership.attendance import Mark
from quorate.domain.membership.engagement import AtMeeting, Engagement, Timely
from quorate.domain.membership.self_assessment import (
    SUGGESTED,
    Counts,
    Marked,
    Record,
    Said,
    Statement,
    difference,
    is_late,
    own_statements,
    records_of,
    refusal_to_close,
    refusal_to_open,
    refusal_to_say,
    statements_of,
)
from quorate.domain.terms.clauses import Clause, ClauseKind, TermsVersion

TODAY = date(2027, 3, 1)


def terms(*clauses):
    return TermsVersion("t", "Version 1", date(2026, 1, 1), clauses)


def clause(kind, quote="As written.", **more):
    return Clause("c", kind, quote, "", **more)


def test_statements_come_from_the_clauses_there_are_and_from_no_others():
    found = statements_of(
        terms(
            clause(ClauseKind.CADENCE),
            clause(ClauseKind.SUBSTITUTION, "Send a colleague.", sends_deputy=True, deputy_authority=True),
            clause(ClauseKind.PAPERS_IN),
            clause(ClauseKind.CONFIDENTIALITY, is_stated=False),
        )
    )

    assert [(one.key, one.source) for one in found] == [
        ("attend", "Send a colleague."),
        ("papers", "As written."),
    ]
    assert found[0].words == "We came to every meeting, or sent a deputy with authority to decide."
    assert statements_of(None) == ()
    assert statements_of(terms(clause(ClauseKind.DURATION))) == ()


def test_a_board_that_takes_no_deputies_asks_for_none():
    (found,) = statements_of(terms(clause(ClauseKind.SUBSTITUTION, sends_deputy=False)))

    assert found.words == "We came to every meeting."


def test_own_statements_are_one_to_a_line_and_a_suggested_one_keeps_what_it_is_about():
    found = own_statements(
        f"  {SUGGESTED['actions']} \n\nWe listen  to survivors.\nWe listen to survivors.\n"
    )

    assert [(one.key, one.words) for one in found] == [
        ("actions", SUGGESTED["actions"]),
        ("own-2", "We listen to survivors."),
    ]


@given(st.text(max_size=200))
def test_every_own_statement_has_a_key_of_its_own(lines):
    found = own_statements(lines)

    assert len({one.key for one in found}) == len(found)
    assert all(one.words.strip() for one in found)


def engagement(*marks, **more):
    days = [TODAY - timedelta(days=60 * n) for n, _ in enumerate(marks)]
    meetings = tuple(AtMeeting(on, mark) for on, mark in zip(days, marks, strict=True))
    return Engagement("Housing", meetings, **more)


def test_the_records_stand_beside_the_statement_they_tell_of():
    found = records_of(
        engagement(Mark.PRESENT, Mark.DEPUTY_WITHOUT, papers=Timely(2), actions=Timely(1, 1)),
        Counts(signed=1, represent=2, passed_on=3, to_pass_on=3),
    )

    assert found["attend"] == Record("Somebody who could decide came to 1 of 2 meetings", kept=False)
    assert found["decide"] == Record("1 meeting had a deputy without authority", kept=False)
    assert found["sign"] == Record("1 of 2 people signed", kept=False)
    assert found["papers"] == Record("In time: 2 of 2", kept=True)
    assert found["actions"] == Record("In time: 1 of 2, 1 late", kept=False)
    assert found["pass_on"] == Record("3 of 3 papers confirmed", kept=True)
    assert found["updates"] == Record("Nothing counted")


def test_a_difference_is_named_both_ways_and_never_where_nothing_was_counted():
    short, kept = Record("1 of 2", kept=False), Record("2 of 2", kept=True)

    assert difference(Said("met"), short) == "Says met; the records show otherwise."
    assert difference(Said("not_met"), kept) == "Says not met; the records show that it was."
    assert difference(Said("not_for_us"), kept) == "Says it is not for them; the records show that it is."
    for mark, record in (("met", kept), ("partly", short), ("partly", kept), ("not_met", short), ("", short)):
        assert difference(Said(mark), record) == ""


@given(st.sampled_from([*Marked, ""]))
def test_nothing_differs_from_records_that_show_nothing(mark):
    assert difference(Said(mark), Record("Nothing counted")) == ""
    assert difference(Said(mark), None) == ""
    assert all(one.kept is None for one in records_of(engagement(), Counts()).values())


ONE = (Statement("attend", "We came."),)


@pytest.mark.parametrize(
    ("statements", "said", "code"),
    [
        (ONE, {}, None),
        (ONE, {"is_open_already": True}, "assessments.opened_already"),
        ((), {}, "assessments.no_statement"),
        (ONE * 31, {}, "assessments.too_many"),
        ((Statement("own-1", "x" * 301),), {}, "assessments.statement_too_long"),
        (ONE, {"due_on": TODAY - timedelta(days=1)}, "assessments.due_past"),
    ],
)
def test_it_opens_once_a_year_with_statements_and_a_day_to_come(statements, said, code):
    more = {"due_on": TODAY, "today": TODAY, "is_open_already": False, **said}

    refused = refusal_to_open(statements, **more)

    assert (refused.code if refused else None) == code


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"a": Said("met"), "b": Said("not_for_us")}, None, None),
        ({"a": Said("met")}, "assessments.not_marked", "mark-b"),
        ({"a": Said("perhaps"), "b": Said("met")}, "assessments.not_marked", "mark-a"),
        ({"a": Said("met"), "b": Said("partly", " ")}, "assessments.no_words", "words-b"),
        ({"a": Said("not_met"), "b": Said("met")}, "assessments.no_words", "words-a"),
        ({"a": Said("not_met", "No staff"), "b": Said("met")}, None, None),
        ({"a": Said("met", "x" * 4_001), "b": Said("met")}, "assessments.words_too_long", "words-a"),
    ],
)
def test_every_statement_is_marked_and_what_is_not_met_in_full_says_why(said, code, field):
    refused = refusal_to_say(["a", "b"], said, closed_on=None)

    assert (refused.code if refused else None) == code
    assert (refused.field if refused else None) == field


def test_what_is_said_on_the_last_day_is_in_time():
    assert not is_late(TODAY, TODAY)
    assert is_late(TODAY - timedelta(1), TODAY)


def test_nothing_is_said_once_it_is_closed_and_it_closes_once_with_an_answer():
    assert refusal_to_say([], {}, closed_on=TODAY).code == "assessments.closed"
    assert refusal_to_close(closed_on=TODAY, answers=3).code == "assessments.closed"
    assert refusal_to_close(closed_on=None, answers=0).code == "assessments.nobody_answered"
    assert refusal_to_close(closed_on=None, answers=1) is None
