"""Whom a meeting's agenda and papers go to, and what goes: as shown before they are sent."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import clock, weekday
from quorate.domain.meetings.circulation import refusal_unread, timing_said
from quorate.domain.meetings.kinds import MeetingKind
from quorate.domain.meetings.moving import moved_from_said
from quorate.queries.access import actors_of
from quorate.queries.agenda import Agenda, AgendaRow, PaperRow
from quorate.queries.messages_waiting import has_mail_server
from quorate.records.facts.labels import label_of, sees
from quorate.records.facts.meetings import Basis
from quorate.records.facts.people import current, here
from quorate.records.facts.seats import following
from quorate.records.models import Appointment, Meeting, Person, Seat


@dataclass(frozen=True, slots=True)
class Going:
    """What would go out today. `by_hand` are the members without an address, who must be told.

    `papers` are told with the number of their item, empty for one of no item. `unread` is what whoever
    sends is told until they say that they have read this.
    """

    members: int
    by_hand: tuple[str, ...]
    papers: tuple[tuple[str, PaperRow], ...]
    without_paper: tuple[AgendaRow, ...]
    timing: str
    unread: Refusal
    has_server: bool = True

    @property
    def by_message(self) -> int:
        """How many members are written to."""
        return self.members - len(self.by_hand)


def recipients(row: Meeting, today: date) -> list[Person]:
    """Everybody who holds a seat of the group on a day, some by an office, and may know of the meeting."""
    by_office = following(Seat.objects.filter(group=row.group_id), today)
    also = {held.person_id for each in by_office.values() for held in each}
    holders = list(
        Person.objects.filter(Q(id__in=holding(row.group_id, today).values("person")) | Q(id__in=also))
        .filter(here(today))
        .select_related("partnership")
        .order_by("name", "id")
    )
    if label_of(row).is_open_to_all:
        return holders
    actors = actors_of(holders, today)
    return [person for person in holders if sees(actors[person.id], row)]


def moved_after(row: Meeting) -> str:
    """That a meeting was moved to another day since its papers went first, in words; empty where not."""
    was = row.circulations.order_by("number").values_list("meeting_on", flat=True).first()
    return moved_from_said(was, on=row.on) if was else ""


def going_out(row: Meeting, known: Basis, agenda: Agenda, today: date) -> Going:
    """What would go out today, and to whom."""
    told = recipients(row, today)
    on_items = [(item.number, paper) for item in agenda.items for paper in item.papers]
    papers = (*on_items, *(("", paper) for paper in agenda.loose_papers))
    is_question = row.kind == MeetingKind.BY_EMAIL.value
    return Going(
        members=len(told),
        by_hand=tuple(person.name for person in told if not person.email),
        papers=papers,
        without_paper=tuple(item for item in agenda.items if item.no_paper),
        timing=f"Today. {_closes(row)}"
        if is_question
        else timing_said(meeting=known.meeting, terms=known.terms, calendar=known.calendar, today=today),
        unread=refusal_unread(len(papers), is_question=is_question),
        has_server=has_mail_server(),
    )


def _closes(row: Meeting) -> str:
    return f"The question closes on {weekday(row.on)} at {clock(row.starts)}."


def holding(group: uuid.UUID, today: date) -> QuerySet[Appointment]:
    """Who holds a seat of the group on a day; deputies hold none."""
    return Appointment.objects.filter(
        current(today),
        seat__group=group,
        is_deputy=False,
    )
