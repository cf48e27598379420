"""What was worked out of a plan is kept until somebody writes, and shows no reader what is not theirs."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.worlds import fill_plan
from quorate.commands import plans as verbs
from quorate.domain.access.audience import Audience
from quorate.domain.plans.position import EntryState
from quorate.queries.plan_facts import _MEMORY, PlanFacts, plan_states
from quorate.queries.plans import page_plan, page_plans
from quorate.queries.remembering import Memory
from quorate.records.models import Entry
from tests.builders.plans import BEGAN, add, led_by, start, update
from tests.builders.world import TODAY, World, done, make_two, make_world

kept_for_real = pytest.mark.django_db(transaction=True)  # inside a test's own transaction nothing is kept


@pytest.fixture(autouse=True)
def nothing_kept():
    _MEMORY.forget()


@pytest.fixture
def world(transactional_db) -> World:
    return make_world()


def texts(facts: PlanFacts) -> list[str]:
    return sorted(state.version.text for state in facts.states)


def said(world: World, entry, words: str, on: date = TODAY) -> None:
    done(
        verbs.record_progress(
            world.as_("coordinator", TODAY), entry=entry, draft=update(on, words), reported_on=on
        )
    )


def count_of(job) -> int:
    with CaptureQueriesContext(connection) as asked:
        job()
    return len(asked)


@kept_for_real
def test_a_plan_of_hundreds_of_entries_asks_the_database_no_more_than_one_of_twenty(world):
    fill_plan(world, entries=20, quarters=2, name="Short")
    fill_plan(world, entries=300, quarters=4, name="Long", versions=3)
    actor = world.actor("coordinator")

    def asked(plan: str) -> int:
        return count_of(lambda: page_plan(actor, plan=plan, today=TODAY))

    first = {plan: asked(plan) for plan in ("short", "long")}
    again = {plan: asked(plan) for plan in ("short", "long")}

    assert first["short"] == first["long"]
    assert again["short"] == again["long"] < first["long"]
    assert len(page_plan(actor, plan="long", today=TODAY).rows) == 50


@kept_for_real
def test_the_list_of_plans_asks_no_more_for_six_plans_than_for_one(world):
    actor = world.actor("coordinator")
    fill_plan(world, entries=10, quarters=1, name="First")
    one = count_of(lambda: page_plans(actor, today=TODAY))
    _MEMORY.forget()
    for n in range(5):
        fill_plan(world, entries=10, quarters=1, name=f"Plan {n}")

    assert count_of(lambda: page_plans(actor, today=TODAY)) == one
    assert len(page_plans(actor, today=TODAY).lines) == 6


@kept_for_real
def test_what_was_worked_out_is_kept_until_somebody_writes(world):
    plan = start(world)
    entry = add(world, plan, "Train every school", leads=led_by(world, "police"))
    before = plan_states(world.actor("coordinator"), plan, TODAY)
    again = plan_states(world.actor("coordinator"), plan, TODAY)

    said(world, entry, "Two schools trained")

    after = plan_states(world.actor("coordinator"), plan, TODAY)
    assert again is before
    assert after is not before
    assert after.states[0].progress.progress == "Two schools trained"


@kept_for_real
def test_readers_who_see_the_same_share_it_and_others_do_not(world):
    plan = start(world)
    add(world, plan, "Open to all")
    narrow = add(world, plan, "For the few")
    Entry.objects.filter(id=narrow).update(audience=Audience.RESTRICTED.value)

    coordinator = plan_states(world.actor("coordinator"), plan, TODAY)
    police = plan_states(world.actor("police"), plan, TODAY)
    health = plan_states(world.actor("health"), plan, TODAY)

    assert texts(coordinator) == ["For the few", "Open to all"]
    assert texts(police) == ["Open to all"]
    assert health is police


@kept_for_real
def test_a_label_set_later_holds_at_once_without_waiting_for_a_write(world):
    plan = start(world)
    add(world, plan, "Open to all")
    narrow = add(world, plan, "For the few")
    assert len(plan_states(world.actor("police"), plan, TODAY).states) == 2

    Entry.objects.filter(id=narrow).update(audience=Audience.RESTRICTED.value)

    assert texts(plan_states(world.actor("police"), plan, TODAY)) == ["Open to all"]
    assert page_plan(world.actor("police"), plan="city-action-plan", today=TODAY).of == 1


@kept_for_real
def test_another_date_and_what_was_known_by_an_instant_are_other_questions(world):
    plan = start(world)
    entry = add(world, plan, "Train every school")
    said(world, entry, "Nothing yet", on=BEGAN)
    knew = world.as_("coordinator", BEGAN).moment.at
    actor = world.actor("coordinator")

    now = plan_states(actor, plan, TODAY)
    before_it_began = plan_states(actor, plan, BEGAN - timedelta(days=1))
    as_then_known = plan_states(actor, plan, TODAY, known_by=knew)

    assert now.states[0].progress.progress == "Nothing yet"
    assert before_it_began.states == ()
    assert as_then_known.states[0].progress is None
    assert plan_states(actor, plan, TODAY) is now


@kept_for_real
def test_what_is_undone_was_never_kept(world):
    plan = start(world)
    entry = add(world, plan, "Train every school")
    actor = world.actor("coordinator")

    with transaction.atomic():
        said(world, entry, "A slip")
        inside = plan_states(actor, plan, TODAY)
        transaction.set_rollback(True)

    assert inside.states[0].progress.progress == "A slip"
    assert plan_states(actor, plan, TODAY).states[0].progress is None


@kept_for_real
def test_a_write_in_one_partnership_leaves_what_is_kept_of_another(transactional_db):
    city, town = make_two()
    of_city, of_town = start(city), start(town)
    kept = plan_states(town.actor("coordinator"), of_town, TODAY)

    add(city, of_city, "Train every school")

    assert plan_states(town.actor("coordinator"), of_town, TODAY) is kept


def test_outdated_answers_leave_the_memory_with_the_next_question():
    memory: Memory[str, str] = Memory(most=10, size_of=len)
    memory.recall("p", "head 1", ["a", "b"], lambda keys: dict.fromkeys(keys, "words"))

    memory.recall("p", "head 2", ["b"], lambda keys: dict.fromkeys(keys, "new"))

    assert memory.size == len("new")


def test_the_memory_never_grows_past_its_most_and_drops_what_was_used_longest_ago():
    memory: Memory[str, str] = Memory(most=10, size_of=len)
    worked_out: list[str] = []

    def recall(key: str) -> None:
        memory.recall("p", "head", [key], lambda keys: worked_out.extend(keys) or dict.fromkeys(keys, "1234"))

    for key in ("a", "b", "a", "c"):
        recall(key)
    assert memory.size <= 10
    recall("a")
    recall("b")

    assert worked_out == ["a", "b", "c", "b"]


ACTS = st.lists(
    st.tuples(st.sampled_from(["update", "reword", "withdraw", "add", "look"]), st.integers(0, 5)), max_size=5
)


@kept_for_real
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_what_is_kept_is_what_would_be_worked_out_afresh(world, acts):
    plan = start(world, "Made plan")
    entries = [add(world, plan, f"Entry {n}") for n in range(2)]
    for n, (act, which) in enumerate(acts):
        entry = entries[which % len(entries)]
        if act == "update":
            draft = update(TODAY - timedelta(days=which), f"Update {n}")
            verbs.record_progress(world.as_("coordinator"), entry=entry, draft=draft)
        elif act == "add":
            entries.append(add(world, plan, f"More {n}", on=BEGAN + timedelta(days=which)))
        elif act == "reword":
            state = _state(world, plan, entry)
            if state is not None:
                draft = verbs.draft_of(state)
                changed = type(draft)(kind=draft.kind, text=f"Reworded {n}", order=draft.order)
                done(verbs.change_entry(world.as_("coordinator"), entry=entry, draft=changed))
        elif act == "withdraw":
            verbs.withdraw_entry(world.as_("coordinator"), entry=entry, reason="Done elsewhere")
        for on in (TODAY, TODAY - timedelta(days=3)):
            kept = plan_states(world.actor("police"), plan, on)
            with transaction.atomic():
                afresh = plan_states(world.actor("police"), plan, on)
            assert set(kept.states) == set(afresh.states)
            assert kept.standings == afresh.standings


def _state(world: World, plan, entry) -> EntryState | None:
    states = plan_states(world.actor("coordinator"), plan, TODAY).states
    return next((state for state in states if state.id == str(entry)), None)
