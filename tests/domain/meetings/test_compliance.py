"""Whether a board kept to its own terms: each clause against each meeting of a year."""

from dataclasses import replace
from datetime import date, time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.calendar.holidays import england_and_wales
from quorate.domain.calendar.types import Direction, Offset, Unit
from quorate.domain.meetings.compliance import (
    Agreed,
    Kept,
    LatePaper,
    MeetingJudged,
    Unratified,
    counted_stretches,
    year_of_meetings,
)
from quorate.domain.meetings.facts import Done, MeetingFacts, Sending
from quorate.domain.meetings.lifecycle import MeetingState
from quorate.domain.meetings.quorate import Judged
from quorate.domain.meetings.room import Stretch
from quorate.domain.meetings.timetable import timetable
from quorate.domain.membership.facts import Presence, SeatClass
from quorate.domain.membership.quorum import QuorumState, QuorumVerdict
from quorate.domain.terms.clauses import Clause, ClauseKind, TermsVersion
from quorate.domain.terms.quorum import Count, Quorum

ON = date(2026, 11, 12)
TODAY = date(2027, 2, 1)
OUT = Clause(
    "out",
    ClauseKind.CIRCULATION,
    "Seven working days ahead",
    "",
    offset=Offset(7, Unit.WORKING_DAY, Direction.BEFORE),
)
PAPERS = Clause(
    "in",
    ClauseKind.PAPERS_IN,
    "Ten working days ahead",
    "",
    offset=Offset(10, Unit.WORKING_DAY, Direction.BEFORE),
)
NOTICE = Clause(
    "notice", ClauseKind.NOTICE, "A month ahead", "", offset=Offset(28, Unit.CALENDAR_DAY, Direction.BEFORE)
)
QUORUM = Clause("quorum", ClauseKind.QUORUM, "Five members", "", quorum=Quorum((Count(5),)))
LENGTH = Clause("length", ClauseKind.DURATION, "Two hours", "", minutes=120)
SOMEBODY = (Presence("p", "s", "a", SeatClass.CORE),)
WAIVER = Agreed("out", "circulation", "Papers went out late.", "The office was flooded", "The chair", ON)


def terms(*clauses, label="Version 1", since=date(2024, 1, 2)):
    return TermsVersion(label, label, since, clauses)


def seen(version, *, on=ON, sent=None, done=None, **more):
    found = {kind: day for kind, day in {ClauseKind.CIRCULATION: sent, **(done or {})}.items() if day}
    facts = MeetingFacts("m", on, time(10), MeetingState.HELD)
    steps = timetable(
        terms=version, meeting=facts, calendar=england_and_wales(), today=TODAY, started_on=date(2020, 1, 1),
        done=Done(found),
    )  # fmt: skip
    said = {"state": MeetingState.HELD, "id": f"{on}", **more}
    return MeetingJudged(on=on, starts_at=time(10), terms=version, steps=steps, **said)


def stretch(since, until, state, item="", present=SOMEBODY, *, is_taken=False):
    held = Stretch(time(*since), time(*until) if until else None, item, present, (), is_taken)
    return Judged(held, QuorumVerdict(state, ""))


def only(year, kind):
    (row,) = [one for one in year.clauses if one.kind == kind]
    (found,) = [one for one in row.findings if one]
    return found


def test_a_pack_sent_on_its_last_day_keeps_the_clause_and_a_day_after_does_not():
    version = terms(OUT)

    kept = only(year_of_meetings([seen(version, sent=date(2026, 11, 3))]), "circulation")
    late = only(year_of_meetings([seen(version, sent=date(2026, 11, 4))]), "circulation")

    assert kept.kept is Kept.KEPT
    assert (late.kept, late.short) == (Kept.NOT_KEPT, "1 working day late")


def test_a_waiver_is_shown_beside_what_was_done_and_does_not_make_it_kept():
    year = year_of_meetings([seen(terms(OUT), sent=date(2026, 11, 5), agreed=(WAIVER,))])

    found = only(year, "circulation")
    assert found.kept is Kept.WAIVED
    assert found.agreed == (WAIVER,)
    assert year.clauses[0].said == "0 of 1"


