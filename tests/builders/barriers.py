"""Barriers of entries, reached by commands."""

import uuid
from collections.abc import Callable, Mapping
from datetime import date

from quorate.commands import barriers
from quorate.commands.barriers import BarrierDraft
from quorate.records.models import BarrierRow, Group
from tests.builders.world import TODAY, World, done

SINCE = date(2026, 4, 1)


def a_barrier(
    world: World,
    entry: object,
    words: str = "No money after March",
    *,
    on: date = TODAY,
    by: str = "coordinator",
    update: uuid.UUID | None = None,
    **more,
) -> uuid.UUID:
    """An open barrier of an entry, short of money since April, that nobody owns."""
    draft = BarrierDraft(words, **{"kind": "funding", "since": SINCE, **more})
    return done(barriers.record_barrier(world.as_(by, on), entry=entry, draft=draft, update=update))


def version_of(barrier: object) -> int:
    return BarrierRow.objects.get(id=barrier).version


def escalated(
    world: World, barrier: uuid.UUID, asked: str = "Decide who pays", *, on: date = TODAY
) -> uuid.UUID:
    """The barrier with something asked of the board."""
    return done(
        barriers.escalate_barrier(
            world.as_("coordinator", on),
            barrier=barrier,
            version=version_of(barrier),
            group=world.board,
            asked=asked,
            on=on,
        )
    )


def resolved(
    world: World, barrier: uuid.UUID, how: str = "A grant came", *, on: date = TODAY, told: date | None = None
) -> uuid.UUID:
    """The barrier over on a day, recorded on that day or when it was `told`."""
    by = world.as_("coordinator", told or on)
    return done(barriers.resolve_barrier(by, barrier=barrier, version=version_of(barrier), how=how, on=on))


def barrier_things(world: World, entry: uuid.UUID) -> dict[str, object]:
    """What addresses of barriers can name."""
    return {
        "barrier": a_barrier(world, entry),
        "barrier_reopen.barrier": resolved(world, a_barrier(world, entry, "No room to meet in")),
    }


def barrier_bodies(world: World, ids: Mapping[str, object]) -> dict[str, Callable[[], Mapping[str, object]]]:
    """The forms of the addresses of barriers that write."""

    def on_barrier(route: str = "barrier", **more: object) -> Callable[[], Mapping[str, object]]:
        name = f"{route}.barrier" if route != "barrier" else route
        return lambda: {**more, "version": version_of(ids[name])}

    return {
        "barrier_add": lambda: {"words": "Nobody can be recruited", "kind": "capacity", "since": "1 6 2026"},
        "barrier_change": on_barrier(words="The grant ends in March", kind="partner", since="2 6 2026"),
        "barrier_escalate": on_barrier(
            group=Group.objects.get(partnership=world.partnership, slug="training").id,
            asked="Say who trains them",
            escalated_on="20 11 2026",
        ),
        "barrier_resolve": on_barrier(how="The council pays", resolved_on="20 11 2026"),
        "barrier_reopen": on_barrier("barrier_reopen", why="The room went again"),
    }
