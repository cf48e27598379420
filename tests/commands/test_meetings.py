"""Setting a meeting, sending its papers out in time, late with a waiver, or not at all, and its minutes."""

import json
from datetime import date, time

import pytest

from quorate.commands import meetings, minutes, papers, room, setting_up
from quorate.commands.runner import Done
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError, StaleError
from quorate.domain.kernel.outcomes import Refusal, Waiver
from quorate.records.models import (
    Appointment,
    ClauseRow,
    EventRow,
    Meeting,
    Message,
    Minute,
    Person,
    WaiverRow,
)
from tests.builders.browsing import signed_in
from tests.builders.meetings import LAST_DAY_TO_CIRCULATE, MEETING_ON, a_meeting, a_paper, an_item, version_of
from tests.builders.minutes import said
from tests.builders.restrictions import a_restriction
from tests.builders.rooms import MEETS_ON, a_board
from tests.builders.world import done, make_two, make_world

pytestmark = pytest.mark.django_db
A_DAY_LATE = date(2027, 1, 6)


def waiver(world, *, agreed_by="chair", agreed_on=A_DAY_LATE, reason="Bank holidays", clause=""):
    kept = ClauseRow.objects.get(terms=world.terms, kind="circulation")
    return Waiver(clause or str(kept.id), reason, str(world.people[agreed_by]), agreed_on)


def refused(outcome) -> str:
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def last_event() -> EventRow:
    return EventRow.objects.order_by("-id")[0]


def test_a_meeting_is_set_by_the_secretary_of_the_group():
    world = make_world()

    id = done(
        meetings.set_meeting(
            world.as_("secretary"), group=world.board, on=MEETING_ON, starts=time(10), minutes=120
        )
    )

    assert Meeting.objects.get(id=id).on == MEETING_ON
    assert last_event().code == "meetings.set"


@pytest.mark.parametrize("key", ["chair", "police", "observer", "analyst"])
def test_a_member_sets_no_meeting(key):
    world = make_world()

    with pytest.raises(NotAllowedError):
        meetings.set_meeting(world.as_(key), group=world.board, on=MEETING_ON, starts=time(10), minutes=120)


def test_a_group_of_another_partnership_is_not_found():
    first, second = make_two()

    with pytest.raises(NotFoundError):
        meetings.set_meeting(
            first.as_("coordinator"), group=second.board, on=MEETING_ON, starts=time(10), minutes=120
        )


def test_a_group_does_not_meet_twice_at_one_time():
    world = make_world()
    a_meeting(world)

    again = meetings.set_meeting(
        world.as_("coordinator"), group=world.board, on=MEETING_ON, starts=time(10), minutes=60
    )

    assert refused(again) == "meetings.set_already"
    assert again.cure == "Choose another day or time, or open that meeting."


def test_whoever_may_not_know_of_the_other_meeting_is_not_sent_to_open_it():
    world = make_world()
    hidden = a_meeting(world)
    Meeting.objects.filter(id=hidden).update(restriction=a_restriction(world, bar=["secretary"]))

    again = meetings.set_meeting(
        world.as_("secretary"), group=world.board, on=MEETING_ON, starts=time(10), minutes=60
    )

    assert refused(again) == "meetings.set_already"
    assert again.cure == "Choose another day or time."
    assert Meeting.objects.count() == 1


@pytest.mark.parametrize("minutes", [0, 601])
def test_a_meeting_lasts_between_a_minute_and_ten_hours(minutes):
    world = make_world()

    outcome = meetings.set_meeting(
        world.as_("coordinator"), group=world.board, on=MEETING_ON, starts=time(10), minutes=minutes
    )

    assert refused(outcome) == "meetings.length"


def test_a_meeting_is_moved_and_a_second_mover_is_told():
    world = make_world()
    id = a_meeting(world)
    new_day = {"on": date(2027, 1, 21), "starts": time(14, 30), "minutes": 90, "place": ""}

    done(meetings.move_meeting(world.as_("coordinator"), meeting=id, version=1, **new_day))

    assert Meeting.objects.get(id=id).on == date(2027, 1, 21)
    with pytest.raises(StaleError):
        meetings.move_meeting(world.as_("secretary"), meeting=id, version=1, **new_day)


