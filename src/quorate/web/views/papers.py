"""Papers: adding one, reading one, withdrawing one."""

import uuid

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse

from quorate.commands import papers as verbs
from quorate.commands.reading import record_paper_read
from quorate.domain.access.audience import Audience
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import StaleError
from quorate.domain.kernel.outcomes import HOW, Refusal
from quorate.domain.meetings.paper_files import MOST_BYTES, too_large
from quorate.queries import files, meeting_forms
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.sending import attachment
from quorate.web.views.answers import NOT_NOW, NOT_VALID, onward, show_wrong
from quorate.web.views.meeting_again import meeting_refused, meeting_stale


def add_paper(request: Request, meeting: uuid.UUID) -> HttpResponse:
    """A new paper."""
    if request.method != "POST":
        return _form(request, meeting, Answers())
    answers = Answers(request.POST)
    title = answers.text("title", needed="Give the paper a title.", longest=300)
    item, agency = answers.identity("item"), answers.identity("agency")
    audience = answers.choice("audience", list(Audience), needed="Choose who may read the paper.")
    submitted_on = answers.day("submitted_on", needed="Give the day it came in.")
    on_behalf = answers.behalf(request.moment.today)
    for_asked = answers.identity("asked")
    name, data = _upload(request, answers)
    if answers.errors or submitted_on is None:
        return _form(request, meeting, answers, status=NOT_VALID)
    outcome = verbs.add_paper(
        request.asked,
        meeting=meeting,
        title=title,
        submitted_on=submitted_on,
        name=name,
        data=data,
        item=item,
        audience=Audience(audience),
        agency=agency,
        on_behalf=on_behalf,
        for_asked=for_asked,
    )
    if isinstance(outcome, Refusal):
        answers.refused(outcome)
        return _form(request, meeting, answers, status=NOT_VALID if outcome.field else NOT_NOW)
    return onward(request, f"“{title}” was added. {outcome.sentence}".strip(), "meeting", meeting=meeting)


def read_paper(request: Request, meeting: uuid.UUID, paper: uuid.UUID) -> HttpResponse:
    """A paper's file; the reading is recorded."""
    file = files.paper_file(request.actor, meeting=meeting, paper=paper)
    record_paper_read(request.asked, paper=paper)
    return attachment(file)


def withdraw_paper(request: Request, meeting: uuid.UUID, paper: uuid.UUID) -> HttpResponse:
    """Withdraw a paper."""
    answers = Answers(request.POST)
    try:
        outcome = verbs.withdraw_paper(request.asked, meeting=meeting, paper=paper, version=answers.version())
    except StaleError:
        return meeting_stale(request, meeting, answers)
    if isinstance(outcome, Refusal):
        return meeting_refused(request, meeting, answers, outcome)
    said = f"The paper was withdrawn. {outcome.sentence}".strip()
    return onward(request, said, "meeting", meeting=meeting)


def _form(request: Request, meeting: uuid.UUID, answers: Answers, status: int = 200) -> HttpResponse:
    page = meeting_forms.page_add_paper(
        request.actor, meeting=meeting, today=request.moment.today, asked=request.GET.get("asked", "")
    )
    return show_wrong(request, "meetings/paper.html", answers, status, page=page, ways=tuple(HOW.items()))


def _upload(request: Request, answers: Answers) -> tuple[str, bytes]:
    """The file's name and bytes; one past the limit is never read into memory."""
    found = request.FILES.get("file")
    if not isinstance(found, UploadedFile):
        answers.wrong("file", "Choose the paper's file.")
        return "", b""
    if (found.size or 0) > MOST_BYTES:
        answers.refused(too_large())
        return "", b""
    return found.name or "", found.read()


_PAPERS = "<slug:partnership>/meetings/<uuid:meeting>/papers/"
ROUTES: tuple[Route, ...] = (
    Route(f"{_PAPERS}add/", add_paper, "paper_add", Permission.PAPER_SUBMIT, methods=("GET", "POST")),
    Route(f"{_PAPERS}<uuid:paper>/", read_paper, "paper", Permission.MEETING_SEE),
    Route(
        f"{_PAPERS}<uuid:paper>/withdraw/", withdraw_paper, "paper_withdraw", Permission.PAPER_SUBMIT,
        methods=("POST",),
    ),
)  # fmt: skip
