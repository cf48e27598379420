"""What the terms ask of a board beyond one meeting's timetable, and whether it was done.

Reviewing the terms, reviewing the membership, a workplan each year, reports to other bodies and a meeting
in each quarter. Each comes from a clause; a duty the terms do not state is not made up. "Bi-annually" is
read as twice a year, with a warning: it is also used for every two years. What fell due before the first
day of the partnership's records here reads "before our records".
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from quorate.domain.calendar.offsets import deadline
from quorate.domain.calendar.periods import Period, add_months, quarters_of_year, year_of, year_reading
from quorate.domain.calendar.types import WorkingCalendar
from quorate.domain.calendar.working import ONE_DAY
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import count, day, month
from quorate.domain.terms.clauses import Clause, ClauseKind, TermsVersion

BI_ANNUAL_WARNING = "“Bi-annually” is read as twice a year. It can also mean every two years."
_BI_ANNUAL = re.compile(r"\bbi-?annual", re.IGNORECASE)
_MONTHS_IN_YEAR = 12


class LawKind(StrEnum):
    """A duty of law: see `quorate.domain.terms.law`."""

    ANNUAL_REPORT = "law_annual_report"
    STRATEGY_PUBLISHED = "law_strategy_published"
    STRATEGY_REVIEW = "law_strategy_review"
    NEEDS_ASSESSMENT = "law_needs_assessment"


class DutyState(StrEnum):
    """Where a duty has got to."""

    MET = "met"
    DUE = "due"
    OVERDUE = "overdue"
    BEFORE_RECORDS = "before_records"
    AS_ASKED = "as_asked"
    NOT_OURS = "not_ours"
    NOT_KNOWN = "not_known"


DUTY_STATES = {
    DutyState.MET: "Met",
    DutyState.DUE: "Due",
    DutyState.OVERDUE: "Overdue",
    DutyState.BEFORE_RECORDS: "Before our records",
    DutyState.AS_ASKED: "When asked for",
    DutyState.NOT_OURS: "Not this group’s",
    DutyState.NOT_KNOWN: "Not known",
}


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """What a group has done, as days.

    `held` and `planned` are days of meetings. `terms_reviewed` and `membership_reviewed` are days of
    reviews. `workplans` gives, by the first day of a year, when that year's workplan was agreed.
    `reports` gives, by clause id, the days on which that report was made, each for the period it lies in.
    `reports_for` gives, by clause id and the first day of a period, when that period's report was made: one
    made late belongs to the period it was owed for, and to no other.
    """

    held: tuple[date, ...] = ()
    planned: tuple[date, ...] = ()
    terms_reviewed: tuple[date, ...] = ()
    membership_reviewed: tuple[date, ...] = ()
    workplans: Mapping[date, date] = field(default_factory=lambda: MappingProxyType({}))
    reports: Mapping[str, tuple[date, ...]] = field(default_factory=lambda: MappingProxyType({}))
    reports_for: Mapping[str, Mapping[date, date]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing owed, once.

    `kind` is the clause's kind, or that of a duty of law, whose section is its `source`. `period` names the
    stretch it belongs to, empty where it has none, and `begins` is the first day of that stretch.
    `due_on` is the last day, None where none can be given. `days_overdue` counts calendar days.
    `planned_on` is a meeting already set that would meet it.
    """

    kind: ClauseKind | LawKind
    title: str
    state: DutyState
    sentence: str
    due_on: date | None = None
    period: str = ""
    working: str = ""
    warnings: tuple[str, ...] = field(default=())
    who: str = ""
    clause_id: str = ""
    quote: str = ""
    done_on: date | None = None
    days_overdue: int = 0
    planned_on: date | None = None
    begins: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class _Asked:
    """The question each duty answers: the terms, what was done, today and the first day of records.

    `year_on` is a day of the year asked about.
    """

    terms: TermsVersion
    group: GroupFacts
    today: date
    started_on: date
    calendar: WorkingCalendar
    year_on: date


