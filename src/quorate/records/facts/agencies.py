"""Agencies as the rules know them, with the names they went by and what they became part of."""

import uuid
from datetime import date

from django.db.models import Q

from quorate.domain.membership.agencies import agencies_on, said_of_then
from quorate.domain.membership.facts import AgencyFacts
from quorate.records.models import Agency


def agencies_of(partnership: uuid.UUID | str) -> tuple[AgencyFacts, ...]:
    """Every agency of a partnership, with the one it is part of, in two database questions."""
    rows = Agency.objects.filter(partnership=partnership).order_by("name")
    return tuple(agency_facts(row) for row in rows.prefetch_related("earlier_names"))


def agency_facts(row: Agency) -> AgencyFacts:
    """An agency as the rules know it."""
    return AgencyFacts(
        str(row.id),
        row.name,
        str(row.parent_id or ""),
        merged_into=str(row.merged_into_id or ""),
        merged_on=row.merged_on,
        earlier=tuple((one.name, one.until_on) for one in row.earlier_names.all()),
    )


def agency_names(partnership: uuid.UUID | str, on: date) -> dict[str, str]:
    """What each agency was called on a day, by its id; one merged by then by the name of the other."""
    return {one.id: one.name for one in agencies_on(agencies_of(partnership), on)}


def names_of_then(partnership: uuid.UUID | str, on: date) -> dict[str, str]:
    """What to call agencies of a day that have another name now, or became part of another, by their ids.

    One database question where none ever did.
    """
    changed = Q(earlier_names__isnull=False) | Q(merged_into__isnull=False)
    if not Agency.objects.filter(changed, partnership=partnership).exists():
        return {}
    return said_of_then(agencies_of(partnership), on)
