"""A sentence with a rule for each of two offices: each half is read by itself, or the other doubts it."""

import pytest

from quorate.domain.terms.clauses import ClauseKind as K
from tests.samples.terms import read_one

CHAIR_HEALTH = (K.CHAIR, "Director of Public Health", "", None)


@pytest.mark.parametrize(
    ("sentence", "read"),
    [
        (
            "The Chair will be the Director of Public Health and the Vice Chair will be elected from the "
            "voluntary sector.",
            [CHAIR_HEALTH, (K.VICE_CHAIR, "", "from the voluntary sector", None)],
        ),
        (
            "The Chair is appointed by the Council and the Vice Chair by the members.",
            [(K.CHAIR, "", "the Council", None), (K.VICE_CHAIR, "", "the members", None)],
        ),
        (
            "The Chair is appointed by the Council for two years and the Vice Chair by the members for one "
            "year.",
            [(K.CHAIR, "", "the Council", 2), (K.VICE_CHAIR, "", "the members", 1)],
        ),
        (
            "The Chair is the Director of Public Health and the Vice Chair the Superintendent.",
            [CHAIR_HEALTH, (K.VICE_CHAIR, "Superintendent", "", None)],
        ),
        (
            "The Chair is the Director of Public Health; the Vice Chair is the Superintendent.",
            [CHAIR_HEALTH, (K.VICE_CHAIR, "Superintendent", "", None)],
        ),
        (
            "The Council will appoint a Chair and the members will elect a Vice Chair.",
            [(K.CHAIR, "", "Council", None), (K.VICE_CHAIR, "", "members", None)],
        ),
        (
            "The Chair is the Director of Public Health and secretariat support is provided by the Council.",
            [CHAIR_HEALTH, (K.SECRETARY, "Council", "", None)],
        ),
        (
            "The Chair will be the Director of Public Health and will agree the agenda with the Vice Chair.",
            [CHAIR_HEALTH],
        ),
    ],
)
def test_each_office_has_what_its_own_half_says(sentence, read):
    found = read_one(sentence)

    assert [(c.kind, c.who, c.by, c.offset.n if c.offset else None) for c in found.clauses] == read
    assert {c.quote.text for c in found.clauses} == {sentence}
    assert found.not_understood == ()


def test_a_half_that_is_not_read_is_a_doubt_about_the_other():
    (clause,) = read_one("The Chair is the Head of Housing and the Vice Chair will be agreed later.").clauses

    assert (clause.kind, clause.who) == (K.CHAIR, "Head of Housing")
    assert clause.ambiguity == "The words also say “the Vice Chair will be agreed later”, which is not read."


def test_a_name_in_one_half_is_not_quoted_with_the_other():
    found = read_one("The Vice Chair is the Head of Housing and the Chair is Anna Bell.")

    assert [(c.kind, c.who) for c in found.clauses] == [(K.VICE_CHAIR, "Head of Housing"), (K.CHAIR, "")]
    assert "Bell" not in str(found.to_plain())


@pytest.mark.parametrize(
    "sentence",
    [
        "The Chair and Vice Chair will be the Cabinet Member and the Superintendent.",
        "Chair and Vice Chair: Director of Health and Superintendent",
        "Chair: Director of Health and Vice Chair: Superintendent",
    ],
)
def test_two_holders_of_two_offices_are_left_to_a_person(sentence):
    found = read_one(sentence)

    assert found.clauses == ()
    assert len(found.not_understood) == 1


def test_support_that_is_provided_by_a_team_is_no_appointment():
    (clause,) = read_one("Secretariat support is provided by the Community Safety Team.").clauses

    assert (clause.who, clause.by) == ("Community Safety Team", "")
    assert clause.reading == "The secretary is provided by Community Safety Team."
