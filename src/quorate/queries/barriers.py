"""What is recorded of the barriers of one entry, one barrier with what was done about it, and its forms."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from quorate.domain.access.actor import Actor, refusal_to_act
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.words import day
from quorate.domain.membership.facts import has_left
from quorate.domain.membership.groups import has_ended
from quorate.domain.plans.barriers import BARRIERS, barriers_in_words, suggested_barriers
from quorate.domain.plans.facts import Lead, Progress
from quorate.domain.plans.leading import leads
from quorate.domain.plans.position import EntryState
from quorate.domain.plans.recorded import (
    STEPS,
    RecordedBarrier,
    Step,
    as_at,
    is_recorded,
    longest_first,
    stood_in_words,
)
from quorate.queries.entry_history import Said
from quorate.queries.meetings import allowed
from quorate.queries.people.choices import Options, everybody_here
from quorate.records import scopes
from quorate.records.facts.barriers import barrier_fact, with_everything
from quorate.records.facts.positions import states_at
from quorate.records.models import BarrierRow, Entry

NOT_CHOSEN = "No type chosen yet"
NOT_KNOWN = "Nobody has said since when"
KINDS: Options = tuple((kind.value, label) for kind, label in BARRIERS.items())
NOT_THEIRS = (
    "You can record what holds up what you or your agency lead. Ask the partnership coordinator to record it."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of a group, and since when."""

    group: str
    slug: str
    on: str
    words: str


@dataclass(frozen=True, slots=True)
class BarrierLine:
    """A barrier in words. `owner_left` and `since` are empty where there is nothing to say of them.

    `resolved` says on what day, `how` in what way; both are empty while it is open.
    """

    id: str
    entry: str
    words: str
    kind: str
    is_typed: bool
    stood: str
    since: str
    owner: str
    owner_left: str
    asked: tuple[Asked, ...]
    resolved: str
    how: str

    @property
    def note(self) -> str:
        """How long it has stood, whose it is and whom was asked, on one line."""
        asked = f"{self.asked[-1].group} asked on {self.asked[-1].on}" if self.asked else ""
        return " · ".join(filter(None, (self.resolved or self.stood, self.owner, asked)))


@dataclass(frozen=True, slots=True)
class Named:
    """A barrier that the latest update names and nobody has recorded: its update, words and suggestion."""

    update: str
    words: str
    suggested: str


@dataclass(frozen=True, slots=True)
class EntryBarriers:
    """What is recorded of an entry, the open ones first, and what its latest update names besides."""

    still: tuple[BarrierLine, ...] = ()
    over: tuple[BarrierLine, ...] = ()
    named: Named | None = None
    may_record: bool = False

    @property
    def any(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.still or self.over or self.named or self.may_record)


@dataclass(frozen=True, slots=True)
class BarrierPage:
    """One barrier, and what this reader may do about it now."""

    id: str
    version: int
    entry: str
    entry_name: str
    plan: str
    plan_slug: str
    lede: str
    line: BarrierLine
    facts: tuple[tuple[str, str], ...]
    suggested: str
    history: tuple[Said, ...]
    groups: Options
    may_record: bool
    may_redact: bool
    is_resolved: bool
    today: date


@dataclass(frozen=True, slots=True)
class BarrierForm:
    """What a barrier is described by, filled in from an update or where it stands already.

    `id` and `version` are given where it is changed, `update` where it is taken from one. `suggested` says
    what its words suggest: no type is ever chosen by them.
    """

    entry: str
    entry_name: str
    plan: str
    plan_slug: str
    people: Options
    may_record: bool
    id: str = ""
    version: int = 0
    update: str = ""
    words: str = ""
    kind: str = ""
    since: date | None = None
    owner: str = ""
    kinds: Options = field(default=KINDS)
    not_theirs: str = NOT_THEIRS


def suggestion(words: str) -> str:
    """What words suggest, as a sentence that says it is no more; empty for no words.

    >>> suggestion("No funding after March")
    'The words suggest: short of money.'
    """
    found = suggested_barriers(words)
    return f"The words suggest: {barriers_in_words(found)}." if found else ""


