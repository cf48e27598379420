"""What each agency owed a group in a year and what became of it.

Only what is open to everybody in the partnership is counted, whoever asks: the figures are the same for every
reader, they may be sent to an agency as they are, and nothing restricted shows in them.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Min, Q

from quorate.domain.access.actor import Actor
from quorate.domain.calendar.periods import Period, year_of
from quorate.domain.calendar.types import WorkingCalendar
from quorate.domain.meetings.papers_asked import paper_due
from quorate.domain.meetings.timetable import due_on
from quorate.domain.membership.engagement import AtMeeting, Engagement, Promise, timely
from quorate.domain.plans.facts import EntryKind, Status, completed_on
from quorate.domain.plans.outline import Outline
from quorate.domain.plans.targets import due_on as last_day_of
from quorate.domain.terms.clauses import ClauseKind, TermsVersion
from quorate.domain.terms.versions import version_in_force
from quorate.queries.attendance import agency_lines, recorded_meetings
from quorate.queries.every_plan import every_plan, plan_rows
from quorate.queries.plan_facts import PlanFacts
from quorate.records import scopes
from quorate.records.facts.groups import main_group
from quorate.records.facts.meetings import calendar_of, days_asked, terms_by_group
from quorate.records.facts.rooms import agencies_spoken_for, agency_on_days
from quorate.records.models import (
    Group,
    Meeting,
    PaperAsked,
    Partnership,
    Plan,
    ProgressRow,
    UpdateAsked,
)


@dataclass(frozen=True, slots=True)
class Owed:
    """Something an agency owed: the promise, and the row or entry it is about. `asked_on` is an update's."""

    promise: Promise
    about: Meeting | Outline
    title: str = ""
    asked_on: date | None = None


@dataclass(slots=True)
class Mine:
    """What one agency owed, sort by sort."""

    meetings: list[tuple[Meeting, AtMeeting]] = field(default_factory=list)
    papers: list[Owed] = field(default_factory=list)
    actions: list[Owed] = field(default_factory=list)
    updates: list[Owed] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Read:
    """All that was read of one group's year. `agencies` are in the order of their seats."""

    group: Group
    year: Period
    years: tuple[Period, ...]
    today: date
    calendar: WorkingCalendar
    agencies: tuple[tuple[str, str], ...]
    owed: Mapping[str, Mine]

    def engagement(self, agency: str) -> Engagement:
        """How one agency kept what it owed."""
        mine = self.owed.get(agency, Mine())
        return Engagement(
            agency=dict(self.agencies).get(agency, ""),
            meetings=tuple(at for _, at in mine.meetings),
            papers=timely((one.promise for one in mine.papers), self.today, self.calendar),
            actions=timely((one.promise for one in mine.actions), self.today),
            updates=timely((one.promise for one in mine.updates), self.today),
        )


@dataclass(frozen=True, slots=True)
class _Asked:
    """Of whom, by whom and for which year it is asked. What fell due before `started_on` is not counted."""

    actor: Actor
    group: Group
    year: Period
    today: date
    started_on: date
    versions: tuple[TermsVersion, ...]
    calendar: WorkingCalendar

    def counts(self, due: date | None) -> bool:
        """Whether what is due on a day falls in the records of the year."""
        return due is not None and due in self.year and due >= self.started_on


def read(
    actor: Actor,
    row: Group,
    *,
    today: date,
    year: date | None = None,
    plans: Sequence[PlanFacts[Outline]] | None = None,
) -> Read:
    """A group's year, the one `year` is in, in a number of database questions that does not grow with it.

    `plans` are those of the group where they were read already.
    """
    versions = terms_by_group([row.id]).get(row.id, ())
    in_force = version_in_force(versions, today)
    kept = in_force.year_type if in_force else "financial"
    asked = _Asked(
        actor=actor,
        group=row,
        year=year_of(min(year, today) if year else today, kept),
        today=today,
        started_on=Partnership.objects.only("started_on").get(id=actor.partnership).started_on,
        versions=versions,
        calendar=calendar_of(row.partnership_id),
    )
    first = recorded_meetings(actor, row, today).aggregate(first=Min("on"))["first"]
    owed: defaultdict[str, Mine] = defaultdict(Mine)
    order = _add_meetings(owed, asked)
    _add_papers(owed, asked)
    _add_plans(owed, asked, every_plan(actor, today, plans=_plans_of(asked)) if plans is None else plans)
    names = {str(id): name for id, name in scopes.agencies(actor).values_list("id", "name")}
    return Read(
        group=row,
        year=asked.year,
        years=_years(first, today, kept),
        today=today,
        calendar=asked.calendar,
        agencies=tuple((id, names[id]) for id in order if id in names),
        owed=owed,
    )


