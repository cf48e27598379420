"""A quorum's verdict in sentences that a board secretary reads: exact, whatever the terms ask for."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quorate.domain.kernel.words import spelt
from quorate.domain.membership.facts import Office, Presence, SeatClass
from quorate.domain.membership.quorum import QuorumState, quorum_verdict
from quorate.domain.membership.quorum_said import When
from quorate.domain.terms.quorum import Agencies, Count, Named, Of, Quorum, Rounding, Share
from tests.domain.membership.test_membership_quorum import (
    AGENCIES,
    FIVE_FROM_THREE,
    QUORATE,
    SEATS,
    here,
    presences,
    rules,
    verdict,
)

CHAIR = here("c", "council", title="Director", office=Office.CHAIR)
WITHOUT = here("dd", "police", seat="seat of d", is_deputy=True, has_authority=False)


def said(rule, *present, when=When.NOW):
    return quorum_verdict(rule=rule, present=present, seats=SEATS, agencies=AGENCIES, when=when)


@pytest.mark.parametrize(
    ("rule", "present", "why", "cure"),
    [
        (
            FIVE_FROM_THREE,
            (),
            "Nobody who counts is here yet; the terms ask for five members from at least three agencies.",
            "",
        ),
        (
            FIVE_FROM_THREE,
            (WITHOUT,),
            "Nobody who counts is here yet; the terms ask for five members from at least three "
            "agencies. One deputy without authority is here and does not count.",
            None,
        ),
        (
            FIVE_FROM_THREE,
            QUORATE[:1],
            "One of the five members needed is here, from only one agency (Council); the terms "
            "ask for at least three agencies.",
            None,
        ),
        (
            FIVE_FROM_THREE,
            [replace(one, agency_id="") for one in QUORATE],
            "Five members are here, but with no agency to speak for; the terms ask for at least "
            "three agencies.",
            None,
        ),
        (
            Quorum((Share(1, 3, rounding=Rounding.DOWN), Count(2))),
            QUORATE[:1],
            "One of the two members needed is here.",
            None,
        ),
        (
            Quorum((Share(3, 4, of=Of.CORE),)),
            QUORATE[:1],
            "One of the four core members needed (three quarters of the five core seats held, "
            "rounded up) is here.",
            None,
        ),
        (
            Quorum((Count(1), Named(1, ("chair",)))),
            QUORATE[:1],
            "One member is here; the terms ask for one. The chair is not here.",
            "The chair would make it quorate, for example Director (Council).",
        ),
        (
            Quorum((Count(2), Named(1, ("chair",)))),
            QUORATE[:1],
            "One of the two members needed is here. The chair is not here.",
            "It needs one more member and the chair. It would be quorate with Director "
            "(Council), for example.",
        ),
        (
            Quorum((Named(1, ("chair", "vice-chair")),)),
            QUORATE[:1],
            "Neither the chair nor the vice-chair is here.",
            "The chair or the vice-chair would make it quorate, for example Director (Council).",
        ),
        (
            Quorum((Named(2, ("Police", "chair")),)),
            (CHAIR,),
            "The chair is here, but Police is not here.",
            "Police would make it quorate, for example Superintendent (Police).",
        ),
        (
            Quorum((Agencies(3),)),
            QUORATE[:4],
            "Members from only two agencies (Council and Police) are here; the terms ask for at "
            "least three agencies.",
            "A member from another agency would make it quorate, for example Matron (Health).",
        ),
        (
            Quorum((Count(2), Named(2, called="the statutory partners"))),
            QUORATE[:1],
            "One of the two members needed is here. The terms ask for two of the statutory "
            "partners and do not name them.",
            "It needs one more member, for example Head of children’s services; whether it would be "
            "quorate then cannot be said.",
        ),
    ],
)
def test_each_kind_of_terms_is_told_in_plain_words(rule, present, why, cure):
    found = said(rule, *present)

    assert found.why == why
    assert cure is None or found.cure == cure


def test_whoever_counts_for_another_agency_than_their_seats_is_named_by_it():
    theirs = replace(QUORATE[3], agency_id="council", is_deputy=True)

    assert (
        "Whoever sits for Superintendent counts for Council and not for Police."
        in verdict(*QUORATE[:3], theirs, QUORATE[4]).sentence
    )
    colleague = replace(QUORATE[0], agency_id="council", is_deputy=True)
    assert "Whoever" not in verdict(colleague, *QUORATE[1:]).sentence, "a directorate is its council"
    alone = Quorum((Count(2),))
    assert "Whoever" not in verdict(theirs, rule=alone).sentence, "these terms ask for no agencies"


def test_a_room_is_spoken_of_as_it_was_and_as_it_is_expected_to_be():
    present = (*QUORATE[:3], WITHOUT)

    then, expected = (said(FIVE_FROM_THREE, *present, when=when) for when in (When.THEN, When.EXPECTED))

    assert then.why == (
        "Three of the five members needed were there, all from Council, which counts as one agency; "
        "the terms asked for at least three agencies. "
        "One deputy without authority was there and did not count."
    )
    assert then.cure == ""
    assert expected.why.endswith("One deputy without authority is expected and will not count.")
    assert expected.cure == said(FIVE_FROM_THREE, *present).cure


@settings(max_examples=120)
@given(rules, st.lists(presences, max_size=8), st.sampled_from(When))
def test_the_words_are_whole_sentences_of_one_tense_and_claim_no_lack_of_a_quorum(rule, present, when):
    found = said(rule, *present, when=when)

    assert re.fullmatch(r"([^.]+\.)( [A-Z][^.]+\.)*", found.why), found.why
    assert not re.search(r"\b\d\b|  |\(\)", found.why + found.cure)
    if when is not When.NOW:
        assert " here" not in found.why
    if found.state is QuorumState.QUORATE:
        assert not re.search(r"\b(only|none|neither|nobody|needed)\b", found.why, re.IGNORECASE)
    has_cure = found.state is QuorumState.NOT_QUORATE and when is not When.THEN
    assert not found.cure or has_cure
    assert found.cure or not has_cure or found.why.startswith("Nobody who counts")


NUMBERS = {spelt(n): n for n in range(10)} | {"a": 1}


def asked_for(cure):
    """How many people the cure asks for, and of how many agencies not counted yet."""
    cure = re.sub(r"^It needs (.*?)(, but those|\. It would be quorate)", r"\1 would", cure)
    if each := re.match(r"(?:one more|a) member from each of (\w+)", cure, re.IGNORECASE):
        return (NUMBERS[each[1]],) * 2
    if re.match(r"(one more|a) member from an", cure, re.IGNORECASE):
        return 1, 1
    people, of = re.match(
        r"(\w+) (?:more )?members?(?: \(.*?(one|two|three) (?:of|more|agency).*?\))? would", cure
    ).groups()
    return NUMBERS[people.lower()], NUMBERS.get(of, 0)


@settings(max_examples=120)
@given(st.integers(1, 7), st.integers(1, 4), st.lists(presences, min_size=1, max_size=8))
def test_whoever_comes_as_the_cure_asks_makes_it_quorate_and_one_fewer_does_not(members, agencies, present):
    rule = Quorum((Count(members), Agencies(agencies)))
    core = [replace(one, seat_class=SeatClass.CORE) for one in present]
    found = said(rule, *core)
    if found.state is QuorumState.QUORATE or not found.agencies:
        return
    people, of = asked_for(found.cure)
    known = next(one.agency_id for one in core if not one.is_deputy or one.has_authority)

    def coming(people, of):
        """People of so many agencies nobody is of, the others of one that counts already."""
        return [Presence(f"new {n}", f"seat {n}", f"agency {n}" if n < of else known) for n in range(people)]

    assert said(rule, *core, *coming(people, of)).is_quorate
    assert not said(rule, *core, *coming(people - 1, min(of, people - 1))).is_quorate
    if of:
        assert not said(rule, *core, *coming(people, of - 1)).is_quorate
