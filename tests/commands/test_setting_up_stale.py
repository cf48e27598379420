"""What a coordinator asks of a page that somebody else has changed meanwhile is refused, whole."""

from datetime import date, timedelta

import pytest

from quorate.commands import setting_up
from quorate.commands.runner import Done
from quorate.domain.kernel.asking import StaleError
from quorate.records.models import Appointment, Closure, EventRow, Group, Person, Representation
from tests.builders.world import TODAY, done, make_world

pytestmark = pytest.mark.django_db


def group_version(world) -> int:
    return Group.objects.get(id=world.board).version


def ask_of_a_person(verb: str):
    """Asking something of a person without an account, once the page was opened."""

    def make(world):
        by, person = world.as_("coordinator"), world.people["first"]
        done(setting_up.represent(by, person=person, agency=world.agencies["health"], from_on=TODAY))
        said = {
            "give_account": {"email": "first@marlhaven.example"},
            "represent": {"agency": world.agencies["police"], "from_on": TODAY},
            "end_representation": {
                "representation": Representation.objects.get(
                    person=person, agency=world.agencies["health"]
                ).id,
                "to_on": TODAY,
            },
        }[verb]

        def ask(version):
            return getattr(setting_up, verb)(by, person=person, version=version, **said)

        def meanwhile():
            row = Person.objects.get(id=person)
            return setting_up.change_person(
                by, person=person, version=row.version, name="Changed", title=row.title, email=row.email
            )

        return ask, meanwhile, lambda: Person.objects.get(id=person).version

    return make


def end_appointment(world):
    by = world.as_("coordinator")
    held = Appointment.objects.get(seat=world.seats["police"])

    def ask(version):
        return setting_up.end_appointment(by, appointment=held.id, to_on=TODAY, version=version)

    def meanwhile():
        return setting_up.appoint(
            by, seat=world.seats["health"], person=world.people["first"], from_on=TODAY, is_deputy=True
        )

    return ask, meanwhile, lambda: group_version(world)


@pytest.mark.parametrize(
    "make",
    [
        ask_of_a_person("give_account"),
        ask_of_a_person("represent"),
        ask_of_a_person("end_representation"),
        end_appointment,
    ],
    ids=["give_account", "represent", "end_representation", "end_appointment"],
)
def test_what_is_asked_of_an_old_page_is_refused_and_of_a_new_one_is_done(make):
    world = make_world()
    ask, meanwhile, version = make(world)
    old = version()
    done(meanwhile())
    events = EventRow.objects.count()

    with pytest.raises(StaleError):
        ask(old)
    assert EventRow.objects.count() == events

    seen = version()
    assert isinstance(ask(seen), Done)
    assert version() == seen + 1


def test_a_closed_day_is_taken_away_as_the_page_showed_it_alone():
    world = make_world()
    by = world.as_("coordinator")
    day = done(setting_up.add_closure(by, on=date(2026, 12, 29), name="Offices shut"))

    with pytest.raises(StaleError):
        setting_up.remove_closure(by, closure=day, version=2)
    assert Closure.objects.filter(id=day).exists()

    assert isinstance(setting_up.remove_closure(by, closure=day, version=1), Done)


def test_a_group_is_not_the_one_a_page_showed_once_a_seat_of_it_is_filled_or_left():
    world = make_world()
    by = world.as_("coordinator")
    seen = [group_version(world)]
    other = Group.objects.get(id=done(setting_up.add_group(by, name="Training group")))

    done(
        setting_up.appoint(
            by, seat=world.seats["police"], person=world.people["first"], from_on=TODAY, is_deputy=True
        )
    )
    seen.append(group_version(world))
    done(setting_up.leave(by, person=world.people["police"], left_on=TODAY))
    seen.append(group_version(world))
    done(setting_up.leave(by, person=done(setting_up.add_person(by, name="Somebody")), left_on=TODAY))

    assert seen == [seen[0], seen[0] + 1, seen[0] + 2]
    assert group_version(world) == seen[-1], "they held no seat of it"
    assert Group.objects.get(id=other.id).version == other.version
    with pytest.raises(StaleError):
        setting_up.end_group(by, group=world.board, version=seen[1], ended_on=TODAY + timedelta(days=30))
