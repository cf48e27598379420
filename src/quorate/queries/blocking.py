"""What blocks a partnership: the barriers of every plan a reader may see, and those only named so far.

As many questions of the database however many there are. A barrier of an entry that was withdrawn holds
nothing up and is left out; one of an entry that is complete or declined is listed apart.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from quorate.domain.access.actor import Actor
from quorate.domain.plans.barriers import BARRIERS, Barrier
from quorate.domain.plans.outline import Outline
from quorate.domain.plans.recorded import (
    RecordedBarrier,
    blocked_in_words,
    is_recorded,
    longest_first,
    not_said_in_words,
    types_over_entries,
)
from quorate.queries.barriers import NOT_CHOSEN, BarrierLine, line_of, may_record
from quorate.queries.every_plan import every_plan, named
from quorate.queries.people.choices import Options
from quorate.queries.plan_facts import PlanFacts
from quorate.queries.plan_words import said_words, wordings
from quorate.queries.plans import PER_PAGE, Choice
from quorate.records import scopes
from quorate.records.facts.barriers import barrier_fact, every_barrier, with_everything

T = TypeVar("T")
UNTYPED = "none"
"""How an address asks for barriers with no type chosen."""
LATELY_DAYS = 91
"""How long a barrier that was resolved is shown for: a board meets about that often."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What the reader asked to see; each left empty asks nothing."""

    kind: str = ""
    plan: str = ""
    agency: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything was asked."""
        return bool(self.kind or self.plan or self.agency)


@dataclass(frozen=True, slots=True)
class BlockLine:
    """A barrier with the entry it holds up, and its plan."""

    barrier: BarrierLine
    entry_name: str
    plan: str


@dataclass(frozen=True, slots=True)
class NamedLine:
    """A barrier that an update names and nobody recorded. `suggested` is from its words alone.

    `has_open` says that another barrier of the entry is open on record.
    """

    entry: str
    entry_name: str
    plan: str
    update: str
    words: str
    suggested: tuple[str, ...]
    said_on: date
    may_record: bool
    has_open: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A page of a longer list."""

    number: int
    last: int
    found: int

    def of(self, every: Sequence[T]) -> Sequence[T]:
        """The lines of this page."""
        return every[(self.number - 1) * PER_PAGE : self.number * PER_PAGE]


@dataclass(frozen=True, slots=True)
class BlockingPage:
    """What blocks us. `lines` are open, longest first; `left` are open of what is closed; `over` resolved."""

    lede: str
    more: str
    asking: Asking
    kinds: tuple[Choice, ...]
    plans: Options
    agencies: Options
    lines: tuple[BlockLine, ...]
    lines_part: Part
    left: tuple[BlockLine, ...]
    left_found: int
    over: tuple[BlockLine, ...]
    over_found: int
    named: tuple[NamedLine, ...]
    named_part: Part
    lately: int = LATELY_DAYS


@dataclass(frozen=True, slots=True)
class _Places:
    """Where every entry stands that the reader may see, by its id."""

    facts: Mapping[str, PlanFacts[Outline]]
    states: Mapping[str, Outline]

    def is_open(self, entry: str) -> bool:
        """Whether the entry is still to be done."""
        return self.facts[entry].standings[entry].is_open

    def fits(self, entry: str, asking: Asking) -> bool:
        """Whether the entry is in the plan and led by the agency that were asked for."""
        led_by = {lead.agency_id for lead in self.states[entry].leads}
        in_plan = not asking.plan or self.facts[entry].slug == asking.plan
        return in_plan and (not asking.agency or asking.agency in led_by)


@dataclass(frozen=True, slots=True)
class _Found:
    """Every barrier on record that the reader may see, and the entries whose update names another."""

    still: Sequence[RecordedBarrier]
    left: Sequence[RecordedBarrier]
    over: Sequence[RecordedBarrier]
    named: Sequence[Outline]

    @property
    def entries(self) -> set[str]:
        """The entries all these are of."""
        recorded = (*self.still, *self.left, *self.over)
        return {*(one.entry_id for one in recorded), *(one.id for one in self.named)}

    def narrowed(self, places: _Places, asking: Asking) -> "_Found":
        """Those that were asked for."""

        def kept(barriers: Sequence[RecordedBarrier]) -> Sequence[RecordedBarrier]:
            return [one for one in barriers if places.fits(one.entry_id, asking) and _is_of(one, asking.kind)]

        named = [one for one in self.named if places.fits(one.id, asking) and _suggests(one, asking.kind)]
        return _Found(kept(self.still), kept(self.left), kept(self.over), named)


def page_blocking(
    actor: Actor, *, today: date, asking: Asking | None = None, number: int = 1, named_number: int = 1
) -> BlockingPage:
    """What blocks the partnership, as far as the reader may see it. A number out of range shows the first."""
    asking = asking or Asking()
    places = _places(every_plan(actor, today))
    every = _found(actor, places, today)
    found = every.narrowed(places, asking)
    counted = types_over_entries(every.still)
    part, named_part = _part(len(found.still), number), _part(len(found.named), named_number)
    still, left, over = part.of(found.still), found.left[:PER_PAGE], found.over[:PER_PAGE]
    lines = _lines(actor, places, [*still, *left, *over], today)
    return BlockingPage(
        lede=blocked_in_words(
            counted, entries=len({one.entry_id for one in every.still}), barriers=len(every.still)
        ),
        more=not_said_in_words(every.still),
        asking=asking,
        kinds=_kinds(counted, every.named, asking.kind),
        plans=_plans(places, every.entries, asking.plan),
        agencies=_agencies(places, every.entries, asking.agency),
        lines=tuple(lines[one.id] for one in still),
        lines_part=part,
        left=tuple(lines[one.id] for one in left),
        left_found=len(found.left),
        over=tuple(lines[one.id] for one in over),
        over_found=len(found.over),
        named=_named(actor, places, named_part.of(found.named), every.still),
        named_part=named_part,
    )


