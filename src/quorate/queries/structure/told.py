"""Whom a question reaches, and whom its answer."""

import uuid
from collections.abc import Collection
from datetime import date

from quorate.queries.access import actors_of
from quorate.records.facts.labels import sees
from quorate.records.facts.people import current, here
from quorate.records.models import Appointment, Person, Question, Representation

_OFFICES = ("chair", "vice_chair", "secretary")


def asked_of(row: Question, today: date) -> list[Person]:
    """Those who speak for the agency asked, or hold an office of the group asked, and may see it."""
    if row.to_agency_id:
        speaking = Representation.objects.filter(current(today), agency=row.to_agency_id)
        return _may_see(row, set(speaking.values_list("person", flat=True)), today)
    return _may_see(row, officers_of(row.to_group_id, today), today)


def askers(row: Question, today: date) -> list[Person]:
    """Those who hold a seat of the group that asked and may see the answer."""
    if row.asked_by_group_id is None:
        return []
    held = Appointment.objects.filter(current(today), seat__group=row.asked_by_group_id)
    return _may_see(row, set(held.values_list("person", flat=True)), today)


def officers_of(group: uuid.UUID | None, today: date) -> set[uuid.UUID]:
    """The chair, vice-chair and secretary of a group on a day."""
    held = Appointment.objects.filter(current(today), seat__group=group, office__in=_OFFICES, is_deputy=False)
    return set(held.values_list("person", flat=True))


def _may_see(row: Question, ids: Collection[uuid.UUID], today: date) -> list[Person]:
    found = Person.objects.filter(here(today), id__in=ids)
    people = list(found.select_related("partnership").order_by("name", "id"))
    actors = actors_of(people, today)
    return [person for person in people if sees(actors[person.id], row)]
