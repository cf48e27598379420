"""Bad days of a meeting that no one verb answers for: it is moved after its papers went, or called off.

The others stand where they belong, in the room, in minutes, in invitations: `docs/developer/bad-days.md`
lists them all.
"""

from datetime import date, time, timedelta

import pytest

from quorate.commands import circulating, meetings, minutes, packs, replies, room
from quorate.commands.replies import Said
from quorate.commands.room import Seen
from quorate.domain.kernel.outcomes import Refusal, Waiver
from quorate.domain.meetings.timetable import StepState
from quorate.domain.membership.replies import Answer
from quorate.domain.terms.clauses import ClauseKind
from quorate.queries.board import page_board
from quorate.queries.meetings import page_meeting, page_meetings
from quorate.queries.packs import page_packs
from quorate.queries.timetable import steps_of
from quorate.records.facts.meetings import basis
from quorate.records.models import ClauseRow, Meeting, Message
from tests.builders.browsing import signed_in
from tests.builders.meetings import LAST_DAY_TO_CIRCULATE, a_meeting, a_paper, an_item, version_of
from tests.builders.minutes import said
from tests.builders.packs import issued
from tests.builders.world import TODAY, World, done, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = tmp_path


def sent(world: World, on: date):
    """A meeting with an item and a paper, whose pack is issued and whose papers went on a day."""
    id = a_meeting(world)
    a_paper(world, id, item=an_item(world, id))
    issued(world, id)
    done(meetings.circulate_papers(world.as_("coordinator", on), meeting=id, version=version_of(id)))
    return id


def move(world: World, id, day: date, on: date):
    asked = {"on": day, "starts": time(10), "minutes": 120, "place": "Committee room 2"}
    by = world.as_("coordinator", on)
    return done(meetings.move_meeting(by, meeting=id, version=version_of(id), **asked))


def papers_step(world: World, id, on: date):
    row = Meeting.objects.select_related("group").get(id=id)
    steps = steps_of(basis(world.actor("coordinator", on), row, on), on)
    return next(step for step in steps if step.kind == ClauseKind.CIRCULATION.value)


def test_a_meeting_moved_after_its_papers_went_is_judged_by_its_new_day_and_what_was_issued_says_the_old():
    world = make_world()
    id = sent(world, LAST_DAY_TO_CIRCULATE)
    assert papers_step(world, id, LAST_DAY_TO_CIRCULATE).state is StepState.MET

    move(world, id, date(2027, 1, 21), LAST_DAY_TO_CIRCULATE)

    step = papers_step(world, id, LAST_DAY_TO_CIRCULATE)
    assert (step.state, step.due_on, step.done_on) == (
        StepState.MET, date(2027, 1, 12), LAST_DAY_TO_CIRCULATE,
    )  # fmt: skip
    row = Meeting.objects.get(id=id)
    assert row.state == "circulated"
    again = meetings.circulate_papers(world.as_("coordinator"), meeting=id, version=row.version)
    assert isinstance(again, Refusal)
    told = Message.objects.filter(calendar__contains="20270121T").values_list("person", flat=True)
    assert set(told) >= {world.people[key] for key in ("police", "health", "charity")}
    (pack,) = page_packs(world.actor("police"), meeting=id, today=TODAY).issued
    assert pack.said.endswith("; says 14 January 2027, for the meeting was moved since")


def test_papers_that_were_late_for_the_day_it_was_on_before_are_said_to_be_in_time_for_its_day():
    world = make_world()
    late = LAST_DAY_TO_CIRCULATE + timedelta(days=1)
    id = a_meeting(world)
    an_item(world, id)
    clause = str(ClauseRow.objects.get(terms=world.terms, kind=ClauseKind.CIRCULATION.value).id)
    agreed = Waiver(clause, "Illness", str(world.people["chair"]), late)
    by = world.as_("coordinator", late)
    done(meetings.circulate_papers(by, meeting=id, version=version_of(id), waiver=agreed))
    (note,) = page_meeting(world.actor("coordinator"), meeting=id, today=late).sending.waivers
    assert "moved" not in note.sentence

    move(world, id, date(2027, 1, 28), late)

    (note,) = page_meeting(world.actor("coordinator"), meeting=id, today=late).sending.waivers
    assert note.sentence.endswith("The meeting was moved since: for 28 January 2027 they are in time.")

    move(world, id, date(2027, 1, 13), late)

    page = page_meeting(world.actor("coordinator"), meeting=id, today=late)
    (note,) = page.sending.waivers
    assert "1 working day late. The meeting was moved since" in note.sentence
    assert note.sentence.endswith("for 13 January 2027 they are 2 working days late.")
    assert "2 working days late, with a waiver" in [point.said for point in page.points]


