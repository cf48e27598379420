"""Whom a challenge reaches."""

from datetime import date

from django.db.models import Q

from quorate.domain.access.actor import may_see
from quorate.queries.access import actors_of
from quorate.records.facts.labels import label_of
from quorate.records.facts.people import current
from quorate.records.models import Challenge, Person, Representation


def told_of(row: Challenge, today: date) -> list[Person]:
    """Those who speak for the agency on a day and may see the challenge, its meeting and its item."""
    speaking = Representation.objects.filter(current(today), agency=row.agency_id).values("person")
    people = list(
        Person.objects.filter(Q(left_on__isnull=True) | Q(left_on__gt=today), id__in=speaking)
        .select_related("partnership")
        .order_by("name", "id")
    )
    labels = [label_of(one) for one in (row, row.meeting, row.item) if one is not None]
    actors = actors_of(people, today)
    return [person for person in people if all(may_see(actors[person.id], label) for label in labels)]
