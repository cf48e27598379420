"""What whoever runs a board has to see to: dates, papers, uploads, packs and messages."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from quorate.domain.access.actor import Actor
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import local_day
from quorate.domain.kernel.words import count, day, short_day
from quorate.domain.meetings.agenda import without_a_paper
from quorate.domain.meetings.circulation import governing_clause, is_too_late_to_send
from quorate.domain.meetings.kinds import MeetingKind
from quorate.domain.meetings.timetable import Step, StepState, due_on, papers_may_come
from quorate.domain.plans.outline import Outline
from quorate.domain.terms.clauses import ClauseKind
from quorate.queries.duty_owners import NearDuty, near_duties, without_twins
from quorate.queries.every_plan import GapLine, gap_lines
from quorate.queries.meetings import allowed
from quorate.queries.messages_waiting import has_mail_server, messages_here, waiting
from quorate.queries.plan_facts import PlanFacts
from quorate.queries.timetable import steps_of
from quorate.records import scopes
from quorate.records.facts.groups import going_on
from quorate.records.facts.meetings import Basis, bases
from quorate.records.models import Group, Meeting, Partnership

_LOOK_BACK = timedelta(days=90)
_PAPERS_LOOKED_FOR = timedelta(days=60)
_MOST = 50
_BEFORE_IT = frozenset(kind.value for kind in (ClauseKind.NOTICE, ClauseKind.AGENDA, ClauseKind.CIRCULATION))
"""What goes out before a meeting: once that is past nobody can see to it any more."""
_OWED = (StepState.MISSED, StepState.DUE_TODAY, StepState.TO_COME)


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of a meeting's timetable that is late or near."""

    what: str
    who: str
    on: date
    standing: str
    said: str
    group: str
    meeting: str
    meeting_on: date


@dataclass(frozen=True, slots=True)
class Matter:
    """Something to see to, as a sentence with where to go; `page` names the page, `id` the thing."""

    sentence: str
    page: str
    id: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Running:
    """What there is to see to, for a coordinator or secretary. Dates are those of the next `soon_days`.

    `duties` leaves out those the reader owns, which their page shows apart, and what is received of them.
    """

    soon_days: int
    steps: tuple[StepLine, ...]
    duties: tuple[NearDuty, ...]
    gaps: tuple[GapLine, ...]
    matters: tuple[Matter, ...]

    @property
    def dates(self) -> tuple[tuple[StepLine | None, NearDuty | None], ...]:
        """Steps and duties in one list: what is overdue first, then each by its day."""
        found: list[tuple[str, date, StepLine | None, NearDuty | None]] = []
        for step in self.steps:
            found.append((step.standing, step.on, step, None))
        for duty in self.duties:
            found.append((duty.line.standing, duty.line.due_on or date.max, None, duty))
        found.sort(key=lambda one: (one[0] != "overdue", one[1]))
        return tuple((one[2], one[3]) for one in found)


def running(
    actor: Actor,
    plans: Sequence[PlanFacts[Outline]],
    today: date,
    *,
    owned: Sequence[NearDuty] = (),
) -> Running | None:
    """What this person has to see to; None for those who run no group. `owned` are duties shown apart."""
    groups = {
        row.id: row
        for row in scopes.groups(actor).filter(going_on(today)).order_by("order", "name")
        if allowed(actor, Permission.MEETING_SET, str(row.id))
    }
    if not groups and not allowed(actor, Permission.PLAN_IMPORT, ""):
        return None
    rows = _meetings(actor, list(groups), today)
    known = bases(actor, rows, today)
    duties = near_duties(actor, list(groups.values()), today)
    soon_days = Partnership.objects.values_list("due_soon_days", flat=True).get(id=actor.partnership)
    return Running(
        soon_days=soon_days,
        steps=_steps(rows, known, today, soon_days),
        duties=without_twins([one for one in duties if not one.is_own], beside=owned),
        gaps=gap_lines(plans),
        matters=(
            *_beginning(actor, groups),
            *_to_send(actor, today),
            *_papers(rows, known, today),
            *_agendas(rows, known, today, soon_days),
            *_uploads(actor),
            *_packs(actor),
            *_messages(actor),
        ),
    )


def _meetings(actor: Actor, groups: Sequence[uuid.UUID], today: date) -> list[Meeting]:
    coming = Q(on__gte=today, state__in=("planned", "circulated"))
    to_minute = Q(on__lt=today, on__gte=today - _LOOK_BACK, minutes_to_members_on__isnull=True)
    rows = scopes.meetings(actor).filter(coming | to_minute, group__in=groups).exclude(state="cancelled")
    return list(rows.select_related("group").order_by("on", "starts")[:_MOST])


def _steps(
    rows: Sequence[Meeting], known: Mapping[uuid.UUID, Basis], today: date, soon_days: int
) -> tuple[StepLine, ...]:
    found = [
        _step_line(step, row)
        for row in rows
        for step in steps_of(known[row.id], today)
        if _is_owed(step, row, today, soon_days)
    ]
    return tuple(sorted(found, key=lambda line: (line.on, line.group)))


