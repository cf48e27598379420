"""Opening a self-assessment, what agencies say in it, reminding them, and closing it."""

import json
import uuid
from datetime import date, timedelta

import pytest

from quorate.commands import self_assessment as verbs
from quorate.commands import setting_up
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError, StaleError
from quorate.domain.kernel.outcomes import OnBehalf, Refusal
from quorate.domain.membership.self_assessment import Said
from quorate.domain.messages.texts import SUBJECT
from quorate.records.models import (
    AssessedMark,
    AssessedStatement,
    EventRow,
    Message,
    SelfAssessed,
    SelfAssessment,
)
from tests.builders.assessments import DUE, answer, keys, opened
from tests.builders.world import TODAY, done, make_two, make_world

pytestmark = pytest.mark.django_db


def code(outcome) -> str:
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def again(world, **more):
    said = {"group": world.board, "year": TODAY, "statements": ["papers"], "own": "", "due_on": DUE}
    return verbs.open_assessment(world.as_("coordinator"), **{**said, **more})


def test_it_opens_with_the_clauses_in_force_and_the_groups_own_statements():
    world = make_world()

    assessment = opened(world)

    rows = AssessedStatement.objects.filter(assessment=assessment).order_by("order")
    assert [(row.key, row.words, row.source) for row in rows] == [
        ("attend", "We came to every meeting.", "Four times a year"),
        (
            "papers",
            "Our papers came in by the day the terms give.",
            "Papers reach the coordinator ten working days ahead",
        ),
        ("actions", "We completed our actions in the time agreed.", ""),
        ("own-2", "We listen to survivors.", ""),
    ]
    assert SelfAssessment.objects.get().year == date(2026, 4, 1)
    assert EventRow.objects.filter(code="assessments.opened").count() == 1


def test_whoever_represents_an_agency_is_told_where_and_by_when_and_no_more():
    world = make_world()
    assessment = opened(world)

    told = Message.objects.filter(kind="self_assessment_asked")

    holders = {"chair", "vice_chair", "secretary", "police", "health", "charity", "adviser"}
    assert {row.person_id for row in told} == {world.people[key] for key in holders}
    assert {row.subject for row in told} == {SUBJECT}
    body = told.first().body
    assert "Tuesday 15 December 2026" in body
    assert f"/marlhaven/self-assessment/{assessment}/" in body
    assert "survivors" not in body


def test_a_year_has_one_and_it_has_a_statement_and_a_day_to_come():
    world = make_world()

    assert code(again(world, statements=[])) == "assessments.no_statement"
    assert code(again(world, due_on=TODAY - timedelta(days=1))) == "assessments.due_past"
    assert code(again(world, own="\n".join(f"Statement {n}" for n in range(31)))) == "assessments.too_many"
    opened(world)
    assert code(again(world)) == "assessments.opened_already"
    assert EventRow.objects.filter(code="assessments.opened").count() == 1


def test_only_those_who_run_the_board_open_remind_and_close():
    world, other = make_two()
    assessment, theirs = opened(world), opened(other)

    for key in ("police", "chair", "observer"):
        with pytest.raises(NotAllowedError):
            verbs.remind_of_assessment(world.as_(key), assessment=assessment)
        with pytest.raises(NotAllowedError):
            verbs.close_assessment(world.as_(key), assessment=assessment, version=1)
        with pytest.raises(NotAllowedError):
            verbs.open_assessment(
                world.as_(key), group=world.board, year=TODAY, statements=[], own="", due_on=DUE
            )
    with pytest.raises(NotFoundError):
        verbs.close_assessment(world.as_("coordinator"), assessment=theirs, version=1)
    with pytest.raises(NotFoundError):
        again(world, group=other.board)


def test_an_agency_marks_each_statement_and_may_say_it_anew_until_it_is_closed():
    world = make_world()
    assessment = opened(world)

    first = done(answer(world, assessment))
    second = answer(world, assessment, said={"papers": Said("partly", "One was late.")}, version=1)

    assert second.id == first
    assert SelfAssessed.objects.get().version == 2
    marks = {one.statement.key: (one.mark, one.words) for one in AssessedMark.objects.all()}
    assert marks["papers"] == ("partly", "One was late.")
    assert len(marks) == 4
    event = EventRow.objects.filter(code="assessments.answered").last()
    details = json.loads(event.contents)["details"]
    assert details == {"agency": str(world.agencies["police"]), "assessment": str(assessment)}


