"""The work loop: what is owed is done once, survives being killed, and is given up in the end."""

import os
import signal
import smtplib
from datetime import datetime, timedelta
from itertools import pairwise
from math import ceil

import pytest
from django.core import mail as outgoing
from django.db import OperationalError

from quorate.commands import meetings, packs
from quorate.commands.messages import lease_message
from quorate.commands.packs import lease_pack
from quorate.domain.kernel.asking import Moment
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.messages.attempts import MOST_ATTEMPTS
from quorate.gateways import mail
from quorate.queries import access
from quorate.records.models import EventRow, Message, Pack, Person
from quorate.work import loop
from quorate.work import packs as making
from quorate.work.loop import run_once
from tests.builders.meetings import a_meeting, an_item
from tests.builders.plans import add, day_target, start
from tests.builders.world import TODAY, World, done, make_world, moment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_apart(settings, tmp_path):
    settings.FILES = tmp_path


def later(minutes: float) -> Moment:
    now = moment()
    return Moment(now.at + timedelta(minutes=minutes), now.today)


def circulated(world: World):
    id = a_meeting(world)
    an_item(world, id)
    return done(meetings.circulate_papers(world.as_("coordinator"), meeting=id))


def asked_pack(world: World):
    id = a_meeting(world)
    an_item(world, id)
    return done(packs.ask_for_pack(world.as_("coordinator"), meeting=id, kind="pack", format="pdf"))


def events(code: str) -> int:
    return EventRow.objects.filter(code=code).count()


def test_each_message_is_sent_once_with_a_neutral_subject():
    world = make_world()
    circulated(world)

    taken_up = [run_once(moment()), run_once(later(1))]

    assert taken_up == [7, 0]
    assert len(outgoing.outbox) == 7
    assert {sent.subject for sent in outgoing.outbox} == {"Partnership meeting"}
    assert not Message.objects.filter(sent_at__isnull=True).exists()
    assert events("messages.sent") == 7


def test_a_message_without_an_address_is_given_up_and_on_record():
    world = make_world()
    Person.objects.filter(id=world.people["police"]).update(email="")
    circulated(world)

    run_once(moment())
    run_once(later(60))

    row = Message.objects.get(person=world.people["police"])
    assert row.sent_at is None
    assert row.fault == "There is no address for this person."
    assert events("messages.failed") == 1
    assert len(outgoing.outbox) == 6


def test_a_mail_server_that_is_away_is_tried_again_less_and_less_often_and_then_given_up(monkeypatch):
    world = make_world()
    circulated(world)
    Message.objects.exclude(person=world.people["chair"]).delete()
    monkeypatch.setattr(outgoing.EmailMessage, "send", _refuse)
    tried: list[datetime] = []

    minute = 0
    while minute < 5_000:
        if run_once(later(minute)):
            tried.append(later(minute).at)
        due = Message.objects.get().due_at - later(0).at
        minute = max(minute + 1, ceil(due.total_seconds() / 60))
        if len(tried) == MOST_ATTEMPTS:
            minute += 3_000  # it is tried no more, however late

    gaps = [round((b - a).total_seconds() / 60) for a, b in pairwise(tried)]
    assert len(tried) == MOST_ATTEMPTS
    assert gaps == [2**n for n in range(MOST_ATTEMPTS - 1)]
    assert tried[-1] - tried[0] > timedelta(days=1)
    assert Message.objects.get().sent_at is None
    assert events("messages.failed") == MOST_ATTEMPTS


def _refuse(self, fail_silently=False):
    raise smtplib.SMTPServerDisconnected("away")


@pytest.mark.parametrize(("code", "is_final"), [(550, True), (451, False)])
def test_an_address_refused_for_good_is_told_from_one_refused_for_now(monkeypatch, code, is_final):
    def refuse(self, fail_silently=False):
        raise smtplib.SMTPRecipientsRefused({"a@b.example": (code, b"no")})

    monkeypatch.setattr(outgoing.EmailMessage, "send", refuse)

    with pytest.raises(mail.MailError) as caught:
        mail.send(mail.Mail(id="1", to="a@b.example", subject="s", body="b"))

    assert caught.value.is_final is is_final


def test_an_address_cannot_carry_another_header():
    with pytest.raises(mail.MailError):
        mail.send(mail.Mail(id="1", to="a@b.example\nBcc: c@d.example", subject="s\nBcc: x@y", body="b"))

    assert outgoing.outbox == []


