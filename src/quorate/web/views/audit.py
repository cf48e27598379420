"""The assurance page, and the forms that propose, confirm and decline a redaction."""

import uuid

from django.http import HttpResponse

from quorate.commands import redactions as verbs
from quorate.commands.reading import record_redaction_read
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.outcomes import Refusal
from quorate.queries import redactions as pages
from quorate.queries.audit import AuditPage, page_audit
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.paging import number_asked
from quorate.web.views.answers import NOT_NOW, NOT_VALID, onward, show, show_wrong


def audit(request: Request) -> HttpResponse:
    """The record of what was done."""
    page = _page(request, number=number_asked(request), shown=request.GET.get("shown", ""))
    return show(request, "audit/audit.html", page=page)


def propose(request: Request) -> HttpResponse:
    """Find what has to go, choose its parts, and propose it."""
    if request.method == "POST":
        return _propose(request)
    answers = Answers(request.GET)
    where = answers.text("where", longest=500)
    found = pages.thing_at(request.actor, where) if where else None
    if "where" in request.GET and not where:
        answers.wrong("where", "Paste the address of the page.")
    if where and found is None:
        answers.wrong(
            "where", "This is not the address of a plan, an entry, a meeting, terms or people here."
        )
    kind, id = found or (answers.raw("kind"), answers.raw("id"))
    named = _identity(id)
    if not kind or named is None:
        status = NOT_VALID if answers.errors else 200
        return show_wrong(request, "audit/find.html", answers, status)
    page = pages.page_propose(request.actor, kind=kind, id=named)
    return show(request, "audit/propose.html", page=page, chosen=())


def _propose(request: Request) -> HttpResponse:
    answers = Answers(request.POST)
    id = _identity(answers.raw("id")) or uuid.UUID(int=0)
    page = pages.page_propose(request.actor, kind=answers.raw("kind"), id=id)
    offered = {part.column for part in page.parts}
    chosen = [value for value in request.POST.getlist("columns") if value in offered]
    if not chosen:
        answers.wrong("columns", "Choose what has to go.")
    reason = answers.text("reason", needed="Say why the words have to go.", longest=2_000)
    if answers.errors:
        return show_wrong(request, "audit/propose.html", answers, NOT_VALID, page=page, chosen=chosen)
    done = verbs.propose_redaction(
        request.asked, subject_kind=page.kind, subject_id=id, reason=reason, columns=chosen
    )
    if isinstance(done, Refusal):
        answers.refused(done)
        return show_wrong(request, "audit/propose.html", answers, NOT_NOW, page=page, chosen=chosen)
    return onward(
        request, "It was proposed. Nothing has gone yet: another officer has to confirm it.", "audit"
    )


def confirm(request: Request, redaction: uuid.UUID) -> HttpResponse:
    """Confirm another officer's redaction and carry it out."""
    answers = Answers(request.POST)
    if answers.raw("sure") != "yes":
        answers.wrong(f"sure-{redaction}", "Tick that you have seen what goes: it cannot be undone.")
        return _again(request, answers, NOT_VALID, redaction)
    done = verbs.confirm_redaction(request.asked, redaction=redaction)
    if isinstance(done, Refusal):
        answers.wrong(f"sure-{redaction}", f"{done.sentence} {done.cure}".strip())
        return _again(request, answers, NOT_NOW, redaction)
    return onward(request, "The words are gone. The marker says who, when and why.", "audit")


def decline(request: Request, redaction: uuid.UUID) -> HttpResponse:
    """Decline a redaction, or take back one's own."""
    answers = Answers(request.POST)
    done = verbs.decline_redaction(
        request.asked, redaction=redaction, reason=answers.text("decline_reason", longest=2_000)
    )
    if isinstance(done, Refusal):
        answers.wrong(f"decline-{redaction}", f"{done.sentence} {done.cure}".strip())
        return _again(request, answers, NOT_NOW, redaction)
    return onward(request, "The redaction was declined. The words stay.", "audit")


def _page(request: Request, *, number: int = 1, shown: str) -> AuditPage:
    """The page; that it shows an officer words they may see nowhere else is recorded."""
    page = page_audit(request.actor, number=number, shown=shown)
    for redaction in page.read_apart:
        record_redaction_read(request.asked, redaction=uuid.UUID(redaction))
    return page


def _again(request: Request, answers: Answers, status: int, redaction: uuid.UUID) -> HttpResponse:
    page = _page(request, shown=str(redaction))
    return show_wrong(request, "audit/audit.html", answers, status, page=page)


def _identity(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


_REDACTIONS = "<slug:partnership>/redactions/"
_ONE = f"{_REDACTIONS}<uuid:redaction>/"
_CONFIRM = Permission.REDACTION_CONFIRM
ROUTES: tuple[Route, ...] = (
    Route("<slug:partnership>/assurance/", audit, "audit", Permission.AUDIT_SEE),
    Route(
        f"{_REDACTIONS}propose/",
        propose,
        "redaction_propose",
        Permission.REDACTION_PROPOSE,
        methods=("GET", "POST"),
    ),
    Route(f"{_ONE}confirm/", confirm, "redaction_confirm", _CONFIRM, methods=("POST",)),
    Route(f"{_ONE}decline/", decline, "redaction_decline", _CONFIRM, methods=("POST",)),
)
