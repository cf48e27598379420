"""What the terms ask of a board beyond one meeting, and whether it was done."""

import itertools
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quorate.domain.calendar.holidays import england_and_wales
from quorate.domain.calendar.periods import Period, year_of
from quorate.domain.calendar.types import Direction, Offset, Unit
from quorate.domain.terms.clauses import Clause, ClauseKind, TermsVersion
from quorate.domain.terms.duties import (
    BI_ANNUAL_WARNING,
    DutyState,
    GroupFacts,
    duties,
    duties_of_year,
    periods_of_year,
    refusal_to_record_duty,
)
from quorate.domain.terms.standing import who_brings

CALENDAR = england_and_wales()
TODAY = date(2022, 9, 15)


def clause(kind, quote="", **more):
    return Clause(id=more.pop("id", kind.value), kind=kind, quote=quote, reading="", **more)


def found(*clauses, group=None, today=TODAY, started_on=date(2020, 1, 1), **more):
    terms = TermsVersion(
        id="t", label="1", in_force_from=more.pop("in_force_from", date(2020, 1, 1)), clauses=clauses, **more
    )
    return owed(terms, group=group, today=today, started_on=started_on)


def owed(*versions, group=None, today=TODAY, started_on=date(2020, 1, 1)):
    return duties(
        versions=versions, group=group or GroupFacts(), calendar=CALENDAR, today=today, started_on=started_on
    )


def version(*clauses, since=date(2020, 1, 1), **more):
    return TermsVersion(id=str(since), label="", in_force_from=since, clauses=clauses, **more)


def this_year(rows):
    return [duty for duty in rows if duty.due_on is None or duty.due_on >= date(2022, 4, 1)]


def test_a_board_without_terms_has_no_duties():
    assert owed() == ()
    assert found() == ()


def test_quarterly_is_one_meeting_in_each_quarter_of_the_year_and_not_every_ninety_days():
    quarterly = clause(ClauseKind.CADENCE, "Quarterly", times_a_year=4)
    # Two meetings 88 days apart in one quarter leave the next quarter without one.
    group = GroupFacts(held=(date(2022, 4, 2), date(2022, 6, 29)), planned=(date(2022, 11, 3),))

    rows = found(quarterly, group=group, today=date(2022, 10, 1), in_force_from=date(2022, 4, 1))

    assert [(d.due_on, d.state) for d in rows] == [
        (date(2022, 6, 30), DutyState.MET),
        (date(2022, 9, 30), DutyState.OVERDUE),
        (date(2022, 12, 31), DutyState.DUE),
        (date(2023, 3, 31), DutyState.DUE),
    ]
    assert rows[1].sentence == "Overdue by 1 day: it was due by 30 September 2022."
    assert rows[2].sentence == "Due by 31 December 2022. A meeting is set for 3 November 2022."
    assert "Quarter 2, July to September 2022" in rows[1].working


@pytest.mark.parametrize(
    ("year_type", "first_end"),
    [("financial", date(2022, 6, 30)), ("municipal", date(2022, 7, 31)), ("calendar", date(2022, 3, 31))],
)
def test_the_quarters_are_those_of_the_year_the_board_keeps(year_type, first_end):
    rows = found(clause(ClauseKind.CADENCE, times_a_year=4), year_type=year_type, started_on=first_end)

    assert rows[0].due_on == first_end


def test_a_quarter_that_began_before_our_records_is_never_missed():
    rows = found(
        clause(ClauseKind.CADENCE, times_a_year=4), today=date(2022, 12, 1), started_on=date(2022, 5, 10)
    )

    assert [d.state for d in rows] == [
        DutyState.BEFORE_RECORDS,
        DutyState.OVERDUE,
        DutyState.DUE,
        DutyState.DUE,
    ]


def test_a_board_that_meets_six_times_a_year_meets_in_each_two_months():
    rows = this_year(found(clause(ClauseKind.CADENCE, times_a_year=6)))

    assert [d.period for d in rows][:2] == ["April 2022 to May 2022", "June 2022 to July 2022"]


def test_five_times_a_year_is_counted_over_the_year():
    held = tuple(date(2022, month, 5) for month in (4, 5, 6, 7))
    rows = this_year(found(clause(ClauseKind.CADENCE, times_a_year=5), group=GroupFacts(held=held)))

    assert [(d.title, d.state, d.due_on) for d in rows] == [
        ("Meet 5 times", DutyState.DUE, date(2023, 3, 31))
    ]


