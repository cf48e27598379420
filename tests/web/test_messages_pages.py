"""The coordinator sees what did not leave and sends it by hand; each keeps an address for their calendar."""

import email
import io
import socket
import threading
import time
import zipfile
from datetime import date, timedelta
from email import policy

import icalendar
import pytest
import vobject

from quorate.commands import meetings, setting_up
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.asking import local_day
from quorate.domain.messages.attempts import MOST_ATTEMPTS
from quorate.records import scopes
from quorate.records.models import CalendarFeed, EventRow, Meeting, Message, Partnership, Person, Restriction
from tests.builders.board import asks_the_same
from tests.builders.browsing import signed_in
from tests.builders.meetings import a_meeting
from tests.builders.messages import a_message, an_address, given_up
from tests.builders.restrictions import a_restriction
from tests.builders.world import TODAY, World, done, make_two, make_world, moment

pytestmark = pytest.mark.django_db

PAGE = "/marlhaven/messages/"
MINE = "/marlhaven/my-messages/"


@pytest.fixture(autouse=True)
def today(settings):
    settings.TODAY = TODAY.isoformat()


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_what_could_not_be_sent_comes_first_with_why_and_what_to_do():
    world = make_world()
    given_up(world)
    a_message(world, "health")

    page = text(signed_in(world, "coordinator").get(PAGE))

    assert "1 message could not be sent. 1 message waits" in page
    assert "The papers of a meeting, to Superintendent" in page
    assert "The mail server did not take it (TimeoutError)." in page
    assert "Try all of them again" in page
    assert "I sent it by hand" in page


def test_one_that_is_still_tried_says_how_often_it_was():
    world = make_world()
    tried = {"attempts": 2, "due_at": moment().at + timedelta(minutes=2)}
    a_message(world, fault="The mail server did not take it (TimeoutError).", **tried)

    page = text(signed_in(world, "coordinator").get(f"{PAGE}?state=waiting"))

    assert "(TimeoutError). Tried 2 times, and is tried again." in page
    assert "Last tried on 23 November 2026 at 9am." in page  # and not owed since a time to come


