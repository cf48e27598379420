"""What somebody who goes leaves behind, and who covers meanwhile."""

import uuid
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor, refusal_to_act
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.words import day, listed
from quorate.queries.handover.promises import Promises, promises_of
from quorate.queries.people.choices import Options, everybody_here
from quorate.records import scopes
from quorate.records.facts.people import current
from quorate.records.models import Grant, Representation


@dataclass(frozen=True, slots=True)
class HandoverPage:
    """What is in progress, and to whom it can go. `is_coordinator` says that they run the partnership.

    `agencies` are those they speak for; `cover` is who stands in for them and when, in words.
    """

    id: str
    version: int
    name: str
    lede: str
    promises: Promises
    agencies: str
    people: Options
    is_coordinator: bool
    may_cover: bool
    cover: tuple[str, ...]
    today: date


def page_handover(actor: Actor, *, person: uuid.UUID, today: date) -> HandoverPage:
    """What somebody leads by name and was asked for. Raises NotFoundError."""
    row = scopes.people(actor).filter(id=person).first()
    if row is None:
        raise NotFoundError
    promises = promises_of(actor, row, today)
    speaks = Representation.objects.filter(current(today), person=row).order_by("agency__name")
    coordinates = Grant.objects.filter(current(today), person=row, role="coordinator")
    is_coordinator = coordinates.exists()
    return HandoverPage(
        id=str(row.id),
        version=row.version,
        name=row.name,
        lede=promises.lede,
        promises=promises,
        agencies=listed(list(speaks.values_list("agency__name", flat=True))),
        people=tuple(one for one in everybody_here(actor, today) if one[0] != str(row.id)),
        is_coordinator=is_coordinator,
        may_cover=is_coordinator and refusal_to_act(actor, Permission.GRANTS_EDIT) is None,
        cover=_cover(actor, row.id, today) if is_coordinator else (),
        today=today,
    )


def _cover(actor: Actor, person: uuid.UUID, today: date) -> tuple[str, ...]:
    """Who else is coordinator for some days only, now or later."""
    rows = Grant.objects.filter(person__in=scopes.people(actor), role="coordinator", to_on__gte=today)
    rows = rows.exclude(person=person).select_related("person").order_by("from_on", "id")
    return tuple(
        f"{one.person.name}, from {day(one.from_on)} to {day(one.to_on)}" for one in rows if one.to_on
    )
