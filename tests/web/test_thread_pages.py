"""The golden thread of an entry, and linking it to another, as a browser without JavaScript gets them."""

import re
from datetime import date

import pytest
from django.urls import reverse

from quorate.commands import links, plans
from quorate.domain.plans.facts import EntryKind, Measure, Status
from quorate.domain.plans.links import LinkKind
from quorate.records.models import Entry, EntryLink
from tests.builders.browsing import signed_in
from tests.builders.growing import questions
from tests.builders.plans import add, led_by, start, update
from tests.builders.world import TODAY, done, make_world

pytestmark = pytest.mark.django_db
HEARD = date(2026, 11, 2)


@pytest.fixture(autouse=True)
def on_the_day(settings):
    settings.TODAY = TODAY.isoformat()


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def at(world, name, entry, **more):
    return reverse(name, kwargs={"partnership": world.slug, "entry": entry, **more})


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def story(world):
    """An outcome, what stands under it, and a recommendation of an inquiry that waits for it."""
    plan, inquiry = start(world, "Strategy"), start(world, "Inquiry")
    outcome = add(world, plan, "Help comes sooner", kind=EntryKind.OUTCOME, code="2")
    measured = {"measures": (Measure("Days from call to visit"),), "leads": led_by(world, "police")}
    study = add(
        world, plan, "Ask callers how long they waited", code="2b", parent_id=str(outcome), **measured
    )
    resumed = add(
        world, plan, "Open the line again after the outcome of 2b", code="2a", parent_id=str(outcome)
    )
    asked = add(
        world, inquiry, "Shorten the wait (see the strategy)", code="4", kind=EntryKind.RECOMMENDATION
    )
    done(plans.record_progress(world.as_("coordinator"), entry=study, draft=update(HEARD, "40 calls made")))
    return {"outcome": outcome, "study": study, "resumed": resumed, "asked": asked, "plan": plan}


def test_words_that_point_to_another_entry_are_offered_and_linked_with_one_press(world, story):
    client = signed_in(world)
    page = client.get(at(world, "entry", story["resumed"]))
    assert "2b Ask callers how long they waited From the words “outcome of 2b”" in text(page)
    assert not EntryLink.objects.exists()
    form = dict(
        re.findall(r'<input type="hidden" name="(plan|other|way)" value="([^"]+)"', page.content.decode())
    )

    after = client.post(
        at(world, "entry_link", story["resumed"]),
        {**form, "version": Entry.objects.get(id=story["resumed"]).version},
        follow=True,
    )

    row = EntryLink.objects.get()
    assert (row.entry_id, row.to_id, row.kind) == (story["study"], story["resumed"], "informs")
    assert "The two are linked." in text(after)
    assert "Is informed by, since 23 November 2026" in text(after)
    assert "outcome of 2b”" not in text(after)


def test_nothing_is_offered_to_whoever_may_not_change_the_plan(world, story):
    page = text(signed_in(world, "police").get(at(world, "entry", story["resumed"])))

    assert "From the words" not in page
    assert "Link it to another entry" not in page
    assert "Its golden thread" in page


def test_an_entry_is_linked_by_choosing_the_plan_then_the_entry_and_the_way(world, story):
    client, address = signed_in(world), at(world, "entry_link", story["outcome"])
    inquiry = str(Entry.objects.get(id=story["asked"]).plan_id)
    assert "The plan of the other entry" in text(client.get(address))
    assert "4 Shorten the wait" in text(client.get(address, {"plan": inquiry}))

    wrong = client.post(address, {"plan": inquiry, "version": 1})
    assert wrong.status_code == 422
    assert "Choose the other entry." in text(wrong)
    assert "Choose how the two join." in text(wrong)
    client.post(address, {"plan": inquiry, "other": story["asked"], "way": "serves", "version": 1})

    assert EntryLink.objects.get().to_id == story["asked"]
    again = client.post(address, {"plan": inquiry, "other": story["asked"], "way": "serves", "version": 2})
    assert again.status_code == 409
    assert "The two are linked in that way already." in text(again)


