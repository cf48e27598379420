"""Actions of a meeting: entries of the group's action log, followed there, and moved into a plan.

An action written in the minutes becomes an entry in the same transaction; what the minute says later the
entry says too, for as long as nobody has changed the entry itself.
"""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.db.models import Q, QuerySet

from quorate.commands import entries
from quorate.commands.plans import draft_of, free_slug
from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.audience import AUDIENCE_NAMES, Audience
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import day
from quorate.domain.meetings.actions import ACTION_LOG, next_code, refusal_to_move_entry
from quorate.domain.plans.drafts import EntryDraft
from quorate.domain.plans.facts import EntryKind, Lead, Target, TargetKind
from quorate.domain.plans.position import EntryState
from quorate.domain.plans.refusals import refusals_of_version
from quorate.domain.plans.tree import below
from quorate.records import scopes
from quorate.records.facts.labels import label_of
from quorate.records.facts.positions import states_at
from quorate.records.models import (
    AgendaItem,
    Entry,
    EntryMove,
    EntryVersion,
    Meeting,
    Minute,
    Plan,
    ProgressRow,
)

_NARROWER = list(AUDIENCE_NAMES)
_TAKEN_OUT = "It was taken out of the minutes."


def logged(run: Run, row: Meeting, minute: Minute) -> list[Event]:
    """Make the entry of an action about to be written, in the group's log; a log is started if there is none.

    The entry is as narrow as the item and the meeting are.
    """
    log, events = _log_of(run, row)
    entry = entries.new_entry(run, log)
    _label(entry, row, minute)
    entry.save(update_fields=["audience", "restriction"])
    on = max(row.on, log.starts_on)
    draft = EntryDraft(
        kind=EntryKind.ACTION,
        level="Action",
        code=_code(log, entry, row.on),
        text=minute.words,
        order=Entry.objects.filter(plan=log).count(),
        leads=_leads(minute),
        targets=_targets(minute),
    )
    entries.write_version(run, entry, draft, effective_on=on, names=_names(run))
    run.touch(log)
    minute.entry = entry
    return [*events, Event("plans.entry_added", "entry", str(entry.id), {"plan": str(log.id)})]


def changed(run: Run, minute: Minute, *, was: str, reason: str = "") -> tuple[list[Event], str]:
    """Have an action's entry say what the minute says now, and a sentence where it cannot.

    An entry whose wording somebody changed since is left as they made it.
    """
    entry = minute.entry
    if entry is None:
        return [], ""
    latest = _latest(entry)
    if latest is None or latest.withdrawn or latest.text != was:
        return [], "What the action says in its plan was changed there, so it was left as it is."
    state = _state(run, entry)
    draft = replace(
        draft_of(state, latest.level), text=minute.words, leads=_leads(minute), targets=_targets(minute)
    )
    if (draft.text, draft.leads, draft.targets) == (state.version.text, state.leads, state.targets):
        return [], ""
    entries.write_version(
        run,
        entry,
        draft,
        effective_on=max(run.moment.today, latest.effective_on),
        names=_names(run),
        reason=reason or "It was changed in the minutes.",
    )
    run.touch(entry)
    return [Event("plans.entry_changed", "entry", str(entry.id), {"plan": str(entry.plan_id)})], ""


def relabelled(rows: QuerySet[Minute]) -> None:
    """Have the entries that these minutes' actions became be as narrow as their items and meetings are now.

    An entry somebody made narrower by hand keeps what they set.
    """
    for minute in rows.filter(entry__isnull=False).select_related("entry__plan", "item", "meeting"):
        if minute.entry is not None:
            _label(minute.entry, minute.meeting, minute)
            minute.entry.save(update_fields=["audience", "restriction"])


def withdrawn(run: Run, minute: Minute) -> list[Event] | Refusal:
    """Withdraw the entry of an action taken out of the minutes. Refuses with `minutes.action_under_way`."""
    entry = minute.entry
    latest = _latest(entry) if entry else None
    if entry is None or latest is None or latest.withdrawn:
        return []
    if ProgressRow.objects.filter(entry=entry).exists():
        return Refusal(
            "minutes.action_under_way",
            "Progress was recorded on the action this minute became.",
            "Withdraw it in its plan first.",
        )
    entries.write_version(
        run,
        entry,
        draft_of(_state(run, entry), latest.level),
        effective_on=max(run.moment.today, latest.effective_on),
        names=_names(run),
        reason=_TAKEN_OUT,
        withdrawn=True,
    )
    run.touch(entry)
    return [Event("plans.entry_withdrawn", "entry", str(entry.id), {"plan": str(entry.plan_id)})]


