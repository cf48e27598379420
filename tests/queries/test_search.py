"""What a reader finds is theirs to see, counted once that is known, newest first, whatever they type."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from quorate.commands import plans, setting_up
from quorate.domain.access.audience import Audience
from quorate.domain.plans.facts import EntryKind
from quorate.queries.plan_facts import plan_states
from quorate.queries.search import PER_PAGE, Found, page_search
from quorate.records.models import AgendaItem, Entry, EntryVersion, Meeting, Paper, Plan, SearchText
from tests.builders.meetings import a_meeting, a_paper, an_item
from tests.builders.plans import BEGAN, add, start, update
from tests.builders.world import TODAY, World, done, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings, tmp_path) -> World:
    settings.FILES = tmp_path
    return make_world()


def search(world: World, asked: str, by: str = "coordinator", number: int = 1):
    return page_search(world.actor(by), asked=asked, today=TODAY, number=number)


def title(row: Found) -> str:
    return "".join(part for part, _ in row.title)


def titles(world: World, asked: str, by: str = "coordinator") -> list[str]:
    return [title(row) for row in search(world, asked, by).rows]


def barring(world: World, key: str) -> uuid.UUID:
    return done(
        setting_up.set_restriction(
            world.as_("coordinator"),
            name="Tender",
            reason="They may bid",
            from_on=TODAY - timedelta(days=1),
            barred_people=[world.people[key]],
        )
    )


def test_something_restricted_later_leaves_the_results_and_the_count_of_whoever_is_barred(world):
    meeting = a_meeting(world)
    add(world, start(world), "Refuge beds")
    item = an_item(world, meeting, "Refuge tender")
    paper = a_paper(world, meeting, "Refuge tender scores")
    before = search(world, "refuge", "charity")

    restriction = barring(world, "charity")
    AgendaItem.objects.filter(id=item).update(restriction=restriction)
    Paper.objects.filter(id=paper).update(restriction=restriction)

    after = search(world, "refuge", "charity")
    assert (before.found, after.found) == (3, 1)
    assert [title(row) for row in after.rows] == ["Refuge beds"]
    assert search(world, "tender", "charity").lede.startswith("Nothing you may see holds all of those words.")
    assert search(world, "refuge", "police").found == 3


def test_a_restriction_that_ended_yesterday_hides_nothing_today(world):
    item = an_item(world, a_meeting(world), "Refuge tender")
    restriction = done(
        setting_up.set_restriction(
            world.as_("coordinator"),
            name="Tender",
            reason="They may bid",
            from_on=TODAY - timedelta(days=9),
            to_on=TODAY - timedelta(days=1),
            barred_people=[world.people["charity"]],
        )
    )
    AgendaItem.objects.filter(id=item).update(restriction=restriction)

    assert titles(world, "tender", "charity") == ["Refuge tender"]


@pytest.mark.parametrize("model", [Meeting, Plan], ids=["meeting", "plan"])
def test_what_belongs_to_something_hidden_is_hidden_with_it(world, model):
    add(world, start(world), "Refuge beds")
    meeting = a_meeting(world)
    an_item(world, meeting, "Refuge tender")
    a_paper(world, meeting, "Refuge scores")
    gone = {Meeting: {"Refuge tender", "Refuge scores"}, Plan: {"Refuge beds"}}[model]

    model.objects.update(audience=Audience.RESTRICTED.value)

    assert set(titles(world, "refuge", "police")) == {"Refuge beds", "Refuge tender", "Refuge scores"} - gone
    assert search(world, "refuge", "coordinator").found == 3


def test_an_entry_under_a_hidden_one_is_not_found_at_any_depth(world):
    plan = start(world)
    top = add(world, plan, "The secret objective", kind=EntryKind.OBJECTIVE)
    middle = add(world, plan, "An outcome", kind=EntryKind.OUTCOME, parent_id=str(top))
    add(world, plan, "Refuge beds below", parent_id=str(middle))
    add(world, plan, "Refuge beds beside")
    Entry.objects.filter(id=top).update(audience=Audience.RESTRICTED.value)

    assert titles(world, "refuge", "police") == ["Refuge beds beside"]
    assert search(world, "refuge", "coordinator").found == 2


def test_every_word_has_to_be_there_and_the_last_may_be_a_beginning(world):
    plan = start(world)
    add(world, plan, "Fund refuge beds")
    add(world, plan, "Train every school")

    assert titles(world, "refuge fu") == ["Fund refuge beds"]
    assert titles(world, "fu refuge") == []
    assert titles(world, "refuge school") == []


def test_words_are_found_in_their_other_forms_and_without_their_accents(world):
    add(world, start(world), "Training at the Café Llŷn, 12.Return")

    for asked in ("trained", "cafe", "CAFÉ", "llyn", "return", "12.return", "the cafe"):
        assert len(titles(world, asked)) == 1, asked


def test_the_newest_stand_first(world):
    plan = start(world)
    old, new = add(world, plan, "Refuge beds"), add(world, plan, "Refuge staff")
    for entry, days in ((old, 60), (new, 3)):
        draft = update(TODAY - timedelta(days=days), "Moved on")
        done(plans.record_progress(world.as_("coordinator"), entry=entry, draft=draft))

    assert titles(world, "refuge") == ["Refuge staff", "Refuge beds"]


def test_a_page_holds_fifty_and_a_number_out_of_range_shows_the_first(world):
    plan = start(world)
    entry = add(world, plan, "Refuge beds")
    SearchText.objects.filter(subject_id=entry).delete()
    entries = [
        Entry(id=uuid.uuid4(), plan_id=plan, added_at=world.as_("police").moment.at) for _ in range(60)
    ]
    Entry.objects.bulk_create(entries)
    SearchText.objects.bulk_create(
        SearchText(
            partnership_id=world.partnership,
            subject_kind="entry",
            subject_id=one.id,
            within_id=plan,
            title=f"Refuge {n}",
            on=BEGAN + timedelta(days=n),
        )
        for n, one in enumerate(entries)
    )

    first, second, beyond = (search(world, "refuge", number=n) for n in (1, 2, 9))

    assert (first.found, first.last, len(first.rows), len(second.rows)) == (60, 2, PER_PAGE, 10)
    assert title(first.rows[0]) == "Refuge 59"
    assert title(second.rows[-1]) == "Refuge 0"
    assert beyond == first


def test_the_piece_shown_marks_the_words_and_names_where_it_belongs(world):
    add(world, start(world), "Train every school", outcome="Pupils know whom to tell")

    (row,) = search(world, "pupils").rows

    assert row.parts == (("Pupils", True), (" know whom to tell", False))
    assert (row.kind_words, row.where, row.within) == ("Plan entry", "City action plan", "city-action-plan")


def test_many_results_ask_the_database_no_more_than_one(world):
    plan, meeting = start(world), a_meeting(world)

    def fill(n: int) -> None:
        add(world, plan, f"Refuge entry {n}")
        an_item(world, meeting, f"Refuge item {n}")
        a_paper(world, meeting, f"Refuge paper {n}")

    def asked() -> int:
        actor = world.actor("police")
        with CaptureQueriesContext(connection) as queries:
            page_search(actor, asked="refuge", today=TODAY)
        return len(queries)

    fill(0)
    few = asked()
    for n in range(1, 8):
        fill(n)

    assert asked() == few
    assert search(world, "refuge").found == 24


def test_nothing_written_asks_the_database_nothing(world, django_assert_num_queries):
    actor = world.actor("police")
    with django_assert_num_queries(0):
        assert page_search(actor, asked="  ", today=TODAY).rows == ()
        page = page_search(actor, asked="the of and", today=TODAY)
    assert page.lede == "Those words are in almost everything. Write one that is less common."


HOSTILE = ('"', "'", '"*()', "NEAR(a, 2)", "a OR b", "title:x", "^a", "a*b", "-a", "\x00", "\ud800", "%s %%")


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=st.text(max_size=80) | st.lists(st.sampled_from(HOSTILE), max_size=6).map(" ".join))
@example(asked="x" * 5_000)
@example(asked=" ".join(f"word{n}" for n in range(400)))
@example(asked="'a':* & !b | (c <-> d)")
def test_whatever_is_typed_is_only_words(world, asked):
    if not Plan.objects.exists():
        start(world, "Violence reduction plan")

    page = search(world, asked)

    assert page.found >= len(page.rows) >= 0


LABELS = st.tuples(st.sampled_from(Audience), st.booleans())


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    entries=st.lists(st.tuples(LABELS, st.integers(0, 5)), min_size=1, max_size=6),
    key=st.sampled_from(["coordinator", "police", "observer", "charity"]),
)
def test_the_search_finds_the_entries_that_the_plan_s_page_shows_and_no_others(world, entries, key):
    EntryVersion.objects.all().delete()  # they hold on to the entries above them
    Plan.objects.all().delete()
    SearchText.objects.all().delete()
    plan, restriction = start(world), barring(world, "charity")
    made: list[uuid.UUID] = []
    for (_, _), above in entries:
        parent = str(made[above]) if above < len(made) else ""
        made.append(add(world, plan, "Refuge beds", kind=EntryKind.OBJECTIVE, parent_id=parent))
    for id, ((audience, is_restricted), _) in zip(made, entries, strict=True):
        Entry.objects.filter(id=id).update(
            audience=audience.value, restriction=restriction if is_restricted else None
        )

    shown = {state.id for state in plan_states(world.actor(key), plan, TODAY).states}
    page = search(world, "refuge", key)

    assert {row.id for row in page.rows} == shown
    assert page.found == len(shown)
