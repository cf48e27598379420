"""Says politely what the database says of two of the same: the check before it can be passed by both."""

from collections.abc import Callable
from typing import TypeVar

from django.db import IntegrityError, transaction

from quorate.domain.kernel.outcomes import Refusal

WrittenT = TypeVar("WrittenT")


def unless_taken(write: Callable[[], WrittenT], refusal: Refusal) -> WrittenT | Refusal:
    """What `write` gives, or the refusal where a constraint of the database stops it.

    Two requests at once can both pass a check that reads; the constraint stops the second, which is then
    refused in the same words as if it had come later. `write` is undone by itself, so that the refusal can
    be returned like any other.
    """
    try:
        with transaction.atomic():
            return write()
    except IntegrityError:
        return refusal
