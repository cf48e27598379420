"""What cannot be done to a meeting as things stand: the printed table of states binds every rule."""

from datetime import date

import pytest

from quorate.domain.access.audience import Audience
from quorate.domain.calendar.holidays import england_and_wales
from quorate.domain.meetings.circulation import refusal_to_circulate
from quorate.domain.meetings.facts import MeetingFacts
from quorate.domain.meetings.lifecycle import SENTENCES, TOOK_PLACE, TRANSITIONS, MeetingState
from quorate.domain.meetings.refusals import (
    LONGEST_ITEM,
    LONGEST_MEETING,
    refusal_of_audience,
    refusal_of_item,
    refusal_of_length,
    refusal_of_paper,
    refusal_to_cancel,
    refusal_to_change,
    refusal_to_move_item,
    refusal_to_record_minutes,
    refusal_to_take_papers,
)

ON, TODAY = date(2026, 1, 8), date(2026, 1, 20)


def code(refusal) -> str:
    return refusal.code if refusal else ""


@pytest.mark.parametrize("state", MeetingState)
def test_a_meeting_is_cancelled_and_changed_only_where_the_table_lets_it_be_cancelled(state):
    may = MeetingState.CANCELLED in TRANSITIONS[state]

    assert code(refusal_to_cancel(state, "The room is flooded")) == ("" if may else "meetings.settled")
    assert code(refusal_to_change(state)) == ("" if may else "meetings.settled")
    if not may:
        assert refusal_to_change(state).sentence == SENTENCES[state]


@pytest.mark.parametrize("state", MeetingState)
def test_papers_go_out_only_where_the_table_lets_them(state):
    refused = refusal_to_circulate(
        meeting=MeetingFacts(id="1", on=ON, state=state, agenda_items=1),
        terms=None,
        calendar=england_and_wales(),
        today=date(2025, 12, 1),
    )

    assert (refused is None) == (MeetingState.CIRCULATED in TRANSITIONS[state])


@pytest.mark.parametrize("state", MeetingState)
def test_minutes_are_recorded_where_the_meeting_was_held_or_may_have_been(state):
    refused = refusal_to_record_minutes(state, meeting_on=ON, to="chair", on=TODAY, today=TODAY)

    may = state in TOOK_PLACE or MeetingState.HELD in TRANSITIONS[state]
    assert (refused is None) == may


@pytest.mark.parametrize(
    ("to", "on", "expected"),
    [
        ("chair", ON, ""),
        ("members", TODAY, ""),
        ("press", TODAY, "meetings.minutes_to_whom"),
        ("chair", date(2026, 1, 7), "meetings.minutes_before_meeting"),
        ("chair", date(2026, 1, 21), "meetings.not_yet"),
    ],
)
def test_minutes_go_to_the_chair_or_members_from_the_day_of_the_meeting_to_today(to, on, expected):
    state = MeetingState.CIRCULATED

    assert code(refusal_to_record_minutes(state, meeting_on=ON, to=to, on=on, today=TODAY)) == expected


@pytest.mark.parametrize(
    ("minutes", "is_refused"), [(0, True), (1, False), (LONGEST_MEETING, False), (LONGEST_MEETING + 1, True)]
)
def test_a_meeting_lasts_from_one_minute_to_ten_hours(minutes, is_refused):
    assert (refusal_of_length(minutes) is not None) == is_refused


@pytest.mark.parametrize(
    ("title", "purpose", "minutes", "expected"),
    [
        ("Housing", "note", 0, ""),
        ("Housing", "note", LONGEST_ITEM, ""),
        (" ", "note", 10, "meetings.no_title"),
        ("Housing", "sleep", 10, "meetings.purpose"),
        ("Housing", "note", -1, "meetings.item_minutes"),
        ("Housing", "note", LONGEST_ITEM + 1, "meetings.item_minutes"),
    ],
)
def test_an_item_has_a_title_a_purpose_and_a_length(title, purpose, minutes, expected):
    assert code(refusal_of_item(title, purpose, minutes)) == expected


def test_nobody_sets_an_audience_they_are_not_part_of():
    mine = frozenset({Audience.PARTNERSHIP})

    assert refusal_of_audience(Audience.PARTNERSHIP, mine) is None
    assert refusal_of_audience(Audience.CORE, mine, field="edition").field == "edition"


def test_an_item_without_a_neighbour_says_at_which_end_it_is():
    assert refusal_to_move_item(has_neighbour=True, up=True) is None
    assert refusal_to_move_item(has_neighbour=False, up=True).sentence == "That item is first already."
    assert refusal_to_move_item(has_neighbour=False, up=False).sentence == "That item is last already."


@pytest.mark.parametrize("state", MeetingState)
def test_papers_come_in_until_a_meeting_is_cancelled(state):
    expected = "meetings.cancelled" if state is MeetingState.CANCELLED else ""

    assert code(refusal_to_take_papers(state)) == expected


def test_a_paper_has_a_title_and_came_in_by_today():
    assert refusal_of_paper("Figures", TODAY, TODAY) is None
    assert code(refusal_of_paper(" ", TODAY, TODAY)) == "papers.no_title"
    assert code(refusal_of_paper("Figures", date(2026, 1, 21), TODAY)) == "papers.not_in_yet"
