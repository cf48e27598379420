"""The board, my work, people, terms and assurance as people use them."""

import re
import uuid
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from quorate.commands import redactions
from quorate.records.models import (
    Account,
    Agency,
    Appointment,
    DutyDone,
    EntryVersion,
    EventRow,
    Grant,
    Group,
    Person,
    Redaction,
    Representation,
    Seat,
)
from tests.builders.board import a_plan
from tests.builders.browsing import signed_in
from tests.builders.meetings import a_meeting, a_paper
from tests.builders.plans import add, start
from tests.builders.world import TODAY, done, make_two, make_world

pytestmark = pytest.mark.django_db
ALL = ("coordinator", "chair", "secretary", "police", "observer", "governance")


@pytest.fixture(autouse=True)
def a_day_in_november(settings, tmp_path):
    settings.TODAY = TODAY.isoformat()
    settings.FILES = tmp_path


def at(name: str, slug: str = "marlhaven", **parts) -> str:
    return reverse(name, kwargs={"partnership": slug, **parts})


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def without_token(answer) -> str:
    return re.sub(r'value="\w{64}"', "", text_of(answer))


def events(code: str) -> int:
    return EventRow.objects.filter(code=code).count()


@pytest.mark.parametrize("key", ALL)
def test_everybody_can_read_the_board_people_and_terms_and_their_work(key):
    world = make_world()
    a_plan(world)
    a_paper(world, a_meeting(world))
    client = signed_in(world, key)

    for name, parts in (
        ("my_work", {}),
        ("board", {}),
        ("group", {"group": "board"}),
        ("people", {}),
        ("person", {"person": world.people["police"]}),
        ("seat", {"seat": world.seats["chair"]}),
        ("terms", {}),
        ("terms_version", {"terms": world.terms}),
    ):
        answer = client.get(at(name, **parts))
        assert (name, answer.status_code) == (name, 200)
        assert "Traceback" not in text_of(answer)


def test_an_empty_partnership_has_pages_that_say_how_to_begin():
    from quorate.commands import setting_up
    from quorate.commands.runner import As
    from quorate.queries import access
    from tests.builders.world import moment

    operator = As(access.operator(), moment())
    account = done(setting_up.add_account(operator, email="first@emptyham.example"))
    done(
        setting_up.set_up_partnership(
            operator, slug="emptyham", name="Emptyham", started_on=TODAY, coordinator="First", account=account
        )
    )
    client = Client()
    client.force_login(
        Account.objects.get(id=account), backend="allauth.account.auth_backends.AuthenticationBackend"
    )

    said = {
        name: text_of(client.get(at(name, "emptyham"))) for name in ("my_work", "board", "people", "terms")
    }

    assert "Nothing is due from you." in said["my_work"]
    assert "There is no group yet." in said["board"]
    assert "No agency has been added." not in said["people"]  # the first coordinator is there
    assert "no group has been added yet" in said["terms"]


def test_the_board_links_each_number_to_the_lines_it_counts():
    world = make_world()
    add(world, start(world), "Nobody leads it")
    client = signed_in(world)

    assert '/marlhaven/plans/city-action-plan/?flag=no_lead">1<' in text_of(client.get(at("board")))
    assert "Nobody leads it" in text_of(client.get("/marlhaven/plans/city-action-plan/?flag=no_lead"))


def test_my_work_links_to_where_an_update_is_recorded():
    world = make_world()
    a_plan(world)
    entry = EntryVersion.objects.get(text="Action 0 of City action plan").entry_id

    page = text_of(signed_in(world, "police").get(at("my_work")))

    assert f'{at("entry", entry=entry)}#record">Record an update' in page
    assert "Dates to keep" not in page


def test_an_account_in_two_partnerships_finds_its_other_work():
    world, other = make_two()
    Person.objects.filter(id=other.people["police"]).update(account=world.accounts["police"])

    page = text_of(signed_in(world, "police").get(at("my_work")))

    assert f'href="{at("my_work", "osterbridge")}">My work in Osterbridge partnership' in page


