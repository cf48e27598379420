"""The position of every entry says what its history comes to, whatever was written and in what order."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quorate.commands import imports, plans, positions, redactions, setting_up
from quorate.commands.runner import Done
from quorate.domain.access.audience import Audience
from quorate.domain.plans import barriers
from quorate.domain.plans.barriers import Barrier
from quorate.domain.plans.drafts import EntryDraft
from quorate.domain.plans.facts import EntryKind, Lead, Rating, Status, Target, TargetKind
from quorate.queries.plan_facts import plan_outlines
from quorate.queries.plans import page_plan
from quorate.records.facts import outlines
from quorate.records.models import Agency, Entry, EntryPosition, ProgressRow
from tests.builders.plans import BEGAN, add, led_by_agency, start, update
from tests.builders.positions import assert_pages_agree, assert_true_to_history, by_history, by_position
from tests.builders.world import TODAY, World, done, make_two, make_world
from tests.commands.test_imports import word_plan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = tmp_path


@pytest.fixture
def world() -> World:
    return make_world()


def said(world: World, entry, on: date = TODAY, **more) -> None:
    draft = update(on, more.pop("words", "Two schools trained"), **more)
    done(plans.record_progress(world.as_("coordinator"), entry=entry, draft=draft, reported_on=on))


def reworded(world: World, entry, text: str, on: date, **more) -> None:
    draft = EntryDraft(kind=EntryKind.ACTION, text=text, **more)
    done(plans.change_entry(world.as_("coordinator"), entry=entry, draft=draft, effective_on=on))


def test_an_entry_has_one_position_that_holds_for_good(world):
    entry = add(world, start(world), "Train every school", leads=led_by_agency(world, "police"))
    said(world, entry, barrier="Funding ends in March")

    (row,) = EntryPosition.objects.filter(entry=entry)

    assert (row.since, row.until) == (TODAY, date.max)
    assert "Train every school" not in row.facts, "words stay in the history"
    assert "Funding" not in row.facts
    assert '["funding"]' in row.facts
    assert_true_to_history(world.actor("coordinator"))


def test_a_version_of_a_day_to_come_takes_effect_on_that_day_without_a_write(world):
    plan = start(world)
    entry = add(world, plan, "Train every school", code="1")
    begins = TODAY + timedelta(days=7)
    reworded(world, entry, "Train every school and college", begins, code="1a")
    actor = world.actor("coordinator")

    codes = {
        on: [one.code for one in plan_outlines(actor, plan, on).states]
        for on in (TODAY, begins - timedelta(days=1), begins, begins + timedelta(days=30))
    }

    assert list(codes.values()) == [["1"], ["1"], ["1a"], ["1a"]]
    assert EntryPosition.objects.filter(entry=entry).count() == 2
    assert_true_to_history(actor)


def test_an_entry_that_begins_later_is_not_there_before(world):
    plan = start(world)
    begins = TODAY + timedelta(days=40)
    entry = done(
        plans.add_entry(
            world.as_("coordinator"),
            plan=plan,
            draft=EntryDraft(kind=EntryKind.ACTION, text="Open a second refuge"),
            effective_on=begins,
        )
    )
    actor = world.actor("coordinator")

    assert by_position(actor, begins - timedelta(days=1)) == ({}, [])
    assert list(by_position(actor, begins)[0]) == [str(entry)]
    assert_true_to_history(actor)


def test_a_withdrawn_entry_is_gone_and_is_still_there_on_the_day_before(world):
    plan = start(world)
    entry = add(world, plan, "Train every school")
    done(plans.withdraw_entry(world.as_("coordinator"), entry=entry, reason="Done elsewhere"))
    actor = world.actor("coordinator")

    assert by_position(actor, TODAY) == ({}, [])
    assert plan_outlines(actor, plan, TODAY).states == ()
    assert [one.id for one in plan_outlines(actor, plan, TODAY - timedelta(days=1)).states] == [str(entry)]
    assert_true_to_history(actor)


def test_an_update_for_an_earlier_day_does_not_hide_a_later_one(world):
    entry = add(world, start(world), "Train every school")
    said(world, entry, status=Status.COMPLETE)
    said(world, entry, TODAY - timedelta(days=20), words="One school so far")

    assert_true_to_history(world.actor("coordinator"))


def test_a_day_before_the_last_write_is_answered_from_the_history(world):
    plan = start(world)
    entry = add(world, plan, "Train every school", code="1")
    reworded(world, entry, "Train every college", TODAY, code="2")
    actor = world.actor("coordinator")
    before = TODAY - timedelta(days=1)

    assert by_position(actor, before) == ({}, [str(entry)])
    assert [one.code for one in plan_outlines(actor, plan, before).states] == ["1"]
    assert_pages_agree(actor, before)


def test_an_accepted_import_writes_the_positions_of_what_it_changed(world):
    id = done(
        imports.upload_plan(
            world.as_("coordinator"),
            data=word_plan(),
            name="plan.docx",
            plan_name="A plan",
            effective_on=TODAY,
        )
    )
    done(imports.accept_import(world.as_("coordinator"), id=id))

    assert len(by_position(world.actor("coordinator"), TODAY)[0]) == Entry.objects.count() > 1
    assert_true_to_history(world.actor("coordinator"))


def test_a_redacted_barrier_leaves_no_trace_in_a_position(world):
    entry = add(world, start(world), "Train every school")
    said(world, entry, barrier="Funding for the family at Harbour Road ends")
    update_row = ProgressRow.objects.get(entry=entry)
    id = done(
        redactions.propose_redaction(
            world.as_("coordinator"),
            subject_kind="progress",
            subject_id=update_row.id,
            columns=["barrier"],
            reason="It names a child",
        )
    )
    assert '["funding"]' in EntryPosition.objects.get(entry=entry).facts

    done(redactions.confirm_redaction(world.as_("governance"), redaction=id))

    assert '["funding"]' not in EntryPosition.objects.get(entry=entry).facts
    assert_true_to_history(world.actor("coordinator"))


def test_a_label_set_later_and_a_new_name_hold_at_once_without_a_write(world):
    plan = start(world)
    add(world, plan, "Open to all", leads=led_by_agency(world, "police"))
    narrow = add(world, plan, "For the few")
    assert page_plan(world.actor("police"), plan="city-action-plan", today=TODAY).of == 2

    Entry.objects.filter(id=narrow).update(audience=Audience.RESTRICTED.value)
    Agency.objects.filter(id=world.agencies["police"]).update(name="Constabulary")

    page = page_plan(world.actor("police"), plan="city-action-plan", today=TODAY)
    assert [row.text for row in page.rows] == ["Open to all"]
    assert [row.lead for row in page.rows] == ["Constabulary"]
    assert [choice.label for choice in page.leads] == ["Constabulary"]


def test_what_hangs_on_an_entry_the_reader_may_not_see_is_not_shown(world):
    plan = start(world)
    above = add(world, plan, "For the few", kind=EntryKind.OBJECTIVE)
    add(world, plan, "Under it", parent_id=str(above))
    Entry.objects.filter(id=above).update(audience=Audience.RESTRICTED.value)

    assert plan_outlines(world.actor("police"), plan, TODAY).states == ()
    assert len(plan_outlines(world.actor("coordinator"), plan, TODAY).states) == 2


def test_what_is_undone_leaves_the_position_as_it_was(world):
    entry = add(world, start(world), "Train every school")
    before = EntryPosition.objects.get(entry=entry).facts

    with transaction.atomic():
        said(world, entry)
        assert EntryPosition.objects.get(entry=entry).facts != before
        transaction.set_rollback(True)

    assert EntryPosition.objects.get(entry=entry).facts == before


def test_a_write_in_one_partnership_leaves_the_positions_of_another():
    city, town = make_two()
    of_town = add(town, start(town), "Open a refuge")
    held = EntryPosition.objects.get(entry=of_town).id

    add(city, start(city), "Train every school")

    assert EntryPosition.objects.get(entry=of_town).id == held
    assert by_position(city.actor("coordinator"), TODAY)[0].keys().isdisjoint({str(of_town)})


def test_an_entry_without_a_position_is_answered_from_its_history_and_can_be_given_one(world):
    plan = start(world)
    entry = add(world, plan, "Train every school")
    add(world, plan, "Open a refuge")
    EntryPosition.objects.filter(entry=entry).delete()
    actor = world.actor("coordinator")

    assert len(plan_outlines(actor, plan, TODAY).states) == 2
    assert positions.differing(Entry.objects.all(), TODAY) == {entry}
    assert positions.keep_missing(TODAY) == 1
    assert_true_to_history(actor)


@pytest.mark.parametrize("older", ["", '["funding"]', "0:00000000 ", "1:00000000 [7]"])
def test_what_older_rules_worked_out_is_not_shown_and_is_worked_out_again(world, older):
    plan = start(world)
    entry, actor = add(world, plan, "Train every school"), world.actor("coordinator")
    said(world, entry, barrier="Funding ends in March")
    add(world, plan, "Open a refuge")
    tomorrow = TODAY + timedelta(days=1)
    EntryPosition.objects.filter(entry=entry).update(facts=older, until=tomorrow)
    EntryPosition.objects.create(entry_id=entry, since=tomorrow, until=date.max, facts=older)

    assert by_position(actor, TODAY)[1] == [str(entry)]
    assert_pages_agree(actor, TODAY)
    assert positions.differing(Entry.objects.all(), TODAY) == {entry}
    assert positions.keep_missing(TODAY) == 1
    assert_true_to_history(actor)
    assert positions.keep_missing(TODAY) == 0


def test_positions_of_every_partnership_are_worked_out_again():
    city, town = make_two()
    for world in (city, town):
        add(world, start(world), "Train every school")
    EntryPosition.objects.update(facts="")

    assert positions.keep_missing(TODAY) == 2

    for world in (city, town):
        assert_true_to_history(world.actor("coordinator"))


def test_other_words_for_barriers_outdate_what_was_worked_out_by_these():
    assert f"{outlines.RULES}:{barriers.EDITION} " == outlines.READ_BY
    words = {kind: pattern.pattern for kind, pattern in barriers._PATTERNS.items()}
    assert barriers.edition_of(words) == barriers.EDITION
    assert barriers.edition_of({**words, Barrier.FUNDING: "till"}) != barriers.EDITION


def test_a_position_that_says_something_else_is_noticed_and_mended(world):
    entry = add(world, start(world), "Train every school", code="1")
    row = EntryPosition.objects.get(entry=entry)
    row.facts = row.facts.replace('"1"', '"9"')
    row.save()
    assert positions.differing(Entry.objects.all(), TODAY) == {entry}

    positions.keep(Entry.objects.all(), TODAY)

    assert_true_to_history(world.actor("coordinator"))


def test_a_position_that_ends_too_soon_is_noticed(world):
    entry = add(world, start(world), "Train every school")
    EntryPosition.objects.filter(entry=entry).update(until=TODAY + timedelta(days=5))

    assert positions.differing(Entry.objects.all(), TODAY) == {entry}


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["add", "reword", "update", "withdraw", "redact", "restrict", "ask", "agency"]),
        st.integers(0, 5),
        st.sampled_from([-60, -3, -1, 0, 0, 1, 7, 40]),
    ),
    min_size=1,
    max_size=9,
)
TARGETS = [(), (TargetKind.DAY,), (TargetKind.ONGOING,), (TargetKind.RECURRING, TargetKind.DAY)]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_positions_are_true_to_history_after_any_commands(world, acts):
    with transaction.atomic():
        plan = start(world, "Made plan")
        entries = [add(world, plan, f"Entry {n}") for n in range(2)]
        for n, act in enumerate(acts):
            _do(world, plan, entries, n, *act)
        assert_true_to_history(world.actor("coordinator"))
        assert_pages_agree(world.actor("police"), TODAY)
        transaction.set_rollback(True)


def _do(world: World, plan, entries: list, n: int, act: str, which: int, days: int) -> None:
    """One command, of whatever outcome; refusals write nothing."""
    entry, on = entries[which % len(entries)], TODAY + timedelta(days=days)
    asked = world.as_("coordinator")
    draft = _draft(world, entries, n, which, on)
    match act:
        case "add":
            outcome = plans.add_entry(asked, plan=plan, draft=draft, effective_on=on)
            if isinstance(outcome, Done) and outcome.id:
                entries.append(outcome.id)
        case "reword":
            plans.change_entry(asked, entry=entry, draft=draft, effective_on=on, reason="As agreed")
        case "update":
            status, rating = list(Status)[which % 5], list(Rating)[which % 4]
            said = update(on, f"Update {n}", status, rating, barrier="The post is vacant" if which else "")
            plans.record_progress(asked, entry=entry, draft=said, reported_on=min(on, TODAY))
        case "withdraw":
            plans.withdraw_entry(asked, entry=entry, reason="Done elsewhere", on=on)
        case "redact":
            rows = ProgressRow.objects.filter(entry__plan=plan).exclude(barrier="").order_by("id")[:1]
            for row in rows:
                proposed = redactions.propose_redaction(
                    asked,
                    subject_kind="progress",
                    subject_id=row.id,
                    columns=["barrier"],
                    reason="It names a child",
                )
                if isinstance(proposed, Done):
                    redactions.confirm_redaction(world.as_("governance"), redaction=proposed.id)
        case "restrict":
            Entry.objects.filter(id=entry).update(audience=Audience.RESTRICTED.value)
        case "ask":
            plans.ask_for_updates(asked, plan=plan, due_on=max(on, TODAY))
        case "agency":
            setting_up.add_agency(asked, name=f"Agency {n}", kind="health")


def _draft(world: World, entries: list, n: int, which: int, on: date) -> EntryDraft:
    targets = tuple(
        Target(kind, raw=f"By {on}", on=None if kind is TargetKind.ONGOING else on)
        for kind in TARGETS[which % len(TARGETS)]
    )
    leads = (
        Lead(raw="Police", agency_id=str(world.agencies["police"]))
        if which % 2
        else Lead(raw="Nobody known"),
        Lead(raw="tbc", to_be_confirmed=True),
    )[: which % 3]
    return EntryDraft(
        kind=EntryKind.ACTION,
        text=f"Made {n}",
        code=f"{n}.{which}",
        level="Key action" if which % 2 else "",
        parent_id=str(entries[0]) if which == 3 else "",
        order=which,
        leads=leads,
        targets=targets,
    )


def test_positions_read_by_hand_and_by_page_are_of_what_the_reader_may_see(world):
    plan = start(world)
    narrow = add(world, plan, "For the few", on=BEGAN)
    Entry.objects.filter(id=narrow).update(audience=Audience.RESTRICTED.value)

    assert by_position(world.actor("police"), TODAY) == ({}, [])
    assert by_history(world.actor("police"), TODAY) == {}
