"""Statements, interests, coverage, chosen names and handing over, done through commands."""

import json
import uuid
from datetime import date, timedelta

import pytest

from quorate.commands import meetings, membership, papers_asked, redactions, setting_up
from quorate.commands.runner import Done
from quorate.domain.access.audience import Audience
from quorate.domain.access.roles import Role
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError, StaleError
from quorate.domain.kernel.words import day
from quorate.domain.membership.coverage import Represented
from quorate.domain.membership.interest import A_PERSON, Decision
from quorate.domain.membership.seats import SeatDraft
from quorate.domain.plans.facts import Status
from quorate.queries.access import actor_of
from quorate.queries.circulation import recipients
from quorate.queries.handover.leaving import page_handover
from quorate.queries.handover.taking_over import page_taking_over
from quorate.queries.people import page_person, page_seat
from quorate.records import scopes
from quorate.records.models import (
    AgendaItem,
    Appointment,
    ConfidentialityStatement,
    DutyDone,
    EntryLead,
    EntryVersion,
    EventRow,
    ExpressionOfInterest,
    Group,
    InterestKeptPrivately,
    KeptPrivately,
    Meeting,
    Message,
    PaperAsked,
    Person,
    PlanImport,
    RegisteredInterest,
    Representation,
    Seat,
    SeatMap,
    StoredFile,
    TermsDraft,
)
from tests.builders.board import asks_the_same, recorded
from tests.builders.holding import a_risk
from tests.builders.meetings import a_meeting, an_item
from tests.builders.membership import (
    OWN_EMAIL,
    OWN_NAME,
    SHOWN_AS,
    a_seat,
    an_interest,
    appointed,
    decided,
    somebody,
    somebody_private,
)
from tests.builders.plans import add, led_by, start
from tests.builders.structure import a_question
from tests.builders.terms import PAPER, begin_from_paper
from tests.builders.world import TODAY, done, make_two, make_world, moment

pytestmark = pytest.mark.django_db


def code(outcome) -> str:
    return "" if isinstance(outcome, Done) else outcome.code


def events() -> list[str]:
    return list(EventRow.objects.order_by("number").values_list("code", flat=True))


# statements


def test_a_named_member_sees_the_restricted_item_once_they_have_signed_and_no_longer_once_it_ends():
    world = make_world()
    by = world.as_("coordinator")
    new = somebody(world, "Head of Probation", "probation@marlhaven.example")
    appointed(world, a_seat(world, "Probation", shown_as=""), new)
    restriction = done(
        setting_up.set_restriction(by, name="Tender", reason="Open", from_on=TODAY, allowed_people=[new])
    )
    item = an_item(world, a_meeting(world), "The tender", restriction=restriction)

    def sees() -> bool:
        who = Person.objects.select_related("partnership").get(id=new)
        return scopes.agenda_items(actor_of(who, TODAY)).filter(id=item).exists()

    assert not sees()
    done(membership.record_statement(by, person=new, signed_on=TODAY))
    assert sees()
    signed = ConfidentialityStatement.objects.get(person=new)
    done(membership.end_statement(by, person=new, statement=signed.id, to_on=TODAY))
    assert sees(), "its last day is still covered"
    who = Person.objects.select_related("partnership").get(id=new)
    tomorrow = actor_of(who, TODAY + timedelta(1))
    assert not scopes.agenda_items(tomorrow).filter(id=item).exists()
    assert "people.statement_signed" in events()
    assert "people.statement_ended" in events()


def test_a_statement_is_refused_before_its_day_twice_and_of_whoever_left():
    world = make_world()
    by, police = world.as_("coordinator"), world.people["police"]

    assert code(membership.record_statement(by, person=police, signed_on=TODAY + timedelta(1))) == (
        "membership.signs_later"
    )
    again = membership.record_statement(by, person=police, signed_on=date(2024, 1, 2))
    assert code(again) == "membership.signed_already"
    done(setting_up.leave(by, person=police, left_on=TODAY))
    assert code(membership.record_statement(by, person=police, signed_on=TODAY)) == "people.has_left"


def test_only_the_coordinator_keeps_statements_and_only_of_their_own_partnership():
    first, second = make_two()
    with pytest.raises(NotAllowedError):
        membership.record_statement(first.as_("police"), person=first.people["police"], signed_on=TODAY)
    with pytest.raises(NotFoundError):
        membership.record_statement(second.as_("coordinator"), person=first.people["police"], signed_on=TODAY)


# seats


