"""What somebody said they would do and has not done, in their own name and for agencies they speak for."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from quorate.domain.access.actor import Actor
from quorate.domain.kernel.asking import local_day
from quorate.domain.kernel.words import count, day, listed
from quorate.domain.meetings.lifecycle import MeetingState
from quorate.queries.duty_owners import DutyOwned, duties_owned
from quorate.queries.holding.risks import number_of
from quorate.queries.people.person import LedEntry, leads_of
from quorate.records import scopes
from quorate.records.facts.holding import still_open
from quorate.records.facts.people import current
from quorate.records.models import HandoverNote, Person, Representation


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper asked of somebody that has not come."""

    title: str
    meeting: str
    note: str


@dataclass(frozen=True, slots=True)
class Promise:
    """A risk they own, or a question or challenge their agency has to answer; `page` names its page."""

    page: str
    id: str
    text: str
    note: str


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note left for whoever takes the work on: its words, and who left it when, for whom."""

    words: str
    note: str


@dataclass(frozen=True, slots=True)
class Promises:
    """All of it. `answers` are their agencies' and stay with those; the rest is theirs by name."""

    person: str
    name: str
    entries: tuple[LedEntry, ...]
    papers: tuple[PaperLine, ...]
    risks: tuple[Promise, ...]
    duties: tuple[DutyOwned, ...]
    answers: tuple[Promise, ...]
    notes: tuple[NoteLine, ...]

    @property
    def is_any(self) -> bool:
        """Whether anything is theirs by name."""
        return bool(self.entries or self.papers or self.risks or self.duties)

    @property
    def lede(self) -> str:
        """How much there is, in words."""
        parts = [count(len(self.risks), "risk")] if self.risks else []
        parts += [count(len(self.duties), "duty", "duties")] if self.duties else []
        owned = f" They own {listed(parts)}." if parts else ""
        entries, papers = len(self.entries), len(self.papers)
        if not entries and not papers:
            return owned.strip() or "They lead nothing by name, and no paper is asked of them."
        asked = f", and {count(papers, 'paper is', 'papers are')} asked of them" if papers else ""
        return f"They lead {count(entries, 'open action')} by name{asked}.{owned}"


def promises_of(actor: Actor, row: Person, today: date) -> Promises:
    """What one person has promised, as far as the reader may see each thing of it."""
    asked = (
        scopes.papers_asked(actor)
        .filter(meeting__on__gte=today, person=row, paper__isnull=True, dropped_at__isnull=True)
        .exclude(meeting__state=MeetingState.CANCELLED.value)
    )
    owned = scopes.risks(actor).filter(owner=row).select_related("group").order_by("group__order", "number")
    return Promises(
        person=str(row.id),
        name=row.name,
        entries=leads_of(actor, row, today),
        papers=tuple(
            PaperLine(
                one.title,
                str(one.meeting_id),
                f"Due by {day(one.due_on)} for {one.meeting.group.name} on {day(one.meeting.on)}",
            )
            for one in asked.select_related("meeting__group").order_by("due_on", "id")
        ),
        risks=tuple(
            Promise(
                "risk", str(one.id), f"{number_of(one)} {one.title}",
                f"{one.group.name}. {_looked_at(one.review_on)}",
            )
            for one in still_open(owned)
        ),
        duties=duties_owned(actor, row.id, today),
        answers=_answers(actor, row.id, today),
        notes=notes_of(actor, row.id),
    )  # fmt: skip


def notes_of(actor: Actor, person: uuid.UUID) -> tuple[NoteLine, ...]:
    """Notes about one person's work, newest first, that the reader may read."""
    rows = scopes.handover_notes(actor).filter(person=person).select_related("written_by", "reader")
    return tuple(_note(one) for one in rows.order_by("-written_at", "id"))


def _note(one: HandoverNote) -> NoteLine:
    whom = f"for {one.reader.name}" if one.reader else "for whoever takes it on"
    return NoteLine(one.words, f"{one.written_by.name}, {day(local_day(one.written_at))}, {whom}")


def _answers(actor: Actor, person: uuid.UUID, today: date) -> tuple[Promise, ...]:
    """Questions and challenges that wait for the agencies this person speaks for, soonest due first."""
    of = Representation.objects.filter(current(today), person=person).values("agency")
    questions = scopes.questions(actor).filter(
        to_agency__in=of, answered_on__isnull=True, withdrawn_on__isnull=True
    )
    challenges = scopes.challenges(actor).filter(
        Q(responded_on__isnull=True, outcome="", closed_on__isnull=True), agency__in=of
    )
    asked = [
        (one.due_on or date.max, Promise("question", str(one.id), one.words, _by(one.due_on)))
        for one in questions.order_by(F("due_on").asc(nulls_last=True), "id")
    ]
    asked += [
        (one.due_on, Promise("challenge", str(one.id), f"Challenge to {one.agency.name}", _by(one.due_on)))
        for one in challenges.select_related("agency").order_by("due_on", "id")
    ]
    return tuple(one for _, one in sorted(asked, key=lambda pair: (pair[0], pair[1].id)))


def _looked_at(review_on: date | None) -> str:
    return f"To be looked at again by {day(review_on)}" if review_on else "No day is set to look at it again"


def _by(due_on: date | None) -> str:
    return f"An answer is due by {day(due_on)}" if due_on else "No day is set for the answer"
