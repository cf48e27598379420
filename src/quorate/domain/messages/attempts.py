"""How often a message is tried before it is given up and shown to the coordinator."""

from datetime import timedelta

MOST_ATTEMPTS = 6
FIRST_WAIT = timedelta(minutes=1)
"""After a failure; it doubles with each: 1, 2, 4, 8 and 16 minutes, then the message is given up."""
