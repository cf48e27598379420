"""Who has left, as the rules say it of somebody known and as the database is asked."""

from datetime import timedelta

import pytest

from quorate.domain.membership.facts import has_left
from quorate.records.facts.people import here
from quorate.records.models import Grant, Person
from tests.builders.world import TODAY, make_world

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("days", [None, -1, 0, 1])
def test_the_rule_and_the_question_to_the_database_agree(days):
    world = make_world()
    left_on = None if days is None else TODAY + timedelta(days)
    Person.objects.filter(id=world.people["coordinator"]).update(left_on=left_on)
    is_here = not has_left(left_on, TODAY)

    assert is_here is (days in (None, 1))
    assert Person.objects.filter(here(TODAY), id=world.people["coordinator"]).exists() is is_here
    held = Grant.objects.filter(here(TODAY, "person__"), person=world.people["coordinator"])
    assert held.exists() is is_here
