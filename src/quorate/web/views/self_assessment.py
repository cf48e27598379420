"""Yearly self-assessments: opened by who runs the board, answered by each agency, and their result."""

import uuid
from datetime import date

from django.http import HttpResponse

from quorate.commands import self_assessment as verbs
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import StaleError
from quorate.domain.kernel.outcomes import HOW, Refusal
from quorate.domain.membership.self_assessment import MARKED, Said
from quorate.queries.assessments.pages import AnswerPage, page_answer, page_assessment, page_assessments
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.views.answers import NOT_NOW, NOT_VALID, Typed, onward, show, show_stale, show_wrong

_NO_VERSION = -1
"""Of a form that says none; 0 is the version of an answer still to be made."""
_OPEN, _ANSWER, _RESULT = (f"assessments/{name}.html" for name in ("open", "answer", "result"))


def assessments(request: Request, group: str) -> HttpResponse:
    """Those of a group."""
    page = page_assessments(request.actor, group=group, today=request.moment.today)
    return show(request, "assessments/list.html", page=page)


def open_one(request: Request, group: str) -> HttpResponse:
    """The form that opens one."""
    page = page_assessments(request.actor, group=group, today=request.moment.today)
    if request.method != "POST":
        return show(request, _OPEN, page=page)
    answers = Answers(request.POST)
    year = answers.choice("year", [value for value, _ in page.years], needed="Choose the year.")
    due_on = answers.day("due_on", needed="Give the day it is to be answered by.")
    own = answers.text("own")
    if answers.errors or due_on is None:
        return show_wrong(request, _OPEN, answers, NOT_VALID, page=page)
    outcome = verbs.open_assessment(
        request.asked,
        group=page.group_id,
        year=date.fromisoformat(year),
        statements=answers.ticked("statements"),
        own=own,
        due_on=due_on,
    )
    if isinstance(outcome, Refusal):
        answers.refused(outcome)
        return show_wrong(request, _OPEN, answers, NOT_VALID if outcome.field else NOT_NOW, page=page)
    return onward(request, outcome.sentence, "assessment", owed=outcome.owed, assessment=outcome.id)


def result(request: Request, assessment: uuid.UUID) -> HttpResponse:
    """One, with what was said and what the records show."""
    page = page_assessment(request.actor, assessment=assessment, today=request.moment.today)
    return show(request, _RESULT, page=page)


def answer(request: Request, assessment: uuid.UUID, agency: uuid.UUID) -> HttpResponse:
    """The form of one agency, and what it sends."""
    page = page_answer(request.actor, assessment=assessment, agency=agency, today=request.moment.today)
    ways = tuple((value, words) for value, words in HOW.items())
    if request.method != "POST":
        return show(request, _ANSWER, page=page, ways=ways)
    answers = Answers(request.POST)
    said = {
        one.key: Said(answers.raw(f"mark-{one.key}"), answers.text(f"words-{one.key}"))
        for one in page.questions
    }
    behalf = answers.behalf(request.moment.today)
    if answers.errors:
        return show_wrong(request, _ANSWER, answers, NOT_VALID, page=page, ways=ways)
    try:
        outcome = verbs.answer_assessment(
            request.asked,
            assessment=assessment,
            agency=agency,
            said=said,
            version=answers.version() if answers.raw("version") else _NO_VERSION,
            on_behalf=behalf,
        )
    except StaleError:
        return show_stale(request, _ANSWER, answers, typed=_typed(page, said), page=page, ways=ways)
    if isinstance(outcome, Refusal):
        answers.refused(outcome)
        status = NOT_VALID if outcome.field else NOT_NOW
        return show_wrong(request, _ANSWER, answers, status, page=page, ways=ways)
    return onward(request, outcome.sentence, "assessment", assessment=assessment)


def remind(request: Request, assessment: uuid.UUID) -> HttpResponse:
    """Remind the agencies that have not answered."""
    return _done(request, assessment, verbs.remind_of_assessment(request.asked, assessment=assessment))


def close(request: Request, assessment: uuid.UUID) -> HttpResponse:
    """Close one."""
    answers = Answers(request.POST)
    try:
        outcome = verbs.close_assessment(request.asked, assessment=assessment, version=answers.version())
    except StaleError:
        page = page_assessment(request.actor, assessment=assessment, today=request.moment.today)
        return show_stale(request, _RESULT, answers, page=page)
    return _done(request, assessment, outcome, "The self-assessment is closed.")


def _done(
    request: Request, assessment: uuid.UUID, outcome: verbs.Outcome, sentence: str = ""
) -> HttpResponse:
    if not isinstance(outcome, Refusal):
        said = sentence or outcome.sentence
        return onward(request, said, "assessment", owed=outcome.owed, assessment=assessment)
    answers = Answers()
    answers.refused(outcome)
    page = page_assessment(request.actor, assessment=assessment, today=request.moment.today)
    return show_wrong(request, _RESULT, answers, NOT_NOW, page=page)


def _typed(page: AnswerPage, said: dict[str, Said]) -> list[Typed]:
    """What was marked and written, each under its statement."""
    marked: dict[str, str] = {mark.value: words for mark, words in MARKED.items()}
    return [
        (one.words, f"{marked.get(said[one.key].mark, '')}. {said[one.key].words}".strip(". "))
        for one in page.questions
    ]


_GROUP = "<slug:partnership>/groups/<slug:group>/self-assessment/"
_ONE = "<slug:partnership>/self-assessment/<uuid:assessment>/"
_SEE, _RUN = Permission.MEETING_SEE, Permission.ASSESSMENT_RUN
_BOTH, _POST = ("GET", "POST"), ("POST",)
ROUTES: tuple[Route, ...] = (
    Route(_GROUP, assessments, "assessments", _SEE),
    Route(f"{_GROUP}open/", open_one, "assessment_open", _RUN, methods=_BOTH),
    Route(_ONE, result, "assessment", _SEE),
    Route(f"{_ONE}remind/", remind, "assessment_remind", _RUN, methods=_POST),
    Route(f"{_ONE}close/", close, "assessment_close", _RUN, methods=_POST),
    Route(f"{_ONE}<uuid:agency>/", answer, "assessment_answer", Permission.ASSESSMENT_ANSWER, methods=_BOTH),
)
