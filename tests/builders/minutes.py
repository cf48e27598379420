"""Minutes of the small world, reached by calling commands."""

import uuid
from datetime import date

from quorate.commands import minutes, minutes_steps
from quorate.domain.kernel.outcomes import OnBehalf
from quorate.domain.meetings.minutes import MinuteDraft, MinuteKind
from tests.builders.meetings import version_of
from tests.builders.world import TODAY, World, done

HELD_ON = date(2026, 11, 12)
"""A Thursday before today, so that its minutes can be written."""


def said(
    words: str = "Figures were looked at", kind: MinuteKind = MinuteKind.DISCUSSION, **more
) -> MinuteDraft:
    return MinuteDraft(kind, words, **more)


def a_minute(
    world: World,
    meeting: uuid.UUID,
    item: uuid.UUID | None = None,
    words: str = "Figures were looked at",
    *,
    by: str = "coordinator",
    on: date = TODAY,
    kind: MinuteKind = MinuteKind.DISCUSSION,
    quorum: str = "",
    waiver=None,
    **more,
) -> uuid.UUID:
    return done(
        minutes.write_minute(
            world.as_(by, on),
            meeting=meeting,
            item=item,
            draft=said(words, kind, **more),
            quorum=quorum,
            waiver=waiver,
        )
    )


def an_action(
    world: World, meeting: uuid.UUID, item: uuid.UUID | None = None, words="Share the list", **more
):
    more = {"owner": str(world.people["police"]), "due_on": date(2026, 12, 18), **more}
    return a_minute(world, meeting, item, words, kind=MinuteKind.ACTION, **more)


def to_chair(world: World, meeting: uuid.UUID, on: date = TODAY) -> None:
    asked = world.as_("coordinator", on)
    done(minutes_steps.send_minutes_to_chair(asked, meeting=meeting, on=on, version=version_of(meeting)))


def approved(world: World, meeting: uuid.UUID, on: date = TODAY, *, behalf: OnBehalf | None = None) -> None:
    asked = world.as_("coordinator" if behalf else "chair", on)
    version = version_of(meeting)
    done(minutes_steps.approve_minutes(asked, meeting=meeting, version=version, on_behalf=behalf))


def circulated(world: World, meeting: uuid.UUID, on: date = TODAY) -> None:
    to_chair(world, meeting, on)
    approved(world, meeting, on)
    asked = world.as_("coordinator", on)
    done(minutes_steps.circulate_minutes(asked, meeting=meeting, version=version_of(meeting)))
