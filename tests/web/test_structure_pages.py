"""The structure in the browser: the chart, a line drawn from a clause, changed, recorded and ended."""

import re

import pytest

from quorate.records.models import Group, ReportingLine
from tests.builders.browsing import signed_in
from tests.builders.structure import a_group, a_line
from tests.builders.world import make_world

pytestmark = pytest.mark.django_db
AT = "/marlhaven/structure/"
FORM = {"what": "Progress", "pace": "times", "times_a_year": "4", "from_on": "1 4 2026"}


@pytest.fixture(autouse=True)
def today(settings):
    settings.TODAY = "2026-11-23"


def said(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_structure_is_drawn_said_in_words_and_in_the_navigation():
    world = make_world()
    a_line(world, a_group(world, "Operational group"), world.board)

    page = said(signed_in(world, "police").get(AT))

    assert '<svg xmlns="http://www.w3.org/2000/svg" class="q-chart" role="img"' in page
    assert "Reports to Strategic partnership board each quarter: Progress." in page
    assert f'<a href="{AT}" aria-current="true">Structure</a>' in page
    assert "Draw a reporting line" not in page


def test_a_line_is_drawn_changed_recorded_and_ended():
    world = make_world()
    group = a_group(world, "Operational group")
    client = signed_in(world)
    form = {**FORM, "reports": group, "to": world.board}

    made = client.post(f"{AT}lines/add/", form)
    line = ReportingLine.objects.get()
    one = f"{AT}lines/{line.id}/"
    assert made["Location"] == one
    assert "Operational group reports to Strategic partnership board each quarter" in said(client.get(one))
    change = {"what": "Progress and risks", "pace": "each_meeting", "version": 1}
    assert client.post(f"{one}change/", change).status_code == 302
    assert client.post(f"{one}change/", {**change, **FORM, "version": 2}).status_code == 302
    report = {"period": "2026-10-01", "made_on": "20 11 2026", "version": 3}
    assert client.post(f"{one}report/", report).status_code == 302
    assert "Met" in said(client.get(one))
    assert client.post(f"{one}end/", {"ended_on": "30 11 2026", "version": 4}).status_code == 302


def test_what_is_wrong_with_a_line_stands_beside_its_field_and_what_was_typed_stays():
    world = make_world()
    a_group(world, "Operational group")
    client = signed_in(world)

    answer = client.post(f"{AT}lines/add/", {**FORM, "reports": world.board, "to": world.board})
    empty = client.post(f"{AT}lines/add/", {"what": "Figures", "pace": "times"})

    assert answer.status_code == 409
    assert "A group does not report to itself." in said(answer)
    assert empty.status_code == 422
    for sentence in (
        "Choose who reports.",
        "Choose to whom.",
        "Say how many times a year.",
        "Give the first day.",
    ):
        assert sentence in said(empty)
    assert 'value="Figures"' in said(empty)


def test_a_change_to_an_older_line_shows_what_stands_and_what_was_typed():
    world = make_world()
    line = a_line(world, a_group(world, "Operational group"), world.board)

    answer = signed_in(world).post(f"{AT}lines/{line}/change/", {**FORM, "what": "Typed here", "version": 7})

    assert answer.status_code == 409
    assert "What is kept now" in said(answer)
    assert "Typed here" in said(answer)


def test_a_group_is_changed_on_its_page_and_an_older_form_loses_nothing():
    world = make_world()
    a_group(world, "Training", "task_and_finish_group")
    client, at = signed_in(world), "/marlhaven/people/groups/training/change/"
    form = {
        "name": "Skills",
        "kind": "task_and_finish_group",
        "question": "What is missing?",
        "ends_on": "1 3 2027",
    }

    first = client.post(at, {**form, "version": 1})
    late = client.post(at, {**form, "name": "Learning", "version": 1})

    assert first.status_code == 302
    assert Group.objects.get(slug="training").question == "What is missing?"
    assert late.status_code == 409
    assert "Learning" in said(late)
    assert "Skills" in said(late)


def test_a_group_with_a_question_ends_with_its_answer():
    world = make_world()
    a_group(world, "Training", "task_and_finish_group", question="What is missing?")
    client, at = signed_in(world), "/marlhaven/people/groups/training/end/"

    without = client.post(at, {"ended_on": "20 11 2026", "version": 1})
    client.post(at, {"ended_on": "20 11 2026", "version": 1, "answer": "Two days a year."})

    assert without.status_code == 409
    assert "Say what it answered to its question" in said(without)
    assert "Two days a year." in said(client.get(at))
