"""Records that somebody read what few may read."""

import uuid

from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.records import scopes


@command(Permission.MEETING_SEE)
def record_paper_read(run: Run, *, paper: uuid.UUID) -> Outcome:
    """Record that a restricted paper was read."""
    row = run.find(scopes.papers, paper)
    details = {"meeting": str(row.meeting_id)}
    return Done([Event("files.read", "paper", str(row.id), details)], id=row.id)


@command(Permission.PACK_READ)
def record_pack_read(run: Run, *, pack: uuid.UUID) -> Outcome:
    """Record that a pack was read: who had received it is asked when words are redacted."""
    row = run.find(scopes.packs, pack)
    details = {"meeting": str(row.meeting_id), "edition": row.edition}
    return Done([Event("packs.read", "pack", str(row.id), details)], id=row.id)