def barriers_of_entry(
    entry: uuid.UUID, *, latest: Progress | None, on: date, today: date, is_open: bool, may_record: bool
) -> EntryBarriers:
    """What is recorded of an entry, found for its reader, as at `on`; `latest` is its update of then."""
    rows = [
        (row, known)
        for row in with_everything(BarrierRow.objects.filter(entry=entry))
        if (known := as_at_day(barrier_fact(row), on))
    ]
    lines = {known.id: line_of(row, known, on) for row, known in rows}
    in_order = longest_first([known for _, known in rows], on)
    named = latest.barrier if latest and is_open and on == today else ""
    is_known = latest is not None and is_recorded(named, latest.as_at, [known for _, known in rows])
    return EntryBarriers(
        still=tuple(lines[one.id] for one in in_order if one.resolved_on is None),
        over=tuple(lines[one.id] for one in in_order if one.resolved_on is not None),
        named=Named(latest.id, named, suggestion(named))
        if latest and named.strip() and not is_known
        else None,
        may_record=may_record,
    )


def as_at_day(one: RecordedBarrier, on: date) -> RecordedBarrier | None:
    """A barrier as it stood on a day; None where it had not been recorded."""
    steps = as_at(one.steps, on)
    if not steps:
        return None
    return replace(one, steps=steps, escalations=tuple(e for e in one.escalations if e.on <= on))


def page_barrier(actor: Actor, *, barrier: uuid.UUID, today: date) -> BarrierPage:
    """One barrier with what was done about it, newest first. Raises NotFoundError."""
    row, known = _found(actor, barrier)
    line = line_of(row, known, today)
    name, state = _entry(row.entry, today)
    may = _may(actor, row.entry, state)
    return BarrierPage(
        id=str(row.id),
        version=row.version,
        entry=str(row.entry_id),
        entry_name=name,
        plan=row.entry.plan.name,
        plan_slug=row.entry.plan.slug,
        lede=_lede(line),
        line=line,
        facts=tuple((label, value) for label, value in _facts(line, known) if value),
        suggested="" if line.is_typed else suggestion(row.words),
        history=_history(row),
        groups=_groups(actor, known, today) if may else (),
        may_record=may,
        may_redact=allowed(actor, Permission.REDACTION_PROPOSE, ""),
        is_resolved=known.resolved_on is not None,
        today=today,
    )


def page_barrier_form(actor: Actor, *, entry: uuid.UUID, today: date, update: str = "") -> BarrierForm:
    """What one more barrier of an entry is described by, with the words of its update if one is named.

    Raises NotFoundError; an update that is none of the entry's fills in nothing.
    """
    rows = scopes.entries(actor).filter(id=entry).select_related("plan")
    row = rows.first()
    if row is None:
        raise NotFoundError
    name, state = _entry(row, today)
    source = row.progress.filter(id=update).first() if _is_id(update) else None
    return BarrierForm(
        entry=str(row.id),
        entry_name=name,
        plan=row.plan.name,
        plan_slug=row.plan.slug,
        people=everybody_here(actor, today),
        may_record=_may(actor, row, state),
        update=str(source.id) if source else "",
        words=source.barrier if source else "",
    )


def page_barrier_change(actor: Actor, *, barrier: uuid.UUID, today: date) -> BarrierForm:
    """How a barrier is described now; its owner is offered though they have left. Raises NotFoundError."""
    row, _ = _found(actor, barrier)
    form = page_barrier_form(actor, entry=row.entry_id, today=today)
    owner = str(row.owner_id or "")
    people = form.people
    if row.owner and owner not in dict(people):
        people = (*people, (owner, f"{row.owner.name} (has left)"))
    return replace(
        form,
        people=people,
        id=str(row.id),
        version=row.version,
        words=row.words,
        kind=row.kind,
        since=row.since,
        owner=owner,
    )


def line_of(row: BarrierRow, known: RecordedBarrier, today: date) -> BarrierLine:
    """A barrier as a line; see `with_everything`. `known` is as at `today`."""
    asked = [one for one in row.escalations.all() if one.on <= today]
    ended = [one for one in row.steps.all() if one.step == Step.RESOLVED.value and one.on <= today]
    left_on = row.owner.left_on if row.owner else None
    return BarrierLine(
        id=str(row.id),
        entry=str(row.entry_id),
        words=row.words,
        kind=BARRIERS[known.kind] if known.kind else NOT_CHOSEN,
        is_typed=known.kind is not None,
        stood=stood_in_words(known, today),
        since=day(known.since) if known.since else "",
        owner=row.owner.name if row.owner else "Nobody owns it",
        owner_left=f"Left on {day(left_on)}" if left_on and has_left(left_on, today) else "",
        asked=tuple(Asked(one.group.name, one.group.slug, day(one.on), one.asked) for one in asked),
        resolved=f"Resolved on {day(known.resolved_on)}" if known.resolved_on else "",
        how=ended[-1].words if known.resolved_on and ended else "",
    )


