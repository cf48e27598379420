"""What every request carries: who asks and when. The clock is here and nowhere below the edge."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from quorate.domain.kernel.outcomes import Refusal

LONDON = ZoneInfo("Europe/London")
"""Where every partnership is: its days begin and end there."""


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant in UTC and the local date it falls on."""

    at: datetime
    today: date


@dataclass(frozen=True, slots=True)
class Pretended:
    """A day that is today, as only the demonstration has it.

    With `since`, an instant in UTC, it was `clock` by the wall at that instant and goes on from there, to the
    day's last minute; without, it is what the clock on the wall says.
    """

    day: date
    clock: time = time.min
    since: datetime | None = None

    def by_the_wall(self, at: datetime, zone: ZoneInfo) -> time:
        """The time of day that is pretended at an instant in UTC."""
        if self.since is None:
            return at.astimezone(zone).time()
        now = datetime.combine(self.day, self.clock) + max(at - self.since, timedelta(0))
        return now.time() if now.date() == self.day else _LAST_MINUTE


_LAST_MINUTE = time(23, 59)


def moment_of(at: datetime, zone: ZoneInfo, *, pretended: Pretended | None = None) -> Moment:
    """The moment of an instant in UTC, today being the date it falls on in the zone.

    With `pretended` both clocks are set to that day, so that what is recorded then is later than what was
    built before.
    """
    if pretended is None:
        return Moment(at, local_day(at, zone))
    wall = pretended.by_the_wall(at, zone)
    return Moment(datetime.combine(pretended.day, wall, tzinfo=zone).astimezone(UTC), pretended.day)


def local_day(at: datetime, zone: ZoneInfo = LONDON) -> date:
    """The day an instant falls on where the partnership is, which in summer begins at 23:00 in UTC.

    >>> local_day(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)).isoformat()
    '2026-07-01'
    """
    return at.astimezone(zone).date()


class NotFoundError(Exception):
    """Nothing the actor may see answers to that id. Missing and not visible are the same."""


class NotAllowedError(Exception):
    """The actor's roles do not include the act. Carries the refusal `access.not_allowed`."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.sentence)
        self.refusal = refusal


class StaleError(Exception):
    """Somebody else wrote first. `current` is the version now held."""

    def __init__(self, current: int) -> None:
        super().__init__("Somebody else changed this first.")
        self.current = current


IdSource = Callable[[], uuid.UUID]
random_ids: IdSource = uuid.uuid4