def test_papers_are_counted_one_by_one_and_a_late_one_says_whose_and_by_how_much():
    paper = LatePaper("Figures", "Police", date(2026, 11, 3), date(2026, 10, 29), 3)
    year = year_of_meetings(
        [
            seen(
                terms(PAPERS),
                papers=4,
                late=(paper,),
                after_terms=1,
                done={ClauseKind.PAPERS_IN: date(2026, 11, 3)},
            )
        ]
    )

    found = only(year, "papers_in")
    assert (found.kept, found.short) == (Kept.NOT_KEPT, "3 of 4 in time")
    assert paper.sentence == "Came on 3 November 2026, 3 working days late; due by 29 October 2026."


def test_papers_are_counted_where_the_terms_give_a_day_and_the_meeting_is_not_to_come():
    came = {ClauseKind.PAPERS_IN: date(2026, 10, 20)}
    judged = seen(terms(PAPERS), papers=4, done=came)
    without = seen(terms(OUT), on=date(2026, 6, 4), papers=6)
    to_come = seen(terms(PAPERS), on=date(2027, 1, 14), papers=2, is_to_come=True, done=came)
    cancelled = seen(terms(PAPERS), on=date(2026, 9, 3), papers=3, state=MeetingState.CANCELLED)
    cancelled = replace(cancelled, steps=())

    year = year_of_meetings([judged, without, to_come, cancelled])

    assert (year.papers, year.papers_in_time) == (4, 4)
    assert year_of_meetings([without]).papers == 0
    asked = replace(without, asked_for=2, late=(LatePaper("Figures", "Police", ON, date(2026, 6, 1), 3),))
    assert (year_of_meetings([asked]).papers, year_of_meetings([asked]).papers_in_time) == (2, 1)


def test_a_paper_asked_for_that_never_came_is_owed_and_not_in_time():
    never = LatePaper("Calls", "Police", None, date(2026, 10, 27), 7)
    came = seen(terms(PAPERS), papers=1, late=(never,), done={ClauseKind.PAPERS_IN: date(2026, 10, 20)})
    none_came = replace(seen(terms(OUT)), late=(never, never))
    to_come = replace(none_came, on=date(2027, 1, 14), is_to_come=True)

    year = year_of_meetings([came, to_come])
    found = only(year_of_meetings([came]), "papers_in")

    assert never.sentence == "Has not come, 7 working days late; due by 27 October 2026."
    assert (year.papers, year.papers_in_time) == (2, 1)
    assert (found.kept, found.short) == (Kept.NOT_KEPT, "1 of 2 in time")
    assert (year_of_meetings([none_came]).papers, year_of_meetings([none_came]).papers_in_time) == (2, 0)


def test_what_waits_to_go_by_hand_is_neither_kept_nor_broken_and_papers_not_come_are_counted():
    facts = MeetingFacts("m", ON, time(10), MeetingState.HELD)
    done = Done({ClauseKind.CIRCULATION: date(2026, 11, 3)}, sending={ClauseKind.CIRCULATION: Sending(8)})
    steps = timetable(
        terms=terms(OUT), meeting=facts, calendar=england_and_wales(), today=TODAY,
        started_on=date(2020, 1, 1), done=done,
    )  # fmt: skip
    meeting = replace(seen(terms(OUT)), steps=steps, not_come=2)

    year = year_of_meetings([meeting, replace(meeting, on=date(2027, 3, 4), is_to_come=True)])

    found = only(year_of_meetings([meeting]), "circulation")
    assert (found.kept, found.short) == (Kept.NOT_KNOWN, "Waits to go by hand")
    assert year.not_come == 2


