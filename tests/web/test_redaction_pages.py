"""Redactions as two officers use them: finding the words, and seeing what goes before it goes."""

import pytest

from quorate.commands import redactions
from tests.builders.plans import add, start
from tests.builders.world import TODAY, done, make_world
from tests.web.test_meetings_pages import at, signed_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_day_in_november(settings, tmp_path):
    settings.TODAY = TODAY.isoformat()
    settings.FILES = tmp_path


def test_an_empty_address_is_asked_for_and_a_first_visit_is_not_blamed():
    client = signed_in(make_world())

    first = client.get(at("redaction_propose"))
    empty = client.get(at("redaction_propose"), {"where": " "})

    assert (first.status_code, empty.status_code) == (200, 422)
    assert "Paste the address of the page." not in text_of(first)
    assert "Paste the address of the page." in text_of(empty)


def test_the_words_are_shown_to_the_two_officers_beside_what_is_proposed():
    world = make_world()
    entry = add(world, start(world), "The eldest child at Harbour Road")
    done(
        redactions.propose_redaction(
            world.as_("coordinator"),
            subject_kind="entry",
            subject_id=entry,
            reason="A child is named",
            columns=["text"],
        )
    )

    page = text_of(signed_in(world, "governance").get(at("audit")))

    assert "What goes, and where it is copied" in page
    assert '<p class="q-raw">The eldest child at Harbour Road</p>' in page
    assert "No copy was found elsewhere." in page
