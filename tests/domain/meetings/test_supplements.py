"""What may go to members after the papers, until when, and with whose agreement."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.meetings.lifecycle import MeetingState
from quorate.domain.meetings.supplements import SentParts, needs_waiver, refusal_to_supplement
from tests.domain.meetings.test_circulating_papers import (
    A_DAY_LATE,
    CALENDAR,
    CHAIRS,
    IN_TIME,
    MEETING,
    TERMS,
    WAIVER,
)

SENT = replace(MEETING, state=MeetingState.CIRCULATED)
A_PAPER = SentParts(papers=("p",))


def refusal(*, today=IN_TIME, meeting=SENT, parts=A_PAPER, waiver=None):
    return refusal_to_supplement(
        meeting=meeting,
        terms=TERMS,
        calendar=CALENDAR,
        today=today,
        parts=parts,
        appointments=CHAIRS,
        waiver=waiver,
    )


def test_a_supplement_goes_out_on_the_last_day_for_papers():
    assert refusal() is None


def test_a_supplement_a_day_late_needs_the_chair_and_goes_with_the_waiver():
    assert refusal(today=A_DAY_LATE).waivable_clause == "c4"
    assert refusal(today=A_DAY_LATE, waiver=WAIVER) is None


def test_a_waiver_of_somebody_who_is_not_the_chair_does_not_hold_for_a_supplement_either():
    found = refusal(today=A_DAY_LATE, waiver=replace(WAIVER, agreed_by="member"))

    assert found.code == "waivers.not_the_chair"


@pytest.mark.parametrize("parts", [SentParts(withdrawn=("p",)), SentParts(removed=("i",))])
def test_what_only_says_that_something_was_taken_back_is_never_late(parts):
    assert refusal(today=A_DAY_LATE, parts=parts) is None


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (MeetingState.PLANNED, "meetings.not_circulated"),
        (MeetingState.HELD, "meetings.already_held"),
        (MeetingState.MINUTED, "meetings.already_held"),
        (MeetingState.CANCELLED, "meetings.cancelled"),
    ],
)
def test_no_supplement_goes_before_the_papers_nor_once_the_meeting_is_over(state, code):
    assert refusal(meeting=replace(SENT, state=state)).code == code


def test_no_supplement_goes_the_day_after_the_meeting():
    assert refusal(today=SENT.on + timedelta(days=1), waiver=WAIVER).code == "meetings.already_held"


def test_there_is_no_supplement_of_nothing():
    assert refusal(parts=SentParts()).code == "meetings.nothing_new"


IDS = st.lists(st.sampled_from("abc"), max_size=2, unique=True).map(tuple)


@given(
    parts=st.builds(SentParts, items=IDS, papers=IDS, changed=IDS, removed=IDS, withdrawn=IDS),
    days=st.integers(-30, 9),
)
def test_a_waiver_is_needed_exactly_where_one_would_be_asked_for(parts, days):
    today = date(2025, 12, 30) + timedelta(days=days)
    found = refusal(today=today, parts=parts)
    asked = found is not None and found.is_waivable

    assert asked == (
        parts.size > 0 and needs_waiver(parts, meeting=SENT, terms=TERMS, calendar=CALENDAR, today=today)
    )
