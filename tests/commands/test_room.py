"""What is recorded in the room, and what follows for the quorum."""

import json
import uuid
from datetime import date, time, timedelta

import pytest

from quorate.commands import replies, room, terms
from quorate.commands.replies import Said
from quorate.commands.room import Seen
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError, StaleError
from quorate.domain.kernel.outcomes import OnBehalf, Refusal
from quorate.domain.meetings.room import How
from quorate.domain.membership.quorum import QuorumState
from quorate.domain.membership.replies import Answer
from quorate.domain.terms.clauses import Clause, ClauseKind
from quorate.domain.terms.quorum import Count, Named, Quorum
from quorate.queries.quorums import quorum_through_meeting, table_of
from quorate.queries.replies import expected, replies_to
from quorate.records.facts.rooms import agencies_worked_for, places_on
from quorate.records.models import (
    AgendaItem,
    Appointment,
    Declaration,
    EventRow,
    Meeting,
    Reply,
    Representation,
    RoomActRow,
    Seat,
)
from tests.builders.meetings import a_meeting
from tests.builders.restrictions import a_restriction
from tests.builders.rooms import COUNCIL, FOUNDED, MEETS_ON, a_board
from tests.builders.world import TOWN_CLAUSES, done, make_world

pytestmark = pytest.mark.django_db


def refused(outcome) -> str:
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def five_of_the_council(board):
    for minute, key in enumerate(COUNCIL):
        done(board.came(key, 10, minute))


def test_five_of_one_council_are_not_quorate_two_more_agencies_make_it_and_a_conflict_breaks_it():
    board = a_board()
    five_of_the_council(board)

    one_agency = board.verdict()
    assert one_agency.state is QuorumState.NOT_QUORATE
    assert "five members are here, but all from Council, which counts as one agency" in one_agency.sentence
    assert one_agency.cure.startswith("A member from each of two more agencies would make it quorate, ")

    done(board.came("police", 10, 10))
    done(board.came("charity", 10, 12))
    assert board.verdict().is_quorate
    assert board.verdict(6).is_quorate

    done(board.takes(6, 10, 40))
    done(board.withdraws("charity", 6, 10, 41))

    broken = board.verdict(6)
    assert broken.state is QuorumState.NOT_QUORATE
    assert "six members are here, but from only two agencies (Council and Police)" in broken.sentence
    assert broken.cure.startswith("A member from another agency would make it quorate, for example ")
    assert "charity seat" not in broken.cure
    assert board.verdict().state is QuorumState.NOT_QUORATE, "the item being taken is the one judged"
    assert board.verdict(7).is_quorate, "they count again for the next item"


def test_a_deputy_without_authority_is_present_and_does_not_discharge_the_seat():
    board = a_board()
    five_of_the_council(board)
    done(board.came("police"))
    done(board.came("analyst", seat="charity", authority=False))

    verdict = board.verdict()

    holder = RoomActRow.objects.get(person=board.world.people["police"])
    assert holder.has_authority, "a member has it, whatever the form said"
    assert verdict.state is QuorumState.NOT_QUORATE
    assert "One deputy without authority is here and does not count." in verdict.sentence
    assert verdict.not_discharging == (str(board.world.people["analyst"]),)


@pytest.mark.parametrize(
    ("works_for", "counted_for", "is_quorate"),
    [("charity", "charity", True), ("council", "council", False), (None, "charity", True)],
)
def test_a_deputy_brings_the_agency_of_the_member_replaced_if_it_is_theirs_too(
    works_for, counted_for, is_quorate
):
    board = a_board()
    five_of_the_council(board)
    done(board.came("police"))
    world, analyst = board.world, board.world.people["analyst"]
    theirs = Representation.objects.filter(person=analyst)
    if works_for is None:
        theirs.delete()
    else:
        theirs.update(agency=world.agencies[works_for])
    done(board.came("analyst", seat="charity", authority=True))

    assert board.verdict().is_quorate is is_quorate
    row = RoomActRow.objects.get(person=analyst)
    assert (row.is_deputy, row.agency_id) == (True, world.agencies[counted_for])


