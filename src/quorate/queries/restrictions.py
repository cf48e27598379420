"""Restrictions: who may read what names one, who may not, and until when."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from quorate.domain.access.actor import Actor
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.words import count, day, listed
from quorate.queries.access import actors_of
from quorate.queries.people.choices import Options, everybody_here
from quorate.queries.people.words import dates
from quorate.records import scopes
from quorate.records.models import Restriction


@dataclass(frozen=True, slots=True)
class RestrictionLine:
    """A restriction in the list."""

    id: str
    name: str
    note: str
    standing: str
    said: str


@dataclass(frozen=True, slots=True)
class RestrictionsPage:
    """Every restriction the reader may know of: those in force or to come, and those that have ended."""

    lede: str
    now: tuple[RestrictionLine, ...]
    ended: tuple[RestrictionLine, ...]


@dataclass(frozen=True, slots=True)
class RestrictionPage:
    """One restriction: whom it names, and what names it."""

    id: str
    version: int
    name: str
    lede: str
    reason: str
    barred: tuple[str, ...]
    allowed: tuple[str, ...]
    unsigned: tuple[str, ...]
    carried: str
    can_lift: bool
    today: date


@dataclass(frozen=True, slots=True)
class RestrictionForm:
    """Whom a new restriction may name."""

    people: Options
    agencies: Options
    today: date


def page_restrictions(actor: Actor, *, today: date) -> RestrictionsPage:
    """Every restriction, in the order of their beginning, newest first."""
    rows = list(_rows(actor).order_by("-from_on", "name"))
    carried = _carried(actor, [row.id for row in rows])
    lines = [(row, _line(row, carried[row.id], today)) for row in rows]
    now = tuple(line for row, line in lines if row.to_on is None or row.to_on >= today)
    running = sum(1 for line in now if line.standing == "in_force")
    return RestrictionsPage(
        lede=f"{count(running, 'restriction is', 'restrictions are')} in force."
        if running
        else "No restriction is in force.",
        now=now,
        ended=tuple(line for row, line in lines if row.to_on is not None and row.to_on < today),
    )


def page_restriction(actor: Actor, *, restriction: uuid.UUID, today: date) -> RestrictionPage:
    """One restriction. Raises NotFoundError, also for whoever it bars."""
    row = _rows(actor).filter(id=restriction).first()
    if row is None:
        raise NotFoundError
    said = _carried(actor, [row.id])[row.id]
    return RestrictionPage(
        id=str(row.id),
        version=row.version,
        name=row.name,
        lede=f"{_standing(row, today)[1]}: {dates(row.from_on, row.to_on)}.",
        reason=row.reason,
        barred=_barred(row),
        allowed=_allowed(row),
        unsigned=_unsigned(row, today),
        carried=f"{listed(said)} {'names' if said[0].startswith('1 ') and len(said) == 1 else 'name'} it."
        if said
        else "Nothing names it yet. A plan, entry, meeting, item or paper can, where who sees it is set.",
        can_lift=row.to_on is None or row.to_on > today,
        today=today,
    )


def page_set_restriction(actor: Actor, *, today: date) -> RestrictionForm:
    """The people and agencies there are."""
    agencies = scopes.agencies(actor).order_by("name").values_list("id", "name")
    return RestrictionForm(
        everybody_here(actor, today), tuple((str(id), name) for id, name in agencies), today
    )


def restriction_choices(
    actor: Actor, *, today: date, held: uuid.UUID | None
) -> tuple[tuple[str, str, str], ...]:
    """The restrictions a thing may name, with whom each is for; one that has ended only where it is held."""
    rows = _rows(actor).filter(Q(to_on__isnull=True) | Q(to_on__gte=today) | Q(id=held)).order_by("name")
    return tuple((str(row.id), row.name, _whom(row)) for row in rows)


def _rows(actor: Actor) -> QuerySet[Restriction]:
    return scopes.restrictions(actor).prefetch_related(
        "allowed_people", "barred_people", "allowed_agencies", "barred_agencies"
    )


def _carried(actor: Actor, ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, list[str]]:
    """How many things of each kind name each restriction, as far as the reader may see them."""
    found: defaultdict[uuid.UUID, list[str]] = defaultdict(list)
    kinds: Iterable[tuple[QuerySet[Any], str, str]] = (
        (scopes.meetings(actor), "meeting", "meetings"),
        (scopes.agenda_items(actor).filter(removed_at__isnull=True), "agenda item", "agenda items"),
        (scopes.papers(actor).filter(scopes.standing()), "paper", "papers"),
        (scopes.plans(actor), "plan", "plans"),
        (scopes.challenges(actor), "challenge", "challenges"),
        (scopes.risks(actor), "risk", "risks"),
        (scopes.questions(actor), "question", "questions"),
        (scopes.forward_items(actor).filter(dropped_at__isnull=True), "planned item", "planned items"),
        (scopes.entries(actor), "entry", "entries"),
    )
    for rows, one, many in kinds:
        named = rows.filter(restriction__in=ids).order_by().values_list("restriction")
        for id, n in named.annotate(n=Count("id")):
            found[id].append(count(n, one, many))
    return found


def _line(row: Restriction, carried: Sequence[str], today: date) -> RestrictionLine:
    standing, said = _standing(row, today)
    named = f"named by {listed(carried)}" if carried else "named by nothing yet"
    return RestrictionLine(str(row.id), row.name, _whom(row, named), standing, said)


def _whom(row: Restriction, *more: str) -> str:
    """Whom a restriction bars and admits, and from when to when."""
    barred = _in_short(row.barred_agencies.all(), row.barred_people.all())
    allowed = _in_short(row.allowed_agencies.all(), row.allowed_people.all())
    parts = [
        f"Bars {barred}" if barred else "",
        f"admits {allowed}" if allowed else "",
        *more,
        dates(row.from_on, row.to_on),
    ]
    note = "; ".join(part for part in parts if part)
    return f"{note[:1].upper()}{note[1:]}."


def _standing(row: Restriction, today: date) -> tuple[str, str]:
    if row.from_on > today:
        return "to_come", f"From {day(row.from_on)}"
    if row.to_on is not None and row.to_on < today:
        return "withdrawn", "Ended"
    return "in_force", "In force"


def _in_short(agencies: Iterable[Any], people: Iterable[Any]) -> str:
    """Agencies by name, and how many people: a list of posts is too long for a line."""
    names, n = sorted(one.name for one in agencies), len(list(people))
    return listed([*names, count(n, "person", "people")] if n else names)


def _barred(row: Restriction) -> tuple[str, ...]:
    return _named(row.barred_agencies.all(), row.barred_people.all())


def _allowed(row: Restriction) -> tuple[str, ...]:
    return _named(row.allowed_agencies.all(), row.allowed_people.all())


def _unsigned(row: Restriction, today: date) -> tuple[str, ...]:
    """Those it names as readers who see nothing of it: they have not signed what stands today."""
    people = list(row.allowed_people.select_related("partnership"))
    actors = actors_of(people, today) if people else {}
    return tuple(sorted(one.name for one in people if not actors[one.id].may_read_restricted))


def _named(agencies: Iterable[Any], people: Iterable[Any]) -> tuple[str, ...]:
    return (*sorted(one.name for one in agencies), *sorted(one.name for one in people))
