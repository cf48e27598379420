"""Setting and lifting restrictions, and the days the council is closed."""

import uuid
from datetime import date, timedelta

import pytest

from quorate.commands import setting_up
from quorate.commands.runner import Done
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError, StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.records.facts.meetings import calendar_of
from quorate.records.models import Closure, EventRow, Restriction
from tests.builders.world import TODAY, done, make_two, make_world

pytestmark = pytest.mark.django_db
CLOSED = date(2026, 12, 29)


def code(outcome) -> str:
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def restrict(world, key="coordinator", **more):
    said = {
        "name": "Tender",
        "reason": "A procurement is open",
        "from_on": TODAY,
        "barred_agencies": [world.agencies["charity"]],
    } | more
    return setting_up.set_restriction(world.as_(key), **said)


def lift(world, id, to_on=TODAY, version=1, key="coordinator"):
    return setting_up.lift_restriction(world.as_(key), restriction=id, version=version, to_on=to_on)


def close(world, on=CLOSED, key="coordinator"):
    return setting_up.add_closure(world.as_(key), on=on, name="Offices shut")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"reason": "  "}, "people.reason_needed"),
        ({"barred_agencies": []}, "people.nobody_named"),
        ({"to_on": TODAY - timedelta(days=1)}, "people.ends_before_it_starts"),
    ],
)
def test_a_restriction_that_says_too_little_is_refused(said, expected):
    world = make_world()

    assert code(restrict(world, **said)) == expected
    assert not Restriction.objects.exists()


def test_a_coordinator_does_not_bar_themselves_or_their_own_agency():
    world = make_world()

    assert code(restrict(world, barred_people=[world.people["coordinator"]])) == "people.bars_yourself"
    assert code(restrict(world, barred_agencies=[world.agencies["council"]])) == "people.bars_yourself"


def test_whoever_was_barred_is_barred_no_more_the_day_after_it_is_lifted():
    world = make_world()
    id = done(restrict(world))

    done(lift(world, id))

    assert world.actor("charity", TODAY).barred == {str(id)}
    assert world.actor("charity", TODAY + timedelta(days=1)).barred == frozenset()
    assert EventRow.objects.filter(code="people.restriction_lifted").count() == 1


def test_a_restriction_is_not_lifted_before_it_began_nor_later_than_it_ends():
    world = make_world()
    id = done(restrict(world))

    assert code(lift(world, id, TODAY - timedelta(days=1))) == "people.ends_before_it_starts"
    done(lift(world, id))
    assert code(lift(world, id, TODAY + timedelta(days=1), version=2)) == "people.ends_already"
    with pytest.raises(StaleError):
        lift(world, id, version=1)


@pytest.mark.parametrize("key", ["chair", "secretary", "police"])
def test_only_the_coordinator_restricts_lifts_and_closes(key):
    world = make_world()
    id, day = done(restrict(world)), done(close(world))

    for ask in (
        lambda: restrict(world, key),
        lambda: lift(world, id, key=key),
        lambda: close(world, CLOSED + timedelta(days=1), key),
        lambda: setting_up.remove_closure(world.as_(key), closure=day),
    ):
        with pytest.raises(NotAllowedError):
            ask()
    assert Restriction.objects.get().to_on is None
    assert Closure.objects.count() == 1


def test_what_belongs_to_another_partnership_is_not_found():
    world, other = make_two()
    theirs, day = done(restrict(other)), done(close(other))

    for ask in (
        lambda: lift(world, theirs),
        lambda: restrict(world, barred_agencies=[other.agencies["charity"]]),
        lambda: restrict(world, allowed_people=[other.people["police"]]),
        lambda: setting_up.remove_closure(world.as_("coordinator"), closure=day),
        lambda: setting_up.remove_closure(world.as_("coordinator"), closure=uuid.uuid4()),
    ):
        with pytest.raises(NotFoundError):
            ask()
    assert Closure.objects.filter(partnership=other.partnership).exists()
    assert Restriction.objects.count() == 1


def test_a_day_the_council_is_closed_is_in_the_partnerships_own_calendar_alone():
    world, other = make_two()

    done(close(world))

    assert [day.on for day in calendar_of(world.partnership).closures] == [CLOSED]
    assert calendar_of(other.partnership).closures == ()
    assert EventRow.objects.filter(code="calendar.closure_added").count() == 1


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2026, 12, 25), "Friday 25 December 2026 is a bank holiday, Christmas Day, and"),
        (date(2026, 12, 27), "Sunday 27 December 2026 is at a weekend and"),
    ],
)
def test_a_day_that_is_not_worked_anyway_is_not_closed(on, words):
    outcome = close(make_world(), on)

    assert code(outcome) == "calendar.not_worked_anyway"
    assert outcome.sentence.startswith(words)


def test_a_day_is_listed_once_and_can_be_taken_away():
    world = make_world()
    id = done(close(world))

    assert code(close(world)) == "calendar.closed_already"
    assert isinstance(setting_up.remove_closure(world.as_("coordinator"), closure=id), Done)
    assert not Closure.objects.exists()
    assert isinstance(close(world), Done)
