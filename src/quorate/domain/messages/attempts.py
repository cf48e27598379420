"""How often a message is tried before it is given up and shown to the coordinator.

A mail server that is away for a night takes what waited in the morning. A code for signing in has run out by
then, and is given up within half an hour.
"""

from datetime import timedelta

MOST_ATTEMPTS = 12
MOST_OF_A_CODE = 6
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(days=1)


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts that failed: twice as long each time, and never over a day.

    A message waits 1, 2, 4 minutes and on, up to 17 hours, and is given up 34 hours after the first try.

    >>> wait_after(1), wait_after(6), wait_after(11)
    (datetime.timedelta(seconds=60), datetime.timedelta(seconds=1920), datetime.timedelta(seconds=61440))
    """
    times = 1 << min(max(0, attempts - 1), MOST_ATTEMPTS)
    return min(FIRST_WAIT * times, LONGEST_WAIT)


def is_given_up(attempts: int, *, is_code: bool) -> bool:
    """Whether a message is tried no more after so many attempts that failed."""
    return attempts >= (MOST_OF_A_CODE if is_code else MOST_ATTEMPTS)
