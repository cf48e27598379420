"""Linking entries: done, each refusal, who may, what is seen, and two at once."""

import uuid
from datetime import timedelta

import pytest

from quorate.commands import links, plans
from quorate.commands.labelling import set_audience
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError, StaleError
from quorate.domain.plans.links import LinkKind
from quorate.queries.entries import page_entry
from quorate.queries.thread import page_thread
from quorate.records.models import Entry, EntryLink, EventRow
from tests.builders.plans import add, start
from tests.builders.restrictions import a_restriction
from tests.builders.world import TODAY, done, make_two, make_world

pytestmark = pytest.mark.django_db
SERVES = LinkKind.SERVES


def version_of(entry: uuid.UUID) -> int:
    return Entry.objects.get(id=entry).version


def ask(world, entry, other, kind=SERVES, key="coordinator", on=TODAY, **more):
    return links.link_entries(
        world.as_(key, on), entry=entry, other=other, kind=kind, **{"version": version_of(entry), **more}
    )


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def two(world):
    """A recommendation, and the strategy's objective that carries it out, in another plan."""
    asked = add(world, start(world, "Scrutiny"), "Write a new strategy", code="10")
    carried = add(world, start(world, "Strategy"), "Agree the strategy", code="3")
    return asked, carried


def test_two_entries_of_different_plans_are_linked_and_each_page_says_so(world, two):
    asked, carried = two

    made = done(ask(world, carried, asked))

    row = EntryLink.objects.get(id=made)
    assert (row.entry_id, row.to_id, row.kind, row.from_on, row.until_on) == (
        carried,
        asked,
        "serves",
        TODAY,
        None,
    )
    assert EventRow.objects.latest("number").code == "plans.entries_linked"
    (here,) = page_entry(world.actor("coordinator"), entry=carried, today=TODAY).joins
    (there,) = page_entry(world.actor("coordinator"), entry=asked, today=TODAY).joins
    assert (here.how, here.name, here.plan) == ("Helps to carry out", "10 Write a new strategy", "Scrutiny")
    assert (there.how, there.name, there.plan) == (
        "Is carried out with the help of",
        "3 Agree the strategy",
        "Strategy",
    )


def test_a_link_that_comes_in_is_written_from_the_other(world, two):
    asked, carried = two

    made = done(ask(world, asked, carried, incoming=True))

    row = EntryLink.objects.get(id=made)
    assert (row.entry_id, row.to_id) == (carried, asked)


def test_what_cannot_be_linked_is_refused_and_nothing_is_written(world, two):
    asked, carried = two
    done(ask(world, carried, asked))

    assert ask(world, carried, carried).code == "plans.linked_to_itself"
    assert ask(world, carried, asked).code == "plans.linked_already"
    assert ask(world, asked, carried).code == "plans.linked_in_a_circle"
    done(
        plans.withdraw_entry(
            world.as_("coordinator"), entry=asked, reason="No longer wanted", version=version_of(asked)
        )
    )
    assert ask(world, carried, asked, LinkKind.SEE).code == "plans.entry_withdrawn"
    assert EntryLink.objects.count() == 1


def test_a_link_is_ended_from_either_end_and_earlier_days_go_on_showing_it(world, two):
    asked, carried = two
    made = done(ask(world, carried, asked, on=TODAY - timedelta(days=30)))
    by = world.as_("coordinator")

    done(links.end_link(by, entry=asked, link=made, version=version_of(asked)))

    actor = world.actor("coordinator")
    assert EventRow.objects.latest("number").code == "plans.link_ended"
    assert page_entry(actor, entry=carried, today=TODAY).joins == ()
    assert len(page_entry(actor, entry=carried, today=TODAY, on=TODAY - timedelta(days=1)).joins) == 1
    again = links.end_link(by, entry=asked, link=made, version=version_of(asked))
    assert again.code == "plans.link_ended"
    done(ask(world, carried, asked))


def test_a_link_is_not_ended_from_an_entry_it_does_not_join(world, two):
    asked, carried = two
    made = done(ask(world, carried, asked))
    third = add(world, Entry.objects.get(id=asked).plan_id, "Something else")

    with pytest.raises(NotFoundError):
        links.end_link(world.as_("coordinator"), entry=third, link=made, version=version_of(third))


def test_who_may_not_change_the_plan_links_nothing(world, two):
    asked, carried = two
    made = done(ask(world, carried, asked))

    with pytest.raises(NotAllowedError):
        ask(world, carried, asked, LinkKind.SEE, key="police")
    with pytest.raises(NotAllowedError):
        links.end_link(world.as_("police"), entry=carried, link=made, version=version_of(carried))


def test_what_somebody_else_changed_meanwhile_is_not_linked(world, two):
    asked, carried = two

    with pytest.raises(StaleError):
        ask(world, carried, asked, version=7)
    made = done(ask(world, carried, asked))
    with pytest.raises(StaleError):
        links.end_link(world.as_("coordinator"), entry=carried, link=made, version=1)


def test_another_partnership_s_entry_cannot_be_linked():
    first, second = make_two()
    mine, theirs = (add(each, start(each), "Share a form") for each in (first, second))

    with pytest.raises(NotFoundError):
        ask(first, mine, theirs)
    with pytest.raises(NotFoundError):
        links.link_entries(second.as_("coordinator"), entry=mine, other=theirs, kind=SERVES, version=1)


def test_whoever_may_not_see_one_of_the_two_sees_no_link_and_no_thread_to_it(world, two):
    asked, carried = two
    done(ask(world, carried, asked))
    below = page_thread(world.actor("police"), entry=asked, today=TODAY).below
    assert [line.name for line in below] == ["3 Agree the strategy"]

    done(
        set_audience(
            world.as_("coordinator"),
            kind="entry",
            id=carried,
            audience=Audience.PARTNERSHIP,
            restriction=a_restriction(world, bar=["police"]),
            version=version_of(carried),
        )
    )

    page = page_thread(world.actor("police"), entry=asked, today=TODAY)
    assert (page.below, page.sentence) == ((), "Nothing else carries it out. The thread breaks at 1 entry.")
    assert page_entry(world.actor("police"), entry=asked, today=TODAY).joins == ()
    assert len(page_thread(world.actor("coordinator"), entry=asked, today=TODAY).below) == 1
