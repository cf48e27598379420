"""The pages of membership: what is said, what is refused, and what was typed kept."""

from datetime import date

import pytest

from quorate.commands import membership, setting_up
from quorate.domain.calendar.types import Direction, Offset, Unit
from quorate.domain.membership.coverage import Represented
from quorate.domain.terms.clauses import Clause, ClauseKind
from quorate.records.models import Appointment, ExpressionOfInterest, Group, KeptPrivately, Person, Seat
from tests.builders.board import asks_the_same
from tests.builders.browsing import signed_in
from tests.builders.membership import OWN_NAME, SHOWN_AS, a_seat, an_interest, decided, somebody_private
from tests.builders.plans import add, led_by, start
from tests.builders.world import CITY_CLAUSES, TODAY, done, make_world

pytestmark = pytest.mark.django_db
GROUP = "/marlhaven/people/groups/board"


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


def has_fault(answer, field, sentence) -> bool:
    text = words(answer)
    return f'href="#{field}"' in text and text.count(sentence) >= 2


def test_the_membership_of_a_group_says_what_is_missing(world, client):
    a_seat(world, "Probation", shown_as="")
    done(
        membership.designate(
            world.as_("coordinator"),
            seat=world.seats["health"],
            section=Represented.HEALTH,
            designated_on=date(2026, 3, 2),
            reason="They run the hospital",
        )
    )
    an_interest(world, on=date(2026, 10, 1))
    text = words(client.get(f"{GROUP}/membership/"))

    assert "1 vacancy, and 6 gaps in whom the Act asks for." in text  # its council is not unitary
    assert "Never held" in text
    assert "The interests of the children of victims" in text
    assert "They run the hospital" in text
    assert "Riverside Trust" in text
    assert "53 days ago" in text
    assert "Everybody who holds a seat or deputises has signed." in text


def test_who_wishes_to_join_and_who_has_not_signed_is_not_everybodys_to_see(world):
    an_interest(world)
    somebody_new = a_seat(world, "Probation", shown_as="")
    from tests.builders.membership import appointed, somebody

    appointed(world, somebody_new, somebody(world, "Head of Probation", ""))
    for key, sees in (("police", False), ("observer", False), ("chair", True), ("coordinator", True)):
        text = words(signed_in(world, key).get(f"{GROUP}/membership/"))
        assert ("Riverside Trust" in text) == sees, key
        assert ("Not signed" in text) == sees, key
        people = words(signed_in(world, key).get("/marlhaven/people/"))
        assert ("Who has not signed" in people) == sees, key


def test_an_interest_waits_in_my_work_and_on_the_board_of_those_who_decide(world):
    an_interest(world)
    for key, sees in (("chair", True), ("coordinator", True), ("police", False)):
        client = signed_in(world, key)
        assert ("Riverside Trust" in words(client.get("/marlhaven/my-work/"))) == sees, key
        assert ("Riverside Trust" in words(client.get("/marlhaven/board/"))) == sees, key


def test_an_interest_is_recorded_decided_answered_and_seated_on_its_pages():
    clause = Clause(
        "",
        ClauseKind.EXPRESSION_OF_INTEREST,
        "Whoever asks hears within 28 days",
        "",
        offset=Offset(28, Unit.CALENDAR_DAY, Direction.WITHIN),
    )
    world = make_world(clauses=(*CITY_CLAUSES, clause))
    client = signed_in(world)
    seat = a_seat(world, "Services", shown_as="", by_interest=True)
    assert (
        client.post(
            f"{GROUP}/interest/add/", {"name": "Riverside Trust", "received_on": "2 11 2026"}
        ).status_code
        == 302
    )
    row = ExpressionOfInterest.objects.get()
    page = f"/marlhaven/people/interest/{row.id}/"
    assert "owed by 30 November 2026" in words(client.get(page))
    said = {"decision": "accepted", "decided_by": world.people["chair"], "decided_on": "9 11 2026"}
    assert client.post(f"{page}decide/", {**said, "version": 1}).status_code == 302
    assert client.post(f"{page}answer/", {"replied_on": "10 11 2026", "version": 2}).status_code == 302
    seated = client.post(f"{page}seat/", {"seat": seat, "from_on": "1 12 2026", "version": 3})
    assert seated.status_code == 302
    assert "answered on 10 November 2026, 8 days later" in words(client.get(page))
    assert "There is nothing more to do here." in words(client.get(page))


