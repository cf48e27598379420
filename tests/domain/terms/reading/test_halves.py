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


@pytest.mark.parametrize(
    ("sentence", "kind", "part"),
    [
        (
            "The Chair will be the Director of Public Health and will agree the agenda with the Vice Chair.",
            *(K.CHAIR, "will agree the agenda with the Vice Chair"),
        ),
        (
            "The Chair will be the Director of Public Health and must be a councillor.",
            *(K.CHAIR, "must be a councillor"),
        ),
        (
            "The agenda is set by the Chair and papers are circulated five working days before the meeting.",
            *(K.CIRCULATION, "The agenda is set by the Chair"),
        ),
        (
            "The Board meets quarterly, and the Secretary keeps the register.",
            *(K.CADENCE, "the Secretary keeps the register"),
        ),
        (
            "The Board meets quarterly; extraordinary meetings may be called by the Chair.",
            *(K.CADENCE, "extraordinary meetings may be called by the Chair"),
        ),
        (
            "Members who cannot attend should send a deputy and must tell the Secretary.",
            *(K.SUBSTITUTION, "must tell the Secretary"),
        ),
        (
            "The terms are reviewed annually and any changes must be approved by the Cabinet.",
            *(K.REVIEW, "any changes must be approved by the Cabinet"),
        ),
        (
            "The Board reports annually to the Cabinet and the Chair signs the report.",
            *(K.REPORTING, "the Chair signs the report"),
        ),
    ],
)
def test_a_part_that_gave_nothing_is_listed_beside_the_clause(sentence, kind, part):
    found = read_one(sentence)
    (clause,) = found.clauses

    assert clause.kind is kind
    assert part not in clause.reading
    assert [one.why for one in found.not_understood] == [f"Part of it is not read: “{part}”."]
    assert found.about.approved_by == ""


def test_a_majority_that_decides_is_no_quorum():
    found = read_one("The quorum is five members and decisions are taken by majority.")

    assert found.clauses == ()
    assert len(found.not_understood) == 1


@pytest.mark.parametrize(
    ("sentence", "kind", "doubt"),
    [
        ("If agreed, the Board will meet monthly.", K.CADENCE, "only under a condition: “If agreed”"),
        ("The Board may report annually to the Cabinet.", K.REPORTING, "“May” allows it"),
        ("The Board may meet monthly.", K.CADENCE, "“May” allows it"),
    ],
)
def test_a_condition_or_a_permission_is_a_doubt(sentence, kind, doubt):
    (clause,) = read_one(sentence).clauses

    assert clause.kind is kind
    assert doubt in clause.ambiguity


def test_things_listed_before_their_verb_are_no_part_of_their_own():
    read = read_one("The agenda and papers are sent to members five clear working days before the meeting.")

    assert ([clause.kind for clause in read.clauses], read.not_understood) == ([K.CIRCULATION], ())


def test_a_member_who_cannot_attend_denies_nothing():
    read = read_one(
        "A member who cannot attend sends a deputy who is briefed and has authority to decide for the agency."
    )

    assert [clause.kind for clause in read.clauses] == [K.SUBSTITUTION], "what a deputy has, no member has"
