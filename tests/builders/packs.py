"""Packs made and issued as the work loop and a coordinator do it."""

import uuid

from quorate.commands import packs
from quorate.records.models import Pack
from quorate.work.loop import run_once
from tests.builders.world import World, done, moment


def issued(world: World, meeting: uuid.UUID, **asked) -> uuid.UUID:
    """A pack asked for, made and issued by the coordinator: the whole as PDF unless said otherwise."""
    id = done(
        packs.ask_for_pack(
            world.as_("coordinator"), meeting=meeting, **{"kind": "pack", "format": "pdf"} | asked
        )
    )
    run_once(moment())
    version = Pack.objects.get(id=id).version
    return done(packs.issue_pack(world.as_("coordinator"), meeting=meeting, pack=id, version=version))
