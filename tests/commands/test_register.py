"""The register of people: what is kept of them, whom they speak for, and that they left."""

import uuid
from datetime import date, timedelta

import pytest

from quorate.commands import meetings, plans, setting_up
from quorate.commands.runner import As, Done
from quorate.domain.access.roles import Role
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError, StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.queries.access import actor_of, visitor_for
from quorate.queries.owed import owed_messages
from quorate.records.models import Appointment, EventRow, Grant, Meeting, Message, Person, Representation
from tests.builders.meetings import a_meeting, an_item
from tests.builders.plans import add, led_by, start
from tests.builders.world import TODAY, done, make_two, make_world, moment

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)
YESTERDAY = TODAY - timedelta(days=1)


def code(outcome) -> str:
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def events(world, name) -> int:
    return EventRow.objects.filter(chain__scope=str(world.partnership), code=name).count()


def speaks(world, key, on=TODAY) -> set[str]:
    named = {str(id): name for name, id in world.agencies.items()}
    return {named[id] for id in world.actor(key, on).agencies}


def held(world, key) -> uuid.UUID:
    return Representation.objects.get(person=world.people[key], to_on__isnull=True).id


def represent(world, key, agency, from_on=TOMORROW, by="coordinator"):
    return setting_up.represent(
        world.as_(by), person=world.people[key], agency=world.agencies[agency], from_on=from_on
    )


def end(world, key, id, to_on=TODAY, by="coordinator"):
    return setting_up.end_representation(
        world.as_(by), person=world.people[key], representation=id, to_on=to_on
    )


def leave(world, key, on=TODAY, by="coordinator"):
    return setting_up.leave(world.as_(by), person=world.people[key], left_on=on)


def test_a_person_speaks_for_an_agency_from_a_day_and_for_another_until_a_day():
    world = make_world()

    done(represent(world, "police", "health"))
    done(
        end(world, "police", Representation.objects.get(person=world.people["police"], from_on__lt=TODAY).id)
    )

    assert speaks(world, "police") == {"police"}
    assert speaks(world, "police", TOMORROW) == {"health"}
    assert (events(world, "people.agency_taken_on"), events(world, "people.agency_left")) == (1, 1)


def test_nobody_speaks_for_an_agency_twice_at_once():
    world = make_world()

    assert code(represent(world, "police", "police")) == "people.speaks_already"
    done(end(world, "police", held(world, "police")))
    assert code(represent(world, "police", "police", TODAY)) == "people.speaks_already"
    assert isinstance(represent(world, "police", "police"), Done)


def test_what_has_ended_ends_no_later_and_nothing_ends_before_it_began():
    world = make_world()
    id = held(world, "police")

    assert code(end(world, "police", id, date(2020, 1, 1))) == "people.ends_before_it_starts"
    done(end(world, "police", id))
    assert code(end(world, "police", id, TOMORROW)) == "people.ends_already"
    assert isinstance(end(world, "police", id, YESTERDAY), Done)


def test_what_a_person_is_called_can_be_mended_and_their_account_is_left_alone():
    world = make_world()
    row = Person.objects.get(id=world.people["police"])

    done(
        setting_up.change_person(
            world.as_("coordinator"),
            person=row.id,
            version=row.version,
            name="Chief inspector",
            title=row.title,
            email="elsewhere@marlhaven.example",
        )
    )

    changed = Person.objects.select_related("account").get(id=row.id)
    assert (changed.name, changed.email) == ("Chief inspector", "elsewhere@marlhaven.example")
    assert changed.account is not None
    assert changed.account.email == "police@marlhaven.example"
    record = EventRow.objects.get(code="people.person_changed")
    assert "email, name" in record.contents
    assert "elsewhere" not in record.contents


def test_an_address_is_one_persons_until_they_leave():
    world = make_world()
    by, row = world.as_("coordinator"), Person.objects.get(id=world.people["health"])
    again = {"name": "Superintendent", "email": "Police@Marlhaven.example"}

    refused = setting_up.add_person(by, **again)
    assert code(refused) == "people.email_taken"
    assert refused.sentence == "Superintendent is here already with this email address."
    changed = {"person": row.id, "version": row.version, "name": row.name, "title": row.title}
    assert code(setting_up.change_person(by, **changed, email=again["email"])) == "people.email_taken"
    done(setting_up.change_person(by, **changed, email=row.email.upper()))

    done(leave(world, "police"))
    done(setting_up.add_person(by, **again))


