"""What minutes say by themselves, out of what was recorded in the room."""

from datetime import date, time, timedelta

import pytest

from quorate.commands import minutes, minutes_steps, replies, room
from quorate.commands.agenda import Said, change_item
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.outcomes import Refusal, Waiver
from quorate.domain.meetings.minutes import MinuteDraft, MinuteKind
from quorate.domain.membership.replies import Answer
from quorate.queries.attendance import page_attendance
from quorate.queries.compliance import page_compliance
from quorate.queries.meetings import page_meeting
from quorate.queries.minutes import page_minutes
from quorate.queries.minutes_content import minutes_content
from quorate.queries.room import page_room
from quorate.records import scopes
from quorate.records.models import (
    AgendaItem,
    Appointment,
    ClauseRow,
    Entry,
    Meeting,
    Minute,
    RoomActRow,
    Seat,
)
from tests.builders.restrictions import a_restriction
from tests.builders.rooms import COUNCIL, MEETS_ON, Board, a_board
from tests.builders.world import done

pytestmark = pytest.mark.django_db
AFTER = date(2027, 2, 15)


def page(board: Board, key: str = "coordinator"):
    return page_minutes(board.world.actor(key, MEETS_ON), meeting=board.meeting, today=MEETS_ON)


def told() -> Board:
    """Five of the council come, police and a charity; the charity is bidding for item 6 and withdraws."""
    board = a_board()
    for minute, key in enumerate(COUNCIL):
        done(board.came(key, 9, 50 + minute))
    done(board.came("police", 9, 58))
    done(board.takes(1, 10, 0))
    done(board.came("charity", 10, 10))
    done(board.takes(6, 10, 40))
    done(
        replies.declare_interest(
            board.at(),
            meeting=board.meeting,
            person=board.world.people["charity"],
            item=board.items[5],
            words="We are bidding for it.",
            withdraws=True,
            at=time(10, 41),
        )
    )
    done(board.left("five", 10, 50))
    done(board.takes(7, 11, 0))
    return board


def write(board: Board, item: int, words: str, kind: MinuteKind = MinuteKind.DECISION, **more):
    return minutes.write_minute(
        board.at(),
        meeting=board.meeting,
        item=board.items[item - 1],
        draft=MinuteDraft(kind, words),
        **more,
    )


def test_who_was_there_says_who_came_late_who_left_and_who_withdrew():
    record = page(told()).record

    notes = {one.name: one.note for one in record.present}
    assert notes["Superintendent"] == ""
    assert notes["Chief executive"] == "came at 10:10am, withdrew from item 6 for a conflict of interest"
    assert notes["Council officer five"] == "left at 10:50am"


def test_the_quorum_is_told_each_time_the_answer_or_who_counts_changes():
    lines = page(told()).record.quorum

    assert [(line.since, line.state) for line in lines] == [
        (time(10, 0), "not_quorate"),
        (time(10, 10), "quorate"),
        (time(10, 41), "not_quorate"),
        (time(10, 50), "not_quorate"),
        (time(11, 0), "quorate"),
    ]
    assert lines[2].sentence == (
        "From 10:41am (item 6), not quorate: six members were there, but from only two agencies "
        "(Council and Police); the terms asked for at least three agencies."
    )
    assert lines[3].sentence.startswith("From 10:50am (item 6), not quorate: five members were there, but")


def recorded_afterwards() -> Board:
    """Items taken one after another at one time, the tender among them without a quorum."""
    board = a_board()
    for key in (*COUNCIL[:3], "police", "charity"):
        done(board.came(key, 11))
    done(board.withdraws("charity", 6, 11))
    for item in (1, 2, 6, 5, 7):
        done(board.takes(item, 11))
    return board


