"""What went from a plan into another, such as the actions of meetings that a plan took over."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.records import scopes
from quorate.records.models import EntryMove


@dataclass(frozen=True, slots=True)
class MovedAction:
    """An action that went from the log into a plan: its code there, the plan it is in and when it went."""

    entry: str
    code: str
    plan: str
    plan_slug: str
    on: date


def moved_out(actor: Actor, plans: Sequence[uuid.UUID], *, by: date = date.max) -> tuple[MovedAction, ...]:
    """What went from these plans into others by a day, as far as the reader may see it where it is now."""
    seen = scopes.entries(actor).values("id")
    rows = EntryMove.objects.filter(from_plan__in=list(plans), entry__in=seen, on__lte=by)
    return tuple(
        MovedAction(str(row.entry_id), row.code, row.entry.plan.name, row.entry.plan.slug, row.on)
        for row in rows.select_related("entry__plan").order_by("-on", "code")
    )
