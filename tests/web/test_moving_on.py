"""The demonstration's day: moved on from the front page, for everybody and for the work loop, never back."""

import html
import re
from datetime import date, time

import pytest

from quorate.cli import django_
from quorate.domain.calendar.pretending import refusal_to_move_on
from quorate.domain.kernel.asking import LONDON
from quorate.web.http import moment_now
from quorate.work import clock
from tests.builders.world import make_world

pytestmark = pytest.mark.django_db

HERE = "/demonstration/day/"
AT = date(2026, 11, 23)


@pytest.fixture
def demonstration(settings, tmp_path):
    settings.DEMONSTRATION, settings.TODAY, settings.DATA = True, AT.isoformat(), tmp_path


def text_of(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.unescape(answer.content.decode())).split())


def days() -> set[date]:
    return {moment_now().today, clock.moment_now().today, django_.today()}


def test_it_is_a_later_day_for_pages_the_work_loop_and_the_command_line(client, demonstration):
    make_world()
    said = client.post(HERE, {"to": "10 12 2026"}, follow=True)

    assert days() == {date(2026, 12, 10)}
    assert "it is now Thursday 10 December 2026" in text_of(said)
    assert "it is Thursday 10 December 2026. Move it on" in text_of(said)


def test_an_instant_recorded_after_it_moved_on_is_later_than_one_before(client, demonstration):
    before = moment_now().at
    client.post(HERE, {"to": "24 11 2026"})

    assert moment_now().at > before


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        ("23 11 2026", 409, "it is Monday 23 November 2026 already, and it does not go back."),
        ("1 1 2020", 409, "it does not go back"),
        ("24 2 2028", 409, "Choose a day up to Wednesday 23 February 2028."),
        ("next week", 422, "“next week” is not a date"),
        ("", 422, "Give the day to move on to."),
    ],
)
def test_a_day_it_cannot_move_to_is_said_beside_the_field(client, demonstration, typed, status, said):
    answer = client.post(HERE, {"to": typed})

    assert answer.status_code == status
    assert said in text_of(answer)
    assert days() == {AT}


def test_the_last_day_it_can_move_to_is_allowed():
    assert refusal_to_move_on(date(2028, 2, 23), today=AT, clock=time(9)) is None
    assert refusal_to_move_on(date(2026, 11, 24), today=AT, clock=time(9)) is None


def test_it_is_moved_on_to_the_hour_of_a_meeting_and_goes_on_from_there(client, demonstration):
    said = client.post(HERE, {"to": "10 12 2026", "at": "1:50pm"}, follow=True)

    assert "it is now Thursday 10 December 2026, 1:50pm" in text_of(said)
    assert {now().at.astimezone(LONDON).strftime("%d %H") for now in (moment_now, clock.moment_now)} == {
        "10 13"
    }

    earlier = client.post(HERE, {"to": "10 12 2026", "at": "1:30pm"})
    assert earlier.status_code == 409
    assert "on Thursday 10 December 2026 already, and it does not go back." in text_of(earlier)

    assert client.post(HERE, {"to": "10 12 2026", "at": "2:10pm"}).status_code == 302
    assert moment_now().at.astimezone(LONDON).hour == 14


def test_an_hour_that_cannot_be_read_is_said_beside_its_field(client, demonstration):
    answer = client.post(HERE, {"to": "10 12 2026", "at": "soon"})

    assert answer.status_code == 422
    assert "“soon” is not a time" in text_of(answer)
    assert days() == {AT}


def test_served_at_a_later_day_than_it_was_moved_to_it_stands_there(client, demonstration, settings):
    client.post(HERE, {"to": "24 11 2026"})
    settings.TODAY = "2026-12-01"

    assert days() == {date(2026, 12, 1)}


def test_a_day_that_cannot_be_read_is_no_day(demonstration, tmp_path):
    (tmp_path / "stands-at.txt").write_text("tomorrow", encoding="utf-8")

    assert days() == {AT}


def test_elsewhere_the_address_does_not_exist_and_the_clock_says_the_day(client, settings, tmp_path):
    settings.DEMONSTRATION, settings.TODAY, settings.DATA = False, "", tmp_path
    (tmp_path / "stands-at.txt").write_text("2020-01-02", encoding="utf-8")

    assert client.post(HERE, {"to": "10 12 2026"}).status_code == 404
    assert days() != {date(2020, 1, 2)}
