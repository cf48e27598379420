"""Takes a meeting's minutes from draft to the chair, to approval, to members, and to being confirmed."""

import uuid
from collections.abc import Iterable
from datetime import date

from quorate.commands.messages import link_to, owe
from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.asking import LONDON
from quorate.domain.kernel.outcomes import OnBehalf
from quorate.domain.kernel.words import count, listed
from quorate.domain.meetings.kinds import MeetingKind
from quorate.domain.meetings.lifecycle import MeetingState, may_become
from quorate.domain.meetings.minutes import (
    MinuteKind,
    Stood,
    has_begun,
    refusal_of_changed_quorum,
    refusal_to_approve,
    refusal_to_circulate_minutes,
    refusal_to_confirm,
    refusal_to_send_to_chair,
)
from quorate.domain.messages.by_hand import written_said
from quorate.domain.messages.texts import MessageText, minutes_circulated, minutes_to_approve
from quorate.queries.circulation import holding, recipients
from quorate.queries.messages_waiting import has_mail_server
from quorate.queries.minutes_quorum import was_recorded
from quorate.queries.quorums import stood_now
from quorate.records import scopes
from quorate.records.facts.meetings import appointment_facts, state_of, terms_by_group
from quorate.records.facts.minutes import minutes_facts, stood_for
from quorate.records.facts.tables import keep_table
from quorate.records.models import Meeting, Minute, Person


@command(Permission.MINUTES_WRITE)
def send_minutes_to_chair(run: Run, *, meeting: uuid.UUID, on: date, version: int) -> Outcome:
    """Record the day the minutes went to the chair; sent anew, the later day counts.

    The meeting is then held. Sent today, the chair is written to. Refuses as `refusal_to_send_to_chair`
    does. Raises StaleError when the meeting has moved on.
    """
    row = run.find(scopes.meetings, meeting, version=version, group="group_id")
    if refusal := refusal_to_send_to_chair(minutes_facts(row), on=on, today=run.moment.today):
        return refusal
    row.minutes_to_chair_on = on
    if may_become(state_of(row), MeetingState.HELD):
        row.state = MeetingState.HELD.value
    row.save(update_fields=["minutes_to_chair_on", "state"])
    run.touch(row)
    told = _chairs(row, on) if on == run.moment.today else []
    text = minutes_to_approve(
        meeting_on=row.on, link=_link(run, row), is_question=row.kind == MeetingKind.BY_EMAIL.value
    )
    _tell(run, row, told, f"minutes_to_approve:{row.id}:{on.isoformat()}", text)
    event = Event("minutes.to_chair", "meeting", str(row.id), {"on": on.isoformat()})
    return Done([event], id=row.id, sentence=_sent(told))


@command(Permission.MINUTES_APPROVE)
def approve_minutes(
    run: Run, *, meeting: uuid.UUID, version: int, on_behalf: OnBehalf | None = None
) -> Outcome:
    """Approve the minutes as the chair or a vice-chair; or record that one of them did: who, how and when.

    From then on a minute is changed by amendment alone, and the table they are judged by is kept with them:
    whatever becomes of a seat or of whoever held it, they say what was approved. Refuses as
    `refusal_to_approve` and `refusal_of_changed_quorum` do. Raises StaleError when the meeting has moved on.
    """
    row = run.find(scopes.meetings, meeting, version=version, group="group_id")
    if on_behalf:  # the chair approves for themself; those who write the minutes record another's approval
        run.may(row.group_id, Permission.MINUTES_WRITE)
    today = run.moment.today
    approver, on = (on_behalf.person, on_behalf.on) if on_behalf else (run.actor.person, today)
    if refusal := refusal_to_approve(
        minutes_facts(row),
        approver=approver,
        on=on,
        today=today,
        appointments=appointment_facts(row.group_id),
        on_behalf=on_behalf,
    ) or refusal_of_changed_quorum(_decided(row)):
        return refusal
    by = run.get(scopes.people, uuid.UUID(approver))
    run.behalf = on_behalf
    row.minutes_approved_on, row.minutes_approved_by = on, by
    row.minutes_approved_how = on_behalf.how if on_behalf else ""
    row.minutes_approved_recorded_by_id = uuid.UUID(run.actor.person) if on_behalf else None
    keep_table(row, terms_by_group([row.group_id]).get(row.group_id, ()))
    row.save(
        update_fields=[
            "minutes_approved_on",
            "minutes_approved_by",
            "minutes_approved_how",
            "minutes_approved_recorded_by",
            "table_kept",
            "titles_kept",
        ]
    )
    run.touch(row)
    details = {"on": on.isoformat(), "by": str(by.id)}
    return Done([Event("minutes.approved", "meeting", str(row.id), details)], id=row.id)


