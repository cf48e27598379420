"""The page of a meeting's minutes: what stands under each item, the record, and what can be done next."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from quorate.domain.access.actor import Actor, refusal_to_act
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import local_day
from quorate.domain.kernel.outcomes import HOW, Refusal
from quorate.domain.kernel.words import day
from quorate.domain.meetings.kinds import MeetingKind, minutes_title
from quorate.domain.meetings.minutes import (
    MINUTE_KINDS,
    MINUTES_NAMES,
    MINUTES_SENTENCES,
    MinuteKind,
    MinutesFacts,
    MinutesState,
    Stood,
    refusal_of_changed_quorum,
    refusal_to_circulate_minutes,
    refusal_to_confirm,
    refusal_to_send_to_chair,
    refusal_to_take_approval,
    refusal_to_write,
)
from quorate.domain.meetings.room import Act
from quorate.domain.membership.appointments import may_agree_to_waive
from quorate.domain.membership.facts import OFFICES
from quorate.domain.membership.quorum import QUORUM_WORDS, QuorumState
from quorate.domain.terms.clauses import ClauseKind
from quorate.queries.agenda import AgendaRow, agenda_of
from quorate.queries.meetings import allowed, find_meeting
from quorate.queries.messages_waiting import WaitingByHand, has_mail_server, waiting_of
from quorate.queries.minutes_actions import OpenActions, answer_said, open_actions
from quorate.queries.minutes_record import MinutesRecord, record_of
from quorate.queries.offers import Offer
from quorate.queries.quorums import stood_now
from quorate.queries.timetable import steps_of
from quorate.records import scopes
from quorate.records.facts.meetings import appointment_facts, basis
from quorate.records.facts.minutes import minutes_facts, stood_for, waits_to_be_ratified
from quorate.records.models import Amendment, EntryVersion, Meeting, Minute, RoomActRow

Options = tuple[tuple[str, str], ...]

_UNTAKEN = "The item is not recorded as taken: this is how the room last stood."


@dataclass(frozen=True, slots=True)
class AmendmentLine:
    """What a minute said before it was amended, why, and where that was agreed; newest last."""

    was: str
    reason: str
    on: date
    by: str
    agreed: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class MinuteLine:
    """One minute as it is read.

    `who` and `due_on` are an action's, with the entry it became: id, code, and the plan's name. `quorum`
    says how the meeting stood for a decision, `stood` by its minute and by the room; `pending` is not empty
    while nothing ratified it; `untaken` says that its item was not recorded as taken. `ratified` and
    `ratifies` name the other meeting, as id and day. `said` is what became of advice.
    """

    id: str
    version: int
    kind: str
    kind_name: str
    words: str
    is_first: bool
    is_last: bool
    who: str = ""
    due_on: date | None = None
    entry: tuple[str, str, str] | None = None
    quorum: str = ""
    quorum_state: str = ""
    stood: Stood | None = None
    untaken: str = ""
    waiver: str = ""
    pending: str = ""
    ratified: tuple[str, str] | None = None
    ratifies: tuple[tuple[str, str], ...] = ()
    asked_by: str = ""
    given_to: str = ""
    evidence: str = ""
    is_answered: bool = False
    said: str = ""
    answer_words: str = ""
    amendments: tuple[AmendmentLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemMinutes:
    """An item with its minutes; `id` and `number` are empty for what belongs to none."""

    id: str
    number: str
    title: str
    is_restricted: bool
    lines: tuple[MinuteLine, ...]


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of the minutes on their way: what, and when it was done or is due by the terms."""

    name: str
    said: str


_STILL_GOING_ON = (
    "The meeting is still going on: its end is not recorded. Once they go to the chair, "
    "whoever has not come by then is shown as absent."
)


@dataclass(frozen=True, slots=True)
class MinutesOffers:
    """What this reader may do next; None where it is not theirs or not the next thing.

    `challenge` is the group's address where this reader may challenge an agency for it.
    """

    write: Offer | None
    to_chair: Offer | None
    approve: Offer | None
    approve_for: Offer | None
    circulate: Offer | None
    confirm: Offer | None
    amend: bool
    follow: bool
    move: bool
    redact: bool
    challenge: str = ""


