"""Pages about meetings as people use them: in order, late with a waiver, and with what was typed kept."""

import re
import uuid
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from quorate.commands import agenda as agenda_verbs
from quorate.commands import meetings as verbs
from quorate.commands import papers_asked
from quorate.commands.agenda import Said
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.words import day
from quorate.domain.meetings.lifecycle import SENTENCES, MeetingState
from quorate.domain.meetings.timetable import StepState
from quorate.queries.timetable import steps_of
from quorate.records.facts.meetings import basis
from quorate.records.models import (
    AgendaItem,
    Appointment,
    EventRow,
    Meeting,
    Message,
    Paper,
    PaperAsked,
    Person,
    WaiverRow,
)
from tests.builders.browsing import signed_in
from tests.builders.meetings import MEETING_ON, PDF, a_meeting, a_paper, an_item, version_of
from tests.builders.restrictions import a_restriction
from tests.builders.world import TODAY, World, done, make_two, make_world, moment

pytestmark = pytest.mark.django_db
A_DAY_LATE = "2027-01-06"


@pytest.fixture(autouse=True)
def a_day_in_november(settings, tmp_path):
    settings.TODAY = TODAY.isoformat()
    settings.FILES = tmp_path


def at(name: str, slug: str = "marlhaven", **parts) -> str:
    return reverse(name, kwargs={"partnership": slug, **parts})


def text_of(answer) -> str:
    return answer.content.decode()


def without_token(answer) -> str:
    return re.sub(r'value="\w{64}"', "", text_of(answer))


def test_the_list_says_when_the_next_meeting_is_and_what_was_missed():
    world = make_world()
    a_meeting(world)
    a_meeting(world, date(2026, 10, 15))
    a_meeting(world, date(2024, 1, 10))

    page = text_of(signed_in(world).get(at("meetings")))

    assert "The next meeting is of the Strategic partnership board on Thursday 14 January 2027." in page
    assert "Minutes to members: missed, overdue by 17 working days." in page
    assert "Before our records: papers in, papers to members." in page


def test_a_partnership_without_meetings_says_so_and_offers_the_first():
    world = make_world()

    page = text_of(signed_in(world).get(at("meetings")))

    assert "No meeting is set." in page
    assert f"{at('meeting_set')}?group={world.board}" in page


def test_a_meeting_is_set_with_the_length_the_terms_give():
    world = make_world()
    client = signed_in(world)

    form = text_of(client.get(at("meeting_set")))
    answer = client.post(
        at("meeting_set"),
        {
            "group": world.board,
            "on": "14 1 2027",
            "starts": "10am",
            "minutes": "120",
            "place": "Civic Centre",
        },
    )

    assert 'value="120"' in form
    assert "The terms give this length." in form
    row = Meeting.objects.get()
    assert (row.on, row.minutes, row.place) == (MEETING_ON, 120, "Civic Centre")
    assert answer.url == at("meeting", meeting=row.id)


def test_a_date_that_cannot_be_read_is_kept_as_typed_with_a_sentence_beside_it():
    world = make_world()

    answer = signed_in(world).post(
        at("meeting_set"), {"group": world.board, "on": "next week", "starts": "10am", "minutes": "120"}
    )

    assert answer.status_code == 422
    assert 'value="next week"' in text_of(answer)
    assert "“next week” is not a date." in text_of(answer)
    assert 'href="#on"' in text_of(answer)


def test_two_people_moving_a_meeting_the_second_sees_both_versions():
    world = make_world()
    id = a_meeting(world)
    done(
        verbs.move_meeting(
            world.as_("secretary"),
            meeting=id,
            version=1,
            on=date(2027, 1, 20),
            starts=Meeting.objects.get(id=id).starts,
            minutes=120,
            place="Their room",
        )
    )

    answer = signed_in(world).post(
        at("meeting_move", meeting=id),
        {"version": "1", "on": "21 1 2027", "starts": "10am", "minutes": "120", "place": "My room"},
    )

    assert answer.status_code == 409
    assert "Their room" in text_of(answer)
    assert "My room" in text_of(answer)
    assert 'name="version" value="2"' in text_of(answer)
    assert Meeting.objects.get(id=id).place == "Their room"


def test_the_meeting_page_shows_rule_date_and_meaning_with_the_working_on_demand():
    world = make_world()
    id = a_meeting(world)
    an_item(world, id)
    a_paper(world, id)

    page = text_of(signed_in(world, "police").get(at("meeting", meeting=id)))

    for words in (
        "10 working days before",
        "30 December",
        "papers in: 1 so far",
        "papers to 7 members",
        "5 January",
        "How these dates were worked out",
        "People may be asked to leave the room for some items.",
    ):
        assert words in page