def test_the_terms_are_due_for_review_by_their_review_date():
    def state(today, **group):
        return found(review_on=date(2022, 8, 31), today=today, group=GroupFacts(**group))[0].state

    assert state(date(2022, 8, 31)) is DutyState.DUE
    assert state(date(2022, 9, 1)) is DutyState.OVERDUE
    assert state(date(2022, 9, 1), terms_reviewed=(date(2022, 7, 1),)) is DutyState.MET
    adopted = (date(2020, 1, 1),)
    assert state(date(2022, 9, 1), terms_reviewed=adopted) is DutyState.OVERDUE, "looked at as it was adopted"


def test_what_fell_due_on_the_first_day_of_our_records_is_held_against_the_board():
    def state(started_on):
        return found(review_on=date(2022, 8, 31), started_on=started_on)[0].state

    assert state(date(2022, 8, 31)) is DutyState.OVERDUE
    assert state(date(2022, 9, 1)) is DutyState.BEFORE_RECORDS


def test_membership_is_reviewed_within_twelve_months_of_the_last_review():
    yearly = clause(ClauseKind.MEMBERSHIP_REVIEW, "At least annually", times_a_year=1)

    last = found(yearly, group=GroupFacts(membership_reviewed=(date(2021, 9, 14),)))[0]

    assert (last.due_on, last.state, last.days_overdue) == (date(2022, 9, 14), DutyState.OVERDUE, 1)
    assert "12 months after the last review (14 September 2021)" in last.working


def test_without_a_recorded_review_the_year_runs_from_the_first_day_of_our_records():
    yearly = clause(ClauseKind.MEMBERSHIP_REVIEW, times_a_year=1)

    row = found(yearly, started_on=date(2022, 3, 1))[0]

    assert (row.due_on, row.state) == (date(2023, 3, 1), DutyState.DUE)
    assert row.warnings == (
        "No review of membership is recorded, so this is counted from our records beginning.",
    )


def test_a_review_long_before_our_records_does_not_end_the_yearly_duty():
    yearly = clause(ClauseKind.MEMBERSHIP_REVIEW, times_a_year=1)
    group = GroupFacts(membership_reviewed=(date(2018, 1, 1),))

    assert found(yearly, group=group, started_on=date(2022, 3, 1))[0].due_on == date(2023, 3, 1)


def test_a_workplan_is_in_place_when_the_year_begins():
    yearly = clause(ClauseKind.WORKPLAN)
    agreed = GroupFacts(workplans={date(2022, 4, 1): date(2022, 3, 10)})

    assert found(yearly, group=agreed)[-1].state is DutyState.MET
    late = found(yearly)[-1]
    assert (late.due_on, late.state) == (date(2022, 4, 1), DutyState.OVERDUE)
    assert found(yearly, started_on=date(2022, 6, 1))[-1].state is DutyState.BEFORE_RECORDS


def test_a_workplan_with_a_period_of_its_own_is_due_by_then_and_within_its_year():
    def due(n):
        offset = Offset(n=n, unit=Unit.MONTH, direction=Direction.WITHIN)
        return found(clause(ClauseKind.WORKPLAN, offset=offset))[-1].due_on

    assert due(2) == date(2022, 6, 1)
    assert due(12) == date(2023, 3, 31)


def test_bi_annually_is_read_as_twice_a_year_with_a_warning():
    report = clause(ClauseKind.REPORTING, "The board reports bi-annually.", to="the city partnership")
    group = GroupFacts(reports={"reporting": (date(2022, 2, 1), date(2022, 5, 20))})

    rows = this_year(found(report, group=group, today=date(2022, 10, 1)))

    assert [(d.due_on, d.state) for d in rows] == [
        (date(2022, 9, 30), DutyState.MET),
        (date(2023, 3, 31), DutyState.DUE),
    ]
    assert all(d.warnings == (BI_ANNUAL_WARNING,) for d in rows)


