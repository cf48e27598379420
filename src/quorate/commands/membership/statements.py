"""Records that a person signed the statement of confidentiality, and that it ended."""

import uuid
from dataclasses import replace
from datetime import date

from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.membership.register import refusal_after_leaving, refusal_to_end
from quorate.domain.membership.statements import Statement, refusal_to_sign
from quorate.records import scopes
from quorate.records.models import ConfidentialityStatement


@command(Permission.PEOPLE_EDIT)
def record_statement(
    run: Run, *, person: uuid.UUID, signed_on: date, until_on: date | None = None
) -> Outcome:
    """Record that a person signed; restricted papers they are named for are theirs from that day.

    Refuses with `people.has_left`, and as `refusal_to_sign` of `quorate.domain.membership.statements` does.
    """
    row = run.find(scopes.people, person)
    if refusal := refusal_after_leaving(left_on=row.left_on, from_on=run.moment.today):
        return replace(refusal, field="signed_on")
    held = [Statement(one.signed_on, one.until_on) for one in row.statements.all()]
    if refusal := refusal_to_sign(held, signed_on=signed_on, until_on=until_on, today=run.moment.today):
        return refusal
    ConfidentialityStatement.objects.create(
        id=run.new_id(),
        person=row,
        signed_on=signed_on,
        until_on=until_on,
        recorded_at=run.moment.at,
        recorded_by_id=uuid.UUID(run.actor.person),
    )
    run.touch(row)
    details = {"on": signed_on.isoformat()}
    return Done([Event("people.statement_signed", "person", str(row.id), details)], id=row.id)


@command(Permission.PEOPLE_EDIT)
def end_statement(
    run: Run, *, person: uuid.UUID, statement: uuid.UUID, to_on: date, version: int | None = None
) -> Outcome:
    """End a statement after `to_on`, its last day.

    `version` is that of the person on the page it was asked on, if it was on one. Refuses as
    `refusal_to_end` of the register does.
    """
    row = run.find(scopes.people, person, version=version)
    held = run.get(lambda _: ConfidentialityStatement.objects.filter(person=row), statement)
    refusal = refusal_to_end(
        from_on=held.signed_on, ends_on=held.until_on, to_on=to_on, begins="It was signed on"
    )
    if refusal:
        return refusal
    held.until_on = to_on
    held.save(update_fields=["until_on"])
    run.touch(row)
    details = {"on": to_on.isoformat()}
    return Done([Event("people.statement_ended", "person", str(row.id), details)], id=row.id)
