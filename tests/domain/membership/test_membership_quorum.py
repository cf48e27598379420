"""Whether a meeting is quorate, and who holds a seat."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quorate.domain.membership.agencies import agencies_on
from quorate.domain.membership.appointments import (
    holding,
    may_agree_to_waive,
    refusal_to_appoint,
    refusal_to_end,
)
from quorate.domain.membership.facts import (
    AgencyFacts,
    AppointmentFacts,
    Office,
    Presence,
    SeatClass,
    SeatFacts,
)
from quorate.domain.membership.quorum import QuorumState, quorum_verdict, share_of
from quorate.domain.terms.quorum import Agencies, Count, Deputies, Named, Of, Quorum, Rounding, Share

FIVE_FROM_THREE = Quorum((Count(5), Agencies(3)))
AGENCIES = (
    AgencyFacts("council", "Council"),
    AgencyFacts("housing", "Housing", parent_id="council"),
    AgencyFacts("homes", "Homelessness team", parent_id="housing"),
    AgencyFacts("children", "Children’s services", parent_id="council"),
    AgencyFacts("police", "Police"),
    AgencyFacts("health", "Health"),
)


SEATS = (
    SeatFacts("seat of a", "Head of housing", "housing"),
    SeatFacts("seat of b", "Head of children’s services", "children"),
    SeatFacts("seat of c", "Director", "council", office=Office.CHAIR),
    SeatFacts("seat of d", "Superintendent", "police"),
    SeatFacts("seat of e", "Matron", "health"),
    SeatFacts("seat of f", "Refuge manager", "refuge", is_held=False),
)


def here(name, agency, **more):
    return Presence(person_id=name, seat_id=more.pop("seat", f"seat of {name}"), agency_id=agency, **more)


def verdict(*present, rule=FIVE_FROM_THREE, seats=SEATS, unable=()):
    return quorum_verdict(rule=rule, present=present, seats=seats, agencies=AGENCIES, unable=unable)


QUORATE = (
    here("a", "housing"),
    here("b", "children"),
    here("c", "council"),
    here("d", "police"),
    here("e", "health"),
)


def test_terms_that_state_no_quorum_get_no_default():
    for rule in (None, Quorum(())):
        found = verdict(*QUORATE, rule=rule)
        assert (found.state, found.is_quorate) == (QuorumState.NONE_STATED, False)
        assert found.cure == ""


def test_five_members_from_three_agencies_are_quorate():
    found = verdict(*QUORATE)

    assert found.is_quorate
    assert found.sentence == (
        "Quorate: five members from three agencies are here; the terms ask for five from at least three."
    )


def test_five_people_of_one_council_are_one_agency_and_not_quorate():
    found = verdict(
        *(
            here(name, agency)
            for name, agency in zip("abcxy", ["housing", "children", "council"] * 2, strict=False)
        )
    )

    assert (found.members, found.agencies, found.is_quorate) == (5, 1, False)
    assert found.sentence == (
        "Not quorate: five members are here, but all from Council, which counts as one agency; "
        "the terms ask for at least three agencies."
    )
    assert found.cure == (
        "A member from each of two more agencies would make it quorate, "
        "for example Superintendent (Police) and Matron (Health)."
    )


def test_directorates_count_apart_where_the_clause_says_so():
    apart = replace(FIVE_FROM_THREE, directorates_are_one=False)
    present = (*QUORATE[:3], here("d", "housing"), here("e", "children"))

    assert verdict(*present, rule=apart).is_quorate


def test_when_somebody_leaves_it_is_tested_again():
    found = verdict(*QUORATE[:4])

    assert found.sentence == (
        "Not quorate: four of the five members needed are here, from only two agencies (Council and Police); "
        "the terms ask for at least three agencies."
    )
    assert found.cure == (
        "One more member from another agency would make it quorate, for example Matron (Health)."
    )


def test_whoever_withdrew_for_a_conflict_is_no_cure():
    found = verdict(*QUORATE[:4], unable=["seat of e"])

    assert found.example == ()
    assert found.cure == (
        "It needs one more member from another agency, but those who could still come would not be enough."
    )


def test_a_team_within_a_directorate_is_of_the_same_agency_as_its_council():
    found = verdict(here("a", "homes"), here("b", "children"), here("c", "council"), *QUORATE[3:])

    assert found.agencies == 3


def test_enough_agencies_and_too_few_members_asks_only_for_members():
    found = verdict(QUORATE[0], *QUORATE[3:])

    assert found.why == "Three of the five members needed are here, from three agencies."
    assert found.cure == (
        "Two more members would make it quorate, "
        "for example Head of children’s services and Director (Council)."
    )


def test_advisory_members_are_in_the_room_and_not_in_the_quorum():
    adviser = here("x", "health", seat_class=SeatClass.ADVISORY)

    found = verdict(*QUORATE[:4], adviser)

    assert not found.is_quorate
    assert found.sentence.endswith(" One advisory member is here and does not count.")


def test_a_deputy_with_authority_counts_and_one_without_is_only_present():
    deputy = here("e", "health", is_deputy=True)
    without = replace(deputy, has_authority=False)

    assert verdict(*QUORATE[:4], deputy).is_quorate
    found = verdict(*QUORATE[:4], without)
    assert (found.is_quorate, found.not_discharging) == (False, ("e",))
    assert found.sentence.endswith(" One deputy without authority is here and does not count.")


def test_a_deputy_does_not_count_where_the_clause_says_so():
    rule = replace(FIVE_FROM_THREE, deputies=Deputies.NONE)

    assert not verdict(*QUORATE[:4], here("e", "health", is_deputy=True), rule=rule).is_quorate


def test_a_member_and_the_deputy_for_the_same_seat_are_one():
    member, deputy = here("d", "police"), here("dd", "police", seat="seat of d", is_deputy=True)

    assert verdict(*QUORATE[:3], member, deputy).members == 4


def test_one_person_in_two_seats_is_one_member():
    assert verdict(here("a", "housing", seat="s1"), here("a", "housing", seat="s2")).members == 1


presences = st.builds(
    lambda person, seat, agency, deputy, authority, adviser: Presence(
        person_id=person,
        seat_id=seat,
        agency_id=agency,
        is_deputy=deputy,
        has_authority=authority,
        seat_class=SeatClass.ADVISORY if adviser else SeatClass.CORE,
    ),
    st.sampled_from("abcde"),
    st.sampled_from("12345"),
    st.sampled_from([agency.id for agency in AGENCIES]),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
tests_of_a_quorum = st.one_of(
    st.builds(Count, st.integers(1, 5), st.sampled_from(Of)),
    st.builds(
        Share,
        st.just(1),
        st.integers(1, 4),
        st.sampled_from(Of),
        st.sampled_from(Rounding),
        st.booleans(),
    ),
    st.builds(Agencies, st.integers(1, 3)),
    st.builds(Named, st.just(1), st.sampled_from([("chair",), ("Police", "Health"), ("Nobody’s seat",)])),
)
rules = st.builds(
    Quorum,
    st.lists(tests_of_a_quorum, max_size=3).map(tuple),
    advisory_count=st.booleans(),
    deputies=st.sampled_from(Deputies),
    online_counts=st.booleans(),
    directorates_are_one=st.booleans(),
)


@settings(max_examples=150)
@given(rules, st.lists(presences, max_size=8), presences)
def test_an_arrival_never_undoes_a_quorum(rule, present, arrival):
    before, after = verdict(*present, rule=rule), verdict(*present, arrival, rule=rule)

    assert after.members >= before.members
    assert after.agencies >= before.agencies
    assert after.is_quorate or not before.is_quorate


@settings(max_examples=80)
@given(
    rules.map(lambda rule: replace(rule, tests=(Count(3),), advisory_count=False)),
    st.lists(presences, max_size=7),
)
def test_the_members_counted_are_the_most_seats_different_people_can_fill(rule, present):
    able = [
        p
        for p in present
        if p.seat_class is SeatClass.CORE
        and (not p.is_deputy or rule.deputies is Deputies.ALL or p.has_authority)
        and (not p.is_deputy or rule.deputies is not Deputies.NONE)
    ]
    people, seats = sorted({p.person_id for p in able}), sorted({p.seat_id for p in able})
    pairs = {(p.person_id, p.seat_id) for p in able}
    places = [*seats, *[""] * len(people)]
    best = (
        max(
            (
                sum((who, seat) in pairs for who, seat in zip(people, order, strict=False))
                for order in permutations(places, len(people))
            ),
            default=0,
        )
        if len(people) <= 3
        else None
    )

    found = verdict(*present, rule=rule)

    if best is not None:
        assert found.members == best


@settings(max_examples=100)
@given(rules, st.lists(presences, max_size=8))
def test_doing_what_the_cure_says_makes_it_quorate(rule, present):
    found = verdict(*present, rule=rule)
    if found.state is not QuorumState.NOT_QUORATE:
        assert found.cure == ""
        return
    if not found.example:
        return
    newcomers = [
        here(f"new {seat.id}", seat.agency_id, seat=seat.id, title=seat.title, office=seat.office)
        for seat in found.example
    ]

    assert verdict(*present, *newcomers, rule=rule).state is not QuorumState.NOT_QUORATE
    for left_out in newcomers:
        others = [p for p in newcomers if p is not left_out]
        assert verdict(*present, *others, rule=rule).state is QuorumState.NOT_QUORATE


@pytest.mark.parametrize(
    ("held", "share", "needed"),
    [
        (12, Share(1, 4), 3),
        (13, Share(1, 4), 4),
        (13, Share(1, 4, rounding=Rounding.DOWN), 3),
        (9, Share(1, 2), 5),
        (8, Share(1, 2, more_than=True), 5),
        (9, Share(1, 2, more_than=True), 5),
        (2, Share(1, 3, rounding=Rounding.DOWN), 1),
        (0, Share(1, 3), 1),
    ],
)
def test_a_share_of_the_seats_held_is_rounded_as_stated(held, share, needed):
    assert share_of(held, share) == needed


def test_a_third_with_a_minimum_of_five_asks_for_both():
    rule = Quorum((Share(1, 3), Count(5)))

    assert not verdict(*QUORATE[:4], rule=rule).is_quorate
    assert verdict(*QUORATE, rule=rule).is_quorate


def test_a_vacant_seat_is_no_part_of_a_share():
    assert verdict(*QUORATE[:3], rule=Quorum((Share(1, 2),))).sentence == (
        "Quorate: three members are here; "
        "the terms ask for three (half of the five members’ seats held, rounded up)."
    )


def test_two_of_three_partners_are_found_by_their_agencies():
    rule = Quorum((Named(2, ("Council", "Police", "Health")),))

    assert verdict(QUORATE[2], QUORATE[3], rule=rule).is_quorate
    found = verdict(QUORATE[3], rule=rule)
    assert found.why == "Of Council, Police and Health only Police is here; the terms ask for two."
    assert found.cure == "Council or Health would make it quorate, for example Head of housing."


def test_a_directorate_present_is_its_council_present_where_the_clause_names_the_council():
    rule = Quorum((Named(2, ("Council", "Police")),))
    without_council = tuple(seat for seat in SEATS if seat.agency_id != "council")

    assert verdict(QUORATE[0], QUORATE[3], rule=rule, seats=without_council).is_quorate
    apart = replace(rule, directorates_are_one=False)
    found = verdict(QUORATE[0], QUORATE[3], rule=apart, seats=without_council)
    assert (found.state, found.tests[0].unknown) == (QuorumState.NOT_KNOWN, ("Council",))
    assert found.said.endswith("and no seat goes by the name of Council.")
    assert not verdict(QUORATE[2], rule=Quorum((Named(1, ("Housing",)),))).is_quorate, "never downwards"


def test_terms_that_name_an_agency_as_it_was_mean_what_it_became():
    agencies = agencies_on(
        (
            *AGENCIES[:-1],
            AgencyFacts("health", "Health board", earlier=(("Health trust", date(2026, 3, 31)),)),
            AgencyFacts("care", "Care commissioner", merged_into="health", merged_on=date(2026, 9, 1)),
        ),
        date(2027, 1, 14),
    )

    def named(name, present=QUORATE[4]):
        rule = Quorum((Named(1, (name,)),))
        return quorum_verdict(rule=rule, present=[present], seats=SEATS, agencies=agencies).state

    assert [named(name) for name in ("Health board", "health trust", "Care commissioner")] == (
        [QuorumState.QUORATE] * 3
    )
    assert named("Care commissioner", QUORATE[3]) is QuorumState.NOT_QUORATE
    assert named("Fire service") is QuorumState.NOT_KNOWN


def test_the_chair_can_be_asked_for():
    rule = Quorum((Count(2), Named(1, ("chair", "vice-chair"))))

    assert verdict(QUORATE[0], here("c", "council", office=Office.CHAIR), rule=rule).is_quorate
    assert not verdict(*QUORATE[:2], rule=rule).is_quorate


def test_partners_the_terms_do_not_name_cannot_be_judged():
    rule = Quorum((Count(2), Named(2, called="the three statutory partners", among=3)))

    found = verdict(*QUORATE, rule=rule)

    assert (found.state, found.is_quorate) == (QuorumState.NOT_KNOWN, False)
    assert found.sentence == (
        "Whether quorate cannot be said: five members are here; the terms ask for two. "
        "The terms ask for two of the three statutory partners and do not name them."
    )


def test_somebody_online_counts_unless_the_clause_says_otherwise():
    online = here("e", "health", is_online=True)

    assert verdict(*QUORATE[:4], online).is_quorate
    found = verdict(*QUORATE[:4], online, rule=replace(FIVE_FROM_THREE, online_counts=False))
    assert not found.is_quorate
    assert found.sentence.endswith(" One person online is here and does not count.")


def test_a_deputy_online_counts_as_little_as_their_member_would():
    rule = replace(FIVE_FROM_THREE, online_counts=False, deputies=Deputies.ALL)
    online = here("e", "health", is_online=True, is_deputy=True, has_authority=True)

    assert not verdict(*QUORATE[:4], online, rule=rule).is_quorate
    assert verdict(*QUORATE[:4], replace(online, is_online=False), rule=rule).is_quorate


def test_whoever_speaks_for_nobody_is_a_member_and_no_agency():
    found = verdict(*QUORATE[:4], here("e", ""))

    assert (found.members, found.agencies, found.is_quorate) == (5, 2, False)


def test_a_part_of_a_council_that_became_part_of_another_is_of_that_other():
    moved = AgencyFacts("children", "Children’s services", parent_id="council", merged_into="health")
    agencies = tuple(moved if one.id == "children" else one for one in AGENCIES)
    rule = Quorum((Agencies(2),))

    found = quorum_verdict(rule=rule, present=QUORATE[:2], seats=SEATS, agencies=agencies)

    assert (found.agencies, found.is_quorate) == (2, True)
    assert not verdict(*QUORATE[:2], rule=rule).is_quorate, "before, both were the council"


def test_advisers_count_where_the_clause_says_so():
    adviser = here("e", "health", seat_class=SeatClass.ADVISORY)

    assert verdict(*QUORATE[:4], adviser, rule=replace(FIVE_FROM_THREE, advisory_count=True)).is_quorate


def test_advisers_count_in_a_test_of_advisers_and_in_no_other():
    rule = Quorum((Count(2, Of.ADVISORY), Agencies(3), Count(2)))
    advisers = (
        here("x", "health", seat_class=SeatClass.ADVISORY),
        here("y", "refuge", seat_class=SeatClass.ADVISORY),
    )

    found = verdict(QUORATE[2], QUORATE[3], *advisers, rule=rule)
    assert (found.is_quorate, found.members, found.agencies) == (False, 2, 2)
    assert [test.is_met for test in found.tests] == [True, False, True]
    assert verdict(*QUORATE[2:], *advisers, rule=rule).is_quorate
    assert verdict(QUORATE[2], QUORATE[3], *advisers, rule=replace(rule, advisory_count=True)).is_quorate


@pytest.mark.parametrize("deputies", Deputies)
def test_nobody_counts_for_a_vacant_seat(deputies):
    rule = replace(FIVE_FROM_THREE, deputies=deputies)
    stand_in = here("z", "refuge", seat="seat of f", is_deputy=True)

    found = verdict(*QUORATE[:4], stand_in, rule=rule)
    assert (found.is_quorate, found.members, found.agencies) == (False, 4, 2)
    assert "One person for a vacant seat is here and does not count." in found.sentence
    assert found.example == (SEATS[4],)


def test_five_members_of_one_council_then_police_and_a_charity_that_withdraws():
    agencies = (*AGENCIES, AgencyFacts("refuge", "Refuge"))
    seats = (*SEATS[:5], replace(SEATS[5], is_held=True))
    council = [here(name, "council", seat=f"seat {name}") for name in "vwxyz"]
    police, charity = here("d", "police"), here("f", "refuge")

    def now(*present, **more):
        return quorum_verdict(rule=FIVE_FROM_THREE, present=present, seats=seats, agencies=agencies, **more)

    assert not now(*council).is_quorate
    assert now(*council, police, charity).is_quorate
    withdrawn = now(*council, police, unable=["seat of f"])
    assert (withdrawn.agencies, withdrawn.is_quorate) == (2, False)
    assert withdrawn.cure == (
        "A member from another agency would make it quorate, for example Matron (Health)."
    )


CHAIR = AppointmentFacts("1", "chair", "ann", date(2020, 1, 1), date(2020, 12, 31), Office.CHAIR)
NEXT = AppointmentFacts("2", "chair", "bob", date(2021, 2, 1), office=Office.CHAIR)


@pytest.mark.parametrize(
    ("on", "holder"),
    [
        (date(2019, 12, 31), None),
        (date(2020, 1, 1), "ann"),
        (date(2020, 12, 31), "ann"),
        (date(2021, 1, 15), None),
        (date(2021, 2, 1), "bob"),
        (date(2030, 1, 1), "bob"),
    ],
)
def test_an_office_is_held_on_both_end_days_and_by_nobody_between(on, holder):
    assert [a.person_id for a in holding([CHAIR, NEXT], Office.CHAIR, on)] == ([holder] if holder else [])


def test_only_the_chair_or_vice_chair_of_the_day_may_agree_to_a_waiver():
    assert may_agree_to_waive([CHAIR, NEXT], "ann", date(2020, 6, 1))
    assert not may_agree_to_waive([CHAIR, NEXT], "ann", date(2021, 6, 1))
    assert not may_agree_to_waive([replace(NEXT, office=Office.SECRETARY)], "bob", date(2021, 6, 1))


@pytest.mark.parametrize(
    ("from_on", "until_on", "code"),
    [
        (date(2021, 1, 1), date(2021, 1, 31), None),
        (date(2020, 12, 31), date(2021, 1, 31), "membership.seat_held"),
        (date(2021, 1, 1), None, "membership.seat_held"),
        (date(2021, 1, 1), date(2021, 2, 1), "membership.seat_held"),
        (date(2019, 1, 1), date(2019, 12, 31), None),
        (date(2021, 1, 31), date(2021, 1, 1), "membership.ends_before_it_starts"),
    ],
)
def test_nobody_is_appointed_to_a_seat_that_is_held(from_on, until_on, code):
    refused = refusal_to_appoint(
        [CHAIR, NEXT], seat_id="chair", person_id="cat", from_on=from_on, until_on=until_on
    )

    assert (refused and refused.code) == code


def test_a_correction_is_not_compared_with_itself_and_somebody_must_be_named():
    assert (
        refusal_to_appoint([NEXT], seat_id="chair", person_id="b", from_on=NEXT.from_on, replaces="2") is None
    )
    assert (
        refusal_to_appoint([], seat_id="chair", person_id="", from_on=NEXT.from_on).code
        == "membership.no_person"
    )


def test_an_appointment_ends_once_and_not_before_it_began():
    assert refusal_to_end(NEXT, until_on=date(2021, 2, 1)) is None
    assert refusal_to_end(NEXT, until_on=date(2021, 1, 31)).code == "membership.ends_before_it_starts"
    assert refusal_to_end(CHAIR, until_on=date(2021, 1, 31)).code == "membership.already_ended"


spans = st.tuples(st.integers(0, 30), st.none() | st.integers(0, 30))


@settings(max_examples=100)
@given(st.lists(spans, max_size=8))
def test_a_seat_filled_only_as_allowed_never_has_two_holders(wanted):
    made = []
    for n, (start, length) in enumerate(wanted):
        from_on = date.fromordinal(737000 + start)
        until_on = None if length is None else date.fromordinal(737000 + start + length)
        if not refusal_to_appoint(made, seat_id="s", person_id=f"p{n}", from_on=from_on, until_on=until_on):
            made.append(AppointmentFacts(str(n), "s", f"p{n}", from_on, until_on))

    for ordinal in range(737000, 737065):
        assert sum(a.covers(date.fromordinal(ordinal)) for a in made) <= 1