def test_a_seat_of_two_places_is_held_by_two_each_at_a_place_of_their_own():
    world = make_world()
    seat = a_seat(world, "Commissioned services", places=2, shown_as="")
    for key in ("health", "charity"):
        appointed(world, seat, world.people[key])

    assert list(Appointment.objects.filter(seat=seat).order_by("place").values_list("place", flat=True)) == [
        1, 2
    ]  # fmt: skip
    third = setting_up.appoint(
        world.as_("coordinator"), seat=seat, person=world.people["police"], from_on=date(2026, 10, 1)
    )
    assert code(third) == "membership.seat_held"
    assert page_seat(world.actor("police"), seat=seat, today=TODAY).lede == (
        "Head of safeguarding and Chief executive hold it."
    )


def an_operational_group(world):
    by = world.as_("coordinator")
    group = done(setting_up.add_group(by, name="Operational group"))
    chair = done(setting_up.add_seat(by, group=group, title="Chair"))
    follows = SeatDraft("Chair of the operational group", follows_group=str(group), follows_office="chair")
    seat = done(setting_up.add_seat(by, group=world.board, draft=follows))
    observer = world.people["observer"]
    done(setting_up.appoint(by, seat=chair, person=observer, from_on=date(2026, 9, 1), office="chair"))
    return seat


def test_whoever_holds_the_office_holds_the_seat_that_follows_it_without_being_appointed():
    world = make_world()
    seat = an_operational_group(world)
    page = page_seat(world.actor("police"), seat=seat, today=TODAY)

    assert page.lede == "Observer holds it, being chair of Operational group."
    assert not page.is_vacant
    assert (str(world.board), "member") in {(g, r.value) for g, r in world.actor("observer").seats}
    meeting = Meeting.objects.get(id=a_meeting(world))
    assert world.people["observer"] in {person.id for person in recipients(meeting, TODAY)}
    refused = setting_up.appoint(
        world.as_("coordinator"), seat=seat, person=world.people["police"], from_on=TODAY
    )
    assert code(refused) == "membership.follows_an_office"


def test_the_seat_is_vacant_again_the_day_after_the_office_ends():
    world = make_world()
    seat = an_operational_group(world)
    held = Appointment.objects.get(person=world.people["observer"])
    done(setting_up.end_appointment(world.as_("coordinator"), appointment=held.id, to_on=TODAY))

    assert not page_seat(world.actor("police"), seat=seat, today=TODAY).is_vacant
    assert page_seat(world.actor("police"), seat=seat, today=TODAY + timedelta(1)).is_vacant
    later = world.actor("observer", TODAY + timedelta(1))
    assert str(world.board) not in {group for group, _ in later.seats}


def test_a_seat_is_changed_unless_more_hold_it_than_it_would_have_places():
    world = make_world()
    by = world.as_("coordinator")
    seat = a_seat(world, "Services", places=2, shown_as="")
    for key in ("health", "charity"):
        appointed(world, seat, world.people[key])
    version = Group.objects.get(id=world.board).version

    fewer = setting_up.change_seat(by, seat=seat, version=version, draft=SeatDraft("Services"))
    assert code(fewer) == "membership.more_hold_it"
    more = SeatDraft("Services", places=3, condition="a tender is open", by_interest=True)
    done(setting_up.change_seat(by, seat=seat, version=version, draft=more))
    row = Seat.objects.get(id=seat)
    assert (row.places, row.condition, row.by_interest) == (3, "a tender is open", True)
    with pytest.raises(StaleError):
        setting_up.change_seat(by, seat=seat, version=version, draft=more)
    with pytest.raises(NotAllowedError):
        setting_up.change_seat(world.as_("secretary"), seat=seat, version=version + 1, draft=more)
    assert "groups.seat_changed" in events()


# chosen names


def test_whoever_comes_to_a_lived_experience_seat_is_shown_by_its_name_and_written_to_no_more():
    world = make_world()
    person, _ = somebody_private(world)
    row, kept = Person.objects.get(id=person), KeptPrivately.objects.get(person=person)

    assert (row.name, row.title, row.email) == (SHOWN_AS, "", "")
    assert (kept.name, kept.safe_contact) == (OWN_NAME, OWN_EMAIL)
    assert "people.kept_privately" in events()
    assert not scopes.kept_privately(world.actor("governance")).exists()
    assert scopes.kept_privately(world.actor("coordinator")).exists()


def test_two_in_such_a_seat_are_told_apart():
    world = make_world()
    seat = a_seat(world, places=2)
    for n in range(2):
        appointed(world, seat, somebody(world, f"Person {n}", f"{n}@private.example"))

    assert set(Person.objects.filter(kept_privately__isnull=False).values_list("name", flat=True)) == {
        SHOWN_AS, f"{SHOWN_AS} 2"
    }  # fmt: skip


