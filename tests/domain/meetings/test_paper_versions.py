"""Papers' numbers, new versions, papers tabled on the day, urgent business, and cover sheets."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.meetings.cover import ASK, COVER_FIELDS, cover_lines, cover_of, refusal_of_cover
from quorate.domain.meetings.paper_versions import (
    PlacedPaper,
    first_of,
    paper_numbers,
    refusal_of_urgent,
    refusal_to_replace,
    refusal_to_table,
)

MEETING = date(2027, 1, 14)
PAPERS = st.lists(
    st.builds(
        PlacedPaper,
        id=st.uuids().map(str),
        rank=st.integers(0, 2),
        since=st.dates().map(str),
        keeps_number=st.booleans(),
    ),
    max_size=6,
    unique_by=lambda paper: paper.id,
)


@given(papers=PAPERS)
def test_numbers_run_without_a_gap_and_nobody_who_sees_less_sees_other_numbers_of_open_papers(papers):
    every = paper_numbers("3", papers)
    seen = paper_numbers("3", [paper for paper in papers if not paper.rank])

    assert sorted(every.values(), key=lambda n: int(n[2:])) == [f"3.{n + 1}" for n in range(len(every))]
    assert seen == {id: number for id, number in every.items() if id in seen}
    assert set(every) == {paper.id for paper in papers if paper.keeps_number}


def test_a_paper_of_no_item_has_a_number_of_its_own():
    assert paper_numbers("", [PlacedPaper("a", 0, "1")]) == {"a": "P1"}


@pytest.mark.parametrize("days", [-1, 1])
def test_a_paper_is_tabled_on_the_day_of_the_meeting_and_on_no_other(days):
    assert refusal_to_table(meeting_on=MEETING, today=MEETING) is None
    found = refusal_to_table(meeting_on=MEETING, today=MEETING + timedelta(days=days))
    assert found.code == "papers.tabled_another_day"


def test_a_paper_is_replaced_once():
    assert refusal_to_replace(is_replaced=False) is None
    assert refusal_to_replace(is_replaced=True).code == "papers.replaced_already"


@pytest.mark.parametrize(
    ("why", "agreed", "code"),
    [(" ", True, "meetings.urgent_why"), ("It came up", False, "meetings.urgent_not_agreed")],
)
def test_business_that_could_not_wait_says_why_and_that_the_chair_agreed(why, agreed, code):
    assert refusal_of_urgent(went_out=True, why=why, chair_agreed=agreed).code == code
    assert refusal_of_urgent(went_out=True, why="It came up", chair_agreed=True) is None


def test_nothing_is_urgent_before_the_papers_went_out():
    assert refusal_of_urgent(went_out=False, why="", chair_agreed=False) is None


@given(links=st.dictionaries(st.sampled_from("abcd"), st.sampled_from("abcd")))
def test_the_versions_of_a_paper_are_told_once_each_whatever_is_kept(links):
    found = first_of("a", links)

    assert found[0] == "a"
    assert len(found) == len(set(found))


def test_a_cover_sheet_must_say_what_is_asked_and_a_paper_may_have_none():
    assert refusal_of_cover(None) is None
    assert refusal_of_cover({ASK: " "}).code == "papers.nothing_asked"
    assert refusal_of_cover({ASK: "Agree it"}) is None


@given(said=st.dictionaries(st.sampled_from([*COVER_FIELDS, "other"]), st.text(max_size=40)))
def test_what_is_kept_of_a_cover_sheet_is_what_is_shown_in_the_order_of_the_sheet(said):
    kept = cover_of(said)

    assert set(kept) <= set(COVER_FIELDS)
    assert all(kept.values())
    assert [words for _, words in cover_lines(kept)] == [kept[code] for code in COVER_FIELDS if code in kept]


@pytest.mark.parametrize("kept", [None, "[redacted]", []])
def test_what_is_no_cover_sheet_shows_as_none(kept):
    assert cover_lines(kept) == ()
