"""Barriers recorded, changed, taken to a group, resolved and opened again: by whom, when, and when not."""

import json
import uuid
from datetime import date, timedelta

import pytest

from quorate.commands import barriers, plans, setting_up
from quorate.commands.barriers import BarrierDraft
from quorate.commands.runner import Done
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError, StaleError
from quorate.domain.plans.barriers import Barrier
from quorate.queries.plan_facts import plan_outlines, plan_states
from quorate.queries.plan_overview import overview
from quorate.records import scopes
from quorate.records.models import (
    BarrierEscalation,
    BarrierRow,
    BarrierStep,
    Entry,
    EventRow,
    ProgressRow,
    SearchText,
)
from tests.builders.barriers import SINCE, a_barrier, escalated, resolved
from tests.builders.plans import add, led_by, led_by_agency, start, update
from tests.builders.world import TODAY, done, make_two, make_world, moment

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PLAN = "city-action-plan"


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def entry(world):
    return add(world, start(world), "Share one definition", leads=led_by(world, "police"))


def code(outcome) -> str:
    return "" if isinstance(outcome, Done) else outcome.code


def last_event() -> tuple[str, dict]:
    row = EventRow.objects.order_by("id").last()
    return row.code, json.loads(row.contents)["details"]


def recorded(world, entry, by="coordinator", **more):
    said = {"words": "No money after March", **more}
    return barriers.record_barrier(world.as_(by), entry=entry, draft=BarrierDraft(**said))


def told(world, entry, barrier_words, on=TODAY):
    draft = update(on, barrier=barrier_words)
    return done(plans.record_progress(world.as_("coordinator"), entry=entry, draft=draft))


def steps(barrier) -> list[tuple[str, date, str]]:
    rows = BarrierStep.objects.filter(barrier=barrier).order_by("number")
    return list(rows.values_list("step", "on", "kind"))


def test_a_barrier_is_recorded_with_neither_type_nor_day_nor_owner_where_nobody_knows_them(world, entry):
    barrier = done(recorded(world, entry))
    row = BarrierRow.objects.get(id=barrier)
    assert (row.words, row.kind, row.since, row.owner) == ("No money after March", "", None, None)
    assert steps(barrier) == [("recorded", TODAY, "")]
    assert last_event() == ("plans.barrier_recorded", {"entry": str(entry), "kind": ""})


def test_no_type_is_set_by_the_words_of_the_update_it_is_taken_from(world, entry):
    source = told(world, entry, "No money after March")
    barrier = a_barrier(world, entry, kind="", update=source)
    row = BarrierRow.objects.get(id=barrier)
    assert (row.update_id, row.kind) == (source, "")


def test_an_update_of_another_entry_is_not_found(world, entry):
    other = add(world, Entry.objects.get(id=entry).plan_id, "Train every school")
    with pytest.raises(NotFoundError):
        a_barrier(world, entry, update=told(world, other, "No money"))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"words": " "}, "plans.barrier_without_words"),
        ({"kind": "weather"}, "plans.barrier_type_unknown"),
        ({"since": TODAY + DAY}, "plans.barrier_since_later"),
    ],
)
def test_a_barrier_that_cannot_be_so_is_refused_and_not_kept(world, entry, said, expected):
    assert code(recorded(world, entry, **said)) == expected
    assert not BarrierRow.objects.exists()


def test_the_same_words_are_recorded_once_while_the_barrier_is_open(world, entry):
    first = a_barrier(world, entry)
    assert code(recorded(world, entry, words="no  money after march")) == "plans.barrier_recorded_already"
    resolved(world, first)
    assert code(recorded(world, entry)) == ""


def test_nothing_is_recorded_of_what_was_withdrawn(world, entry):
    done(plans.withdraw_entry(world.as_("coordinator"), entry=entry, reason="Done elsewhere"))
    assert code(recorded(world, entry)) == "plans.entry_withdrawn"


def test_whoever_left_is_given_none_and_keeps_the_one_they_had(world, entry):
    charity = world.people["charity"]
    barrier = a_barrier(world, entry, owner=charity)
    done(setting_up.leave(world.as_("coordinator"), person=charity, left_on=TODAY))
    assert code(recorded(world, entry, words="No staff", owner=charity)) == "plans.barrier_owner_left"
    draft = BarrierDraft("No money after April", owner=charity)
    done(barriers.change_barrier(world.as_("coordinator"), barrier=barrier, version=1, draft=draft))
    assert BarrierRow.objects.get(id=barrier).owner_id == charity


# Who may


@pytest.mark.parametrize("key", ["police", "coordinator", "secretary"])
def test_who_may_record_progress_on_an_entry_may_record_its_barriers(world, entry, key):
    assert code(recorded(world, entry, by=key)) == ""