def test_a_meeting_that_was_held_is_not_moved():
    world = make_world()
    id = a_meeting(world, date(2026, 10, 15))
    done(
        meetings.record_minutes_sent(
            world.as_("coordinator"), meeting=id, to="chair", on=date(2026, 10, 20), version=1
        )
    )

    outcome = meetings.move_meeting(
        world.as_("coordinator"),
        meeting=id,
        version=version_of(id),
        on=MEETING_ON,
        starts=time(10),
        minutes=60,
    )

    assert refused(outcome) == "meetings.settled"


def test_papers_sent_on_the_last_day_need_no_waiver_and_each_holder_of_a_seat_is_owed_a_message():
    world = make_world()
    id = a_meeting(world)
    an_item(world, id)

    outcome = meetings.circulate_papers(world.as_("coordinator", LAST_DAY_TO_CIRCULATE), meeting=id)

    assert isinstance(outcome, Done)
    assert outcome.waiver is None
    row = Meeting.objects.get(id=id)
    assert (row.state, row.circulated_on) == ("circulated", LAST_DAY_TO_CIRCULATE)
    assert set(Message.objects.values_list("person__name", "subject")) == {
        (row.name, "Partnership meeting")
        for row in _people(
            world, "chair", "vice_chair", "secretary", "police", "health", "charity", "adviser"
        )
    }
    assert WaiverRow.objects.count() == 0


def _people(world, *keys):
    return Person.objects.filter(id__in=[world.people[key] for key in keys])


def test_papers_a_day_late_are_refused_with_the_clause_whose_waiver_would_allow_it():
    world = make_world()
    id = a_meeting(world)
    an_item(world, id)

    outcome = meetings.circulate_papers(world.as_("coordinator", A_DAY_LATE), meeting=id)

    assert refused(outcome) == "meetings.circulated_late"
    assert outcome.is_waivable
    assert "1 working day later" in outcome.sentence
    assert Meeting.objects.get(id=id).state == "planned"
    assert not Message.objects.exists()


def test_papers_a_day_late_go_out_with_the_chairs_waiver_recorded_and_counted():
    world = make_world()
    id = a_meeting(world)
    an_item(world, id)

    outcome = meetings.circulate_papers(
        world.as_("coordinator", A_DAY_LATE), meeting=id, waiver=waiver(world)
    )

    assert isinstance(outcome, Done)
    assert outcome.waiver is not None
    row = WaiverRow.objects.get()
    assert row.subject_id == id
    assert row.clause_kind == "circulation"
    assert row.sentence == "Papers went to members on 6 January 2027, 1 working day late."
    assert (row.agreed_by_id, row.recorded_by_id) == (world.people["chair"], world.people["coordinator"])
    said = json.loads(last_event().contents)
    assert said["waiver"]["agreed_by"] == str(world.people["chair"])
    assert "Bank holidays" not in last_event().contents
    assert Message.objects.count() == 7


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"agreed_by": "police"}, "waivers.not_the_chair"),
        ({"reason": "  "}, "waivers.no_reason"),
        ({"agreed_on": date(2027, 1, 7)}, "waivers.agreed_in_future"),
        ({"clause": "minutes_to_members"}, "waivers.another_clause"),
    ],
)
def test_a_waiver_that_does_not_hold_changes_nothing(given, code):
    world = make_world()
    id = a_meeting(world)
    an_item(world, id)

    outcome = meetings.circulate_papers(
        world.as_("coordinator", A_DAY_LATE), meeting=id, waiver=waiver(world, **given)
    )

    assert refused(outcome) == code
    assert not WaiverRow.objects.exists()


def test_a_waiver_given_in_time_is_not_recorded():
    world = make_world()
    id = a_meeting(world)
    an_item(world, id)

    outcome = meetings.circulate_papers(
        world.as_("coordinator", LAST_DAY_TO_CIRCULATE),
        meeting=id,
        waiver=waiver(world, agreed_on=LAST_DAY_TO_CIRCULATE),
    )

    assert isinstance(outcome, Done)
    assert not WaiverRow.objects.exists()


def test_papers_do_not_go_out_twice_nor_with_an_empty_agenda():
    world = make_world()
    id = a_meeting(world)
    asked = world.as_("coordinator")

    assert refused(meetings.circulate_papers(asked, meeting=id)) == "meetings.no_agenda_items"
    an_item(world, id)
    done(meetings.circulate_papers(asked, meeting=id))

    assert refused(meetings.circulate_papers(asked, meeting=id)) == "meetings.already_circulated"
    assert Message.objects.count() == 7


