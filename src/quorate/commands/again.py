"""Runs a transaction again when the database broke it off to let another through.

Two transactions that each wait for the other cannot both go on: PostgreSQL lets one go and breaks the other
off, with nothing written. SQLite has no such waiting, as its transactions come one after another.
"""

from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError, connection

DEADLOCK = "40P01"
_TRIES = 3

T = TypeVar("T")


def again(transaction: Callable[[], T]) -> T:
    """What the transaction gives, tried up to three times. Within another transaction it is tried once."""
    for left in reversed(range(_TRIES)):
        try:
            return transaction()
        except OperationalError as fault:
            if not left or connection.in_atomic_block or not _is_deadlock(fault):
                raise
    raise AssertionError("the last try gives or raises")


def _is_deadlock(fault: OperationalError) -> bool:
    return getattr(fault.__cause__, "sqlstate", "") == DEADLOCK
