"""What the terms ask of a board beyond one meeting's timetable, and whether it was done.

Reviewing the terms, reviewing the membership, a workplan each year, reports to other bodies, a meeting in
each quarter, and what somebody brings to each, as the chair of a review an update. Each comes from a clause;
a duty the terms do not state is not made up. "Bi-annually" is read as twice a year, with a warning: it is
also used for every two years. What fell due before the first day of the partnership's records here reads
"before our records".

Each is judged by the version of the terms in force on the day it falls due, as a meeting is by its own date:
terms adopted again with the same words change nothing, and a clause that asks something else asks it from its
own day. What was missed stays owed, whatever year it is and whatever terms came after, until it is done.
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
from quorate.domain.terms.reports import report_title
from quorate.domain.terms.spells import Spell, runs, spells
from quorate.domain.terms.standing import standing_title
from quorate.domain.terms.versions import year_type_on

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
    made late belongs to the period it was owed for, and to no other. `owed_at` gives, by the id of a standing
    item that somebody brings, the days of the meetings it is owed at; it is made as a report is, for a day.
    """

    held: tuple[date, ...] = ()
    planned: tuple[date, ...] = ()
    terms_reviewed: tuple[date, ...] = ()
    membership_reviewed: tuple[date, ...] = ()
    workplans: Mapping[date, date] = field(default_factory=lambda: MappingProxyType({}))
    reports: Mapping[str, tuple[date, ...]] = field(default_factory=lambda: MappingProxyType({}))
    reports_for: Mapping[str, Mapping[date, date]] = field(default_factory=lambda: MappingProxyType({}))
    owed_at: Mapping[str, tuple[date, ...]] = field(default_factory=lambda: MappingProxyType({}))


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

    `year` is the year asked about, said `in_full` where what was met before the last is asked for too.
    """

    spells: tuple[Spell, ...]
    group: GroupFacts
    today: date
    started_on: date
    calendar: WorkingCalendar
    year: Period
    in_full: bool = False

    def shows(self, duty: Duty) -> bool:
        """Whether it falls in the year asked about or after it, or was missed before it and is still owed."""
        if duty.due_on is None or duty.due_on >= self.year.starts_on or duty.state is DutyState.OVERDUE:
            return True
        # A review date of the terms stays written in them, whenever it was.
        return duty.kind is ClauseKind.REVIEW and duty.state is DutyState.BEFORE_RECORDS

    def is_early(self, duty: Duty) -> bool:
        """Whether it was met before the year that it falls due in."""
        is_later = duty.due_on is not None and duty.due_on > self.year.ends_on
        return is_later and duty.state is DutyState.MET


def duties(
    *,
    versions: Sequence[TermsVersion],
    group: GroupFacts,
    calendar: WorkingCalendar,
    today: date,
    started_on: date,
    year: Period | None = None,
) -> tuple[Duty, ...]:
    """Every duty as it stands today, earliest due first and those without a day last.

    Those of `year`, or of the year `today` is in; those missed before it that are still owed; and the next
    review of the terms and of the membership, whenever that falls. Each is judged by the version in force on
    the day it falls due, and one that falls due while none is in force is not owed.
    """
    if not versions:
        return ()
    of = year or year_of(today, year_type_on(versions, today))
    asked = _Asked(spells(versions), group, today, started_on, calendar, of, in_full=year is not None)
    found = [
        *_terms_review(asked),
        *_membership_review(asked),
        *_workplan(asked),
        *_meetings(asked),
        *_reports(asked),
        *_brought(asked),
    ]
    return _in_order(duty for duty in found if asked.shows(duty))


def duties_of_year(
    *,
    versions: Sequence[TermsVersion],
    group: GroupFacts,
    calendar: WorkingCalendar,
    today: date,
    started_on: date,
    year: Period,
) -> tuple[Duty, ...]:
    """The duties that fall due in a year, and those without a day: each counts in the year it fell due."""
    found = duties(
        versions=versions, group=group, calendar=calendar, today=today, started_on=started_on, year=year
    )
    return tuple(duty for duty in found if duty.due_on is None or duty.due_on in year)


def _in_order(found: Iterable[Duty]) -> tuple[Duty, ...]:
    return tuple(sorted(found, key=lambda duty: (duty.due_on or date.max, duty.title, duty.clause_id)))


def reports_owed(
    asked_for: Sequence[TermsVersion],
    *,
    ends: date | None,
    group: GroupFacts,
    calendar: WorkingCalendar,
    today: date,
    started_on: date,
    meetings: Sequence[date] | None = None,
    year: Period | None = None,
) -> tuple[Duty, ...]:
    """The reports that a reporting line, said as versions of terms, asks of a group: as `duties` has them.

    `asked_for` holds one clause each, from the first day it is asked so; `ends` is the last it is asked at
    all, None while it is. With `meetings`, the days of the group it is made to, one is owed at each: those
    missed are shown, the last that is past, and the next. With `year`, those that fall due in it, met or
    not, as `duties_of_year` has them.
    """
    of = year or year_of(today, year_type_on(asked_for, today))
    asked = _Asked(spells(asked_for), group, today, started_on, calendar, of, in_full=year is not None)
    found = _reports(asked) if meetings is None else _at_each(asked, meetings)
    shown = [one for one in found if ends is None or one.due_on is None or one.due_on <= ends]
    if year:
        return tuple(one for one in shown if one.due_on is None or one.due_on in year)
    return tuple(one for one in shown if meetings is not None or asked.shows(one))


def _at_each(asked: _Asked, meetings: Sequence[date]) -> Iterable[Duty]:
    """One at each meeting since the first day it is asked."""
    (clause,) = asked.spells[-1].terms.clauses
    owed = [on for on in meetings if on >= asked.spells[0].begins]
    return _at_meetings(asked, clause, clause.item, owed)


def _brought(asked: _Asked) -> Iterable[Duty]:
    """What somebody brings to each meeting; of one gone by only where it is recorded as held."""
    for spell in asked.spells:
        for clause in spell.terms.all_of(ClauseKind.STANDING_ITEM):
            days = [on for on in asked.group.owed_at.get(clause.id, ()) if on in spell]
            known = [on for on in days if on >= asked.today or on in asked.group.held]
            yield from _at_meetings(asked, clause, standing_title(clause), known)


def _at_meetings(asked: _Asked, clause: Clause, title: str, meetings: Sequence[date]) -> Iterable[Duty]:
    owed = sorted(set(meetings))
    made = asked.group.reports_for.get(clause.id, {})
    past, to_come = [on for on in owed if on < asked.today], [on for on in owed if on >= asked.today]
    for on in (*past, *to_come[:1]):
        duty = _settled(
            asked,
            clause.kind,
            title=title,
            due=on,
            done_on=made[on] if on in made and made[on] <= asked.today else None,
            clause=clause,
            period=f"meeting of {day(on)}",
            begins=on,
            working="One at each meeting, by the day it is held.",
        )
        if on in past[:-1] and duty.state is not DutyState.OVERDUE and not asked.in_full:
            continue
        yield duty


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


def refusal_to_take_back(why: str, *, is_taken_back: bool) -> Refusal | None:
    """Why what was recorded of a duty cannot be taken back.

    Codes: `duties.taken_back_already`, `duties.take_back_why`.
    """
    if is_taken_back:
        return Refusal("duties.taken_back_already", "That was taken back already.")
    if not why.strip():
        return Refusal("duties.take_back_why", "Say why it is taken back.", field="why")
    return None


@dataclass(frozen=True, slots=True)
class _Reviewed:
    """What is looked at in turn, with the days on which it was."""

    kind: ClauseKind
    title: str
    called: str
    days: tuple[date, ...]


def _terms_review(asked: _Asked) -> Iterable[Duty]:
    """By the review dates the terms give; where they give none but say how often, in turn from adoption."""
    yield from _review_dates(asked)
    what = _Reviewed(
        ClauseKind.REVIEW, "Review the terms of reference", "the terms", asked.group.terms_reviewed
    )
    for spell in asked.spells:  # terms adopted again were looked at, so each version is counted from its own
        clause = spell.terms.of(ClauseKind.REVIEW)
        if clause is not None and spell.terms.review_on is None and (clause.offset or clause.times_a_year):
            yield from _reviews_in_turn(asked, spell, clause, what)


def _review_dates(asked: _Asked) -> Iterable[Duty]:
    """One for each review date that came, or will, while the terms gave it. A review settles one of them."""
    reviews = sorted(on for on in asked.group.terms_reviewed if on <= asked.today)
    for run in runs(asked.spells, lambda terms: terms.review_on):
        due = run.terms.review_on
        if due is None or due not in run:
            continue
        done = next((on for on in reviews if on > run.begins), None)
        if done is not None:
            reviews.remove(done)
        yield _settled(
            asked,
            ClauseKind.REVIEW,
            title="Review the terms of reference",
            due=due,
            done_on=done,
            clause=run.terms.of(ClauseKind.REVIEW),
            working=f"The review date in the terms is {day(due)}.",
        )


def _membership_review(asked: _Asked) -> Iterable[Duty]:
    """Each review in turn, counted from the one before; one not done is owed, and no other after it."""
    days = asked.group.membership_reviewed
    what = _Reviewed(ClauseKind.MEMBERSHIP_REVIEW, "Review the membership", "membership", days)
    for run in runs(asked.spells, _asks_of_membership):
        clause = run.terms.of(ClauseKind.MEMBERSHIP_REVIEW)
        if clause is not None:
            yield from _reviews_in_turn(asked, run, clause, what)


def _asks_of_membership(terms: TermsVersion) -> object:
    clause = terms.of(ClauseKind.MEMBERSHIP_REVIEW)
    return (clause.offset, clause.times_a_year) if clause else None


def _reviews_in_turn(asked: _Asked, run: Spell, clause: Clause, what: _Reviewed) -> Iterable[Duty]:
    reviews = sorted(on for on in what.days if on <= asked.today)
    warned = f"No review of {what.called} is recorded, so this is counted from"
    anchor, named = _review_anchor(asked, run, clause, reviews)
    while True:
        due, working = _next_review(asked, clause, anchor, named)
        if due is not None and due not in run:
            return  # another version is in force by then, and says by when
        done = next((on for on in reviews if on > anchor), None)
        duty = _settled(
            asked,
            what.kind,
            title=what.title,
            due=due,
            done_on=done,
            clause=clause,
            working=working,
            warnings=() if reviews else (f"{warned} {named}.",),
        )
        if not asked.is_early(duty):  # the next one stands in its place
            yield duty
        if done is None:
            return
        anchor, named = done, "the last review"


def _review_anchor(asked: _Asked, run: Spell, clause: Clause, reviews: Sequence[date]) -> tuple[date, str]:
    """The last review before the clause asks for one here; its first day where that is too long ago.

    What fell due before anybody here could record it is not held against the board: the yearly duty goes on
    from the first day.
    """
    if run.begins >= asked.started_on:
        first, named = run.begins, "the terms coming into force"
    else:
        first, named = asked.started_on, "our records beginning"
    before = [on for on in reviews if on <= first]
    if before:
        due, _ = _next_review(asked, clause, before[-1], "the last review")
        if due is None or due >= first:
            return before[-1], "the last review"
    return first, named


def _next_review(asked: _Asked, clause: Clause, anchor: date, named: str) -> tuple[date | None, str]:
    if clause.offset is not None:
        answer = deadline(clause.offset, anchor, asked.calendar, named)
        return answer.on, answer.working
    months = _MONTHS_IN_YEAR // (clause.times_a_year or 1)
    working = f"{count(months, 'month')} after {named} ({day(anchor)}), on the corresponding date."
    return add_months(anchor, months), working


def _stretches(asked: _Asked, spell: Spell, times: int) -> Iterable[Period]:
    """The stretches of each year of a version, from its first day or that of records to the year asked."""
    # The year asked about is shown even where it lies before the records: it reads "before our records".
    on = max(spell.begins, min(asked.started_on, asked.year.starts_on))
    last = min(spell.ends, asked.year.ends_on)
    while on <= last:
        yield from periods_of_year(on, spell.terms.year_type, times)
        on = year_of(on, spell.terms.year_type).ends_on + ONE_DAY


def _periods(asked: _Asked, spell: Spell, times: int) -> Iterable[Period]:
    """Those of them that end while the version is in force, and by the end of the year asked about."""
    for one in _stretches(asked, spell, times):
        if one.ends_on in spell and one.ends_on <= asked.year.ends_on:
            yield one


def _workplan(asked: _Asked) -> Iterable[Duty]:
    for spell in asked.spells:
        clause = spell.terms.of(ClauseKind.WORKPLAN)
        if clause is None:
            continue
        for year in _stretches(asked, spell, 1):
            duty = _workplan_of(asked, spell, clause, year)
            if (duty.due_on or year.starts_on) in spell:
                yield duty


def _workplan_of(asked: _Asked, spell: Spell, clause: Clause, year: Period) -> Duty:
    agreed = asked.group.workplans.get(year.starts_on)
    due: date | None = year.starts_on
    working = f"{year_reading(spell.terms.year_type)} The workplan is in place on its first day."
    warnings: tuple[str, ...] = ("The terms do not say by which day: the year’s first day is taken.",)
    if clause.offset is not None:
        answer = deadline(clause.offset, year.starts_on, asked.calendar, "the start of the year")
        # A workplan belongs to its year: one agreed after the year's end would be the next year's.
        due = min(answer.on, year.ends_on) if answer.on else None
        working, warnings = answer.working, answer.warnings
        if due != answer.on and due is not None:
            working = f"{working}; the year itself ends on {day(due)}"
    return _settled(
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
    for spell in asked.spells:
        clause = spell.terms.of(ClauseKind.CADENCE)
        if clause is not None and clause.times_a_year is not None:
            for period in _periods(asked, spell, clause.times_a_year):
                yield _meeting_of(asked, spell, clause, clause.times_a_year, period)


def _meeting_of(asked: _Asked, spell: Spell, clause: Clause, times: int, period: Period) -> Duty:
    owed = times if period == year_of(period.starts_on, spell.terms.year_type) else 1
    held = sorted(on for on in asked.group.held if on in period and on <= asked.today)
    planned = sorted(on for on in asked.group.planned if on in period and on >= asked.today)
    return _settled(
        asked,
        ClauseKind.CADENCE,
        title="Meet" if owed == 1 else f"Meet {count(owed, 'time')}",
        due=period.ends_on,
        done_on=held[owed - 1] if len(held) >= owed else None,
        clause=clause,
        period=period.label,
        begins=period.starts_on,
        planned_on=planned[0] if planned else None,
        working=f"{year_reading(spell.terms.year_type)} {_each(times)} {period.label}.",
    )


def _each(times: int) -> str:
    if times == 4:
        return "Quarterly is one meeting in each quarter:"
    return f"{count(times, 'meeting')} in the year:"


def _reports(asked: _Asked) -> Iterable[Duty]:
    for spell in asked.spells:
        for clause in spell.terms.all_of(ClauseKind.REPORTING):
            times, warnings = _times(clause)
            title = report_title(clause)
            if times is not None:
                for period in _periods(asked, spell, times):
                    yield _report_of(asked, clause, title, times, period, warnings)
            elif min(asked.today, asked.year.ends_on) in spell:
                yield _report_as_asked(asked, clause, title, warnings)


def _report_as_asked(asked: _Asked, clause: Clause, title: str, warnings: tuple[str, ...]) -> Duty:
    return Duty(
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


def _report_of(
    asked: _Asked, clause: Clause, title: str, times: int, period: Period, warnings: tuple[str, ...]
) -> Duty:
    made = asked.group.reports.get(clause.id, ())
    named = asked.group.reports_for.get(clause.id, {})
    for_it = [named[period.starts_on]] if period.starts_on in named else []
    done = sorted(on for on in (*for_it, *(on for on in made if on in period)) if on <= asked.today)
    return _settled(
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


def met_in_words(done_on: date, due: date | None) -> str:
    """When a duty was met, and how late that was.

    >>> met_in_words(date(2026, 7, 3), date(2026, 6, 30)), met_in_words(date(2026, 6, 30), date(2026, 6, 30))
    ('Met on 3 July 2026, 3 days late.', 'Met on 30 June 2026.')
    """
    late = f", {count((done_on - due).days, 'day')} late" if due is not None and done_on > due else ""
    return f"Met on {day(done_on)}{late}."


def _sentence(
    state: DutyState, due: date | None, done_on: date | None, days: int, planned_on: date | None
) -> str:
    if state is DutyState.MET and done_on:
        return met_in_words(done_on, due)
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
