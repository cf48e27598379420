"""What leaves: an invitation that calendars know for one, and no waiting at a closed door."""

import smtplib
from email import message_from_bytes, policy

import icalendar
import pytest
from django.core import mail as outgoing

from quorate.domain.messages.attempts import MOST_ATTEMPTS
from quorate.gateways import mail
from quorate.records.models import Message
from quorate.work.loop import run_once
from tests.builders.meetings import MEETING_ON
from tests.builders.messages import a_message
from tests.builders.world import World, make_world, moment
from tests.commands.test_invitations import cancel, set_one

pytestmark = pytest.mark.django_db


def sent_to(world: World, key: str, file_says: bytes = b""):
    """What went to somebody; of several, the one whose calendar file says this."""
    address = Message.objects.filter(person=world.people[key]).first().person.email
    sent = [one.message().as_bytes(linesep="\r\n") for one in outgoing.outbox if one.to == [address]]
    read = [message_from_bytes(one, policy=policy.SMTP) for one in sent]
    return next(one for one in read if file_says in list(one.iter_parts())[-1].get_payload(decode=True))


@pytest.mark.parametrize(("steps", "method", "sequence"), [((), "REQUEST", 0), ((cancel,), "CANCEL", 1)])
def test_an_invitation_leaves_as_one_its_header_naming_the_method_its_file_names(steps, method, sequence):
    world = make_world()
    id = set_one(world, MEETING_ON)
    for step in steps:
        step(world, id)

    run_once(moment())

    sent = sent_to(world, "police", f"METHOD:{method}".encode())
    assert sent["Subject"] == "Partnership meeting"
    text, calendar = sent.iter_parts()
    assert text.get_content_type() == "text/plain"
    assert calendar.get_content_type() == "text/calendar"
    assert calendar.get_param("method") == method
    read = icalendar.Calendar.from_ical(calendar.get_payload(decode=True))
    event = read.walk("VEVENT")[0]
    assert (str(read["METHOD"]), int(event["SEQUENCE"]), str(event["UID"])) == (method, sequence, str(id))
    assert str(event["ATTENDEE"]) == f"mailto:{sent['To']}"
    assert str(event["ORGANIZER"]) == "mailto:quorate@localhost"


@pytest.mark.parametrize(
    ("fault", "is_away"),
    [
        (TimeoutError(), True),
        (ConnectionRefusedError(), True),
        (smtplib.SMTPServerDisconnected("gone"), True),
        (smtplib.SMTPConnectError(421, b"busy"), True),
        (smtplib.SMTPDataError(552, b"too large"), False),
        (smtplib.SMTPRecipientsRefused({"a@b.example": (550, b"no")}), False),
        (ValueError("a header"), False),
    ],
)
def test_a_server_that_is_away_is_told_from_one_that_says_no(monkeypatch, fault, is_away):
    def fail(self, fail_silently=False):
        raise fault

    monkeypatch.setattr(outgoing.EmailMessage, "send", fail)

    with pytest.raises(mail.MailError) as caught:
        mail.send(mail.Mail(id="1", to="a@b.example", subject="s", body="b"))

    assert caught.value.is_away is is_away


def test_where_no_server_answers_one_message_is_tried_in_a_round_and_the_others_wait(monkeypatch):
    world = make_world()
    for key in ("police", "health", "charity"):
        a_message(world, key)

    def fail(self, fail_silently=False):
        raise TimeoutError

    monkeypatch.setattr(outgoing.EmailMessage, "send", fail)

    assert run_once(moment()) == 1
    assert sorted(Message.objects.values_list("attempts", flat=True)) == [0, 0, 1]


def test_a_message_that_is_refused_does_not_keep_the_others(monkeypatch):
    world = make_world()
    for key in ("police", "health", "charity"):
        a_message(world, key)

    def fail(self, fail_silently=False):
        raise smtplib.SMTPRecipientsRefused({self.to[0]: (550, b"no")})

    monkeypatch.setattr(outgoing.EmailMessage, "send", fail)

    assert run_once(moment()) == 3
    assert set(Message.objects.values_list("attempts", flat=True)) == {MOST_ATTEMPTS}


def test_no_server_is_waited_for_longer_than_ten_seconds(settings):
    assert 0 < settings.EMAIL_TIMEOUT <= 10
