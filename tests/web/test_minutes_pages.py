"""Pages of a meeting's minutes."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from quorate.domain.access.audience import Audience
from quorate.domain.meetings.minutes import MinuteKind
from quorate.records.models import Amendment, Entry, Meeting, Minute
from tests.builders.board import asks_the_same
from tests.builders.browsing import signed_in
from tests.builders.meetings import a_meeting, an_item, version_of
from tests.builders.minutes import HELD_ON, a_minute, an_action, circulated, to_chair
from tests.builders.plans import start
from tests.builders.world import TODAY, TOWN_CLAUSES, World, make_two, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = TODAY.isoformat()


def at(world: World, name: str, **parts) -> str:
    return reverse(name, kwargs={"partnership": world.slug, **parts})


def held(world, on=HELD_ON, **more):
    return a_meeting(world, on, as_of=on - timedelta(days=30), **more)


def page_of(world, meeting, key="coordinator"):
    return signed_in(world, key).get(at(world, "minutes", meeting=meeting))


def test_a_minute_is_written_from_the_page_and_stands_under_its_item():
    world = make_world()
    meeting = held(world)
    item = an_item(world, meeting, "Winter figures")
    client = signed_in(world)
    form = client.get(at(world, "minute_write", meeting=meeting), {"kind": "discussion", "item": item})
    assert "1. Winter figures" in form.content.decode()

    answer = client.post(
        at(world, "minute_write", meeting=meeting),
        {"kind": "discussion", "item": item, "words": "The figures had risen."},
        follow=True,
    )

    assert answer.redirect_chain[0][0].endswith(f"/minutes/#item-{item}")
    page = answer.content.decode()
    assert page.index("1. Winter figures") < page.index("The figures had risen.")


def test_another_of_the_same_is_asked_for_at_once():
    world = make_world()
    meeting = held(world)
    answer = signed_in(world).post(
        at(world, "minute_write", meeting=meeting),
        {"kind": "dissent", "words": "Housing dissented.", "then": "another"},
    )

    assert answer["Location"].endswith("/minutes/write/?kind=dissent&item=")


def test_who_writes_an_action_in_draft_minutes_is_told_that_members_read_it_at_once():
    world = make_world()
    meeting = held(world)
    a_minute(world, meeting)
    client = signed_in(world)

    page = " ".join(client.get(at(world, "minutes", meeting=meeting)).content.decode().split())
    form = " ".join(
        client.get(at(world, "minute_write", meeting=meeting) + "?kind=action").content.decode().split()
    )

    assert "An action is in the log of actions, which members read, as soon as it is written." in page
    assert "As soon as you write it, it is in the group’s log of actions, which members read," in form


def test_an_action_is_written_with_who_and_when_and_linked_to_the_log():
    world = make_world()
    meeting = held(world)
    page = (
        signed_in(world)
        .post(
            at(world, "minute_write", meeting=meeting),
            {
                "kind": "action",
                "words": "Share the list",
                "owner": world.people["police"],
                "due_on": "18 12 2026",
            },
            follow=True,
        )
        .content.decode()
    )

    assert "For Superintendent, by 18 December 2026." in page
    assert at(world, "entry", entry=Entry.objects.get().id) in page
    assert "Actions of the Strategic partnership board" in page


def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_is_kept():
    world = make_world()
    meeting = held(world)
    answer = signed_in(world).post(
        at(world, "minute_write", meeting=meeting),
        {"kind": "action", "words": "Share the list", "due_on": "the day after"},
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“the day after” is not a date" in page
    assert "Share the list" in page


def test_two_coordinators_editing_one_minute_see_both_and_lose_nothing():
    world = make_world()
    meeting = held(world)
    minute = a_minute(world, meeting, words="As first written")
    first, second = signed_in(world, "coordinator"), signed_in(world, "secretary")
    address = at(world, "minute", meeting=meeting, minute=minute)
    first.post(address, {"kind": "discussion", "words": "Theirs, saved first", "version": 1})

    answer = second.post(address, {"kind": "discussion", "words": "Mine, sent second", "version": 1})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs, saved first" in page
    assert "Mine, sent second" in page
    assert "Nothing was lost" in page
    assert 'name="version" value="2"' in page
    second.post(address, {"kind": "discussion", "words": "Theirs and mine", "version": 2})
    assert Minute.objects.get(id=minute).words == "Theirs and mine"


def test_minutes_of_a_restricted_item_are_an_annex_for_those_who_see_the_item():
    world = make_world()
    meeting = held(world)
    hidden = an_item(world, meeting, "Tender", audience=Audience.RESTRICTED)
    a_minute(world, meeting, hidden, "The bids were opened")
    a_minute(world, meeting, an_item(world, meeting, "Open item"), "An open word")
    circulated(world, meeting)

    assert "Restricted annex" in page_of(world, meeting).content.decode()
    for key in ("police", "observer", "chair"):
        page = page_of(world, meeting, key).content.decode()
        assert "An open word" in page
        assert "The bids were opened" not in page
        assert "Restricted annex" not in page
        assert re.search(r"\bR1\b", page) is None  # a form's token may have the two letters in it


def test_a_member_reads_no_minutes_before_they_are_circulated():
    world = make_world()
    meeting = held(world)
    a_minute(world, meeting, words="A draft word")

    page = page_of(world, meeting, "police").content.decode()

    assert "have not gone to members yet" in page
    assert "A draft word" not in page
    assert "A draft word" in page_of(world, meeting, "chair").content.decode()


def test_another_partnership_s_minutes_are_not_found():
    first, second = make_two()
    meeting = held(second)
    minute = a_minute(second, meeting)
    client = signed_in(first)

    assert client.get(at(first, "minutes", meeting=meeting)).status_code == 404
    assert client.get(at(first, "minute", meeting=meeting, minute=minute)).status_code == 404


def test_the_minutes_go_from_draft_to_confirmed_from_the_page():
    world = make_world()
    meeting = held(world)
    a_minute(world, meeting)
    later = held(world, HELD_ON + timedelta(days=7))
    coordinator, chair = signed_in(world), signed_in(world, "chair")

    def send(client, name, **form):
        form["version"] = version_of(meeting)
        return client.post(at(world, name, meeting=meeting), form, follow=True)

    page = send(coordinator, "minutes_to_chair", chair_on="23 11 2026").content.decode()
    assert "With the chair" in page
    assert "Record the approval" in page
    assert "Approve the minutes" in page_of(world, meeting, "chair").content.decode()
    assert "who said so" not in send(chair, "minutes_approve").content.decode()
    assert "went to 7 members" in send(coordinator, "minutes_circulate").content.decode()
    page = send(coordinator, "minutes_confirm", at=later).content.decode()
    assert "The meeting of 19 November 2026 confirmed these minutes." in page
    assert "were confirmed at this meeting" in page_of(world, later).content.decode()


def test_the_chair_finds_on_my_work_what_waits_to_be_approved():
    world = make_world()
    meeting = held(world)
    a_minute(world, meeting)
    mine = at(world, "my_work")
    assert "For you to approve" not in signed_in(world, "chair").get(mine).content.decode()

    to_chair(world, meeting)

    assert at(world, "minutes", meeting=meeting) in signed_in(world, "chair").get(mine).content.decode()
    assert "For you to approve" not in signed_in(world, "police").get(mine).content.decode()


def test_an_approval_on_behalf_needs_who_how_and_when():
    world = make_world()
    meeting = held(world)
    a_minute(world, meeting)
    to_chair(world, meeting)
    client = signed_in(world)
    form = {"for": "another", "version": version_of(meeting)}

    bare = client.post(at(world, "minutes_approve", meeting=meeting), form)
    form |= {
        "on_behalf_person": world.people["chair"],
        "on_behalf_how": "email",
        "on_behalf_on": "23 11 2026",
    }
    page = client.post(at(world, "minutes_approve", meeting=meeting), form, follow=True).content.decode()

    assert bare.status_code == 422
    assert "who said so by email; recorded by Partnership coordinator" in page


def test_a_stale_step_says_so_and_does_nothing():
    world = make_world()
    meeting = held(world)
    a_minute(world, meeting)
    to_chair(world, meeting)

    answer = signed_in(world, "chair").post(at(world, "minutes_approve", meeting=meeting), {"version": 1})

    assert answer.status_code == 409
    assert Meeting.objects.get(id=meeting).minutes_approved_on is None


def test_a_decision_without_a_quorum_asks_for_the_agreement_and_shows_as_not_ratified():
    world = make_world(clauses=TOWN_CLAUSES)
    first, later = held(world), held(world, HELD_ON + timedelta(days=7))
    client = signed_in(world)
    address = at(world, "minute_write", meeting=first)
    shown = client.get(address, {"kind": "decision"}).content.decode()
    clause = shown.partition('name="clause" value="')[2].partition('"')[0]
    form = {"kind": "decision", "words": "Hours agreed", "quorum": "not_quorate", "clause": clause}

    asked = client.post(address, form)
    assert asked.status_code == 409
    assert 'href="#agreed_by">The meeting was not quorate when this was decided' in asked.content.decode()
    ahead = client.post(address, form | {"agreed_on": "12 11 2030"}).content.decode()
    for sentence in ("Say who agreed.", "is after today.", "Say why it was decided without a quorum."):
        assert sentence in ahead
    form |= {"agreed_by": world.people["chair"], "agreed_on": "12 11 2026", "reason": "It could not wait"}
    page = client.post(address, form, follow=True).content.decode()
    assert "Not ratified" in page
    assert "It could not wait." in page

    pending = Minute.objects.get()
    ratify = at(world, "minute_ratify", meeting=first, minute=pending.id)
    assert "No later meeting has a decision in its minutes yet." in client.get(ratify).content.decode()
    client.post(at(world, "minute_write", meeting=later), form | {"words": "Fewer hours agreed"})
    assert Minute.objects.filter(words="Fewer hours agreed", quorum="not_quorate").exists()
    none_quorate = "Every decision in the minutes of later meetings was itself taken without a quorum"
    assert none_quorate in client.get(ratify).content.decode()
    by = a_minute(world, later, words="We ratify", kind=MinuteKind.DECISION, quorum="quorate")
    offered = client.get(ratify).content.decode()
    assert "We ratify" in offered
    assert "Fewer hours agreed" not in offered, "it was not quorate either"
    client.post(ratify, {"ratified_in": by, "version": 1})
    page = page_of(world, first).content.decode()
    assert "Not ratified" not in page
    assert "Ratified by a decision of" in page
    assert "Ratifies what was decided on" in page_of(world, later).content.decode()


def test_an_approved_minute_is_amended_and_shows_what_it_said():
    world = make_world()
    meeting = held(world)
    minute = a_minute(world, meeting, words="Five hundred")
    circulated(world, meeting)
    client = signed_in(world)
    address = at(world, "minute_amend", meeting=meeting, minute=minute)

    assert client.post(address, {"words": "Fifty", "version": 1}).status_code == 422
    page = client.post(
        address, {"words": "Fifty", "reason": "A nought too many", "version": 1}, follow=True
    ).content.decode()

    assert "It said: “Five hundred”" in page
    assert Amendment.objects.get().words == "Fifty"
    stale = client.post(address, {"words": "Sixty", "reason": "No", "version": 1})
    assert stale.status_code == 409
    assert "Sixty" in stale.content.decode()


def test_advice_is_listed_by_how_long_an_answer_has_been_owed_until_it_is_answered():
    world = make_world()
    meeting = held(world)
    minute = a_minute(world, meeting, words="Keep the post", kind=MinuteKind.ADVICE, given_to="The council")
    client = signed_in(world)
    assert "No answer for 11 days" in client.get(at(world, "advice")).content.decode()

    client.post(
        at(world, "minute_answer", meeting=meeting, minute=minute),
        {"answer": "not", "answer_words": "There is no money", "answered_on": "20 11 2026", "version": 1},
    )

    page = client.get(at(world, "advice")).content.decode()
    assert "Not followed, 20 November 2026" in page
    assert "Every piece of advice has been answered." in page


def test_an_action_goes_into_a_plan_without_being_typed_again():
    world = make_world()
    meeting = held(world)
    an_action(world, meeting)
    plan = start(world, "City action plan")
    entry = Entry.objects.get()
    client = signed_in(world)
    address = at(world, "entry_move", entry=entry.id)

    assert "City action plan" in client.get(address).content.decode()
    assert client.get(address, {"plan": plan}).status_code == 200
    page = client.post(address, {"plan": plan, "version": entry.version}, follow=True).content.decode()

    assert "It is now in City action plan" in page
    assert "1 went into" in page_of(world, meeting).content.decode()


def test_open_actions_are_carried_to_the_next_meetings_minutes():
    world = make_world()
    an_action(world, held(world), words="Share the list")

    page = page_of(world, held(world, HELD_ON + timedelta(days=7))).content.decode()

    assert "Actions still open" in page
    assert "Share the list" in page


def test_the_page_asks_the_database_the_same_however_many_minutes_there_are():
    world = make_world()
    meeting = held(world)
    item = an_item(world, meeting)
    client = signed_in(world)

    def more(n: int, of: str):
        for place in range(n):
            a_minute(world, meeting, item, f"{of} {place}")
            an_action(world, meeting, item, f"{of} action {place}")
            a_minute(world, meeting, item, f"{of} advice {place}", kind=MinuteKind.ADVICE, given_to="All")

    few, many = asks_the_same(
        lambda: client.get(at(world, "minutes", meeting=meeting)),
        lambda: more(2, "few"),
        lambda: more(8, "many"),
    )

    assert few == many
