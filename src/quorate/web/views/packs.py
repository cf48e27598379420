"""Packs: asking for one, watching it being made, issuing it, reading it. No page waits for the making."""

import uuid

from django.http import HttpResponse

from quorate.commands import packs as verbs
from quorate.commands.reading import record_pack_read
from quorate.domain.access.audience import Audience
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.queries import packs as pages
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.sending import attachment
from quorate.web.views import on_paper
from quorate.web.views.answers import NOT_NOW, NOT_VALID, onward, show, show_stale, show_wrong


def packs(request: Request, meeting: uuid.UUID) -> HttpResponse:
    """The packs of a meeting."""
    page = pages.page_packs(request.actor, meeting=meeting, today=request.moment.today)
    return show(request, "meetings/packs.html", page=page)


def packs_progress(request: Request, meeting: uuid.UUID) -> HttpResponse:
    """The progress line alone, which asks again by itself; once all is made the page is asked for anew."""
    line = pages.making_line(request.actor, meeting=meeting)
    answer = show(request, "meetings/progress.html", line=line, meeting=meeting)
    if line.is_over:
        answer["HX-Refresh"] = "true"
    return answer


def ask_for_pack(request: Request, meeting: uuid.UUID) -> HttpResponse:
    """Ask for a pack."""
    answers = Answers(request.POST)
    product = answers.choice("product", pages.PRODUCTS, needed="Choose what to make.")
    is_given = product.startswith(("brief", "sheet"))  # whose that is needs no choosing
    edition = answers.choice("edition", list(Audience), needed="" if is_given else "Choose for whom.")
    if answers.errors:
        return _wrong(request, meeting, answers, NOT_VALID)
    kind, _, format = product.partition("_")
    outcome = verbs.ask_for_pack(
        request.asked,
        meeting=meeting,
        kind=kind,
        format=format,
        edition=Audience(edition or "core"),
        with_risks=answers.raw("with_risks") == "yes",
    )
    if isinstance(outcome, Refusal):
        answers.refused(outcome)
        return _wrong(request, meeting, answers, NOT_NOW)
    return onward(request, "", "packs", meeting=meeting)


def issue_pack(request: Request, meeting: uuid.UUID, pack: uuid.UUID) -> HttpResponse:
    """Issue a pack to the readers of its edition, once whoever issues it says that they have read it."""
    answers = Answers(request.POST)
    if answers.raw("read") != "yes":
        answers.wrong(f"read-{pack}", "Tick that you have read the pack: once issued it cannot be changed.")
        return _wrong(request, meeting, answers, NOT_VALID)
    try:
        outcome = verbs.issue_pack(request.asked, meeting=meeting, pack=pack, version=answers.version())
    except StaleError:
        page = pages.page_packs(request.actor, meeting=meeting, today=request.moment.today)
        return show_stale(request, "meetings/packs.html", answers, page=page)
    if isinstance(outcome, Refusal):
        answers.refused(outcome)
        return _wrong(request, meeting, answers, NOT_NOW)
    return onward(request, "The pack is issued. It will not change.", "packs", meeting=meeting)


def read_pack(request: Request, meeting: uuid.UUID, pack: uuid.UUID) -> HttpResponse:
    """A pack's file; that it was read is recorded."""
    file = pages.pack_file(request.actor, meeting=meeting, pack=pack)
    record_pack_read(request.asked, pack=pack)
    return attachment(file)


def _wrong(request: Request, meeting: uuid.UUID, answers: Answers, status: int) -> HttpResponse:
    page = pages.page_packs(request.actor, meeting=meeting, today=request.moment.today)
    return show_wrong(request, "meetings/packs.html", answers, status, page=page)


_PACKS = "<slug:partnership>/meetings/<uuid:meeting>/packs/"
_ONE = f"{_PACKS}<uuid:pack>/"
ROUTES: tuple[Route, ...] = (
    Route(_PACKS, packs, "packs", Permission.PACK_READ),
    Route(f"{_PACKS}progress/", packs_progress, "packs_progress", Permission.PACK_READ),
    Route(f"{_PACKS}ask/", ask_for_pack, "pack_ask", Permission.PACK_MAKE, methods=("POST",)),
    Route(_ONE, read_pack, "pack", Permission.PACK_READ),
    Route(f"{_ONE}issue/", issue_pack, "pack_issue", Permission.PACK_MAKE, methods=("POST",)),
    *on_paper.ROUTES,
)