@pytest.mark.parametrize("key", ["charity", "chair", "observer", "analyst"])
def test_nobody_else_may_do_anything_about_them(world, entry, key):
    barrier, over = a_barrier(world, entry), resolved(world, a_barrier(world, entry, "No room"))
    by = world.as_(key)
    asks = [
        lambda: recorded(world, entry, by=key, words="Another"),
        lambda: barriers.change_barrier(by, barrier=barrier, version=1, draft=BarrierDraft("Other")),
        lambda: barriers.escalate_barrier(
            by, barrier=barrier, version=1, group=world.board, asked="Decide", on=TODAY
        ),
        lambda: barriers.resolve_barrier(by, barrier=barrier, version=1, how="Over", on=TODAY),
        lambda: barriers.reopen_barrier(by, barrier=over, version=2, why="Back"),
    ]
    for ask in asks:
        with pytest.raises(NotAllowedError):
            ask()


def test_those_who_speak_for_the_agency_that_leads_may(world):
    entry = add(world, start(world), "Train every school", leads=led_by_agency(world, "charity"))
    assert code(recorded(world, entry, by="charity")) == ""


def test_a_barrier_is_visible_as_its_entry_is(world):
    plan = start(world)
    open_one, hidden = add(world, plan, "Open"), add(world, plan, "Hidden")
    Entry.objects.filter(id=hidden).update(audience=Audience.CORE.value)
    seen, unseen = a_barrier(world, open_one), a_barrier(world, hidden)
    assert set(scopes.barriers(world.actor("analyst")).values_list("id", flat=True)) == {seen}
    assert scopes.barriers(world.actor("coordinator")).count() == 2
    with pytest.raises(NotFoundError):
        barriers.resolve_barrier(world.as_("analyst"), barrier=unseen, version=1, how="Over", on=TODAY)


def test_another_partnership_s_entry_barrier_group_and_owner_are_not_found():
    world, other = make_two()
    mine, theirs = (add(one, start(one), "Train every school") for one in (world, other))
    barrier = a_barrier(other, theirs)
    by = world.as_("coordinator")
    with pytest.raises(NotFoundError):
        recorded(world, theirs)
    with pytest.raises(NotFoundError):
        recorded(world, mine, owner=other.people["chair"])
    with pytest.raises(NotFoundError):
        barriers.reopen_barrier(by, barrier=barrier, version=1, why="Back")
    with pytest.raises(NotFoundError):
        barriers.escalate_barrier(
            by, barrier=a_barrier(world, mine), version=1, group=other.board, asked="Decide", on=TODAY
        )


# What is done about it


def test_a_change_says_what_changed_and_keeps_the_type_it_had(world, entry):
    barrier = a_barrier(world, entry, on=TODAY - DAY)
    draft = BarrierDraft("No money after March", "partner", SINCE, world.people["police"])
    done(barriers.change_barrier(world.as_("coordinator"), barrier=barrier, version=1, draft=draft))
    assert steps(barrier) == [("recorded", TODAY - DAY, "funding"), ("changed", TODAY, "partner")]
    details = {"entry": str(entry), "changed": "kind,owner", "kind": "partner"}
    assert last_event() == ("plans.barrier_changed", details)
    again = barriers.change_barrier(world.as_("coordinator"), barrier=barrier, version=2, draft=draft)
    assert code(again) == "plans.barrier_unchanged"


def test_it_cannot_have_begun_after_something_was_done_about_it(world, entry):
    barrier = escalated(world, a_barrier(world, entry, on=TODAY - 9 * DAY), on=TODAY - 5 * DAY)
    draft = BarrierDraft("No money", "funding", TODAY)
    outcome = barriers.change_barrier(world.as_("coordinator"), barrier=barrier, version=2, draft=draft)
    assert code(outcome) == "plans.barrier_since_after"


def test_a_group_is_asked_and_the_barrier_stays_open(world, entry):
    barrier = escalated(world, a_barrier(world, entry))
    (asked,) = BarrierEscalation.objects.all()
    assert (asked.group_id, asked.asked, asked.on, asked.opening) == (
        world.board,
        "Decide who pays",
        TODAY,
        1,
    )
    details = {"entry": str(entry), "group": str(world.board), "on": TODAY.isoformat()}
    assert last_event() == ("plans.barrier_escalated", details)
    again = barriers.escalate_barrier(
        world.as_("coordinator"), barrier=barrier, version=2, group=world.board, asked="Again", on=TODAY
    )
    assert code(again) == "plans.barrier_escalated_already"


def test_a_group_that_has_ended_is_asked_nothing(world, entry):
    by = world.as_("coordinator")
    group = done(setting_up.add_group(by, slug="old", name="Old group"))
    done(setting_up.end_group(by, group=group, version=1, ended_on=date(2026, 9, 30)))
    barrier = a_barrier(world, entry)
    outcome = barriers.escalate_barrier(by, barrier=barrier, version=1, group=group, asked="Decide", on=TODAY)
    assert code(outcome) == "groups.ended"


