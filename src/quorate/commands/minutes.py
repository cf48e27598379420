"""Writes minutes on the agenda: one minute at a time, each with its own version.

Every command holds the meeting's row, so that no minute changes while the minutes are being approved, and
leaves its version alone: a note made in the room and a minute written by a second coordinator are of the
same live meeting and must not make one another stale.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Max, QuerySet

from quorate.commands import minutes_actions
from quorate.commands.runner import Done, Outcome, Run, command
from quorate.commands.waivers import keep_waiver
from quorate.domain.access.actor import Actor
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.outcomes import Refusal, Waiver
from quorate.domain.kernel.words import day
from quorate.domain.meetings.circulation import refusal_of_waiver
from quorate.domain.meetings.kinds import MeetingKind
from quorate.domain.meetings.minutes import (
    MinuteDraft,
    MinuteKind,
    refusal_of_kind,
    refusal_of_minute,
    refusal_to_write,
    refusal_unsaid_quorum,
    refusal_without_quorum,
)
from quorate.domain.meetings.refusals import refusal_to_move_item
from quorate.domain.membership.quorum import QuorumState
from quorate.domain.terms.clauses import Clause
from quorate.queries.minutes_quorum import quorum_stood, rule_of, withdrawn_from
from quorate.records import scopes
from quorate.records.facts.meetings import appointment_facts
from quorate.records.facts.minutes import minutes_facts
from quorate.records.models import AgendaItem, Meeting, Minute, WaiverRow


@dataclass(frozen=True, slots=True)
class _Decided:
    """How the quorum stood for a decision, and the waiver that a decision without one needs."""

    quorum: str = ""
    clause: Clause | None = None
    waiver: Waiver | None = None


@command(Permission.MINUTES_WRITE)
def write_minute(
    run: Run,
    *,
    meeting: uuid.UUID,
    draft: MinuteDraft,
    item: uuid.UUID | None = None,
    quorum: str = "",
    waiver: Waiver | None = None,
) -> Outcome:
    """Write a minute of an item, or of none, after those already there.

    An action becomes an entry of the group's action log. A decision keeps how the quorum stood, as the
    room's record has it; `quorum` says it where there is no such record, and of a question by email it has
    to. Refuses as `refusal_to_write`, `refusal_of_minute` and `refusal_unsaid_quorum` do, with
    `minutes.said_already`, and for a decision without a quorum with `minutes.not_quorate` or, for a waiver
    that does not hold, as `refusal_of_waiver` does.
    """
    row = run.find(scopes.meetings, meeting, group="group_id")
    of = run.get(_standing_on(row), item) if item else None
    if refusal := (
        refusal_to_write(minutes_facts(row), today=run.moment.today)
        or refusal_of_minute(draft, meeting_on=row.on)
        or _said_already(row, of, draft)
    ):
        return refusal
    decided = _decided(run, row, of, draft.kind, quorum, waiver)
    if isinstance(decided, Refusal):
        return decided
    minute = Minute(
        id=run.new_id(),
        meeting=row,
        item=of,
        order=_last_place(row, of),
        kind=draft.kind.value,
        quorum=decided.quorum,
        written_at=run.moment.at,
        written_by_id=uuid.UUID(run.actor.person),
    )
    _say(run, minute, draft)
    events = minutes_actions.logged(run, row, minute) if draft.kind is MinuteKind.ACTION else []
    minute.waiver = _waived(run, row, minute, decided)
    minute.save()
    details = {"meeting": str(row.id), "kind": draft.kind.value}
    written = Event("minutes.written", "minute", str(minute.id), details)
    return Done([written, *events], id=minute.id, waiver=decided.waiver)


@command(Permission.MINUTES_WRITE)
def change_minute(
    run: Run,
    *,
    meeting: uuid.UUID,
    minute: uuid.UUID,
    draft: MinuteDraft,
    version: int,
    quorum: str = "",
    waiver: Waiver | None = None,
) -> Outcome:
    """Change what a minute says, and with an action what its entry says.

    Refuses as `write_minute` does, and with `minutes.kind_fixed` and `minutes.nothing_changed`. Raises
    StaleError when the minute has moved on.
    """
    row = run.find(scopes.meetings, meeting, group="group_id")
    held = run.get(_written_in(row), minute)
    run.same(held, version)
    if refusal := (
        refusal_to_write(minutes_facts(row), today=run.moment.today)
        or refusal_of_kind(MinuteKind(held.kind), draft.kind)
        or refusal_of_minute(draft, meeting_on=row.on)
    ):
        return refusal
    decided = _decided(run, row, held.item, draft.kind, quorum or held.quorum, waiver, held=held)
    if isinstance(decided, Refusal):
        return decided
    before = _said(held)
    _say(run, held, draft)
    if _said(held) == before and decided.quorum == held.quorum and draft.kind.value == held.kind:
        return Refusal("minutes.nothing_changed", "That is what it says already.", field="words")
    events, sentence = minutes_actions.changed(run, held, was=before.words)
    held.kind, held.quorum = draft.kind.value, decided.quorum
    held.waiver = _waived(run, row, held, decided) or held.waiver
    held.save()
    run.touch(held)
    changed = Event("minutes.changed", "minute", str(held.id), {"meeting": str(row.id), "kind": held.kind})
    return Done([changed, *events], id=held.id, waiver=decided.waiver, sentence=sentence)


@command(Permission.MINUTES_WRITE)
def remove_minute(run: Run, *, meeting: uuid.UUID, minute: uuid.UUID, version: int) -> Outcome:
    """Remove a minute; it stays in the record, and the entry an action became is withdrawn.

    Refuses as `refusal_to_write` does, and with `minutes.action_under_way` and `minutes.holds_another` where
    another minute hangs on it. Raises StaleError when the minute has moved on.
    """
    row = run.find(scopes.meetings, meeting, group="group_id")
    held = run.get(_written_in(row), minute)
    run.same(held, version)
    if refusal := refusal_to_write(minutes_facts(row), today=run.moment.today):
        return refusal
    if Minute.objects.filter(ratified_in=held).exists() or Minute.objects.filter(decided_in=held).exists():
        said = "Another minute names this decision: it ratified one, or answered advice."
        return Refusal("minutes.holds_another", said)
    events = minutes_actions.withdrawn(run, held)
    if isinstance(events, Refusal):
        return events
    held.removed_at = run.moment.at
    held.save(update_fields=["removed_at"])
    run.touch(held)
    removed = Event("minutes.removed", "minute", str(held.id), {"meeting": str(row.id)})
    return Done([removed, *events], id=held.id)


@command(Permission.MINUTES_WRITE)
def move_minute(run: Run, *, meeting: uuid.UUID, minute: uuid.UUID, version: int, up: bool) -> Outcome:
    """Move a minute one place up or down among those of its item.

    Whoever is writing in one of the two is not disturbed: no version rises but that of the one moved, so
    that the same press sent twice moves it once. Refuses as `refusal_to_write` does, and with
    `meetings.first_or_last`.
    """
    row = run.find(scopes.meetings, meeting, group="group_id")
    held = run.get(_written_in(row), minute)
    run.same(held, version)
    if refusal := refusal_to_write(minutes_facts(row), today=run.moment.today):
        return refusal
    beside = _beside(held, up=up)
    if refusal := refusal_to_move_item(has_neighbour=beside is not None, up=up):
        return refusal
    assert beside is not None  # noqa: S101 refused otherwise
    held.order, beside.order = beside.order, held.order
    Minute.objects.bulk_update([held, beside], ["order"])
    run.touch(held)
    moved = Event("minutes.moved", "minute", str(held.id), {"meeting": str(row.id), "place": str(held.order)})
    return Done([moved], id=held.id)


def _standing_on(row: Meeting) -> Callable[[Actor], QuerySet[AgendaItem]]:
    def standing(actor: Actor) -> QuerySet[AgendaItem]:
        return scopes.agenda_items(actor).filter(meeting=row, removed_at__isnull=True)

    return standing


def _written_in(row: Meeting) -> Callable[[Actor], QuerySet[Minute]]:
    def written(actor: Actor) -> QuerySet[Minute]:
        return scopes.minutes(actor).filter(meeting=row, removed_at__isnull=True).select_related("item")

    return written


def _last_place(row: Meeting, item: AgendaItem | None) -> int:
    highest: int | None = Minute.objects.filter(meeting=row, item=item).aggregate(n=Max("order"))["n"]
    return 1 if highest is None else highest + 1


def _beside(held: Minute, *, up: bool) -> Minute | None:
    of = Minute.objects.filter(meeting=held.meeting_id, item=held.item_id, removed_at__isnull=True)
    others = of.exclude(id=held.id)
    if up:
        return others.filter(order__lt=held.order).order_by("-order").first()
    return others.filter(order__gt=held.order).order_by("order").first()


def _said_already(row: Meeting, item: AgendaItem | None, draft: MinuteDraft) -> Refusal | None:
    """A form that was sent twice: the words stand there already."""
    same = Minute.objects.filter(meeting=row, item=item, kind=draft.kind.value, removed_at__isnull=True)
    if same.filter(words=draft.words.strip()).exists():
        said = "That is in the minutes of this item already."
        return Refusal("minutes.said_already", said, field="words")
    return None


def _said(held: Minute) -> MinuteDraft:
    return MinuteDraft(
        kind=MinuteKind.DISCUSSION,
        words=held.words,
        owner=str(held.owner_id or ""),
        agency=str(held.agency_id or ""),
        due_on=held.due_on,
        asked_by=held.asked_by,
        given_to=held.given_to,
        evidence=held.evidence,
    )


def _say(run: Run, held: Minute, draft: MinuteDraft) -> None:
    held.words = draft.words.strip()
    if draft.kind is MinuteKind.ACTION:
        held.owner = run.get(scopes.people, draft.owner) if draft.owner else None
        held.agency = run.get(scopes.agencies, draft.agency) if draft.agency else None
        held.due_on = draft.due_on
    if draft.kind is MinuteKind.ADVICE:
        held.asked_by, held.given_to = draft.asked_by.strip(), draft.given_to.strip()
        held.evidence = draft.evidence.strip()


def _decided(
    run: Run,
    row: Meeting,
    item: AgendaItem | None,
    kind: MinuteKind,
    said: str,
    waiver: Waiver | None,
    held: Minute | None = None,
) -> _Decided | Refusal:
    if kind is not MinuteKind.DECISION:
        return _Decided()
    clause = rule_of(row)
    quorum = quorum_stood(row, item.id if item else None, said=said)
    is_by_email = row.kind == MeetingKind.BY_EMAIL.value
    if unsaid := refusal_unsaid_quorum(quorum, is_by_email=is_by_email):
        return unsaid
    refusal = (
        refusal_without_quorum(quorum, clause=clause.id, is_by_email=is_by_email)
        if quorum and clause
        else None
    )
    if refusal is None or (held and held.waiver_id):
        return _Decided(quorum.value if quorum else "", clause)
    if waiver is None or clause is None:
        return refusal
    if bad := refusal_of_waiver(
        waiver,
        clause=clause,
        appointments=appointment_facts(row.group_id),
        today=run.moment.today,
        withdrew=withdrawn_from(row, item.id if item else None),
    ):
        return bad
    return _Decided(QuorumState.NOT_QUORATE.value, clause, waiver)


def _without_quorum(row: Meeting) -> str:
    if row.kind == MeetingKind.BY_EMAIL.value:
        return f"by email, on a question that closed on {day(row.on)}, without a quorum of answers"
    return f"on {day(row.on)} while the meeting was not quorate"


def _waived(run: Run, row: Meeting, minute: Minute, decided: _Decided) -> WaiverRow | None:
    if decided.waiver is None or decided.clause is None:
        return None
    return keep_waiver(
        run,
        decided.waiver,
        clause=decided.clause,
        subject_kind="minute",
        subject=minute.id,
        sentence=f"A decision was taken {_without_quorum(row)}.",
    )
