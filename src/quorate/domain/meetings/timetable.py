"""The timetable of a meeting, computed from the terms in force on its date, and whether it was kept.

One board's terms ask for papers 10 working days before, circulation 7 working days before and minutes 10
working days after. Another's ask for the agenda one week before, minutes to the chair within one week
and to members within two. Both are clauses with an offset from the meeting; a step exists for each clause
there is, and for no other. A thing is done in time if it is done on or before its day.
What is recorded as sent, while messages of it wait for somebody's hand, is not done.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from quorate.domain.calendar.offsets import deadline
from quorate.domain.calendar.types import Deadline, Direction, WorkingCalendar
from quorate.domain.calendar.wording import describe
from quorate.domain.calendar.working import working_days_between
from quorate.domain.kernel.words import count, day
from quorate.domain.meetings.facts import NOTHING_DONE, Done, MeetingFacts
from quorate.domain.meetings.lifecycle import TOOK_PLACE, MeetingState
from quorate.domain.terms.clauses import OF_A_MEETING, Clause, ClauseKind, TermsVersion

MEETING_ANCHORS = frozenset({"", "meeting", "the meeting", "meeting date"})
_APPROVAL = re.compile(
    r"(?:the |its |their )?(?:(?:vice-)?chair(?:person)?['’]s )?(?:approval|agreement)"
    r"(?: of (?:the |these |those )?(?:draft )?minutes)?(?: by the (?:vice-)?chair)?"
)
"""What a clause about sending minutes may count from beside the meeting: the day the chair approved them."""

# Kinds that give a step, with what the step is called, in the order they fall on one day.
STEP_TITLES: dict[str, str] = {
    ClauseKind.NOTICE.value: "Notice of the meeting",
    ClauseKind.PAPERS_IN.value: "Papers in",
    ClauseKind.AGENDA.value: "Agenda to members",
    ClauseKind.CIRCULATION.value: "Papers to members",
    "meeting": "Meeting",
    ClauseKind.MINUTES_TO_CHAIR.value: "Minutes to the chair",
    ClauseKind.MINUTES_TO_MEMBERS.value: "Minutes to members",
}
_ORDER = {kind: place for place, kind in enumerate(STEP_TITLES)}


class StepState(StrEnum):
    """Where a step has got to."""

    TO_COME = "to_come"
    DUE_TODAY = "due_today"
    MET = "met"
    IN_PART = "in_part"
    WAITING = "waiting"
    LATE = "late"
    MISSED = "missed"
    BEFORE_RECORDS = "before_records"
    NOT_KNOWN = "not_known"
    NOT_OWED = "not_owed"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing owed for a meeting.

    `kind` is a clause kind or "meeting". `due_on` is the last day for it, None when not known. `rule` is
    the offset in words and `working` how the date came out of it. `days_late` counts working days after
    `due_on`: to the day it was done when late, to today when missed; None when there are none to count
    or they are not known. `waiting` counts the messages of what was recorded as sent that wait to go by
    hand; until they went it has no `done_on`, unless the day recorded is late already. `sentence` says the
    state in words. `warnings` are about the date; `ambiguity` is what could be read otherwise in the clause.
    """

    kind: str
    title: str
    due_on: date | None
    state: StepState
    sentence: str
    who: str = ""
    rule: str = ""
    working: str = ""
    warnings: tuple[str, ...] = field(default=())
    clause_id: str = ""
    quote: str = ""
    ambiguity: str = ""
    done_on: date | None = None
    days_late: int | None = None
    minutes: int | None = None
    waiting: int = 0


def timetable(
    *,
    terms: TermsVersion | None,
    meeting: MeetingFacts,
    calendar: WorkingCalendar,
    today: date,
    started_on: date,
    done: Done = NOTHING_DONE,
) -> tuple[Step, ...]:
    """Every step owed for the meeting, earliest first; steps whose day is not known come last.

    `terms` are those in force on the meeting's date, None when there are none: then only the meeting
    itself is a step. `started_on` is the first day of the partnership's records here: what fell due
    before it and has no recorded day reads "before our records".
    """
    clauses = terms.clauses if terms else ()
    steps = [
        _clause_step(clause, meeting, calendar, today, started_on, done)
        for clause in clauses
        if clause.is_stated and clause.offset is not None and clause.kind in OF_A_MEETING
    ]
    steps.append(_meeting_step(terms, meeting, today, started_on))
    return tuple(sorted(steps, key=lambda s: (s.due_on or date.max, _ORDER[s.kind], s.clause_id)))


