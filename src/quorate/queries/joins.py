"""How entries of several plans join: the links of one, what its words point to, the plans they lead to."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from quorate.domain.access.actor import Actor
from quorate.domain.kernel.words import day
from quorate.domain.plans.links import LINKS, Link, stands, way_of
from quorate.domain.plans.outline import Outline
from quorate.domain.plans.position import EntryState
from quorate.domain.plans.references import Reference, called, references
from quorate.domain.plans.standing import Standing
from quorate.queries.plan_facts import PlanFacts, outlines_of_each
from quorate.queries.plan_words import wordings
from quorate.queries.plans import standing_words, title_of
from quorate.records import scopes
from quorate.records.facts.links import link_facts
from quorate.records.facts.moves import homes_then
from quorate.records.models import Plan

PLANS_AWAY = 3
"""How many plans away from its own the thread of an entry is followed."""


@dataclass(frozen=True, slots=True)
class JoinLine:
    """An entry this one is linked to: how, in words from here, and how it stands; the link's own id."""

    link: str
    how: str
    entry: str
    name: str
    plan: str
    standing: str
    label: str
    since: str


@dataclass(frozen=True, slots=True)
class OfferedJoin:
    """A place in the entry's words that points to another entry nobody has linked it to."""

    quote: str
    entry: str
    name: str
    how: str
    way: str
    plan: str


@dataclass(frozen=True, slots=True)
class Joined:
    """The entries of every plan a thread runs through, by id, with what is said of each."""

    plans: tuple[PlanFacts[Outline], ...]
    states: Mapping[str, Outline]
    plan_of: Mapping[str, PlanFacts[Outline]]
    links: tuple[Link, ...]

    def standing(self, id: str) -> Standing:
        """How an entry stands."""
        return self.plan_of[id].standings[id]


def joined(actor: Actor, facts: PlanFacts[Outline], on: date, *, away: int = PLANS_AWAY) -> Joined:
    """A plan with those that links lead to from it, so many plans away; and the links that stood on the day.

    So many questions as there are steps away, however many entries and links there are.
    """
    links = links_on(actor, on)
    found = [facts]
    known = {state.id: facts for state in facts.states}
    for _ in range(away):
        far = {b for one in links for a, b in _both(one) if a in known and b not in known}
        further = outlines_of_each(actor, _plans_of(actor, far, on, {each.id for each in found}), on)
        if not further:
            break
        found += further
        known |= {state.id: each for each in further for state in each.states}
    return Joined(
        plans=tuple(found),
        states={state.id: state for each in found for state in each.states},
        plan_of=known,
        links=tuple(one for one in links if one.from_id in known and one.to_id in known),
    )


def links_on(actor: Actor, on: date) -> tuple[Link, ...]:
    """The links that stood on a day, as far as the reader may see both ends; in the order they were made."""
    rows = scopes.entry_links(actor).filter(from_on__lte=on).order_by("from_on", "recorded_at", "id")
    ended = Q(until_on__isnull=False, until_on__lte=F("from_on"))
    return tuple(one for one in link_facts(rows.exclude(ended)) if stands(one, on))


def join_lines(found: Joined, entry: str, home: str) -> tuple[JoinLine, ...]:
    """The links of an entry in words; the plan is named where it is not `home`, the id of its own."""
    mine = [(one, *ends) for one in found.links for ends in _both(one) if ends[0] == entry]
    texts = wordings([found.states[far] for _, _, far in mine])
    return tuple(
        JoinLine(
            link=one.id,
            how=LINKS[one.kind][one.to_id == entry],
            entry=far,
            name=name_of(found.states[far], texts),
            plan="" if found.plan_of[far].id == home else found.plan_of[far].name,
            standing=found.standing(far).headline.value,
            label=standing_words(found.standing(far)),
            since=day(one.from_on),
        )
        for one, _, far in mine
    )


def offered_joins(
    facts: PlanFacts[Outline], state: EntryState, linked: Collection[str]
) -> tuple[OfferedJoin, ...]:
    """The entries of its plan that an entry's words point to and it is not linked to, in their order.

    What it stands under, and what stands under it, is joined to it already.
    """
    others = [one for one in facts.states if one.id != state.id]
    near = {state.parent_id, *linked, *(one.id for one in others if one.parent_id == state.id)}
    by_name = called(facts.states)
    kept: dict[str, Reference] = {}
    for words in _said(state):
        for one in references(words, by_name, own=state.id):
            if one.entry_id not in near:
                kept.setdefault(one.entry_id, one)
    known = {one.id: one for one in others if one.id in kept}
    texts = wordings(known.values())
    return tuple(
        OfferedJoin(
            quote=one.quote,
            entry=id,
            name=name_of(known[id], texts),
            how=LINKS[one.kind][one.incoming],
            way=way_of(one.kind, incoming=one.incoming),
            plan=facts.id,
        )
        for id, one in kept.items()
    )


def name_of(state: Outline, texts: Mapping[str, str]) -> str:
    """An entry's code and the name in its wording."""
    return f"{state.code} {title_of(texts.get(state.id, ''))}".strip()


def _said(state: EntryState) -> tuple[str, ...]:
    update = state.progress
    said = (update.progress, update.barrier, update.evidence) if update else ()
    version = state.version
    promised = (version.text, version.outcome, *(one.text for one in version.measures))
    return (*promised, *(target.depends_on or target.raw for target in version.targets), *said)


def _both(link: Link) -> Sequence[tuple[str, str]]:
    return ((link.from_id, link.to_id), (link.to_id, link.from_id))


def _plans_of(actor: Actor, entries: set[str], on: date, had: set[str]) -> list[Plan]:
    if not entries:
        return []
    moved = homes_then(actor.partnership, on)
    ids = [uuid.UUID(id) for id in entries]
    homes = scopes.entries(actor).filter(id__in=ids).values_list("id", "plan_id")
    wanted = {moved.get(str(id), str(plan)) for id, plan in homes} - had
    rows = scopes.plans(actor).filter(id__in=wanted).select_related("partnership", "group")
    return list(rows.order_by("name", "id"))
