"""Whom the news of a meeting concerns, and which meetings a person's calendar holds."""

import uuid
from datetime import date

from django.db.models import Q, QuerySet

from quorate.domain.access.actor import Actor, may_see
from quorate.domain.access.roles import Role
from quorate.queries.access import actors_of
from quorate.queries.circulation import recipients
from quorate.records import scopes
from quorate.records.facts.labels import label_of
from quorate.records.models import Meeting, Message, Person


def concerned(row: Meeting, today: date) -> list[Person]:
    """Those who hold a seat of the group on a day, and whoever was told of the meeting before.

    Each of them as far as they have not left and may know of the meeting today.
    """
    holders = recipients(row, today)
    before = Message.objects.filter(meeting=row).exclude(calendar="").values("person")
    others = list(
        Person.objects.filter(Q(left_on__isnull=True) | Q(left_on__gt=today), id__in=before)
        .exclude(id__in=[person.id for person in holders])
        .select_related("partnership")
        .order_by("name", "id")
    )
    actors, label = actors_of(others, today) if others else {}, label_of(row)
    return [*holders, *(person for person in others if may_see(actors[person.id], label))]


def own_meetings(actor: Actor) -> QuerySet[Meeting]:
    """The meetings of the groups this person sits in; of every group for who runs them or sits in none."""
    rows = scopes.meetings(actor)
    own = {uuid.UUID(group) for group, _ in actor.seats}
    if own and Role.COORDINATOR not in actor.granted:
        return rows.filter(group__in=own)
    return rows