def test_a_seat_that_becomes_one_of_lived_experience_hides_whoever_holds_it():
    world = make_world()
    seat, person = a_seat(world, shown_as=""), somebody(world)
    appointed(world, seat, person)
    version = Group.objects.get(id=world.board).version
    draft = SeatDraft("Lived experience", shown_as=SHOWN_AS)
    done(setting_up.change_seat(world.as_("coordinator"), seat=seat, version=version, draft=draft))

    assert Person.objects.get(id=person).name == SHOWN_AS


def test_a_deputy_in_a_lived_experience_seat_keeps_their_name_unless_they_wish_for_another():
    world = make_world()
    by, seat, officer = world.as_("coordinator"), a_seat(world), world.people["observer"]
    was = Person.objects.get(id=officer)
    asked = {"seat": seat, "person": officer, "from_on": TODAY}

    for is_deputy in (False, True):
        assert code(setting_up.appoint(by, is_deputy=is_deputy, **asked)) == "membership.shown_not_said"
    assert code(setting_up.appoint(by, by_chosen_name=False, **asked)) == "membership.holder_has_own_name"
    done(setting_up.appoint(by, is_deputy=True, by_chosen_name=False, **asked))
    version = Group.objects.get(id=world.board).version
    draft = SeatDraft("Lived experience", shown_as="A survivor")
    done(setting_up.change_seat(by, seat=seat, version=version, draft=draft))
    now = Person.objects.get(id=officer)
    assert (now.name, now.title, now.email) == (was.name, was.title, was.email)
    assert not KeptPrivately.objects.exists()

    asked["person"] = somebody(world)
    done(setting_up.appoint(by, is_deputy=True, by_chosen_name=True, **asked))
    assert Person.objects.get(id=asked["person"]).name == "A survivor"


def test_a_lead_printed_by_their_own_name_is_printed_by_the_chosen_one():
    world = make_world()
    person = somebody(world)
    plan = start(world, "City action plan")
    world.people["lived"] = person
    add(world, plan, "Ask survivors", leads=led_by(world, "lived"))
    EntryLead.objects.filter(person=person).update(raw=OWN_NAME)
    appointed(world, a_seat(world), person)

    assert EntryLead.objects.get(person=person).raw == SHOWN_AS


def test_what_is_kept_privately_is_changed_by_the_coordinator_alone():
    world = make_world()
    person, _ = somebody_private(world)
    version = Person.objects.get(id=person).version
    said = {
        "shown_as": "A survivor",
        "name": OWN_NAME,
        "safe_times": "Mornings",
        "email": "safe@post.example",
    }

    done(setting_up.keep_privately(world.as_("coordinator"), person=person, version=version, **said))
    row = Person.objects.get(id=person)
    assert (row.name, row.email) == ("A survivor", "safe@post.example")
    assert KeptPrivately.objects.get(person=person).safe_times == "Mornings"
    with pytest.raises(StaleError):
        setting_up.keep_privately(world.as_("coordinator"), person=person, version=version, **said)
    for key in ("secretary", "chair", "governance"):
        with pytest.raises(NotAllowedError):
            setting_up.keep_privately(world.as_(key), person=person, version=version + 1, **said)
    own = {**said, "shown_as": "Wilhelmina Q"}
    again = setting_up.keep_privately(world.as_("coordinator"), person=person, version=version + 1, **own)
    assert code(again) == "membership.shown_by_own_name"


def test_they_may_go_back_to_their_own_name():
    world = make_world()
    person, _ = somebody_private(world)
    version = Person.objects.get(id=person).version
    done(setting_up.name_again(world.as_("coordinator"), person=person, version=version))

    assert Person.objects.get(id=person).name == OWN_NAME
    assert not KeptPrivately.objects.exists()
    twice = setting_up.name_again(world.as_("coordinator"), person=person, version=version + 1)
    assert code(twice) == "membership.shown_by_their_name"


# expressions of interest


def test_an_interest_goes_from_received_to_decided_answered_and_seated():
    world = make_world()
    by = world.as_("coordinator")
    interest = decided(world, an_interest(world, "Riverside Trust"))
    done(membership.answer_interest(by, interest=interest, version=2, replied_on=date(2026, 11, 10)))
    seat = a_seat(world, "Services", shown_as="", by_interest=True)
    done(membership.seat_interest(by, interest=interest, version=3, seat=seat, from_on=date(2026, 12, 1)))

    row = ExpressionOfInterest.objects.get(id=interest)
    assert (row.decision, row.replied_on, row.seat_id) == ("accepted", date(2026, 11, 10), seat)
    assert Appointment.objects.get(seat=seat).person.name == "Riverside Trust"
    assert {"groups.interest_received", "groups.interest_decided", "groups.interest_answered"} <= set(
        events()
    )
    again = membership.seat_interest(by, interest=interest, version=4, seat=seat, from_on=TODAY)
    assert code(again) == "membership.seated_already"


