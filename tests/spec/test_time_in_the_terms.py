"""Time: how the dates in boards' rules are read and counted, one rule to a test.

Each rule is given as a board would write it; the phrase is read and the date worked out from it.
"""

from datetime import date

import pytest

from quorate.domain.calendar.holidays import england_and_wales
from quorate.domain.calendar.offsets import deadline
from quorate.domain.calendar.reading import read_offset

MEETING = "2026-01-08"


def worked_out(rule, anchor):
    reading = read_offset(rule)
    assert reading.offset is not None, reading.not_understood
    return deadline(reading.offset, date.fromisoformat(anchor), england_and_wales(), reading.anchor)


@pytest.mark.parametrize(
    ("rule", "answer"),
    [
        ("no later than 10 working days before the meeting", "2025-12-22"),
        ("7 working days before the meeting", "2025-12-29"),
        ("no later than 10 working days after the meeting", "2026-01-22"),
    ],
    ids=["papers in", "papers out", "minutes out"],
)
def test_papers_and_minutes_are_counted_in_working_days_from_the_meeting(rule, answer):
    assert worked_out(rule, MEETING).on == date.fromisoformat(answer)


@pytest.mark.parametrize(
    ("rule", "answer"),
    [
        ("one week prior to the meeting", "2026-01-01"),
        ("within one week of the meeting", "2026-01-15"),
        ("within 2 weeks of the meeting", "2026-01-22"),
    ],
    ids=["agenda", "minutes to the chair", "minutes to members"],
)
def test_weeks_are_seven_calendar_days_and_not_five_working_days(rule, answer):
    assert worked_out(rule, MEETING).on == date.fromisoformat(answer)


def test_an_agenda_due_on_a_bank_holiday_stays_there_and_the_coordinator_is_warned():
    agenda = worked_out("one week prior to the meeting", MEETING)

    assert agenda.on == date(2026, 1, 1)
    assert agenda.warnings == (
        "Thursday 1 January 2026 (New Year's Day) is not a working day; the date is kept.",
    )


def test_three_working_days_lie_between_papers_in_and_papers_out():
    assert worked_out("3 working days after", "2025-12-22").on == date(2025, 12, 29)


def test_an_answer_within_28_days_of_receipt_is_counted_in_calendar_days_without_the_day_of_receipt():
    assert worked_out("within 28 days of receipt", "2026-03-02").on == date(2026, 3, 30)


def test_a_decision_comes_into_force_the_day_after_five_working_days_from_its_publication_expire():
    call_in = worked_out("expiry of 5 working days from its publication", "2015-02-17")

    assert call_in.on == date(2015, 2, 24)
    assert call_in.next_day == call_in.next_working_day == date(2015, 2, 25)


def test_five_clear_working_days_after_a_friday_give_the_monday_after_the_whole_week_between():
    assert worked_out("five clear working days after", "2026-02-13").on == date(2026, 2, 23)


def test_28_clear_days_notice_leaves_28_whole_days_before_the_meeting():
    notice = worked_out("at least 28 clear calendar days before the meeting", "2026-03-31")

    assert notice.on == date(2026, 3, 2)
    assert (date(2026, 3, 31) - notice.on).days - 1 == 28


@pytest.mark.parametrize(("made", "after"), [("2020-06-03", "2020-07-14"), ("2020-07-08", "2020-08-18")])
def test_28_clear_days_counted_as_working_days_take_six_weeks(made, after):
    assert worked_out("28 clear working days after", made).on == date.fromisoformat(after)


def test_an_executive_answers_scrutiny_within_two_months_on_the_corresponding_date():
    assert worked_out("within 2 months of receipt", "2019-12-31").on == date(2020, 2, 29)


def test_a_strategy_is_reviewed_within_three_years_beginning_with_the_day_it_was_published():
    review = worked_out("within 3 years beginning with the date of publication", "2022-01-05")

    assert review.on == date(2025, 1, 4)
