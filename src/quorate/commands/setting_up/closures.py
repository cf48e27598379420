"""Keeps the days the council is closed that are not bank holidays."""

import uuid
from datetime import date

from quorate.commands.runner import Done, Outcome, Run, command
from quorate.commands.uniqueness import unless_taken
from quorate.domain.access.permissions import Permission
from quorate.domain.calendar.closing import refusal_of_a_day_listed, refusal_to_close
from quorate.domain.calendar.holidays import england_and_wales
from quorate.domain.events.catalogue import Event
from quorate.records import scopes
from quorate.records.models import Closure


@command(Permission.CLOSURES_EDIT)
def add_closure(run: Run, *, on: date, name: str) -> Outcome:
    """Record a day the council is closed. It stays a working day; what is counted across it says so.

    Refuses as `quorate.domain.calendar.closing.refusal_to_close` does.
    """
    run.may()
    is_listed = scopes.closures(run.actor).filter(on=on).exists()
    if refusal := refusal_to_close(on, calendar=england_and_wales(), is_listed=is_listed):
        return refusal
    row = Closure(id=run.new_id(), partnership_id=run.partnership, on=on, name=name)
    if refusal := unless_taken(lambda: row.save(force_insert=True), refusal_of_a_day_listed(on)):
        return refusal
    details = {"on": on.isoformat()}
    return Done([Event("calendar.closure_added", "closure", str(row.id), details)], id=row.id)


@command(Permission.CLOSURES_EDIT)
def remove_closure(run: Run, *, closure: uuid.UUID, version: int | None = None) -> Outcome:
    """Take a day away from those the council is closed, as one listed by mistake.

    `version` is that of the day on the page it was pressed on, if it was on one.
    """
    row = run.find(scopes.closures, closure, version=version)
    details = {"on": row.on.isoformat()}
    row.delete()
    return Done([Event("calendar.closure_removed", "closure", str(closure), details)], id=closure)
