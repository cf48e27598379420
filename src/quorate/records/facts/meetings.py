"""From meetings, papers and appointments to what the rules of a meeting ask for."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from quorate.domain.access.actor import Actor
from quorate.domain.calendar.holidays import england_and_wales
from quorate.domain.calendar.types import Holiday, WorkingCalendar
from quorate.domain.kernel.asking import local_day
from quorate.domain.meetings.agenda import asks_for_a_paper, is_standing
from quorate.domain.meetings.facts import Done, MeetingFacts, PaperFacts, Sending
from quorate.domain.meetings.kinds import MeetingKind
from quorate.domain.meetings.lifecycle import MeetingState, by_record
from quorate.domain.meetings.papers_asked import paper_due
from quorate.domain.meetings.room import Act
from quorate.domain.meetings.timetable import due_on
from quorate.domain.membership.facts import AppointmentFacts, Office
from quorate.domain.terms.clauses import ClauseKind, TermsVersion
from quorate.records import scopes
from quorate.records.facts.labels import label_of
from quorate.records.facts.sending import sendings
from quorate.records.facts.tables import terms_of
from quorate.records.facts.terms import terms_facts
from quorate.records.models import (
    AgendaItem,
    Appointment,
    Closure,
    Meeting,
    Message,
    Minute,
    Paper,
    PaperAsked,
    Partnership,
    RoomActRow,
    Terms,
)

_STARTS = ("DTSTART:", "DTSTART;")


@dataclass(frozen=True, slots=True)
class Basis:
    """All that the rules about one meeting ask for, as far as one actor may see.

    `papers_due_on` is the last day for papers under the terms in force on the meeting's date, None when
    they give none. `versions` are all of the group's terms. `without_paper` are the items whose paper has
    not come; they stay so when the papers went out and when the meeting was held. `is_closed` once none of
    them can come in time or go out.
    `taken_back` are the papers that went out and were withdrawn since: they came in all the same.
    `not_come` are papers asked for that have not come, beside those of the items `without_paper`.
    `asked_by` has the day that each paper which was asked for was asked for by, under any of its versions.
    `first_in` has for each later version the day the first came: that was owed, and none after it is late.
    """

    meeting: MeetingFacts
    terms: TermsVersion | None
    calendar: WorkingCalendar
    started_on: date
    papers: tuple[PaperFacts, ...]
    papers_due_on: date | None
    done: Done
    without_paper: frozenset[uuid.UUID] = frozenset()
    is_closed: bool = False
    versions: tuple[TermsVersion, ...] = ()
    taken_back: tuple[PaperFacts, ...] = ()
    not_come: frozenset[uuid.UUID] = frozenset()
    asked_by: Mapping[uuid.UUID, date] = field(default_factory=dict)
    first_in: Mapping[uuid.UUID, date] = field(default_factory=dict)

    def came_on(self, paper: Paper) -> date:
        """The day a paper came, by its first version."""
        return self.first_in.get(paper.id, paper.submitted_on)

    def paper_due_on(self, paper: uuid.UUID | str) -> date | None:
        """By when this paper was owed; None where no day is known for it."""
        return paper_due(asked_by=self.asked_by.get(uuid.UUID(str(paper))), terms_by=self.papers_due_on)

    @property
    def came_in(self) -> tuple[PaperFacts, ...]:
        """Every paper that came in, those taken back once they were with members among them."""
        return self.papers + self.taken_back


def bases(actor: Actor, rows: Sequence[Meeting], today: date) -> dict[uuid.UUID, Basis]:
    """The basis of each meeting, in a number of database questions that does not grow with them."""
    partnership = Partnership.objects.get(id=actor.partnership)
    calendar = calendar_of(partnership.id)
    versions = terms_by_group({row.group_id for row in rows})
    items = _items_on(actor, rows)
    papers: defaultdict[uuid.UUID, list[Paper]] = defaultdict(list)
    taken_back, have = _papers_that_came(rows)
    wanted = _asked_for(actor, rows)
    asked_by = days_asked(scopes.papers_asked(actor).filter(meeting__in=rows))
    first_in = days_first_in(rows)
    noticed = notice_days(rows) if any(asks_for_notice(held) for held in versions.values()) else {}
    sending = sendings(rows, today)
    happened = Meeting.objects.filter(begun(), id__in=[row.id for row in rows])
    began = frozenset(happened.values_list("id", flat=True))
    kept = scopes.standing() | Q(id__in=taken_back)
    for paper in scopes.papers(actor).filter(kept, meeting__in=rows):
        papers[paper.meeting_id].append(paper)
    return {
        row.id: _basis(
            row,
            versions=versions.get(row.group_id, ()),
            calendar=calendar,
            started_on=partnership.started_on,
            is_begun=row.id in began,
            items=items[row.id],
            papers=papers[row.id],
            have=have,
            wanted=wanted[row.id],
            asked_by=asked_by,
            first_in=first_in,
            today=today,
            noticed_on=noticed.get(row.id),
            sending=sending[row.id],
        )
        for row in rows
    }


def asks_for_notice(versions: Iterable[TermsVersion]) -> bool:
    """Whether any version of the terms gives a day for notice of a meeting."""
    return any(one.of(ClauseKind.NOTICE) for one in versions)


def notice_days(rows: Sequence[Meeting]) -> Mapping[uuid.UUID, date]:
    """The day on which members were first sent the day each meeting is on now.

    A meeting moved to another day has notice of that one from when the move was told. What was only owed and
    has not left is no notice.
    """
    on = {row.id: f"{row.on:%Y%m%d}T" for row in rows}
    told = Message.objects.filter(
        meeting__in=on, kind__in=("meeting_set", "meeting_moved"), sent_at__isnull=False
    )
    found: dict[uuid.UUID, date] = {}
    firsts = told.values_list("meeting_id", "calendar").annotate(first=Min("sent_at")).order_by("first")
    for meeting, calendar, first in firsts:
        starts = [line for line in calendar.splitlines() if line.startswith(_STARTS)]
        if any(on[meeting] in line for line in starts) and meeting not in found:
            found[meeting] = local_day(first)
    return found


def basis(actor: Actor, row: Meeting, today: date) -> Basis:
    """The basis of one meeting."""
    return bases(actor, [row], today)[row.id]


def terms_by_group(groups: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, tuple[TermsVersion, ...]]:
    """Every version of the terms of each group."""
    found: defaultdict[uuid.UUID, list[Terms]] = defaultdict(list)
    for row in Terms.objects.filter(group__in=list(groups)).prefetch_related("clauses"):
        found[row.group_id].append(row)
    return {group: terms_facts(rows) for group, rows in found.items()}


def calendar_of(partnership: uuid.UUID | str) -> WorkingCalendar:
    """The working calendar of a partnership, with its council's closure days."""
    closures = Closure.objects.filter(partnership=partnership).order_by("on")
    return replace(england_and_wales(), closures=tuple(Holiday(c.on, c.name) for c in closures))


