"""Adding groups, ending them, letting them go on, and who holds their offices."""

import uuid
from datetime import date, time, timedelta

import pytest

from quorate.commands import meetings, setting_up, terms
from quorate.commands.runner import Done
from quorate.domain.access.roles import Role
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError, StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.queries.duties import duties_of
from quorate.records.models import Appointment, EventRow, Group
from tests.builders.meetings import MEETING_ON, a_meeting
from tests.builders.world import CITY_CLAUSES, TODAY, done, make_two, make_world

pytestmark = pytest.mark.django_db
LAST = date(2026, 11, 30)


def code(outcome) -> str:
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def group(world, name="Training group", **more) -> uuid.UUID:
    kind = more.pop("kind", "operational_group")
    return done(setting_up.add_group(world.as_("coordinator"), name=name, kind=kind, **more))


def end(world, id, on=LAST, version=None, key="coordinator"):
    held = version or Group.objects.get(id=id).version
    return setting_up.end_group(world.as_(key), group=id, version=held, ended_on=on)


def events(world, name) -> int:
    return EventRow.objects.filter(chain__scope=str(world.partnership), code=name).count()


def test_a_group_is_added_under_another_at_an_address_made_of_its_name():
    world = make_world()

    row = Group.objects.get(id=group(world, "Training & skills", parent=world.board))

    assert (row.slug, row.kind, row.parent_id) == ("training-skills", "operational_group", world.board)
    assert events(world, "groups.added") == 2


def test_addresses_made_of_names_never_meet():
    world = make_world()
    first = group(world, "Training")
    done(end(world, first, TODAY - timedelta(days=1)))

    slugs = {Group.objects.get(id=group(world, name)).slug for name in ("Training", "Training!", "训")}

    assert slugs == {"training-2", "training-3", "group"}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"name": "strategic PARTNERSHIP board"}, "groups.named_already"),
        ({"name": "Another", "slug": "board"}, "groups.slug_taken"),
        ({"name": "Another", "kind": "committee"}, "groups.kind_unknown"),
    ],
)
def test_a_group_that_cannot_be_is_refused_and_leaves_nothing(said, expected):
    world = make_world()

    assert code(setting_up.add_group(world.as_("coordinator"), **said)) == expected
    assert Group.objects.count() == 1


def test_nothing_stands_under_a_group_that_ended():
    world = make_world()
    over = group(world)
    done(end(world, over, TODAY - timedelta(days=1)))

    outcome = setting_up.add_group(world.as_("coordinator"), name="Below", parent=over)

    assert code(outcome) == "groups.ended"


@pytest.mark.parametrize("key", ["chair", "secretary", "police", "observer"])
def test_only_the_coordinator_adds_and_ends_groups(key):
    world = make_world()

    with pytest.raises(NotAllowedError):
        setting_up.add_group(world.as_(key), name="Mine")
    with pytest.raises(NotAllowedError):
        end(world, world.board, key=key)
    with pytest.raises(NotAllowedError):
        setting_up.resume_group(world.as_(key), group=world.board, version=1)
    assert Group.objects.get().ended_on is None


def test_a_group_of_another_partnership_is_not_found():
    world, other = make_two()

    with pytest.raises(NotFoundError):
        end(world, other.board)
    with pytest.raises(NotFoundError):
        setting_up.add_group(world.as_("coordinator"), name="Below theirs", parent=other.board)
    with pytest.raises(NotFoundError):
        setting_up.resume_group(world.as_("coordinator"), group=other.board, version=1)


def test_appointments_end_with_the_group_and_those_to_come_never_begin():
    world = make_world()
    by = world.as_("coordinator")
    over = group(world)
    seats = [done(setting_up.add_seat(by, group=over, title=title)) for title in ("One", "Two", "Three")]
    done(setting_up.appoint(by, seat=seats[0], person=world.people["police"], from_on=TODAY, office="chair"))
    done(
        setting_up.appoint(by, seat=seats[1], person=world.people["health"], from_on=LAST + timedelta(days=9))
    )
    ended = done(
        setting_up.appoint(by, seat=seats[2], person=world.people["charity"], from_on=date(2026, 1, 5))
    )
    done(setting_up.end_appointment(by, appointment=ended, to_on=date(2026, 2, 1)))

    outcome = end(world, over)

    assert isinstance(outcome, Done)
    assert outcome.sentence == "1 appointment ends with it."
    kept = Appointment.objects.filter(seat__group=over).order_by("from_on")
    assert [row.to_on for row in kept] == [date(2026, 2, 1), LAST]
    assert Role.CHAIR in world.actor("police", LAST).roles_in(str(over))
    assert Role.CHAIR not in world.actor("police", LAST + timedelta(days=1)).roles_in(str(over))
    assert events(world, "groups.ended") == 1


def test_a_group_with_a_meeting_to_come_or_groups_under_it_does_not_end():
    world = make_world()
    a_meeting(world)
    assert code(end(world, world.board)) == "groups.meets_later"
    assert code(end(world, world.board, MEETING_ON - timedelta(days=1))) == "groups.meets_later"

    over = group(world)
    below = group(world, "Below", parent=over)
    assert code(end(world, over)) == "groups.has_groups"
    done(end(world, below))
    done(end(world, over))
    assert code(end(world, over)) == "groups.ended_already"


