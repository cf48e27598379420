"""The work loop's clock."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from quorate.domain.kernel.asking import Moment, moment_of
from quorate.queries.pretending import pretended


def moment_now() -> Moment:
    """The instant in UTC, and today in London or as the demonstration pretends."""
    return moment_of(timezone.now(), ZoneInfo(settings.TIME_ZONE), pretended=pretended())


def printed(moment: Moment) -> datetime:
    """The instant a document says it was made: on the day that is today, however that day was come by."""
    return datetime.combine(moment.today, moment.at.timetz()).replace(microsecond=0)
