"""A quarter of a board: from its terms of reference to the minutes, one rule to a test."""

from dataclasses import replace
from datetime import date, time

from quorate.domain.calendar.holidays import england_and_wales
from quorate.domain.kernel.outcomes import Waiver
from quorate.domain.kernel.words import short_day
from quorate.domain.meetings.agenda import AgendaItemFacts, number_agenda, propose_agenda
from quorate.domain.meetings.circulation import refusal_to_circulate
from quorate.domain.meetings.facts import Done, MeetingFacts
from quorate.domain.meetings.lifecycle import MeetingState
from quorate.domain.meetings.timetable import timetable
from quorate.domain.membership.facts import AgencyFacts, AppointmentFacts, Office, Presence, SeatFacts
from quorate.domain.membership.quorum import quorum_verdict
from quorate.domain.terms.clauses import ClauseKind
from quorate.domain.terms.duties import GroupFacts, duties
from quorate.domain.terms.versions import gaps
from tests.spec.terms_and_meetings.boards import MARLHAVEN, OSTERBRIDGE

CALENDAR = england_and_wales()
MEETING = MeetingFacts(id="1", on=date(2026, 1, 8), starts_at=time(10), agenda_items=9)
CHAIR = AppointmentFacts("1", "seat", "the chair", date(2021, 8, 1), office=Office.CHAIR)


def read(terms, *, today, started_on=date(2020, 1, 1), done=None, meeting=MEETING):
    steps = timetable(
        terms=terms,
        meeting=meeting,
        calendar=CALENDAR,
        today=today,
        started_on=started_on,
        done=done or Done(),
    )
    return [f"{short_day(step.due_on)}: {step.title}. {step.sentence}" for step in steps]


def test_the_terms_give_the_timetable_of_a_meeting():
    assert read(MARLHAVEN, today=date(2025, 12, 1)) == [
        "22 December: Papers in. To come, by 22 December 2025.",
        "29 December: Papers to members. To come, by 29 December 2025.",
        "8 January: Meeting. On 8 January 2026.",
        "22 January: Minutes to members. To come, by 22 January 2026.",
    ]


def test_another_boards_terms_give_another_timetable():
    assert read(OSTERBRIDGE, today=date(2025, 12, 1)) == [
        "1 January: Agenda to members. To come, by 1 January 2026.",
        "8 January: Meeting. On 8 January 2026.",
        "15 January: Minutes to the chair. To come, by 15 January 2026.",
        "22 January: Minutes to members. To come, by 22 January 2026.",
    ]


def test_as_the_quarter_goes_by_each_step_says_whether_it_was_kept():
    done = Done(on={ClauseKind.PAPERS_IN: date(2025, 12, 22), ClauseKind.CIRCULATION: date(2025, 12, 30)})
    held = replace(MEETING, state=MeetingState.HELD)

    assert read(MARLHAVEN, today=date(2026, 1, 26), done=done, meeting=held) == [
        "22 December: Papers in. Met on 22 December 2025.",
        "29 December: Papers to members. Done on 30 December 2025, 1 working day late.",
        "8 January: Meeting. Held on 8 January 2026.",
        "22 January: Minutes to members. Missed: overdue by 2 working days.",
    ]


def test_a_partnership_that_starts_half_way_has_missed_nothing_before_it_started():
    assert read(MARLHAVEN, today=date(2026, 1, 5), started_on=date(2026, 1, 1))[:2] == [
        "22 December: Papers in. Before our records.",
        "29 December: Papers to members. Before our records.",
    ]


def circulate(today, waiver=None):
    return refusal_to_circulate(
        meeting=MEETING,
        terms=MARLHAVEN,
        calendar=CALENDAR,
        today=today,
        appointments=[CHAIR],
        waiver=waiver,
    )


def test_papers_go_out_in_time_without_asking_anybody():
    assert circulate(date(2025, 12, 29)) is None


def test_papers_a_day_late_go_out_with_the_chairs_waiver_and_not_without():
    refused = circulate(date(2025, 12, 30))

    assert refused.sentence == (
        "Papers were due to members by 29 December 2025, and today is 1 working day later. "
        "The terms say: “Agenda and papers go out seven working days ahead”."
    )
    agreed = Waiver(
        clause=refused.waivable_clause,
        reason="One report waited for the needs assessment.",
        agreed_by="the chair",
        agreed_on=date(2025, 12, 29),
    )
    assert circulate(date(2025, 12, 30), agreed) is None


def test_papers_never_go_out_twice_whoever_agrees():
    again = refusal_to_circulate(
        meeting=replace(MEETING, state=MeetingState.CIRCULATED),
        terms=MARLHAVEN,
        calendar=CALENDAR,
        today=date(2025, 12, 29),
    )

    assert again.sentence == "Papers for this meeting have already gone to members."


def test_the_agenda_follows_the_terms_and_fits_the_meeting():
    found = propose_agenda(terms=MARLHAVEN, previous_meeting_on=date(2025, 10, 9))

    assert [item.title for item in found] == [
        "Welcome, apologies and interests",
        "Minutes of the meeting of 9 October 2025",
        "Matters arising and the action log",
        "Workplan",
        "Report to the city partnership",
        "Any other business",
        "Date of the next meeting",
    ]
    assert sum(item.minutes for item in found) <= 120


