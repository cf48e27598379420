"""A clause from what was typed: what is left out, what stays as it was, and what it is counted from."""

from dataclasses import replace

import pytest

from quorate.domain.calendar.types import Direction, Offset, Unit
from quorate.domain.terms.clauses import OF_A_MEETING, Clause, ClauseKind
from quorate.domain.terms.typed import clause_typed

DAYS = Offset(10, Unit.WORKING_DAY, Direction.BEFORE)
PAPERS = Clause(
    id="c1", kind=ClauseKind.PAPERS_IN, quote="Ten working days", reading="", ambiguity="Clear days?",
    anchor="the next meeting", offset=DAYS,
)  # fmt: skip


def said(quote: str = "Ten working days", **more) -> dict[str, object]:
    return {"quote": quote, "reading": "", "is_stated": True, **more}


def test_a_clause_that_says_nothing_is_kept_until_it_is_left_out():
    assert clause_typed(PAPERS, said("")).quote == ""
    assert not clause_typed(PAPERS, said("", is_stated=False)).is_stated


def test_a_doubt_left_as_it_was_is_about_the_words_of_before():
    assert clause_typed(PAPERS, said(ambiguity="Clear days?")).ambiguity == "Clear days?"
    assert clause_typed(PAPERS, said("Ten clear working days", ambiguity="Clear days?")).ambiguity == ""
    assert clause_typed(PAPERS, said("Ten days", ambiguity="Working days?")).ambiguity == "Working days?"


@pytest.mark.parametrize("kind", ClauseKind)
def test_days_of_a_clause_about_a_meeting_are_counted_from_it_unless_it_says_otherwise(kind):
    was = replace(PAPERS, kind=kind, anchor="")

    assert clause_typed(was, said(offset=DAYS)).anchor == ("meeting" if kind in OF_A_MEETING else "")
    assert clause_typed(replace(was, anchor="approval"), said(offset=DAYS)).anchor == "approval"
