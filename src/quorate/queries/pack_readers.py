"""Who reads which pack of a meeting: the one rule for its list, its file, and the count on other pages."""

from quorate.domain.access.actor import Actor, refusal_to_act
from quorate.domain.access.audience import Audience
from quorate.domain.access.permissions import Permission
from quorate.records import scopes
from quorate.records.models import Meeting, Pack


def issued_for(actor: Actor, row: Meeting) -> int:
    """How many packs of a meeting are issued for this actor and can be opened."""
    return sum(pack.state == "issued" and can_read(pack) for pack in readable(actor, row))


def can_read(pack: Pack) -> bool:
    """Whether there is a file to open: one that held redacted words is gone."""
    return pack.state in ("made", "issued") and pack.file is not None and not pack.file.redacted_at


def readable(actor: Actor, row: Meeting) -> list[Pack]:
    """The packs of a meeting this actor may read, newest first.

    Readers of the edition read it once issued; those who make packs see it before. A brief is for those
    who may read briefs. A pack that draws on what bars the actor, be it since it was made, is not theirs.
    """
    group = str(row.group_id)
    found = scopes.packs(actor).filter(meeting=row).select_related("file", "meeting")
    found = found.order_by("-asked_at", "id")
    if refusal_to_act(actor, Permission.PACK_MAKE, group=group):
        found = found.filter(state="issued")
    if refusal_to_act(actor, Permission.BRIEF_READ, group=group):
        found = found.exclude(kind="brief")
    return [pack for pack in found if admits(pack, actor)]


def admits(pack: Pack, actor: Actor) -> bool:
    """Whether nothing the pack draws on bars the actor, and all by whose naming it was made names them."""
    kept = pack.content or {}
    drawn_on = set(kept.get("drawn_on", ()))
    if actor.barred & drawn_on or (drawn_on and not actor.may_read_restricted):
        return False
    return Audience.RESTRICTED in actor.audiences or set(kept.get("admitted_by", ())) <= actor.allowed
