"""Papers asked for: of one person, at one meeting, and which came late."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import count, day
from quorate.domain.meetings.circulation import governing_clause
from quorate.domain.meetings.lifecycle import MeetingState
from quorate.domain.meetings.papers_asked import (
    OWED,
    AskedState,
    LateOne,
    asked_said,
    asked_state,
    by_agency,
    day_to_propose,
    days_late,
    late_of_said,
)
from quorate.domain.meetings.refusals import refusal_to_change
from quorate.domain.meetings.timetable import due_on, late_in_words
from quorate.domain.membership.agencies import name_on
from quorate.queries.circulation import holding
from quorate.queries.meetings import allowed, find_meeting
from quorate.queries.paper_from import FROM, person_from
from quorate.queries.people.choices import everybody_here
from quorate.records import scopes
from quorate.records.facts.agencies import agency_facts
from quorate.records.facts.meetings import Basis, basis, calendar_of, state_of
from quorate.records.facts.people import speaking_for
from quorate.records.models import Meeting, PaperAsked

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A paper asked for at a meeting: for which item, of whom, and how it stands in words.

    `can_drop` is for those who ask; `can_send` for whom it was asked of and those who hand in for others.
    """

    id: str
    title: str
    item: str
    person: str
    state: str
    said: str
    can_drop: bool
    can_send: bool


@dataclass(frozen=True, slots=True)
class MyPaper:
    """A paper this person was asked for and has not sent."""

    id: str
    title: str
    meeting: str
    group: str
    meeting_on: date
    state: str
    said: str


@dataclass(frozen=True, slots=True)
class PapersPage:
    """The papers of a meeting that were asked for, and those that came late, by agency too.

    `late` are title, from whom, agency and how late.
    `people` and `others` may be asked: who holds a seat of the group, and everybody else.
    """

    meeting: str
    version: int
    title: str
    group: str
    lede: str
    owed: tuple[AskedRow, ...]
    settled: tuple[AskedRow, ...]
    late: tuple[tuple[str, str, str, str], ...]
    agencies: tuple[tuple[str, str], ...]
    may_ask: bool
    refusal: Refusal | None
    people: Options
    others: Options
    items: Options
    due_on: date | None
    due_from: str


def page_papers(actor: Actor, *, meeting: uuid.UUID, today: date) -> PapersPage:
    """What was asked for and what is late. Raises NotFoundError for a meeting the actor may not know of."""
    row = find_meeting(actor, meeting)
    known = basis(actor, row, today)
    may_ask = allowed(actor, Permission.AGENDA_EDIT, str(row.group_id))
    rows = asked_rows(actor, row, known, today, may_ask=may_ask)
    owed = tuple(one for one in rows if AskedState(one.state) in OWED)
    late = _late(actor, row, known, today)
    seats, others = _people(actor, row, today) if may_ask else ((), ())
    due, due_from = _due(known, row, today)
    return PapersPage(
        meeting=str(row.id),
        version=row.version,
        title=f"Papers for {day(row.on)}",
        group=row.group.name,
        lede=_lede(owed, late),
        owed=owed,
        settled=tuple(one for one in rows if one not in owed),
        late=tuple((one.title, one.person, one.agency or "No agency", _late_said(one)) for one in late),
        agencies=tuple((one.agency or "No agency", late_of_said(one)) for one in by_agency(late)),
        may_ask=may_ask,
        refusal=refusal_to_change(state_of(row)),
        people=seats,
        others=others,
        items=_items(actor, row) if may_ask else (),
        due_on=due,
        due_from=due_from,
    )


def asked_rows(
    actor: Actor, row: Meeting, known: Basis, today: date, *, may_ask: bool
) -> tuple[AskedRow, ...]:
    """Every paper asked for at a meeting that the actor may know of, the first due first."""
    found = scopes.papers_asked(actor).filter(meeting=row).select_related("person", "item", "meeting")
    may_submit = allowed(actor, Permission.PAPER_SUBMIT, str(row.group_id))
    return tuple(
        _asked_row(actor, one, known, today, may_ask=may_ask, may_submit=may_submit)
        for one in found.order_by("due_on", "title", "id")
    )