def test_whoever_circulates_an_agenda_that_changed_meanwhile_is_told():
    world = make_world()
    id = a_meeting(world)
    an_item(world, id)
    seen = version_of(id)
    an_item(world, id, "One more")

    with pytest.raises(StaleError):
        meetings.circulate_papers(world.as_("coordinator"), meeting=id, version=seen)


@pytest.mark.parametrize("key", ["chair", "police", "observer"])
def test_only_those_who_run_the_board_circulate(key):
    world = make_world()
    id = a_meeting(world)
    an_item(world, id)

    with pytest.raises(NotAllowedError):
        meetings.circulate_papers(world.as_(key), meeting=id)


def test_another_partnerships_meeting_is_not_found():
    first, second = make_two()
    id = a_meeting(second)

    with pytest.raises(NotFoundError):
        meetings.circulate_papers(first.as_("coordinator"), meeting=id)


def test_a_seat_holder_who_may_not_know_of_the_meeting_is_sent_nothing():
    world = make_world()
    id = a_meeting(world, audience=Audience.CORE)
    an_item(world, id)

    done(meetings.circulate_papers(world.as_("coordinator"), meeting=id))

    told = set(Message.objects.values_list("person", flat=True))
    assert world.people["adviser"] not in told
    assert world.people["police"] in told


def test_the_one_text_for_all_counts_no_paper_that_some_of_them_may_not_see():
    world = make_world()
    id = a_meeting(world)
    named = a_restriction(world, bar=["charity"])
    open_item, core_item = an_item(world, id), an_item(world, id, "Deaths", audience=Audience.CORE)
    tender = an_item(world, id, "A tender", restriction=named)
    a_paper(world, id, "Figures", item=open_item)
    a_paper(world, id, "Housing")
    a_paper(world, id, "For the core", audience=Audience.CORE)
    a_paper(world, id, "For few", audience=Audience.RESTRICTED)
    a_paper(world, id, "On the core's item", item=core_item)
    a_paper(world, id, "On the tender", item=tender)
    asked, gone = world.as_("coordinator"), a_paper(world, id, "Withdrawn")
    done(papers.withdraw_paper(asked, meeting=id, paper=gone, version=version_of(id)))

    done(meetings.circulate_papers(asked, meeting=id, version=version_of(id)))

    (body,) = set(Message.objects.values_list("body", flat=True))
    assert "The agenda and 2 papers are ready." in body


def test_somebody_whose_seat_was_given_up_is_sent_nothing():
    world = make_world()
    id = a_meeting(world)
    an_item(world, id)
    appointment = Appointment.objects.get(seat=world.seats["police"])
    done(
        setting_up.end_appointment(
            world.as_("coordinator"), appointment=appointment.id, to_on=date(2026, 11, 1)
        )
    )

    done(meetings.circulate_papers(world.as_("coordinator"), meeting=id))

    assert world.people["police"] not in set(Message.objects.values_list("person", flat=True))


def test_minutes_are_recorded_to_the_chair_and_then_to_members():
    world = make_world()
    id = a_meeting(world, date(2026, 10, 15))
    asked = world.as_("coordinator")

    done(meetings.record_minutes_sent(asked, meeting=id, to="chair", on=date(2026, 10, 20), version=1))
    done(meetings.record_minutes_sent(asked, meeting=id, to="members", on=date(2026, 10, 27), version=2))

    row = Meeting.objects.get(id=id)
    assert row.state == "held"
    assert (row.minutes_to_chair_on, row.minutes_to_members_on) == (date(2026, 10, 20), date(2026, 10, 27))
    assert last_event().code == "meetings.minutes_sent"


@pytest.mark.parametrize(
    ("to", "on", "code"),
    [
        ("press", date(2026, 10, 20), "meetings.minutes_to_whom"),
        ("chair", date(2026, 10, 14), "meetings.minutes_before_meeting"),
        ("chair", date(2026, 11, 24), "meetings.not_yet"),
    ],
)
def test_minutes_go_to_the_chair_or_members_between_the_meeting_and_today(to, on, code):
    world = make_world()
    id = a_meeting(world, date(2026, 10, 15))

    outcome = meetings.record_minutes_sent(world.as_("coordinator"), meeting=id, to=to, on=on, version=1)

    assert refused(outcome) == code


def test_a_second_press_from_an_old_page_is_told_that_the_papers_went():
    world = make_world()
    id = a_meeting(world)
    an_item(world, id)
    seen = version_of(id)
    done(meetings.circulate_papers(world.as_("coordinator"), meeting=id, version=seen))

    outcome = meetings.circulate_papers(world.as_("coordinator"), meeting=id, version=seen)

    assert refused(outcome) == "meetings.already_circulated"
    assert outcome.sentence == "The agenda and papers went out on 23 November 2026."