def due_on(
    clause: Clause, meeting_on: date, calendar: WorkingCalendar, *, approved_on: date | None = None
) -> Deadline:
    """The last day for what a clause asks, with its working; not known where it hangs on another date.

    `approved_on` is when the minutes were approved, from which a clause may count the days for sending them.
    """
    if clause.offset is None:
        return Deadline(on=None, working="The clause gives no number of days.")
    if counts_from_approval(clause):
        if approved_on is not None:
            return deadline(clause.offset, approved_on, calendar, clause.anchor)
        working = f"{describe(clause.offset).capitalize()} {clause.anchor}, which is not given yet."
        return Deadline(on=None, working=working)
    if clause.anchor.lower() not in MEETING_ANCHORS:
        return Deadline(
            on=None,
            working=f"{describe(clause.offset).capitalize()} {clause.anchor}, whose date is not recorded.",
        )
    return deadline(clause.offset, meeting_on, calendar, "the meeting")


def counts_from_approval(clause: Clause) -> bool:
    """Whether a clause counts the days for sending minutes from the chair's approval of them."""
    is_sending = clause.kind is ClauseKind.MINUTES_TO_MEMBERS
    return is_sending and _APPROVAL.fullmatch(clause.anchor.strip().lower()) is not None


def passed_day(
    clause: Clause | None, meeting_on: date, calendar: WorkingCalendar, today: date
) -> date | None:
    """The last day for what a clause asks where it is past; None on that day, before it, or not known."""
    last_day = due_on(clause, meeting_on, calendar).on if clause else None
    return last_day if last_day is not None and today > last_day else None


def papers_may_come(meeting_on: date, circulated_on: date | None, today: date) -> bool:
    """Whether papers for a meeting are still owed: not once they went out, nor once the meeting is over."""
    return circulated_on is None and meeting_on >= today


def working_days_late(submitted_on: date, due_on: date, calendar: WorkingCalendar) -> int | None:
    """How many working days after `due_on` a paper came in: 0 in time, None when that is not known.

    Something due on a Friday and done that weekend is late by none: it is there when work begins.
    """
    return working_days_between(after=due_on, to=submitted_on, calendar=calendar)


def paper_late(submitted_on: date, due_on: date | None, calendar: WorkingCalendar) -> str:
    """How late a paper came, in words; empty when in time, and where no day is known for it."""
    if due_on is None or submitted_on <= due_on:
        return ""
    return late_in_words(working_days_late(submitted_on, due_on, calendar))


def _clause_step(
    clause: Clause,
    meeting: MeetingFacts,
    calendar: WorkingCalendar,
    today: date,
    started_on: date,
    done: Done,
) -> Step:
    answer = due_on(clause, meeting.on, calendar, approved_on=meeting.minutes_approved_on)
    state = _state(clause.kind, meeting, answer.on, today, started_on, done)
    done_on = done.done_on(clause.kind)
    waiting = done.waiting(clause.kind) if state in (StepState.WAITING, StepState.LATE) else 0
    days_late = None
    if answer.on is not None and state in (StepState.LATE, StepState.MISSED):
        days_late = working_days_late(done_on or today, answer.on, calendar)
    sentence = _sentence(state, answer.on, done_on, days_late, early=_early(done_on, answer.on, calendar))
    if waiting and done_on:
        sentence = _waiting_said(done_on, days_late, waiting)
    if state is StepState.NOT_KNOWN and done_on is None and counts_from_approval(clause):
        sentence = f"Counted from {clause.anchor}, which is not given yet."
    return Step(
        kind=clause.kind.value,
        title=STEP_TITLES[clause.kind.value],
        due_on=answer.on,
        state=state,
        sentence=sentence,
        who=clause.who,
        rule=_rule(clause),
        working=answer.working,
        warnings=answer.warnings,
        clause_id=clause.id,
        quote=clause.quote,
        ambiguity=clause.ambiguity,
        done_on=None if state is StepState.WAITING else done_on,
        days_late=days_late,
        waiting=waiting,
    )


def _rule(clause: Clause) -> str:
    if clause.offset is None:
        return ""
    if clause.offset.n == 0 and clause.offset.direction in (Direction.BEFORE, Direction.AFTER):
        return "on the day of the meeting"
    anchor = "the meeting" if clause.anchor.lower() in MEETING_ANCHORS else clause.anchor
    return f"{describe(clause.offset)} {anchor}"


