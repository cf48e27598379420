"""What cannot be recorded of a meeting's room, of who comes, or of an interest."""

from datetime import UTC, date, datetime, time

import pytest

from quorate.domain.meetings.lifecycle import MeetingState, by_end, by_record
from quorate.domain.meetings.recording import (
    refusal_of_declaration,
    refusal_of_reply,
    refusal_of_time,
    refusal_to_answer,
    refusal_to_record_room,
    wall_clock,
)
from quorate.domain.membership.replies import Answer

ON = date(2027, 1, 14)
DAY_BEFORE, DAY_AFTER = date(2027, 1, 13), date(2027, 1, 15)


def code(refusal):
    return refusal.code if refusal else ""


@pytest.mark.parametrize(
    ("at", "wall"),
    [
        (datetime(2027, 1, 14, 10, 2, 59, tzinfo=UTC), time(10, 2)),
        (datetime(2027, 7, 14, 10, 2, tzinfo=UTC), time(11, 2)),
        (datetime(2027, 3, 28, 0, 59, tzinfo=UTC), time(0, 59)),
        (datetime(2027, 3, 28, 1, 0, tzinfo=UTC), time(2, 0)),  # the clocks go forward
        (datetime(2027, 10, 31, 1, 0, tzinfo=UTC), time(1, 0)),  # and back
    ],
)
def test_the_time_is_the_one_on_the_wall_of_the_room(at, wall):
    assert wall_clock(at, "Europe/London") == wall


@pytest.mark.parametrize(
    ("state", "today", "approved", "refused"),
    [
        (MeetingState.CIRCULATED, ON, None, ""),
        (MeetingState.PLANNED, ON, None, ""),
        (MeetingState.HELD, DAY_AFTER, None, ""),
        (MeetingState.PLANNED, DAY_BEFORE, None, "room.not_the_day"),
        (MeetingState.CANCELLED, ON, None, "room.cancelled"),
        (MeetingState.MINUTED, DAY_AFTER, DAY_AFTER, "room.minutes_approved"),
    ],
)
def test_a_room_is_open_from_its_day_until_its_minutes_are_approved(state, today, approved, refused):
    refusal = refusal_to_record_room(state, on=ON, today=today, minutes_approved_on=approved)

    assert code(refusal) == refused


def test_nothing_is_seen_before_it_happens_and_afterwards_any_time_of_the_day_may_be_told():
    now = time(10, 30)
    assert code(refusal_of_time(time(10, 31), on=ON, today=ON, now=now)) == "room.not_yet"
    assert refusal_of_time(time(10, 30), on=ON, today=ON, now=now) is None
    assert refusal_of_time(time(16), on=ON, today=DAY_AFTER, now=now) is None


@pytest.mark.parametrize(
    ("state", "today", "refused"),
    [
        (MeetingState.PLANNED, DAY_BEFORE, ""),
        (MeetingState.CIRCULATED, ON, ""),
        (MeetingState.CIRCULATED, DAY_AFTER, "replies.over"),
        (MeetingState.HELD, ON, "replies.over"),
        (MeetingState.CANCELLED, DAY_BEFORE, "replies.cancelled"),
    ],
)
def test_a_reply_is_taken_until_the_meeting_is_over(state, today, refused):
    assert code(refusal_to_answer(state, on=ON, today=today)) == refused


def test_a_deputy_is_somebody_and_somebody_else():
    def reply(answer, deputy="", note=""):
        return code(refusal_of_reply(answer, holder="ann", deputy=deputy, note=note))

    assert reply(Answer.DEPUTY) == "replies.which_deputy"
    assert reply(Answer.DEPUTY, "ann") == "replies.own_deputy"
    assert reply(Answer.DEPUTY, "ben") == ""
    assert reply(Answer.APOLOGIES, "ben") == "replies.nobodys_deputy"
    assert reply(Answer.COMING, "ben") == "", "whoever comes after all leaves the deputy named before"
    assert reply(Answer.COMING, note="x" * 301) == "replies.long_note"
    assert reply(Answer.APOLOGIES, note="x" * 300) == ""


def test_an_interest_says_something_and_a_withdrawal_is_from_an_item():
    def declared(words, *, withdraws=False, has_item=False):
        return code(refusal_of_declaration(words, withdraws=withdraws, has_item=has_item))

    assert declared("  ") == "room.no_words"
    assert declared("x" * 2_001) == "room.long_words"
    assert declared("Bidding", withdraws=True) == "room.withdraws_from_what"
    assert declared("Bidding", withdraws=True, has_item=True) == ""
    assert declared("Bidding") == ""


@pytest.mark.parametrize("state", MeetingState)
def test_a_meeting_is_held_by_its_end_or_once_its_day_is_over_and_never_again_what_it_cannot_be(state):
    was_open = state in (MeetingState.PLANNED, MeetingState.CIRCULATED)
    then = MeetingState.HELD if was_open else state

    assert by_record(state, is_over=True, is_begun=True) is then
    assert by_record(state, is_over=False, is_begun=True) is state
    assert by_record(state, is_over=True, is_begun=False) is state
    is_circulated = state is MeetingState.CIRCULATED
    ended = by_end(state, is_ended=True, is_circulated=is_circulated, is_minuted=False)
    assert ended is then
    assert by_end(ended, is_ended=False, is_circulated=is_circulated, is_minuted=True) is then
    if was_open:
        assert by_end(ended, is_ended=False, is_circulated=is_circulated, is_minuted=False) is state
