"""The agenda a board's terms call for, its numbers and its timings."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.meetings.agenda import (
    NEUTRAL_LINE,
    AgendaItemFacts,
    Purpose,
    minutes_over,
    number_agenda,
    propose_agenda,
    titles_about,
)
from quorate.domain.terms.clauses import Clause, ClauseKind, TermsVersion
from quorate.domain.terms.standing import is_taken, whole_title


def clause(kind, **more):
    return Clause(id=more.pop("id", kind.value), kind=kind, quote="", reading="", **more)


def terms(*clauses):
    return TermsVersion(id="t", label="1", in_force_from=date(2021, 8, 1), clauses=clauses)


WORKPLAN = clause(ClauseKind.STANDING_ITEM, id="w", item="Workplan")
PERFORMANCE = clause(ClauseKind.STANDING_ITEM, id="p", item="Performance")
TO_CITY = clause(ClauseKind.REPORTING, id="r", to="the city partnership")
FROM_BELOW = clause(
    ClauseKind.REPORTING, id="o", to="board", who="Operational group", item="Operational group report"
)
TWO_HOURS = clause(ClauseKind.DURATION, minutes=120)


def titles(items):
    return [item.title for item in items]


def test_an_agenda_is_proposed_from_the_terms():
    found = propose_agenda(
        terms=terms(TWO_HOURS, PERFORMANCE, TO_CITY, FROM_BELOW),
        previous_meeting_on=date(2025, 10, 9),
        plan_names=["strategy action plan"],
    )

    assert titles(found) == [
        "Welcome, apologies and interests",
        "Minutes of the meeting of 9 October 2025",
        "Matters arising and the action log",
        "Performance",
        "Progress of the strategy action plan",
        "Report to the city partnership",
        "Operational group report",
        "Any other business",
        "Date of the next meeting",
    ]
    assert sum(item.minutes for item in found) <= 120
    assert {item.title: item.clause_id for item in found if item.clause_id} == {
        "Performance": "p",
        "Report to the city partnership": "r",
        "Operational group report": "o",
    }
    assert found[1].purpose is Purpose.AGREE


def test_a_plan_the_terms_already_put_on_the_agenda_is_not_proposed_twice():
    found = propose_agenda(terms=terms(WORKPLAN), plan_names=["strategy action plan"])

    assert [title for title in titles(found) if "plan" in title.lower()] == ["Workplan"]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("monitor progress", "Monitoring progress"),
        ("review the risk register;", "Reviewing the risk register"),
        ("oversee spending", "Overseeing spending"),
        ("receive a finance report", "Receiving a finance report"),
        ("Chairs providing an update", "Update from Chairs"),
        (
            "monitor open reviews, with Chairs providing an update",
            "Monitoring open reviews, with an update from Chairs",
        ),
        ("Review of the year", "Review of the year"),
        ("Reviews in progress", "Reviews in progress"),
        ("performance", "Performance"),
    ],
)
def test_what_the_terms_say_in_passing_becomes_a_whole_title(words, title):
    assert whole_title(words) == title
    found = propose_agenda(terms=terms(clause(ClauseKind.STANDING_ITEM, id="s", item=words)))
    assert title in titles(found)
    assert is_taken(title, [words])


def test_without_terms_every_meeting_has_its_plain_items_and_no_minutes():
    found = propose_agenda(terms=None)

    assert len(found) == 6
    assert {item.minutes for item in found} == {None}


def test_where_the_terms_give_no_length_that_of_the_meeting_is_used():
    found = propose_agenda(terms=terms(WORKPLAN), meeting_minutes=90)

    assert 0 < sum(item.minutes for item in found) <= 90


def test_a_report_to_a_board_of_another_name_is_one_to_make():
    to_strategic = clause(
        ClauseKind.REPORTING, id="s", to="the Strategic Board", who="Operational group", item=""
    )

    def proposed(group):
        return [
            item.title for item in propose_agenda(terms=terms(to_strategic), group=group) if item.clause_id
        ]

    assert proposed("Operational group") == ["Report to the Strategic Board"]
    assert proposed("Domestic abuse strategic board") == ["Report from Operational group"]
    assert proposed("Strategic board") == ["Report from Operational group"]


def test_an_item_or_report_stated_twice_is_proposed_once():
    found = propose_agenda(terms=terms(WORKPLAN, WORKPLAN, TO_CITY, TO_CITY))

    assert len(titles(found)) == len(set(titles(found)))


@given(st.integers(1, 300), st.integers(0, 12))
def test_suggested_minutes_never_pass_the_length_of_the_meeting(length, extra):
    standing = [clause(ClauseKind.STANDING_ITEM, id=f"s{n}", item=f"Item {n}") for n in range(extra)]
    found = propose_agenda(terms=terms(clause(ClauseKind.DURATION, minutes=length), *standing))

    if length < len(found):
        assert {item.minutes for item in found} == {None}
    else:
        assert sum(item.minutes for item in found) <= length
        assert all(item.minutes >= 1 for item in found)


def item(name, order, **more):
    return AgendaItemFacts(id=name, title=name, order=order, **more)


def test_restricted_items_are_a_second_series_after_the_open_agenda():
    found = number_agenda(
        [item("a", 1, minutes=10), item("x", 2, minutes=15, is_restricted=True), item("b", 3, minutes=20)],
        starts_at=time(9, 50),
    )

    assert [(n.number, n.item.id, n.starts_at) for n in found] == [
        ("1", "a", time(9, 50)),
        ("2", "b", time(10, 0)),
        ("R1", "x", time(10, 20)),
    ]


def test_times_stop_where_an_item_has_no_minutes():
    found = number_agenda([item("a", 1), item("b", 2, minutes=5)], starts_at=time(10))

    assert [n.starts_at for n in found] == [time(10), None]


items = st.lists(
    st.builds(
        lambda n, order, kept: item(f"i{n}", order, is_restricted=kept),
        st.integers(0, 99),
        st.integers(0, 9),
        st.booleans(),
    ),
    max_size=10,
    unique_by=lambda one: one.id,
)


@given(items)
def test_leaving_the_restricted_items_out_leaves_no_trace_in_the_numbers(found):
    whole = number_agenda(found)
    without = number_agenda([one for one in found if not one.is_restricted])

    assert [n for n in whole if not n.item.is_restricted] == list(without)
    assert [n.number for n in without] == [str(n) for n in range(1, len(without) + 1)]


def test_every_agenda_carries_the_same_neutral_line():
    assert NEUTRAL_LINE == "People may be asked to leave the room for some items."


@pytest.mark.parametrize(("available", "over"), [(30, 5), (35, 0), (60, 0)])
def test_an_agenda_longer_than_the_meeting_says_by_how_much(available, over):
    assert minutes_over(20 + 15, available) == over


def test_a_plan_is_at_the_item_that_names_it_or_at_the_one_the_terms_put_it_on():
    assert titles_about("Winter plan", terms(PERFORMANCE, WORKPLAN)) == ("Winter plan", "Workplan")
    assert titles_about("Winter plan", terms(PERFORMANCE)) == ("Winter plan",)
    assert titles_about("Winter plan", None) == ("Winter plan",)


def test_a_log_of_actions_has_the_item_proposed_for_it():
    log = titles_about("Actions of the board", terms(WORKPLAN), is_action_log=True)

    assert log[0] == "Actions of the board"
    assert log[1:] == tuple(title for title in titles(propose_agenda(terms=None)) if "action log" in title)
