"""What the words say is not so is never read as if it were."""

import pytest

from quorate.domain.terms.clauses import ClauseKind as K
from tests.samples.terms import read_one


@pytest.mark.parametrize(
    "sentence",
    [
        "The Board has no decision-making powers and is advisory only.",
        "Members do not have authority to commit their agency's resources.",
        "The Chair has authority to make decisions between meetings.",
        "The Chair, with the authority of the Board, may make decisions between meetings for members.",
        "No member may commit the agency's resources.",
        "The Board will no longer report quarterly to Cabinet.",
        "The Board does not report to the Safeguarding Board annually.",
        "The Board will never report annually to the Cabinet.",
        "Neither the Board nor the Chair reports annually to the Cabinet.",
        "The Board will not, if asked, report annually to the Cabinet.",
        "The Board has ceased to report quarterly to Cabinet.",
        "The Board rarely meets monthly.",
        "The proposal that the Board meets monthly was rejected.",
        "The Board is exempt from reporting annually to the Cabinet.",
        "The Board used to report quarterly to Cabinet.",
        "The Board shall not meet more than four times a year.",
        "The Board shall meet not more than four times a year.",
        "The terms will not be reviewed annually.",
        "Information is not treated as confidential.",
        "Finance will not be a standing item.",
        "The Chair is not appointed by the Council.",
        "The Chair shall not be the Director of Public Health.",
    ],
)
def test_a_rule_that_the_words_deny_is_listed_and_not_read(sentence):
    found = read_one(sentence)

    assert found.clauses == ()
    assert [one.text for one in found.not_understood] == [sentence]


@pytest.mark.parametrize(
    ("sentence", "kind", "doubt"),
    [
        (
            "Minutes will be circulated within ten working days of the meeting and will not be published.",
            *(K.MINUTES_TO_MEMBERS, "“and will not be published”"),
        ),
        (
            "Papers will be circulated five working days before the meeting and will not be sent by post.",
            *(K.CIRCULATION, "“and will not be sent by post”"),
        ),
        (
            "Information is treated as confidential and must not be shared.",
            K.CONFIDENTIALITY,
            "not be shared",
        ),
        (
            "Members must sign a confidentiality agreement if they have not done so.",
            *(K.CONFIDENTIALITY, "“if they have not done so”"),
        ),
        (
            "The Chair will be the Director of Public Health and the Vice Chair will not be a councillor.",
            *(K.CHAIR, "“and the Vice Chair will not be a councillor”"),
        ),
    ],
)
def test_what_is_denied_beside_a_rule_is_a_doubt_about_it(sentence, kind, doubt):
    (clause,) = read_one(sentence).clauses

    assert clause.kind is kind
    assert doubt in clause.ambiguity


@pytest.mark.parametrize(
    ("sentence", "reading"),
    [
        ("The Board shall not meet less than four times a year.", "At least 4 times a year."),
        ("The Board meets no less frequently than quarterly.", "At least 4 times a year."),
        ("Meetings should not last more than two hours.", "At most 120 minutes."),
        ("Meetings will not normally exceed two hours.", "At most 120 minutes."),
        (
            "Members are able to make decisions for their agency without further referral.",
            "Each member may decide for the agency without asking anybody above.",
        ),
    ],
)
def test_a_limit_is_no_denial(sentence, reading):
    (clause,) = read_one(sentence).clauses

    assert (clause.reading, clause.ambiguity) == (reading, "")


@pytest.mark.parametrize(
    "sentence",
    [
        "Deputies may attend but may not take decisions.",
        "Deputies may not vote.",
        "Deputies attend for members and cannot make decisions for the agency.",
    ],
)
def test_a_deputy_who_may_not_decide_has_no_authority(sentence):
    found = read_one(sentence)
    (clause,) = found.clauses

    assert (clause.kind, clause.sends_deputy, clause.deputy_authority) == (K.SUBSTITUTION, True, False)
    assert (clause.reading.endswith("The deputy does not decide."), clause.ambiguity) == (True, "")
    assert found.not_understood == ()


@pytest.mark.parametrize("sentence", ["Members may not send deputies.", "Deputies will not be accepted."])
def test_that_nobody_stands_in_is_read_where_nothing_more_is_said(sentence):
    (clause,) = read_one(sentence).clauses

    assert (clause.kind, clause.sends_deputy) == (K.SUBSTITUTION, False)


@pytest.mark.parametrize(
    "sentence",
    [
        "No deputy may vote.",
        "Deputies may not chair meetings.",
        "Deputies may attend but may not chair meetings.",
        "Members should not send a deputy without authority.",
        "Members may not send a deputy to more than two meetings.",
        "Deputies may not attend without the agreement of the Board.",
    ],
)
def test_what_else_is_denied_of_deputies_is_listed(sentence):
    found = read_one(sentence)

    assert found.clauses == ()
    assert [one.text for one in found.not_understood] == [sentence]


def test_a_second_thing_denied_of_deputies_is_a_doubt():
    (clause,) = read_one(
        "Members who cannot attend should send a deputy, who may not vote and may not chair."
    ).clauses

    assert clause.deputy_authority is False
    assert clause.ambiguity == "The words also say “and may not chair”, which is not read."


@pytest.mark.parametrize(
    ("label", "answer"),
    [
        ("Chair", "Not the Director of Public Health"),
        ("Chair", "Head of Housing, not the Director"),
        ("Reports to", "none"),
        ("Deputies", "none"),
        ("Frequency", "not more than quarterly"),
    ],
)
def test_an_answer_that_denies_is_listed(label, answer):
    found = read_one(f"{label}: {answer}")

    assert found.clauses == ()
    assert [one.text for one in found.not_understood] == [answer]
