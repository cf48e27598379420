"""The day somebody says that they sent a message by hand: from when it was made to today."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.messages.attempts import MOST_ATTEMPTS, wait_after
from quorate.domain.messages.by_hand import made_by, refusal_of_day_sent

MADE = datetime(2026, 12, 2, 9, tzinfo=UTC)


@given(st.dates(), st.dates(), st.dates())
def test_a_day_is_taken_from_when_it_was_made_to_today_with_both_ends(sent_on, made_on, today):
    refusal = refusal_of_day_sent(sent_on, made_on=made_on, today=today)

    assert (refusal is None) == (made_on <= sent_on <= today)
    assert refusal is None or refusal.field == "sent_on"


@given(
    st.integers(0, MOST_ATTEMPTS), st.lists(st.timedeltas(timedelta(), timedelta(1)), max_size=MOST_ATTEMPTS)
)
def test_attempts_never_put_the_day_it_was_made_before_it_was(attempts, idle):
    due_at = MADE
    for n in range(1, attempts + 1):
        tried = due_at + (idle[n - 1] if n <= len(idle) else timedelta())
        due_at = tried + wait_after(n)

    assert made_by(due_at, attempts) >= MADE
    assert made_by(MADE, 0) == MADE
