"""Opens a yearly self-assessment of a group's agencies, keeps what they say, reminds them, and closes it."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date

from quorate.commands.messages import link_to, owe
from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.permissions import Permission
from quorate.domain.calendar.periods import year_of
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.asking import NotFoundError, StaleError
from quorate.domain.kernel.behalf import refusals_of_behalf
from quorate.domain.kernel.outcomes import OnBehalf, Refusal
from quorate.domain.kernel.words import count
from quorate.domain.membership.self_assessment import (
    Said,
    own_statements,
    refusal_to_close,
    refusal_to_open,
    refusal_to_say,
    statements_of,
)
from quorate.domain.messages.texts import self_assessment_asked
from quorate.domain.terms.versions import version_in_force
from quorate.records import scopes
from quorate.records.facts.meetings import terms_by_group
from quorate.records.facts.passing import agencies_asked
from quorate.records.facts.rooms import places_on
from quorate.records.models import AssessedMark, AssessedStatement, SelfAssessed, SelfAssessment


@command(Permission.ASSESSMENT_RUN)
def open_assessment(
    run: Run, *, group: uuid.UUID, year: date, statements: Sequence[str], own: str, due_on: date
) -> Outcome:
    """Open the self-assessment of the year a day is in, and ask whoever represents each agency.

    `statements` are the keys of those drawn from the terms in force that are wanted, `own` the group's own,
    one to a line. Refuses as `refusal_to_open` does.
    """
    row = run.find(scopes.groups, group, group="id")
    terms = version_in_force(terms_by_group([row.id]).get(row.id, ()), run.moment.today)
    first = year_of(year, terms.year_type if terms else "financial").starts_on
    drawn = [one for one in statements_of(terms) if one.key in statements]
    asked = [*drawn, *own_statements(own)]
    held = SelfAssessment.objects.filter(group=row, year=first)
    if refusal := refusal_to_open(
        asked, due_on=due_on, today=run.moment.today, is_open_already=held.exists()
    ):
        return refusal
    made = SelfAssessment.objects.create(
        id=run.new_id(), group=row, year=first, opened_on=run.moment.today, due_on=due_on
    )
    AssessedStatement.objects.bulk_create(
        AssessedStatement(
            id=run.new_id(), assessment=made, key=one.key, order=n, words=one.words, source=one.source
        )
        for n, one in enumerate(asked, 1)
    )
    told = _ask(run, made, agencies_asked(row.id, run.moment.today), first=True)
    details = {"group": str(row.id), "year": first.isoformat(), "due": due_on.isoformat()}
    return Done(
        [Event("assessments.opened", "self_assessment", str(made.id), details)],
        id=made.id,
        sentence=f"The self-assessment is open, and {count(told, 'person', 'people')} were asked.",
    )


@command(Permission.ASSESSMENT_ANSWER)
def answer_assessment(
    run: Run,
    *,
    assessment: uuid.UUID,
    agency: uuid.UUID,
    said: Mapping[str, Said],
    version: int,
    on_behalf: OnBehalf | None = None,
) -> Outcome:
    """Keep what an agency says of each statement, by the statement's key; said anew, it replaces the first.

    Whoever speaks for the agency may; for another's only those who run the board may, who say who told them.
    `version` is that of the answer it replaces, 0 for the first: stale when another came meanwhile. Refuses
    as `refusal_to_say` and `refusals_of_behalf` (context `assessments`) do, and with `assessments.for_whom`.
    """
    row = run.find(scopes.self_assessments, assessment, group="group_id")
    whose = run.get(scopes.agencies, agency)
    is_own = str(whose.id) in run.actor.agencies
    if not is_own or on_behalf:
        run.may(row.group_id, Permission.ASSESSMENT_RUN)
    if str(whose.id) not in agencies_asked(row.group_id, row.opened_on):
        raise NotFoundError
    before = SelfAssessed.objects.filter(assessment=row, agency=whose).first()
    if version != (before.version if before else 0):
        raise StaleError(before.version if before else 0)
    statements = list(AssessedStatement.objects.filter(assessment=row).order_by("order"))
    if refusal := (
        refusal_to_say([one.key for one in statements], said, closed_on=row.closed_on)
        or _refusal_of_behalf(run, is_own=is_own, said=on_behalf)
    ):
        return refusal
    if on_behalf:
        run.get(scopes.people, on_behalf.person)
    run.behalf = on_behalf
    made = before or SelfAssessed(id=run.new_id(), assessment=row, agency=whose)
    made.recorded_at, made.recorded_by_id = run.moment.at, uuid.UUID(run.actor.person)
    made.save(force_insert=before is None)
    if before:
        run.touch(made)
        AssessedMark.objects.filter(answer=made).delete()
    AssessedMark.objects.bulk_create(
        AssessedMark(
            id=run.new_id(),
            answer=made,
            statement=one,
            mark=said[one.key].mark,
            words=said[one.key].words.replace("\r\n", "\n").strip(),
        )
        for one in statements
    )
    details = {"assessment": str(row.id), "agency": str(whose.id)}
    return Done(
        [Event("assessments.answered", "self_assessed", str(made.id), details)],
        id=made.id,
        sentence=f"What {whose.name} says was kept. It can be changed until the self-assessment is closed.",
    )


@command(Permission.ASSESSMENT_RUN)
def remind_of_assessment(run: Run, *, assessment: uuid.UUID) -> Outcome:
    """Remind whoever represents the agencies that have not answered, once a day at most.

    Refuses with `assessments.closed` and `assessments.all_answered`.
    """
    row = run.find(scopes.self_assessments, assessment, group="group_id")
    if row.closed_on:
        return Refusal("assessments.closed", "It is closed.")
    answered = {
        str(id) for id in SelfAssessed.objects.filter(assessment=row).values_list("agency", flat=True)
    }
    silent = [id for id in agencies_asked(row.group_id, row.opened_on) if id not in answered]
    if not silent:
        return Refusal("assessments.all_answered", "Every agency has answered.")
    told = _ask(run, row, silent, first=False)
    details = {"agencies": str(len(silent))}
    return Done(
        [Event("assessments.reminded", "self_assessment", str(row.id), details)],
        id=row.id,
        sentence=f"{count(told, 'person is', 'people are')} reminded.",
    )


@command(Permission.ASSESSMENT_RUN)
def close_assessment(run: Run, *, assessment: uuid.UUID, version: int) -> Outcome:
    """Close a self-assessment: nothing more is said in it, and everybody in the partnership sees it.

    Refuses as `refusal_to_close` does.
    """
    row = run.find(scopes.self_assessments, assessment, group="group_id", version=version)
    answers = SelfAssessed.objects.filter(assessment=row).count()
    if refusal := refusal_to_close(closed_on=row.closed_on, answers=answers):
        return refusal
    row.closed_on = run.moment.today
    row.save(update_fields=["closed_on"])
    run.touch(row)
    details = {"answers": str(answers)}
    return Done([Event("assessments.closed", "self_assessment", str(row.id), details)], id=row.id)


def _refusal_of_behalf(run: Run, *, is_own: bool, said: OnBehalf | None) -> Refusal | None:
    if not is_own and said is None:
        return Refusal("assessments.for_whom", "Say who told you.", field="on_behalf_person")
    return next(iter(refusals_of_behalf(said, today=run.moment.today, context="assessments")), None)


def _ask(run: Run, row: SelfAssessment, agencies: Sequence[str], *, first: bool) -> int:
    """Owe a message to whoever holds a seat for these agencies today; how many people that is."""
    holders = {
        place.holder.person
        for place in places_on(row.group_id, run.moment.today)
        if place.holder and place.agency_id in agencies
    }
    link = link_to(run, "self-assessment", str(row.id))
    key = f"self-assessment:{row.id}" if first else f"self-assessment:{row.id}:{run.moment.today.isoformat()}"
    people = list(scopes.people(run.actor).filter(id__in=holders))
    for person in people:
        text = self_assessment_asked(answer_by=row.due_on, link=link)
        owe(run, person=person, kind="self_assessment_asked", key=key, text=text)
    return len(people)