def test_late_papers_are_marked_and_counted(settings):
    settings.TODAY = "2026-12-31"
    world = make_world()
    id = a_meeting(world)
    item = an_item(world, id, "Figures")
    a_paper(world, id, "In time", on=date(2026, 12, 29))
    a_paper(world, id, "Late figures", on=date(2026, 12, 31), item=item)

    page = text_of(signed_in(world).get(at("meeting", meeting=id)))

    assert "papers in: 1 of 2 in time, 1 late" in page
    assert "One paper is late." in page
    assert "1 working day late" in page


def test_a_paper_is_late_by_the_day_it_came_in_whenever_it_was_added(settings):
    settings.TODAY = "2027-01-06"
    world = make_world()
    id = a_meeting(world)
    a_paper(world, id, "Figures", on=date(2026, 12, 29), added_on=date(2027, 1, 6))
    a_paper(world, id, "Late figures", on=date(2026, 12, 31), added_on=date(2027, 1, 6))

    page = text_of(signed_in(world).get(at("meeting", meeting=id)))

    assert "1 of 2 in time, 1 late" in page
    assert "1 working day late" in page


def test_a_waiver_agreed_by_a_chair_who_has_gone_since_can_be_recorded(settings):
    settings.TODAY = A_DAY_LATE
    world = make_world()
    id = a_meeting(world)
    an_item(world, id)
    client = signed_in(world)
    left = date(2027, 1, 5)
    Appointment.objects.filter(person=world.people["chair"]).update(to_on=left)

    refused = text_of(client.post(at("meeting_circulate", meeting=id), {"version": version_of(id)}))
    assert "Director of Public Health (chair until 5 January 2027)" in refused
    clause = refused.split('name="clause" value="')[1].split('"')[0]
    waiver = {"clause": clause, "agreed_by": world.people["chair"], "agreed_on": "5 1 2027"}
    sent = client.post(
        at("meeting_circulate", meeting=id),
        {"version": version_of(id), "read": "yes", "reason": "Bank holidays", **waiver},
    )

    assert sent.status_code == 302
    assert WaiverRow.objects.get().agreed_on == left


def test_papers_go_out_a_day_late_with_the_chairs_waiver_and_the_page_says_so(settings):
    settings.TODAY = A_DAY_LATE
    world = make_world()
    id = a_meeting(world)
    an_item(world, id)
    client = signed_in(world)

    refused = client.post(at("meeting_circulate", meeting=id), {"version": version_of(id)})
    assert refused.status_code == 409
    assert "Papers can go out late with a waiver" in text_of(refused)
    assert "Every member who may see the meeting can read this." in text_of(refused)
    clause = text_of(refused).split('name="clause" value="')[1].split('"')[0]
    form = {"version": version_of(id), "clause": clause, "agreed_by": world.people["chair"]}
    unread = client.post(at("meeting_circulate", meeting=id), {**form, "reason": "Bank holidays"})
    assert "Tick that you have read to whom the agenda goes" in text_of(unread)
    form["read"] = "yes"
    half = client.post(at("meeting_circulate", meeting=id), {**form, "reason": "Bank holidays"})
    assert half.status_code == 422
    assert "Bank holidays" in text_of(half)
    assert "Give the day they agreed." in text_of(half)
    assert not WaiverRow.objects.exists()

    done_with = client.post(
        at("meeting_circulate", meeting=id),
        {**form, "reason": "Bank holidays", "agreed_on": "5 January 2027"},
        follow=True,
    )

    page = text_of(done_with)
    assert "Papers went to members on 6 January 2027, 1 working day late." in page
    assert "Done with a waiver" in page
    assert "agreed by Director of Public Health on 5 January 2027" in page
    assert "1 working day late, with a waiver" in page
    assert Message.objects.count() == 7
    assert "Circulate with the waiver" not in page


