"""Records what holds entries up: barriers recorded, changed, taken to a group, resolved, opened again.

Whoever may record progress on an entry may do all of it. The entry is held before its barriers, as in every
command, because the words that are searched are the entry's.
"""

import uuid
from dataclasses import dataclass
from datetime import date

from quorate.commands.recording import ask_who_records
from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.membership.facts import has_left
from quorate.domain.membership.groups import refusal_after_end
from quorate.domain.plans import recorded as rules
from quorate.domain.plans.position import EntryState
from quorate.domain.plans.recorded import RecordedBarrier, Step
from quorate.records import scopes
from quorate.records.facts.barriers import barrier_fact, with_everything
from quorate.records.facts.positions import states_at
from quorate.records.models import BarrierEscalation, BarrierRow, BarrierStep, Entry, Person, ProgressRow


@dataclass(frozen=True, slots=True)
class BarrierDraft:
    """How a barrier is described. An empty `kind` is not chosen, no `since` not known, no `owner` nobody."""

    words: str
    kind: str = ""
    since: date | None = None
    owner: uuid.UUID | None = None


@command(Permission.PROGRESS_RECORD)
def record_barrier(
    run: Run, *, entry: uuid.UUID, draft: BarrierDraft, update: uuid.UUID | None = None
) -> Outcome:
    """Record that something holds an entry up; `update` is the one whose words it is taken from, if any.

    Whoever leads the entry may, and those who record for others. Refuses with `plans.entry_withdrawn`, and as
    `refusal_of_barrier`, `refusal_to_record` and `refusal_of_owner` do. Raises NotFoundError for an update of
    another entry.
    """
    row = run.find(scopes.entries, entry)
    state = _state(row, run.moment.today)
    ask_who_records(run, row, state)
    source = _update(row, update) if update else None
    owner = run.get(scopes.people, draft.owner) if draft.owner else None
    known = [barrier_fact(one) for one in with_everything(BarrierRow.objects.filter(entry=row))]
    if state is not None and state.version.withdrawn:
        return Refusal("plans.entry_withdrawn", "This has been withdrawn from the plan.")
    if refusal := (
        _refusal_of(draft, run.moment.today)
        or rules.refusal_to_record(draft.words, known)
        or _refusal_of_owner(run, owner, None)
    ):
        return refusal
    made = BarrierRow.objects.create(
        id=run.new_id(),
        entry=row,
        update=source,
        words=draft.words.strip(),
        kind=draft.kind,
        since=draft.since,
        owner=owner,
    )
    _step(run, made, Step.RECORDED, run.moment.today)
    return Done([_event("recorded", made, kind=draft.kind)], id=made.id)


@command(Permission.PROGRESS_RECORD)
def change_barrier(run: Run, *, barrier: uuid.UUID, version: int, draft: BarrierDraft) -> Outcome:
    """Describe a barrier anew: its words, its type, since when, and whose it is.

    Refuses as `refusal_to_change`, `refusal_of_barrier` and `refusal_of_owner` do, and with
    `plans.barrier_unchanged`. Raises StaleError when `version` has moved on.
    """
    row, facts = _held(run, barrier, version)
    owner = run.get(scopes.people, draft.owner) if draft.owner else None
    if refusal := (
        rules.refusal_to_change(facts)
        or _refusal_of(draft, run.moment.today, facts)
        or _refusal_of_owner(run, owner, row.owner_id)
    ):
        return refusal
    said = {"words": draft.words.strip(), "kind": draft.kind, "since": draft.since, "owner": owner}
    changed = [name for name, value in said.items() if getattr(row, name) != value]
    if not changed:
        return Refusal("plans.barrier_unchanged", "That is what it says already.", field="words")
    for name in changed:
        setattr(row, name, said[name])
    row.save(update_fields=changed)
    _step(run, row, Step.CHANGED, run.moment.today)
    run.touch(row)
    return Done([_event("changed", row, changed=",".join(changed), kind=draft.kind)], id=row.id)