@pytest.mark.parametrize(
    ("wrote_from", "is_new"), [("Riverside Trust", True), ("refuge charity", False), ("", False)]
)
def test_of_an_organisation_that_is_not_here_it_is_said_to_add_it_and_a_seat_first(
    world, client, wrote_from, is_new
):
    told = {"name": "Ms Lee", "agency_name": wrote_from, "received_on": "2 11 2026"}
    client.post(f"{GROUP}/interest/add/", told)
    row = ExpressionOfInterest.objects.get()
    assert row.agency_name == wrote_from
    page = f"/marlhaven/people/interest/{row.id}/"
    said = {"decision": "accepted", "decided_by": world.people["chair"], "decided_on": "9 11 2026"}
    client.post(f"{page}decide/", {**said, "version": 1})

    shown = words(client.get(page))
    chair = words(signed_in(world, "chair").get(page))

    first = "No agency here is called Riverside Trust. Before you appoint them,"
    assert (first in shown) is is_new
    assert ('href="/marlhaven/people/agencies/add/"' in shown) is is_new
    assert first not in chair


def test_an_interest_from_one_agency_is_not_seated_in_anothers_seat_without_a_word(world, client):
    seat = a_seat(world, "Housing lead", shown_as="")
    Seat.objects.filter(id=seat).update(agency=world.agencies["housing"])
    who = {"name": "A trust’s chief", "agency_name": "Lighthouse Trust", "received_on": "2 11 2026"}
    client.post(f"{GROUP}/interest/add/", who)
    page = f"/marlhaven/people/interest/{ExpressionOfInterest.objects.get().id}/"
    said = {"decision": "accepted", "decided_by": world.people["chair"], "decided_on": "9 11 2026"}
    client.post(f"{page}decide/", {**said, "version": 1})
    assert "Housing lead" in words(client.get(page))
    form = {"seat": seat, "from_on": "1 12 2026", "version": 2}

    asked = client.post(f"{page}seat/", form)

    assert asked.status_code == 409
    assert has_fault(
        asked,
        "for_another",
        "That seat speaks for Housing, and they come from Lighthouse Trust. "
        "Choose another seat, or say that they are to speak for Housing there.",
    )
    assert not Appointment.objects.filter(seat=seat).exists()
    police = {"person": world.people["police"], **form}
    assert "they come from Police" in words(client.post(f"{page}seat/", police))
    told = client.post(f"{page}seat/", {**police, "for_another": "yes"}, follow=True)
    assert "They speak for Police, and count for Housing, whose seat it is." in words(told)


@pytest.mark.parametrize("said", ["agency", "person"])
def test_an_interest_from_an_agency_that_is_here_is_not_seated_as_of_anothers_without_a_word(
    world, client, said
):
    seat = a_seat(world, "Second police seat", shown_as="")
    Seat.objects.filter(id=seat).update(agency=world.agencies["police"])
    who = {"name": "A ward manager", "agency_name": "hospital Trust", "received_on": "2 11 2026"}
    client.post(f"{GROUP}/interest/add/", who)
    page = f"/marlhaven/people/interest/{ExpressionOfInterest.objects.get().id}/"
    accepted = {"decision": "accepted", "decided_by": world.people["chair"], "decided_on": "9 11 2026"}
    client.post(f"{page}decide/", {**accepted, "version": 1})
    whose = {"agency": world.agencies["police"], "person": world.people["data_lead"]}[said]
    form = {"seat": seat, "from_on": "1 12 2026", "version": 2, said: whose}

    asked = client.post(f"{page}seat/", form)
    told = client.post(f"{page}seat/", {**form, "for_another": "yes"})

    assert asked.status_code == 409
    assert "That seat speaks for Police, and they come from hospital Trust." in words(asked)
    assert told.status_code == 302


def test_what_is_wrong_with_an_interest_is_said_beside_it_and_what_was_typed_kept(world, client):
    empty = client.post(f"{GROUP}/interest/add/", {"agency_name": "Riverside", "received_on": "soon"})
    assert empty.status_code == 422
    assert has_fault(empty, "name", "Say who wishes to join.")
    assert 'value="Riverside"' in words(empty)
    later = client.post(f"{GROUP}/interest/add/", {"name": "A", "received_on": "24 11 2026"})
    assert later.status_code == 409
    assert has_fault(later, "received_on", "That day has not come yet.")


def test_a_decision_taken_meanwhile_is_shown_with_what_was_typed(world, client):
    interest = decided(world, an_interest(world))
    done(
        membership.answer_interest(
            world.as_("coordinator"), interest=interest, version=2, replied_on=date(2026, 11, 10)
        )
    )
    page = f"/marlhaven/people/interest/{interest}/"
    answer = client.post(f"{page}answer/", {"replied_on": "11 11 2026", "version": 2})

    assert answer.status_code == 409
    assert "Somebody else changed this while you had it open" in words(answer)
    assert "10 November 2026" in words(answer)