def test_items_of_one_minute_keep_their_quorum_in_the_minutes_the_room_and_the_year():
    board = recorded_afterwards()

    said = [line.sentence for line in page(board).record.quorum]
    assert [line.partition(": ")[0] for line in said] == [
        "At 11am (items 1 and 2), quorate",
        "At 11am (item 6), not quorate",
        "From 11am (item 5), quorate",
    ]
    seen = page_room(
        board.world.actor("coordinator", MEETS_ON), meeting=board.meeting, moment=board.at().moment
    )
    assert [(one.since, one.until, one.item[:1], one.quorum) for one in seen.stretches] == [
        ("11am", "", "1", "Quorate"),
        ("11am", "", "2", "Quorate"),
        ("11am", "", "6", "Not quorate"),
        ("11am", "", "5", "Quorate"),
        ("11am", "", "7", "Quorate"),
    ]
    assert {one.when for one in seen.items if one.is_past} == {"At 11am"}
    year = page_compliance(board.world.actor("coordinator", AFTER), group="board", today=AFTER)
    (throughout,) = [one for one in year.clauses if one.title == "Quorate throughout"]
    assert [one.short for one in throughout.cells if one] == ["Not throughout"]


def test_a_line_before_an_item_not_open_to_the_reader_says_until_when_it_is_told_for():
    board = a_board()
    for key in (*COUNCIL[:3], "police"):
        done(board.came(key, 10))
    done(board.takes(4, 10, 30))
    done(board.came("charity", 10, 50))
    done(board.takes(6, 10, 50))
    restrict(board, 6)

    def said(key):
        return [line.sentence.partition(": ")[0] for line in page(board, key).record.quorum]

    whole, hidden = "From 10:30am (item 4), not quorate", "From 10:30am to 10:50am (item 4), not quorate"
    assert said("health") == [whole, "From 10:50am (item R1), quorate"]
    assert said("charity") == [hidden]
    assert hidden in written(board, "charity")
    done(board.takes(7, 11, 20))
    assert said("charity") == [hidden, "From 11:20am (item 6), quorate"]


def written(board: Board, key: str) -> str:
    """The quorum as the document says it, for readers who see what this one sees."""
    found = minutes_content(
        board.world.actor(key, MEETS_ON),
        meeting=board.meeting,
        edition=Audience.PARTNERSHIP,
        as_at=MEETS_ON,
        made_at=board.at().moment.at,
    )
    return str(found.quorum)


def restrict(board: Board, number: int) -> None:
    """Bar the charity from an item, and send the minutes to members."""
    barring = a_restriction(board.world, from_on=MEETS_ON, bar_agencies=["charity"])
    item = AgendaItem.objects.get(id=board.items[number - 1])
    by = board.world.as_("coordinator", MEETS_ON)
    said = Said(title=item.title, restriction=barring)
    done(change_item(by, meeting=board.meeting, item=item.id, version=item.version, said=said))
    Meeting.objects.filter(id=board.meeting).update(minutes_to_members_on=MEETS_ON)


def test_interests_declared_and_who_sent_apologies_are_in_the_record():
    board = told()
    world = board.world
    for key, said in (("health", Answer.APOLOGIES), ("secretary", Answer.COMING)):
        done(
            replies.record_reply(
                board.at(key),
                meeting=board.meeting,
                seat=world.seats[key],
                person=world.people[key],
                said=replies.Said(answer=said),
            )
        )

    record = page(board).record

    assert record.apologies == ("Head of safeguarding, health seat",)
    assert "Board secretary, secretary seat" in record.not_there
    assert not any("Head of safeguarding" in line for line in record.not_there)
    (declared,) = record.declarations
    assert declared == (
        "Chief executive declared an interest in item 6 and withdrew from it: We are bidding for it."
    )


def test_a_decision_under_an_item_not_taken_says_what_its_quorum_is_of():
    board = told()
    done(write(board, 7, "The plan is agreed."))
    done(write(board, 5, "The budget is agreed."))

    said = {line.words: line.untaken for one in page(board).open_items for line in one.lines}

    assert said["The plan is agreed."] == ""
    assert said["The budget is agreed."] == (
        "The item is not recorded as taken: this is how the room last stood."
    )


