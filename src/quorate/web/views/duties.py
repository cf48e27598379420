"""The register of a group's duties: recorded as met with where that is seen, and settled whose they are."""

import uuid

from django.http import HttpResponse

from quorate.commands import duties as settling
from quorate.commands import terms as verbs
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import StaleError
from quorate.domain.kernel.outcomes import HOW, Refusal
from quorate.domain.kernel.words import day
from quorate.queries import duty_register as pages
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.views.answers import NOT_NOW, NOT_VALID, onward, show, show_stale, show_wrong

_PAGE = "terms/duties.html"


def duties(request: Request, group: str) -> HttpResponse:
    """Every duty, and the forms for the one asked about."""
    page = _page(request, group, request.GET.get("duty", ""))
    return show(request, _PAGE, page=page, answers=Answers({}), ways=_WAYS)


def record(request: Request, group: str) -> HttpResponse:
    """Record a duty as met."""
    answers = Answers(request.POST)
    page = _page(request, group, answers.raw("duty"))
    if page.chosen is None:
        answers.wrong("duty", "Choose a duty from the list.")
        return _wrong(request, page, answers, NOT_VALID)
    done_on = answers.day("done_on", needed="Give the day it was done.")
    note = answers.text("note", longest=2_000)
    link = answers.text("link", longest=500)
    paper = answers.choice("paper", [id for id, _ in page.chosen.papers], needed="")
    on_behalf = answers.behalf(request.moment.today)
    if answers.errors or done_on is None:
        return _wrong(request, page, answers, NOT_VALID)
    done = verbs.record_duty_met(
        request.asked,
        group=uuid.UUID(page.group_id),
        kind=page.chosen.kind,
        item=page.chosen.item,
        done_on=done_on,
        note=note,
        link=link,
        paper=uuid.UUID(paper) if paper else None,
        on_behalf=on_behalf,
    )
    if isinstance(done, Refusal):
        answers.refused(done)
        return _wrong(request, page, answers, NOT_NOW)
    return onward(request, f"It was recorded as done on {day(done_on)}.", "duties", group=group)


def settle(request: Request, group: str) -> HttpResponse:
    """Say who owns a duty, or why one of law is not this group's."""
    answers = Answers(request.POST)
    page = _page(request, group, answers.raw("duty"))
    if page.chosen is None:
        answers.wrong("duty", "Choose a duty from the list.")
        return _wrong(request, page, answers, NOT_VALID)
    owner = answers.choice("owner", [id for id, _ in page.chosen.people], needed="")
    why = answers.text("not_ours_why", longest=2_000)
    if answers.errors:
        return _wrong(request, page, answers, NOT_VALID)
    try:
        done = settling.settle_duty(
            request.asked,
            group=uuid.UUID(page.group_id),
            kind=page.chosen.kind,
            item=page.chosen.titled,
            owner=uuid.UUID(owner) if owner else None,
            not_ours_why=why,
            version=answers.version(),
        )
    except StaleError:
        page = _page(request, group, answers.raw("duty"))
        return show_stale(request, _PAGE, answers, page=page, ways=_WAYS)
    if isinstance(done, Refusal):
        answers.refused(done)
        return _wrong(request, page, answers, NOT_NOW)
    return onward(request, "It is settled.", "duties", group=group)


def take_back(request: Request, group: str) -> HttpResponse:
    """Take back what was recorded of a duty by mistake."""
    answers = Answers(request.POST)
    page = _page(request, group, answers.raw("duty"))
    done = answers.identity("done")
    if page.chosen is None or done is None:
        answers.wrong("done", "Choose what was recorded by mistake.")
        return _wrong(request, page, answers, NOT_VALID)
    why = answers.text("why", needed="Say why it is taken back.", longest=2_000)
    if answers.errors:
        return _wrong(request, page, answers, NOT_VALID)
    taken = verbs.take_back_duty(request.asked, group=uuid.UUID(page.group_id), done=done, why=why)
    if isinstance(taken, Refusal):
        answers.refused(taken)
        return _wrong(request, page, answers, NOT_NOW)
    return onward(request, "It is taken back, and stays on record.", "duties", group=group)


def _page(request: Request, group: str, duty: str) -> pages.RegisterPage:
    return pages.page_duties(request.actor, group=group, today=request.moment.today, duty=duty)


def _wrong(request: Request, page: pages.RegisterPage, answers: Answers, status: int) -> HttpResponse:
    return show_wrong(request, _PAGE, answers, status, page=page, ways=_WAYS)


_WAYS = tuple(HOW.items())
_HOME = "<slug:partnership>/groups/<slug:group>/duties/"
_SET = Permission.MEETING_SET
ROUTES: tuple[Route, ...] = (
    Route(_HOME, duties, "duties", Permission.TERMS_SEE),
    Route(f"{_HOME}done/", record, "duty_done", _SET, methods=("POST",)),
    Route(f"{_HOME}back/", take_back, "duty_take_back", _SET, methods=("POST",)),
    Route(f"{_HOME}whose/", settle, "duty_settle", _SET, methods=("POST",)),
)
