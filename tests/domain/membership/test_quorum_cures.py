"""Who is named as a cure: nobody who said they do not come, and a deputy who could be given authority."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.membership.facts import AgencyFacts, Presence, SeatFacts
from quorate.domain.membership.quorum import QuorumState, quorum_verdict
from quorate.domain.membership.quorum_said import When
from quorate.domain.terms.quorum import Agencies, Count, Deputies, Quorum

FIVE_FROM_THREE = Quorum((Count(5), Agencies(3)))
AGENCIES = tuple(AgencyFacts(name.lower(), name) for name in ("Council", "Police", "Health", "Refuge"))
SEATS = (
    *(SeatFacts(f"seat {n}", f"Officer {n}", "council") for n in range(1, 5)),
    SeatFacts("seat p", "Inspector", "police"),
    SeatFacts("seat h", "Matron", "health"),
    SeatFacts("seat r", "Manager", "refuge"),
)
COUNCIL = tuple(Presence(f"officer {n}", f"seat {n}", "council") for n in range(1, 5))
SERGEANT = Presence("sergeant", "seat p", "police", is_deputy=True, has_authority=False, title="Inspector")
MATRON = Presence("matron", "seat h", "health", title="Matron")


def judged(*present, when=When.NOW, rule=FIVE_FROM_THREE, **more):
    return quorum_verdict(rule=rule, present=present, seats=SEATS, agencies=AGENCIES, when=when, **more)


def test_whoever_sent_apologies_is_no_cure_and_whoever_comes_instead_is():
    instead = {"seat p": None, "seat h": None}

    found = judged(*COUNCIL, MATRON, instead=instead)
    assert [seat.id for seat in found.example] == ["seat r"], "not the inspector, who sent apologies"

    sent = replace(SERGEANT, has_authority=True)
    found = judged(*COUNCIL, MATRON, instead={"seat p": sent})
    assert "for example the deputy for Inspector (Police)." in found.cure
    found = judged(*COUNCIL, MATRON, instead={"seat p": SERGEANT, "seat r": None})
    assert found.example == (), "without authority they would not count"


def test_a_deputy_there_without_authority_is_a_cure_if_they_are_given_it():
    sends = {"seat p": SERGEANT}
    said = (
        "It would also be quorate if the deputy who is here for Inspector (Police) is given authority by the "
    )

    found = judged(*COUNCIL, MATRON, SERGEANT, instead=sends)
    assert [seat.id for seat in found.example] == ["seat r"], "the inspector sends the sergeant"
    assert found.cure.endswith(f"{said}seat’s holder.")
    alone = judged(*COUNCIL, SERGEANT, instead={**sends, "seat h": None, "seat r": None})
    assert "given authority" not in alone.cure, "that would be two agencies, and the terms ask for three"
    both = judged(*COUNCIL, SERGEANT, instead={**sends, "seat r": None})
    assert both.cure.endswith(
        "It would be quorate with Matron (Health), if the deputy who is here for Inspector (Police) "
        "is given authority by the seat’s holder."
    )

    expected = judged(*COUNCIL, MATRON, SERGEANT, instead=sends, when=When.EXPECTED)
    assert "if the deputy who is expected for Inspector" in expected.cure
    assert judged(*COUNCIL, MATRON, SERGEANT, when=When.THEN).cure == "", "what is past has no cure"
    withdrawn = judged(*COUNCIL, MATRON, SERGEANT, unable=["seat p"])
    assert "given authority" not in withdrawn.cure, "the member has withdrawn for a conflict"
    never = replace(FIVE_FROM_THREE, deputies=Deputies.NONE)
    assert "given authority" not in judged(*COUNCIL, MATRON, SERGEANT, rule=never).cure


def test_whoever_is_there_for_one_seat_is_no_cure_as_the_deputy_for_another():
    both = replace(MATRON, seat_id="seat p", agency_id="police", is_deputy=True, has_authority=True)

    found = judged(*COUNCIL, MATRON, instead={"seat p": both})
    assert [seat.id for seat in found.example] == ["seat r"]


def test_those_with_no_agency_are_not_said_to_be_of_the_one_there_is():
    nobodys = Presence("survivor", "seat v", "")
    seats = (*SEATS, SeatFacts("seat v", "Survivor", ""))

    def said(*present):
        return quorum_verdict(rule=FIVE_FROM_THREE, present=present, seats=seats, agencies=AGENCIES).said

    assert "all from Council" in said(*COUNCIL[:2])
    assert "all from" not in said(*COUNCIL[:2], nobodys)


@given(
    st.sets(st.sampled_from(COUNCIL)),
    st.sets(st.sampled_from([seat.id for seat in SEATS[4:]])),
    st.sets(st.sampled_from([seat.id for seat in SEATS])),
)
def test_the_cure_names_nobody_who_does_not_come_and_authority_does_what_it_says(council, idle, away):
    of = {seat.id: seat for seat in SEATS}
    deputies = [replace(SERGEANT, person_id=f"d {id}", seat_id=id, agency_id=of[id].agency_id) for id in idle]

    found = judged(*council, *deputies, instead=dict.fromkeys(away))

    assert not {seat.id for seat in found.example} & away
    if "be quorate if the dep" in found.cure:
        empowered = [replace(one, has_authority=True) for one in deputies]
        assert judged(*council, *empowered).state is QuorumState.QUORATE