@pytest.mark.parametrize("works_for", ["charity", "council", None])
@pytest.mark.parametrize("shown_as", ["", "Member for lived experience"])
def test_the_quorum_expected_of_a_deputy_is_the_one_their_coming_makes(works_for, shown_as):
    board = a_board()
    world, analyst = board.world, board.world.people["analyst"]
    Seat.objects.filter(id=world.seats["charity"]).update(shown_as=shown_as)
    theirs = Representation.objects.filter(person=analyst)
    if works_for is None:
        theirs.delete()
    else:
        theirs.update(agency=world.agencies[works_for])
    sent = Said(Answer.DEPUTY, deputy=analyst, has_authority=True)
    for key in (*COUNCIL, "police", "charity"):
        said = sent if key == "charity" else Said(Answer.COMING)
        by = world.as_("coordinator", FOUNDED)
        told = OnBehalf(str(world.people[key]), "email", FOUNDED)
        done(
            replies.record_reply(
                by,
                meeting=board.meeting,
                seat=world.seats[key],
                person=world.people[key],
                said=said,
                on_behalf=told,
            )
        )
    actor = world.actor("coordinator", FOUNDED)
    places = places_on(board.row.group_id, MEETS_ON)
    speaks = agencies_worked_for([analyst], MEETS_ON)
    found = expected(table_of(board.row, places), places, replies_to(actor, board.row), speaks)

    five_of_the_council(board)
    done(board.came("police"))
    done(board.came("analyst", seat="charity", authority=True))
    came = board.verdict()

    assert (found.state, found.agencies, found.members) == (came.state, came.agencies, came.members)
    assert found.agencies == (3 if works_for != "council" and not shown_as else 2)


def test_a_colleague_from_the_council_stands_in_for_a_directorate():
    board = a_board()
    done(board.came("analyst", seat="five", authority=True))

    row = RoomActRow.objects.get(person=board.world.people["analyst"])
    assert row.agency_id == board.world.agencies["housing"]


def test_whoever_comes_with_lived_experience_speaks_for_no_agency_and_neither_does_their_deputy():
    board = a_board()
    five_of_the_council(board)
    done(board.came("police"))
    agencies = board.verdict().agencies
    Seat.objects.filter(id=board.world.seats["charity"]).update(shown_as="Rowan")
    done(board.came("charity"))
    done(board.came("analyst", seat="charity"))

    of_the_seat = RoomActRow.objects.filter(seat=board.world.seats["charity"])
    assert [row.agency_id for row in of_the_seat] == [None, None]
    assert board.verdict().agencies == agencies


def test_nobody_comes_for_a_vacant_seat():
    board = a_board()
    five_of_the_council(board)
    done(board.came("police"))
    Appointment.objects.filter(seat=board.world.seats["charity"]).update(to_on=FOUNDED)

    assert refused(board.came("analyst", seat="charity", authority=True)) == "room.vacant_seat"
    assert not RoomActRow.objects.filter(person=board.world.people["analyst"]).exists()


def test_a_deputy_recorded_before_the_seat_fell_vacant_no_longer_counts():
    board = a_board()
    done(board.came("analyst", seat="charity", authority=True))
    assert board.verdict().members == 1

    Appointment.objects.filter(seat=board.world.seats["charity"]).update(to_on=FOUNDED)

    assert board.verdict().members == 0


@pytest.fixture
def two_share():
    """The police seat is held by two: the superintendent and the adviser."""
    board = a_board()
    Seat.objects.filter(id=board.world.seats["police"]).update(places=2)
    Appointment.objects.filter(seat=board.world.seats["adviser"]).update(
        seat=board.world.seats["police"], place=2
    )
    return board


