"""The pages about meetings: all of them, and one with its timetable, agenda, papers and circulation."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from django.db.models import Q

from quorate.domain.access.actor import Actor, refusal_to_act
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import clock, day, spelt, weekday
from quorate.domain.meetings.agenda import NEUTRAL_LINE
from quorate.domain.meetings.circulation import (
    is_too_late_to_send,
    refusal_to_circulate,
)
from quorate.domain.meetings.days import cautions
from quorate.domain.meetings.kinds import KIND_NAMES, MeetingKind, refusal_of_closed, sent_said
from quorate.domain.meetings.lifecycle import SENTENCES, MeetingState
from quorate.domain.meetings.refusals import refusal_to_change
from quorate.domain.membership.appointments import may_have_agreed
from quorate.domain.membership.facts import OFFICES
from quorate.domain.terms.clauses import ClauseKind
from quorate.domain.terms.versions import said_of_change
from quorate.queries.agenda import Agenda, agenda_of, length_said, without_times
from quorate.queries.agreeing import Agreeing, agreeing_of
from quorate.queries.challenged import ChallengeOn, challenges_on
from quorate.queries.circulation import Going, going_out, holding, moved_after
from quorate.queries.messages_waiting import WaitingByHand, waiting_of
from quorate.queries.minutes_actions import NO_ACTIONS, OpenActions, open_actions
from quorate.queries.numbered_out import CopiesOut, copies_out
from quorate.queries.pack_readers import issued_for
from quorate.queries.ratifying import ToRatify, to_ratify
from quorate.queries.replies import Coming, coming_to
from quorate.queries.supplements import changed_since
from quorate.queries.timetable import (
    Point,
    late_papers,
    next_owed,
    points_of,
    steps_missed,
    with_point,
)
from quorate.queries.waivers_said import waiver_sentence
from quorate.records import scopes
from quorate.records.facts.groups import going_on, ours
from quorate.records.facts.meetings import Basis, appointment_facts, bases, basis, state_of
from quorate.records.models import Group, Meeting, Person, WaiverRow

PAGE = 50
STATE_NAMES = {
    MeetingState.PLANNED: "Planned",
    MeetingState.CIRCULATED: "Papers circulated",
    MeetingState.HELD: "Held",
    MeetingState.MINUTED: "Minuted",
    MeetingState.CANCELLED: "Cancelled",
}


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting in a list, with what was not done in time, in words. `kind` is empty for one of the year's.

    `cancelled` says when and why it was cancelled, empty where it was not.
    """

    id: str
    group: str
    on: date
    starts: time
    place: str
    state_name: str
    owed: str
    missed: tuple[str, ...]
    cancelled: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group and its next meeting, None when none is set; whether this person may set one."""

    id: str
    name: str
    next: MeetingRow | None
    can_set: bool
    slug: str


@dataclass(frozen=True, slots=True)
class MeetingsPage:
    """All meetings the actor may know of: each group's next, what else is to come, past and cancelled."""

    lede: str
    groups: tuple[GroupRow, ...]
    to_come: tuple[MeetingRow, ...]
    past: tuple[MeetingRow, ...]
    cancelled: tuple[MeetingRow, ...]
    number: int
    last: int


@dataclass(frozen=True, slots=True)
class WaiverNote:
    """A waiver that was given for the meeting, with names as they are now."""

    clause: str
    sentence: str
    reason: str
    agreed_by: str
    agreed_on: date
    recorded_by: str


@dataclass(frozen=True, slots=True)
class May:
    """What this reader's roles in the group let them do; `circulate` only until the day of the meeting."""

    set: bool
    edit: bool
    circulate: bool
    submit: bool
    make_packs: bool
    redact: bool
    label: bool


@dataclass(frozen=True, slots=True)
class Sending:
    """How the papers go out, and went.

    `refusal` stands in the way of circulating now, None when nothing does or it is not offered. `agreed_by`
    are the people who may agree to a waiver, as id and words. `going` is what would go out today and to
    whom, None where nothing can. `untold` is how much has changed that no member was told of.
    """

    refusal: Refusal | None
    agreed_by: tuple[tuple[str, str], ...]
    said: str
    waivers: tuple[WaiverNote, ...]
    going: Going | None
    untold: int = 0


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """A meeting as one actor sees it. `cautions` say what is unusual about the day.

    `cancelled` says when and why it was cancelled, empty where it was not. `challenges` are those made under
    its items, by item.
    """

    id: str
    version: int
    group: str
    on: date
    title: str
    lede: str
    state: str
    today: date
    points: tuple[Point, ...]
    terms_label: str
    agenda: Agenda
    length: str
    over: int
    neutral_line: str
    sending: Sending
    may: May
    minutes_to_chair_on: date | None
    minutes_to_members_on: date | None
    is_settled: bool
    can_move: bool
    is_past: bool
    packs: int
    cautions: tuple[str, ...]
    coming: Coming
    copies: CopiesOut
    called: str
    is_by_email: bool
    actions: OpenActions
    cancelled: str
    by_hand: WaitingByHand
    challenges: Mapping[str, tuple[ChallengeOn, ...]]
    agreeing: Agreeing
    to_ratify: tuple[ToRatify, ...]