def test_an_answer_made_from_an_older_page_is_stale_and_writes_nothing():
    world = make_world()
    assessment = opened(world)
    done(answer(world, assessment))

    with pytest.raises(StaleError):
        answer(world, assessment, said={"papers": Said("not_met", "None came.")})

    assert set(AssessedMark.objects.values_list("mark", flat=True)) == {"met"}


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({"papers": Said()}, "assessments.not_marked"),
        ({"papers": Said("perhaps")}, "assessments.not_marked"),
        ({"papers": Said("not_met")}, "assessments.no_words"),
        ({"papers": Said("met", "x" * 4_001)}, "assessments.words_too_long"),
    ],
)
def test_what_is_wanting_is_refused(said, refused):
    world = make_world()
    assessment = opened(world)

    assert code(answer(world, assessment, said=said)) == refused
    assert not SelfAssessed.objects.exists()


def test_the_coordinator_records_what_an_agency_told_them_and_says_how():
    world = make_world()
    assessment = opened(world)

    def told(**more):
        return answer(world, assessment, by="coordinator", **more)

    by_email = OnBehalf(str(world.people["police"]), "email", TODAY)
    assert code(told()) == "assessments.for_whom"
    later = OnBehalf(str(world.people["police"]), "email", TODAY + timedelta(days=1))
    assert code(told(on_behalf=later)) == "assessments.on_behalf_when"
    done(told(on_behalf=by_email))
    assert SelfAssessed.objects.get().recorded_by_id == world.people["coordinator"]


def test_nobody_answers_for_another_agency_nor_for_one_that_was_not_asked():
    world = make_world()
    by = world.as_("coordinator")
    world.agencies["seatless"] = done(setting_up.add_agency(by, name="College", kind="other"))
    assessment = opened(world)

    for who in ("charity", "chair", "observer"):
        with pytest.raises(NotAllowedError):
            answer(world, assessment, "police", by=who)
    with pytest.raises(NotFoundError):
        answer(world, assessment, "seatless", by="coordinator")
    with pytest.raises(NotFoundError):
        verbs.answer_assessment(
            world.as_("police"),
            assessment=uuid.uuid4(),
            agency=world.agencies["police"],
            said={},
            version=0,
        )


def test_only_the_silent_are_reminded_and_once_a_day():
    world = make_world()
    assessment = opened(world)
    Message.objects.all().delete()
    done(answer(world, assessment))

    def remind(on):
        return verbs.remind_of_assessment(world.as_("coordinator", on), assessment=assessment)

    outcome = remind(TODAY)
    done(remind(TODAY))

    told = set(Message.objects.values_list("person", flat=True))
    assert world.people["police"] not in told
    assert world.people["charity"] in told
    assert outcome.sentence == f"{len(told)} people are reminded."
    assert Message.objects.count() == len(told)
    done(remind(TODAY + timedelta(days=1)))
    assert Message.objects.count() == 2 * len(told)


def test_nobody_is_reminded_when_all_answered_or_it_is_closed():
    world = make_world()
    assessment = opened(world)
    for key, agency in (("police", "police"), ("health", "health"), ("charity", "charity")):
        done(answer(world, assessment, agency, by=key))
    done(answer(world, assessment, "council", by="chair"))
    done(answer(world, assessment, "children", by="vice_chair"))

    def remind():
        return verbs.remind_of_assessment(world.as_("coordinator"), assessment=assessment)

    assert code(remind()) == "assessments.all_answered"
    done(verbs.close_assessment(world.as_("coordinator"), assessment=assessment, version=1))
    assert code(remind()) == "assessments.closed"


def test_it_is_closed_once_with_an_answer_and_nothing_is_said_after():
    world = make_world()
    assessment = opened(world)
    by = world.as_("coordinator")

    def close(version=1):
        return verbs.close_assessment(by, assessment=assessment, version=version)

    assert code(close()) == "assessments.nobody_answered"
    done(answer(world, assessment))
    with pytest.raises(StaleError):
        close(version=7)
    done(close())
    assert code(close(version=2)) == "assessments.closed"
    assert code(answer(world, assessment, version=1)) == "assessments.closed"
    assert keys(assessment) == ["attend", "papers", "actions", "own-2"]