@dataclass(frozen=True, slots=True)
class MinutesPage:
    """The minutes of a meeting as one reader sees them."""

    meeting: str
    version: int
    title: str
    is_by_email: bool
    group: str
    on: date
    lede: str
    today: date
    state: MinutesState
    state_name: str
    is_seen: bool
    steps: tuple[StepLine, ...]
    record: MinutesRecord
    open_items: tuple[ItemMinutes, ...]
    restricted_items: tuple[ItemMinutes, ...]
    loose: ItemMinutes
    offers: MinutesOffers
    approvers: Options
    later: Options
    confirmed_at: tuple[str, str] | None
    actions: OpenActions
    advice_owed: int
    by_hand: WaitingByHand
    has_server: bool
    hows: Options = field(default=tuple(HOW.items()))

    @property
    def caution(self) -> str:
        """What sending them to the chair now would settle too soon; empty where nothing."""
        return _STILL_GOING_ON if self.record.is_recorded and self.record.waits else ""

    @property
    def written(self) -> int:
        """How many minutes the reader sees."""
        items = (*self.open_items, *self.restricted_items, self.loose)
        return sum(len(item.lines) for item in items)


def page_minutes(actor: Actor, *, meeting: uuid.UUID, today: date) -> MinutesPage:
    """The minutes of a meeting. Raises NotFoundError when the actor may not know of it."""
    row = find_meeting(actor, meeting)
    facts, known = minutes_facts(row), basis(actor, row, today)
    agenda = agenda_of(actor, row, known)
    numbers = {item.id: item.number for item in agenda.items}
    is_seen = facts.to_members_on is not None or _sees_drafts(actor, row)
    by_item = lines_by_item(actor, row, today)
    decided = [line.stood for lines in by_item.values() for line in lines if line.stood]
    offers = _offers(actor, row, facts, today, refusal_of_changed_quorum(decided))
    items = [_item(item, by_item.pop(item.id, ())) for item in agenda.items]
    return MinutesPage(
        meeting=str(row.id),
        version=row.version,
        title=minutes_title(row.kind, row.on),
        is_by_email=row.kind == MeetingKind.BY_EMAIL.value,
        group=row.group.name,
        on=row.on,
        lede=_lede(facts, is_seen=is_seen, today=today),
        today=today,
        state=facts.state,
        state_name=MINUTES_NAMES[facts.state],
        is_seen=is_seen,
        steps=_steps(row, facts, {step.kind: step.sentence for step in steps_of(known, today)}),
        record=record_of(actor, row, numbers, today=today),
        open_items=tuple(item for item in items if not item.is_restricted),
        restricted_items=tuple(item for item in items if item.is_restricted),
        loose=ItemMinutes("", "", "", False, tuple(line for each in by_item.values() for line in each)),
        offers=offers,
        approvers=_approvers(row, facts, today) if offers.approve_for else (),
        later=later_meetings(actor, row, today) if offers.confirm else (),
        confirmed_at=_of_meeting(row.minutes_confirmed_at),
        actions=open_actions(actor, row.group_id, today),
        advice_owed=_advice_owed(actor, row),
        by_hand=waiting_of(actor, row.id, today),
        has_server=has_mail_server(),
    )


def lines_by_item(actor: Actor, row: Meeting, today: date) -> dict[str, tuple[MinuteLine, ...]]:
    """The minutes of a meeting that the reader sees, by their item's id, empty for those of none."""
    rows = list(read_with(scopes.minutes(actor).filter(meeting=row, removed_at__isnull=True)))
    return _lines(actor, rows, today)


def lines_of(actor: Actor, rows: Sequence[Minute], today: date) -> dict[str, tuple[MinuteLine, ...]]:
    """Minutes already found among what the reader may see, by item."""
    return _lines(actor, rows, today)


