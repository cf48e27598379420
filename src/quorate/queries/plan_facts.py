"""A plan's entries as one reader may see them, as at a date: what every page and pack begins with."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from quorate.domain.access.actor import Actor
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.plans.position import EntryState
from quorate.domain.plans.rollup import standings
from quorate.domain.plans.standing import Standing
from quorate.records import scopes
from quorate.records.facts.positions import states_at
from quorate.records.models import Plan


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A plan, and its entries' states and standings as at `on`.

    `levels` gives the partnership's own word for an entry's kind, by entry id, where it has one.
    """

    id: str
    slug: str
    name: str
    kind: str
    group: str
    headings: tuple[str, ...]
    version: int
    starts_on: date
    on: date
    states: tuple[EntryState, ...]
    standings: Mapping[str, Standing]
    levels: Mapping[str, str]


def plan_states(
    actor: Actor, plan: uuid.UUID | str, on: date, *, known_by: datetime | None = None
) -> PlanFacts:
    """The plan with this id or slug as at `on`; raises NotFoundError."""
    named = {"id": plan} if isinstance(plan, uuid.UUID) else {"slug": plan}
    row = scopes.plans(actor).filter(**named).select_related("partnership", "group").first()
    if row is None:
        raise NotFoundError
    return facts_of(actor, row, on, known_by=known_by)


def facts_of(actor: Actor, row: Plan, on: date, *, known_by: datetime | None = None) -> PlanFacts:
    """The facts of a plan already found among what the actor may see."""
    visible = scopes.entries(actor).filter(plan=row)
    found, levels = states_at(visible, on, known_by=known_by)
    states = _without_orphans(found)
    return PlanFacts(
        id=str(row.id),
        slug=row.slug,
        name=row.name,
        kind=row.kind,
        group=row.group.name if row.group else "",
        headings=tuple(row.headings),
        version=row.version,
        starts_on=row.starts_on,
        on=on,
        states=states,
        standings=standings(
            states,
            on,
            due_soon_days=row.partnership.due_soon_days,
            no_update_days=row.partnership.no_update_days,
        ),
        levels=levels,
    )


def _without_orphans(states: tuple[EntryState, ...]) -> tuple[EntryState, ...]:
    """Leave out what hangs on an entry the reader may not see: its place would betray it."""
    kept = {state.id for state in states}
    while True:
        orphans = {s.id for s in states if s.id in kept and s.parent_id and s.parent_id not in kept}
        if not orphans:
            return tuple(state for state in states if state.id in kept)
        kept -= orphans
