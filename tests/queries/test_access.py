"""Who is asking."""

from datetime import date

import pytest

from quorate.queries import access
from quorate.records.models import Account, Person
from tests.builders.world import TODAY, make_two

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
