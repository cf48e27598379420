"""What was decided without a quorum waits on the page of the group's next meeting, and for its agenda."""

from datetime import date

import pytest

from quorate.commands import agenda
from quorate.domain.kernel.outcomes import Waiver
from quorate.domain.meetings.minutes import MinuteKind
from quorate.domain.terms.clauses import ClauseKind
from quorate.queries.agenda import proposals
from quorate.queries.ratifying import to_ratify
from quorate.records.models import AgendaItem, ClauseRow, Meeting, Minute
from tests.builders.board import asks_the_same
from tests.builders.browsing import signed_in
from tests.builders.meetings import a_meeting, an_item, version_of
from tests.builders.minutes import HELD_ON, a_minute, circulated
from tests.builders.restrictions import a_restriction
from tests.builders.world import TODAY, TOWN_CLAUSES, done, make_world
from tests.web.test_meetings_pages import a_day_in_november, at, text_of  # noqa: F401 (a fixture for all)

pytestmark = pytest.mark.django_db


def decided(world, meeting, item=None, words="Keep the refuge"):
    clause = ClauseRow.objects.get(terms=world.terms, kind=ClauseKind.QUORUM.value)
    waiver = Waiver(str(clause.id), "It could not wait", str(world.people["chair"]), TODAY)
    said = {"kind": MinuteKind.DECISION, "quorum": "not_quorate", "waiver": waiver}
    return a_minute(world, meeting, item, words, **said)


def waiting(world, **item):
    held = a_meeting(world, HELD_ON, as_of=date(2026, 10, 1))
    of = an_item(world, held, **item) if item else None
    return held, decided(world, held, of), a_meeting(world)


def of_page(world, meeting, by="coordinator"):
    return to_ratify(world.actor(by), Meeting.objects.get(id=meeting), TODAY)


def offered(world, meeting, by="coordinator"):
    row = Meeting.objects.get(id=meeting)
    return [one for one in proposals(world.actor(by), row, TODAY) if "ratify" in one.title]


def test_a_decision_waits_on_the_page_of_the_next_meeting_and_on_no_other():
    world = make_world(clauses=TOWN_CLAUSES)
    held, decision, coming = waiting(world)
    after = a_meeting(world, date(2027, 4, 15))

    (one,) = of_page(world, coming)
    assert (one.minute, one.meeting, one.words, one.can) == (
        str(decision),
        str(held),
        "Keep the refuge",
        True,
    )
    assert of_page(world, after) == of_page(world, held) == ()
    page = text_of(signed_in(world).get(at("meeting", meeting=coming)))
    assert at("minute_ratify", meeting=held, minute=decision) in page


def test_members_read_it_once_the_minutes_went_to_them():
    world = make_world(clauses=TOWN_CLAUSES)
    held, _, coming = waiting(world)
    assert of_page(world, coming, "police") == ()

    circulated(world, held)

    (one,) = of_page(world, coming, "police")
    assert not one.can
    page = text_of(signed_in(world, "police").get(at("meeting", meeting=coming)))
    assert at("minutes", meeting=held) in page


def test_the_agenda_offers_it_as_an_item_that_says_no_word_of_it():
    world = make_world(clauses=TOWN_CLAUSES)
    _, _, coming = waiting(world)

    (one,) = offered(world, coming)
    assert (one.title, one.purpose, one.is_on) == (
        "Decision of 12 November 2026 to ratify",
        "decide",
        False,
    )
    done(
        agenda.add_standing_items(
            world.as_("coordinator"), meeting=coming, version=version_of(coming), titles=[one.title]
        )
    )

    assert offered(world, coming)[0].is_on


def test_what_was_decided_of_a_restricted_item_is_ratified_among_the_same_readers():
    world = make_world(clauses=TOWN_CLAUSES)
    held, _, coming = waiting(world, title="The tender")
    tender = a_restriction(world, "Tender", bar=["secretary"])
    AgendaItem.objects.filter(meeting=held).update(restriction=tender)

    (one,) = offered(world, coming)
    assert one.restriction == tender
    assert one.title.endswith("to ratify, not open to everybody")
    assert offered(world, coming, "secretary") == []
    assert of_page(world, coming, "secretary") == ()


def test_a_decision_that_was_ratified_waits_no_more():
    world = make_world(clauses=TOWN_CLAUSES)
    _, decision, coming = waiting(world)
    by = a_minute(world, a_meeting(world, date(2026, 11, 19), as_of=date(2026, 10, 1)), words="Ratified")
    Minute.objects.filter(id=decision).update(ratified_in=by)

    assert of_page(world, coming) == ()
    assert offered(world, coming) == []


def test_the_page_asks_as_often_however_many_wait():
    world = make_world(clauses=TOWN_CLAUSES)
    held, _, coming = waiting(world)

    few, many = asks_the_same(
        lambda: of_page(world, coming),
        lambda: None,
        lambda: [decided(world, held, words=f"Post {n}") for n in range(4)],
    )

    assert few == many