def test_what_goes_out_and_to_whom_is_shown_and_nothing_goes_until_it_is_said_to_be_read():
    world = make_world()
    Person.objects.filter(id=world.people["police"]).update(email="")
    id = a_meeting(world)
    figures = an_item(world, id, "Figures", purpose="discuss")
    an_item(world, id, "Housing", purpose="agree")
    a_paper(world, id, "Figures for the year", item=figures)
    client, address = signed_in(world), at("meeting_circulate", meeting=id)
    name = Person.objects.get(id=world.people["police"]).name

    page = text_of(client.get(at("meeting", meeting=id)))
    assert f"7 members: 6 by message, 1 to be told by hand, without an address: {name}" in page
    assert "1 paper<br>1.1 Figures for the year" in page
    assert "1 item<br>2. Housing" in page
    assert "No pack is issued for you." in page
    assert "days early: the last day the terms give is 5 January 2027." in page
    assert page.count("No paper yet") == 1
    note = an_item(world, id, "Reviews", purpose="note")
    people = [world.people["police"]]
    asked = {"meeting": id, "title": "Open reviews", "people": people, "due_on": TODAY, "item": note}
    done(papers_asked.ask_for_paper(world.as_("coordinator"), **asked))
    assert text_of(client.get(at("meeting", meeting=id))).count("No paper yet") == 2
    PaperAsked.objects.update(dropped_at=moment().at)
    AgendaItem.objects.filter(id=note).update(removed_at=moment().at)
    Message.objects.all().delete()

    unread = client.post(address, {"version": version_of(id)})
    assert unread.status_code == 422
    assert "Tick that you have read what goes out and to whom: it cannot be taken back." in text_of(unread)
    assert not Message.objects.exists()
    assert Meeting.objects.get(id=id).state == "planned"

    sent = text_of(client.post(address, {"version": version_of(id), "read": "yes"}, follow=True))
    assert "The agenda went to 6 members with 1 paper." in sent
    banner = sent[sent.index("The agenda went to") :].partition("</div>")[0]
    assert f'href="{at("packs", meeting=id)}">Make, issue and read packs</a>' in banner
    assert f"Tell them yourself, they have no address: {name}." in sent
    assert Message.objects.count() == 7
    assert sent.count("No paper yet") == 1, "it can still come in time"


@pytest.mark.parametrize(
    ("title", "asks"),
    [("Progress of the workplan", 0), ("Minutes of the last meeting and actions", 0), ("Housing", 1)],
)
def test_an_item_that_is_on_every_agenda_asks_for_no_paper_though_it_was_written_by_hand(title, asks):
    world = make_world()
    id = a_meeting(world)
    an_item(world, id, title, purpose="agree")

    assert text_of(signed_in(world).get(at("meeting", meeting=id))).count("No paper yet") == asks


def test_papers_added_and_withdrawn_after_the_papers_went_out_are_marked():
    world = make_world()
    id = a_meeting(world)
    item = an_item(world, id)
    a_paper(world, id, "Sent in time", item=item)
    taken_back = a_paper(world, id, "Taken back")
    client = signed_in(world)
    client.post(at("meeting_circulate", meeting=id), {"version": version_of(id), "read": "yes"})

    added = client.post(
        at("paper_add", meeting=id),
        {
            "title": "Too late",
            "ask": "Note it",
            "submitted_on": "23 11 2026",
            "audience": "partnership",
            "item": item,
            "file": SimpleUploadedFile("late.pdf", PDF),
        },
        follow=True,
    )
    client.post(at("paper_withdraw", meeting=id, paper=taken_back), {"version": version_of(id)})

    assert "so members do not have it: send them a supplement." in text_of(added)
    page = text_of(client.get(at("meeting", meeting=id)))
    assert page.count("Added after the papers went out: not sent to members") == 1
    assert page.index("Too late") < page.index("Added after the papers went out")
    assert "Taken back" in page
    assert "Withdrawn on 23 November 2026</span>, after the papers went out." in page
    seen = text_of(signed_in(world, "health").get(at("meeting", meeting=id)))
    assert "Added after the papers went out: not sent to members" in seen
    assert 'P1 Taken back <span class="q-tag">Withdrawn on 23 November 2026</span>' in seen


def test_a_paper_taken_back_once_it_was_with_members_came_in_all_the_same():
    world = make_world()
    id = a_meeting(world)
    item = an_item(world, id, purpose="decide")
    paper = a_paper(world, id, "Taken back", item=item)
    client = signed_in(world)
    client.post(at("meeting_circulate", meeting=id), {"version": version_of(id), "read": "yes"})

    answer = client.post(
        at("paper_withdraw", meeting=id, paper=paper), {"version": version_of(id)}, follow=True
    )

    assert (
        "The papers went out on 23 November 2026: members who have it are not told until you send them a "
        "supplement." in text_of(answer)
    )
    row, actor = Meeting.objects.get(id=id), world.actor("coordinator")
    for on in (TODAY, date(2026, 12, 8)):
        known = basis(actor, row, on)
        (step,) = (one for one in steps_of(known, on) if one.kind == "papers_in")
        assert (step.state, known.without_paper) == (StepState.MET, frozenset()), on
        assert "papers in: 1 in time, 1 withdrawn since" in text_of(answer)


