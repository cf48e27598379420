"""Papers asked for from named people: whether one may be asked for, how it stands, and whose come late.

A paper is late by the day it was asked for by, whether it came or not; one that nobody asked for, by the
terms' own day for papers. Days late are working days, as the timetable counts them.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from quorate.domain.calendar.types import WorkingCalendar
from quorate.domain.calendar.working import nth_working_day
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import count, day, spelt
from quorate.domain.meetings.timetable import late_in_words, working_days_late


class AskedState(StrEnum):
    """Where a paper that was asked for has got to. To follow: the others went out without it."""

    ASKED = "asked"
    TO_FOLLOW = "to_follow"
    LATE = "late"
    CAME = "came"
    DROPPED = "dropped"


DAYS_TO_GATHER = 3
"""Working days from the papers' coming to their going out, where the terms give no day for papers."""
OWED = frozenset({AskedState.ASKED, AskedState.TO_FOLLOW, AskedState.LATE})


@dataclass(frozen=True, slots=True)
class LateOne:
    """One late paper: whose, from which agency, and by how many working days; None when not known."""

    title: str
    person: str
    agency: str
    days: int | None
    has_come: bool


@dataclass(frozen=True, slots=True)
class LateOf:
    """What came late, or not at all, from one agency: how many papers, and working days late in all."""

    agency: str
    papers: int
    days: int
    owed: int


def refusal_to_ask(
    *, title: str, people: int, due_on: date | None, meeting_on: date, today: date
) -> Refusal | None:
    """Why a paper cannot be asked for so.

    Codes: `papers.no_title`, `papers.nobody_asked`, `papers.no_due_day`, `papers.due_is_past`,
    `papers.due_after_meeting`.
    """
    if not title.strip():
        return Refusal("papers.no_title", "Say what the paper is about.", field="title")
    if not people:
        return Refusal("papers.nobody_asked", "Choose at least one person to ask.", field="people")
    if due_on is None:
        return Refusal("papers.no_due_day", "Give the day it is needed by.", field="due_on")
    if due_on < today:
        return Refusal("papers.due_is_past", "That day is past.", field="due_on")
    if due_on > meeting_on:
        sentence = f"The meeting is on {day(meeting_on)}, before that day."
        return Refusal("papers.due_after_meeting", sentence, field="due_on")
    return None


def refusal_to_take_for(*, has_come: bool, is_dropped: bool) -> Refusal | None:
    """Why a request is settled and nothing more can come of it. Code: `papers.asked_settled`."""
    if not has_come and not is_dropped:
        return None
    said = "That paper has come already." if has_come else "That paper is asked for no more."
    return Refusal("papers.asked_settled", said, field="asked")


def asked_state(*, due_on: date, today: date, has_come: bool, is_dropped: bool, went_out: bool) -> AskedState:
    """How a paper that was asked for stands. On its day it is not late yet."""
    if is_dropped:
        return AskedState.DROPPED
    if has_come:
        return AskedState.CAME
    if today > due_on:
        return AskedState.LATE
    return AskedState.TO_FOLLOW if went_out else AskedState.ASKED


def asked_said(state: AskedState, *, due_on: date, today: date, calendar: WorkingCalendar) -> str:
    """The state in a few words; how late it is, by working days."""
    plain = {
        AskedState.ASKED: f"Asked for by {day(due_on)}",
        AskedState.TO_FOLLOW: f"To follow, by {day(due_on)}",
        AskedState.CAME: "Came",
        AskedState.DROPPED: "Asked for no more",
    }
    if state is not AskedState.LATE:
        return plain[state]
    said = late_in_words(working_days_late(today, due_on, calendar))
    return f"{said[:1].upper()}{said[1:]}"


def days_late(
    submitted_on: date | None, due_on: date | None, today: date, calendar: WorkingCalendar
) -> int | None:
    """Working days after its day that a paper came, or so far where it has not; None when in time.

    Late over a weekend alone is late by 0.
    """
    came = submitted_on or today
    if due_on is None or came <= due_on:
        return None
    return working_days_late(came, due_on, calendar)


def paper_due(*, asked_by: date | None, terms_by: date | None) -> date | None:
    """By when a paper was owed: the day it was asked for by, which its agency was told, else the terms' day.

    None where nobody asked for it by a day and the terms give none: such a paper is neither late nor in time.
    """
    return asked_by or terms_by


def day_to_propose(
    *, terms_by: date | None, out_by: date | None, today: date, calendar: WorkingCalendar
) -> tuple[date | None, str]:
    """By when to propose that a paper is asked for, none that is past; and where that comes from, in words.

    The terms' last day for papers, else `DAYS_TO_GATHER` working days before they go out by `out_by`: on the
    day itself there is no time left to read and number them.
    """
    if terms_by:
        return (
            (None, "")
            if terms_by < today
            else (terms_by, f"The terms’ last day for papers is {day(terms_by)}.")
        )
    if out_by is None or out_by < today:
        return None, ""
    found = nth_working_day(start=out_by, n=DAYS_TO_GATHER, step=-1, calendar=calendar)
    goes = f"Papers go to members by {day(out_by)}"
    if found is None or found < today:
        return None, f"{goes}."
    return found, f"{goes}, {spelt(DAYS_TO_GATHER)} working days later."


def by_agency(late: Sequence[LateOne]) -> tuple[LateOf, ...]:
    """The late papers of each agency, most working days first; those of no agency under an empty name."""
    found: defaultdict[str, list[LateOne]] = defaultdict(list)
    for one in late:
        found[one.agency].append(one)
    sums = [
        LateOf(
            agency,
            papers=len(ones),
            days=sum(one.days or 0 for one in ones),
            owed=sum(not one.has_come for one in ones),
        )
        for agency, ones in found.items()
    ]
    return tuple(sorted(sums, key=lambda one: (-one.days, -one.papers, one.agency)))


def late_of_said(one: LateOf) -> str:
    """An agency's late papers in a sentence.

    >>> late_of_said(LateOf("Police", papers=2, days=5, owed=1))
    '2 late papers, 5 working days in all, 1 still to come'
    """
    said = f"{count(one.papers, 'late paper')}, {count(one.days, 'working day')} in all"
    return f"{said}, {one.owed} still to come" if one.owed else said