def cancel(world, id, *, by="coordinator", reason="The hall is flooded", version=None):
    asked = {"reason": reason, "version": version_of(id) if version is None else version}
    return meetings.cancel_meeting(world.as_(by), meeting=id, **asked)


def test_a_meeting_is_cancelled_with_its_reason_and_another_takes_its_hour():
    world = make_world()
    id = a_meeting(world)

    done(cancel(world, id))

    assert Meeting.objects.get(id=id).state == "cancelled"
    event = EventRow.objects.latest("number")
    assert (event.code, event.subject_id) == ("meetings.cancelled", str(id))
    assert "The hall is flooded" in event.contents
    assert a_meeting(world) != id


def test_a_meeting_that_was_held_or_cancelled_is_not_cancelled_nor_one_without_a_reason():
    world = make_world()
    held, other = a_meeting(world, date(2026, 11, 16)), a_meeting(world)
    sent = {"to": "chair", "on": date(2026, 11, 18), "version": version_of(held)}
    done(meetings.record_minutes_sent(world.as_("coordinator"), meeting=held, **sent))

    assert refused(cancel(world, held)) == "meetings.settled"
    assert refused(cancel(world, other, reason=" ")) == "meetings.reason_needed"
    done(cancel(world, other))
    assert refused(cancel(world, other)) == "meetings.settled"


def test_a_meeting_at_which_something_happened_is_not_cancelled_until_that_is_struck_out(settings):
    board = a_board()
    settings.TODAY = MEETS_ON.isoformat()
    act = done(board.came("police"))
    page = (
        signed_in(board.world, "coordinator")
        .get(f"/{board.world.slug}/meetings/{board.meeting}/change/")
        .content.decode()
    )
    came = cancel(board.world, board.meeting)
    assert (refused(came), came.cure) == (
        "meetings.begun", "Strike out there what was recorded by mistake. One that was broken off was held."
    )  # fmt: skip
    assert came.sentence in page
    assert "Why it is cancelled" not in page

    done(room.strike_out(board.at(), meeting=board.meeting, act=act))
    done(minutes.write_minute(board.at(), meeting=board.meeting, draft=said("It snowed.")))
    assert refused(cancel(board.world, board.meeting)) == "meetings.minuted"
    Minute.objects.update(removed_at=board.at().moment.at)
    earlier = a_meeting(board.world, date(2026, 11, 16))
    Meeting.objects.filter(id=earlier).update(minutes_confirmed_at=board.meeting)
    assert refused(cancel(board.world, board.meeting)) == "meetings.confirmed_there"
    Meeting.objects.filter(id=earlier).update(minutes_confirmed_at=None)
    done(cancel(board.world, board.meeting))


def test_a_meeting_is_cancelled_by_those_who_set_it_as_it_stands_in_their_own_partnership():
    first, second = make_two()
    id = a_meeting(first)

    with pytest.raises(NotAllowedError):
        cancel(first, id, by="police")
    with pytest.raises(NotFoundError):
        cancel(second, id)
    with pytest.raises(StaleError):
        cancel(first, id, version=version_of(id) + 1)


def test_setting_or_moving_a_meeting_to_an_unusual_day_is_done_and_said():
    world = make_world()
    outcome = meetings.set_meeting(
        world.as_("coordinator"), group=world.board, on=date(2026, 12, 13), starts=time(10), minutes=60
    )
    assert outcome.sentence == "7 members are told by message. 13 December 2026 is a Sunday."

    asked = {"version": 1, "starts": time(10), "minutes": 60}
    moved = meetings.move_meeting(
        world.as_("coordinator"), meeting=done(outcome), on=date(2026, 12, 25), **asked
    )
    assert (
        moved.sentence
        == "The meeting was changed. 7 members are told by message. 25 December 2026 is Christmas Day."
    )


def test_a_secretary_does_not_set_a_meeting_that_they_would_not_see():
    world = make_world()

    outcome = meetings.set_meeting(
        world.as_("secretary"),
        group=world.board,
        on=MEETING_ON,
        starts=time(10),
        minutes=120,
        audience=Audience.RESTRICTED,
    )

    assert refused(outcome) == "meetings.audience_not_yours"
    assert not Meeting.objects.exists()
