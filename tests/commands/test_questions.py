"""Questions referred: put, answered, on an agenda, withdrawn; who sees them and who is told."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from quorate.commands import labelling, meetings, membership, setting_up, structure
from quorate.commands.runner import Done
from quorate.commands.structure import Asked
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError, StaleError
from quorate.domain.kernel.outcomes import OnBehalf, Refusal
from quorate.queries.board import page_board
from quorate.queries.my_work import page_my_work
from quorate.queries.search import page_search
from quorate.queries.structure.questions import page_question, page_question_form, page_questions
from quorate.records.models import AgendaItem, EventRow, Message, Question
from tests.builders.board import asks_the_same
from tests.builders.meetings import a_meeting
from tests.builders.membership import OWN_NAME, SHOWN_AS, a_seat, appointed, somebody
from tests.builders.structure import a_group, a_question
from tests.builders.world import TODAY, done, make_two, make_world

pytestmark = pytest.mark.django_db
WORDS = "How long do callers wait?"


def code(outcome) -> str:
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def answer(world, question, *, by="police", words="Four minutes.", on=TODAY, version=None, behalf=None):
    held = Question.objects.get(id=question).version
    return structure.answer_question(
        world.as_(by), question=question, version=version or held, words=words, on=on, on_behalf=behalf
    )


def seen(world, question, key):
    try:
        return page_question(world.actor(key), question=question, today=TODAY)
    except NotFoundError:
        return None


def test_the_agency_asked_is_told_neutrally_answers_and_whoever_asked_sees_it():
    world = make_world()
    question = a_question(world)

    asked = Message.objects.filter(kind="question_referred")
    assert {m.person_id for m in asked} >= {world.people["police"]}
    assert all(m.subject == "Partnership meeting" and WORDS not in m.body for m in asked)
    mine = page_my_work(world.actor("police"), today=TODAY).questions
    assert [(one.words, one.said) for one in mine] == [(WORDS, "Waits")]

    done(answer(world, question))

    page = seen(world, question, "health")
    assert (page.answer, page.line.said) == ("Four minutes.", "Answered")
    assert page.answered == "Answered by Superintendent, on 23 November 2026."
    assert page_my_work(world.actor("police"), today=TODAY).questions == ()
    told = Message.objects.filter(kind="question_answered")
    assert {m.person_id for m in told} >= {world.people["chair"], world.people["health"]}
    assert all("Four minutes" not in m.body for m in told)
    assert EventRow.objects.filter(code__startswith="questions.").count() == 2


def test_a_late_answer_is_shown_on_the_page_of_whoever_asked_and_on_the_board_s():
    world = make_world()
    panel = a_group(world, "Survivors’ panel", "survivors_panel")
    a_question(world, by_group=panel, due_on=date(2026, 11, 20))

    board = page_board(world.actor("chair"), today=TODAY)
    own = page_board(world.actor("chair"), today=TODAY, group="survivors-panel")

    for page in (board, own):
        assert page.questions.sentence == "1 question waits for an answer, and is overdue."
        assert page.questions.lines[0].said == "Overdue 3 days"
    assert page_board(world.actor("chair"), today=date(2026, 11, 20)).questions is None


def test_the_panel_s_members_ask_and_see_the_answer_by_the_names_they_chose():
    world = make_world()
    by = world.as_("coordinator")
    panel = a_group(world, "Survivors’ panel", "survivors_panel")
    seat = done(setting_up.add_seat(by, group=panel, title="Panel member"))
    done(setting_up.appoint(by, seat=seat, person=world.people["observer"], from_on=date(2026, 9, 1)))
    lived, member = a_seat(world), somebody(world)
    appointed(world, lived, member)

    question = a_question(world, by="observer", by_group=panel)
    behalf = OnBehalf(str(member), "telephone", TODAY)
    done(answer(world, question, by="coordinator", behalf=behalf))

    page = seen(world, question, "observer")
    assert page.answered == f"Answered by {SHOWN_AS}, who told by telephone, on 23 November 2026."
    assert OWN_NAME not in str(page)
    assert all(OWN_NAME not in m.body for m in Message.objects.all())


def test_who_records_for_others_says_who_told_and_how_and_nobody_else_does():
    world = make_world()
    question = a_question(world)

    assert code(answer(world, question, by="coordinator")) == "questions.on_behalf_who"
    nobody_knows = OnBehalf(str(world.people["police"]), "", TODAY)
    assert code(answer(world, question, by="secretary", behalf=nobody_knows)) == "questions.on_behalf_how"
    for key in ("charity", "health", "observer"):
        with pytest.raises(NotAllowedError):
            answer(world, question, by=key)
    with pytest.raises(NotAllowedError):
        answer(world, question, by="police", behalf=OnBehalf(str(world.people["health"]), "email", TODAY))
    done(
        answer(
            world, question, by="coordinator", behalf=OnBehalf(str(world.people["police"]), "email", TODAY)
        )
    )


def test_a_question_to_a_group_is_answered_by_its_officers():
    world = make_world()
    panel = a_group(world, "Survivors’ panel", "survivors_panel")
    question = a_question(world, by_group=panel, to_group=world.board)

    with pytest.raises(NotAllowedError):
        answer(world, question, by="police")
    done(answer(world, question, by="chair"))

    assert Question.objects.get(id=question).answered_by_id == world.people["chair"]


def test_a_question_from_outside_is_recorded_by_those_who_run_the_board():
    world = make_world()
    said = Asked(WORDS, by_words="Scrutiny panel of the council", to_group=world.board)

    with pytest.raises(NotAllowedError):
        structure.ask_question(world.as_("police"), said=said, asked_on=TODAY)
    question = done(structure.ask_question(world.as_("secretary"), said=said, asked_on=TODAY))

    assert seen(world, question, "police").line.between == (
        "Scrutiny panel of the council to Strategic partnership board"
    )


def test_a_member_asks_for_a_group_they_sit_in_and_for_no_other():
    world = make_world()
    panel = a_group(world, "Survivors’ panel", "survivors_panel")

    a_question(world, by="police", to_agency=world.agencies["health"])
    with pytest.raises(NotAllowedError):
        a_question(world, by="police", by_group=panel)
    with pytest.raises(NotAllowedError):
        a_question(world, by="analyst")
    form = page_question_form(world.actor("police"), today=TODAY)
    assert [name for _, name in form.by] == ["Strategic partnership board"]
    assert not form.may_be_outside


@pytest.mark.parametrize(
    ("said", "asked_on", "expected"),
    [
        ({"words": " "}, TODAY, "questions.words_needed"),
        ({"words": "x" * 2_001}, TODAY, "questions.words_long"),
        ({"to_agency": None}, TODAY, "questions.to_one"),
        ({"by_group": None, "by_words": " "}, TODAY, "questions.from_whom"),
        ({}, TODAY + timedelta(days=1), "questions.not_yet"),
        ({"due_on": date(2026, 11, 1)}, TODAY, "questions.due_before"),
    ],
)
def test_a_question_that_cannot_be_put_is_refused(said, asked_on, expected):
    world = make_world()
    whole = {"words": WORDS, "by_group": world.board, "to_agency": world.agencies["police"], **said}

    outcome = structure.ask_question(world.as_("coordinator"), said=Asked(**whole), asked_on=asked_on)

    assert code(outcome) == expected
    assert not Question.objects.exists()


def test_nobody_sets_a_question_narrower_than_they_see_themselves():
    world = make_world()
    said = Asked(
        WORDS, by_group=world.board, to_agency=world.agencies["police"], audience=Audience.RESTRICTED
    )

    outcome = structure.ask_question(world.as_("chair"), said=said, asked_on=TODAY)

    assert code(outcome) == "meetings.audience_not_yours"


def test_an_answer_that_cannot_be_is_refused_and_a_withdrawn_question_takes_none():
    world = make_world()
    question = a_question(world)

    assert code(answer(world, question, words=" ")) == "questions.answer_needed"
    assert code(answer(world, question, on=TODAY + timedelta(days=1))) == "questions.not_yet"
    assert code(answer(world, question, on=date(2026, 11, 15))) == "questions.answered_before"
    with pytest.raises(StaleError):
        answer(world, question, version=9)
    with pytest.raises(NotAllowedError):
        structure.withdraw_question(world.as_("health"), question=question, version=1)
    done(structure.withdraw_question(world.as_("chair"), question=question, version=1))
    own = a_question(world, by="health", words="Our own?")
    done(structure.withdraw_question(world.as_("health"), question=own, version=1))
    assert code(answer(world, question)) == "questions.withdrawn"
    again = structure.withdraw_question(world.as_("chair"), question=question, version=2)
    assert code(again) == "questions.withdrawn"


def test_a_question_stands_on_an_agenda_as_narrow_as_it_is_and_on_one_at_a_time():
    world = make_world()
    question = a_question(world, audience=Audience.CORE)
    first, second = a_meeting(world), a_meeting(world, date(2027, 4, 15))

    def put(meeting, by="chair"):
        version = Question.objects.get(id=question).version
        return structure.put_question_on(world.as_(by), question=question, version=version, meeting=meeting)

    with pytest.raises(NotAllowedError):
        put(first, by="police")
    done(put(first))
    item = AgendaItem.objects.get(questions=question)
    assert (item.title, item.ask, item.audience) == (
        "Question from Strategic partnership board", WORDS, "core",
    )  # fmt: skip
    assert seen(world, question, "police").meeting == (
        str(first),
        "Strategic partnership board, 14 January 2027",
    )
    assert code(put(second)) == "questions.on_an_agenda"
    done(answer(world, question))
    assert code(put(second)) == "questions.answered"


def test_the_meeting_of_a_question_is_named_only_to_those_who_may_know_of_it():
    world = make_world()
    question = a_question(world)
    hidden = done(
        meetings.set_meeting(
            world.as_("coordinator"), group=world.board, on=date(2027, 2, 4), starts=time(10), minutes=60,
            audience=Audience.RESTRICTED,
        )
    )  # fmt: skip
    done(structure.put_question_on(world.as_("coordinator"), question=question, version=1, meeting=hidden))

    assert seen(world, question, "coordinator").meeting is not None
    assert seen(world, question, "police").meeting is None


def test_a_restricted_question_is_found_by_nobody_it_is_kept_from():
    world = make_world()
    by = world.as_("coordinator")
    question = a_question(world, to_agency=world.agencies["charity"])
    tender = done(
        setting_up.set_restriction(
            by, name="Tender", reason="A procurement", from_on=date(2026, 11, 2),
            barred_agencies=[world.agencies["charity"]],
        )
    )  # fmt: skip
    done(
        labelling.set_audience(
            by, kind="question", id=question, version=1, audience=Audience.PARTNERSHIP, restriction=tender
        )
    )
    narrow = a_question(world, audience=Audience.CORE, words="How many callers of the core?")

    assert seen(world, question, "charity") is None
    assert page_my_work(world.actor("charity"), today=TODAY).questions == ()
    with pytest.raises(NotFoundError):
        answer(world, question, by="charity", version=2)
    assert seen(world, narrow, "adviser") is None
    for key, found in (("coordinator", 2), ("charity", 1), ("adviser", 0)):
        actor = world.actor(key)
        if key == "adviser":
            done(membership.record_statement(by, person=world.people[key], signed_on=TODAY))
            actor = world.actor(key)
            found = 1  # the tender's question, which bars only the charity
        assert len(page_questions(actor, today=TODAY).waiting) == found, key
        assert page_search(actor, asked="callers", today=TODAY).found == found, key


def test_another_partnership_s_questions_and_groups_are_not_found():
    world, other = make_two()
    question = a_question(world)

    with pytest.raises(NotFoundError):
        answer(other, question, by="coordinator", version=1)
    with pytest.raises(NotFoundError):
        a_question(world, to_agency=other.agencies["police"])
    assert seen(other, question, "coordinator") is None


def test_pages_of_questions_ask_the_same_however_many_there_are():
    world = make_world()
    actor = world.actor("coordinator")

    def more(n):
        def make():
            for _ in range(n):
                assert isinstance(answer(world, a_question(world)), Done)
                a_question(world, to_agency=world.agencies["council"], due_on=TODAY)

        return make

    for page in (page_questions, page_board):
        few, many = asks_the_same(lambda page=page: page(actor, today=TODAY), more(1), more(4))
        assert few == many, page


def test_a_question_is_put_under_a_restriction_from_the_start_and_whom_it_bars_is_not_told():
    world = make_world()
    by = world.as_("coordinator")
    asked = Asked(WORDS, by_group=world.board, to_agency=world.agencies["police"])
    tender = done(
        setting_up.set_restriction(
            by, name="Tender", reason="A procurement", from_on=date(2026, 11, 2),
            barred_agencies=[world.agencies["police"]],
        )
    )  # fmt: skip
    asked = replace(asked, restriction=tender)
    with pytest.raises(NotAllowedError):
        structure.ask_question(world.as_("chair"), said=asked, asked_on=TODAY)
    assert [name for _, name in page_question_form(world.actor("coordinator"), today=TODAY).restrictions] == [
        "Tender"
    ]
    assert page_question_form(world.actor("chair"), today=TODAY).restrictions == ()

    question = done(structure.ask_question(by, said=asked, asked_on=TODAY))

    assert seen(world, question, "police") is None
    assert not Message.objects.filter(kind="question_put", person=world.people["police"]).exists()
    assert dict(seen(world, question, "coordinator").facts)["Who may see it"].endswith(
        "the restriction Tender"
    )
