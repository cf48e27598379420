"""Who may hold an office of a group, and when a group may end."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.membership.appointments import holding, may_have_agreed, refusal_to_hold_office
from quorate.domain.membership.facts import AppointmentFacts, Office
from quorate.domain.membership.groups import (
    GROUP_KINDS,
    GroupKind,
    refusal_after_end,
    refusal_of_group,
    refusal_to_end_group,
)

MARCH, JUNE, JULY = date(2026, 3, 2), date(2026, 6, 30), date(2026, 7, 1)


def chair(id: str = "1", from_on: date = MARCH, until_on: date | None = None) -> AppointmentFacts:
    return AppointmentFacts(id, f"seat-{id}", f"person-{id}", from_on, until_on, Office.CHAIR)


def test_who_may_have_agreed_to_a_waiver_is_in_office_or_was_within_a_quarter():
    today = date(2026, 11, 23)

    def held(person, office, until=None, since=date(2024, 1, 1)):
        return AppointmentFacts(person, f"seat of {person}", person, since, until, office)

    every = [
        held("lately", Office.CHAIR, today - timedelta(days=92)),
        held("long ago", Office.CHAIR, today - timedelta(days=93)),
        held("member", Office.NONE),
        held("vice", Office.VICE_CHAIR),
        held("chair", Office.CHAIR, since=today),
        held("next", Office.CHAIR, since=today + timedelta(days=1)),
    ]

    assert [one.person_id for one in may_have_agreed(every, today)] == ["chair", "vice", "lately"]


def test_a_group_has_one_chair_at_a_time():
    refusal = refusal_to_hold_office([chair()], office=Office.CHAIR, from_on=JULY)

    assert refusal is not None
    assert refusal.code == "membership.chair_held"
    assert refusal.sentence == "The group has a chair from 2 March 2026, with no end."
    assert refusal.field == "as_what"


def test_the_next_chair_begins_the_day_after_the_last():
    held = [chair(until_on=JUNE)]

    assert refusal_to_hold_office(held, office=Office.CHAIR, from_on=JULY) is None
    assert refusal_to_hold_office(held, office=Office.CHAIR, from_on=JUNE) is not None


def test_a_chair_of_a_past_spell_may_end_before_the_one_there_is():
    assert (
        refusal_to_hold_office(
            [chair(from_on=JULY)], office=Office.CHAIR, from_on=MARCH, until_on=date(2026, 6, 30)
        )
        is None
    )


def test_an_appointment_being_corrected_does_not_stand_in_its_own_way():
    assert refusal_to_hold_office([chair()], office=Office.CHAIR, from_on=JULY, replaces="1") is None


@pytest.mark.parametrize("office", [Office.VICE_CHAIR, Office.SECRETARY])
def test_several_may_be_vice_chair_or_secretary(office):
    held = [AppointmentFacts("1", "s", "p", MARCH, None, office)]

    assert refusal_to_hold_office(held, office=office, from_on=JULY) is None


@pytest.mark.parametrize("office", [Office.CHAIR, Office.VICE_CHAIR, Office.SECRETARY])
def test_a_deputy_holds_no_office(office):
    refusal = refusal_to_hold_office([], office=office, from_on=JULY, is_deputy=True)

    assert refusal is not None
    assert refusal.code == "membership.deputy_holds_no_office"


def test_a_deputy_beside_the_chair_and_a_member_beside_the_chair_hold_no_office():
    assert refusal_to_hold_office([chair()], office=Office.NONE, from_on=JULY, is_deputy=True) is None
    assert refusal_to_hold_office([chair()], office=Office.NONE, from_on=JULY) is None


spells = st.tuples(
    st.dates(date(2024, 1, 1), date(2027, 1, 1)), st.none() | st.integers(0, 400).map(timedelta)
)


@given(st.lists(spells, max_size=8))
def test_however_chairs_are_appointed_no_day_has_two(asked):
    held: list[AppointmentFacts] = []
    for number, (from_on, length) in enumerate(asked):
        until_on = None if length is None else from_on + length
        if not refusal_to_hold_office(held, office=Office.CHAIR, from_on=from_on, until_on=until_on):
            held.append(chair(str(number), from_on, until_on))

    days = {a.from_on for a in held} | {a.until_on for a in held if a.until_on}
    assert all(len(holding(held, Office.CHAIR, on)) <= 1 for on in days)


def test_every_kind_of_group_has_a_name():
    assert set(GROUP_KINDS) == set(GroupKind)


def test_a_task_and_finish_group_is_to_end_no_earlier_than_it_began():
    def ask(ends_on, began_on=JUNE):
        return refusal_of_group(
            kind="task_and_finish_group", question="Who waits?", ends_on=ends_on, began_on=began_on
        )

    assert ask(JUNE) is None
    assert ask(MARCH, None) is None
    assert (ask(MARCH).code, ask(MARCH).field) == ("groups.ends_before_it_began", "ends_on")


def test_a_group_ends_on_or_after_its_last_meeting():
    def ask(until_on):
        return refusal_to_end_group(ended_on=None, until_on=until_on, last_meeting_on=JUNE, below=())

    assert ask(JUNE) is None
    assert ask(JULY) is None
    refusal = ask(JUNE - timedelta(days=1))
    assert refusal is not None
    assert (refusal.code, refusal.sentence) == (
        "groups.meets_later",
        "It has a meeting on 30 June 2026, after 29 June 2026.",
    )


def test_a_group_does_not_end_twice_nor_above_others():
    twice = refusal_to_end_group(ended_on=JUNE, until_on=JULY, last_meeting_on=None, below=())
    above = refusal_to_end_group(ended_on=None, until_on=JULY, last_meeting_on=None, below=("Training",))

    assert twice is not None
    assert above is not None
    assert (twice.code, above.code) == ("groups.ended_already", "groups.has_groups")
    assert above.sentence == "Training stands under it."


def test_nothing_begins_in_a_group_after_its_last_day():
    assert refusal_after_end(ended_on=None, on=JULY) is None
    assert refusal_after_end(ended_on=JUNE, on=JUNE) is None
    refusal = refusal_after_end(ended_on=JUNE, on=JULY, field="on")
    assert refusal is not None
    assert (refusal.code, refusal.field) == ("groups.ended", "on")
