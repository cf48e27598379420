"""The page of what changed since a pack was printed, for this reader alone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from quorate.commands import meetings, papers
from quorate.commands import plans as plan_verbs
from quorate.domain.access.audience import Audience
from quorate.queries.since import page_since
from tests.builders.board import a_plan, asks_the_same
from tests.builders.browsing import signed_in
from tests.builders.meetings import a_meeting, a_paper, an_item, version_of
from tests.builders.packs import issued
from tests.builders.plans import add, start
from tests.builders.restrictions import a_restriction
from tests.builders.world import TODAY, done, make_world
from tests.web.test_meetings_pages import a_day_in_november, at, text_of  # noqa: F401 (a fixture for all)

pytestmark = pytest.mark.django_db


def tag(word, kind):
    return f'<span class="q-tag q-tag--{kind}">{word}</span>'


def test_without_a_pack_there_is_nothing_to_compare_and_the_page_says_where_to_look():
    world = make_world()
    page = text_of(signed_in(world).get(at("changes_since", meeting=a_meeting(world))))

    assert "No pack is issued for you yet" in page
    assert "What went to members" in page


def test_what_was_printed_still_holds_until_something_changes():
    world = make_world()
    meeting = a_meeting(world)
    an_item(world, meeting, "Housing")
    a_plan(world)
    issued(world, meeting)

    page = text_of(signed_in(world, "police").get(at("changes_since", meeting=meeting)))

    assert "Nothing changed from the pack issued on 23 November 2026 to today, 23 November 2026." in page
    assert "What you printed still holds" in page


def test_items_papers_and_entries_that_changed_are_each_said():
    world = make_world()
    meeting = a_meeting(world)
    item = an_item(world, meeting, "Housing")
    gone = a_paper(world, meeting, "Rents", item=item)
    plan = start(world, "City action plan")
    entry = add(world, plan, "Open a refuge", code="1.1")
    issued(world, meeting)
    by = world.as_("coordinator")
    done(meetings.circulate_papers(by, meeting=meeting))
    an_item(world, meeting, "Shelter")
    done(papers.withdraw_paper(by, meeting=meeting, paper=gone, version=version_of(meeting)))
    add(world, plan, "Train staff", code="1.2")
    done(plan_verbs.withdraw_entry(by, entry=entry, version=1, reason="Done elsewhere"))

    page = text_of(signed_in(world, "police").get(at("changes_since", meeting=meeting)))

    assert "4 changes from the pack issued on" in page
    for title, mark in (
        ("Shelter", tag("New", "new")),
        ("Rents", tag("Gone", "removed")),
        ("Train staff", tag("New", "new")),
        ("Open a refuge", tag("Gone", "removed")),
    ):
        assert title in page
        assert mark in page[page.index(title) :].partition("</tr>")[0]


def test_a_pack_is_chosen_by_name_or_by_the_day_it_was_printed(settings):
    world = make_world()
    meeting = a_meeting(world)
    an_item(world, meeting, "Housing")
    first = issued(world, meeting)
    an_item(world, meeting, "Shelter")
    second = issued(world, meeting, format="docx")
    client, address = signed_in(world, "police"), at("changes_since", meeting=meeting)

    assert "1 change from the pack" in text_of(client.get(address, {"pack": str(first)}))
    assert "Nothing changed from the pack" in text_of(client.get(address, {"pack": str(second)}))
    assert "from the pack issued on 23 November 2026" in text_of(client.get(address, {"on": "23 11 2026"}))
    before = text_of(client.get(address, {"on": "22 11 2026"}))
    assert "No pack was issued for you by 22 November 2026." in before
    wrong = client.get(address, {"on": "never"})
    assert wrong.status_code == 422
    assert 'value="never"' in text_of(wrong)


def test_nobody_is_told_of_what_is_not_for_all_who_read_the_pack_they_printed():
    world = make_world()
    meeting = a_meeting(world)
    an_item(world, meeting, "Housing")
    for_all = issued(world, meeting)
    for_core = issued(world, meeting, edition=Audience.CORE)
    an_item(world, meeting, "A tender", restriction=a_restriction(world, bar=["charity"]))
    an_item(world, meeting, "For the core", audience=Audience.CORE)

    def told(key, pack):
        address = at("changes_since", meeting=meeting)
        return text_of(signed_in(world, key).get(address, {"pack": str(pack)}))

    assert "For the core" in told("police", for_core)
    assert "For the core" not in told("police", for_all)
    assert "For the core" not in told("adviser", for_core), "that pack is not theirs"
    assert not any("A tender" in told("charity", pack) for pack in (for_all, for_core))


def test_what_bars_a_reader_is_left_out_though_others_of_the_edition_see_it():
    world = make_world()
    meeting = a_meeting(world)
    an_item(world, meeting, "Housing")
    pack = str(issued(world, meeting, edition=Audience.RESTRICTED))
    named = a_restriction(world, allow=["chair"])
    an_item(world, meeting, "Named people", audience=Audience.RESTRICTED, restriction=named)
    reader = world.actor("coordinator")
    barred = replace(reader, barred=reader.barred | {str(named)})

    def titles(actor):
        since = page_since(actor, meeting=meeting, today=TODAY, pack=pack).since
        return [line.title for line in since.items]

    assert titles(reader) == ["Named people"]
    assert titles(barred) == []


def test_the_page_asks_as_much_for_many_changes_as_for_one():
    world = make_world()
    meeting = a_meeting(world)
    an_item(world, meeting, "Housing")
    issued(world, meeting)

    def more(n):
        for number in range(n):
            an_item(world, meeting, f"Item {number} of {n}")
            a_paper(world, meeting, f"Paper {number} of {n}", added_on=TODAY + timedelta(days=number))

    few, many = asks_the_same(
        lambda: page_since(world.actor("police"), meeting=meeting, today=TODAY),
        lambda: more(1),
        lambda: more(5),
    )

    assert few == many
