"""The pages a coordinator sets a partnership up with and keeps it: forms, refusals, and what is said."""

from datetime import time, timedelta

import pytest

from quorate.commands import room, setting_up
from quorate.commands.room import Seen
from quorate.domain.access.roles import Role
from quorate.records.models import (
    Appointment,
    Closure,
    Group,
    Partnership,
    Person,
    Representation,
    Restriction,
)
from tests.builders.browsing import signed_in
from tests.builders.meetings import a_meeting
from tests.builders.plans import add, day_target, start
from tests.builders.restrictions import a_restriction
from tests.builders.world import TODAY, done, make_two, make_world

pytestmark = pytest.mark.django_db
TOMORROW = "24 November 2026"


@pytest.fixture(autouse=True)
def a_day_in_november(settings):
    settings.TODAY = TODAY.isoformat()


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def client(world):
    return signed_in(world)


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def of(world, key, *parts) -> str:
    return "/".join((f"/{world.slug}/people", str(world.people[key]), *parts, ""))


def shown(world, key) -> dict[str, int]:
    """The version of a person as a page opened now shows it."""
    return {"version": Person.objects.get(id=world.people[key]).version}


def clash(answer) -> str:
    """What a page says of what stands, and of what was typed, where somebody else wrote first."""
    return words(answer).partition("What is kept now")[2].partition("</div> </main>")[0].partition("<h1")[0]


def has_fault(answer, field, sentence) -> bool:
    """Whether a sentence stands in the summary, linked to its field, and beside the field."""
    text = words(answer)
    return f'href="#{field}"' in text and text.count(sentence) >= 2


def step(client, title) -> str:
    """The row of a step on the page of setting up."""
    text = words(client.get("/marlhaven/people/setting-up/"))
    return text.partition(f'<th scope="row">{title}</th>')[2].partition("</tr>")[0]


def test_a_step_with_something_missing_is_never_done(world, client):
    assert "Done" in step(client, "Terms of reference")
    assert "Done" in step(client, "Seats, and who holds them")
    group = done(setting_up.add_group(world.as_("coordinator"), slug="operations", name="Operational group"))
    done(setting_up.add_seat(world.as_("coordinator"), group=group, title="Chair"))

    for title, said in (
        ("Terms of reference", "None are in force for Operational group."),
        ("Seats, and who holds them", " held."),
    ):
        text = step(client, title)
        assert said in text
        assert "Partly" in text
        assert "Done" not in text


def test_a_person_here_already_is_said_beside_the_address_and_what_was_typed_is_kept(world, client):
    answer = client.post(
        "/marlhaven/people/add/",
        {"name": "A new name", "email": "police@marlhaven.example", "agency": str(world.agencies["police"])},
    )

    assert answer.status_code == 409
    assert has_fault(answer, "email", "Superintendent is here already with this email address.")
    assert "A new name" in words(answer)


def test_a_group_is_added_and_stands_on_the_people_page(world, client):
    answer = client.post(
        "/marlhaven/people/groups/add/",
        {
            "name": "Training group",
            "kind": "task_and_finish_group",
            "parent": str(world.board),
            "question": "What training is missing?",
            "ends_on": "31 3 2027",
        },
    )

    assert answer["Location"] == "/marlhaven/people/"
    text = words(client.get("/marlhaven/people/"))
    assert "Training group was added. It has no seat yet." in text
    row = Group.objects.get(slug="training-group")
    assert (row.parent_id, row.kind, row.order) == (world.board, "task_and_finish_group", 1)
    assert f"seats/add/?group={row.id}" in text


