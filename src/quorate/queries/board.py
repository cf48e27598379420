"""The page of a group: its next meeting, who is late, what is stuck, its duties, plans and gaps."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from quorate.domain.access.actor import Actor
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.words import count, day, spelt
from quorate.domain.meetings.timetable import Step, StepState, paper_late
from quorate.domain.membership.groups import GroupKind, has_ended, time_to_end
from quorate.domain.plans.facts import EntryKind
from quorate.domain.plans.labels import KINDS, Flag
from quorate.domain.plans.outline import Outline
from quorate.domain.plans.standing import Standing
from quorate.domain.plans.summary import leaves
from quorate.domain.plans.tree import Node
from quorate.queries.agreeing import agreed_point
from quorate.queries.duties import DutyLine, duties_in_words, duties_of, folded
from quorate.queries.engagement.pages import EngagementRow, engagement_rows
from quorate.queries.every_plan import (
    GapLine,
    StuckThings,
    every_plan,
    gap_lines,
    named,
    plan_rows,
    stuck_things,
)
from quorate.queries.holding.due import GroupHeld, held_of
from quorate.queries.meetings import allowed, members_on, when_said
from quorate.queries.membership.interest import InterestLine, interest_lines
from quorate.queries.packs import BriefLine, briefs
from quorate.queries.paper_from import FROM, agency_or_person
from quorate.queries.people.groups import purpose_of
from quorate.queries.plan_facts import PlanFacts
from quorate.queries.plan_overview import bar_counts
from quorate.queries.plan_words import wordings
from quorate.queries.structure.questions import GroupQuestions, questions_of_group
from quorate.queries.timetable import Point, late_papers, next_owed, points_of, steps_of, with_point
from quorate.records import scopes
from quorate.records.facts.groups import main_group
from quorate.records.facts.meetings import Basis, bases
from quorate.records.facts.terms import ids_in_force
from quorate.records.models import Group, Meeting, WaiverRow

MOST_STUCK = 5
_LOOK_BACK = timedelta(days=120)
_TO_COME = ("planned", "circulated")
_GATHERS = frozenset({EntryKind.PRIORITY, EntryKind.OUTCOME, EntryKind.OBJECTIVE, EntryKind.SECTION})


@dataclass(frozen=True, slots=True)
class LateLine:
    """Something not done in time for a meeting: what, whose it is, and by how much."""

    what: str
    standing: str
    said: str
    note: str
    meeting: str


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """The next meeting, drawn on a line of dates."""

    id: str
    on: date
    points: tuple[Point, ...]
    brief: BriefLine | None


@dataclass(frozen=True, slots=True)
class Health:
    """How the actions under one outcome, or of one plan, stand."""

    label: str
    entry: str
    counts: Mapping[str, int]
    note: str


@dataclass(frozen=True, slots=True)
class PlanHealth:
    """A plan by outcome; a plan without outcomes has no rows and is counted whole."""

    name: str
    slug: str
    heading: str
    rows: tuple[Health, ...]
    whole: Health


@dataclass(frozen=True, slots=True)
class BoardPage:
    """A group as one reader sees it."""

    id: str
    slug: str
    name: str
    lede: str
    today: date
    meeting: NextMeeting | None
    late: tuple[LateLine, ...]
    waiting: tuple[InterestLine, ...]
    stuck: StuckThings
    duties: tuple[DutyLine, ...]
    duties_said: str
    terms: str
    by_outcome: tuple[PlanHealth, ...]
    whole_plans: tuple[PlanHealth, ...]
    gaps: tuple[GapLine, ...]
    held: GroupHeld | None
    questions: GroupQuestions | None
    purpose: tuple[tuple[str, str], ...]
    warning: str
    is_outside: bool
    engagement: tuple[EngagementRow, ...]
    may_set: bool
    may_see_record: bool
    others: tuple[tuple[str, str], ...]


def page_board(actor: Actor, *, today: date, group: str = "") -> BoardPage | None:
    """A group's page by its address, or the main group's when none is given; None when there is no group.

    The main group's page shows its own plans and those that belong to no group. Raises NotFoundError for an
    address that is no group's.
    """
    every = list(scopes.groups(actor).order_by("order", "name"))
    groups = [row for row in every if not has_ended(row.ended_on, today)] or every
    main_id = main_group(actor, today)
    main = next((row for row in groups if row.id == main_id), None) or next(iter(groups), None)
    row = next((g for g in every if g.slug == group), None) if group else main
    if row is None:
        if group:
            raise NotFoundError
        return None
    owners = {row.id, None} if row is main else {row.id}
    plans = every_plan(actor, today, plans=[p for p in plan_rows(actor) if p.group_id in owners])
    coming, latest = _meetings(actor, row, today)
    known = bases(actor, [m for m in (coming, latest) if m], today)
    duties = duties_of(actor, [row.id], today)[row.id]
    tops = [root.state for facts in plans if _is_by_outcome(facts) for root in facts.roots]
    texts = wordings(tops)
    health = tuple(_health(facts, texts) for facts in plans if facts.states)
    return BoardPage(
        id=str(row.id),
        slug=row.slug,
        name=row.name,
        lede=_lede(row, coming, latest, known, today),
        today=today,
        meeting=_next(actor, coming, known, row, today) if coming else None,
        late=_late(actor, [m for m in (coming, latest) if m], known, today),
        waiting=tuple(line for line in interest_lines(actor, row, today) if line.is_owed),
        stuck=stuck_things(plans, most=MOST_STUCK),
        duties=folded(duties),
        duties_said=duties_in_words(duties),
        terms=_terms_in_force(actor, row, today),
        by_outcome=tuple(one for one in health if one.rows),
        whole_plans=tuple(one for one in health if not one.rows),
        gaps=gap_lines(plans),
        held=held_of(actor, row.id, today),
        questions=questions_of_group(actor, row.id, today, with_late=row is main),
        purpose=purpose_of(row),
        is_outside=row.kind == GroupKind.OUTSIDE,
        warning=time_to_end(ends_on=row.ends_on, ended_on=row.ended_on, today=today)[0],
        engagement=engagement_rows(actor, row, today=today, plans=plans),
        may_set=not has_ended(row.ended_on, today)
        and row.kind != GroupKind.OUTSIDE
        and allowed(actor, Permission.MEETING_SET, str(row.id)),
        may_see_record=allowed(actor, Permission.AUDIT_SEE, str(row.id)),
        others=tuple((g.slug, g.name) for g in groups if g.id != row.id),
    )


def _meetings(actor: Actor, group: Group, today: date) -> tuple[Meeting | None, Meeting | None]:
    """The next meeting, and the last one not so long ago that its minutes no longer matter."""
    rows = scopes.meetings(actor).filter(group=group).exclude(state="cancelled").exclude(kind="by_email")
    coming = rows.filter(on__gte=today, state__in=_TO_COME).order_by("on", "starts").first()
    latest = rows.filter(on__lt=today, on__gte=today - _LOOK_BACK).order_by("-on", "-starts").first()
    return coming, latest


def _terms_in_force(actor: Actor, group: Group, today: date) -> str:
    id = ids_in_force(scopes.terms(actor).filter(group=group), today).get(group.id)
    return str(id) if id else ""


def _lede(
    group: Group,
    coming: Meeting | None,
    latest: Meeting | None,
    known: Mapping[uuid.UUID, Basis],
    today: date,
) -> str:
    if group.ended_on and group.ended_on < today:
        return f"This group ended on {day(group.ended_on)}."
    if group.kind == GroupKind.OUTSIDE:
        return "An outside body: its meetings and terms are not kept here."
    if coming is None:
        last = f" The last was on {day(latest.on)}." if latest else ""
        return f"No meeting is set.{last}"
    basis = known[coming.id]
    late = late_papers(basis)
    said = [f"Next meeting {when_said(coming)}."]
    if late and coming.state == "planned":
        said.append(f"{spelt(late).capitalize()} {'paper is' if late == 1 else 'papers are'} late.")
    said.append(next_owed(basis, today))
    return " ".join(part for part in said if part)


def _next(
    actor: Actor, row: Meeting, known: Mapping[uuid.UUID, Basis], group: Group, today: date
) -> NextMeeting:
    waived = WaiverRow.objects.filter(subject_kind="meeting", subject_id=row.id)
    points = points_of(
        known[row.id],
        today,
        minutes=row.minutes,
        members=members_on(group.id, today),
        waived=frozenset(str(id) for id in waived.values_list("clause_id", flat=True)),
    )
    line = with_point(points, agreed_point(actor, row, known[row.id], today))
    return NextMeeting(str(row.id), row.on, line, briefs(actor, [row]).get(row.id))


def _late(
    actor: Actor, rows: Sequence[Meeting], known: Mapping[uuid.UUID, Basis], today: date
) -> tuple[LateLine, ...]:
    found = []
    for row in rows:
        steps = [s for s in steps_of(known[row.id], today) if s.state is StepState.MISSED]
        found += [_late_step(step, row) for step in steps if step.kind != "meeting"]
    papers = scopes.papers(actor).filter(
        meeting__in=[row.id for row in rows if row.state == "planned" and row.on >= today],
        replaced_by__isnull=True,
        withdrawn_at__isnull=True,
    )
    papers = papers.select_related("agency", *FROM).prefetch_related("agency__earlier_names")
    for paper in papers.order_by("submitted_on", "title"):
        basis = known[paper.meeting_id]
        late = paper_late(basis.came_on(paper), basis.paper_due_on(paper.id), basis.calendar)
        if not late:
            continue
        note = f"{agency_or_person(paper)}, in on {day(basis.came_on(paper))}".removeprefix(", ")
        said = f"{late[0].upper()}{late[1:]}"
        found.append(LateLine(f"Paper: {paper.title}", "late", said, note, str(paper.meeting_id)))
    return tuple(found)


def _late_step(step: Step, row: Meeting) -> LateLine:
    said = f"Overdue {count(step.days_late, 'working day')}" if step.days_late else "Overdue"
    due = f"was due by {day(step.due_on)}" if step.due_on else ""
    note = f"{step.who}, {due}".removeprefix(", ")
    return LateLine(f"{step.title}, meeting of {day(row.on)}", "overdue", said, note, str(row.id))


def _is_by_outcome(facts: PlanFacts[Outline]) -> bool:
    return all(root.state.kind in _GATHERS for root in facts.roots)


def _health(facts: PlanFacts[Outline], texts: Mapping[str, str]) -> PlanHealth:
    roots = facts.roots
    kinds = {root.state.kind for root in roots}
    by_outcome = _is_by_outcome(facts)
    words = {root.state.level for root in roots}
    heading = next(iter(words)) if len(words) == 1 else ""
    if not heading and by_outcome:
        heading = KINDS[min(kinds, key=list(EntryKind).index)][0]
    return PlanHealth(
        name=facts.name,
        slug=facts.slug,
        heading=f"{heading[:1].upper()}{heading[1:]}",
        rows=tuple(_row(root, facts, texts) for root in roots) if by_outcome else (),
        whole=_counted(facts.name, "", [facts.standings[s.id] for s in leaves(facts.states)]),
    )


def _row(root: Node[Outline], facts: PlanFacts[Outline], texts: Mapping[str, str]) -> Health:
    under = [n.state.id for n in root.walk() if not n.children and n is not root] or [root.state.id]
    return _counted(named(root.state, texts), root.state.id, [facts.standings[id] for id in under])


def _counted(label: str, entry: str, stands: Sequence[Standing]) -> Health:
    counts = bar_counts(stands)
    parts = []
    for n, words in (
        (counts.get("off_track", 0), "off track"),
        (sum(1 for one in stands if Flag.NO_LEAD in one.flags), "with no lead"),
        (sum(1 for one in stands if Flag.LEAD_TO_BE_CONFIRMED in one.flags), "with a lead to be confirmed"),
        (sum(1 for one in stands if one.disagreement), "where update and record differ"),
    ):
        if n:
            parts.append(f"{n:,} {words}")
    return Health(label, entry, counts, ", ".join(parts))
