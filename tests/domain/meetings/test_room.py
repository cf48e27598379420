"""Who is in the room, as acts are recorded and struck out."""

from dataclasses import replace
from datetime import date, time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.meetings.room import (
    Act,
    RoomAct,
    end_of,
    gone_before,
    is_going_on,
    refusal_to_record,
    room_after,
    standing,
    stretches,
    until_the_end,
)
from quorate.domain.membership.facts import Presence


def came(number, who, at):
    return RoomAct(number, at, Act.CAME, who, presence=Presence(who, f"seat of {who}", who))


def left(number, who, at):
    return RoomAct(number, at, Act.LEFT, who)


def withdrew(number, who, item, at):
    return RoomAct(number, at, Act.WITHDREW, who, item)


def takes(number, item, at):
    return RoomAct(number, at, Act.ITEM, item_id=item)


def names(presences):
    return [p.person_id for p in presences]


TEN, LATER, NOON = time(10), time(10, 30), time(12)


def test_whoever_came_and_has_not_left_is_here():
    room = room_after([came(1, "a", TEN), came(2, "b", TEN), left(3, "a", LATER)])

    assert names(p.presence for p in room.here) == ["b"]
    assert [(gone.presence.person_id, at) for gone, at in room.left] == [("a", LATER)]


def test_a_person_who_leaves_and_comes_back_is_here_since_then_and_came_first_before():
    room = room_after([came(1, "a", TEN), left(2, "a", LATER), came(3, "a", NOON)])

    assert [(p.since, p.first_came) for p in room.here] == [(NOON, TEN)]
    assert room.left == ()


def test_whoever_withdrew_is_away_for_that_item_alone():
    room = room_after([came(1, "a", TEN), came(2, "b", TEN), withdrew(3, "a", "six", LATER)])

    assert names(room.for_item("six")) == ["b"]
    assert names(room.for_item("seven")) == ["a", "b"]
    assert room.away_for("six") == ("seat of a",)


def test_withdrawing_from_an_item_holds_when_they_leave_the_room_and_come_back():
    acts = [came(1, "a", TEN), withdrew(2, "a", "six", TEN), left(3, "a", LATER), came(4, "a", NOON)]

    assert room_after(acts[:3]).away_for("six") == ("seat of a",)
    assert names(room_after(acts).for_item("six")) == []
    assert names(room_after(acts).for_item("seven")) == ["a"]


def test_an_act_struck_out_never_happened():
    acts = [came(1, "a", TEN), left(2, "a", LATER)]

    assert names(p.presence for p in room_after([acts[0], replace(acts[1], is_struck=True)]).here) == ["a"]


def test_an_act_recorded_late_is_put_where_the_clock_has_it():
    acts = [came(1, "a", LATER), came(2, "b", TEN)]

    assert [a.number for a in standing(acts)] == [2, 1]


def test_the_meeting_is_cut_where_somebody_comes_goes_or_an_item_begins():
    acts = [
        came(1, "a", TEN),
        takes(2, "one", TEN),
        came(3, "b", LATER),
        withdrew(4, "a", "one", time(11)),
        takes(5, "two", time(11, 30)),
    ]

    assert [
        (s.since, s.until, s.item_id, names(s.present), s.withdrawn) for s in stretches(acts, ended_at=NOON)
    ] == [
        (TEN, LATER, "one", ["a"], ()),
        (LATER, time(11), "one", ["a", "b"], ()),
        (time(11), time(11, 30), "one", ["b"], ("seat of a",)),
        (time(11, 30), NOON, "two", ["a", "b"], ()),
    ]


def test_each_item_of_one_minute_has_a_stretch_and_whoever_came_for_it_is_in_it():
    acts = [
        came(1, "a", TEN),
        takes(2, "two", TEN),
        came(3, "b", TEN),
        withdrew(4, "a", "five", TEN),
        takes(5, "five", TEN),
        takes(6, "seven", TEN),
        left(7, "b", LATER),
        takes(8, "eight", LATER),
    ]

    assert [
        (s.since, s.until, s.item_id, names(s.present), s.is_taken) for s in stretches(acts, ended_at=NOON)
    ] == [
        (TEN, TEN, "two", ["a", "b"], True),
        (TEN, TEN, "five", ["b"], True),
        (TEN, LATER, "seven", ["a", "b"], True),
        (LATER, NOON, "eight", ["a"], True),
    ]
    assert [s.is_taken for s in stretches([*acts, withdrew(9, "a", "eight", NOON)], ended_at=NOON)] == [
        *[True] * 4,
        False,
    ], "the end of an item is no other taking of it"


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (came(9, "a", NOON), "room.here_already"),
        (left(9, "b", NOON), "room.not_here"),
        (withdrew(9, "a", "six", NOON), "room.withdrawn_already"),
        (left(9, "a", time(9)), "room.out_of_order"),
        (withdrew(9, "b", "six", time(9)), None),
        (left(9, "a", NOON), None),
        (came(9, "b", NOON), None),
        (takes(9, "six", NOON), None),
    ],
)
def test_what_cannot_have_happened_is_refused(new, code):
    refused = refusal_to_record([came(1, "a", TEN), withdrew(2, "a", "six", TEN)], new)

    assert (refused and refused.code) == code


