"""A quorum typed into a form: whatever a rule asks comes through the form unharmed."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.terms.quorum import Agencies, Count, Deputies, Named, Of, Quorum, Rounding, Share
from quorate.domain.terms.typed_quorum import QuorumFields, fields_of, quorum_typed

NAMES = st.lists(st.sampled_from(["Police", "Housing", "Health", "Probation"]), max_size=4, unique=True)
TESTS = st.one_of(
    st.builds(Count, st.integers(1, 40), st.sampled_from(Of)),
    st.builds(
        Share,
        st.integers(1, 3),
        st.integers(3, 9),
        st.sampled_from(Of),
        st.sampled_from(Rounding),
        st.booleans(),
    ),
    st.builds(Agencies, st.integers(1, 9)),
    st.builds(Named, st.integers(1, 4), NAMES.map(tuple), st.sampled_from(["the statutory partners"])),
)
RULES = st.builds(
    Quorum,
    st.lists(TESTS, min_size=1, max_size=6).map(tuple),
    st.booleans(),
    st.sampled_from(Deputies),
    st.booleans(),
    st.booleans(),
)


@given(RULES)
def test_a_rule_sent_back_unchanged_is_the_same_rule(rule):
    back = quorum_typed(fields_of(rule))

    assert sorted(map(repr, back.tests)) == sorted(map(repr, rule.tests))
    assert replace(back, tests=()) == replace(rule, tests=())


def test_a_third_but_five_at_the_least_is_two_fields():
    said = QuorumFields(members=5, members_of=Of.CORE, share="1/3", share_of=Of.CORE)

    assert quorum_typed(said).tests == (Count(5, Of.CORE), Share(1, 3, Of.CORE))


def test_more_than_half_rounds_down_only_where_that_is_said():
    assert quorum_typed(QuorumFields(share=">1/2")).tests == (Share(1, 2, more_than=True),)
    assert quorum_typed(QuorumFields(share="1/2", rounds_down=True)).tests == (
        Share(1, 2, rounding=Rounding.DOWN),
    )


def test_names_without_a_number_are_all_needed():
    assert quorum_typed(QuorumFields(named=("Police", "Health"))).tests == (Named(2, ("Police", "Health")),)


def test_fields_that_ask_for_nothing_are_no_quorum():
    assert quorum_typed(QuorumFields(deputies=Deputies.ALL)) is None