def test_a_group_form_says_what_is_missing_and_what_is_refused_beside_the_field(client):
    empty = client.post("/marlhaven/people/groups/add/", {})
    assert empty.status_code == 422
    assert has_fault(empty, "name", "Give the group’s name.")
    assert has_fault(empty, "kind", "Choose what it is.")
    said = {"name": "Training", "kind": "task_and_finish_group"}
    aimless = client.post("/marlhaven/people/groups/add/", said)
    assert aimless.status_code == 422
    assert has_fault(aimless, "question", "Write the question this task and finish group is to answer.")
    assert has_fault(aimless, "ends_on", "Give the day this task and finish group is to end by.")
    misread = client.post("/marlhaven/people/groups/add/", {**said, "ends_on": "in spring"})
    assert has_fault(misread, "ends_on", "“in spring” is not a date.")
    assert "Give the day" not in words(misread)
    another = client.post("/marlhaven/people/groups/add/", {**said, "ends_on": "1 January 1900"})
    assert has_fault(another, "ends_on", "1 January 1900 is before 1990. Check the year.")

    taken = client.post(
        "/marlhaven/people/groups/add/", {"name": "Strategic partnership board", "kind": "board"}
    )
    assert taken.status_code == 409
    assert has_fault(taken, "name", "There is already a group called Strategic partnership board.")
    assert 'value="Strategic partnership board"' in words(taken)


def test_a_group_is_ended_from_its_page_and_goes_on_again(world, client):
    page = "/marlhaven/people/groups/board/end/"
    assert "Superintendent: member, police seat" in words(client.get(page))
    version = Group.objects.get(id=world.board).version

    answer = client.post(page, {"ended_on": "30 11 2026", "version": version})
    assert answer["Location"] == "/marlhaven/people/"
    said = "Strategic partnership board ends on 30 November 2026. 7 appointments end with it."
    assert said in words(client.get("/marlhaven/people/"))
    assert "It ends on 30 November 2026." in words(client.get(page))

    client.post("/marlhaven/people/groups/board/go-on/", {"version": version + 1})
    assert Group.objects.get(id=world.board).ended_on is None


def test_a_group_that_ended_is_offered_nowhere_and_says_so(world, client):
    version = Group.objects.get(id=world.board).version
    client.post("/marlhaven/people/groups/board/end/", {"ended_on": "22 11 2026", "version": version})

    people = words(client.get("/marlhaven/people/"))
    assert "Groups that ended" in people
    assert "chair seat" not in people
    board = words(client.get("/marlhaven/groups/board/"))
    assert "This group ended on 22 November 2026." in board
    assert "Set the next meeting" not in board
    assert str(world.board) not in words(client.get("/marlhaven/people/seats/add/"))
    seat = words(client.get(f"/marlhaven/people/seats/{world.seats['police']}/"))
    assert "Appoint somebody" not in seat


def test_a_group_that_meets_later_is_not_ended_and_a_stale_page_ends_nothing(world, client):
    a_meeting(world)
    page = "/marlhaven/people/groups/board/end/"
    version = Group.objects.get(id=world.board).version

    refused = client.post(page, {"ended_on": "30 11 2026", "version": version})
    stale = client.post(page, {"ended_on": "30 11 2027", "version": version - 1})

    assert refused.status_code == stale.status_code == 409
    assert has_fault(refused, "ended_on", "after 30 November 2026.")
    assert 'value="30 11 2027"' in words(stale)
    assert Group.objects.get(id=world.board).ended_on is None


def test_an_account_is_given_and_taken_away_on_the_persons_page(world, client):
    page = of(world, "first", "account")
    assert "They have no account" in words(client.get(page))

    client.post(page, {"email": "first@marlhaven.example", **shown(world, "first")})
    text = words(client.get(of(world, "first")))
    assert "They can sign in now, with a code sent to first@marlhaven.example." in text
    assert "They sign in with the address first@marlhaven.example." in words(client.get(page))

    client.post(f"{page}take/", shown(world, "first"))
    assert Person.objects.get(id=world.people["first"]).account is None


@pytest.mark.parametrize(
    ("email", "status", "sentence"),
    [
        ("", 422, "Give the address they sign in with."),
        ("nowhere", 409, "“nowhere” is not an email address."),
        ("police@marlhaven.example", 409, "That address signs in as somebody else of this partnership."),
    ],
)
def test_an_address_that_cannot_be_is_said_beside_its_field(world, client, email, status, sentence):
    answer = client.post(of(world, "first", "account"), {"email": email, **shown(world, "first")})

    assert answer.status_code == status
    assert has_fault(answer, "email", sentence)
    assert Person.objects.get(id=world.people["first"]).account is None


