"""Whether a meeting was quorate: for an item, and through each stretch of it."""

import itertools
from dataclasses import replace
from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.meetings.quorate import Table, quorum_of_item, quorum_through
from quorate.domain.meetings.room import Act, RoomAct, room_after, until_the_end
from quorate.domain.membership.facts import AgencyFacts, Presence, SeatFacts
from quorate.domain.membership.quorum import QuorumState
from quorate.domain.terms.quorum import Agencies, Count, Quorum

AGENCY = {"a": "council", "b": "council", "c": "council", "d": "council", "e": "council",
          "p": "police", "v": "charity", "h": "health"}  # fmt: skip
PEOPLE = sorted(AGENCY)
ITEMS = ["five", "six", "seven"]
TABLE = Table(
    rule=Quorum((Count(5), Agencies(3))),
    seats=tuple(SeatFacts(f"seat {who}", f"Seat {who}", AGENCY[who]) for who in PEOPLE),
    agencies=tuple(AgencyFacts(name, name.capitalize()) for name in sorted(set(AGENCY.values()))),
    holds={who: (f"seat {who}",) for who in PEOPLE},
)


def came(n, who, at=time(10)):
    return RoomAct(n, at, Act.CAME, who, presence=Presence(who, f"seat {who}", AGENCY[who]))


def act(n, what, at, who="", item=""):
    return RoomAct(n, at, what, who, item)


def test_an_item_is_judged_by_who_was_there_when_it_was_last_taken():
    acts = [came(n, who) for n, who in enumerate("abcdpv", 1)]
    acts += [
        act(10, Act.ITEM, time(10, 10), item="six"),
        act(11, Act.WITHDREW, time(10, 11), "v", "six"),
        act(12, Act.ITEM, time(10, 30), item="seven"),
        act(13, Act.LEFT, time(10, 40), "p"),
    ]

    assert quorum_of_item(acts, TABLE, "six").state is QuorumState.NOT_QUORATE
    assert quorum_of_item(acts[:9], TABLE, "seven").is_quorate, "of an item to come, by who is here now"
    assert quorum_of_item(acts, TABLE, "seven").state is QuorumState.NOT_QUORATE
    assert quorum_of_item(acts, TABLE).agencies == 2, "with no item, the one being taken"
    again = [*acts, act(14, Act.ITEM, time(10, 50), item="six"), came(15, "h", time(10, 51))]
    assert quorum_of_item(again, TABLE, "six").agencies == 2, "taken again, judged again"


def test_an_item_stays_judged_as_it_was_taken_whoever_leaves_for_the_next():
    acts = [came(n, who) for n, who in enumerate("abcdpv", 1)]
    acts += [
        act(10, Act.ITEM, time(10, 10), item="six"),
        act(11, Act.ITEM, time(10, 30), item="seven"),
        act(12, Act.LEFT, time(10, 40), "p"),
    ]

    assert quorum_of_item(acts, TABLE, "six").is_quorate
    assert not quorum_of_item(acts, TABLE, "seven").is_quorate


def test_whoever_withdrew_is_no_cure_in_any_seat_they_hold():
    acts = [came(n, who) for n, who in enumerate("abcde", 1)]
    acts.append(act(9, Act.WITHDREW, time(0), "v", "six"))
    in_two = Table(TABLE.rule, TABLE.seats, TABLE.agencies, {**TABLE.holds, "v": ("seat v", "seat h")})

    assert in_two.unable(room_after(acts), "six") == {"seat v", "seat h"}
    assert [seat.id for seat in quorum_of_item(acts, in_two, "six").example] == []


def test_whoever_withdrew_is_no_cure_though_they_have_not_come():
    acts = [came(n, who) for n, who in enumerate("abcde", 1)]
    acts.append(act(9, Act.WITHDREW, time(0), "v", "six"))

    assert [seat.id for seat in quorum_of_item(acts, TABLE, "six").example] == ["seat h", "seat p"]
    assert [seat.id for seat in quorum_of_item(acts, TABLE, "five").example] == ["seat h", "seat p"]
    without_health = Table(
        TABLE.rule, tuple(seat for seat in TABLE.seats if seat.id != "seat h"), TABLE.agencies, TABLE.holds
    )
    assert quorum_of_item(acts, without_health, "six").example == ()
    assert len(quorum_of_item(acts, without_health, "five").example) == 2