def test_a_deputy_for_one_of_two_who_share_a_seat_comes_for_whoever_is_not_there(two_share):
    board = two_share
    done(board.came("police"))
    done(board.came("analyst", seat="police", authority=True))

    assert RoomActRow.objects.get(is_deputy=True).place == 2
    assert board.verdict().members == 2


def test_a_deputy_for_one_of_two_who_share_a_seat_comes_for_the_first_unless_it_is_said(two_share):
    board = two_share
    done(board.came("analyst", seat="police", authority=True))
    assert RoomActRow.objects.get(is_deputy=True).place == 1
    done(room.strike_out(board.at(), meeting=board.meeting, act=RoomActRow.objects.get().id))
    done(
        room.record_arrival(
            board.at(),
            meeting=board.meeting,
            seen=board.seen(10, 5),
            person=board.world.people["analyst"],
            seat=board.world.seats["police"],
            place=2,
            has_authority=True,
        )
    )

    assert RoomActRow.objects.get(struck_at=None).place == 2
    done(board.came("police", 10, 6))
    assert board.verdict().members == 2


def test_a_deputy_promised_by_one_of_two_who_share_a_seat_comes_for_that_one(two_share):
    board = two_share
    analyst = board.world.people["analyst"]
    Reply.objects.create(
        id=uuid.UUID(int=77),
        meeting_id=board.meeting,
        seat_id=board.world.seats["police"],
        person_id=board.world.people["adviser"],
        answer="deputy",
        deputy_id=analyst,
        recorded_at=board.at().moment.at,
    )
    done(board.came("analyst", seat="police", authority=True))

    assert RoomActRow.objects.get(is_deputy=True).place == 2


@pytest.mark.parametrize("is_here", [False, True])
def test_a_deputy_named_for_one_of_two_who_share_a_seat_comes_for_that_one(two_share, is_here):
    board = two_share
    analyst = board.world.people["analyst"]
    Appointment.objects.create(
        id=uuid.UUID(int=78), seat_id=board.world.seats["police"], person_id=analyst, from_on=FOUNDED,
        is_deputy=True, place=2,
    )  # fmt: skip
    if is_here:
        done(board.came("adviser", seat="police"))

    done(board.came("analyst", 10, 1, seat="police", authority=True))

    assert RoomActRow.objects.get(is_deputy=True).place == 2


def test_a_deputy_who_works_for_a_part_of_the_seats_agency_counts_for_the_seats():
    board = a_board()
    world, analyst = board.world, board.world.people["analyst"]
    Representation.objects.filter(person=analyst).update(agency=world.agencies["housing"])

    done(board.came("analyst", seat="one", authority=True))

    assert RoomActRow.objects.get(person=analyst).agency_id == world.agencies["council"]


def test_a_deputy_counts_for_whom_they_work_for_on_the_day_of_the_meeting():
    board = a_board()
    world, analyst = board.world, board.world.people["analyst"]
    theirs = Representation.objects.get(person=analyst)
    Representation.objects.filter(id=theirs.id).update(
        agency=world.agencies["charity"], to_on=MEETS_ON - timedelta(1)
    )
    Representation.objects.create(
        id=uuid.UUID(int=79), person_id=analyst, agency_id=world.agencies["council"], from_on=MEETS_ON
    )

    done(board.came("analyst", seat="charity", authority=True))

    assert RoomActRow.objects.get(person=analyst).agency_id == world.agencies["council"]


def test_what_was_recorded_in_one_room_is_not_struck_out_from_another():
    board = a_board()
    done(board.came("police"))
    act = RoomActRow.objects.get()
    other = a_meeting(board.world, MEETS_ON + timedelta(7))
    Meeting.objects.filter(id=other).update(on=MEETS_ON, starts=time(16))

    with pytest.raises(NotFoundError):
        room.strike_out(board.at(), meeting=other, act=act.id)

    act.refresh_from_db()
    assert act.struck_at is None


def test_two_people_in_one_seat_count_once():
    board = a_board()
    for key in ("one", "two", "police", "charity"):
        done(board.came(key))
    done(board.came("analyst", seat="police", authority=True))

    verdict = board.verdict()

    assert verdict.members == 4
    assert verdict.state is QuorumState.NOT_QUORATE


