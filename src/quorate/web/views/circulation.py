"""What went to members and when, and sending them a supplement."""

import uuid

from django.http import HttpResponse

from quorate.commands import circulating as verbs
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.queries.circulations import page_circulations
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.views.answers import NOT_NOW, NOT_VALID, onward, show, show_stale, show_wrong
from quorate.web.views.waiving import waiver_of

_PAGE = "meetings/circulation.html"


def circulation(request: Request, meeting: uuid.UUID) -> HttpResponse:
    """Every sending, and what members were not told of."""
    page = page_circulations(request.actor, meeting=meeting, today=request.moment.today)
    return show(request, _PAGE, page=page)


def send_supplement(request: Request, meeting: uuid.UUID) -> HttpResponse:
    """Send a supplement; late, with the waiver that was agreed."""
    answers = Answers(request.POST)
    said = answers.text("said", longest=2_000)
    waiver = waiver_of(answers, today=request.moment.today) if answers.raw("clause") else None
    if answers.raw("read") != "yes":
        answers.wrong("read", "Tick that you have read what goes out and to whom: it cannot be taken back.")
    if answers.errors:
        return _wrong(request, meeting, answers, NOT_VALID)
    try:
        outcome = verbs.send_supplement(
            request.asked, meeting=meeting, version=answers.version(), said=said, waiver=waiver
        )
    except StaleError:
        page = page_circulations(request.actor, meeting=meeting, today=request.moment.today)
        typed = [("Note to members", said), ("Why it is late", answers.raw("reason"))]
        return show_stale(request, _PAGE, answers, typed=typed, page=page)
    if isinstance(outcome, Refusal):
        answers.refused(outcome)
        return _wrong(request, meeting, answers, NOT_NOW)
    waived = " The waiver is recorded." if outcome.waiver else ""
    said = f"{outcome.sentence}{waived}"
    return onward(request, said, "circulation", owed=outcome.owed, meeting=meeting)


def _wrong(request: Request, meeting: uuid.UUID, answers: Answers, status: int) -> HttpResponse:
    page = page_circulations(request.actor, meeting=meeting, today=request.moment.today)
    return show_wrong(request, _PAGE, answers, status, page=page)


_ONE = "<slug:partnership>/meetings/<uuid:meeting>/circulation/"
ROUTES: tuple[Route, ...] = (
    Route(_ONE, circulation, "circulation", Permission.MEETING_SEE),
    Route(
        f"{_ONE}supplement/", send_supplement, "supplement_send", Permission.PAPERS_CIRCULATE,
        methods=("POST",),
    ),
)  # fmt: skip
