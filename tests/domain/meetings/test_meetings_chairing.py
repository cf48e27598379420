"""Who chairs an item that the chair withdrew from."""

from datetime import time

from quorate.domain.meetings.chairing import without_chair
from quorate.domain.meetings.room import Act, RoomAct
from quorate.domain.membership.facts import Office, Presence


def came(number: int, person: str, office: Office) -> RoomAct:
    presence = Presence(person, f"seat-{person}", "agency", office=office)
    return RoomAct(number, time(10), Act.CAME, person, presence=presence)


CHAIR, VICE = came(1, "ann", Office.CHAIR), came(2, "bob", Office.VICE_CHAIR)
CONFLICT = RoomAct(3, time(0), Act.WITHDREW, "ann", "bids")
TAKEN = RoomAct(4, time(10, 5), Act.ITEM, item_id="bids")
NEXT = RoomAct(5, time(10, 30), Act.ITEM, item_id="data")


def test_a_vice_chair_who_takes_part_chairs_what_the_chair_withdrew_from_and_nothing_else():
    assert without_chair([CHAIR, VICE, CONFLICT, TAKEN, NEXT]) == {"bids": VICE.presence}


def test_where_no_vice_chair_takes_part_nobody_is_named():
    theirs = RoomAct(6, time(0), Act.WITHDREW, "bob", "bids")
    for acts in ([CHAIR, CONFLICT, TAKEN], [CHAIR, VICE, CONFLICT, theirs, TAKEN]):
        assert without_chair(acts) == {"bids": None}


def test_an_item_not_taken_and_one_the_vice_chair_withdrew_from_are_the_chairs_own():
    theirs = RoomAct(6, time(0), Act.WITHDREW, "bob", "bids")
    assert without_chair([CHAIR, VICE, CONFLICT, NEXT]) == {}
    assert without_chair([CHAIR, VICE, theirs, TAKEN]) == {}
