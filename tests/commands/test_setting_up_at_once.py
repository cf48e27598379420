"""Two coordinators at one instant: each is answered as if they had come second, and nothing is doubled."""

import uuid
from datetime import date

import pytest

from quorate.commands import setting_up
from quorate.commands.runner import As, Done
from quorate.domain.access.roles import Role
from quorate.domain.membership.facts import Office
from quorate.queries.access import actor_of
from quorate.records.models import Account, Agency, Appointment, Group, Person
from tests.builders.meetings import a_meeting
from tests.builders.world import TODAY, World, done, make_two, make_world, moment
from tests.commands.test_at_once import MEETING_ON, at_once, chain_faults, kinds, two_connections

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["two_connections"]  # the fixture that keeps these off a database in memory


def person(world: World, name: str) -> uuid.UUID:
    return done(setting_up.add_person(world.as_("coordinator"), name=name))


def test_an_agency_added_twice_at_once_is_there_once():
    world = make_world()
    asked = world.as_("coordinator")

    said = at_once(*2 * [lambda: setting_up.add_agency(asked, name="Probation", kind="probation")])

    assert kinds(said) == {"done": 1, "people.agency_named_already": 1}
    assert Agency.objects.filter(name="Probation").count() == 1
    assert chain_faults(world) == []


def test_a_group_added_twice_at_once_is_there_once():
    world = make_world()
    asked = world.as_("coordinator")

    said = at_once(*2 * [lambda: setting_up.add_group(asked, name="Training group")])

    assert kinds(said) == {"done": 1, "groups.named_already": 1}
    assert Group.objects.filter(name="Training group").count() == 1


def test_a_group_never_has_two_chairs_however_close_they_are_appointed():
    world = make_world()
    asked = world.as_("coordinator")
    group = done(setting_up.add_group(asked, name="Training group"))
    seats = [done(setting_up.add_seat(asked, group=group, title=title)) for title in ("One", "Two")]

    said = at_once(
        *(
            lambda seat=seat, key=key: setting_up.appoint(
                asked, seat=seat, person=world.people[key], from_on=TODAY, office="chair"
            )
            for seat, key in zip(seats, ("police", "health"), strict=True)
        )
    )

    assert kinds(said) == {"done": 1, "membership.chair_held": 1}
    assert Appointment.objects.filter(seat__group=group, office=Office.CHAIR.value).count() == 1


def test_one_address_given_to_two_people_at_once_is_one_of_them():
    world = make_world()
    asked = world.as_("coordinator")
    both = [person(world, name) for name in ("First", "Second")]

    said = at_once(
        *(
            lambda who=who: setting_up.give_account(asked, person=who, email="new@marlhaven.example")
            for who in both
        )
    )

    assert kinds(said) == {"done": 1, "accounts.somebody_here": 1}
    assert Account.objects.filter(email="new@marlhaven.example").count() == 1
    assert Person.objects.filter(account__email="new@marlhaven.example").count() == 1


def test_one_address_given_in_two_partnerships_at_once_is_one_account_of_both():
    first, second = make_two()
    who = [(world.as_("coordinator"), person(world, "Somebody")) for world in (first, second)]

    said = at_once(
        *(
            lambda asked=asked, id=id: setting_up.give_account(asked, person=id, email="both@council.example")
            for asked, id in who
        )
    )

    assert kinds(said) == {"done": 2}
    assert Account.objects.filter(email="both@council.example").count() == 1
    assert Person.objects.filter(account__email="both@council.example").count() == 2


def test_two_coordinators_cannot_each_send_the_other_away():
    world = make_world()
    done(
        setting_up.give_account(
            world.as_("coordinator"), person=world.people["first"], email="first@marlhaven.example"
        )
    )
    first = Person.objects.select_related("partnership").get(id=world.people["first"])
    by_first, by_second = As(actor_of(first, TODAY), moment()), world.as_("coordinator")

    said = at_once(
        lambda: setting_up.leave(by_first, person=world.people["coordinator"], left_on=TODAY),
        lambda: setting_up.end_role(
            by_second, person=world.people["first"], role=Role.COORDINATOR, to_on=date(2026, 11, 22)
        ),
    )

    assert kinds(said) == {"done": 1, "people.last_coordinator": 1}


def test_two_coordinators_cannot_each_take_the_others_account():
    world = make_world()
    first, second = world.people["first"], world.people["coordinator"]
    done(setting_up.give_account(world.as_("coordinator"), person=first, email="first@marlhaven.example"))
    by_first, by_second = world.as_("first"), world.as_("coordinator")

    said = at_once(
        lambda: setting_up.take_account(by_first, person=second),
        lambda: setting_up.take_account(by_second, person=first),
    )

    assert kinds(said) == {"done": 1, "people.last_coordinator": 1}
    assert Person.objects.filter(id__in=[first, second], account__isnull=False).count() == 1
    assert chain_faults(world) == []


def test_a_group_does_not_end_under_a_meeting_that_is_being_set():
    world = make_world()
    asked = world.as_("coordinator")
    version = Group.objects.get(id=world.board).version

    said = at_once(
        lambda: setting_up.end_group(asked, group=world.board, version=version, ended_on=TODAY),
        lambda: a_meeting(world, MEETING_ON),
    )

    ended = Group.objects.get(id=world.board).ended_on
    has_meeting = any(isinstance(one, uuid.UUID) for one in said)
    assert (ended is None) == has_meeting
    assert isinstance(said[0], Done) != has_meeting