def test_who_wishes_to_join_for_lived_experience_is_read_by_the_coordinator_alone():
    world = make_world()
    by = world.as_("coordinator")
    said = {"name": OWN_NAME, "email": OWN_EMAIL, "words": f"I am {OWN_NAME}.", "agency_name": "A refuge"}
    interest = done(
        membership.receive_interest(
            by, group=world.board, received_on=date(2026, 11, 2), is_private=True, **said
        )
    )
    decided(world, interest)
    row = ExpressionOfInterest.objects.get(id=interest)
    assert (row.name, row.agency_name, row.email, row.words) == (A_PERSON, "", "", "")
    assert scopes.interests_kept(by.actor).get().words == f"I am {OWN_NAME}."
    for key in ("chair", "secretary", "governance", "police"):
        assert not scopes.interests_kept(world.actor(key)).exists()

    # Seated where others sit under their own names, they are still who they were said to be.
    seat = a_seat(world, "Services", shown_as="")
    done(membership.seat_interest(by, interest=interest, version=2, seat=seat, from_on=TODAY))
    person = Appointment.objects.get(seat=seat).person
    row.refresh_from_db()
    assert (person.name, person.email, row.name) == (A_PERSON, "", A_PERSON)
    assert KeptPrivately.objects.get(person=person).name == OWN_NAME

    done(setting_up.name_again(by, person=person.id, version=person.version))
    row.refresh_from_db()
    assert (row.name, row.email, row.words) == (OWN_NAME, OWN_EMAIL, f"I am {OWN_NAME}.")
    assert not InterestKeptPrivately.objects.exists()


def test_an_interest_is_hidden_whichever_way_its_writer_comes_to_a_lived_experience_seat():
    world = make_world()
    by = world.as_("coordinator")
    interest = decided(world, an_interest(world, OWN_NAME))
    person, _ = somebody_private(world)
    row = ExpressionOfInterest.objects.get(id=interest)
    assert (row.name, row.words) == (SHOWN_AS, "")

    version = Person.objects.get(id=person).version
    asked = {"person": person, "version": version}
    done(setting_up.keep_privately(by, name=OWN_NAME, shown_as="A survivor", **asked))
    row.refresh_from_db()
    assert row.name == "A survivor"
    named = setting_up.change_person(by, person=person, version=version + 1, name=OWN_NAME)
    assert code(named) == "membership.shown_by_own_name"


def test_a_name_kept_privately_goes_from_a_reason_and_from_what_could_write_it_back(settings, tmp_path):
    settings.FILES = tmp_path
    world = make_world()
    by, meeting = world.as_("coordinator"), a_meeting(world)
    done(meetings.cancel_meeting(by, meeting=meeting, reason=f"{OWN_NAME} is ill", version=1))
    upload = an_upload(world, proposal={"found": [{"leads": [{"raw": f"With {OWN_NAME}"}]}]})
    aside = an_upload(world, proposal={"said": f"With {OWN_NAME}"}, state="set_aside")
    draft = begin_from_paper(world, PAPER.replace("the Mayor", OWN_NAME))

    person, _ = somebody_private(world)
    shown = Person.objects.get(id=person).name

    assert Meeting.objects.get(id=meeting).cancel_reason == f"{shown} is ill"
    assert upload_says(upload) == {"found": [{"leads": [{"raw": f"With {shown}"}]}]}
    assert upload_says(aside) == {"said": f"With {OWN_NAME}"}
    assert PlanImport.objects.get(id=upload).version == 2
    row = TermsDraft.objects.get(id=draft)
    assert OWN_NAME not in json.dumps([row.content, row.read])
    assert shown in json.dumps([row.content, row.read], ensure_ascii=False)


def an_upload(world, **more):
    """A plan being brought in, as a row: what it proposes is all that matters here."""
    file = StoredFile.objects.create(
        id=uuid.uuid4(),
        partnership_id=world.partnership,
        sha256=uuid.uuid4().hex * 2,
        name="plan.docx",
        size=1,
        stored_at=moment().at,
    )
    row = PlanImport.objects.create(
        id=uuid.uuid4(),
        partnership_id=world.partnership,
        plan_name="P",
        file=file,
        uploaded_at=moment().at,
        uploaded_by_id=world.people["coordinator"],
        effective_on=TODAY,
        source={},
        **more,
    )
    return row.id


def upload_says(id):
    return PlanImport.objects.get(id=id).proposal


def test_a_name_that_two_people_have_stays_in_what_was_written():
    world = make_world()
    interest = an_interest(world, OWN_NAME)
    somebody(world, email="another@post.example")
    somebody_private(world)

    assert ExpressionOfInterest.objects.get(id=interest).name == OWN_NAME


