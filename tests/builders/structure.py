"""Groups beside the board in the small world: an outside body, a panel, and what runs between them."""

import uuid
from datetime import date

from quorate.commands import setting_up, structure
from quorate.commands.structure import Asked, LineSaid
from tests.builders.world import World, done

SINCE = date(2026, 4, 1)
PURPOSE = {"question": "Who is not reached?", "ends_on": date(2026, 12, 31)}
"""What a task and finish group is to answer, and by when."""


def a_group(world: World, name: str, kind: str = "operational_group", **more) -> uuid.UUID:
    purpose = PURPOSE if kind == "task_and_finish_group" else {}
    return done(setting_up.add_group(world.as_("coordinator"), name=name, kind=kind, **{**purpose, **more}))


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


def a_question(world: World, *, by: str = "coordinator", words: str = "How long do callers wait?", **more):
    """A question the board put to the police a week ago, wanted by next week, unless said otherwise."""
    to = {} if "to_group" in more else {"to_agency": world.agencies["police"]}
    said = Asked(**{"words": words, "by_group": world.board, "due_on": date(2026, 11, 30), **to, **more})
    return done(structure.ask_question(world.as_(by), said=said, asked_on=date(2026, 11, 16)))


def structure_things(world: World) -> dict[str, object]:
    """What addresses of the structure can name."""
    outside = a_group(world, "Safe City Partnership", "outside_body")
    return {
        "outside": outside,
        "line": a_line(world, world.board, outside),
        "question": a_question(world, words="How many wait longer than a week?"),
    }