@command(Permission.PROGRESS_RECORD)
def escalate_barrier(
    run: Run, *, barrier: uuid.UUID, version: int, group: uuid.UUID, asked: str, on: date
) -> Outcome:
    """Record that a group was asked something because of a barrier; it stays open.

    Refuses as `refusal_to_escalate` does, and with `groups.ended`. Raises StaleError when `version` has
    moved on.
    """
    row, facts = _held(run, barrier, version)
    to = run.get(scopes.groups, group)
    if refusal := rules.refusal_to_escalate(
        facts, group_id=str(to.id), asked=asked, on=on, today=run.moment.today
    ) or refusal_after_end(ended_on=to.ended_on, on=on, field="group"):
        return refusal
    BarrierEscalation.objects.create(
        id=run.new_id(),
        barrier=row,
        group=to,
        on=on,
        asked=asked.strip(),
        opening=facts.opening,
        recorded_at=run.moment.at,
        recorded_by_id=uuid.UUID(run.actor.person),
    )
    run.touch(row)
    return Done([_event("escalated", row, group=str(to.id), on=on.isoformat())], id=row.id)


@command(Permission.PROGRESS_RECORD)
def resolve_barrier(run: Run, *, barrier: uuid.UUID, version: int, how: str, on: date) -> Outcome:
    """Record that a barrier is over, on what day and how.

    Refuses as `refusal_to_resolve` does. Raises StaleError when `version` has moved on.
    """
    row, facts = _held(run, barrier, version)
    if refusal := rules.refusal_to_resolve(facts, how=how, on=on, today=run.moment.today):
        return refusal
    _step(run, row, Step.RESOLVED, on, how)
    run.touch(row)
    return Done([_event("resolved", row, on=on.isoformat())], id=row.id)


@command(Permission.PROGRESS_RECORD)
def reopen_barrier(run: Run, *, barrier: uuid.UUID, version: int, why: str) -> Outcome:
    """Open a resolved barrier again, with why; how it was resolved stays in its history.

    Refuses as `refusal_to_reopen` does. Raises StaleError when `version` has moved on.
    """
    row, facts = _held(run, barrier, version)
    if refusal := rules.refusal_to_reopen(facts, why=why):
        return refusal
    _step(run, row, Step.REOPENED, run.moment.today, why)
    run.touch(row)
    return Done([_event("reopened", row)], id=row.id)


def _held(run: Run, barrier: uuid.UUID, version: int) -> tuple[BarrierRow, RecordedBarrier]:
    """The barrier, held after its entry, and what is known of it, for whoever may record on that entry."""
    of = scopes.barriers(run.actor).filter(id=barrier).values_list("entry", flat=True).first()
    entry = run.find(scopes.entries, of)
    ask_who_records(run, entry, _state(entry, run.moment.today))
    row = run.get(scopes.barriers, barrier)
    run.same(row, version)
    return row, barrier_fact(with_everything(BarrierRow.objects.filter(id=row.id)).get())


def _state(row: Entry, today: date) -> EntryState | None:
    states, _ = states_at(Entry.objects.filter(id=row.id), today, with_withdrawn=True)
    return next(iter(states), None)


def _update(row: Entry, update: uuid.UUID) -> ProgressRow:
    found = ProgressRow.objects.filter(entry=row, id=update).first()
    if found is None:
        raise NotFoundError
    return found


def _refusal_of(draft: BarrierDraft, today: date, facts: RecordedBarrier | None = None) -> Refusal | None:
    done_on = [one.on for one in facts.escalations] if facts else []
    done_on += [one.on for one in facts.steps if one.step is Step.RESOLVED] if facts else []
    return rules.refusal_of_barrier(
        words=draft.words,
        kind=draft.kind,
        since=draft.since,
        today=today,
        not_after=min(done_on, default=None),
    )


def _refusal_of_owner(run: Run, owner: Person | None, was: uuid.UUID | None) -> Refusal | None:
    """Somebody who owned it already and has left since stays where nobody else is chosen: they are marked."""
    if owner is None or owner.id == was or not has_left(owner.left_on, run.moment.today):
        return None
    return rules.refusal_of_owner(owner.left_on)


def _step(run: Run, row: BarrierRow, step: Step, on: date, words: str = "") -> None:
    """One more line of its history, with the type it has from then on."""
    BarrierStep.objects.create(
        id=run.new_id(),
        barrier=row,
        number=BarrierStep.objects.filter(barrier=row).count() + 1,
        on=on,
        step=step.value,
        kind=row.kind,
        words=words.strip(),
        recorded_at=run.moment.at,
        recorded_by_id=uuid.UUID(run.actor.person),
    )


def _event(what: str, row: BarrierRow, **details: str) -> Event:
    return Event(f"plans.barrier_{what}", "barrier", str(row.id), {"entry": str(row.entry_id), **details})
