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


def test_a_clause_that_says_nothing_is_left_out_and_a_silent_one_is_kept():
    assert clause_typed(PAPERS, said(""), is_new=False) is None
    silent = clause_typed(PAPERS, said("", is_stated=False), is_new=False)
    assert silent is not None
    assert not silent.is_stated


def test_a_doubt_is_about_the_words_of_before():
    assert clause_typed(PAPERS, said(), is_new=False).ambiguity == "Clear days?"
    assert clause_typed(PAPERS, said("Ten clear working days"), is_new=False).ambiguity == ""


@pytest.mark.parametrize("kind", ClauseKind)
def test_a_new_clause_about_a_meeting_is_counted_from_the_meeting_and_an_old_one_as_it_was(kind):
    was = replace(PAPERS, kind=kind, anchor="")

    new = clause_typed(was, said(offset=DAYS), is_new=True)
    old = clause_typed(was, said(offset=DAYS), is_new=False)

    assert (new.anchor, old.anchor) == ("meeting" if kind in OF_A_MEETING else "", "")