def test_a_person_who_leaves_the_room_and_comes_back_counts_while_they_are_there():
    board = a_board()
    for key in ("one", "two", "three", "police", "charity"):
        done(board.came(key))
    done(board.takes(1, 10, 5))
    done(board.left("police", 10, 30))
    assert not board.verdict().is_quorate

    done(board.back("police", 10, 50))

    assert board.verdict().is_quorate
    states = [judged.verdict.is_quorate for judged in quorum_through_meeting(board.row)]
    assert states == [True, True, False, True]
    assert [judged.stretch.since for judged in quorum_through_meeting(board.row)] == [
        time(10), time(10, 5), time(10, 30), time(10, 50)
    ]  # fmt: skip


def test_a_chair_who_is_conflicted_leaves_an_item_without_the_chair_the_terms_ask_for():
    quorum = Quorum((Count(3), Named(1, ("chair",))))
    clause = Clause(
        id="", kind=ClauseKind.QUORUM, quote="Three, the chair among them", reading="", quorum=quorum
    )
    board = a_board(clauses=(clause,))
    for key in ("chair", "police", "charity", "one"):
        done(board.came(key))
    assert board.verdict().is_quorate

    done(board.withdraws("chair", 2))

    verdict = board.verdict(2)
    assert verdict.state is QuorumState.NOT_QUORATE
    assert "but those who could still come would not be enough." in verdict.cure
    assert board.verdict(3).is_quorate


def test_terms_adopted_between_notice_and_meeting_judge_the_meeting_by_its_date():
    board = a_board()
    five_of_the_council(board)
    assert not board.verdict().is_quorate
    four = Clause(id="", kind=ClauseKind.QUORUM, quote="Four members", reading="", quorum=Quorum((Count(4),)))
    done(
        terms.adopt_terms(
            board.world.as_("coordinator", date(2027, 1, 8)),
            group=board.world.board,
            label="Version 2",
            in_force_from=MEETS_ON,
            clauses=(four,),
        )
    )
    assert board.verdict().is_quorate

    done(
        terms.adopt_terms(
            board.world.as_("coordinator", date(2027, 2, 1)),
            group=board.world.board,
            label="Version 3",
            in_force_from=date(2027, 2, 1),
            clauses=(
                Clause(id="", kind=ClauseKind.QUORUM, quote="Nine", reading="", quorum=Quorum((Count(9),))),
            ),
        )
    )
    assert board.verdict().is_quorate, "later terms do not reach back"


def test_a_form_sent_twice_is_recorded_once():
    board = a_board()
    seen = Seen(time(10), "the same key")
    who = {"person": board.world.people["police"], "seat": board.world.seats["police"]}
    done(room.record_arrival(board.at(), meeting=board.meeting, seen=seen, **who))

    again = room.record_arrival(board.at(), meeting=board.meeting, seen=seen, **who)

    assert refused(again) == room.SENT_ALREADY
    assert RoomActRow.objects.count() == 1


def test_acts_are_numbered_one_after_another_and_leave_the_meetings_version_alone():
    board = a_board()
    before = board.row.version
    five_of_the_council(board)

    assert list(RoomActRow.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4, 5]
    assert board.row.version == before


def test_whoever_comes_back_is_what_they_last_were_and_not_what_was_struck_out():
    board = a_board()
    done(board.came("analyst", 10, seat="charity"))
    done(board.left("analyst", 10, 10))
    done(board.came("analyst", 10, 20, seat="charity", authority=True))
    done(board.left("analyst", 10, 30))
    done(board.back("analyst", 10, 40))
    assert RoomActRow.objects.get(at=time(10, 40)).has_authority

    done(board.left("analyst", 10, 50))
    for at in (time(10, 20), time(10, 40)):
        act = RoomActRow.objects.get(at=at).id
        done(room.strike_out(board.at(), meeting=board.meeting, act=act))
    done(board.back("analyst", 11))
    assert not RoomActRow.objects.get(at=time(11)).has_authority