def appointment_facts(group: uuid.UUID) -> tuple[AppointmentFacts, ...]:
    """Who has held the group's seats; deputies hold none."""
    rows = Appointment.objects.filter(seat__group=group, is_deputy=False)
    return tuple(appointment_fact(row) for row in rows)


def appointment_fact(row: Appointment) -> AppointmentFacts:
    """A row as an appointment."""
    return AppointmentFacts(
        str(row.id),
        str(row.seat_id),
        str(row.person_id),
        row.from_on,
        row.to_on,
        Office(row.office),
        row.place,
    )


def begun() -> Q:
    """The condition that the room or the minutes of a meeting say that it began; a question has no room."""
    acts = RoomActRow.objects.filter(
        meeting=OuterRef("pk"), act__in=(Act.CAME.value, Act.ITEM.value), struck_at__isnull=True
    )
    written = Minute.objects.filter(meeting=OuterRef("pk"), removed_at__isnull=True)
    happened = Q(began_at__isnull=False) | Exists(acts) | Exists(written)
    return happened & ~Q(kind=MeetingKind.BY_EMAIL.value)


def state_of(row: Meeting) -> MeetingState:
    """How far a meeting has got by what was done with it; `Basis` knows what its room says once it is over.

    Minutes sent to members make a meeting that was held a minuted one.
    """
    if row.state == MeetingState.HELD.value and row.minutes_to_members_on:
        return MeetingState.MINUTED
    return MeetingState(row.state)


