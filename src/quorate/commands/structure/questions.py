"""Puts questions to groups and agencies, has them answered, on an agenda, or withdrawn."""

import uuid
from dataclasses import dataclass
from datetime import date

from quorate.commands.agenda import Said, put_on
from quorate.commands.messages import link_to, owe
from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.audience import Audience
from quorate.domain.access.permissions import Permission
from quorate.domain.access.roles import Role
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.behalf import refusals_of_behalf
from quorate.domain.kernel.outcomes import OnBehalf, Refusal
from quorate.domain.meetings.agenda import Purpose
from quorate.domain.meetings.refusals import refusal_of_audience, refusal_to_change
from quorate.domain.membership import questions as rules
from quorate.domain.membership.groups import refusal_after_end
from quorate.domain.messages.texts import question_answered, question_referred
from quorate.queries.structure.told import asked_of, askers
from quorate.records import scopes
from quorate.records.facts.meetings import state_of
from quorate.records.facts.questions import question_facts
from quorate.records.models import Question

_OFFICERS = frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARY})


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: its words, and whom it comes from and goes to.

    `by_group` asks, or somebody outside whom `by_words` names. It is put to a group or to an agency.
    """

    words: str
    by_group: uuid.UUID | None = None
    by_words: str = ""
    to_group: uuid.UUID | None = None
    to_agency: uuid.UUID | None = None
    due_on: date | None = None
    audience: Audience = Audience.PARTNERSHIP
    restriction: uuid.UUID | None = None


@command(Permission.QUESTION_ASK)
def ask_question(run: Run, *, said: Asked, asked_on: date) -> Outcome:
    """Put a question, and owe a neutral message to those it reaches.

    Whoever holds a seat of a group asks for it; what comes from outside is recorded by those who run the
    board. To name a restriction is its own permission: whom it bars is told nothing. Refuses as
    `quorate.domain.membership.questions.refusal_to_ask` does, with `groups.ended` and
    `meetings.audience_not_yours`.
    """
    if said.by_group:
        by = run.find(scopes.groups, said.by_group, group="id")
    else:
        by = None
        run.may(permission=Permission.QUESTION_ANSWER_FOR_OTHERS)
    if said.restriction:
        run.may(permission=Permission.RESTRICTION_EDIT)
    named = run.get(scopes.restrictions, said.restriction) if said.restriction else None
    group = run.get(scopes.groups, said.to_group) if said.to_group else None
    agency = run.get(scopes.agencies, said.to_agency) if said.to_agency else None
    between = [str(one.id) for one in (group, by) if group and one]
    if refusal := (
        rules.refusal_to_ask(
            words=said.words,
            to=(group is not None) + (agency is not None),
            has_asker=by is not None or bool(said.by_words.strip()),
            asked_on=asked_on,
            due_on=said.due_on,
            today=run.moment.today,
        )
        or refusal_of_audience(said.audience, run.actor.audiences_in(*between))
        or (refusal_after_end(ended_on=by.ended_on, on=asked_on, field="by") if by else None)
        or (refusal_after_end(ended_on=group.ended_on, on=asked_on, field="to") if group else None)
    ):
        return refusal
    row = Question.objects.create(
        id=run.new_id(),
        partnership_id=run.partnership,
        asked_by_group=by,
        asked_by_words="" if by else said.by_words.strip(),
        to_group=group,
        to_agency=agency,
        words=said.words.strip(),
        asked_on=asked_on,
        due_on=said.due_on,
        audience=said.audience.value,
        restriction=named,
        recorded_at=run.moment.at,
        recorded_by_id=uuid.UUID(run.actor.person),
    )
    return Done([_event("asked", row)], id=row.id, sentence=_tell(run, row))


@command(Permission.QUESTION_ANSWER)
def answer_question(
    run: Run, *, question: uuid.UUID, version: int, words: str, on: date, on_behalf: OnBehalf | None = None
) -> Outcome:
    """Record the answer, and owe a neutral message to the members of the group that asked.

    Those who speak for the agency asked, and officers of the group asked, answer themselves; others only on
    somebody's behalf, and say how they know. Refuses as `refusal_to_answer` and `refusals_of_behalf` (context
    `questions`) do.
    """
    row = run.find(scopes.questions, question)
    if on_behalf or not _is_theirs(run, row):
        run.may(permission=Permission.QUESTION_ANSWER_FOR_OTHERS)
        on_behalf = on_behalf or OnBehalf(person="", how="", on=on)
    run.same(row, version)
    if refusal := rules.refusal_to_answer(question_facts(row), words=words, on=on, today=run.moment.today):
        return refusal
    if refusals := refusals_of_behalf(on_behalf, today=run.moment.today, context="questions"):
        return refusals[0]
    row.answered_by = run.get(scopes.people, on_behalf.person if on_behalf else run.actor.person)
    run.behalf = on_behalf
    row.answer, row.answered_on = words.strip(), on
    row.answered_how = on_behalf.how if on_behalf else ""
    row.save(update_fields=["answer", "answered_on", "answered_by", "answered_how"])
    run.touch(row)
    text = question_answered(link=_link(run, row))
    for person in askers(row, run.moment.today):
        owe(run, person=person, kind="question_answered", key=f"question_answered:{row.id}", text=text)
    return Done([_event("answered", row, on=on.isoformat())], id=row.id)


@command(Permission.AGENDA_EDIT)
def put_question_on(run: Run, *, question: uuid.UUID, version: int, meeting: uuid.UUID) -> Outcome:
    """Put a question on the agenda of a meeting, as an item of its own that is as narrow as the question.

    Refuses as `refusal_to_settle` and `quorate.domain.meetings.refusals.refusal_to_change` do, and with
    `questions.on_an_agenda` while it stands on one that has not been held.
    """
    at = run.find(scopes.meetings, meeting, group="group_id")
    row = run.get(scopes.questions, question)
    run.same(row, version)
    if refusal := rules.refusal_to_settle(question_facts(row)) or refusal_to_change(state_of(at)):
        return refusal
    if row.item and row.item.removed_at is None and refusal_to_change(state_of(row.item.meeting)) is None:
        sentence = "It stands on the agenda of a meeting already."
        return Refusal("questions.on_an_agenda", sentence, "Take it off there first.", "meeting")
    said = Said(
        title=f"Question from {asker_of(row)}"[:300],
        purpose=Purpose.DISCUSS.value,
        ask=row.words,
        audience=Audience(row.audience),
        restriction=row.restriction_id,
    )
    row.item = put_on(run, at, said, row.restriction)
    row.save(update_fields=["item"])
    run.touch(row)
    run.touch(at)
    details = {"meeting": str(at.id), "audience": row.audience}
    added = Event("meetings.agenda_item_added", "agenda_item", str(row.item.id), details)
    return Done([added, _event("put_on", row, meeting=str(at.id))], id=row.id)


@command(Permission.QUESTION_ASK)
def withdraw_question(run: Run, *, question: uuid.UUID, version: int) -> Outcome:
    """Withdraw a question that was not answered; it keeps its row. Refuses as `refusal_to_settle` does.

    Whoever put it may, and the officers of the group it was put for.
    """
    row = run.find(scopes.questions, question)
    if row.asked_by_group_id is None:
        run.may(permission=Permission.QUESTION_ANSWER_FOR_OTHERS)
    elif str(row.recorded_by_id) != run.actor.person:
        run.may(row.asked_by_group_id, Permission.AGENDA_EDIT)
    run.same(row, version)
    if refusal := rules.refusal_to_settle(question_facts(row)):
        return refusal
    row.withdrawn_on = run.moment.today
    row.save(update_fields=["withdrawn_on"])
    run.touch(row)
    return Done([_event("withdrawn", row)], id=row.id)


def asker_of(row: Question) -> str:
    """Who asked, by the name of the group or in the words for somebody outside."""
    return row.asked_by_group.name if row.asked_by_group else row.asked_by_words


def _is_theirs(run: Run, row: Question) -> bool:
    """Whether it is put to an agency they speak for, or to a group they are an officer of."""
    if row.to_agency_id:
        return str(row.to_agency_id) in run.actor.agencies
    return any(group == str(row.to_group_id) and role in _OFFICERS for group, role in run.actor.seats)


def _tell(run: Run, row: Question) -> str:
    told = asked_of(row, run.moment.today)
    text = question_referred(answer_by=row.due_on, link=_link(run, row))
    for person in told:
        owe(run, person=person, kind="question_referred", key=f"question_referred:{row.id}", text=text)
    return "" if told else "Nobody who may see it was there to be written to: tell them yourself."


def _link(run: Run, row: Question) -> str:
    return link_to(run, "structure", "questions", str(row.id))


def _event(what: str, row: Question, **details: str) -> Event:
    return Event(f"questions.{what}", "question", str(row.id), details)
