"""Moves the demonstration on to a later day. Nothing of a partnership is written, and nothing real has it."""

from datetime import date, datetime, time

from django.conf import settings

from quorate.commands.files import write_over
from quorate.domain.calendar.pretending import refusal_to_move_on
from quorate.domain.kernel.asking import LONDON, Moment, NotFoundError
from quorate.domain.kernel.outcomes import Refusal
from quorate.queries.pretending import MOVED_ON


def move_on(to: date, at: time | None, *, now: Moment, really: datetime) -> Refusal | None:
    """Let it be a later day for everybody in the demonstration, until it is moved on again.

    With `at` it is that time there now, and goes on from it; `really` is the instant by the real clock.
    Refuses as `refusal_to_move_on` does. Raises NotFoundError where this is no demonstration.
    """
    if not (settings.DEMONSTRATION and settings.TODAY):
        raise NotFoundError
    if refusal := refusal_to_move_on(to, at, today=now.today, clock=now.at.astimezone(LONDON).time()):
        return refusal
    kept = [to.isoformat(), *([at.isoformat("minutes"), really.isoformat()] if at else [])]
    write_over(settings.DATA / MOVED_ON, " ".join(kept).encode())
    return None
