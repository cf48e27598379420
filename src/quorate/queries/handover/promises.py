"""What somebody said they would do and has not done, in their own name and for agencies they speak for."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from quorate.domain.access.actor import Actor
from quorate.domain.kernel.asking import local_day
from quorate.domain.kernel.words import count, day, listed
from quorate.domain.meetings.lifecycle import MeetingState
from quorate.queries.duty_owners import DutyOwned, duties_owned
from quorate.queries.holding.risks import number_of
from quorate.queries.people.person import LedEntry, leads_of_each
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
    (found,) = promises_of_each(actor, [row], today)
    return found


def promises_of_each(actor: Actor, people: Sequence[Person], today: date) -> tuple[Promises, ...]:
    """What each of these people has promised, in as few questions as for one."""
    ids = [row.id for row in people]
    entries, duties = leads_of_each(actor, people, today), duties_owned(actor, ids, today)
    papers, risks = _papers(actor, ids, today), _risks(actor, ids)
    answers, notes = _answers(actor, ids, today), notes_of_each(actor, ids)
    return tuple(
        Promises(
            person=str(row.id),
            name=row.name,
            entries=entries[row.id],
            papers=tuple(papers[row.id]),
            risks=tuple(risks[row.id]),
            duties=tuple(duties.get(row.id, ())),
            answers=tuple(answers[row.id]),
            notes=tuple(notes[row.id]),
        )
        for row in people
    )


def _papers(actor: Actor, people: Sequence[uuid.UUID], today: date) -> Mapping[uuid.UUID, list[PaperLine]]:
    asked = (
        scopes.papers_asked(actor)
        .filter(meeting__on__gte=today, person__in=people, paper__isnull=True, dropped_at__isnull=True)
        .exclude(meeting__state=MeetingState.CANCELLED.value)
    )
    found: defaultdict[uuid.UUID, list[PaperLine]] = defaultdict(list)
    for one in asked.select_related("meeting__group").order_by("due_on", "id"):
        said = f"Due by {day(one.due_on)} for {one.meeting.group.name} on {day(one.meeting.on)}"
        found[one.person_id].append(PaperLine(one.title, str(one.meeting_id), said))
    return found


def _risks(actor: Actor, people: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, list[Promise]]:
    rows = scopes.risks(actor).filter(owner__in=people).select_related("group")
    found: defaultdict[uuid.UUID, list[Promise]] = defaultdict(list)
    for one in still_open(rows.order_by("group__order", "number")):
        said = f"{one.group.name}. {_looked_at(one.review_on)}"
        if one.owner_id:
            found[one.owner_id].append(Promise("risk", str(one.id), f"{number_of(one)} {one.title}", said))
    return found


def notes_of(actor: Actor, person: uuid.UUID) -> tuple[NoteLine, ...]:
    """Notes about one person's work, newest first, that the reader may read."""
    return tuple(notes_of_each(actor, [person])[person])


def notes_of_each(actor: Actor, people: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, list[NoteLine]]:
    """Notes about the work of each of these people, newest first, that the reader may read."""
    rows = scopes.handover_notes(actor).filter(person__in=people).select_related("written_by", "reader")
    found: defaultdict[uuid.UUID, list[NoteLine]] = defaultdict(list)
    for one in rows.order_by("-written_at", "id"):
        found[one.person_id].append(_note(one))
    return found


def _note(one: HandoverNote) -> NoteLine:
    whom = f"for {one.reader.name}" if one.reader else "for whoever takes it on"
    return NoteLine(one.words, f"{one.written_by.name}, {day(local_day(one.written_at))}, {whom}")


def _answers(actor: Actor, people: Sequence[uuid.UUID], today: date) -> Mapping[uuid.UUID, list[Promise]]:
    """What waits for the agencies each of these people speaks for, soonest due first."""
    spoken = Representation.objects.filter(current(today), person__in=people)
    pairs = list(spoken.values_list("person_id", "agency_id"))
    waits = _waiting(actor, {agency for _, agency in pairs})
    found: defaultdict[uuid.UUID, list[tuple[date, Promise]]] = defaultdict(list)
    for person, agency in pairs:
        found[person] += waits.get(agency, [])
    by_day = {person: sorted(of, key=lambda pair: (pair[0], pair[1].id)) for person, of in found.items()}
    return {person: [one for _, one in by_day.get(person, ())] for person in people}


def _waiting(actor: Actor, agencies: Collection[uuid.UUID]) -> Mapping[uuid.UUID, list[tuple[date, Promise]]]:
    """Questions and challenges that wait for each of these agencies, with the day they are due."""
    found: defaultdict[uuid.UUID, list[tuple[date, Promise]]] = defaultdict(list)
    questions = scopes.questions(actor).filter(
        to_agency__in=agencies, answered_on__isnull=True, withdrawn_on__isnull=True
    )
    for asked in questions:
        said = Promise("question", str(asked.id), asked.words, _by(asked.due_on))
        if asked.to_agency_id:
            found[asked.to_agency_id].append((asked.due_on or date.max, said))
    challenges = scopes.challenges(actor).filter(
        Q(responded_on__isnull=True, outcome="", closed_on__isnull=True), agency__in=agencies
    )
    for one in challenges.select_related("agency"):
        said = Promise("challenge", str(one.id), f"Challenge to {one.agency.name}", _by(one.due_on))
        found[one.agency_id].append((one.due_on, said))
    return found


def _looked_at(review_on: date | None) -> str:
    return f"To be looked at again by {day(review_on)}" if review_on else "No day is set to look at it again"


def _by(due_on: date | None) -> str:
    return f"An answer is due by {day(due_on)}" if due_on else "No day is set for the answer"