def test_somebody_declined_is_not_seated_and_nobody_is_added():
    world = make_world()
    interest = decided(world, an_interest(world), Decision.DECLINED)
    seat, people = a_seat(world, shown_as=""), Person.objects.count()
    refused = membership.seat_interest(
        world.as_("coordinator"), interest=interest, version=2, seat=seat, from_on=TODAY
    )

    assert code(refused) == "membership.not_accepted"
    assert Person.objects.count() == people


def test_a_seat_that_is_held_adds_nobody_either():
    world = make_world()
    interest, people = decided(world, an_interest(world)), Person.objects.count()
    refused = membership.seat_interest(
        world.as_("coordinator"), interest=interest, version=2, seat=world.seats["police"], from_on=TODAY
    )

    assert code(refused) == "membership.seat_held"
    assert Person.objects.count() == people


def test_only_the_chair_or_vice_chair_of_the_day_decides():
    world = make_world()
    asked = {"version": 1, "decision": Decision.ACCEPTED, "decided_on": date(2026, 11, 9)}
    interest = an_interest(world)

    refused = membership.decide_interest(
        world.as_("coordinator"), interest=interest, decided_by=world.people["police"], **asked
    )
    assert code(refused) == "membership.not_the_chair"
    done(
        membership.decide_interest(
            world.as_("chair"), interest=interest, decided_by=world.people["vice_chair"], **asked
        )
    )
    with pytest.raises(StaleError):
        membership.decide_interest(
            world.as_("chair"), interest=interest, decided_by=world.people["vice_chair"], **asked
        )


def test_a_member_neither_records_an_interest_nor_finds_one():
    first, second = make_two()
    with pytest.raises(NotAllowedError):
        membership.receive_interest(first.as_("police"), group=first.board, name="A", received_on=TODAY)
    interest = an_interest(first)
    assert not scopes.expressions(first.actor("police")).exists()
    assert not scopes.expressions(first.actor("governance")).exists()
    assert scopes.expressions(first.actor("chair")).exists()
    with pytest.raises(NotFoundError):
        membership.answer_interest(second.as_("coordinator"), interest=interest, version=1, replied_on=TODAY)


# the register of interests


def test_each_keeps_their_own_interests_and_the_coordinator_everybodys():
    world = make_world()
    police, asked = world.people["police"], {"words": "A trustee", "from_on": date(2026, 1, 5)}
    mine = done(membership.register_interest(world.as_("police"), person=police, **asked))
    done(membership.register_interest(world.as_("coordinator"), person=world.people["health"], **asked))

    with pytest.raises(NotAllowedError):
        membership.register_interest(world.as_("police"), person=world.people["health"], **asked)
    with pytest.raises(NotAllowedError):
        membership.end_interest(world.as_("health"), interest=mine, to_on=TODAY)
    with pytest.raises(NotAllowedError):
        membership.register_interest(world.as_("observer"), person=world.people["observer"], **asked)
    done(membership.end_interest(world.as_("police"), interest=mine, to_on=TODAY))
    assert RegisteredInterest.objects.get(id=mine).to_on == TODAY
    ended = membership.end_interest(world.as_("police"), interest=mine, to_on=TODAY)
    assert code(ended) == "people.ends_already"
    assert "people.interest_registered" in events()


def test_an_interest_of_another_partnership_is_not_found():
    first, second = make_two()
    mine = done(
        membership.register_interest(
            first.as_("police"), person=first.people["police"], words="A trustee", from_on=TODAY
        )
    )
    with pytest.raises(NotFoundError):
        membership.end_interest(second.as_("coordinator"), interest=mine, to_on=TODAY)


# coverage and review


def test_a_designation_is_made_once_ended_and_made_again():
    world = make_world()
    by = world.as_("coordinator")
    asked = {"seat": world.seats["health"], "section": Represented.HEALTH, "reason": "They run the hospital"}
    one = done(membership.designate(by, designated_on=date(2026, 3, 2), **asked))

    assert code(membership.designate(by, designated_on=TODAY, **asked)) == "membership.designated_already"
    done(membership.end_designation(by, designated=one, ended_on=date(2026, 6, 30)))
    done(membership.designate(by, designated_on=TODAY, **asked))
    assert SeatMap.objects.filter(seat=world.seats["health"]).count() == 2
    with pytest.raises(NotAllowedError):
        membership.designate(world.as_("chair"), designated_on=TODAY, **asked)
    with pytest.raises(NotFoundError):
        membership.designate(by, designated_on=TODAY, **{**asked, "seat": uuid.uuid4()})