def test_a_cancelled_meeting_does_not_keep_a_group_alive():
    world = make_world()
    id = a_meeting(world)
    done(meetings.cancel_meeting(world.as_("coordinator"), meeting=id, version=1, reason="Put off"))

    assert isinstance(end(world, world.board), Done)


def test_a_stale_end_is_refused_before_anything_is_written():
    world = make_world()
    over = group(world)
    done(setting_up.add_seat(world.as_("coordinator"), group=over, title="One"))

    with pytest.raises(StaleError):
        end(world, over, version=1)
    with pytest.raises(StaleError):
        setting_up.resume_group(world.as_("coordinator"), group=over, version=1)


def test_nothing_new_begins_in_a_group_that_ended():
    world = make_world()
    by = world.as_("coordinator")
    over = group(world)
    seat = done(setting_up.add_seat(by, group=over, title="One"))
    done(end(world, over, TODAY))
    tomorrow = TODAY + timedelta(days=1)

    late = world.as_("coordinator", tomorrow)
    assert code(setting_up.add_seat(late, group=over, title="Two")) == "groups.ended"
    appointed = setting_up.appoint(by, seat=seat, person=world.people["police"], from_on=tomorrow)
    assert code(appointed) == "groups.ended"


def test_a_group_that_ended_meets_no_more_and_takes_no_terms_on():
    world = make_world()
    by = world.as_("coordinator")
    meeting = a_meeting(world)
    done(meetings.cancel_meeting(by, meeting=meeting, version=1, reason="Put off"))
    done(end(world, world.board))
    said = {"starts": time(10), "minutes": 60}

    beyond = meetings.set_meeting(by, group=world.board, on=LAST + timedelta(days=1), **said)
    adopted = terms.adopt_terms(
        by,
        group=world.board,
        label="Version 2",
        in_force_from=LAST + timedelta(days=1),
        clauses=CITY_CLAUSES,
    )
    assert code(beyond) == code(adopted) == "groups.ended"

    within = done(meetings.set_meeting(by, group=world.board, on=LAST, **said))
    moved = meetings.move_meeting(by, meeting=within, version=1, on=LAST + timedelta(days=1), **said)
    assert code(moved) == "groups.ended"


def test_a_group_that_ended_owes_nothing():
    world = make_world()
    actor = world.actor("coordinator")
    assert duties_of(actor, [world.board], TODAY)[world.board]

    done(end(world, world.board, TODAY))

    assert duties_of(actor, [world.board], TODAY)[world.board]
    assert duties_of(actor, [world.board], TODAY + timedelta(days=1))[world.board] == ()


def test_a_group_goes_on_with_its_seats_empty():
    world = make_world()
    by = world.as_("coordinator")
    over = group(world)
    seat = done(setting_up.add_seat(by, group=over, title="One"))
    done(setting_up.appoint(by, seat=seat, person=world.people["police"], from_on=date(2026, 1, 5)))
    done(end(world, over, date(2026, 11, 1)))

    version = Group.objects.get(id=over).version
    done(setting_up.resume_group(by, group=over, version=version))

    assert Group.objects.get(id=over).ended_on is None
    assert Role.MEMBER not in world.actor("police").roles_in(str(over))
    assert code(setting_up.resume_group(by, group=over, version=version + 1)) == "groups.not_ended"
    assert events(world, "groups.went_on") == 1


def test_a_group_does_not_go_on_under_one_that_ended():
    world = make_world()
    over = group(world)
    below = group(world, "Below", parent=over)
    for id in (below, over):
        done(end(world, id))

    outcome = setting_up.resume_group(
        world.as_("coordinator"), group=below, version=Group.objects.get(id=below).version
    )

    assert code(outcome) == "groups.ended"


def appoint(world, key, seat, **more):
    return setting_up.appoint(
        world.as_("coordinator"), seat=seat, person=world.people[key], from_on=TODAY, **more
    )


def test_a_second_chair_is_refused_until_the_first_has_ended():
    world = make_world()
    by = world.as_("coordinator")
    seat = done(setting_up.add_seat(by, group=world.board, title="Another"))

    assert code(appoint(world, "police", seat, office="chair")) == "membership.chair_held"

    held = Appointment.objects.get(seat=world.seats["chair"])
    done(setting_up.end_appointment(by, appointment=held.id, to_on=TODAY - timedelta(days=1)))
    assert isinstance(appoint(world, "police", seat, office="chair"), Done)


def test_each_group_has_a_chair_of_its_own():
    world = make_world()
    other = group(world)
    seat = done(setting_up.add_seat(world.as_("coordinator"), group=other, title="Chair"))

    assert isinstance(appoint(world, "police", seat, office="chair"), Done)


@pytest.mark.parametrize("has_authority", [True, False])
def test_a_deputy_is_never_the_chair(has_authority):
    world = make_world()

    outcome = appoint(
        world, "health", world.seats["police"], office="chair", is_deputy=True, has_authority=has_authority
    )

    assert code(outcome) == "membership.deputy_holds_no_office"
    assert not Appointment.objects.filter(is_deputy=True).exists()
