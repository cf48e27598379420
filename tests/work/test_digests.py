"""Everybody is told once, in one message, what is due from them; and nobody of whom nothing is due."""

import uuid
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core import mail as outgoing

from quorate.commands import digests as verbs
from quorate.commands import meetings, setting_up
from quorate.commands.runner import As, Done
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.asking import Moment
from quorate.domain.kernel.outcomes import Refusal
from quorate.queries import access
from quorate.queries.my_work import page_my_work
from quorate.records.models import (
    ConfidentialityStatement,
    Entry,
    EventRow,
    Meeting,
    Message,
    Partnership,
    Person,
)
from quorate.work import digests as owing
from quorate.work.loop import run_once
from tests.builders.meetings import a_meeting, version_of
from tests.builders.plans import add, day_target, led_by, start
from tests.builders.restrictions import a_restriction
from tests.builders.world import TODAY, World, done, make_world, moment

pytestmark = pytest.mark.django_db

WEEK = timedelta(7)


def at(on: date, hour: int = 9) -> Moment:
    return Moment(datetime(on.year, on.month, on.day, hour, tzinfo=UTC), on)


def told_last_week(world: World) -> None:
    Partnership.objects.filter(id=world.partnership).update(digests_on=TODAY - WEEK)


def something_due(world: World, key: str = "police", text: str = "Share the definition", **more):
    plan = more.pop("plan", None) or start(world)
    return add(world, plan, text, leads=led_by(world, key), targets=(day_target("2 November 2026"),), **more)


def owed(world: World) -> dict[str, Message]:
    names = {id: key for key, id in world.people.items()}
    return {names[row.person_id]: row for row in Message.objects.filter(kind="digest")}


def test_each_person_of_whom_something_is_due_is_told_in_one_message_and_others_are_not():
    world = make_world()
    told_last_week(world)
    plan = start(world)
    something_due(world, plan=plan)
    something_due(world, text="Train the call takers", plan=plan)

    run_once(at(TODAY))

    (message,) = [row for key, row in owed(world).items() if key == "police"]
    assert "2 actions are due, or have had no word." in message.body
    assert "http://localhost:8000/marlhaven/my-work/" in message.body
    assert "Share the definition" not in message.body
    assert "health" not in owed(world)
    sent = next(one for one in outgoing.outbox if one.to == [message.person.email])
    assert sent.subject == "Partnership meeting"
    assert sent.extra_headers["List-Unsubscribe"] == "<http://localhost:8000/marlhaven/my-messages/>"


def test_they_are_told_once_however_often_the_loop_looks():
    world = make_world()
    told_last_week(world)
    something_due(world)

    for hour in range(9, 14):
        run_once(at(TODAY, hour))

    assert len(owed(world)) == Message.objects.filter(kind="digest").count()
    assert EventRow.objects.filter(code="messages.digests_owed").count() == 1


def test_a_loop_killed_while_it_reads_owed_nothing_and_is_begun_again(monkeypatch):
    world = make_world()
    told_last_week(world)
    something_due(world)

    with monkeypatch.context() as killed:
        killed.setattr(verbs, "owe_digests", _killed)
        with pytest.raises(KeyboardInterrupt):
            run_once(at(TODAY))
    assert owed(world) == {}

    run_once(at(TODAY))
    assert "police" in owed(world)


def _killed(*_, **__):
    raise KeyboardInterrupt


def test_two_loops_at_once_owe_it_once():
    world = make_world()
    told_last_week(world)
    something_due(world)
    (cycle,) = owing.owed_cycles(at(TODAY))
    said = owing.digests_of(cycle.partnership, TODAY)
    asked = As(access.work(str(world.partnership), world.slug), at(TODAY))

    first = verbs.owe_digests(asked, on=cycle.on, digests=said)
    second = verbs.owe_digests(asked, on=cycle.on, digests=said)

    assert isinstance(first, Done)
    assert isinstance(second, Refusal)
    assert second.code == "messages.told_already"


def test_where_nobody_was_ever_told_the_first_time_is_the_next_day_that_comes_round():
    world = make_world()
    something_due(world)

    run_once(at(TODAY))
    assert owed(world) == {}

    run_once(at(TODAY + WEEK))
    assert "police" in owed(world)


