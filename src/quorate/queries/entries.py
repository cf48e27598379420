"""The page of one entry: what it says, how it stands, what was said of it and what it said before."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from quorate.domain.access.actor import Actor, refusal_to_act
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.words import day
from quorate.domain.membership.facts import has_left
from quorate.domain.plans.facts import EntryKind, Version
from quorate.domain.plans.labels import KINDS, RATINGS
from quorate.domain.plans.leading import leads
from quorate.domain.plans.measuring import completions, measured
from quorate.domain.plans.outline import Outline
from quorate.domain.plans.position import EntryState, history
from quorate.domain.plans.position import as_at as states_as_at
from quorate.queries.barriers import EntryBarriers, barriers_of_entry
from quorate.queries.entry_history import Said, entry_history, of_update
from quorate.queries.joins import JoinLine, OfferedJoin, join_lines, joined, offered_joins
from quorate.queries.offers import Offer, offer
from quorate.queries.plan_facts import PlanFacts, leads_then, outlines_of_each
from quorate.queries.plan_words import wordings
from quorate.queries.plans import lead_name, standing_words, target_word
from quorate.records import scopes
from quorate.records.facts.agencies import names_by_day
from quorate.records.facts.moves import homes_then
from quorate.records.facts.plans import entry_facts, with_everything
from quorate.records.models import Entry, Plan


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target date, what was printed, and what it waits for."""

    words: str
    raw: str


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure, and what the record says it has come to."""

    words: str
    come_to: str


@dataclass(frozen=True, slots=True)
class EntryPage:
    """One entry."""

    id: str
    plan_slug: str
    plan_name: str
    code: str
    level: str
    kind: str
    text: str
    outcome: str
    parent: tuple[str, str] | None
    leads: tuple[str, ...]
    targets: tuple[TargetLine, ...]
    measures: tuple[MeasureLine, ...]
    standing: str
    standing_text: str
    marks: tuple[str, ...]
    declared: str
    differs: str
    status: str
    rating: str
    latest: Said | None
    history: tuple[Said, ...]
    children: tuple[tuple[str, str, str, str], ...]
    version: int
    on: date
    is_past: bool
    record: Offer | None
    record_for_others: bool
    change: Offer | None
    redact: Offer | None
    label: Offer | None
    joins: tuple[JoinLine, ...] = field(default=())
    offered: tuple[OfferedJoin, ...] = field(default=())
    people: tuple[tuple[str, str], ...] = field(default=())
    barriers: EntryBarriers = field(default=EntryBarriers())
    state: EntryState | None = None
    versions: tuple[Version, ...] = field(default=())


def page_entry(actor: Actor, *, entry: uuid.UUID, today: date, on: date | None = None) -> EntryPage:
    """The entry as at `on` (today when not given); raises NotFoundError when it is not there then."""
    row = the_entry(actor, entry)
    as_at = on or today
    (facts,) = outlines_of_each(actor, [plan_then(actor, row, as_at)], as_at)
    (fact,) = entry_facts(with_everything(scopes.entries(actor).filter(id=row.id)))
    state = next(iter(states_as_at([fact], as_at)), None)
    if state is None or state.id not in facts.standings:
        raise NotFoundError
    stands = facts.standings[state.id]
    updates = history(fact.progress, as_at)
    above = next((s for s in facts.states if s.id == state.parent_id), None)
    below = [s for s in facts.states if s.parent_id == state.id]
    texts = wordings([*below, *([above] if above else [])])
    names = names_by_day(actor.partnership)
    may = _may(actor, row, state)
    linked = joined(actor, facts, as_at, away=1)
    joins = join_lines(linked, state.id, facts.id)
    is_now = as_at == today
    return EntryPage(
        id=state.id,
        plan_slug=facts.slug,
        plan_name=facts.name,
        code=state.code,
        level=facts.levels.get(state.id) or KINDS[state.version.kind][0],
        kind=state.version.kind.value,
        text=state.version.text,
        outcome=state.version.outcome,
        parent=(above.id, _named(above, texts)) if above else None,
        leads=tuple(lead_name(lead, as_at) for lead in leads_then(state.leads, names(as_at))),
        targets=tuple(TargetLine(target_word(t, as_at) or "No date", t.raw) for t in state.targets),
        measures=_measures(facts, state),
        standing=stands.headline.value,
        standing_text=standing_words(stands),
        marks=tuple(mark.sentence for mark in stands.marks),
        declared=RATINGS[stands.declared] if stands.declared else "",
        differs=stands.disagreement,
        status=state.progress.status.value if state.progress else "not_started",
        rating=state.progress.rating.value if state.progress else "",
        latest=of_update(updates[-1]) if updates else None,
        history=entry_history(
            updates,
            fact.versions,
            as_at,
            entry=row.id,
            parents=_above(facts, fact.versions),
            names=names,
        ),
        children=tuple(
            (s.id, _named(s, texts), facts.standings[s.id].headline.value, facts.standings[s.id].label)
            for s in below
        ),
        version=row.version,
        on=as_at,
        is_past=as_at < today,
        record=Offer() if may.record and is_now else None,
        record_for_others=may.record_for_others,
        change=Offer() if may.change and is_now else None,
        redact=offer(actor, Permission.REDACTION_PROPOSE),
        label=offer(actor, Permission.RESTRICTION_EDIT),
        joins=joins,
        offered=offered_joins(facts, state, {one.entry for one in joins}) if may.change and is_now else (),
        people=_people_to_speak_for(actor, row.plan, today) if may.record_for_others else (),
        barriers=barriers_of_entry(
            row.id,
            latest=updates[-1] if updates else None,
            on=as_at,
            today=today,
            is_open=stands.is_open,
            may_record=may.record and as_at == today,
        ),
        state=state,
        versions=fact.versions,
    )


def _above(facts: PlanFacts[Outline], versions: tuple[Version, ...]) -> dict[str, str]:
    """What every entry that this one has stood under is called, as far as it may be seen."""
    ids = {version.parent_id for version in versions}
    above = [one for one in facts.states if one.id in ids]
    texts = wordings(above)
    return {one.id: _named(one, texts)[:90] for one in above}


def version_of(page: EntryPage, number: int) -> Version | None:
    """What the entry said in the version of that number, if it has one."""
    return next((one for one in page.versions if one.number == number), None)


@dataclass(frozen=True, slots=True)
class _May:
    """What somebody may do with an entry."""

    record: bool
    record_for_others: bool
    change: bool


def _may(actor: Actor, row: Entry, state: EntryState) -> _May:
    group = str(row.plan.group_id or "")
    for_others = refusal_to_act(actor, Permission.PROGRESS_RECORD_FOR_OTHERS, group=group) is None
    leads_it = leads(state.leads, person=actor.person, agencies=actor.agencies)
    return _May(
        record=for_others or (leads_it and not refusal_to_act(actor, Permission.PROGRESS_RECORD)),
        record_for_others=for_others,
        change=not refusal_to_act(actor, Permission.PLAN_EDIT, group=group),
    )


def _people_to_speak_for(actor: Actor, plan: Plan, today: date) -> tuple[tuple[str, str], ...]:
    """The id and name of everybody an update may be recorded for; last, with the day, whoever has left."""
    rows = scopes.people(actor).exclude(left_on__lt=plan.starts_on).order_by("name")
    every = [(str(id), name, left) for id, name, left in rows.values_list("id", "name", "left_on")]
    still = [(id, name) for id, name, left in every if not has_left(left, today)]
    gone = [
        (id, f"{name} (left on {day(left)})") for id, name, left in every if left and has_left(left, today)
    ]
    return (*still, *gone)


def _measures(facts: PlanFacts[Outline], state: EntryState) -> tuple[MeasureLine, ...]:
    done = completions(facts.states, facts.standings)
    evidence = state.progress.evidence if state.progress else ""
    return tuple(
        MeasureLine(one.text, measured(one, stands=done, evidence=evidence)) for one in state.version.measures
    )


def plan_then(actor: Actor, row: Entry, on: date) -> Plan:
    """The plan the entry stood in on a day; raises NotFoundError where the actor may not read it."""
    then = homes_then(actor.partnership, on).get(str(row.id))
    if then is None:
        return row.plan
    plan = scopes.plans(actor).filter(id=then).select_related("partnership", "group").first()
    if plan is None:
        raise NotFoundError
    return plan


def the_entry(actor: Actor, entry: uuid.UUID) -> Entry:
    """The entry with its plan; raises NotFoundError."""
    row = scopes.entries(actor).filter(id=entry).select_related("plan__partnership", "plan__group").first()
    if row is None:
        raise NotFoundError
    return row


def parent_choices(actor: Actor, *, entry: uuid.UUID, today: date) -> tuple[tuple[str, str], ...]:
    """The other entries of an entry's plan, by id, from top to bottom; raises NotFoundError."""
    row = the_entry(actor, entry)
    (facts,) = outlines_of_each(actor, [row.plan], today)
    others = [node.state for node in facts.nodes if node.state.id != str(row.id)]
    texts = wordings(others)
    return tuple((one.id, _named(one, texts)[:90]) for one in others)


def _named(one: Outline, texts: Mapping[str, str]) -> str:
    return f"{one.code} {texts.get(one.id, '')}".strip()


KIND_CHOICES = tuple((kind.value, KINDS[kind][0].capitalize()) for kind in EntryKind)