def _places(plans: Sequence[PlanFacts[Outline]]) -> _Places:
    return _Places(
        {state.id: facts for facts in plans for state in facts.states},
        {state.id: state for facts in plans for state in facts.states},
    )


def _found(actor: Actor, places: _Places, today: date) -> _Found:
    """All there is, in order: the longest standing, the last resolved and the oldest update first."""
    recorded = every_barrier(scopes.barriers(actor), actor.partnership)
    every = longest_first([one for one in recorded if one.entry_id in places.states], today)
    still = [one for one in every if one.resolved_on is None]
    since = today - timedelta(days=LATELY_DAYS)
    lately = [(one.resolved_on, one) for one in every if one.resolved_on and one.resolved_on >= since]
    return _Found(
        still=[one for one in still if places.is_open(one.entry_id)],
        left=[one for one in still if not places.is_open(one.entry_id)],
        over=[one for _, one in sorted(lately, key=lambda pair: pair[0], reverse=True)],
        named=_unrecorded(every, places),
    )


def _unrecorded(every: Sequence[RecordedBarrier], places: _Places) -> list[Outline]:
    """The open entries whose own latest update names a barrier that nobody recorded, the oldest first.

    Only the words of those that have barriers on record are read: they alone can say the same.
    """
    naming = {
        id: (state, state.progress)
        for id, state in places.states.items()
        if state.progress and state.progress.barriers and places.is_open(id)
    }
    on_record: defaultdict[str, list[RecordedBarrier]] = defaultdict(list)
    for one in every:
        on_record[one.entry_id].append(one)
    texts = said_words([said for id, (_, said) in naming.items() if id in on_record])
    found = [
        (said.as_at, state)
        for id, (state, said) in naming.items()
        if id not in on_record or not is_recorded(texts[said.id].barrier, said.as_at, on_record[id])
    ]
    return [state for _, state in sorted(found, key=lambda pair: (pair[0], pair[1].id))]


def _is_of(one: RecordedBarrier, kind: str) -> bool:
    return not kind or (one.kind.value if one.kind else UNTYPED) == kind


def _suggests(one: Outline, kind: str) -> bool:
    return not kind or bool(one.progress and kind in one.progress.barriers)


def _part(found: int, number: int) -> Part:
    last = max(1, -(-found // PER_PAGE))
    return Part(number if 1 <= number <= last else 1, last, found)


def _lines(
    actor: Actor, places: _Places, shown: Sequence[RecordedBarrier], today: date
) -> dict[str, BlockLine]:
    """These barriers as lines, by their id."""
    ids = [uuid.UUID(one.id) for one in shown]
    rows = list(with_everything(scopes.barriers(actor).filter(id__in=ids))) if ids else []
    texts = wordings([places.states[one.entry_id] for one in shown])
    found = {}
    for row in rows:
        state = places.states[str(row.entry_id)]
        line = line_of(row, barrier_fact(row), today)
        found[line.id] = BlockLine(line, named(state, texts), places.facts[state.id].name)
    return found


def _named(
    actor: Actor, places: _Places, shown: Sequence[Outline], still: Sequence[RecordedBarrier]
) -> tuple[NamedLine, ...]:
    held = {one.entry_id for one in still}
    texts, said = wordings(shown), said_words([one.progress for one in shown])
    return tuple(
        NamedLine(
            entry=one.id,
            entry_name=named(one, texts),
            plan=places.facts[one.id].name,
            update=one.progress.id,
            words=said[one.progress.id].barrier,
            suggested=tuple(BARRIERS[kind] for kind in one.progress.barriers),
            said_on=one.progress.as_at,
            may_record=may_record(actor, group=places.facts[one.id].group_id, led_by=one.leads),
            has_open=one.id in held,
        )
        for one in shown
        if one.progress
    )


def _kinds(
    counted: Mapping[Barrier | None, int], unrecorded: Sequence[Outline], chosen: str
) -> tuple[Choice, ...]:
    """Each type with how many entries it holds up; one that words alone suggest is there with 0."""
    suggested = {kind for one in unrecorded if one.progress for kind in one.progress.barriers}
    every = [kind for kind in Barrier if kind in counted or kind in suggested]
    found = [Choice(one.value, BARRIERS[one], counted.get(one, 0), one.value == chosen) for one in every]
    if None in counted:
        found.append(Choice(UNTYPED, NOT_CHOSEN, counted[None], chosen == UNTYPED))
    return tuple(found)


def _plans(places: _Places, entries: Iterable[str], chosen: str) -> Options:
    """The plans that have any of these entries, by name; one that was asked for is there in any case."""
    names = {facts.slug: facts.name for facts in places.facts.values()}
    having = {places.facts[entry].slug for entry in entries} | ({chosen} & names.keys())
    return tuple(sorted(((slug, names[slug]) for slug in having), key=lambda one: one[1].lower()))


def _agencies(places: _Places, entries: Iterable[str], chosen: str) -> Options:
    """The agencies that lead any of these entries, by name; one that was asked for and leads any at all."""
    led = [lead for entry in entries for lead in places.states[entry].leads]
    leading = {lead.agency_id: lead.agency for lead in led if lead.agency_id}
    if chosen and chosen not in leading:
        every = {lead.agency_id: lead.agency for one in places.states.values() for lead in one.leads}
        leading.update({chosen: every[chosen]} if chosen in every else {})
    return tuple(sorted(leading.items(), key=lambda one: one[1].lower()))