def test_somebody_in_attendance_is_in_no_quorum_whatever_the_terms_say_of_advisers():
    guest = RoomAct(9, time(10), Act.CAME, "guest", presence=Presence("guest", "", "health"))
    acts = [*(came(n, who) for n, who in enumerate("abcdp", 1)), guest]
    advisers = Table(Quorum((Count(5), Agencies(3)), advisory_count=True), TABLE.seats, TABLE.agencies)

    assert quorum_of_item(acts, advisers).agencies == 2
    assert len(room_after(acts).here) == 6


def test_going_home_undoes_no_item_and_leaving_before_the_end_does():
    acts = [came(n, who) for n, who in enumerate("abcdpv", 1)]
    acts += [act(10, Act.ITEM, time(15), item="seven"), act(11, Act.LEFT, time(15, 20), "a")]
    home = [*acts, *(act(20 + n, Act.LEFT, time(16), who) for n, who in enumerate("bcdpv"))]

    assert quorum_of_item(home, TABLE, "seven").is_quorate
    assert quorum_of_item(home, TABLE).is_quorate, "and so it stood at the end"
    assert [judged.verdict.is_quorate for judged in quorum_through(home, TABLE)][-1]
    one_by_one = [*acts, *(act(20 + n, Act.LEFT, time(15, 50 + n), who) for n, who in enumerate("bcdpv"))]
    assert quorum_of_item(one_by_one, TABLE, "seven").is_quorate
    assert quorum_of_item(one_by_one, TABLE, "seven", ended_at=time(16)).members == 0, "it went on without"
    early = [*acts, act(12, Act.LEFT, time(15, 30), "v")]
    assert not quorum_of_item([*early, act(13, Act.LEFT, time(16), "b")], TABLE, "seven").is_quorate
    assert quorum_of_item(early, TABLE, "seven", ended_at=time(15, 30)).is_quorate


TIMES = st.integers(0, 119).map(lambda minute: time(10 + minute // 60, minute % 60))


@st.composite
def meetings(draw):
    acts = []
    for number in range(1, draw(st.integers(1, 25))):
        what = draw(st.sampled_from(list(Act)))
        at, who, item = draw(TIMES), draw(st.sampled_from(PEOPLE)), draw(st.sampled_from(ITEMS))
        if what is Act.CAME:
            acts.append(came(number, who, at))
        elif what is Act.ITEM:
            acts.append(act(number, what, at, item=item))
        else:
            acts.append(act(number, what, at, who, item if what is Act.WITHDREW else ""))
    return acts


@given(meetings())
def test_the_last_stretch_of_an_item_and_the_item_are_judged_alike(acts):
    through = quorum_through(acts, TABLE)
    for item in ITEMS:
        of_it = [judged for judged in through if judged.stretch.item_id == item]
        held = until_the_end(acts)
        taken = last_taken(held, item)
        if of_it and taken is not None and _has_its_own(held, len(taken)):
            assert quorum_of_item(acts, TABLE, item).state is of_it[-1].verdict.state


def last_taken(acts, item):
    """The acts up to the end of the last time an item was taken; None where it never was."""
    begun = [n for n, one in enumerate(acts) if one.act is Act.ITEM and one.item_id == item]
    if not begun:
        return None
    return acts[: next((n for n, one in enumerate(acts) if n > begun[-1] and one.act is Act.ITEM), len(acts))]


@given(meetings())
def test_a_brief_answer_is_the_same_answer(acts):
    for told, brief in zip(
        quorum_through(acts, TABLE), quorum_through(acts, TABLE, is_brief=True), strict=True
    ):
        assert replace(told.verdict, said="") == brief.verdict


def _has_its_own(acts, n):
    """Whether what came last of an item has a stretch of its own.

    It has not where somebody came or went in the minute in which the next was taken.
    """
    if n == len(acts) or acts[n - 1].at != acts[n].at:
        return True
    return any(one.act is Act.ITEM and one.at == acts[n].at for one in acts[:n])


@given(meetings())
def test_nobody_counts_for_an_item_they_withdrew_from_and_a_stretch_has_no_cure(acts):
    away = {(a.person_id, a.item_id) for a in acts if a.act is Act.WITHDREW}
    for judged in quorum_through(acts, TABLE):
        assert judged.verdict.cure == ""
    final = room_after(acts)
    for item in ITEMS:
        assert not {(p.person_id, item) for p in final.for_item(item)} & away


@given(meetings())
def test_the_stretches_follow_one_another_without_a_gap(acts):
    through = quorum_through(acts, TABLE, ended_at=time(12, 30))
    for one, after in itertools.pairwise(through):
        assert one.stretch.until == after.stretch.since
    assert not through or through[-1].stretch.until == time(12, 30)
