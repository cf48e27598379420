"""The room as it is used: one press each, in words, safe to send twice."""

import re
from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quorate.commands import membership, replies, room, setting_up
from quorate.commands.replies import Said
from quorate.domain.meetings.room import How
from quorate.domain.membership.replies import Answer
from quorate.domain.terms.clauses import Clause, ClauseKind
from quorate.queries.compliance import page_compliance
from quorate.queries.duty_register import page_duties
from quorate.queries.meetings import page_meeting, page_meetings
from quorate.queries.room import page_room
from quorate.records.models import AgendaItem, Appointment, Meeting, Reply, Representation, RoomActRow, Seat
from quorate.web import door
from tests.builders.browsing import signed_in
from tests.builders.restrictions import a_restriction
from tests.builders.rooms import COUNCIL, FOUNDED, MEETS_ON, a_board, in_the_room
from tests.builders.world import TOWN_CLAUSES, done, make_world

pytestmark = pytest.mark.django_db
DAY_AFTER = "2027-01-15"
LASTS = Clause(id="", kind=ClauseKind.DURATION, quote="Two hours", reading="", minutes=120)


@pytest.fixture(autouse=True)
def the_day_after(settings, tmp_path):
    """Recorded the day after, so that no test depends on the hour it runs."""
    settings.TODAY = DAY_AFTER
    settings.FILES = tmp_path


def at(name, board, **parts):
    return reverse(name, kwargs={"partnership": board.world.slug, "meeting": board.meeting, **parts})


