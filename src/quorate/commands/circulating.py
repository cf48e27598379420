"""What goes to members and what is kept of it: each sending, the chair's waiver, and supplements."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from quorate.commands.messages import owe
from quorate.commands.remaking import supplement_text
from quorate.commands.runner import Done, Outcome, Run, command
from quorate.commands.waivers import keep_waiver
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.outcomes import Waiver
from quorate.domain.meetings.circulation import governing_clause
from quorate.domain.meetings.going_late import late_said
from quorate.domain.meetings.supplements import (
    A_SUPPLEMENT,
    SentParts,
    needs_waiver,
    refusal_to_supplement,
    supplement_went_to,
)
from quorate.domain.meetings.timetable import due_on, late_in_words, working_days_late
from quorate.domain.terms.clauses import Clause, ClauseKind
from quorate.queries.circulation import recipients
from quorate.queries.messages_waiting import has_mail_server
from quorate.queries.supplements import changed_since, who_sees
from quorate.records import scopes
from quorate.records.facts.meetings import Basis, appointment_facts, basis
from quorate.records.models import AgendaItem, Circulation, Meeting, Paper, Person


@command(Permission.PAPERS_CIRCULATE)
def send_supplement(
    run: Run, *, meeting: uuid.UUID, version: int, said: str = "", waiver: Waiver | None = None
) -> Outcome:
    """Tell members of what was added, changed or withdrawn since the papers went to them.

    It goes to everybody who holds a seat today and may see any of it; `said` is a note to them, shown on the
    page and never in the message. Refuses as `quorate.domain.meetings.supplements.refusal_to_supplement`
    does. Late, it is done with a waiver.
    """
    row = run.find(scopes.meetings, meeting, version=version, group="group_id")
    known, today = basis(run.actor, row, run.moment.today), run.moment.today
    parts = changed_since(run.actor, row)
    refusal = refusal_to_supplement(
        meeting=known.meeting,
        terms=known.terms,
        calendar=known.calendar,
        today=today,
        parts=parts,
        appointments=appointment_facts(row.group_id),
        waiver=waiver,
    )
    if refusal:
        return refusal
    is_late = needs_waiver(
        parts, meeting=known.meeting, terms=known.terms, calendar=known.calendar, today=today
    )
    used = waiver if is_late else None
    sentence = record_lateness(run, row, known, used, what=A_SUPPLEMENT) if used else ""
    told = who_sees(row, parts, recipients(row, today), today)
    sent = keep_sending(run, row, parts=parts, told=told, said=said)
    _no_longer_new(parts)
    run.touch(row)
    text = supplement_text(run, row)
    for person in told:
        key = f"supplement:{row.id}:{sent.number}"
        owe(run, person=person, kind="supplement_sent", key=key, text=text, meeting=row)
    details = {"on": today.isoformat(), "number": str(sent.number), "told": str(len(told))}
    event = Event("meetings.supplement_sent", "meeting", str(row.id), details)
    went = supplement_went_to(
        members=len(told),
        by_hand=[person.name for person in told if not person.email],
        has_server=has_mail_server(),
    )
    return Done([event], id=row.id, waiver=used, sentence=f"{went} {sentence}".strip())


def first_parts(row: Meeting) -> SentParts:
    """Everything that goes with the first sending, whoever may read it."""
    items = AgendaItem.objects.filter(meeting=row, removed_at__isnull=True).order_by("order", "id")
    papers = Paper.objects.filter(scopes.standing(), meeting=row).order_by("added_at", "id")
    return SentParts(
        items=tuple(str(id) for id in items.values_list("id", flat=True)),
        papers=tuple(str(id) for id in papers.values_list("id", flat=True)),
    )


def keep_sending(
    run: Run,
    row: Meeting,
    *,
    parts: SentParts,
    told: Sequence[Person],
    said: str = "",
    is_first: bool = False,
) -> Circulation:
    """Keep what went, to whom and when. The first sending is number 1, even where it was not kept."""
    last = row.circulations.order_by("-number").values_list("number", flat=True).first()
    number = 1 if is_first else (last or 1) + 1
    return Circulation.objects.create(
        id=run.new_id(),
        meeting=row,
        number=number,
        on=run.moment.today,
        at=run.moment.at,
        by_id=run.actor.person,
        what={name: list(ids) for name, ids in asdict(parts).items()},
        to=[str(person.id) for person in told],
        said=said.strip(),
        meeting_on=row.on,
    )


def record_lateness(run: Run, row: Meeting, known: Basis, waiver: Waiver, *, what: str = "") -> str:
    """Keep the chair's agreement to send late, in the words it is said in; `what` went, if not the papers."""
    clause = governing_clause(known.terms)
    if clause is None:
        raise AssertionError("papers are late only by a clause")
    sentence = _waiver_sentence(clause, row, known, run.moment.today, what)
    keep_waiver(run, waiver, clause=clause, subject_kind="meeting", subject=row.id, sentence=sentence)
    return sentence


def _waiver_sentence(clause: Clause, row: Meeting, known: Basis, today: date, what: str) -> str:
    last = due_on(clause, row.on, known.calendar).on
    days = working_days_late(today, last, known.calendar) if last else None
    went = what or ("The agenda" if clause.kind is ClauseKind.AGENDA else "Papers")
    return late_said(went, today, late_in_words(days))


def _no_longer_new(parts: SentParts) -> None:
    """What was told is marked no more as untold; that a paper was withdrawn after sending stays true."""
    AgendaItem.objects.filter(id__in=[*parts.items, *parts.changed]).update(
        added_after_sending=False, changed_after_sending=False
    )
    Paper.objects.filter(id__in=parts.papers).update(added_after_sending=False)
