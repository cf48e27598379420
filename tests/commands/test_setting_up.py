"""Setting up a partnership, and the runner every command passes."""

import uuid
from datetime import date

import pytest

from quorate.commands import setting_up
from quorate.commands.runner import As, Done, Run, command
from quorate.domain.access.permissions import Permission
from quorate.domain.access.roles import Role
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError, StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.queries import access
from quorate.records import scopes
from quorate.records.models import Account, Agency, Appointment, EventRow, Group, Person
from tests.builders.world import TODAY, make_two, make_world, moment

pytestmark = pytest.mark.django_db


def test_a_whole_partnership_is_set_up_with_an_event_for_each_step():
    world = make_world()

    events = EventRow.objects.filter(chain__scope=str(world.partnership)).order_by("number")
    codes = list(events.values_list("code", flat=True))

    assert codes.count("groups.appointed") == 7
    assert codes.count("people.agency_added") == 6
    assert codes[-1] == "terms.adopted"


def test_a_slug_is_never_used_twice():
    make_world()

    outcome = setting_up.set_up_partnership(
        As(access.operator(), moment()),
        slug="marlhaven",
        name="Another",
        started_on=TODAY,
        coordinator="A",
    )

    assert isinstance(outcome, Refusal)
    assert outcome.code == "partnerships.slug_taken"


def test_an_address_has_one_account_whatever_its_capitals():
    make_world()

    outcome = setting_up.add_account(As(access.operator(), moment()), email="CHAIR@marlhaven.example")

    assert isinstance(outcome, Refusal)
    assert outcome.code == "accounts.email_taken"
    assert Account.objects.filter(email__iexact="chair@marlhaven.example").count() == 1


def test_an_agency_is_named_once_in_a_partnership_and_again_in_another():
    first, second = make_two()

    again = setting_up.add_agency(first.as_("coordinator"), name="police", kind="police")

    assert isinstance(again, Refusal)
    assert again.code == "people.agency_named_already"
    assert Agency.objects.filter(name="Police").count() == 2
    assert second.agencies["police"] != first.agencies["police"]


def test_an_account_is_one_person_in_a_partnership():
    world = make_world()

    outcome = setting_up.add_person(
        world.as_("coordinator"), name="Somebody else", account=world.accounts["police"]
    )

    assert isinstance(outcome, Refusal)
    assert outcome.code == "people.account_taken"


@pytest.mark.parametrize("key", ["chair", "secretary", "police", "observer", "analyst"])
def test_only_the_coordinator_adds_people(key):
    world = make_world()
    before = Person.objects.count()

    with pytest.raises(NotAllowedError) as caught:
        setting_up.add_person(world.as_(key), name="Somebody")

    assert caught.value.refusal.code == "access.not_allowed"
    assert Person.objects.count() == before


def test_a_role_that_comes_from_a_seat_is_not_granted():
    world = make_world()

    outcome = setting_up.give_role(
        world.as_("coordinator"), person=world.people["police"], role=Role.CHAIR, from_on=TODAY
    )

    assert isinstance(outcome, Refusal)
    assert outcome.code == "people.role_by_seat"


def test_a_role_held_is_not_given_again():
    world = make_world()

    outcome = setting_up.give_role(
        world.as_("coordinator"), person=world.people["analyst"], role=Role.ANALYST, from_on=TODAY
    )

    assert isinstance(outcome, Refusal)
    assert outcome.code == "people.role_held_already"


def test_the_last_coordinator_cannot_give_up_the_role():
    world = make_world()
    ended = setting_up.end_role(
        world.as_("coordinator"), person=world.people["first"], role=Role.COORDINATOR, to_on=TODAY
    )
    assert isinstance(ended, Done)

    last = setting_up.end_role(
        world.as_("coordinator"), person=world.people["coordinator"], role=Role.COORDINATOR, to_on=TODAY
    )

    assert isinstance(last, Refusal)
    assert last.code == "people.last_coordinator"


def test_a_role_not_held_cannot_be_ended():
    world = make_world()

    outcome = setting_up.end_role(
        world.as_("coordinator"), person=world.people["police"], role=Role.ANALYST, to_on=TODAY
    )

    assert isinstance(outcome, Refusal)
    assert outcome.code == "people.role_not_held"


def test_a_person_of_another_partnership_is_not_found():
    first, second = make_two()

    with pytest.raises(NotFoundError):
        setting_up.give_role(
            first.as_("coordinator"), person=second.people["police"], role=Role.ANALYST, from_on=TODAY
        )


def test_a_seat_has_one_holder_at_a_time():
    world = make_world()

    outcome = setting_up.appoint(
        world.as_("coordinator"), seat=world.seats["police"], person=world.people["health"], from_on=TODAY
    )

    assert isinstance(outcome, Refusal)
    assert outcome.code == "membership.seat_held"


def test_a_deputy_may_stand_beside_the_holder():
    world = make_world()

    outcome = setting_up.appoint(
        world.as_("coordinator"),
        seat=world.seats["police"],
        person=world.people["health"],
        from_on=TODAY,
        is_deputy=True,
    )

    assert isinstance(outcome, Done)
    assert Role.DEPUTY in world.actor("health").roles_in(str(world.board))


def test_an_appointment_that_ended_frees_the_seat_and_the_role():
    world = make_world()
    held = Appointment.objects.get(seat=world.seats["police"])

    setting_up.end_appointment(world.as_("coordinator"), appointment=held.id, to_on=date(2026, 10, 31))
    outcome = setting_up.appoint(
        world.as_("coordinator"),
        seat=world.seats["police"],
        person=world.people["health"],
        from_on=date(2026, 11, 1),
    )

    assert isinstance(outcome, Done)
    assert Role.MEMBER not in world.actor("police").roles


