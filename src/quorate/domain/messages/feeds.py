"""The private address a calendar reads. Who knows it reads the calendar, so it says little and can end."""

import hashlib
from datetime import date

LOOKS_BACK = 365
"""Days: meetings of the past year stay in a calendar, so that it can be asked what was when."""


def digest_of(token: str) -> str:
    """What is kept of an address's random part: enough to know it again, not enough to say it."""
    return hashlib.sha256(token.encode()).hexdigest()


def since(today: date) -> date:
    """The first day whose meetings the calendar holds."""
    return date.fromordinal(today.toordinal() - LOOKS_BACK)