def meeting_fact(row: Meeting, *, items: int, is_begun: bool, today: date) -> MeetingFacts:
    """A row as a meeting; `is_begun` as the condition `begun` has it."""
    state = by_record(state_of(row), is_over=row.on < today, is_begun=is_begun)
    return MeetingFacts(str(row.id), row.on, row.starts, state, items, row.minutes_approved_on)


def _basis(
    row: Meeting,
    *,
    versions: tuple[TermsVersion, ...],
    calendar: WorkingCalendar,
    started_on: date,
    is_begun: bool,
    items: Sequence[AgendaItem],
    papers: Sequence[Paper],
    have: frozenset[uuid.UUID],
    wanted: Mapping[uuid.UUID, uuid.UUID | None],
    asked_by: Mapping[uuid.UUID, date],
    first_in: Mapping[uuid.UUID, date],
    today: date,
    sending: Mapping[ClauseKind, Sending],
    noticed_on: date | None = None,
) -> Basis:
    # A question by email is no meeting: nothing the terms count from one is owed for it.
    terms = None if row.kind == MeetingKind.BY_EMAIL.value else terms_of(row, versions)
    clause = terms.of(ClauseKind.PAPERS_IN) if terms else None
    due = due_on(clause, row.on, calendar).on if clause else None
    is_owed = state_of(row) is not MeetingState.CANCELLED and (due or row.on) >= started_on
    without = _without_paper(items, have, wanted.values(), terms) if is_owed else frozenset()
    not_come = frozenset(id for id, item in wanted.items() if is_owed and item not in without)
    return Basis(
        meeting=meeting_fact(row, items=len(items), is_begun=is_begun, today=today),
        terms=terms,
        calendar=calendar,
        started_on=started_on,
        papers=tuple(_paper_fact(p, first_in) for p in papers if not p.withdrawn_at),
        papers_due_on=due,
        done=replace(
            _done(
                row,
                [first_in.get(p.id, p.submitted_on) for p in papers],
                due,
                today,
                is_short=bool(without or not_come),
                noticed_on=noticed_on,
            ),
            sending=sending,
        ),
        without_paper=without,
        is_closed=(bool(row.circulated_on) or row.on < today) and (due is None or due < today),
        versions=versions,
        taken_back=tuple(_paper_fact(p, first_in) for p in papers if p.withdrawn_at),
        not_come=not_come,
        asked_by=asked_by,
        first_in=first_in,
    )


def _paper_fact(row: Paper, first_in: Mapping[uuid.UUID, date]) -> PaperFacts:
    return PaperFacts(str(row.id), row.title, first_in.get(row.id, row.submitted_on))


def _papers_that_came(rows: Sequence[Meeting]) -> tuple[frozenset[uuid.UUID], frozenset[uuid.UUID]]:
    """Papers that went out and were taken back, and items that have a paper or had such a one.

    Both whoever may read the papers: to say that none came, where one did, would be untrue. No more is
    taken from them than that there is one for an item the reader may know of.
    """
    every = Paper.objects.filter(meeting__in=rows)
    taken_back = every.filter(scopes.taken_back())
    back = frozenset(taken_back.values_list("id", flat=True))
    had = every.filter(Q(withdrawn_at__isnull=True) | Q(id__in=back), item__isnull=False)
    return back, frozenset(had.values_list("item_id", flat=True))


