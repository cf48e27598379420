"""A group's year against its terms, and the statement of it."""

import uuid

from django.http import HttpResponse

from quorate.commands import statements as verbs
from quorate.domain.access.audience import Audience
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.outcomes import Refusal
from quorate.queries import compliance as pages
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.views.answers import NOT_NOW, NOT_VALID, onward, show, show_wrong

_PAGE = "compliance/compliance.html"


def compliance(request: Request, group: str) -> HttpResponse:
    """Each clause against each meeting of a year."""
    page = _page(request, group, request.GET.get("year", ""))
    return show(request, _PAGE, page=page, answers=Answers({}))


def ask_for_statement(request: Request, group: str) -> HttpResponse:
    """Ask for the statement of a year; it is made, and issued, with the packs of the year's last meeting."""
    answers = Answers(request.POST)
    page = _page(request, group, answers.raw("year"))
    format = answers.choice("format", [code for code, _ in page.formats], needed="Choose PDF or Word.")
    editions = [code for code, _, _ in page.editions]
    edition = answers.choice("edition", editions, needed="Choose for whom.")
    if answers.errors:
        return _wrong(request, page, answers, NOT_VALID)
    done = verbs.ask_for_statement(
        request.asked,
        group=uuid.UUID(page.group_id),
        year=page.first_day,
        format=format,
        edition=Audience(edition),
    )
    if isinstance(done, Refusal):
        answers.refused(done)
        return _wrong(request, page, answers, NOT_NOW)
    return onward(request, "", "packs", meeting=done.id)


def _page(request: Request, group: str, year: str) -> pages.CompliancePage:
    return pages.page_compliance(request.actor, group=group, today=request.moment.today, year=year)


def _wrong(request: Request, page: pages.CompliancePage, answers: Answers, status: int) -> HttpResponse:
    return show_wrong(request, _PAGE, answers, status, page=page)


_HOME = "<slug:partnership>/groups/<slug:group>/compliance/"
ROUTES: tuple[Route, ...] = (
    Route(_HOME, compliance, "compliance", Permission.MEETING_SEE),
    Route(f"{_HOME}statement/", ask_for_statement, "statement_ask", Permission.PACK_MAKE, methods=("POST",)),
)
