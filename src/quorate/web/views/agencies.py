"""The page of an agency, and the forms that rename it and make it part of another."""

import uuid

from django.http import HttpResponse

from quorate.commands import setting_up as verbs
from quorate.commands.runner import Outcome
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import day
from quorate.queries.people.agencies import page_agency
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.views.answers import NOT_NOW, NOT_VALID, Typed, onward, show_stale, show_wrong


def agency(request: Request, agency: uuid.UUID) -> HttpResponse:
    """One agency."""
    return _agency(request, agency, Answers())


def rename(request: Request, agency: uuid.UUID) -> HttpResponse:
    """Call an agency by another name from a day."""
    answers = Answers(request.POST)
    name = answers.text("name", needed="Give the agency’s new name.", longest=200)
    short_name = answers.text("short_name", longest=60)
    from_on = answers.day("from_on", needed="Give the first day of the new name.")
    if answers.errors or from_on is None:
        return _agency(request, agency, answers, NOT_VALID)
    try:
        done = verbs.rename_agency(
            request.asked,
            agency=agency,
            version=answers.version(),
            name=name,
            short_name=short_name,
            from_on=from_on,
        )
    except StaleError:
        typed = (("New name", name), ("Short name", short_name), ("From", answers.raw("from_on")))
        return _stale(request, agency, answers, *typed)
    return _after(request, agency, answers, done, f"It is called {name} from {day(from_on)}.")


def merge(request: Request, agency: uuid.UUID) -> HttpResponse:
    """Record that an agency became part of another."""
    answers = Answers(request.POST)
    into = answers.identity("into", needed="Choose the agency it became part of.")
    merged_on = answers.day("merged_on", needed="Give the first day they are one.")
    if answers.errors or into is None or merged_on is None:
        return _agency(request, agency, answers, NOT_VALID)
    try:
        done = verbs.merge_agency(
            request.asked,
            agency=agency,
            version=answers.version(),
            into=into,
            merged_on=merged_on,
            moves_people=answers.raw("moves_people") == "yes",
            moves_work=answers.raw("moves_work") == "yes",
        )
    except StaleError:
        return _stale(request, agency, answers, ("From", answers.raw("merged_on")))
    return _after(request, agency, answers, done, f"They are one from {day(merged_on)}.")


def _after(
    request: Request, agency: uuid.UUID, answers: Answers, done: Outcome, sentence: str
) -> HttpResponse:
    if isinstance(done, Refusal):
        answers.refused(done)
        return _agency(request, agency, answers, NOT_NOW)
    return onward(request, f"{sentence} {done.sentence}".strip(), "agency", agency=agency)


def _agency(request: Request, agency: uuid.UUID, answers: Answers, status: int = 200) -> HttpResponse:
    page = page_agency(request.actor, agency=agency, today=request.moment.today)
    return show_wrong(request, "people/agency.html", answers, status, page=page)


def _stale(request: Request, agency: uuid.UUID, answers: Answers, *typed: Typed) -> HttpResponse:
    page = page_agency(request.actor, agency=agency, today=request.moment.today)
    return show_stale(request, "people/agency.html", answers, typed=typed, page=page)


_ONE = "<slug:partnership>/people/agencies/<uuid:agency>/"
_EDIT, _POST = Permission.PEOPLE_EDIT, ("POST",)
ROUTES: tuple[Route, ...] = (
    Route(_ONE, agency, "agency", Permission.PEOPLE_SEE),
    Route(f"{_ONE}rename/", rename, "agency_rename", _EDIT, methods=_POST),
    Route(f"{_ONE}merge/", merge, "agency_merge", _EDIT, methods=_POST),
)
