"""A meeting's timetable as drawn: the rule above, the date, its meaning below, and its working on demand."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from quorate.domain.kernel.words import count, day, weekday
from quorate.domain.meetings.agenda import without_a_paper, without_a_recorded_paper
from quorate.domain.meetings.timetable import Step, StepState, paper_late, papers_may_come, timetable
from quorate.domain.terms.clauses import ClauseKind
from quorate.records.facts.meetings import Basis

_DRAWN = {
    StepState.TO_COME: "to_come",
    StepState.DUE_TODAY: "due",
    StepState.MET: "met",
    StepState.IN_PART: "late",
    StepState.WAITING: "due",
    StepState.LATE: "late",
    StepState.MISSED: "missed",
    StepState.BEFORE_RECORDS: "before_records",
    StepState.NOT_KNOWN: "not_known",
    StepState.NOT_OWED: "not_owed",
}
# What is to be done, and what was not done by its day.
_ASKED = {
    ClauseKind.NOTICE.value: ("Notice of the meeting is given", "Notice of the meeting was due on"),
    ClauseKind.PAPERS_IN.value: ("Papers come in", "No paper has come in; they were due on"),
    ClauseKind.AGENDA.value: ("The agenda goes to members", "The agenda was due to members on"),
    ClauseKind.CIRCULATION.value: ("Papers go to members", "Papers were due to members on"),
    ClauseKind.MINUTES_TO_CHAIR.value: ("Minutes go to the chair", "Minutes were due to the chair on"),
    ClauseKind.MINUTES_TO_MEMBERS.value: ("Minutes go to members", "Minutes were due to members on"),
}
_OWED = (StepState.TO_COME, StepState.DUE_TODAY, StepState.MISSED)


@dataclass(frozen=True, slots=True)
class Point:
    """A date on the line, as the timeline component takes it, with what stands behind it."""

    on: date | None
    meaning: str
    state: str
    rule: str = ""
    said: str = ""
    title: str = ""
    who: str = ""
    working: str = ""
    quote: str = ""
    sentence: str = ""
    warnings: tuple[str, ...] = field(default=())


def steps_of(known: Basis, today: date) -> tuple[Step, ...]:
    """Every step owed for the meeting, earliest first."""
    return timetable(
        terms=known.terms,
        meeting=known.meeting,
        calendar=known.calendar,
        today=today,
        started_on=known.started_on,
        done=known.done,
    )


def points_of(
    known: Basis,
    today: date,
    *,
    minutes: int,
    members: int = 0,
    waived: frozenset[str] = frozenset(),
) -> tuple[Point, ...]:
    """The line as drawn. `waived` are the ids of clauses departed from with the chair's agreement."""
    return tuple(
        _point(step, known, minutes=minutes, members=members, is_waived=step.clause_id in waived)
        for step in steps_of(known, today)
    )


def with_point(points: Sequence[Point], point: Point | None) -> tuple[Point, ...]:
    """The line with one more date on it, before what falls on the same day."""
    if point is None or point.on is None:
        return tuple(points)
    before = [each for each in points if each.on is not None and each.on < point.on]
    return (*before, point, *points[len(before) :])


def steps_missed(known: Basis, today: date) -> tuple[str, ...]:
    """The steps not done in time, each in words; what fell due before the records began is named as such."""
    steps = steps_of(known, today)
    said = [
        f"{s.title}: {_missed_said(s, known)}"
        for s in steps
        if s.state in (StepState.LATE, StepState.IN_PART, StepState.MISSED)
    ]
    before = [s.title.lower() for s in steps if s.state is StepState.BEFORE_RECORDS]
    if before:
        said.append(f"Before our records: {', '.join(before)}.")
    return tuple(said)


def _missed_said(step: Step, known: Basis) -> str:
    if step.state is StepState.IN_PART:
        return f"{without_a_recorded_paper(len(known.without_paper), len(known.not_come))}."
    return _lower_first(step.sentence).replace("missed: ", "missed, ")