def page_meetings(actor: Actor, *, today: date, number: int = 1) -> MeetingsPage:
    """Every meeting the actor may know of; the past in pages of 50, newest first, as the cancelled are."""
    every = scopes.meetings(actor).select_related("group")
    seen = every.exclude(state="cancelled")
    is_over = Q(on__lt=today) | Q(state=MeetingState.HELD.value)
    to_come = list(seen.exclude(is_over).order_by("on", "starts", "id"))
    past_rows = seen.filter(is_over).order_by("-on", "-starts", "id")
    cancelled = list(every.filter(state="cancelled").order_by("-on", "-starts", "id"))
    last = max(1, -(-past_rows.count() // PAGE))
    number = min(max(1, number), last)
    past = list(past_rows[(number - 1) * PAGE : number * PAGE])
    shown = [*to_come, *past, *cancelled]
    known = bases(actor, shown, today)
    rows = {row.id: _row(row, known[row.id], today) for row in shown}
    gathering = [row for row in to_come if row.kind != MeetingKind.BY_EMAIL.value]
    groups = [
        _group_row(actor, group, gathering, rows)
        for group in scopes.groups(actor).filter(going_on(today), ours()).order_by("order", "name")
    ]
    first = {group.next.id for group in groups if group.next}
    return MeetingsPage(
        lede=_list_lede(gathering, rows),
        groups=tuple(groups),
        to_come=tuple(rows[row.id] for row in to_come if str(row.id) not in first),
        past=tuple(rows[row.id] for row in past),
        cancelled=tuple(rows[row.id] for row in cancelled),
        number=number,
        last=last,
    )


def page_meeting(actor: Actor, *, meeting: uuid.UUID, today: date) -> MeetingPage:
    """One meeting. Raises NotFoundError when the actor may not know of it."""
    row = find_meeting(actor, meeting)
    known, may, waivers = basis(actor, row, today), _may(actor, row, today), _waivers(row)
    agenda = agenda_of(actor, row, known, may_edit=may.edit)
    agreeing = Agreeing()
    if row.kind == MeetingKind.BY_EMAIL.value:
        agenda = without_times(agenda)
    else:
        agreeing = agreeing_of(actor, row, known, agenda, today)
    length, over = length_said(agenda, known, row.minutes, builds=may.edit)
    return MeetingPage(
        id=str(row.id),
        version=row.version,
        group=row.group.name,
        on=row.on,
        title=f"{KIND_NAMES[MeetingKind(row.kind)]} of {day(row.on)}",
        called=row.called_why,
        is_by_email=row.kind == MeetingKind.BY_EMAIL.value,
        lede=_lede(row, known, today),
        state=known.meeting.state.value,
        today=today,
        points=with_point(_points(row, known, waivers, today), agreeing.point),
        agreeing=agreeing,
        terms_label=known.terms.label if known.terms else "",
        agenda=agenda,
        length=length,
        over=over,
        neutral_line=NEUTRAL_LINE,
        sending=_sending(actor, row, known, agenda, waivers, may, today),
        may=may,
        minutes_to_chair_on=row.minutes_to_chair_on,
        minutes_to_members_on=known.done.done_on(ClauseKind.MINUTES_TO_MEMBERS),
        is_settled=_is_settled(row, today),
        can_move=may.set and _can_move(row, today),
        is_past=row.on <= today,
        packs=issued_for(actor, row),
        cautions=_cautions(row, known, today),
        actions=open_actions(actor, row.group_id, today) if row.on > today else NO_ACTIONS,
        to_ratify=to_ratify(actor, row, today),
        coming=coming_to(actor, row, today),
        copies=copies_out(actor, row, today),
        cancelled=_cancelled(row),
        by_hand=waiting_of(actor, row.id, today),
        challenges=challenges_on(actor, row.id, today),
    )


def _can_move(row: Meeting, today: date) -> bool:
    return not _is_settled(row, today)


def _is_settled(row: Meeting, today: date) -> bool:
    """Whether it is changed no more: it was held or cancelled, or it is a question that closed."""
    closed = refusal_of_closed(row.kind, on=row.on, today=today)
    return refusal_to_change(state_of(row)) is not None or closed is not None


def _may(actor: Actor, row: Meeting, today: date) -> May:
    group = str(row.group_id)
    return May(
        set=allowed(actor, Permission.MEETING_SET, group),
        edit=allowed(actor, Permission.AGENDA_EDIT, group),
        circulate=not is_too_late_to_send(row.on, today)
        and allowed(actor, Permission.PAPERS_CIRCULATE, group),
        submit=allowed(actor, Permission.PAPER_SUBMIT, group),
        make_packs=allowed(actor, Permission.PACK_MAKE, group),
        redact=refusal_to_act(actor, Permission.REDACTION_PROPOSE) is None,
        label=refusal_to_act(actor, Permission.RESTRICTION_EDIT) is None,
    )


def _points(row: Meeting, known: Basis, waivers: Sequence[WaiverRow], today: date) -> tuple[Point, ...]:
    return points_of(
        known,
        today,
        minutes=row.minutes,
        members=members_on(row.group_id, today),
        waived=frozenset(str(waiver.clause_id) for waiver in waivers),
    )


def _sending(
    actor: Actor,
    row: Meeting,
    known: Basis,
    agenda: Agenda,
    waivers: Sequence[WaiverRow],
    may: May,
    today: date,
) -> Sending:
    refusal = _refusal_to_circulate(known, row, today) if may.circulate else None
    can_go = may.circulate and (refusal is None or refusal.is_waivable)
    return Sending(
        refusal=refusal,
        agreed_by=agreeing_people(row.group_id, today) if may.circulate else (),
        said=_circulated(row, known),
        waivers=tuple(_waiver_note(waiver, waiver_sentence(waiver, row, known)) for waiver in waivers),
        going=going_out(row, known, agenda, today) if can_go else None,
        untold=changed_since(actor, row).size if may.circulate else 0,
    )


def find_meeting(actor: Actor, meeting: uuid.UUID) -> Meeting:
    """The meeting, if the actor may know of it; else NotFoundError."""
    row = (
        scopes.meetings(actor)
        .select_related("group", "circulated_by", "agenda_agreed_by", "agenda_agreed_recorded_by")
        .filter(id=meeting)
        .first()
    )
    if row is None:
        raise NotFoundError
    return row


def allowed(actor: Actor, permission: Permission, group: str) -> bool:
    """Whether the actor's roles in the group include the act."""
    return refusal_to_act(actor, permission, group=group) is None


def members_on(group: uuid.UUID, today: date) -> int:
    """How many people hold a seat of the group on a day."""
    return holding(group, today).values("person").distinct().count()


def when_said(row: Meeting) -> str:
    """A meeting's day, hour and place in a few words."""
    place = f", {row.place}" if row.place else ""
    return f"{weekday(row.on)}, {clock(row.starts)}{place}"


def _row(row: Meeting, known: Basis, today: date) -> MeetingRow:
    return MeetingRow(
        id=str(row.id),
        group=row.group.name,
        on=row.on,
        starts=row.starts,
        place=row.place,
        state_name=_state_name(row, known.meeting.state, today),
        owed=next_owed(known, today),
        missed=steps_missed(known, today),
        cancelled=_cancelled(row),
        kind="" if row.kind == MeetingKind.ORDINARY.value else KIND_NAMES[MeetingKind(row.kind)],
    )


def _cancelled(row: Meeting) -> str:
    """When and why a meeting was cancelled; of a reason that was redacted, its marker."""
    if row.state != MeetingState.CANCELLED.value:
        return ""
    what = "Taken back" if row.kind == MeetingKind.BY_EMAIL.value else "Cancelled"
    on = f"{what} on {day(row.cancelled_on)}" if row.cancelled_on else what
    reason = row.cancel_reason.rstrip(".")
    return f"{on}: {reason}." if reason else f"{on}."


def _state_name(row: Meeting, state: MeetingState, today: date) -> str:
    if row.kind == MeetingKind.BY_EMAIL.value and state in (MeetingState.PLANNED, MeetingState.CIRCULATED):
        if row.on < today:
            return "Closed"
        return "Sent to members" if state is MeetingState.CIRCULATED else "Not sent yet"
    if row.on < today and state in (MeetingState.PLANNED, MeetingState.CIRCULATED):
        return "Not recorded as held"
    return STATE_NAMES[state]


def _group_row(
    actor: Actor, group: Group, to_come: Sequence[Meeting], rows: dict[uuid.UUID, MeetingRow]
) -> GroupRow:
    first = next((row for row in to_come if row.group_id == group.id), None)
    can_set = allowed(actor, Permission.MEETING_SET, str(group.id))
    return GroupRow(str(group.id), group.name, rows[first.id] if first else None, can_set, group.slug)


def _list_lede(to_come: Sequence[Meeting], rows: dict[uuid.UUID, MeetingRow]) -> str:
    if not to_come:
        return "No meeting is set."
    first = to_come[0]
    said = f"The next meeting is of the {first.group.name} on {weekday(first.on)}."
    return f"{said} {rows[first.id].owed}".strip()


def _lede(row: Meeting, known: Basis, today: date) -> str:
    state = known.meeting.state
    if state is MeetingState.CANCELLED:
        if row.kind == MeetingKind.BY_EMAIL.value:
            return f"It was to close on {weekday(row.on)}, {clock(row.starts)}. No answer is owed."
        return f"{when_said(row)}. {SENTENCES[state]}"
    if row.kind == MeetingKind.BY_EMAIL.value:
        closes = "It closed" if row.on < today else "It closes"
        sent = "" if row.circulated_on else " It has not gone to members."
        return f"{closes} on {weekday(row.on)}, {clock(row.starts)}.{sent}"
    said = [f"{when_said(row)}."]
    late = late_papers(known)
    if late and state is MeetingState.PLANNED:
        said.append(f"{spelt(late).capitalize()} {'paper is' if late == 1 else 'papers are'} late.")
    owed = next_owed(known, today)
    said.append(owed or ("" if state is MeetingState.PLANNED and row.on >= today else SENTENCES[state]))
    return " ".join(part for part in said if part)


def _cautions(row: Meeting, known: Basis, today: date) -> tuple[str, ...]:
    state = known.meeting.state
    if state is MeetingState.CANCELLED or row.kind == MeetingKind.BY_EMAIL.value:
        return ()
    change = said_of_change(known.versions, notice_on=row.circulated_on, meeting_on=row.on, today=today)
    of_the_day: tuple[str, ...] = ()
    if state in (MeetingState.PLANNED, MeetingState.CIRCULATED):
        of_the_day = cautions(row.on, today=today, calendar=known.calendar)
    return (*of_the_day, change) if change else of_the_day


def _circulated(row: Meeting, known: Basis) -> str:
    if not row.circulated_on:
        return ""
    by = f", sent by {row.circulated_by.name}" if row.circulated_by else ""
    waiting = known.done.waiting(ClauseKind.CIRCULATION)
    went_on = known.done.done_on(ClauseKind.CIRCULATION) or row.circulated_on
    return f"{sent_said(row.kind, went_on, waiting=waiting)}{by}. {moved_after(row)}".strip()


def _refusal_to_circulate(known: Basis, row: Meeting, today: date) -> Refusal | None:
    return refusal_to_circulate(
        meeting=known.meeting,
        terms=known.terms,
        calendar=known.calendar,
        today=today,
        appointments=appointment_facts(row.group_id),
    )


def _waivers(row: Meeting) -> list[WaiverRow]:
    found = WaiverRow.objects.filter(subject_kind="meeting", subject_id=row.id)
    return list(found.select_related("clause", "agreed_by", "recorded_by").order_by("recorded_at"))


def _waiver_note(row: WaiverRow, sentence: str) -> WaiverNote:
    quote = row.clause.quote.rstrip(".") if row.clause else ""
    return WaiverNote(
        clause=f"the clause “{quote}”" if quote else "the terms",
        sentence=sentence,
        reason=row.reason,
        agreed_by=row.agreed_by.name,
        agreed_on=row.agreed_on,
        recorded_by=row.recorded_by.name,
    )


def agreeing_people(group: uuid.UUID, today: date) -> tuple[tuple[str, str], ...]:
    """Who may have agreed to a waiver, as id and words; the rule asks who was in office that day."""
    found = may_have_agreed(appointment_facts(group), today)
    people = Person.objects.filter(id__in=[one.person_id for one in found])
    names = {str(id): name for id, name in people.values_list("id", "name")}
    said: dict[str, str] = {}
    for one in found:
        until = "" if one.covers(today) or one.until_on is None else f" until {day(one.until_on)}"
        said.setdefault(one.person_id, f"{names[one.person_id]} ({OFFICES[one.office]}{until})")
    return tuple(said.items())
