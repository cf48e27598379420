"""Members are told of a meeting once it is set, changed or cancelled, in a form their calendars follow."""

import uuid
from datetime import date, time, timedelta

import icalendar
import pytest

from quorate.commands import agreeing, circulating, labelling, meetings, papers_asked, setting_up
from quorate.commands.invitations import follow_members
from quorate.commands.runner import As, Done
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.messages.texts import BEFORE_MEETING
from quorate.queries.access import work
from quorate.queries.invitations import to_follow
from quorate.records.models import Appointment, Grant, Meeting, Message, Person
from tests.builders.meetings import MEETING_ON, an_item
from tests.builders.restrictions import a_restriction
from tests.builders.world import TODAY, World, done, make_world, moment

pytestmark = pytest.mark.django_db

SEVEN = ("adviser", "chair", "charity", "health", "police", "secretary", "vice_chair")


def set_one(world: World, on: date = MEETING_ON, **said):
    asked = {"group": world.board, "on": on, "starts": time(10), "minutes": 120, "place": "Room 2"} | said
    return done(meetings.set_meeting(world.as_("coordinator"), **asked))


def move(world: World, id, **said):
    row = Meeting.objects.get(id=id)
    now = {"on": row.on, "starts": row.starts, "minutes": row.minutes, "place": row.place}
    return done(
        meetings.move_meeting(world.as_("coordinator"), meeting=id, version=row.version, **now | said)
    )


def cancel(world: World, id, reason="The chair is ill"):
    version = Meeting.objects.get(id=id).version
    return done(meetings.cancel_meeting(world.as_("coordinator"), meeting=id, version=version, reason=reason))


def leave(world: World, *keys: str) -> None:
    """Those of these people's messages that are owed have left."""
    owed = Message.objects.filter(person__in=[world.people[key] for key in keys], sent_at__isnull=True)
    owed.update(sent_at=moment().at)


def told(world: World, kind: str) -> list[str]:
    people = set(Message.objects.filter(kind=kind).values_list("person", flat=True))
    return sorted(key for key, id in world.people.items() if id in people)


def event_of(kind: str):
    texts = set(Message.objects.filter(kind=kind).order_by("-due_at").values_list("calendar", flat=True))
    assert len(texts) == 1
    calendar = icalendar.Calendar.from_ical(texts.pop().encode())
    return str(calendar["METHOD"]), calendar.walk("VEVENT")[0]


def test_everybody_who_holds_a_seat_is_told_of_a_meeting_that_is_set():
    world = make_world()

    id = set_one(world)

    assert told(world, "meeting_set") == sorted(SEVEN)
    message = Message.objects.filter(kind="meeting_set").first()
    assert message.subject == "Partnership meeting"
    assert "A meeting is set for Thursday 14 January 2027 at 10am." in message.body
    assert f"http://localhost:8000/marlhaven/meetings/{id}/" in message.body
    assert "Room 2" not in message.body + message.calendar
    method, event = event_of("meeting_set")
    assert (method, str(event["UID"]), int(event["SEQUENCE"])) == ("REQUEST", str(id), 0)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"on": date(2027, 1, 21)},
            "The meeting of Thursday 14 January 2027 at 10am is now on Thursday 21 January 2027 at 10am.",
        ),
        ({"starts": time(14)}, "is now on Thursday 14 January 2027 at 2pm."),
        ({"minutes": 90}, "How long the meeting of Thursday 14 January 2027 at 10am lasts, or where it is,"),
        ({"place": "Room 9"}, "lasts, or where it is, has changed."),
    ],
)
def test_each_change_raises_the_sequence_once_and_tells_everybody(change, said):
    world = make_world()
    id = set_one(world)
    leave(world, *SEVEN)

    move(world, id, **change)

    assert Meeting.objects.get(id=id).sequence == 1
    assert told(world, "meeting_moved") == sorted(SEVEN)
    assert said in Message.objects.filter(kind="meeting_moved").first().body
    method, event = event_of("meeting_moved")
    assert (method, str(event["UID"]), int(event["SEQUENCE"])) == ("REQUEST", str(id), 1)


def test_what_has_not_left_is_replaced_by_what_is_told_later_of_the_same_meeting():
    world = make_world()
    id, other = set_one(world), set_one(world, date(2027, 2, 4))
    leave(world, "health")

    move(world, id, on=date(2027, 1, 21))
    move(world, id, on=date(2027, 1, 28))

    owed = Message.objects.filter(meeting=id, sent_at__isnull=True)
    said = dict(owed.values_list("person", "body"))
    moved = "The meeting of Thursday 14 January 2027 at 10am is now on Thursday 28 January 2027 at 10am."
    assert moved in said.pop(world.people["health"])
    assert len(said) == 6
    assert all("A meeting is set for Thursday 28 January 2027 at 10am." in one for one in said.values())
    cancel(world, id)
    owed = Message.objects.filter(meeting=id, sent_at__isnull=True)
    assert sorted(owed.values_list("kind", flat=True)) == ["meeting_cancelled"] * 7
    assert Message.objects.filter(meeting=id, sent_at__isnull=False).count() == 1
    assert Message.objects.filter(meeting=other).count() == 7