def text_of(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def key_in(answer) -> str:
    return re.search(r'name="key" value="([^"]+)"', answer.content.decode()).group(1)


def verdict_in(answer) -> str:
    found = re.search(
        r'<div class="q-verdict.*?</div>\s*(<dl.*?</dl>)?\s*</div>', answer.content.decode(), re.S
    )
    return " ".join(re.sub(r"<[^>]+>", " ", found.group(0)).split())


class InTheRoom:
    """A secretary at a laptop: opens the page, presses, and reads what it leads to."""

    def __init__(self, board, key="coordinator"):
        self.board, self.client = board, signed_in(board.world, key)
        self.page = self.client.get(at("room", board))
        assert self.page.status_code == 200

    def press(self, do, *, when="10am", how="in_person", **more):
        form = {"key": key_in(self.page), "do": do, "at": when, "how": how, **more}
        self.page = self.client.post(at("room", self.board), form, follow=True)
        return self.page

    def arrive(self, who, when="10am", seat="", powers=""):
        seats, people = self.board.world.seats, self.board.world.people
        return self.press(f"come {seats[seat or who]} {people[who]} {powers}".strip(), when=when)

    def verdict(self):
        return verdict_in(self.page)


def test_the_told_story_five_of_one_council_two_more_agencies_and_a_charity_that_is_bidding():
    board = a_board()
    room = InTheRoom(board)
    assert "Not quorate Nobody who counts is here yet; the terms ask for five members" in room.verdict()

    for key in COUNCIL:
        room.arrive(key)
    assert (
        "Not quorate Five members are here, but all from Council, which counts as one agency; "
        "the terms ask for at least three agencies. "
        "A member from each of two more agencies would make it quorate, for example " in room.verdict()
    )

    room.arrive("police", "10:05am")
    room.arrive("charity", "10:06am")
    assert room.verdict().startswith("Quorate Seven members from three agencies are here")

    room.press(f"item {board.items[5]}", when="10:40am")
    assert room.verdict().startswith("Quorate for item 6")
    room.press("withdraw", when="10:41am", person=board.world.people["charity"], item=board.items[5])

    assert room.verdict().startswith(
        "Not quorate for item 6 Six members are here, but from only two agencies (Council and Police); "
        "the terms ask for at least three agencies. One person withdrew from this item and does not count. "
        "A member from another agency would make it quorate, for example health seat (Hospital trust)."
    )
    page = text_of(room.page)
    assert "Withdrawn for a conflict: Chief executive" in page
    title = board.row.items.get(id=board.items[5]).title
    assert f"Chief executive withdrew from “{title}”, and does not count for it." in page
    assert "Here since 10:06am, withdrawn from the item being taken" in page

    room.press(f"item {board.items[6]}", when="10:50am")
    assert room.verdict().startswith("Quorate for item 7 Seven members from three agencies")


def test_a_deputy_without_authority_comes_and_the_page_says_they_are_not_counted():
    board = a_board()
    world = board.world
    done(
        setting_up.appoint(
            world.as_("coordinator", FOUNDED),
            seat=world.seats["charity"],
            person=world.people["analyst"],
            from_on=FOUNDED,
            is_deputy=True,
            has_authority=False,
        )
    )
    room = InTheRoom(board)
    assert "Deputy: Analyst, of Council, named without authority With authority" in text_of(room.page)
    for key in (*COUNCIL, "police"):
        room.arrive(key)

    room.arrive("analyst", seat="charity", powers="without")

    assert "One deputy without authority is here and does not count." in room.verdict()
    assert "Analyst: here since 10am, deputy without authority, speaks for Council and not for" in text_of(
        room.page
    )
    assert RoomActRow.objects.filter(is_deputy=True, has_authority=False).count() == 1


def test_a_person_who_leaves_the_room_and_comes_back_is_on_the_time_line():
    board = a_board()
    room = InTheRoom(board)
    room.arrive("police")
    police = board.world.people["police"]
    room.press(f"left {police}", when="10:30am")
    assert "Left at 10:30am" in text_of(room.page)

    room.press(f"back {police}", when="10:45am")

    page = text_of(room.page)
    assert "Here since 10:45am" in page
    assert "10am to 10:30am" in page
    assert "10:45am: Superintendent came back for police seat" in page
    assert "Came back: Superintendent" in page


def test_a_form_sent_twice_is_recorded_once_and_says_nothing_wrong():
    board = a_board()
    room = InTheRoom(board)
    seats, people = board.world.seats, board.world.people
    form = {
        "key": key_in(room.page), "do": f"come {seats['police']} {people['police']}", "at": "10am",
        "how": "in_person",
    }  # fmt: skip
    for _ in range(2):
        assert room.client.post(at("room", board), form).status_code == 302
    another = {**form, "do": f"come {seats['charity']} {people['charity']}"}
    room.client.post(at("room", board), another)

    assert RoomActRow.objects.count() == 2, "another press of one page is another thing"


def test_a_seats_number_typed_records_its_holder_and_waits_for_the_next():
    board = a_board()
    room = InTheRoom(board)

    room.press("quick", number="4")

    assert RoomActRow.objects.get().person_id == board.world.people["police"]
    assert "autofocus" in room.page.content.decode()
    assert room.press("quick", number="4").status_code == 422
    assert "Superintendent is marked as here for seat 4 already." in text_of(room.page)
    assert room.press("quick", number="99").status_code == 422
    assert 'name="number" inputmode="numeric" autocomplete="off" value="99"' in room.page.content.decode()
    assert room.press("quick", number="3", when="half ten").status_code == 422
    assert 'value="3"' in room.page.content.decode(), "what was typed stays, whichever field is wrong"
    room.press(f"left {board.world.people['police']}", when="10:10am")
    room.press("quick", number="4", when="10:20am")
    assert "Here since 10:20am" in text_of(room.page)


def test_a_seats_number_sent_twice_by_one_form_leads_to_the_room_and_is_recorded_once():
    board = a_board()
    room = InTheRoom(board)
    people = board.world.people
    form = {"key": key_in(room.page), "do": "quick", "number": "4", "at": "10am", "how": ""}
    for _ in range(2):
        answer = room.client.post(at("room", board), form)
        assert (answer.status_code, answer["Location"]) == (302, at("room", board) + "?at=number")
    done(board.left("police", 10, 10))
    assert room.client.post(at("room", board), {**form, "at": "10:20am"}).status_code == 302
    assert RoomActRow.objects.count() == 2, "nor does it bring back who left since"

    room.page = room.client.get(at("room", board))
    back = {**form, "key": key_in(room.page), "at": "10:30am"}
    for _ in range(2):
        assert room.client.post(at("room", board), back).status_code == 302
    assert RoomActRow.objects.filter(person=people["police"], act="came").count() == 2
    assert room.client.post(at("room", board), {**back, "number": "5"}).status_code == 302
    assert RoomActRow.objects.count() == 4, "another number typed in one page is another thing"


def test_a_seats_number_means_whoever_was_said_to_come_and_where_two_may_it_is_asked_who():
    board = a_board()
    world = board.world
    sent = Said(Answer.DEPUTY, deputy=world.people["analyst"], has_authority=False)
    who = {"seat": world.seats["police"], "person": world.people["police"]}
    done(replies.record_reply(board.at("police"), meeting=board.meeting, said=sent, **who))
    room = InTheRoom(board)

    told = text_of(room.press("quick", number="4"))
    assert "Analyst, deputy without authority, is here for seat 4. They speak for Council" in told
    assert 'data-disable-auto-focus="true"' in room.page.content.decode(), "the next number is typed"
    assert "Superintendent" not in verdict_in(room.page)

    for key in (*COUNCIL, "charity"):
        room.arrive(key, "10:02am")
    assert "A member from another agency would make it quorate, for example health seat" in room.verdict()
    apologies = {"seat": world.seats["health"], "person": world.people["health"]}
    said = Said(answer=Answer.APOLOGIES)
    done(replies.record_reply(board.at("health"), meeting=board.meeting, said=said, **apologies))
    room.page = room.client.get(at("room", board))
    assert "those who could still come would not be enough" in room.verdict(), "police send somebody else"

    late = room.press("quick", number="4", when="10:10am")
    assert late.status_code == 422
    assert (
        "Analyst is here for seat 4 already, as a deputy. If Superintendent has come and takes it, "
        "press Left beside seat 4 first: the deputy leaves or hands it over. Then type 4 again."
    ) in text_of(late)

    room.press(f"left {world.people['analyst']}", when="10:20am")
    assert "Analyst left." in text_of(room.page)
    asked = room.press("quick", number="4", when="10:30am")
    assert asked.status_code == 422
    assert "Say who came for seat 4." in text_of(asked)
    said = "Who came for seat 4? Superintendent: sends Analyst, without authority, not briefed. "
    assert f"{said}Analyst is back Superintendent came" in text_of(asked)
    assert "Analyst Back Analyst Superintendent Arrived Superintendent" in text_of(asked), "who, seen as well"
    body = asked.content.decode()
    assert body.index('value="quick"') < body.index("?at=number"), "Enter presses the first button of a form"
    assert RoomActRow.objects.count() == 8

    form = {"key": key_in(asked), "do": f"come {world.seats['police']} {world.people['police']}"}
    room.page = room.client.post(
        f"{at('room', board)}?at=number", {**form, "at": "10:30am", "how": "in_person"}, follow=True
    )
    assert "Superintendent is here for seat 4." in text_of(room.page)
    assert "autofocus" in room.page.content.decode()


def test_somebody_with_two_seats_is_here_for_one_and_the_other_says_so():
    board = a_board()
    world = board.world
    Appointment.objects.filter(seat=world.seats["charity"]).update(person=world.people["police"])
    Seat.objects.filter(id=world.seats["charity"]).update(agency=world.agencies["charity"])
    room = InTheRoom(board)
    assert "Not recorded as here" in text_of(room.page), "the meeting was yesterday"
    assert "charity seat, Refuge charity, speaks for Police" in text_of(room.page)

    room.press("quick", number="4")

    seats = {row.title: row for row in page_room(
        world.actor("coordinator", MEETS_ON), meeting=board.meeting, moment=in_the_room()
    ).seats}  # fmt: skip
    other = seats["charity seat"]
    assert (other.absent, other.may_come, other.came) == ("Here for seat 4", (), ())
    assert seats["health seat"].absent == "Not here yet"
    wrong = room.press("quick", number=str(other.number))
    assert wrong.status_code == 422
    assert "Superintendent is here for another seat. Here for seat 4." in text_of(wrong)
    room.press(f"left {world.people['police']}", when="10:10am")
    room.press(f"come {world.seats['charity']} {world.people['police']}", when="10:20am")
    assert "Superintendent speaks for Police and counts for Refuge charity, whose seat it is." in (
        room.verdict()
    )
    room.press("quick", number="1", when="10:30am", how="phone")
    assert "By phone since 10:30am" in text_of(room.page)
    assert "not in the room" not in text_of(room.page)


def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_is_kept():
    board = a_board()
    room = InTheRoom(board)

    wrong = room.arrive("police", when="half ten")

    assert wrong.status_code == 422
    assert "“half ten” is not a time." in text_of(wrong)
    assert 'value="half ten"' in wrong.content.decode()
    assert not RoomActRow.objects.exists()
    assert room.press("nonsense").status_code == 422
    assert room.press("come 1 2").status_code == 422
    assert room.press("withdraw").status_code == 422
    assert "Choose who withdraws." in text_of(room.page)


def test_a_press_that_cannot_be_is_refused_in_a_sentence():
    board = a_board()
    room = InTheRoom(board)
    room.arrive("police")

    again = room.arrive("police", when="10:01am")

    assert again.status_code == 409
    assert "They are marked as here already." in text_of(again)


def test_a_mistake_is_struck_out_and_stays_on_the_page():
    board = a_board()
    room = InTheRoom(board)
    room.arrive("police")

    room.press(f"strike {RoomActRow.objects.get().id}")

    assert "0 people here for a seat." in text_of(room.page)
    assert "<s>10am: Superintendent came for police seat</s>" in room.page.content.decode()


def test_somebody_who_was_not_named_comes_as_a_deputy_or_in_attendance():
    board = a_board()
    client = signed_in(board.world)
    Appointment.objects.filter(seat=board.world.seats["health"]).update(to_on=FOUNDED)
    page = client.get(at("room_another", board))
    form = {"key": key_in(page), "at": "10am", "how": "online"}
    who = {"person": board.world.people["analyst"], "seat": board.world.seats["police"]}

    assert "adviser seat, in place of Crown prosecutor" in text_of(page)
    assert "health seat" not in text_of(page), "nobody holds it"
    unsaid = client.post(at("room_another", board), {**form, **who})
    assert unsaid.status_code == 422
    assert "Say whether they may decide for the agency." in text_of(unsaid)
    told = client.post(at("room_another", board), {**form, **who, "powers": "with"}, follow=True)
    said = "They speak for Council, and as a deputy count for it and not for Police, whose seat it is."
    assert f"Analyst, deputy with authority, is here for seat 4. {said}" in text_of(told)
    after = client.post(
        at("room_another", board), {**form, "person": board.world.people["observer"]}, follow=True
    )

    assert (
        "Analyst: online since 10am, deputy with authority, speaks for Council and not for Police"
        in text_of(after)
    )
    assert "In attendance Observer: online since 10am" in text_of(after)
    assert "Observer is here, in attendance." in text_of(after)


def test_whoever_is_barred_from_an_item_is_shown_as_to_leave_for_it():
    board = a_board()
    world = board.world
    tender = a_restriction(world, from_on=FOUNDED, bar_agencies=["charity"])
    AgendaItem.objects.filter(id=board.items[5]).update(restriction=tender)
    for key in (*COUNCIL, "police", "charity"):
        done(board.came(key))

    page = page_room(world.actor("coordinator", MEETS_ON), meeting=board.meeting, moment=in_the_room())

    (item,) = [one for one in page.items if one.id == str(board.items[5])]
    assert [name for _, name in item.to_leave if name == "Chief executive"] == ["Chief executive"]
    assert item.quorum == "Not quorate", "those who must leave are not counted for what is to come"
    others = [one for one in page.items if one.id != str(board.items[5])]
    assert {one.to_leave for one in others} == {()}


def test_a_deputy_who_is_to_leave_for_an_item_is_named_as_no_cure_for_it():
    board = a_board()
    world = board.world
    for key in COUNCIL:
        done(
            membership.record_statement(
                world.as_("coordinator", FOUNDED), person=world.people[key], signed_on=FOUNDED
            )
        )
    Representation.objects.filter(person=world.people["analyst"]).update(agency=world.agencies["charity"])
    others = Appointment.objects.exclude(
        seat__in=[world.seats[key] for key in (*COUNCIL, "police", "charity")]
    )
    others.update(to_on=FOUNDED)
    tender = a_restriction(world, from_on=FOUNDED, allow=[*COUNCIL, "police"], bar=["analyst"])
    AgendaItem.objects.filter(id=board.items[3]).update(restriction=tender)
    done(
        replies.record_reply(
            world.as_("charity", FOUNDED), meeting=board.meeting, seat=world.seats["charity"],
            person=world.people["charity"],
            said=Said(Answer.DEPUTY, deputy=world.people["analyst"], has_authority=True),
        )
    )  # fmt: skip
    for key in (*COUNCIL, "police"):
        done(board.came(key))
    done(board.came("analyst", seat="charity", authority=True))

    page = page_room(world.actor("coordinator", MEETS_ON), meeting=board.meeting, moment=in_the_room())

    (item,) = [one for one in page.items if one.id == str(board.items[3])]
    assert [name for _, name in item.to_leave] == ["Analyst"]
    assert (item.quorum, bool(item.cure)) == ("Not quorate", True)
    assert "charity" not in item.cure


def test_somebody_barred_from_an_item_is_told_nothing_of_it_in_the_room():
    board = a_board()
    world = board.world
    tender = a_restriction(world, from_on=FOUNDED, bar=["secretary"])
    AgendaItem.objects.filter(id=board.items[5]).update(restriction=tender)
    for key in (*COUNCIL, "police", "charity"):
        done(board.came(key))
    done(board.takes(6, 10, 30))
    done(
        replies.declare_interest(
            board.at(), meeting=board.meeting, person=world.people["charity"], item=board.items[5],
            words="We are bidding for it.", withdraws=True, at=time(10, 31),
        )
    )  # fmt: skip

    seen = text_of(InTheRoom(board, "secretary").page)

    assert "Tender of the refuge contract" not in seen
    assert "bidding" not in seen
    assert "Chief executive withdrew" not in seen
    assert "10:31am" not in seen, "nor that anything happened then"
    assert "Now taking an item not open to you." in seen
    assert "Tender of the refuge contract" in text_of(InTheRoom(board).page)
    assert "Withdrawn for a conflict" not in text_of(signed_in(world, "secretary").get(at("room", board)))
    declared = text_of(signed_in(world, "secretary").get(at("declare", board)))
    assert "bidding" not in declared


def test_before_the_day_the_room_says_when_it_opens(settings):
    settings.TODAY = "2027-01-13"
    board = a_board()

    page = text_of(signed_in(board.world).get(at("room", board)))

    assert "The meeting is on 14 January 2027. Its room opens that day." in page
    assert "Take now" not in page


def test_the_time_shown_is_now_and_a_page_left_open_records_the_time_of_the_press(settings, monkeypatch):
    settings.TODAY = ""
    board = a_board()
    monkeypatch.setattr(door, "moment_now", lambda: in_the_room(10, 2))
    client = signed_in(board.world)
    page = client.get(at("room", board))
    assert 'name="shown" value="10:02am"' in page.content.decode()
    monkeypatch.setattr(door, "moment_now", lambda: in_the_room(10, 25))
    seats, people = board.world.seats, board.world.people
    form = {"key": key_in(page), "shown": "10:02am", "at": "10:02am", "how": "in_person"}
    client.post(at("room", board), {**form, "do": f"come {seats['police']} {people['police']}"})
    typed = {**form, "at": "10:05am", "do": f"come {seats['charity']} {people['charity']}"}
    client.post(at("room", board), typed)

    assert list(RoomActRow.objects.order_by("number").values_list("at", flat=True)) == [
        time(10, 25), time(10, 5)
    ]  # fmt: skip


def test_who_does_not_run_the_board_has_no_room_and_another_partnership_has_none_at_all():
    board = a_board()
    other = make_world("osterbridge", "Osterbridge partnership")
    for key in ("police", "chair", "observer"):
        assert signed_in(board.world, key).get(at("room", board)).status_code == 403
    there = reverse("room", kwargs={"partnership": other.slug, "meeting": board.meeting})
    assert signed_in(other).get(there).status_code == 404


def test_the_meetings_page_says_who_is_coming_and_the_quorum_expected(settings):
    settings.TODAY = "2027-01-04"
    board = a_board()
    for key in ("police", "charity", "chair", "vice_chair", "health"):
        done(
            replies.record_reply(
                board.world.as_(key, FOUNDED), meeting=board.meeting, seat=board.world.seats[key],
                person=board.world.people[key], said=Said(Answer.COMING),
            )
        )  # fmt: skip

    done(
        replies.record_reply(
            board.world.as_("secretary", FOUNDED), meeting=board.meeting, seat=board.world.seats["secretary"],
            person=board.world.people["secretary"],
            said=Said(Answer.DEPUTY, deputy=board.world.people["analyst"], has_authority=False),
        )
    )  # fmt: skip

    page = text_of(signed_in(board.world, "observer").get(at("meeting", board)))

    assert "One deputy without authority is expected and will not count." in page
    sheet = text_of(signed_in(board.world).get(at("sheet", board)))
    assert "Deputy: secretary seat Council Expected; will not count: no authority" in sheet
    assert "Of 12 members: 5 coming, 1 sending a deputy and 6 with no answer yet." in page
    assert (
        "If they come as they said, the meeting will be quorate: five members from four agencies are expected"
        in page
    )
    assert "Say whether you are coming" not in page


def test_a_member_replies_and_sees_it_and_a_stale_reply_shows_both(settings):
    settings.TODAY = "2027-01-04"
    board = a_board()
    client = signed_in(board.world, "police")
    assert "Say whether you are coming" in text_of(client.get(at("meeting", board)))
    mine = {"seat": board.world.seats["police"], "person": board.world.people["police"], "how": "online"}

    sent = client.post(
        at("reply", board), {**mine, "answer": "coming", "version": "0", "note": "By video"}, follow=True
    )
    assert "Coming online" in text_of(sent)
    stale = client.post(
        at("reply", board), {**mine, "answer": "apologies", "version": "0", "note": "On leave"}
    )

    assert stale.status_code == 409
    assert "What is kept now I am coming, “By video”." in text_of(stale)
    assert 'value="On leave"' in stale.content.decode()
    assert Reply.objects.get().answer == "coming"
    assert "By video" not in text_of(signed_in(board.world, "charity").get(at("meeting", board)))


def test_the_coordinator_records_a_reply_told_by_telephone_and_nobody_else_may(settings):
    settings.TODAY = "2027-01-04"
    board = a_board()
    theirs = {"seat": board.world.seats["police"], "person": board.world.people["police"]}
    form = {**theirs, "answer": "deputy", "deputy": board.world.people["analyst"], "version": "0"}
    client = signed_in(board.world)
    both = f"{theirs['seat']}/{theirs['person']}"
    assert f'<option value="{both}">' in client.get(at("meeting", board)).content.decode()
    assert text_of(client.get(at("reply", board), theirs)) == text_of(
        client.get(at("reply", board), {"who": both})
    )
    assert client.get(at("reply", board), theirs).status_code == 200
    assert client.post(at("reply", board), form).status_code == 422

    told = {**form, "on_behalf_how": "telephone", "has_authority": "yes", "is_briefed": "yes"}
    page = client.post(at("reply", board), told, follow=True)

    assert "Sends Analyst, with authority, briefed" in text_of(page)
    assert signed_in(board.world, "charity").get(at("reply", board), theirs).status_code == 403
    assert "Whose reply?" in text_of(client.get(at("reply", board))), "they hold no seat themselves"
    wrong = {**theirs, "seat": board.world.seats["charity"]}
    assert client.get(at("reply", board), wrong).status_code == 404


def test_a_member_declares_an_interest_of_their_own_and_strikes_it_out(settings):
    settings.TODAY = "2027-01-04"
    board = a_board()
    client = signed_in(board.world, "charity")
    form = {"item": board.items[5], "words": "We are bidding.", "withdraws": "yes"}

    page = client.post(at("declare", board), form, follow=True)

    assert "We are bidding. Withdraws" in text_of(page)
    assert RoomActRow.objects.get().at == time(0)
    strike = re.search(r'action="([^"]+strike/)"', page.content.decode()).group(1)
    gone = client.post(strike, follow=True)
    assert "<s>" in gone.content.decode()
    assert client.post(at("declare", board), {**form, "words": " "}).status_code == 422
    assert Meeting.objects.get(id=board.meeting).version == board.row.version


def test_whoever_may_set_who_sees_an_item_is_told_that_it_is_open_to_who_withdrew():
    board = a_board()
    world = board.world
    told = "The papers of item 6 stay open to Chief executive while nothing is set. Set who sees item 6"
    link = reverse("who_sees", args=[world.slug, "agenda_item", board.items[5]])
    client = signed_in(world)
    done(board.came("charity"))
    form = {"item": board.items[5], "person": world.people["charity"], "words": "We bid.", "at": "10:05am"}

    only_said = client.post(at("declare", board), form, follow=True)
    assert link not in only_said.content.decode(), "they stay for it"
    answer = client.post(
        at("declare", board), {**form, "words": "And withdraw.", "withdraws": "yes"}, follow=True
    )

    for page in (answer, client.get(at("room", board))):
        assert told in text_of(page)
        assert page.content.decode().count(f'href="{link}"') == 1
    own = signed_in(world, "charity").get(at("declare", board))
    assert "stay open" not in text_of(own)

    tender = a_restriction(world, from_on=FOUNDED, bar_agencies=["charity"])
    AgendaItem.objects.filter(id=board.items[5]).update(restriction=tender)
    for name in ("declare", "room"):
        assert "stay open" not in text_of(client.get(at(name, board)))


def test_the_room_asks_no_more_of_the_database_for_more_seats_or_acts():
    board = a_board()
    client = signed_in(board.world)

    def asked():
        with CaptureQueriesContext(connection) as found:
            assert client.get(at("room", board)).status_code == 200
        return len(found.captured_queries)

    done(board.came("police"))
    client.get(at("room", board))
    few = asked()
    for key in (*COUNCIL, "charity", "chair"):
        done(board.came(key, 10, 5))
    done(board.takes(1, 10, 6))
    done(board.left("chair", 10, 7))

    assert asked() == few


def test_when_the_meeting_began_and_ended_is_offered_recorded_and_put_right():
    board = a_board()
    before = signed_in(board.world).get(at("room_times", board))
    assert "The times offered" not in text_of(before), "nobody came yet, so nothing is offered"
    done(board.came("police", 9, 55))
    done(board.takes(1, 10, 3))
    done(board.left("police", 11, 20))
    client = signed_in(board.world)
    page = client.get(at("room_times", board))
    assert 'value="10:03am"' in page.content.decode()
    assert 'value="11:20am"' in page.content.decode()
    form = {"version": Meeting.objects.get(id=board.meeting).version}

    wrong = client.post(at("room_times", board), {**form, "began_at": "10:05am", "ended_at": "soon"})
    assert wrong.status_code == 422
    assert "“soon” is not a time." in text_of(wrong)
    denied = client.post(at("room_times", board), {**form, "began_at": "10:05am"})
    assert "An item was taken at 10:03am, before that." in text_of(denied)
    told = client.post(
        at("room_times", board), {**form, "began_at": "10:03am", "ended_at": "11:15am"}, follow=True
    )
    assert "It began at 10:03am and ended at 11:15am. Change the times" in text_of(told)

    stale = client.post(at("room_times", board), {**form, "began_at": "10am", "ended_at": "11am"})
    assert stale.status_code == 409
    assert "It began at 10:03am and ended at 11:15am." in text_of(stale)
    assert 'value="10am"' in stale.content.decode()


def test_once_the_end_is_recorded_the_room_speaks_of_it_as_past_and_asks_for_nothing():
    board = a_board()
    for key in COUNCIL:
        done(board.came(key, 9, 55))
    done(board.takes(1, 10, 0))
    client = signed_in(board.world)
    before = client.get(at("room", board))
    assert "Now taking 1. Business 1" in text_of(before)
    assert text_of(before).count("would make it quorate") == 1, "said above, and of no item again"
    body = before.content.decode()
    assert body.index('id="record"') < body.index('id="seats"') < body.index('id="items"')
    form = {"version": Meeting.objects.get(id=board.meeting).version, "began_at": "10am", "ended_at": "11am"}

    page = text_of(client.post(at("room_times", board), form, follow=True))

    assert "5 people came for a seat. This is how the meeting ended." in page
    assert "Not quorate for item 1 Five members were there, but all from Council" in page
    assert "members counted" in page
    assert "Was here from 9:55am" in page
    assert "2 Business 2 Not taken" in page
    assert "Record what was forgotten The meeting is over." in page
    for asked in ("would make it quorate", "Now taking", "To come", "Here since", "Take now", "is here yet"):
        assert asked not in page, asked


def test_whoever_comes_is_recorded_as_attending_as_they_said_unless_another_way_is_chosen():
    board = a_board()
    for key, how in (("police", How.ONLINE), ("charity", How.PHONE)):
        who = {"seat": board.world.seats[key], "person": board.world.people[key]}
        said = Said(Answer.COMING, how=how)
        done(replies.record_reply(board.at(key), meeting=board.meeting, said=said, **who))
    room = InTheRoom(board)
    assert '<option value="">As they said, else in person' in room.page.content.decode()
    seen = page_room(board.at().actor, meeting=board.meeting, moment=in_the_room())
    (number,) = [one.number for one in seen.seats if one.holder == "Superintendent"]

    room.press("quick", number=str(number), how="")
    assert f"Superintendent is here for seat {number}, online as they said." in text_of(room.page)
    assert "Online since 10am" in text_of(room.page)
    room.press(f"come {board.world.seats['charity']} {board.world.people['charity']}", how="in_person")
    assert "By phone since" not in text_of(room.page), "another way was chosen"
    room.press(f"come {board.world.seats['one']} {board.world.people['one']}", how="")
    assert re.search(r"Council officer one is here for seat \d+\.", text_of(room.page)), "nothing was said"
    room.press(f"left {board.world.people['police']}", when="10:10am")
    room.press(f"back {board.world.people['police']}", when="10:20am", how="")
    assert "Superintendent is back" in text_of(room.page)
    assert "Online since 10:20am" in text_of(room.page)


def held_everywhere(board, on):
    """What the list, the meeting's page, the year and the duties say of it being held, on a day."""
    reader = board.world.actor("coordinator", on)
    listed = page_meetings(reader, today=on)
    year = page_compliance(reader, group="board", today=on)
    clauses = {one.title: cell.short for one in year.clauses for cell in one.cells if cell}
    own = page_meeting(reader, meeting=board.meeting, today=on)
    owed = page_duties(reader, group="board", today=on).of_terms
    return (
        [row.state_name for row in (*(one.next for one in listed.groups if one.next), *listed.past)],
        next(point.sentence for point in own.points if point.title == "Meeting"),
        (clauses["Quorate throughout"], clauses["Length of the meeting"]),
        [one.said for one in owed if one.name.startswith("Meet")][-1],
    )


def test_a_meeting_is_held_everywhere_once_its_end_is_recorded_or_its_day_is_over():
    board = a_board(clauses=(*TOWN_CLAUSES, LASTS))
    for key in COUNCIL:
        done(board.came(key))
    done(board.takes(1, 10, 1))
    day_after = MEETS_ON + timedelta(days=1)
    to_come = (["Planned"], "Today.", ("Not over yet", "Not over yet"), "By 31 March")
    on_the_day = "Held on 14 January 2027."

    assert held_everywhere(board, MEETS_ON) == to_come
    assert held_everywhere(board, day_after) == (["Held"], on_the_day, ("Never", "Not recorded"), "Met")

    def ends(at):
        version = Meeting.objects.get(id=board.meeting).version
        asked = {"meeting": board.meeting, "began_at": time(10), "ended_at": at, "version": version}
        done(room.record_times(board.at(), **asked))

    ends(time(11, 30))
    assert held_everywhere(board, MEETS_ON) == (["Held"], on_the_day, ("Never", "90 minutes"), "Met")
    ends(None)
    assert held_everywhere(board, MEETS_ON) == to_come, "the end was taken back"


def test_the_verdict_stays_in_sight_beside_a_press_low_in_the_list():
    board = a_board()
    room = InTheRoom(board)

    answer = room.client.post(
        at("room", board),
        {
            "key": key_in(room.page),
            "do": f"come {board.world.seats['one']} {board.world.people['one']}",
            "at": "10am",
        },
    )

    assert answer["Location"].endswith(f"#seat-{board.world.seats['one']}"), "where the next press is"
    body = room.client.get(answer["Location"]).content.decode()
    strip = body[body.index('class="q-room__now') :].partition("</p>")[0]
    assert "Not quorate</span>" in strip
    assert 'href="#verdict"' in strip
    assert body.index('<form class="q-room"') < body.index("q-room__now") < body.index('id="seats"')


def test_whoever_records_an_interest_in_the_room_says_whose_and_finds_the_item_taken(settings):
    settings.TODAY = MEETS_ON.isoformat()
    board = a_board()
    done(board.came("police"))
    done(board.takes(2, 10, 1))
    client = signed_in(board.world)

    page = client.get(at("declare", board)).content.decode()

    assert f'<option value="{board.items[1]}" selected' in page
    person = page[page.index('name="person"') :].partition("</select>")[0]
    assert "selected" not in person, "whoever records is not at the table"
    form = {"person": "", "item": "", "words": "We are bidding", "at": "10:02am"}
    wrong = client.post(at("declare", board), form)
    assert wrong.status_code == 422
    assert "Choose whose interest it is." in text_of(wrong)
    own = signed_in(board.world, "police").get(at("declare", board)).content.decode()
    assert 'name="person"' not in own