def test_without_a_mail_server_messages_wait(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    world = make_world()
    circulated(world)

    assert run_once(moment()) == 0
    assert Message.objects.filter(sent_at__isnull=True, attempts=0).count() == 7


def test_a_message_in_one_loops_hands_is_not_taken_by_another():
    world = make_world()
    circulated(world)
    first = Message.objects.order_by("id")[0]
    assert lease_message(first.id, moment())

    assert not lease_message(first.id, later(1))
    assert run_once(later(1)) == 6
    assert run_once(later(3)) == 1
    assert not Message.objects.filter(sent_at__isnull=True).exists()


def test_a_pack_whose_maker_was_killed_is_taken_up_when_the_lease_runs_out():
    world = make_world()
    id = asked_pack(world)
    assert lease_pack(id, moment())
    packs.note_step(id, "Setting the pages", moment())

    assert run_once(later(1)) == 0
    assert run_once(later(3)) == 2  # the pack, and word of it: it was slow to come

    row = Pack.objects.get()
    assert (row.state, row.attempts, row.leased_until) == ("made", 2, None)
    assert events("packs.made") == 1


def test_a_pack_that_kills_its_maker_each_time_fails_in_the_end():
    world = make_world()
    id = asked_pack(world)
    for minute in (0, 3, 6):
        assert lease_pack(id, later(minute))

    assert not lease_pack(id, later(9))
    run_once(later(9))

    row = Pack.objects.get()
    assert (row.state, row.fault) == ("failed", "Making it was stopped three times.")
    assert run_once(later(12)) == 0


def test_a_fault_in_one_pack_is_tried_three_times_and_does_not_stop_another(monkeypatch):
    world = make_world()
    id = asked_pack(world)
    other = done(
        packs.ask_for_pack(
            world.as_("coordinator"), meeting=Pack.objects.get().meeting_id, kind="pack", format="docx"
        )
    )
    monkeypatch.setattr(making, "render_pack", _break)

    for minute in range(4):
        run_once(later(minute))

    assert Pack.objects.get(id=other).state == "made"
    row = Pack.objects.get(id=id)
    assert (row.state, row.attempts) == ("failed", 3)
    assert row.fault == "Something in it could not be set (ValueError)."
    assert events("packs.failed") == 3


def _break(content):
    raise ValueError("a fault")


def test_whoever_asked_is_told_of_a_pack_that_could_not_be_made_once_it_is_given_up(monkeypatch):
    world = make_world()
    pack = asked_pack(world)
    monkeypatch.setattr(making, "_make", lambda *_: 1 / 0)

    told = []
    for n in range(4):
        run_once(later(3 * n))
        told.append(Message.objects.filter(kind="pack_failed").count())

    assert told == [0, 0, 1, 1]
    message = Message.objects.get(kind="pack_failed")
    assert message.person_id == world.people["coordinator"]
    assert "could not be made. Something in it could not be set (ZeroDivisionError)." in message.body
    assert f"/marlhaven/meetings/{Pack.objects.get(id=pack).meeting_id}/packs/" in message.body


@pytest.mark.parametrize(("minutes", "told"), [(0, 0), (1, 0), (3, 1)])
def test_whoever_asked_is_told_of_a_pack_that_was_slow_to_come(minutes, told):
    world = make_world()
    asked_pack(world)

    run_once(later(minutes))

    assert Pack.objects.get().state == "made"
    assert Message.objects.filter(kind="pack_ready", person=world.people["coordinator"]).count() == told


def test_what_was_made_meanwhile_is_not_made_over():
    world = make_world()
    id = asked_pack(world)
    run_once(moment())
    kept = Pack.objects.get().file_id
    as_work = world.as_("coordinator")
    as_work = type(as_work)(access.work(str(world.partnership), world.slug), moment())

    outcome = packs.keep_pack(
        as_work, pack=id, content={}, name="a.pdf", media_type="application/pdf", data=b"other"
    )

    assert isinstance(outcome, Refusal)
    assert outcome.code == "packs.not_owed"
    assert Pack.objects.get().file_id == kept


def test_today_is_the_day_the_pack_speaks_for():
    world = make_world()
    asked_pack(world)

    run_once(moment())

    assert Pack.objects.get().as_at == TODAY


@pytest.mark.parametrize("kind", ["pack", "brief"])
def test_what_is_made_the_day_after_speaks_for_the_day_it_was_asked_for(kind):
    world = make_world()
    id = a_meeting(world)
    add(world, start(world), "Report", targets=(day_target("23 November 2026"),))
    after = moment(TODAY + timedelta(days=1))

    for on in (TODAY, after.today):
        done(packs.ask_for_pack(world.as_("coordinator", on), meeting=id, kind=kind, format="pdf"))
        run_once(after)

    contents = Pack.objects.order_by("as_at").values_list("content", flat=True)
    assert ["verdue 1 day" in str(content) for content in contents] == [False, True]


@pytest.fixture
def signals_kept():
    numbers = (signal.SIGTERM, signal.SIGINT)
    kept = [signal.getsignal(number) for number in numbers]
    yield
    for number, handler in zip(numbers, kept, strict=True):
        signal.signal(number, handler)


@pytest.mark.parametrize("fault", [None, OperationalError("locked"), ValueError("a fault")])
def test_the_loop_rests_after_a_fault_and_ends_when_asked_to(monkeypatch, signals_kept, fault):
    rounds: list[int] = []

    def round_of_work() -> int:
        rounds.append(1)
        if len(rounds) == 2:
            os.kill(os.getpid(), signal.SIGTERM)
        if fault:
            raise fault
        return 0

    monkeypatch.setattr(loop, "run_once", round_of_work)
    monkeypatch.setattr(loop, "close_old_connections", lambda: None)
    monkeypatch.setattr(loop, "REST", 0.01)
    monkeypatch.setattr(loop, "LONG_REST", 0.01)

    loop.run_forever()

    assert len(rounds) == 2