def test_a_person_is_added_and_found_under_their_agency():
    world = make_world()
    client = signed_in(world)
    form = {"name": "Head of Probation", "email": "p@example.org", "agency": str(world.agencies["police"])}

    answer = client.post(at("person_add"), form)

    person = Person.objects.get(name="Head of Probation")
    assert answer.url == at("person", person=person.id)
    assert "Head of Probation was added." in text_of(client.get(answer.url))
    assert events("people.person_added") == 1 + 14

    made = client.post(at("person_add"), {"name": "Wilhelmina", "agency": "nobody"})
    assert "No agency" in text_of(client.get(made.url))
    assert not Representation.objects.filter(person__name="Wilhelmina").exists()


def test_what_was_typed_stays_when_something_is_wrong():
    world = make_world()

    answer = signed_in(world).post(at("person_add"), {"name": "Head of Probation", "email": "nowhere"})

    page = text_of(answer)
    assert answer.status_code == 422
    assert 'value="Head of Probation"' in page
    assert "This is not an email address: there is no @ in it." in page
    assert "Choose whom they speak for." in page
    assert "Error: " in page


def test_an_agency_of_the_same_name_is_refused():
    world = make_world()

    answer = signed_in(world).post(at("agency_add"), {"name": "Police", "kind": "police"})

    assert answer.status_code == 409
    assert "There is already an agency called Police." in text_of(answer)
    assert Agency.objects.filter(name="Police").count() == 1


def test_a_seat_is_added_filled_given_a_deputy_and_left():
    world = make_world()
    client = signed_in(world)
    made = client.post(
        at("seat_add"), {"group": str(world.board), "title": "Probation", "seat_class": "core"}
    )
    seat = Seat.objects.get(title="Probation")
    assert made.url == at("seat", seat=seat.id)
    assert "Vacant" in text_of(client.get(made.url))

    whom, deputy = str(world.people["observer"]), str(world.people["analyst"])
    form = {"person": whom, "as_what": "member", "from_on": "1 11 2026"}
    assert client.post(at("seat_appoint", seat=seat.id), form).status_code == 302
    again = client.post(at("seat_appoint", seat=seat.id), {**form, "person": deputy})
    assert again.status_code == 409
    assert "The seat is held from" in text_of(again)
    form = {"person": deputy, "as_what": "deputy_without", "from_on": "2 11 2026"}
    assert client.post(at("seat_appoint", seat=seat.id), form).status_code == 302
    named = Appointment.objects.get(seat=seat, is_deputy=True)
    assert (str(named.person_id), named.has_authority) == (deputy, False)

    held = Appointment.objects.get(seat=seat, is_deputy=False)
    end = at("appointment_end", seat=seat.id, appointment=held.id)
    shown = {"version": Group.objects.get(id=world.board).version}
    early = client.post(end, {f"to_on-{held.id}": "1 1 2020", **shown})
    assert early.status_code == 409
    assert "The appointment starts on 1 November 2026" in text_of(early)
    assert client.post(end, {f"to_on-{held.id}": "20 11 2026", **shown}).status_code == 302
    assert "Vacant: since 21 November 2026, 2 days" in text_of(client.get(at("seat", seat=seat.id)))


def test_a_role_is_given_and_ended_and_the_last_coordinator_is_kept():
    world = make_world()
    client, person = signed_in(world), world.people["police"]

    def shown() -> dict[str, int]:
        return {"version": Person.objects.get(id=person).version}

    before = shown()
    page = text_of(client.get(at("person", person=person)))
    assert page.count(f'name="version" value="{before["version"]}"') == 1
    asked = {"role": "data_lead", "from_on": "1 11 2026"}
    give = client.post(at("role_give", person=person), {**asked, **before})
    assert give.status_code == 302
    ending = {"ending": "data_lead", "to_on": "30 11 2026"}
    stale = client.post(at("role_end", person=person), {**ending, **before})
    assert (stale.status_code, Grant.objects.get(person=person, role="data_lead").to_on) == (409, None)
    again = client.post(at("role_give", person=person), {**asked, "role": "analyst", **before})
    assert (again.status_code, Grant.objects.filter(person=person, role="analyst").exists()) == (409, False)
    end = client.post(at("role_end", person=person), {**ending, **shown()})
    assert end.status_code == 302
    assert Grant.objects.get(person=person, role="data_lead").to_on == date(2026, 11, 30)
    none = client.post(at("role_give", person=person), {"role": "", "from_on": ""})
    assert none.status_code == 422
    assert "Choose the role." in text_of(none)


