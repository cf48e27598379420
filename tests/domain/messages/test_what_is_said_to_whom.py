"""What is said to whom: a neutral subject, and a body that says why, what, by when and where."""

import re
from datetime import date, time

import pytest

from quorate.domain.messages import meetings, texts

LINK = "https://quorate.example/marlhaven/meetings/7"
ON = date(2026, 1, 8)
MESSAGES = {
    "papers": texts.papers_circulated(meeting_on=ON, starts_at=time(14, 30), link=LINK, papers=3),
    "papers, no time": texts.papers_circulated(
        meeting_on=ON, starts_at=None, link=LINK, papers=0, can_deputise=False
    ),
    "paper asked": texts.paper_asked(meeting_on=ON, due_on=date(2025, 12, 22), link=LINK),
    "supplement": texts.supplement_sent(meeting_on=ON, link=LINK),
    "update": texts.update_asked(entries=2, answer_by=date(2025, 12, 22), link=LINK),
    "update again": texts.update_asked(
        entries=1, answer_by=None, link=LINK, asked_before_on=date(2025, 11, 3)
    ),
    "pack": texts.pack_ready(meeting_on=ON, link=LINK),
    "set": meetings.meeting_set(on=ON, starts=time(10), link=LINK),
    "moved": meetings.meeting_moved(
        was_on=ON, was_at=time(10), on=date(2026, 1, 15), starts=time(10), link=LINK
    ),
    "another place": meetings.meeting_moved(was_on=ON, was_at=time(10), on=ON, starts=time(10), link=LINK),
    "cancelled": meetings.meeting_cancelled(on=ON, starts=time(10), link=LINK),
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


def test_a_paper_is_asked_for_by_a_day_and_a_supplement_says_only_that_something_is_new():
    assert MESSAGES["paper asked"].body.startswith(
        "A paper is wanted from you for the meeting on Thursday 8 January 2026.\n\n"
        "Send it by Monday 22 December 2025, there or to the coordinator."
    )
    assert MESSAGES["supplement"].body.startswith(
        "Something has changed in what you were sent for the meeting on Thursday 8 January 2026.\n\n"
        "See what is new before 8 January 2026."
    )
