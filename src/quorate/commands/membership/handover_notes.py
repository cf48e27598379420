"""Leaves a note for whoever takes on what somebody does."""

import uuid

from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.actor import refusal_to_act
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.asking import NotAllowedError
from quorate.domain.membership.handover import refusal_of_note
from quorate.domain.membership.register import refusal_after_leaving
from quorate.records import scopes
from quorate.records.models import HandoverNote, Person


@command(Permission.HANDOVER_NOTE)
def leave_note(run: Run, *, person: uuid.UUID, words: str, reader: uuid.UUID | None = None) -> Outcome:
    """Leave a note about somebody's work, theirs to write or the coordinator's, for whoever takes it on.

    Only coordinators read it, whoever wrote it, and `reader`; without one, whoever it is handed over to
    then. Refuses as `quorate.domain.membership.handover.refusal_of_note` does, and with `people.has_left`
    of a reader. Raises NotAllowedError about the work of anybody else.
    """
    row = run.find(scopes.people, person)
    if str(row.id) != run.actor.person and (refusal := refusal_to_act(run.actor, Permission.PEOPLE_EDIT)):
        raise NotAllowedError(refusal)
    whom = run.get(scopes.people, reader) if reader else None
    if refusal := refusal_of_note(words=words, person_id=str(row.id), reader_id=str(reader or "")):
        return refusal
    if whom and (left := refusal_after_leaving(left_on=whom.left_on, from_on=run.moment.today)):
        return left
    HandoverNote.objects.create(
        id=run.new_id(),
        person=row,
        reader=whom,
        words=words.strip(),
        written_by=Person.objects.get(id=run.actor.person),
        written_at=run.moment.at,
    )
    return Done([Event("people.note_left", "person", str(row.id))], id=row.id)
