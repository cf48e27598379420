"""Who is asking."""

import uuid
from datetime import date, time

import pytest

from quorate.commands import setting_up
from quorate.domain.access.audience import Audience
from quorate.queries import access
from quorate.records import scopes
from quorate.records.models import Account, Meeting, Person
from tests.builders.meetings import MEETING_ON, a_meeting, a_paper, an_item
from tests.builders.membership import appointed
from tests.builders.structure import a_group
from tests.builders.world import TODAY, World, done, make_two, make_world

pytestmark = pytest.mark.django_db


def test_each_partnership_is_named_once_however_many_people_it_has():
    first, second = make_two()
    account = first.accounts["police"]
    Person.objects.filter(id=second.people["police"]).update(account=account)

    found = access.partnerships_of(account=str(account), today=TODAY)

    assert [slug for slug, _ in found] == ["marlhaven", "osterbridge"]


def test_a_partnership_that_was_left_is_not_named():
    first, _ = make_two()
    Person.objects.filter(id=first.people["police"]).update(left_on=date(2026, 1, 1))

    assert access.partnerships_of(account=str(first.accounts["police"]), today=TODAY) == ()


def test_a_closed_account_is_nobody_anywhere():
    first, _ = make_two()
    Account.objects.filter(id=first.accounts["police"]).update(is_active=False)

    assert access.partnerships_of(account=str(first.accounts["police"]), today=TODAY) == ()


def test_people_asked_about_together_are_who_each_is_alone():
    world = make_world()
    named = {
        "barred_people": [world.people["charity"]],
        "barred_agencies": [world.agencies["police"]],
        "allowed_people": [world.people["observer"]],
        "allowed_agencies": [world.agencies["health"]],
    }
    tender = done(
        setting_up.set_restriction(
            world.as_("coordinator"), name="A tender", reason="Bidders", from_on=TODAY, **named
        )
    )
    Person.objects.filter(id=world.people["adviser"]).update(left_on=TODAY)
    people = list(Person.objects.filter(partnership=world.partnership).select_related("partnership"))

    together = access.actors_of(people, TODAY)

    assert together == {person.id: access.actor_of(person, TODAY) for person in people}
    by_key = {key: together[id] for key, id in world.people.items()}
    assert {key for key, actor in by_key.items() if str(tender) in actor.barred} == {
        "charity",
        "police",
        "data_lead",
    }
    assert {key for key, actor in by_key.items() if str(tender) in actor.allowed} == {"observer", "health"}
    assert by_key["adviser"].roles == frozenset()
    assert by_key["adviser"].agencies == frozenset()


def what_is_seen(world, key: str) -> set[str]:
    """The titles of items and papers of the world that somebody sees."""
    actor = world.actor(key)
    found = [scope(actor).values_list("title", flat=True) for scope in (scopes.agenda_items, scopes.papers)]
    return {title for titles in found for title in titles}


def with_core_papers() -> World:
    """A board with an item and a paper for its core members, and an open one."""
    world = make_world()
    meeting = a_meeting(world)
    narrow = an_item(world, meeting, "Core item", audience=Audience.CORE)
    an_item(world, meeting, "Open item")
    a_paper(world, meeting, "Core paper", item=narrow, audience=Audience.CORE)
    return world


@pytest.mark.parametrize(("seat", "sees_core"), [("adviser", False), ("police", True)])
def test_a_deputy_sees_exactly_what_the_member_they_stand_in_for_sees(seat, sees_core):
    world = with_core_papers()
    assert what_is_seen(world, "observer") == {"Open item"}

    appointed(world, world.seats[seat], world.people["observer"], is_deputy=True)

    assert what_is_seen(world, "observer") == what_is_seen(world, seat)
    assert ("Core paper" in what_is_seen(world, seat)) == sees_core


def test_a_member_of_another_group_does_not_read_what_is_for_the_boards_core():
    world = with_core_papers()
    panel = a_group(world, "Review panel", kind="task_and_finish_group", parent=world.board)
    seat = done(setting_up.add_seat(world.as_("coordinator"), group=panel, title="One", seat_class="core"))
    appointed(world, seat, world.people["observer"], office="chair")

    assert what_is_seen(world, "observer") == {"Open item"}
    own = Meeting.objects.create(
        id=uuid.uuid4(), group_id=panel, on=MEETING_ON, starts=time(10), audience=Audience.CORE.value
    )
    assert list(scopes.meetings(world.actor("observer")).filter(id=own.id)) == [own]
    assert not scopes.meetings(world.actor("police")).filter(id=own.id).exists()
