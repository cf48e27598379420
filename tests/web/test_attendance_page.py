"""The attendance sheet of a group, as people read it."""

import re
from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quorate.commands import meetings, membership, minutes, replies, room, setting_up
from quorate.commands.replies import Said
from quorate.commands.room import Seen
from quorate.commands.runner import As
from quorate.domain.kernel.outcomes import OnBehalf
from quorate.domain.meetings.minutes import MinuteDraft, MinuteKind
from quorate.domain.membership.replies import Answer
from quorate.queries.attendance import page_attendance
from quorate.queries.meetings import page_meeting
from quorate.queries.membership.group import page_membership
from quorate.queries.membership.review import page_review
from quorate.queries.minutes import page_minutes
from quorate.queries.room import page_room
from quorate.records.models import Agency, AgendaItem, Appointment, Meeting, Seat
from tests.builders.browsing import signed_in
from tests.builders.minutes import to_chair
from tests.builders.restrictions import a_restriction
from tests.builders.rooms import FOUNDED, MEETS_ON, a_board, in_the_room
from tests.builders.world import done

pytestmark = pytest.mark.django_db
LATER = date(2027, 6, 1)


def a_past_meeting(board, on, *who):
    """A meeting of another day to which these people came."""
    world = board.world
    meeting = done(
        meetings.set_meeting(
            world.as_("coordinator", FOUNDED), group=world.board, on=on, starts=time(10), minutes=120
        )
    )
    for key in who:
        done(
            room.record_arrival(
                As(world.actor("coordinator", on), in_the_room(on=on)),
                meeting=meeting,
                seen=Seen(time(10), f"{on} {key}"),
                person=world.people[key],
                seat=world.seats[key],
            )
        )
    return meeting


def sheet(board, key="coordinator", on=LATER, **more):
    return page_attendance(board.world.actor(key, on), group="board", today=on, **more)


def letters(page, name):
    (row,) = [one for one in page.people if one.name == name]
    return [cell.letter for cell in row.cells]


def test_the_sheet_has_a_column_for_each_meeting_whose_room_was_recorded():
    board = a_board()
    a_past_meeting(board, date(2026, 7, 9), "police", "charity")
    a_past_meeting(board, date(2026, 10, 8), "charity")
    a_past_meeting(board, date(2026, 11, 12))
    done(board.came("police"))
    done(board.came("analyst", seat="charity", authority=False))

    page = sheet(board)

    assert [column.on for column in page.columns] == [date(2026, 7, 9), date(2026, 10, 8), MEETS_ON]
    assert letters(page, "Superintendent") == ["P", "X", "P"]
    assert letters(page, "Chief executive") == ["P", "P", "DX"]
    assert {row.share for row in page.people} == {""}, "three meetings prove nothing"
    assert page.lede == "3 meetings were recorded. No percentages are given of fewer than 4."
    assert ("DX", "Deputy without authority") in page.key


def test_a_seat_with_an_agency_of_its_own_counts_for_that_one_whoever_sits_in_it():
    board = a_board()
    world = board.world
    Seat.objects.filter(id=world.seats["police"]).update(agency=world.agencies["health"])
    done(board.came("police"))

    agencies = {row.name: row.attended for row in sheet(board).agencies}

    assert agencies[Agency.objects.get(id=world.agencies["health"]).name] == "1 of 1"


def test_whoever_holds_a_seat_by_an_office_elsewhere_is_on_the_sheet():
    board = a_board()
    by = board.world.as_("coordinator", FOUNDED)
    group = done(setting_up.add_group(by, slug="reduction", name="Reduction group"))
    office = done(setting_up.add_seat(by, group=group, title="Chair of the group"))
    other = done(setting_up.add_seat(by, group=group, title="Vice-chair of the group"))
    for seat, key, held in ((office, "health", "chair"), (other, "analyst", "vice_chair")):
        person = board.world.people[key]
        done(setting_up.appoint(by, seat=seat, person=person, from_on=FOUNDED, office=held))
    Appointment.objects.filter(seat=board.world.seats["adviser"]).delete()
    Seat.objects.filter(id=board.world.seats["adviser"]).update(follows_group=group, follows_office="chair")
    done(board.came("health", seat="adviser"))

    rows = [(row.name, row.note) for row in sheet(board).people]

    assert ("Head of safeguarding", "adviser seat") in rows
    assert not [row for row in rows if row[0] == "Analyst"], "the seat follows the chair alone"