def test_an_act_struck_out_counts_for_nothing_and_stays_on_record():
    board = a_board()
    five_of_the_council(board)
    act = done(board.came("police"))

    done(room.strike_out(board.at(), meeting=board.meeting, act=act))

    assert board.verdict().members == 5
    row = RoomActRow.objects.get(id=act)
    assert row.struck_by_id == board.world.people["coordinator"]
    assert refused(room.strike_out(board.at(), meeting=board.meeting, act=act)) == "room.struck_already"
    done(board.came("police", 10, 30))
    assert board.verdict().members == 6


def test_whoever_comes_without_a_seat_is_in_attendance_and_in_no_quorum():
    board = a_board()
    five_of_the_council(board)
    done(
        room.record_arrival(
            board.at(), meeting=board.meeting, seen=board.seen(10), person=board.world.people["observer"]
        )
    )

    assert board.verdict().members == 5


def test_an_adviser_online_is_kept_as_they_came():
    board = a_board()
    done(board.came("adviser", how=How.PHONE))

    row = RoomActRow.objects.get()
    assert (row.seat_class, row.how, row.title) == ("advisory", "phone", "adviser seat")


def test_what_the_room_refuses():
    board = a_board()
    done(board.came("police", 10, 30))

    assert refused(board.came("police", 10, 40)) == "room.here_already"
    assert refused(board.left("charity", 10, 40)) == "room.not_here"
    assert refused(board.left("police", 10, 20)) == "room.out_of_order"
    assert refused(board.came("charity", 12, 1)) == "room.not_yet"
    done(board.takes(1, 10, 40))
    assert refused(board.takes(1, 10, 41)) == "room.taken_now"
    done(board.withdraws("police", 2, 10, 42))
    assert refused(board.withdraws("police", 2, 10, 43)) == "room.withdrawn_already"
    assert RoomActRow.objects.count() == 3
    assert EventRow.objects.filter(code__startswith="room.").count() == 3


def test_nothing_is_recorded_before_the_day_or_once_the_minutes_are_approved():
    board = a_board()
    early = board.world.as_("coordinator", date(2027, 1, 13))
    who = {"person": board.world.people["police"], "seat": board.world.seats["police"]}
    assert refused(
        room.record_arrival(early, meeting=board.meeting, seen=board.seen(10), **who)
    ) == "room.not_the_day"  # fmt: skip
    done(board.came("charity"))

    Meeting.objects.filter(id=board.meeting).update(
        minutes_approved_on=MEETS_ON, minutes_approved_by=board.world.people["chair"]
    )

    assert refused(board.came("police")) == "room.minutes_approved"


def test_only_those_who_run_the_board_record_its_room_and_nobody_of_another_partnership():
    board = a_board()
    other = make_world("osterbridge", "Osterbridge partnership")
    who = {"person": board.world.people["police"], "seat": board.world.seats["police"]}
    for key in ("police", "chair", "observer"):
        with pytest.raises(NotAllowedError):
            room.record_arrival(board.at(key), meeting=board.meeting, seen=board.seen(10), **who)
    with pytest.raises(NotFoundError):
        room.record_arrival(
            other.as_("coordinator", MEETS_ON), meeting=board.meeting, seen=board.seen(10), **who
        )
    done(room.record_arrival(board.at("secretary"), meeting=board.meeting, seen=board.seen(10), **who))


def test_a_seat_of_another_group_and_a_person_of_another_partnership_are_not_found():
    board = a_board()
    other = make_world("osterbridge", "Osterbridge partnership")
    for person, seat in (
        (board.world.people["police"], other.seats["police"]),
        (other.people["police"], board.world.seats["police"]),
        (uuid.UUID(int=5), board.world.seats["police"]),
    ):
        with pytest.raises(NotFoundError):
            room.record_arrival(
                board.at(), meeting=board.meeting, seen=board.seen(10), person=person, seat=seat
            )