def test_a_review_keeps_what_was_found_and_advised_as_the_duty_met():
    world = make_world()
    a_seat(world, "Probation", shown_as="")
    by = world.as_("secretary")

    assert code(membership.review_membership(by, group=world.board, done_on=TODAY, advice=" ")) == (
        "membership.advice_needed"
    )
    early = membership.review_membership(by, group=world.board, done_on=TODAY + timedelta(1), advice="A")
    assert code(early) == "terms.not_yet"
    done(membership.review_membership(by, group=world.board, done_on=TODAY, advice="Appoint from Probation"))
    note = DutyDone.objects.get(group=world.board, kind="membership_review").note
    assert "7 of 8 places held." in note
    assert "Probation: never held." in note
    assert "Attendance: Nothing was recorded in the room" in note
    assert "the interests of the children of victims" in note
    assert note.endswith("Advice to the chair: Appoint from Probation")
    assert "groups.membership_reviewed" in events()
    with pytest.raises(NotAllowedError):
        membership.review_membership(world.as_("police"), group=world.board, done_on=TODAY, advice="A")


# handing over


def test_everything_somebody_leads_goes_to_another_in_one_step_and_its_history_says_why():
    world = make_world()
    by = world.as_("coordinator")
    plan = start(world, "City action plan")
    for n in range(3):
        add(world, plan, f"Action {n}", leads=led_by(world, "police"))
    other = add(world, plan, "Another", leads=led_by(world, "health"))
    asked = {"person": world.people["police"], "to": world.people["charity"]}

    outcome = membership.hand_over(by, reason="A new post", **asked)
    assert isinstance(outcome, Done)
    assert outcome.sentence == "3 actions and 0 papers handed over."

    def led(key: str) -> int:
        return len(page_person(world.actor("coordinator"), person=world.people[key], today=TODAY).leads)

    assert (led("police"), led("charity"), led("health")) == (0, 3, 1)
    assert EntryLead.objects.filter(entry_version__entry=other).count() == 1
    assert code(membership.hand_over(by, reason="Again", **asked)) == "membership.nothing_to_hand_over"
    assert events().count("plans.entry_changed") == 3
    with pytest.raises(NotAllowedError):
        membership.hand_over(world.as_("police"), reason="A", **asked)


def test_a_paper_the_other_may_not_know_of_stays_and_they_are_told_of_the_rest():
    world = make_world()
    by, meeting = world.as_("coordinator"), a_meeting(world)
    item = an_item(world, meeting, "Cases", audience=Audience.CORE)
    for under, title in ((None, "Figures"), (item, "Review of a death")):
        said = {"title": title, "due_on": date(2026, 12, 10), "item": under}
        done(papers_asked.ask_for_paper(by, meeting=meeting, people=[world.people["police"]], **said))
    asked = {"person": world.people["police"], "to": world.people["adviser"], "reason": "Leave"}

    outcome = membership.hand_over(by, **asked)

    assert isinstance(outcome, Done)
    stays = "1 paper stays as it was: Crown prosecutor may not see what it is for."
    assert outcome.sentence == f"0 actions and 1 paper handed over. {stays}"
    whose = dict(PaperAsked.objects.values_list("title", "person"))
    assert whose == {"Figures": world.people["adviser"], "Review of a death": world.people["police"]}
    assert Message.objects.filter(kind="paper_asked", person=world.people["adviser"]).count() == 1
    again = membership.hand_over(by, **asked)
    assert (code(again), again.sentence) == ("papers.asked_may_not_see", stays)


def test_papers_asked_go_with_the_rest_and_what_is_closed_stays():
    world = make_world()
    by, police = world.as_("coordinator"), world.people["police"]
    plan, leads = start(world, "City action plan"), led_by(world, "police")
    going, closed = add(world, plan, "Going on", leads=leads), add(world, plan, "Closed", leads=leads)
    recorded(world, closed, status=Status.COMPLETE)
    meeting, asked = a_meeting(world), {"people": [police], "due_on": date(2026, 12, 1)}
    for title in ("Waiting times", "Not wanted"):
        done(papers_asked.ask_for_paper(by, meeting=meeting, title=title, **asked))
    PaperAsked.objects.filter(title="Not wanted").update(dropped_at=by.moment.at)

    given = membership.hand_over(by, person=police, to=world.people["health"], reason="A new post")

    assert given.sentence == "1 action and 1 paper handed over."
    of = dict(PaperAsked.objects.values_list("title", "person"))
    assert of == {"Waiting times": world.people["health"], "Not wanted": police}
    led = EntryVersion.objects.filter(entry__in=[going, closed]).values_list("entry", "number")
    assert sorted(led) == sorted([(going, 1), (going, 2), (closed, 1)])


