"""Members are told that they may send a deputy where the terms let them, and not where they do not."""

import pytest

from quorate.commands import meetings
from quorate.domain.terms.clauses import Clause, ClauseKind
from quorate.domain.terms.consequences import may_deputise
from quorate.records.models import Message
from tests.builders.meetings import LAST_DAY_TO_CIRCULATE, a_meeting, an_item
from tests.builders.world import CITY_CLAUSES, TODAY, done, make_world

pytestmark = pytest.mark.django_db
WORDS = "If you cannot come, say so there and name a deputy."


def deputies(**said) -> Clause:
    return Clause(id="", kind=ClauseKind.SUBSTITUTION, quote="A deputy may come", reading="", **said)


@pytest.mark.parametrize(
    ("clauses", "is_said"),
    [
        ((), False),
        ((deputies(sends_deputy=True),), True),
        ((deputies(),), True),
        ((deputies(sends_deputy=False),), False),
        ((deputies(is_stated=False),), False),
    ],
)
def test_a_member_is_told_of_a_deputy_where_the_terms_let_them_send_one(clauses, is_said):
    world = make_world(clauses=(*CITY_CLAUSES, *clauses))
    id = a_meeting(world)
    an_item(world, id)
    assert TODAY <= LAST_DAY_TO_CIRCULATE

    done(meetings.circulate_papers(world.as_("coordinator"), meeting=id))

    bodies = Message.objects.filter(kind="papers_circulated").values_list("body", flat=True)
    assert {WORDS in body for body in bodies} == {is_said}


def test_no_terms_let_nobody_send_a_deputy():
    assert not may_deputise(None)
