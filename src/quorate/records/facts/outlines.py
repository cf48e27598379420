"""Outlines of entries: written small into their positions, and read back a whole plan at a time.

What a position holds is what it was worked out by, `READ_BY`, and a list in JSON, in the order of `packed`,
because a page reads two thousand of them: one text for each entry is taken from the database, parsed and made
into values in a quarter of the time that a column for each value takes. Names of agencies and people are not
in it but their ids, so that a new name holds at once.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.db.models import FilteredRelation, Q, QuerySet

from quorate.domain.plans.barriers import EDITION, Barrier
from quorate.domain.plans.facts import EntryKind, Lead, Rating, Status, Target, TargetKind
from quorate.domain.plans.outline import Outline, OutlineSaid
from quorate.domain.plans.position import EntryState
from quorate.records.facts.positions import as_text, identity, states_at
from quorate.records.models import Entry

_KINDS = {kind.value: kind for kind in EntryKind}
_STATUSES = {status.value: status for status in Status}
_RATINGS = {rating.value: rating for rating in Rating}
_TARGETS = {kind.value: kind for kind in TargetKind}
MOST_KEPT = 20_000
"""How many outlines one process keeps: some 30 MB."""
_DECODER = json.JSONDecoder()
_BARRIERS = {barrier.value: barrier for barrier in Barrier}
RULES = 1
"""Raise it when a position would say something else of the same history, or say it otherwise."""
READ_BY = f"{RULES}:{EDITION} "
"""What every position begins with. One that begins otherwise is as good as none, until it is worked out."""


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """What agencies and people are called, by id, and the days on which people left."""

    agencies: Mapping[str, str]
    people: Mapping[str, str]
    left: Mapping[str, date]


Called = tuple[tuple[UUID, str], ...]
Known = tuple[tuple[UUID, str, date | None], ...]


@lru_cache(maxsize=512)
def names_of(agencies: Called, people: Known) -> Names:
    """The names as one value for as long as nobody is called anything else and nobody leaves."""
    return Names(
        {str(id): name for id, name in agencies},
        {str(id): name for id, name, _ in people},
        {str(id): left for id, _, left in people if left},
    )


class Outlines(NamedTuple):
    """Entries of each plan, by the plan's id; and the ids of entries whose day no position covers.

    One worked out by other rules than those of now covers none.
    """

    by_plan: dict[str, list[Outline]]
    uncovered: list[str]


def outline_of(state: EntryState, level: str) -> Outline:
    """A state without its words."""
    said = state.progress
    return Outline(
        id=state.id,
        version_id=state.version.id,
        code=state.code,
        kind=state.kind,
        level=level,
        parent_id=state.parent_id,
        order=state.order,
        began_on=state.began_on,
        leads=state.leads,
        targets=state.targets,
        progress=said
        and OutlineSaid(said.id, said.as_at, said.reported_on, said.status, said.rating, said.barriers),
    )


def packed(one: Outline | None) -> str:
    """An outline as its position holds it; None is an entry that has not begun or is withdrawn."""
    if one is None:
        return READ_BY
    said = one.progress
    return READ_BY + json.dumps(
        [
            one.version_id,
            one.code,
            one.kind.value,
            one.level,
            one.parent_id,
            one.order,
            _written(one.began_on),
            [[lead.raw, lead.agency_id, lead.person_id, lead.to_be_confirmed] for lead in one.leads],
            [
                [
                    t.kind.value,
                    t.raw,
                    _written(t.on),
                    _written(t.starts_on),
                    t.every_months,
                    _written(t.review_on),
                    t.depends_on,
                ]
                for t in one.targets
            ],
            said
            and [
                said.id,
                said.as_at.isoformat(),
                said.reported_on.isoformat(),
                said.status.value,
                said.rating.value,
                [barrier.value for barrier in said.barriers],
            ],
        ],
        separators=(",", ":"),
        ensure_ascii=False,
    )


def outlines_at(entries: QuerySet[Entry], on: date, names: Names) -> Outlines:
    """The entries' outlines at the end of `on`, as their positions have them, in one question."""
    covers = Q(positions__since__lte=on, positions__until__gt=on)
    rows = (
        entries.order_by()
        .annotate(now=FilteredRelation("positions", condition=covers))
        .values_list(as_text("plan_id"), as_text("id"), "now__facts")
    )
    by_plan: defaultdict[str, list[Outline]] = defaultdict(list)
    uncovered = []
    for plan, entry, facts in rows:
        if facts is None or not facts.startswith(READ_BY):
            uncovered.append(identity(entry))
        elif facts != READ_BY:
            by_plan[plan].append(_outline(entry, facts, names))
    return Outlines({identity(plan): found for plan, found in by_plan.items()}, uncovered)


def outlines_from_history(entries: QuerySet[Entry], on: date, found: Outlines) -> Outlines:
    """What was found with what no position covers, worked out from everything ever said."""
    missing = set(found.uncovered)
    homes = entries.order_by().values_list(as_text("plan_id"), as_text("id"))
    home = {identity(entry): identity(plan) for plan, entry in homes}
    # A past day covers none, and a few are as quickly told from all as asked for one by one.
    by_plan = defaultdict(list, found.by_plan)
    for one in history_outlines(entries, on):
        if one.id in missing:
            by_plan[home[one.id]].append(one)
    return Outlines(dict(by_plan), [])


def history_outlines(entries: QuerySet[Entry], on: date) -> tuple[Outline, ...]:
    """Outlines worked out from everything ever said."""
    states, levels = states_at(entries, on)
    return tuple(outline_of(state, levels.get(state.id, "")) for state in states)


@lru_cache(maxsize=MOST_KEPT)
def _outline(entry: str, facts: str, names: Names) -> Outline:
    """Make an outline. What was made is kept, by all it was made of: so nothing can outdate it."""
    listed = _DECODER.raw_decode(facts, len(READ_BY))[0]
    version, code, kind, level, parent, order, began, leads, targets, said = listed
    return Outline(
        identity(entry),
        version,
        code,
        _KINDS[kind],
        level,
        parent,
        order,
        _read(began),
        tuple([_lead(names, *lead) for lead in leads]),
        tuple([_target(*target) for target in targets]),
        _said(*said) if said else None,
    )


@lru_cache(maxsize=4_096)
def _lead(names: Names, raw: str, agency: str, person: str, to_be_confirmed: bool) -> Lead:
    return Lead(
        raw=raw,
        agency=names.agencies.get(agency, ""),
        agency_id=agency,
        person=names.people.get(person, ""),
        person_id=person,
        to_be_confirmed=to_be_confirmed,
        left_on=names.left.get(person),
    )


@lru_cache(maxsize=4_096)
def _target(
    kind: str, raw: str, on: str, starts: str, months: int | None, review: str, depends: str
) -> Target:
    return Target(_TARGETS[kind], raw, _read(on), _read(starts), months, _read(review), depends)


def forget() -> None:
    """Drop what was made, as a process that starts has made nothing."""
    for kept in (_outline, _lead, _target, names_of):
        kept.cache_clear()


def _said(
    id: str, as_at: str, reported: str, status: str, rating: str, barriers: Iterable[str]
) -> OutlineSaid:
    return OutlineSaid(
        id,
        date.fromisoformat(as_at),
        date.fromisoformat(reported),
        _STATUSES[status],
        _RATINGS[rating],
        tuple([_BARRIERS[barrier] for barrier in barriers]),
    )


def _written(day: date | None) -> str:
    return day.isoformat() if day else ""


def _read(day: str) -> date | None:
    return date.fromisoformat(day) if day else None