def duties(
    *,
    terms: TermsVersion | None,
    group: GroupFacts,
    calendar: WorkingCalendar,
    today: date,
    started_on: date,
    year_on: date | None = None,
) -> tuple[Duty, ...]:
    """Every duty of the year `year_on` is in, earliest due first and those without a day last.

    Without it, of the year `today` is in; how each stands is always said as at today.
    Reports that have a period before this year's first are shown for that one too, when it is overdue.
    """
    if terms is None:
        return ()
    asked = _Asked(terms, group, today, started_on, calendar, year_on or today)
    found = [
        *_terms_review(asked),
        *_membership_review(asked),
        *_workplan(asked),
        *_meetings(asked),
        *_reports(asked),
    ]
    return tuple(sorted(found, key=lambda duty: (duty.due_on or date.max, duty.title, duty.clause_id)))


def reports_owed(
    clause: Clause,
    *,
    spell: tuple[date, date | None],
    group: GroupFacts,
    year_type: str,
    calendar: WorkingCalendar,
    today: date,
    started_on: date,
    meetings: Sequence[date] | None = None,
) -> tuple[Duty, ...]:
    """The reports that one clause, or a reporting line said as one, asks of a group: as `duties` has them.

    `spell` is the first day it is asked and the last, None while it is. With `meetings`, the days of the
    group it is made to, one is owed at each: the last of them that is past is shown, and the next to come.
    """
    begins, ends = spell
    terms = TermsVersion(id="", label="", in_force_from=begins, clauses=(clause,), year_type=year_type)
    asked = _Asked(terms, group, today, started_on, calendar, today)
    found = _reports(asked) if meetings is None else _at_meetings(asked, clause, meetings)
    return tuple(one for one in found if ends is None or one.due_on is None or one.due_on <= ends)


def _at_meetings(asked: _Asked, clause: Clause, meetings: Sequence[date]) -> Iterable[Duty]:
    owed = sorted(on for on in set(meetings) if on >= asked.terms.in_force_from)
    made = asked.group.reports_for.get(clause.id, {})
    past, to_come = [on for on in owed if on < asked.today], [on for on in owed if on >= asked.today]
    for on in (*past[-1:], *to_come[:1]):
        yield _settled(
            asked,
            ClauseKind.REPORTING,
            title=clause.item,
            due=on,
            done_on=made[on] if on in made and made[on] <= asked.today else None,
            clause=clause,
            period=f"meeting of {day(on)}",
            begins=on,
            working="One at each meeting, by the day it is held.",
        )


def periods_of_year(on: date, year_type: str, times: int) -> tuple[Period, ...]:
    """The year cut into `times` equal stretches of whole months; the whole year where it cannot be."""
    if times == 4:
        return quarters_of_year(on, year_type)
    year = year_of(on, year_type)
    if times < 2 or _MONTHS_IN_YEAR % times:
        return (year,)
    step = _MONTHS_IN_YEAR // times
    starts = [add_months(year.starts_on, step * n) for n in range(times)]
    return tuple(_period(start, step) for start in starts)


def refusal_to_record_duty(*, kind: str, done_on: date, today: date) -> Refusal | None:
    """Why it cannot be recorded that a duty was met on a day, today at the latest.

    Codes: `terms.no_such_duty` where `kind` is no kind of clause or duty of law, and `terms.not_yet`.
    """
    if kind not in {*ClauseKind, *LawKind}:
        return Refusal("terms.no_such_duty", "Choose a duty from the list.", field="kind")
    if done_on > today:
        return Refusal("terms.not_yet", "That day has not come yet.", "Give the day it was done.", "done_on")
    return None


def refusal_of_evidence(link: str) -> Refusal | None:
    """Why a link is no evidence: it is the address of no page. Code: `duties.link`."""
    if not link or link.startswith(("https://", "http://")):
        return None
    said = "A link begins with https:// or http://."
    return Refusal("duties.link", said, "Write where it is kept in words instead.", "link")


def _terms_review(asked: _Asked) -> Iterable[Duty]:
    due = asked.terms.review_on
    if due is None:
        return
    clause = asked.terms.of(ClauseKind.REVIEW)
    since = asked.terms.in_force_from
    done = [on for on in asked.group.terms_reviewed if since < on <= asked.today]
    yield _settled(
        asked,
        ClauseKind.REVIEW,
        title="Review the terms of reference",
        due=due,
        done_on=min(done, default=None),
        clause=clause,
        working=f"The review date in the terms is {day(due)}.",
    )


