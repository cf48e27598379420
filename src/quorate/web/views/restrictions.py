"""Pages about restrictions: who may read what names one, who may not, and until when."""

import uuid
from typing import Any

from django.http import HttpResponse

from quorate.commands import setting_up as verbs
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import day
from quorate.queries import restrictions as pages
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.views.answers import NOT_NOW, NOT_VALID, onward, show, show_stale, show_wrong


def restrictions(request: Request) -> HttpResponse:
    """Every restriction."""
    page = pages.page_restrictions(request.actor, today=request.moment.today)
    return show(request, "people/restrictions.html", page=page)


def restriction(request: Request, restriction: uuid.UUID) -> HttpResponse:
    """One restriction."""
    return _restriction(request, restriction, Answers())


def set_restriction(request: Request) -> HttpResponse:
    """The form for one more restriction."""
    page = pages.page_set_restriction(request.actor, today=request.moment.today)
    if request.method != "POST":
        return show(request, "people/set_restriction.html", page=page)
    answers = Answers(request.POST)
    name = answers.text("name", needed="Give it a name that betrays nothing.", longest=200)
    reason = answers.text("reason", needed="Say why these people are named.", longest=2_000)
    from_on = answers.day("from_on", needed="Give the first day.")
    said: dict[str, Any] = {
        "to_on": answers.day("to_on"),
        "barred_agencies": answers.identities("barred"),
        "barred_people": answers.identities("barred_people"),
        "allowed_agencies": answers.identities("allowed"),
        "allowed_people": answers.identities("allowed_people"),
    }
    if answers.errors or from_on is None:
        return show_wrong(request, "people/set_restriction.html", answers, NOT_VALID, page=page)
    done = verbs.set_restriction(request.asked, name=name, reason=reason, from_on=from_on, **said)
    if isinstance(done, Refusal):
        answers.refused(done)
        return show_wrong(request, "people/set_restriction.html", answers, NOT_NOW, page=page)
    things = "plans, entries, meetings, items and papers"
    said_now = f"{name} is set. It holds for the {things} that name it: open one and set who sees it."
    return onward(request, said_now, "restriction", restriction=done.id)


def lift_restriction(request: Request, restriction: uuid.UUID) -> HttpResponse:
    """End a restriction after a day."""
    answers = Answers(request.POST)
    to_on = answers.day("to_on", needed="Give the last day.")
    if answers.errors or to_on is None:
        return _restriction(request, restriction, answers, NOT_VALID)
    try:
        done = verbs.lift_restriction(
            request.asked, restriction=restriction, version=answers.version(), to_on=to_on
        )
    except StaleError:
        page = pages.page_restriction(request.actor, restriction=restriction, today=request.moment.today)
        typed = (("Last day it holds", answers.raw("to_on")),)
        return show_stale(request, "people/restriction.html", answers, typed=typed, page=page)
    if isinstance(done, Refusal):
        answers.refused(done)
        return _restriction(request, restriction, answers, NOT_NOW)
    return onward(request, f"Its last day is {day(to_on)}.", "restriction", restriction=restriction)


def _restriction(
    request: Request, restriction: uuid.UUID, answers: Answers, status: int = 200
) -> HttpResponse:
    page = pages.page_restriction(request.actor, restriction=restriction, today=request.moment.today)
    return show_wrong(request, "people/restriction.html", answers, status, page=page)


_HOME = "<slug:partnership>/people/restrictions/"
_ONE = f"{_HOME}<uuid:restriction>/"
_MAY = Permission.RESTRICTION_EDIT
ROUTES: tuple[Route, ...] = (
    Route(_HOME, restrictions, "restrictions", _MAY),
    Route(f"{_HOME}set/", set_restriction, "restriction_set", _MAY, methods=("GET", "POST")),
    Route(_ONE, restriction, "restriction", _MAY),
    Route(f"{_ONE}lift/", lift_restriction, "restriction_lift", _MAY, methods=("POST",)),
)