def test_who_withdrew_in_the_room_without_declaring_is_among_the_interests_declared():
    board = told()
    done(board.withdraws("charity", 7, 11, 1))
    done(board.withdraws("police", 7, 11, 2))

    declared = page(board).record.declarations

    assert [line for line in declared if "item 6" in line] == [
        "Chief executive declared an interest in item 6 and withdrew from it: We are bidding for it."
    ]
    assert declared[1:] == (
        "Chief executive withdrew from item 7 for a conflict of interest.",
        "Superintendent withdrew from item 7 for a conflict of interest.",
    )


def test_whoever_holds_two_seats_is_away_once_with_both():
    board = told()
    world = board.world
    theirs = Appointment.objects.filter(seat__in=[world.seats["secretary"], world.seats["health"]])
    theirs.update(person=world.people["secretary"])

    assert "Board secretary, secretary seat and health seat" in page(board).record.not_there

    for key in ("secretary", "health"):
        said = replies.Said(answer=Answer.APOLOGIES)
        who = {"seat": world.seats[key], "person": world.people["secretary"]}
        done(replies.record_reply(board.at("secretary"), meeting=board.meeting, said=said, **who))
    assert page(board).record.apologies == ("Board secretary, secretary seat and health seat",)
    Seat.objects.filter(id=world.seats["secretary"]).update(title="Board secretary")
    assert page(board).record.apologies == ("Board secretary and health seat",), "one name is said once"


def test_a_decision_follows_the_room_when_it_is_put_right_and_waits_to_be_ratified():
    board = told()
    minute = done(write(board, 7, "The training goes ahead."))
    assert Minute.objects.get(id=minute).quorum == "quorate"
    for key in ("one", "two", "police"):
        act = RoomActRow.objects.get(act="came", person=board.world.people[key])
        done(room.strike_out(board.at(), meeting=board.meeting, act=act.id))

    (line,) = [one for item in page(board).open_items for one in item.lines]
    assert (line.quorum, line.pending) == ("Not quorate", "Not ratified")
    assert line.stood.changed == "Recorded as quorate; by the record of the room now it was not quorate."
    year = page_compliance(board.world.actor("coordinator", MEETS_ON), group="board", today=MEETS_ON)
    (waiting,) = year.unratified
    assert waiting.said == f"{line.stood.changed} Not ratified yet: a later meeting decides."

    done(minutes_steps.send_minutes_to_chair(board.at(), **standing(board), on=MEETS_ON))
    approve = minutes_steps.approve_minutes(board.at("chair"), **standing(board))
    assert isinstance(approve, Refusal)
    assert approve.code == "minutes.quorum_changed"
    assert page(board, "chair").offers.approve.refusal.code == "minutes.quorum_changed"

    clause = ClauseRow.objects.get(kind="quorum")
    waiver = Waiver(str(clause.id), "It could not wait.", str(board.world.people["chair"]), MEETS_ON)
    done(
        minutes.change_minute(
            board.at(),
            meeting=board.meeting,
            minute=minute,
            version=1,
            draft=MinuteDraft(MinuteKind.DECISION, "The training goes ahead."),
            waiver=waiver,
        )
    )
    done(minutes_steps.approve_minutes(board.at("chair"), **standing(board)))
    (line,) = [one for item in page(board).open_items for one in item.lines]
    assert (line.pending, line.stood.changed) == ("Not ratified", "")


def standing(board: Board):
    return {"meeting": board.meeting, "version": Meeting.objects.get(id=board.meeting).version}


def test_of_two_who_share_a_seat_one_deputy_stands_in_for_one_alone():
    board = a_board()
    Seat.objects.filter(id=board.world.seats["police"]).update(places=2)
    Appointment.objects.filter(seat=board.world.seats["adviser"]).update(
        seat=board.world.seats["police"], place=2
    )
    done(board.came("analyst", seat="police", authority=True))

    record = page(board).record

    assert "Superintendent, police seat" not in record.not_there
    assert "Crown prosecutor, police seat" in record.not_there
    assert "adviser seat (vacant)" in record.not_there