def _state(
    kind: ClauseKind,
    meeting: MeetingFacts,
    due: date | None,
    today: date,
    started_on: date,
    done: Done,
) -> StepState:
    done_on, waits = done.done_on(kind), done.waiting(kind) > 0
    if waits and meeting.state is MeetingState.CANCELLED:
        return StepState.NOT_OWED
    if done_on is not None and (due is not None or waits):
        if due is not None and done_on > due:
            return StepState.LATE
        if waits:
            return StepState.WAITING
        return StepState.IN_PART if kind in done.in_part else StepState.MET
    if done_on is None and meeting.state is MeetingState.CANCELLED:
        return StepState.NOT_OWED
    if due is None or kind in done.day_unknown:
        return StepState.NOT_KNOWN
    if due < started_on:
        return StepState.BEFORE_RECORDS
    if due == today:
        return StepState.DUE_TODAY
    return StepState.TO_COME if due > today else StepState.MISSED


def _meeting_step(terms: TermsVersion | None, meeting: MeetingFacts, today: date, started_on: date) -> Step:
    length = terms.of(ClauseKind.DURATION) if terms else None
    state = _meeting_state(meeting, today, started_on)
    return Step(
        kind="meeting",
        title=STEP_TITLES["meeting"],
        due_on=meeting.on,
        state=state,
        sentence=_MEETING_SENTENCES[state].format(day=day(meeting.on)),
        who=length.who if length else "",
        rule=count(length.minutes, "minute") if length and length.minutes else "",
        clause_id=length.id if length else "",
        quote=length.quote if length else "",
        done_on=meeting.on if state is StepState.MET else None,
        minutes=length.minutes if length else None,
    )


def _meeting_state(meeting: MeetingFacts, today: date, started_on: date) -> StepState:
    if meeting.state is MeetingState.CANCELLED:
        return StepState.NOT_OWED
    if meeting.state in TOOK_PLACE:
        return StepState.MET
    if meeting.on < started_on and meeting.on < today:
        return StepState.BEFORE_RECORDS
    if meeting.on == today:
        return StepState.DUE_TODAY
    return StepState.TO_COME if meeting.on > today else StepState.NOT_KNOWN


_MEETING_SENTENCES = {
    StepState.TO_COME: "On {day}.",
    StepState.DUE_TODAY: "Today.",
    StepState.MET: "Held on {day}.",
    StepState.BEFORE_RECORDS: "On {day}, before our records.",
    StepState.NOT_KNOWN: "It was to be on {day}; whether it was held is not recorded.",
    StepState.NOT_OWED: "Cancelled.",
}


def _early(done_on: date | None, due: date | None, calendar: WorkingCalendar) -> str:
    """How many working days before its last day a thing was done, in words; empty on that day and after."""
    if done_on is None or due is None or done_on >= due:
        return ""
    days = working_days_between(after=done_on, to=due, calendar=calendar)
    return f", {count(days, 'working day')} early" if days else ""


def _sentence(
    state: StepState, due: date | None, done_on: date | None, days_late: int | None, *, early: str = ""
) -> str:
    if state is StepState.LATE and done_on:
        return f"Done on {day(done_on)}, {late_in_words(days_late)}."
    if state is StepState.MISSED:
        return f"Missed: overdue{_by(days_late)}."
    if state is StepState.MET and done_on:
        return f"Met on {day(done_on)}{early}."
    if state is StepState.NOT_KNOWN:
        return _not_known(due, done_on)
    plain = {
        StepState.TO_COME: f"To come, by {day(due)}." if due else "",
        StepState.DUE_TODAY: "Due today.",
        StepState.IN_PART: f"By {day(due)} not all of it was recorded." if due else "",
        StepState.BEFORE_RECORDS: "Before our records.",
        StepState.NOT_OWED: "Not owed: the meeting was cancelled.",
        StepState.WAITING: "Recorded as sent; messages wait to go by hand.",
    }
    return plain[state]


def _waiting_said(recorded_on: date, days_late: int | None, waiting: int) -> str:
    late = f", {late_in_words(days_late)}" if days_late is not None else ""
    wait = count(waiting, "message waits", "messages wait")
    return f"Recorded as sent on {day(recorded_on)}{late}; {wait} to go by hand."


def _not_known(due: date | None, done_on: date | None) -> str:
    if due is None and done_on:
        return f"Done on {day(done_on)}; whether in time is not known."
    if due is None:
        return "Not known: no date can be worked out."
    return f"Due by {day(due)} and done, on a day that was not recorded."


def late_in_words(days_late: int | None) -> str:
    """How late, by working days: 0 before the next of them began, None when it is not known.

    >>> late_in_words(1), late_in_words(0)
    ('1 working day late', 'late, before the next working day')
    """
    if days_late is None:
        return "late; by how many working days is not known"
    return f"{count(days_late, 'working day')} late" if days_late else "late, before the next working day"


def _by(days_late: int | None) -> str:
    if not days_late:
        return ""
    return f" by {count(days_late, 'working day')}"
