"""The words that can be searched follow the rows, whichever command changed them."""

import uuid
from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quorate.commands import agenda, meetings, papers, plans, searching
from quorate.domain.events.catalogue import Event
from quorate.domain.plans.drafts import EntryDraft
from quorate.domain.plans.facts import EntryKind
from quorate.queries.search import page_search
from quorate.records.models import AgendaItem, Entry, EntryVersion, Meeting, SearchText
from tests.builders.meetings import MEETING_ON, a_meeting, a_paper, an_item, version_of
from tests.builders.plans import BEGAN, add, start, update
from tests.builders.world import TODAY, World, done, make_two, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings, tmp_path) -> World:
    settings.FILES = tmp_path
    return make_world()


def found(world: World, asked: str, *, by: str = "coordinator", on: date = TODAY) -> list[str]:
    rows = page_search(world.actor(by, on), asked=asked, today=on).rows
    return ["".join(part for part, _ in row.title) for row in rows]


def test_an_entry_is_found_by_its_code_its_wording_and_its_outcome(world):
    plan = start(world)
    add(world, plan, "Train every school", code="5.2", outcome="Pupils know whom to tell")

    assert found(world, "5.2 school") == ["5.2 Train every school"]
    assert found(world, "pupils tell") == ["5.2 Train every school"]


def test_an_entry_is_found_by_its_latest_update_and_barrier_and_no_longer_by_an_earlier_one(world):
    entry = add(world, start(world), "Train every school")
    for days, words in ((30, "Brochure printed"), (2, "Pilot finished")):
        draft = update(TODAY - timedelta(days=days), words, barrier="Awaiting a verdict")
        done(plans.record_progress(world.as_("coordinator"), entry=entry, draft=draft))

    assert found(world, "pilot verdict") == ["Train every school"]
    assert found(world, "brochure") == []
    assert SearchText.objects.get(subject_id=entry).on == TODAY - timedelta(days=2)


def test_a_changed_wording_replaces_the_one_before(world):
    entry = add(world, start(world), "Train every school")
    draft = EntryDraft(kind=EntryKind.ACTION, text="Train every college")

    done(plans.change_entry(world.as_("coordinator"), entry=entry, draft=draft))

    assert found(world, "college") == ["Train every college"]
    assert found(world, "school") == []


def test_a_wording_to_come_is_found_from_its_day_with_nobody_writing(world):
    entry = add(world, start(world), "Train every school")
    draft = EntryDraft(kind=EntryKind.ACTION, text="Train every college")
    begins = TODAY + timedelta(days=10)

    done(plans.change_entry(world.as_("coordinator"), entry=entry, draft=draft, effective_on=begins))

    assert (found(world, "school"), found(world, "college")) == (["Train every school"], [])
    assert found(world, "school", on=begins) == []
    assert found(world, "college", on=begins) == ["Train every college"]


def test_a_withdrawn_entry_is_not_found(world):
    entry = add(world, start(world), "Train every school")

    done(plans.withdraw_entry(world.as_("coordinator"), entry=entry, reason="Done elsewhere"))

    assert found(world, "school") == []


def test_a_plan_is_found_by_its_name(world):
    start(world, "Violence reduction plan")

    assert found(world, "reduction") == ["Violence reduction plan"]


def test_a_meeting_its_items_and_its_papers_are_found(world):
    meeting = a_meeting(world)
    an_item(world, meeting, "Refuge places", ask="Agree the numbers")
    a_paper(world, meeting, "Refuge figures")

    assert found(world, "committee") == ["Strategic partnership board, 14 January 2027"]
    assert sorted(found(world, "refuge")) == ["Refuge figures", "Refuge places"]
    assert found(world, "agree numbers") == ["Refuge places"]


def test_standing_items_are_found_when_they_are_put_on(world):
    meeting = a_meeting(world)

    done(
        agenda.add_standing_items(
            world.as_("coordinator"),
            meeting=meeting,
            version=version_of(meeting),
            titles=["Progress of the workplan"],
        )
    )

    assert found(world, "workplan") == ["Progress of the workplan"]