@pytest.mark.parametrize("key", ["chair", "secretary", "police", "observer"])
def test_the_register_is_kept_by_the_coordinator_alone(key):
    world = make_world()
    client = signed_in(world, key)

    for name in ("person_add", "agency_add", "seat_add"):
        assert client.get(at(name)).status_code == 403
        assert client.post(at(name), {"name": "x"}).status_code == 403
    page = text_of(client.get(at("people")))
    assert "Add a person" not in page
    assert "Give a role" not in text_of(client.get(at("person", person=world.people["police"])))
    assert "Appoint somebody" not in text_of(client.get(at("seat", seat=world.seats["police"])))


def test_another_partnerships_pages_answer_as_ones_that_do_not_exist():
    world, other = make_two()
    client = signed_in(world)
    missing = client.get(at("person", person=uuid.uuid4()))

    for name, parts in (
        ("person", {"person": other.people["police"]}),
        ("seat", {"seat": other.seats["police"]}),
        ("terms_version", {"terms": other.terms}),
        ("group", {"group": "nothing"}),
    ):
        answer = client.get(at(name, **parts))
        assert answer.status_code == 404
        assert without_token(answer) == without_token(missing)
    assert client.get(at("board", "osterbridge")).status_code == 404


def test_a_duty_is_recorded_as_met_and_nothing_in_the_future_is():
    from quorate.domain.terms.clauses import Clause, ClauseKind
    from tests.builders.world import CITY_CLAUSES

    clause = Clause(id="", kind=ClauseKind.MEMBERSHIP_REVIEW, quote="Yearly", reading="")
    world = make_world(clauses=(*CITY_CLAUSES, clause))
    client = signed_in(world, "secretary")
    here = at("duty_met", terms=world.terms)

    early = client.post(here, {"duty": "membership_review|", "done_on": "1 12 2026", "note": "Minute 4"})
    assert early.status_code == 409
    assert "That day has not come yet." in text_of(early)
    assert "Minute 4" in text_of(early)
    made_up = client.post(here, {"duty": "reporting|Anything", "done_on": "1 11 2026"})
    assert made_up.status_code == 422

    assert client.post(here, {"duty": "membership_review|", "done_on": "1 11 2026"}).status_code == 302
    assert DutyDone.objects.get().kind == "membership_review"
    assert client.post(here, {"duty": "x"}, follow=True).status_code == 422
    assert signed_in(world, "police").post(here, {}).status_code == 403


def test_a_duty_that_somebody_told_of_says_who_how_and_when():
    from quorate.domain.terms.clauses import Clause, ClauseKind
    from tests.builders.world import CITY_CLAUSES

    clause = Clause(id="", kind=ClauseKind.MEMBERSHIP_REVIEW, quote="Yearly", reading="")
    world = make_world(clauses=(*CITY_CLAUSES, clause))
    client = signed_in(world, "secretary")
    here, whom = at("duty_met", terms=world.terms), str(world.people["health"])
    told = {"duty": "membership_review|", "done_on": "1 11 2026", "on_behalf_person": whom}

    unsaid = client.post(here, told)
    assert unsaid.status_code == 409
    assert "Say how they told you." in text_of(unsaid)
    assert client.post(here, {**told, "on_behalf_person": "", "on_behalf_how": "email"}).status_code == 409
    late = {**told, "on_behalf_how": "email", "on_behalf_on": "1 1 2030"}
    assert "after today" in text_of(client.post(here, late))
    stranger = {**told, "on_behalf_how": "email", "on_behalf_person": str(uuid.uuid4())}
    assert client.post(here, stranger).status_code == 404
    assert not DutyDone.objects.exists()

    assert client.post(here, {**told, "on_behalf_how": "email"}).status_code == 302
    assert whom in EventRow.objects.get(code="terms.duty_met").contents