def test_terms_adopted_again_with_the_same_words_are_judged_as_the_same_terms():
    first, again = terms(OUT, PAPERS), terms(OUT, label="Version 2", since=date(2026, 12, 1))
    meetings = [seen(first, sent=date(2026, 11, 3)), seen(again, on=date(2027, 1, 14))]

    rows = {one.kind: (one.label, len([each for each in one.findings if each])) for one in
            year_of_meetings(meetings).clauses}  # fmt: skip

    assert rows == {"circulation": ("", 2), "papers_in": ("Version 1", 1)}


def test_papers_that_all_came_in_time_are_not_all_recorded_while_an_item_has_none():
    version = terms(PAPERS)
    done = Done({ClauseKind.PAPERS_IN: date(2026, 10, 20)}, in_part=frozenset({ClauseKind.PAPERS_IN}))
    facts = MeetingFacts("m", ON, time(10), MeetingState.HELD)
    steps = timetable(
        terms=version, meeting=facts, calendar=england_and_wales(), today=TODAY, started_on=date(2020, 1, 1),
        done=done,
    )  # fmt: skip

    found = only(year_of_meetings([replace(seen(version, papers=2), steps=steps)]), "papers_in")

    assert (found.kept, found.short) == (Kept.NOT_KEPT, "Not all recorded")
    assert found.sentence == "2 of 2 in time. Not every paper needed or asked for is recorded."


def test_each_meeting_is_judged_by_the_terms_of_its_date_and_the_rows_name_their_version():
    first, second = terms(OUT), terms(PAPERS, label="Version 2", since=date(2026, 12, 1))

    year = year_of_meetings([seen(first, sent=date(2026, 11, 3)), seen(second, on=date(2027, 1, 14))])

    rows = {(one.kind, one.label): one.findings for one in year.clauses}
    assert rows["circulation", "Version 1"][1] is None
    assert rows["papers_in", "Version 2"][0] is None


def test_notice_whose_day_nobody_recorded_is_not_known_rather_than_broken():
    assert only(year_of_meetings([seen(terms(NOTICE))]), "notice").kept is Kept.NOT_KNOWN


def test_a_room_that_was_not_recorded_is_said_and_counted_neither_way():
    year = year_of_meetings([seen(terms(QUORUM))])

    found = only(year, "quorum")
    assert (found.kept, found.short) == (Kept.NOT_KNOWN, "Room not recorded")
    assert year.clauses[0].said == "None to judge yet; 1 not known"


def test_a_quorum_lost_for_an_item_is_named_by_the_clock():
    judged = (
        stretch((10, 0), (10, 5), QuorumState.NOT_QUORATE),
        stretch((10, 5), (10, 40), QuorumState.QUORATE, "1"),
        stretch((10, 40), (10, 50), QuorumState.NOT_QUORATE, "2"),
        stretch((10, 50), (11, 0), QuorumState.NOT_QUORATE, "2"),
        stretch((11, 0), (12, 0), QuorumState.QUORATE, "3"),
    )

    found = only(year_of_meetings([seen(terms(QUORUM), is_recorded=True, judged=judged)]), "quorum")

    assert (found.kept, found.sentence) == (Kept.NOT_KEPT, "Not quorate from 10:40am to 11am.")


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ("yny", "Not quorate at 2pm."),
        ("nyn", "Not quorate from 1pm to 2pm and from 2pm to 3pm."),
        ("nny", "Not quorate from 1pm to 2pm."),
        ("ynn", "Not quorate from 2pm to 3pm."),
        ("yyy", "Quorate from 1pm to the end."),
    ],
)
def test_an_item_that_lasted_no_minute_counts_and_what_nobody_took_then_does_not(states, said):
    one, two, three = (QuorumState.QUORATE if y == "y" else QuorumState.NOT_QUORATE for y in states)
    judged = (
        stretch((13, 0), (14, 0), one, "2", is_taken=True),
        stretch((14, 0), (14, 0), two, "5", is_taken=True),
        stretch((14, 0), (15, 0), three, "7", is_taken=True),
        stretch((15, 0), (15, 0), QuorumState.NOT_QUORATE, "7"),
    )

    found = only(year_of_meetings([seen(terms(QUORUM), is_recorded=True, judged=judged)]), "quorum")

    assert found.sentence == said