def test_what_was_missed_is_still_owed_in_every_year_after():
    asks = (
        clause(ClauseKind.REPORTING, "bi-annually", to="the city partnership"),
        clause(ClauseKind.CADENCE, times_a_year=4),
        clause(ClauseKind.WORKPLAN),
    )
    one_year = {"since": date(2020, 7, 1), "review_on": date(2020, 12, 31)}
    met = GroupFacts(held=(date(2020, 9, 3), date(2021, 2, 4)))

    def missed(today):
        rows = owed(version(*asks, **one_year), group=met, today=today)
        return [(d.title, d.due_on) for d in rows if d.state is DutyState.OVERDUE and d.due_on.year < 2021]

    assert missed(date(2021, 3, 31)) == missed(date(2021, 4, 1)) == missed(TODAY) == [
        ("Report to the city partnership", date(2020, 9, 30)),
        ("Meet", date(2020, 12, 31)),
        ("Review the terms of reference", date(2020, 12, 31)),
    ]  # fmt: skip
    workplans = [d for d in owed(version(*asks, **one_year)) if d.kind is ClauseKind.WORKPLAN]
    assert [(d.due_on, d.state) for d in workplans] == [
        (date(2021, 4, 1), DutyState.OVERDUE),
        (date(2022, 4, 1), DutyState.OVERDUE),
    ]


def test_what_was_missed_counts_in_the_year_it_fell_due_and_in_no_other():
    def of(year, **group):
        rows = duties_of_year(
            versions=[version(clause(ClauseKind.MEMBERSHIP_REVIEW, times_a_year=1))],
            group=GroupFacts(**group),
            calendar=CALENDAR,
            today=TODAY,
            started_on=date(2020, 1, 1),
            year=year_of(date(year, 6, 1), "financial"),
        )
        return [(d.due_on, d.state) for d in rows]

    assert (of(2020), of(2021)) == ([(date(2021, 1, 1), DutyState.OVERDUE)], [])
    late = {"membership_reviewed": (date(2021, 5, 6),)}
    assert of(2020, **late) == [(date(2021, 1, 1), DutyState.MET)]
    assert of(2021, **late) == []
    assert of(2022, **late) == [(date(2022, 5, 6), DutyState.OVERDUE)]


def test_a_report_made_late_settles_the_period_it_was_owed_for_and_no_other():
    report = clause(ClauseKind.REPORTING, "bi-annually", to="the city partnership")
    late = GroupFacts(reports_for={"reporting": {date(2022, 4, 1): date(2022, 10, 20)}})

    rows = found(report, group=late, today=date(2022, 12, 1), started_on=date(2021, 10, 1))

    assert [(d.begins, d.state) for d in rows] == [
        (date(2021, 10, 1), DutyState.OVERDUE),
        (date(2022, 4, 1), DutyState.MET),
        (date(2022, 10, 1), DutyState.DUE),
    ]


def test_a_report_as_requested_is_never_overdue():
    row = found(clause(ClauseKind.REPORTING, "As requested", to="the executive"))[0]

    assert (row.state, row.due_on) == (DutyState.AS_ASKED, None)


days = st.dates(date(2019, 1, 1), date(2024, 12, 31))


@settings(max_examples=60)
@given(st.lists(days, max_size=8), days, days, st.sampled_from(["financial", "municipal", "calendar"]))
def test_every_quarter_is_met_exactly_when_a_meeting_was_held_in_it(held, today, started_on, year_type):
    rows = found(
        clause(ClauseKind.CADENCE, times_a_year=4),
        group=GroupFacts(held=tuple(held)),
        today=today,
        started_on=started_on,
        in_force_from=date(2010, 1, 1),
        year_type=year_type,
    )
    quarters = periods_of_year(today, year_type, 4)
    missed, of_the_year = rows[:-4], rows[-4:]

    assert all(row.state is DutyState.OVERDUE and row.due_on < quarters[0].starts_on for row in missed)
    for row, quarter in zip(of_the_year, quarters, strict=True):
        was_held = any(quarter.starts_on <= on <= quarter.ends_on and on <= today for on in held)
        assert (row.state is DutyState.MET) is was_held
        if row.state is DutyState.OVERDUE:
            assert quarter.ends_on < today
            assert quarter.starts_on >= started_on


ALL_ASKED = (
    clause(ClauseKind.CADENCE, times_a_year=4),
    clause(ClauseKind.WORKPLAN),
    clause(ClauseKind.MEMBERSHIP_REVIEW, times_a_year=1),
    clause(ClauseKind.REPORTING, "bi-annually", to="the city partnership"),
)


