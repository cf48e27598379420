"""Groups beside the board in the small world: an outside body, a panel, and what runs between them."""

import uuid
from datetime import date

from quorate.commands import setting_up, structure
from quorate.commands.structure import LineSaid
from tests.builders.world import World, done

SINCE = date(2026, 4, 1)


def a_group(world: World, name: str, kind: str = "operational_group", **more) -> uuid.UUID:
    return done(setting_up.add_group(world.as_("coordinator"), name=name, kind=kind, **more))


def a_line(
    world: World,
    reports: uuid.UUID,
    to: uuid.UUID,
    what: str = "Progress",
    *,
    times: int | None = 4,
    each_meeting: bool = False,
    from_on: date = SINCE,
) -> uuid.UUID:
    said = LineSaid(what, times, each_meeting=each_meeting)
    return done(
        structure.add_line(world.as_("coordinator"), reports=reports, to=to, said=said, from_on=from_on)
    )


def structure_things(world: World) -> dict[str, object]:
    """What addresses of the structure can name."""
    outside = a_group(world, "Safe City Partnership", "outside_body")
    return {"outside": outside, "line": a_line(world, world.board, outside)}
