"""Moving a meeting after its papers went, or with too little notice, is told in the timetable's number."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.calendar.holidays import england_and_wales
from quorate.domain.calendar.types import Direction, Offset, Unit
from quorate.domain.meetings.facts import Done, Sending
from quorate.domain.meetings.going_late import late_as_it_stands, late_said
from quorate.domain.meetings.moving import moved_since_said, papers_late_by, said_of_move
from quorate.domain.meetings.timetable import due_on, late_in_words, working_days_late
from quorate.domain.terms.clauses import Clause, ClauseKind, TermsVersion

CALENDAR = england_and_wales()
SEVEN = Clause(
    id="c", kind=ClauseKind.CIRCULATION, quote="Seven working days ahead", reading="", anchor="meeting",
    offset=Offset(7, Unit.WORKING_DAY, Direction.BEFORE),
)  # fmt: skip
NOTICE = replace(SEVEN, id="n", kind=ClauseKind.NOTICE, quote="Notice is given")


@given(st.dates(date(2026, 1, 1), date(2027, 12, 1)), st.integers(-30, 30))
def test_how_late_is_the_number_of_the_timetable_or_nothing(meeting_on, days):
    sent_on = meeting_on + timedelta(days)
    last = due_on(SEVEN, meeting_on, CALENDAR).on

    said = papers_late_by(SEVEN, meeting_on=meeting_on, sent_on=sent_on, calendar=CALENDAR)

    late = late_in_words(working_days_late(sent_on, last, CALENDAR))
    assert said == (late if sent_on > last else "")


@pytest.mark.parametrize(
    ("waived", "said"),
    [
        ("Papers went to members on 6 January 2027, 2 working days late.", ""),
        ("Papers went to members on 6 January 2027, 1 working day late.", "they are 2 working days late."),
    ],
)
def test_a_waiver_that_says_how_late_they_are_needs_no_note(waived, said):
    asked = {"meeting_on": date(2027, 1, 13), "sent_on": date(2027, 1, 6), "calendar": CALENDAR}

    assert moved_since_said(SEVEN, waived=waived, **asked).endswith(said)
    assert bool(moved_since_said(SEVEN, waived=waived, **asked)) == bool(said)


@given(st.dates(date(2026, 2, 1), date(2027, 12, 1)), st.integers(1, 9), st.integers(0, 9), st.booleans())
def test_a_waiver_says_the_timetables_number_whenever_messages_went_by_hand(
    meeting_on, after, by_hand, waits
):
    last = due_on(SEVEN, meeting_on, CALENDAR).on
    sent_on = last + timedelta(after)
    sending = Sending(int(waits), sent_on + timedelta(by_hand))
    done = Done({ClauseKind.CIRCULATION: sent_on}, sending={ClauseKind.CIRCULATION: sending})
    recorded = late_said("Papers", sent_on, late_in_words(working_days_late(sent_on, last, CALENDAR)))

    said = late_as_it_stands(recorded, clause=SEVEN, meeting_on=meeting_on, done=done, calendar=CALENDAR)

    went_on = sent_on + timedelta(by_hand)
    assert said.endswith(f", {late_in_words(working_days_late(went_on, last, CALENDAR))}.")
    assert said.startswith("Papers are recorded as sent" if waits else "Papers went to members on")
    assert "moved" not in said


def test_a_waiver_whose_words_were_taken_out_stays_as_it_is():
    done = Done({ClauseKind.CIRCULATION: date(2027, 1, 6)})
    asked = {"clause": SEVEN, "meeting_on": date(2027, 1, 13), "done": done, "calendar": CALENDAR}

    assert late_as_it_stands("[taken out]", **asked) == "[taken out]"


def test_a_move_says_which_notice_it_cuts_short_and_nothing_where_terms_ask_for_none():
    asked = {"on": date(2027, 1, 13), "sent_on": None, "calendar": CALENDAR, "today": date(2027, 1, 6)}
    terms = TermsVersion(id="t", label="Terms", in_force_from=date(2020, 1, 1), clauses=(NOTICE,))

    (said,) = said_of_move(terms, **asked)

    assert said.startswith("Notice of a meeting on 13 January 2027 was due by 4 January 2027:")
    assert said.endswith("given today it is 2 working days late.")
    assert said_of_move(None, **asked) == ()
    assert said_of_move(replace(terms, clauses=(SEVEN,)), **asked) == ()


def test_a_move_says_which_papers_are_asked_for_by_a_day_that_is_then_too_late():
    asked = {"on": date(2027, 1, 13), "sent_on": None, "calendar": CALENDAR, "today": date(2026, 12, 1)}
    terms = TermsVersion(id="t", label="Terms", in_force_from=date(2020, 1, 1), clauses=(SEVEN,))
    papers_in = replace(SEVEN, id="p", kind=ClauseKind.PAPERS_IN)
    days = (date(2027, 1, 4), date(2027, 1, 5), date(2027, 1, 6))

    (said,) = said_of_move(terms, **asked, asked_by=days)
    (due,) = said_of_move(replace(terms, clauses=(papers_in,)), **asked, asked_by=days[:2])

    assert said.startswith(
        "2 papers are asked for by 6 January 2027: for 13 January 2027 papers are to go out by 4 "
    )
    assert due.startswith("1 paper is asked for by 5 January 2027: for 13 January 2027 papers are due by 4 ")
    assert said_of_move(terms, **asked, asked_by=days[:1]) == ()
    assert said_of_move(terms, **asked | {"sent_on": date(2027, 1, 4)}, asked_by=days) == ()
    assert said_of_move(None, **asked, asked_by=days) == ()
