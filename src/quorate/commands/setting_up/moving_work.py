"""Gives what is open of an agency that became part of another to that one."""

from dataclasses import replace
from datetime import date

from quorate.commands import entries
from quorate.commands.plans import draft_of
from quorate.commands.runner import Run
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.words import count, day, listed
from quorate.domain.plans.facts import Lead
from quorate.domain.plans.handing import led_by_the_other
from quorate.domain.plans.rollup import standings
from quorate.records import scopes
from quorate.records.facts.holding import still_open
from quorate.records.facts.positions import states_at
from quorate.records.models import Agency, EntryVersion


def move_work(run: Run, row: Agency, other: Agency, on: date) -> tuple[list[Event], str]:
    """Give the other agency the open entries it leads, questions and challenges unanswered, and open risks.

    Each entry gets a version that says why, and keeps what it said before. What the actor may not see stays
    as it is, and what is somebody's by name stays theirs. Gives the events, and what was moved in words.
    """
    run.may(permission=Permission.PLAN_EDIT)
    led, risks = _entries(run, row, other, on), _risks(run, row, other)
    questions, challenges = _questions(run, row, other), _challenges(run, row, other)
    counted = (
        (led, "action", "actions"),
        (questions, "question", "questions"),
        (challenges, "challenge", "challenges"),
        (risks, "risk", "risks"),
    )
    parts = [count(len(found), one, many) for found, one, many in counted if found]
    verb = "is" if sum(len(found) for found, _, _ in counted) == 1 else "are"
    said = f"{listed(parts)} {verb} now {other.name}’s." if parts else ""
    return [*led, *questions, *challenges, *risks], said


def _entries(run: Run, row: Agency, other: Agency, on: date) -> list[Event]:
    today, was = run.moment.today, str(row.id)
    names, reason = entries.Names(run.actor, on=today), f"{row.name} became part of {other.name} on {day(on)}"
    found = []
    for plan in scopes.plans(run.actor):
        states = states_at(scopes.entries(run.actor).filter(plan=plan), today)[0]
        stands = standings(states, today)
        for state in states:
            if not stands[state.id].is_open or all(lead.agency_id != was for lead in state.leads):
                continue
            entry = run.get(scopes.entries, state.id)
            latest = EntryVersion.objects.filter(entry=entry).order_by("-number").first()
            draft = draft_of(state, latest.level if latest else "")
            to = Lead(raw=other.name, agency=other.name, agency_id=str(other.id))
            draft = replace(draft, leads=led_by_the_other(draft.leads, was=was, to=to))
            entries.write_version(run, entry, draft, effective_on=today, names=names, reason=reason)
            run.touch(entry)
            found.append(Event("plans.entry_changed", "entry", state.id, {"plan": str(plan.id)}))
    return found


def _questions(run: Run, row: Agency, other: Agency) -> list[Event]:
    waiting = scopes.questions(run.actor).filter(
        to_agency=row, answered_on__isnull=True, withdrawn_on__isnull=True
    )
    found = []
    for id in waiting.order_by("id").values_list("id", flat=True):
        question = run.get(scopes.questions, id)
        question.to_agency = other
        question.save(update_fields=["to_agency"])
        run.touch(question)
        found.append(Event("questions.moved", "question", str(id), _details(row, other)))
    return found


def _challenges(run: Run, row: Agency, other: Agency) -> list[Event]:
    waiting = scopes.challenges(run.actor).filter(
        agency=row, responded_on__isnull=True, outcome="", closed_on__isnull=True
    )
    found = []
    for id in waiting.order_by("id").values_list("id", flat=True):
        challenge = run.get(scopes.challenges, id)
        challenge.agency = other
        challenge.save(update_fields=["agency"])
        run.touch(challenge)
        found.append(Event("holding.challenge_moved", "challenge", str(id), _details(row, other)))
    return found


def _risks(run: Run, row: Agency, other: Agency) -> list[Event]:
    found = []
    for one in still_open(scopes.risks(run.actor).filter(agency=row).order_by("id")):
        risk = run.get(scopes.risks, one.id)
        risk.agency = other
        risk.save(update_fields=["agency"])
        run.touch(risk)
        found.append(Event("holding.risk_changed", "risk", str(one.id), _details(row, other)))
    return found


def _details(row: Agency, other: Agency) -> dict[str, str]:
    return {"from": str(row.id), "to": str(other.id)}
