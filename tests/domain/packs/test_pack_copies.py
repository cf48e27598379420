"""When a numbered copy may go out and come back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.access.audience import Audience
from quorate.domain.packs.copies import (
    MOST_COPIES,
    PackFacts,
    out_said,
    refusal_to_hand_out,
    refusal_to_number,
    refusal_to_take_back,
)

NUMBERS = st.integers(-3, MOST_COPIES + 3)


@pytest.mark.parametrize(
    ("pack", "code"),
    [
        (PackFacts(Audience.RESTRICTED, is_issued=True), ""),
        (PackFacts(Audience.CORE, is_issued=True), "copies.not_restricted"),
        (PackFacts(Audience.RESTRICTED, is_issued=False), "copies.not_issued"),
        (PackFacts(Audience.RESTRICTED, is_issued=True, redacted_on=date(2027, 1, 4)), "packs.redacted"),
    ],
)
def test_only_an_issued_restricted_pack_is_handed_out_in_numbered_copies(pack, code):
    refusal = refusal_to_number(pack)

    assert (refusal.code if refusal else "") == code


@given(number=NUMBERS, used=st.frozensets(NUMBERS), held=st.sampled_from([0, 4]), may_read=st.booleans())
def test_a_copy_goes_out_only_under_a_fresh_number_to_a_reader_who_has_none(number, used, held, may_read):
    refusal = refusal_to_hand_out(number, used=used, held=held, may_read=may_read)

    is_fresh = 1 <= number <= MOST_COPIES and number not in used
    assert (refusal is None) == (is_fresh and may_read and not held)


def test_that_somebody_may_not_read_it_is_said_before_what_copy_they_have():
    refusal = refusal_to_hand_out(1, used=frozenset(), held=2, may_read=False)

    assert refusal is not None
    assert refusal.code == "copies.may_not_read"


def test_a_copy_comes_back_once():
    assert refusal_to_take_back(None) is None
    assert refusal_to_take_back(date(2027, 1, 15)).sentence == "That copy came back on 15 January 2027."


@pytest.mark.parametrize(
    ("out", "is_over", "said"),
    [
        (0, True, "No copy is out."),
        (1, False, "1 copy is out."),
        (1, True, "1 copy is still out."),
        (3, True, "3 copies are still out."),
    ],
)
def test_what_is_out_after_the_meeting_is_said_to_be_still_out(out, is_over, said):
    assert out_said(out, is_over=is_over) == said
