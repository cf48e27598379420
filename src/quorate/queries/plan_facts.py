"""A plan's entries as one reader may see them, as at a date: what every page and pack begins with.

Pages work from outlines, which say everything but the words, and read the words of the lines they show
(`quorate.queries.plan_words`). A pack prints every word and works from whole states.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Generic

from django.db.models import Q

from quorate.domain.access.actor import Actor
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.plans.facts import Lead
from quorate.domain.plans.outline import Outline, StatedT
from quorate.domain.plans.position import EntryState
from quorate.domain.plans.recorded import HeldUp
from quorate.domain.plans.rollup import standings_of
from quorate.domain.plans.standing import Standing
from quorate.domain.plans.tree import Node, place, tree
from quorate.queries.plan_parts import parts_of
from quorate.records import scopes
from quorate.records.facts.agencies import names_of_then
from quorate.records.facts.barriers import recorded_at_day
from quorate.records.facts.moves import homes_then
from quorate.records.facts.outlines import Names, names_of, outlines_at, outlines_from_history
from quorate.records.facts.positions import states_at
from quorate.records.models import Plan


@dataclass(frozen=True, slots=True)
class PlanFacts(Generic[StatedT]):
    """A plan, and its entries' states and standings as at `on`.

    `nodes` are the entries from top to bottom, `roots` those at the top. `levels` gives the partnership's
    own word for an entry's kind, by entry id, where it has one. `recorded` is what is recorded of barriers by
    entry id, of entries the reader may see or not: it is looked up by those of `states` alone.
    """

    id: str
    slug: str
    name: str
    kind: str
    group: str
    group_id: str
    headings: tuple[str, ...]
    version: int
    starts_on: date
    on: date
    states: tuple[StatedT, ...]
    roots: tuple[Node[StatedT], ...]
    nodes: tuple[Node[StatedT], ...]
    standings: Mapping[str, Standing]
    levels: Mapping[str, str]
    recorded: Mapping[str, HeldUp]


def plan_outlines(actor: Actor, plan: uuid.UUID | str, on: date) -> PlanFacts[Outline]:
    """The plan with this id or slug as at `on`; raises NotFoundError."""
    return outlines_of_each(actor, [_plan(actor, plan)], on)[0]


def outlines_of_each(actor: Actor, rows: Sequence[Plan], on: date) -> tuple[PlanFacts[Outline], ...]:
    """The facts of plans already found among what the actor may see, in the order given.

    As many questions as for one of them. What no position covers, such as a past day, is worked out from
    the history.
    """
    if not rows:
        return ()
    moved = homes_then(actor.partnership, on)
    entries = scopes.entries(actor).filter(_standing_in([str(row.id) for row in rows], moved))
    then = names_of_then(actor.partnership, on)
    found = outlines_at(entries, on, _names(actor, then))
    if found.uncovered:
        found = outlines_from_history(entries, on, found)
    by_plan: defaultdict[str, list[Outline]] = defaultdict(list)
    for plan, outlines in found.by_plan.items():
        for one in outlines:
            leads = leads_then(one.leads, then)
            by_plan[moved.get(one.id, plan)].append(one if leads is one.leads else replace(one, leads=leads))
    recorded = recorded_at_day(actor.partnership, on)
    return tuple(_outline_facts(row, on, by_plan[str(row.id)], recorded) for row in rows)


def plan_states(
    actor: Actor, plan: Plan | uuid.UUID | str, on: date, *, known_by: datetime | None = None
) -> PlanFacts[EntryState]:
    """A plan with every word as at `on`, and as known by an instant if one is given; raises NotFoundError.

    The plan itself is given where it was found already among what the actor may see.
    """
    row = plan if isinstance(plan, Plan) else _plan(actor, plan)
    moved = homes_then(actor.partnership, on)
    entries = scopes.entries(actor).filter(_standing_in([str(row.id)], moved))
    states, levels = states_at(entries, on, known_by=known_by)
    states = tuple(one for one in states if moved.get(one.id, str(row.id)) == str(row.id))
    then = names_of_then(actor.partnership, on)
    kept = tuple(_then(one, then) for one in without_orphans(states))
    roots = tree(kept)
    stands = standings_of(
        roots,
        on,
        due_soon_days=row.partnership.due_soon_days,
        no_update_days=row.partnership.no_update_days,
    )
    nodes = tuple([node for root in roots for node in root.walk()])
    recorded = recorded_at_day(actor.partnership, on, known_by=known_by)
    named = {one.id: levels[one.id] for one in kept if one.id in levels}
    return _facts(row, on, roots, nodes, stands, named, recorded)


def _standing_in(plans: Sequence[str], moved: Mapping[str, str]) -> Q:
    """The entries of these plans, with those that stood in one of them then and were moved since."""
    return Q(plan__in=plans) | Q(id__in=[entry for entry, plan in moved.items() if plan in plans])


def _plan(actor: Actor, plan: uuid.UUID | str) -> Plan:
    named = {"id": plan} if isinstance(plan, uuid.UUID) else {"slug": plan}
    row = scopes.plans(actor).filter(**named).select_related("partnership", "group").first()
    if row is None:
        raise NotFoundError
    return row


def leads_then(leads: tuple[Lead, ...], then: Mapping[str, str]) -> tuple[Lead, ...]:
    """Leads by what their agencies are called of a day, where `then` says that; the same value where not."""
    if not any(lead.agency_id in then and lead.agency != then[lead.agency_id] for lead in leads):
        return leads
    return tuple([replace(one, agency=then.get(one.agency_id, one.agency)) for one in leads])


def _then(state: EntryState, then: Mapping[str, str]) -> EntryState:
    leads = leads_then(state.version.leads, then)
    if leads is state.version.leads:
        return state
    return replace(state, version=replace(state.version, leads=leads))


def _names(actor: Actor, then: Mapping[str, str]) -> Names:
    named = scopes.agencies(actor).order_by("id").values_list("id", "name")
    return names_of(
        tuple([(id, then.get(str(id), name)) for id, name in named]),
        tuple(scopes.people(actor).order_by("id").values_list("id", "name", "left_on")),
    )


def _outline_facts(
    row: Plan, on: date, outlines: Iterable[Outline], recorded: Mapping[str, HeldUp]
) -> PlanFacts[Outline]:
    parts = parts_of(
        without_orphans(outlines),
        on,
        due_soon_days=row.partnership.due_soon_days,
        no_update_days=row.partnership.no_update_days,
    )
    if len(parts) > 1:
        parts.sort(key=lambda part: place(part.roots[0].state))
    stands: dict[str, Standing] = {}
    for part in parts:
        stands.update(part.standings)
    nodes = tuple([node for part in parts for node in part.nodes])
    levels = {node.state.id: node.state.level for node in nodes if node.state.level}
    roots = tuple([root for part in parts for root in part.roots])
    return _facts(row, on, roots, nodes, stands, levels, recorded)


def _facts(
    row: Plan,
    on: date,
    roots: tuple[Node[StatedT], ...],
    nodes: tuple[Node[StatedT], ...],
    stands: Mapping[str, Standing],
    levels: Mapping[str, str],
    recorded: Mapping[str, HeldUp],
) -> PlanFacts[StatedT]:
    return PlanFacts(
        id=str(row.id),
        slug=row.slug,
        name=row.name,
        kind=row.kind,
        group=row.group.name if row.group else "",
        group_id=str(row.group_id or ""),
        headings=tuple(row.headings),
        version=row.version,
        starts_on=row.starts_on,
        on=on,
        states=tuple([node.state for node in nodes]),
        roots=roots,
        nodes=nodes,
        standings=stands,
        levels=levels,
        recorded=recorded,
    )


def without_orphans(states: Iterable[StatedT]) -> tuple[StatedT, ...]:
    """Leave out what hung, on the day asked about, on an entry the reader may not see."""
    kept = tuple(states)
    while True:
        known = {state.id for state in kept}
        seen = tuple([s for s in kept if not s.parent_id or s.parent_id in known])
        if len(seen) == len(kept):
            return kept
        kept = seen