def test_nothing_is_recorded_of_somebody_before_the_last_that_was():
    gone = [came(1, "a", TEN), left(2, "a", NOON)]

    refused = refusal_to_record(gone, came(3, "a", time(11)))
    assert refused is not None
    assert refused.code == "room.out_of_order"
    assert refusal_to_record(gone, came(3, "a", NOON)) is None


clock = st.builds(time, st.integers(10, 12), st.integers(0, 59))
acts_made = st.lists(
    st.one_of(
        st.builds(lambda who, at: (Act.CAME, who, "", at), st.sampled_from("abc"), clock),
        st.builds(lambda who, at: (Act.LEFT, who, "", at), st.sampled_from("abc"), clock),
        st.builds(
            lambda who, item, at: (Act.WITHDREW, who, item, at),
            st.sampled_from("abc"),
            st.sampled_from(["one", "two"]),
            clock,
        ),
        st.builds(lambda item, at: (Act.ITEM, "", item, at), st.sampled_from(["one", "two"]), clock),
    ),
    max_size=12,
).map(
    lambda raw: [
        RoomAct(n, at, act, who, item, Presence(who, f"seat of {who}", who) if act is Act.CAME else None)
        for n, (act, who, item, at) in enumerate(raw, 1)
    ]
)


@given(acts_made)
def test_nobody_is_here_twice_or_both_here_and_gone(acts):
    room = room_after(acts)
    here, gone = names(p.presence for p in room.here), [g.presence.person_id for g, _ in room.left]

    assert len(here) == len(set(here))
    assert not set(here) & set(gone)


@given(acts_made)
def test_the_stretches_follow_one_another_and_the_last_is_the_room_as_it_is(acts):
    found = stretches(acts)

    assert all(one.until == two.since for one, two in pairwise(found))
    assert all(one.since < two.since or (one.is_taken and two.is_taken) for one, two in pairwise(found))
    taken = [act.item_id for act in until_the_end(acts) if act.act is Act.ITEM]
    assert [one.item_id for one in found if one.is_taken] == taken
    if found:
        room = room_after(until_the_end(acts))
        assert found[-1].present == room.for_item(room.item_id)
        assert found[-1].until == end_of(acts)


def test_the_end_is_as_recorded_or_when_the_room_began_to_empty_for_good():
    acts = [came(1, "a", TEN), came(2, "b", TEN), came(3, "c", TEN), left(4, "c", time(11))]
    home = [*acts, left(5, "a", time(11, 55)), left(6, "b", NOON)]

    assert (end_of(acts), end_of(acts, NOON)) == (None, NOON)
    assert end_of(home) == time(11, 55), "whoever left an hour before did not go home with them"
    assert end_of([*acts, left(5, "a", time(11, 50)), left(6, "b", NOON)]) == time(11, 50), "ten minutes"
    assert end_of([*acts, left(5, "a", time(11, 49)), left(6, "b", NOON)]) == NOON, "eleven"
    assert end_of(home, time(11, 50)) == time(11, 50)
    assert end_of([*home, came(7, "b", time(12, 5))]) is None, "they came back"
    assert [act.number for act in until_the_end(home)] == [1, 2, 3, 4]
    assert [act.number for act in until_the_end(home, NOON)] == [1, 2, 3, 4, 5]


@given(acts_made)
def test_nothing_ends_while_somebody_is_here_for_a_seat(acts):
    somebody_is_here = any(one.presence.seat_id for one in room_after(acts).here)

    assert not (somebody_is_here and end_of(acts))


@given(acts_made, clock)
def test_nothing_after_the_end_and_nobody_going_home_is_of_the_meeting(acts, end):
    held = until_the_end(acts, end)

    assert held == standing(held)
    assert all(act.at <= end for act in held)
    assert not [act for act in held if act.act is Act.LEFT and act.at == end]


def test_whoever_left_before_the_beginning_and_stayed_away_was_not_present():
    early = [came(1, "a", time(9, 40)), left(2, "a", time(9, 51)), came(3, "b", TEN)]

    assert gone_before(early, began_at=TEN, called_for=NOON) == {"a"}
    assert gone_before(early, began_at=None, called_for=TEN) == {"a"}
    assert gone_before(early, began_at=time(9, 51), called_for=TEN) == frozenset()
    assert gone_before([*early, came(4, "a", LATER)], began_at=TEN, called_for=TEN) == frozenset()
    assert gone_before(early[:2], began_at=None, called_for=TEN) == frozenset(), "it was held early"
    assert gone_before(early[:2], began_at=TEN, called_for=TEN) == {"a"}


def test_a_meeting_waits_for_people_on_its_day_until_it_ends_or_its_minutes_go_to_the_chair():
    acts = [came(1, "a", time(10))]
    day = {"on": date(2027, 1, 14), "today": date(2027, 1, 14)}

    assert is_going_on(acts, **day)
    assert not is_going_on(acts, **day, ended_at=time(12))
    assert not is_going_on(acts, **day, with_chair=True)
    assert not is_going_on([*acts, left(2, "a", time(12))], **day), "everybody has gone home"
    assert not is_going_on(acts, on=day["on"], today=date(2027, 1, 15))