@settings(max_examples=80)
@given(st.lists(days, max_size=6), st.lists(days, max_size=3, unique=True), days, days)
def test_the_same_words_adopted_again_change_nothing(done, again, today, started_on):
    first = version(*ALL_ASKED, since=date(2018, 5, 1), review_on=date(2021, 5, 1))
    group = GroupFacts(
        held=tuple(done),
        terms_reviewed=tuple(done),
        membership_reviewed=tuple(done),
        reports={"reporting": tuple(done)},
    )
    later = [version(*ALL_ASKED, since=on, review_on=date(2021, 5, 1)) for on in again]

    asked = {"group": group, "today": today, "started_on": started_on}
    assert owed(first, *later, **asked) == owed(first, **asked)


def test_a_clause_that_asks_something_else_asks_it_from_its_own_day():
    quarterly = version(clause(ClauseKind.CADENCE, times_a_year=4), since=date(2022, 4, 1))
    thrice = version(clause(ClauseKind.CADENCE, times_a_year=3), since=date(2022, 7, 15))

    rows = owed(quarterly, thrice)

    assert [(d.period, d.state) for d in rows] == [
        ("Quarter 1, April to June 2022", DutyState.OVERDUE),
        ("April 2022 to July 2022", DutyState.OVERDUE),
        ("August 2022 to November 2022", DutyState.DUE),
        ("December 2022 to March 2023", DutyState.DUE),
    ]


def test_a_missed_membership_review_stays_owed_beside_the_one_that_new_terms_ask_for():
    yearly = version(clause(ClauseKind.MEMBERSHIP_REVIEW, times_a_year=1), since=date(2020, 5, 1))
    twice = version(clause(ClauseKind.MEMBERSHIP_REVIEW, times_a_year=2), since=date(2022, 8, 1))

    missed, new = owed(yearly, twice)
    assert (missed.due_on, missed.state) == (date(2021, 5, 1), DutyState.OVERDUE)
    assert (new.due_on, new.state) == (date(2023, 2, 1), DutyState.DUE)

    done = GroupFacts(membership_reviewed=(date(2022, 9, 1),))
    *_, late, after = duties_of_all_years(yearly, twice, group=done)
    assert late.sentence == "Met on 1 September 2022."
    assert after.due_on == date(2023, 3, 1)


def duties_of_all_years(*versions, group):
    return duties(
        versions=versions,
        group=group,
        calendar=CALENDAR,
        today=TODAY,
        started_on=date(2020, 1, 1),
        year=Period("", date(2020, 1, 1), date(2024, 1, 1)),
    )


def test_one_review_settles_one_review_date():
    terms = [version(since=date(2019, 1, 1), review_on=date(2021, 1, 1))]
    terms += [version(since=date(2022, 1, 1), review_on=date(2023, 1, 1))]

    rows = owed(*terms, group=GroupFacts(terms_reviewed=(date(2022, 2, 1),)))

    assert [(d.due_on, d.state) for d in rows] == [(date(2023, 1, 1), DutyState.DUE)]
    missed, _ = owed(*terms)
    assert (missed.due_on, missed.state) == (date(2021, 1, 1), DutyState.OVERDUE)


def test_what_falls_due_before_the_first_terms_is_not_owed():
    assert owed(version(clause(ClauseKind.WORKPLAN), since=date(2022, 4, 2))) == ()


@given(days, st.sampled_from(["financial", "municipal", "calendar"]), st.sampled_from([1, 2, 3, 4, 6, 12]))
def test_the_periods_of_a_year_follow_one_another_without_gap_or_overlap(on, year_type, times):
    periods = periods_of_year(on, year_type, times)

    assert len(periods) == times
    assert periods[0].starts_on <= on <= periods[-1].ends_on
    for one, following in itertools.pairwise(periods):
        assert (following.starts_on - one.ends_on).days == 1
    assert (periods[-1].ends_on - periods[0].starts_on).days in (364, 365)


@pytest.mark.parametrize(
    ("kind", "on", "code"),
    [
        ("review", date(2022, 9, 15), ""),
        ("review", date(2022, 9, 16), "terms.not_yet"),
        ("tea", date(2022, 9, 15), "terms.no_such_duty"),
    ],
)
def test_a_duty_is_recorded_as_met_by_its_kind_and_not_before_it_was(kind, on, code):
    refusal = refusal_to_record_duty(kind=kind, done_on=on, today=TODAY)

    assert (refusal.code if refusal else "") == code


