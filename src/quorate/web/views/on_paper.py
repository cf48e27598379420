"""What of a meeting is on paper: the sign-in sheet, and numbered copies of a restricted pack."""

import uuid

from django.http import HttpResponse

from quorate.commands import copies as verbs
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.packs.copies import MOST_COPIES
from quorate.queries.numbered import page_copies
from quorate.queries.sheet import page_sheet
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.views.answers import NOT_NOW, NOT_VALID, onward, show, show_stale, show_wrong


def sheet(request: Request, meeting: uuid.UUID) -> HttpResponse:
    """The sign-in sheet, to print."""
    return show(request, "meetings/sheet.html", page=page_sheet(request.actor, meeting=meeting))


def copies(request: Request, meeting: uuid.UUID, pack: uuid.UUID) -> HttpResponse:
    """The numbered copies of a pack, and handing one out."""
    if request.method != "POST":
        return _page(request, meeting, pack, Answers(), 200)
    answers = Answers(request.POST)
    person = answers.identity("person", needed="Choose whom it goes to.")
    number = answers.whole(
        "number", least=1, most=MOST_COPIES, needed="Give the number that is written on the copy."
    )
    if answers.errors or person is None or number is None:
        return _page(request, meeting, pack, answers, NOT_VALID)
    try:
        outcome = verbs.hand_out_copy(
            request.asked, meeting=meeting, pack=pack, person=person, number=number, version=answers.version()
        )
    except StaleError:
        page = page_copies(request.actor, meeting=meeting, pack=pack, today=request.moment.today)
        typed = [("Copy", str(number)), ("Goes to", dict(page.people).get(str(person), ""))]
        return show_stale(request, "meetings/copies.html", answers, typed=typed, page=page)
    if isinstance(outcome, Refusal):
        answers.refused(outcome)
        return _page(request, meeting, pack, answers, NOT_NOW)
    return onward(request, f"Copy {number} is recorded as out.", "copies", meeting=meeting, pack=pack)


def copy_back(request: Request, meeting: uuid.UUID, pack: uuid.UUID, copy: uuid.UUID) -> HttpResponse:
    """Record that a copy came back."""
    outcome = verbs.take_back_copy(request.asked, meeting=meeting, pack=pack, copy=copy)
    if isinstance(outcome, Refusal):
        answers = Answers(request.POST)
        answers.refused(outcome)
        return _page(request, meeting, pack, answers, NOT_NOW)
    return onward(request, "The copy is recorded as back.", "copies", meeting=meeting, pack=pack)


def _page(
    request: Request, meeting: uuid.UUID, pack: uuid.UUID, answers: Answers, status: int
) -> HttpResponse:
    page = page_copies(request.actor, meeting=meeting, pack=pack, today=request.moment.today)
    return show_wrong(request, "meetings/copies.html", answers, status, page=page)


_ONE = "<slug:partnership>/meetings/<uuid:meeting>/"
_COPIES = f"{_ONE}packs/<uuid:pack>/copies/"
ROUTES: tuple[Route, ...] = (
    Route(f"{_ONE}sign-in-sheet/", sheet, "sheet", Permission.ROOM_RECORD),
    Route(_COPIES, copies, "copies", Permission.PACK_MAKE, methods=("GET", "POST")),
    Route(f"{_COPIES}<uuid:copy>/back/", copy_back, "copy_back", Permission.PACK_MAKE, methods=("POST",)),
)
