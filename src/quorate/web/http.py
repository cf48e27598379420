"""What a view is given: a request that knows who asks and when."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from quorate.commands.runner import As
from quorate.domain.access.actor import Actor
from quorate.domain.kernel.asking import Moment
from quorate.queries.access import Visitor


class Request(HttpRequest):
    """A request after the door, which sets these; all but `moment` only on a partnership's pages."""

    visitor: Visitor | None
    moment: Moment
    actor: Actor
    asked: As
    user: Any


def moment_now() -> Moment:
    """The clock: the instant in UTC, and today in London or as the demonstration pretends."""
    at = timezone.now()
    if settings.TODAY:
        return Moment(at, date.fromisoformat(settings.TODAY))
    return Moment(at, at.astimezone(ZoneInfo(settings.TIME_ZONE)).date())
