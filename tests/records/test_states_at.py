"""The database chooses the same versions and updates as the rule does."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quorate.domain.plans.position import as_at
from quorate.records import scopes
from quorate.records.facts.plans import entry_facts, with_everything
from quorate.records.facts.positions import states_at
from quorate.records.models import Entry, EntryVersion, Plan, ProgressRow
from tests.builders.world import make_world

pytestmark = pytest.mark.django_db

START = date(2026, 1, 1)
DAYS = st.integers(0, 12)
FEW = st.integers(0, 2)
"""So few days that most histories hold two things of one day, or of one instant."""
VERSIONS = st.lists(st.tuples(st.one_of(FEW, DAYS), FEW, st.booleans()), min_size=0, max_size=4)
UPDATES = st.lists(st.tuples(st.one_of(FEW, DAYS), FEW, st.booleans()), max_size=4)


def on(n: int) -> date:
    return START + timedelta(days=n)


def at(n: int, order: int) -> datetime:
    return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=n, seconds=order)


@pytest.fixture
def world():
    return make_world()


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    entries=st.lists(st.tuples(VERSIONS, UPDATES), max_size=3),
    asked=DAYS,
    known=st.one_of(st.none(), DAYS),
)
def test_the_database_chooses_as_the_rule_does(world, entries, asked, known):
    Plan.objects.all().delete()
    plan = Plan.objects.create(
        id=uuid.uuid4(), partnership_id=world.partnership, slug="p", name="P", starts_on=START
    )
    for versions, updates in entries:
        entry = Entry.objects.create(id=uuid.uuid4(), plan=plan, added_at=at(0, 0))
        for n, (effective, recorded, withdrawn) in enumerate(versions):
            EntryVersion.objects.create(
                id=uuid.uuid4(),
                entry=entry,
                number=n + 1,
                effective_on=on(effective),
                recorded_at=at(recorded, 0),
                kind="action",
                text=f"version {n}",
                withdrawn=withdrawn,
            )
        for n, (as_at_day, recorded, at_once) in enumerate(updates):
            ProgressRow.objects.create(
                id=uuid.uuid4(),
                entry=entry,
                as_at=on(as_at_day),
                reported_on=on(as_at_day),
                recorded_at=at(recorded, 0 if at_once else n),
                status="under_way",
                progress=f"update {n}",
            )
    known_by = at(known, 30) if known is not None else None
    visible = scopes.entries(world.actor("coordinator")).filter(plan=plan)

    for also in (False, True):
        by_rule = as_at(
            entry_facts(with_everything(visible)), on(asked), known_by=known_by, with_withdrawn=also
        )
        by_database, _ = states_at(visible, on(asked), known_by=known_by, with_withdrawn=also)

        assert {s.id: s for s in by_database} == {s.id: s for s in by_rule}


def an_entry(world) -> Entry:
    plan = Plan.objects.create(
        id=uuid.uuid4(), partnership_id=world.partnership, slug="p", name="P", starts_on=START
    )
    return Entry.objects.create(id=uuid.uuid4(), plan=plan, added_at=at(0, 0))


def a_version(entry: Entry, number: int, *, id: int = 0, text: str = "said") -> EntryVersion:
    return EntryVersion.objects.create(
        id=uuid.UUID(int=id or number),
        entry=entry,
        number=number,
        effective_on=START,
        recorded_at=at(0, 0),
        kind="action",
        text=text,
    )


def both_ways(world) -> tuple:
    visible = scopes.entries(world.actor("coordinator")).filter(plan__slug="p")
    (by_rule,) = as_at(entry_facts(with_everything(visible)), START)
    ((by_database,), _) = states_at(visible, START)
    return by_rule, by_database


def test_an_update_corrected_on_the_day_it_speaks_for_says_what_the_correction_says(world):
    entry = an_entry(world)
    a_version(entry, 1)
    for id, hour, words in ((9, 1, "Begun"), (3, 2, "Not begun")):
        ProgressRow.objects.create(
            id=uuid.UUID(int=id),
            entry=entry,
            as_at=START,
            reported_on=START,
            recorded_at=at(0, hour),
            status="under_way",
            progress=words,
        )

    assert [state.progress.progress for state in both_ways(world)] == ["Not begun", "Not begun"]


def test_of_two_versions_of_one_instant_the_later_numbered_stands(world):
    entry = an_entry(world)
    a_version(entry, 1, id=9, text="First")
    a_version(entry, 2, id=3, text="Second")

    assert [state.version.text for state in both_ways(world)] == ["Second", "Second"]