def test_a_paper_taken_back_before_the_papers_went_out_or_added_after_was_never_in():
    world = make_world()
    id = a_meeting(world)
    early = a_paper(world, id, "Before", item=an_item(world, id, purpose="decide"))
    client = signed_in(world)
    client.post(at("paper_withdraw", meeting=id, paper=early), {"version": version_of(id)})
    client.post(at("meeting_circulate", meeting=id), {"version": version_of(id), "read": "yes"})
    late = a_paper(world, id, "After")
    client.post(at("paper_withdraw", meeting=id, paper=late), {"version": version_of(id)})

    known = basis(world.actor("coordinator"), Meeting.objects.get(id=id), TODAY)

    assert (known.came_in, len(known.without_paper)) == ((), 1)


def test_an_item_added_or_changed_after_the_papers_went_out_is_marked_for_who_sees_it():
    world = make_world()
    id = a_meeting(world)
    an_item(world, id, "As it was sent")
    changed = an_item(world, id, "To be reworded")
    client = signed_in(world)
    client.post(at("meeting_circulate", meeting=id), {"version": version_of(id), "read": "yes"})
    before = text_of(signed_in(world, "police").get(at("meeting", meeting=id)))
    an_item(world, id, "Brought up since")
    an_item(world, id, "Hidden since", audience=Audience.RESTRICTED)
    client.post(at("agenda_move", meeting=id, item=changed), {"version": version_of(id), "to": "up"})
    done(
        agenda_verbs.add_standing_items(
            world.as_("coordinator"),
            meeting=id,
            version=version_of(id),
            titles=["Any other business"],
            urgent_why="It was left off",
            chair_agreed=True,
        )
    )

    page = text_of(signed_in(world, "police").get(at("meeting", meeting=id)))

    assert "after the papers went out" not in before
    assert page.count("Added after the papers went out") == 2
    assert "It was left off" in page
    assert page.count("Changed after the papers went out") == 1
    assert page.index("To be reworded") < page.index("Changed after") < page.index("As it was sent")
    assert "Send a supplement" not in page
    assert "Send a supplement: 4 changes not sent to members" in text_of(
        client.get(at("meeting", meeting=id))
    )


def test_a_meeting_of_the_past_is_said_to_be_one_before_it_is_set():
    world = make_world()
    client = signed_in(world)
    asked = {"group": world.board, "on": "16 November 2026", "starts": "10am", "minutes": "120"}

    first = client.post(at("meeting_set"), asked)
    assert first.status_code == 422
    assert "16 November 2026 is in the past" in text_of(first)
    assert "I mean this day" in text_of(first)
    assert not Meeting.objects.exists()

    client.post(at("meeting_set"), asked | {"meant": "yes"})
    assert Meeting.objects.get().on == date(2026, 11, 16)


def test_a_stale_circulation_keeps_the_reason_that_was_written(settings):
    settings.TODAY = A_DAY_LATE
    world = make_world()
    id = a_meeting(world)
    an_item(world, id)
    clause = "x"

    answer = signed_in(world).post(
        at("meeting_circulate", meeting=id),
        {
            "version": "1",
            "read": "yes",
            "clause": clause,
            "agreed_by": world.people["chair"],
            "agreed_on": "5 1 2027",
            "reason": "The bank holidays",
        },
    )

    assert answer.status_code == 409
    assert "The bank holidays" in text_of(answer)
    assert "Somebody else changed this meeting" in text_of(answer)


def test_a_member_sees_no_buttons_that_are_not_theirs():
    world = make_world()
    id = a_meeting(world)
    an_item(world, id)

    page = text_of(signed_in(world, "adviser").get(at("meeting", meeting=id)))

    for words in (
        "Circulate agenda",
        "Add standing items",
        "Change or cancel the meeting",
        "Record that minutes",
    ):
        assert words not in page
    assert "Add a paper" in page


def test_open_numbers_are_the_same_for_everybody_and_hidden_items_leave_no_gap():
    world = make_world()
    id = a_meeting(world)
    an_item(world, id, "First hidden", audience=Audience.RESTRICTED)
    an_item(world, id, "Open one")
    an_item(world, id, "For core members", audience=Audience.CORE)
    an_item(world, id, "Open two")

    seen = {key: numbers(signed_in(world, key), id) for key in ("coordinator", "police", "adviser")}

    open_items = {"Open one": "1", "Open two": "2"}
    assert seen["adviser"] == open_items
    assert seen["police"] == open_items | {"For core members": "R1"}
    assert seen["coordinator"] == open_items | {"For core members": "R1", "First hidden": "R2"}