def test_who_takes_it_on_answers_for_the_agencies_and_reads_the_notes():
    world = make_world()
    by, police, health = world.as_("coordinator"), world.people["police"], world.people["health"]
    done(membership.leave_note(world.as_("police"), person=police, words="Ask the registrar first."))
    question = a_question(world, to_agency=world.agencies["police"], to_group=None)

    def reads(key: str) -> list[str]:
        return list(scopes.handover_notes(world.actor(key)).values_list("words", flat=True))

    assert (reads("police"), reads("coordinator")) == (["Ask the registrar first."],) * 2
    assert reads("health") == reads("chair") == reads("governance") == []
    (owed,) = page_handover(by.actor, person=police, today=TODAY).promises.answers
    assert (owed.page, owed.id) == ("question", str(question))

    given = membership.hand_over(by, person=police, to=health, reason="A new post", with_agencies=True)

    assert given.sentence == "0 actions, 0 papers and the answers of 1 agency handed over."
    assert reads("health") == ["Ask the registrar first."]
    assert str(world.agencies["police"]) in world.actor("health").agencies
    page = page_taking_over(world.actor("health"), today=TODAY)
    assert [one.words for one in page.notes] == ["Ask the registrar first."]
    assert [one.id for one in page.work.questions] == [str(question)]
    assert "people.note_left" in events()


def test_a_note_is_left_about_ones_own_work_or_by_the_coordinator():
    world = make_world()
    police, by = world.people["police"], world.as_("coordinator")
    with pytest.raises(NotAllowedError):
        membership.leave_note(world.as_("health"), person=police, words="A")
    assert code(membership.leave_note(by, person=police, words=" ")) == "membership.note_empty"
    to_self = membership.leave_note(by, person=police, words="A", reader=police)
    assert code(to_self) == "membership.note_to_themselves"
    done(setting_up.leave(by, person=world.people["health"], left_on=TODAY))
    gone = membership.leave_note(by, person=police, words="A", reader=world.people["health"])
    assert code(gone) == "people.has_left"


def test_a_new_representative_finds_what_is_still_in_the_name_of_whoever_held_the_seat():
    world = make_world()
    by, new = world.as_("coordinator"), somebody(world, "New superintendent")
    add(world, start(world, "City action plan"), "Share a definition", leads=led_by(world, "police"))
    held = Appointment.objects.get(seat=world.seats["police"])
    done(setting_up.end_appointment(by, appointment=held.id, to_on=TODAY - timedelta(1)))
    done(setting_up.appoint(by, seat=world.seats["police"], person=new, from_on=TODAY))
    beside = {"seat_id": world.seats["police"], "person_id": world.people["health"]}  # and left since
    Appointment.objects.create(id=uuid.uuid4(), from_on=TODAY - timedelta(9), to_on=TODAY, **beside)
    page = page_taking_over(actor_of(Person.objects.get(id=new), TODAY), today=TODAY)

    (seat,) = page.seats
    assert seat.before == f"Held before by Superintendent until {day(TODAY - timedelta(1))}."
    assert seat.terms == str(world.terms)
    assert [[one.text for one in made.entries] for made in page.left] == [["Share a definition"]]


def test_an_agency_somebody_once_spoke_for_is_handed_to_them_again_and_notes_stay_their_readers():
    world = make_world()
    by, police, health = world.as_("coordinator"), world.people["police"], world.people["health"]
    once = {"person_id": health, "agency_id": world.agencies["police"]}
    Representation.objects.create(
        id=uuid.uuid4(), from_on=date(2025, 1, 1), to_on=TODAY - timedelta(1), **once
    )
    done(membership.leave_note(by, person=police, words="They are often late.", reader=world.people["chair"]))

    done(membership.hand_over(by, person=police, to=health, reason="A new post", with_agencies=True))

    assert str(world.agencies["police"]) in world.actor("health").agencies
    reads = {key: scopes.handover_notes(world.actor(key)).count() for key in ("police", "health", "chair")}
    assert reads == {"police": 0, "health": 0, "chair": 1}


def test_somebody_kept_privately_already_is_kept_once_whatever_seat_they_take():
    world = make_world()
    person, _ = somebody_private(world)
    appointed(world, a_seat(world, "Another place", shown_as="A survivor"), person, by_chosen_name=True)

    assert KeptPrivately.objects.get(person=person).name == OWN_NAME


