"""Sets who may read the rows that name a restriction, and lifts it."""

import uuid
from collections.abc import Sequence
from datetime import date

from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.permissions import Permission
from quorate.domain.access.restricting import refusal_to_restrict
from quorate.domain.events.catalogue import Event
from quorate.domain.membership.register import refusal_to_end
from quorate.records import scopes
from quorate.records.models import Restriction


@command(Permission.RESTRICTION_EDIT)
def set_restriction(
    run: Run,
    *,
    name: str,
    reason: str,
    from_on: date,
    to_on: date | None = None,
    allowed_people: Sequence[uuid.UUID] = (),
    barred_people: Sequence[uuid.UUID] = (),
    allowed_agencies: Sequence[uuid.UUID] = (),
    barred_agencies: Sequence[uuid.UUID] = (),
) -> Outcome:
    """Set who may read the rows that will name this restriction, and who may not. Barred outweighs allowed.

    Refuses as `quorate.domain.access.restricting.refusal_to_restrict` does.
    """
    run.may()
    if refusal := refusal_to_restrict(
        run.actor,
        reason=reason,
        names_somebody=bool(allowed_people or barred_people or allowed_agencies or barred_agencies),
        from_on=from_on,
        to_on=to_on,
        barred_people={str(id) for id in barred_people},
        barred_agencies={str(id) for id in barred_agencies},
    ):
        return refusal
    row = Restriction.objects.create(
        id=run.new_id(),
        partnership_id=run.partnership,
        name=name,
        reason=reason,
        from_on=from_on,
        to_on=to_on,
    )
    row.allowed_people.set([run.get(scopes.people, id) for id in allowed_people])
    row.barred_people.set([run.get(scopes.people, id) for id in barred_people])
    row.allowed_agencies.set([run.get(scopes.agencies, id) for id in allowed_agencies])
    row.barred_agencies.set([run.get(scopes.agencies, id) for id in barred_agencies])
    return Done([Event("people.restriction_set", "restriction", str(row.id))], id=row.id)


@command(Permission.RESTRICTION_EDIT)
def lift_restriction(run: Run, *, restriction: uuid.UUID, version: int, to_on: date) -> Outcome:
    """End a restriction after `to_on`, its last day: what names it is then read by its audience alone.

    Refuses as `quorate.domain.membership.register.refusal_to_end` does.
    """
    row = run.find(scopes.restrictions, restriction, version=version)
    if refusal := refusal_to_end(from_on=row.from_on, ends_on=row.to_on, to_on=to_on):
        return refusal
    row.to_on = to_on
    row.save(update_fields=["to_on"])
    run.touch(row)
    return Done([Event("people.restriction_lifted", "restriction", str(row.id))], id=row.id)
