"""Sets who may read the rows that name a restriction, and lifts it."""

import uuid
from collections.abc import Sequence
from datetime import date

from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import day
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

    Refuses with `people.reason_needed`, `people.nobody_named`, `people.ends_before_it_starts`, and
    `people.bars_yourself`: whoever is barred sees nothing of a restriction, and could not lift it.
    """
    run.may()
    if not reason.strip():
        return Refusal("people.reason_needed", "Say why these people are named.", field="reason")
    if not (allowed_people or barred_people or allowed_agencies or barred_agencies):
        return Refusal(
            "people.nobody_named", "Name somebody who is barred, or somebody who may read.", field="barred"
        )
    if to_on is not None and to_on < from_on:
        return Refusal(
            "people.ends_before_it_starts",
            f"It ends on {day(to_on)}, before it starts on {day(from_on)}.",
            field="to_on",
        )
    if refusal := _bars_yourself(run, barred_people, barred_agencies):
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

    Refuses with `people.ends_already` and `people.ends_before_it_starts`.
    """
    row = run.find(scopes.restrictions, restriction, version=version)
    if row.to_on is not None and row.to_on <= to_on:
        return Refusal("people.ends_already", f"It ends on {day(row.to_on)} already.", field="to_on")
    if to_on < row.from_on:
        return Refusal(
            "people.ends_before_it_starts",
            f"It starts on {day(row.from_on)}, after {day(to_on)}.",
            "Give a later day.",
            field="to_on",
        )
    row.to_on = to_on
    row.save(update_fields=["to_on"])
    run.touch(row)
    return Done([Event("people.restriction_lifted", "restriction", str(row.id))], id=row.id)


def _bars_yourself(run: Run, people: Sequence[uuid.UUID], agencies: Sequence[uuid.UUID]) -> Refusal | None:
    own = run.actor.agencies & {str(id) for id in agencies}
    if run.actor.person not in {str(id) for id in people} and not own:
        return None
    return Refusal(
        "people.bars_yourself",
        "You speak for an agency that is barred, and would see nothing of this yourself."
        if own
        else "You would bar yourself, and see nothing of this yourself.",
        "A coordinator who is not barred can set it.",
        field="barred",
    )