def test_one_that_never_left_gives_way_to_the_next(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    world = make_world()
    told_last_week(world)
    something_due(world)
    run_once(at(TODAY))
    first = owed(world)["police"].key

    run_once(at(TODAY + WEEK))

    assert owed(world)["police"].key != first
    assert Message.objects.filter(kind="digest", person=world.people["police"]).count() == 1


def test_who_stopped_it_left_or_has_no_address_is_owed_none():
    world = make_world()
    told_last_week(world)
    plan = start(world)
    for key in ("police", "health", "charity", "chair"):
        something_due(world, key, plan=plan)
    done_or_refused = verbs.stop_digest(world.as_("police"))
    Person.objects.filter(id=world.people["health"]).update(left_on=TODAY)
    Person.objects.filter(id=world.people["charity"]).update(email="")

    run_once(at(TODAY))

    assert isinstance(done_or_refused, Done)
    assert not {"police", "health", "charity"} & set(owed(world))
    assert "chair" in owed(world)


def test_who_chose_another_name_is_written_to_only_where_mail_is_safe():
    world = make_world()
    told_last_week(world)
    something_due(world)
    private = {"shown_as": "Expert by experience", "name": "Real Name"}
    row = Person.objects.get(id=world.people["police"])
    done(setting_up.keep_privately(world.as_("coordinator"), person=row.id, version=row.version, **private))

    run_once(at(TODAY))
    assert "police" not in owed(world)

    row.refresh_from_db()
    private |= {"email": "safe@example.org", "version": row.version}
    done(setting_up.keep_privately(world.as_("coordinator"), person=row.id, **private))
    run_once(at(TODAY + WEEK))
    assert "police" in owed(world)
    assert "Real Name" not in owed(world)["police"].body


@pytest.mark.parametrize("audience", [Audience.RESTRICTED, Audience.PARTNERSHIP])
def test_what_is_restricted_is_not_counted_even_for_who_may_see_it(audience):
    world = make_world()
    told_last_week(world)
    plan = start(world)
    named = a_restriction(world, allow=["police"])
    hidden = something_due(world, plan=plan)
    Entry.objects.filter(id=hidden).update(restriction=named, audience=audience.value)
    ConfidentialityStatement.objects.create(
        id=uuid.uuid4(),
        person_id=world.people["police"],
        signed_on=date(2026, 1, 5),
        recorded_at=moment().at,
        recorded_by_id=world.people["coordinator"],
    )
    assert page_my_work(world.actor("police"), today=TODAY).due_count == 1

    run_once(at(TODAY))

    assert "police" not in owed(world)


def test_a_meeting_soon_to_which_they_have_not_replied_is_in_it():
    world = make_world()
    told_last_week(world)
    id = a_meeting(world, TODAY + timedelta(10))

    run_once(at(TODAY))

    body = owed(world)["police"].body
    assert "1 meeting waits for your reply: by 3 December 2026." in body
    assert f"/marlhaven/meetings/{id}/reply/" in body


def test_one_that_waits_asks_for_no_reply_to_a_meeting_cancelled_or_moved_away(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    world = make_world()
    told_last_week(world)
    first, second = (a_meeting(world, TODAY + timedelta(days)) for days in (7, 10))
    run_once(at(TODAY))
    sent = owed(world)["health"]
    Message.objects.filter(id=sent.id).update(sent_at=at(TODAY).at)
    by, both = world.as_("coordinator"), owed(world)["police"].body

    done(meetings.cancel_meeting(by, meeting=first, reason="The chair is ill", version=version_of(first)))
    one = owed(world)["police"].body
    away = {"on": TODAY + timedelta(90), "starts": time(10), "minutes": 60}
    done(meetings.move_meeting(by, meeting=second, version=version_of(second), **away))

    assert "2 meetings wait for your reply: the first by 30 November 2026." in both
    assert "1 meeting waits for your reply: by 3 December 2026." in one
    assert "police" not in owed(world)  # nothing else is due from them
    assert owed(world)["health"].body == sent.body  # what went stays as it went


def test_a_meeting_they_are_barred_from_is_not_in_it():
    world = make_world()
    told_last_week(world)
    id = a_meeting(world, TODAY + timedelta(10))
    Meeting.objects.filter(id=id).update(restriction=a_restriction(world, bar=["police"]))

    run_once(at(TODAY))

    assert "police" not in owed(world)


def test_stopping_takes_back_the_one_that_waits_and_it_can_come_again(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    world = make_world()
    told_last_week(world)
    something_due(world)
    run_once(at(TODAY))

    assert isinstance(verbs.stop_digest(world.as_("police")), Done)
    assert "police" not in owed(world)
    assert verbs.stop_digest(world.as_("police")).code == "messages.stopped"

    assert isinstance(verbs.resume_digest(world.as_("police")), Done)
    assert verbs.resume_digest(world.as_("police")).code == "messages.not_stopped"
    run_once(at(TODAY + WEEK))
    assert "police" in owed(world)


def test_the_coordinator_says_how_often_and_on_which_day():
    world = make_world()
    row = Partnership.objects.get(id=world.partnership)
    asked = world.as_("coordinator")

    outcome = verbs.change_digests(asked, version=row.version, weeks=2, weekday=3)
    again = verbs.change_digests(asked, version=row.version + 1, weeks=2, weekday=3)

    assert isinstance(outcome, Done)
    row.refresh_from_db()
    assert (row.digest_weeks, row.digest_weekday) == (2, 3)
    assert again.code == "messages.digests_the_same"
    wrong = verbs.change_digests(asked, version=row.version, weeks=3, weekday=3)
    assert wrong.code == "messages.weeks_unknown"