def _asked_for(
    actor: Actor, rows: Sequence[Meeting]
) -> Mapping[uuid.UUID, Mapping[uuid.UUID, uuid.UUID | None]]:
    """What was asked for at each meeting and has not come, with the item it is for, if any."""
    found: defaultdict[uuid.UUID, dict[uuid.UUID, uuid.UUID | None]] = defaultdict(dict)
    asked = scopes.papers_asked(actor).filter(meeting__in=rows, paper__isnull=True)
    for id, meeting, item in asked.filter(dropped_at__isnull=True).values_list("id", "meeting_id", "item_id"):
        found[meeting][id] = item
    return found


def days_first_in(rows: Sequence[Meeting]) -> dict[uuid.UUID, date]:
    """The day on which the first version of a paper came in, of every later version of it."""
    found: dict[uuid.UUID, date] = {}
    later = Paper.objects.filter(meeting__in=rows, replaces__isnull=False).order_by("added_at", "id")
    for id, before, came_on in later.values_list("id", "replaces_id", "replaces__submitted_on"):
        found[id] = found.get(before, came_on)
    return found


def days_asked(asked: QuerySet[PaperAsked]) -> dict[uuid.UUID, date]:
    """By when each paper that answered one of these requests was asked for, under every version of it."""
    came = asked.filter(paper__isnull=False, dropped_at__isnull=True)
    found = dict(came.order_by("due_on", "id").values_list("paper_id", "due_on"))
    versions = Paper.objects.filter(meeting__in=came.values("meeting"), replaces__isnull=False)
    for newer, before in versions.order_by("added_at", "id").values_list("id", "replaces"):
        if before in found:
            found.setdefault(newer, found[before])
    for newer, before in versions.order_by("-added_at", "-id").values_list("id", "replaces"):
        if before and newer in found:
            found.setdefault(before, found[newer])
    return found


def _without_paper(
    items: Sequence[AgendaItem],
    have: frozenset[uuid.UUID],
    wanted: Collection[uuid.UUID | None],
    terms: TermsVersion | None,
) -> frozenset[uuid.UUID]:
    """The items members should have a paper for, or one was asked for, and have none."""
    asked = {
        item.id
        for item in items
        if asks_for_a_paper(
            item.purpose, is_standing=bool(item.clause_kind) or is_standing(item.title, terms)
        )
    }
    return frozenset((asked | {item.id for item in items if item.id in wanted}) - have)


def _done(
    row: Meeting,
    came: Sequence[date],
    papers_due: date | None,
    today: date,
    *,
    is_short: bool,
    noticed_on: date | None = None,
) -> Done:
    """What was done and when. Papers are "in" on the day the last came, once no more can be in time.

    They are when their day is over, or when they went out with none missing.
    """
    found: dict[ClauseKind, date | None] = {
        ClauseKind.NOTICE: noticed_on,
        ClauseKind.AGENDA: row.circulated_on,
        ClauseKind.CIRCULATION: row.circulated_on,
        ClauseKind.MINUTES_TO_CHAIR: row.minutes_to_chair_on,
        ClauseKind.MINUTES_TO_MEMBERS: row.minutes_to_members_on,
    }
    if came and ((row.circulated_on and not is_short) or (papers_due and today > papers_due)):
        found[ClauseKind.PAPERS_IN] = max(came)
    return Done(
        {kind: on for kind, on in found.items() if on is not None},
        in_part=frozenset({ClauseKind.PAPERS_IN}) if is_short else frozenset(),
    )


def _items_on(actor: Actor, rows: Sequence[Meeting]) -> Mapping[uuid.UUID, list[AgendaItem]]:
    found: defaultdict[uuid.UUID, list[AgendaItem]] = defaultdict(list)
    standing = scopes.agenda_items(actor).filter(meeting__in=rows, removed_at__isnull=True)
    for item in standing.only("meeting_id", "title", "purpose", "clause_kind"):
        found[item.meeting_id].append(item)
    return found


def is_second_series(item: AgendaItem) -> bool:
    """Whether an item is numbered R1, R2: all that some of the partnership may not see is."""
    return not label_of(item).is_open_to_all