def read_with(rows: QuerySet[Minute]) -> QuerySet[Minute]:
    """Minutes in order, with what their lines show."""
    return rows.select_related(
        "meeting__group", "owner", "agency", "entry__plan", "waiver__agreed_by", "ratified_in__meeting"
    ).order_by("order", "id")


def _lines(actor: Actor, rows: Sequence[Minute], today: date) -> dict[str, tuple[MinuteLine, ...]]:
    amended = _amendments(rows)
    codes = _codes(actor, rows)
    ratifies = _ratifies(actor, rows)
    now = stood_now([row for row in rows if row.kind == MinuteKind.DECISION.value])
    taken = _taken({row.meeting_id for row in rows} if now else set())
    of: defaultdict[str, list[Minute]] = defaultdict(list)
    for row in rows:
        of[str(row.item_id or "")].append(row)
    return {
        item: tuple(
            _line(
                row,
                today,
                now.get(row.id),
                taken=taken,
                is_first=n == 0,
                is_last=n == len(found) - 1,
                amendments=amended.get(row.id, ()),
                entry=codes.get(row.id),
                ratifies=ratifies.get(row.id, ()),
            )
            for n, row in enumerate(found)
        )
        for item, found in of.items()
    }


def _line(
    row: Minute,
    today: date,
    now: QuorumState | None,
    *,
    taken: Collection[uuid.UUID | None],
    is_first: bool,
    is_last: bool,
    amendments: tuple[AmendmentLine, ...],
    entry: tuple[str, str, str] | None,
    ratifies: tuple[tuple[str, str], ...],
) -> MinuteLine:
    stood = stood_for(row, now)
    waits = waits_to_be_ratified(row, stood)
    is_advice = row.kind == MinuteKind.ADVICE.value
    return MinuteLine(
        id=str(row.id),
        version=row.version,
        kind=row.kind,
        kind_name=MINUTE_KINDS[MinuteKind(row.kind)],
        words=row.words,
        is_first=is_first,
        is_last=is_last,
        who=", for ".join(one.name for one in (row.owner, row.agency) if one),
        due_on=row.due_on,
        entry=entry,
        quorum=_stood_in_words(stood.state),
        quorum_state=stood.state.value if stood.state else "",
        stood=stood,
        untaken=_untaken(row, stood, taken) if now is not None else "",
        waiver=_waiver_said(row),
        pending="Not ratified" if waits else "",
        ratified=_of_meeting(row.ratified_in.meeting) if row.ratified_in else None,
        ratifies=ratifies,
        asked_by=row.asked_by,
        given_to=row.given_to,
        evidence=row.evidence,
        is_answered=bool(row.answer),
        said=answer_said(row, today) if is_advice else "",
        answer_words=row.answer_words,
        amendments=amendments,
    )


def _taken(meetings: Collection[uuid.UUID]) -> frozenset[uuid.UUID | None]:
    """The items that the record of the room says were taken."""
    acts = RoomActRow.objects.filter(meeting__in=meetings, act=Act.ITEM.value, struck_at__isnull=True)
    return frozenset(acts.values_list("item_id", flat=True))


def _untaken(row: Minute, stood: Stood, taken: Collection[uuid.UUID | None]) -> str:
    """That a decision's item was not recorded as taken, so that its quorum is how the room last stood."""
    is_known = row.item_id is None or row.item_id in taken
    return "" if is_known or not _stood_in_words(stood.state) else _UNTAKEN


def _stood_in_words(state: QuorumState | None) -> str:
    """How the meeting stood for a decision; nothing where the terms state no quorum or nobody said."""
    return "" if state in (None, QuorumState.NONE_STATED) else QUORUM_WORDS[state]


def _waiver_said(row: Minute) -> str:
    if row.waiver is None:
        return ""
    by, on = row.waiver.agreed_by.name, day(row.waiver.agreed_on)
    return f"{by} agreed on {on} that it be taken all the same: {row.waiver.reason.rstrip('.')}."


