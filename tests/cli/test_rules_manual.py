"""The rules manual: readable by a board secretary, and every answer in it asked of the rules."""

import pytest

from quorate.cli.printing import rule_examples as examples
from quorate.cli.printing.rules import page


@pytest.mark.parametrize(
    "chapter",
    [
        "How days are counted",
        "The quorum",
        "The timetable of a meeting",
        "Minutes",
        "Membership and its clocks",
        "The year against the terms",
        "Duties of law",
        "Definitions of domestic abuse",
        "What a clause does",
    ],
)
def test_the_manual_has_a_chapter_for_each_part_of_a_board(chapter):
    assert f"\n## {chapter}\n" in page()


def row(printed, begins):
    (found,) = [line for line in printed.splitlines() if line.startswith(f"| {begins}")]
    return found


def test_five_of_one_council_are_not_quorate_and_police_and_a_charity_make_it_so():
    printed = examples.quorum()

    assert "Not quorate: five members are here, but all from the council" in row(
        printed, "Five members of one council"
    )
    assert "Quorate: seven members from three agencies" in row(printed, "A charity arrives too")
    assert "Not quorate: six members are here, but from only two agencies" in row(printed, "The charity bids")
    assert "One deputy without authority" in row(printed, "The same, but the deputy")
    theirs = "Three of the council, the charity, and a deputy of the police who works for the council"
    assert "Not quorate: five members are here, but from only two agencies" in row(printed, theirs)
    assert "state no quorum" in row(printed, "Terms that state no quorum")


def test_weeks_and_working_days_are_told_apart():
    printed = examples.counting()

    assert "Wednesday 30 December 2026" in row(printed, "“no later than 10 working days")
    assert "Thursday 7 January 2027" in row(printed, "“one week prior")


def test_the_day_counted_from_counts_only_in_a_period_beginning_with_it():
    printed = examples.counting()

    assert "Thursday 11 February 2027" in row(printed, "“within 28 days of receipt")
    assert "Wednesday 10 February 2027" in row(printed, "“within 28 days beginning with")
    assert "not counted itself, except in a period “beginning with” it" in page()


def test_the_manual_says_of_closures_and_of_minutes_what_the_rules_do():
    assert "The days your council is closed stay working days" in page()
    assert "or from the day the chair approved them where the clause counts from that" in page()


def test_the_review_of_a_strategy_ends_the_day_before_the_three_years_are_over():
    assert "reviewed by 20 December 2024" in examples.review()
