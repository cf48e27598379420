"""When a plan can be started, and its leads asked for updates."""

from datetime import date

import pytest

from quorate.domain.plans.facts import EntryKind, Lead, Status
from quorate.domain.plans.rollup import standings
from quorate.domain.plans.starting import Asking, refusal_to_ask, refusal_to_start, who_to_ask
from tests.domain.plans.builders import LEAD, state, update

MARCH, APRIL = date(2026, 3, 2), date(2026, 4, 1)


@pytest.mark.parametrize(
    ("name", "ends_on", "code"),
    [
        ("Plan", None, None),
        ("Plan", APRIL, None),
        (" ", None, "plans.name_missing"),
        ("Plan", MARCH, "plans.ends_before_it_starts"),
    ],
)
def test_a_plan_has_a_name_and_ends_no_earlier_than_it_starts(name, ends_on, code):
    refused = refusal_to_start(name=name, starts_on=APRIL, ends_on=ends_on)

    assert (refused.code if refused else None) == code


REED = Lead("Sam Reed", person="Sam Reed", person_id="p1")
CARD = Lead("Ann Card", person="Ann Card", person_id="p2")
IN_WORDS = Lead("NM  from Health")
ONE = Asking(pairs=(("e", "p1"),))


@pytest.mark.parametrize(
    ("due_on", "asking", "code"),
    [
        (APRIL, ONE, None),
        (MARCH, ONE, "plans.due_in_the_past"),
        (APRIL, Asking(()), "plans.nobody_to_ask"),
        (APRIL, Asking((), in_words=("NM",)), "plans.leads_in_words"),
    ],
)
def test_somebody_is_asked_by_a_day_that_has_not_passed(due_on, asking, code):
    refused = refusal_to_ask(asking, due_on=due_on, today=APRIL)

    assert (refused.code if refused else None) == code


def asking_of(*states, here=("p1", "p2")):
    return who_to_ask(states, standings(states, APRIL), here=set(here))


def test_names_that_are_nobody_in_people_are_counted_once_each_and_it_is_said_how_to_match_them():
    asking = asking_of(
        state("a", leads=(IN_WORDS, Lead("TBC", to_be_confirmed=True))),
        state("b", leads=(Lead("NM from Health"), LEAD)),
        state("c", leads=(Lead("Ann"),)),
    )

    refused = refusal_to_ask(asking, due_on=APRIL, today=APRIL)

    assert asking.in_words == ("NM from Health", "Ann")
    assert "2 leads of open entries are names that are not in People yet" in refused.sentence
    assert "Change what it says" in refused.cure


def test_it_is_said_how_many_people_were_asked_about_how_many_entries_and_who_could_not_be():
    above = state("s", kind=EntryKind.RECOMMENDATION, leads=(REED,))
    asking = asking_of(
        above,
        state("a", parent="s", code="1.1", leads=()),
        state("b", code="2", leads=(REED, CARD, REED)),
        state("c", code="3", leads=(LEAD,)),
        state("d", code="4", leads=(CARD,), progress=update(MARCH, Status.COMPLETE)),
    )

    assert asking.pairs == (("s", "p1"), ("b", "p1"), ("b", "p2"))
    assert asking.sentence == "2 people were asked about 2 entries. 1 entry has nobody to ask."


def test_whoever_has_left_is_not_asked():
    asking = asking_of(state("a", leads=(REED,)), state("b", code="2", leads=(CARD,)), here=("p2",))

    assert asking.pairs == (("b", "p2"),)
    assert asking.sentence == "1 person was asked about 1 entry. 1 entry has nobody to ask."
