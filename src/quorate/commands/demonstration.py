"""Moves the demonstration on to a later day. Nothing of a partnership is written, and nothing real has it."""

from datetime import date

from django.conf import settings

from quorate.commands.files import write_over
from quorate.domain.calendar.pretending import refusal_to_move_on
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.outcomes import Refusal
from quorate.queries.pretending import MOVED_ON


def move_on(to: date, *, today: date) -> Refusal | None:
    """Let it be a later day for everybody in the demonstration, until it is moved on again.

    Refuses as `refusal_to_move_on` does. Raises NotFoundError where this is no demonstration.
    """
    if not (settings.DEMONSTRATION and settings.TODAY):
        raise NotFoundError
    if refusal := refusal_to_move_on(to, today=today):
        return refusal
    write_over(settings.DATA / MOVED_ON, to.isoformat().encode())
    return None
