"""Whose entry it is: by name, through an agency, and never by having nothing in common."""

import pytest

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
