"""A whole plan: its tree, how standings add up, its numbers in words, and parts of it."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quorate.domain.plans.barriers import Barrier, suggested_barriers
from quorate.domain.plans.facts import EntryKind, Lead, Rating, Status, Target, TargetKind
from quorate.domain.plans.labels import CLOSED, SEVERITY, Flag, Headline
from quorate.domain.plans.narrowing import Narrowing, narrowed
from quorate.domain.plans.rollup import standings
from quorate.domain.plans.standing import standing
from quorate.domain.plans.summary import counts, summary
from quorate.domain.plans.tree import below, natural, tree
from tests.domain.plans.builders import LEAD, by, nodes, state, update

TODAY = date(2020, 3, 31)
SEEN = date(2020, 3, 1)
LATER = by(date(2020, 9, 1))
R = EntryKind.RECOMMENDATION


def test_codes_sort_as_people_read_them():
    codes = ["10", "2", "5.10", "5.2", "12.Return", "b", "a", ""]

    assert sorted(codes, key=natural) == ["", "2", "5.2", "5.10", "10", "12.Return", "a", "b"]


def test_a_plan_reads_from_top_to_bottom_with_what_belongs_under_each():
    found = nodes(
        [
            state("x", code="10"),
            state("b", code="b", parent="o"),
            state("o", code="2"),
            state("a", code="a", parent="o"),
            state("lost", code="11", parent="withdrawn"),
        ]
    )

    assert [one.state.id for one in found] == ["o", "a", "b", "x", "lost"]


def test_the_printed_order_comes_before_the_code():
    found = nodes([state("s", code="", kind=EntryKind.SECTION, order=1), state("one", code="1", order=2)])

    assert [one.state.id for one in found] == ["s", "one"]


@settings(max_examples=100)
@given(st.dictionaries(st.sampled_from("abcdefg"), st.sampled_from(["", *"abcdefg", "gone"]), max_size=7))
def test_no_entry_is_lost_or_shown_twice_whatever_its_parents_say(parents):
    states = [state(name, code=name, parent=parent) for name, parent in parents.items()]

    shown = [node.state.id for root in tree(states) for node in root.walk()]

    assert sorted(shown) == sorted(parents)
    assert set(standings(states, TODAY)) == set(parents)
    assert all(name not in below(states, name) for name in parents)


def test_a_parent_takes_its_worst_open_childs_headline():
    plan = [
        state("r", kind=R, leads=()),
        state("good", parent="r", progress=update(SEEN), targets=(LATER,)),
        state("late", parent="r", progress=update(SEEN), targets=(by(date(2020, 3, 1)),)),
        state("done", parent="r", progress=update(SEEN, Status.COMPLETE)),
    ]

    found = standings(plan, TODAY)

    assert found["r"].headline is Headline.OFF_TRACK
    assert found["r"].rolled_up


def test_a_parent_is_complete_only_when_everything_under_it_is():
    parts = [state(n, parent="r", progress=update(SEEN, Status.COMPLETE)) for n in "ab"]
    top = state("r", kind=R)

    assert standings([top, *parts], TODAY)["r"].headline is Headline.COMPLETE
    undone = state("c", parent="r", progress=update(SEEN, Status.NOT_DONE))
    assert standings([top, *parts, undone], TODAY)["r"].headline is Headline.NOT_DONE
    going = state("d", parent="r", progress=update(SEEN), targets=(LATER,))
    assert standings([top, *parts, going], TODAY)["r"].headline is Headline.ON_TRACK


def test_half_finished_and_half_not_started_is_under_way():
    plan = [
        state("r", kind=R),
        state("a", parent="r", progress=update(SEEN, Status.COMPLETE)),
        state("b", parent="r", progress=update(SEEN, Status.NOT_STARTED), targets=(LATER,)),
    ]

    assert standings(plan, TODAY)["r"].headline is Headline.UNDER_WAY


def test_an_update_on_a_recommendation_speaks_for_actions_with_none_of_their_own():
    plan = [
        state("r", kind=R, progress=update(SEEN, Status.COMPLETE, rating=Rating.ON_TRACK)),
        state("a", parent="r"),
        state("b", parent="r"),
    ]

    found = standings(plan, TODAY)

    assert {one.headline for one in found.values()} == {Headline.COMPLETE}
    assert found["a"].declared is Rating.NONE


def test_a_recommendation_called_complete_over_an_open_action_is_questioned():
    plan = [
        state("r", kind=R, progress=update(SEEN, Status.COMPLETE)),
        state("a", parent="r", progress=update(SEEN), targets=(LATER,)),
    ]

    one = standings(plan, TODAY)["r"]

    assert one.headline is Headline.ON_TRACK
    assert one.disagreement == "It is reported complete, yet 1 entry under it is not."


def test_a_date_or_lead_given_above_is_not_asked_for_below_nor_the_other_way_round():
    ongoing = Target(kind=TargetKind.ONGOING, raw="Ongoing", review_on=date(2020, 9, 1))
    above = [state("r", kind=R, targets=(ongoing,), progress=update(SEEN)), state("a", parent="r", leads=())]
    under = [state("r", kind=R, leads=(), progress=update(SEEN)), state("a", parent="r", targets=(ongoing,))]

    for plan in (above, under):
        found = standings(plan, TODAY)
        assert found["r"].flags | found["a"].flags == frozenset()


def test_a_recommendation_with_no_date_anywhere_is_marked_once_for_the_whole():
    found = standings([state("r", kind=R, progress=update(SEEN)), state("a", parent="r")], TODAY)

    assert Flag.NO_TARGET_DATE in found["r"].flags


def test_an_update_on_an_action_answers_the_yearly_date_of_what_stands_above_it():
    yearly = Target(kind=TargetKind.RECURRING, starts_on=date(2019, 11, 30), every_months=12)
    top = state("r", kind=R, targets=(yearly,))

    assert standings([top, state("a", parent="r", progress=update(SEEN))], TODAY)["r"].flags == frozenset()
    silent = standings([top, state("a", parent="r", progress=update(date(2018, 3, 1)))], TODAY)
    assert Flag.TARGET_PASSED in silent["r"].flags


def test_the_latest_of_the_updates_below_answers_what_stands_above_them():
    yearly = Target(kind=TargetKind.RECURRING, starts_on=date(2019, 11, 30), every_months=12)
    plan = [
        state("r", kind=R, targets=(yearly,)),
        state("a", parent="r", progress=update(SEEN)),
        state("b", parent="r", progress=update(date(2018, 3, 1), Status.COMPLETE)),
    ]

    assert standings(plan, TODAY)["r"].flags == frozenset()


leaf_states = st.builds(
    lambda status, due: (status, due),
    st.none() | st.sampled_from(Status),
    st.none() | st.dates(date(2019, 1, 1), date(2021, 1, 1)),
)


@settings(max_examples=100)
@given(st.lists(leaf_states, min_size=1, max_size=6))
def test_a_parent_without_its_own_word_is_no_better_than_its_worst_child(leaves):
    children = [
        state(
            f"c{n}",
            parent="p",
            progress=update(SEEN, status) if status else None,
            targets=(by(due),) if due else (),
        )
        for n, (status, due) in enumerate(leaves)
    ]
    found = standings([state("p", kind=EntryKind.OBJECTIVE), *children], TODAY)
    alone = [found[child.id].headline for child in children]
    open_ones = [headline for headline in alone if headline not in CLOSED]

    top = found["p"].headline

    assert (top is Headline.COMPLETE) == (set(alone) == {Headline.COMPLETE})
    assert (top in CLOSED) == (not open_ones)
    if open_ones:
        assert SEVERITY[top] <= min(SEVERITY[headline] for headline in open_ones)
    for child in children:
        assert found[child.id].headline is standing(child, TODAY).headline


def test_the_summary_says_how_much_there_is_and_how_it_stands():
    plan = [
        state("s", kind=EntryKind.SECTION, code=""),
        state("1", kind=R, code="1", parent="s", progress=update(SEEN, Status.COMPLETE, progress="Done.")),
        state("2", kind=R, code="2", progress=update(SEEN, Status.NOT_DONE, progress="Not agreed.")),
        state(
            "3",
            kind=R,
            code="3",
            progress=update(SEEN, barrier="Funding has not been found."),
            targets=(LATER,),
        ),
        state("4", kind=R, code="4", progress=update(SEEN)),
        state("4a", code="a", parent="4", progress=update(SEEN, barrier="Capacity is limited.")),
    ]
    found = standings(plan, TODAY)

    assert summary(counts(nodes(plan), found), words={EntryKind.ACTION: ("key action", "key actions")}) == (
        "4 recommendations, 1 key action. Of the 4 to be carried out: "
        "1 complete, 1 declined, 2 short of money or people, 1 with no target date."
    )


def test_a_plan_of_objectives_and_activities_counts_its_activities():
    plan = [
        state("1", kind=EntryKind.OBJECTIVE),
        state("1a", parent="1", progress=update(SEEN, Status.COMPLETE)),
        state("1b", parent="1", leads=(Lead(raw="TBC", to_be_confirmed=True),), progress=update(SEEN)),
    ]
    found = standings(plan, TODAY)

    assert counts(nodes(plan), found).of == 2
    assert summary(counts(nodes(plan), found), words={EntryKind.ACTION: ("activity", "activities")}) == (
        "1 objective, 2 activities. Of the 2 activities: 1 complete, 1 with a lead to be confirmed, "
        "1 with no target date."
    )


def test_a_plan_of_one_level_need_not_say_what_it_counts():
    plan = [state("1", progress=update(SEEN, Status.COMPLETE)), state("2", progress=update(SEEN))]

    assert (
        summary(counts(nodes(plan), standings(plan, TODAY)))
        == "2 actions. 1 complete, 1 with no target date."
    )


def test_a_recommendation_past_its_own_date_is_said_beside_the_actions_that_are_counted():
    plan = [
        state("1", kind=R, targets=(by(SEEN),)),
        state("1a", parent="1", targets=(LATER,), progress=update(SEEN)),
        state("2", kind=R, targets=(by(SEEN),)),
        state("2a", parent="2", targets=(by(SEEN),), progress=update(SEEN)),
    ]
    found = standings(plan, TODAY)

    assert summary(counts(nodes(plan), found)) == (
        "2 recommendations, 2 actions. Of the 2 actions: 1 overdue. "
        "2 recommendations are past a target date of their own."
    )


def test_what_holds_up_a_recommendation_holds_up_the_actions_it_speaks_for():
    plan = [
        state("1", kind=R, progress=update(SEEN, barrier="No money.")),
        state("1a", parent="1"),
        state("1b", parent="1", progress=update(SEEN, barrier="")),
    ]

    assert counts(nodes(plan), standings(plan, TODAY)).short_of_money_or_people == 1


def test_a_lead_to_be_confirmed_is_marked_though_the_objective_above_has_a_lead():
    unled = (Lead(raw="TBC", to_be_confirmed=True),)
    found = standings([state("2", kind=EntryKind.OBJECTIVE), state("2c", parent="2", leads=unled)], TODAY)

    assert Flag.LEAD_TO_BE_CONFIRMED in found["2c"].flags


def test_an_empty_plan_says_so():
    assert summary(counts([], {})) == "Nothing in this plan yet."


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Additional funding is needed to buy training", [Barrier.FUNDING]),
        ("Capacity across partners is very limited", [Barrier.CAPACITY]),
        ("The Bill has been delayed", [Barrier.LEGISLATION]),
        ("Statutory guidance is awaited", [Barrier.LEGISLATION]),
        ("The health trust has not agreed", [Barrier.PARTNER]),
        ("The tender went out late", [Barrier.PROCUREMENT]),
        ("It rained", [Barrier.OTHER]),
        ("Two posts are empty", [Barrier.CAPACITY]),
        ("The launch was postponed", [Barrier.DEPENDENCY]),
        ("We are £7,200 short", [Barrier.FUNDING]),
        ("Nobody has time to check", [Barrier.CAPACITY]),
        ("Nothing is paid for after March and the data are late", [Barrier.FUNDING, Barrier.DATA]),
        ("  ", []),
        ("We refund travel", [Barrier.OTHER]),
    ],
)
def test_a_barrier_is_sorted_by_its_words_as_a_suggestion(words, expected):
    assert list(suggested_barriers(words)) == expected


def test_a_plan_can_be_narrowed_to_a_lead_a_standing_or_a_barrier():
    police = Lead(raw="Police", agency="Police", agency_id="p")
    plan = [
        state("a", progress=update(SEEN, barrier="No budget"), targets=(by(SEEN),)),
        state("b", leads=(police, LEAD), progress=update(SEEN), targets=(LATER,), text="Train officers"),
    ]
    found = standings(plan, TODAY)

    texts = {one.id: one.version.text for one in plan}

    def kept(**by_what):
        return [one.state.id for one in narrowed(nodes(plan), found, Narrowing(**by_what), texts=texts)]

    assert kept() == ["a", "b"]
    assert kept(lead="Police") == ["b"]
    assert kept(lead="Pol") == []
    assert kept(headline=Headline.OFF_TRACK) == ["a"]
    assert kept(flag=Flag.OVERDUE) == ["a"]
    assert kept(barrier=Barrier.FUNDING) == ["a"]
    assert kept(words="officers") == ["b"]
    assert kept(lead="Police", headline=Headline.OFF_TRACK) == []


def test_what_holds_up_an_entry_holds_up_the_open_ones_under_it_until_they_say_otherwise():
    short = update(SEEN, barrier="No budget")
    plan = [
        state("r", kind=R, code="1", progress=short),
        state("silent", code="a", parent="r"),
        state("moved", code="b", parent="r", progress=update(SEEN)),
        state("done", code="c", parent="r", progress=update(SEEN, status=Status.COMPLETE)),
    ]
    found = standings(plan, TODAY)

    kept = narrowed(nodes(plan), found, Narrowing(barrier=Barrier.FUNDING), texts={})

    assert [one.state.id for one in kept] == ["r", "silent"]
    assert counts(nodes(plan), found).barriers == {Barrier.FUNDING: 1}


def test_two_thousand_entries_stand_and_are_summed_in_good_time():
    plan = [state(f"{n}", code=f"{n}", parent=f"{n // 10}" if n >= 10 else "") for n in range(2000)]

    found = standings(plan, TODAY + timedelta(days=1))

    assert len(found) == 2000
    assert counts(nodes(plan), found).of == 2000 - 199  # those with others under them are not carried out