def test_while_a_meeting_is_going_on_whoever_has_not_come_is_not_absent_yet():
    board = a_board()
    done(board.came("police"))

    def seen(on):
        coming = page_meeting(board.world.actor("coordinator", on), meeting=board.meeting, today=on).coming
        held = page_minutes(board.world.actor("coordinator", on), meeting=board.meeting, today=on).record
        return coming.lede, letters(sheet(board, on=on), "Chief executive"), held.waits

    assert seen(MEETS_ON) == ("Of 12 members: 1 present and 11 not here yet.", ["…"], True)
    assert seen(LATER) == ("Of 12 members: 1 present and 11 absent.", ["X"], False)
    draft = MinuteDraft(MinuteKind.DISCUSSION, "It began.")
    done(minutes.write_minute(board.at(), meeting=board.meeting, item=board.items[0], draft=draft))
    assert seen(MEETS_ON) == ("Of 12 members: 1 present and 11 not here yet.", ["…"], True)
    assert page_minutes(board.at().actor, meeting=board.meeting, today=MEETS_ON).caution == (
        "The meeting is still going on: its end is not recorded. Once they go to the chair, "
        "whoever has not come by then is shown as absent."
    )
    to_chair(board.world, board.meeting, MEETS_ON)
    assert seen(MEETS_ON) == ("Of 12 members: 1 present and 11 absent.", ["X"], False)
    assert not page_minutes(board.at().actor, meeting=board.meeting, today=MEETS_ON).caution


def test_from_four_meetings_on_a_share_is_given():
    board = a_board()
    for n, who in enumerate((("police",), ("police",), (), ("police",))):
        a_past_meeting(board, date(2026, 3 + n, 5), "charity", *who)

    page = sheet(board)

    (police,) = [row for row in page.people if row.name == "Superintendent"]
    assert (police.attended, police.share) == ("3 of 4", "75%")
    assert "never filled by somebody who could decide" in page.lede


def test_apologies_come_from_the_replies():
    board = a_board()
    told = OnBehalf(str(board.world.people["police"]), "email", date(2027, 1, 4))
    done(
        replies.record_reply(
            board.world.as_("coordinator", date(2027, 1, 4)),
            meeting=board.meeting,
            seat=board.world.seats["police"],
            person=board.world.people["police"],
            said=Said(Answer.APOLOGIES),
            on_behalf=told,
        )
    )
    done(board.came("charity"))

    assert letters(sheet(board), "Superintendent") == ["A"]


def test_somebody_appointed_since_is_not_judged_for_what_was_before():
    board = a_board()
    by = board.world.as_("coordinator", date(2026, 12, 1))
    person = done(setting_up.add_person(by, name="New inspector", agency=board.world.agencies["police"]))
    seat = done(setting_up.add_seat(by, group=board.world.board, title="New seat", order=30))
    done(setting_up.appoint(by, seat=seat, person=person, from_on=date(2026, 12, 1)))
    a_past_meeting(board, date(2026, 10, 8), "charity")
    done(board.came("charity"))

    page = sheet(board)

    assert letters(page, "New inspector") == ["", "X"]
    (row,) = [one for one in page.seats if one.name == "New seat"]
    assert [cell.letter for cell in row.cells] == ["V", "X"]
    (one,) = [one for one in page.people if one.name == "New inspector"]
    assert (one.attended, one.cells[0].words) == ("0 of 1", "Not yet appointed")


def test_a_seat_added_since_was_not_vacant_before_it_was_there():
    board = a_board()
    held = a_past_meeting(board, date(2026, 11, 12), "chair")
    before = page_minutes(board.world.actor("coordinator", LATER), meeting=held, today=LATER).record
    added = board.world.as_("coordinator", date(2026, 12, 9))
    done(setting_up.add_seat(added, group=board.world.board, title="Research lead"))
    reader = board.world.actor("coordinator", LATER)
    shown = [
        {seat.title for seat in page_room(reader, meeting=one, moment=in_the_room(on=LATER)).seats}
        for one in (held, board.meeting)
    ]
    assert page_minutes(reader, meeting=held, today=LATER).record == before
    assert ["Research lead" in titles for titles in shown] == [False, True]

    page = sheet(board)

    (row,) = [one for one in page.seats if one.name == "Research lead"]
    assert {cell.mark for cell in row.cells} == {"not_yet"}
    assert "vacant throughout" not in page.lede