@command(Permission.PLAN_EDIT)
def move_entry(
    run: Run, *, entry: uuid.UUID, plan: uuid.UUID, version: int, parent: uuid.UUID | None = None
) -> Outcome:
    """Move an entry into another plan: the same entry, with its history, its updates and its readers.

    The plan it leaves says where it went. Its code goes with it where no entry of the plan has it. Who may
    change both plans may do it. Refuses as `refusal_to_move_entry` and `refusals_of_version` do. Raises
    StaleError when the entry has moved on.
    """
    row = run.find(scopes.entries, entry, version=version, group="plan.group_id")
    to = run.get(scopes.plans, plan)
    run.may(to.group_id or "")
    left, today = row.plan, run.moment.today
    here, there = _states(run, left, today), _states(run, to, today)
    state = next((one for one in here if one.id == str(row.id)), None)
    under = below(here, str(row.id))
    if refusal := refusal_to_move_entry(
        is_same_plan=to.id == left.id,
        is_withdrawn=state is None,
        under=len(under),
        ended_on=to.ends_on,
        today=today,
    ):
        return refusal
    assert state is not None  # noqa: S101 refused otherwise
    draft = _draft_for(state, _latest(row), there, parent)
    on = max(today, state.version.effective_on)
    if refusals := refusals_of_version(
        entries.as_version(run, draft, on), entry_id=str(row.id), states=there
    ):
        return refusals[0]
    row.plan = to
    row.save(update_fields=["plan"])
    reason = f"It came from {left.name}" + (f", where it was {state.code}." if state.code else ".")
    entries.write_version(run, row, draft, effective_on=on, names=_names(run), reason=reason)
    EntryMove.objects.create(
        id=run.new_id(),
        entry=row,
        from_plan=left,
        to_plan=to,
        on=today,
        code=state.code,
        at=run.moment.at,
        by_id=uuid.UUID(run.actor.person),
    )
    run.touch(row)
    run.touch(left)
    run.touch(to)
    details = {"from": str(left.id), "plan": str(to.id)}
    return Done([Event("plans.entry_moved", "entry", str(row.id), details)], id=row.id)


def _log_of(run: Run, row: Meeting) -> tuple[Plan, list[Event]]:
    """The log of the meeting's group that is open on its day; the group is held, so that one is started."""
    group = run.get(scopes.groups, row.group_id)
    logs = scopes.plans(run.actor).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=row.on), group=group, kind=ACTION_LOG
    )
    held = logs.order_by("-starts_on", "id").first()
    if held is not None:
        return run.get(scopes.plans, held.id), []
    name = f"Actions of the {group.name}"
    started = Plan.objects.create(
        id=run.new_id(),
        partnership_id=run.partnership,
        group=group,
        slug=free_slug(run, name),
        name=name,
        kind=ACTION_LOG,
        starts_on=row.on,
    )
    return started, [Event("plans.started", "plan", str(started.id))]


def _label(entry: Entry, row: Meeting, minute: Minute) -> None:
    """The narrowest audience of the log, the meeting and the item, and the restriction either names."""
    over: list[Meeting | AgendaItem] = [row, *([minute.item] if minute.item else [])]
    levels = [Audience(entry.audience), *(Audience(one.audience) for one in over)]
    entry.audience = max(levels, key=_NARROWER.index).value
    named = [one.restriction_id for one in over if one.restriction_id]
    entry.restriction_id = named[-1] if named else entry.restriction_id


def _code(log: Plan, entry: Entry, on: date) -> str:
    """The next code among entries that the same readers know of, so that no gap betrays one they do not."""
    is_open = label_of(entry).is_open_to_all
    alike = scopes.open_to_all("entry__") if is_open else ~scopes.open_to_all("entry__")
    codes = EntryVersion.objects.filter(alike, entry__plan=log).exclude(entry=entry)
    taken = list(codes.values_list("code", flat=True).distinct())
    return next_code(taken if is_open else [code for code in taken if code.startswith("R")] or ["R0"], on)


def _leads(minute: Minute) -> tuple[Lead, ...]:
    person, agency = minute.owner, minute.agency
    if person is None and agency is None:
        return ()
    names = [person.name if person else "", agency.name if agency else ""]
    return (
        Lead(
            raw=", ".join(filter(None, names)),
            agency=agency.name if agency else "",
            agency_id=str(agency.id) if agency else "",
            person=person.name if person else "",
            person_id=str(person.id) if person else "",
        ),
    )


def _targets(minute: Minute) -> tuple[Target, ...]:
    return (Target(TargetKind.DAY, day(minute.due_on), minute.due_on),) if minute.due_on else ()


def _draft_for(
    state: EntryState, latest: EntryVersion | None, there: Sequence[EntryState], parent: uuid.UUID | None
) -> EntryDraft:
    """What the entry says in the other plan: the same, under what was chosen, its code if it is free."""
    is_free = state.code not in {one.code for one in there}
    return replace(
        draft_of(state, latest.level if latest else ""),
        parent_id=str(parent or ""),
        code=state.code if is_free else "",
        order=len(there),
    )


def _latest(entry: Entry) -> EntryVersion | None:
    return EntryVersion.objects.filter(entry=entry).order_by("-number").first()


def _state(run: Run, entry: Entry) -> EntryState:
    later = max(run.moment.today, _latest_day(entry))
    states, _ = states_at(Entry.objects.filter(id=entry.id), later, with_withdrawn=True)
    return states[0]


def _latest_day(entry: Entry) -> date:
    latest = _latest(entry)
    return latest.effective_on if latest else date.min


def _states(run: Run, plan: Plan, on: date) -> tuple[EntryState, ...]:
    return states_at(scopes.entries(run.actor).filter(plan=plan), on)[0]


def _names(run: Run) -> entries.Names:
    return entries.Names(run.actor, on=run.moment.today)
