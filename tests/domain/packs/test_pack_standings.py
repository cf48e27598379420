from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.packs.content import ExceptionSheet, Standing
from quorate.domain.packs.standings import (
    NO_OUTCOME,
    STANDING_WORDS,
    StandingFact,
    by_outcome,
    counts_sentence,
    shown_standings,
    total,
    worst_first,
)
from quorate.domain.plans import labels

FACTS = st.lists(st.builds(StandingFact, st.sampled_from(["a", "b", ""]), st.sampled_from(Standing)))


def sheet(code, standing, overdue=0):
    return ExceptionSheet(code, "An action", standing, days_overdue=overdue)


@given(FACTS)
def test_every_action_is_counted_once(facts):
    assert sum(total(by_outcome(facts)).values()) == len(facts)
    assert Counter(fact.standing for fact in facts) == +Counter(total(by_outcome(facts)))


@given(FACTS)
def test_actions_without_an_outcome_come_last(facts):
    names = [each.name for each in by_outcome(facts)]

    assert len(set(names)) == len(names)
    assert NO_OUTCOME not in names[:-1]


def test_outcomes_keep_the_order_in_which_they_are_met():
    facts = [StandingFact(name, Standing.ON_TRACK) for name in ("b", "", "a", "b")]

    assert [each.name for each in by_outcome(facts)] == ["b", "a", NO_OUTCOME]


def test_counts_read_as_a_sentence():
    facts = [StandingFact("a", Standing.COMPLETE)] * 1200 + [StandingFact("b", Standing.OFF_TRACK)]

    assert counts_sentence(by_outcome(facts)) == "1,201 actions: 1,200 complete and 1 off track."
    assert counts_sentence([]) == "No actions are recorded."


def test_a_summary_shows_the_standings_in_use_and_no_others():
    assert shown_standings([]) == ()
    facts = [StandingFact("a", Standing.WAITING), StandingFact("b", Standing.COMPLETE)]
    assert shown_standings(by_outcome(facts)) == (Standing.COMPLETE, Standing.WAITING)


def test_every_standing_has_its_word():
    assert set(STANDING_WORDS) == set(Standing)


def test_words_and_order_are_those_of_the_plan():
    theirs = [Standing(each.value) for each in labels.HEADLINES]
    sheets = [sheet(each.value, each) for each in Standing if each is not Standing.NOT_KNOWN]

    assert {each.value: words.lower() for each, words in labels.HEADLINES.items()}.items() <= {
        each.value: words for each, words in STANDING_WORDS.items()
    }.items()
    assert [each.standing for each in worst_first(sheets)] == theirs


def test_off_track_comes_first_and_the_longest_overdue_before_the_rest():
    sheets = [
        sheet("1", Standing.AT_RISK),
        sheet("2", Standing.OFF_TRACK, 10),
        sheet("3", Standing.WAITING),
        sheet("4", Standing.OFF_TRACK, 74),
        sheet("5", Standing.OFF_TRACK, 10),
    ]

    assert [each.code for each in worst_first(sheets)] == ["4", "2", "5", "1", "3"]
