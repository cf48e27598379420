"""Setting up a partnership: the steps, and the days its council is closed."""

import uuid

from django.http import HttpResponse

from quorate.commands import setting_up as verbs
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import weekday
from quorate.queries.closures import page_closures
from quorate.queries.setting_up import page_setting_up
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.views.answers import NOT_NOW, NOT_VALID, onward, show, show_wrong


def setting_up(request: Request) -> HttpResponse:
    """What of the partnership is set up, and what comes next."""
    page = page_setting_up(request.actor, today=request.moment.today)
    return show(request, "people/setting_up.html", page=page)


def closures(request: Request) -> HttpResponse:
    """The days the council is closed, and the form for one more."""
    if request.method != "POST":
        return _closures(request, Answers())
    answers = Answers(request.POST)
    on = answers.day("on", needed="Give the day.")
    name = answers.text("name", needed="Say why it is closed.", longest=120)
    if answers.errors or on is None:
        return _closures(request, answers, NOT_VALID)
    done = verbs.add_closure(request.asked, on=on, name=name)
    if isinstance(done, Refusal):
        answers.refused(done)
        return _closures(request, answers, NOT_NOW)
    return onward(request, f"{weekday(on)} was added.", "closures")


def remove_closure(request: Request, closure: uuid.UUID) -> HttpResponse:
    """Take a day away."""
    done = verbs.remove_closure(request.asked, closure=closure)
    if isinstance(done, Refusal):
        answers = Answers(request.POST)
        answers.refused(done)
        return _closures(request, answers, NOT_NOW)
    return onward(request, "The day was taken away.", "closures")


def _closures(request: Request, answers: Answers, status: int = 200) -> HttpResponse:
    page = page_closures(request.actor, today=request.moment.today)
    return show_wrong(request, "people/closures.html", answers, status, page=page)


_HOME = "<slug:partnership>/people/"
_DAYS = f"{_HOME}closed-days/"
ROUTES: tuple[Route, ...] = (
    Route(f"{_HOME}setting-up/", setting_up, "setting_up", Permission.PEOPLE_EDIT),
    Route(_DAYS, closures, "closures", Permission.CLOSURES_EDIT, methods=("GET", "POST")),
    Route(
        f"{_DAYS}<uuid:closure>/remove/",
        remove_closure,
        "closure_remove",
        Permission.CLOSURES_EDIT,
        methods=("POST",),
    ),
)