def test_an_appointment_cannot_end_before_it_began():
    world = make_world()
    held = Appointment.objects.get(seat=world.seats["police"])

    outcome = setting_up.end_appointment(
        world.as_("coordinator"), appointment=held.id, to_on=date(2020, 1, 1)
    )

    assert isinstance(outcome, Refusal)
    assert outcome.code == "membership.ends_before_it_starts"


def test_a_restriction_needs_a_reason():
    world = make_world()

    outcome = setting_up.set_restriction(world.as_("coordinator"), name="Tender", reason=" ", from_on=TODAY)

    assert isinstance(outcome, Refusal)
    assert outcome.code == "people.reason_needed"


def test_a_bar_outweighs_a_permission_to_read():
    world = make_world()

    setting_up.set_restriction(
        world.as_("coordinator"),
        name="Tender",
        reason="A procurement is open",
        from_on=TODAY,
        allowed_people=[world.people["charity"]],
        barred_agencies=[world.agencies["charity"]],
    )

    actor = world.actor("charity")
    assert actor.allowed == actor.barred
    assert actor.barred


def test_a_refusal_writes_nothing_and_no_event():
    world = make_world()
    before = EventRow.objects.count()

    setting_up.add_group(world.as_("coordinator"), slug="board", name="Another board")

    assert EventRow.objects.count() == before
    assert Group.objects.count() == 1


def test_no_event_no_commit():
    world = make_world()

    @command(Permission.PEOPLE_EDIT)
    def forgetful(run):
        run.may()
        Agency.objects.create(
            id=run.new_id(), partnership_id=run.actor.partnership, name="Silent", kind="other"
        )
        return Done([])

    with pytest.raises(AssertionError, match="no event"):
        forgetful(world.as_("coordinator"))

    assert not Agency.objects.filter(name="Silent").exists()


def test_a_row_read_before_another_write_is_not_written_over():
    world = make_world()
    board = Group.objects.get(id=world.board)
    Group.objects.filter(id=world.board).update(version=board.version + 1)

    with pytest.raises(StaleError):
        Run(world.as_("coordinator"), Permission.PEOPLE_EDIT).touch(board)

    assert Group.objects.get(id=world.board).version == board.version + 1


def test_a_command_that_never_asks_who_may_cannot_commit():
    world = make_world()

    @command(Permission.PEOPLE_EDIT)
    def careless(run):
        return Done([Event("people.agency_added", "agency", str(uuid.uuid4()))])

    with pytest.raises(AssertionError, match="never asked"):
        careless(world.as_("observer"))


def test_a_stale_version_is_refused_before_anything_is_written():
    world = make_world()
    group = Group.objects.get(id=world.board)

    @command(Permission.PEOPLE_EDIT)
    def rename(run, *, version):
        row = run.find(scopes.groups, group.id, version=version)
        run.touch(row)
        return Done([Event("groups.added", "group", str(row.id))])

    rename(world.as_("coordinator"), version=group.version)

    with pytest.raises(StaleError) as caught:
        rename(world.as_("coordinator"), version=group.version)
    assert caught.value.current == group.version + 1


def test_a_race_lost_after_reading_is_noticed_when_writing():
    world = make_world()

    @command(Permission.PEOPLE_EDIT)
    def slow(run):
        row = run.find(scopes.groups, world.board)
        Group.objects.filter(id=row.id).update(version=row.version + 1)  # somebody else, meanwhile
        run.touch(row)
        return Done([Event("groups.added", "group", str(row.id))])

    with pytest.raises(StaleError):
        slow(world.as_("coordinator"))


def test_an_event_outside_the_catalogue_cannot_be_made():
    with pytest.raises(ValueError, match="catalogue"):
        Event("people.vanished", "person", "1")


@pytest.mark.parametrize("slug", ["account", "about", "static", "gallery"])
def test_quorates_own_addresses_are_nobodys_slug(slug):
    outcome = setting_up.set_up_partnership(
        As(access.operator(), moment()), slug=slug, name="Another", started_on=TODAY, coordinator="A"
    )

    assert isinstance(outcome, Refusal)
    assert outcome.code == "partnerships.slug_reserved"


def test_an_account_is_kept_in_lower_case_as_sign_in_looks_it_up():
    done_id = setting_up.add_account(As(access.operator(), moment()), email=" Chair@Marlhaven.Example ").id

    assert Account.objects.get(id=done_id).email == "chair@marlhaven.example"


def test_an_appointment_elsewhere_is_not_found():
    first, second = make_two()
    theirs = Appointment.objects.get(seat=second.seats["police"])

    with pytest.raises(NotFoundError):
        setting_up.end_appointment(first.as_("coordinator"), appointment=theirs.id, to_on=TODAY)

    theirs.refresh_from_db()
    assert theirs.to_on is None


def test_a_restriction_is_not_visible_to_whom_it_bars():
    world = make_world()
    barred = setting_up.set_restriction(
        world.as_("coordinator"),
        name="Tender",
        reason="A procurement is open",
        from_on=TODAY,
        barred_people=[world.people["charity"]],
    ).id

    assert scopes.restrictions(world.actor("police")).filter(id=barred).exists()
    assert not scopes.restrictions(world.actor("charity")).exists()
