"""Which planned items a meeting is offered, and when one can be planned, moved or carried on."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.meetings.forward import (
    Slot,
    is_for,
    months_ahead,
    refusal_to_carry_on,
    refusal_to_plan_for,
    refusal_to_replan,
)
from quorate.domain.meetings.lifecycle import MeetingState

TODAY = date(2026, 11, 23)
MONTHS = months_ahead(TODAY)


def code(refusal):
    return refusal.code if refusal else ""


@pytest.mark.parametrize(
    ("slot", "expected"),
    [
        (Slot(date(2027, 1, 1), "m"), True),
        (Slot(date(2027, 1, 1), "another"), False),
        (Slot(date(2027, 1, 1)), True),
        (Slot(date(2026, 12, 1)), True),  # its month went by untaken
        (Slot(date(2027, 2, 1)), False),
    ],
)
def test_a_meeting_is_offered_what_is_planned_for_it_its_month_or_a_month_gone_by(slot, expected):
    assert is_for(slot, meeting="m", on=date(2027, 1, 14)) is expected


@given(st.dates(date(2020, 1, 1), date(2029, 12, 31)))
def test_the_months_ahead_are_twelve_that_follow_one_another_from_that_of_today(today):
    months = months_ahead(today)

    assert len(set(months)) == 12
    assert months[0] <= today < months[1]
    assert sorted(months) == list(months)
    assert {one.day for one in months} == {1}


@pytest.mark.parametrize(
    ("slot", "was", "expected"),
    [
        (None, None, "forward.when"),
        (Slot(MONTHS[3]), None, ""),
        (Slot(date(2026, 10, 1)), None, "forward.when"),
        (Slot(date(2026, 10, 1)), Slot(date(2026, 10, 1)), ""),  # it stays where it was planned
        (Slot(MONTHS[2], "m"), None, ""),
        (Slot(MONTHS[2], "another"), None, "forward.when"),
    ],
)
def test_things_are_planned_for_months_and_meetings_to_come(slot, was, expected):
    assert code(refusal_to_plan_for(slot, months=MONTHS, meetings=["m"], was=was)) == expected


def test_what_was_dropped_or_is_on_an_agenda_is_not_planned_anew():
    assert code(refusal_to_replan(is_dropped=True, is_on_agenda=False)) == "forward.dropped"
    assert code(refusal_to_replan(is_dropped=False, is_on_agenda=True)) == "forward.on_agenda"
    assert refusal_to_replan(is_dropped=False, is_on_agenda=False) is None


@pytest.mark.parametrize(
    ("state", "on", "chosen", "expected"),
    [
        (MeetingState.HELD, TODAY, [1], ""),
        (MeetingState.CIRCULATED, TODAY, [1], ""),  # held, and not yet recorded as held
        (MeetingState.PLANNED, date(2026, 11, 24), [1], "forward.not_held"),
        (MeetingState.CANCELLED, TODAY, [1], "meetings.cancelled"),
        (MeetingState.HELD, TODAY, [], "forward.none_chosen"),
    ],
)
def test_items_are_carried_on_from_a_meeting_that_took_place(state, on, chosen, expected):
    assert code(refusal_to_carry_on(state, on=on, today=TODAY, chosen=chosen)) == expected
