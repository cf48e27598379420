"""When what began on a day may end."""

from datetime import date

import pytest

from quorate.domain.membership.register import Recorded, refusal_after_attending, refusal_to_end

MARCH, APRIL, MAY = date(2026, 3, 2), date(2026, 4, 1), date(2026, 5, 1)


@pytest.mark.parametrize(
    ("ends_on", "to_on", "code"),
    [
        (None, MARCH, None),
        (None, APRIL, None),
        (MAY, APRIL, None),
        (APRIL, APRIL, "people.ends_already"),
        (APRIL, MAY, "people.ends_already"),
        (None, date(2026, 3, 1), "people.ends_before_it_starts"),
    ],
)
def test_an_end_is_on_or_after_the_first_day_and_only_ever_brought_forward(ends_on, to_on, code):
    refused = refusal_to_end(from_on=MARCH, ends_on=ends_on, to_on=to_on)

    assert (refused.code if refused else None) == code


def test_the_sentence_says_when_it_began():
    refused = refusal_to_end(from_on=APRIL, ends_on=None, to_on=MARCH, begins="They speak for it from")

    assert refused is not None
    assert refused.sentence == "They speak for it from 1 April 2026, after 2 March 2026."


@pytest.mark.parametrize(
    ("last", "code"),
    [(MARCH, "people.was_there"), (date(2026, 3, 31), "people.was_there"), (APRIL, None), (MAY, None)],
)
def test_nothing_ends_before_a_meeting_they_were_recorded_at(last, code):
    refused = refusal_after_attending([Recorded(APRIL, "Police")], last=last, field="to_on")

    assert (refused.code if refused else None) == code


def test_the_last_meeting_they_were_at_is_named_and_the_way_out_is_one_that_is_open():
    recorded = [Recorded(MAY, "Police", can_strike=False), Recorded(APRIL, "Police")]

    refused = refusal_after_attending(recorded, last=MARCH, field="left_on")

    assert refused.sentence == "They were recorded at the meeting of 1 May 2026 for Police."
    assert (refused.cure, refused.field) == ("Give a later day.", "left_on")
    assert refusal_after_attending([], last=MARCH, field="left_on") is None