def test_a_link_is_ended_on_the_page_of_either(world, story):
    client = signed_in(world)
    made = link(world, story["outcome"], story["asked"])
    address = at(world, "entry_link_end", story["asked"], link=made)

    assert "End the link" in text(client.get(address))
    stale = client.post(address, {"version": 7})
    assert stale.status_code == 409
    assert "Is carried out with the help of: 2 Help comes sooner, since 23 November 2026" in text(stale)
    ended = client.post(address, {"version": 1}, follow=True)

    assert "The link is ended." in text(ended)
    assert "It is linked to no other entry." in text(ended)
    assert "It has been ended already." in text(client.get(address))
    twice = client.post(address, {"version": 2}, follow=True)
    assert "That link has been ended already." in text(twice)


def link(world, entry, other, kind=LinkKind.SERVES):
    version = Entry.objects.get(id=entry).version
    by = world.as_("coordinator")
    return done(links.link_entries(by, entry=entry, other=other, kind=kind, version=version))


def test_the_thread_runs_from_an_action_up_to_another_plan_s_recommendation_and_its_plan(world, story):
    link(world, story["outcome"], story["asked"])

    page = text(signed_in(world).get(at(world, "entry_thread", story["study"])))

    above = page.split("What it is for")[1].split("The entry itself")[0]
    assert above.index("2 Help comes sooner") < above.index("4 Shorten the wait")
    assert "Helps to carry out . In Inquiry" in above.replace("carry out.", "carry out .")
    assert above.index("Strategy") < above.rindex("Inquiry")
    assert "<svg" in signed_in(world).get(at(world, "entry_thread", story["study"])).content.decode()


def test_the_thread_goes_down_to_measures_and_updates_and_says_where_it_breaks(world, story):
    link(world, story["study"], story["resumed"], LinkKind.INFORMS)

    page = text(signed_in(world).get(at(world, "entry_thread", story["outcome"])))

    assert "2 entries carry it out. The thread breaks at" in page
    assert "no measure" in page.split("2a Open the line")[1]
    assert "Measure: Days from call to visit" in page
    assert "As at 2 November 2026: 40 calls made" in page
    below = page.split("What carries it out")[1]
    assert "no lead" in below.split("2a Open the line")[1]


def test_what_stands_under_a_measured_outcome_is_measured_by_it(world):
    plan = start(world)
    outcome = add(world, plan, "Help comes", kind=EntryKind.OUTCOME, measures=(Measure("Calls answered"),))
    below = add(world, plan, "Open the line", parent_id=str(outcome))

    page = text(signed_in(world).get(at(world, "entry_thread", below)))

    assert "The thread breaks here: no lead, no target date" in page
    assert "no measure" not in page


def test_what_is_finished_does_not_break_the_thread(world, story):
    draft = update(TODAY, "All asked", Status.COMPLETE)
    done(plans.record_progress(world.as_("coordinator"), entry=story["study"], draft=draft))

    page = text(signed_in(world).get(at(world, "entry_thread", story["study"])))

    assert "Nothing else carries it out. The thread is whole." in page


def test_the_thread_as_at_an_earlier_day_shows_no_later_link(world, story):
    link(world, story["outcome"], story["asked"])

    page = text(signed_in(world).get(at(world, "entry_thread", story["outcome"]), {"on": "1 June 2025"}))

    assert "as at 1 June 2025" in page
    assert "Shorten the wait" not in page


def test_an_entry_at_the_top_with_nothing_under_it_says_so(world, story):
    page = text(signed_in(world).get(at(world, "entry_thread", story["asked"])))

    assert "It stands at the top of its plan" in page
    assert "Nothing stands under it, and nothing is linked to it." in page


def test_the_pages_ask_as_much_for_many_links_as_for_one(world, story):
    client = signed_in(world)
    more = [add(world, story["plan"], f"Step {n}", code=f"9.{n}") for n in range(6)]
    link(world, more[0], story["asked"])
    pages = [at(world, name, story["asked"]) for name in ("entry", "entry_thread")]
    before = [len(questions(client, page)) for page in pages]

    for one in more[1:]:
        link(world, one, story["asked"])

    assert [len(questions(client, page)) for page in pages] == before