def test_an_item_that_is_hidden_from_whoever_records_is_not_taken():
    board = a_board()
    hidden = a_restriction(board.world, from_on=FOUNDED, bar=["secretary"])
    AgendaItem.objects.filter(id=board.items[0]).update(restriction=hidden)

    with pytest.raises(NotFoundError):
        room.take_item(board.at("secretary"), meeting=board.meeting, seen=board.seen(10), item=board.items[0])
    with pytest.raises(NotFoundError):
        room.record_withdrawal(
            board.at("secretary"),
            meeting=board.meeting,
            seen=board.seen(10),
            person=board.world.people["police"],
            item=board.items[0],
        )


def test_an_interest_declared_with_a_withdrawal_is_an_act_of_the_room_and_struck_out_with_it():
    board = a_board()
    for key in ("one", "two", "three", "police", "charity"):
        done(board.came(key))
    declared = done(
        replies.declare_interest(
            board.at(),
            meeting=board.meeting,
            person=board.world.people["charity"],
            item=board.items[5],
            words="We are bidding for the contract.",
            withdraws=True,
            at=time(10, 30),
        )
    )
    assert not board.verdict(6).is_quorate
    act = RoomActRow.objects.get(act="withdrew")
    assert (
        refused(room.strike_out(board.at(), meeting=board.meeting, act=act.id)) == "room.strike_declaration"
    )

    done(replies.strike_out_declaration(board.at(), meeting=board.meeting, declaration=declared))

    assert board.verdict(6).is_quorate
    assert Declaration.objects.get().struck_at


def test_an_interest_declared_before_the_day_holds_from_the_start():
    board = a_board()
    done(
        replies.declare_interest(
            board.world.as_("charity", date(2027, 1, 10)),
            meeting=board.meeting,
            person=board.world.people["charity"],
            item=board.items[5],
            words="We are bidding for the contract.",
            withdraws=True,
        )
    )
    for key in ("one", "two", "three", "police"):
        done(board.came(key))
    assert "charity seat" not in board.verdict(6).cure

    done(board.came("charity"))

    assert board.verdict(5).is_quorate
    assert not board.verdict(6).is_quorate
    assert [judged.stretch.since for judged in quorum_through_meeting(board.row)] == [time(10)]


def test_what_a_declaration_refuses():
    board = a_board()
    charity = board.world.people["charity"]

    def declare(by=None, **more):
        return replies.declare_interest(
            by or board.at(), meeting=board.meeting, **{"person": charity, "words": "Bidding.", **more}
        )

    assert refused(declare(words=" ")) == "room.no_words"
    assert refused(declare(withdraws=True)) == "room.withdraws_from_what"
    assert refused(declare(words="x" * 2001)) == "room.long_words"
    done(declare())
    assert refused(declare()) == "room.declared_already"
    with pytest.raises(NotAllowedError):
        declare(board.at("police"))
    done(declare(board.at("police"), person=board.world.people["police"]))
    with pytest.raises(NotAllowedError):
        declare(board.at("observer"), person=board.world.people["observer"])
    with pytest.raises(NotFoundError):
        declare(item=uuid.UUID(int=9))


