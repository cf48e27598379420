"""Papers of a meeting that agencies passed on: the table, and what confirms them."""

import uuid

from django.http import HttpResponse

from quorate.commands import passing_on as verbs
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.outcomes import HOW, Refusal
from quorate.queries.passing_on import page_passed_on
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.views.answers import NOT_NOW, NOT_VALID, onward, show_wrong


def passed_on(request: Request, meeting: uuid.UUID) -> HttpResponse:
    """The table of one meeting, with the form of the agency that the address names, and what it sends."""
    if request.method != "POST":
        return _page(request, meeting, Answers(), request.GET.get("agency", ""))
    answers = Answers(request.POST)
    agency = answers.identity("agency", needed="Choose the agency.")
    on = answers.day("on", needed="Give the day it was passed on.")
    to = answers.text("to")
    papers = answers.identities("papers")
    behalf = answers.behalf(request.moment.today)
    if answers.errors or agency is None or on is None:
        return _page(request, meeting, answers, answers.raw("agency"), NOT_VALID)
    outcome = verbs.confirm_passed_on(
        request.asked, meeting=meeting, agency=agency, papers=papers, on=on, to=to, on_behalf=behalf
    )
    if isinstance(outcome, Refusal):
        answers.refused(outcome)
        return _page(request, meeting, answers, str(agency), NOT_VALID if outcome.field else NOT_NOW)
    return onward(request, outcome.sentence, "passed_on", meeting=meeting)


def take_back(request: Request, meeting: uuid.UUID, confirmed: uuid.UUID) -> HttpResponse:
    """Take back a confirmation recorded wrongly."""
    verbs.take_back_passed_on(request.asked, meeting=meeting, confirmed=confirmed)
    return onward(request, "The confirmation was taken back.", "passed_on", meeting=meeting)


def _page(
    request: Request, meeting: uuid.UUID, answers: Answers, agency: str, status: int = 200
) -> HttpResponse:
    page = page_passed_on(request.actor, meeting=meeting, today=request.moment.today, agency=agency)
    ways = tuple((value, words) for value, words in HOW.items())
    return show_wrong(request, "meetings/passed_on.html", answers, status, page=page, ways=ways)


_HERE = "<slug:partnership>/meetings/<uuid:meeting>/passed-on/"
ROUTES: tuple[Route, ...] = (
    Route(
        _HERE,
        passed_on,
        "passed_on",
        Permission.MEETING_SEE,
        writes=Permission.PAPERS_PASSING_ON,
        methods=("GET", "POST"),
    ),
    Route(
        f"{_HERE}<uuid:confirmed>/back/",
        take_back,
        "passed_on_back",
        Permission.PAPERS_PASSING_ON,
        methods=("POST",),
    ),
)
