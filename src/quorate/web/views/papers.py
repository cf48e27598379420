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
from quorate.domain.meetings.cover import ASK, COVER_FIELDS, LONGEST
from quorate.domain.meetings.paper_files import MOST_BYTES, too_large
from quorate.queries import files, meeting_forms
from quorate.queries.paper import page_paper, page_replace_paper
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.sending import attachment
from quorate.web.views.answers import NOT_NOW, NOT_VALID, onward, show, show_stale, show_wrong
from quorate.web.views.meeting_again import meeting_refused, meeting_stale


def add_paper(request: Request, meeting: uuid.UUID) -> HttpResponse:
    """A new paper."""
    if request.method != "POST":
        return _form(request, meeting, Answers())
    answers = Answers(request.POST)
    for_asked = answers.identity("asked")
    needed = "" if for_asked else "Give the paper a title."  # what was asked for has one
    title = answers.text("title", needed=needed, longest=300)
    item, whose = answers.identity("item"), answers.raw("agency")
    agency = answers.identity("agency") if whose != meeting_forms.NO_AGENCY else None
    audience = answers.choice("audience", list(Audience), needed="Choose who may read the paper.")
    submitted_on = answers.day("submitted_on", needed="Give the day it came in.")
    on_behalf = answers.behalf(request.moment.today)
    cover, is_tabled = _cover(answers), answers.raw("is_tabled") == "yes"
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
        of_their_agency=not whose,
        on_behalf=on_behalf,
        for_asked=for_asked,
        cover=cover,
        is_tabled=is_tabled,
    )
    if isinstance(outcome, Refusal):
        answers.refused(outcome)
        return _form(request, meeting, answers, status=NOT_VALID if outcome.field else NOT_NOW)
    added = f"“{title}” was added." if title else "The paper that was asked for was added."
    return onward(request, f"{added} {outcome.sentence}".strip(), "meeting", meeting=meeting)


def read_paper(request: Request, meeting: uuid.UUID, paper: uuid.UUID) -> HttpResponse:
    """A paper's file; the reading is recorded."""
    file = files.paper_file(request.actor, meeting=meeting, paper=paper)
    record_paper_read(request.asked, paper=paper)
    return attachment(file)


def about_paper(request: Request, meeting: uuid.UUID, paper: uuid.UUID) -> HttpResponse:
    """A paper's cover sheet and versions, and what may be done with it."""
    page = page_paper(request.actor, meeting=meeting, paper=paper)
    return show(request, "meetings/about_paper.html", page=page)


def replace_paper(request: Request, meeting: uuid.UUID, paper: uuid.UUID) -> HttpResponse:
    """A new version of a paper."""
    if request.method != "POST":
        return _replace_form(request, meeting, paper, Answers())
    answers = Answers(request.POST)
    title = answers.text("title", needed="Give the paper a title.", longest=300)
    submitted_on = answers.day("submitted_on", needed="Give the day it came in.")
    cover = _cover(answers)
    name, data = _upload(request, answers)
    if answers.errors or submitted_on is None:
        return _replace_form(request, meeting, paper, answers, NOT_VALID)
    try:
        outcome = verbs.replace_paper(
            request.asked,
            meeting=meeting,
            paper=paper,
            version=answers.version(),
            title=title,
            submitted_on=submitted_on,
            name=name,
            data=data,
            cover=cover,
            is_tabled=answers.raw("is_tabled") == "yes",
        )
    except StaleError:
        page = page_replace_paper(request.actor, meeting=meeting, paper=paper, today=request.moment.today)
        typed = [("Title", title), *((COVER_FIELDS[code], words) for code, words in cover.items())]
        return show_stale(request, "meetings/replace_paper.html", answers, typed=typed, page=page)
    if isinstance(outcome, Refusal):
        answers.refused(outcome)
        return _replace_form(request, meeting, paper, answers, NOT_VALID if outcome.field else NOT_NOW)
    return onward(request, f"The new version is in. {outcome.sentence}".strip(), "meeting", meeting=meeting)


def withdraw_paper(request: Request, meeting: uuid.UUID, paper: uuid.UUID) -> HttpResponse:
    """Ask whether a paper is to be withdrawn, and withdraw it."""
    if request.method != "POST":
        page = page_paper(request.actor, meeting=meeting, paper=paper)
        return show(request, "meetings/withdraw_paper.html", page=page)
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


def _replace_form(
    request: Request, meeting: uuid.UUID, paper: uuid.UUID, answers: Answers, status: int = 200
) -> HttpResponse:
    page = page_replace_paper(request.actor, meeting=meeting, paper=paper, today=request.moment.today)
    return show_wrong(request, "meetings/replace_paper.html", answers, status, page=page)


def _cover(answers: Answers) -> dict[str, str]:
    """The cover sheet as typed; what is asked of the board must be said."""
    said = {code: answers.text(code, longest=LONGEST) for code in COVER_FIELDS if code != ASK}
    return {ASK: answers.text(ASK, needed="Say what the board is asked to do.", longest=LONGEST), **said}


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
    Route(f"{_PAPERS}<uuid:paper>/about/", about_paper, "paper_about", Permission.MEETING_SEE),
    Route(
        f"{_PAPERS}<uuid:paper>/replace/", replace_paper, "paper_replace", Permission.PAPER_SUBMIT,
        methods=("GET", "POST"),
    ),
    Route(
        f"{_PAPERS}<uuid:paper>/withdraw/", withdraw_paper, "paper_withdraw", Permission.PAPER_SUBMIT,
        methods=("GET", "POST"),
    ),
)  # fmt: skip
