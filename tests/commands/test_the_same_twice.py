"""Two of the same at once: the check that reads sees nothing, and the constraint's answer is its refusal.

The race is forced by blinding what the check reads with.
"""

import pytest
from django.db.models import QuerySet

from quorate.commands import setting_up
from quorate.commands.runner import As
from quorate.domain.access.roles import Role
from quorate.domain.kernel.outcomes import Refusal
from quorate.queries import access
from quorate.records.models import Account, Agency, EventRow, Group
from tests.builders.world import TODAY, done, make_world, moment

pytestmark = pytest.mark.django_db
OPERATOR = ("accounts.email_taken", "partnerships.slug_taken")


@pytest.fixture
def world():
    made = make_world()
    done(setting_up.add_closure(made.as_("coordinator"), on=TODAY, name="Offices shut"))
    return made


def ask(world, what):
    by = As(access.operator(), moment()) if what in OPERATOR else world.as_("coordinator")
    police = world.people["police"]
    verbs = {
        "people.agency_named_already": lambda: setting_up.add_agency(by, name="Police", kind="police"),
        "people.account_taken": lambda: setting_up.add_person(
            by, name="Another", account=world.accounts["police"]
        ),
        "people.speaks_already": lambda: setting_up.represent(
            by, person=police, agency=world.agencies["police"], from_on=TODAY
        ),
        "people.role_held_already": lambda: setting_up.give_role(
            by, person=world.people["analyst"], role=Role.ANALYST, from_on=TODAY
        ),
        "groups.slug_taken": lambda: setting_up.add_group(by, name="Another", slug="board"),
        "membership.seat_held": lambda: setting_up.appoint(
            by, seat=world.seats["police"], person=world.people["health"], from_on=TODAY
        ),
        "calendar.closed_already": lambda: setting_up.add_closure(by, on=TODAY, name="Shut"),
        "accounts.email_taken": lambda: setting_up.add_account(by, email="police@marlhaven.example"),
        "partnerships.slug_taken": lambda: setting_up.set_up_partnership(
            by, slug="marlhaven", name="Another", started_on=TODAY, coordinator="A"
        ),
    }
    return verbs[what]()


WHAT = (
    "people.agency_named_already",
    "people.account_taken",
    "people.speaks_already",
    "people.role_held_already",
    "groups.slug_taken",
    "membership.seat_held",
    "calendar.closed_already",
    "accounts.email_taken",
    "partnerships.slug_taken",
)


@pytest.mark.parametrize("what", WHAT)
def test_a_race_is_refused_in_the_words_of_the_check(world, monkeypatch, what):
    polite = ask(world, what)
    before = EventRow.objects.count()

    monkeypatch.setattr(QuerySet, "exists", lambda _: False)
    monkeypatch.setattr("quorate.commands.setting_up.accounts._account_at", lambda _: None)
    monkeypatch.setattr("quorate.commands.setting_up.seats.appointment_facts", lambda _: ())
    raced = ask(world, what)

    assert isinstance(polite, Refusal)
    assert isinstance(raced, Refusal)
    assert polite.code == raced.code == what
    assert EventRow.objects.count() == before
    assert Agency.objects.filter(name="Police").count() == Group.objects.filter(slug="board").count() == 1


def test_an_address_another_partnership_added_a_moment_ago_is_used_as_it_is(world, monkeypatch):
    """Both saw no account; ours was refused, and theirs is there."""
    from quorate.commands.setting_up import accounts

    theirs = done(
        setting_up.add_account(
            As(access.operator(), moment()), email="new@council.example", is_demonstration=True
        )
    )
    looked: list[str] = []
    find = accounts._account_at

    def blind_at_first(email):
        looked.append(email)
        return None if len(looked) <= 2 else find(email)

    monkeypatch.setattr(accounts, "_account_at", blind_at_first)
    done(
        setting_up.give_account(
            world.as_("coordinator"), person=world.people["first"], email="new@council.example"
        )
    )

    assert Account.objects.filter(email="new@council.example").count() == 1
    assert world.actor("first").account == str(theirs)


def test_an_account_given_to_two_at_once_is_one_person_here(world, monkeypatch):
    monkeypatch.setattr(QuerySet, "exists", lambda _: False)

    outcome = setting_up.give_account(
        world.as_("coordinator"), person=world.people["first"], email="police@marlhaven.example"
    )

    assert isinstance(outcome, Refusal)
    assert outcome.code == "accounts.somebody_here"
