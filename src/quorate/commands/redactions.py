"""Takes words out for good: proposed by one officer, confirmed or declined by another."""

import uuid
from collections.abc import Sequence

from quorate.commands.redacting import carry_out, received
from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.permissions import Permission
from quorate.domain.access.redaction import as_officer, refusal_to_confirm, refusal_to_settle
from quorate.domain.events.catalogue import Event
from quorate.domain.events.chain import BLANKED, REDACTED
from quorate.domain.kernel.asking import NotFoundError, local_day
from quorate.domain.kernel.outcomes import Refusal
from quorate.queries.access import actor_of
from quorate.queries.redactable import SCOPES, parts_of
from quorate.records import scopes
from quorate.records.models import Redaction


@command(Permission.REDACTION_PROPOSE)
def propose_redaction(
    run: Run, *, subject_kind: str, subject_id: uuid.UUID, reason: str, columns: Sequence[str] = ()
) -> Outcome:
    """Propose that the words of a thing are taken out: of the `columns` named, or of all it has.

    The reason is kept for ever, so it says why and not what. Refuses with `redactions.reason_needed`,
    `redactions.nothing_chosen` and `redactions.proposed_already`.
    """
    run.may()
    if subject_kind not in SCOPES:
        raise NotFoundError
    run.get(SCOPES[subject_kind], subject_id)
    if not reason.strip():
        return Refusal("redactions.reason_needed", "Say why the words have to go.", field="reason")
    chosen = [part.column for part in parts_of(subject_kind, columns)]
    if not chosen:
        return Refusal("redactions.nothing_chosen", "Choose what has to go.", field="columns")
    open_already = scopes.redactions(run.actor).filter(
        subject_kind=subject_kind, subject_id=subject_id, state="proposed"
    )
    if open_already.exists():
        return Refusal(
            "redactions.proposed_already",
            "This is proposed already and waits for the other officer.",
            "See the redactions on the assurance page.",
        )
    row = Redaction.objects.create(
        id=run.new_id(),
        partnership_id=run.partnership,
        subject_kind=subject_kind,
        subject_id=subject_id,
        columns=chosen,
        reason=reason.strip(),
        proposed_by_id=uuid.UUID(run.actor.person),
        proposed_at=run.moment.at,
    )
    details = {"kind": subject_kind, "subject": str(subject_id)}
    return Done([Event("redactions.proposed", "redaction", str(row.id), details)], id=row.id)


@command(Permission.REDACTION_CONFIRM)
def confirm_redaction(run: Run, *, redaction: uuid.UUID) -> Outcome:
    """Confirm another officer's redaction and carry it out: rows, copies, search, files, packs, events.

    Refuses with `redactions.settled`, `redactions.same_person`, `redactions.both_officers` and
    `redactions.unseen`.
    """
    row = run.find(scopes.redactions, redaction)
    if refusal := refusal_to_settle(row.state):
        return refusal
    proposer = actor_of(row.proposed_by, local_day(row.proposed_at))
    if refusal := refusal_to_confirm(
        proposer=proposer.person,
        confirmer=run.actor.person,
        proposer_roles=proposer.granted,
        confirmer_roles=run.actor.granted,
        is_seen=SCOPES[row.subject_kind](as_officer(run.actor)).filter(id=row.subject_id).exists(),
    ):
        return refusal
    taken = carry_out(run, row)
    row.refresh_from_db(fields=["reason"])
    row.state, row.confirmed_at = "confirmed", run.moment.at
    row.confirmed_by_id = uuid.UUID(run.actor.person)
    row.received_by = received(run, row, taken)
    row.save(update_fields=["state", "confirmed_at", "confirmed_by", "received_by"])
    details = {
        "kind": row.subject_kind,
        "subject": str(row.subject_id),
        "rows": str(taken.rows),
        "files": str(taken.files),
        "packs": str(len(taken.packs)),
        BLANKED: " ".join(map(str, taken.events)),
    }
    return Done([Event(REDACTED, "redaction", str(row.id), details)], id=row.id)


@command(Permission.REDACTION_CONFIRM)
def decline_redaction(run: Run, *, redaction: uuid.UUID, reason: str) -> Outcome:
    """Decline a redaction, or take back one's own.

    Refuses with `redactions.settled` and `redactions.reason_needed`.
    """
    row = run.find(scopes.redactions, redaction)
    if refusal := refusal_to_settle(row.state):
        return refusal
    if not reason.strip():
        return Refusal("redactions.reason_needed", "Say why the words stay.", field="decline_reason")
    row.state = "declined"
    if str(row.proposed_by_id) != run.actor.person:
        row.confirmed_by_id, row.confirmed_at = uuid.UUID(run.actor.person), run.moment.at
    row.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    event = Event("redactions.declined", "redaction", str(row.id), private={"reason": reason.strip()})
    return Done([event], id=row.id)
