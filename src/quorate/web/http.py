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
    """A request after the door: `visitor` is who asks in this partnership, or None on public pages."""

    visitor: Visitor | None
    moment: Moment
    user: Any

    @property
    def actor(self) -> Actor:
        """Who asks; only on pages of a partnership."""
        if self.visitor is None:
            raise AssertionError("this page has no partnership")
        return self.visitor.actor

    @property
    def asked(self) -> As:
        """Who asks and when, for a command."""
        return As(self.actor, self.moment)


def moment_now() -> Moment:
    """The clock: the instant in UTC, and today in London or as the demonstration pretends."""
    at = timezone.now()
    if settings.TODAY:
        return Moment(at, date.fromisoformat(settings.TODAY))
    return Moment(at, at.astimezone(ZoneInfo(settings.TIME_ZONE)).date())