def _lede(line: BarrierLine) -> str:
    if line.resolved:
        return f"{line.resolved}. It stood {line.stood[:1].lower()}{line.stood[1:]}."
    since = f" since {line.since}" if line.since else ""
    return f"It has stood {line.stood[:1].lower()}{line.stood[1:]}{since}, and is open."


def _facts(line: BarrierLine, known: RecordedBarrier) -> Sequence[tuple[str, str]]:
    return (
        ("Type", line.kind),
        ("Since", line.since or NOT_KNOWN),
        ("Owner", f"{line.owner} ({line.owner_left.lower()})" if line.owner_left else line.owner),
        ("Recorded on", day(known.recorded_on)),
        ("Resolved on", day(known.resolved_on) if known.resolved_on else ""),
    )


def _history(row: BarrierRow) -> tuple[Said, ...]:
    """What was done about it, newest first."""
    steps = [
        (one.recorded_at, Said(_title(one.step, one.kind), one.on, one.recorded_by.name, text=one.words))
        for one in row.steps.select_related("recorded_by").order_by("-number")
    ]
    asked = [
        (one.recorded_at, Said(f"{one.group.name} asked", one.on, one.recorded_by.name, text=one.asked))
        for one in row.escalations.select_related("recorded_by", "group")
    ]
    return tuple(said for _, said in sorted([*steps, *asked], key=lambda one: one[0], reverse=True))


def _title(step: str, kind: str) -> str:
    """What a step did; of one that described it, with its type from then on."""
    name = STEPS[Step(step)]
    if step not in (Step.RECORDED, Step.CHANGED):
        return name
    label = BARRIERS.get(kind, NOT_CHOSEN)  # type: ignore[call-overload]
    return f"{name}: {label[:1].lower()}{label[1:]}"


def _groups(actor: Actor, known: RecordedBarrier, today: date) -> Options:
    """The groups that can be asked: those that go on and were not asked since it was last opened."""
    asked = [one.group_id for one in known.escalations if one.opening == known.opening]
    rows = scopes.groups(actor).exclude(id__in=asked).order_by("order", "name")
    return tuple((str(one.id), one.name) for one in rows if not has_ended(one.ended_on, today))


def _found(actor: Actor, barrier: uuid.UUID) -> tuple[BarrierRow, RecordedBarrier]:
    rows = with_everything(scopes.barriers(actor).filter(id=barrier)).select_related(
        "update", "owner", "entry__plan"
    )
    row = rows.first()
    if row is None:
        raise NotFoundError
    return row, barrier_fact(row)


def _entry(row: Entry, today: date) -> tuple[str, EntryState | None]:
    """What an entry is called, also once it is withdrawn, and how it stands."""
    states, _ = states_at(Entry.objects.filter(id=row.id), today, with_withdrawn=True)
    state = next(iter(states), None)
    return (f"{state.code} {state.text}".strip() if state else "An entry"), state


def _may(actor: Actor, row: Entry, state: EntryState | None) -> bool:
    return may_record(actor, group=str(row.plan.group_id or ""), led_by=state.leads if state else ())


def may_record(actor: Actor, *, group: str, led_by: Sequence[Lead]) -> bool:
    """Whether somebody may record on an entry with these leads, of a plan of this group (empty for none)."""
    if refusal_to_act(actor, Permission.PROGRESS_RECORD_FOR_OTHERS, group=group) is None:
        return True
    leads_it = leads(led_by, person=actor.person, agencies=actor.agencies)
    return leads_it and refusal_to_act(actor, Permission.PROGRESS_RECORD) is None


def _is_id(text: str) -> bool:
    try:
        return bool(uuid.UUID(text))
    except ValueError:
        return False