def test_restricted_items_come_after_the_open_agenda_as_r1_and_r2():
    items = [
        AgendaItemFacts("1", "Minutes", 1, 10),
        AgendaItemFacts("2", "A contract", 2, 20, is_restricted=True),
        AgendaItemFacts("3", "Workplan", 3, 30),
    ]

    assert [(n.number, n.item.title, n.starts_at) for n in number_agenda(items, starts_at=time(10))] == [
        ("1", "Minutes", time(10)),
        ("2", "Workplan", time(10, 10)),
        ("R1", "A contract", time(10, 40)),
    ]


AGENCIES = [
    AgencyFacts("council", "Council"),
    AgencyFacts("adults", "Adult social care", parent_id="council"),
    AgencyFacts("police", "Police"),
    AgencyFacts("charity", "Refuge charity"),
]


SEATS = [
    *(SeatFacts(f"c{n}", f"Head of service {n}", "adults" if n % 2 else "council") for n in range(5)),
    SeatFacts("p", "Superintendent", "police"),
    SeatFacts("r", "Chief executive", "charity"),
]


COUNCIL = ("c0", "c1", "c2", "c3", "c4")


def quorum(terms, *seats, unable=()):
    clause = terms.of(ClauseKind.QUORUM)
    here = [seat for seat in SEATS if seat.id in seats]
    return quorum_verdict(
        rule=clause.quorum if clause else None,
        present=[Presence(f"holder of {s.id}", s.id, s.agency_id, title=s.title) for s in here],
        seats=SEATS,
        agencies=AGENCIES,
        unable=unable,
    )


def test_five_members_of_one_council_are_not_a_quorum_of_three_agencies():
    found = quorum(OSTERBRIDGE, *COUNCIL)

    assert found.sentence == (
        "Not quorate: five members are here, but all from Council, which counts as one agency; "
        "the terms ask for at least three agencies."
    )
    assert found.cure == (
        "A member from each of two more agencies would make it quorate, "
        "for example Superintendent (Police) and Chief executive (Refuge charity)."
    )


def test_police_and_a_charity_arrive_and_it_is_quorate():
    assert quorum(OSTERBRIDGE, *COUNCIL, "p", "r").is_quorate


def test_a_charity_that_bids_for_an_item_withdraws_and_nobody_left_can_cure_it():
    found = quorum(OSTERBRIDGE, *COUNCIL, "p", unable=("r",))

    assert found.sentence == (
        "Not quorate: six members are here, but from only two agencies (Council and Police); "
        "the terms ask for at least three agencies."
    )
    assert found.cure == (
        "It needs a member from another agency, but those who could still come would not be enough."
    )


def test_where_the_terms_state_no_quorum_none_is_assumed():
    assert quorum(MARLHAVEN, "c0", "p").sentence == (
        "These terms state no quorum, so whether the meeting is quorate cannot be said."
    )


def owed(terms, today, *, started_on=date(2025, 4, 1), **group):
    found = duties(
        versions=[terms],
        group=GroupFacts(**group),
        calendar=CALENDAR,
        today=today,
        started_on=started_on,
    )
    return [f"{duty.title}: {duty.sentence}" for duty in found]


def test_the_terms_also_say_what_is_owed_over_a_year():
    found = owed(
        MARLHAVEN,
        date(2026, 1, 26),
        held=(date(2025, 5, 8), date(2025, 10, 9), date(2026, 1, 8)),
        membership_reviewed=(date(2025, 5, 8),),
        reports={"reporting": (date(2025, 3, 1), date(2025, 9, 1))},
    )

    assert found == [
        "Review the terms of reference: Before our records.",
        "Meet: Met on 8 May 2025.",
        "Meet: Overdue by 118 days: it was due by 30 September 2025.",
        "Report to the city partnership: Met on 1 September 2025.",
        "Meet: Met on 9 October 2025.",
        "Meet: Met on 8 January 2026.",
        "Report to the city partnership: Due by 31 March 2026.",
        "Review the membership: Due by 8 May 2026.",
    ]


def test_what_was_missed_is_owed_until_it_is_done_whatever_year_it_is():
    asked = {"started_on": date(2024, 10, 1), "held": (date(2025, 2, 6), date(2025, 5, 8))}
    asked["membership_reviewed"] = (date(2025, 5, 8),)

    assert [said for said in owed(MARLHAVEN, date(2025, 8, 1), **asked) if "Overdue" in said] == [
        "Meet: Overdue by 213 days: it was due by 31 December 2024.",
        "Report to the city partnership: Overdue by 123 days: it was due by 31 March 2025.",
    ]


def test_what_the_terms_leave_blank_is_shown_as_a_gap():
    assert [gap.sentence for gap in gaps(OSTERBRIDGE, date(2026, 1, 26))] == [
        "The review date is blank.",
        "Who approved the terms is blank.",
        "When the terms were approved is blank.",
    ]
    assert [gap.sentence for gap in gaps(MARLHAVEN, date(2026, 1, 26))] == [
        "No quorum is stated, so whether a meeting was quorate cannot be said.",
        "The terms were to be reviewed by 31 August 2022. That day has passed.",
    ]
