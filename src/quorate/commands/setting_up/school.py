"""Keeps the school holidays that proposed dates of meetings keep clear of."""

import uuid
from datetime import date

from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.permissions import Permission
from quorate.domain.calendar.school import refusal_of_school_holiday
from quorate.domain.events.catalogue import Event
from quorate.records import scopes
from quorate.records.facts.planning import school_holidays_of
from quorate.records.models import Partnership, SchoolHoliday


@command(Permission.CLOSURES_EDIT)
def add_school_holiday(run: Run, *, name: str, from_on: date, to_on: date) -> Outcome:
    """List days when schools are closed; no date that is worked out changes.

    Refuses as `quorate.domain.calendar.school.refusal_of_school_holiday` does.
    """
    run.may()
    # Held so that the same days sent twice at once are listed once.
    Partnership.objects.select_for_update(no_key=True).get(id=run.partnership)
    listed = school_holidays_of(run.partnership)
    if refusal := refusal_of_school_holiday(from_on, to_on, listed=listed):
        return refusal
    row = SchoolHoliday.objects.create(
        id=run.new_id(), partnership_id=run.partnership, name=name, from_on=from_on, to_on=to_on
    )
    details = {"from": from_on.isoformat(), "to": to_on.isoformat()}
    return Done([Event("calendar.school_holiday_added", "school_holiday", str(row.id), details)], id=row.id)


@command(Permission.CLOSURES_EDIT)
def remove_school_holiday(run: Run, *, holiday: uuid.UUID, version: int) -> Outcome:
    """Take a school holiday away, as one listed by mistake. `version` is that of the row on the page."""
    row = run.find(scopes.school_holidays, holiday, version=version)
    details = {"from": row.from_on.isoformat(), "to": row.to_on.isoformat()}
    row.delete()
    event = Event("calendar.school_holiday_removed", "school_holiday", str(holiday), details)
    return Done([event], id=holiday)
