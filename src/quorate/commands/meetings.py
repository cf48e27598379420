"""Sets, moves and cancels a group's meetings, sends out their papers, and records that minutes were sent."""

import uuid
from datetime import date, time

from django.db.models import QuerySet

from quorate.commands.circulating import first_parts, keep_sending, record_lateness
from quorate.commands.digests import remake_digests
from quorate.commands.invitations import tell_cancelled, tell_moved, told_of_setting, told_said
from quorate.commands.meeting_rows import When, event_of_setting, kept, put_meeting, set_already
from quorate.commands.messages import owe
from quorate.commands.papers_asked import drop_with_meeting
from quorate.commands.remaking import papers_text, remake_messages
from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.audience import Audience
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.outcomes import Refusal, Waiver
from quorate.domain.meetings.circulation import (
    is_late,
    refusal_of_second,
    refusal_to_circulate,
    went_to,
)
from quorate.domain.meetings.days import cautions
from quorate.domain.meetings.kinds import MeetingKind, cancelled_said, changed_said, refusal_of_closed
from quorate.domain.meetings.lifecycle import MeetingState
from quorate.domain.meetings.minutes import refusal_by_hand
from quorate.domain.meetings.refusals import (
    refusal_of_length,
    refusal_to_cancel,
    refusal_to_change,
    refusal_to_record_minutes,
)
from quorate.domain.membership.groups import refusal_after_end
from quorate.queries.circulation import recipients
from quorate.queries.messages_waiting import has_mail_server
from quorate.records import scopes
from quorate.records.facts.agreeing import agreement_of
from quorate.records.facts.meetings import appointment_facts, basis, calendar_of, state_of
from quorate.records.facts.minutes import happened_at, minutes_facts
from quorate.records.models import Meeting, Paper, Person


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

    How many are told is said with what was done, and what is unusual about the day, as
    `quorate.domain.meetings.days` gives it.
    Refuses with `meetings.length`, `meetings.set_already`, `meetings.audience_not_yours`, `groups.ended` and
    `groups.is_outside`.
    """
    of = run.find(scopes.groups, group, group="id")
    row = put_meeting(run, of=of, when=When(on, starts, minutes, place), audience=audience)
    if isinstance(row, Refusal):
        return row
    said = f"{told_of_setting(row)} {_cautions(run, on)}"
    return Done([event_of_setting(row)], id=row.id, sentence=said.strip())


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
    """Give a meeting another day, hour, length or place; members are told, and calendars follow.

    What of its papers waits to be sent is said anew, so that it names the day the meeting is on, and so is
    what tells people what is due from them.
    Refuses with `meetings.length`, `meetings.set_already`, `groups.ended`, `meetings.settled` once it was
    held or cancelled, and `meetings.question_closed` once a question by email closed.
    """
    row = run.find(scopes.meetings, meeting, version=version, group="group_id")
    too_late = refusal_after_end(ended_on=row.group.ended_on, on=on, field="on")
    if refusal := _settled(run, row) or too_late or refusal_of_length(minutes):
        return refusal
    was = row.on
    is_other = (row.on, row.starts, row.minutes, row.place) != (on, starts, minutes, place)
    row.on, row.starts, row.minutes, row.place = on, starts, minutes, place
    row.sequence += is_other
    if not kept(row, row.group):
        return set_already(run, row)
    run.touch(row)
    told = told_said(tell_moved(run, row)) if is_other else ""
    remake_messages(run, row)
    remake_digests(run)
    details = {"from": was.isoformat(), "on": on.isoformat()}
    event = Event("meetings.moved", "meeting", str(row.id), details)
    said = " ".join(filter(None, (changed_said(row.kind), told, _cautions(run, on))))
    return Done([event], id=row.id, sentence=said)


@command(Permission.MEETING_SET)
def cancel_meeting(run: Run, *, meeting: uuid.UUID, reason: str, version: int) -> Outcome:
    """Cancel a meeting that was not held. Its agenda and papers are kept and nothing is owed for it.

    The reason goes into the record and is shown with the meeting; those who were told of the meeting are told
    that it is not held, without it. No paper is asked for any more, and what waits to be sent of its papers
    is owed no longer; what tells people what is due from them, and waits, is said anew without it.
    Refuses with `meetings.question_closed` and as `refusal_to_cancel` does.
    """
    row = run.find(scopes.meetings, meeting, version=version, group="group_id")
    if refusal := _settled(run, row) or refusal_to_cancel(state_of(row), reason, happened=happened_at(row)):
        return refusal
    row.state, row.cancelled_on = MeetingState.CANCELLED.value, run.moment.today
    row.cancel_reason = reason.strip()
    row.sequence += 1
    row.save(update_fields=["state", "cancelled_on", "cancel_reason", "sequence"])
    run.touch(row)
    told = told_said(tell_cancelled(run, row))
    details = {"on": row.on.isoformat()}
    private = {"reason": row.cancel_reason}
    event = Event("meetings.cancelled", "meeting", str(row.id), details, private=private)
    said = f"{cancelled_said(row.kind)} {told}".strip()
    dropped = drop_with_meeting(run, row)
    remake_digests(run)
    return Done([event, *dropped], id=row.id, sentence=said)


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
    sentence = record_lateness(run, row, known, used) if used else ""
    row.state, row.circulated_on = MeetingState.CIRCULATED.value, today
    row.circulated_by_id = uuid.UUID(run.actor.person)
    row.save(update_fields=["state", "circulated_on", "circulated_by"])
    run.touch(row)
    told = _tell_members(run, row)
    keep_sending(run, row, parts=first_parts(row), told=told, is_first=True)
    agreed = "as_it_stands" if agreement_of(run.actor, row).is_whole else "no"
    details = {"on": today.isoformat(), "told": str(len(told)), "agreed": agreed}
    event = Event("meetings.papers_circulated", "meeting", str(row.id), details)
    went = went_to(
        members=len(told),
        by_hand=[person.name for person in told if not person.email],
        papers=_papers(run, row).count(),
        has_server=has_mail_server(),
        is_question=row.kind == MeetingKind.BY_EMAIL.value,
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


def _settled(run: Run, row: Meeting) -> Refusal | None:
    closed = refusal_of_closed(row.kind, on=row.on, today=run.moment.today)
    return refusal_to_change(state_of(row)) or closed


def _cautions(run: Run, on: date) -> str:
    return " ".join(cautions(on, today=run.moment.today, calendar=calendar_of(run.partnership)))


def _tell_members(run: Run, row: Meeting) -> list[Person]:
    """Owe a message to everybody who holds a seat today and may know of the meeting."""
    told = recipients(row, run.moment.today)
    text = papers_text(run, row)
    for person in told:
        key = f"papers_circulated:{row.id}"
        owe(run, person=person, kind="papers_circulated", key=key, text=text, meeting=row)
    return told


def _papers(run: Run, row: Meeting) -> QuerySet[Paper]:
    """The papers that go, as whoever sends them sees them: each member reads what is open to them."""
    return scopes.papers(run.actor).filter(scopes.standing(), meeting=row)
