"""The page of school holidays, beside that of the days the council is closed."""

import uuid

from django.http import HttpResponse

from quorate.commands import setting_up as verbs
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.queries.school_holidays import page_school_holidays
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.views.answers import NOT_NOW, NOT_VALID, onward, show_stale, show_wrong


def school_holidays(request: Request) -> HttpResponse:
    """The school holidays, and the form for one more."""
    if request.method != "POST":
        return _shown(request, Answers())
    answers = Answers(request.POST)
    name = answers.text("name", needed="Give the holiday a name.", longest=120)
    from_on = answers.day("from_on", needed="Give the first day.")
    to_on = answers.day("to_on", needed="Give the last day.")
    if answers.errors or from_on is None or to_on is None:
        return _shown(request, answers, NOT_VALID)
    done = verbs.add_school_holiday(request.asked, name=name, from_on=from_on, to_on=to_on)
    if isinstance(done, Refusal):
        answers.refused(done)
        return _shown(request, answers, NOT_NOW)
    return onward(request, f"{name} was added.", "school_holidays")


def remove_school_holiday(request: Request, holiday: uuid.UUID) -> HttpResponse:
    """Take a school holiday away."""
    answers = Answers(request.POST)
    try:
        verbs.remove_school_holiday(request.asked, holiday=holiday, version=answers.version())
    except StaleError:
        page = page_school_holidays(request.actor, today=request.moment.today)
        return show_stale(request, "people/school_holidays.html", answers, page=page)
    return onward(request, "The holiday was taken away.", "school_holidays")


def _shown(request: Request, answers: Answers, status: int = 200) -> HttpResponse:
    page = page_school_holidays(request.actor, today=request.moment.today)
    return show_wrong(request, "people/school_holidays.html", answers, status, page=page)


_HOME = "<slug:partnership>/people/school-holidays/"
ROUTES: tuple[Route, ...] = (
    Route(_HOME, school_holidays, "school_holidays", Permission.CLOSURES_EDIT, methods=("GET", "POST")),
    Route(
        f"{_HOME}<uuid:holiday>/remove/",
        remove_school_holiday,
        "school_holiday_remove",
        Permission.CLOSURES_EDIT,
        methods=("POST",),
    ),
)
