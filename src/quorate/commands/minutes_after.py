"""What becomes of minutes afterwards: a minute amended, a decision ratified, advice answered."""

import uuid
from collections.abc import Callable
from datetime import date

from django.db.models import QuerySet

from quorate.commands import minutes_actions
from quorate.commands.runner import Done, Outcome, Run, command
from quorate.commands.waivers import keep_waiver
from quorate.domain.access.actor import Actor
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.outcomes import Refusal, Waiver
from quorate.domain.kernel.words import day
from quorate.domain.meetings.circulation import refusal_of_waiver
from quorate.domain.meetings.lifecycle import MeetingState
from quorate.domain.meetings.minutes import (
    MinuteKind,
    Stood,
    refusal_to_amend,
    refusal_to_answer,
    refusal_to_ratify,
)
from quorate.domain.membership.quorum import QuorumState
from quorate.domain.terms.clauses import Clause
from quorate.queries.minutes_quorum import rule_of
from quorate.queries.quorums import stood_now
from quorate.records import scopes
from quorate.records.facts.meetings import appointment_facts
from quorate.records.facts.minutes import minutes_facts, stood_for, waits_to_be_ratified
from quorate.records.models import Amendment, Meeting, Minute


@command(Permission.MINUTES_WRITE)
def amend_minute(
    run: Run,
    *,
    meeting: uuid.UUID,
    minute: uuid.UUID,
    words: str,
    reason: str,
    version: int,
    agreed_at: uuid.UUID | None = None,
) -> Outcome:
    """Amend a minute of approved minutes: what it said is kept, with why and the meeting that agreed, if any.

    Refuses as `refusal_to_amend` does, and with `minutes.at_which`. Raises StaleError when the minute has
    moved on.
    """
    row = run.find(scopes.meetings, meeting, group="group_id")
    held = run.get(_of(row), minute)
    run.same(held, version)
    agreed = run.get(scopes.meetings, agreed_at) if agreed_at else None
    if agreed and (agreed.group_id != row.group_id or agreed.state == MeetingState.CANCELLED.value):
        said = "Choose a meeting of the same group that was held."
        return Refusal("minutes.at_which", said, field="agreed_at")
    if refusal := refusal_to_amend(
        minutes_facts(row),
        was=held.words,
        words=words,
        reason=reason,
        agreed_on=agreed.on if agreed else None,
        today=run.moment.today,
    ):
        return refusal
    amendment = Amendment.objects.create(
        id=run.new_id(),
        minute=held,
        was=held.words,
        words=words.strip(),
        reason=reason.strip(),
        agreed_at=agreed,
        recorded_at=run.moment.at,
        recorded_by_id=uuid.UUID(run.actor.person),
    )
    held.words = amendment.words
    held.save(update_fields=["words"])
    events, sentence = minutes_actions.changed(
        run, held, was=amendment.was, reason="The minute was amended after it was approved."
    )
    run.touch(held)
    details = {"meeting": str(row.id), "amendment": str(amendment.id)}
    amended = Event("minutes.amended", "minute", str(held.id), details)
    return Done([amended, *events], id=held.id, sentence=sentence)


@command(Permission.MINUTES_WRITE)
def ratify_decision(
    run: Run,
    *,
    meeting: uuid.UUID,
    minute: uuid.UUID,
    ratified_in: uuid.UUID | None,
    version: int,
    waiver: Waiver | None = None,
) -> Outcome:
    """Record which later decision ratified one that was taken without a quorum.

    Where it is not recorded whether that meeting was quorate, with a waiver of its clause. Refuses as
    `refusal_to_ratify` does and, for a waiver that does not hold, as `refusal_of_waiver` does. Raises
    StaleError when the minute has moved on.
    """
    row = run.find(scopes.meetings, meeting, group="group_id")
    held = run.get(_of(row), minute)
    run.same(held, version)
    by = run.get(_of_group(row), ratified_in) if ratified_in else None
    clause = rule_of(by.meeting) if by else None
    refusal = refusal_to_ratify(
        is_pending=waits_to_be_ratified(held, _stood(held)),
        taken_on=row.on,
        by=MinuteKind(by.kind) if by else None,
        later_on=by.meeting.on if by else row.on,
        quorum=_stood(by).state if by and clause else QuorumState.NONE_STATED,
        clause=clause.id if clause else "",
    )
    if refusal and (by is None or clause is None or waiver is None or not refusal.is_waivable):
        return refusal
    if refusal and by and clause and waiver:
        if bad := _refusal_of_waiver(run, row, clause, waiver):
            return bad
        keep_waiver(
            run,
            waiver,
            clause=clause,
            subject_kind="meeting",
            subject=by.meeting_id,
            sentence=f"A decision of {day(row.on)} was ratified by one of this meeting, of which it is not "
            "recorded whether it was quorate.",
        )
    held.ratified_in = by
    held.save(update_fields=["ratified_in"])
    run.touch(held)
    details = {"meeting": str(row.id), "by": str(ratified_in)}
    ratified = Event("minutes.ratified", "minute", str(held.id), details)
    return Done([ratified], id=held.id, waiver=waiver if refusal else None)


def _stood(held: Minute) -> Stood:
    return stood_for(held, stood_now([held]).get(held.id))


def _refusal_of_waiver(run: Run, row: Meeting, clause: Clause, waiver: Waiver) -> Refusal | None:
    return refusal_of_waiver(
        waiver, clause=clause, appointments=appointment_facts(row.group_id), today=run.moment.today
    )


@command(Permission.MINUTES_WRITE)
def answer_advice(
    run: Run,
    *,
    meeting: uuid.UUID,
    minute: uuid.UUID,
    answer: str,
    on: date,
    version: int,
    words: str = "",
    decided_in: uuid.UUID | None = None,
) -> Outcome:
    """Record whether advice was followed, in part or not, with why and the decision it led to, if any.

    An answer recorded wrongly is recorded again. Refuses as `refusal_to_answer` does. Raises StaleError when
    the minute has moved on.
    """
    row = run.find(scopes.meetings, meeting, group="group_id")
    held = run.get(_of(row), minute)
    run.same(held, version)
    if refusal := refusal_to_answer(
        kind=MinuteKind(held.kind), answer=answer, words=words, on=on, given_on=row.on, today=run.moment.today
    ):
        return refusal
    decision = run.get(_of_group(row), decided_in) if decided_in else None
    if decision and decision.kind != MinuteKind.DECISION.value:
        return Refusal("minutes.by_which", "Choose a decision.", field="decided_in")
    held.answer, held.answer_words, held.answered_on = answer, words.strip(), on
    held.decided_in = decision
    held.save(update_fields=["answer", "answer_words", "answered_on", "decided_in"])
    run.touch(held)
    details = {"meeting": str(row.id), "answer": answer, "on": on.isoformat()}
    return Done([Event("minutes.answered", "minute", str(held.id), details)], id=held.id)


def _of(row: Meeting) -> Callable[[Actor], QuerySet[Minute]]:
    def written(actor: Actor) -> QuerySet[Minute]:
        return scopes.minutes(actor).filter(meeting=row, removed_at__isnull=True)

    return written


def _of_group(row: Meeting) -> Callable[[Actor], QuerySet[Minute]]:
    def written(actor: Actor) -> QuerySet[Minute]:
        rows = scopes.minutes(actor).filter(meeting__group=row.group_id, removed_at__isnull=True)
        return rows.select_related("meeting")

    return written
