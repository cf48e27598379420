"""What the law asks of a partnership's council by a day, beside what its terms ask.

Sources: Domestic Abuse Act 2021, sections 57 and 59, in force from 1 October 2021; the Domestic Abuse
Support (Local Authority Strategies and Annual Reports) Regulations 2021 (SI 2021/990), regulations 3 and 4.
The duties are the council's, and the board advises. The Act gives no day for the annual report: "as soon as
reasonably practicable" after 31 March. The ministry sets one each year, kept here as a dated setting and
called administrative.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quorate.domain.calendar.periods import Period, YearType, add_months, year_of
from quorate.domain.calendar.working import ONE_DAY
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import count, day
from quorate.domain.terms.duties import Duty, DutyState, LawKind, met_in_words

PART_4_FROM = date(2021, 10, 1)
"""Commencement of Part 4 of the Domestic Abuse Act 2021."""
FIRST_STRATEGY_BEFORE = date(2022, 1, 5)
"""SI 2021/990, regulation 3: the first strategy is published before this day."""
REPORT_BY: tuple[tuple[int, int, int], ...] = ((2022, 6, 30),)
"""From a collection year on, the month and day the ministry asks for the annual report by. Administrative."""
_CYCLE = 36  # months: SI 2021/990, regulation 4


@dataclass(frozen=True, slots=True)
class LawRule:
    """A duty of law: its title, where it stands, what it asks in our own words, and how that is read."""

    kind: LawKind
    title: str
    source: str
    asks: str
    warning: str = ""


LAW: dict[LawKind, LawRule] = {
    rule.kind: rule
    for rule in (
        LawRule(
            LawKind.ANNUAL_REPORT,
            "Annual report to the ministry",
            "Domestic Abuse Act 2021, section 59",
            "The council reports to the Secretary of State on its functions, after each financial year.",
            "The Act gives no day: as soon as reasonably practicable. The day is the ministry’s, and "
            "administrative; look at its letter of the year.",
        ),
        LawRule(
            LawKind.STRATEGY_PUBLISHED,
            "Publish the strategy",
            "Domestic Abuse Act 2021, section 57; SI 2021/990, regulation 3",
            "The council publishes a strategy for support in safe accommodation, having consulted the board.",
        ),
        LawRule(
            LawKind.STRATEGY_REVIEW,
            "Review the strategy",
            "SI 2021/990, regulation 4",
            "The strategy is reviewed within three years beginning with the day it was first published, and "
            "within each three years after.",
        ),
        LawRule(
            LawKind.NEEDS_ASSESSMENT,
            "Assess the need for support",
            "Domestic Abuse Act 2021, section 57",
            "The council assesses the need for support in safe accommodation in its area.",
            "The Act does not say how often. Read as once in each three years of the strategy, before its "
            "review.",
        ),
    )
}


@dataclass(frozen=True, slots=True)
class LawFacts:
    """What was recorded: the days each duty was met, annual reports by the first day of their year.

    `not_ours` gives why a duty is not this group's, where that was settled.
    """

    met: Mapping[LawKind, Sequence[date]]
    reports: Mapping[date, date]
    not_ours: Mapping[LawKind, str]


def law_duties(
    *, facts: LawFacts, today: date, started_on: date, year: Period | None = None
) -> tuple[Duty, ...]:
    """Every duty of law as it stands today: those of `year`, and those missed before it that are still owed.

    Without `year`, of the financial year `today` is in. What fell due before `started_on` and is not
    recorded reads "before our records". A duty that was settled not to be this group's is given once, with
    why.
    """
    of = year or year_of(today, YearType.FINANCIAL)
    found = [
        *_annual_reports(facts, today, started_on, of),
        *_publication(facts, today, started_on),
        *_in_cycles(facts, LawKind.STRATEGY_REVIEW, today, started_on, of),
        *_in_cycles(facts, LawKind.NEEDS_ASSESSMENT, today, started_on, of),
    ]
    said = (_not_ours(duty, facts.not_ours.get(LawKind(duty.kind.value), "")) for duty in found)
    return tuple(dict.fromkeys(said))


def law_duties_of_year(*, facts: LawFacts, today: date, started_on: date, year: Period) -> tuple[Duty, ...]:
    """The duties of law that fall due in a year: each counts in the year it fell due."""
    found = law_duties(facts=facts, today=today, started_on=started_on, year=year)
    return tuple(duty for duty in found if duty.due_on is not None and duty.due_on in year)


def report_due(financial_year: Period) -> date:
    """The day the ministry asks for the report on a year that ended on 31 March."""
    collected = financial_year.ends_on.year
    month, on = next((m, d) for year, m, d in sorted(REPORT_BY, reverse=True) if year <= collected)
    return date(collected, month, on)


def cycle_on(published: date, on: date) -> Period:
    """The three years, beginning with the day of first publication, that a day is in.

    >>> cycle_on(date(2021, 12, 21), date(2026, 11, 23)).ends_on
    datetime.date(2027, 12, 20)
    """
    number = 0
    while add_months(published, _CYCLE * (number + 1)) <= on:
        number += 1
    first = add_months(published, _CYCLE * number)
    last = add_months(published, _CYCLE * (number + 1)) - ONE_DAY
    return Period(f"{day(first)} to {day(last)}", first, last)


def refusal_to_settle(*, kind: str, not_ours_why: str) -> Refusal | None:
    """Why a duty cannot be said to be another's: only one of law can. Code: `duties.of_the_terms`."""
    if not_ours_why.strip() and kind not in set(LawKind):
        said = "A duty of the group’s own terms is the group’s."
        return Refusal("duties.of_the_terms", said, "Change the terms instead.", field="not_ours_why")
    return None


