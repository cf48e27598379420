"""What an issued pack said, kept whole: another setting of it says the same."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from quorate.domain.access.actor import Actor
from quorate.domain.access.audience import Audience
from quorate.records import scopes


@dataclass(frozen=True, slots=True)
class FrozenPack:
    """The pack of an edition that was issued last, as it was kept."""

    as_at: date
    content: dict[str, Any]


def issued_pack(
    actor: Actor, *, meeting: uuid.UUID, edition: Audience, as_at: date | None = None
) -> FrozenPack | None:
    """The pack of this edition that was issued last, of the day named; none where words of it are redacted.

    A file with its papers behind it is another pack: what it says of them would not be true of this one.
    """
    rows = scopes.packs(actor).filter(
        meeting=meeting, edition=edition.value, kind="pack", state="issued", file__redacted_at__isnull=True
    )
    if as_at:
        rows = rows.filter(as_at=as_at)
    row = rows.order_by("-issued_at", "-id").first()
    return FrozenPack(row.as_at, row.content) if row and row.content else None