def test_a_seat_is_added_with_all_that_may_be_said_of_it(world, client):
    form = {
        "group": world.board, "title": "Survivors’ voice", "seat_class": "advisory", "places": "2",
        "condition": "the panel meets", "by_interest": "yes", "shown_as": SHOWN_AS,
    }  # fmt: skip
    assert client.post("/marlhaven/people/seats/add/", form).status_code == 302
    row = Seat.objects.get(title="Survivors’ voice")
    assert (row.places, row.condition, row.by_interest, row.shown_as) == (
        2,
        "the panel meets",
        True,
        SHOWN_AS,
    )
    wrong = client.post("/marlhaven/people/seats/add/", {**form, "places": "many"})
    assert wrong.status_code == 422
    half = client.post("/marlhaven/people/seats/add/", {**form, "follows_office": "chair", "shown_as": ""})
    assert half.status_code == 409
    assert "choose both, or neither" in words(half)


def test_a_seat_changed_meanwhile_is_not_written_over(world, client):
    seat = world.seats["police"]
    form = {"title": "Police", "seat_class": "core", "places": "2", "version": 1}
    answer = client.post(f"/marlhaven/people/seats/{seat}/change/", form)

    assert answer.status_code == 409
    assert 'value="Police"' in words(answer)
    form["version"] = Group.objects.get(id=world.board).version
    assert client.post(f"/marlhaven/people/seats/{seat}/change/", form).status_code == 302
    assert "1 place is free" in words(client.get(f"/marlhaven/people/seats/{seat}/"))


def test_what_a_lived_experience_seat_does_to_a_name_is_asked_before_it_does_it(world, client):
    seat, officer = a_seat(world, "Voice of survivors", shown_as="Rowan"), world.people["observer"]
    where = f"/marlhaven/people/seats/{seat}/"
    said = {"person": officer, "as_what": "deputy", "from_on": "1 11 2026"}
    text = words(client.get(where))
    assert "“Rowan”, not their own name" in text
    assert "nothing is sent to them until you say that mail is safe" in text
    assert "Shown as" not in words(client.get(f"/marlhaven/people/seats/{world.seats['police']}/"))

    untold = client.post(f"{where}appoint/", said)
    assert untold.status_code == 409
    assert has_fault(untold, "shown", "Choose the name they are shown by.")
    client.post(f"{where}appoint/", {**said, "shown": "own"})
    assert Person.objects.get(id=officer).name == "Observer"
    assert not KeptPrivately.objects.filter(person=officer).exists()


def test_who_somebody_is_stands_on_one_page_alone(world, client):
    person, _ = somebody_private(world)
    page = f"/marlhaven/people/{person}/privately/"

    assert OWN_NAME in words(client.get(page))
    assert OWN_NAME not in words(client.get(f"/marlhaven/people/{person}/"))
    assert signed_in(world, "governance").get(page).status_code == 403
    version = Person.objects.get(id=person).version
    said = {"shown_as": "", "name": "Somebody", "safe_times": "Mornings", "version": version}
    wrong = client.post(page, said)
    assert wrong.status_code == 422
    assert has_fault(wrong, "shown_as", "Give the name they chose.")
    assert "Mornings" in words(wrong)
    assert client.post(page, {**said, "shown_as": "A survivor"}).status_code == 302
    stale = client.post(page, {**said, "shown_as": "Another", "version": version})
    assert stale.status_code == 409
    assert "A survivor" in words(stale)
    assert 'value="Another"' in words(stale)
    unsure = client.post(f"{page}own-name/", {"version": version + 1})
    assert unsure.status_code == 422
    assert client.post(f"{page}own-name/", {"version": version + 1, "sure": "yes"}).status_code == 302
    assert not KeptPrivately.objects.exists()


def test_a_member_registers_an_interest_of_their_own(world):
    client, police = signed_in(world, "police"), world.people["police"]
    page = f"/marlhaven/people/{police}/interests/"

    assert "Signed on 2 January 2024." in words(client.get(page))
    assert client.post(page, {"words": "A trustee", "from_on": "5 1 2026"}).status_code == 302
    assert "A trustee" in words(client.get(f"{GROUP}/membership/"))
    wrong = client.post(page, {"words": "", "from_on": "5 1 2026"})
    assert has_fault(wrong, "words", "Say what the interest is.")
    other = f"/marlhaven/people/{world.people['health']}/interests/"
    assert "Register an interest" not in words(client.get(other))
    assert "Signed on" not in words(client.get(other))
    assert client.post(other, {"words": "A", "from_on": "5 1 2026"}).status_code == 403


def test_a_restriction_says_which_of_its_readers_see_nothing_for_want_of_a_signature(world, client):
    from tests.builders.membership import somebody

    new = somebody(world, "Head of Probation", "")
    asked = {"name": "Tender", "reason": "Open", "from_on": TODAY}
    restriction = done(
        setting_up.set_restriction(
            world.as_("coordinator"), **asked, allowed_people=[new, world.people["police"]]
        )
    )
    text = words(client.get(f"/marlhaven/people/restrictions/{restriction}/"))

    assert "Head of Probation has signed no confidentiality statement that stands" in text
    done(membership.record_statement(world.as_("coordinator"), person=new, signed_on=TODAY))
    assert "has signed no" not in words(client.get(f"/marlhaven/people/restrictions/{restriction}/"))


