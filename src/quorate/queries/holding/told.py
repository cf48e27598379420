"""Whom a challenge reaches, and whom it is brought to when it goes further."""

import uuid
from collections.abc import Collection
from datetime import date

from quorate.queries.access import actors_of
from quorate.queries.structure.told import officers_of
from quorate.records.facts.labels import sees
from quorate.records.facts.people import current, here
from quorate.records.models import Challenge, Grant, Person, Representation


def told_of(row: Challenge, today: date) -> list[Person]:
    """Those who speak for the agency on a day and may see the challenge, its meeting and its item."""
    speaking = Representation.objects.filter(current(today), agency=row.agency_id)
    return _may_see(row, set(speaking.values_list("person", flat=True)), today)


def brought_to(row: Challenge, today: date) -> list[Person]:
    """Those who hold an office of the group it was taken to, and whoever runs the board, if they see it.

    Nobody where no officer may see it: somebody then has to tell the group themselves.
    """
    officers = officers_of(row.escalated_to_id, today)
    granted = Grant.objects.filter(
        current(today), role="coordinator", person__partnership=row.group.partnership_id
    )
    found = _may_see(row, officers | set(granted.values_list("person", flat=True)), today)
    return found if any(person.id in officers for person in found) else []


def _may_see(row: Challenge, ids: Collection[uuid.UUID], today: date) -> list[Person]:
    found = Person.objects.filter(here(today), id__in=ids)
    people = list(found.select_related("partnership").order_by("name", "id"))
    rows = [one for one in (row, row.meeting, row.item) if one is not None]
    actors = actors_of(people, today)
    return [person for person in people if sees(actors[person.id], *rows)]
