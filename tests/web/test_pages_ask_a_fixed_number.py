"""No page asks the database more as a partnership grows or as others join the install."""

import pytest

from tests.builders.browsing import signed_in
from tests.builders.growing import addresses, grow, questions
from tests.builders.whole import make_one, things_of
from tests.builders.world import TODAY, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_day_in_november(settings, tmp_path):
    settings.TODAY = TODAY.isoformat()
    settings.FILES = tmp_path


def test_no_page_asks_more_as_its_partnership_grows():
    world, things = make_one()
    grow(world, things, range(2))  # what there is none of is not asked about further
    pages, client = addresses(world.slug, things), signed_in(world)
    before = {name: questions(client, address) for name, address in pages.items()}

    grow(world, things, range(2, 6))

    after = {name: questions(client, address) for name, address in pages.items()}
    more = {
        name: f"{len(before[name])} then {len(after[name])}"
        for name in pages
        if len(after[name]) > len(before[name])
    }
    assert more == {}
    assert len(pages) > 30


def test_no_page_asks_more_as_other_partnerships_join():
    world, things = make_one()
    pages, client = addresses(world.slug, things), signed_in(world)
    for address in pages.values():
        client.get(address)  # what reading leaves on record is there before anything is counted
    before = {name: len(questions(client, address)) for name, address in pages.items()}

    for n in range(3):
        things_of(make_world(f"place-{n}", f"Place {n} partnership"))

    after = {name: len(questions(client, address)) for name, address in pages.items()}
    # Fewer is no fault: what was read is itself put on record, and the newest events may name fewer kinds.
    assert {name: (before[name], many) for name, many in after.items() if many > before[name]} == {}