def test_an_address_known_elsewhere_is_answered_like_a_new_one():
    world, _ = make_two()
    client = signed_in(world)
    by = world.as_("coordinator")
    world.people["second"] = done(setting_up.add_person(by, name="First coordinator"))
    texts = []
    for key, email in (("first", "police@osterbridge.example"), ("second", "nobody@marlhaven.example")):
        answer = client.post(of(world, key, "account"), {"email": email, **shown(world, key)})
        said = words(client.get(of(world, key))).count("They can sign in now")
        page = words(client.get(of(world, key, "account"))).lower()
        texts.append((answer.status_code, said, "osterbridge partnership" in page))

    assert texts[0] == texts[1]


def test_ones_own_account_is_explained_and_not_taken(world, client):
    page = of(world, "coordinator", "account")
    assert "you would lock yourself out" in words(client.get(page))

    answer = client.post(f"{page}take/", shown(world, "coordinator"))

    assert answer.status_code == 409
    assert "This is your own account" in words(answer)
    assert client.get("/marlhaven/people/").status_code == 200


def test_whoever_is_signed_in_is_let_in_no_more_once_the_account_is_taken_or_they_left(world, client):
    police, health = signed_in(world, "police"), signed_in(world, "health")
    assert (
        police.get("/marlhaven/my-work/").status_code == health.get("/marlhaven/my-work/").status_code == 200
    )

    client.post(of(world, "police", "account", "take"), shown(world, "police"))
    client.post(of(world, "health", "left"), {"left_on": "23 11 2026", **shown(world, "health")})

    assert police.get("/marlhaven/my-work/").status_code == 404
    assert health.get("/marlhaven/my-work/").status_code == 404


def test_who_left_is_told_what_ends_and_can_be_brought_back(world, client):
    page = of(world, "vice_chair", "left")
    text = words(client.get(page))
    assert "Vice-chair, vice_chair seat, Strategic partnership board" in text
    assert "Speaking for Children&#39;s services" in text
    assert has_fault(client.post(page, {}), "left_on", "Give the day they left.")

    client.post(page, {"left_on": "23 11 2026", **shown(world, "vice_chair")})
    text = words(client.get(of(world, "vice_chair")))
    assert "It is recorded that they left on 23 November 2026. 1 appointment ends with it." in text
    assert "No longer, since they left" in text
    assert "1 person who left" in words(client.get("/marlhaven/people/"))

    client.post(of(world, "vice_chair", "back"), shown(world, "vice_chair"))
    assert Person.objects.get(id=world.people["vice_chair"]).left_on is None


def test_a_coordinator_does_not_leave_by_their_own_hand(world, client):
    page = of(world, "coordinator", "left")
    assert "You would lock yourself out." in words(client.get(page))
    own = client.post(page, {"left_on": "23 11 2026", **shown(world, "coordinator")})
    assert own.status_code == 409
    assert "You would lock yourself out." in words(own)


def test_nobody_leaves_before_a_meeting_they_were_at(world, client):
    """Neither by their leaving nor by the end of what they were appointed to."""
    held_on, seat = TODAY - timedelta(days=11), world.seats["police"]
    meeting = a_meeting(world, on=held_on, as_of=held_on)
    asked, person = world.as_("coordinator"), world.people["police"]
    seen = Seen(time(10), "a key")
    done(room.record_arrival(asked, meeting=meeting, seen=seen, person=person, seat=seat))
    held = Appointment.objects.get(seat=seat)
    version = Group.objects.get(id=world.board).version
    said = "They were recorded at the meeting of 12 November 2026 for police seat."

    leaving = {"left_on": "12 11 2026", **shown(world, "police")}
    left = client.post(of(world, "police", "left"), leaving)
    ending = {f"to_on-{held.id}": "11 11 2026", "version": version}
    ended = client.post(f"/marlhaven/people/seats/{seat}/end/{held.id}/", ending)

    assert (left.status_code, ended.status_code) == (409, 409)
    assert has_fault(left, "left_on", said)
    assert has_fault(ended, f"to_on-{held.id}", said)
    for answer in (left, ended):
        assert "Give a later day, or strike out their arrival there first." in words(answer)
    assert Person.objects.get(id=person).left_on is None