def test_a_cancellation_names_the_day_the_meeting_stood_at_and_the_day_somebody_was_told_of():
    world = make_world()
    id = set_one(world)
    leave(world, *SEVEN)
    move(world, id, on=date(2027, 1, 21))
    leave(world, "health")

    cancel(world, id)

    bodies = dict(Message.objects.filter(kind="meeting_cancelled").values_list("person", "body"))
    assert all("of Thursday 21 January 2027 at 10am is cancelled." in body for body in bodies.values())
    assert "You were told of it" not in bodies[world.people["health"]]
    assert "You were told of it on Thursday 14 January 2027 at 10am." in bodies[world.people["police"]]


def before_it(world: World, id) -> dict[str, str]:
    """What waits to be sent of a meeting's papers, its agenda and a paper asked for, by kind."""
    held = Message.objects.filter(meeting=id, kind__in=BEFORE_MEETING)
    return dict(held.values_list("kind", "body"))


def with_everything_owed_before_it(world: World):
    id = set_one(world)
    an_item(world, id)
    coordinator = world.as_("coordinator")
    row = Meeting.objects.get(id=id)
    done(
        papers_asked.ask_for_paper(
            coordinator,
            meeting=id,
            title="Figures",
            people=[world.people["police"]],
            due_on=date(2026, 12, 1),
        )
    )
    row.refresh_from_db()
    done(agreeing.ask_for_agenda(coordinator, meeting=id, version=row.version))
    done(meetings.circulate_papers(coordinator, meeting=id))
    an_item(world, id, "Something new")
    row.refresh_from_db()
    done(circulating.send_supplement(coordinator, meeting=id, version=row.version))
    return id


def test_what_waits_to_be_sent_of_a_meeting_that_is_moved_names_its_new_day():
    world = make_world()
    id = with_everything_owed_before_it(world)
    assert all("14 January" in body for body in before_it(world, id).values())

    move(world, id, on=date(2027, 1, 13), starts=time(9))

    owed = before_it(world, id)
    assert set(owed) == BEFORE_MEETING
    assert all("Wednesday 13 January 2027" in body and "14 January" not in body for body in owed.values())
    assert "at 9am" in owed["papers_circulated"]
    assert "by Tuesday 1 December 2026" in owed["paper_asked"]


def test_what_waits_to_be_sent_of_a_meeting_that_is_cancelled_is_withdrawn_and_what_left_is_kept():
    world = make_world()
    id = with_everything_owed_before_it(world)
    Message.objects.filter(meeting=id, kind="papers_circulated", person=world.people["health"]).update(
        sent_at=moment().at
    )

    cancel(world, id)

    left = Message.objects.filter(meeting=id, kind__in=BEFORE_MEETING)
    assert list(left.values_list("kind", "person")) == [("papers_circulated", world.people["health"])]


def test_a_message_that_is_being_sent_is_not_taken_back():
    world = make_world()
    id = set_one(world)
    being_sent = Message.objects.filter(meeting=id, person=world.people["police"])
    being_sent.update(leased_until=moment().at + timedelta(minutes=1))

    cancel(world, id)

    assert told(world, "meeting_set") == ["police"]


def test_a_move_that_changes_nothing_tells_nobody():
    world = make_world()
    id = set_one(world)

    move(world, id)

    assert Meeting.objects.get(id=id).sequence == 0
    assert told(world, "meeting_moved") == []


def test_a_meeting_cancelled_the_same_morning_is_taken_out_of_calendars_without_the_reason():
    world = make_world()
    id = set_one(world, TODAY)
    leave(world, *SEVEN)
    move(world, id, starts=time(16))

    cancel(world, id)

    assert told(world, "meeting_cancelled") == sorted(SEVEN)
    method, event = event_of("meeting_cancelled")
    assert (method, str(event["STATUS"]), int(event["SEQUENCE"])) == ("CANCEL", "CANCELLED", 2)
    assert str(event["UID"]) == str(id)
    assert "ill" not in Message.objects.filter(kind="meeting_cancelled").first().body


def test_a_meeting_of_the_past_is_told_to_nobody():
    world = make_world()

    id = set_one(world, date(2026, 10, 15))
    cancel(world, id)

    assert not Message.objects.exists()


def test_a_clock_change_between_notice_and_meeting_moves_nothing():
    world = make_world()

    set_one(world, date(2027, 3, 29))

    _, event = event_of("meeting_set")
    assert event["DTSTART"].dt.isoformat() == "2027-03-29T10:00:00+01:00"
    assert event["DTEND"].dt.isoformat() == "2027-03-29T12:00:00+01:00"


def test_who_may_not_know_of_a_meeting_is_told_nothing():
    world = make_world()

    set_one(world, audience=Audience.CORE)

    assert told(world, "meeting_set") == sorted(set(SEVEN) - {"adviser"})


