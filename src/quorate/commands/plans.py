"""Starts plans, adds and changes their entries, records progress, and asks leads for updates."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.utils.text import slugify

from quorate.commands import entries
from quorate.commands.asking import owe_update_messages, people_here
from quorate.commands.recording import ask_who_records
from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.audience import Audience
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.outcomes import OnBehalf, Refusal
from quorate.domain.membership.groups import refusal_after_end
from quorate.domain.plans.drafts import EntryDraft, word_for
from quorate.domain.plans.facts import EntryFacts
from quorate.domain.plans.position import EntryState
from quorate.domain.plans.position import as_at as as_at_date
from quorate.domain.plans.refusals import (
    ProgressDraft,
    refusal_to_record_progress,
    refusal_to_redate,
    refusal_to_withdraw,
    refusals_of_version,
)
from quorate.domain.plans.rollup import standings
from quorate.domain.plans.starting import refusal_to_ask, refusal_to_start, who_to_ask
from quorate.records import scopes
from quorate.records.facts.plans import entry_facts, with_everything
from quorate.records.facts.positions import states_at
from quorate.records.models import (
    Entry,
    EntryVersion,
    Partnership,
    Person,
    Plan,
    ProgressRow,
    UpdateAsked,
)


@command(Permission.PLAN_EDIT)
def start_plan(
    run: Run,
    *,
    name: str,
    starts_on: date,
    kind: str = "action_plan",
    group: uuid.UUID | None = None,
    ends_on: date | None = None,
    headings: Sequence[str] = (),
    audience: Audience = Audience.PARTNERSHIP,
) -> Outcome:
    """Start an empty plan.

    Refuses as `quorate.domain.plans.starting.refusal_to_start` does, and with `groups.ended` when the group's
    last day has passed, or will have when the plan starts.
    """
    of_group = run.find(scopes.groups, group, group="id") if group else None
    run.may(group or "")
    if refusal := refusal_to_start(name=name, starts_on=starts_on, ends_on=ends_on):
        return refusal
    if of_group and (
        ended := refusal_after_end(
            ended_on=of_group.ended_on, on=max(starts_on, run.moment.today), field="group"
        )
    ):
        return replace(ended, cure="Choose another group, or say that this one goes on.")
    plan = Plan.objects.create(
        id=run.new_id(),
        partnership_id=run.partnership,
        group=of_group,
        slug=free_slug(run, name),
        name=name.strip(),
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        headings=list(headings),
        audience=audience.value,
    )
    return Done([Event("plans.started", "plan", str(plan.id))], id=plan.id)


def free_slug(run: Run, name: str) -> str:
    """An address for a plan that no other plan of the partnership has had.

    The partnership is held until the plan is written, so that two plans started at once take two addresses.
    """
    base = slugify(name)[:70] or "plan"
    Partnership.objects.select_for_update(no_key=True).get(id=run.partnership)
    taken = set(
        Plan.objects.filter(partnership=run.partnership, slug__startswith=base).values_list("slug", flat=True)
    )
    return next(s for s in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if s not in taken)


@command(Permission.PLAN_EDIT)
def add_entry(run: Run, *, plan: uuid.UUID, draft: EntryDraft, effective_on: date | None = None) -> Outcome:
    """Add an entry to a plan, speaking from `effective_on` (today when not given).

    Without a word for its level it takes the plan's own word for its kind.
    Refuses as `quorate.domain.plans.refusals.refusals_of_version` does.
    """
    row = run.find(scopes.plans, plan, group="group_id")
    on = effective_on or run.moment.today
    states, levels = _said(run, row, on)
    draft = replace(draft, level=draft.level or word_for(draft.kind, states, levels))
    if refusals := refusals_of_version(entries.as_version(run, draft, on), entry_id="new", states=states):
        return refusals[0]
    entry = entries.new_entry(run, row)
    entries.write_version(
        run, entry, draft, effective_on=on, names=entries.Names(run.actor, on=run.moment.today)
    )
    run.touch(row)
    return Done([Event("plans.entry_added", "entry", str(entry.id), {"plan": str(row.id)})], id=entry.id)


@command(Permission.PLAN_EDIT)
def change_entry(
    run: Run,
    *,
    entry: uuid.UUID,
    draft: EntryDraft,
    reason: str = "",
    effective_on: date | None = None,
    version: int | None = None,
) -> Outcome:
    """Append a version to an entry; what it said before stays in its history.

    Refuses as `refusals_of_version` does, with `plans.redate_reason` when a promise moves later without
    a reason, and with `plans.nothing_changed`. Raises StaleError when `version` has moved on. Where the kind
    changes, the level takes the plan's own word for the new one.
    """
    row = _held(run, entry, version)
    on = effective_on or run.moment.today
    names = entries.Names(run.actor, on=run.moment.today)
    draft = replace(draft, leads=tuple(names.recognise(lead) for lead in draft.leads))
    states, levels = _said(run, row.plan, on, with_withdrawn=True)
    state = _state(states, row)
    if state and draft.kind is not state.kind:
        draft = replace(draft, level=word_for(draft.kind, states, levels))
    if refusals := refusals_of_version(
        entries.as_version(run, draft, on), entry_id=str(row.id), states=states
    ):
        return refusals[0]
    if state and draft.targets != state.targets:
        closed = not standings(states, run.moment.today)[state.id].is_open
        if refusal := refusal_to_redate(state, targets=draft.targets, reason=reason, is_closed=closed):
            return refusal
    if state and _says_the_same(state, draft):
        return Refusal("plans.nothing_changed", "That is what it says already.", field="text")
    entries.write_version(run, row, draft, effective_on=on, names=names, reason=reason.strip())
    run.touch(row)
    return Done([Event("plans.entry_changed", "entry", str(row.id), {"plan": str(row.plan_id)})], id=row.id)


def _held(run: Run, entry: uuid.UUID, version: int | None) -> Entry:
    """The entry, held after its plan: where it may stand is judged by the others, so one writes at a time."""
    plan = scopes.entries(run.actor).filter(id=entry).values_list("plan", flat=True).first()
    run.get(scopes.plans, plan)
    return run.find(scopes.entries, entry, version=version, group="plan.group_id")


def _says_the_same(state: EntryState, draft: EntryDraft) -> bool:
    now = state.version
    return (now.code, now.kind, now.text, now.parent_id, now.order, now.outcome) == (
        draft.code,
        draft.kind,
        draft.text,
        draft.parent_id,
        draft.order,
        draft.outcome,
    ) and (now.leads, now.targets, now.measures) == (draft.leads, draft.targets, draft.measures)


@command(Permission.PLAN_EDIT)
def withdraw_entry(
    run: Run, *, entry: uuid.UUID, reason: str, on: date | None = None, version: int | None = None
) -> Outcome:
    """Withdraw an entry from its plan from a day. Refuses as `refusal_to_withdraw` does."""
    row = _held(run, entry, version)
    day = on or run.moment.today
    states = _states(run, row.plan, day, with_withdrawn=True)
    state = _state(states, row)
    if state is None:
        return Refusal("plans.not_begun", "It had not begun on that day.", field="on")
    live = tuple(s for s in states if not s.version.withdrawn)
    if refusal := refusal_to_withdraw(state, states=live, reason=reason, on=day, today=run.moment.today):
        return refusal
    entries.write_version(
        run,
        row,
        draft_of(state, _level(row)),
        effective_on=day,
        names=entries.Names(run.actor, on=run.moment.today),
        reason=reason.strip(),
        withdrawn=True,
    )
    run.touch(row)
    return Done([Event("plans.entry_withdrawn", "entry", str(row.id), {"plan": str(row.plan_id)})], id=row.id)


def draft_of(state: EntryState, level: str = "") -> EntryDraft:
    """What an entry says, as a draft to change."""
    now = state.version
    return EntryDraft(
        kind=now.kind,
        text=now.text,
        code=now.code,
        level=level,
        parent_id=now.parent_id,
        order=now.order,
        outcome=now.outcome,
        leads=now.leads,
        targets=now.targets,
        measures=now.measures,
    )


@command(Permission.PROGRESS_RECORD)
def record_progress(
    run: Run,
    *,
    entry: uuid.UUID,
    draft: ProgressDraft,
    on_behalf: OnBehalf | None = None,
    reported_on: date | None = None,
    version: int | None = None,
) -> Outcome:
    """Record an update by a lead, or on behalf of one who does not sign in (who, how, when).

    Somebody who leads the entry, or speaks for an agency that does, may record for themselves; only the
    coordinator and the secretary may record on any entry or for others. Refuses as
    `refusal_to_record_progress` does. Raises StaleError when `version` has moved on.
    """
    row = run.find(scopes.entries, entry, version=version)
    (fact,) = entry_facts(with_everything(Entry.objects.filter(id=row.id)))
    state = _state(as_at_date([fact], run.moment.today, with_withdrawn=True), row)
    ask_who_records(run, row, state, for_others=on_behalf is not None)
    whom = run.get(scopes.people, uuid.UUID(on_behalf.person)) if on_behalf and on_behalf.person else None
    if refusal := refusal_to_record_progress(
        draft,
        today=run.moment.today,
        plan_began_on=row.plan.starts_on,
        latest=_latest(fact),
        is_withdrawn=bool(state and state.version.withdrawn),
        on_behalf=on_behalf,
        left_on=whom.left_on if whom else None,
    ):
        return refusal
    update = _write_update(run, row, draft, on_behalf=on_behalf, whom=whom, reported_on=reported_on)
    run.touch(row)
    details = {"entry": str(row.id), "status": draft.status.value, "rating": draft.rating.value}
    return Done([Event("plans.progress_recorded", "progress", str(update.id), details)], id=update.id)


def _write_update(
    run: Run,
    row: Entry,
    draft: ProgressDraft,
    *,
    on_behalf: OnBehalf | None,
    whom: Person | None,
    reported_on: date | None,
) -> ProgressRow:
    """Keep an update. It was reported when it was told to whoever records it for another."""
    run.behalf = on_behalf
    return ProgressRow.objects.create(
        id=run.new_id(),
        entry=row,
        as_at=draft.as_at,
        reported_on=reported_on or (on_behalf.on if on_behalf else run.moment.today),
        recorded_at=run.moment.at,
        status=draft.status.value,
        rating=draft.rating.value,
        progress=draft.progress.strip(),
        barrier=draft.barrier.strip(),
        evidence=draft.evidence.strip(),
        recorded_by_id=uuid.UUID(run.actor.person),
        on_behalf_of=whom,
        how=on_behalf.how if on_behalf else "",
        said_on=on_behalf.on if on_behalf else None,
    )


def _latest(fact: EntryFacts) -> ProgressDraft | None:
    if not fact.progress:
        return None
    last = max(fact.progress, key=lambda p: (p.as_at, p.recorded_at))
    return ProgressDraft(last.as_at, last.status, last.rating, last.progress, last.barrier, last.evidence)


@command(Permission.UPDATES_ASK)
def ask_for_updates(run: Run, *, plan: uuid.UUID, due_on: date) -> Outcome:
    """Ask the leads of every open entry of a plan for an update by a day, once for each lead and entry.

    Nobody who has left is asked. The sentence says how many were, and what nobody could be asked about.
    Refuses as `quorate.domain.plans.starting.refusal_to_ask` does.
    """
    row = run.find(scopes.plans, plan, group="group_id")
    states = _states(run, row, run.moment.today)
    asking = who_to_ask(states, standings(states, run.moment.today), here=people_here(run))
    if refusal := refusal_to_ask(asking, due_on=due_on, today=run.moment.today):
        return refusal
    UpdateAsked.objects.bulk_create(
        UpdateAsked(
            id=run.new_id(), entry_id=entry, person_id=person, asked_on=run.moment.today, due_on=due_on
        )
        for entry, person in asking.pairs
    )
    owe_update_messages(run, row, Counter(person for _, person in asking.pairs), due_on)
    run.touch(row)
    event = Event("plans.updates_asked", "plan", str(row.id), {"asked": str(len(asking.pairs))})
    return Done([event], id=row.id, sentence=asking.sentence)


def _states(run: Run, plan: Plan, on: date, *, with_withdrawn: bool = False) -> tuple[EntryState, ...]:
    return _said(run, plan, on, with_withdrawn=with_withdrawn)[0]


def _said(
    run: Run, plan: Plan, on: date, *, with_withdrawn: bool = False
) -> tuple[tuple[EntryState, ...], dict[str, str]]:
    """The plan's entries on a day, and each one's own word for its kind."""
    of_plan = scopes.entries(run.actor).filter(plan=plan)
    return states_at(of_plan, on, with_withdrawn=with_withdrawn)


def _state(states: Sequence[EntryState], row: Entry) -> EntryState | None:
    return next((state for state in states if state.id == str(row.id)), None)


def _level(row: Entry) -> str:
    latest = EntryVersion.objects.filter(entry=row).order_by("-number").first()
    return latest.level if latest else ""