def test_each_page_of_a_person_carries_the_version_it_showed(world, client):
    for ending in ("account", "left", "agencies"):
        assert f'name="version" value="{shown(world, "police")["version"]}"' in words(
            client.get(of(world, "police", ending))
        )


def test_a_person_changed_since_the_page_was_opened_is_left_as_they_are(world, client):
    """What stands is said, and what was typed too, also where the page has no form for it any more."""
    old = shown(world, "police")
    row = Person.objects.get(id=world.people["police"])
    done(setting_up.leave(world.as_("coordinator"), person=row.id, left_on=TODAY))
    health = str(world.agencies["health"])
    held = Representation.objects.get(person=row).id
    sent = {
        ("account",): ({"email": "typed@marlhaven.example"}, "police@marlhaven.example"),
        ("account", "take"): ({}, "police@marlhaven.example"),
        ("agencies",): ({"agency": health, "from_on": "30 11 2026"}, "to 22 November 2026"),
        ("agencies", str(held), "end"): ({f"to_on-{held}": "30 11 2026"}, "to 22 November 2026"),
        ("left",): ({"left_on": "30 11 2026"}, "They left on 23 November 2026."),
        ("back",): ({}, "They left on 23 November 2026."),
        ("roles", "give"): ({"role": "data_lead", "from_on": "30 11 2026"}, "Left on 23 November 2026"),
        ("roles", "end"): ({"ending": "data_lead", "to_on": "30 11 2026"}, "Left on 23 November 2026"),
        ("change",): ({"name": "Typed name", "title": "", "email": ""}, "Superintendent"),
    }

    for ending, (form, stands) in sent.items():
        answer = client.post(of(world, "police", *ending), {**form, **old})
        assert answer.status_code == 409, ending
        assert "Somebody else changed this while you had it open" in words(answer)
        assert stands in clash(answer), ending
        for field in ("email", "from_on", "left_on", "to_on", f"to_on-{held}", "name"):
            assert form.get(field, "") in clash(answer), ending
        again = words(answer).count(f'name="version" value="{shown(world, "police")["version"]}"')
        assert again == words(answer).count('name="version"'), ending
    assert "Data lead" in clash(
        client.post(of(world, "police", "roles", "give"), {**old, **sent["roles", "give"][0]})
    )

    now = Person.objects.get(id=row.id)
    assert (now.account_id, now.left_on, now.name) == (row.account_id, TODAY, row.name)
    assert Representation.objects.get(person=row).to_on == TODAY - timedelta(days=1)


def test_an_appointment_of_a_group_changed_meanwhile_is_not_ended(world, client):
    page = f"/marlhaven/people/seats/{world.seats['police']}/"
    held = Appointment.objects.get(seat=world.seats["police"])
    old = Group.objects.get(id=world.board).version
    assert f'name="version" value="{old}"' in words(client.get(page))
    by = world.as_("coordinator")
    done(setting_up.end_appointment(by, appointment=held.id, to_on=TODAY - timedelta(days=30)))

    stale = client.post(f"{page}end/{held.id}/", {f"to_on-{held.id}": "30 11 2026", "version": old})

    assert stale.status_code == 409
    assert "to 24 October 2026" in clash(stale)
    assert "30 11 2026" in clash(stale)
    held.refresh_from_db()
    assert held.to_on == TODAY - timedelta(days=30)


def test_an_appointment_is_ended_under_the_seat_it_is_to_and_no_other(world, client):
    held = Appointment.objects.get(seat=world.seats["police"])
    version = Group.objects.get(id=world.board).version
    typed = {f"to_on-{held.id}": "30 10 2026", "version": version}

    answer = client.post(f"/marlhaven/people/seats/{world.seats['health']}/end/{held.id}/", typed)

    assert answer.status_code == 404
    held.refresh_from_db()
    assert held.to_on is None


