"""With no mail server nobody was told of anything: every sentence says what waits, and where to send it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from quorate.domain.calendar.types import Direction, Unit
from quorate.domain.messages.attempts import MOST_ATTEMPTS
from quorate.domain.terms.clauses import Clause, ClauseKind
from quorate.records.facts.sending import sendings
from quorate.records.models import Meeting, Message, Person
from tests.builders.browsing import signed_in
from tests.builders.meetings import a_meeting, an_item, circulated_late, version_of
from tests.builders.messages import a_message
from tests.builders.minutes import HELD_ON, a_minute, approved, to_chair
from tests.builders.world import CITY_CLAUSES, TODAY, make_world, offset

pytestmark = pytest.mark.django_db

WAITING = "/marlhaven/messages/?state=waiting"


@pytest.fixture(autouse=True)
def no_server(settings):
    settings.TODAY = TODAY.isoformat()
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_papers_circulated_and_a_meeting_cancelled_wait_to_be_sent_by_hand():
    world = make_world()
    meeting = a_meeting(world)
    an_item(world, meeting)
    client, page = signed_in(world, "coordinator"), f"/marlhaven/meetings/{meeting}/"

    went = {"version": version_of(meeting), "read": "yes"}
    circulated = text(client.post(f"{page}circulate/", went, follow=True))
    to_see_to = text(client.get("/marlhaven/my-work/"))
    member = text(signed_in(world, "police").get(page))
    gone = {"version": version_of(meeting), "cancel_reason": "The chair is ill"}
    cancelled = text(client.post(f"{page}cancel/", gone, follow=True))

    assert "The agenda is recorded as circulated to 7 members with no paper." in circulated
    assert "There is no mail server: 7 messages wait to be sent by hand." in circulated
    assert f'href="{WAITING}">Send them by hand</a>' in circulated
    assert "7 messages of it still wait to go by hand" in circulated
    assert "went to 7 members" not in circulated
    assert "The agenda and papers are recorded as sent to members on 23 November 2026" in circulated
    assert "Recorded as sent on 23 November 2026; 7 messages wait to go by hand." in circulated
    assert "went to members on" not in circulated
    assert "7 messages wait to be sent by hand" in to_see_to
    assert "7 messages of it still wait to go by hand" in member
    assert WAITING not in member
    assert (
        "The meeting is cancelled. There is no mail server: 7 messages wait to be sent by hand." in cancelled
    )
    assert "told by message" not in cancelled
    assert Message.objects.filter(meeting=meeting).values_list("kind", flat=True).distinct().count() == 1


def test_minutes_recorded_as_circulated_count_as_kept_only_once_they_went(settings):
    world = make_world()
    meeting = a_meeting(world, HELD_ON)
    an_item(world, meeting)
    a_minute(world, meeting)
    to_chair(world, meeting)
    approved(world, meeting)
    client, page = signed_in(world, "coordinator"), f"/marlhaven/meetings/{meeting}/minutes/"
    Message.objects.all().delete()

    said = text(client.post(f"{page}circulate/", {"version": version_of(meeting)}, follow=True))
    Message.objects.filter(person=world.people["police"]).update(sent_at=Message.objects.first().due_at)
    later = text(client.get(f"/marlhaven/meetings/{meeting}/"))
    year = text(client.get("/marlhaven/groups/board/compliance/?year=2026"))
    at = datetime(2026, 11, 25, 9, tzinfo=UTC)
    Message.objects.filter(sent_at=None).update(sent_at=at, sent_by_hand=True)
    settings.TODAY = "2026-11-26"
    gone = text(client.get(f"/marlhaven/meetings/{meeting}/"))

    assert "The minutes are recorded as circulated to 7 members." in said
    assert "7 messages of it still wait to go by hand" in said
    assert "Met on" not in later
    assert "Recorded as sent on 23 November 2026; 6 messages wait to go by hand." in later
    assert "Waits to go by hand" in year
    assert "Met on 25 November 2026" in gone
    assert "6 messages of it still wait to go by hand" in later


def test_minutes_to_the_chair_count_as_kept_only_once_they_went(settings):
    to_the_chair = Clause(
        id="", kind=ClauseKind.MINUTES_TO_CHAIR, quote="The chair has them in ten working days", reading="",
        anchor="meeting", offset=offset(10, Unit.WORKING_DAY, Direction.AFTER),
    )  # fmt: skip
    world = make_world(clauses=(*CITY_CLAUSES, to_the_chair))
    meeting = a_meeting(world, HELD_ON)
    a_minute(world, meeting)
    to_chair(world, meeting)
    client = signed_in(world, "coordinator")

    waits = text(client.get(f"/marlhaven/meetings/{meeting}/"))
    at = datetime(2026, 11, 24, 9, tzinfo=UTC)
    Message.objects.filter(kind="minutes_to_approve").update(sent_at=at, sent_by_hand=True)
    settings.TODAY = "2026-11-24"
    gone = text(client.get(f"/marlhaven/meetings/{meeting}/"))

    assert "Recorded as sent on 23 November 2026; 1 message waits to go by hand." in waits
    assert "Met on 23 November 2026" not in waits
    assert "Met on 24 November 2026" in gone


@pytest.mark.parametrize(
    ("of_message", "left_on", "waiting"),
    [
        pytest.param({}, None, 1, id="waits"),
        pytest.param({"attempts": MOST_ATTEMPTS - 1}, None, 1, id="tried, and not given up"),
        pytest.param({"attempts": MOST_ATTEMPTS}, None, 0, id="given up"),
        pytest.param({}, TODAY, 0, id="to somebody who left today"),
        pytest.param({}, TODAY + timedelta(1), 1, id="to somebody who leaves tomorrow"),
    ],
)
def test_what_waits_for_somebody_who_has_left_or_was_given_up_is_not_waited_for(of_message, left_on, waiting):
    world = make_world()
    meeting = a_meeting(world)
    row = Meeting.objects.get(id=meeting)
    row.circulated_on = TODAY
    a_message(world, "police", meeting=row, **of_message)
    Person.objects.filter(id=world.people["police"]).update(left_on=left_on)

    found = sendings([row], TODAY)[row.id].get(ClauseKind.AGENDA)

    assert (found.waiting if found else 0) == waiting


def test_how_late_the_papers_went_is_one_number_of_the_day_they_went_by_hand(settings):
    world = make_world()
    meeting = circulated_late(world, date(2027, 1, 6))
    settings.TODAY = "2027-01-25"
    client = signed_in(world, "coordinator")
    pages = (f"/marlhaven/meetings/{meeting}/", "/marlhaven/groups/board/compliance/?year=2027")
    rows = list(Message.objects.filter(meeting=meeting))
    first, last = rows[0], rows[-1]
    waits, year = (text(client.get(page)) for page in pages)

    def by_hand(ids, on):
        asked = {"message": [str(id) for id in ids], f"sent_on-{ids[0]}": on}
        return client.post(f"{WAITING.split('?')[0]}by-hand/", asked)

    assert "recorded as sent to members on 6 January 2027, 1 working day late" in waits
    assert "recorded as sent to members on 6 January 2027, 1 working day late" in year
    assert by_hand([row.id for row in rows[:-1]], "6 January 2027").status_code == 302
    assert by_hand([last.id], "8 1 2027").status_code == 302
    assert {one.isoformat() for one in (_day(first), _day(last))} == {"2027-01-06", "2027-01-08"}
    for page in pages:
        said = text(client.get(page))
        assert "went to members on 8 January 2027, 3 working days late" in said
        assert "1 working day late" not in said
    assert "The agenda and papers went to members on 8 January 2027" in text(client.get(pages[0]))
    assert "went to members on 8 January 2027" in text(client.get(f"{pages[0]}circulation/"))


def _day(row: Message) -> date:
    row.refresh_from_db()
    return row.sent_at.date()


def test_a_message_left_over_of_a_meeting_not_held_is_not_offered():
    world = make_world()
    meeting = a_meeting(world)
    an_item(world, meeting)
    client = signed_in(world, "coordinator")
    went = {"version": version_of(meeting), "read": "yes"}
    client.post(f"/marlhaven/meetings/{meeting}/circulate/", went)
    offered = text(client.get(WAITING))
    assert "The papers of a meeting, to 7 people" in offered
    assert "meeting of Thursday 14 January 2027. Owed since" in offered
    one = Message.objects.filter(kind="papers_circulated").first()

    Meeting.objects.filter(id=meeting).update(state="cancelled", cancelled_on=date(2026, 11, 23))

    assert "The papers of a meeting" not in text(client.get(WAITING))
    assert "wait to be sent by hand" not in text(client.get("/marlhaven/my-work/"))
    assert client.get(f"/marlhaven/messages/{one.id}/files/").status_code == 404
