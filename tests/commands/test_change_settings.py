"""How a partnership judges its actions: who may change it, what is refused, and what changes at once."""

import json

import pytest

from quorate.commands import setting_up
from quorate.domain.kernel.asking import NotAllowedError, StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.plans.standing import DUE_SOON_DAYS, NO_UPDATE_DAYS
from quorate.queries.plan_facts import plan_states
from quorate.records.models import EventRow, Partnership
from tests.builders.plans import add, day_target, start
from tests.builders.world import TODAY, World, done, make_two, make_world

pytestmark = pytest.mark.django_db


def change(world: World, *, by="coordinator", version=None, soon=14, silent=60):
    row = Partnership.objects.get(id=world.partnership)
    return setting_up.change_settings(
        world.as_(by),
        version=row.version if version is None else version,
        due_soon_days=soon,
        no_update_days=silent,
    )


def kept(world: World) -> tuple[int, int]:
    row = Partnership.objects.get(id=world.partnership)
    return row.due_soon_days, row.no_update_days


def test_a_coordinator_changes_both_and_the_record_says_what_they_were():
    world, other = make_two()
    before = Partnership.objects.get(id=world.partnership).version

    done(change(world))

    assert kept(world) == (14, 60)
    assert kept(other) == (DUE_SOON_DAYS, NO_UPDATE_DAYS)
    assert Partnership.objects.get(id=world.partnership).version == before + 1
    event = EventRow.objects.get(code="partnerships.settings_changed")
    assert json.loads(event.contents)["details"] == {
        "due_soon_days": "14",
        "due_soon_days_before": "28",
        "no_update_days": "60",
        "no_update_days_before": "92",
    }


@pytest.mark.parametrize("days", [1, 366])
def test_a_day_and_a_leap_year_are_the_least_and_the_most(days):
    world = make_world()

    done(change(world, soon=days, silent=days))

    assert kept(world) == (days, days)


@pytest.mark.parametrize("days", [-1, 0, 367])
@pytest.mark.parametrize("field", ["due_soon_days", "no_update_days"])
def test_less_and_more_are_refused(days, field):
    world = make_world()

    outcome = change(world, **{"soon" if field == "due_soon_days" else "silent": days})

    assert isinstance(outcome, Refusal)
    assert (outcome.code, outcome.field) == (f"partnerships.{field}_out_of_range", field)
    assert kept(world) == (DUE_SOON_DAYS, NO_UPDATE_DAYS)


def test_the_same_days_again_are_nothing_changed():
    outcome = change(make_world(), soon=DUE_SOON_DAYS, silent=NO_UPDATE_DAYS)

    assert isinstance(outcome, Refusal)
    assert outcome.code == "partnerships.settings_the_same"


def test_a_page_opened_before_another_change_changes_nothing():
    world = make_world()
    shown = Partnership.objects.get(id=world.partnership).version
    done(change(world))

    with pytest.raises(StaleError):
        change(world, version=shown, soon=7)
    assert kept(world) == (14, 60)


@pytest.mark.parametrize("by", ["chair", "secretary", "police", "observer", "analyst", "governance"])
def test_others_cannot(by):
    world = make_world()

    with pytest.raises(NotAllowedError):
        change(world, by=by)
    assert kept(world) == (DUE_SOON_DAYS, NO_UPDATE_DAYS)


def test_how_an_entry_stands_follows_at_once():
    world = make_world()
    plan = start(world)
    target = day_target("13 December 2026")  # in 20 days
    entry = add(world, plan, "Share one definition", targets=(target,))

    def marks() -> set[str]:
        facts = plan_states(world.actor("coordinator"), plan, TODAY)
        return {mark.flag.value for mark in facts.standings[str(entry)].marks}

    assert "due_soon" in marks()
    done(change(world, soon=14))
    assert "due_soon" not in marks()
    done(change(world, soon=20))
    assert "due_soon" in marks()


def test_a_unitary_council_owes_no_seat_to_districts_and_another_does():
    from quorate.domain.membership.coverage import CoverState, Represented
    from quorate.queries.membership.findings import findings
    from quorate.records.models import Group

    world = make_world()
    actor = world.actor("coordinator")

    def districts() -> CoverState:
        group = Group.objects.select_related("partnership").get(id=world.board)
        found = findings(actor, group, on=TODAY)
        return next(c.state for c in found.covers if c.section is Represented.AUTHORITIES_WITHIN)

    before = districts()
    row = Partnership.objects.get(id=world.partnership)
    said = {"due_soon_days": row.due_soon_days, "no_update_days": row.no_update_days}
    done(setting_up.change_settings(world.as_("coordinator"), version=row.version, is_unitary=True, **said))

    assert (before, districts()) == (CoverState.GAP, CoverState.NOT_APPLICABLE)
    assert (
        json.loads(EventRow.objects.get(code="partnerships.settings_changed").contents)["details"][
            "is_unitary"
        ]
        == "yes"
    )
    left = setting_up.change_settings(world.as_("coordinator"), version=row.version + 1, **said)
    assert isinstance(left, Refusal)
    assert Partnership.objects.get(id=world.partnership).is_unitary
