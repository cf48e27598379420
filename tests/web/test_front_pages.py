"""The front page, the demonstration's door, and the pages about Quorate."""

import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quorate.commands import setting_up
from quorate.queries.front import page_front
from quorate.records.models import Account, Partnership, Person
from tests.builders.signin import PASSWORD, events, make_somebody
from tests.builders.world import TODAY, done, make_two, make_world

pytestmark = pytest.mark.django_db
BE = "/demonstration/be/"


@pytest.fixture
def demonstration(settings):
    settings.DEMONSTRATION = True
    settings.TODAY = TODAY.isoformat()


def be(client, person):
    return client.post(BE, {"person": str(person)})


def without_day(answer) -> str:
    """A page less its head on paper, which says the day."""
    return re.sub(r'<div class="q-print-head">.*?</div>', "", answer.content.decode(), flags=re.DOTALL)


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_signed_out_it_says_what_quorate_is_and_leads_to_sign_in(client):
    text = client.get("/").content.decode()
    assert "multi-agency domestic abuse partnership" in text
    assert 'href="/account/sign-in/"' in text
    assert BE not in text


def test_somebody_of_one_partnership_goes_to_their_own_work(client):
    somebody = make_somebody()
    client.force_login(Account.objects.get(pk=somebody.account))
    assert client.get("/")["Location"].startswith("/marlhaven/")


def test_somebody_of_two_partnerships_chooses(client):
    somebody = make_somebody()
    other = make_somebody("other@council.example", slug="osterbridge")
    Person.objects.filter(id=other.person).update(account=somebody.account)
    client.force_login(Account.objects.get(pk=somebody.account))
    text = client.get("/").content.decode()
    assert "You belong to 2 partnerships." in text
    assert "The marlhaven partnership" in text
    assert "The osterbridge partnership" in text


def belonging_to(places: int):
    """Somebody of the first partnership and of so many others."""
    somebody = make_somebody()
    towns = [
        Partnership(id=uuid.uuid4(), slug=f"town-{n}", name=f"Town {n:03} partnership", started_on=TODAY)
        for n in range(places)
    ]
    Partnership.objects.bulk_create(towns)
    account = somebody.account
    Person.objects.bulk_create(
        Person(id=uuid.uuid4(), partnership=town, name="Anna", account_id=account) for town in towns
    )
    client = Client()
    client.force_login(Account.objects.get(pk=somebody.account))
    return client


def test_the_header_of_somebody_of_many_partnerships_has_one_link_to_a_list_of_them():
    client = belonging_to(120)
    with CaptureQueriesContext(connection) as asked:
        work = client.get("/marlhaven/my-work/").content.decode()
    assert '<a href="/">Change partnership</a>' in work
    assert "Town 0" not in work
    assert len([one for one in asked.captured_queries if '"records_person"."account_id"' in one["sql"]]) == 1

    first = client.get("/").content.decode()
    assert "You belong to 121 partnerships." in first
    assert first.count("/my-work/") == 50
    assert "Town 119" not in first
    assert "Town 119" in client.get("/?page=3").content.decode()


def test_partnerships_are_found_by_a_part_of_their_name():
    client = belonging_to(12)
    found = client.get("/?words=TOWN+01").content.decode()
    assert "2 partnerships of 13 have “TOWN 01” in their name." in found
    assert ("Town 010" in found, "Town 011" in found, "Town 009" in found) == (True, True, False)
    none = client.get("/", {"words": "<b>"}).content.decode()
    assert "0 partnerships of 13 have “&lt;b&gt;” in their name." in none
    assert "Show all 13" in none


def test_a_few_other_partnerships_are_named_on_my_work():
    work = belonging_to(2).get("/marlhaven/my-work/").content.decode()
    assert "My work in Town 000 partnership" in work
    assert "My work in Town 001 partnership" in work


def test_somebody_of_no_partnership_is_told_whom_to_ask(client):
    somebody = make_somebody()
    Person.objects.filter(id=somebody.person).update(left_on=TODAY.replace(year=2021))
    client.force_login(Account.objects.get(pk=somebody.account))
    answer = client.get("/")
    assert answer.status_code == 200
    assert "You are not part of a partnership yet." in answer.content.decode()


def test_in_the_demonstration_one_press_signs_in_as_anybody_listed(client, demonstration):
    marlhaven, osterbridge = make_two()
    text = client.get("/").content.decode()
    for world in (marlhaven, osterbridge):
        for key, person in world.people.items():
            assert (str(person) in text) is (key != "first"), key
    answer = be(client, marlhaven.people["chair"])
    assert answer["Location"].startswith("/marlhaven/")
    assert client.session["_auth_user_id"] == str(marlhaven.accounts["chair"])
    assert events()[-1] == (
        "accounts.signed_in",
        str(marlhaven.accounts["chair"]),
        {"how": "demonstration"},
    )
    assert client.get(answer["Location"]).status_code == 200


def test_who_runs_a_place_is_shown_first_and_the_others_are_folded_by_role(client, demonstration):
    world = make_world()
    add = world.as_("coordinator")
    group = done(setting_up.add_group(add, name="Operational group", kind="operational_group", order=1))
    seat = done(setting_up.add_seat(add, group=group, title="Chair"))
    done(setting_up.appoint(add, seat=seat, person=world.people["charity"], from_on=TODAY, office="chair"))

    (place,) = page_front(account="", today=TODAY, demonstration=True).places

    assert [(one.name, one.role) for one in place.first] == [
        ("Partnership coordinator", ""),
        ("Director of Public Health", "Chair, Strategic partnership board"),
        ("Chief executive", "Chair, Operational group"),
        ("Head of Service, Children's services", "Vice-chair, Strategic partnership board"),
        ("Board secretary", "Secretary, Strategic partnership board"),
    ]
    assert {of.heading: len(of.people) for of in place.others} == {
        "Members": 2,
        "Advisory members": 1,
        "Other roles": 6,
    }
    members, _, others = place.others
    assert members.sees.startswith("What is due from them")
    assert others.sees == ""
    assert all(somebody.sees for somebody in others.people)
    assert "Chair, Operational group" in client.get("/").content.decode()


