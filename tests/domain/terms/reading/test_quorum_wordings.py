"""Quorum clauses as councils write them: the tests each sets, or none where a word was not understood."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.terms.clauses import ClauseKind, TermsVersion
from quorate.domain.terms.deputies import quorum_clause, settled
from quorate.domain.terms.from_document import draft_read
from quorate.domain.terms.quorum import (
    Agencies,
    Count,
    Deputies,
    Named,
    Of,
    Quorum,
    Rounding,
    Share,
    from_plain,
    to_plain,
)
from tests.samples.terms import read_one

MORE_THAN_HALF = Share(1, 2, more_than=True)
READ = [
    ("Quorum: Six members comprising at least 4 agencies.", (Count(6), Agencies(4))),
    ("Quorum: Three", (Count(3),)),
    ("A quorum shall be a quarter of the membership (rounded down).", (Share(1, 4, rounding=Rounding.DOWN),)),
    ("The Board requires a minimum of five members to be quorate.", (Count(5),)),
    (
        "One third of the membership, including at least two of the three statutory partners, "
        "shall constitute a quorum.",
        (Share(1, 3), Named(2, called="statutory partners", among=3)),
    ),
    ("Quorum – 5 (five) members", (Count(5),)),
    ("Quorum: a quarter of the membership", (Share(1, 4),)),
    ("Quorum: at least half of the core members", (Share(1, 2, of=Of.CORE),)),
    ("Quorum: one-third, with a minimum of five", (Share(1, 3), Count(5))),
    (
        "Quorum: at least two of the three statutory partners",
        (Named(2, called="statutory partners", among=3),),
    ),
    ("Quorum: at least three of the four commissioners", (Named(3, called="commissioners", among=4),)),
    (
        "The quorum shall be not less than three members, including the chair or vice-chair.",
        (Count(3), Named(1, ("chair", "vice-chair"))),
    ),
    ("A quorum is 50% of members plus one.", (MORE_THAN_HALF,)),
    ("The quorum shall be 50% + 1 of members.", (MORE_THAN_HALF,)),
    ("Quorum: 50%+1 of the membership", (MORE_THAN_HALF,)),
    ("The quorum will be half of the membership plus one.", (MORE_THAN_HALF,)),
    ("The quorum will be 4 members representing 3 different organisations.", (Count(4), Agencies(3))),
    ("A meeting is quorate when at least five members are present.", (Count(5),)),
    (
        "The meeting will be quorate if representatives from at least four agencies are present.",
        (Agencies(4),),
    ),
    (
        "A minimum of 6 core members, from at least 3 agencies, must be present for decisions to be taken.",
        (Count(6, of=Of.CORE), Agencies(3)),
    ),
    (
        "Meetings will be quorate with a minimum of 5 members from different organisations.",
        (Count(5), Agencies(5)),
    ),
    (
        "The quorum is one third of the voting members and must include the Chair or Vice Chair.",
        (Share(1, 3, of=Of.CORE), Named(1, ("chair", "vice chair"))),
    ),
    ("The quorum shall be a majority of members.", (MORE_THAN_HALF,)),
    (
        "More than half of voting members must be present for the meeting to be quorate.",
        (Share(1, 2, of=Of.CORE, more_than=True),),
    ),
    (
        "The quorum shall be a quarter of the membership or five, whichever is the greater.",
        (Share(1, 4), Count(5)),
    ),
    ("The quorum is 40% of voting members.", (Share(2, 5, of=Of.CORE),)),
    (
        "Quorum: 5 members including at least one from the police and one from health",
        (Count(5), Named(2, ("police", "health"))),
    ),
    ("Quorum: three statutory partners (Council, Police and ICB)", (Named(3, ("Council", "Police", "ICB")),)),
    (
        "The quorum is five members and two statutory partners (Council, Police or ICB).",
        (Count(5), Named(2, ("Council", "Police", "ICB"))),
    ),
    (
        "The quorum is six members representing at least four organisations, one of which must be the"
        " Council.",
        (Count(6), Agencies(4), Named(1, ("Council",))),
    ),
    ("The quorum is one quarter of the whole number of members.", (Share(1, 4),)),
    (
        "For the Board to be quorate, representatives from the local authority, police and health must"
        " be present.",
        (Named(3, ("local authority", "police", "health")),),
    ),
]


@pytest.mark.parametrize(("sentence", "tests"), READ)
def test_a_quorum_is_read_as_the_tests_it_sets(sentence, tests):
    clauses = read_one(sentence).clauses

    assert [c.kind for c in clauses] == [ClauseKind.QUORUM]
    assert clauses[0].quorum.tests == tests


@pytest.mark.parametrize(
    "sentence",
    [
        "The quorum is five or a third of members, whichever is the lower.",
        "The quorum is at least one member from each statutory agency.",
        "The quorum is five members or four purple members.",
        "The quorum is 33% of members.",
        "The quorum is up to five members.",
        "The quorum is five members, or three in an emergency.",
    ],
)
def test_one_word_that_is_not_understood_leaves_the_whole_quorum_to_a_person(sentence):
    found = read_one(sentence)

    assert found.clauses == ()
    assert [unread.text for unread in found.not_understood] == [sentence]
    assert "quorum" in found.missing


def test_deputies_and_advisory_members_are_counted_as_the_words_say():
    deputies = read_one(
        "A quorum will consist of at least five core members or their deputies, of which one must be"
        " the Chair."
    ).clauses[0]
    plain = read_one("Quorum: five members (excluding advisory members)").clauses[0]

    assert deputies.quorum.deputies is Deputies.ALL
    assert plain.quorum.deputies is Deputies.AS_SAID, "silent: the clause on deputies says it"
    assert not plain.quorum.advisory_count


def test_two_sentences_about_the_quorum_are_one_rule():
    clauses = read_one("Quorum: Five members. At least one of them must be the Chair or Vice Chair.").clauses

    assert clauses[0].quorum.tests == (Count(5), Named(1, ("chair", "vice chair")))
    assert clauses[0].quote.text == "Five members. At least one of them must be the Chair or Vice Chair."


FIVE = "The quorum is five members from three agencies. "


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Deputies do not count.", {"deputies": Deputies.NONE}),
        ("Substitutes will not be counted towards the quorum.", {"deputies": Deputies.NONE}),
        ("Named deputies count.", {"deputies": Deputies.ALL}),
        ("Deputies with delegated authority will count.", {"deputies": Deputies.WITH_AUTHORITY}),
        ("Members joining online do not count.", {"online_counts": False}),
        ("Those attending by phone or video are not regarded as present.", {"online_counts": False}),
        ("Members joining remotely will be counted as present.", {"online_counts": True}),
        ("Each council directorate counts as a separate agency.", {"directorates_are_one": False}),
        ("Directorates of the Council are one agency.", {"directorates_are_one": True}),
        ("Advisory members count.", {"advisory_count": True}),
    ],
)
def test_who_counts_may_stand_in_a_sentence_of_its_own(sentence, said):
    for text in (
        FIVE + sentence,
        f"Quorum: Five members from three agencies. {sentence}",
        FIVE + "\n\n" + sentence,
    ):
        found = read_one(text)
        (clause,) = found.clauses

        assert clause.quorum.tests == (Count(5), Agencies(3))
        assert {name: getattr(clause.quorum, name) for name in said} == said
        assert sentence in " ".join(quote.text for quote in (clause.quote, *clause.also))
        assert found.not_understood == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "Adults’ and children’s services are different directorates.",
        "Deputies count only where they have been named in writing.",
        "Those who join remotely count if their camera is on.",
        "Members attending by telephone shall not be counted.",
    ],
)
def test_what_may_bear_on_the_quorum_and_is_not_understood_is_a_doubt_about_it(sentence):
    found = read_one(FIVE + sentence)
    (clause,) = found.clauses

    assert sentence in clause.ambiguity
    assert [unread.text for unread in found.not_understood] == [sentence]


def test_who_counts_without_a_quorum_is_left_to_a_person():
    found = read_one("Members joining online do not count.")

    assert found.clauses == ()
    assert [unread.text for unread in found.not_understood] == ["Members joining online do not count."]


@pytest.mark.parametrize(
    ("sentence", "deputies"),
    [
        ("Substitutes are not permitted.", Deputies.NONE),
        ("Deputies may attend but will not have voting rights.", Deputies.NONE),
        ("Members who cannot attend should send a deputy, who is briefed.", Deputies.WITH_AUTHORITY),
        ("", Deputies.WITH_AUTHORITY),
    ],
)
def test_a_quorum_silent_on_deputies_counts_them_as_the_clause_on_deputies_says(sentence, deputies):
    clauses = draft_read(read_one(f"{FIVE}{sentence}"), new_id=lambda: "1").clauses
    terms = TermsVersion("1", "Terms", date(2026, 4, 1), clauses)

    assert quorum_clause(terms).quorum.deputies is deputies
    assert quorum_clause(None) is None


def test_a_quorum_that_speaks_of_deputies_is_not_settled_by_another_clause():
    clauses = draft_read(
        read_one("The quorum is five members or their deputies. Substitutes are not permitted."), lambda: "1"
    ).clauses

    assert [settled(c, clauses).quorum.deputies for c in clauses if c.quorum] == [Deputies.ALL]


@pytest.mark.parametrize(
    "sentence", ["No quorum is required.", "Quorum: none", "The Board does not have a quorum."]
)
def test_terms_that_say_there_is_no_quorum_state_none(sentence):
    found = read_one(sentence)

    assert [(c.kind, c.is_stated, c.quorum) for c in found.clauses] == [(ClauseKind.QUORUM, False, None)]
    assert "quorum" not in found.missing


SHARES = st.tuples(st.integers(1, 100), st.integers(1, 100)).map(sorted)
TESTS = st.one_of(
    st.builds(Count, st.integers(1, 99), st.sampled_from(Of)),
    st.builds(
        lambda share, of, rounding, more: Share(*share, of=of, rounding=rounding, more_than=more),
        SHARES,
        st.sampled_from(Of),
        st.sampled_from(Rounding),
        st.booleans(),
    ),
    st.builds(Agencies, st.integers(1, 99)),
    st.builds(
        Named,
        st.integers(1, 9),
        st.lists(st.text(), max_size=3).map(tuple),
        st.text(),
        st.none() | st.integers(1, 9),
    ),
)
RULES = st.builds(
    Quorum,
    st.lists(TESTS, max_size=4).map(tuple),
    st.booleans(),
    st.sampled_from(Deputies),
    st.booleans(),
    st.booleans(),
)


@given(RULES)
def test_a_rule_comes_back_from_json_as_it_went(rule):
    assert from_plain(json.loads(json.dumps(to_plain(rule)))) == rule


def test_plain_data_of_no_known_test_is_refused():
    plain = to_plain(Quorum((Count(1),)))
    plain["tests"][0]["test"] = "guess"

    with pytest.raises(ValueError, match="no test of a quorum called 'guess'"):
        from_plain(plain)
