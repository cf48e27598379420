"""The attendance sheet: who was there, by person, seat and agency, on the days they were appointed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.membership.attendance import (
    CAME,
    COUNTED,
    FEWEST,
    MARKS,
    MET,
    Mark,
    MeetingSeen,
    Tally,
    attendance,
    missing,
)
from quorate.domain.membership.facts import AppointmentFacts, Presence
from quorate.domain.membership.replies import Answer

FIRST = date(2027, 1, 14)
SEATS = {"chair seat": "council", "housing seat": "council", "police seat": "police"}


def meeting(n, *came, withdrew=(), said=None):
    return MeetingSeen(f"m{n}", FIRST + timedelta(days=91 * n), came, frozenset(withdrew), said or {})


def holder(person, seat):
    return Presence(person, seat, SEATS.get(seat.partition("#")[0], ""))


def deputy(person, seat, *, authority):
    return Presence(person, seat, SEATS[seat], is_deputy=True, has_authority=authority)


def appointed(person, seat, from_on=date(2025, 1, 1), until_on=None):
    return AppointmentFacts(f"{person} in {seat}", seat, person, from_on, until_on)


def marks_of(lines, id, person=""):
    (line,) = [one for one in lines if one.id == id and one.person_id == person]
    return list(line.marks)


ANN, BEN, CAZ = (
    appointed("ann", "chair seat"),
    appointed("ben", "housing seat"),
    appointed("caz", "police seat"),
)


def sheet(*meetings, appointments=(ANN, BEN, CAZ)):
    return attendance(meetings=meetings, appointments=appointments, seats=SEATS)


def test_a_member_is_present_or_sent_apologies_or_a_deputy_or_nothing():
    found = sheet(
        meeting(0, holder("caz", "police seat")),
        meeting(1, deputy("dee", "police seat", authority=True)),
        meeting(2, deputy("dee", "police seat", authority=False)),
        meeting(3, said={("police seat", "caz"): Answer.APOLOGIES}),
        meeting(4, said={("police seat", "caz"): Answer.COMING}),
        meeting(5),
    )

    assert marks_of(found.people, "police seat", "caz") == [
        Mark.PRESENT, Mark.DEPUTY, Mark.DEPUTY_WITHOUT, Mark.APOLOGIES, Mark.ABSENT, Mark.ABSENT
    ]  # fmt: skip
    (person,) = [one for one in found.people if one.person_id == "caz"]
    (seat,) = [one for one in found.seats if one.id == "police seat"]
    assert (person.tally.there, seat.tally.there) == (1, 2), "a deputy with authority meets the seat alone"


def test_a_deputy_promised_who_did_not_come_is_an_apology():
    found = sheet(meeting(0, said={("police seat", "caz"): Answer.DEPUTY}))

    assert marks_of(found.people, "police seat", "caz") == [Mark.APOLOGIES]


def test_a_member_who_withdrew_for_a_conflict_was_present_all_the_same():
    found = sheet(meeting(0, holder("caz", "police seat"), withdrew=["caz"]))

    assert marks_of(found.people, "police seat", "caz") == [Mark.WITHDREW]
    assert [line.tally.there for line in found.people if line.person_id == "caz"] == [1]


def test_nobody_is_judged_for_a_day_before_or_after_their_appointment():
    began = appointed("caz", "police seat", from_on=FIRST + timedelta(days=91))
    ended = appointed("dee", "police seat", until_on=FIRST)
    found = sheet(meeting(0), meeting(1), appointments=(ended, began))

    assert marks_of(found.people, "police seat", "dee") == [Mark.ABSENT, Mark.NO_LONGER]
    assert marks_of(found.people, "police seat", "caz") == [Mark.NOT_YET, Mark.ABSENT]
    assert [line.tally.of for line in found.people] == [1, 1]


def test_a_first_and_a_last_day_are_both_within_an_appointment():
    one_day = appointed("caz", "police seat", from_on=FIRST, until_on=FIRST)

    assert marks_of(sheet(meeting(0), appointments=(one_day,)).people, "police seat", "caz") == [Mark.ABSENT]


def test_somebody_appointed_again_has_one_line():
    found = sheet(
        meeting(0),
        meeting(1),
        meeting(2),
        appointments=(
            appointed("caz", "police seat", until_on=FIRST),
            appointed("caz", "police seat", from_on=FIRST + timedelta(days=180)),
        ),
    )

    assert marks_of(found.people, "police seat", "caz") == [Mark.ABSENT, Mark.NO_LONGER, Mark.ABSENT]


def test_a_seat_nobody_held_is_vacant_and_counts_against_nobody_nor_its_agency():
    found = sheet(meeting(0), appointments=(ANN,))

    assert marks_of(found.seats, "police seat") == [Mark.VACANT]
    assert [line.tally.of for line in found.seats if line.id == "police seat"] == [0]
    assert marks_of(found.agencies, "police") == [Mark.VACANT]
    (police,) = [line for line in found.agencies if line.id == "police"]
    assert police.tally == Tally(0, 0), "it had nobody who could have come"


def test_a_vacancy_is_one_from_the_day_the_seat_is_there():
    found = attendance(
        meetings=[meeting(0), meeting(1)],
        appointments=(ANN,),
        seats=SEATS,
        since={"police seat": FIRST + timedelta(days=1)},
    )

    assert marks_of(found.agencies, "police") == [Mark.NOT_YET, Mark.VACANT]

    earlier = attendance(
        meetings=[meeting(0), meeting(1)],
        appointments=(ANN,),
        seats=SEATS,
        since={ANN.seat_id: FIRST + timedelta(days=1)},
    )
    assert Mark.NOT_YET not in marks_of(earlier.seats, ANN.seat_id), "somebody held it before"


def test_of_a_seat_that_several_hold_each_counts_for_their_own_agency():
    dan = replace(CAZ, person_id="dan", place=2)
    sat_for = {("police seat", "caz"): "refuge", ("police seat", "dan"): "helpline", ("police seat", ""): ""}
    meetings = [
        replace(meeting(n, holder("dan", "police seat")), agencies={("chair seat", ""): "council", **sat_for})
        for n in range(4)
    ]

    found = attendance(
        meetings=meetings,
        appointments=(replace(CAZ, from_on=FIRST), replace(dan, from_on=FIRST)),
        seats={"chair seat": "council", "police seat": "refuge"},
    )

    assert {line.id: (line.tally.there, line.tally.of) for line in found.agencies} == {
        "council": (0, 0),
        "refuge": (0, 4),
        "helpline": (4, 4),
    }


def test_a_seat_counts_for_the_agency_it_was_of_on_the_day_of_the_meeting():
    police = ("police seat", "")
    days = ({}, {police: "police"}, {police: "police"}, {police: "charity"})
    caz = holder("caz", "police seat")
    meetings = [
        replace(meeting(n, *([caz] if n > 1 else [])), agencies={("chair seat", ""): "council", **of_seat})
        for n, of_seat in enumerate(days)
    ]

    found = attendance(
        meetings=meetings, appointments=(ANN, BEN, CAZ), seats={**SEATS, "police seat": "charity"}
    )

    assert [line.id for line in found.agencies] == ["council", "charity", "police"]
    assert marks_of(found.agencies, "police") == [Mark.NOT_YET, Mark.ABSENT, Mark.PRESENT, Mark.NO_LONGER]
    assert marks_of(found.agencies, "charity") == [Mark.NOT_YET, Mark.NOT_YET, Mark.NOT_YET, Mark.PRESENT]
    assert [line.tally for line in found.agencies] == [Tally(0, 4), Tally(1, 1), Tally(1, 2)]


def test_a_seat_there_only_on_a_condition_is_no_vacancy():
    found = attendance(
        meetings=[meeting(0)], appointments=(ANN,), seats=SEATS, conditional={"police seat", "chair seat"}
    )

    assert marks_of(found.agencies, "police") == [Mark.NOT_YET]
    assert marks_of(found.seats, "chair seat") == [Mark.ABSENT]
    assert [line.tally.of for line in found.agencies if line.id == "police"] == [0]


def test_nobody_stands_in_for_a_seat_that_is_vacant():
    found = sheet(meeting(0, deputy("dee", "police seat", authority=True)), appointments=(ANN,))

    assert marks_of(found.seats, "police seat") == [Mark.VACANT]


def test_an_agency_was_there_where_any_of_its_seats_was():
    found = sheet(meeting(0, holder("ben", "housing seat")))

    assert marks_of(found.agencies, "council") == [Mark.PRESENT]
    assert marks_of(found.seats, "chair seat") == [Mark.ABSENT]


def test_two_who_share_a_seat_each_have_a_line_and_either_meets_it():
    shared = (appointed("caz", "police seat"), appointed("dee", "police seat"))
    found = sheet(meeting(0, holder("dee", "police seat#2")), appointments=shared)

    assert marks_of(found.people, "police seat", "caz") == [Mark.ABSENT]
    assert marks_of(found.people, "police seat", "dee") == [Mark.PRESENT]
    assert marks_of(found.seats, "police seat") == [Mark.PRESENT]


def test_one_deputy_stands_in_for_one_of_two_who_share_a_seat():
    shared = (appointed("caz", "police seat"), replace(appointed("dee", "police seat"), place=2))

    def marks(*came, said=None):
        found = sheet(meeting(0, *came, said=said or {}), appointments=shared)
        return [marks_of(found.people, "police seat", who)[0] for who in ("caz", "dee")]

    first = deputy("zoe", "police seat", authority=True)
    second = replace(first, seat_id="police seat#2", person_id="yan", has_authority=False)
    promised = {("police seat", "dee"): Answer.DEPUTY}
    assert marks(first) == [Mark.DEPUTY, Mark.ABSENT]
    assert marks(second) == [Mark.ABSENT, Mark.DEPUTY_WITHOUT]
    assert marks(first, second) == [Mark.DEPUTY, Mark.DEPUTY_WITHOUT]
    assert marks(holder("caz", "police seat"), first) == [Mark.PRESENT, Mark.DEPUTY]
    assert marks(second, said=promised) == [Mark.ABSENT, Mark.DEPUTY_WITHOUT]
    third = replace(first, seat_id="police seat#3")
    assert marks(third, said=promised) == [Mark.ABSENT, Mark.DEPUTY]


@pytest.mark.parametrize("is_first", [False, True])
def test_of_two_deputies_for_one_who_did_not_come_the_one_with_authority_counts(is_first):
    with_it = deputy("zoe", "police seat", authority=True)
    both = (with_it, deputy("yan", "police seat", authority=False))

    found = sheet(meeting(0, *(both if is_first else both[::-1])))

    assert marks_of(found.people, "police seat", "caz") == [Mark.DEPUTY]
    assert marks_of(found.agencies, "police") == [Mark.DEPUTY]


def test_who_is_missing_said_so_or_did_not_and_whoever_came_is_neither():
    seats = (ANN, appointed("caz", "police seat"), replace(appointed("dee", "police seat"), place=2))

    def names(*came, **said):
        answers = {("police seat", who): answer for who, answer in said.items()}
        return tuple(
            [one.person_id for one in some] for some in missing(seats, meeting(0, *came, said=answers))
        )

    ann = holder("ann", "chair seat")
    assert names(ann) == ([], ["caz", "dee"])
    assert names(ann, deputy("zoe", "police seat", authority=True)) == ([], ["dee"])
    assert names(ann, caz=Answer.APOLOGIES, dee=Answer.COMING) == (["caz"], ["dee"])
    assert names(ann, deputy("zoe", "police seat", authority=True), dee=Answer.DEPUTY) == (["dee"], [])
    assert names(deputy("caz", "chair seat", authority=True)) == ([], ["dee"])


def test_while_a_meeting_is_going_on_whoever_is_not_there_is_awaited_and_nothing_is_counted():
    said = {("housing seat", "ben"): Answer.APOLOGIES, ("police seat", "caz"): Answer.DEPUTY}
    now = replace(meeting(0, holder("ann", "chair seat"), said=said), is_going_on=True)

    found = sheet(now)

    assert [line.marks for line in found.people] == [(Mark.PRESENT,), (Mark.APOLOGIES,), (Mark.AWAITED,)]
    assert [(line.tally.there, line.tally.of) for line in found.agencies] == [(1, 1), (0, 0)]
    away = [[one.person_id for one in some] for some in missing((ANN, BEN, CAZ), now)]
    assert away == [["ben"], ["caz"]], "a deputy who was promised may still come"


def test_no_share_is_said_of_fewer_than_four_meetings():
    three = sheet(*(meeting(n, holder("caz", "police seat")) for n in range(3)))
    four = sheet(*(meeting(n, *([holder("caz", "police seat")] if n else [])) for n in range(4)))

    assert [line.tally.share for line in three.people] == [None, None, None]
    assert [line.tally.share for line in four.people if line.person_id == "caz"] == [75]


@pytest.mark.parametrize(
    ("there", "of", "share"), [(8, 12, 67), (5, 12, 42), (4, 12, 33), (1, 8, 13), (0, 4, 0), (12, 12, 100)]
)
def test_a_share_is_to_the_nearest_hundredth_and_a_half_goes_up(there, of, share):
    assert Tally(there, of).share == share


def test_every_mark_has_a_letter_and_words_of_its_own():
    assert set(MARKS) == set(Mark)
    assert len({words for _, words in MARKS.values()}) == len(Mark)
    letters = [letter for letter, _ in MARKS.values() if letter]
    assert len(set(letters)) == len(letters)


PEOPLE = ["ann", "ben", "caz", "dee"]
DAYS = st.dates(date(2026, 6, 1), date(2028, 6, 1))


@st.composite
def boards(draw):
    appointments = []
    for _ in range(draw(st.integers(0, 6))):
        from_on = draw(DAYS)
        until = draw(st.none() | DAYS.filter(lambda on, start=from_on: on >= start))
        seat, person = draw(st.sampled_from(sorted(SEATS))), draw(st.sampled_from(PEOPLE))
        appointments.append(AppointmentFacts(f"{len(appointments)}", seat, person, from_on, until))
    meetings = []
    for n in range(draw(st.integers(1, 6))):
        came = [
            Presence(
                draw(st.sampled_from(PEOPLE)), seat, SEATS[seat],
                is_deputy=draw(st.booleans()), has_authority=draw(st.booleans()),
            )
            for seat in draw(st.lists(st.sampled_from(sorted(SEATS)), max_size=3))
        ]  # fmt: skip
        meetings.append(meeting(n, *came, withdrew=draw(st.sets(st.sampled_from(PEOPLE)))))
    return meetings, appointments


@given(boards())
def test_a_line_has_a_mark_for_each_meeting_and_never_more_attended_than_counted(board):
    meetings, appointments = board
    found = attendance(meetings=meetings, appointments=appointments, seats=SEATS)
    for line in (*found.people, *found.seats, *found.agencies):
        assert len(line.marks) == len(meetings)
        assert 0 <= line.tally.there <= line.tally.of <= len(meetings)
        assert line.tally.of == sum(mark in COUNTED for mark in line.marks)
        assert (line.tally.share is None) == (line.tally.of < FEWEST)


@given(boards())
def test_an_agency_is_there_exactly_when_one_of_its_seats_is(board):
    meetings, appointments = board
    found = attendance(meetings=meetings, appointments=appointments, seats=SEATS)
    seats = {line.id: line.marks for line in found.seats}
    for line in found.agencies:
        for n, mark in enumerate(line.marks):
            of_it = [seats[seat][n] for seat, agency in SEATS.items() if agency == line.id]
            assert (mark in MET) == any(one in MET for one in of_it)
            assert mark in of_it


@given(boards())
def test_a_person_is_marked_present_only_where_they_came(board):
    meetings, appointments = board
    found = attendance(meetings=meetings, appointments=appointments, seats=SEATS)
    for line in found.people:
        for one, mark in zip(meetings, line.marks, strict=True):
            if mark in CAME:
                assert line.person_id in {p.person_id for p in one.came if not p.is_deputy}