def next_owed(known: Basis, today: date) -> str:
    """What was missed last and what is owed next, in a sentence each; empty when nothing is."""
    owed = [s for s in steps_of(known, today) if s.kind in _ASKED and s.state in _OWED and s.due_on]
    live = [s for s in owed if not _is_over(s, known, today)]
    missed = [s for s in live if s.state is StepState.MISSED]
    ahead = [s for s in live if s.state is not StepState.MISSED]
    if missed:  # what is owed after the meeting can wait for what is owed before it
        ahead = [s for s in ahead if s.due_on and s.due_on <= known.meeting.on]
    return " ".join(_owed_said(step) for step in (*missed[-1:], *ahead[:1]))


def late_papers(known: Basis) -> int:
    """How many papers came after the day for them."""
    came = [(one.submitted_on, known.paper_due_on(one.id)) for one in known.came_in if one.submitted_on]
    return sum(1 for came_on, due in came if paper_late(came_on, due, known.calendar))


def weekday_short(on: date) -> str:
    """A date with its day of the week, without the year.

    >>> weekday_short(date(2027, 1, 5))
    'Tuesday 5 January'
    """
    return weekday(on).rsplit(" ", 1)[0]


def _owed_said(step: Step) -> str:
    now, then = _ASKED[step.kind]
    if step.due_on is None:
        return ""
    if step.state is StepState.MISSED:
        days = f", {count(step.days_late, 'working day')} ago" if step.days_late else ""
        return f"{then} {weekday_short(step.due_on)}{days}."
    if step.state is StepState.DUE_TODAY:
        return f"{now} today."
    return f"{now} by {weekday_short(step.due_on)}."


def _is_over(step: Step, known: Basis, today: date) -> bool:
    circulated_on = known.done.on.get(ClauseKind.CIRCULATION)
    may_come = papers_may_come(known.meeting.on, circulated_on, today)
    return step.kind == ClauseKind.PAPERS_IN.value and not may_come


def _point(step: Step, known: Basis, *, minutes: int, members: int, is_waived: bool) -> Point:
    state = "waived" if is_waived and step.state is StepState.LATE else _DRAWN[step.state]
    rule = f"{minutes} minutes" if step.kind == "meeting" else step.rule.removesuffix(" the meeting")
    return Point(
        on=step.due_on,
        meaning=_meaning(step, known, members),
        state=state,
        rule=rule,
        said=_said(step, state, known),
        title=step.title,
        who=step.who,
        working=_sentence(step.working),
        quote=step.quote,
        sentence=step.sentence,
        warnings=step.warnings,
    )


def _meaning(step: Step, known: Basis, members: int) -> str:
    if step.kind == ClauseKind.PAPERS_IN.value:
        return f"papers in: {_papers_in(known, step)}"
    if step.kind == ClauseKind.CIRCULATION.value and members and step.done_on is None:
        return f"papers to {count(members, 'member')}"
    return _lower_first(step.title)


def _papers_in(known: Basis, step: Step) -> str:
    said = without_a_recorded_paper if known.is_closed else without_a_paper
    missing = said(len(known.without_paper), len(known.not_come))
    back = f"{len(known.taken_back)} withdrawn since" if known.taken_back else ""
    return ", ".join(part for part in (_came_in(known, step), back, missing) if part)


def _came_in(known: Basis, step: Step) -> str:
    if not known.came_in:
        return "none yet" if step.state in (StepState.TO_COME, StepState.DUE_TODAY) else "none recorded"
    late, all_of_them = late_papers(known), len(known.came_in)
    if late:
        return f"{all_of_them - late} of {all_of_them} in time, {late} late"
    if step.state in _OWED:
        return f"{all_of_them} so far"
    return f"{all_of_them} in time"


def _said(step: Step, state: str, known: Basis) -> str:
    if state == "waived" and step.days_late:
        return f"{count(step.days_late, 'working day')} late, with a waiver"
    if step.state is StepState.LATE and step.days_late:
        return f"{count(step.days_late, 'working day')} late"
    if step.state is StepState.MISSED and step.days_late:
        return f"Overdue {count(step.days_late, 'working day')}"
    if step.state is StepState.IN_PART:
        return "Not all recorded" if known.is_closed else "Not all are in"
    if step.state is StepState.WAITING:
        return f"{count(step.waiting, 'message waits', 'messages wait')} to go"
    if step.state is StepState.MET and step.done_on and step.kind != "meeting":
        return f"Met on {day(step.done_on)}"
    return "Not owed" if step.state is StepState.NOT_OWED else ""


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}." if text else ""
