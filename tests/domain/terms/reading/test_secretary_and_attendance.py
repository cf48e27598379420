"""Who keeps the papers, who attends, and who stands aside: read, or listed, in whatever order it is said."""

import pytest

from quorate.domain.terms.clauses import ClauseKind as K
from tests.samples.terms import read_one


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The Partnership Manager is the Secretary to the Board.", "Partnership Manager"),
        ("The Secretary to the Board is the Partnership Manager.", "Partnership Manager"),
        (
            "The Partnership Manager shall act as Secretary of the Board and keep a log.",
            "Partnership Manager",
        ),
        ("The Head of Service, Housing, acts as Secretary to the Board.", "Head of Service, Housing"),
        ("Secretary\n\nThe Abuse Manager acts as Secretary to the Board", "Abuse Manager"),
        ("Secretariat\n\nThe Abuse Manager serves as secretary to all meetings", "Abuse Manager"),
    ],
)
def test_the_secretary_is_read_before_or_behind_the_office(text, who):
    (clause,) = read_one(text).clauses

    assert (clause.kind, clause.who, clause.ambiguity) == (K.SECRETARY, who, "")
    assert clause.reading == f"The secretary is {who}."


def test_the_secretary_of_another_group_is_not_this_ones():
    (clause,) = read_one("The Abuse Manager is the Secretary to the Operational Group.").clauses

    assert (clause.kind, clause.is_other_body) == (K.SECRETARY, True)


@pytest.mark.parametrize(
    "text",
    [
        "Secretary\n\nThe Abuse Manager provides the service",
        "Secretariat\n\nThe Council takes care of it",
        "The Vice Chair is the Secretary to the Board.",
    ],
)
def test_a_sentence_is_no_name_of_an_office_and_is_listed(text):
    found = read_one(text)

    assert [clause for clause in found.clauses if clause.is_stated] == []
    assert [one.text for one in found.not_understood] == [text.split("\n")[-1]]


@pytest.mark.parametrize(
    "sentence",
    [
        "Members bidding for a service take no part in its procurement.",
        "Members who bid for a service take no part in its award.",
        "A member who tenders for a contract takes no part in the discussion.",
        "A member with an interest leaves the meeting.",
        "Observers have no vote.",
        "In the absence of the Chair, the Head of Service, Housing, presides.",
        "If the Chair is away, the Head of Service takes the chair.",
        "The Domestic Abuse Operational Group reports to each meeting of the Board on progress of the plan.",
    ],
)
def test_a_rule_in_the_present_tense_is_listed(sentence):
    found = read_one(sentence)

    assert found.clauses == ()
    assert [one.text for one in found.not_understood] == [sentence]


@pytest.mark.parametrize("before", ["", "Members: Police; Housing\n\n"])
@pytest.mark.parametrize("label", ["In attendance", "Also in attendance", "Observers", "By invitation"])
def test_whoever_is_in_attendance_has_an_advisory_seat(before, label):
    found = read_one(f"{before}{label}: Partnership Coordinator; Democratic Services Officer.")

    assert [(s.role, s.seat_class) for s in found.seats][-2:] == [
        ("Partnership Coordinator", "advisory"),
        ("Democratic Services Officer", "advisory"),
    ]