def test_everything_is_handed_over_on_one_page(world, client):
    add(world, start(world, "City action plan"), "Share a definition", leads=led_by(world, "police"))
    page = f"/marlhaven/people/{world.people['police']}/handover/"

    assert "Share a definition" in words(client.get(page))
    empty = client.post(page, {"reason": "A new post"})
    assert has_fault(empty, "to", "Choose who takes it on.")
    assert "A new post" in words(empty)
    said = {"to": world.people["health"], "reason": "A new post"}
    version = Person.objects.get(id=world.people["police"]).version
    stale = client.post(page, {**said, "version": version + 1})
    assert stale.status_code == 409
    assert "What is kept now" in words(stale)
    assert "A new post" in words(stale)
    assert client.post(page, {**said, "version": version}).status_code == 302
    assert "They lead nothing by name" in words(client.get(page))


def test_notes_are_left_on_the_page_of_handing_over_and_on_ones_own(world, client):
    page = f"/marlhaven/people/{world.people['police']}/handover/"
    assert has_fault(client.post(f"{page}note/", {}), "words", "Write what whoever takes it on has to know.")
    said = {"words": "Ask the registrar first.", "reader": world.people["health"]}
    assert client.post(f"{page}note/", said).status_code == 302
    assert "for Head of safeguarding" in words(client.get(page))

    theirs = signed_in(world, "health")
    own = words(theirs.get("/marlhaven/my-work/seats/"))
    assert "Ask the registrar first." in own
    assert "What the terms ask" in own
    after = f"/marlhaven/people/{world.people['health']}/handover/note/"
    assert "Write what" in words(theirs.post(after, {"on": "taking_over"}))
    assert theirs.post(after, {"on": "taking_over", "words": "Mine"}).status_code == 302
    assert "Mine" in words(theirs.get("/marlhaven/my-work/seats/"))
    assert "Ask the registrar" not in words(signed_in(world, "chair").get("/marlhaven/my-work/seats/"))


def test_cover_is_arranged_where_a_coordinator_hands_over(world, client):
    page = f"/marlhaven/people/{world.people['coordinator']}/handover/"
    wrong = {"by": world.people["health"], "from_on": "12 12 2026", "to_on": "1 12 2026"}
    version = Person.objects.get(id=world.people["coordinator"]).version
    assert has_fault(client.post(f"{page}cover/", {**wrong, "version": version}), "to_on", "before the first")
    right = {**wrong, "from_on": "1 12 2026", "to_on": "12 12 2026"}
    assert client.post(f"{page}cover/", {**right, "version": version + 9}).status_code == 409
    assert client.post(f"{page}cover/", {**right, "version": version}).status_code == 302
    assert "Head of safeguarding, from 1 December 2026 to 12 December 2026" in words(client.get(page))


def test_who_wishes_to_join_for_lived_experience_is_named_to_the_coordinator_alone(world, client):
    said = {
        "name": "Wilhelmina Quillfeather",
        "received_on": "20 11 2026",
        "private": "yes",
        "words": "My own",
    }
    answer = client.post(f"{GROUP}/interest/add/", said, follow=True)
    assert "Quillfeather" not in words(answer)
    one = f"/marlhaven/people/interest/{ExpressionOfInterest.objects.get().id}/"
    assert "Wilhelmina Quillfeather" in words(client.get(one))
    for key in ("chair", "secretary"):
        text = words(signed_in(world, key).get(one))
        assert "A person of lived experience" in text
        assert "Only the coordinator reads who they are" in text
        assert "Quillfeather" not in text
        assert "My own" not in text


def test_a_review_is_guided_and_recorded(world, client):
    page = f"{GROUP}/membership/review/"
    assert "No review has been recorded." in words(client.get(page))
    assert has_fault(client.post(page, {"done_on": "20 11 2026"}), "advice", "Say what the chair was advised")
    assert client.post(page, {"advice": "Nothing is to change", "done_on": "20 11 2026"}).status_code == 302
    text = words(client.get(f"{GROUP}/membership/"))
    assert "Review of 20 November 2026" in text
    assert "Advice to the chair: Nothing is to change" in text


def test_the_page_asks_the_same_of_the_database_however_many_there_are(world, client):
    def more(n: int):
        def make():
            for _ in range(n):
                an_interest(world)
                somebody_private(world)
                done(
                    membership.register_interest(
                        world.as_("coordinator"), person=world.people["police"], words="A", from_on=TODAY
                    )
                )

        return make

    few, many = asks_the_same(lambda: client.get(f"{GROUP}/membership/"), more(1), more(3))
    assert few == many
