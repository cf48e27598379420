"""Keeps the days the council is closed that are not bank holidays."""

import uuid
from datetime import date

from quorate.commands.runner import Done, Outcome, Run, command
from quorate.commands.uniqueness import unless_taken
from quorate.domain.access.permissions import Permission
from quorate.domain.calendar.holidays import england_and_wales
from quorate.domain.calendar.working import day_off, is_weekend
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import weekday
from quorate.records import scopes
from quorate.records.models import Closure


@command(Permission.CLOSURES_EDIT)
def add_closure(run: Run, *, on: date, name: str) -> Outcome:
    """Record a day the council is closed. It stays a working day; what is counted across it says so.

    Refuses with `calendar.closed_already`, and with `calendar.not_worked_anyway` for a weekend or bank
    holiday.
    """
    run.may()
    already = Refusal("calendar.closed_already", f"{weekday(on)} is listed already.", field="on")
    if scopes.closures(run.actor).filter(on=on).exists():
        return already
    holiday = day_off(on, england_and_wales())
    if holiday or is_weekend(on):
        why = f"a bank holiday, {holiday.name}," if holiday else "at a weekend"
        return Refusal(
            "calendar.not_worked_anyway", f"{weekday(on)} is {why} and is not counted anyway.", field="on"
        )
    row = Closure(id=run.new_id(), partnership_id=run.partnership, on=on, name=name)
    if refusal := unless_taken(lambda: row.save(force_insert=True), already):
        return refusal
    details = {"on": on.isoformat()}
    return Done([Event("calendar.closure_added", "closure", str(row.id), details)], id=row.id)


@command(Permission.CLOSURES_EDIT)
def remove_closure(run: Run, *, closure: uuid.UUID) -> Outcome:
    """Take a day away from those the council is closed, as one listed by mistake."""
    row = run.find(scopes.closures, closure)
    details = {"on": row.on.isoformat()}
    row.delete()
    return Done([Event("calendar.closure_removed", "closure", str(closure), details)], id=closure)
