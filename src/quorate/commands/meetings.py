"""Sets, moves and cancels a group's meetings, sends out their papers, and records that minutes were sent."""

import uuid
from datetime import date, time

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from quorate.commands.messages import link_to, owe
from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.audience import Audience
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.outcomes import Refusal, Waiver
from quorate.domain.kernel.words import day
from quorate.domain.meetings.circulation import (
    governing_clause,
    is_late,
    refusal_of_second,
    refusal_to_circulate,
    went_to,
)
from quorate.domain.meetings.days import cautions
from quorate.domain.meetings.lifecycle import MeetingState
from quorate.domain.meetings.minutes import refusal_by_hand
from quorate.domain.meetings.refusals import (
    refusal_of_audience,
    refusal_of_length,
    refusal_to_cancel,
    refusal_to_change,
    refusal_to_record_minutes,
)
from quorate.domain.meetings.timetable import due_on, late_in_words, working_days_late
from quorate.domain.membership.groups import refusal_after_end
from quorate.domain.messages.texts import MessageText, papers_circulated
from quorate.domain.terms.clauses import Clause, ClauseKind
from quorate.queries.circulation import recipients
from quorate.records import scopes
from quorate.records.facts.meetings import Basis, appointment_facts, basis, calendar_of, state_of
from quorate.records.facts.minutes import minutes_facts
from quorate.records.models import Group, Meeting, Paper, Person, WaiverRow


@command(Permission.MEETING_SET)
def set_meeting(
    run: Run,
    *,
    group: uuid.UUID,
    on: date,
    starts: time,
    minutes: int,
    place: str = "",
    audience: Audience = Audience.PARTNERSHIP,
) -> Outcome:
    """Set a meeting of a group. A past day is allowed, so that a partnership may begin half-way.

    What is unusual about the day is said with what was done, as `quorate.domain.meetings.days` gives it.
    Refuses with `meetings.length`, `meetings.set_already`, `meetings.audience_not_yours` and `groups.ended`.
    """
    of = run.find(scopes.groups, group, group="id")
    if refusal := (
        refusal_after_end(ended_on=of.ended_on, on=on, field="on")
        or refusal_of_length(minutes)
        or refusal_of_audience(audience, run.actor.audiences)
    ):
        return refusal
    row = Meeting(
        id=run.new_id(),
        group=of,
        on=on,
        starts=starts,
        minutes=minutes,
        place=place,
        audience=audience.value,
        zone=of.partnership.zone,
    )
    if not _kept(row, of):
        return _set_already(run, row)
    details = {"group": str(of.id), "on": on.isoformat()}
    event = Event("meetings.set", "meeting", str(row.id), details)
    return Done([event], id=row.id, sentence=_cautions(run, on))


@command(Permission.MEETING_SET)
def move_meeting(
    run: Run,
    *,
    meeting: uuid.UUID,
    version: int,
    on: date,
    starts: time,
    minutes: int,
    place: str = "",
) -> Outcome:
    """Give a meeting another day, hour, length or place.

    Refuses with `meetings.length`, `meetings.set_already`, `groups.ended`, and `meetings.settled` once it
    was held or cancelled.
    """
    row = run.find(scopes.meetings, meeting, version=version, group="group_id")
    too_late = refusal_after_end(ended_on=row.group.ended_on, on=on, field="on")
    if refusal := refusal_to_change(state_of(row)) or too_late or refusal_of_length(minutes):
        return refusal
    was = row.on
    row.on, row.starts, row.minutes, row.place = on, starts, minutes, place
    if not _kept(row, row.group):
        return _set_already(run, row)
    run.touch(row)
    details = {"from": was.isoformat(), "on": on.isoformat()}
    event = Event("meetings.moved", "meeting", str(row.id), details)
    return Done([event], id=row.id, sentence=_cautions(run, on))


@command(Permission.MEETING_SET)
def cancel_meeting(run: Run, *, meeting: uuid.UUID, reason: str, version: int) -> Outcome:
    """Cancel a meeting that was not held. Its agenda and papers are kept and nothing is owed for it.

    The reason goes into the record and is shown with the meeting. Nobody is written to. Refuses with
    `meetings.settled` and `meetings.reason_needed`.
    """
    row = run.find(scopes.meetings, meeting, version=version, group="group_id")
    if refusal := refusal_to_cancel(state_of(row), reason):
        return refusal
    row.state, row.cancelled_on = MeetingState.CANCELLED.value, run.moment.today
    row.cancel_reason = reason.strip()
    row.save(update_fields=["state", "cancelled_on", "cancel_reason"])
    run.touch(row)
    details = {"on": row.on.isoformat()}
    private = {"reason": row.cancel_reason}
    return Done([Event("meetings.cancelled", "meeting", str(row.id), details, private=private)], id=row.id)


