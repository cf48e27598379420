"""Links between entries: what may be linked, what words point to, and the thread they make."""

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.plans.facts import EntryKind
from quorate.domain.plans.labels import Flag
from quorate.domain.plans.links import (
    LINKS,
    WAYS,
    Link,
    LinkKind,
    reached,
    refusal_to_end_link,
    refusal_to_link,
    stands,
    way_of,
)
from quorate.domain.plans.references import called, normal, references
from quorate.domain.plans.thread import breaks, downward, thread, upward

SERVES, INFORMS, SEE = LinkKind.SERVES, LinkKind.INFORMS, LinkKind.SEE
FROM = date(2026, 5, 1)


def link(of: str, to: str, kind: LinkKind = SERVES, until: date | None = None) -> Link:
    return Link(f"{of}{to}{kind}", of, to, kind, FROM, until)


@dataclass
class Entry:
    id: str
    code: str
    parent_id: str = ""


# Linking


def test_a_link_stands_from_its_day_until_the_day_before_its_end():
    ended = link("a", "b", until=date(2026, 6, 1))

    assert not stands(ended, date(2026, 4, 30))
    assert stands(ended, FROM)
    assert stands(ended, date(2026, 5, 31))
    assert not stands(ended, date(2026, 6, 1))
    assert stands(link("a", "b"), date(2030, 1, 1))


@pytest.mark.parametrize(
    ("of", "to", "kind", "held", "code"),
    [
        ("a", "a", SERVES, [], "plans.linked_to_itself"),
        ("a", "b", SERVES, [link("a", "b")], "plans.linked_already"),
        ("a", "b", SEE, [link("b", "a", SEE)], "plans.linked_already"),
        ("a", "b", SERVES, [link("b", "a")], "plans.linked_in_a_circle"),
        ("a", "c", INFORMS, [link("c", "b", INFORMS), link("b", "a", INFORMS)], "plans.linked_in_a_circle"),
        ("a", "b", INFORMS, [link("b", "a")], None),
        ("a", "b", SEE, [link("b", "a")], None),
        ("a", "c", SERVES, [link("a", "b"), link("b", "c")], None),
    ],
)
def test_what_may_be_linked(of, to, kind, held, code):
    refusal = refusal_to_link(of, to, kind, held)

    assert (refusal.code if refusal else None) == code


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=20))
def test_links_that_are_let_in_never_lead_round_in_a_circle(asked):
    held: list[Link] = []
    for of, to in asked:
        if refusal_to_link(of, to, SERVES, held) is None:
            held.append(link(of, to))

    assert all(one not in reached(one, held) for one in "abcdef")


def test_a_link_is_ended_once():
    assert refusal_to_end_link(link("a", "b")) is None
    assert refusal_to_end_link(link("a", "b", until=FROM)).code == "plans.link_ended"


def test_every_way_a_person_chooses_is_found_again_from_what_it_means():
    assert [way_of(kind, incoming=back) for kind, back in WAYS.values()] == list(WAYS)
    assert way_of(SEE, incoming=True) == "see"
    assert set(LINKS) == set(LinkKind)


# What words point to

PLAN = (
    *(Entry(f"r{n}", str(n)) for n in range(1, 13)),
    Entry("first", "a.", "r2"),
    Entry("second", "b", "r2"),
    Entry("other", "b", "r4"),
    Entry("full", "5.1", "r5"),
    Entry("logged", "26/04"),
)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("More is said there (See section 5/6)", ["r5", "r6"]),
        ("Part of the model (9) is training", ["r9"]),
        ("To resume after the outcome of 2b", ["second"]),
        ("see 2a and 2b", ["first", "second"]),
        ("recommendations 3, 4 and 7 to 9", ["r3", "r4", "r7", "r8", "r9"]),
        ("This is carried out by recommendation 10.", ["r10"]),
        ("as in action 26/04 of the log", ["logged"]),
        ("as in action 5.1.", ["full"]),
        ("objectives 2–3", ["r2", "r3"]),
        ("see 4, then recommendation 4 again", ["r4"]),
        ("by 10 March 2026", []),
        ("see 12 months of figures", []),
        ("outcome 4 per cent better", []),
        ("(3%) and (2016)", []),
        ("see 99", []),
        ("recommendation 1 itself", []),
        ("see above", []),
        ("", []),
    ],
)
def test_words_that_point_to_an_entry_are_found(words, found):
    assert [one.entry_id for one in references(words, called(PLAN), own="r1")] == found


@pytest.mark.parametrize(
    ("words", "kind", "incoming"),
    [
        ("the findings of action 3", INFORMS, True),
        ("is taken forward through priority 3", SERVES, True),
        ("see also 3", SEE, False),
        ("action 3", SEE, False),
    ],
)
def test_the_words_before_a_number_suggest_how_the_two_join(words, kind, incoming):
    (one,) = references(words, called(PLAN), own="r1")

    assert (one.kind, one.incoming, one.quote) == (
        kind,
        incoming,
        words.removeprefix("the ").removeprefix("is "),
    )


def test_a_code_that_two_entries_have_names_neither():
    assert "b" not in called(PLAN)
    assert called(PLAN)["4b"] == "other"
    assert normal(" 2B. ") == "2b"


@given(st.text(), st.text())
def test_no_text_stops_the_reading_and_only_entries_of_the_plan_are_named(words, code):
    entries = called((*PLAN, Entry("made", code)))

    assert {one.entry_id for one in references(words, entries, own="r1")} <= set(entries.values()) - {"r1"}


# The thread


def test_a_thread_goes_up_to_what_an_entry_serves_and_down_to_what_carries_it_out():
    parents = {"action": "objective", "objective": "outcome", "post": "bid"}
    links = [link("action", "duty"), link("study", "action", INFORMS), link("action", "aside", SEE)]

    up, down = thread("action", upward(parents, links)), thread("outcome", downward(parents, links))

    assert [(one.id, one.how) for one in up.walk()] == [
        ("action", ""),
        ("objective", ""),
        ("outcome", ""),
        ("duty", "Helps to carry out"),
    ]
    assert [(one.id, one.how) for one in down.walk()] == [
        ("outcome", ""),
        ("objective", ""),
        ("action", ""),
        ("study", "Informs"),
    ]


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("abcdef"), max_size=6),
    st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=12),
)
def test_a_thread_has_an_end_and_each_entry_once_whatever_the_links(parents, pairs):
    links = [link(of, to) for of, to in pairs]

    for steps in (upward(parents, links), downward(parents, links)):
        ids = [one.id for one in thread("a", steps).walk()]
        assert len(ids) == len(set(ids))


def test_a_thread_breaks_where_an_open_entry_lacks_something():
    flags = [Flag.OVERDUE, Flag.NO_UPDATE, Flag.NO_LEAD]

    assert breaks(EntryKind.ACTION, flags, has_measure=False) == (
        "No lead",
        "No update from lead",
        "No measure",
    )
    assert breaks(EntryKind.OUTCOME, [Flag.OVERDUE], has_measure=True) == ()
    assert breaks(EntryKind.SECTION, flags, has_measure=False) == ()
