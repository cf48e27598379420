"""What a view is given: a request that knows who asks and when."""

from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from quorate.commands.runner import As
from quorate.domain.access.actor import Actor
from quorate.domain.kernel.asking import Moment, moment_of
from quorate.queries.access import Visitor
from quorate.queries.pretending import pretended


class Request(HttpRequest):
    """A request after the door, which sets these; all but `moment` only on a partnership's pages."""

    visitor: Visitor | None
    moment: Moment
    actor: Actor
    asked: As
    user: Any


def moment_now() -> Moment:
    """The clock: the instant in UTC, and today in London or as the demonstration pretends."""
    return moment_of(timezone.now(), ZoneInfo(settings.TIME_ZONE), pretended=pretended())
