"""A message that was given up, and addresses of calendars."""

import uuid
from collections.abc import Callable, Mapping
from datetime import timedelta

from quorate.domain.kernel.words import day
from quorate.domain.messages.attempts import MOST_ATTEMPTS
from quorate.domain.messages.feeds import digest_of
from quorate.records.models import CalendarFeed, Meeting, Message, Partnership
from tests.builders.world import TODAY, World, moment


def a_message(world: World, whom: str = "police", **more) -> Message:
    """A message to somebody; waiting, unless more is said."""
    id = uuid.uuid4()
    return Message.objects.create(
        **{
            "id": id,
            "partnership_id": world.partnership,
            "person_id": world.people[whom],
            "kind": "papers_circulated",
            "key": f"made:{id}",
            "subject": "Partnership meeting",
            "body": "The agenda is ready.\n",
            "due_at": moment().at - timedelta(hours=1),
        }
        | more
    )


def given_up(world: World, whom: str = "police", **more) -> Message:
    """A message that was tried as often as any is."""
    fault = "The mail server did not take it (TimeoutError)."
    return a_message(world, whom, **{"attempts": MOST_ATTEMPTS, "fault": fault} | more)


def an_address(world: World, key: str, token: str = "") -> str:
    """The random part of the address of somebody's calendar."""
    token = token or f"{world.slug}-{key}"
    CalendarFeed.objects.create(
        id=uuid.uuid4(), person_id=world.people[key], digest=digest_of(token), made_at=moment().at
    )
    return token


def message_things(world: World, meeting: uuid.UUID) -> dict[str, object]:
    for key in world.accounts:
        an_address(world, key)
    return {"message": given_up(world, meeting=Meeting.objects.get(id=meeting)).id}


def _given_up_in(world: World) -> str:
    rows = Message.objects.filter(partnership=world.partnership, attempts=MOST_ATTEMPTS)
    return str(rows.get(key__startswith="made:").id)


def message_bodies(world: World) -> dict[str, Callable[[], Mapping[str, object]]]:
    return {
        "messages": lambda: {
            "weeks": "2",
            "weekday": "3",
            "version": Partnership.objects.get(id=world.partnership).version,
        },
        "message_try": dict,
        "messages_try_all": dict,
        "message_by_hand": lambda: {f"sent_on-{_given_up_in(world)}": day(TODAY)},
        "messages_by_hand": lambda: {
            "message": [_given_up_in(world)],
            f"sent_on-{_given_up_in(world)}": day(TODAY),
        },
        "calendar_address": dict,
        "calendar_revoke": dict,
        "digest_stop": dict,
        "digest_resume": dict,
    }
