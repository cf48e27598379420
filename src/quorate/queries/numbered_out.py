"""The numbered copies of a meeting's packs that are out, as its own page says it."""

from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor, refusal_to_act
from quorate.domain.access.permissions import Permission
from quorate.domain.packs.copies import out_said
from quorate.queries.pack_readers import admits
from quorate.records import scopes
from quorate.records.models import Meeting


@dataclass(frozen=True, slots=True)
class CopiesOut:
    """What a meeting's page says of its copies: a sentence, and of each its pack's id and its words."""

    sentence: str
    lines: tuple[tuple[str, str], ...]


NONE_OUT = CopiesOut("", ())


def copies_out(actor: Actor, row: Meeting, today: date) -> CopiesOut:
    """The copies of a meeting's packs that are out, for those who hand them out."""
    if refusal_to_act(actor, Permission.PACK_MAKE, group=str(row.group_id)):
        return NONE_OUT
    rows = scopes.numbered_copies(actor).filter(pack__meeting=row, back_at__isnull=True)
    rows = rows.select_related("pack", "person").order_by("pack", "number")
    seen = [one for one in rows if admits(one.pack, actor)]
    if not seen:
        return NONE_OUT
    lines = tuple((str(one.pack_id), f"Copy {one.number}: {one.person.name}") for one in seen)
    return CopiesOut(out_said(len(seen), is_over=row.on < today), lines)
