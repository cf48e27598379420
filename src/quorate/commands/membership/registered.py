"""Keeps the register of interests: each keeps their own, and the coordinator everybody's."""

import uuid
from datetime import date

from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.membership.register import refusal_after_leaving, refusal_to_end
from quorate.domain.membership.registered import refusal_to_register
from quorate.records import scopes
from quorate.records.models import RegisteredInterest


@command(Permission.INTERESTS_REGISTER)
def register_interest(
    run: Run,
    *,
    person: uuid.UUID,
    words: str,
    from_on: date,
    to_on: date | None = None,
    agency: uuid.UUID | None = None,
) -> Outcome:
    """Put an interest of a person on the register, perhaps one in an agency.

    Refuses with `people.has_left`, and as `quorate.domain.membership.registered.refusal_to_register` does.
    """
    row = run.find(scopes.people, person)
    _may_for(run, row.id)
    of = run.get(scopes.agencies, agency) if agency else None
    if refusal := refusal_after_leaving(left_on=row.left_on, from_on=from_on):
        return refusal
    if refusal := refusal_to_register(words=words, from_on=from_on, to_on=to_on, today=run.moment.today):
        return refusal
    made = RegisteredInterest.objects.create(
        id=run.new_id(), person=row, agency=of, words=words.strip(), from_on=from_on, to_on=to_on
    )
    details = {"person": str(row.id)}
    return Done([Event("people.interest_registered", "registered", str(made.id), details)], id=made.id)


@command(Permission.INTERESTS_REGISTER)
def end_interest(run: Run, *, interest: uuid.UUID, to_on: date, version: int | None = None) -> Outcome:
    """Record that an interest ended after `to_on`, its last day.

    `version` is that of the interest on the page it was asked on, if it was on one. Refuses as
    `refusal_to_end` of the register does.
    """
    row = run.find(scopes.registered_interests, interest)
    _may_for(run, row.person_id)
    if version is not None:
        run.same(row, version)
    if refusal := refusal_to_end(from_on=row.from_on, ends_on=row.to_on, to_on=to_on):
        return refusal
    row.to_on = to_on
    row.save(update_fields=["to_on"])
    run.touch(row)
    details = {"person": str(row.person_id)}
    return Done([Event("people.interest_ended", "registered", str(row.id), details)], id=row.id)


def _may_for(run: Run, person: uuid.UUID) -> None:
    """Raises NotAllowedError for somebody else's, unless the register of people is theirs to keep."""
    if str(person) != run.actor.person:
        run.may(permission=Permission.PEOPLE_EDIT)