def papers_asked_of(actor: Actor, today: date) -> tuple[MyPaper, ...]:
    """What this person was asked for and has not sent, for meetings to come; the first due first."""
    found = scopes.papers_asked(actor).filter(
        person=uuid.UUID(actor.person),
        paper__isnull=True,
        dropped_at__isnull=True,
        meeting__on__gte=today,
        meeting__state__in=("planned", "circulated"),
    )
    rows = list(found.select_related("meeting__group").order_by("due_on", "id"))
    calendar = calendar_of(actor.partnership) if rows else None
    said = []
    for row in rows:
        assert calendar is not None  # noqa: S101 there are rows
        state = _state(row, row.meeting, today)
        said.append(
            MyPaper(
                id=str(row.id),
                title=row.title,
                meeting=str(row.meeting_id),
                group=row.meeting.group.name,
                meeting_on=row.meeting.on,
                state=state.value,
                said=asked_said(state, due_on=row.due_on, today=today, calendar=calendar),
            )
        )
    return tuple(said)


def _state(row: PaperAsked, meeting: Meeting, today: date) -> AskedState:
    return asked_state(
        due_on=row.due_on,
        today=min(today, meeting.on),  # nothing grows later once the meeting is over
        has_come=row.paper_id is not None,
        is_dropped=row.dropped_at is not None or meeting.state == MeetingState.CANCELLED.value,
        went_out=meeting.circulated_on is not None,
    )


def _asked_row(
    actor: Actor, row: PaperAsked, known: Basis, today: date, *, may_ask: bool, may_submit: bool
) -> AskedRow:
    state = _state(row, row.meeting, today)
    is_owed, is_theirs = state in OWED, str(row.person_id) == actor.person
    is_open = is_owed and row.meeting.state in ("planned", "circulated")
    return AskedRow(
        id=str(row.id),
        title=row.title,
        item=row.item.title if row.item else "",
        person=row.person.name,
        state=state.value,
        said=asked_said(state, due_on=row.due_on, today=min(today, row.meeting.on), calendar=known.calendar),
        can_drop=is_open and may_ask,
        can_send=is_open and may_submit and (is_theirs or may_ask),
    )


def _late(actor: Actor, row: Meeting, known: Basis, today: date) -> list[LateOne]:
    """Papers that came after their day, and those asked for that have not come and whose day is past."""
    speaks = {person: agency for agency, people in speaking_for(actor, row.on).items() for person in people}
    agencies = dict(scopes.agencies(actor).values_list("id", "name"))
    until = min(today, row.on)
    came = scopes.papers(actor).filter(scopes.standing(), meeting=row)
    late = []
    came = came.select_related("agency", *FROM).prefetch_related("agency__earlier_names")
    for paper in came.order_by("submitted_on", "id"):
        due = known.paper_due_on(paper.id)
        came_on = known.came_on(paper)
        if due and came_on > due:
            days = days_late(came_on, due, until, known.calendar)
            agency = name_on(agency_facts(paper.agency), paper.submitted_on) if paper.agency else ""
            late.append(LateOne(paper.title, person_from(paper), agency, days, True))
    owed = scopes.papers_asked(actor).filter(meeting=row, paper__isnull=True, dropped_at__isnull=True)
    owed = owed.exclude(meeting__state=MeetingState.CANCELLED.value)
    for one in owed.filter(due_on__lt=until).select_related("person").order_by("due_on", "id"):
        days = days_late(None, one.due_on, until, known.calendar)
        speaks_for = speaks.get(one.person_id)
        agency = agencies.get(speaks_for, "") if speaks_for else ""
        late.append(LateOne(one.title, one.person.name, agency, days, False))
    return late


def _late_said(one: LateOne) -> str:
    said = late_in_words(one.days)
    return f"Came {said}" if one.has_come else f"Has not come, {said}"


def _lede(owed: Sequence[AskedRow], late: Sequence[LateOne]) -> str:
    if not owed and not late:
        return "No paper is owed, and none came late."
    parts = []
    if owed:
        parts.append(f"{count(len(owed), 'paper')} asked for {'has' if len(owed) == 1 else 'have'} not come")
    if late:
        parts.append(f"{count(len(late), 'paper is', 'papers are')} late")
    return f"{'; '.join(parts)}."


def _people(actor: Actor, row: Meeting, today: date) -> tuple[Options, Options]:
    members = {str(id) for id in holding(row.group_id, today).values_list("person", flat=True)}
    every = everybody_here(actor, today)
    return (
        tuple(one for one in every if one[0] in members),
        tuple(one for one in every if one[0] not in members),
    )


def _items(actor: Actor, row: Meeting) -> Options:
    items = scopes.agenda_items(actor).filter(meeting=row, removed_at__isnull=True).order_by("order")
    return tuple((str(id), title) for id, title in items.values_list("id", "title"))


def _due(known: Basis, row: Meeting, today: date) -> tuple[date | None, str]:
    clause, calendar = governing_clause(known.terms), known.calendar
    out_by = due_on(clause, row.on, calendar).on if clause else None
    return day_to_propose(terms_by=known.papers_due_on, out_by=out_by, today=today, calendar=calendar)