def test_who_was_told_and_gave_up_the_seat_since_hears_of_the_change_and_who_left_does_not():
    world = make_world()
    id = set_one(world)
    leave(world, *SEVEN)
    held = Appointment.objects.get(seat=world.seats["police"])
    done(setting_up.end_appointment(world.as_("coordinator"), appointment=held.id, to_on=date(2026, 11, 1)))
    Grant.objects.create(
        id=uuid.uuid4(), person_id=world.people["police"], role="observer", from_on=date(2026, 11, 2)
    )
    Person.objects.filter(id=world.people["health"]).update(left_on=TODAY)

    move(world, id, starts=time(15))

    assert told(world, "meeting_moved") == sorted(set(SEVEN) - {"health"})


def test_who_came_to_be_barred_since_they_were_told_hears_no_more():
    world = make_world()
    id = set_one(world)
    named = a_restriction(world, bar=["police"])
    Meeting.objects.filter(id=id).update(restriction=named)

    cancel(world, id)

    assert "police" not in told(world, "meeting_cancelled")


def follow(world: World, id, on: date = TODAY):
    return follow_members(As(work(str(world.partnership), world.slug), moment(on)), meeting=id)


def last_to(world: World, key: str):
    """The last message about a meeting that somebody was owed, and its calendar's method and sequence."""
    rows = Message.objects.filter(person=world.people[key]).exclude(calendar="")
    row = max(rows, key=lambda one: int(one.key.rpartition(":")[2]))
    calendar = icalendar.Calendar.from_ical(row.calendar.encode())
    return row, str(calendar["METHOD"]), int(calendar.walk("VEVENT")[0]["SEQUENCE"])


def appoint(world: World, person: str, seat: str, on: date = TODAY):
    asked = {"seat": world.seats[seat], "person": world.people[person], "from_on": on}
    return done(setting_up.appoint(world.as_("coordinator"), **asked))


def test_who_is_appointed_after_the_invitations_went_gets_one_and_nobody_twice():
    world = make_world()
    id = set_one(world)
    Appointment.objects.filter(seat=world.seats["police"]).delete()
    appoint(world, "coordinator", "police")

    assert isinstance(follow(world, id), Done)

    row, method, sequence = last_to(world, "coordinator")
    assert (row.kind, method, sequence) == ("meeting_set", "REQUEST", 1)
    assert "A meeting is set for Thursday 14 January 2027 at 10am." in row.body
    assert follow(world, id).code == "invitations.as_they_are"


def test_who_is_a_member_no_longer_has_it_taken_out_of_the_calendar_and_comes_back_when_appointed_again():
    world = make_world()
    id = set_one(world)
    held = Appointment.objects.get(seat=world.seats["police"])
    done(setting_up.end_appointment(world.as_("coordinator"), appointment=held.id, to_on=date(2026, 11, 22)))
    follow(world, id)

    row, method, sequence = last_to(world, "police")
    assert (row.kind, method, sequence) == ("meeting_left", "CANCEL", 1)
    assert "14 January" not in row.body
    assert "STATUS:CANCELLED" in row.calendar
    move(world, id, starts=time(15))
    assert last_to(world, "police")[1] == "CANCEL"  # the new hour is not for them
    assert last_to(world, "health")[2] == 2

    appoint(world, "police", "police")
    follow(world, id)
    row, method, sequence = last_to(world, "police")
    assert (method, sequence) == ("REQUEST", 3)
    assert "at 3pm" in row.body


def test_who_may_not_know_of_a_meeting_since_its_audience_was_narrowed_is_withdrawn_from_it():
    world = make_world()
    id = set_one(world)
    row = Meeting.objects.get(id=id)
    done(
        labelling.set_audience(
            world.as_("coordinator"),
            kind="meeting",
            id=id,
            version=row.version,
            audience=Audience.CORE,
            restriction=None,
        )
    )

    follow(world, id)

    assert last_to(world, "adviser")[1] == "CANCEL"
    assert last_to(world, "police")[1] == "REQUEST"


def test_who_left_altogether_is_written_to_no_more():
    world = make_world()
    id = set_one(world)
    Person.objects.filter(id=world.people["police"]).update(left_on=TODAY)

    assert follow(world, id).code == "invitations.as_they_are"


def test_a_meeting_nobody_was_invited_to_and_one_that_is_cancelled_are_not_followed():
    world = make_world()
    id = set_one(world)
    assert [one.meeting for one in to_follow(TODAY)] == [id]
    cancel(world, id)
    bare = set_one(world, date(2027, 2, 1))
    Message.objects.filter(meeting=bare).delete()

    assert to_follow(TODAY) == ()
    assert follow(world, bare).code == "invitations.as_they_are"


def test_a_meeting_of_another_partnership_is_not_found():
    world = make_world()
    id = set_one(world)

    with pytest.raises(NotFoundError):
        follow_members(As(work(str(uuid.uuid4()), "elsewhere"), moment()), meeting=id)
