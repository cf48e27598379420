"""People: seats, agencies and one person."""

import uuid
from datetime import date

import pytest

from quorate.commands import setting_up
from quorate.domain.access.roles import Role
from quorate.domain.kernel.asking import NotFoundError
from quorate.queries.people import choices, page_people, page_person, page_seat
from quorate.records.models import Appointment, Person
from tests.builders.board import LATE, a_plan, asks_the_same
from tests.builders.plans import add, led_by, start
from tests.builders.world import TODAY, done, make_two, make_world

pytestmark = pytest.mark.django_db
ADDRESS = "police@marlhaven.example"


def people(world, key="coordinator", today=TODAY, **more):
    return page_people(world.actor(key, today), today=today, **more)


def seat_line(world, key, today=TODAY):
    (group,) = people(world, today=today).groups
    return next(seat for seat in group.seats if seat.id == str(world.seats[key]))


def appointment(world, key):
    return Appointment.objects.get(seat=world.seats[key], is_deputy=False).id


def test_the_first_sentence_counts_people_agencies_and_vacancies():
    world = make_world()

    assert people(world).lede == "15 people from 6 agencies. Every seat is held."

    done(
        setting_up.end_appointment(
            world.as_("coordinator"), appointment=appointment(world, "health"), to_on=date(2026, 11, 1)
        )
    )
    assert people(world).lede == "15 people from 6 agencies. One of 7 seats is vacant."


def test_a_seat_says_who_holds_it_as_what_and_since_when():
    world = make_world()
    line = seat_line(world, "chair")

    ((_, name, note),) = line.holders
    assert (name, note, line.since) == ("Director of Public Health", "Chair", "since 2 January 2024")
    assert (line.is_core, seat_line(world, "adviser").is_core) == (True, False)


def test_a_vacancy_says_for_how_long_and_who_comes_next():
    world = make_world()
    coordinator = world.as_("coordinator")
    done(
        setting_up.end_appointment(
            coordinator, appointment=appointment(world, "health"), to_on=date(2026, 11, 12)
        )
    )

    assert seat_line(world, "health").since == "since 13 November 2026, 10 days"
    assert seat_line(world, "health", date(2026, 11, 12)).holders

    done(
        setting_up.appoint(
            coordinator,
            seat=world.seats["health"],
            person=world.people["charity"],
            from_on=date(2026, 12, 1),
        )
    )
    assert seat_line(world, "health").since == (
        "since 13 November 2026, 10 days; Chief executive from 1 December 2026"
    )


def test_a_seat_nobody_has_held_says_so():
    world = make_world()
    seat = done(setting_up.add_seat(world.as_("coordinator"), group=world.board, title="Probation"))

    page = page_seat(world.actor("police"), seat=seat, today=TODAY)

    assert (page.lede, page.history, page.may_edit) == ("Vacant: nobody has held it yet.", (), False)


def test_deputies_are_named_with_what_they_may_not_do():
    world = make_world()
    for key, has_authority in (("charity", True), ("observer", False)):
        done(
            setting_up.appoint(
                world.as_("coordinator"),
                seat=world.seats["police"],
                person=world.people[key],
                from_on=TODAY,
                is_deputy=True,
                has_authority=has_authority,
            )
        )

    assert set(seat_line(world, "police").deputies.split(", ")) == {
        "Chief executive",
        "Observer (no authority to decide)",
    }
    assert seat_line(world, "police", date(2026, 11, 22)).deputies == ""


def test_directorates_stand_under_their_council_and_people_under_their_agency():
    page = people(make_world())

    names = [agency.name for agency in page.agencies]
    assert names.index("Council") + 1 == names.index("Children's services")
    police = next(agency for agency in page.agencies if agency.name == "Police")
    assert {person.name for person in police.people} == {"Superintendent", "Crown prosecutor", "Data lead"}
    assert [person.name for person in page.unattached] == ["First coordinator"]


def test_somebody_who_left_is_no_longer_listed():
    world = make_world()
    Person.objects.filter(id=world.people["charity"]).update(left_on=TODAY)

    assert "Chief executive" not in [p.name for agency in people(world).agencies for p in agency.people]


def test_a_person_page_says_what_they_lead_hold_and_speak_for():
    world = make_world()
    add(world, start(world), "Report", code="1", leads=led_by(world, "police"), targets=LATE)

    page = page_person(world.actor("chair"), person=world.people["police"], today=TODAY)

    assert page.lede == "Leads 1 open action by name, overdue."
    assert [entry.text for entry in page.leads] == ["1 Report"]
    assert [spell.what for spell in page.seats] == ["Member, police seat, Strategic partnership board"]
    assert [spell.what for spell in page.agencies] == ["Police"]


