"""The page that sets who sees a thing, reached from the thing, and what the rest then find of it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from quorate.commands import meetings, setting_up
from quorate.records.models import Entry, Meeting, Paper, Plan
from tests.builders.browsing import signed_in
from tests.builders.meetings import a_meeting, a_paper, an_item
from tests.builders.plans import add, start
from tests.builders.world import TODAY, World, done, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_day_in_november(settings, tmp_path):
    settings.TODAY = TODAY.isoformat()
    settings.FILES = tmp_path


def at(name: str, **parts) -> str:
    return reverse(name, kwargs={"partnership": "marlhaven", **parts})


def text_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def narrow(world: World, kind: str, id, version: int, audience: str = "restricted"):
    form = {"audience": audience, "restriction": "", "version": version}
    return signed_in(world).post(at("who_sees", kind=kind, id=id), form)


def test_every_thing_s_page_leads_the_coordinator_and_nobody_else_there():
    world = make_world()
    plan, meeting = start(world), a_meeting(world)
    entry, item = add(world, plan, "Train staff"), an_item(world, meeting)
    paper = a_paper(world, meeting, item=item)
    pages = {
        at("plan", plan="city-action-plan"): [("plan", plan)],
        at("entry", entry=entry): [("entry", entry)],
        at("meeting", meeting=meeting): [("meeting", meeting), ("paper", paper)],
        at("agenda_item", meeting=meeting, item=item): [("agenda_item", item)],
    }

    for page, things in pages.items():
        for kind, id in things:
            there = at("who_sees", kind=kind, id=id)
            assert there in text_of(signed_in(world), page)
            assert there not in text_of(signed_in(world, "chair"), page)
            assert "Packs already made do not change" in text_of(signed_in(world), there)


def test_who_sees_an_item_is_reached_by_changing_it_and_from_the_agenda_once_that_is_settled(settings):
    world = make_world()
    meeting = a_meeting(world)
    item = an_item(world, meeting)
    client, page = signed_in(world), at("meeting", meeting=meeting)
    there = at("who_sees", kind="agenda_item", id=item)
    assert there not in text_of(client, page)

    version = Meeting.objects.get(id=meeting).version
    done(meetings.cancel_meeting(world.as_("coordinator"), meeting=meeting, version=version, reason="Snow"))

    assert there in text_of(client, page)


def test_an_entry_hidden_is_found_nowhere_by_those_who_do_not_see_it():
    world = make_world()
    plan = start(world)
    hidden = add(world, plan, "Buy the lighthouse")
    add(world, plan, "Train staff")
    member = signed_in(world, "chair")
    listed = at("plan", plan="city-action-plan")
    assert "lighthouse" in text_of(member, listed)
    assert at("entry", entry=hidden) in text_of(member, f"{at('search')}?q=lighthouse")

    answer = narrow(world, "entry", hidden, Entry.objects.get(id=hidden).version)

    assert answer.status_code == 302
    assert answer["Location"] == at("entry", entry=hidden)
    assert member.get(at("entry", entry=hidden)).status_code == 404
    assert "lighthouse" not in text_of(member, listed)
    assert "All 1 " in text_of(member, listed)
    assert at("entry", entry=hidden) not in text_of(member, f"{at('search')}?q=lighthouse")
    assert "lighthouse" in text_of(signed_in(world), listed)


def test_a_plan_a_meeting_and_a_paper_hidden_answer_as_what_does_not_exist():
    world = make_world()
    plan, meeting = start(world), a_meeting(world)
    paper = a_paper(world, meeting, "Lighthouse bids")
    member = signed_in(world, "chair")
    pages = text_of(member, at("meeting", meeting=meeting))
    assert "Lighthouse bids" in pages

    narrow(world, "paper", paper, Paper.objects.get(id=paper).meeting.version)
    assert "Lighthouse bids" not in text_of(member, at("meeting", meeting=meeting))

    narrow(world, "meeting", meeting, Meeting.objects.get(id=meeting).version)
    narrow(world, "plan", plan, Plan.objects.get(id=plan).version)
    assert member.get(at("meeting", meeting=meeting)).status_code == 404
    assert member.get(at("paper", meeting=meeting, paper=paper)).status_code == 404
    assert member.get(at("plan", plan="city-action-plan")).status_code == 404
    assert "City action plan" not in text_of(member, at("plans"))


def test_a_choice_not_made_a_refusal_and_a_stale_form_say_what_is_wrong():
    world = make_world()
    plan = start(world)
    there = at("who_sees", kind="plan", id=plan)
    client = signed_in(world)

    empty = client.post(there, {"version": 1})
    same = client.post(there, {"version": 1, "audience": "partnership"})
    narrow(world, "plan", plan, 1, "core")
    stale = client.post(there, {"version": 1, "audience": "restricted"})

    assert (empty.status_code, same.status_code, stale.status_code) == (422, 409, 409)
    assert "Choose who may see it." in empty.content.decode()
    assert "That is who may see it already." in same.content.decode()
    assert "Somebody else changed this" in stale.content.decode()
    assert "Now: core members and officers." in stale.content.decode()


def test_a_restriction_that_has_ended_or_not_begun_is_not_said_to_hold(settings):
    world = make_world()
    plan, by = start(world), world.as_("coordinator")
    named = done(
        setting_up.set_restriction(
            by,
            name="Tender",
            reason="It is open",
            barred_agencies=[world.agencies["charity"]],
            from_on=TODAY + timedelta(days=1),
            to_on=TODAY + timedelta(days=3),
        )
    )
    form = {"audience": "partnership", "restriction": named, "version": 1}
    signed_in(world).post(at("who_sees", kind="plan", id=plan), form)
    said = []
    for days in (0, 1, 3, 4):
        settings.TODAY = (TODAY + timedelta(days=days)).isoformat()
        page = text_of(signed_in(world), at("who_sees", kind="plan", id=plan))
        said.append(page.partition("Now: ")[2].partition("<")[0])

    assert said == [
        "everyone in the partnership. The restriction Tender holds from 24 November 2026 on.",
        "everyone in the partnership, under the restriction Tender.",
        "everyone in the partnership, under the restriction Tender.",
        "everyone in the partnership. The restriction Tender ended on 26 November 2026 and holds no more.",
    ]


def test_whoever_sets_a_restriction_is_told_all_that_can_name_it():
    world = make_world()
    form = {"name": "Tender", "reason": "It is open", "from_on": "23 11 2026"}
    form["barred"] = str(world.agencies["charity"])

    page = signed_in(world).post(at("restriction_set"), form, follow=True).content.decode()

    assert "It holds for the plans, entries, meetings, items and papers that name it" in page


def test_a_plan_and_a_meeting_are_made_for_the_audience_chosen_and_for_everybody_where_none_is():
    world = make_world()
    client = signed_in(world)
    plan = {"name": "Winter plan", "starts_on": "1 10 2026"}
    meeting = {"group": world.board, "starts": "10am", "minutes": "90"}
    for name in ("start_plan", "meeting_set"):
        page = text_of(client, at(name))
        assert 'value="partnership" checked' in page
        assert "Named people only" in page

    client.post(at("start_plan"), plan)
    client.post(at("start_plan"), {**plan, "audience": "core"})
    client.post(at("meeting_set"), {**meeting, "on": "21 1 2027"})
    client.post(at("meeting_set"), {**meeting, "on": "22 1 2027", "audience": "restricted"})

    assert sorted(Plan.objects.values_list("audience", flat=True)) == ["core", "partnership"]
    assert sorted(Meeting.objects.values_list("audience", flat=True)) == ["partnership", "restricted"]


def test_a_secretary_is_not_offered_an_audience_that_would_hide_the_meeting_from_them():
    world = make_world()
    client = signed_in(world, "secretary")

    assert "Named people only" not in text_of(client, at("meeting_set"))
    answer = client.post(
        at("meeting_set"),
        {
            "group": world.board,
            "on": "22 1 2027",
            "starts": "10am",
            "minutes": "90",
            "audience": "restricted",
        },
    )

    assert answer.status_code == 422
    assert not Meeting.objects.exists()
