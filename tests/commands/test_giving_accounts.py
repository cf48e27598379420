"""Giving a person an account and taking it away, and what that must never reveal or take over."""

import json
import uuid
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password

from quorate.commands import setting_up
from quorate.commands.runner import As, Done
from quorate.domain.access.roles import Role
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError
from quorate.domain.kernel.outcomes import Refusal
from quorate.queries import access
from quorate.queries.access import partnerships_of, visitor_for
from quorate.records.models import Account, EventRow, Partnership, Person
from tests.builders.world import TODAY, done, make_two, make_world, moment

pytestmark = pytest.mark.django_db
NEW = "new@council.example"


def code(outcome) -> str:
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def somebody(world, name="Practice lead") -> uuid.UUID:
    return done(setting_up.add_person(world.as_("coordinator"), name=name, agency=world.agencies["police"]))


def give(world, person, email=NEW, key="coordinator"):
    return setting_up.give_account(world.as_(key), person=person, email=email)


def take(world, person, key="coordinator"):
    return setting_up.take_account(world.as_(key), person=person)


def account_of(person) -> Account | None:
    return Person.objects.get(id=person).account


def in_chain(scope, name):
    return EventRow.objects.filter(chain__scope=str(scope), code=name)


def test_a_person_is_given_an_account_without_a_password():
    world = make_world()
    person = somebody(world)

    done(give(world, person, " New@Council.Example "))

    account = account_of(person)
    assert account is not None
    assert (account.email, account.has_usable_password(), account.is_operator) == (NEW, False, False)
    assert visitor_for(account=str(account.id), slug=world.slug, today=TODAY).actor.person == str(person)
    assert in_chain(world.partnership, "accounts.given").count() == 1
    assert in_chain("install", "accounts.added").filter(subject_id=str(account.id)).count() == 1


def test_an_account_that_is_somebody_elsewhere_becomes_somebody_here_too_and_stays_as_it_was():
    world, other = make_two()
    theirs = Account.objects.get(id=other.accounts["police"])
    theirs.password = make_password("four plain words together")
    theirs.save()
    before = Account.objects.filter(id=theirs.id).values().get()
    person = somebody(world)

    done(give(world, person, theirs.email.upper()))

    assert account_of(person) == theirs
    assert Account.objects.filter(id=theirs.id).values().get() == before
    assert {slug for slug, _ in partnerships_of(account=str(theirs.id), today=TODAY)} == {
        "marlhaven",
        "osterbridge",
    }


def test_the_answer_and_what_is_recorded_here_are_the_same_for_a_new_address_and_one_known_elsewhere():
    world, other = make_two()
    answers = []
    for email in (NEW, "police@osterbridge.example"):
        person = somebody(world, f"Person at {email}")
        given = give(world, person, email)
        assert isinstance(given, Done)
        row = in_chain(world.partnership, "accounts.given").get(subject_id=str(person))
        contents = json.loads(row.contents)
        answers.append((given.sentence, contents["details"], contents["private"], len(given.events)))
        assert str(other.accounts["police"]) not in row.contents
        assert email not in row.contents

    assert answers[0] == answers[1]


def test_nobody_elsewhere_is_changed_when_an_account_is_taken_away_here():
    world, other = make_two()
    person = somebody(world)
    done(give(world, person, "police@osterbridge.example"))

    done(take(world, person))

    account = str(other.accounts["police"])
    assert account_of(person) is None
    assert partnerships_of(account=account, today=TODAY) == (("osterbridge", "Osterbridge partnership"),)
    assert visitor_for(account=account, slug="osterbridge", today=TODAY).actor.person == str(
        other.people["police"]
    )
    with pytest.raises(NotFoundError):
        visitor_for(account=account, slug="marlhaven", today=TODAY)
    assert in_chain(world.partnership, "accounts.taken_away").count() == 1


def test_an_address_is_one_person_here():
    world = make_world()

    outcome = give(world, somebody(world), "police@marlhaven.example")

    assert code(outcome) == "accounts.somebody_here"
    assert outcome.field == "email"


@pytest.mark.parametrize("email", ["", "nowhere", "a b@c.example", "name@"])
def test_what_is_no_address_is_refused(email):
    world = make_world()
    before = Account.objects.count()

    assert code(give(world, somebody(world), email)) == "accounts.not_an_address"
    assert Account.objects.count() == before