def numbers(client: Client, id: uuid.UUID) -> dict[str, str]:
    """Each item on the page and the number printed beside it, in the order printed."""
    page = text_of(client.get(at("meeting", meeting=id)))
    found = re.findall(r'q-table__code">([R\d]+)</td>\s*<th scope="row">(.*?)\s*(?:<span|</th>)', page, re.S)
    return {title.strip(): number for number, title in found}


def test_standing_items_go_on_with_one_press():
    world = make_world()
    id = a_meeting(world)
    client = signed_in(world)

    form = text_of(client.get(at("agenda_standing", meeting=id)))
    client.post(
        at("agenda_standing", meeting=id),
        {"version": "1", "titles": ["Progress of the workplan", "Any other business"]},
    )

    assert form.count(" checked") >= 5
    assert AgendaItem.objects.filter(meeting=id).count() == 2


def test_no_item_ticked_is_said_beside_the_list():
    world = make_world()
    id = a_meeting(world)

    answer = signed_in(world).post(at("agenda_standing", meeting=id), {"version": "1"})

    assert answer.status_code == 422
    assert "Tick at least one item." in text_of(answer)


def test_an_item_is_added_changed_moved_and_taken_off():
    world = make_world()
    id = a_meeting(world)
    client = signed_in(world, "secretary")
    said = {"title": "Figures", "purpose": "discuss", "minutes": "15", "audience": "partnership"}
    an_item(world, id, "First")

    client.post(at("agenda_add", meeting=id), said)
    item = AgendaItem.objects.get(title="Figures")
    client.post(
        at("agenda_item", meeting=id, item=item.id), {**said, "title": "Figures for spring", "version": "1"}
    )
    client.post(at("agenda_move", meeting=id, item=item.id), {"to": "up", "version": version_of(id)})

    assert list(numbers(client, id)) == ["Figures for spring", "First"]
    client.post(at("agenda_remove", meeting=id, item=item.id), {"version": "2"})
    assert list(numbers(client, id)) == ["First"]


def test_what_cannot_be_done_to_the_agenda_is_said_as_a_refusal():
    world = make_world()
    id = a_meeting(world)
    first, second = an_item(world, id, "First"), an_item(world, id, "Second")
    client, seen = signed_in(world, "secretary"), version_of(id)

    higher = client.post(at("agenda_move", meeting=id, item=first), {"to": "up", "version": seen})
    unsaid = client.post(at("agenda_move", meeting=id, item=second), {"to": "up"})
    a_paper(world, id)
    stale = client.post(at("agenda_move", meeting=id, item=second), {"to": "up", "version": seen})
    gone = client.post(at("agenda_remove", meeting=id, item=second), {"version": "7"})

    assert [each.status_code for each in (higher, unsaid, stale, gone)] == [409] * 4
    assert "That item is first already." in text_of(higher)
    assert "Somebody else changed this meeting while you had it open" in text_of(stale)
    assert "so it was not taken off" in text_of(gone)
    assert list(numbers(client, id)) == ["First", "Second"]


def test_an_item_of_a_meeting_that_was_held_is_not_taken_off_and_the_page_says_why():
    world = make_world()
    id = a_meeting(world, date(2026, 11, 19))
    item = an_item(world, id)
    done(
        verbs.record_minutes_sent(
            world.as_("coordinator"), meeting=id, to="chair", on=TODAY, version=version_of(id)
        )
    )

    answer = signed_in(world).post(at("agenda_remove", meeting=id, item=item), {"version": "1"})

    assert answer.status_code == 409
    assert SENTENCES[MeetingState.HELD] in text_of(answer)
    assert AgendaItem.objects.get(id=item).removed_at is None


def test_a_paper_is_withdrawn_by_its_button_and_a_page_of_before_is_told_so():
    world = make_world()
    id = a_meeting(world)
    paper, stays = a_paper(world, id, "Figures", by="police"), a_paper(world, id, "Housing")
    police, coordinator = signed_in(world, "police"), signed_in(world)
    seen = version_of(id)

    assert text_of(police.get(at("meeting", meeting=id))).count("/withdraw/") == 1  # their own alone
    assert text_of(coordinator.get(at("meeting", meeting=id))).count("/withdraw/") == 2
    done = police.post(at("paper_withdraw", meeting=id, paper=paper), {"version": seen}, follow=True)
    stale = coordinator.post(at("paper_withdraw", meeting=id, paper=stays), {"version": seen})

    assert "The paper was withdrawn." in text_of(done)
    assert stale.status_code == 409
    assert "Somebody else changed this meeting while you had it open" in text_of(stale)
    assert Paper.objects.get(id=stays).withdrawn_at is None


