"""What was approved stays as it was: nobody's leaving, and nothing made of a seat since, writes it anew."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quorate.commands import minutes, minutes_steps, room, setting_up
from quorate.commands.terms import adopt_terms
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.meetings.minutes import MinuteDraft, MinuteKind
from quorate.domain.membership.seats import SeatDraft
from quorate.queries.attendance import page_attendance
from quorate.queries.compliance import page_compliance
from quorate.queries.meetings import page_meeting
from quorate.queries.minutes import page_minutes
from quorate.queries.minutes_content import minutes_content
from quorate.queries.people.register import page_leaving
from quorate.queries.room import page_room
from quorate.records.facts.tables import places_of, places_of_meetings
from quorate.records.models import Agency, Appointment, Meeting, Person, RoomActRow, Seat
from tests.builders.meetings import version_of
from tests.builders.rooms import COUNCIL, MEETS_ON, Board, a_board, in_the_room
from tests.builders.world import TOWN_CLAUSES, done

pytestmark = pytest.mark.django_db
LATER = MEETS_ON + timedelta(days=20)
JUDGED = ("record", "lines", "document", "room", "verdict")


def decided(*, approve: bool = True) -> Board:
    """A meeting only just quorate that decided something; its minutes approved and sent, or in draft."""
    board = a_board()
    for minute, key in enumerate(COUNCIL[:4]):
        done(board.came(key, 9, 50 + minute))
    done(board.came("police", 9, 58))
    done(board.came("charity", 9, 59))
    done(board.left("four", 10, 0))
    done(board.takes(1, 10, 1))
    draft = MinuteDraft(MinuteKind.DECISION, "The plan is agreed.")
    done(minutes.write_minute(board.at(), meeting=board.meeting, item=board.items[0], draft=draft))
    if approve:
        approved(board)
    return board


def approved(board: Board) -> None:
    sent = {"meeting": board.meeting}
    asked, version = board.at(), version_of(board.meeting)
    done(minutes_steps.send_minutes_to_chair(asked, **sent, on=MEETS_ON, version=version))
    done(minutes_steps.approve_minutes(board.at("chair"), **sent, version=version_of(board.meeting)))
    done(minutes_steps.circulate_minutes(asked, **sent, version=version_of(board.meeting)))


def told(board: Board) -> dict[str, object]:
    """Everything that tells of the meeting, as a coordinator reads it twenty days later."""
    reader = board.world.actor("coordinator", LATER)
    at = {"meeting": board.meeting}
    made_at = datetime.combine(LATER, datetime.min.time(), tzinfo=UTC)
    content = minutes_content(reader, **at, edition=Audience.CORE, as_at=LATER, made_at=made_at)
    page = page_minutes(reader, **at, today=LATER)
    year = page_compliance(reader, group="board", today=LATER, year=MEETS_ON.isoformat())
    coming = page_meeting(reader, **at, today=LATER).coming
    room_page = page_room(reader, **at, moment=in_the_room(on=LATER))
    sheet = page_attendance(reader, group="board", today=LATER)
    return {
        "record": page.record,
        "lines": [(line.words, line.quorum, line.pending) for one in page.open_items for line in one.lines],
        "document": content,
        "year": year,
        "coming": [(row.title, row.name, row.came, row.agency) for row in coming.rows],
        "room": (room_page.verdict, [(row.title, row.holder, row.came) for row in room_page.seats]),
        "stretches": room_page.stretches,
        "seats": sheet.seats,
        "people": [(row.name, row.note, row.cells) for row in sheet.people],
        "verdict": board.verdict(1),
    }


def ends_before(board: Board, key: str):
    held = Appointment.objects.get(seat=board.world.seats[key], is_deputy=False)
    return setting_up.end_appointment(
        board.world.as_("coordinator", LATER), appointment=held.id, to_on=MEETS_ON - timedelta(days=1)
    )


def leaves(board: Board, key: str, on: date = MEETS_ON):
    return setting_up.leave(board.world.as_("coordinator", LATER), person=board.world.people[key], left_on=on)


def test_the_meeting_is_only_just_quorate_so_that_one_seat_less_would_tell():
    board = decided()

    assert told(board)["lines"] == [("The plan is agreed.", "Quorate", "")]
    Meeting.objects.update(table_kept=None)
    assert Appointment.objects.filter(seat=board.world.seats["one"]).update(
        to_on=MEETS_ON - timedelta(days=1)
    )

    assert told(board)["lines"] == [("The plan is agreed.", "Not quorate", "Not ratified")]
    assert any("(vacant)" in line for line in told(board)["record"].not_there)


def is_kept(board: Board, before: dict[str, object]) -> None:
    """All stays as it was told before; worked out anew, it would not."""
    assert told(board) == before
    Meeting.objects.update(table_kept=None)
    assert told(board) != before


def test_whoever_leaves_before_it_stays_in_approved_minutes_and_in_all_that_tells_of_them():
    board = decided()
    before = told(board)

    done(leaves(board, "one"))

    is_kept(board, before)


def test_an_appointment_that_ended_before_it_stays_in_approved_minutes():
    board = decided()
    before = told(board)

    done(ends_before(board, "police"))

    is_kept(board, before)


def test_somebody_appointed_since_for_the_day_of_it_was_not_absent():
    board = decided(approve=False)
    Appointment.objects.filter(seat=board.world.seats["five"]).delete()
    approved(board)
    before = told(board)
    assert "Council seat five (vacant)" in before["record"].not_there

    done(
        setting_up.appoint(
            board.world.as_("coordinator", LATER),
            seat=board.world.seats["five"],
            person=board.world.people["five"],
            from_on=MEETS_ON - timedelta(days=5),
        )
    )

    after = told(board)
    (_, _, cells) = next(row for row in after.pop("people") if row[0] == "Council officer five")
    assert [cell.mark for cell in cells] == ["not_yet"]
    before.pop("people")
    assert after == before
    Meeting.objects.update(table_kept=None)
    assert told(board)["record"] != before["record"]


def test_what_is_made_of_a_seat_since_is_not_said_of_approved_minutes():
    board = decided()
    before = told(board)["record"], board.verdict(1)
    seat = Seat.objects.get(id=board.world.seats["five"])

    done(
        setting_up.change_seat(
            board.world.as_("coordinator", LATER),
            seat=seat.id,
            version=seat.group.version,
            draft=SeatDraft(title="Seat for nobody", seat_class="advisory", agency=""),
        )
    )

    assert (told(board)["record"], board.verdict(1)) == before
    Meeting.objects.update(table_kept=None)
    assert (told(board)["record"], board.verdict(1)) != before


def test_an_agency_that_became_part_of_another_since_counted_by_itself():
    board = decided()
    before = told(board)["record"], board.verdict(1)
    row = Agency.objects.get(id=board.world.agencies["police"])

    done(
        setting_up.merge_agency(
            board.world.as_("coordinator", LATER),
            agency=row.id,
            version=row.version,
            into=board.world.agencies["council"],
            merged_on=MEETS_ON - timedelta(days=3),
            moves_people=False,
        )
    )

    assert (told(board)["record"], board.verdict(1)) == before
    Meeting.objects.update(table_kept=None)
    assert (told(board)["record"], board.verdict(1)) != before


def test_terms_recorded_since_for_an_earlier_day_do_not_bind_what_was_approved():
    board = decided()
    before = told(board)

    done(
        adopt_terms(
            board.world.as_("coordinator", LATER),
            group=board.world.board,
            label="Without a quorum",
            in_force_from=MEETS_ON - timedelta(days=2),
            clauses=[one for one in TOWN_CLAUSES if one.quorum is None],
        )
    )

    after = told(board)
    assert [(name, after[name]) for name in JUDGED] == [(name, before[name]) for name in JUDGED]
    Meeting.objects.update(table_kept=None)
    assert board.verdict(1) != before["verdict"]


def test_what_is_kept_says_nobodys_name_and_names_are_those_of_now():
    board = decided()
    kept = str(Meeting.objects.get().table_kept)
    names = list(Person.objects.values_list("name", flat=True))
    assert not [name for name in names if name in kept]

    Seat.objects.filter(id=board.world.seats["charity"]).update(shown_as="Rowan")
    Person.objects.filter(id=board.world.people["five"]).update(name="Officer of another name")

    called = {place.title: place.holder.name for place in places_of(board.row) if place.holder}
    assert called["charity seat"] == "Rowan"
    assert called["Council seat five"] == "Officer of another name"


def test_nobody_leaves_before_a_meeting_they_were_at_whose_minutes_are_not_approved():
    board = decided(approve=False)
    before = told(board)

    refused = leaves(board, "one")

    assert isinstance(refused, Refusal)
    assert (refused.code, refused.field) == ("people.was_there", "left_on")
    assert refused.sentence == "They were recorded at the meeting of 14 January 2027 for Council seat one."
    assert refused.cure == "Give a later day, or strike out their arrival there first."
    assert told(board) == before
    done(leaves(board, "one", MEETS_ON + timedelta(days=1)))
    assert told(board)["record"] == before["record"]


def test_no_appointment_ends_before_a_meeting_they_were_at_for_the_seat():
    board = decided(approve=False)

    refused = ends_before(board, "police")

    assert isinstance(refused, Refusal)
    assert (refused.code, refused.field) == ("people.was_there", "to_on")
    assert refused.sentence == "They were recorded at the meeting of 14 January 2027 for police seat."
    done(ends_before(board, "five"))  # they were not there


def test_an_arrival_struck_out_lets_them_leave_before_it():
    board = decided(approve=False)
    came = RoomActRow.objects.get(person=board.world.people["one"])

    done(room.strike_out(board.at(), meeting=board.meeting, act=came.id))

    done(leaves(board, "one"))


def test_an_office_that_seats_somebody_elsewhere_does_not_end_before_they_sat_there():
    board = decided(approve=False)
    by = board.world.as_("coordinator", MEETS_ON)
    group = done(setting_up.add_group(by, slug="reduction", name="Reduction group"))
    office = done(setting_up.add_seat(by, group=group, title="Chair's seat"))
    held = done(
        setting_up.appoint(
            by,
            seat=office,
            person=board.world.people["one"],
            from_on=MEETS_ON - timedelta(days=9),
            office="chair",
        )
    )
    Seat.objects.filter(id=board.world.seats["one"]).update(follows_group=group, follows_office="chair")

    refused = setting_up.end_appointment(by, appointment=held, to_on=MEETS_ON - timedelta(days=1))

    assert isinstance(refused, Refusal)
    assert refused.code == "people.was_there"


def test_a_deputy_is_named_no_longer_whenever_that_was():
    board = decided(approve=False)
    by = board.world.as_("coordinator", LATER)
    named = done(
        setting_up.appoint(
            by,
            seat=board.world.seats["health"],
            person=board.world.people["analyst"],
            from_on=MEETS_ON - timedelta(days=9),
            is_deputy=True,
        )
    )
    done(board.came("analyst", 10, 30, seat="health", authority=True))
    before = told(board)["record"]

    done(setting_up.end_appointment(by, appointment=named, to_on=MEETS_ON - timedelta(days=1)))

    assert told(board)["record"] == before


def test_of_minutes_approved_before_tables_were_kept_only_a_later_day_will_do():
    board = decided()
    Meeting.objects.update(table_kept=None)

    refused = leaves(board, "one")

    assert isinstance(refused, Refusal)
    assert (refused.code, refused.cure) == ("people.was_there", "Give a later day.")
    assert (
        page_leaving(
            board.world.actor("coordinator", LATER), person=board.world.people["one"], today=LATER
        ).leave.refusal
        is None
    )


def test_what_a_seat_was_called_is_found_where_a_name_is_taken_out():
    board = decided(approve=False)
    Seat.objects.filter(id=board.world.seats["adviser"]).update(title="Friend of Chief executive")
    approved(board)
    who = Person.objects.get(id=board.world.people["charity"])
    assert "Friend of Chief executive" in Meeting.objects.get().titles_kept.values()

    done(
        setting_up.keep_privately(
            board.world.as_("coordinator", LATER),
            person=who.id,
            version=who.version,
            name="Chief executive",
            shown_as="Rowan Ash",
        )
    )

    assert "Friend of Rowan Ash" in Meeting.objects.get().titles_kept.values()


def test_the_kept_tables_of_many_meetings_are_read_at_once():
    board = decided()
    row = board.row
    with CaptureQueriesContext(connection) as asked:
        places_of_meetings([row, row, row])

    assert len(asked) == 2, "whom they are called, and what seats show them as"