YEARLY = clause(ClauseKind.REVIEW, "Terms will be reviewed annually.", times_a_year=1)


def test_terms_to_be_looked_at_each_year_without_a_date_are_counted_from_their_adoption():
    (first,) = found(YEARLY, in_force_from=date(2022, 3, 1))

    assert (first.kind, first.due_on, first.state) == (ClauseKind.REVIEW, date(2023, 3, 1), DutyState.DUE)
    assert first.working == (
        "12 months after the terms coming into force (1 March 2022), on the corresponding date."
    )
    assert first.warnings == (
        "No review of the terms is recorded, so this is counted from the terms coming into force.",
    )
    (late,) = found(YEARLY, in_force_from=date(2021, 3, 1))
    assert (late.due_on, late.state) == (date(2022, 3, 1), DutyState.OVERDUE)


def test_a_review_of_the_terms_settles_one_and_the_next_is_counted_from_it():
    group = GroupFacts(terms_reviewed=(date(2022, 4, 20),))

    rows = found(YEARLY, in_force_from=date(2021, 6, 1), group=group)

    assert [(d.due_on, d.state) for d in rows] == [
        (date(2022, 6, 1), DutyState.MET),
        (date(2023, 4, 20), DutyState.DUE),
    ]


def test_a_review_date_in_the_terms_goes_before_how_often_they_are_looked_at():
    (only,) = found(YEARLY, review_on=date(2022, 12, 1))

    assert (only.due_on, only.working) == (
        date(2022, 12, 1),
        "The review date in the terms is 1 December 2022.",
    )


def test_terms_adopted_again_are_counted_from_their_own_adoption():
    rows = owed(version(YEARLY, since=date(2021, 12, 1)), version(YEARLY, since=date(2022, 8, 1)))

    assert [(d.due_on, d.state) for d in rows] == [(date(2023, 8, 1), DutyState.DUE)]


def test_terms_to_be_looked_at_every_two_years_are_so():
    every_two = clause(ClauseKind.REVIEW, offset=Offset(2, Unit.YEAR, Direction.AFTER), anchor="last review")

    (only,) = found(every_two, in_force_from=date(2022, 3, 1))

    assert only.due_on == date(2024, 3, 1)
    assert found(clause(ClauseKind.REVIEW)) == (), "neither a date nor how often"


def test_what_somebody_brings_to_each_meeting_is_owed_at_each_until_it_is_heard():
    updates = clause(ClauseKind.STANDING_ITEM, item="Reviews in progress", who="review chairs", id="u")
    days = (date(2022, 1, 13), date(2022, 4, 14), date(2022, 7, 14), date(2022, 10, 13), date(2023, 1, 12))
    group = GroupFacts(
        held=days[:3],
        planned=days[3:],
        owed_at={"u": days},
        reports_for={"u": {days[0]: days[0], days[1]: days[2]}},
    )

    rows = found(updates, group=group)

    assert [(one.period, one.state) for one in rows] == [
        ("meeting of 14 July 2022", DutyState.OVERDUE),
        ("meeting of 13 October 2022", DutyState.DUE),
    ]
    assert {one.title for one in rows} == {"Reviews in progress"}
    heard = {"u": {days[0]: days[0], days[1]: days[2], days[2]: days[2]}}
    last = found(updates, group=replace(group, reports_for=heard))[0]
    assert (last.state, last.done_on) == (DutyState.MET, days[2])


def test_a_meeting_gone_by_that_is_not_recorded_as_held_owes_no_update():
    updates = clause(ClauseKind.STANDING_ITEM, item="Reviews in progress", who="review chairs", id="u")
    group = GroupFacts(planned=(date(2022, 7, 14),), owed_at={"u": (date(2022, 7, 14),)})

    assert found(updates, group=group) == ()


@pytest.mark.parametrize(
    ("item", "who", "brings"),
    [
        ("Reviews in progress", "review chairs", "review chairs"),
        ("monitor open reviews, with Chairs providing an update", "Board", "Chairs"),
        ("Operational group report", "operational group", ""),
        ("monitor progress", "Board", ""),
        ("Performance", "", ""),
    ],
)
def test_what_a_body_looks_at_or_another_reports_nobody_brings(item, who, brings):
    assert who_brings(clause(ClauseKind.STANDING_ITEM, item=item, who=who)) == brings
