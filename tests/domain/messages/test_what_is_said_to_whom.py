"""What is said to whom: a neutral subject, and a body that says why, what, by when and where."""

import re
from datetime import date, time

import pytest

from quorate.domain.messages import texts

LINK = "https://quorate.example/marlhaven/meetings/7"
ON = date(2026, 1, 8)
MESSAGES = {
    "papers": texts.papers_circulated(meeting_on=ON, starts_at=time(14, 30), link=LINK, papers=3),
    "papers, no time": texts.papers_circulated(
        meeting_on=ON, starts_at=None, link=LINK, papers=0, can_deputise=False
    ),
    "update": texts.update_asked(entries=2, answer_by=date(2025, 12, 22), link=LINK),
    "update again": texts.update_asked(
        entries=1, answer_by=None, link=LINK, asked_before_on=date(2025, 11, 3)
    ),
    "pack": texts.pack_ready(meeting_on=ON, link=LINK),
    "pack failed": texts.pack_failed(meeting_on=ON, reason="A paper could not be read.", link=LINK),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_the_subject_says_partnership_meeting_and_no_more(name):
    assert MESSAGES[name].subject == "Partnership meeting"


@pytest.mark.parametrize("name", MESSAGES)
def test_the_body_says_why_and_where_and_speaks_neutrally(name):
    body = MESSAGES[name].body

    assert "You are getting this because you " in body
    assert f"\n\n{LINK}\n\n" in body
    assert not re.search(
        r"abuse|violence|victim|survivor|perpetrator|refuge|please|click", body, re.IGNORECASE
    )
    assert "  " not in body


def test_papers_say_when_the_meeting_is_and_how_many_there_are():
    body = MESSAGES["papers"].body

    assert body.startswith(
        "The next meeting is on Thursday 8 January 2026 at 2:30pm. The agenda and 3 papers are ready.\n\n"
        "Read them before 8 January 2026. If you cannot come, say so there and name a deputy."
    )
    assert "deputy" not in MESSAGES["papers, no time"].body


def test_an_update_is_asked_for_with_its_day_and_how_long_it_has_been_wanted():
    assert "2 updates are wanted from you." in MESSAGES["update"].body
    assert "by Monday 22 December 2025" in MESSAGES["update"].body
    assert (
        "1 update is wanted from you. This was first asked on 3 November 2025."
        in MESSAGES["update again"].body
    )
