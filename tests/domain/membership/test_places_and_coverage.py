"""Seats of several places, whom the Act asks for, statements, and expressions of interest."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.access.actor import Actor, may_see
from quorate.domain.access.audience import Audience, Label
from quorate.domain.access.roles import Role
from quorate.domain.calendar.holidays import england_and_wales
from quorate.domain.calendar.types import Direction, Offset, Unit
from quorate.domain.membership.appointments import free_place, most_at_once, refusal_to_appoint
from quorate.domain.membership.coverage import (
    CoverState,
    Designation,
    Represented,
    coverage,
    coverage_said,
    refusal_to_designate,
    refusal_to_end_designation,
    twice,
)
from quorate.domain.membership.facts import AppointmentFacts
from quorate.domain.membership.handover import refusal_to_hand_over
from quorate.domain.membership.interest import (
    Decision,
    InterestFacts,
    answer_due,
    refusal_to_decide,
    refusal_to_receive,
    refusal_to_reply,
    waiting,
)
from quorate.domain.membership.registered import refusal_to_register
from quorate.domain.membership.seats import SeatDraft, chosen_name, refusal_of_seat, vacancy_age
from quorate.domain.membership.statements import Statement, refusal_to_sign, said, standing
from quorate.domain.plans.facts import Lead
from quorate.domain.plans.handing import handed_to
from quorate.domain.terms.clauses import Clause, ClauseKind, TermsVersion

TODAY = date(2026, 11, 23)
DAYS = st.integers(0, 60).map(lambda n: date(2026, 1, 1) + timedelta(n))


def code(refusal) -> str:
    return refusal.code if refusal else ""


def held(n: int, person: str, from_on: date, until_on: date | None = None, place: int = 1):
    return AppointmentFacts(f"a{n}", "s", person, from_on, until_on, place=place)


# places


def test_a_seat_of_two_places_takes_two_people_and_no_third():
    one = held(1, "p1", date(2026, 1, 1))
    two = held(2, "p2", date(2026, 2, 1), place=2)

    asked = {"seat_id": "s", "person_id": "p3", "from_on": date(2026, 3, 1), "places": 2}
    assert refusal_to_appoint([one], **asked) is None
    assert code(refusal_to_appoint([one, two], **asked)) == "membership.seat_held"
    assert code(refusal_to_appoint([one], **{**asked, "places": 1})) == "membership.seat_held"


def test_nobody_holds_two_places_of_one_seat():
    one = held(1, "p1", date(2026, 1, 1))

    refusal = refusal_to_appoint([one], seat_id="s", person_id="p1", from_on=date(2026, 3, 1), places=2)
    assert code(refusal) == "membership.holds_it_already"


def test_a_seat_whose_only_place_goes_with_an_office_takes_nobody_by_appointment():
    refusal = refusal_to_appoint([], seat_id="s", person_id="p1", from_on=TODAY, places=0)
    assert code(refusal) == "membership.follows_an_office"


@given(
    st.lists(st.tuples(DAYS, st.one_of(st.none(), st.integers(0, 30))), max_size=5), DAYS, st.integers(1, 4)
)
def test_an_appointment_is_refused_exactly_when_some_day_would_have_more_holders_than_places(
    spells, from_on, places
):
    others = [
        held(n, f"p{n}", on, None if length is None else on + timedelta(length))
        for n, (on, length) in enumerate(spells)
    ]
    refusal = refusal_to_appoint(others, seat_id="s", person_id="new", from_on=from_on, places=places)
    days = [from_on + timedelta(n) for n in range(120)]

    assert (refusal is None) == all(sum(a.covers(on) for a in others) < places for on in days)


@given(st.integers(1, 4), st.lists(DAYS, max_size=8))
def test_those_who_hold_a_seat_with_no_end_each_have_a_place_of_their_own(places, days):
    appointed: list[AppointmentFacts] = []
    for n, on in enumerate(sorted(days)):
        asked = {"seat_id": "s", "from_on": on, "places": places}
        if refusal_to_appoint(appointed, person_id=f"p{n}", **asked) is None:
            appointed.append(held(n, f"p{n}", on, place=free_place(appointed, **asked)))

    assert len({one.place for one in appointed}) == len(appointed) <= places
    assert most_at_once(appointed) == len(appointed)


@pytest.mark.parametrize(
    ("draft", "held_by", "refused"),
    [
        (SeatDraft("S", places=0), 0, "membership.places_out_of_range"),
        (SeatDraft("S", places=21), 0, "membership.places_out_of_range"),
        (SeatDraft("S", follows_group="g2"), 0, "membership.office_of_no_group"),
        (SeatDraft("S", follows_office="chair"), 0, "membership.office_of_no_group"),
        (SeatDraft("S", follows_group="g", follows_office="chair"), 0, "membership.follows_itself"),
        (
            SeatDraft("S", follows_group="g2", follows_office="chair", shown_as="X"),
            0,
            "membership.private_by_office",
        ),
        (SeatDraft("S", agency="a", shown_as="X"), 0, "membership.private_of_agency"),
        (SeatDraft("S", places=1), 2, "membership.more_hold_it"),
        (SeatDraft("S", follows_group="g2", follows_office="chair"), 1, "membership.more_hold_it"),
        (SeatDraft("S", places=2, follows_group="g2", follows_office="chair"), 1, ""),
        (SeatDraft("S", shown_as="Expert by experience"), 1, ""),
    ],
)
def test_what_may_be_said_of_a_seat(draft, held_by, refused):
    assert code(refusal_of_seat(draft, group="g", most_held=held_by)) == refused


@given(st.text(alphabet="ab ", min_size=1).filter(str.strip), st.integers(0, 5))
def test_no_two_are_shown_by_the_same_name(wanted, others):
    taken: set[str] = set()
    for _ in range(others + 1):
        name = chosen_name(wanted, frozenset(taken))
        assert name.lower() not in taken
        taken.add(name.lower())


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (None, "never held"),
        (TODAY, "vacant for less than a day, since 23 November 2026"),
        (date(2026, 10, 1), "vacant for 53 days, since 1 October 2026"),
        (date(2026, 7, 18), "vacant for 4 months, since 18 July 2026"),
        (date(2023, 7, 18), "vacant for 3 years, since 18 July 2023"),
    ],
)
def test_a_vacancy_says_its_age(since, words):
    assert vacancy_age(since, TODAY) == words


# the Act


def designated(section: Represented, seat: str = "s1", **more) -> Designation:
    return Designation("d", seat, f"Seat {seat}", section, date(2026, 3, 2), "They do", **more)


def test_victims_and_their_children_are_gaps_until_the_authority_designates_somebody():
    mapped = [
        designated(section)
        for section in (
            Represented.AUTHORITY, Represented.CHARITIES, Represented.HEALTH, Represented.POLICING
        )
    ]  # fmt: skip
    found = {cover.section: cover for cover in coverage(mapped, TODAY)}

    assert {section for section, cover in found.items() if cover.is_missing} == {
        Represented.VICTIMS, Represented.CHILDREN
    }  # fmt: skip
    assert found[Represented.AUTHORITIES_WITHIN].state is CoverState.NOT_APPLICABLE
    assert coverage_said(tuple(found.values())) == (
        "4 of 6 represented. Missing: the interests of victims of domestic abuse and "
        "the interests of the children of victims."
    )
    whole = [*mapped, designated(Represented.VICTIMS, "s2"), designated(Represented.CHILDREN, "s2")]
    assert coverage_said(coverage(whole, TODAY)) == "All 6 that the Act asks for are represented."


def test_a_county_has_to_have_the_authorities_within_its_area():
    found = coverage([], TODAY, not_applicable=())
    assert [cover.state for cover in found] == [CoverState.GAP] * 7


def test_a_designated_seat_that_is_vacant_represents_nobody_today():
    (cover,) = [
        c
        for c in coverage([designated(Represented.VICTIMS, is_held=False)], TODAY)
        if c.section is Represented.VICTIMS
    ]
    assert (cover.state, cover.is_missing) == (CoverState.VACANT, True)
    assert cover.sentence == "Seat s1 is vacant, so nobody speaks for them."


def test_a_designation_holds_from_its_day_to_its_last():
    one = designated(Represented.HEALTH, ended_on=date(2026, 6, 30))
    days = (date(2026, 3, 1), date(2026, 3, 2), date(2026, 6, 30), date(2026, 7, 1))
    assert [one.covers(on) for on in days] == [False, True, True, False]


def test_one_seat_for_two_of_them_is_shown_and_not_refused():
    both = [designated(Represented.VICTIMS), designated(Represented.CHILDREN)]
    assert twice(coverage(both, TODAY)) == (
        "Seat s1 stands for two of them. The Act does not say whether one seat may.",
    )
    assert twice(coverage(both[:1], TODAY)) == ()


def test_a_designation_needs_a_reason_and_a_day_that_has_come_and_is_made_once():
    asked = {"seat_id": "s1", "section": Represented.HEALTH, "today": TODAY}
    on = {"designated_on": TODAY, "reason": "They run the hospital"}

    assert refusal_to_designate([], **asked, **on) is None
    assert code(refusal_to_designate([], **asked, **{**on, "reason": " "})) == "membership.reason_needed"
    later = {**on, "designated_on": TODAY + timedelta(1)}
    assert code(refusal_to_designate([], **asked, **later)) == "membership.designated_later"
    held_one = designated(Represented.HEALTH)
    assert code(refusal_to_designate([held_one], **asked, **on)) == "membership.designated_already"
    ended = replace(held_one, ended_on=date(2026, 6, 30))
    assert refusal_to_designate([ended], **asked, **on) is None
    assert code(refusal_to_end_designation(ended, ended_on=TODAY)) == "membership.designation_ended"
    early = refusal_to_end_designation(held_one, ended_on=date(2026, 1, 1))
    assert code(early) == "membership.ends_before_it_starts"
    assert refusal_to_end_designation(held_one, ended_on=TODAY) is None


# statements


def actor(*roles: Role, has_signed: bool, allowed: str = "") -> Actor:
    named = frozenset({allowed} - {""})
    return Actor(
        "", "p", "Somebody", "x", "x", frozenset(roles), allowed=named, standing=named, has_signed=has_signed
    )


@pytest.mark.parametrize("label", [Label(Audience.RESTRICTED), Label(Audience.PARTNERSHIP, "r")])
def test_nothing_restricted_is_seen_before_a_statement_is_signed_whoever_is_named(label):
    named = {"allowed": "r"} if label.restriction else {}

    assert not may_see(actor(Role.CHAIR, has_signed=False, **named), label)
    assert may_see(actor(Role.COORDINATOR, has_signed=False, **named), label)
    assert not may_see(actor(Role.INFORMATION_GOVERNANCE_OFFICER, has_signed=False, **named), label)
    if label.restriction:
        assert may_see(actor(Role.CHAIR, has_signed=True, **named), label)


def test_what_is_not_restricted_needs_no_statement():
    for audience in (Audience.PUBLIC, Audience.PARTNERSHIP, Audience.CORE):
        assert may_see(actor(Role.CHAIR, has_signed=False), Label(audience))


def test_a_statement_stands_from_its_day_to_its_last():
    one = Statement(date(2026, 3, 2), date(2026, 9, 30))

    assert said([one], date(2026, 9, 30)) == "Signed on 2 March 2026, and lasts until 30 September 2026."
    assert said([one], TODAY) == "It ran out on 30 September 2026. No restricted paper is shown to them."
    assert said([], TODAY) == "Not signed yet. No restricted paper is shown to them."
    again = Statement(date(2026, 10, 1))
    assert standing([one, again], TODAY) == again
    assert standing([one, again], date(2026, 3, 1)) is None


def test_a_statement_is_recorded_once_it_is_signed():
    asked = {"until_on": None, "today": TODAY}
    assert refusal_to_sign([], signed_on=TODAY, **asked) is None
    assert code(refusal_to_sign([], signed_on=TODAY + timedelta(1), **asked)) == "membership.signs_later"
    assert code(refusal_to_sign([Statement(TODAY)], signed_on=TODAY, **asked)) == "membership.signed_already"
    ends = refusal_to_sign([], signed_on=TODAY, until_on=TODAY - timedelta(1), today=TODAY)
    assert code(ends) == "membership.ends_before_it_starts"


# expressions of interest


TERMS = TermsVersion(
    "t",
    "Version 1",
    date(2024, 1, 1),
    (
        Clause(
            "c",
            ClauseKind.EXPRESSION_OF_INTEREST,
            "hears back within 28 days",
            "",
            offset=Offset(28, Unit.CALENDAR_DAY, Direction.WITHIN),
        ),
    ),
)
CALENDAR = england_and_wales()


def test_an_answer_is_owed_within_28_calendar_days_the_day_it_came_being_day_nought():
    due = answer_due([TERMS], date(2026, 11, 2), CALENDAR)
    assert due is not None
    assert due.on == date(2026, 11, 30)


@given(DAYS)
def test_the_days_are_calendar_days_whatever_lies_between(on):
    due = answer_due([TERMS], on, CALENDAR)
    assert due is not None
    assert due.on == on + timedelta(28)


def test_an_answer_is_owed_as_the_terms_of_the_day_it_came_say():
    longer = replace(TERMS.clauses[0], offset=Offset(60, Unit.CALENDAR_DAY, Direction.WITHIN))
    later = replace(TERMS, id="u", in_force_from=date(2026, 11, 2), clauses=(longer,))

    def owed(on):
        return answer_due([TERMS, later], on, CALENDAR).on

    assert owed(date(2026, 11, 1)) == date(2026, 11, 29)
    assert owed(date(2026, 11, 2)) == date(2027, 1, 1)


def test_terms_that_give_no_time_give_none():
    assert answer_due([], TODAY, CALENDAR) is None
    silent = replace(
        TERMS, clauses=(Clause("c", ClauseKind.EXPRESSION_OF_INTEREST, "writes to the chair", ""),)
    )
    assert answer_due([silent], TODAY, CALENDAR) is None
    from_meeting = replace(TERMS, clauses=(replace(TERMS.clauses[0], anchor="next meeting"),))
    assert answer_due([from_meeting], TODAY, CALENDAR) is None
    stands = waiting(InterestFacts("i", date(2026, 11, 2)), None, TODAY)
    assert (
        stands.sentence == "Received on 2 November 2026, 21 days ago. The terms give no time for the answer."
    )
    assert not stands.is_late


@pytest.mark.parametrize(
    ("came", "standing_code", "words"),
    [
        (date(2026, 11, 20), "waiting", "By 18 December 2026"),
        (date(2026, 11, 2), "due_soon", "By 30 November 2026"),
        (date(2026, 10, 26), "due", "Due today"),
        (date(2026, 10, 25), "overdue", "Overdue 1 day"),
    ],
)
def test_how_long_somebody_has_waited_is_said(came, standing_code, words):
    stands = waiting(InterestFacts("i", came), answer_due([TERMS], came, CALENDAR), TODAY)
    assert (stands.standing, stands.said) == (standing_code, words)
    assert stands.is_late == (standing_code == "overdue")


def test_an_answer_stops_the_clock_and_a_decision_alone_does_not():
    came = date(2026, 10, 1)
    due = answer_due([TERMS], came, CALENDAR)
    taken_on = InterestFacts("i", came, Decision.ACCEPTED, date(2026, 10, 20))

    assert waiting(taken_on, due, TODAY).is_late
    assert waiting(taken_on, due, TODAY).sentence.endswith("Accepted; the reply was owed by 29 October 2026.")
    answered = replace(taken_on, replied_on=date(2026, 10, 21))
    assert waiting(answered, due, TODAY).sentence == (
        "Received on 1 October 2026, answered on 21 October 2026, 20 days later."
    )
    gone = InterestFacts("i", came, Decision.WITHDRAWN, date(2026, 10, 20))
    assert not waiting(gone, due, TODAY).is_late


def test_what_refuses_a_decision_and_its_answer():
    one = InterestFacts("i", date(2026, 11, 2))
    asked = {"reason": "Why", "on": date(2026, 11, 9), "today": TODAY, "is_theirs": True}

    def decide(facts=one, decision=Decision.DECLINED, **more):
        return code(refusal_to_decide(facts, decision, **{**asked, **more}))

    assert decide() == ""
    assert decide(reason=" ") == "membership.reason_needed"
    assert decide(decision=Decision.ACCEPTED, reason="") == ""
    assert decide(is_theirs=False) == "membership.not_the_chair"
    assert decide(decision=Decision.WITHDRAWN, is_theirs=False) == ""
    assert decide(on=TODAY + timedelta(1)) == "membership.decided_later"
    assert decide(on=date(2026, 11, 1)) == "membership.decided_before"
    assert decide(on=date(2026, 11, 2)) == "", "on the day it came it may be decided"
    settled = replace(one, decision=Decision.ACCEPTED, decided_on=date(2026, 11, 9))
    assert decide(settled) == "membership.interest_decided"

    def reply(facts, on=TODAY):
        return code(refusal_to_reply(facts, on=on, today=TODAY))

    assert reply(one) == "membership.not_decided"
    assert reply(settled) == ""
    assert reply(settled, date(2026, 11, 8)) == "membership.replied_before"
    assert reply(settled, TODAY + timedelta(1)) == "membership.replied_later"
    assert reply(replace(settled, replied_on=TODAY)) == "membership.replied_already"
    gone = replace(settled, decision=Decision.WITHDRAWN)
    assert reply(gone) == "membership.nobody_waits"
    assert (
        code(refusal_to_receive(name=" ", received_on=TODAY, today=TODAY)) == "membership.interest_of_nobody"
    )
    later = refusal_to_receive(name="A", received_on=TODAY + timedelta(1), today=TODAY)
    assert code(later) == "membership.received_later"


# the register, and handing over


def test_what_refuses_an_interest_on_the_register():
    asked = {"words": "A trustee", "from_on": TODAY, "to_on": None, "today": TODAY}
    assert refusal_to_register(**asked) is None
    assert code(refusal_to_register(**{**asked, "words": ""})) == "membership.interest_in_nothing"
    later = {**asked, "from_on": TODAY + timedelta(1)}
    assert code(refusal_to_register(**later)) == "membership.begins_later"
    early = {**asked, "to_on": TODAY - timedelta(1)}
    assert code(refusal_to_register(**early)) == "membership.ends_before_it_starts"


def test_what_refuses_handing_over():
    asked = {
        "person_id": "a",
        "to_id": "b",
        "to_left_on": None,
        "things": 1,
        "reason": "Leaves",
        "today": TODAY,
    }
    assert refusal_to_hand_over(**asked) is None
    assert code(refusal_to_hand_over(**{**asked, "to_id": "a"})) == "membership.hands_to_themselves"
    assert code(refusal_to_hand_over(**{**asked, "to_left_on": TODAY})) == "people.has_left"
    assert code(refusal_to_hand_over(**{**asked, "things": 0})) == "membership.nothing_to_hand_over"
    assert code(refusal_to_hand_over(**{**asked, "reason": ""})) == "membership.reason_needed"


def test_whoever_takes_over_leads_once_and_an_agency_beside_stays():
    old = Lead("Old", person_id="o")
    at_agency = Lead("Old", agency="Police", agency_id="a", person_id="o")
    new = Lead("New", person_id="n")

    assert handed_to([old, new, Lead("Police", agency_id="a")], was="o", to=new) == (
        new,
        Lead("Police", agency_id="a"),
    )
    (one,) = handed_to([at_agency], was="o", to=new)
    assert (one.agency_id, one.person_id) == ("a", "n")