def test_another_press_is_another_person_in_another_session(client, demonstration):
    world = make_world()
    be(client, world.people["chair"])
    before = client.session.session_key
    assert str(world.people["police"]) in client.get("/?somebody-else").content.decode()
    be(client, world.people["police"])
    assert client.session["_auth_user_id"] == str(world.accounts["police"])
    assert client.session.session_key != before


def test_with_the_demonstration_off_the_door_is_not_there(client, settings):
    settings.DEMONSTRATION = False
    world = make_world()
    missing = client.get("/nothing/is/here/")
    for answer in (be(client, world.people["chair"]), client.get(BE), client.post(BE)):
        assert answer.status_code == 404
        assert without_day(answer) == without_day(missing)
    assert not is_signed_in(client)


def test_with_the_demonstration_off_not_even_its_own_function_lets_anybody_in(rf, settings):
    from quorate.domain.kernel.asking import NotFoundError
    from quorate.web.signin.demonstration import become

    settings.DEMONSTRATION = False
    world = make_world()
    with pytest.raises(NotFoundError):
        become(rf.post(BE), str(world.people["chair"]))


@pytest.mark.parametrize(
    ("place", "account"),
    [(False, False), (False, True), (True, False)],
    ids=["neither", "only the account", "only the partnership"],
)
def test_nobody_real_can_be_pressed_even_by_a_forged_form(client, demonstration, place, account):
    somebody = make_somebody(is_demonstration=place, account_is_demonstration=account)
    assert str(somebody.person) not in client.get("/").content.decode()
    assert be(client, somebody.person).status_code == 404
    assert not is_signed_in(client)


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_operator": True}])
def test_a_closed_account_and_an_operator_cannot_be_pressed(client, demonstration, change):
    somebody = make_somebody(is_demonstration=True)
    Account.objects.filter(pk=somebody.account).update(**change)
    assert be(client, somebody.person).status_code == 404


def test_somebody_who_left_cannot_be_pressed(client, demonstration):
    somebody = make_somebody(is_demonstration=True)
    Person.objects.filter(id=somebody.person).update(left_on=TODAY)
    assert be(client, somebody.person).status_code == 404


@pytest.mark.parametrize("junk", ["", "x", "0", "0b6c2da5-05b0-43f4-8259-03bee9076341", "' OR 1=1"])
def test_junk_is_nobody(client, demonstration, junk):
    assert be(client, junk).status_code == 404


def test_a_link_or_a_form_from_elsewhere_presses_nothing(demonstration):
    world = make_world()
    strict = Client(enforce_csrf_checks=True)
    assert strict.get(BE, {"person": str(world.people["chair"])}).status_code == 405
    assert be(strict, world.people["chair"]).status_code == 403
    assert not is_signed_in(strict)


def test_a_demonstration_account_cannot_become_a_real_one(client, demonstration):
    world, real = make_world(), make_somebody("real@council.example", slug="real-place")
    be(client, world.people["chair"])
    assert be(client, real.person).status_code == 404
    assert client.session["_auth_user_id"] == str(world.accounts["chair"])


def test_the_front_page_asks_the_database_as_often_for_many_places_as_for_one(client, demonstration):
    make_world()
    with CaptureQueriesContext(connection) as few:
        client.get("/")
    for number in range(3):
        make_world(f"place-{number}", f"Place {number}")
    with CaptureQueriesContext(connection) as many:
        client.get("/")
    assert len(few) == len(many) <= 8


def test_places_made_for_measuring_are_counted_not_listed(client, demonstration):
    make_world()
    Partnership.objects.bulk_create(
        Partnership(id=uuid.uuid4(), slug=f"z-{n}", name=f"Z {n}", started_on=TODAY, is_demonstration=True)
        for n in range(12)
    )
    text = client.get("/").content.decode()
    assert "3 more partnerships made for measuring are not listed." in text


@pytest.mark.parametrize(
    ("address", "said"),
    [("/about/", "no case files"), ("/accessibility/", "What nobody has tested")],
)
def test_pages_about_quorate_are_public(client, address, said):
    answer = client.get(address)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert client.get(address.rstrip("/"), follow=True).status_code == 200


def test_a_machine_is_told_that_the_server_answers(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_pages_are_marked_by_whose_they_are_and_by_nothing_an_account_is_known_by(demonstration):
    world = make_world()

    def mark(key):
        client = Client()
        be(client, world.people[key])
        text = client.get(f"/{world.slug}/my-work/").content.decode()
        assert str(world.accounts[key]) not in text
        return re.findall(r'<body[^>]* data-whose="(\w{16})"', text)

    assert mark("police") == mark("police") != mark("health")
    assert "data-whose" not in Client().get("/").content.decode()


def test_being_signed_in_keeps_the_front_page_out_of_every_cache(client):
    somebody = make_somebody()
    client.post("/account/sign-in/", {"login": somebody.email, "password": PASSWORD})
    assert "no-store" in client.get("/account/security/")["Cache-Control"]
