"""What is stuck, how badly, and how it is said."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.plans.barriers import Barrier
from quorate.domain.plans.facts import EntryKind, Rating, Status, Target, TargetKind
from quorate.domain.plans.rollup import standings
from quorate.domain.plans.stuck import is_stuck, stuck, stuck_in_words
from quorate.domain.plans.tree import tree
from tests.domain.plans.builders import state, update

TODAY = date(2026, 11, 23)


def said(status=Status.UNDER_WAY, **more):
    return update(TODAY - timedelta(days=9), status, **more)


def day(on: date) -> tuple[Target, ...]:
    return (Target(TargetKind.DAY, raw="", on=on),)


def found(*states):
    return stuck(tree(states), standings(states, TODAY))


def test_the_longest_overdue_comes_first_then_what_a_lead_calls_off_track_then_what_waits():
    waits = state("w", progress=said(Status.WAITING), targets=day(TODAY + timedelta(days=99)))
    worse = state("s", progress=said(rating=Rating.OFF_TRACK), targets=day(TODAY + timedelta(days=99)))
    late = state("l", progress=said(), targets=day(TODAY - timedelta(days=9)))
    later = state("m", progress=said(), targets=day(TODAY - timedelta(days=90)))
    fine = state("f", progress=said(), targets=day(TODAY + timedelta(days=99)))

    assert [one.state.id for one in found(waits, worse, late, fine, later)] == ["m", "l", "s", "w"]


def test_what_is_complete_is_not_stuck_however_late():
    assert found(state("a", progress=said(Status.COMPLETE), targets=day(date(2020, 1, 1)))) == ()


def test_only_what_somebody_carries_out_is_counted_and_the_barrier_above_speaks_for_it():
    above = state("r", kind=EntryKind.RECOMMENDATION, progress=said(barrier="There is no funding for it"))
    below = state("a", parent="r", targets=day(TODAY - timedelta(days=5)))

    (one,) = found(above, below)

    assert one.state.id == "a"
    assert one.said is not None
    assert one.said.id == above.progress.id
    assert one.said.barrier == "There is no funding for it"
    assert Barrier.FUNDING in one.barriers


@pytest.mark.parametrize(
    ("stuck_ones", "of", "expected"),
    [
        (0, 0, ""),
        (0, 3, "None of 3 actions is off track or waiting, or said to be."),
        (1, 3, "1 of 3 actions is off track or waiting, or said to be. One is short of money."),
        (2, 3, "2 of 3 actions are off track or waiting, or said to be. Two are short of money."),
    ],
)
def test_the_sentence_counts_and_names_what_holds_most_of_them_up(stuck_ones, of, expected):
    states = [
        state(str(n), progress=said(barrier="No funding"), targets=day(TODAY - timedelta(days=5)))
        for n in range(stuck_ones)
    ]

    assert stuck_in_words(found(*states), of=of) == expected


@given(st.lists(st.integers(-400, 400), max_size=12))
def test_nothing_is_lost_and_nothing_made_up(days):
    states = [
        state(str(n), progress=said(), targets=day(TODAY + timedelta(days=d))) for n, d in enumerate(days)
    ]
    stands = standings(states, TODAY)

    listed = stuck(tree(states), stands)

    assert {one.state.id for one in listed} == {s.id for s in states if is_stuck(stands[s.id])}
    overdue = [one.standing.days_overdue for one in listed]
    assert overdue == sorted(overdue, reverse=True)