def test_people_arriving_and_an_empty_room_at_the_end_break_no_quorum():
    judged = (
        stretch((9, 50), (10, 0), QuorumState.NOT_QUORATE),
        stretch((10, 0), (12, 0), QuorumState.QUORATE),
        stretch((12, 0), None, QuorumState.NOT_QUORATE, present=()),
    )

    found = only(year_of_meetings([seen(terms(QUORUM), is_recorded=True, judged=judged)]), "quorum")

    assert (found.kept, found.sentence) == (Kept.KEPT, "Quorate from 10am to the end.")


def test_nothing_is_claimed_of_the_quorum_of_items_a_reader_may_not_know_of():
    judged = (stretch((10, 0), (12, 0), QuorumState.QUORATE, "2"),)
    meeting = seen(terms(QUORUM), is_recorded=True, judged=judged, is_whole_agenda=False)

    found = only(year_of_meetings([meeting]), "quorum")

    assert found.sentence == "Quorate in every item open to this reader, from 10am to the end."


@pytest.mark.parametrize(
    ("began_at", "said"),
    [
        (None, "Quorate from 11:30am to the end."),
        (time(10), "Not quorate from 10am to 11:30am."),
        (time(11, 30), "Quorate from 11:30am to the end."),
    ],
)
def test_a_meeting_is_judged_from_when_it_began_and_not_from_its_first_item(began_at, said):
    judged = (
        stretch((9, 50), (11, 30), QuorumState.NOT_QUORATE),
        stretch((11, 30), (12, 0), QuorumState.QUORATE, "2", is_taken=True),
    )
    meeting = seen(terms(QUORUM), is_recorded=True, judged=judged, began_at=began_at)

    assert only(year_of_meetings([meeting]), "quorum").sentence == said


@pytest.mark.parametrize(("ended", "kept"), [(time(12), Kept.KEPT), (time(12, 1), Kept.NOT_KEPT)])
def test_a_meeting_may_last_as_long_as_the_terms_say_and_no_longer(ended, kept):
    meeting = seen(terms(LENGTH), began_at=time(10), ended_at=ended)

    assert only(year_of_meetings([meeting]), "duration").kept is kept


@pytest.mark.parametrize(
    ("is_to_come", "kept", "short"),
    [(True, Kept.TO_COME, "To come"), (False, Kept.NOT_KNOWN, "Not recorded as held")],
)
def test_a_meeting_not_recorded_as_held_is_to_come_only_until_its_day_is_over(is_to_come, kept, short):
    said = {"state": MeetingState.CIRCULATED, "agenda": ("Other",), "is_to_come": is_to_come}

    year = year_of_meetings([seen(terms(QUORUM, LENGTH, STANDING), **said)])

    for kind in ("quorum", "duration", "standing_item"):
        assert (only(year, kind).kept, only(year, kind).short) == (kept, short)
    on_it = only(
        year_of_meetings([seen(terms(STANDING), **said | {"agenda": (STANDING.item,)})]), "standing_item"
    )
    assert (on_it.kept, on_it.short) == (kept, "On the agenda")


def test_a_meeting_that_goes_on_is_neither_to_come_nor_judged_yet():
    judged = (stretch((10, 0), (11, 0), QuorumState.QUORATE, "1", is_taken=True),)
    going_on = {"state": MeetingState.CIRCULATED, "is_recorded": True, "judged": judged, "is_to_come": True}

    found = only(year_of_meetings([seen(terms(QUORUM), **going_on)]), "quorum")

    assert (found.kept, found.sentence) == (Kept.TO_COME, "The meeting is going on.")


def test_a_cancelled_meeting_owes_nothing():
    meeting = seen(terms(QUORUM, LENGTH), state=MeetingState.CANCELLED)

    assert {only(year_of_meetings([meeting]), kind).kept for kind in ("quorum", "duration")} == {
        Kept.NOT_OWED
    }


