"""Two coordinators at one instant: each is answered as if they had come second, and nothing is doubled."""

import uuid
from datetime import date

import pytest

from quorate.commands import setting_up
from quorate.commands.runner import As, Done
from quorate.domain.access.roles import Role
from quorate.domain.kernel.asking import NotFoundError, StaleError
from quorate.domain.membership.facts import Office
from quorate.queries.access import actor_of
from quorate.records.models import (
    Account,
    Agency,
    Appointment,
    Closure,
    Group,
    Person,
    Representation,
)
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


def test_of_two_who_ask_from_one_page_of_a_person_the_second_is_told_so():
    world = make_world()
    by, who = world.as_("coordinator"), world.people["first"]
    done(setting_up.represent(by, person=who, agency=world.agencies["charity"], from_on=TODAY))
    held = Representation.objects.get(person=who, agency=world.agencies["charity"]).id
    agencies = [world.agencies[key] for key in ("police", "health")]
    pairs = [
        [
            lambda v, id=id: setting_up.represent(by, person=who, agency=id, from_on=TODAY, version=v)
            for id in agencies
        ],
        [
            lambda v, on=on: setting_up.end_representation(
                by, person=who, representation=held, to_on=date(2026, 12, on), version=v
            )
            for on in (1, 2)
        ],
        [
            lambda v, at=at: setting_up.give_account(
                by, person=who, email=f"{at}@marlhaven.example", version=v
            )
            for at in ("one", "two")
        ],
    ]

    for pair in pairs:
        shown = Person.objects.get(id=who).version
        said = at_once(*(lambda ask=ask, shown=shown: ask(shown) for ask in pair))
        assert kinds(said) == {"done": 1, repr(StaleError): 1}
        assert Person.objects.get(id=who).version == shown + 1
    assert Representation.objects.filter(person=who, agency__in=agencies).count() == 1
    assert chain_faults(world) == []


def test_an_appointment_two_end_at_once_has_the_end_of_one_and_the_other_is_told_so():
    world = make_world()
    by, shown = world.as_("coordinator"), Group.objects.get(id=world.board).version
    held = Appointment.objects.get(seat=world.seats["police"]).id

    said = at_once(
        *(
            lambda on=on: setting_up.end_appointment(
                by, appointment=held, to_on=date(2026, 12, on), version=shown
            )
            for on in (1, 2)
        )
    )

    assert kinds(said) == {"done": 1, repr(StaleError): 1}
    assert Group.objects.get(id=world.board).version == shown + 1


def test_a_group_ending_while_somebody_leaves_it_and_an_appointment_of_it_ends_comes_to_one_end():
    world = make_world()
    by, shown = world.as_("coordinator"), Group.objects.get(id=world.board).version
    held = Appointment.objects.get(seat=world.seats["police"]).id

    said = at_once(
        lambda: setting_up.end_group(by, group=world.board, version=shown, ended_on=TODAY),
        lambda: setting_up.leave(by, person=world.people["health"], left_on=TODAY),
        lambda: setting_up.end_appointment(by, appointment=held, to_on=TODAY, version=shown),
    )

    assert set(kinds(said)) <= {"done", repr(StaleError), "membership.already_ended"}
    assert isinstance(said[1], Done)
    has_ended = Group.objects.get(id=world.board).ended_on is not None
    assert has_ended == isinstance(said[0], Done)
    assert chain_faults(world) == []


def test_a_closed_day_two_take_away_at_once_is_taken_away_once():
    world = make_world()
    by = world.as_("coordinator")
    day = done(setting_up.add_closure(by, on=date(2026, 12, 29), name="Offices shut"))

    said = at_once(*2 * [lambda: setting_up.remove_closure(by, closure=day, version=1)])

    assert kinds(said) == {"done": 1, repr(NotFoundError): 1}
    assert not Closure.objects.exists()
