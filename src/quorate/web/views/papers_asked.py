"""The papers of a meeting that are asked for and late, asking for one, and dropping one."""

import uuid

from django.http import HttpResponse

from quorate.commands import papers_asked as verbs
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.queries.papers_asked import page_papers
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.views.answers import NOT_NOW, NOT_VALID, onward, show, show_stale, show_wrong

_PAGE = "meetings/papers.html"


def papers(request: Request, meeting: uuid.UUID) -> HttpResponse:
    """What was asked for, of whom, and what is late."""
    page = page_papers(request.actor, meeting=meeting, today=request.moment.today)
    return show(request, _PAGE, page=page, ticked=())


def ask(request: Request, meeting: uuid.UUID) -> HttpResponse:
    """Ask people for a paper."""
    answers = Answers(request.POST)
    title = answers.text("title", longest=300)
    chosen, another = answers.identities("people"), answers.identity("other")
    due_on, item = answers.day("due_on", needed="Give the day it is needed by."), answers.identity("item")
    if answers.errors:
        return _wrong(request, meeting, answers, NOT_VALID)
    outcome = verbs.ask_for_paper(
        request.asked,
        meeting=meeting,
        title=title,
        people=[*chosen, *([another] if another else [])],
        due_on=due_on,
        item=item,
    )
    if isinstance(outcome, Refusal):
        answers.refused(outcome)
        return _wrong(request, meeting, answers, NOT_VALID if outcome.field else NOT_NOW)
    return onward(request, outcome.sentence, "papers", owed=outcome.owed, meeting=meeting)


def drop(request: Request, meeting: uuid.UUID, asked: uuid.UUID) -> HttpResponse:
    """Ask for a paper no more."""
    answers = Answers(request.POST)
    try:
        outcome = verbs.drop_paper_asked(
            request.asked, meeting=meeting, asked=asked, version=answers.version()
        )
    except StaleError:
        page = page_papers(request.actor, meeting=meeting, today=request.moment.today)
        return show_stale(request, _PAGE, answers, page=page, ticked=())
    if isinstance(outcome, Refusal):
        answers.refused(outcome)
        return _wrong(request, meeting, answers, NOT_NOW)
    return onward(request, "The paper is asked for no more.", "papers", meeting=meeting)


def _wrong(request: Request, meeting: uuid.UUID, answers: Answers, status: int) -> HttpResponse:
    page = page_papers(request.actor, meeting=meeting, today=request.moment.today)
    ticked = tuple(request.POST.getlist("people"))
    return show_wrong(request, _PAGE, answers, status, page=page, ticked=ticked)


_HOME = "<slug:partnership>/meetings/<uuid:meeting>/papers/"
ROUTES: tuple[Route, ...] = (
    Route(_HOME, papers, "papers", Permission.MEETING_SEE),
    Route(f"{_HOME}ask/", ask, "paper_ask", Permission.AGENDA_EDIT, methods=("POST",)),
    Route(f"{_HOME}asked/<uuid:asked>/drop/", drop, "paper_drop", Permission.AGENDA_EDIT, methods=("POST",)),
)
