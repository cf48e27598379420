"""Barriers that were recorded: how long they stood, what they come to, and what cannot be said of them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.plans.barriers import Barrier
from quorate.domain.plans.facts import EntryKind, Status, Target, TargetKind
from quorate.domain.plans.narrowing import Narrowing, narrowed
from quorate.domain.plans.recorded import (
    Escalation,
    HeldUp,
    RecordedBarrier,
    Step,
    Stepped,
    as_at,
    blocked_in_words,
    days_stood,
    held_up,
    is_recorded,
    longest_first,
    refusal_of_barrier,
    refusal_of_owner,
    refusal_to_change,
    refusal_to_escalate,
    refusal_to_reopen,
    refusal_to_resolve,
    same_words,
    stood_in_words,
    types_over_entries,
)
from quorate.domain.plans.rollup import standings
from quorate.domain.plans.stuck import stuck
from quorate.domain.plans.summary import counts
from quorate.domain.plans.tree import tree
from tests.domain.plans.builders import nodes, state, update

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
RECORDED = Stepped(date(2026, 11, 2), Step.RECORDED, Barrier.FUNDING)
SINCE = date(2026, 4, 1)


def steps(*more: tuple[date, Step, Barrier | None]) -> tuple[Stepped, ...]:
    return (RECORDED, *(Stepped(*one) for one in more))


def a_barrier(*more, id="b", entry_id="e", since=SINCE, **rest) -> RecordedBarrier:
    return RecordedBarrier(id, entry_id, steps(*more), since, **rest)


def untyped(**more) -> RecordedBarrier:
    recorded = Stepped(more.pop("on", RECORDED.on), Step.RECORDED)
    return RecordedBarrier(more.pop("id", "u"), more.pop("entry_id", "e"), (recorded,), **more)


RESOLVED = (date(2026, 11, 16), Step.RESOLVED, Barrier.FUNDING)
REOPENED = (date(2026, 11, 20), Step.REOPENED, Barrier.FUNDING)


def code(refusal) -> str:
    return refusal.code if refusal else ""


# How long


def test_an_open_barrier_has_stood_from_when_it_began_until_today():
    assert days_stood(a_barrier(since=TODAY), TODAY) == 0
    assert days_stood(a_barrier(since=TODAY - 7 * DAY), TODAY) == 7
    assert stood_in_words(a_barrier(since=TODAY - DAY), TODAY) == "1 day"


def test_a_resolved_one_stood_until_then():
    assert days_stood(a_barrier(RESOLVED, since=date(2026, 11, 6)), TODAY) == 10


def test_one_opened_again_stands_on():
    one = a_barrier(RESOLVED, REOPENED, since=date(2026, 11, 6))
    assert one.resolved_on is None
    assert (one.opened_on, one.opening) == (date(2026, 11, 20), 2)
    assert days_stood(one, TODAY) == 17


def test_where_nobody_said_since_when_it_has_stood_at_least_since_it_was_recorded():
    assert stood_in_words(a_barrier(since=None), TODAY) == "At least 21 days"


def test_one_resolved_before_it_was_recorded_here_stood_no_days_that_are_known():
    over = a_barrier((date(2026, 10, 1), Step.RESOLVED, None), since=None)
    assert days_stood(over, TODAY) == 0


def test_the_longest_comes_first_and_of_two_alike_the_one_recorded_first():
    old, new = a_barrier(id="old"), a_barrier(id="new", since=TODAY - DAY)
    early = untyped(id="early", since=old.since, on=RECORDED.on - DAY)
    assert [one.id for one in longest_first([new, old, early], TODAY)] == ["early", "old", "new"]


# What they come to


def test_an_entry_with_two_barriers_of_one_type_counts_once():
    two = [a_barrier(id="1"), a_barrier(id="2"), a_barrier(id="3", entry_id="f"), untyped()]
    assert types_over_entries(two) == {Barrier.FUNDING: 2, None: 1}


@pytest.mark.parametrize(
    ("found", "entries", "barriers", "expected"),
    [
        ({}, 0, 0, "No barrier is open."),
        ({Barrier.DATA: 1}, 1, 1, "One barrier is open and holds up 1 entry: short of data (1)."),
        (
            {Barrier.FUNDING: 3, None: 1},
            3,
            4,
            "Four barriers are open and hold up 3 entries: short of money (3) and no type chosen yet (1).",
        ),
    ],
)
def test_what_blocks_us_is_said_in_a_sentence(found, entries, barriers, expected):
    assert blocked_in_words(found, entries=entries, barriers=barriers) == expected


def test_a_type_that_was_chosen_counts_in_place_of_what_words_suggest():
    said = update(TODAY, barrier="No funding")
    held = held_up([a_barrier((TODAY, Step.CHANGED, Barrier.PARTNER))])["e"]
    assert held.speaks(said) == (Barrier.PARTNER,)
    assert held.speaks(None) == (Barrier.PARTNER,)


def test_until_a_type_is_chosen_the_words_suggest_it_as_before():
    assert held_up([untyped()])["e"].speaks(update(TODAY, barrier="No funding")) == (Barrier.FUNDING,)


def test_an_update_no_later_than_the_day_it_was_resolved_speaks_of_what_is_over():
    held = held_up([a_barrier(RESOLVED)])["e"]
    assert held.speaks(update(RESOLVED[0], barrier="No funding")) == ()
    assert held.speaks(update(RESOLVED[0] + DAY, barrier="No funding")) == (Barrier.FUNDING,)
    with_open = held_up([a_barrier(RESOLVED), untyped()])["e"]
    assert with_open.speaks(update(RESOLVED[0], barrier="No funding")) == (Barrier.FUNDING,)


def test_what_is_recorded_above_holds_up_what_is_under_it_and_says_nothing_of_its_own():
    plan = [
        state("r", kind=EntryKind.RECOMMENDATION, progress=update(TODAY)),
        state("silent", parent="r"),
        state("moved", parent="r", progress=update(TODAY)),
        state("own", parent="r", progress=update(TODAY)),
        state("done", parent="r", progress=update(TODAY, Status.COMPLETE)),
    ]
    recorded = {
        "r": HeldUp((Barrier.PARTNER,)),
        "own": HeldUp((Barrier.DATA,)),
        "done": HeldUp((Barrier.DATA,)),
    }
    stands = standings(plan, TODAY)

    assert counts(nodes(plan), stands, recorded).barriers == {Barrier.PARTNER: 1, Barrier.DATA: 1}
    kept = narrowed(nodes(plan), stands, Narrowing(barrier=Barrier.PARTNER), texts={}, recorded=recorded)
    assert [one.state.id for one in kept] == ["r", "silent"]


def test_what_is_stuck_is_held_up_by_what_is_recorded():
    late = state(
        "a",
        progress=update(TODAY, barrier="No funding"),
        targets=(Target(TargetKind.DAY, raw="", on=TODAY - DAY),),
    )
    recorded = {"a": HeldUp((Barrier.PARTNER,))}
    (one,) = stuck(tree([late]), standings([late], TODAY), recorded)
    assert one.barriers == (Barrier.PARTNER,)


# As at a day


def test_a_barrier_recorded_later_is_not_there_on_an_earlier_day_however_long_it_has_stood():
    assert as_at(steps(), RECORDED.on - DAY) == ()
    assert as_at(steps(), RECORDED.on) == (RECORDED,)


def test_a_type_chosen_later_or_a_resolution_changes_no_earlier_day():
    whole = steps((date(2026, 11, 9), Step.CHANGED, Barrier.DATA), RESOLVED, REOPENED)

    def on(day):
        one = RecordedBarrier("b", "e", as_at(whole, day))
        return one.kind, one.resolved_on

    assert on(date(2026, 11, 8)) == (Barrier.FUNDING, None)
    assert on(date(2026, 11, 15)) == (Barrier.DATA, None)
    assert on(date(2026, 11, 19)) == (Barrier.FUNDING, date(2026, 11, 16))
    assert on(TODAY) == (Barrier.FUNDING, None)


def test_one_resolved_before_it_was_recorded_is_there_only_as_resolved():
    whole = steps((date(2026, 10, 1), Step.RESOLVED, None))
    assert as_at(whole, date(2026, 10, 20)) == ()
    assert RecordedBarrier("b", "e", as_at(whole, TODAY)).resolved_on == date(2026, 10, 1)


@given(
    st.lists(st.tuples(st.integers(0, 30), st.sampled_from(list(Step)[1:])), max_size=8), st.integers(0, 40)
)
def test_what_is_recorded_after_a_day_never_changes_what_that_day_says(found, n):
    day = RECORDED.on + n * DAY
    more = sorted((RECORDED.on + d * DAY, step) for d, step in found)
    whole = (RECORDED, *(Stepped(on, step) for on, step in more))
    told_by_then = tuple(one for one in whole if one.on <= day)
    assert as_at(whole, day) == as_at(told_by_then, day)


# What an update names


def test_what_an_update_names_is_recorded_where_a_barrier_says_it_or_was_taken_from_it():
    named = "No  money after\nMarch"
    assert is_recorded(named, TODAY, [a_barrier(words_key=same_words("no money after march"))])
    assert is_recorded(named, TODAY, [a_barrier(words_key="other", source_key=same_words(named))])
    assert not is_recorded(named, TODAY, [a_barrier(words_key=same_words("No staff"))])


def test_what_is_named_again_after_it_was_resolved_is_to_be_recorded_again():
    over = a_barrier(RESOLVED, words_key="no money")
    assert is_recorded("No money", RESOLVED[0], [over])
    assert not is_recorded("No money", RESOLVED[0] + DAY, [over])


# What cannot be said


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, ""),
        ({"kind": "", "since": None}, ""),
        ({"since": TODAY}, ""),
        ({"words": " "}, "plans.barrier_without_words"),
        ({"kind": "weather"}, "plans.barrier_type_unknown"),
        ({"since": TODAY + DAY}, "plans.barrier_since_later"),
        ({"since": SINCE + DAY, "not_after": SINCE}, "plans.barrier_since_after"),
    ],
)
def test_a_barrier_says_what_it_is_and_when_it_can_have_begun(said, expected):
    whole = {"words": "No money", "kind": "funding", "since": SINCE, "today": TODAY, **said}
    assert code(refusal_of_barrier(**whole)) == expected


def test_whoever_left_is_given_none():
    assert code(refusal_of_owner(TODAY)) == "plans.barrier_owner_left"
    assert refusal_of_owner(None) is None


def test_one_that_is_resolved_is_not_changed():
    assert code(refusal_to_change(a_barrier(RESOLVED))) == "plans.barrier_resolved"
    assert refusal_to_change(a_barrier()) is None


@pytest.mark.parametrize(
    ("one", "said", "expected"),
    [
        (a_barrier(), {}, ""),
        (a_barrier(RESOLVED), {}, "plans.barrier_resolved"),
        (a_barrier(), {"asked": " "}, "plans.barrier_asks_nothing"),
        (a_barrier(), {"on": TODAY + DAY}, "plans.barrier_escalated_later"),
        (a_barrier(), {"on": SINCE - DAY}, "plans.barrier_escalated_before"),
        (a_barrier(escalations=(Escalation("g", SINCE),)), {}, "plans.barrier_escalated_already"),
        (a_barrier(escalations=(Escalation("h", SINCE),)), {}, ""),
        (a_barrier(RESOLVED, REOPENED, escalations=(Escalation("g", SINCE),)), {}, ""),
        (
            a_barrier(RESOLVED, REOPENED, escalations=(Escalation("g", TODAY, 2),)),
            {},
            "plans.barrier_escalated_already",
        ),
    ],
)
def test_a_group_is_asked_once_for_as_long_as_a_barrier_is_open(one, said, expected):
    whole = {"group_id": "g", "asked": "Decide whether it is paid for", "on": TODAY, "today": TODAY, **said}
    assert code(refusal_to_escalate(one, **whole)) == expected


@pytest.mark.parametrize(
    ("one", "said", "expected"),
    [
        (a_barrier(), {}, ""),
        (a_barrier(), {"on": SINCE}, ""),
        (a_barrier(RESOLVED), {}, "plans.barrier_resolved"),
        (a_barrier(), {"how": ""}, "plans.barrier_resolved_unsaid"),
        (a_barrier(), {"on": TODAY + DAY}, "plans.barrier_resolved_later"),
        (a_barrier(), {"on": SINCE - DAY}, "plans.barrier_resolved_before"),
        (a_barrier(RESOLVED, REOPENED), {"on": date(2026, 11, 19)}, "plans.barrier_resolved_before"),
        (
            a_barrier(escalations=(Escalation("g", date(2026, 11, 10)),)),
            {"on": date(2026, 11, 9)},
            "plans.barrier_resolved_before",
        ),
    ],
)
def test_one_is_resolved_once_with_how_and_no_earlier_than_it_began(one, said, expected):
    whole = {"how": "The grant came", "on": TODAY, "today": TODAY, **said}
    assert code(refusal_to_resolve(one, **whole)) == expected


def test_one_is_opened_again_with_why():
    assert code(refusal_to_reopen(a_barrier(), why="Back")) == "plans.barrier_open"
    assert code(refusal_to_reopen(a_barrier(RESOLVED), why=" ")) == "plans.barrier_reopened_unsaid"
    assert refusal_to_reopen(a_barrier(RESOLVED), why="Back") is None