@pytest.mark.parametrize(
    ("key", "address"),
    [("coordinator", ADDRESS), ("police", ADDRESS), ("chair", ""), ("observer", "")],
)
def test_an_address_is_shown_to_its_owner_and_to_who_keeps_the_register(key, address):
    world = make_world()

    assert page_person(world.actor(key), person=world.people["police"], today=TODAY).email == address


def test_roles_held_are_not_offered_again():
    world = make_world()
    page = page_person(world.actor("coordinator"), person=world.people["analyst"], today=TODAY)

    assert Role.ANALYST.value not in dict(page.grantable)
    assert Role.OBSERVER.value in dict(page.grantable)
    assert page_person(world.actor("chair"), person=world.people["analyst"], today=TODAY).grantable == ()


def test_another_partnerships_people_and_seats_are_not_found():
    world, other = make_two()

    for id in (other.people["police"], uuid.uuid4()):
        with pytest.raises(NotFoundError):
            page_person(world.actor("coordinator"), person=id, today=TODAY)
    with pytest.raises(NotFoundError):
        page_seat(world.actor("coordinator"), seat=other.seats["police"], today=TODAY)
    assert str(other.people["police"]) not in dict(
        page_seat(world.actor("coordinator"), seat=world.seats["police"], today=TODAY).people
    )
    assert not {id for id, _ in choices(world.actor("coordinator"), today=TODAY).agencies} & {
        str(id) for id in other.agencies.values()
    }


def test_agencies_come_fifty_to_a_page():
    world = make_world()
    for n in range(50):
        done(setting_up.add_agency(world.as_("coordinator"), name=f"Agency {n:02}", kind="other"))

    first, second = people(world), people(world, number=2)

    assert (len(first.agencies), len(second.agencies), first.last) == (50, 6, 2)
    assert second.unattached == ()


def test_the_database_is_asked_as_much_for_many_rows_as_for_few():
    world = make_world()

    def many():
        coordinator = world.as_("coordinator")
        for n in range(6):
            agency = done(setting_up.add_agency(coordinator, name=f"Agency {n}", kind="other"))
            person = done(setting_up.add_person(coordinator, name=f"Person {n}", agency=agency))
            group = done(setting_up.add_group(coordinator, slug=f"g{n}", name=f"Group {n}"))
            seat = done(setting_up.add_seat(coordinator, group=group, title=f"Seat {n}"))
            done(setting_up.appoint(coordinator, seat=seat, person=person, from_on=TODAY))
            done(setting_up.give_role(coordinator, person=person, role=Role.ANALYST, from_on=TODAY))
            a_plan(world, f"Plan {n}")

    first, second = asks_the_same(lambda: people(world), lambda: a_plan(world), many)
    assert second == first


def test_a_person_page_asks_as_much_for_many_rows_as_for_few():
    world = make_world()

    def page():
        return page_person(world.actor("coordinator"), person=world.people["police"], today=TODAY)

    def many():
        for n in range(4):
            a_plan(world, f"Plan {n}", actions=5)

    first, second = asks_the_same(page, lambda: a_plan(world), many)
    assert second == first


def test_a_chair_says_of_which_group():
    world = make_world()
    by = world.as_("coordinator")
    group = done(setting_up.add_group(by, name="Training group"))
    seat = done(setting_up.add_seat(by, group=group, title="Chair"))
    done(setting_up.appoint(by, seat=seat, person=world.people["chair"], from_on=TODAY, office="chair"))

    lines = {person.name: person.roles for agency in people(world).agencies for person in agency.people}

    assert set(lines["Director of Public Health"].split("; ")) == {
        "chair, Strategic partnership board",
        "chair, Training group",
    }
    assert lines["Crown prosecutor"] == "advisory member"


def test_a_group_that_ended_is_apart_and_its_seats_are_not_vacancies():
    world = make_world()
    by = world.as_("coordinator")
    group = done(setting_up.add_group(by, name="Training group"))
    done(setting_up.add_seat(by, group=group, title="One"))
    done(setting_up.end_group(by, group=group, version=2, ended_on=date(2026, 11, 22)))

    page = people(world)

    assert page.ended == (("training-group", "Training group", "Ended on 22 November 2026"),)
    assert [one.name for one in page.groups] == ["Strategic partnership board"]
    assert page.lede.endswith("Every seat is held.")
    assert str(group) not in dict(choices(world.actor("coordinator"), today=TODAY).groups)