def test_whoever_moves_a_meeting_is_told_first_that_its_papers_will_then_be_late(settings):
    world = make_world()
    id = sent(world, LAST_DAY_TO_CIRCULATE)
    settings.TODAY = LAST_DAY_TO_CIRCULATE.isoformat()
    client, form = signed_in(world), f"/marlhaven/meetings/{id}/change/"
    asked = {"version": version_of(id), "on": "12 1 2027", "starts": "10am", "minutes": "120", "place": ""}

    shown = client.get(form).content.decode()
    told = client.post(form, asked)
    later = client.post(form, asked | {"on": "21 1 2027", "version": 0})

    assert "The papers went to members on 5 January 2027. For an earlier day they may be late" in shown
    assert told.status_code == 422
    said = "The papers went to members on 5 January 2027: for 12 January 2027 they are 2 working days late."
    assert said in told.content.decode()
    assert Meeting.objects.get(id=id).on == date(2027, 1, 14)
    assert later.status_code == 409  # a later day is not asked about, only that the form is of before
    assert client.post(form, asked | {"meant": "yes"}).status_code == 302


def test_a_meeting_brought_forward_after_its_papers_went_shows_them_as_late_for_the_new_day():
    world = make_world()
    id = sent(world, LAST_DAY_TO_CIRCULATE)

    move(world, id, date(2027, 1, 8), LAST_DAY_TO_CIRCULATE)

    step = papers_step(world, id, LAST_DAY_TO_CIRCULATE)
    assert step.state is StepState.LATE
    assert step.done_on == LAST_DAY_TO_CIRCULATE


def test_a_pack_of_a_meeting_that_was_not_moved_says_nothing_of_another_day():
    world = make_world()
    id = a_meeting(world)
    issued(world, id)

    (pack,) = page_packs(world.actor("police"), meeting=id, today=TODAY).issued
    assert "moved" not in pack.said


def test_a_meeting_cancelled_the_same_morning_takes_nothing_more_and_is_no_longer_the_next():
    world = make_world()
    morning = date(2027, 1, 14)
    id = sent(world, LAST_DAY_TO_CIRCULATE)
    by = world.as_("coordinator", morning)
    done(meetings.cancel_meeting(by, meeting=id, version=version_of(id), reason="The chair is ill"))

    police = {"seat": world.seats["police"], "person": world.people["police"]}
    refused = (
        replies.record_reply(
            world.as_("police", morning), meeting=id, said=Said(Answer.COMING), version=0, **police
        ),
        room.record_arrival(by, meeting=id, seen=Seen(time(10), "key"), **police),
        circulating.send_supplement(by, meeting=id, version=version_of(id)),
        minutes.write_minute(by, meeting=id, draft=said("Nothing was said")),
        packs.ask_for_pack(by, meeting=id, kind="pack", format="pdf"),
        packs.ask_for_pack(by, meeting=id, kind="sheet", format="pdf"),
        meetings.cancel_meeting(by, meeting=id, version=version_of(id), reason="Twice"),
    )
    assert all(isinstance(one, Refusal) for one in refused), refused

    actor = world.actor("police", morning)
    page = page_meeting(actor, meeting=id, today=morning)
    assert page.cancelled == "Cancelled on 14 January 2027: The chair is ill."
    listed = page_meetings(actor, today=morning)
    assert [row.id for row in listed.cancelled] == [str(id)]
    assert all(group.next is None for group in listed.groups)
    board = page_board(actor, group="board", today=morning)
    assert board.meeting is None
