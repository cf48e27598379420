"""An update in one sentence: what it does not speak of stands as it stood."""

import html
import re

import pytest
from django.db.models import QuerySet

from quorate.commands import plans, positions
from quorate.domain.plans.facts import Rating, Status
from quorate.domain.plans.refusals import ProgressDraft
from quorate.records.models import Entry, ProgressRow
from tests.builders.browsing import signed_in
from tests.builders.plans import BEGAN, add, led_by, start
from tests.builders.world import TODAY, make_world
from tests.web.test_two_windows import form_of, text

pytestmark = pytest.mark.django_db
HELD_UP = "No funding has been found"


@pytest.fixture(autouse=True)
def on_the_day(settings):
    settings.TODAY = TODAY.isoformat()


def held_up(world):
    """An entry at risk and held up, and the address that takes its updates."""
    entry = add(world, start(world), "Train staff", leads=led_by(world, "police"))
    said = ProgressDraft(BEGAN, Status.UNDER_WAY, Rating.AT_RISK, "Two trained", HELD_UP)
    plans.record_progress(world.as_("coordinator"), entry=entry, draft=said)
    return entry, f"/marlhaven/entries/{entry}/progress/"


def shown_to(client, entry, address):
    return form_of(client.get(f"/marlhaven/entries/{entry}/"), address)


def latest(entry) -> ProgressRow:
    rows: QuerySet[ProgressRow] = ProgressRow.objects.filter(entry=entry)
    return rows.latest("as_at", "recorded_at")


def test_one_sentence_of_progress_leaves_the_barrier_and_the_rating_standing():
    world = make_world()
    entry, address = held_up(world)
    client = signed_in(world, "police")

    response = client.post(address, {**shown_to(client, entry, address), "progress": "Three more booked"})

    page = text(client.get(response["Location"]))
    assert f"Three more booked Held up by: {HELD_UP}" in page
    assert "The latest update says at risk" in page
    assert HELD_UP in text(client.get("/marlhaven/plans/city-action-plan/?barrier=funding"))
    assert not positions.differing(Entry.objects.filter(id=entry), TODAY)


def test_an_update_that_has_no_word_of_a_barrier_leaves_it_standing():
    world = make_world()
    entry, address = held_up(world)

    signed_in(world, "police").post(
        address,
        {
            "status": "under_way",
            "progress": "Three",
            "as_at": "23 11 2026",
            "version": Entry.objects.get(id=entry).version,
        },
    )

    assert (latest(entry).progress, latest(entry).barrier, latest(entry).rating) == (
        "Three",
        HELD_UP,
        "at_risk",
    )


@pytest.mark.parametrize(
    ("said", "barrier"),
    [
        ({"barrier_over": "yes"}, ""),
        ({"barrier": ""}, ""),
        ({"barrier": "No room is free", "barrier_over": "yes"}, "No room is free"),
        ({"status": "complete", "progress": "All are trained"}, ""),
        ({"status": "not_done", "progress": "Given up"}, HELD_UP),
    ],
)
def test_what_held_it_up_is_over_only_when_that_is_said(said, barrier):
    world = make_world()
    entry, address = held_up(world)
    client = signed_in(world, "police")

    response = client.post(address, {**shown_to(client, entry, address), **said})

    assert response.status_code == 302
    assert latest(entry).barrier == barrier


def test_a_form_in_which_nothing_was_said_is_no_update():
    world = make_world()
    entry, address = held_up(world)
    client = signed_in(world, "police")

    response = client.post(address, shown_to(client, entry, address))

    assert response.status_code == 409
    assert "Say what has changed, or change the status." in text(response)
    assert ProgressRow.objects.count() == 1


def test_a_barrier_that_somebody_else_recorded_meanwhile_is_not_wiped():
    world = make_world()
    entry = add(world, start(world), "Train staff", leads=led_by(world, "police"))
    address = f"/marlhaven/entries/{entry}/progress/"
    client = signed_in(world, "police")
    shown = shown_to(client, entry, address)
    client.post(address, {**shown, "status": "waiting", "rating": "at_risk", "barrier": HELD_UP})

    stale = client.post(address, {**shown, "progress": "Three more booked"})
    again = client.post(address, form_of(stale, address))

    assert (stale.status_code, again.status_code) == (409, 302)
    last = latest(entry)
    assert (last.progress, last.barrier, last.rating, last.status) == (
        "Three more booked",
        HELD_UP,
        "at_risk",
        "waiting",
    )


def test_an_update_told_yesterday_speaks_for_yesterday_when_its_date_was_left_alone():
    world = make_world()
    entry = add(world, start(world), "Train staff", leads=led_by(world, "police"))
    address = f"/marlhaven/entries/{entry}/progress/"
    client = signed_in(world)
    told = {
        "progress": "Moved on",
        "status": "under_way",
        "on_behalf_person": str(world.people["police"]),
        "on_behalf_how": "telephone",
        "on_behalf_on": "22 11 2026",
    }
    shown = shown_to(client, entry, address)

    typed = client.post(address, {**shown, **told, "as_at": "23 11 2026"})
    left = client.post(address, {**shown, **told})

    assert "Which of the two is wrong?" in html.unescape(re.sub(r"\s+", " ", typed.content.decode()))
    assert left.status_code == 302
    assert latest(entry).as_at.isoformat() == "2026-11-22"
