"""Records that somebody read what was handed to them: who had it is asked when words are redacted."""

import uuid

from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.records import scopes


@command(Permission.MEETING_SEE)
def record_paper_read(run: Run, *, paper: uuid.UUID) -> Outcome:
    """Record that a paper was read."""
    row = run.find(scopes.papers, paper)
    details = {"meeting": str(row.meeting_id)}
    return Done([Event("files.read", "paper", str(row.id), details)], id=row.id)


@command(Permission.PACK_READ)
def record_pack_read(run: Run, *, pack: uuid.UUID) -> Outcome:
    """Record that a pack was read."""
    row = run.find(scopes.packs, pack)
    details = {"meeting": str(row.meeting_id), "edition": row.edition}
    return Done([Event("packs.read", "pack", str(row.id), details)], id=row.id)


@command(Permission.REDACTION_CONFIRM)
def record_redaction_read(run: Run, *, redaction: uuid.UUID) -> Outcome:
    """Record that an officer was shown what a redaction takes out, of what they may not see elsewhere."""
    row = run.find(scopes.redactions, redaction)
    details = {"kind": row.subject_kind, "subject": str(row.subject_id)}
    return Done([Event("redactions.read", "redaction", str(row.id), details)], id=row.id)
