"""Pages about questions referred: every one, one with its answer, and the form that puts one."""

import uuid

from django.http import HttpResponse

from quorate.commands import structure as verbs
from quorate.commands.runner import Outcome
from quorate.domain.access.audience import Audience
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import StaleError
from quorate.domain.kernel.outcomes import HOW, Refusal
from quorate.domain.membership.questions import LONGEST_ANSWER, LONGEST_QUESTION
from quorate.queries.structure.questions import page_question, page_question_form, page_questions
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.paging import number_asked
from quorate.web.views.answers import NOT_NOW, NOT_VALID, Typed, onward, show, show_stale, show_wrong


def questions(request: Request) -> HttpResponse:
    """Every question the reader may see."""
    page = page_questions(request.actor, today=request.moment.today, number=number_asked(request))
    return show(request, "structure/questions.html", page=page)


def ask(request: Request) -> HttpResponse:
    """The form that puts a question."""
    page = page_question_form(request.actor, today=request.moment.today)
    if request.method != "POST":
        answers = Answers(request.GET)
        return show(request, "structure/ask.html", page=page, answers=answers)
    answers = Answers(request.POST)
    words = answers.text("words", needed="Write the question.", longest=LONGEST_QUESTION)
    kind, _, to = answers.choice("to", dict(page.to), needed="Choose whom it is put to.").partition(" ")
    by_words = answers.text("asked_by_words", longest=200)
    by, due_on = answers.identity("by"), answers.day("due_on")
    asked_on = answers.day("asked_on", needed="Give the day it was put.")
    audience = answers.choice(
        "audience", [value for value, _, _ in page.audiences], needed="Say who sees it."
    )
    if answers.errors or asked_on is None:
        return show_wrong(request, "structure/ask.html", answers, NOT_VALID, page=page)
    said = verbs.Asked(
        words,
        by_group=by,
        by_words=by_words,
        to_group=uuid.UUID(to) if kind == "group" else None,
        to_agency=uuid.UUID(to) if kind == "agency" else None,
        due_on=due_on,
        audience=Audience(audience),
        restriction=answers.identity("restriction"),
    )
    done = verbs.ask_question(request.asked, said=said, asked_on=asked_on)
    if isinstance(done, Refusal):
        answers.refused(done)
        return show_wrong(request, "structure/ask.html", answers, NOT_NOW, page=page)
    said = f"The question was put. {done.sentence}".strip()
    return onward(request, said, "question", owed=done.owed, question=done.id)


def question(request: Request, question: uuid.UUID) -> HttpResponse:
    """One question with its answer."""
    return _question(request, question, Answers())


def answer(request: Request, question: uuid.UUID) -> HttpResponse:
    """Record the answer."""
    answers = Answers(request.POST)
    words = answers.text("answer", needed="Write the answer.", longest=LONGEST_ANSWER)
    on = answers.day("answered_on", needed="Give the day it was answered.")
    on_behalf = answers.behalf(request.moment.today)
    if answers.errors or on is None:
        return _question(request, question, answers, NOT_VALID)
    try:
        done = verbs.answer_question(
            request.asked,
            question=question,
            version=answers.version(),
            words=words,
            on=on,
            on_behalf=on_behalf,
        )
    except StaleError:
        typed = (("The answer", words), ("Answered on", answers.raw("answered_on")))
        return _stale(request, question, answers, *typed)
    return _after(request, question, answers, done, "The answer was recorded.")


def put_on(request: Request, question: uuid.UUID) -> HttpResponse:
    """Put a question on the agenda of a meeting."""
    answers = Answers(request.POST)
    meeting = answers.identity("meeting", needed="Choose the meeting.")
    if answers.errors or meeting is None:
        return _question(request, question, answers, NOT_VALID)
    try:
        done = verbs.put_question_on(
            request.asked, question=question, version=answers.version(), meeting=meeting
        )
    except StaleError:
        return _stale(request, question, answers)
    return _after(request, question, answers, done, "It stands on the agenda.")


def withdraw(request: Request, question: uuid.UUID) -> HttpResponse:
    """Withdraw a question."""
    answers = Answers(request.POST)
    try:
        done = verbs.withdraw_question(request.asked, question=question, version=answers.version())
    except StaleError:
        return _stale(request, question, answers)
    return _after(request, question, answers, done, "The question was withdrawn.")


def _after(
    request: Request, question: uuid.UUID, answers: Answers, done: Outcome, sentence: str
) -> HttpResponse:
    if isinstance(done, Refusal):
        answers.refused(done)
        return _question(request, question, answers, NOT_NOW)
    return onward(request, sentence, "question", owed=done.owed, question=question)


def _question(request: Request, question: uuid.UUID, answers: Answers, status: int = 200) -> HttpResponse:
    page = page_question(request.actor, question=question, today=request.moment.today)
    ways = tuple(HOW.items())
    return show_wrong(request, "structure/question.html", answers, status, page=page, ways=ways)


def _stale(request: Request, question: uuid.UUID, answers: Answers, *typed: Typed) -> HttpResponse:
    page = page_question(request.actor, question=question, today=request.moment.today)
    ways = tuple(HOW.items())
    return show_stale(request, "structure/question.html", answers, typed=typed, page=page, ways=ways)


_HOME = "<slug:partnership>/structure/questions/"
_ONE = f"{_HOME}<uuid:question>/"
_SEE, _BOTH, _POST = Permission.PARTNERSHIP_SEE, ("GET", "POST"), ("POST",)
ROUTES: tuple[Route, ...] = (
    Route(_HOME, questions, "questions", _SEE),
    Route(f"{_HOME}add/", ask, "question_ask", Permission.QUESTION_ASK, methods=_BOTH),
    Route(_ONE, question, "question", _SEE),
    Route(f"{_ONE}answer/", answer, "question_answer", Permission.QUESTION_ANSWER, methods=_POST),
    Route(f"{_ONE}agenda/", put_on, "question_put", Permission.AGENDA_EDIT, methods=_POST),
    Route(f"{_ONE}withdraw/", withdraw, "question_withdraw", Permission.QUESTION_ASK, methods=_POST),
)