def _is_owed(step: Step, row: Meeting, today: date, soon_days: int) -> bool:
    if step.kind == "meeting" or step.state not in _OWED or step.due_on is None:
        return False
    if step.kind == ClauseKind.PAPERS_IN.value and not _is_coming(row, today):
        return False
    if step.kind in _BEFORE_IT and is_too_late_to_send(row.on, today):
        return False
    return step.due_on <= today + timedelta(days=soon_days)


def _is_coming(row: Meeting, today: date) -> bool:
    return papers_may_come(row.on, row.circulated_on, today)


def _step_line(step: Step, row: Meeting) -> StepLine:
    on = step.due_on or row.on
    if step.state is StepState.MISSED:
        days = f" {count(step.days_late, 'working day')}" if step.days_late else ""
        standing, said = "overdue", f"Overdue{days}"
    elif step.state is StepState.DUE_TODAY:
        standing, said = "due", "Due today"
    else:
        standing, said = "due_soon", f"By {short_day(on)}"
    return StepLine(step.title, step.who, on, standing, said, row.group.name, str(row.id), row.on)


def _papers(rows: Sequence[Meeting], known: Mapping[uuid.UUID, Basis], today: date) -> list[Matter]:
    return [
        Matter(
            f"{short} for the meeting of {day(row.on)}",
            "meeting",
            str(row.id),
            row.group.name,
        )
        for row in rows
        if (short := without_a_paper(len(known[row.id].without_paper), len(known[row.id].not_come)))
        and _is_coming(row, today)
        and row.on <= today + _PAPERS_LOOKED_FOR
    ]


def _agendas(
    rows: Sequence[Meeting], known: Mapping[uuid.UUID, Basis], today: date, soon_days: int
) -> list[Matter]:
    """Agendas that are to go out soon and that the chair has not agreed."""
    return [
        Matter(
            f"The agenda of {day(row.on)} waits to be agreed by the chair",
            "meeting",
            str(row.id),
            row.group.name,
        )
        for row in rows
        if known[row.id].meeting.agenda_items
        and row.kind != MeetingKind.BY_EMAIL.value
        and _is_coming(row, today)
        and row.agenda_agreed_on is None
        and _goes_by(known[row.id]) <= today + timedelta(days=soon_days)
    ]


def _goes_by(known: Basis) -> date:
    """The last day for what goes to members; the meeting's own where the terms give none."""
    clause = governing_clause(known.terms)
    last = due_on(clause, known.meeting.on, known.calendar).on if clause else None
    return last or known.meeting.on


def _beginning(actor: Actor, groups: Mapping[uuid.UUID, Group]) -> list[Matter]:
    """The way in to a partnership that has just been made."""
    if groups or not allowed(actor, Permission.PEOPLE_EDIT, ""):
        return []
    return [Matter("Set up your partnership", "setting_up", note="It has no group yet.")]


def _uploads(actor: Actor) -> list[Matter]:
    if not allowed(actor, Permission.PLAN_IMPORT, ""):
        return []
    rows = scopes.imports(actor).filter(state="checking").order_by("-uploaded_at")[:_MOST]
    return [
        Matter(
            f"The upload of {row.plan_name} waits to be checked",
            "import",
            str(row.id),
            f"Uploaded on {day(local_day(row.uploaded_at))}",
        )
        for row in rows.only("plan_name", "uploaded_at")
    ]


def _packs(actor: Actor) -> list[Matter]:
    said = {
        "asked": "The {what} for the meeting of {on} waits to be made",
        "making": "The {what} for the meeting of {on} is being made",
        "failed": "The {what} for the meeting of {on} could not be made",
    }
    names = {"brief": "chair’s brief", "combined": "pack with its papers", "pack": "pack"}
    rows = scopes.packs(actor).filter(state__in=list(said)).select_related("meeting").order_by("asked_at")
    return [
        Matter(
            said[row.state].format(what=names.get(row.kind, row.kind), on=day(row.meeting.on)),
            "meeting",
            str(row.meeting_id),
            row.fault or row.step,
        )
        for row in rows.defer("content")[:_MOST]
        if allowed(actor, Permission.PACK_MAKE, str(row.meeting.group_id))
    ]


def _to_send(actor: Actor, today: date) -> list[Matter]:
    """The messages that wait for somebody's hand, for those who may send them."""
    if has_mail_server() or not allowed(actor, Permission.MESSAGES_SEND, ""):
        return []
    held = waiting(messages_here(actor, today)).count()
    said = f"{count(held, 'message waits', 'messages wait')} to be sent by hand"
    return [Matter(said, "messages", note="There is no mail server.")] if held else []


def _messages(actor: Actor) -> list[Matter]:
    rows = (
        scopes.messages(actor)
        .filter(sent_at__isnull=True, attempts__gt=0)
        .exclude(fault="")
        .values_list("person_id", "person__name", "fault")
        .order_by("-due_at")[:_MOST]
    )
    by_person: dict[tuple[str, str], list[str]] = {}
    for person, name, fault in rows:
        by_person.setdefault((str(person), name), []).append(fault)
    page = "messages" if allowed(actor, Permission.MESSAGES_SEND, "") else "person"
    return [
        Matter(f"{count(len(faults), 'message')} to {name} could not be sent", page, id, faults[0])
        for (id, name), faults in by_person.items()
    ]