def _years(first: date | None, today: date, kept: str) -> tuple[Period, ...]:
    """The years there are records of, newest first."""
    found = [year_of(today, kept)]
    while first and found[-1].starts_on > first:
        found.append(year_of(found[-1].starts_on.replace(year=found[-1].starts_on.year - 1), kept))
    return tuple(found)


def _add_meetings(owed: Mapping[str, Mine], asked: _Asked) -> tuple[str, ...]:
    """Add who came; gives the agencies in the order of their seats."""
    rows = recorded_meetings(asked.actor, asked.group, min(asked.today, asked.year.ends_on))
    rows = rows.filter(scopes.open_to_all(), on__gte=asked.year.starts_on)
    shown = list(rows.order_by("on", "starts", "id"))
    lines = agency_lines(asked.actor, asked.group, shown, asked.today)
    for line in lines:
        for meeting, mark in zip(shown, line.marks, strict=True):
            owed[line.id].meetings.append((meeting, AtMeeting(meeting.on, mark, str(meeting.id))))
    return tuple(line.id for line in lines)


def _add_papers(owed: Mapping[str, Mine], asked: _Asked) -> None:
    """Add the papers owed by a day: those that came, and those asked for that did not.

    A later version of a paper is not late: the first was what was owed.
    """
    rows = scopes.meetings(asked.actor).filter(scopes.open_to_all(), group=asked.group)
    rows = rows.filter(on__range=(asked.year.starts_on, asked.year.ends_on))
    meetings = {one.id: one for one in rows.exclude(state="cancelled")}
    is_open = Q(item__isnull=True) | scopes.open_to_all("item__")
    requests = PaperAsked.objects.filter(is_open, meeting__in=meetings, dropped_at__isnull=True)
    never = requests.filter(paper__isnull=True, due_on__gte=asked.started_on, due_on__lt=asked.today)
    papers = scopes.papers(asked.actor).filter(
        is_open,
        scopes.open_to_all(),
        Q(withdrawn_at__isnull=True) | scopes.taken_back(),
        meeting__in=meetings,
        agency__isnull=False,
        replaces__isnull=True,
    )
    due = {id: _papers_due(one.on, asked) for id, one in meetings.items()}
    asked_by = days_asked(requests)
    for paper in papers.order_by("submitted_on", "title", "id"):
        last = paper_due(asked_by=asked_by.get(paper.id), terms_by=due[paper.meeting_id])
        if last and last >= asked.started_on:
            promise = Promise(str(paper.id), last, paper.submitted_on)
            owed[str(paper.agency_id)].papers.append(Owed(promise, meetings[paper.meeting_id], paper.title))
    owing = list(never.order_by("due_on", "title", "id"))
    agencies = agency_on_days((one.person_id, one.due_on) for one in owing)
    for one in owing:
        if agency := agencies.get((one.person_id, one.due_on)):
            promise = Promise(str(one.id), one.due_on)
            owed[agency].papers.append(Owed(promise, meetings[one.meeting_id], one.title))


def _papers_due(on: date, asked: _Asked) -> date | None:
    terms = version_in_force(asked.versions, on)
    clause = terms.of(ClauseKind.PAPERS_IN) if terms else None
    return due_on(clause, on, asked.calendar).on if clause else None


