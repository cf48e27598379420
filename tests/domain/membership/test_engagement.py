"""How an agency keeps what it owes: what counts, and the words to raise it."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.calendar.holidays import england_and_wales
from quorate.domain.membership.attendance import COUNTED, Mark
from quorate.domain.membership.engagement import (
    AtMeeting,
    Became,
    Engagement,
    Promise,
    Timely,
    timely,
    timely_said,
    words_to_raise,
)

TODAY = date(2027, 3, 1)
FIRST = date(2026, 4, 2)


def at(*marks):
    return tuple(AtMeeting(FIRST + timedelta(days=60 * n), mark) for n, mark in enumerate(marks))


def said(*marks, **more):
    return words_to_raise(Engagement("Housing", at(*marks), **more))


def test_what_is_done_on_its_day_is_in_time_and_a_day_after_is_late():
    due = date(2027, 2, 1)

    assert Promise("a", due, due).kept(TODAY) is Became.IN_TIME
    assert Promise("a", due, due + timedelta(days=1)).kept(TODAY) is Became.LATE
    assert Promise("a", due).kept(TODAY) is Became.NOT_DONE


def test_what_is_due_today_or_on_no_day_is_not_held_against_anybody():
    assert Promise("a", TODAY).kept(TODAY) is Became.STILL_TIME
    assert Promise("a", None).kept(TODAY) is Became.STILL_TIME
    assert timely([Promise("a", TODAY), Promise("b", None)], TODAY) == Timely()


def test_a_paper_is_late_by_working_days_and_an_action_by_days():
    late = Promise("a", date(2027, 2, 5), date(2027, 2, 9))  # Friday to Tuesday

    assert late.days_late(TODAY, england_and_wales()) == 2
    assert late.days_late(TODAY) == 4
    assert timely([late], TODAY, england_and_wales()) == Timely(late=1, longest=2)


def test_the_words_put_what_was_kept_beside_what_was_not():
    first, ask = said(
        Mark.PRESENT,
        Mark.DEPUTY_WITHOUT,
        Mark.APOLOGIES,
        Mark.ABSENT,
        papers=Timely(2, 1, longest=4),
        actions=Timely(not_done=1),
        updates=Timely(2),
    )

    assert first == (
        "In the last four meetings that count, from 2 April 2026 to 29 September 2026, somebody who could "
        "decide for Housing came to one; a deputy without authority came to one; apologies were sent for "
        "one; nobody came and no apologies were sent for one. Of three papers, two came in time and one "
        "came late by 4 working days. The one action that was due was not done. Both updates asked for "
        "were given in time."
    )
    assert ask == (
        "Is something in the way that the partnership can help with? "
        "If any of this is wrong, say so and the record will be put right."
    )


def test_fewer_than_four_meetings_are_said_to_be_too_few():
    assert "too few to judge by" in said(Mark.ABSENT, Mark.PRESENT, Mark.ABSENT)[0]
    assert "too few" not in said(Mark.ABSENT, Mark.PRESENT, Mark.ABSENT, Mark.ABSENT)[0]


def test_only_the_last_four_meetings_are_raised():
    found = said(Mark.ABSENT, Mark.ABSENT, Mark.PRESENT, Mark.PRESENT, Mark.PRESENT, Mark.DEPUTY)[0]

    assert "came to all four" in found
    assert "nobody came" not in found


def test_an_agency_that_kept_everything_is_thanked_and_one_that_owed_nothing_is_not_written_to():
    assert said(Mark.PRESENT, Mark.PRESENT)[1] == "All of it was kept. Thank you."
    assert said(Mark.NOT_YET, Mark.VACANT) == ()


def test_a_count_says_how_many_of_how_many():
    assert timely_said(Timely(3, 1, 1)) == "3 of 5, 1 late, 1 not done"
    assert timely_said(Timely()) == ""


MARKS = st.lists(st.sampled_from(Mark), max_size=9)
TIMES = st.builds(Timely, *[st.integers(0, 12)] * 3, longest=st.integers(0, 40))


@given(MARKS, TIMES, TIMES, TIMES)
def test_there_is_never_a_percentage_in_the_words(marks, papers, actions, updates):
    found = Engagement("Housing", at(*marks), papers, actions, updates)

    said = " ".join(words_to_raise(found))

    assert "%" not in said
    assert "per cent" not in said
    assert bool(said) is not found.is_empty


@given(MARKS)
def test_meetings_before_or_after_an_appointment_change_nothing(marks):
    counting = [mark for mark in marks if mark in COUNTED]
    days = [FIRST + timedelta(days=60 * n) for n in range(len(marks))]
    every = tuple(AtMeeting(on, mark) for on, mark in zip(days, marks, strict=True))
    alone = tuple(one for one in every if one.mark in COUNTED)

    assert words_to_raise(Engagement("A", every)) == words_to_raise(Engagement("A", alone))
    assert Engagement("A", every).tally.of == len(counting)


@given(st.lists(st.tuples(st.integers(-40, 40), st.none() | st.integers(-60, 0)), max_size=20))
def test_every_promise_whose_day_is_over_counts_once(found):
    promises = [
        Promise(str(n), TODAY + timedelta(days=due), None if on is None else TODAY + timedelta(days=on))
        for n, (due, on) in enumerate(found)
    ]

    counted = timely(promises, TODAY)

    over = [one for one in promises if one.done_on or (one.due_on and one.due_on < TODAY)]
    assert counted.of == len(over)
    assert counted.is_short == any(one.days_late(TODAY) for one in promises)