@pytest.mark.parametrize(
    ("key", "audience", "offered"),
    [
        ("secretary", Audience.PARTNERSHIP, ["partnership", "core"]),
        ("chair", Audience.RESTRICTED, ["restricted"]),
        ("coordinator", Audience.RESTRICTED, ["partnership", "core", "restricted"]),
    ],
)
def test_a_restricted_item_is_changed_by_whoever_sees_it_and_stays_restricted(key, audience, offered):
    world = make_world()
    id = a_meeting(world)
    named = a_restriction(world, allow=["chair"], bar=["charity"])
    item = an_item(world, id, "A tender", audience=audience, restriction=named)
    client, address = signed_in(world, key), at("agenda_item", meeting=id, item=item)

    page = text_of(client.get(address))
    sent = {"version": "1", "title": "The tender", "purpose": "note", "minutes": "5"}
    answer = client.post(address, {**sent, "audience": audience.value})

    assert re.findall(r'name="audience"[^>]*value="(\w+)"', page) == offered
    assert ('name="restriction"' in page) is (key == "coordinator")
    assert answer.status_code == 302
    row = AgendaItem.objects.get(id=item)
    assert (row.title, row.audience, row.restriction_id) == ("The tender", audience.value, named)


def test_a_coordinator_takes_the_restriction_off_an_item_by_choosing_none():
    world = make_world()
    id = a_meeting(world)
    item = an_item(world, id, "A tender", restriction=a_restriction(world, bar=["charity"]))
    sent = {"version": "1", "title": "The tender", "purpose": "note", "minutes": "5"}
    form = {**sent, "audience": "partnership", "restriction": ""}

    signed_in(world).post(at("agenda_item", meeting=id, item=item), form)

    assert AgendaItem.objects.get(id=item).restriction_id is None


def test_an_item_somebody_else_changed_shows_both_versions():
    world = make_world()
    id = a_meeting(world)
    item = an_item(world, id)
    done(
        agenda_verbs.change_item(
            world.as_("secretary"), meeting=id, item=item, version=1, said=Said(title="Their title")
        )
    )

    answer = signed_in(world).post(
        at("agenda_item", meeting=id, item=item),
        {
            "version": "1",
            "title": "My title",
            "purpose": "decide",
            "minutes": "5",
            "audience": "core",
        },
    )

    assert answer.status_code == 409
    now, _, wrote = text_of(answer).partition("What you wrote")
    assert "Everyone in the partnership" in now
    assert "To decide" in wrote.partition("<form")[0]
    assert "Core members" in wrote.partition("<form")[0]
    assert "Their title" in text_of(answer)
    assert "My title" in text_of(answer)
    assert AgendaItem.objects.get(id=item).title == "Their title"


def test_the_form_of_an_item_says_when_members_were_sent_the_agenda():
    world = make_world()
    id = a_meeting(world)
    client, address = signed_in(world), at("agenda_item", meeting=id, item=an_item(world, id))
    assert "Members were sent" not in text_of(client.get(address))

    done(verbs.circulate_papers(world.as_("coordinator"), meeting=id))

    assert f"Members were sent the agenda on {day(TODAY)}." in text_of(client.get(address))


def test_a_paper_is_uploaded_and_comes_back_as_a_download_under_its_own_name():
    world = make_world()
    id = a_meeting(world)
    file = SimpleUploadedFile("Figures – été.PDF", PDF, content_type="text/html")

    answer = signed_in(world, "police").post(
        at("paper_add", meeting=id),
        {
            "title": "Figures",
            "ask": "Note it",
            "submitted_on": "23 11 2026",
            "audience": "partnership",
            "file": file,
        },
    )
    assert answer.status_code == 302
    paper = Paper.objects.get()
    download = signed_in(world, "health").get(at("paper", meeting=id, paper=paper.id))

    assert download.content == PDF
    assert download["Content-Type"] == "application/pdf"
    assert download["X-Content-Type-Options"] == "nosniff"
    disposition = download["Content-Disposition"]
    assert disposition.startswith("attachment; filename*=utf-8''Figures%20")
    assert disposition.endswith(".pdf")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.pdf", b"MZ\x90\x00", "The file is not a PDF, Word, Excel"),
        ("a.pdf", b"", "Choose the paper"),
        ("a.pdf", b"%PDF-" + b"0" * (20 * 1024 * 1024), "The file is larger than 20 MB."),
    ],
)
def test_a_file_that_cannot_be_kept_is_refused_and_the_title_kept(name, data, words):
    world = make_world()
    id = a_meeting(world)

    answer = signed_in(world).post(
        at("paper_add", meeting=id),
        {
            "title": "My title",
            "ask": "Note it",
            "submitted_on": "23 11 2026",
            "audience": "partnership",
            "file": SimpleUploadedFile(name, data),
        },
    )

    assert answer.status_code == 422
    assert words in text_of(answer)
    assert "My title" in text_of(answer)