def test_whom_a_person_speaks_for_is_kept_on_a_page_of_its_own(world, client):
    page = of(world, "police", "agencies")
    health = {"agency": str(world.agencies["health"]), "from_on": TOMORROW}
    client.post(page, {**health, **shown(world, "police")})
    held = Representation.objects.get(person=world.people["police"], from_on__lte=TODAY)
    early = client.post(f"{page}{held.id}/end/", {f"to_on-{held.id}": "1 1 2020", **shown(world, "police")})
    assert early.status_code == 409
    assert has_fault(early, f"to_on-{held.id}", "They speak for it from 2 January 2024")
    again = client.post(page, {**health, **shown(world, "police")})
    assert has_fault(again, "from_on", "They speak for Hospital trust then already.")

    client.post(f"{page}{held.id}/end/", {f"to_on-{held.id}": "23 11 2026", **shown(world, "police")})
    text = words(client.get(page))
    assert "2 January 2024 to 23 November 2026" in text
    assert "Since 24 November 2026" in text


def test_a_change_somebody_else_made_first_shows_both(world, client):
    page = of(world, "police", "change")
    row = Person.objects.get(id=world.people["police"])
    client.post(page, {"name": "Chief inspector", "email": "new@marlhaven.example", "version": row.version})

    stale = client.post(page, {"name": "Detective", "version": row.version})

    assert stale.status_code == 409
    assert "Chief inspector" in words(stale)
    assert 'value="Detective"' in words(stale)
    assert has_fault(client.post(page, {"name": "A", "email": "none"}), "email", "there is no @ in it")
    assert Person.objects.get(id=row.id).name == "Chief inspector"


def test_a_restriction_is_set_named_counted_and_lifted(world, client):
    answer = client.post(
        "/marlhaven/people/restrictions/set/",
        {
            "name": "Refuge tender",
            "reason": "A bidder sits on the board",
            "from_on": "23 11 2026",
            "barred": [str(world.agencies["charity"])],
            "allowed_people": [str(world.people["commissioner"]), str(world.people["chair"])],
        },
    )
    page = answer["Location"]
    text = words(client.get(page))
    assert "Refuge charity" in text
    assert "Nothing names it yet." in text
    listed = words(client.get("/marlhaven/people/restrictions/"))
    assert "Bars Refuge charity; admits 2 people; named by nothing yet; since 23 November 2026." in listed

    assert client.post(f"{page}lift/", {"to_on": "30 11 2026", "version": 7}).status_code == 409
    client.post(f"{page}lift/", {"to_on": "30 11 2026", "version": 1})
    assert Restriction.objects.get().to_on.isoformat() == "2026-11-30"


def test_a_restriction_refused_keeps_what_was_ticked(world, client):
    answer = client.post(
        "/marlhaven/people/restrictions/set/",
        {
            "name": "Refuge tender",
            "reason": "A bidder sits on the board",
            "from_on": "23 11 2026",
            "barred": [str(world.agencies["council"]), str(world.agencies["charity"])],
        },
    )

    assert answer.status_code == 409
    assert has_fault(answer, "barred", "You speak for an agency that is barred")
    assert words(answer).count(" checked") == 2
    assert client.post("/marlhaven/people/restrictions/set/", {"barred": "junk"}).status_code == 422


def test_who_is_barred_does_not_find_the_restriction(world):
    done(
        setting_up.give_role(
            world.as_("coordinator"), person=world.people["charity"], role=Role.COORDINATOR, from_on=TODAY
        )
    )
    id = a_restriction(world, "Refuge tender", bar_agencies=["charity"])
    barred = signed_in(world, "charity")

    assert barred.get(f"/marlhaven/people/restrictions/{id}/").status_code == 404
    assert "Refuge tender" not in words(barred.get("/marlhaven/people/restrictions/"))


