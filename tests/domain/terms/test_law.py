"""Duties of law: their days, and how they stand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.calendar.periods import year_of
from quorate.domain.terms.duties import DutyState, LawKind
from quorate.domain.terms.law import (
    LAW,
    LawFacts,
    cycle_on,
    law_duties,
    law_duties_of_year,
    refusal_to_settle,
)

TODAY = date(2026, 11, 23)
STARTED = date(2021, 10, 1)


def facts(met=None, reports=None, not_ours=None):
    return LawFacts(met or {}, reports or {}, not_ours or {})


def one(kind, *, today=TODAY, started_on=STARTED, **known):
    found = [
        d for d in law_duties(facts=facts(**known), today=today, started_on=started_on) if d.kind is kind
    ]
    return found[-1]


def test_every_duty_of_law_names_its_section():
    duties = law_duties(facts=facts(), today=TODAY, started_on=STARTED)

    assert {duty.kind for duty in duties} == set(LawKind)
    assert all(duty.source and duty.quote for duty in duties)


def test_the_annual_report_is_asked_for_by_30_june_and_says_that_the_act_gives_no_day():
    report = one(LawKind.ANNUAL_REPORT)

    assert (report.due_on, report.period) == (date(2026, 6, 30), "2025 to 2026")
    assert (report.state, report.days_overdue) == (DutyState.OVERDUE, 146)
    assert "gives no day" in report.warnings[0]


def test_a_report_is_met_for_the_year_it_was_recorded_for_and_no_other():
    sent = {date(2025, 4, 1): date(2026, 7, 3)}
    assert one(LawKind.ANNUAL_REPORT, reports=sent).state is DutyState.MET
    assert one(LawKind.ANNUAL_REPORT, reports={date(2024, 4, 1): date(2026, 7, 3)}).state is DutyState.OVERDUE


def test_a_report_that_was_missed_is_owed_in_every_year_after_and_counts_in_its_own():
    sent = {date(year, 4, 1): date(year + 1, 6, 1) for year in (2021, 2022, 2023)}
    known = facts(reports=sent)

    def owed(today):
        found = law_duties(facts=known, today=today, started_on=STARTED)
        return [d.period for d in found if d.state is DutyState.OVERDUE and d.kind is LawKind.ANNUAL_REPORT]

    assert owed(date(2026, 3, 31)) == owed(date(2026, 4, 1)) == ["2024 to 2025"]
    assert owed(TODAY) == ["2024 to 2025", "2025 to 2026"]
    of_year = {
        year: [
            d.state
            for d in law_duties_of_year(
                facts=known, today=TODAY, started_on=STARTED, year=year_of(date(year, 6, 1), "calendar")
            )
            if d.kind is LawKind.ANNUAL_REPORT
        ]
        for year in (2024, 2025)
    }
    assert of_year == {2024: [DutyState.MET], 2025: [DutyState.OVERDUE]}


def test_the_first_report_was_of_a_part_year():
    first = one(LawKind.ANNUAL_REPORT, today=date(2022, 5, 1))
    assert first.due_on == date(2022, 6, 30)
    assert first.warnings[-1] == "A part year: the duty began on 1 October 2021."


def test_there_was_no_report_before_the_act():
    found = law_duties(facts=facts(), today=date(2021, 3, 1), started_on=date(2020, 1, 1))
    assert LawKind.ANNUAL_REPORT not in {duty.kind for duty in found}


def test_a_strategy_published_on_21_december_2021_is_reviewed_by_20_december_2024():
    known = {"met": {LawKind.STRATEGY_PUBLISHED: [date(2021, 12, 21)]}}

    review = one(LawKind.STRATEGY_REVIEW, today=date(2024, 12, 20), **known)

    assert (review.due_on, review.state) == (date(2024, 12, 20), DutyState.DUE)


def test_a_review_that_was_missed_stays_overdue_beside_the_next():
    known = facts(met={LawKind.STRATEGY_PUBLISHED: [date(2021, 12, 21)]})

    reviews = [
        duty
        for duty in law_duties(facts=known, today=TODAY, started_on=STARTED)
        if duty.kind is LawKind.STRATEGY_REVIEW
    ]

    assert [(duty.due_on, duty.state) for duty in reviews] == [
        (date(2024, 12, 20), DutyState.OVERDUE),
        (date(2027, 12, 20), DutyState.DUE),
    ]


def test_a_review_after_its_three_years_settles_them_late():
    met = {LawKind.STRATEGY_PUBLISHED: [date(2021, 12, 21)], LawKind.STRATEGY_REVIEW: [date(2025, 2, 3)]}
    ended = year_of(date(2024, 12, 20), "financial")

    (late,) = law_duties_of_year(facts=facts(met=met), today=TODAY, started_on=STARTED, year=ended)[-2:-1]

    assert late.sentence == "Met on 3 February 2025, 45 days late."
    assert one(LawKind.STRATEGY_REVIEW, met=met).state is DutyState.MET


def test_the_day_of_publication_is_no_review_of_what_was_published():
    published = [date(2021, 12, 21)]
    met = {LawKind.STRATEGY_PUBLISHED: published, LawKind.STRATEGY_REVIEW: published}

    assert one(LawKind.STRATEGY_REVIEW, today=date(2023, 1, 1), met=met).state is DutyState.DUE


def test_without_the_day_of_publication_no_review_day_is_made_up():
    review = one(LawKind.STRATEGY_REVIEW)

    assert (review.state, review.due_on) == (DutyState.NOT_KNOWN, None)
    assert "first published is not recorded" in review.sentence


def test_the_needs_assessment_says_how_its_day_was_read():
    assert "does not say how often" in one(LawKind.NEEDS_ASSESSMENT).warnings[0]


def test_a_duty_that_is_anothers_says_why_and_is_never_overdue():
    found = one(LawKind.ANNUAL_REPORT, not_ours={LawKind.ANNUAL_REPORT: "The county council reports."})

    assert (found.state, found.days_overdue) == (DutyState.NOT_OURS, 0)
    assert found.sentence == "Not this group’s: The county council reports."


def test_what_fell_due_before_our_records_is_said_so():
    assert one(LawKind.STRATEGY_PUBLISHED, started_on=date(2024, 1, 2)).state is DutyState.BEFORE_RECORDS
    due = date(2022, 1, 4)
    assert one(LawKind.STRATEGY_PUBLISHED, started_on=date(2022, 1, 5)).state is DutyState.BEFORE_RECORDS
    assert one(LawKind.STRATEGY_PUBLISHED, started_on=due).state is DutyState.OVERDUE, "its first day is ours"


@pytest.mark.parametrize(("kind", "refused"), [("reporting", True), ("law_annual_report", False)])
def test_only_a_duty_of_law_can_be_anothers(kind, refused):
    refusal = refusal_to_settle(kind=kind, not_ours_why="The county’s")
    assert bool(refusal) is refused
    assert refusal_to_settle(kind=kind, not_ours_why=" ") is None


@given(st.dates(date(2021, 10, 1), date(2024, 12, 31)), st.integers(0, 8000))
def test_the_three_years_hold_the_day_asked_about_and_follow_one_another(published, later):
    on = published + timedelta(days=later)
    cycle = cycle_on(published, on)

    assert cycle.starts_on <= on <= cycle.ends_on
    assert cycle_on(published, cycle.ends_on + timedelta(days=1)).starts_on == cycle.ends_on + timedelta(
        days=1
    )


def test_the_rules_are_told_apart_by_their_titles():
    assert len({rule.title for rule in LAW.values()}) == len(LAW)