def _amendments(rows: Sequence[Minute]) -> Mapping[uuid.UUID, tuple[AmendmentLine, ...]]:
    found: defaultdict[uuid.UUID, list[AmendmentLine]] = defaultdict(list)
    made = Amendment.objects.filter(minute__in=rows).select_related("agreed_at", "recorded_by")
    for one in made.order_by("recorded_at", "id"):
        found[one.minute_id].append(
            AmendmentLine(
                was=one.was,
                reason=one.reason,
                on=local_day(one.recorded_at),
                by=one.recorded_by.name,
                agreed=_of_meeting(one.agreed_at),
            )
        )
    return {id: tuple(lines) for id, lines in found.items()}


def _codes(actor: Actor, rows: Sequence[Minute]) -> Mapping[uuid.UUID, tuple[str, str, str]]:
    """The entry each action became, with its code now, where the reader may see it."""
    entries = [row.entry_id for row in rows if row.entry_id]
    seen = (
        set(scopes.entries(actor).filter(id__in=entries).values_list("id", flat=True)) if entries else set()
    )
    codes: dict[uuid.UUID, str] = {}
    for entry, code in (
        EntryVersion.objects.filter(entry__in=seen).order_by("number").values_list("entry_id", "code")
        if seen
        else ()
    ):
        codes[entry] = code
    return {
        row.id: (str(row.entry_id), codes.get(row.entry_id, ""), row.entry.plan.name)
        for row in rows
        if row.entry and row.entry_id in seen
    }


def _ratifies(actor: Actor, rows: Sequence[Minute]) -> Mapping[uuid.UUID, tuple[tuple[str, str], ...]]:
    found: defaultdict[uuid.UUID, list[tuple[str, str]]] = defaultdict(list)
    earlier = scopes.minutes(actor).filter(ratified_in__in=rows).select_related("meeting")
    for one in earlier.order_by("meeting__on"):
        if one.ratified_in_id:
            found[one.ratified_in_id].append((str(one.meeting_id), day(one.meeting.on)))
    return {id: tuple(lines) for id, lines in found.items()}


def _of_meeting(row: Meeting | None) -> tuple[str, str] | None:
    return (str(row.id), day(row.on)) if row else None


def _item(item: AgendaRow, lines: tuple[MinuteLine, ...]) -> ItemMinutes:
    return ItemMinutes(item.id, item.number, item.title, item.is_restricted, lines)


def _sees_drafts(actor: Actor, row: Meeting) -> bool:
    group = str(row.group_id)
    return allowed(actor, Permission.MINUTES_WRITE, group) or allowed(
        actor, Permission.MINUTES_APPROVE, group
    )


def _offers(
    actor: Actor, row: Meeting, facts: MinutesFacts, today: date, changed: Refusal | None
) -> MinutesOffers:
    """The next step as a button, or why it cannot be pressed; steps that are not next are not shown."""
    not_approved = refusal_to_take_approval(facts) or changed
    group = str(row.group_id)
    writes = allowed(actor, Permission.MINUTES_WRITE, group)
    approves = allowed(actor, Permission.MINUTES_APPROVE, group)
    state = facts.state
    waits = state is MinutesState.WITH_CHAIR
    is_chair = may_agree_to_waive(appointment_facts(row.group_id), actor.person, today)
    drafting = state in (MinutesState.DRAFTING, MinutesState.WITH_CHAIR)
    refusal = refusal_to_write(facts, today=today)
    return MinutesOffers(
        write=Offer(refusal) if writes and drafting else None,
        to_chair=Offer(refusal_to_send_to_chair(facts, on=max(today, row.on), today=today))
        if writes and drafting and not refusal
        else None,
        approve=Offer(not_approved) if approves and waits and is_chair else None,
        approve_for=Offer(not_approved) if writes and waits else None,
        circulate=Offer(refusal_to_circulate_minutes(facts))
        if writes and state is MinutesState.APPROVED
        else None,
        confirm=Offer(_refusal_to_confirm(facts, today))
        if writes and state is MinutesState.CIRCULATED
        else None,
        amend=writes and facts.is_settled,
        follow=writes,
        move=refusal_to_act(actor, Permission.PLAN_EDIT, group=group) is None,
        challenge=row.group.slug if allowed(actor, Permission.CHALLENGE_KEEP, group) else "",
        redact=refusal_to_act(actor, Permission.REDACTION_PROPOSE) is None,
    )


