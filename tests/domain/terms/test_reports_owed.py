"""Reports under a reporting line: computed as the terms' own reports are."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.calendar.periods import Period
from quorate.domain.calendar.types import WorkingCalendar
from quorate.domain.terms.clauses import Clause, ClauseKind, TermsVersion
from quorate.domain.terms.duties import DutyState, GroupFacts, duties, reports_owed
from quorate.domain.terms.reports import titles_through

TODAY = date(2026, 11, 23)
STARTED = date(2024, 1, 2)
CALENDAR = WorkingCalendar(frozenset(), date(2010, 1, 1), date(2030, 12, 31))


def a_clause(times=4):
    return Clause(
        id="line 1", kind=ClauseKind.REPORTING, quote="", reading="", item="Progress", times_a_year=times
    )


def asked_from(on, clause, year="financial"):
    return TermsVersion(id="", label="", in_force_from=on, clauses=(clause,), year_type=year)


def owed(clause, *, made=None, since=date(2024, 4, 1), ends=None, meetings=None, today=TODAY, year=None):
    return reports_owed(
        [asked_from(since, clause)],
        ends=ends,
        group=GroupFacts(reports_for={clause.id: made or {}}),
        calendar=CALENDAR,
        today=today,
        started_on=STARTED,
        meetings=meetings,
        year=year,
    )


def test_a_quarterly_report_is_owed_in_each_quarter_by_its_last_day():
    found = owed(a_clause(), made={date(2026, 7, 1): date(2026, 10, 9)})

    assert found[0].due_on == date(2024, 6, 30), "what was missed first is still owed"
    assert [(one.due_on, one.state) for one in found][-5:] == [
        (date(2026, 3, 31), DutyState.OVERDUE),
        (date(2026, 6, 30), DutyState.OVERDUE),
        (date(2026, 9, 30), DutyState.MET),
        (date(2026, 12, 31), DutyState.DUE),
        (date(2027, 3, 31), DutyState.DUE),
    ]  # fmt: skip


def test_a_line_owes_nothing_for_a_period_that_ended_before_it_began_or_after_it_ends():
    found = owed(a_clause(), since=date(2026, 8, 3), ends=date(2026, 12, 31))

    assert [one.due_on for one in found] == [date(2026, 9, 30), date(2026, 12, 31)]


def test_one_at_each_meeting_is_owed_by_its_day():
    clause = a_clause(times=None)
    days = (date(2026, 3, 5), date(2026, 9, 10), date(2026, 12, 10), date(2027, 3, 4))

    late = owed(clause, meetings=days)
    made = owed(clause, meetings=days, made={date(2026, 9, 10): date(2026, 9, 3)})

    assert [(one.due_on, one.state) for one in late] == [
        (date(2026, 3, 5), DutyState.OVERDUE),
        (date(2026, 9, 10), DutyState.OVERDUE),
        (date(2026, 12, 10), DutyState.DUE),
    ]
    assert [one.state for one in made] == [DutyState.OVERDUE, DutyState.MET, DutyState.DUE]
    assert owed(clause, meetings=days, since=date(2026, 9, 11))[0].due_on == date(2026, 12, 10)


def test_of_a_year_is_said_what_falls_due_in_it_met_or_not():
    days = (date(2026, 3, 5), date(2026, 6, 4), date(2026, 9, 10), date(2026, 12, 10), date(2027, 3, 4))
    made = {date(2026, 6, 4): date(2026, 6, 4)}
    year = Period("2026", date(2026, 1, 1), date(2026, 12, 31))

    at_each = owed(a_clause(times=None), meetings=days, made=made, year=year, today=date(2027, 1, 5))
    quarterly = owed(a_clause(), year=year, today=date(2027, 1, 5))
    past = owed(a_clause(times=None), meetings=days, year=year, today=date(2029, 1, 5))

    assert [(one.due_on, one.state) for one in at_each] == [
        (date(2026, 3, 5), DutyState.OVERDUE),
        (date(2026, 6, 4), DutyState.MET),
        (date(2026, 9, 10), DutyState.OVERDUE),
        (date(2026, 12, 10), DutyState.OVERDUE),
    ]
    assert [one.due_on.month for one in quarterly] == [3, 6, 9, 12]
    assert [one.due_on for one in past] == list(days[:4])


def test_one_made_when_asked_for_is_never_late():
    (only,) = owed(a_clause(times=None))

    assert (only.state, only.due_on) == (DutyState.AS_ASKED, None)


@given(
    st.sampled_from([1, 2, 3, 4, 6, 12]),
    st.dates(date(2025, 1, 1), date(2027, 12, 31)),
    st.sampled_from(["financial", "calendar", "municipal"]),
)
def test_a_line_asks_for_just_what_a_clause_of_the_terms_would(times, today, year):
    clause = a_clause(times)
    terms = TermsVersion(id="t", label="", in_force_from=date(2024, 4, 1), clauses=(clause,), year_type=year)
    by_terms = duties(
        versions=[terms], group=GroupFacts(), calendar=CALENDAR, today=today, started_on=STARTED
    )
    by_line = reports_owed(
        [terms], ends=None, group=GroupFacts(), calendar=CALENDAR, today=today, started_on=STARTED,
    )  # fmt: skip

    assert tuple(one for one in by_terms if one.kind is ClauseKind.REPORTING) == by_line


def test_each_period_is_asked_as_it_was_when_it_fell_due():
    then, now = replace(a_clause(times=2), id="then"), replace(a_clause(times=2), id="now")
    found = reports_owed(
        [asked_from(date(2025, 4, 1), then), asked_from(date(2026, 7, 1), now)],
        ends=None,
        group=GroupFacts(reports_for={"then": {date(2025, 10, 1): date(2026, 3, 2)}}),
        calendar=CALENDAR,
        today=TODAY,
        started_on=STARTED,
        year=Period("2026", date(2026, 1, 1), date(2026, 12, 31)),
    )

    assert [(one.due_on, one.clause_id, one.state) for one in found] == [
        (date(2026, 3, 31), "then", DutyState.MET),
        (date(2026, 9, 30), "now", DutyState.OVERDUE),
    ]


def report_to(to: str, item: str, times: int = 2) -> Clause:
    return Clause(
        id=item, kind=ClauseKind.REPORTING, quote="", reading="", item=item, to=to, times_a_year=times
    )


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        pytest.param([report_to("the City", "New title")], True, id="one to the same body as often"),
        pytest.param([report_to("the city", "New title")], True, id="whatever its capitals"),
        pytest.param([report_to("the City", "New title", times=4)], False, id="oftener"),
        pytest.param([report_to("the Town", "New title")], False, id="to another body"),
        pytest.param(
            [report_to("the City", "New title"), report_to("the City", "Other")], False, id="one of two"
        ),
    ],
)
def test_a_report_named_otherwise_by_other_terms_is_known_by_both_names(others, expected):
    old = report_to("the City", "Old title")
    before = asked_from(date(2025, 4, 1), old)
    after = replace(before, in_force_from=date(2026, 4, 1), clauses=tuple(others))

    assert ("new title" in titles_through(old, [before, after])) is expected
    assert ("old title" in titles_through(others[0], [before, after])) is expected


def test_a_report_to_nobody_named_is_known_by_its_own_name_alone():
    old, new = report_to("", "Old title"), report_to("", "New title")
    versions = [asked_from(date(2025, 4, 1), old), asked_from(date(2026, 4, 1), new)]

    assert titles_through(old, versions) == {"old title", "report to those named"}