def test_taking_over_several_seats_asks_no_more_than_taking_over_one():
    world = make_world()
    by, new = world.as_("coordinator"), somebody(world, "New superintendent")
    plan = start(world, "City action plan")

    def takes(*keys: str) -> None:
        for key in keys:
            add(world, plan, f"Led by {key}", leads=led_by(world, key))
            done(membership.leave_note(by, person=world.people[key], words=f"Of {key}", reader=new))
            a_risk(world, f"Risk of {key}", owner=key)
            held = Appointment.objects.get(seat=world.seats[key])
            done(setting_up.end_appointment(by, appointment=held.id, to_on=TODAY - timedelta(1)))
            done(setting_up.appoint(by, seat=world.seats[key], person=new, from_on=TODAY))

    def page():
        return page_taking_over(actor_of(Person.objects.get(id=new), TODAY), today=TODAY)

    few, many = asks_the_same(page, lambda: takes("police"), lambda: takes("health", "charity", "vice_chair"))

    assert few == many
    left = {one.name: (one.entries[0].text, one.risks[0].text, one.notes[0].words) for one in page().left}
    assert len(left) == 4
    assert left["Superintendent"] == ("Led by police", "1 Risk of police", "Of police")
    assert len(page().notes) == 4


def test_whoever_covers_is_coordinator_on_those_days_and_not_a_day_longer():
    world = make_world()
    by, person, health = world.as_("coordinator"), world.people["coordinator"], world.people["health"]
    first, last = TODAY + timedelta(7), TODAY + timedelta(20)
    asked = {"person": person, "by": health, "from_on": first, "to_on": last}

    def coordinates(on: date) -> bool:
        return Role.COORDINATOR in actor_of(Person.objects.get(id=health), on).granted

    for wrong, said in (
        ({"by": person}, "membership.covers_themselves"),
        ({"to_on": first - timedelta(1)}, "membership.cover_backwards"),
        ({"from_on": TODAY - timedelta(9), "to_on": TODAY - timedelta(1)}, "membership.cover_is_over"),
        ({"person": world.people["police"]}, "people.role_not_held"),
    ):
        assert code(setting_up.cover_coordinator(by, **{**asked, **wrong})) == said
    done(setting_up.cover_coordinator(by, **asked))

    days = (first - timedelta(1), first, last, last + timedelta(1))
    assert [coordinates(on) for on in days] == [False, True, True, False]
    one_day = {**asked, "from_on": last + timedelta(9), "to_on": last + timedelta(9)}
    done(setting_up.cover_coordinator(by, **one_day))
    assert code(setting_up.cover_coordinator(by, **asked)) == "people.role_held_already"
    assert "people.covered" in events()
    with pytest.raises(NotAllowedError):
        setting_up.cover_coordinator(world.as_("chair"), **asked)
    # They are back early: the cover ends on a day before it was to.
    early = world.as_("coordinator", first)
    done(setting_up.end_role(early, person=health, role=Role.COORDINATOR, to_on=first))
    assert [coordinates(on) for on in (first, first + timedelta(1))] == [True, False]


def test_what_the_coordinator_may_not_see_is_not_handed_over():
    world = make_world()
    by = world.as_("coordinator")
    entry = add(world, start(world, "City action plan"), "Hidden", leads=led_by(world, "police"))
    from quorate.records.models import Entry

    barred = done(
        setting_up.set_restriction(
            world.as_("first"),
            name="R",
            reason="R",
            from_on=TODAY,
            barred_people=[world.people["coordinator"]],
        )
    )
    Entry.objects.filter(id=entry).update(restriction=barred, audience=Audience.RESTRICTED.value)
    by = world.as_("coordinator")

    refused = membership.hand_over(
        by, person=world.people["police"], to=world.people["health"], reason="A new post"
    )
    assert code(refused) == "membership.nothing_to_hand_over"


# words that can be taken out


def test_a_name_that_slipped_into_an_agenda_is_replaced_by_the_chosen_one():
    world = make_world()
    person, _ = somebody_private(world)
    item = an_item(world, a_meeting(world), "What survivors say", ask=f"Hear {OWN_NAME}")
    proposed = done(
        redactions.propose_redaction(
            world.as_("coordinator"),
            subject_kind="person",
            subject_id=person,
            columns=["own_name"],
            reason="Their own name slipped in",
        )
    )
    done(redactions.confirm_redaction(world.as_("governance"), redaction=proposed))

    assert AgendaItem.objects.get(id=item).ask == f"Hear {SHOWN_AS}"
    assert KeptPrivately.objects.get(person=person).name == SHOWN_AS


def test_what_somebody_wrote_who_wishes_to_join_can_be_taken_out():
    world = make_world()
    interest = an_interest(world)
    proposed = done(
        redactions.propose_redaction(
            world.as_("coordinator"),
            subject_kind="interest",
            subject_id=interest,
            columns=["words"],
            reason="It names somebody",
        )
    )
    done(redactions.confirm_redaction(world.as_("governance"), redaction=proposed))

    assert "We would help." not in ExpressionOfInterest.objects.get(id=interest).words
