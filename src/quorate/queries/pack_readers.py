"""Who reads which pack of a meeting: the one rule for its list, its file, and the count on other pages."""

import uuid
from collections.abc import Collection, Mapping

from quorate.domain.access.actor import Actor, refusal_to_act
from quorate.domain.access.audience import Audience
from quorate.domain.access.permissions import Permission
from quorate.records import scopes
from quorate.records.facts.labels import sees
from quorate.records.models import Group, Meeting, Pack


def issued_for(actor: Actor, row: Meeting) -> int:
    """How many packs of a meeting are issued for this actor and can be opened."""
    return sum(pack.state == "issued" and can_read(pack) for pack in readable(actor, row))


def can_read(pack: Pack) -> bool:
    """Whether there is a file to open: one that held redacted words is gone."""
    return pack.state in ("made", "issued") and pack.file is not None and not pack.file.redacted_at


def with_a_pack(actor: Actor, rows: Collection[Meeting]) -> frozenset[uuid.UUID]:
    """Those of the meetings of which a pack, and not a chair's brief alone, is issued for this actor."""
    found = _among(actor, {row.id: str(row.group_id) for row in rows}, state="issued")
    return frozenset(pack.meeting_id for pack in found if pack.kind != "brief" and can_read(pack))


def may_read(actor: Actor, pack: Pack) -> bool:
    """Whether somebody may read one pack as it is: `readable` of one pack, asked of many people at once."""
    return (
        sees(actor, pack, pack.meeting)
        and str(pack.meeting.group.partnership_id) == actor.partnership
        and can_read(pack)
        and _is_open(actor, pack, str(pack.meeting.group_id))
        and admits(pack, actor)
    )


def readable(actor: Actor, row: Meeting) -> list[Pack]:
    """The packs of a meeting this actor may read, newest first.

    Readers of the edition read it once issued; those who make packs see it before. A brief is for those
    who may read briefs. A pack that draws on what bars the actor, be it since it was made, is not theirs.
    """
    return _among(actor, {row.id: str(row.group_id)})


def readable_of_group(actor: Actor, group: Group, **asked: object) -> list[Pack]:
    """The packs of any meeting of a group that this actor may read, and that are as asked; newest first."""
    rows = scopes.packs(actor).filter(meeting__group=group, **asked).values_list("meeting_id", flat=True)
    return _among(actor, dict.fromkeys(rows, str(group.id)), **asked)


def _among(actor: Actor, groups: Mapping[uuid.UUID, str], **asked: object) -> list[Pack]:
    found = scopes.packs(actor).filter(meeting__in=list(groups), **asked).select_related("file", "meeting")
    return [
        pack
        for pack in found.order_by("-asked_at", "id")
        if _is_open(actor, pack, groups[pack.meeting_id]) and admits(pack, actor)
    ]


def _is_open(actor: Actor, pack: Pack, group: str) -> bool:
    if pack.state != "issued" and refusal_to_act(actor, Permission.PACK_MAKE, group=group):
        return False
    return pack.kind != "brief" or refusal_to_act(actor, Permission.BRIEF_READ, group=group) is None


def admits(pack: Pack, actor: Actor) -> bool:
    """Whether nothing the pack draws on bars the actor, and all by whose naming it was made names them."""
    kept = pack.content or {}
    drawn_on = set(kept.get("drawn_on", ()))
    closed = actor.barred if actor.may_read_restricted else actor.barred | actor.standing
    if closed & drawn_on:
        return False
    return Audience.RESTRICTED in actor.audiences or set(kept.get("admitted_by", ())) <= actor.allowed