def test_what_the_chair_is_to_press_is_in_nobody_s_results(world):
    an_item(world, a_meeting(world), "Figures", by="chair", to_press="Ask about the zeppelin")

    assert [found(world, "zeppelin", by=key) for key in ("chair", "coordinator", "police")] == [[], [], []]


def test_an_item_taken_off_and_a_paper_withdrawn_are_not_found(world):
    meeting = a_meeting(world)
    item, paper = an_item(world, meeting, "Refuge places"), a_paper(world, meeting, "Refuge figures")

    done(agenda.remove_item(world.as_("coordinator"), meeting=meeting, item=item, version=1))
    asked, seen = world.as_("coordinator"), version_of(meeting)
    done(papers.withdraw_paper(asked, meeting=meeting, paper=paper, version=seen))

    assert found(world, "refuge") == []


def test_a_moved_meeting_moves_its_items_in_the_order_of_dates(world):
    meeting = a_meeting(world)
    item = an_item(world, meeting, "Refuge places")
    later = MEETING_ON + timedelta(days=7)

    done(
        meetings.move_meeting(
            world.as_("coordinator"),
            meeting=meeting,
            version=version_of(meeting),
            on=later,
            starts=time(10),
            minutes=120,
            place="",
        )
    )

    assert SearchText.objects.get(subject_id=item).on == later


def test_a_refused_command_leaves_the_words_as_they_were(world):
    entry = add(world, start(world), "Train every school")
    before = list(SearchText.objects.order_by("id").values())

    plans.withdraw_entry(world.as_("coordinator"), entry=entry, reason="")

    assert list(SearchText.objects.order_by("id").values()) == before


def test_words_redacted_are_gone_from_the_words_and_from_the_database_s_own_index(world):
    entry = add(world, start(world), "Train every school", outcome="Zanzibar is named here by mistake")
    EntryVersion.objects.filter(entry=entry).update(outcome="[redacted]")

    searching.index_everything(world.partnership, TODAY)

    assert found(world, "zanzibar") == []
    assert found(world, "school") == ["Train every school"]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT block FROM records_searchtext_words_data")
            assert not any(b"zanzibar" in bytes(block) for (block,) in cursor.fetchall())


def test_an_event_asks_as_little_for_twenty_entries_as_for_two(world):
    plan = start(world)
    entries = [add(world, plan, f"Entry {n}") for n in range(20)]

    def asked(some: list[uuid.UUID]) -> int:
        events = [Event("plans.entry_changed", "entry", str(id)) for id in some]
        with CaptureQueriesContext(connection) as queries:
            searching.index(world.partnership, TODAY, events)
        return len(queries)

    assert asked(entries) == asked(entries[:2])


def test_everything_written_again_is_what_the_commands_had_written(world):
    plan = start(world)
    entry = add(world, plan, "Train every school")
    done(plans.record_progress(world.as_("coordinator"), entry=entry, draft=update(BEGAN, "Two so far")))
    meeting = a_meeting(world)
    an_item(world, meeting)
    a_paper(world, meeting)
    fields = ("subject_kind", "subject_id", "within_id", "title", "words", "on", "shown_until")
    before = set(SearchText.objects.values_list(*fields))

    searching.index_everything(world.partnership, TODAY)

    assert len(before) == 5
    assert set(SearchText.objects.values_list(*fields)) == before


def test_the_words_of_one_partnership_are_not_another_s():
    city, town = make_two()
    add(city, start(city), "Train every school")

    assert found(town, "school") == []
    assert set(SearchText.objects.values_list("partnership_id", flat=True)) == {city.partnership}


def test_no_kind_of_thing_that_can_be_read_is_forgotten():
    world = make_world()
    plan = start(world)
    entry = add(world, plan, "Train every school")
    meeting = a_meeting(world)
    an_item(world, meeting)

    indexed = set(SearchText.objects.values_list("subject_id", flat=True))

    expected = {plan, entry, meeting, *AgendaItem.objects.values_list("id", flat=True)}
    assert indexed == expected
    assert Entry.objects.count() + Meeting.objects.count() + AgendaItem.objects.count() == 3