def test_an_address_of_another_partnership_and_none_are_no_hindrance():
    world, _ = make_two()
    by = world.as_("coordinator")

    done(setting_up.add_person(by, name="One", email="police@osterbridge.example"))
    done(setting_up.add_person(by, name="Two"))
    done(setting_up.add_person(by, name="Two"))


def test_a_change_that_changes_nothing_is_refused_and_one_made_too_late_is_stale():
    world = make_world()
    row = Person.objects.get(id=world.people["police"])
    said = {"person": row.id, "name": row.name, "title": row.title, "email": row.email}

    by = world.as_("coordinator")
    assert code(setting_up.change_person(by, version=row.version, **said)) == "people.nothing_changed"
    done(setting_up.change_person(by, version=row.version, **(said | {"name": "Another"})))
    with pytest.raises(StaleError):
        setting_up.change_person(by, version=row.version, **(said | {"name": "A third"}))
    assert Person.objects.get(id=row.id).name == "Another"


def test_whoever_left_is_nobody_from_that_day_and_everything_they_held_has_ended():
    world = make_world()
    person = world.people["vice_chair"]
    account = str(world.accounts["vice_chair"])

    outcome = leave(world, "vice_chair")

    assert isinstance(outcome, Done)
    assert outcome.sentence == "1 appointment ends with it."
    actor = world.actor("vice_chair")
    assert (actor.roles, actor.agencies) == (frozenset(), frozenset())
    with pytest.raises(NotFoundError):
        visitor_for(account=account, slug=world.slug, today=TODAY)
    assert Role.VICE_CHAIR in world.actor("vice_chair", YESTERDAY).roles
    for rows in (Appointment, Representation):
        assert [row.to_on for row in rows.objects.filter(person=person)] == [YESTERDAY]
    assert (events(world, "people.left"), events(world, "groups.appointment_ended")) == (1, 1)


def test_nothing_owed_is_sent_to_somebody_who_left_before_it_went():
    world = make_world()
    meeting = a_meeting(world)
    an_item(world, meeting)
    version = Meeting.objects.get(id=meeting).version
    done(meetings.circulate_papers(world.as_("coordinator"), meeting=meeting, version=version))
    before = owed_messages(moment().at, most_attempts=6)

    done(leave(world, "vice_chair"))

    after = owed_messages(moment().at, most_attempts=6)
    gone = {each.address for each in before} - {each.address for each in after}
    assert (len(before), gone) == (7, {"vice_chair@marlhaven.example"})


def test_whoever_left_is_not_asked_for_updates():
    world = make_world()
    plan = start(world)
    add(world, plan, "Share one definition", leads=(*led_by(world, "police"), *led_by(world, "vice_chair")))
    done(leave(world, "vice_chair"))

    done(plans.ask_for_updates(world.as_("coordinator"), plan=plan, due_on=TOMORROW))

    assert [row.person_id for row in Message.objects.all()] == [world.people["police"]]


def test_a_session_ends_even_where_a_row_was_left_running():
    world = make_world()
    Person.objects.filter(id=world.people["analyst"]).update(left_on=TODAY)
    person = Person.objects.select_related("partnership").get(id=world.people["analyst"])

    assert Grant.objects.filter(person=person, to_on__isnull=True).exists()
    assert actor_of(person, TODAY).roles == frozenset()
    assert actor_of(person, YESTERDAY).roles == frozenset({Role.ANALYST})


def test_somebody_who_will_leave_is_here_until_then():
    world = make_world()

    done(leave(world, "analyst", TODAY + timedelta(days=7)))

    assert Role.ANALYST in world.actor("analyst", TODAY + timedelta(days=6)).roles
    assert Role.ANALYST not in world.actor("analyst", TODAY + timedelta(days=7)).roles


def test_what_was_to_begin_after_somebody_left_never_begins():
    world = make_world()
    by = world.as_("coordinator")
    later = TODAY + timedelta(days=30)
    done(setting_up.give_role(by, person=world.people["charity"], role=Role.OBSERVER, from_on=later))
    done(represent(world, "charity", "health", later))

    done(leave(world, "charity", TOMORROW))

    assert not Grant.objects.filter(person=world.people["charity"]).exists()
    assert speaks(world, "charity", TODAY) == {"charity"}
    assert Representation.objects.filter(person=world.people["charity"]).count() == 1


