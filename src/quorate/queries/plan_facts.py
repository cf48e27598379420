"""A plan's entries as one reader may see them, as at a date: what every page and pack begins with."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import TextField
from django.db.models.functions import Cast

from quorate.domain.access.actor import Actor
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.plans.position import EntryState
from quorate.domain.plans.rollup import standings
from quorate.domain.plans.standing import Standing
from quorate.queries.remembering import Memory, chain_head
from quorate.records import scopes
from quorate.records.facts.positions import identity, states_at
from quorate.records.models import Plan

MOST_STATES = 20_000
"""How many entries' states one process keeps: some 60 MB."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class PlanFacts:
    """A plan, and its entries' states and standings as at `on`.

    `levels` gives the partnership's own word for an entry's kind, by entry id, where it has one. Facts may
    be shared between readers who see the same: nothing in them is ever changed.
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


@dataclass(frozen=True, slots=True)
class _Asked:
    """All that a plan's facts depend on, but for what its visible entries say."""

    id: uuid.UUID
    slug: str
    name: str
    kind: str
    group: str
    headings: tuple[str, ...]
    version: int
    starts_on: date
    due_soon_days: int
    no_update_days: int
    on: date
    known_by: datetime | None
    visible: frozenset[str]


_MEMORY: Memory[_Asked, PlanFacts] = Memory(most=MOST_STATES, size_of=lambda facts: len(facts.states) + 1)


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
    (facts,) = facts_of_each(actor, [row], on, known_by=known_by)
    return facts


def facts_of_each(
    actor: Actor, rows: Sequence[Plan], on: date, *, known_by: datetime | None = None
) -> tuple[PlanFacts, ...]:
    """The facts of plans already found, in the order given, in as many questions as for one of them."""
    if not rows:
        return ()
    head = chain_head(actor.partnership)
    held: defaultdict[str, list[str]] = defaultdict(list)
    entries = scopes.entries(actor).filter(plan__in=[row.id for row in rows]).order_by()
    # As text: a UUID is dear to make, and this is asked of every entry for every page.
    for plan, entry in entries.values_list(Cast("plan_id", TextField()), Cast("id", TextField())):
        held[plan].append(entry)
    visible = {uuid.UUID(plan): frozenset(ids) for plan, ids in held.items()}
    asked = [_asked(row, on, known_by, visible.get(row.id, frozenset())) for row in rows]

    def work_out(wanted: Sequence[_Asked]) -> Mapping[_Asked, PlanFacts]:
        plan_of = {identity(key): one.id for one in wanted for key in one.visible}
        found, levels = states_at(entries.filter(plan__in=[one.id for one in wanted]), on, known_by=known_by)
        by_plan: defaultdict[uuid.UUID, list[EntryState]] = defaultdict(list)
        for state in found:
            if state.id in plan_of:  # an entry added since is for the next question
                by_plan[plan_of[state.id]].append(state)
        return {one: _facts(one, without_orphans(tuple(by_plan[one.id])), levels) for one in wanted}

    return _MEMORY.recall(actor.partnership, head, asked, work_out)


def _asked(row: Plan, on: date, known_by: datetime | None, visible: frozenset[str]) -> _Asked:
    return _Asked(
        id=row.id,
        slug=row.slug,
        name=row.name,
        kind=row.kind,
        group=row.group.name if row.group else "",
        headings=tuple(row.headings),
        version=row.version,
        starts_on=row.starts_on,
        due_soon_days=row.partnership.due_soon_days,
        no_update_days=row.partnership.no_update_days,
        on=on,
        known_by=known_by,
        visible=visible,
    )


def _facts(asked: _Asked, states: tuple[EntryState, ...], levels: Mapping[str, str]) -> PlanFacts:
    return PlanFacts(
        id=str(asked.id),
        slug=asked.slug,
        name=asked.name,
        kind=asked.kind,
        group=asked.group,
        headings=asked.headings,
        version=asked.version,
        starts_on=asked.starts_on,
        on=asked.on,
        states=states,
        standings=standings(
            states, asked.on, due_soon_days=asked.due_soon_days, no_update_days=asked.no_update_days
        ),
        levels={state.id: levels[state.id] for state in states if state.id in levels},
    )


def without_orphans(states: tuple[EntryState, ...]) -> tuple[EntryState, ...]:
    """Leave out what hangs on an entry the reader may not see: its place would betray it."""
    kept = {state.id for state in states}
    while True:
        orphans = {s.id for s in states if s.id in kept and s.parent_id and s.parent_id not in kept}
        if not orphans:
            return tuple(state for state in states if state.id in kept)
        kept -= orphans


_without_orphans = without_orphans
