"""What is open to everybody is said once in the rule and once as a database question; the two are equal."""

import itertools

import pytest

from quorate.domain.access.audience import Audience
from quorate.records import scopes
from quorate.records.facts.labels import label_of
from quorate.records.models import AgendaItem
from tests.builders.meetings import a_meeting, an_item
from tests.builders.restrictions import a_restriction
from tests.builders.world import make_world

pytestmark = pytest.mark.django_db


def test_the_scope_finds_exactly_what_the_label_says_is_open_to_all():
    world = make_world()
    meeting = a_meeting(world)
    restriction = a_restriction(world, allow=["chair"])
    for audience, named in itertools.product(Audience, (None, restriction)):
        item = an_item(world, meeting, f"{audience} {named}")
        AgendaItem.objects.filter(id=item).update(audience=audience.value, restriction=named)

    found = set(AgendaItem.objects.filter(scopes.open_to_all()).values_list("id", flat=True))

    assert found == {item.id for item in AgendaItem.objects.all() if label_of(item).is_open_to_all}
    assert len(found) == 2
    assert sum(label_of(item).is_for_named_people for item in AgendaItem.objects.all()) == 5