def test_a_restricted_paper_is_missing_for_others_and_its_reading_is_recorded():
    world = make_world()
    id = a_meeting(world)
    paper = a_paper(world, id, audience=Audience.RESTRICTED)
    address = at("paper", meeting=id, paper=paper)

    missing = signed_in(world, "chair").get(at("paper", meeting=id, paper=uuid.uuid4()))
    hidden = signed_in(world, "chair").get(address)
    seen = signed_in(world, "coordinator").get(address)

    assert hidden.status_code == missing.status_code == 404
    assert without_token(hidden) == without_token(missing)
    assert seen.content == PDF
    assert EventRow.objects.filter(code="files.read", subject_id=str(paper)).count() == 1


@pytest.mark.parametrize(
    ("audience", "is_named"),
    [(Audience.RESTRICTED, False), (Audience.PARTNERSHIP, True), (Audience.PARTNERSHIP, False)],
)
def test_every_reading_of_a_paper_is_recorded_whoever_it_is_for(audience, is_named):
    world = make_world()
    id = a_meeting(world)
    paper = a_paper(world, id)
    named = a_restriction(world, bar=["charity"]) if is_named else None
    Meeting.objects.filter(id=id).update(audience=audience.value, restriction=named)

    read = signed_in(world).get(at("paper", meeting=id, paper=paper))

    assert read.content == PDF
    assert EventRow.objects.filter(code="files.read", subject_id=str(paper)).count() == 1


@pytest.mark.parametrize("name", ["meeting", "meeting_move", "agenda_standing", "agenda_add", "paper_add"])
def test_another_partnerships_meeting_is_missing_everywhere(name):
    first, second = make_two()
    id = a_meeting(second)

    answer = signed_in(first).get(at(name, meeting=id))

    assert answer.status_code == 404


def test_minutes_are_recorded_on_the_page_and_a_bad_day_is_explained():
    world = make_world()
    id = a_meeting(world, date(2026, 10, 15))
    client = signed_in(world)
    address = at("meeting_minutes", meeting=id)

    early = client.post(address, {"version": "1", "to": "members", "minutes_on": "14 10 2026"})
    assert early.status_code == 409
    assert "The meeting was on 15 October 2026, after the day given." in text_of(early)

    page = text_of(
        client.post(address, {"version": "1", "to": "members", "minutes_on": "29 10 2026"}, follow=True)
    )
    assert "The minutes are recorded as sent to members on 29 October 2026." in page
    assert "Met on 29 October 2026" in page


def test_a_meeting_on_a_sunday_is_set_with_a_word_that_stays_on_its_page():
    world = make_world()
    client = signed_in(world)
    asked = {"group": world.board, "on": "2026-12-13", "starts": "10am", "minutes": "60"}

    assert "13 December 2026 is a Sunday. Choose another day, or" in text_of(
        client.post(at("meeting_set"), asked)
    )
    page = text_of(client.post(at("meeting_set"), asked | {"meant": "yes"}, follow=True))

    assert "is set. 7 members are told by message. 13 December 2026 is a Sunday." in page
    id = Meeting.objects.get().id
    assert "<p>13 December 2026 is a Sunday.</p>" in text_of(client.get(at("meeting", meeting=id)))


def test_a_meeting_of_the_past_says_so_and_is_not_offered_for_circulation():
    world = make_world()
    id = a_meeting(world, date(2026, 11, 16))
    an_item(world, id)

    page = text_of(signed_in(world).get(at("meeting", meeting=id)))

    assert "16 November 2026 is in the past" in page
    assert "Circulate" not in page


def test_a_second_press_of_circulate_says_when_the_papers_went():
    world = make_world()
    id = a_meeting(world)
    an_item(world, id)
    client, seen = signed_in(world), {"version": version_of(id), "read": "yes"}
    client.post(at("meeting_circulate", meeting=id), seen)

    again = client.post(at("meeting_circulate", meeting=id), seen)

    assert again.status_code == 409
    assert "The agenda and papers went out on 23 November 2026." in text_of(again)
    assert "Somebody else" not in text_of(again)


