"""Which deputies count for a quorum that leaves it to the clause on deputies."""

import pytest

from quorate.domain.terms.clauses import Clause, ClauseKind
from quorate.domain.terms.deputies import settled
from quorate.domain.terms.quorum import Count, Deputies, Quorum


def quorum(deputies=Deputies.AS_SAID):
    return Clause("q", ClauseKind.QUORUM, "Five.", "", quorum=Quorum((Count(5),), deputies=deputies))


def on_deputies(**said):
    return Clause("s", ClauseKind.SUBSTITUTION, "A deputy may come.", "", **said)


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ({}, Deputies.WITH_AUTHORITY),
        ({"sends_deputy": True, "deputy_authority": True}, Deputies.WITH_AUTHORITY),
        ({"sends_deputy": False}, Deputies.NONE),
        ({"sends_deputy": True, "deputy_authority": False}, Deputies.NONE),
        ({"sends_deputy": False, "is_stated": False}, Deputies.WITH_AUTHORITY),
    ],
)
def test_a_quorum_that_is_silent_counts_deputies_as_the_stated_clause_lets_them(said, who):
    clause = on_deputies(**said)

    assert settled(quorum(), [quorum(), clause]).quorum.deputies is who
    assert settled(quorum(Deputies.ALL), [clause]).quorum.deputies is Deputies.ALL, "what it says itself"
    assert settled(quorum(), []).quorum.deputies is Deputies.WITH_AUTHORITY