@command(Permission.PAPERS_CIRCULATE)
def circulate_papers(
    run: Run, *, meeting: uuid.UUID, version: int | None = None, waiver: Waiver | None = None
) -> Outcome:
    """Send the agenda and papers to everybody who holds a seat: one message each is then owed.

    Refuses as `quorate.domain.meetings.circulation.refusal_to_circulate` does. Late, it is done with a
    waiver; a waiver given when none is needed is not recorded. A second press is told that the papers went,
    though it comes from a page of before. Whom they went to is said with what was done.
    """
    row = run.find(scopes.meetings, meeting, group="group_id")
    if state_of(row) is MeetingState.CIRCULATED and row.circulated_on:
        return refusal_of_second(row.circulated_on)
    if version is not None:
        run.same(row, version)
    known, today = basis(run.actor, row, run.moment.today), run.moment.today
    refusal = refusal_to_circulate(
        meeting=known.meeting,
        terms=known.terms,
        calendar=known.calendar,
        today=today,
        appointments=appointment_facts(row.group_id),
        waiver=waiver,
    )
    if refusal:
        return refusal
    late = is_late(meeting=known.meeting, terms=known.terms, calendar=known.calendar, today=today)
    used = waiver if late else None
    sentence = _record_waiver(run, row, known, used) if used else ""
    row.state, row.circulated_on = MeetingState.CIRCULATED.value, today
    row.circulated_by_id = uuid.UUID(run.actor.person)
    row.save(update_fields=["state", "circulated_on", "circulated_by"])
    run.touch(row)
    told = _tell_members(run, row)
    details = {"on": today.isoformat(), "told": str(len(told))}
    event = Event("meetings.papers_circulated", "meeting", str(row.id), details)
    went = went_to(
        members=len(told),
        by_hand=[person.name for person in told if not person.email],
        papers=_papers(run, row).count(),
    )
    return Done([event], id=row.id, waiver=used, sentence=f"{went} {sentence}".strip())


@command(Permission.MEETING_SET)
def record_minutes_sent(run: Run, *, meeting: uuid.UUID, to: str, on: date, version: int) -> Outcome:
    """Record the day minutes kept elsewhere went to the chair or to members (`to`); the meeting is then held.

    A day recorded wrongly is recorded again. Minutes written here go from their own page. Refuses with
    `meetings.minutes_to_whom`, `meetings.cancelled`, `meetings.minutes_before_meeting`, `meetings.not_yet`
    and `minutes.written_here`.
    """
    row = run.find(scopes.meetings, meeting, version=version, group="group_id")
    if refusal := refusal_to_record_minutes(
        state_of(row), meeting_on=row.on, to=to, on=on, today=run.moment.today
    ) or refusal_by_hand(minutes_facts(row)):
        return refusal
    column = f"minutes_to_{to}_on"
    setattr(row, column, on)
    row.state = MeetingState.HELD.value
    row.save(update_fields=[column, "state"])
    run.touch(row)
    details = {"to": to, "on": on.isoformat()}
    return Done([Event("meetings.minutes_sent", "meeting", str(row.id), details)], id=row.id)


def _cautions(run: Run, on: date) -> str:
    return " ".join(cautions(on, today=run.moment.today, calendar=calendar_of(run.partnership)))


def _set_already(run: Run, row: Meeting) -> Refusal:
    """Whoever may not know of the other meeting is not sent to open it."""
    seen = scopes.meetings(run.actor).filter(group=row.group_id, on=row.on, starts=row.starts)
    may_open = seen.exclude(id=row.id).exclude(state=MeetingState.CANCELLED.value).exists()
    return Refusal(
        "meetings.set_already",
        "This group has a meeting at that time already.",
        f"Choose another day or time{', or open that meeting' if may_open else ''}.",
        field="on",
    )


def _kept(row: Meeting, group: Group) -> bool:
    """Save, unless the group meets then: two meetings at one time the database refuses."""
    row.group = group
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return False
    return True


def _record_waiver(run: Run, row: Meeting, known: Basis, waiver: Waiver) -> str:
    clause = governing_clause(known.terms)
    if clause is None:
        raise AssertionError("papers are late only by a clause")
    sentence = _waiver_sentence(clause, row, known, run.moment.today)
    WaiverRow.objects.create(
        id=run.new_id(),
        partnership_id=run.actor.partnership,
        clause_id=clause.id,
        clause_kind=clause.kind.value,
        subject_kind="meeting",
        subject_id=row.id,
        reason=waiver.reason.strip(),
        agreed_by_id=waiver.agreed_by,
        agreed_on=waiver.agreed_on,
        sentence=sentence,
        recorded_by_id=run.actor.person,
        recorded_at=run.moment.at,
    )
    return sentence


def _waiver_sentence(clause: Clause, row: Meeting, known: Basis, today: date) -> str:
    last = due_on(clause, row.on, known.calendar).on
    days = working_days_late(today, last, known.calendar) if last else None
    what = "The agenda" if clause.kind is ClauseKind.AGENDA else "Papers"
    return f"{what} went to members on {day(today)}, {late_in_words(days)}."


def _tell_members(run: Run, row: Meeting) -> list[Person]:
    """Owe a message to everybody who holds a seat today and may know of the meeting."""
    told = recipients(row, run.moment.today)
    text = _news(run, row)
    for person in told:
        owe(run, person=person, kind="papers_circulated", key=f"papers_circulated:{row.id}", text=text)
    return told


def _papers(run: Run, row: Meeting) -> QuerySet[Paper]:
    """The papers that go, as whoever sends them sees them: each member reads what is open to them."""
    return scopes.papers(run.actor).filter(meeting=row, withdrawn_at__isnull=True)


def _news(run: Run, row: Meeting) -> MessageText:
    """One text for all, so it counts the papers open to all: a larger number would betray another."""
    on_open_item = Q(item__isnull=True) | scopes.open_to_all("item__")
    papers = row.papers.filter(scopes.open_to_all(), on_open_item, withdrawn_at__isnull=True).count()
    return papers_circulated(
        meeting_on=row.on,
        starts_at=row.starts,
        link=link_to(run, "meetings", str(row.id)),
        papers=papers,
        can_deputise=False,
    )