def test_a_withdrawal_from_an_item_the_reader_may_not_know_of_is_not_told():
    board = a_board()
    for key in ("police", "charity"):
        done(board.came(key))
    done(board.withdraws("charity", 6))
    assert letters(sheet(board), "Chief executive") == ["W"]
    tender = a_restriction(board.world, from_on=FOUNDED, bar=["police"])
    AgendaItem.objects.filter(id=board.items[5]).update(restriction=tender)

    assert letters(sheet(board, "police"), "Chief executive") == ["P"]


def test_what_was_struck_out_is_not_on_the_sheet():
    board = a_board()
    done(board.came("charity"))
    act = done(board.came("police"))
    done(room.strike_out(board.at(), meeting=board.meeting, act=act))

    assert letters(sheet(board), "Superintendent") == ["X"]


def test_the_page_is_read_by_everybody_and_asks_as_much_for_many_meetings(settings):
    settings.TODAY = LATER.isoformat()
    board = a_board()
    done(board.came("police"))
    client = signed_in(board.world, "observer")
    address = reverse("attendance", kwargs={"partnership": "marlhaven", "group": "board"})

    def asked():
        with CaptureQueriesContext(connection) as found:
            answer = client.get(address)
        assert answer.status_code == 200
        return len(found.captured_queries), answer.content.decode()

    few, _ = asked()
    for n in range(14):
        a_past_meeting(board, date(2025, 1 + n % 12, 2 + n), "police", "charity")
    many, page = asked()

    assert many == few
    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "What the letters mean" in page
    assert "Superintendent police seat" in text
    assert "12 of 12 100%" in text
    second = sheet(board, number=2)
    assert (len(second.columns), second.last) == (3, 2)
    empty = reverse("attendance", kwargs={"partnership": "marlhaven", "group": "none"})
    assert client.get(empty).status_code == 404


def test_a_meeting_the_reader_may_not_know_of_is_not_on_the_sheet_nor_answered():
    board = a_board()
    done(board.came("police"))
    Meeting.objects.filter(id=board.meeting).update(audience="core")
    adviser, member = (signed_in(board.world, key) for key in ("adviser", "police"))

    assert sheet(board, "adviser").columns == ()
    assert len(sheet(board, "police").columns) == 1
    for name in ("reply", "declare"):
        address = reverse(name, kwargs={"partnership": "marlhaven", "meeting": board.meeting})
        assert adviser.get(address).status_code == 404
        assert adviser.post(address, {"words": "Anything"}).status_code == 404
        assert member.get(address).status_code == 200


def test_a_review_of_the_membership_lists_who_came_seat_by_seat_and_keeps_it_so():
    board = a_board()
    for month in (2, 4, 7, 10):
        a_past_meeting(board, date(2026, month, 9), "police")
    by = board.world.as_("coordinator", LATER)

    found = page_review(by.actor, group="board", today=LATER).found
    said = {one.seat: (one.attended, one.share) for one in found.came}
    done(
        membership.review_membership(
            by, group=board.world.board, done_on=LATER, advice="Nothing is to change"
        )
    )
    (review,) = page_membership(by.actor, group="board", today=LATER).reviews

    assert ("4 of 4", "100%") in said.values()
    assert all("; " not in line for line in found.lines)
    under = dict(review.lines)[f"Attendance by seat. {found.attendance}"]
    assert len(under) == len(said)
    assert any(line.endswith(": 4 of 4, 100%") for line in under)


def test_an_agency_renamed_since_is_named_as_on_the_last_day_shown_and_by_its_name_now():
    board = a_board()
    a_past_meeting(board, date(2026, 7, 9), "police")
    police = Agency.objects.get(id=board.world.agencies["police"])
    by = board.world.as_("coordinator", LATER)
    done(
        setting_up.rename_agency(
            by, agency=police.id, version=police.version, name="Estuary Police", from_on=date(2027, 1, 1)
        )
    )

    assert "Police (now Estuary Police)" in {row.name for row in sheet(board).agencies}
    a_past_meeting(board, date(2027, 3, 11), "police")
    assert "Estuary Police" in {row.name for row in sheet(board).agencies}