def _annual_reports(facts: LawFacts, today: date, started_on: date, year: Period) -> Iterable[Duty]:
    """The report due in the year, and every one before it that was missed and never made."""
    reported = year_of(PART_4_FROM, YearType.FINANCIAL)
    while (due := report_due(reported)) <= year.ends_on:
        duty = _annual_report(facts, reported, due, today=today, started_on=started_on)
        if due in year or duty.state is DutyState.OVERDUE:
            yield duty
        reported = year_of(reported.ends_on + ONE_DAY, YearType.FINANCIAL)


def _annual_report(facts: LawFacts, reported: Period, due: date, *, today: date, started_on: date) -> Duty:
    part = reported.starts_on < PART_4_FROM
    warnings = ("A part year: the duty began on 1 October 2021.",) if part else ()
    return _duty(
        LAW[LawKind.ANNUAL_REPORT],
        due=due,
        done_on=_by(facts.reports.get(reported.starts_on), today),
        today=today,
        started_on=started_on,
        period=reported.label,
        begins=reported.starts_on,
        working=f"The financial year ended on {day(reported.ends_on)}; the ministry asks by {day(due)}.",
        warnings=warnings,
    )


def _publication(facts: LawFacts, today: date, started_on: date) -> Iterable[Duty]:
    yield _duty(
        LAW[LawKind.STRATEGY_PUBLISHED],
        due=FIRST_STRATEGY_BEFORE - ONE_DAY,
        done_on=_first(facts, LawKind.STRATEGY_PUBLISHED, today),
        today=today,
        started_on=started_on,
        working=f"Before {day(FIRST_STRATEGY_BEFORE)}.",
    )


def _in_cycles(facts: LawFacts, kind: LawKind, today: date, started_on: date, year: Period) -> Iterable[Duty]:
    """A duty met once in each three years of the strategy: the present ones, and those that were missed.

    One done after its three years settles those too, late, and is the next three years' as well.
    """
    published = _first(facts, LawKind.STRATEGY_PUBLISHED, today)
    if published is None:
        yield _not_known(LAW[kind])
        return
    done = sorted(on for on in facts.met.get(kind, ()) if published < on <= today)
    cycle = cycle_on(published, published)
    while cycle.starts_on <= today:
        duty = _duty(
            LAW[kind],
            due=cycle.ends_on,
            done_on=next((on for on in done if on >= cycle.starts_on), None),
            today=today,
            started_on=started_on,
            period=cycle.label,
            begins=cycle.starts_on,
            working=f"Three years beginning with {day(cycle.starts_on)} end on {day(cycle.ends_on)}.",
        )
        if today in cycle or cycle.ends_on in year or duty.state is DutyState.OVERDUE:
            yield duty
        cycle = cycle_on(published, cycle.ends_on + ONE_DAY)


def _not_known(rule: LawRule) -> Duty:
    said = "The day the strategy was first published is not recorded, so no day can be worked out."
    return Duty(
        rule.kind,
        rule.title,
        DutyState.NOT_KNOWN,
        said,
        source=rule.source,
        quote=rule.asks,
        warnings=(rule.warning,) if rule.warning else (),
    )


def _first(facts: LawFacts, kind: LawKind, today: date) -> date | None:
    return min((on for on in facts.met.get(kind, ()) if on <= today), default=None)


def _by(on: date | None, today: date) -> date | None:
    return on if on and on <= today else None


def _duty(
    rule: LawRule,
    *,
    due: date,
    done_on: date | None,
    today: date,
    started_on: date,
    working: str,
    period: str = "",
    begins: date | None = None,
    warnings: Sequence[str] = (),
) -> Duty:
    late = (today - due).days
    if done_on is not None:
        state, said = DutyState.MET, met_in_words(done_on, due)
    elif late > 0 and due < started_on:
        state, said = DutyState.BEFORE_RECORDS, "Before our records."
    elif late > 0:
        state = DutyState.OVERDUE
        said = f"Overdue by {count(late, 'day')}: it was due by {day(due)}."
    else:
        state, said = DutyState.DUE, f"Due by {day(due)}."
    return Duty(
        kind=rule.kind,
        title=rule.title,
        state=state,
        sentence=said,
        due_on=due,
        period=period,
        working=working,
        warnings=(rule.warning, *warnings) if rule.warning else tuple(warnings),
        who="The council",
        quote=rule.asks,
        done_on=done_on,
        days_overdue=late if state is DutyState.OVERDUE else 0,
        begins=begins,
        source=rule.source,
    )


def _not_ours(duty: Duty, why: str) -> Duty:
    if not why:
        return duty
    said = f"Not this group’s: {why.rstrip('.')}."
    return Duty(duty.kind, duty.title, DutyState.NOT_OURS, said, source=duty.source, quote=duty.quote)
