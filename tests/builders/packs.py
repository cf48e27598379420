"""Packs made and issued as the work loop and a coordinator do it."""

import uuid

from quorate.commands import copies, packs
from quorate.commands.runner import As, Outcome
from quorate.domain.access.audience import Audience
from quorate.queries import access
from quorate.records.models import NumberedCopy, Pack
from quorate.work.loop import run_once
from tests.builders.meetings import PDF
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


def restricted(world: World, meeting: uuid.UUID) -> uuid.UUID:
    """A pack of the restricted edition, issued, with no file set: what is read in it is beside the point."""
    by = world.as_("coordinator")
    id = done(packs.ask_for_pack(by, meeting=meeting, kind="pack", format="pdf", edition=Audience.RESTRICTED))
    quorate = As(access.work(str(world.partnership), world.slug), moment())
    said = {"name": "pack.pdf", "media_type": "application/pdf", "data": PDF}
    done(packs.keep_pack(quorate, pack=id, content={}, **said))
    return done(packs.issue_pack(by, meeting=meeting, pack=id, version=Pack.objects.get(id=id).version))


def hand_out(
    world: World, meeting: uuid.UUID, pack: uuid.UUID, to: str = "coordinator", number: int = 1, **asked
) -> Outcome:
    """A numbered copy handed to somebody by the coordinator."""
    version = asked.pop("version", None) or Pack.objects.get(id=pack).version
    return copies.hand_out_copy(
        asked.pop("by", None) or world.as_("coordinator"),
        meeting=meeting,
        pack=pack,
        person=world.people[to],
        number=number,
        version=version,
    )


def a_copy_out(world: World, meeting: uuid.UUID) -> tuple[uuid.UUID, uuid.UUID]:
    """A restricted pack of a meeting, and a copy of it that is out."""
    pack = restricted(world, meeting)
    done(hand_out(world, meeting, pack))
    return pack, NumberedCopy.objects.get(pack=pack).id