def test_a_meeting_whose_room_was_recorded_took_place_before_any_minute_is_sent():
    judged = (stretch((10, 0), (12, 0), QuorumState.QUORATE),)
    meeting = seen(terms(QUORUM), state=MeetingState.CIRCULATED, is_recorded=True, judged=judged)

    assert only(year_of_meetings([meeting]), "quorum").kept is Kept.KEPT


def test_a_decision_without_a_quorum_waits_until_a_later_meeting_ratifies_it():
    assert "Not ratified yet" in Unratified("Agreed to fund it").sentence
    assert (
        Unratified("Agreed to fund it", ratified_on=TODAY).sentence
        == "Ratified by a decision of 1 February 2027."
    )


@given(st.lists(st.integers(min_value=-30, max_value=30), max_size=6))
def test_no_clause_is_kept_more_often_than_it_is_judged(lates):
    due = date(2026, 11, 3).toordinal()
    year = year_of_meetings(
        seen(terms(OUT, QUORUM), sent=date.fromordinal(due + late), id=str(n)) for n, late in enumerate(lates)
    )

    for row in year.clauses:
        assert row.times_kept <= row.judged <= len(year.meetings)
    if lates:
        (out,) = [row for row in year.clauses if row.kind == "circulation"]
        assert out.times_kept == sum(late <= 0 for late in lates)


@given(
    st.lists(st.tuples(st.integers(0, 600), st.booleans()), max_size=8), st.integers(0, 600), st.booleans()
)
def test_the_stretches_counted_are_some_of_those_judged_in_their_order(made, begins, is_told):
    at = sorted({minute for minute, _ in made})
    judged = [
        stretch(divmod(one, 60), divmod(after, 60), QuorumState.QUORATE, item="1" if n % 2 else "")
        for n, (one, after) in enumerate(pairwise(at))
    ]

    begins = time(*divmod(begins, 60))
    counted = counted_stretches(judged, began_at=begins if is_told else None, called_for=begins)

    ends = [one.stretch.until for one in counted]
    assert [one.stretch.until for one in judged if one.stretch.until in ends] == ends
    assert all(one.stretch.since >= begins or one.stretch.item_id for one in counted if is_told)


STANDING = Clause(
    "s", ClauseKind.STANDING_ITEM, "Reviews are heard each time", "", item="Reviews in progress"
)


@pytest.mark.parametrize(
    ("more", "kept"),
    [
        ({"agenda": ("Welcome", "Reviews in progress and learning")}, Kept.KEPT),
        ({"agenda": ("Welcome",)}, Kept.NOT_KEPT),
        ({"agenda": ("Welcome",), "is_whole_agenda": False}, Kept.NOT_KNOWN),
        ({"agenda": ("Welcome",), "is_called": True}, Kept.NOT_OWED),
        ({"agenda": ()}, Kept.NOT_KNOWN),
        ({"agenda": ("Welcome",), "state": MeetingState.PLANNED, "is_to_come": True}, Kept.TO_COME),
        ({"agenda": ("Welcome",), "state": MeetingState.PLANNED}, Kept.NOT_KNOWN),
        ({"agenda": ("Reviews in progress",), "state": MeetingState.CANCELLED}, Kept.NOT_OWED),
    ],
)
def test_a_standing_item_of_the_terms_is_looked_for_on_each_agenda(more, kept):
    assert only(year_of_meetings([seen(terms(STANDING), **more)]), "standing_item").kept is kept


def test_each_standing_item_is_a_row_of_its_own():
    other = replace(STANDING, id="t", item="Workplan")
    year = year_of_meetings([seen(terms(STANDING, other), agenda=("Workplan",))])

    assert [(row.title, row.rule, row.said) for row in year.clauses] == [
        ("Reviews in progress", "on every agenda", "0 of 1"),
        ("Workplan", "on every agenda", "1 of 1"),
    ]