def test_a_declaration_obeys_the_rules_of_the_room():
    board = a_board()
    charity, five = board.world.people["charity"], board.world.people["five"]

    def declare(person=charity, *, by=None, item=6, withdraws=True, at=None):
        return replies.declare_interest(
            by or board.at(),
            meeting=board.meeting,
            person=person,
            words="Bidding.",
            item=board.items[item - 1],
            withdraws=withdraws,
            at=at,
        )

    done(board.came("charity", 10, 30))
    assert refused(declare(at=time(12, 1))) == "room.not_yet"
    assert refused(declare(at=time(10))) == "room.out_of_order", "they were not here yet"
    done(the_times(board, time(10), time(11)))
    assert refused(declare()) == "room.after_end", "it is noon"
    assert refused(declare(withdraws=False)) == "room.after_end"
    assert refused(declare(at=time(11, 1))) == "room.after_end"
    assert not Declaration.objects.exists()
    assert not RoomActRow.objects.filter(act="withdrew").exists()

    done(declare(at=time(11)))
    later = board.world.as_("coordinator", date(2027, 1, 15))
    assert refused(declare(five, by=later)) == "room.no_time"
    done(declare(five, by=later, withdraws=False))
    settled = {"minutes_approved_on": MEETS_ON, "minutes_approved_by": board.world.people["chair"]}
    Meeting.objects.filter(id=board.meeting).update(**settled)
    assert refused(declare(five, by=later, at=time(10, 45))) == "room.minutes_approved"
    assert refused(declare(five, by=later, item=5, withdraws=False)) == "room.minutes_approved"
    Meeting.objects.filter(id=board.meeting).update(**dict.fromkeys(settled), kind="by_email")
    assert refused(declare(five, by=later, at=time(10, 45))) == "room.by_email"
    assert [row.at for row in RoomActRow.objects.filter(act="withdrew")] == [time(11)]


def test_terms_that_state_no_quorum_leave_it_unsaid():
    board = a_board(clauses=TOWN_CLAUSES[:1])
    five_of_the_council(board)

    assert board.verdict().state is QuorumState.NONE_STATED


def the_times(board, began=None, ended=None, *, at=None, version=None):
    row = Meeting.objects.get(id=board.meeting)
    return room.record_times(
        at or board.at(),
        meeting=board.meeting,
        began_at=began,
        ended_at=ended,
        version=row.version if version is None else version,
    )


def test_a_meeting_ends_for_everybody_at_once_and_its_last_item_stands():
    board = a_board()
    five_of_the_council(board)
    done(board.came("police"))
    done(board.came("charity"))
    done(board.takes(7, 10, 30))
    for key in COUNCIL:
        done(board.left(key, 11))
    assert not board.verdict(7).is_quorate, "two are still there, and no end is recorded"

    done(the_times(board, time(10, 30), time(11)))

    assert board.verdict(7).is_quorate
    assert [one.verdict.is_quorate for one in quorum_through_meeting(board.row)][-1]
    held = Meeting.objects.get(id=board.meeting)
    assert (held.began_at, held.ended_at) == (time(10, 30), time(11))
    event = json.loads(EventRow.objects.get(code="room.times_recorded").contents)
    assert event["details"] == {"began": "10:30", "ended": "11:00"}
    assert refused(board.came("adviser", 11, 5)) == "room.after_end"
    done(the_times(board, time(10, 30), None))
    done(board.came("adviser", 11, 5))


@pytest.mark.parametrize(
    ("began", "ended", "code"),
    [
        (None, time(11), "room.which_beginning"),
        (time(10), time(10), "room.ends_first"),
        (time(10), time(12, 1), "room.not_yet"),
        (time(10, 31), None, "room.item_before"),
        (time(10), time(10, 29), "room.act_after"),
        (None, None, "room.times_stand"),
    ],
)
def test_times_that_the_record_of_the_room_denies_are_refused(began, ended, code):
    board = a_board()
    done(board.came("police", 10))
    done(board.takes(1, 10, 30))
    done(board.left("police", 11, 30))

    assert refused(the_times(board, began, ended)) == code
    assert Meeting.objects.get(id=board.meeting).began_at is None


def test_times_are_for_those_who_record_the_room_and_nobody_overwrites_unseen():
    board = a_board()
    with pytest.raises(NotAllowedError):
        the_times(board, time(10), at=board.world.as_("police", MEETS_ON))
    with pytest.raises(NotFoundError):
        room.record_times(board.at(), meeting=uuid.UUID(int=1), began_at=time(10), ended_at=None, version=1)
    version = Meeting.objects.get(id=board.meeting).version
    done(the_times(board, time(10)))
    with pytest.raises(StaleError):
        the_times(board, time(10, 5), version=version)
