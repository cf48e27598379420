"""An hour beside a number of days is kept by no clause, and so each clause says that it is not."""

import datetime as dt

import pytest

from quorate.domain.terms.clauses import ClauseKind as K
from tests.samples.terms import read_one


@pytest.mark.parametrize(
    ("sentence", "kind", "n", "hour"),
    [
        ("Papers are sent out by 5pm nine working days before the meeting.", K.CIRCULATION, 9, "by 5pm"),
        (
            "Papers are circulated by noon eight working days before each meeting.",
            K.CIRCULATION,
            8,
            "by noon",
        ),
        ("Reports reach the Secretary by 12 noon 8 days before the meeting.", K.PAPERS_IN, 8, "by 12 noon"),
        ("The agenda is sent out 5 days before the meeting, by 4.30pm.", K.AGENDA, 5, "by 4.30pm"),
        (
            "Papers are sent out no later than 17:00 5 days before meetings.",
            K.CIRCULATION,
            5,
            "no later than 17:00",
        ),
        (
            "Minutes go to members by midnight 10 days after the meeting.",
            K.MINUTES_TO_MEMBERS,
            10,
            "by midnight",
        ),
    ],
)
def test_an_hour_that_no_clause_keeps_is_a_doubt(sentence, kind, n, hour):
    found = read_one(sentence)

    (clause,) = found.clauses
    assert (clause.kind, clause.offset.n, clause.offset.at) == (kind, n, None)
    assert f"An hour is given that is not kept: “{hour}”." in clause.ambiguity


def test_the_hour_of_a_day_of_the_week_is_kept_and_no_doubt():
    (clause,) = read_one("Papers are submitted by noon on the Tuesday before the meeting.").clauses

    assert (clause.offset.at, clause.ambiguity) == (dt.time(12), "")
