"""Pages over long plans ask the database no more than over short ones, before and after a write."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.worlds import fill_plan
from quorate.commands import plans as verbs
from quorate.commands import positions
from quorate.domain.plans.facts import EntryKind
from quorate.queries import plan_parts
from quorate.queries.board import page_board
from quorate.queries.entries import page_entry
from quorate.queries.my_work import page_my_work
from quorate.queries.plan_facts import plan_outlines
from quorate.queries.plans import Chosen, page_plan, page_plans
from quorate.records.models import Entry, EntryPosition, EntryVersion
from tests.builders.plans import add, led_by_agency, start, update
from tests.builders.positions import assert_pages_agree
from tests.builders.world import TODAY, World, done, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def said(world: World, entry, words: str = "Two schools trained", **more) -> None:
    done(verbs.record_progress(world.as_("coordinator"), entry=entry, draft=update(TODAY, words, **more)))


def count_of(job) -> int:
    with CaptureQueriesContext(connection) as asked:
        job()
    return len(asked)


@pytest.mark.parametrize("after_a_write", [False, True])
def test_a_plan_of_hundreds_of_entries_asks_the_database_no_more_than_one_of_twenty(world, after_a_write):
    fill_plan(world, entries=20, quarters=2, name="Short")
    fill_plan(world, entries=300, quarters=4, name="Long", versions=3)
    actor = world.actor("coordinator")

    def asked(plan: str) -> int:
        if after_a_write:
            said(world, Entry.objects.filter(plan__slug=plan).order_by("id")[0].id)
        return count_of(lambda: page_plan(actor, plan=plan, today=TODAY))

    assert asked("short") == asked("long")
    assert len(page_plan(actor, plan="long", today=TODAY).rows) == 50


def test_each_choice_of_a_filter_says_how_many_it_would_leave(world):
    plan = fill_plan(world, entries=120, quarters=3)
    above = add(world, plan.id, "Find money", kind=EntryKind.RECOMMENDATION)
    for text in ("Ask the fund", "Ask the council"):  # nothing said of either but above it
        add(world, plan.id, text, parent_id=str(above))
    said(world, above, barrier="No budget for it")
    actor = world.actor("coordinator")

    def page(**chosen):
        return page_plan(actor, plan=plan.slug, today=TODAY, chosen=Chosen(**chosen))

    whole = page()
    offered = {"lead": whole.leads, "standing": whole.standings, "flag": whole.flags}
    offered["barrier"] = whole.barriers
    said_of = {(name, one.value): one.count for name, choices in offered.items() for one in choices}

    assert said_of == {(name, value): page(**{name: value}).found for name, value in said_of}
    assert said_of["barrier", "funding"] >= 2
    assert said_of["standing", "stuck"] > said_of["standing", "off_track"]
    assert all(offered.values())


def test_a_past_day_of_a_long_plan_asks_no_more_than_one_of_a_short_one(world):
    fill_plan(world, entries=20, quarters=2, name="Short")
    fill_plan(world, entries=120, quarters=4, name="Long", versions=3)
    actor, on = world.actor("coordinator"), TODAY.replace(year=2025)

    short, long = (
        count_of(lambda plan=plan: page_plan(actor, plan=plan, today=TODAY, on=on))
        for plan in ("short", "long")
    )

    assert short == long
    assert_pages_agree(actor, on)


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(lambda actor: page_plans(actor, today=TODAY), id="plans"),
        pytest.param(lambda actor: page_board(actor, today=TODAY), id="board"),
        pytest.param(lambda actor: page_my_work(actor, today=TODAY), id="my work"),
    ],
)
@pytest.mark.parametrize("who", ["coordinator", "chair", "police"])
def test_a_page_over_every_plan_asks_no_more_for_six_of_them_than_for_one(world, page, who):
    fill_plan(world, entries=80, quarters=2, name="First")  # long enough for all to lead some of it
    actor = world.actor(who)
    one = count_of(lambda: page(actor))
    for n in range(5):
        fill_plan(world, entries=60, quarters=2, name=f"Plan {n}")
    said(world, Entry.objects.filter(plan__slug="plan-0").order_by("id")[0].id)

    assert count_of(lambda: page(actor)) == one


def test_the_page_of_an_entry_asks_no_more_in_a_long_plan_than_in_a_short_one(world):
    fill_plan(world, entries=20, quarters=2, name="Short")
    fill_plan(world, entries=200, quarters=2, name="Long")
    actor = world.actor("coordinator")
    tops = [Entry.objects.filter(plan__slug=slug, versions__order=0).get().id for slug in ("short", "long")]

    short, long = (count_of(lambda id=id: page_entry(actor, entry=id, today=TODAY)) for id in tops)

    assert short == long


def test_today_is_answered_without_reading_the_history(world):
    plan = start(world)
    said(world, add(world, plan, "Train every school"))
    actor = world.actor("coordinator")

    with CaptureQueriesContext(connection) as asked:
        plan_outlines(actor, plan, TODAY)

    read = " ".join(one["sql"] for one in asked)
    assert "records_entryposition" in read
    assert "records_entryversion" not in read
    assert "records_progressrow" not in read


def test_a_write_is_on_the_next_page_and_what_it_did_not_touch_is_as_it_was(world):
    plan = start(world)
    entry = add(world, plan, "Train every school", leads=led_by_agency(world, "police"))
    other = add(world, plan, "Open a refuge")
    before = plan_outlines(world.actor("coordinator"), plan, TODAY)

    said(world, entry, barrier="The post is vacant")

    after = plan_outlines(world.actor("coordinator"), plan, TODAY)
    (row,) = (
        row for row in page_plan(world.actor("police"), plan="city-action-plan", today=TODAY).rows if row.said
    )
    assert (row.said, row.barrier) == ("Two schools trained", "The post is vacant")
    old, new = ({one.id: one for one in facts.states} for facts in (before, after))
    assert new[str(entry)].progress is not None
    assert old[str(entry)].progress is None
    assert new[str(other)] is old[str(other)], "what was not written is not made again"


def test_positions_go_with_their_entries(world):
    entry = add(world, start(world), "Train every school")

    Entry.objects.get(id=entry).delete()

    assert not EntryPosition.objects.exists()


def test_no_more_is_kept_than_was_said(world, monkeypatch):
    kept = plan_parts._Kept(most=3)
    monkeypatch.setattr(plan_parts, "_KEPT", kept)
    plan = start(world)
    entry, *_ = (add(world, plan, f"Entry {n}") for n in range(3))
    actor = world.actor("coordinator")
    first = plan_outlines(actor, plan, TODAY).standings[str(entry)]
    assert plan_outlines(actor, plan, TODAY).standings[str(entry)] is first

    plan_outlines(actor, plan, TODAY + timedelta(days=1))

    assert kept.size == 3
    again = plan_outlines(actor, plan, TODAY).standings[str(entry)]
    assert again == first
    assert again is not first


def test_entries_that_name_one_another_as_parents_are_all_shown(world):
    plan = start(world)
    first = add(world, plan, "One")
    second = add(world, plan, "Two", parent_id=str(first))
    add(world, plan, "Three")
    EntryVersion.objects.filter(entry=first).update(parent=second)
    positions.keep(Entry.objects.filter(plan=plan), TODAY)

    assert len(plan_outlines(world.actor("coordinator"), plan, TODAY).states) == 3
    assert_pages_agree(world.actor("coordinator"), TODAY)
