"""What may be done to minutes, by example and by law."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.kernel.outcomes import OnBehalf
from quorate.domain.meetings.actions import next_code, refusal_to_move_entry
from quorate.domain.meetings.lifecycle import MeetingState
from quorate.domain.meetings.minutes import (
    MINUTES_TRANSITIONS,
    Heeded,
    MinuteDraft,
    MinuteKind,
    MinutesFacts,
    MinutesState,
    Stood,
    is_pending,
    refusal_by_hand,
    refusal_of_changed_quorum,
    refusal_of_kind,
    refusal_of_minute,
    refusal_to_amend,
    refusal_to_answer,
    refusal_to_approve,
    refusal_to_circulate_minutes,
    refusal_to_confirm,
    refusal_to_ratify,
    refusal_to_send_to_chair,
    refusal_to_write,
    refusal_without_quorum,
)
from quorate.domain.membership.facts import AppointmentFacts, Office
from quorate.domain.membership.quorum import QuorumState

HELD = date(2026, 11, 12)
TODAY = date(2026, 11, 23)
CHAIR = AppointmentFacts("a", "seat", "chair", date(2024, 1, 1), None, Office.CHAIR)
DAYS = st.dates(HELD, TODAY)


def facts(**more) -> MinutesFacts:
    return MinutesFacts(MeetingState.HELD, HELD, **{"written": 3, **more})


def code(refusal) -> str:
    return refusal.code if refusal else ""


@given(to_chair=st.none() | DAYS, approved=st.none() | DAYS, out=st.none() | DAYS, confirmed=st.none() | DAYS)
def test_a_step_taken_leads_only_where_the_table_says(to_chair, approved, out, confirmed):
    now = facts(to_chair_on=to_chair, approved_on=approved, to_members_on=out, confirmed_on=confirmed)
    asked = {"approver": "chair", "on": TODAY, "today": TODAY, "appointments": [CHAIR]}
    later = {"later_on": TODAY, "is_same_group": True, "has_begun": True, "today": TODAY}
    offered = {
        MinutesState.WITH_CHAIR: refusal_to_send_to_chair(now, on=TODAY, today=TODAY),
        MinutesState.APPROVED: refusal_to_approve(now, **asked),
        MinutesState.CIRCULATED: refusal_to_circulate_minutes(now),
        MinutesState.CONFIRMED: refusal_to_confirm(now, **later),
    }
    order = list(MinutesState)

    for wanted, refusal in offered.items():
        if refusal is None and order.index(wanted) > order.index(now.state):
            assert wanted in MINUTES_TRANSITIONS[now.state]


@given(to_chair=st.none() | DAYS, approved=st.none() | DAYS, out=st.none() | DAYS)
def test_a_minute_is_either_changed_or_amended_and_never_both(to_chair, approved, out):
    now = facts(to_chair_on=to_chair, approved_on=approved, to_members_on=out)
    change = refusal_to_write(now, today=TODAY)
    amend = refusal_to_amend(now, was="a", words="b", reason="c", agreed_on=None, today=TODAY)

    assert (change is None) != (amend is None)


@given(st.dates(HELD - timedelta(days=40), TODAY + timedelta(days=40)))
def test_minutes_go_to_the_chair_on_a_day_from_the_meeting_to_today(on):
    refusal = refusal_to_send_to_chair(facts(), on=on, today=TODAY)

    assert (refusal is None) == (HELD <= on <= TODAY)


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        (MinutesFacts(MeetingState.CANCELLED, HELD), "meetings.cancelled"),
        (MinutesFacts(MeetingState.PLANNED, TODAY + timedelta(days=1)), "minutes.not_yet"),
        (facts(approved_on=TODAY), "minutes.settled"),
        (facts(to_members_on=TODAY), "minutes.settled"),
        (MinutesFacts(MeetingState.PLANNED, TODAY), ""),
    ],
)
def test_minutes_are_written_from_the_day_of_the_meeting_until_they_are_approved(now, wanted):
    assert code(refusal_to_write(now, today=TODAY)) == wanted


@pytest.mark.parametrize(
    ("draft", "wanted"),
    [
        (MinuteDraft(MinuteKind.DISCUSSION, "  "), "minutes.no_words"),
        (MinuteDraft(MinuteKind.ACTION, "Do it"), "minutes.no_owner"),
        (MinuteDraft(MinuteKind.ACTION, "Do it", agency="a"), ""),
        (MinuteDraft(MinuteKind.ACTION, "Do it", owner="p", due_on=date(2026, 11, 11)), "minutes.due_before"),
        (MinuteDraft(MinuteKind.ACTION, "Do it", owner="p", due_on=HELD), ""),
        (MinuteDraft(MinuteKind.ADVICE, "Keep it"), "minutes.to_whom"),
        (MinuteDraft(MinuteKind.ADVICE, "Keep it", given_to="The council"), ""),
        (MinuteDraft(MinuteKind.DECISION, "Agreed"), ""),
    ],
)
def test_each_kind_of_minute_says_what_it_has_to(draft, wanted):
    assert code(refusal_of_minute(draft, meeting_on=HELD)) == wanted


@given(st.sampled_from(MinuteKind), st.sampled_from(MinuteKind))
def test_what_a_decision_advice_or_action_carries_is_never_left_loose(was, wanted):
    loose = {MinuteKind.DISCUSSION, MinuteKind.DISSENT}

    assert (refusal_of_kind(was, wanted) is None) == (was is wanted or {was, wanted} <= loose)


@given(st.sampled_from(QuorumState), st.booleans())
def test_a_decision_waits_only_where_it_was_taken_without_a_quorum(quorum, ratified):
    refusal = refusal_without_quorum(quorum, clause="q")

    assert (refusal is not None) == (quorum is QuorumState.NOT_QUORATE)
    waits = is_pending(MinuteKind.DECISION, Stood(quorum), is_ratified=ratified)
    assert waits == (quorum is QuorumState.NOT_QUORATE and not ratified)


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        ({}, ""),
        ({"approver": "police"}, "minutes.not_the_chair"),
        ({"on": date(2026, 11, 15)}, "minutes.before_chair"),
        ({"on": TODAY + timedelta(days=1)}, "meetings.not_yet"),
        ({"on_behalf": OnBehalf("", "email", TODAY)}, "minutes.on_behalf_who"),
        ({"on_behalf": OnBehalf("chair", "post", TODAY)}, "minutes.on_behalf_how"),
    ],
)
def test_whoever_held_the_chair_that_day_approves_what_they_had(more, wanted):
    asked = {"approver": "chair", "on": TODAY, "today": TODAY, "appointments": [CHAIR], **more}

    assert code(refusal_to_approve(facts(to_chair_on=date(2026, 11, 18)), **asked)) == wanted


YES, NO = QuorumState.QUORATE, QuorumState.NOT_QUORATE


@pytest.mark.parametrize(
    ("kept", "now", "changed"),
    [
        (YES, NO, "Recorded as quorate; by the record of the room now it was not quorate."),
        (NO, YES, "Recorded as not quorate; by the record of the room now it was quorate."),
        (None, NO, "Recorded before the room was; by the record of the room now it was not quorate."),
        (None, YES, ""),
        (YES, YES, ""),
        (NO, None, ""),
        (None, None, ""),
    ],
)
def test_the_record_of_the_room_says_how_a_decision_stood_whatever_its_minute_keeps(kept, now, changed):
    stood = Stood(kept, now)

    assert stood.changed == changed
    assert stood.state is (now or kept)
    assert is_pending(MinuteKind.DECISION, stood, is_ratified=False) == (stood.state is NO)
    assert code(refusal_of_changed_quorum([Stood(YES), stood])) == (
        "minutes.quorum_changed" if changed else ""
    )


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({}, ""),
        ({"is_pending": False}, "minutes.nothing_to_ratify"),
        ({"by": None}, "minutes.by_which"),
        ({"by": MinuteKind.ADVICE}, "minutes.by_which"),
        ({"later_on": HELD}, "minutes.not_later"),
        ({"quorum": QuorumState.NOT_QUORATE}, "minutes.not_quorate_either"),
        ({"quorum": None}, "minutes.quorum_not_known"),
        ({"quorum": QuorumState.NOT_KNOWN}, "minutes.quorum_not_known"),
        ({"quorum": QuorumState.NONE_STATED}, ""),
    ],
)
def test_a_later_decision_that_was_quorate_ratifies(asked, wanted):
    whole = {
        "is_pending": True, "taken_on": HELD, "by": MinuteKind.DECISION, "later_on": TODAY,
        "quorum": QuorumState.QUORATE, **asked,
    }  # fmt: skip

    assert code(refusal_to_ratify(**whole)) == wanted


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        ({}, ""),
        ({"kind": MinuteKind.DECISION}, "minutes.not_advice"),
        ({"answer": "perhaps"}, "minutes.which_answer"),
        ({"answer": Heeded.IN_PART.value}, "minutes.reason_needed"),
        ({"answer": Heeded.NOT.value, "words": "No money"}, ""),
        ({"on": HELD - timedelta(days=1)}, "minutes.answered_before"),
        ({"on": TODAY + timedelta(days=1)}, "meetings.not_yet"),
    ],
)
def test_an_answer_to_advice_says_why_it_was_not_followed(more, wanted):
    whole = {
        "kind": MinuteKind.ADVICE, "answer": Heeded.FOLLOWED.value, "words": "", "on": TODAY,
        "given_on": HELD, "today": TODAY, **more,
    }  # fmt: skip

    assert code(refusal_to_answer(**whole)) == wanted


def test_what_is_written_here_is_not_recorded_by_hand():
    assert code(refusal_by_hand(facts())) == "minutes.written_here"
    assert refusal_by_hand(facts(written=0)) is None


@given(st.lists(st.from_regex(r"\A[A-Z]{1,2} \d{2}/\d{2}\Z"), max_size=12), st.dates(HELD, TODAY))
def test_the_next_code_of_a_log_is_never_one_it_has(codes, on):
    assert next_code(codes, on) not in codes


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        ({}, ""),
        ({"is_same_plan": True}, "plans.same_plan"),
        ({"is_withdrawn": True}, "plans.entry_withdrawn"),
        ({"under": 2}, "plans.has_entries_below"),
        ({"ended_on": TODAY - timedelta(days=1)}, "plans.plan_ended"),
        ({"ended_on": TODAY}, ""),
    ],
)
def test_an_entry_goes_into_another_plan_that_goes_on(more, wanted):
    whole = {
        "is_same_plan": False, "is_withdrawn": False, "under": 0, "ended_on": None, "today": TODAY, **more
    }  # fmt: skip

    assert code(refusal_to_move_entry(**whole)) == wanted