def test_the_minutes_say_when_it_began_and_ended_and_nobody_left_by_going_home():
    board = told()
    for key in ("one", "two", "police"):
        done(board.left(key, 11, 30))
    version = Meeting.objects.get(id=board.meeting).version
    done(
        room.record_times(
            board.at(), meeting=board.meeting, began_at=time(10), ended_at=time(11, 30), version=version
        )
    )

    record = page(board).record

    assert record.times == "It began at 10am and ended at 11:30am."
    assert [one.note for one in record.present if "left" in one.note] == ["left at 10:50am"]


def test_whoever_left_before_the_meeting_began_was_not_present_at_it():
    board = a_board()
    done(board.came("police", 9, 50))
    done(board.came("charity", 9, 40))
    done(board.left("charity", 9, 51))
    done(board.came("three", 9, 40))
    done(board.left("three", 9, 51))
    done(board.takes(1, 10))
    done(board.back("three", 10, 30))
    reader = board.at().actor

    record = page(board).record
    sheet = page_attendance(reader, group="board", today=MEETS_ON + timedelta(days=1))
    coming = page_meeting(reader, meeting=board.meeting, today=MEETS_ON).coming

    assert "Chief executive" not in [one.name for one in record.present]
    assert [one for one in record.not_there if one.startswith("Chief executive")]
    assert "Council officer three" in [one.name for one in record.present], "they came back"
    marks = {row.name: row.cells[-1].letter for row in sheet.people}
    assert (marks["Chief executive"], marks["Council officer three"]) == ("X", "P")
    came = {one.name: one.came for one in coming.rows}
    assert (came["Chief executive"], came["Council officer three"]) == ("Not here yet", "Present")


def test_a_decision_keeps_how_the_quorum_stood_for_its_item():
    board = told()

    broken = write(board, 6, "The contract is awarded", quorum="quorate")
    good = done(write(board, 7, "The plan is agreed"))

    assert isinstance(broken, Refusal)
    assert broken.code == "minutes.not_quorate", "what the room's record says outweighs what is typed"
    assert Minute.objects.get(id=good).quorum == "quorate"
    clause = ClauseRow.objects.get(terms=board.world.terms, kind="quorum")
    waiver = Waiver(str(clause.id), "The contract ends tomorrow", str(board.world.people["chair"]), MEETS_ON)
    pending = done(write(board, 6, "The contract is awarded", waiver=waiver))
    assert Minute.objects.get(id=pending).quorum == "not_quorate"
    (line,) = next(item for item in page(board).open_items if item.number == "6").lines
    assert (line.quorum, line.pending) == ("Not quorate", "Not ratified")


def test_what_is_about_an_item_somebody_is_barred_from_is_not_in_the_record_they_read():
    board = told()
    world = board.world
    by = world.as_("coordinator", MEETS_ON)
    barring = a_restriction(world, from_on=MEETS_ON, bar_agencies=["charity"])
    action = MinuteDraft(MinuteKind.ACTION, "Ask the bidder for its sums", owner=str(world.people["police"]))
    done(minutes.write_minute(by, meeting=board.meeting, item=board.items[5], draft=action))
    said = Said(title="Tender of the refuge contract", restriction=barring)
    item = AgendaItem.objects.get(id=board.items[5])
    done(change_item(by, meeting=board.meeting, item=item.id, version=item.version, said=said))
    Meeting.objects.filter(id=board.meeting).update(minutes_to_members_on=MEETS_ON)

    barred, free = page(board, "charity"), page(board, "health")

    assert [line.since for line in barred.record.quorum] == [time(10, 0), time(10, 10), time(11, 0)]
    assert "item 6" not in str(barred.record.quorum)
    assert barred.record.declarations == ()
    assert "withdrew" not in str(barred.record.present)
    assert barred.restricted_items == ()
    assert "Ask the bidder" not in str(barred.actions)
    assert not scopes.entries(world.actor("charity", MEETS_ON)).exists()
    assert "Ask the bidder" in str(free.restricted_items)
    assert Entry.objects.get().restriction_id == barring
    assert RoomActRow.objects.filter(act="withdrew").exists()