def _membership_review(asked: _Asked) -> Iterable[Duty]:
    clause = asked.terms.of(ClauseKind.MEMBERSHIP_REVIEW)
    if clause is None:
        return
    reviews = sorted(on for on in asked.group.membership_reviewed if on <= asked.today)
    due, working, named = _next_review(asked, clause, *_review_anchor(asked, reviews))
    if due is not None and due < asked.started_on:
        # It fell due before anybody here could record it; the yearly duty goes on from the first day.
        due, working, named = _next_review(asked, clause, asked.started_on, "our records beginning")
    warnings = () if reviews else (f"No review of membership is recorded, so this is counted from {named}.",)
    yield _settled(
        asked,
        ClauseKind.MEMBERSHIP_REVIEW,
        title="Review the membership",
        due=due,
        done_on=None,
        clause=clause,
        working=working,
        warnings=warnings,
    )


def _review_anchor(asked: _Asked, reviews: Sequence[date]) -> tuple[date, str]:
    if reviews:
        return reviews[-1], "the last review"
    if asked.terms.in_force_from >= asked.started_on:
        return asked.terms.in_force_from, "the terms coming into force"
    return asked.started_on, "our records beginning"


def _next_review(asked: _Asked, clause: Clause, anchor: date, named: str) -> tuple[date | None, str, str]:
    if clause.offset is not None:
        answer = deadline(clause.offset, anchor, asked.calendar, named)
        return answer.on, answer.working, named
    months = _MONTHS_IN_YEAR // (clause.times_a_year or 1)
    working = f"{count(months, 'month')} after {named} ({day(anchor)}), on the corresponding date."
    return add_months(anchor, months), working, named


def _workplan(asked: _Asked) -> Iterable[Duty]:
    clause = asked.terms.of(ClauseKind.WORKPLAN)
    if clause is None:
        return
    year = year_of(asked.year_on, asked.terms.year_type)
    agreed = asked.group.workplans.get(year.starts_on)
    due: date | None = year.starts_on
    working = f"{year_reading(asked.terms.year_type)} The workplan is in place on its first day."
    warnings: tuple[str, ...] = ("The terms do not say by which day: the year’s first day is taken.",)
    if clause.offset is not None:
        answer = deadline(clause.offset, year.starts_on, asked.calendar, "the start of the year")
        # A workplan belongs to its year: one agreed after the year's end would be the next year's.
        due = min(answer.on, year.ends_on) if answer.on else None
        working, warnings = answer.working, answer.warnings
        if due != answer.on and due is not None:
            working = f"{working}; the year itself ends on {day(due)}"
    yield _settled(
        asked,
        ClauseKind.WORKPLAN,
        title="Agree the workplan",
        due=due,
        done_on=agreed if agreed and agreed <= asked.today else None,
        clause=clause,
        period=year.label,
        begins=year.starts_on,
        working=working,
        warnings=warnings,
    )


def _meetings(asked: _Asked) -> Iterable[Duty]:
    clause = asked.terms.of(ClauseKind.CADENCE)
    if clause is None or clause.times_a_year is None:
        return
    times = clause.times_a_year
    for period in periods_of_year(asked.year_on, asked.terms.year_type, times):
        if period.ends_on < asked.terms.in_force_from:
            continue
        owed = times if period.label == year_of(asked.year_on, asked.terms.year_type).label else 1
        held = sorted(on for on in asked.group.held if on in period and on <= asked.today)
        planned = sorted(on for on in asked.group.planned if on in period and on >= asked.today)
        yield _settled(
            asked,
            ClauseKind.CADENCE,
            title="Meet" if owed == 1 else f"Meet {count(owed, 'time')}",
            due=period.ends_on,
            done_on=held[owed - 1] if len(held) >= owed else None,
            clause=clause,
            period=period.label,
            begins=period.starts_on,
            planned_on=planned[0] if planned else None,
            working=f"{year_reading(asked.terms.year_type)} {_each(times)} {period.label}.",
        )


def _each(times: int) -> str:
    if times == 4:
        return "Quarterly is one meeting in each quarter:"
    return f"{count(times, 'meeting')} in the year:"