def _refusal_to_confirm(facts: MinutesFacts, today: date) -> Refusal | None:
    """What stands in the way whichever later meeting is chosen."""
    refusal = refusal_to_confirm(facts, later_on=None, is_same_group=True, has_begun=False, today=today)
    return None if refusal and refusal.code == "minutes.at_which" else refusal


def _approvers(row: Meeting, facts: MinutesFacts, today: date) -> Options:
    """Who held the chair or a vice-chair at any time since the minutes went to the chair."""
    since = facts.to_chair_on or row.on
    held = (
        row.group.seat_set.filter(
            appointment__office__in=("chair", "vice_chair"),
            appointment__is_deputy=False,
            appointment__from_on__lte=today,
        )
        .exclude(appointment__to_on__lt=since)
        .values_list("appointment__person_id", "appointment__person__name", "appointment__office")
        .order_by("appointment__office", "appointment__person__name")
    )
    names = {str(value): name for value, name in OFFICES.items()}
    return tuple((str(id), f"{name} ({names[office]})") for id, name, office in held if office in names)


def later_meetings(actor: Actor, row: Meeting, today: date) -> Options:
    """Later meetings of the group that were held by today, the nearest first."""
    rows = scopes.meetings(actor).filter(group=row.group_id, on__gt=row.on, on__lte=today)
    rows = rows.exclude(kind="by_email")
    return tuple((str(one.id), day(one.on)) for one in rows.exclude(state="cancelled").order_by("on"))


def _steps(row: Meeting, facts: MinutesFacts, clocks: Mapping[str, str]) -> tuple[StepLine, ...]:
    to_chair = clocks.get(ClauseKind.MINUTES_TO_CHAIR.value, "")
    to_members = clocks.get(ClauseKind.MINUTES_TO_MEMBERS.value, "")
    later = row.minutes_confirmed_at
    return (
        _step("To the chair", facts.to_chair_on, to_chair),
        StepLine("Approved", _approved_said(row)),
        _step("To members", facts.to_members_on, to_members),
        StepLine("Confirmed", f"At the meeting of {day(later.on)}" if later else "Not yet"),
    )


def _step(name: str, on: date | None, clock: str) -> StepLine:
    """When a step was done, in the words of the terms' timetable where they give a day for it."""
    return StepLine(name, clock or (day(on) if on else "Not yet"))


def _approved_said(row: Meeting) -> str:
    if not row.minutes_approved_on or not row.minutes_approved_by:
        return "Not yet"
    said = f"{day(row.minutes_approved_on)}, by {row.minutes_approved_by.name}"
    by = row.minutes_approved_recorded_by
    if by is None:
        return said
    how = HOW.get(row.minutes_approved_how, "")
    return f"{said}, who said so {how}; recorded by {by.name}"


def _lede(facts: MinutesFacts, *, is_seen: bool, today: date) -> str:
    if not is_seen:
        return "The minutes of this meeting have not gone to members yet."
    refusal = refusal_to_write(facts, today=today)
    if refusal and refusal.code in ("minutes.not_yet", "meetings.cancelled"):
        return refusal.sentence
    if facts.confirmed_on:
        return f"The meeting of {day(facts.confirmed_on)} confirmed these minutes."
    if not facts.written:
        return "No minute is written yet." if not facts.to_members_on else _by_hand(facts)
    return MINUTES_SENTENCES[facts.state]


def _by_hand(facts: MinutesFacts) -> str:
    on = facts.to_members_on
    return f"The minutes were kept elsewhere and went to members on {day(on)}." if on else ""


def _advice_owed(actor: Actor, row: Meeting) -> int:
    advice = scopes.minutes(actor).filter(kind=MinuteKind.ADVICE.value, answer="", removed_at__isnull=True)
    return advice.filter(meeting__group=row.group_id).count()
