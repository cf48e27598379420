"""Hands what one person leads to another, in one step."""

import uuid
from collections.abc import Sequence
from dataclasses import replace

from quorate.commands import entries
from quorate.commands.duties import hand_duties_over
from quorate.commands.holding.risks import hand_risks_over
from quorate.commands.papers_asked import may_be_passed, pass_on
from quorate.commands.plans import draft_of
from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.words import count, listed
from quorate.domain.meetings.lifecycle import MeetingState
from quorate.domain.membership.handover import refusal_to_hand_over, stays_said
from quorate.domain.plans.facts import Lead
from quorate.domain.plans.handing import handed_to
from quorate.domain.plans.position import EntryState
from quorate.domain.plans.rollup import standings
from quorate.records import scopes
from quorate.records.facts.groups import going_on
from quorate.records.facts.holding import still_open
from quorate.records.facts.people import current
from quorate.records.facts.positions import states_at
from quorate.records.models import (
    Agency,
    DutySetting,
    EntryVersion,
    PaperAsked,
    Person,
    Plan,
    Representation,
)


@command(Permission.PLAN_EDIT)
def hand_over(
    run: Run,
    *,
    person: uuid.UUID,
    to: uuid.UUID,
    reason: str,
    with_agencies: bool = False,
    version: int | None = None,
) -> Outcome:
    """Give another person all that is somebody's by name: open entries, papers asked, risks and duties.

    Each entry gets a version that says so; what it said before stays in its history. Entries the actor may
    not see stay as they are, and papers the other may not know of stay with whoever was asked. Notes left for
    nobody in particular are then for the other. With `with_agencies` they speak from today for the agencies
    the first speaks for, and so answer what those are asked and challenged on. `version` is that of the
    person on the page it was asked on, if it was on one. Refuses as
    `quorate.domain.membership.handover.refusal_to_hand_over` does.
    """
    row = run.find(scopes.people, person, version=version)
    whom = run.get(scopes.people, to)
    found = [
        (plan, state)
        for plan in scopes.plans(run.actor)
        for state in _open_states(run, plan)
        if any(lead.person_id == str(row.id) for lead in state.leads)
    ]
    papers = _papers_of(run, row)
    passed = may_be_passed(papers, whom, run.moment.today)
    risks = still_open(scopes.risks(run.actor).filter(owner=row))
    groups = scopes.groups(run.actor).filter(going_on(run.moment.today))
    owned = list(DutySetting.objects.filter(group__in=groups, owner=row).order_by("id"))
    agencies = _spoken_for(run, row, whom) if with_agencies else []
    notes = scopes.handover_notes(run.actor).filter(person=row, reader__isnull=True)
    if refusal := refusal_to_hand_over(
        person_id=str(row.id),
        to_id=str(whom.id),
        to_left_on=whom.left_on,
        things=len(found) + len(passed) + len(risks) + len(owned) + len(agencies) + notes.count(),
        stays=stays_said(len(papers) - len(passed), whom.name),
        reason=reason,
        today=run.moment.today,
    ):
        return refusal
    names = entries.Names(run.actor, on=run.moment.today)
    events = []
    for plan, state in found:
        _give(run, state, Lead(raw=whom.name, person_id=str(whom.id)), str(row.id), names, reason)
        events.append(Event("plans.entry_changed", "entry", state.id, {"plan": str(plan.id)}))
    pass_on(run, passed, whom)
    events += [*hand_risks_over(run, risks, whom), *hand_duties_over(run, owned, whom)]
    events += _speak_for(run, agencies, whom)
    notes.update(reader=whom)
    run.touch(row)
    numbers = {"entries": str(len(found)), "papers": str(len(passed)), "risks": str(len(risks))}
    details = {"to": str(whom.id), **numbers, "duties": str(len(owned))}
    parts = [count(len(found), "action"), count(len(passed), "paper")]
    parts += [count(len(risks), "risk")] if risks else []
    parts += [count(len(owned), "duty", "duties")] if owned else []
    parts += [f"the answers of {count(len(agencies), 'agency', 'agencies')}"] if agencies else []
    said = f"{listed(parts)} handed over. {stays_said(len(papers) - len(passed), whom.name)}".strip()
    handed = Event("people.handed_over", "person", str(row.id), details)
    return Done([handed, *events], id=row.id, sentence=said)


def _papers_of(run: Run, person: Person) -> list[PaperAsked]:
    """The papers asked of somebody that have not come, of meetings to come, as far as the actor sees them."""
    asked = scopes.papers_asked(run.actor).filter(
        person=person, paper__isnull=True, dropped_at__isnull=True, meeting__on__gte=run.moment.today
    )
    rows = asked.exclude(meeting__state=MeetingState.CANCELLED.value).order_by("due_on", "id")
    return list(rows.select_related("meeting", "item__meeting"))


def _spoken_for(run: Run, person: Person, to: Person) -> list[Agency]:
    """The agencies one person speaks for today, by the day another does not."""
    today = run.moment.today
    of = Representation.objects.filter(current(today), person=person)
    theirs = Representation.objects.filter(person=to).exclude(to_on__lt=today)
    rows = scopes.agencies(run.actor).filter(id__in=of.values("agency"))
    return list(rows.exclude(id__in=theirs.values("agency")).order_by("name"))


def _speak_for(run: Run, agencies: Sequence[Agency], to: Person) -> list[Event]:
    events = []
    for agency in agencies:
        Representation.objects.create(id=run.new_id(), person=to, agency=agency, from_on=run.moment.today)
        events.append(Event("people.agency_taken_on", "person", str(to.id), {"agency": str(agency.id)}))
    if agencies:
        run.touch(to)
    return events


def _open_states(run: Run, plan: Plan) -> list[EntryState]:
    states = states_at(scopes.entries(run.actor).filter(plan=plan), run.moment.today)[0]
    stands = standings(states, run.moment.today)
    return [state for state in states if stands[state.id].is_open]


def _give(run: Run, state: EntryState, lead: Lead, was: str, names: entries.Names, reason: str) -> None:
    entry = run.get(scopes.entries, state.id)
    latest = EntryVersion.objects.filter(entry=entry).order_by("-number").first()
    draft = draft_of(state, latest.level if latest else "")
    draft = replace(draft, leads=handed_to(draft.leads, was=was, to=lead))
    entries.write_version(
        run, entry, draft, effective_on=run.moment.today, names=names, reason=reason.strip()
    )
    run.touch(entry)