def test_somebody_with_an_account_is_not_given_another():
    world = make_world()

    assert code(give(world, world.people["police"])) == "accounts.held_already"
    assert not Account.objects.filter(email=NEW).exists()


def test_an_account_the_install_has_closed_is_not_opened_by_a_coordinator():
    world = make_world()
    closed = done(setting_up.add_account(As(access.operator(), moment()), email=NEW, is_demonstration=True))
    Account.objects.filter(id=closed).update(is_active=False)

    assert code(give(world, somebody(world))) == "accounts.not_here"
    assert not Account.objects.get(id=closed).is_active


def test_an_account_anybody_may_press_never_becomes_somebody_real():
    pressed = make_world("osterbridge", "Osterbridge partnership")
    world = make_world()
    Partnership.objects.filter(id=world.partnership).update(is_demonstration=False)

    assert code(give(world, somebody(world), "police@osterbridge.example")) == "accounts.not_here"
    assert partnerships_of(account=str(pressed.accounts["police"]), today=TODAY) == (
        ("osterbridge", "Osterbridge partnership"),
    )
    person = somebody(world, "Another")
    done(give(world, person))
    account = account_of(person)
    assert account is not None
    assert not account.is_demonstration


def test_whoever_left_is_given_no_account():
    world = make_world()
    person = somebody(world)
    done(setting_up.leave(world.as_("coordinator"), person=person, left_on=TODAY))

    assert code(give(world, person)) == "accounts.has_left"


def test_the_rights_of_a_session_end_with_the_account():
    world = make_world()
    account = str(world.accounts["police"])
    assert visitor_for(account=account, slug=world.slug, today=TODAY)

    done(take(world, world.people["police"]))

    with pytest.raises(NotFoundError):
        visitor_for(account=account, slug=world.slug, today=TODAY)
    assert partnerships_of(account=account, today=TODAY) == ()


def test_a_coordinator_does_not_lock_themselves_out():
    world = make_world()

    assert code(take(world, world.people["coordinator"])) == "accounts.your_own"
    assert code(take(world, world.people["first"])) == "accounts.none"


@pytest.mark.parametrize("key", ["chair", "secretary", "governance", "police"])
def test_only_the_coordinator_gives_and_takes_accounts(key):
    world = make_world()
    person = somebody(world)

    with pytest.raises(NotAllowedError):
        give(world, person, key=key)
    with pytest.raises(NotAllowedError):
        take(world, world.people["health"], key=key)
    assert account_of(person) is None
    assert account_of(world.people["health"]) is not None


def test_a_person_of_another_partnership_is_not_found():
    world, other = make_two()

    for verb in (give, take):
        with pytest.raises(NotFoundError):
            verb(world, other.people["police"])
    assert account_of(other.people["police"]) is not None


def test_the_only_coordinator_who_can_sign_in_keeps_the_role():
    """One without an account could not give the role back."""
    world = make_world()

    outcome = setting_up.end_role(
        world.as_("coordinator"), person=world.people["coordinator"], role=Role.COORDINATOR, to_on=TODAY
    )
    assert code(outcome) == "people.last_coordinator"

    done(give(world, world.people["first"]))
    done(
        setting_up.end_role(
            world.as_("coordinator"), person=world.people["coordinator"], role=Role.COORDINATOR, to_on=TODAY
        )
    )


def test_whose_own_role_ends_cannot_take_the_account_of_the_one_who_stays():
    """Once the first role has ended, nobody would be left to sign in."""
    world = make_world()
    stays = world.people["first"]
    done(give(world, stays))
    done(
        setting_up.end_role(
            world.as_("coordinator"),
            person=world.people["coordinator"],
            role=Role.COORDINATOR,
            to_on=TODAY + timedelta(days=30),
        )
    )

    assert code(take(world, stays)) == "people.last_coordinator"
    left = setting_up.leave(world.as_("coordinator"), person=stays, left_on=TODAY + timedelta(days=40))
    assert code(left) == "people.last_coordinator"
    assert account_of(stays) is not None


def test_a_coordinators_account_is_taken_while_another_stays():
    world = make_world()
    other = world.people["first"]
    done(give(world, other))

    done(take(world, other))

    assert account_of(other) is None
