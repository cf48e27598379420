"""What went from one plan into another, on each of them, before the day it went and after."""

from datetime import timedelta

import pytest

from quorate.commands import minutes_actions
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.plans.facts import EntryKind
from quorate.queries.entries import page_entry
from quorate.queries.plan_facts import outlines_of_each, plan_outlines, plan_states
from quorate.records.models import Entry, Plan
from tests.builders.board import asks_the_same
from tests.builders.plans import add, start
from tests.builders.restrictions import a_restriction
from tests.builders.world import TODAY, World, done, make_world

pytestmark = pytest.mark.django_db
BEFORE = TODAY - timedelta(days=30)
LATER = TODAY + timedelta(days=30)


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = tmp_path


def move(world: World, entry, to, on=TODAY) -> None:
    version = Entry.objects.get(id=entry).version
    done(minutes_actions.move_entry(world.as_("coordinator", on), entry=entry, plan=to, version=version))


def two_plans(world: World):
    log, plan = start(world, "Log"), start(world, "Plan")
    entry = add(world, log, "Share the list", kind=EntryKind.ACTION, code="L1")
    add(world, log, "Stays", kind=EntryKind.ACTION, code="L2")
    return log, plan, entry


def told(world: World, plan, on, key: str = "coordinator") -> list[str]:
    """What a plan lists on a day, both ways it is read."""
    actor = world.actor(key, TODAY)
    codes = sorted(one.code for one in plan_states(actor, plan, on).states)
    assert codes == sorted(one.code for one in plan_outlines(actor, plan, on).states)
    return codes


def test_a_moved_entry_is_in_its_new_plan_from_the_day_it_went_and_in_its_old_one_before():
    world = make_world()
    log, plan, entry = two_plans(world)
    move(world, entry, plan)

    assert (told(world, log, BEFORE), told(world, plan, BEFORE)) == (["L1", "L2"], [])
    assert (told(world, log, TODAY), told(world, plan, TODAY)) == (["L2"], ["L1"])


def test_an_entry_that_went_on_and_came_back_is_where_it_was_on_each_day():
    world = make_world()
    log, plan, entry = two_plans(world)
    third = start(world, "Third")
    move(world, entry, plan, TODAY)
    move(world, entry, third, LATER)
    move(world, entry, log, LATER + timedelta(days=30))

    days = (BEFORE, TODAY, LATER, LATER + timedelta(days=31))
    homes = {name: [("L1" in told(world, id, on)) for on in days]
             for name, id in (("log", log), ("plan", plan), ("third", third))}  # fmt: skip
    assert homes == {
        "log": [True, False, False, True],
        "plan": [False, True, False, False],
        "third": [False, False, True, False],
    }


def test_its_page_on_an_earlier_day_is_in_the_plan_it_stood_in_then():
    world = make_world()
    _, plan, entry = two_plans(world)
    move(world, entry, plan)
    actor = world.actor("coordinator")

    assert page_entry(actor, entry=entry, today=TODAY, on=BEFORE).plan_name == "Log"
    assert page_entry(actor, entry=entry, today=TODAY).plan_name == "Plan"


def test_who_may_not_read_the_plan_it_stood_in_finds_no_earlier_page_of_it():
    world = make_world()
    log, plan, entry = two_plans(world)
    move(world, entry, plan)
    Plan.objects.filter(id=log).update(restriction=a_restriction(world, bar=["police"]))

    assert page_entry(world.actor("police"), entry=entry, today=TODAY).plan_name == "Plan"
    with pytest.raises(NotFoundError):
        page_entry(world.actor("police"), entry=entry, today=TODAY, on=BEFORE)


def test_who_may_not_read_the_plan_it_is_in_now_sees_it_nowhere():
    world = make_world()
    log, plan, entry = two_plans(world)
    move(world, entry, plan)
    Plan.objects.filter(id=plan).update(restriction=a_restriction(world, bar=["police"]))

    assert told(world, log, BEFORE, "police") == ["L2"]


def test_plans_ask_the_same_however_many_entries_went():
    world = make_world()
    log, plan, _ = two_plans(world)
    rows = list(Plan.objects.filter(id__in=[log, plan]).select_related("partnership", "group"))
    actor = world.actor("coordinator")

    def some(*codes: str) -> None:
        for code in codes:
            move(world, add(world, log, "Goes", kind=EntryKind.ACTION, code=code), plan)

    few, many = asks_the_same(
        lambda: outlines_of_each(actor, rows, BEFORE), lambda: some("A"), lambda: some("B", "C", "D")
    )
    assert few == many
