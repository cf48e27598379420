"""How long a message that was not taken waits, and when it is given up."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.messages.attempts import (
    LONGEST_WAIT,
    MOST_ATTEMPTS,
    MOST_OF_A_CODE,
    is_given_up,
    wait_after,
)


def test_a_server_that_is_away_for_a_day_still_takes_what_waited():
    waited = sum((wait_after(n) for n in range(1, MOST_ATTEMPTS)), timedelta())

    assert timedelta(days=1) < waited < timedelta(days=2)


def test_a_code_is_given_up_within_half_an_hour_of_waiting():
    waited = sum((wait_after(n) for n in range(1, MOST_OF_A_CODE)), timedelta())

    assert is_given_up(MOST_OF_A_CODE, is_code=True)
    assert not is_given_up(MOST_OF_A_CODE, is_code=False)
    assert waited <= timedelta(minutes=31)


@given(st.integers(0, 10_000))
def test_each_wait_is_as_long_as_the_last_or_longer_and_never_over_a_day(attempts):
    assert timedelta() < wait_after(attempts) <= wait_after(attempts + 1) <= LONGEST_WAIT
