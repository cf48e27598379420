"""Codes, titles, leads, updates and headings, one rule at a time."""

import doctest

import pytest

from quorate.domain.imports import codes, drafts, finish, lead_words, source, target_words
from quorate.domain.imports.codes import qualified, split_code, split_title
from quorate.domain.imports.columns import read_header, role_of
from quorate.domain.imports.lead_words import people_by_initials, read_leads
from quorate.domain.imports.narrative import is_only_a_request, split_narrative, status_in
from quorate.domain.imports.vocabulary import Role
from quorate.domain.plans.facts import Status
from tests.samples.files import source_of


@pytest.mark.parametrize(
    "module", [codes, drafts, finish, lead_words, source, target_words], ids=lambda m: m.__name__
)
def test_the_examples_in_the_docstrings_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12.Return on money", "12"),
        ("1. Title – text", "1"),
        ("3.2 Train staff", "3.2"),
        ("a) Fund it", "a"),
        ("(iv) Fund it", "iv"),
        ("2b Fund it", "2b"),
        ("Recommendation 7: Fund it", "7"),
        ("A12: Fund it", "A12"),
        ("6 homes for families", ""),
        ("2x screening posts", ""),
        ("10.5% of calls", ""),
        ("1.5 posts", ""),
        ("2020: the year of reports", ""),
        ("KS3 pupils", ""),
    ],
)
def test_a_code_is_told_from_a_number_that_is_part_of_the_words(text: str, code: str) -> None:
    assert split_code(text)[0] == code


def test_a_title_is_what_stands_before_a_dash_and_a_capital() -> None:
    assert split_title("Press – Ask the paper") == "Press"
    assert split_title("Clear pathway – maximise resources") == ""
    assert split_title("Review (2020 – The year) of posts") == ""


def test_only_letters_take_a_parents_number_and_no_other_code() -> None:
    assert (qualified("b", "3"), qualified("3b", "3"), qualified("4", "3")) == ("3b", "3b", "4")
    assert (qualified("ii", "3b"), qualified("b", "P")) == ("ii", "b")


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Progress against target date", Role.TARGET),
        ("Update on progress against the inquiry's recommendations March 2020", Role.PROGRESS),
        ("Progress / Barriers", Role.PROGRESS),
        ("BRAG", Role.STATUS),
        ("Lead Officer(s)", Role.LEAD),
        ("By When?", Role.TARGET),
        ("What will we do", Role.ACTION),
        ("How will we know?", Role.MEASURE),
        ("Ref.", Role.CODE),
        ("Why is this important?", None),
        ("Budget", None),
    ],
)
def test_a_heading_says_what_its_column_holds(heading: str, role: Role | None) -> None:
    assert role_of(heading) is role


def test_an_outcome_beside_a_level_is_not_a_level() -> None:
    beside, above = source_of([["Action", "Outcome"], ["Outcome", "Action"]]).tables[0].rows

    assert [level.role for level in read_header(beside).levels] == [Role.ACTION]  # type: ignore[union-attr]
    assert [level.role for level in read_header(above).levels] == [Role.OUTCOME, Role.ACTION]  # type: ignore[union-attr]


@pytest.mark.parametrize("words", ["TBC", "tbc", "T.B.C.", "To be confirmed", "vacant"])
def test_a_lead_still_to_come_is_known_in_any_wording(words: str) -> None:
    (lead,) = read_leads(words).leads

    assert lead.to_be_confirmed


def test_two_words_alone_may_be_a_person_or_a_charity() -> None:
    read = read_leads("Amber Gate")

    assert (read.leads[0].person, read.leads[0].agency) == ("", "")
    assert [(asked.code, asked.sentence, asked.about) for asked in read.questions] == [
        ("lead_person_or_agency", "Is “Amber Gate” a person or an agency?", "Amber Gate")
    ]


def test_a_name_is_a_persons_when_its_initials_lead_elsewhere() -> None:
    people = people_by_initials(["Amber Gate", "AG", "Tall Oak"])

    assert people == {"AG": "Amber Gate"}
    assert read_leads("Amber Gate", people=people).leads[0].person == "Amber Gate"


def test_initials_that_two_names_share_belong_to_nobody() -> None:
    assert people_by_initials(["Amber Gate", "Ann Green", "AG"]) == {}


@pytest.mark.parametrize(
    ("progress", "status"),
    [
        ("Completed", Status.COMPLETE),
        ("Grant found.\nCompleted", Status.COMPLETE),
        ("Content written Completed", Status.COMPLETE),
        ("Scoping completed by the analyst", None),
        ("Not completed", None),
        ("90% Complete", None),
        ("To be completed", None),
        ("Review nearly completed", None),
    ],
)
def test_completed_counts_only_where_it_ends_the_line(progress: str, status: Status | None) -> None:
    assert status_in(progress) is status


def test_a_label_with_a_dash_counts_only_at_the_start() -> None:
    parts, role = split_narrative("Barrier – The risk - as ever - is money", role=Role.PROGRESS)

    assert [part.role for part in parts] == [None, Role.BARRIER]
    assert role is Role.BARRIER


def test_words_that_only_ask_for_an_update_are_no_update() -> None:
    assert is_only_a_request("Update requested for the May board")
    assert not is_only_a_request("Update: grant found")


@pytest.mark.parametrize(
    ("words", "is_person"),
    [
        ("Anne-Marie O'Neill", True),
        ("MacKenzie Brown", True),
        ("D’Arcy Jones", False),
        ("Jean-luc Moreau", True),
        (f"A{'a' * 60} 1", False),
        (f"Police-Commissioner-{'representative' * 5};", False),
    ],
)
def test_a_very_long_word_among_the_leads_is_read_at_once(words, is_person):
    asked = [question.code for question in read_leads(words).questions]

    assert ("lead_person_or_agency" in asked) is is_person