def _decided(row: Meeting) -> list[Stood]:
    """How the meeting stood for each decision in its minutes."""
    decisions = Minute.objects.filter(meeting=row, kind=MinuteKind.DECISION.value, removed_at__isnull=True)
    rows = list(decisions.select_related("meeting__group"))
    now = stood_now(rows)
    return [stood_for(one, now.get(one.id)) for one in rows]


@command(Permission.MINUTES_WRITE)
def circulate_minutes(run: Run, *, meeting: uuid.UUID, version: int) -> Outcome:
    """Send the approved minutes to everybody who holds a seat: one message each is then owed.

    Refuses as `refusal_to_circulate_minutes` does; a second press is told when they went, though it comes
    from a page of before. Raises StaleError when the meeting has moved on.
    """
    row = run.find(scopes.meetings, meeting, group="group_id")
    facts = minutes_facts(row)
    if facts.to_members_on is None:
        run.same(row, version)
    if refusal := refusal_to_circulate_minutes(facts):
        return refusal
    row.minutes_to_members_on = run.moment.today
    row.save(update_fields=["minutes_to_members_on"])
    run.touch(row)
    told = recipients(row, run.moment.today)
    is_question = row.kind == MeetingKind.BY_EMAIL.value
    text = minutes_circulated(meeting_on=row.on, link=_link(run, row), is_question=is_question)
    _tell(run, row, told, f"minutes_circulated:{row.id}", text)
    details = {"on": run.moment.today.isoformat(), "told": str(len(told))}
    went = "went" if has_mail_server() else "are recorded as circulated"
    what = "answers" if is_question else "minutes"
    said = f"The {what} {went} to {count(len(told), 'member')}."
    event = Event("minutes.circulated", "meeting", str(row.id), details)
    return Done([event], id=row.id, sentence=f"{said} {_by_hand(told)}".strip())


@command(Permission.MINUTES_WRITE)
def confirm_minutes(run: Run, *, meeting: uuid.UUID, at: uuid.UUID | None, version: int) -> Outcome:
    """Record that a later meeting of the group confirmed the minutes; both meetings' pages then say so.

    Refuses as `refusal_to_confirm` does. Raises StaleError when the meeting has moved on.
    """
    row = run.find(scopes.meetings, meeting, version=version, group="group_id")
    later = run.get(scopes.meetings, at) if at else None
    took_place = later is not None and later.state != MeetingState.CANCELLED.value
    if refusal := refusal_to_confirm(
        minutes_facts(row),
        later_on=later.on if later else None,
        is_same_group=took_place and later is not None and later.group_id == row.group_id,
        has_begun=later is not None and _has_begun(run, later),
        today=run.moment.today,
    ):
        return refusal
    row.minutes_confirmed_at = later
    row.save(update_fields=["minutes_confirmed_at"])
    run.touch(row)
    details = {"at": str(at)}
    return Done([Event("minutes.confirmed", "meeting", str(row.id), details)], id=row.id)


def _has_begun(run: Run, later: Meeting) -> bool:
    now = run.moment.at.astimezone(LONDON).replace(tzinfo=None)
    is_open = later.began_at is not None or was_recorded(later)
    return has_begun(on=later.on, starts=later.starts, is_open=is_open, now=now)


def _chairs(row: Meeting, on: date) -> list[Person]:
    """The chair, or the vice-chairs where nobody holds the chair, as far as they may know of the meeting."""
    knows = {person.id for person in recipients(row, on)}
    held = holding(row.group_id, on).select_related("person")
    for office in ("chair", "vice_chair"):
        found = [one.person for one in held.filter(office=office) if one.person_id in knows]
        if found:
            return found
    return []


def _tell(run: Run, row: Meeting, told: Iterable[Person], key: str, text: MessageText) -> None:
    """The kind of message is the first part of its key."""
    for person in told:
        owe(run, person=person, kind=key.partition(":")[0], key=key, text=text, meeting=row)


def _link(run: Run, row: Meeting) -> str:
    return link_to(run, "meetings", str(row.id), "minutes")


def _sent(told: list[Person]) -> str:
    return written_said(
        [person.name for person in told],
        without_address=[person.name for person in told if not person.email],
        has_server=has_mail_server(),
    )


def _by_hand(told: Iterable[Person]) -> str:
    names = [person.name for person in told if not person.email]
    return f"Tell by hand, as they have no address: {listed(names)}." if names else ""
