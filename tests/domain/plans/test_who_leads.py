"""Whose entry it is: by name, through an agency, and never by having nothing in common."""

import pytest

from quorate.domain.imports.lead_words import read_leads
from quorate.domain.plans.drafts import lead_line, leads_from
from quorate.domain.plans.facts import Lead
from quorate.domain.plans.leading import leads

NAMED = Lead("Ada Byron", person_id="p1")
AGENCY = Lead("Police", agency_id="a1")
WORDS = Lead("Somebody")


@pytest.mark.parametrize(
    ("of", "person", "agencies", "answer"),
    [
        ((NAMED,), "p1", frozenset(), True),
        ((NAMED,), "p2", frozenset({"a1"}), False),
        ((AGENCY,), "p2", frozenset({"a1"}), True),
        ((WORDS, AGENCY), "p2", frozenset({"a1"}), True),
        ((AGENCY,), "p2", frozenset({"a2"}), False),
        ((), "p1", frozenset({"a1"}), False),
    ],
    ids=["named", "somebody else is named", "by agency", "second lead", "another agency", "no lead"],
)
def test_somebody_leads_by_name_or_through_their_agency(of, person, agencies, answer):
    assert leads(of, person=person, agencies=agencies) is answer


def test_words_alone_are_nobodys_even_for_an_actor_without_a_person():
    assert not leads([WORDS], person="", agencies=frozenset({""}))


@pytest.mark.parametrize(
    "words", ["TBC", "tba", "TBD", "T.B.A.", "To be confirmed.", "to be agreed", "Vacant", " tbc "]
)
def test_the_form_and_an_import_agree_that_nobody_leads_yet(words: str) -> None:
    (typed,) = leads_from([words])
    (printed,) = read_leads(words).leads

    assert (typed.to_be_confirmed, printed.to_be_confirmed) == (True, True)


@pytest.mark.parametrize("words", ["Tobacco control team", "Confirmed lead", "TBCA"])
def test_words_that_only_look_unsettled_are_a_lead(words: str) -> None:
    (typed,) = leads_from([words])
    (printed,) = read_leads(words).leads

    assert (typed.to_be_confirmed, printed.to_be_confirmed) == (False, False)


@pytest.mark.parametrize("words", ["Sam Reed (to be confirmed who)", "Sam Reed  (To be confirmed who)."])
def test_that_it_is_to_be_confirmed_who_is_chosen_in_words_in_either_form(words: str) -> None:
    expected = (Lead("Sam Reed", to_be_confirmed=True),)

    assert leads_from([words]) == expected
    assert read_leads(words).leads == expected
    assert lead_line(expected[0]) == "Sam Reed (to be confirmed who)"


def test_a_lead_printed_on_two_lines_is_one_line_of_a_form_and_stays_one_lead():
    held = Lead(raw="Jo Smith\nCounty police", to_be_confirmed=True)

    assert lead_line(held) == "Jo Smith County police (to be confirmed who)"
    assert leads_from([lead_line(held)], [held]) == (held,)
