from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.packs.agenda import ends_at, minutes_in, timed, untimed
from quorate.domain.packs.content import AgendaLine


def agenda(*minutes):
    return tuple(AgendaLine(str(n), f"Item {n}", minutes=each) for n, each in enumerate(minutes, start=1))


def starts(lines):
    return [line.starts_at for line in lines]


def test_each_item_starts_when_the_one_before_ends():
    assert starts(timed(agenda(5, 25, 90), starts_at=time(10))) == [time(10), time(10, 5), time(10, 30)]


def test_after_an_item_without_minutes_no_start_is_guessed():
    assert starts(timed(agenda(5, None, 10), starts_at=time(10))) == [time(10), time(10, 5), None]


def test_a_meeting_without_a_start_has_no_timings():
    assert starts(timed(agenda(5, 5), starts_at=None)) == [None, None]


def test_a_start_that_was_given_stands_and_the_count_goes_on_from_it():
    lines = (*agenda(5, None), AgendaLine("R1", "Restricted", minutes=15, starts_at=time(12)), *agenda(5))

    assert starts(timed(lines, starts_at=time(10))) == [time(10), time(10, 5), time(12), time(12, 15)]


def test_nothing_is_timed_past_midnight():
    assert starts(timed(agenda(90, 5), starts_at=time(23))) == [time(23), None]


def test_a_meeting_ends_when_its_minutes_are_over_and_has_no_end_past_midnight():
    assert ends_at(time(10), 120) == time(12)
    assert ends_at(time(23), 60) is None


def test_items_without_minutes_are_counted_apart():
    assert minutes_in(agenda(5, None, 10)) == 15
    assert untimed(agenda(5, None, 10)) == 1


@given(st.lists(st.integers(0, 90), max_size=9))
def test_the_agenda_takes_the_sum_of_its_minutes(minutes):
    assert minutes_in(agenda(*minutes)) == sum(minutes)
