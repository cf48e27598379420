"""Setting up a partnership: the steps, the days its council is closed, and how things are judged."""

import uuid

from django.http import HttpResponse

from quorate.commands import setting_up as verbs
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import weekday
from quorate.domain.plans.settings import LEAST_DAYS, MOST_DAYS
from quorate.queries.closures import page_closures
from quorate.queries.setting_up import page_setting_up
from quorate.queries.settings import page_settings
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.views import school_holidays
from quorate.web.views.answers import NOT_NOW, NOT_VALID, onward, show, show_stale, show_wrong


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
    answers = Answers(request.POST)
    try:
        done = verbs.remove_closure(request.asked, closure=closure, version=answers.version())
    except StaleError:
        page = page_closures(request.actor, today=request.moment.today)
        return show_stale(request, "people/closures.html", answers, page=page)
    if isinstance(done, Refusal):
        answers.refused(done)
        return _closures(request, answers, NOT_NOW)
    return onward(request, "The day was taken away.", "closures")


def settings(request: Request) -> HttpResponse:
    """How many days are due soon, and how many a silence."""
    if request.method != "POST":
        return show(request, "people/settings.html", page=page_settings(request.actor))
    answers = Answers(request.POST)
    days = {
        name: answers.whole(name, least=LEAST_DAYS, most=MOST_DAYS, needed="Give a number of days.")
        for name in ("due_soon_days", "no_update_days")
    }
    soon, silent = days.values()
    if answers.errors or soon is None or silent is None:
        return _settings(request, answers, NOT_VALID)
    try:
        done = verbs.change_settings(
            request.asked,
            version=answers.version(),
            due_soon_days=soon,
            no_update_days=silent,
            is_unitary=answers.raw("is_unitary") == "yes",
        )
    except StaleError:
        typed = (("Due soon", answers.raw("due_soon_days")), ("No update", answers.raw("no_update_days")))
        page = page_settings(request.actor)
        return show_stale(request, "people/settings.html", answers, typed=typed, page=page)
    if isinstance(done, Refusal):
        answers.refused(done)
        return _settings(request, answers, NOT_NOW)
    return onward(request, "The settings were kept. Every plan is judged by them now.", "setting_up")


def _settings(request: Request, answers: Answers, status: int) -> HttpResponse:
    return show_wrong(request, "people/settings.html", answers, status, page=page_settings(request.actor))


def _closures(request: Request, answers: Answers, status: int = 200) -> HttpResponse:
    page = page_closures(request.actor, today=request.moment.today)
    return show_wrong(request, "people/closures.html", answers, status, page=page)


_HOME = "<slug:partnership>/people/"
_DAYS = f"{_HOME}closed-days/"
ROUTES: tuple[Route, ...] = (
    Route(f"{_HOME}setting-up/", setting_up, "setting_up", Permission.PEOPLE_EDIT),
    Route(f"{_HOME}settings/", settings, "settings", Permission.SETTINGS_EDIT, methods=("GET", "POST")),
    Route(_DAYS, closures, "closures", Permission.CLOSURES_EDIT, methods=("GET", "POST")),
    Route(
        f"{_DAYS}<uuid:closure>/remove/",
        remove_closure,
        "closure_remove",
        Permission.CLOSURES_EDIT,
        methods=("POST",),
    ),
    *school_holidays.ROUTES,
)
