"""The search page: a plain form, links to what was found, and nothing typed ever read as markup."""

import pytest
from django.test import Client
from django.urls import reverse

from quorate.queries.search import PER_PAGE
from tests.builders.browsing import signed_in
from tests.builders.meetings import a_meeting, a_paper, an_item
from tests.builders.plans import add, start
from tests.builders.world import TODAY, make_two, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_day_in_november(settings, tmp_path):
    settings.TODAY = TODAY.isoformat()
    settings.FILES = tmp_path


def page(client: Client, slug: str = "marlhaven", **asked) -> str:
    answer = client.get(reverse("search", kwargs={"partnership": slug}), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_page_leads_to_the_search_and_the_search_says_it_is_where_one_is():
    text = page(signed_in(make_world(), "police"))

    assert '<a href="/marlhaven/search/" aria-current="true">Search</a>' in text
    assert 'role="search"' in text
    assert "papers, minutes, questions, challenges and risks that you may see" in text


def test_each_thing_found_leads_to_its_page():
    world = make_world()
    plan = start(world, "Refuge plan")
    entry, meeting = add(world, plan, "Refuge beds"), a_meeting(world)
    an_item(world, meeting, "Refuge places")
    paper = a_paper(world, meeting, "Refuge figures")
    client = signed_in(world, "police")

    text = page(client, q="refuge")

    at = f"/marlhaven/meetings/{meeting}/"
    for address in (
        "/marlhaven/plans/refuge-plan/",
        f"/marlhaven/entries/{entry}/",
        f"{at}#agenda",
        f"{at}papers/{paper}/",
    ):
        assert f'href="{address}"' in text
    assert f'href="{at}"' in page(client, q="committee room")
    assert "4 things hold all of those words, newest first." in text
    assert "<strong>Refuge</strong> beds" in text
    for address in (f"/marlhaven/entries/{entry}/", at, f"{at}papers/{paper}/"):
        assert client.get(address).status_code == 200


def test_what_is_typed_is_kept_and_escaped():
    text = page(signed_in(make_world(), "police"), q='"><script>alert(1)</script>')

    assert "<script>alert" not in text
    assert "&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "Nothing you may see holds all of those words." in text


def test_the_next_page_asks_for_the_same_words():
    world = make_world()
    plan = start(world)
    for n in range(PER_PAGE + 1):
        add(world, plan, f"Refuge {n}")

    text = page(signed_in(world, "police"), q="refuge &")

    assert 'href="?q=refuge+%26&amp;page=2"' in text


def test_somebody_of_another_partnership_finds_no_page():
    _, town = make_two()

    assert signed_in(town, "police").get("/marlhaven/search/", {"q": "refuge"}).status_code == 404
