"""The demonstration's meetings fit its boards' own terms, and depart from them where they are meant to."""

from datetime import date

import pytest

from quorate.cli.demonstration.content import place, places
from quorate.cli.demonstration.content.shapes import Meeting, Place
from quorate.domain.calendar.holidays import england_and_wales
from quorate.domain.meetings.facts import MeetingFacts
from quorate.domain.meetings.timetable import due_on, timetable
from quorate.domain.terms.clauses import ClauseKind

ENGLAND_AND_WALES = england_and_wales()
BOTH = pytest.mark.parametrize("here", places(), ids=lambda one: one.slug)


def next_meeting(here: Place) -> Meeting:
    return here.meetings[-1]


def steps(here: Place, today: date) -> dict[str, date | None]:
    meeting = next_meeting(here)
    found = timetable(
        terms=here.terms["board"][0],
        meeting=MeetingFacts(id="m", on=meeting.on, starts_at=meeting.at),
        calendar=ENGLAND_AND_WALES,
        today=today,
        started_on=here.records_from,
    )
    return {step.kind: step.due_on for step in found}


def test_marlhaven_circulates_on_the_first_of_december() -> None:
    assert steps(place("marlhaven"), date(2026, 11, 23)) == {
        "papers_in": date(2026, 11, 26),
        "circulation": date(2026, 12, 1),
        "meeting": date(2026, 12, 10),
        "minutes_to_members": date(2026, 12, 24),
    }


def test_osterbridge_sends_its_agenda_a_week_before() -> None:
    assert steps(place("osterbridge"), date(2026, 11, 23)) == {
        "agenda": date(2026, 12, 1),
        "meeting": date(2026, 12, 8),
        "minutes_to_chair": date(2026, 12, 15),
        "minutes_to_members": date(2026, 12, 22),
    }


@BOTH
def test_there_is_one_meeting_in_each_quarter_on_one_day_of_the_week(here: Place) -> None:
    quarters = [(one.on.year, (one.on.month - 1) // 3) for one in here.meetings]

    assert len(quarters) == len(set(quarters)) == 12
    assert len({one.on.weekday() for one in here.meetings}) == 1
    assert [one.is_held for one in here.meetings] == [True] * 11 + [False]


@BOTH
def test_no_agenda_is_longer_than_its_meeting(here: Place) -> None:
    for meeting in here.meetings:
        assert 0 < sum(item.minutes for item in meeting.items) <= meeting.minutes


@BOTH
def test_every_standing_item_of_the_terms_is_on_every_agenda(here: Place) -> None:
    wanted = {clause.item for clause in here.terms["board"][0].all_of(ClauseKind.STANDING_ITEM)}
    for meeting in here.meetings:
        assert wanted <= {item.title for item in meeting.items if item.is_standing}


def test_the_tender_is_the_only_item_of_the_second_series() -> None:
    items = next_meeting(place("marlhaven")).items
    restricted = [item for item in items if item.restriction]

    assert [item.number for item in restricted] == ["R1"]
    assert {paper.audience for item in restricted for paper in item.papers} == {"restricted"}
    assert items[-1] is restricted[0]


def test_nobody_barred_from_the_tender_is_allowed_it_by_name() -> None:
    here = place("marlhaven")
    (tender,) = here.restrictions
    agency_of = {one.key: one.agency for one in here.people}

    assert not {agency_of[one] for one in tender.allowed_people} & set(tender.barred_agencies)


@BOTH
def test_whatever_went_out_late_before_a_meeting_had_the_chairs_waiver(here: Place) -> None:
    chair = next(one.person for one in here.appointments if one.office == "chair" and one.group == "board")
    terms = here.terms["board"][0]
    late = []
    for meeting in here.meetings:
        for done in meeting.done:
            clause = terms.of(ClauseKind(done.duty))
            assert clause is not None
            due = due_on(clause, meeting.on, ENGLAND_AND_WALES).on
            if done.duty in {"circulation", "agenda"}:
                assert (done.on > due) == bool(done.waiver_reason), meeting.key
            if done.waiver_reason:
                assert done.waiver_agreed_by == chair
                assert done.waiver_agreed_on <= done.on
            if done.on > due:
                late.append(done)

    assert late


def test_osterbridge_was_once_short_of_agencies_and_once_of_members() -> None:
    here = place("osterbridge")
    members, agencies = (test.n for test in here.terms["board"][0].of(ClauseKind.QUORUM).quorum.tests)
    parents = {one.key: one.parent or one.key for one in here.agencies}
    agency_of = {one.key: parents[one.agency] for one in here.seats}
    short = {}
    for meeting in here.meetings[:-1]:
        came = [one.seat for one in meeting.attendance if one.how in {"present", "deputy"}]
        if len(came) < members or len({agency_of[seat] for seat in came}) < agencies:
            short[meeting.key] = (len(came), len({agency_of[seat] for seat in came}))

    assert short == {"2024-12-10": (6, 2), "2025-09-09": (4, 2)}


@BOTH
def test_who_came_held_the_seat_that_day(here: Place) -> None:
    for meeting in here.meetings:
        for one in meeting.attendance:
            assert bool(one.person) == (one.how != "vacant"), (meeting.key, one.seat)


def test_osterbridges_record_begins_half_way_through_its_meetings() -> None:
    here = place("osterbridge")
    before = [one for one in here.meetings if one.on < here.records_from]

    assert len(before) == 5
    assert not any(one.done for one in before)