def _add_plans(owed: Mapping[str, Mine], asked: _Asked, plans: Sequence[PlanFacts[Outline]]) -> None:
    """Add actions whose last day lies in the year, and updates asked for by a day in it."""
    states = _open_states(asked.actor, plans)
    whose = _leads_of(states.values(), asked.today)
    days = {id: last_day_of(states[id].targets) for id in whose}
    due = {id: on for id, on in days.items() if on and asked.counts(on)}
    done = _completed(states[id] for id in due)
    for id, on in sorted(due.items(), key=lambda one: (one[1], states[one[0]].code, one[0])):
        for agency in whose[id]:
            owed[agency].actions.append(Owed(Promise(id, on, done.get(id)), states[id]))
    rows = UpdateAsked.objects.filter(
        entry__in=[uuid.UUID(id) for id in whose],
        due_on__range=(asked.year.starts_on, asked.year.ends_on),
    )
    questions = {(str(entry), on, by) for entry, on, by in rows.values_list("entry_id", "asked_on", "due_on")}
    told = _told({entry for entry, _, _ in questions})
    for entry, asked_on, by in sorted(questions, key=lambda one: (one[2], one[1], states[one[0]].code)):
        answers = [max(asked_on, said) for on, said in told[entry] if on >= asked_on]
        for agency in whose[entry]:
            promise = Promise(entry, by, min(answers, default=None))
            owed[agency].updates.append(Owed(promise, states[entry], asked_on=asked_on))


def _open_states(actor: Actor, plans: Sequence[PlanFacts[Outline]]) -> dict[str, Outline]:
    """Recommendations and actions that nobody is kept from, by way of nothing they hang on either."""
    is_open = scopes.open_to_all() & scopes.open_to_all("plan__")
    ids = [uuid.UUID(facts.id) for facts in plans]
    open_ids = {
        str(id) for id in scopes.entries(actor).filter(is_open, plan__in=ids).values_list("id", flat=True)
    }
    found: dict[str, Outline] = {}
    for facts in plans:
        seen: set[str] = set()
        for node in facts.nodes:  # from top to bottom, so what it hangs on was asked before
            one = node.state
            if one.id in open_ids and (not one.parent_id or one.parent_id in seen):
                seen.add(one.id)
                if one.kind in (EntryKind.ACTION, EntryKind.RECOMMENDATION):
                    found[one.id] = one
    return found


def _leads_of(states: Iterable[Outline], today: date) -> dict[str, tuple[str, ...]]:
    """The agencies that lead each entry: those named, and those that people named speak for."""
    led = {one.id: [lead for lead in one.leads if not lead.to_be_confirmed] for one in states}
    alone = {
        lead.person_id for leads in led.values() for lead in leads if lead.person_id and not lead.agency_id
    }
    speaks = agencies_spoken_for({uuid.UUID(id) for id in alone}, today) if alone else {}
    agency_of = {str(person): agency for person, agency in speaks.items()}
    found = {}
    for id, leads in led.items():
        agencies = [lead.agency_id or agency_of.get(lead.person_id, "") for lead in leads]
        if kept := tuple(dict.fromkeys(agency for agency in agencies if agency)):
            found[id] = kept
    return found


def _completed(states: Iterable[Outline]) -> dict[str, date]:
    """The day each that is complete was finished."""
    ids = [uuid.UUID(one.id) for one in states if one.progress and one.progress.status is Status.COMPLETE]
    said: defaultdict[str, list[tuple[date, Status]]] = defaultdict(list)
    rows = ProgressRow.objects.filter(entry__in=ids).order_by("as_at", "recorded_at", "id")
    for entry, on, status in rows.values_list("entry_id", "as_at", "status"):
        said[str(entry)].append((on, Status(status)))
    return {id: finished for id, updates in said.items() if (finished := completed_on(updates))}


def _told(entries: Iterable[str]) -> Mapping[str, Sequence[tuple[date, date]]]:
    """The days on which something was reported of each entry, each with the day it was told to somebody."""
    found: defaultdict[str, list[tuple[date, date]]] = defaultdict(list)
    rows = ProgressRow.objects.filter(entry__in=[uuid.UUID(id) for id in entries])
    for entry, on, told in rows.values_list("entry_id", "reported_on", "said_on"):
        found[str(entry)].append((on, min(on, told or on)))
    return found


def _plans_of(asked: _Asked) -> Sequence[Plan]:
    """The group's own plans; the main group's are those too that belong to no group."""
    main = main_group(asked.actor, asked.today)
    owners = {asked.group.id, None} if main == asked.group.id else {asked.group.id}
    return [plan for plan in plan_rows(asked.actor) if plan.group_id in owners]