def test_it_is_resolved_on_a_day_and_opened_again_with_why_and_then_a_group_can_be_asked_anew(world, entry):
    by = world.as_("coordinator")
    barrier = resolved(world, escalated(world, a_barrier(world, entry, on=TODAY - DAY), on=TODAY - DAY))
    assert last_event() == ("plans.barrier_resolved", {"entry": str(entry), "on": TODAY.isoformat()})
    twice = barriers.resolve_barrier(by, barrier=barrier, version=3, how="Over", on=TODAY)
    change = barriers.change_barrier(by, barrier=barrier, version=3, draft=BarrierDraft("Other"))
    assert code(twice) == code(change) == "plans.barrier_resolved"
    assert code(barriers.reopen_barrier(by, barrier=barrier, version=3, why=" ")) == (
        "plans.barrier_reopened_unsaid"
    )
    done(barriers.reopen_barrier(by, barrier=barrier, version=3, why="The grant fell through"))
    assert last_event() == ("plans.barrier_reopened", {"entry": str(entry)})
    assert code(barriers.reopen_barrier(by, barrier=barrier, version=4, why="Again")) == "plans.barrier_open"
    escalated(world, barrier)
    assert list(BarrierEscalation.objects.order_by("opening").values_list("opening", flat=True)) == [1, 2]


def test_it_cannot_be_resolved_before_it_began_nor_on_a_day_to_come(world, entry):
    barrier, by = a_barrier(world, entry), world.as_("coordinator")
    for on, expected in (
        (SINCE - DAY, "plans.barrier_resolved_before"),
        (TODAY + DAY, "plans.barrier_resolved_later"),
    ):
        assert code(barriers.resolve_barrier(by, barrier=barrier, version=1, how="Over", on=on)) == expected
    assert steps(barrier) == [("recorded", TODAY, "funding")]


@pytest.mark.parametrize("verb", ["change", "escalate", "resolve", "reopen"])
def test_what_somebody_else_changed_meanwhile_is_not_written_over(world, entry, verb):
    barrier, by = a_barrier(world, entry), world.as_("coordinator")
    resolved(world, barrier) if verb == "reopen" else escalated(world, barrier)
    said = {"barrier": barrier, "version": 1}
    ask = {
        "change": lambda: barriers.change_barrier(by, draft=BarrierDraft("Other"), **said),
        "escalate": lambda: barriers.escalate_barrier(
            by, group=world.board, asked="Decide", on=TODAY, **said
        ),
        "resolve": lambda: barriers.resolve_barrier(by, how="Over", on=TODAY, **said),
        "reopen": lambda: barriers.reopen_barrier(by, why="Back", **said),
    }[verb]
    with pytest.raises(StaleError):
        ask()


def test_no_barrier_of_that_id_is_not_found(world):
    with pytest.raises(NotFoundError):
        barriers.resolve_barrier(
            world.as_("coordinator"), barrier=uuid.uuid4(), version=1, how="Over", on=TODAY
        )


def test_its_words_and_what_was_asked_are_found_with_its_entry(world, entry):
    escalated(world, a_barrier(world, entry, "The lease runs out"), "Find another building")
    words = SearchText.objects.get(subject_kind="entry", subject_id=entry).words
    assert "lease" in words
    assert "another building" in words


# What a plan says of it


def barriers_on(world, on=TODAY) -> dict[Barrier, int]:
    return dict(overview(plan_outlines(world.actor("coordinator"), PLAN, on)).barriers)


def test_a_plan_counts_the_type_that_was_chosen_in_place_of_what_words_suggest(world, entry):
    told(world, entry, "No money after March")
    assert barriers_on(world) == {Barrier.FUNDING: 1}
    a_barrier(world, entry, kind="partner")
    assert barriers_on(world) == {Barrier.PARTNER: 1}
    whole = overview(plan_states(world.actor("coordinator"), PLAN, TODAY))
    assert dict(whole.barriers) == {Barrier.PARTNER: 1}


def test_a_barrier_recorded_or_resolved_later_changes_no_earlier_day(world, entry):
    first, second = date(2026, 10, 5), date(2026, 11, 2)
    barrier = a_barrier(world, entry, on=first)
    draft = BarrierDraft("No money after March", "data", SINCE)
    done(barriers.change_barrier(world.as_("coordinator", second), barrier=barrier, version=1, draft=draft))
    resolved(world, barrier, on=TODAY)
    said = [barriers_on(world, on) for on in (first - DAY, first, second - DAY, second, TODAY - DAY, TODAY)]
    funding, data = {Barrier.FUNDING: 1}, {Barrier.DATA: 1}
    assert said == [{}, funding, funding, data, data, {}]


def test_what_was_known_at_an_instant_leaves_out_a_barrier_recorded_since(world, entry):
    a_barrier(world, entry)
    before = moment(TODAY).at - timedelta(seconds=1)
    facts = plan_states(world.actor("coordinator"), PLAN, TODAY, known_by=before)
    assert facts.recorded == {}


def test_an_update_says_no_more_of_what_was_resolved_since(world, entry):
    told(world, entry, "No money after March", on=TODAY - 9 * DAY)
    resolved(world, a_barrier(world, entry, on=TODAY - 5 * DAY), on=TODAY)
    assert barriers_on(world) == {}
    told(world, entry, "No money, again", on=TODAY)
    assert barriers_on(world) == {}
    assert ProgressRow.objects.count() == 2