def test_each_overdue_period_of_a_report_has_its_own_way_to_be_recorded_as_met():
    from quorate.domain.terms.clauses import Clause, ClauseKind
    from tests.builders.world import CITY_CLAUSES

    clause = Clause(
        id="", kind=ClauseKind.REPORTING, quote="Twice a year", reading="", item="Report", times_a_year=2
    )
    world = make_world(clauses=(*CITY_CLAUSES, clause))
    client = signed_in(world, "secretary")
    form = at("terms_version", terms=world.terms)
    owed = (
        ("2025-10-01", "October 2025 to March 2026"),
        ("2026-04-01", "April 2026 to September 2026"),
    )

    for first, period in owed:
        link = f"{form}?duty=reporting%7C{first}%7CReport#record"
        for page in ("my_work", "board"):
            assert link in client.get(at(page)).content.decode()
        chosen = client.get(link).content.decode()
        assert f'<option value="reporting|{first}|Report" selected>Report, {period}</option>' in chosen

    sent = {"duty": "reporting|2026-04-01|Report", "done_on": "20 11 2026"}
    assert client.post(at("duty_met", terms=world.terms), sent).status_code == 302

    left = client.get(form).content.decode()
    assert '<option value="reporting|2026-04-01|Report"' not in left
    assert '<option value="reporting|2025-10-01|Report"' in left
    assert '<option value="reporting|2026-10-01|Report"' in left
    assert "Record as met" not in signed_in(world, "police").get(at("board")).content.decode()


def test_the_record_is_for_the_coordinator_and_the_governance_officer():
    world = make_world()

    for key in ALL:
        expected = 200 if key in ("coordinator", "governance") else 403
        assert signed_in(world, key).get(at("audit")).status_code == expected
        linked = at("audit") in text_of(signed_in(world, key).get(at("board")))
        assert linked == (expected == 200)


def test_words_are_proposed_by_one_officer_and_taken_out_by_the_other():
    world = make_world()
    entry = add(world, start(world), "The child at Harbour Road", code="1")
    coordinator, governance = signed_in(world), signed_in(world, "governance")
    propose = at("redaction_propose")

    found = text_of(coordinator.get(propose, {"where": f"http://localhost{at('entry', entry=entry)}"}))
    assert "The child at Harbour Road" in found
    form = {"kind": "entry", "id": str(entry), "columns": ["text"], "reason": "It names a child"}
    nothing = coordinator.post(propose, {**form, "columns": [], "reason": ""})
    assert nothing.status_code == 422
    assert "Choose what has to go." in text_of(nothing)
    assert coordinator.post(propose, form).url == at("audit")
    row = Redaction.objects.get()
    assert row.columns == ["text"]
    assert "Confirm and take it out" not in text_of(coordinator.get(at("audit")))

    confirm = at("redaction_confirm", redaction=row.id)
    unsure = governance.post(confirm, {})
    assert unsure.status_code == 422
    own = coordinator.post(confirm, {"sure": "yes"})
    assert own.status_code == 409
    assert "somebody else has to confirm it" in text_of(own)
    assert governance.post(confirm, {"sure": "yes"}).status_code == 302

    assert EntryVersion.objects.get(entry=entry).text == "[redacted]"
    page = text_of(governance.get(at("audit")))
    assert "Carried out" in page
    assert "each as it was recorded" in page
    assert "Harbour Road" not in page


def test_a_redaction_is_declined_with_a_reason():
    world = make_world()
    entry = add(world, start(world), "Nobody is named")
    row = done(
        redactions.propose_redaction(
            world.as_("coordinator"), subject_kind="entry", subject_id=entry, reason="A child"
        )
    )
    client, decline = signed_in(world, "governance"), at("redaction_decline", redaction=row)

    without = client.post(decline, {"decline_reason": ""})
    assert without.status_code == 409
    assert "Say why the words stay." in text_of(without)
    assert client.post(decline, {"decline_reason": "Nobody is named"}).status_code == 302
    assert Redaction.objects.get().state == "declined"


def test_an_address_that_shows_nothing_is_said_to_be_one():
    answer = signed_in(make_world()).get(at("redaction_propose"), {"where": "the third page"})

    assert answer.status_code == 422
    assert "This is not the address of a plan, an entry, a meeting, terms or people here." in text_of(answer)
