"""Pages about terms of reference: those of every group, and one version with its duties."""

import uuid

from django.http import HttpResponse

from quorate.commands import terms as verbs
from quorate.commands import terms_drafts as drafting
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.outcomes import HOW, Refusal
from quorate.domain.kernel.words import day
from quorate.queries import terms as pages
from quorate.queries.duties import parse
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.views.answers import NOT_NOW, NOT_VALID, onward, show, show_wrong


def terms(request: Request) -> HttpResponse:
    """Every group's terms."""
    page = pages.page_terms(request.actor, today=request.moment.today)
    return show(request, "terms/terms.html", page=page)


def version(request: Request, terms: uuid.UUID) -> HttpResponse:
    """One version, with the duty asked about chosen in the form that records it as met."""
    return _version(request, terms, Answers({"duty": request.GET.get("duty", "")}))


def record_duty(request: Request, terms: uuid.UUID) -> HttpResponse:
    """Record that a duty under the terms was met."""
    answers = Answers(request.POST)
    page = pages.page_terms_version(request.actor, terms=terms, today=request.moment.today)
    duty = answers.choice("duty", [value for value, _ in page.recordable], needed="Choose the duty.")
    done_on = answers.day("done_on", needed="Give the day it was done.")
    note = answers.text("note", longest=2_000)
    on_behalf = answers.behalf(request.moment.today)
    if answers.errors or done_on is None:
        return _version(request, terms, answers, NOT_VALID)
    kind, item = parse(duty)
    done = verbs.record_duty_met(
        request.asked,
        group=uuid.UUID(page.group_id),
        kind=kind,
        item=item,
        done_on=done_on,
        note=note,
        on_behalf=on_behalf,
    )
    if isinstance(done, Refusal):
        answers.refused(done)
        return _version(request, terms, answers, NOT_NOW)
    return onward(request, f"It was recorded as done on {day(done_on)}.", "terms_version", terms=terms)


def take_back(request: Request, terms: uuid.UUID) -> HttpResponse:
    """Take back terms adopted by mistake."""
    answers = Answers(request.POST)
    why = answers.text("why", needed="Say why they are taken back.", longest=2_000)
    if answers.errors:
        return _version(request, terms, answers, NOT_VALID)
    done = drafting.take_back_terms(request.asked, terms=terms, why=why)
    if isinstance(done, Refusal):
        answers.refused(done)
        return _version(request, terms, answers, NOT_NOW)
    assert done.id is not None  # noqa: S101 the draft they are again
    return onward(request, "The terms are taken back, and are a draft.", "terms_draft", draft=done.id)


def _version(request: Request, terms: uuid.UUID, answers: Answers, status: int = 200) -> HttpResponse:
    page = pages.page_terms_version(request.actor, terms=terms, today=request.moment.today)
    return show_wrong(request, "terms/version.html", answers, status, page=page, ways=tuple(HOW.items()))


_HOME = "<slug:partnership>/terms/"
_ONE = f"{_HOME}<uuid:terms>/"
ROUTES: tuple[Route, ...] = (
    Route(_HOME, terms, "terms", Permission.TERMS_SEE),
    Route(_ONE, version, "terms_version", Permission.TERMS_SEE),
    Route(f"{_ONE}back/", take_back, "terms_back", Permission.TERMS_ADOPT, methods=("POST",)),
    Route(f"{_ONE}duty/", record_duty, "duty_met", Permission.MEETING_SET, methods=("POST",)),
)
