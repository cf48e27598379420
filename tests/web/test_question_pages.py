"""Questions in the browser: put, answered from My work, recorded for somebody, never lost."""

import re
from datetime import date

import pytest

from quorate.records.models import Meeting, Question
from tests.builders.browsing import signed_in
from tests.builders.meetings import a_meeting
from tests.builders.structure import a_group, a_question
from tests.builders.world import make_world

pytestmark = pytest.mark.django_db
AT = "/marlhaven/structure/questions/"


@pytest.fixture(autouse=True)
def today(settings):
    settings.TODAY = "2026-11-23"


def said(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_a_question_is_put_and_its_agency_answers_from_my_work():
    world = make_world()
    form = {
        "by": world.board, "to": f"agency {world.agencies['police']}", "words": "How long do callers wait?",
        "asked_on": "20 11 2026", "due_on": "1 12 2026", "audience": "partnership",
    }  # fmt: skip

    made = signed_in(world, "chair").post(f"{AT}add/", form)

    question = Question.objects.get()
    assert made["Location"] == f"{AT}{question.id}/"
    police = signed_in(world, "police")
    work = said(police.get("/marlhaven/my-work/"))
    assert "Questions to answer" in work
    assert f'{AT}{question.id}/#record"' in work
    body = {"answer": "Four minutes.", "answered_on": "23 11 2026", "version": 1}
    assert police.post(f"{AT}{question.id}/answer/", body).status_code == 302
    page = said(signed_in(world, "observer").get(f"{AT}{question.id}/"))
    assert "Four minutes." in page
    assert "Record the answer" not in page
    assert "Answered" in said(police.get(AT))


def test_what_is_missing_stands_beside_its_field_and_words_stay():
    world = make_world()

    answer = signed_in(world).post(f"{AT}add/", {"words": "Kept words", "asked_on": "1 11 2026"})

    assert answer.status_code == 422
    assert "Choose whom it is put to." in said(answer)
    assert "Kept words" in said(answer)


def test_an_answer_to_an_older_page_shows_both():
    world = make_world()
    question = a_question(world)
    body = {"answer": "Mine, typed here.", "answered_on": "23 11 2026", "version": 1}
    client = signed_in(world, "police")
    client.post(f"{AT}{question}/answer/", {**body, "answer": "Theirs, kept."})

    late = client.post(f"{AT}{question}/answer/", body)

    assert late.status_code == 409
    assert "Theirs, kept." in said(late)
    assert "Mine, typed here." in said(late)


def test_a_question_is_offered_the_agendas_of_the_group_it_was_put_to_and_no_question_by_email():
    world = make_world()
    group = a_group(world, "Delivery group")
    of_board = a_meeting(world)
    put = a_meeting(world, date(2027, 1, 21))
    Meeting.objects.filter(id=put).update(kind="by_email")
    client = signed_in(world)

    to_group = said(client.get(f"{AT}{a_question(world, to_group=group)}/"))
    to_police = said(client.get(f"{AT}{a_question(world)}/"))

    assert "No meeting of Delivery group is to come. Set one" in to_group
    assert f'value="{of_board}"' not in to_group
    assert f'value="{of_board}"' in to_police
    assert f'value="{put}"' not in to_police


def test_whoever_records_for_others_is_asked_who_told_and_puts_it_on_an_agenda():
    world = make_world()
    question, meeting = a_question(world), a_meeting(world)
    client = signed_in(world)

    alone = client.post(
        f"{AT}{question}/answer/", {"answer": "Four.", "answered_on": "23 11 2026", "version": 1}
    )
    put = client.post(f"{AT}{question}/agenda/", {"meeting": meeting, "version": 1})

    assert "Say who told you." in said(alone)
    assert put.status_code == 302
    assert "It is to be answered at the meeting of" in said(client.get(f"{AT}{question}/"))
    assert client.post(f"{AT}{question}/withdraw/", {"version": 2}).status_code == 302
    assert "Withdrawn" in said(client.get(AT))