def test_where_there_is_no_mail_server_the_page_says_to_send_by_hand(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    world = make_world()
    a_message(world)

    assert "There is no mail server: 1 message waits to go by hand." in text(
        signed_in(world, "coordinator").get(PAGE)
    )


def test_one_is_tried_again_and_all_are():
    world = make_world()
    client = signed_in(world, "coordinator")
    first, second = given_up(world), given_up(world, "health")

    assert client.post(f"{PAGE}{first.id}/try/").status_code == 302
    assert Message.objects.get(id=first.id).attempts == 0
    assert client.post(f"{PAGE}{first.id}/try/").status_code == 409
    said = text(client.post(f"{PAGE}try-all/", follow=True))

    assert "1 message is tried again." in said
    assert not Message.objects.filter(attempts__gte=MOST_ATTEMPTS).exists()
    assert client.post(f"{PAGE}try-all/").status_code == 409
    assert Message.objects.get(id=second.id).due_at <= moment().at + timedelta(days=1)


def test_without_an_address_it_is_not_tried_again_and_may_be_told_by_hand():
    world = make_world()
    Person.objects.filter(id=world.people["police"]).update(email="")
    message = given_up(world)
    client = signed_in(world, "coordinator")
    told = {f"sent_on-{message.id}": "23 11 2026"}

    page = text(client.get(PAGE))
    refused = client.post(f"{PAGE}{message.id}/try/")

    assert "There is no address for them: tell them by hand." in page
    assert "Try all of them again" not in page
    assert refused.status_code == 409
    assert client.post(f"{PAGE}{message.id}/by-hand/", told).status_code == 302
    row = Message.objects.get(id=message.id)
    assert row.sent_by_hand
    assert "Sent by hand" in text(client.get(f"{PAGE}?state=sent"))
    assert client.post(f"{PAGE}{message.id}/by-hand/", told).status_code == 409
    assert EventRow.objects.filter(code="messages.sent_by_hand").count() == 1


def test_one_that_is_being_sent_is_not_recorded_as_sent_by_hand():
    world = make_world()
    message = a_message(world, leased_until=moment().at + timedelta(days=1))

    answer = signed_in(world, "coordinator").post(
        f"{PAGE}{message.id}/by-hand/", {f"sent_on-{message.id}": "23 11 2026"}
    )

    assert answer.status_code == 409
    assert "It is being sent at this moment." in text(answer)


def test_the_day_a_message_was_sent_by_hand_is_asked_and_kept(settings):
    world = make_world()
    settings.TODAY = "2026-11-27"
    made = a_message(world, due_at=moment(date(2026, 11, 24)).at)
    tried = given_up(world, "health", attempts=MOST_ATTEMPTS, due_at=moment(date(2026, 11, 26)).at)
    client, field = signed_in(world, "coordinator"), f"sent_on-{made.id}"
    address = f"{PAGE}{made.id}/by-hand/"

    assert f'name="{field}" type="text" value="27 November 2026"' in text(client.get(f"{PAGE}?state=waiting"))
    for typed, said in (
        ("", "Give the day it was sent."),
        ("28 11 2026", "That day has not come yet."),
        ("23 11 2026", "It was made on 24 November 2026. Give that day or a later one."),
        ("soon", "“soon” is not a date."),
    ):
        answer = client.post(f"{address}?state=waiting", {field: typed})
        assert answer.status_code == 422
        assert said in text(answer)
        assert f'id="{field}-error"' in text(answer)
        assert f'value="{typed}"' in text(answer) or not typed
    assert Message.objects.get(id=made.id).sent_at is None
    assert client.post(address, {field: "25 11 2026"}).status_code == 302
    assert client.post(f"{PAGE}{tried.id}/by-hand/", {f"sent_on-{tried.id}": "24 11 2026"}).status_code == 302
    assert [local_day(one.sent_at) for one in (_again(made), _again(tried))] == [
        date(2026, 11, 25),
        date(2026, 11, 24),
    ]
    assert "25 November 2026." in text(client.get(f"{PAGE}?state=sent"))


def test_after_sending_by_hand_one_is_back_in_the_list_one_was_in(settings):
    world = make_world()
    given_up(world, "health", attempts=MOST_ATTEMPTS)
    made, tried = a_message(world), given_up(world, "police", attempts=MOST_ATTEMPTS)
    client = signed_in(world, "coordinator")
    waiting = text(client.get(f"{PAGE}?state=waiting"))
    action = f"{PAGE}{made.id}/by-hand/?state=waiting&amp;page=1"
    assert f'action="{action}"' in waiting

    sent = client.post(action.replace("&amp;", "&"), {f"sent_on-{made.id}": "23 11 2026"})
    again = client.post(f"{PAGE}{tried.id}/try/?state=failed&page=1")
    unknown = client.post(f"{PAGE}try-all/?state=%22&page=9")

    assert sent["Location"] == f"{PAGE}?state=waiting&page=1"
    assert again["Location"] == f"{PAGE}?state=failed&page=1"
    assert unknown["Location"] == PAGE


def _again(row: Message) -> Message:
    row.refresh_from_db()
    return row


def test_messages_of_one_event_are_downloaded_and_recorded_as_sent_at_once():
    world = make_world()
    Person.objects.filter(id=world.people["charity"]).update(email="")
    asked = {"group": world.board, "on": TODAY + timedelta(20), "starts": moment().at.time(), "minutes": 60}
    done(meetings.set_meeting(world.as_("coordinator"), **asked))
    client = signed_in(world, "coordinator")
    page = text(client.get(PAGE))
    members = Message.objects.exclude(person=world.people["charity"])

    assert page.count("Download them all") == 1
    assert page.count("A meeting is set, to 6 people") == 2 + 1  # and said of each button
    assert "Their addresses" not in page  # each needs a calendar file of their own
    answer = client.get(f"{PAGE}{members.first().id}/files/")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        held = [email.message_from_bytes(archive.read(name)) for name in archive.namelist()]
    assert sorted(one["To"] for one in held) == sorted(members.values_list("person__email", flat=True))
    ids = [str(id) for id in members.values_list("id", flat=True)]
    sent = {"message": ids, f"sent_on-{ids[0]}": "23 November 2026"}
    said = text(client.post(f"{PAGE}by-hand/", sent, follow=True))
    assert "6 messages were recorded as sent by hand." in said
    assert Message.objects.get(sent_at__isnull=True).person_id == world.people["charity"]
    assert EventRow.objects.filter(code="messages.sent_by_hand").count() == 6
    assert client.post(f"{PAGE}by-hand/", sent).status_code == 409
    nobodys = {"message": [str(world.board)], f"sent_on-{world.board}": "23 November 2026"}
    assert client.post(f"{PAGE}by-hand/", nobodys).status_code == 404
    assert client.post(f"{PAGE}by-hand/").status_code == 404
    assert client.get(f"{PAGE}{members.first().id}/files/").status_code == 404


def test_one_text_for_all_is_given_with_their_addresses():
    world = make_world()
    for key in ("police", "health"):
        a_message(world, key, key="papers_circulated:one")
    a_message(world, "charity", key="papers_circulated:one", attempts=0, body="Another.")
    client = signed_in(world, "coordinator")
    assert "Their addresses" not in text(client.get(PAGE))
    Message.objects.filter(body="Another.").delete()

    page = text(client.get(PAGE))

    assert "Their addresses" in page
    emails = Person.objects.filter(id__in=[world.people["police"], world.people["health"]])
    assert all(one in page for one in emails.values_list("email", flat=True))


def test_a_message_is_downloaded_as_a_draft_with_its_calendar_file():
    world = make_world()
    done(
        meetings.set_meeting(
            world.as_("coordinator"),
            group=world.board,
            on=TODAY + timedelta(20),
            starts=moment().at.time(),
            minutes=60,
        )
    )
    message = Message.objects.get(person=world.people["police"])

    answer = signed_in(world, "coordinator").get(f"{PAGE}{message.id}/file/")

    assert 'filename="Partnership meeting.eml"' in answer["Content-Disposition"]
    held = email.message_from_bytes(answer.content, policy=policy.default)
    assert (held["Subject"], held["To"]) == ("Partnership meeting", message.person.email)
    assert held["X-Unsent"] == "1"
    assert held.get_body().get_content().split() == message.body.split()
    (invitation,) = held.iter_attachments()
    assert invitation["Content-Type"].params["method"] == "REQUEST"
    event = icalendar.Calendar.from_ical(invitation.get_payload(decode=True)).walk("VEVENT")[0]
    assert str(event["ATTENDEE"]) == f"mailto:{message.person.email}"


def test_a_sign_in_code_is_on_no_page_and_in_no_file():
    world = make_world()
    code = a_message(world, kind="sign_in_code", body="Your code is 123456")
    client = signed_in(world, "coordinator")

    assert "Every message went." in text(client.get(PAGE))
    assert client.get(f"{PAGE}{code.id}/file/").status_code == 404
    assert client.post(f"{PAGE}{code.id}/by-hand/", {f"sent_on-{code.id}": "23 11 2026"}).status_code == 404


def test_a_message_about_a_meeting_they_are_barred_from_is_not_there():
    world = make_world()
    meeting = Meeting.objects.get(id=a_meeting(world))
    about, other = given_up(world, meeting=meeting), given_up(world, "health", kind="update_asked")
    named = a_restriction(world, bar=["police"])
    Restriction.objects.get(id=named).barred_people.add(world.people["coordinator"])
    Meeting.objects.filter(id=meeting.id).update(restriction=named)
    client = signed_in(world, "coordinator")

    assert "Every message went." in text(client.get(PAGE))
    for each in (about, other):
        assert client.get(f"{PAGE}{each.id}/file/").status_code == 404
        assert client.post(f"{PAGE}{each.id}/try/").status_code == 404
    client.post(f"{PAGE}try-all/")
    assert Message.objects.filter(attempts=0).count() == 0


def test_whoever_is_barred_from_anything_is_shown_of_a_meeting_what_was_of_it_as_a_whole_alone():
    world = make_world()
    meeting = Meeting.objects.get(id=a_meeting(world))
    whole = given_up(world, meeting=meeting, kind="meeting_moved")
    part = given_up(world, "health", meeting=meeting, kind="paper_asked")

    def shown():
        return set(scopes.messages(world.actor("coordinator")).values_list("id", flat=True))

    assert shown() == {whole.id, part.id}
    named = a_restriction(world, bar=["police"])
    Restriction.objects.get(id=named).barred_people.add(world.people["coordinator"])
    assert shown() == {whole.id}


def test_another_partnerships_message_is_not_found():
    first, second = make_two()
    theirs = given_up(second)

    assert signed_in(first, "coordinator").get(f"{PAGE}{theirs.id}/file/").status_code == 404


@pytest.mark.parametrize("key", ["chair", "secretary", "police"])
def test_the_coordinator_alone_sees_messages(key):
    assert signed_in(make_world(), key).get(PAGE).status_code == 403


def test_how_often_people_are_told_is_kept_and_a_stale_form_is_given_back():
    world = make_world()
    client = signed_in(world, "coordinator")
    version = Partnership.objects.get(id=world.partnership).version
    form = {"weeks": "2", "weekday": "3", "version": version}

    assert client.post(PAGE, form).status_code == 302
    stale = client.post(PAGE, form | {"weeks": "4"})

    assert stale.status_code == 409
    assert "What is kept now" in text(stale)
    assert "Every two weeks" in text(stale)
    assert client.post(PAGE, form | {"weeks": "nine"}).status_code == 422


def test_the_page_asks_the_same_however_many_messages_there_are():
    world = make_world()
    client = signed_in(world, "coordinator")

    few, many = asks_the_same(
        lambda: client.get(PAGE),
        lambda: given_up(world),
        lambda: [given_up(world, key) for key in ("health", "charity", "chair")],
    )

    assert few == many


def feed_of(client, world: World, key: str) -> str:
    page = signed_in(world, key).post(f"{MINE}address/")
    return text(page).split("http://localhost:8000")[1].split("<")[0].split()[0]


def test_an_address_is_shown_once_and_only_its_digest_is_kept(client):
    world = make_world()

    address = feed_of(client, world, "police")

    token = address.removeprefix("/calendar/").removesuffix(".ics")
    assert len(token) >= 43
    assert token not in str(CalendarFeed.objects.values_list().get())
    assert token not in text(signed_in(world, "police").get(MINE))
    assert client.get(address).status_code == 200


def test_the_address_begins_with_what_was_configured_whatever_the_request_says(settings):
    settings.BASE_URL = "https://quorate.example"
    settings.ALLOWED_HOSTS = ["*"]
    world = make_world()

    page = signed_in(world, "police").post(f"{MINE}address/", headers={"host": "evil.example"})

    assert "https://quorate.example/calendar/" in text(page)
    assert "evil.example" not in text(page)


def test_a_calendar_holds_what_its_reader_may_see_with_cancellations_from_a_year_back(client):
    world = make_world()
    kept = a_meeting(world)
    gone = a_meeting(world, TODAY + timedelta(30))
    version = Meeting.objects.get(id=gone).version
    done(
        meetings.cancel_meeting(
            world.as_("coordinator"), meeting=gone, version=version, reason="The chair is ill"
        )
    )
    year_ago = a_meeting(world, TODAY - timedelta(365))
    a_meeting(world, TODAY - timedelta(366))
    barred = a_meeting(world, TODAY + timedelta(40))
    Meeting.objects.filter(id=barred).update(restriction=a_restriction(world, bar=["police"]))
    core = a_meeting(world, TODAY + timedelta(50), audience=Audience.CORE)

    answer = client.get(f"/calendar/{an_address(world, 'police')}.ics")

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    events = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    read = {str(event["UID"]): str(event["STATUS"]) for event in events}
    assert read == {
        str(kept): "CONFIRMED", str(gone): "CANCELLED", str(year_ago): "CONFIRMED", str(core): "CONFIRMED",
    }  # fmt: skip
    other = vobject.readOne(answer.content.decode())
    assert {event.uid.value: event.status.value for event in other.vevent_list} == read
    adviser = client.get(f"/calendar/{an_address(world, 'adviser')}.ics").content.decode()
    assert str(core) not in adviser
    assert str(barred) in adviser


def test_a_calendar_says_nothing_but_when(client):
    world = make_world()
    a_meeting(world)

    said = client.get(f"/calendar/{an_address(world, 'police')}.ics").content.decode()

    assert said.count("SUMMARY:Partnership meeting\r\n") == 1
    for word in ("Committee", "Strategic", "board", "LOCATION", "DESCRIPTION", "marlhaven", "Superintendent"):
        assert word not in said


def test_a_calendar_is_kept_by_no_cache_between_and_betrays_its_address_to_nobody(client, caplog):
    world = make_world()

    known = client.get(f"/calendar/{an_address(world, 'police')}.ics")
    unknown = client.get("/calendar/no-such-address.ics")

    for answer in (known, unknown):
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
    assert unknown.status_code == 404
    assert "no-such-address" not in caplog.text
    assert client.post(f"/calendar/{an_address(world, 'police', 'x')}.ics").status_code == 405


@pytest.mark.parametrize(
    "end",
    [
        lambda world: signed_in(world, "police").post(f"{MINE}address/revoke/"),
        lambda world: signed_in(world, "police").post(f"{MINE}address/"),
        lambda world: Person.objects.filter(id=world.people["police"]).update(left_on=TODAY),
        lambda world: (
            Person.objects.get(id=world.people["police"])
            .account.__class__.objects.filter(id=world.accounts["police"])
            .update(is_active=False)
        ),
    ],
    ids=["revoked", "replaced", "left", "account ended"],
)
def test_an_address_answers_nobody_any_more_once_it_was_revoked_or_its_holder_left(client, end):
    world = make_world()
    address = f"/calendar/{an_address(world, 'police')}.ics"
    assert client.get(address).status_code == 200

    end(world)

    assert client.get(address).status_code == 404


def test_that_a_calendar_reads_is_noted_once_a_day(client):
    world = make_world()
    address = f"/calendar/{an_address(world, 'police')}.ics"

    client.get(address)
    first = CalendarFeed.objects.get().read_at
    client.get(address)

    assert first is not None
    assert CalendarFeed.objects.get().read_at == first
    assert "23 November 2026" in text(signed_in(world, "police").get(MINE))


def test_a_calendar_asks_the_same_however_many_meetings_there_are(client):
    world = make_world()
    address = f"/calendar/{an_address(world, 'police')}.ics"
    client.get(address)

    few, many = asks_the_same(
        lambda: client.get(address),
        lambda: a_meeting(world),
        lambda: [a_meeting(world, TODAY + timedelta(day)) for day in range(1, 9)],
    )

    assert few == many


def test_revoking_what_is_not_there_is_refused():
    answer = signed_in(make_world(), "police").post(f"{MINE}address/revoke/")

    assert answer.status_code == 409
    assert "There is no address to revoke." in text(answer)


def test_each_stops_and_resumes_their_own_message():
    world = make_world()
    client = signed_in(world, "police")

    assert "The next goes on Monday 23 November 2026" in text(client.get(MINE))
    assert "You stopped it on 23 November 2026." in text(client.post(f"{MINE}stop/", follow=True))
    assert client.post(f"{MINE}stop/").status_code == 409
    assert "The next goes on" in text(client.post(f"{MINE}resume/", follow=True))
    assert Person.objects.get(id=world.people["health"]).digest_stopped_on is None


def test_a_mail_server_that_is_silent_slows_no_page(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    world = make_world()
    client = signed_in(world, "coordinator")
    client.get(PAGE)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_HOST, settings.EMAIL_PORT = silent.getsockname()
        taken: list[object] = []
        threading.Thread(target=lambda: taken.append(silent.accept()), daemon=True).start()

        began = time.monotonic()
        answer = client.post(
            "/marlhaven/meetings/new/",
            {
                "group": world.board, "on": "14 January 2027", "starts": "10am", "minutes": "120",
                "audience": "partnership",
            },
        )  # fmt: skip
        took = time.monotonic() - began

        assert answer.status_code == 302
        assert Message.objects.filter(kind="meeting_set", sent_at__isnull=True).count() == 7
        assert taken == [], "a page spoke to the mail server"
        assert took < settings.EMAIL_TIMEOUT
        silent.close()


def test_who_comes_back_makes_their_address_anew(client):
    world = make_world()
    address = f"/calendar/{an_address(world, 'police')}.ics"
    Person.objects.filter(id=world.people["police"]).update(left_on=TODAY)

    done(setting_up.come_back(world.as_("coordinator"), person=world.people["police"]))

    assert client.get(address).status_code == 404
