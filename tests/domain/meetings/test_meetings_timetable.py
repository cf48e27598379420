"""The timetable of a meeting, for two boards whose terms differ."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quorate.domain.calendar.holidays import england_and_wales
from quorate.domain.calendar.offsets import deadline
from quorate.domain.calendar.types import Direction, Offset, Unit
from quorate.domain.meetings.facts import Done, MeetingFacts, Sending
from quorate.domain.meetings.lifecycle import MeetingState
from quorate.domain.meetings.timetable import (
    StepState,
    paper_late,
    papers_may_come,
    timetable,
    working_days_late,
)
from quorate.domain.terms.clauses import Clause, ClauseKind, TermsVersion

CALENDAR = england_and_wales()
LONG_AGO = date(2015, 1, 1)


def clause(kind, n, unit, direction, **more):
    return Clause(
        id=f"c-{kind.value}",
        kind=kind,
        quote=f"{n} {unit.value}",
        reading="",
        anchor="meeting",
        offset=Offset(n=n, unit=unit, direction=direction),
        **more,
    )


MARLHAVEN = TermsVersion(
    id="m1",
    label="2021",
    in_force_from=date(2021, 8, 1),
    clauses=(
        Clause(id="c-length", kind=ClauseKind.DURATION, quote="120 minutes", reading="", minutes=120),
        clause(ClauseKind.CIRCULATION, 7, Unit.WORKING_DAY, Direction.BEFORE, who="Administrator"),
        clause(ClauseKind.PAPERS_IN, 10, Unit.WORKING_DAY, Direction.BEFORE, who="Members"),
        clause(ClauseKind.MINUTES_TO_MEMBERS, 10, Unit.WORKING_DAY, Direction.AFTER),
    ),
)
OSTERBRIDGE = TermsVersion(
    id="o1",
    label="1.0",
    in_force_from=date(2014, 1, 1),
    clauses=(
        clause(ClauseKind.AGENDA, 1, Unit.WEEK, Direction.BEFORE, who="Secretary"),
        clause(ClauseKind.MINUTES_TO_CHAIR, 1, Unit.WEEK, Direction.WITHIN),
        clause(ClauseKind.MINUTES_TO_MEMBERS, 2, Unit.WEEK, Direction.WITHIN),
    ),
)
MEETING = MeetingFacts(id="1", on=date(2026, 1, 8))


def steps(terms, meeting=MEETING, *, today, started_on=LONG_AGO, done=None):
    found = timetable(
        terms=terms,
        meeting=meeting,
        calendar=CALENDAR,
        today=today,
        started_on=started_on,
        done=done or Done(),
    )
    return {step.kind: step for step in found}


def test_what_was_done_before_its_day_says_by_how_many_working_days():
    done = Done({ClauseKind.CIRCULATION: date(2025, 12, 22)})
    steps = timetable(
        terms=MARLHAVEN,
        meeting=MEETING,
        calendar=CALENDAR,
        today=date(2026, 1, 8),
        started_on=LONG_AGO,
        done=done,
    )

    step = next(one for one in steps if one.kind == "circulation")

    assert step.sentence == "Met on 22 December 2025, 3 working days early."


def test_papers_are_due_ten_and_seven_working_days_before_and_minutes_ten_after():
    found = timetable(
        terms=MARLHAVEN, meeting=MEETING, calendar=CALENDAR, today=date(2025, 12, 1), started_on=LONG_AGO
    )

    assert [(step.kind, step.due_on) for step in found] == [
        ("papers_in", date(2025, 12, 22)),
        ("circulation", date(2025, 12, 29)),
        ("meeting", date(2026, 1, 8)),
        ("minutes_to_members", date(2026, 1, 22)),
    ]
    assert [step.rule for step in found] == [
        "10 working days before the meeting",
        "7 working days before the meeting",
        "120 minutes",
        "10 working days after the meeting",
    ]
    assert "New Year's Day" in found[1].working
    assert {step.state for step in found} == {StepState.TO_COME}


def test_the_other_board_counts_in_weeks_from_the_meeting():
    found = timetable(
        terms=OSTERBRIDGE,
        meeting=replace(MEETING, on=date(2014, 6, 24)),
        calendar=CALENDAR,
        today=date(2014, 6, 1),
        started_on=date(2014, 1, 1),
    )

    assert [(step.kind, step.due_on) for step in found] == [
        ("agenda", date(2014, 6, 17)),
        ("meeting", date(2014, 6, 24)),
        ("minutes_to_chair", date(2014, 7, 1)),
        ("minutes_to_members", date(2014, 7, 8)),
    ]


def test_a_week_before_that_falls_on_a_bank_holiday_is_kept_and_warned_of():
    found = steps(OSTERBRIDGE, replace(MEETING, on=date(2026, 4, 13)), today=date(2026, 4, 1))

    assert found["agenda"].due_on == date(2026, 4, 6)
    assert any("Easter Monday" in warning for warning in found["agenda"].warnings)


def test_a_step_done_on_its_last_day_is_met():
    done = Done(on={ClauseKind.CIRCULATION: date(2025, 12, 29)})

    step = steps(MARLHAVEN, today=date(2025, 12, 30), done=done)["circulation"]

    assert step.state is StepState.MET
    assert step.sentence == "Met on 29 December 2025."


def test_a_step_done_a_day_later_is_late_by_one_working_day():
    done = Done(on={ClauseKind.CIRCULATION: date(2025, 12, 30)})

    step = steps(MARLHAVEN, today=date(2026, 1, 5), done=done)["circulation"]

    assert step.state is StepState.LATE
    assert step.days_late == 1
    assert step.sentence == "Done on 30 December 2025, 1 working day late."


def test_a_step_not_done_is_missed_and_the_days_are_counted_to_today():
    step = steps(MARLHAVEN, today=date(2026, 1, 2))["circulation"]

    assert step.state is StepState.MISSED
    assert step.sentence == "Missed: overdue by 3 working days."


def test_a_step_is_due_today_until_the_day_is_over():
    assert steps(MARLHAVEN, today=date(2025, 12, 29))["circulation"].state is StepState.DUE_TODAY


def test_what_fell_due_before_the_partnership_started_is_before_our_records():
    found = steps(MARLHAVEN, today=date(2026, 1, 5), started_on=date(2025, 12, 24))

    assert found["papers_in"].state is StepState.BEFORE_RECORDS
    assert found["papers_in"].sentence == "Before our records."
    assert found["circulation"].state is StepState.MISSED


def test_what_falls_due_on_the_first_day_of_the_records_is_owed():
    found = steps(MARLHAVEN, today=date(2026, 1, 5), started_on=date(2025, 12, 22))

    assert found["papers_in"].due_on == date(2025, 12, 22)
    assert found["papers_in"].state is StepState.MISSED


def test_a_step_done_on_the_weekend_after_its_last_day_is_late_though_no_working_day_passed():
    on_friday = replace(MEETING, on=date(2026, 1, 20))  # seven working days after 9 January
    done = Done(on={ClauseKind.CIRCULATION: date(2026, 1, 10)})

    step = steps(MARLHAVEN, on_friday, today=date(2026, 1, 12), done=done)["circulation"]

    assert (step.due_on, step.state, step.days_late) == (date(2026, 1, 9), StepState.LATE, 0)
    assert step.sentence == "Done on 10 January 2026, late, before the next working day."


def test_a_paper_is_late_by_the_day_it_came_in():
    due = date(2025, 12, 22)
    came = {
        due: "",
        date(2025, 12, 24): "2 working days late",
        date(2025, 12, 27): "2 working days late",  # a Saturday after two holidays
    }

    assert {on: paper_late(on, due, CALENDAR) for on in came} == came
    assert paper_late(date(2025, 12, 24), None, CALENDAR) == ""


def test_what_was_recorded_as_sent_is_done_once_the_last_of_it_went_by_hand():
    on, due = {ClauseKind.CIRCULATION: date(2025, 12, 22)}, date(2025, 12, 29)

    def sent(sending, today=date(2026, 1, 5), meeting=MEETING):
        done = Done(on, sending={ClauseKind.CIRCULATION: sending})
        return steps(MARLHAVEN, meeting, today=today, done=done)["circulation"]

    waits, late, gone = sent(Sending(8)), sent(Sending(0, date(2025, 12, 30))), sent(Sending(0, due))

    assert (waits.state, waits.done_on, waits.waiting) == (StepState.WAITING, None, 8)
    assert waits.sentence == "Recorded as sent on 22 December 2025; 8 messages wait to go by hand."
    assert (late.state, late.done_on, late.days_late) == (StepState.LATE, date(2025, 12, 30), 1)
    assert (gone.state, gone.sentence) == (StepState.MET, "Met on 29 December 2025.")
    part = sent(Sending(1, date(2025, 12, 30)))
    said = "Recorded as sent on 30 December 2025, 1 working day late; 1 message waits to go by hand."
    assert part.sentence == said
    cancelled = replace(MEETING, state=MeetingState.CANCELLED)
    assert sent(Sending(8), meeting=cancelled).state is StepState.NOT_OWED


def test_something_done_on_a_day_nobody_recorded_is_not_known():
    done = Done(day_unknown=frozenset({ClauseKind.PAPERS_IN}))

    step = steps(MARLHAVEN, today=date(2026, 1, 5), done=done)["papers_in"]

    assert step.state is StepState.NOT_KNOWN
    assert "a day that was not recorded" in step.sentence


def test_a_past_meeting_nobody_recorded_is_not_known_rather_than_missed():
    assert steps(MARLHAVEN, today=date(2026, 1, 9))["meeting"].state is StepState.NOT_KNOWN


def test_a_held_meeting_is_met():
    meeting = replace(MEETING, state=MeetingState.HELD)

    step = steps(MARLHAVEN, meeting, today=date(2026, 1, 9))["meeting"]

    assert (step.state, step.sentence) == (StepState.MET, "Held on 8 January 2026.")


def test_nothing_more_is_owed_for_a_cancelled_meeting():
    meeting = replace(MEETING, state=MeetingState.CANCELLED)

    assert {s.state for s in steps(MARLHAVEN, meeting, today=date(2026, 2, 9)).values()} == {
        StepState.NOT_OWED
    }


def test_beyond_the_bank_holidays_that_are_known_there_is_no_date():
    step = steps(MARLHAVEN, replace(MEETING, on=date(2031, 1, 8)), today=date(2026, 1, 1))["papers_in"]

    assert (step.state, step.due_on) == (StepState.NOT_KNOWN, None)


def test_a_clause_that_hangs_on_another_date_says_so():
    from_comments = replace(MARLHAVEN.clauses[3], anchor="receipt of comments")
    terms = replace(MARLHAVEN, clauses=(from_comments,))

    step = steps(terms, today=date(2026, 1, 1))["minutes_to_members"]

    assert step.due_on is None
    assert "receipt of comments, whose date is not recorded" in step.working
    assert step.sentence == "Not known: no date can be worked out."


@pytest.mark.parametrize(
    "anchor", ["the chair's approval", "approval of the minutes", "Agreement", "the vice-chair’s approval"]
)
def test_minutes_sent_so_long_after_their_approval_are_dated_once_they_are_approved(anchor):
    within = Offset(10, Unit.WORKING_DAY, Direction.WITHIN)
    clause = replace(MARLHAVEN.clauses[3], anchor=anchor, offset=within)
    terms = replace(MARLHAVEN, clauses=(clause,))

    before = steps(terms, today=date(2026, 1, 12))["minutes_to_members"]
    approved = replace(MEETING, minutes_approved_on=date(2026, 1, 12))
    after = steps(terms, approved, today=date(2026, 1, 27))["minutes_to_members"]

    assert (before.due_on, before.state) == (None, StepState.NOT_KNOWN)
    assert before.sentence == f"Counted from {anchor}, which is not given yet."
    assert (after.due_on, after.state, after.days_late) == (date(2026, 1, 26), StepState.MISSED, 1)
    assert "(Monday 12 January 2026)" in after.working


def test_only_minutes_count_from_an_approval():
    papers_in = next(c for c in MARLHAVEN.clauses if c.kind is ClauseKind.PAPERS_IN)
    clause = replace(papers_in, anchor="approval")
    approved = replace(MEETING, minutes_approved_on=date(2026, 1, 12))

    found = steps(replace(MARLHAVEN, clauses=(clause,)), approved, today=date(2026, 1, 1))

    assert found["papers_in"].due_on is None


def test_without_terms_only_the_meeting_is_a_step():
    assert list(steps(None, today=date(2026, 1, 1))) == ["meeting"]


def test_a_clause_the_terms_are_silent_on_gives_no_step():
    silent = replace(MARLHAVEN.clauses[1], is_stated=False)

    assert list(steps(replace(MARLHAVEN, clauses=(silent,)), today=date(2026, 1, 1))) == ["meeting"]


def test_a_paper_due_on_friday_that_came_in_on_monday_is_one_working_day_late():
    friday = date(2026, 2, 13)

    late = [working_days_late(friday + timedelta(days=n), friday, CALENDAR) for n in (-1, 0, 1, 2, 3, 4)]

    assert late == [0, 0, 0, 0, 1, 2]


days = st.dates(date(2011, 1, 1), date(2029, 12, 1))
offsets = st.builds(
    Offset,
    n=st.integers(0, 40),
    unit=st.sampled_from([Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.WEEK]),
    direction=st.sampled_from([Direction.BEFORE, Direction.AFTER, Direction.WITHIN]),
)
kinds = st.sampled_from(
    [
        ClauseKind.NOTICE,
        ClauseKind.PAPERS_IN,
        ClauseKind.AGENDA,
        ClauseKind.CIRCULATION,
        ClauseKind.MINUTES_TO_CHAIR,
        ClauseKind.MINUTES_TO_MEMBERS,
    ]
)
clauses = st.builds(
    lambda kind, offset, number: Clause(
        id=f"c{number}", kind=kind, quote="", reading="", anchor="meeting", offset=offset
    ),
    kinds,
    offsets,
    st.integers(0, 9),
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(clauses, max_size=6),
    days,
    days,
    st.dictionaries(kinds, days, max_size=4),
    st.sampled_from(MeetingState),
)
def test_a_timetable_is_in_date_order_and_each_state_is_what_the_dates_say(found, on, today, done, state):
    terms = TermsVersion(id="t", label="t", in_force_from=on, clauses=tuple(found))
    meeting = MeetingFacts(id="1", on=on, state=state)

    result = timetable(
        terms=terms,
        meeting=meeting,
        calendar=CALENDAR,
        today=today,
        started_on=date(2014, 6, 1),
        done=Done(on=done),
    )

    assert len(result) == len(found) + 1
    known = [step.due_on for step in result if step.due_on]
    assert known == sorted(known)
    for step in result:
        if step.kind == "meeting":
            continue
        source = next(c for c in found if c.id == step.clause_id and c.kind.value == step.kind)
        candidates = {
            deadline(c.offset, on, CALENDAR, "the meeting").on
            for c in found
            if (c.id, c.kind) == (source.id, source.kind)
        }
        assert step.due_on in candidates
        assert step.state is plain_state(step, today, state)


def plain_state(step, today, meeting_state):
    """The states by the book, written the long way round."""
    if step.due_on is None:
        cancelled = meeting_state is MeetingState.CANCELLED and step.done_on is None
        return StepState.NOT_OWED if cancelled else StepState.NOT_KNOWN
    if step.done_on:
        return StepState.LATE if step.done_on > step.due_on else StepState.MET
    if meeting_state is MeetingState.CANCELLED:
        return StepState.NOT_OWED
    if step.due_on < date(2014, 6, 1):
        return StepState.BEFORE_RECORDS
    if step.due_on < today:
        return StepState.MISSED
    return StepState.DUE_TODAY if step.due_on == today else StepState.TO_COME


def test_papers_may_come_until_they_went_out_or_the_meeting_is_over():
    on, went_out = date(2027, 1, 14), date(2027, 1, 5)

    assert papers_may_come(on, None, on)
    assert not papers_may_come(on, None, on + timedelta(days=1))
    assert not papers_may_come(on, went_out, went_out)
