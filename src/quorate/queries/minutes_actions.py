"""What a group's meetings asked for and is not closed yet, and advice it gave that nobody answered."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor, refusal_to_act
from quorate.domain.access.permissions import Permission
from quorate.domain.access.roles import Role
from quorate.domain.kernel.words import count, day, so_many_of
from quorate.domain.meetings.actions import ACTION_LOG
from quorate.domain.meetings.kinds import minutes_title
from quorate.domain.meetings.minutes import HEEDED, Heeded, MinuteKind
from quorate.domain.plans.facts import EntryKind
from quorate.queries.every_plan import every_plan, named, standing_words
from quorate.queries.plan_moves import MovedAction, moved_out
from quorate.queries.plan_words import wordings
from quorate.queries.plans import lead_name, target_words
from quorate.records import scopes
from quorate.records.models import Minute

PAGE = 50


@dataclass(frozen=True, slots=True)
class OpenAction:
    """An action still open: what, who, by when, and how it stands."""

    id: str
    text: str
    leads: str
    target: str
    standing: str
    said: str


@dataclass(frozen=True, slots=True)
class OpenActions:
    """Every open action of a group's logs, those due first, and what was moved into plans."""

    open: tuple[OpenAction, ...]
    moved: tuple[MovedAction, ...]
    log_slug: str
    sentence: str


NO_ACTIONS = OpenActions((), (), "", "")


@dataclass(frozen=True, slots=True)
class AdviceLine:
    """Advice a meeting gave: what became of it, or for how long an answer has been owed."""

    id: str
    meeting: str
    meeting_on: date
    group: str
    words: str
    asked_by: str
    given_to: str
    evidence: str
    is_answered: bool
    said: str
    answer_words: str
    decision: tuple[str, str] | None
    may_answer: bool


@dataclass(frozen=True, slots=True)
class AdvicePage:
    """All advice the reader may see, unanswered first and the longest owed first among it."""

    lede: str
    owed: tuple[AdviceLine, ...]
    answered: tuple[AdviceLine, ...]
    number: int
    last: int


def open_actions(actor: Actor, group: uuid.UUID, today: date) -> OpenActions:
    """The actions of a group's logs that are not closed, as the reader may see them."""
    logs = list(
        scopes.plans(actor).filter(group=group, kind=ACTION_LOG).select_related("partnership", "group")
    )
    found = [
        (facts.standings[state.id], state)
        for facts in every_plan(actor, today, plans=logs)
        for state in facts.states
        if facts.standings[state.id].is_open and state.kind is not EntryKind.SECTION
    ]
    found.sort(key=lambda one: (-one[0].days_overdue, one[0].next_due_on or date.max, one[1].code))
    texts = wordings([state for _, state in found])
    lines = []
    for stands, state in found:
        standing, said = standing_words(stands)
        leads = "; ".join(lead_name(lead) for lead in state.leads)
        lines.append(
            OpenAction(state.id, named(state, texts), leads, target_words(state.targets), standing, said)
        )
    overdue = sum(1 for stands, _ in found if stands.days_overdue)
    return OpenActions(
        open=tuple(lines),
        moved=moved_out(actor, [log.id for log in logs]),
        log_slug=logs[0].slug if logs else "",
        sentence=_how_many(len(lines), overdue),
    )


def page_advice(actor: Actor, *, today: date, number: int = 1) -> AdvicePage:
    """Advice given at the meetings the actor may see; what was answered in pages of 50, newest first."""
    seen = (
        scopes.minutes(actor)
        .filter(kind=MinuteKind.ADVICE.value, removed_at__isnull=True)
        .exclude(meeting__state="cancelled")
        .select_related("meeting__group", "decided_in__meeting")
    )
    owed = list(seen.filter(answer="").order_by("meeting__on", "order", "id"))
    answered = seen.exclude(answer="").order_by("-answered_on", "-meeting__on", "id")
    last = max(1, -(-answered.count() // PAGE))
    number = min(max(1, number), last)
    return AdvicePage(
        lede=_advice_lede(owed, today),
        owed=tuple(advice_line(actor, row, today) for row in owed),
        answered=tuple(
            advice_line(actor, row, today) for row in answered[(number - 1) * PAGE : number * PAGE]
        ),
        number=number,
        last=last,
    )


def to_approve(actor: Actor) -> tuple[tuple[str, str], ...]:
    """The meetings whose minutes wait for this chair or vice-chair to approve them, as id and title."""
    chaired = [uuid.UUID(group) for group, role in actor.seats if role in (Role.CHAIR, Role.VICE_CHAIR)]
    if not chaired:
        return ()
    rows = scopes.meetings(actor).filter(
        group__in=chaired,
        minutes_to_chair_on__isnull=False,
        minutes_approved_on__isnull=True,
        minutes_to_members_on__isnull=True,
    )
    waiting = rows.exclude(state="cancelled").filter(record__removed_at__isnull=True, record__isnull=False)
    return tuple(
        (str(row.id), f"{minutes_title(row.kind, row.on)}, {row.group.name}")
        for row in waiting.select_related("group").order_by("on", "id").distinct()
    )


def advice_line(actor: Actor, row: Minute, today: date) -> AdviceLine:
    """Advice as it stands; `meeting__group` and `decided_in__meeting` are read with it."""
    by = row.decided_in
    return AdviceLine(
        id=str(row.id),
        meeting=str(row.meeting_id),
        meeting_on=row.meeting.on,
        group=row.meeting.group.name,
        words=row.words,
        asked_by=row.asked_by,
        given_to=row.given_to,
        evidence=row.evidence,
        is_answered=bool(row.answer),
        said=answer_said(row, today),
        answer_words=row.answer_words,
        decision=(str(by.meeting_id), f"Decision of {day(by.meeting.on)}") if by else None,
        may_answer=not refusal_to_act(actor, Permission.MINUTES_WRITE, group=str(row.meeting.group_id)),
    )


def answer_said(row: Minute, today: date) -> str:
    """What became of advice: followed or not and when, or for how long an answer has been owed."""
    if row.answer and row.answered_on:
        return f"{HEEDED[Heeded(row.answer)]}, {day(row.answered_on)}"
    days = (today - row.meeting.on).days
    return f"No answer for {count(days, 'day')}" if days else "No answer yet"


def _how_many(n: int, overdue: int) -> str:
    if not n:
        return "No action of this group is open."
    late = f", {so_many_of(overdue, n) if n > 1 else 'and'} overdue" if overdue else ""
    return f"{count(n, 'action is', 'actions are')} open{late}."


def _advice_lede(owed: Sequence[Minute], today: date) -> str:
    if not owed:
        return "Every piece of advice has been answered."
    days = (today - owed[0].meeting.on).days
    waits = f"; the longest has waited {count(days, 'day')}" if days else ""
    pieces = f"{count(len(owed), 'piece')} of advice {'has' if len(owed) == 1 else 'have'}"
    return f"{pieces} no answer{waits}."