def test_a_meeting_is_cancelled_from_its_change_page_and_the_reason_is_asked_for():
    world = make_world()
    id = a_meeting(world)
    client, form = signed_in(world), {"version": version_of(id)}
    assert "Cancel the meeting" in text_of(client.get(at("meeting_move", meeting=id)))

    unsaid = client.post(at("meeting_cancel", meeting=id), form)
    assert unsaid.status_code == 422
    assert "Give the reason." in text_of(unsaid)

    page = text_of(
        client.post(at("meeting_cancel", meeting=id), form | {"cancel_reason": "Snow"}, follow=True)
    )
    assert "The meeting is cancelled." in page
    assert Meeting.objects.get().state == "cancelled"
    assert "Change or cancel" not in page
    assert client.post(at("meeting_cancel", meeting=id), form | {"cancel_reason": "x"}).status_code == 409


def test_only_those_who_propose_redactions_are_led_to_it_from_a_meeting():
    world = make_world()
    id = a_meeting(world)
    address = f"{at('redaction_propose')}?kind=meeting&amp;id={id}"

    assert address in text_of(signed_in(world).get(at("meeting", meeting=id)))
    assert address not in text_of(signed_in(world, "police").get(at("meeting", meeting=id)))


def cancelled(world: World, **more) -> uuid.UUID:
    id = a_meeting(world, **more)
    asked = world.as_("coordinator")
    done(verbs.cancel_meeting(asked, meeting=id, reason="The room is flooded", version=version_of(id)))
    return id


def test_a_cancelled_meeting_says_when_and_why_and_offers_nothing_that_cannot_be_done():
    world = make_world()
    id, other = cancelled(world), a_meeting(world, on=date(2026, 12, 18))
    client, why = signed_in(world), "Cancelled on 23 November 2026: The room is flooded."

    page = text_of(client.get(at("meeting", meeting=id)))

    assert why in page
    for gone in (">Timetable", ">Agenda<", ">Papers<", ">Pack<", "Sending the papers out", "Make, issue"):
        assert gone not in page, gone
    assert ">Timetable" in text_of(client.get(at("meeting", meeting=other)))
    assert why in text_of(signed_in(world, "police").get(at("meeting", meeting=id)))


def test_a_cancelled_meeting_keeps_the_agenda_that_was_built_for_it():
    world = make_world()
    id = a_meeting(world)
    an_item(world, id)
    asked = world.as_("coordinator")
    done(verbs.cancel_meeting(asked, meeting=id, reason="Snow", version=version_of(id)))

    assert ">Agenda<" in text_of(signed_in(world).get(at("meeting", meeting=id)))


def test_cancelled_meetings_stand_in_a_place_of_their_own():
    world = make_world()
    cancelled(world)

    _, _, after = text_of(signed_in(world).get(at("meetings"))).partition("No past meeting is recorded.")

    assert ">Cancelled<" in after
    assert "Cancelled on 23 November 2026: The room is flooded." in after


def test_what_would_be_refused_is_said_before_it_is_typed():
    world = make_world()
    id, client = cancelled(world), signed_in(world)

    for name, button in (
        ("agenda_add", "Add the item"),
        ("paper_add", "Add the paper"),
        ("packs", "Make the pack"),
    ):
        page = text_of(client.get(at(name, meeting=id)))
        assert SENTENCES[MeetingState.CANCELLED] in page, name
        assert not re.search(rf"<button[^>]*type=\"submit\"[^>]*>\s*{button}", page), name


def test_a_paper_is_handed_in_for_a_member_and_the_form_keeps_whom_when_it_is_wrong():
    world = make_world()
    id = a_meeting(world)
    there = at("paper_add", meeting=id)
    form = {"title": "Figures", "ask": "Note it", "audience": "partnership", "submitted_on": "20 11 2026"}
    whom = str(world.people["health"])
    client = signed_in(world, "secretary")
    assert "Handed in for" in text_of(client.get(there))
    assert "Handed in for" not in text_of(signed_in(world, "police").get(there))

    wrong = client.post(there, {**form, "on_behalf_person": whom, "file": a_file()})
    assert wrong.status_code == 422
    assert "Say how they told you." in text_of(wrong)
    assert f'value="{whom}" selected' in text_of(wrong)

    right = {**form, "on_behalf_person": whom, "on_behalf_how": "email", "file": a_file()}
    assert client.post(there, right).status_code == 302
    assert whom in EventRow.objects.get(code="meetings.paper_added").contents


def a_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("figures.pdf", PDF, content_type="application/pdf")
