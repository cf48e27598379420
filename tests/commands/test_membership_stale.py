"""Every verb of membership that is asked with a version writes nothing once somebody else wrote first."""

from datetime import date

import pytest

from quorate.commands import membership, setting_up
from quorate.domain.kernel.asking import StaleError
from quorate.domain.membership.interest import Decision
from quorate.records.models import EventRow, ExpressionOfInterest, Group, Person, RegisteredInterest
from tests.builders.membership import membership_things
from tests.builders.world import TODAY, done, make_world

pytestmark = pytest.mark.django_db


def calls(world, things):
    """Each verb, what it is asked, and whose version it is asked with."""
    police = Person.objects.get(id=world.people["police"])
    private = Person.objects.get(id=things["private"])
    board = Group.objects.get(id=world.board)
    interest = {
        name: ExpressionOfInterest.objects.get(id=things[name])
        for name in ("interest", "interest_answer.interest", "interest_seat.interest")
    }
    registered = RegisteredInterest.objects.get(id=things["interest_end.interest"])
    decided = {"decision": Decision.DECLINED, "decided_by": world.people["chair"], "decided_on": TODAY}
    return {
        "decide_interest": (
            membership.decide_interest,
            {"interest": things["interest"], "reason": "Every place is held", **decided},
            interest["interest"],
        ),
        "answer_interest": (
            membership.answer_interest,
            {"interest": things["interest_answer.interest"], "replied_on": TODAY},
            interest["interest_answer.interest"],
        ),
        "seat_interest": (
            membership.seat_interest,
            {
                "interest": things["interest_seat.interest"],
                "seat": things["interest_seat.seat"],
                "from_on": date(2026, 12, 1),
            },
            interest["interest_seat.interest"],
        ),
        "end_interest": (
            membership.end_interest,
            {"interest": things["interest_end.interest"], "to_on": TODAY},
            registered,
        ),
        "end_statement": (
            membership.end_statement,
            {"person": police.id, "statement": things["statement"], "to_on": TODAY},
            police,
        ),
        "end_designation": (
            membership.end_designation,
            {"designated": things["designated"], "ended_on": TODAY},
            board,
        ),
        "name_again": (setting_up.name_again, {"person": private.id}, private),
    }


@pytest.mark.parametrize(
    "verb",
    [
        "decide_interest",
        "answer_interest",
        "seat_interest",
        "end_interest",
        "end_statement",
        "end_designation",
        "name_again",
    ],
)
def test_what_was_asked_of_an_old_page_is_not_done_and_of_the_present_one_is(verb):
    world = make_world()
    body, asked, root = calls(world, membership_things(world))[verb]
    by, events = world.as_("coordinator"), EventRow.objects.count()

    with pytest.raises(StaleError):
        body(by, **asked, version=root.version + 1)
    assert EventRow.objects.count() == events

    done(body(by, **asked, version=root.version))


def test_what_somebody_led_is_not_handed_over_from_a_page_that_is_old():
    world = make_world()
    row = Person.objects.get(id=world.people["police"])

    with pytest.raises(StaleError):
        membership.hand_over(
            world.as_("coordinator"),
            person=row.id,
            to=world.people["health"],
            reason="A new post",
            version=row.version + 1,
        )
