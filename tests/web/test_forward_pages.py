"""The forward plan in the browser, and carrying on what a meeting did not reach."""

from datetime import date, timedelta

import pytest

from quorate.commands import forward
from quorate.commands.forward import Planned
from quorate.domain.access.audience import Audience
from quorate.domain.meetings.forward import Slot
from quorate.queries.forward import page_forward
from quorate.records.models import AgendaItem, ForwardItem
from tests.builders.board import asks_the_same
from tests.builders.browsing import signed_in
from tests.builders.meetings import a_meeting, an_item, version_of
from tests.builders.world import TODAY, done, make_world

pytestmark = pytest.mark.django_db
HELD_ON = TODAY - timedelta(days=4)
FORM = {
    "title": "Costs of refuges",
    "purpose": "discuss",
    "when": "month 2027-02-01",
    "audience": "partnership",
}


@pytest.fixture(autouse=True)
def a_day_in_november(settings):
    settings.TODAY = TODAY.isoformat()


def home(world):
    return f"/{world.slug}/groups/board/forward/"


IN_FEBRUARY = Slot(date(2027, 2, 1))


def plan(world, title="Costs of refuges", slot=IN_FEBRUARY, **more):
    said = Planned(title, "discuss", slot, **more)
    return done(forward.plan_item(world.as_("coordinator"), group=world.board, said=said))


def words(response):
    return response.content.decode()


def test_the_page_shows_meetings_what_is_planned_and_what_the_terms_ask_by_month():
    world = make_world()
    meeting = a_meeting(world)
    plan(world, "For January", Slot(date(2027, 1, 1), str(meeting)))
    plan(world, "For February", lead=world.people["police"])

    page = page_forward(world.actor("coordinator"), group="board", today=TODAY)

    by_key = {month.key: month for month in page.months}
    assert page.lede == "2 items are planned, and 1 meeting is set in the twelve months ahead."
    assert page.standing == "At each meeting the terms ask for: Progress of the workplan."
    assert [line.title for line in by_key["2027-01"].meetings[0].items] == ["For January"]
    assert by_key["2027-01"].meetings[0].papers == ("Papers in by 30 December 2026",)
    assert by_key["2027-02"].items[0].note == "Superintendent"
    assert by_key["2026-12"].asks[0][0].startswith("Meet: no meeting is set, Quarter 3")
    assert by_key["2027-06"].asks[0][0].startswith("Meet: no meeting is set, Quarter 1")
    assert not by_key["2027-03"].asks  # that quarter has its meeting


def test_an_item_is_planned_changed_and_dropped_in_the_browser():
    world = make_world()
    client = signed_in(world)

    assert client.post(home(world), FORM).status_code == 302
    row = ForwardItem.objects.get()
    one = f"{home(world)}{row.id}/"
    assert "Costs of refuges" in words(client.get(one))
    assert client.post(one, FORM | {"title": "Costs", "version": 1}).status_code == 302
    assert client.post(f"{one}drop/", {"version": 2}).status_code == 302

    assert ForwardItem.objects.get().dropped_at
    client.get(home(world))  # which says what was done
    assert "Costs" not in words(client.get(home(world)))


def test_what_is_missing_is_said_beside_its_field_and_words_are_kept():
    world = make_world()

    response = signed_in(world).post(home(world), FORM | {"title": "", "when": "", "note": "Begin early"})

    assert response.status_code == 422
    assert "Give the item a title." in words(response)
    assert "Choose a month or a meeting." in words(response)
    assert "Begin early" in words(response)


def test_somebody_elses_change_is_shown_over_ones_own():
    world = make_world()
    item = plan(world)
    done(
        forward.replan_item(
            world.as_("secretary"),
            item=item,
            version=1,
            said=Planned("Theirs", "note", Slot(date(2027, 3, 1))),
        )
    )

    response = signed_in(world).post(f"{home(world)}{item}/", FORM | {"title": "Mine", "version": 1})

    assert response.status_code == 409
    assert "Theirs" in words(response)
    assert "Mine" in words(response)
    assert ForwardItem.objects.get().title == "Theirs"


def test_a_member_reads_the_plan_and_changes_nothing_and_does_not_see_what_is_restricted():
    world = make_world()
    plan(world)
    plan(world, "A tender", audience=Audience.RESTRICTED)
    client = signed_in(world, "police")

    shown = words(client.get(home(world)))

    assert "Costs of refuges" in shown
    assert "A tender" not in shown
    assert "Plan an item" not in shown
    assert client.post(home(world), FORM).status_code == 403


def test_what_was_not_reached_is_carried_on_in_one_press():
    world = make_world()
    held = a_meeting(world, HELD_ON, as_of=TODAY - timedelta(days=30))
    item = an_item(world, held, "Tender")
    later = a_meeting(world)
    client, address = signed_in(world), f"/{world.slug}/meetings/{held}/agenda/carry/"

    shown = words(client.get(address))
    assert "What you tick goes on the agenda of 14 January 2027" in shown
    assert f'value="{item}" checked' in shown  # nothing was written of it
    none = client.post(address, {"version": version_of(held)})
    assert none.status_code == 409
    assert "Tick at least one item." in words(none)
    assert client.post(address, {"items": [item], "version": version_of(held)}).status_code == 302

    assert AgendaItem.objects.get(meeting=later).title == "Tender"
    assert "Carried on already: Tender." in words(client.get(address))


def test_more_items_and_meetings_ask_the_database_no_more():
    world = make_world()

    def more(first, last):
        for n in range(first, last):
            meeting = a_meeting(world, date(2027, 1, 14 + n))
            plan(world, f"Item {n}", Slot(date(2027, 1, 1), str(meeting)), lead=world.people["police"])
            plan(world, f"Other {n}")

    before, after = asks_the_same(
        lambda: page_forward(world.actor("coordinator"), group="board", today=TODAY),
        lambda: more(0, 1),
        lambda: more(1, 5),
    )
    assert after == before
