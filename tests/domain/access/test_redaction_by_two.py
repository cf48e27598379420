"""Who may take words out: two officers of the two kinds, never one."""

import itertools

import pytest

from quorate.domain.access.redaction import BOTH, refusal_to_confirm, refusal_to_settle
from quorate.domain.access.roles import Role

C, G, A = Role.COORDINATOR, Role.INFORMATION_GOVERNANCE_OFFICER, Role.ANALYST


def code(proposer_roles, confirmer_roles, *, confirmer="b", is_seen=True):
    refusal = refusal_to_confirm(
        proposer="a",
        confirmer=confirmer,
        proposer_roles=proposer_roles,
        confirmer_roles=confirmer_roles,
        is_seen=is_seen,
    )
    return refusal.code if refusal else ""


@pytest.mark.parametrize(("first", "second"), [({C}, {G}), ({G}, {C}), ({C, G}, {G}), ({C, G}, {C})])
def test_the_two_officers_together_may(first, second):
    assert code(first, second) == ""


@pytest.mark.parametrize(("first", "second"), [({C}, {C}), ({G}, {G}), ({C}, {A}), (set(), {G})])
def test_two_of_a_kind_may_not(first, second):
    assert code(first, second) == "redactions.both_officers"


def test_nobody_may_alone_whatever_their_roles():
    assert code({C, G}, {C, G}, confirmer="a") == "redactions.same_person"


def test_it_is_allowed_exactly_when_two_people_hold_both_roles_between_them():
    subsets = [set(part) for n in range(4) for part in itertools.combinations((C, G, A), n)]

    for first, second in itertools.product(subsets, subsets):
        assert (code(first, second) == "") == (first | second >= BOTH)


def test_nobody_confirms_what_they_may_not_see():
    assert code({C}, {G}, is_seen=False) == "redactions.unseen"


@pytest.mark.parametrize(
    ("state", "expected"),
    [("proposed", ""), ("declined", "redactions.settled"), ("confirmed", "redactions.settled")],
)
def test_what_is_settled_stays_settled(state, expected):
    refusal = refusal_to_settle(state)

    assert (refusal.code if refusal else "") == expected