def test_days_the_council_is_closed_are_added_listed_and_taken_away(client):
    page = "/marlhaven/people/closed-days/"
    client.post(page, {"on": "29 12 2026", "name": "Offices shut"})
    text = words(client.get(page))
    assert "Tuesday 29 December 2026" in text
    assert has_fault(client.post(page, {"on": "25 12 2026", "name": "Shut"}), "on", "a bank holiday")
    assert has_fault(client.post(page, {}), "name", "Say why it is closed.")

    day = Closure.objects.get()
    assert f'name="version" value="{day.version}"' in words(client.get(page))
    stale = client.post(f"{page}{day.id}/remove/", {"version": day.version + 1})
    assert stale.status_code == 409
    assert "1 day to come on which the council is closed" in clash(stale)
    client.post(f"{page}{day.id}/remove/", {"version": day.version})
    assert "No day to come" in words(client.get(page))


def test_a_closed_day_is_named_in_the_working_of_a_date(world, client):
    meeting = a_meeting(world, TODAY + timedelta(days=31))
    page = f"/marlhaven/meetings/{meeting}/"
    assert "Offices shut" not in words(client.get(page))

    client.post("/marlhaven/people/closed-days/", {"on": "17 12 2026", "name": "Offices shut"})

    assert "Offices shut" in words(client.get(page))


@pytest.mark.parametrize("key", ["chair", "secretary", "police", "observer"])
def test_nobody_else_is_shown_the_ways_in(world, key):
    client = signed_in(world, key)
    people, person = words(client.get("/marlhaven/people/")), words(client.get(of(world, "health")))

    for link in ("setting-up/", "restrictions/", "closed-days/", "groups/add/", "groups/board/end/"):
        assert link not in people
    for link in ("account/", "left/", "change/", "agencies/"):
        assert f"{world.people['health']}/{link}" not in person


def settings_page(client, **form):
    return client.post("/marlhaven/people/settings/", form)


def test_one_number_says_how_far_ahead_everything_is_due_soon(world, client):
    """The plan's actions, a meeting's dates and a board's duties are judged by the same setting."""
    a_meeting(world, on=TODAY + timedelta(days=50))
    soon = words(client.get("/marlhaven/my-work/"))
    version = Partnership.objects.get(id=world.partnership).version

    settings_page(client, due_soon_days="366", no_update_days="92", version=version)

    later = words(client.get("/marlhaven/my-work/"))
    assert "ask for within 28 days" in soon
    assert "ask for within 366 days" in later
    for far in ("Papers in, meeting of 12 January 2027", "Meet, Quarter 4, January to March 2027"):
        assert far not in soon
        assert far in later


def test_how_things_are_judged_is_changed_and_a_plan_shows_it_at_once(world, client):
    plan = start(world)
    target = day_target("13 December 2026")  # in 20 days
    entry = add(world, plan, "Share one definition", targets=(target,))
    address = f"/marlhaven/entries/{entry}/"
    before = Partnership.objects.get(id=world.partnership).version
    assert "Due by 13 December 2026." in words(client.get(address))

    answer = settings_page(client, due_soon_days="14", no_update_days="92", version=before)

    assert answer.status_code == 302
    assert "due soon 14 days ahead" in words(client.get("/marlhaven/people/settings/"))
    assert "Due by 13 December 2026." not in words(client.get(address))
    stale = settings_page(client, due_soon_days="7", no_update_days="92", version=before)
    assert stale.status_code == 409
    assert "What is kept now" in words(stale)
    assert 'value="7"' in words(stale)


def test_the_least_and_the_most_days_offered_can_be_given(world, client):
    version = Partnership.objects.get(id=world.partnership).version

    answer = settings_page(client, due_soon_days="1", no_update_days="366", version=version)

    assert answer.status_code == 302
    row = Partnership.objects.get(id=world.partnership)
    assert (row.due_soon_days, row.no_update_days) == (1, 366)


def test_days_that_cannot_be_judged_by_are_said_beside_the_field(world, client):
    answer = settings_page(client, due_soon_days="0", no_update_days="367", version=1)

    assert answer.status_code == 422
    for field in ("due_soon_days", "no_update_days"):
        assert has_fault(answer, field, "Write a whole number from 1 to 366.")
    same = Partnership.objects.get(id=world.partnership)
    again = settings_page(client, due_soon_days="28", no_update_days="92", version=same.version)
    assert again.status_code == 409
    assert has_fault(again, "due_soon_days", "Nothing was changed.")