def test_nothing_begins_for_somebody_who_left():
    world = make_world()
    by = world.as_("coordinator")
    done(leave(world, "charity"))

    given = setting_up.give_role(by, person=world.people["charity"], role=Role.OBSERVER, from_on=TODAY)
    seat = done(setting_up.add_seat(by, group=world.board, title="Another"))
    appointed = setting_up.appoint(by, seat=seat, person=world.people["charity"], from_on=TODAY)

    assert code(given) == code(appointed) == "people.has_left"
    assert code(represent(world, "charity", "health", TODAY)) == "people.has_left"
    assert code(leave(world, "charity", TOMORROW)) == "people.left_already"


def test_somebody_who_is_back_is_let_in_and_given_everything_anew():
    world = make_world()
    done(leave(world, "analyst"))

    done(setting_up.come_back(world.as_("coordinator"), person=world.people["analyst"]))

    visitor = visitor_for(account=str(world.accounts["analyst"]), slug=world.slug, today=TODAY)
    assert visitor.actor.roles == frozenset()
    back = setting_up.come_back(world.as_("coordinator"), person=world.people["analyst"])
    assert code(back) == "people.not_left"


def test_somebody_whose_address_another_has_by_now_is_not_back_until_one_of_them_has_another():
    world = make_world()
    by, analyst = world.as_("coordinator"), Person.objects.get(id=world.people["analyst"])
    done(leave(world, "analyst"))
    done(setting_up.add_person(by, name="New analyst", email=analyst.email.upper()))

    refused = setting_up.come_back(by, person=analyst.id)

    assert code(refused) == "people.email_taken"
    assert refused.sentence == "New analyst is here already with this email address."
    assert refused.field == ""  # the page it was pressed on has no place for an address
    analyst.refresh_from_db()
    done(
        setting_up.change_person(
            by,
            person=analyst.id,
            version=analyst.version,
            name=analyst.name,
            email="analyst@elsewhere.example",
        )
    )
    done(setting_up.come_back(by, person=analyst.id))


def test_a_coordinator_is_always_left_who_can_sign_in():
    world = make_world()
    assert code(leave(world, "coordinator")) == "people.yourself"

    first = Person.objects.select_related("partnership").get(id=world.people["first"])
    by_first = As(actor_of(first, TODAY), moment())  # a coordinator without an account
    outcome = setting_up.leave(by_first, person=world.people["coordinator"], left_on=TODAY)
    assert code(outcome) == "people.last_coordinator"
    assert outcome.field == "left_on"

    assert isinstance(leave(world, "first"), Done)


@pytest.mark.parametrize("key", ["chair", "secretary", "charity", "observer"])
def test_only_the_coordinator_keeps_the_register(key):
    world = make_world()
    id = held(world, "police")
    asked = (
        lambda: represent(world, "police", "health", by=key),
        lambda: end(world, "police", id, by=key),
        lambda: leave(world, "police", by=key),
        lambda: setting_up.come_back(world.as_(key), person=world.people["police"]),
        lambda: setting_up.change_person(
            world.as_(key), person=world.people["police"], version=1, name="Mine"
        ),
    )
    for ask in asked:
        with pytest.raises(NotAllowedError):
            ask()
    assert not Person.objects.filter(left_on__isnull=False).exists()


def test_people_agencies_and_spells_of_another_partnership_are_not_found():
    world, other = make_two()
    by = world.as_("coordinator")
    theirs = held(other, "police")
    asked = (
        lambda: setting_up.represent(
            by, person=other.people["police"], agency=world.agencies["health"], from_on=TODAY
        ),
        lambda: setting_up.represent(
            by, person=world.people["police"], agency=other.agencies["health"], from_on=TODAY
        ),
        lambda: end(world, "police", theirs),
        lambda: end(world, "police", held(world, "health")),
        lambda: setting_up.leave(by, person=other.people["police"], left_on=TODAY),
        lambda: setting_up.come_back(by, person=other.people["police"]),
        lambda: setting_up.change_person(by, person=other.people["police"], version=1, name="Mine"),
    )
    for ask in asked:
        with pytest.raises(NotFoundError):
            ask()
    assert Representation.objects.get(id=theirs).to_on is None
