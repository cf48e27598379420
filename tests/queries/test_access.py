"""Who is asking."""

from datetime import date

import pytest

from quorate.commands import setting_up
from quorate.queries import access
from quorate.records.models import Account, Person
from tests.builders.world import TODAY, done, make_two, make_world

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
