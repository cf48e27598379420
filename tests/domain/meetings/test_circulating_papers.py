"""When papers may go out, and what a waiver must say."""

from dataclasses import replace
from datetime import date

import pytest

from quorate.domain.calendar.holidays import england_and_wales
from quorate.domain.calendar.types import Direction, Offset, Unit
from quorate.domain.kernel.outcomes import Waiver
from quorate.domain.meetings.circulation import is_late, refusal_to_circulate
from quorate.domain.meetings.facts import MeetingFacts
from quorate.domain.meetings.lifecycle import (
    SENTENCES,
    TRANSITIONS,
    MeetingState,
)
from quorate.domain.membership.facts import AppointmentFacts, Office
from quorate.domain.terms.clauses import Clause, ClauseKind, TermsVersion

CALENDAR = england_and_wales()
QUOTE = "Papers go to members seven working days before each meeting."
CLAUSE = Clause(
    id="c4",
    kind=ClauseKind.CIRCULATION,
    quote=QUOTE,
    reading="",
    anchor="meeting",
    offset=Offset(n=7, unit=Unit.WORKING_DAY, direction=Direction.BEFORE),
)
TERMS = TermsVersion(id="t", label="2021", in_force_from=date(2021, 8, 1), clauses=(CLAUSE,))
MEETING = MeetingFacts(id="1", on=date(2026, 1, 8), agenda_items=5)
IN_TIME, A_DAY_LATE = date(2025, 12, 29), date(2025, 12, 30)
CHAIRS = (
    AppointmentFacts("a1", "s1", "chair", date(2025, 1, 1), office=Office.CHAIR),
    AppointmentFacts("a2", "s2", "vice", date(2025, 12, 1), office=Office.VICE_CHAIR),
    AppointmentFacts("a3", "s1", "old chair", date(2020, 1, 1), date(2024, 12, 31), Office.CHAIR),
    AppointmentFacts("a4", "s3", "member", date(2020, 1, 1)),
)
WAIVER = Waiver(clause="c4", reason="A report came late.", agreed_by="chair", agreed_on=date(2025, 12, 29))


def refusal(*, today=IN_TIME, meeting=MEETING, terms=TERMS, waiver=None):
    return refusal_to_circulate(
        meeting=meeting, terms=terms, calendar=CALENDAR, today=today, appointments=CHAIRS, waiver=waiver
    )


def test_papers_go_out_on_the_last_day():
    assert refusal() is None


def test_papers_late_by_a_day_need_a_waiver():
    refused = refusal(today=A_DAY_LATE)

    assert refused.code == "meetings.circulated_late"
    assert refused.waivable_clause == "c4"
    assert refused.sentence == (
        "Papers were due to members by 29 December 2025, and today is 1 working day later. "
        "The terms say: “Papers go to members seven working days before each meeting”."
    )
    assert "chair" in refused.cure


@pytest.mark.parametrize("agreed_by", ["chair", "vice"])
def test_the_chair_or_the_vice_chair_may_agree_to_it(agreed_by):
    assert refusal(today=A_DAY_LATE, waiver=replace(WAIVER, agreed_by=agreed_by)) is None


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"clause": "another"}, "waivers.another_clause", "clause"),
        ({"reason": "  "}, "waivers.no_reason", "reason"),
        ({"agreed_by": ""}, "waivers.no_agreement", "agreed_by"),
        ({"agreed_on": date(2025, 12, 31)}, "waivers.agreed_in_future", "agreed_on"),
        ({"agreed_by": "member"}, "waivers.not_the_chair", "agreed_by"),
        ({"agreed_by": "old chair"}, "waivers.not_the_chair", "agreed_by"),
        ({"agreed_by": "vice", "agreed_on": date(2025, 11, 30)}, "waivers.not_the_chair", "agreed_by"),
    ],
    ids=["clause", "reason", "nobody", "future", "a member", "a former chair", "before the office"],
)
def test_a_waiver_that_does_not_hold_is_refused_beside_its_field(change, code, field):
    refused = refusal(today=A_DAY_LATE, waiver=replace(WAIVER, **change))

    assert (refused.code, refused.field, refused.is_waivable) == (code, field, False)


@pytest.mark.parametrize(
    ("change", "today", "code"),
    [
        ({"state": MeetingState.CIRCULATED}, IN_TIME, "meetings.already_circulated"),
        ({"state": MeetingState.HELD}, IN_TIME, "meetings.already_held"),
        ({"state": MeetingState.CANCELLED}, IN_TIME, "meetings.cancelled"),
        ({"agenda_items": 0}, IN_TIME, "meetings.no_agenda_items"),
        ({}, date(2026, 1, 9), "meetings.already_held"),
    ],
)
def test_some_things_no_waiver_allows(change, today, code):
    refused = refusal(today=today, meeting=replace(MEETING, **change), waiver=WAIVER)

    assert (refused.code, refused.is_waivable) == (code, False)


def test_papers_may_go_out_on_the_day_of_the_meeting_with_a_waiver():
    assert refusal(today=MEETING.on, waiver=WAIVER) is None


def test_where_only_the_agenda_has_a_clause_that_clause_governs():
    agenda = replace(
        CLAUSE,
        kind=ClauseKind.AGENDA,
        offset=Offset(n=1, unit=Unit.WEEK, direction=Direction.BEFORE),
    )
    terms = replace(TERMS, clauses=(agenda,))

    assert refusal(today=date(2026, 1, 1), terms=terms) is None
    assert refusal(today=date(2026, 1, 2), terms=terms).sentence.startswith(
        "The agenda was due to members by 1 January 2026, and today is 1 working day later."
    )


def test_terms_without_such_a_clause_set_no_limit():
    assert refusal(today=MEETING.on, terms=replace(TERMS, clauses=())) is None
    assert refusal(today=MEETING.on, terms=None) is None


def test_a_waiver_is_only_needed_after_the_last_day():
    late = [
        is_late(meeting=MEETING, terms=TERMS, calendar=CALENDAR, today=day) for day in (IN_TIME, A_DAY_LATE)
    ]

    assert late == [False, True]


def test_every_state_of_a_meeting_has_a_sentence_and_a_place_in_the_table():
    assert set(SENTENCES) == set(TRANSITIONS) == set(MeetingState)
