"""Calls a meeting besides the year's, and puts a question to members by email."""

import uuid
from functools import partial

from quorate.commands.agenda import Said, put_on
from quorate.commands.invitations import told_of_setting
from quorate.commands.meeting_rows import When, event_of_setting, put_meeting
from quorate.commands.runner import Done, Outcome, Run, command
from quorate.commands.waivers import keep_waiver
from quorate.domain.access.audience import Audience
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.outcomes import Refusal, Waiver
from quorate.domain.meetings.agenda import Purpose
from quorate.domain.meetings.calling import (
    notice_clause,
    refusal_of_short_notice,
    refusal_to_call,
    short_notice_said,
)
from quorate.domain.meetings.kinds import MeetingKind
from quorate.domain.meetings.lifecycle import MeetingState
from quorate.domain.meetings.refusals import refusal_of_item
from quorate.domain.terms.versions import version_in_force
from quorate.records import scopes
from quorate.records.facts.meetings import appointment_facts, calendar_of, terms_by_group
from quorate.records.models import AgendaItem

MINUTES_OF_A_QUESTION = 1
"""A question by email takes no time; a meeting's row has a length all the same."""


@command(Permission.MEETING_SET)
def call_meeting(
    run: Run,
    *,
    group: uuid.UUID,
    when: When,
    why: str,
    audience: Audience = Audience.PARTNERSHIP,
    waiver: Waiver | None = None,
) -> Outcome:
    """Call an extraordinary meeting; with less notice than the terms give, by a waiver.

    A waiver given when none is needed is not recorded. Refuses as `refusal_to_call`,
    `refusal_of_short_notice` and `quorate.commands.meeting_rows.put_meeting` do.
    """
    of = run.find(scopes.groups, group, group="id")
    today, calendar = run.moment.today, calendar_of(run.partnership)
    terms = version_in_force(terms_by_group([of.id]).get(of.id, ()), when.on)
    short = partial(refusal_of_short_notice, on=when.on, terms=terms, calendar=calendar, today=today)
    if refusal := refusal_to_call(why, on=when.on, today=today) or short(
        appointments=appointment_facts(of.id), waiver=waiver
    ):
        return refusal
    row = put_meeting(
        run, of=of, when=when, audience=audience, kind=MeetingKind.EXTRAORDINARY, why=why.strip()
    )
    if isinstance(row, Refusal):
        return row
    clause = notice_clause(terms)
    used = waiver if clause and short() else None
    if clause and used:
        sentence = short_notice_said(clause, on=row.on, calendar=calendar, today=run.moment.today)
        keep_waiver(run, used, clause=clause, subject_kind="meeting", subject=row.id, sentence=sentence)
    return Done([event_of_setting(row)], id=row.id, waiver=used, sentence=told_of_setting(row))


@command(Permission.MEETING_SET)
def ask_by_email(
    run: Run,
    *,
    group: uuid.UUID,
    question: str,
    ask: str,
    when: When,
    why: str,
    audience: Audience = Audience.PARTNERSHIP,
) -> Outcome:
    """Put a question to a group's members by email: the day and hour of `when` are when it closes.

    The question is its first item, to which papers may be added; it goes out when its papers are circulated.
    It is no meeting for attendance nor for how often the group is to meet, and several may close at one hour.
    Refuses as `refusal_to_call` and `put_meeting` do, with `meetings.no_title` for a question without words,
    and with `meetings.asked_already` for one that is put already.
    """
    of = run.find(scopes.groups, group, group="id")
    if refusal := refusal_of_item(question, Purpose.ADVISE.value, MINUTES_OF_A_QUESTION):
        return refusal
    if refusal := refusal_to_call(why, on=when.on, today=run.moment.today):
        return refusal
    if _is_put(of.id, when, question):
        sentence = "That question is put to the group already, and closes at that hour."
        return Refusal("meetings.asked_already", sentence, field="question")
    row = put_meeting(run, of=of, when=when, audience=audience, kind=MeetingKind.BY_EMAIL, why=why.strip())
    if isinstance(row, Refusal):
        return row
    said = Said(
        title=question,
        purpose=Purpose.ADVISE.value,
        ask=ask,
        minutes=MINUTES_OF_A_QUESTION,
        audience=audience,
    )
    item = put_on(run, row, said, None)
    details = {"meeting": str(row.id), "audience": audience.value}
    added = Event("meetings.agenda_item_added", "agenda_item", str(item.id), details)
    return Done([event_of_setting(row), added], id=row.id)


def _is_put(group: uuid.UUID, when: When, question: str) -> bool:
    """Whether a form was sent twice: the group is asked the same until the same hour."""
    asked = AgendaItem.objects.filter(title=question.strip(), removed_at__isnull=True, meeting__group=group)
    asked = asked.filter(meeting__on=when.on, meeting__starts=when.starts)
    asked = asked.filter(meeting__kind=MeetingKind.BY_EMAIL.value)
    return asked.exclude(meeting__state=MeetingState.CANCELLED.value).exists()