def _reports(asked: _Asked) -> Iterable[Duty]:
    for clause in asked.terms.all_of(ClauseKind.REPORTING):
        times, warnings = _times(clause)
        title = clause.item or f"Report to {clause.to or 'those named'}"
        if times is None:
            yield Duty(
                kind=ClauseKind.REPORTING,
                title=title,
                state=DutyState.AS_ASKED,
                sentence="The terms give no day for it: it is made when asked for.",
                warnings=warnings,
                who=clause.who,
                clause_id=clause.id,
                quote=clause.quote,
                done_on=max(asked.group.reports.get(clause.id, ()), default=None),
            )
        else:
            yield from _periodic_reports(asked, clause, title, times, warnings)


def _periodic_reports(
    asked: _Asked, clause: Clause, title: str, times: int, warnings: tuple[str, ...]
) -> Iterable[Duty]:
    made = asked.group.reports.get(clause.id, ())
    named = asked.group.reports_for.get(clause.id, {})
    this_year = periods_of_year(asked.year_on, asked.terms.year_type, times)
    last_year = periods_of_year(this_year[0].starts_on - ONE_DAY, asked.terms.year_type, times)
    for period in (last_year[-1], *this_year):
        if period.ends_on < asked.terms.in_force_from:
            continue
        for_it = [named[period.starts_on]] if period.starts_on in named else []
        done = sorted(on for on in (*for_it, *(on for on in made if on in period)) if on <= asked.today)
        duty = _settled(
            asked,
            ClauseKind.REPORTING,
            title=title,
            due=period.ends_on,
            done_on=done[0] if done else None,
            clause=clause,
            period=period.label,
            begins=period.starts_on,
            working=f"{_how_often(times)}: one in {period.label}, by its last day.",
            warnings=warnings,
        )
        if period is not last_year[-1] or duty.state is DutyState.OVERDUE:
            yield duty


def _times(clause: Clause) -> tuple[int | None, tuple[str, ...]]:
    ambiguity = (clause.ambiguity,) if clause.ambiguity else ()
    if not _BI_ANNUAL.search(clause.quote):
        return clause.times_a_year, ambiguity
    if clause.times_a_year is None or clause.times_a_year == 2:
        return 2, (BI_ANNUAL_WARNING,)
    return clause.times_a_year, ambiguity


def _how_often(times: int) -> str:
    return {1: "Once a year", 2: "Twice a year", 4: "Quarterly"}.get(times, f"{times} times a year")


def _settled(
    asked: _Asked,
    kind: ClauseKind,
    *,
    title: str,
    due: date | None,
    done_on: date | None,
    clause: Clause | None,
    working: str,
    period: str = "",
    begins: date | None = None,
    planned_on: date | None = None,
    warnings: Sequence[str] = (),
) -> Duty:
    """The duty with its state. One whose period began before records did may have been done unrecorded."""
    over = due is not None and due < asked.today
    if done_on is not None:
        state = DutyState.MET
    elif over and due is not None and min(due, begins or due) < asked.started_on:
        state = DutyState.BEFORE_RECORDS
    else:
        state = DutyState.OVERDUE if over else DutyState.DUE
    days = (asked.today - due).days if due is not None and state is DutyState.OVERDUE else 0
    return Duty(
        kind=kind,
        title=title,
        state=state,
        sentence=_sentence(state, due, done_on, days, planned_on),
        due_on=due,
        period=period,
        working=working,
        warnings=tuple(warnings),
        who=clause.who if clause else "",
        clause_id=clause.id if clause else "",
        quote=clause.quote if clause else "",
        done_on=done_on,
        days_overdue=days,
        planned_on=planned_on if state is DutyState.DUE else None,
        begins=begins,
    )


def _sentence(
    state: DutyState, due: date | None, done_on: date | None, days: int, planned_on: date | None
) -> str:
    if state is DutyState.MET and done_on:
        return f"Met on {day(done_on)}."
    if state is DutyState.BEFORE_RECORDS:
        return "Before our records."
    if due is None:
        return "Due on a day that is not known."
    if state is DutyState.OVERDUE:
        return f"Overdue by {count(days, 'day')}: it was due by {day(due)}."
    planned = f" A meeting is set for {day(planned_on)}." if planned_on else ""
    return f"Due by {day(due)}.{planned}"


def _period(start: date, months: int) -> Period:
    ends_on = add_months(start, months) - ONE_DAY
    label = month(start) if months == 1 else f"{month(start)} to {month(ends_on)}"
    return Period(label=label, starts_on=start, ends_on=ends_on)
