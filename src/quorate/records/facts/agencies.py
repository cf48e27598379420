"""Agencies as the rules know them, with the names they went by and what they became part of."""

import uuid
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache

from django.db.models import Q

from quorate.domain.membership.agencies import agencies_on, said_of_then
from quorate.domain.membership.facts import AgencyFacts
from quorate.records.models import Agency

NamesByDay = Callable[[date], Mapping[str, str]]


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


def names_of_then(partnership: uuid.UUID | str, on: date) -> Mapping[str, str]:
    """What to call agencies of a day that have another name now, or became part of another, by their ids.

    One database question where none ever did.
    """
    return names_by_day(partnership)(on)


def names_by_day(partnership: uuid.UUID | str) -> NamesByDay:
    """As `names_of_then`, for as many days as are asked of it: the database is asked once for all of them."""
    changed = Q(earlier_names__isnull=False) | Q(merged_into__isnull=False)
    if not Agency.objects.filter(changed, partnership=partnership).exists():
        return lambda _: {}
    known = agencies_of(partnership)
    return cache(lambda on: said_of_then(known, on))


def called(agency: Agency, on: date, names: NamesByDay) -> str:
    """One agency by its name on a day, with what it is called now where that is other."""
    return names(on).get(str(agency.id), agency.name)
