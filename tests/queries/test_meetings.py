"""Meeting pages as values: counts through what the reader may see, and a constant number of questions."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quorate.commands import agenda
from quorate.commands import meetings as verbs
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError
from quorate.domain.packs.wording import agenda_length, duty_word, when
from quorate.domain.terms.clauses import ClauseKind
from quorate.queries import meeting_forms, meetings
from quorate.queries.board import page_board
from quorate.queries.circulation import recipients
from quorate.queries.my_work import page_my_work
from quorate.queries.pack_contents import pack_content
from quorate.queries.pack_editions import edition_actor
from quorate.queries.packs import page_packs, refusal_to_issue_row
from quorate.records.models import Appointment, Meeting, Pack, Partnership, Person, Seat
from tests.builders.meetings import MEETING_ON, a_meeting, a_paper, an_item
from tests.builders.world import CITY_CLAUSES, TODAY, done, make_two, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_apart(settings, tmp_path):
    settings.FILES = tmp_path


def questions(call) -> int:
    with CaptureQueriesContext(connection) as asked:
        call()
    return len(asked)


def test_the_list_asks_as_many_questions_for_one_meeting_as_for_thirty():
    world = make_world()
    actor = world.actor("coordinator")
    a_meeting(world)
    few = questions(lambda: meetings.page_meetings(actor, today=TODAY))

    for n in range(1, 30):
        id = a_meeting(world, MEETING_ON - timedelta(days=40 * n))
        an_item(world, id)
        a_paper(world, id)

    assert questions(lambda: meetings.page_meetings(actor, today=TODAY)) == few


def test_a_meeting_asks_as_many_questions_with_one_item_as_with_twenty():
    world = make_world()
    actor = world.actor("coordinator")
    id = a_meeting(world)
    a_paper(world, id, item=an_item(world, id))
    few = questions(lambda: meetings.page_meeting(actor, meeting=id, today=TODAY))

    for n in range(20):
        a_paper(world, id, f"Paper {n}", item=an_item(world, id, f"Item {n}"))

    assert questions(lambda: meetings.page_meeting(actor, meeting=id, today=TODAY)) == few
    assert questions(lambda: page_packs(actor, meeting=id, today=TODAY)) < 6


def test_a_core_meeting_asks_as_many_questions_with_eighteen_more_members():
    world = make_world()
    actor = world.actor("coordinator")
    id = a_meeting(world, audience=Audience.CORE)
    row = Meeting.objects.get(id=id)
    few = questions(lambda: meetings.page_meeting(actor, meeting=id, today=TODAY))
    asked = questions(lambda: recipients(row, TODAY))
    told = len(recipients(row, TODAY))

    partnership = Partnership.objects.get(id=world.partnership)
    for n in range(18):
        person = Person.objects.create(
            id=uuid.uuid4(), partnership=partnership, name=f"Member {n:02}", email=f"m{n}@marlhaven.example"
        )
        seat = Seat.objects.create(id=uuid.uuid4(), group_id=world.board, title=f"Seat {n}", order=50 + n)
        Appointment.objects.create(id=uuid.uuid4(), seat=seat, person=person, from_on=TODAY)

    assert len(recipients(row, TODAY)) == told + 18
    assert questions(lambda: recipients(row, TODAY)) == asked
    assert questions(lambda: meetings.page_meeting(actor, meeting=id, today=TODAY)) == few


def test_past_meetings_come_in_pages_of_fifty():
    world = make_world()
    for n in range(52):
        a_meeting(world, TODAY - timedelta(days=7 * (n + 1)))
    actor = world.actor("police")

    first = meetings.page_meetings(actor, today=TODAY)
    second = meetings.page_meetings(actor, today=TODAY, number=2)

    assert (len(first.past), len(second.past), first.last) == (50, 2, 2)
    assert meetings.page_meetings(actor, today=TODAY, number=99) == second


def test_counts_are_of_what_the_reader_may_see():
    world = make_world()
    id = a_meeting(world)
    an_item(world, id, minutes=30)
    hidden = an_item(world, id, "Hidden", minutes=40, audience=Audience.RESTRICTED)
    a_paper(world, id, "Hidden too", item=hidden)
    a_paper(world, id, "Open")

    seen = {
        key: meetings.page_meeting(world.actor(key), meeting=id, today=TODAY)
        for key in ("coordinator", "adviser")
    }

    assert seen["coordinator"].agenda.minutes == 70
    assert seen["adviser"].agenda.minutes == 30
    assert seen["coordinator"].points[0].meaning == "papers in: 2 so far"
    assert seen["adviser"].points[0].meaning == "papers in: 1 so far"
    assert "Hidden" not in str(seen["adviser"])


def test_a_meeting_that_is_hidden_is_in_no_list_count_or_sentence():
    world = make_world()
    a_meeting(world, audience=Audience.RESTRICTED)

    page = meetings.page_meetings(world.actor("police"), today=TODAY)

    assert page.lede == "No meeting is set."
    assert page.groups[0].next is None


def test_an_agenda_too_long_for_the_terms_says_by_how_much():
    world = make_world()
    id = a_meeting(world)
    an_item(world, id, minutes=90)
    an_item(world, id, "More", minutes=45)

    page = meetings.page_meeting(world.actor("coordinator"), meeting=id, today=TODAY)

    assert page.over == 15
    assert page.length == "135 minutes of items; the terms give 120 minutes, 15 minutes too few."
    assert [item.starts_at.strftime("%H:%M") for item in page.agenda.items] == ["10:00", "11:30"]


def test_an_item_hidden_from_a_reader_changes_neither_the_end_nor_the_length_of_their_meeting():
    world = make_world()
    id = a_meeting(world)
    an_item(world, id, minutes=105)

    def said() -> tuple[str, ...]:
        page = meetings.page_meeting(world.actor("police"), meeting=id, today=TODAY)
        assert page.over == 0
        pack = pack_content(
            edition_actor(partnership=world.partnership, slug=world.slug, edition=Audience.CORE, today=TODAY),
            meeting=id,
            edition=Audience.CORE,
            as_at=TODAY,
            made_at=datetime(2026, 12, 1, 12, tzinfo=UTC),
            combined=False,
        )
        return page.length, when(pack), agenda_length(pack.agenda)

    open_to_all = said()
    assert open_to_all == (
        "105 minutes of items open to you; the meeting is set for 120 minutes.",
        "Thursday 14 January 2027, 10am to midday",
        "1 item in this edition, 105 minutes.",
    )
    an_item(world, id, "Closed", minutes=15, audience=Audience.RESTRICTED)

    assert said() == open_to_all


def test_a_pack_issued_after_midnight_in_summer_was_issued_on_the_day_that_had_begun():
    half_past_midnight = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)

    refusal = refusal_to_issue_row(Pack(state="issued", issued_at=half_past_midnight))

    assert refusal
    assert "1 July" in refusal.sentence


def test_no_papers_are_owed_once_a_meeting_is_over_though_none_went_out():
    world = make_world(clauses=[one for one in CITY_CLAUSES if one.kind is not ClauseKind.CIRCULATION])
    id = a_meeting(world)
    an_item(world, id)
    actor = world.actor("coordinator")

    def lede(on: date) -> str:
        return meetings.page_meeting(actor, meeting=id, today=on).lede

    assert "No paper has come in" in lede(MEETING_ON)
    assert "No paper has come in" not in lede(MEETING_ON + timedelta(days=1))


def test_the_lede_says_what_is_owed_next():
    world = make_world()
    id = a_meeting(world)
    actor = world.actor("coordinator")

    def lede(on: date) -> str:
        return meetings.page_meeting(actor, meeting=id, today=on).lede.split("room 2. ")[1]

    assert lede(TODAY) == "Papers come in by Wednesday 30 December."
    an_item(world, id)
    assert lede(date(2027, 1, 5)) == (
        "No paper has come in; they were due on Wednesday 30 December, 3 working days ago. "
        "Papers go to members today."
    )
    done(verbs.circulate_papers(world.as_("coordinator", date(2027, 1, 5)), meeting=id))
    assert lede(date(2027, 1, 6)) == "Minutes go to members by Thursday 28 January."
    done(
        verbs.record_minutes_sent(
            world.as_("coordinator", date(2027, 1, 20)),
            meeting=id,
            to="members",
            on=date(2027, 1, 20),
            version=3,
        )
    )
    assert lede(date(2027, 2, 1)) == "The minutes have gone to members."


def test_papers_not_recorded_stay_counted_after_the_papers_went_out_and_the_meeting_was_held():
    world = make_world()
    id = a_meeting(world)
    came = an_item(world, id, "Figures", purpose="decide")
    item = an_item(world, id, "Housing", purpose="decide")
    a_paper(world, id, item=came)
    actor = world.actor("coordinator")

    def papers_in(on: date) -> tuple[str, str, str]:
        page = meetings.page_meeting(actor, meeting=id, today=on)
        point = next(each for each in page.points if each.meaning.startswith("papers in"))
        drawn = page_board(actor, today=on).meeting
        assert drawn is None or point in drawn.points
        return point.meaning, point.state, point.said

    def tagged(on: date) -> dict[str, str]:
        page = meetings.page_meeting(actor, meeting=id, today=on)
        return {each.title: each.no_paper for each in page.agenda.items}

    out = date(2027, 1, 5)
    assert papers_in(out) == ("papers in: 1 in time, 1 item without a paper", "late", "Not all are in")
    done(verbs.circulate_papers(world.as_("coordinator", out), meeting=id))

    for on in (out, date(2027, 2, 1)):
        assert papers_in(on) == ("papers in: 1 in time, none recorded for 1 item", "late", "Not all recorded")
        assert tagged(on) == {"Figures": "", "Housing": "No paper recorded"}
    (past,) = meetings.page_meetings(actor, today=date(2027, 2, 1)).past
    assert "Papers in: none recorded for 1 item." in past.missed
    said = pack_content(
        edition_actor(
            partnership=world.partnership, slug=world.slug, edition=Audience.PARTNERSHIP, today=out
        ),
        meeting=id,
        edition=Audience.PARTNERSHIP,
        as_at=out,
        made_at=datetime(2027, 1, 5, 12, tzinfo=UTC),
        combined=False,
    )
    assert [duty_word(line) for line in said.timetable if line.what == "Papers in"] == ["done in part"]
    assert not [each.sentence for each in page_my_work(actor, today=out).running.matters]

    done(agenda.remove_item(world.as_("coordinator", out), meeting=id, item=item, version=1))
    assert papers_in(out)[:2] == ("papers in: 1 in time", "met")


def test_an_item_whose_paper_a_reader_may_not_open_is_not_said_to_have_none():
    world = make_world()
    id = a_meeting(world)
    item = an_item(world, id, "Housing", purpose="decide")
    a_paper(world, id, item=item, audience=Audience.CORE)
    done(verbs.circulate_papers(world.as_("coordinator"), meeting=id))

    page = meetings.page_meeting(world.actor("observer"), meeting=id, today=TODAY)

    assert [(row.no_paper, row.papers) for row in page.agenda.items] == [("", ())]


def test_the_towns_terms_give_its_own_timetable():
    _, town = make_two()
    id = a_meeting(town)

    page = meetings.page_meeting(town.actor("coordinator"), meeting=id, today=TODAY)

    assert [(point.on, point.title) for point in page.points] == [
        (date(2027, 1, 7), "Agenda agreed by the chair"),  # no clause: it is of use until the agenda goes
        (date(2027, 1, 7), "Agenda to members"),
        (MEETING_ON, "Meeting"),
    ]
    assert page.points[1].rule == "1 week before"


def test_a_form_for_a_new_meeting_remembers_the_last_ones_hour_and_place():
    world = make_world()
    a_meeting(world)

    form = meeting_forms.page_set_meeting(world.actor("coordinator"), today=TODAY)

    assert (form.minutes, form.place, form.starts.hour) == (120, "Committee room 2", 10)
    with pytest.raises(NotAllowedError):
        meeting_forms.page_set_meeting(world.actor("police"), today=TODAY)


def test_another_partnerships_meeting_is_not_found():
    first, second = make_two()
    id = a_meeting(second)

    with pytest.raises(NotFoundError):
        meetings.page_meeting(first.actor("coordinator"), meeting=id, today=TODAY)
