"""Bringing in a plan: upload, check beside the source, mend, accept."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from quorate.commands import imports as commands
from quorate.documents.guards import MOST_BYTES, PDF_WITHIN, too_large
from quorate.domain.access.permissions import Permission
from quorate.domain.imports.mends import DROP
from quorate.domain.imports.target_words import UNDERSTOOD
from quorate.domain.kernel.asking import StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import count, day
from quorate.queries import imports as pages
from quorate.queries import plans as plan_pages
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.paging import number_asked
from quorate.web.views.answers import NOT_NOW, NOT_VALID, onward, show, show_wrong
from quorate.web.views.import_mending import (
    FIELDS,
    Mending,
    entry_of,
    in_words,
    mending,
    named,
    say_clashes,
)


def upload(request: Request) -> HttpResponse:
    """Choose a file, and whether it is a new plan or one held here."""
    context: dict[str, Any] = {
        "plans": plan_pages.plan_choices(request.actor),
        "waiting": pages.uploads_being_checked(request.actor),
    }
    if request.method != "POST":
        return show(request, "imports/upload.html", **{**context, "answers": Answers(request.GET)})
    answers = Answers(request.POST)
    file = request.FILES.get("file")
    slug = answers.choice("plan", [slug for slug, _ in context["plans"]])
    on = answers.day("effective_on")
    if file is None:
        answers.wrong("file", "Choose the Word or Excel file of the plan.")
    elif file.size and file.size > MOST_BYTES:
        answers.refused(too_large(file.read(PDF_WITHIN), file.name or "The file"))
    if answers.errors or file is None:
        return show_wrong(request, "imports/upload.html", answers, NOT_VALID, **context)
    done = commands.upload_plan(
        request.asked,
        name=(file.name or "plan")[:200],
        data=file.read(),
        plan_name=answers.text("plan_name", longest=200),
        plan=plan_pages.plan_id(request.actor, slug) if slug else None,
        effective_on=on,
    )
    if isinstance(done, Refusal):
        answers.refused(done)
        return show_wrong(request, "imports/upload.html", answers, NOT_VALID, **context)
    return onward(request, "", "import", id=done.id)


def check(request: Request, id: uuid.UUID) -> HttpResponse:
    """What was found, beside the source it was found in."""
    page = pages.page_import(
        request.actor,
        id=id,
        entry=request.GET.get("entry", ""),
        number=number_asked(request),
        has_all=request.GET.get("all") == "yes",
    )
    mends = request.GET.get("mend", "") in FIELDS
    return show(request, "imports/check.html", page=page, **{**_AS_FOUND, "mending": mends})


_AS_FOUND: dict[str, Any] = {
    "stale": False,
    "mending": False,
    "dating": False,
    "typed": {},
    "theirs": {},
    "gone": (),
    "understood": "; ".join(UNDERSTOOD),
}


def _again(request: Request, id: uuid.UUID, answers: Answers, entry: str, **more: Any) -> HttpResponse:
    page = pages.page_import(request.actor, id=id, entry=entry)
    return show_wrong(request, "imports/check.html", answers, NOT_NOW, page=page, **{**_AS_FOUND, **more})


def mend(request: Request, id: uuid.UUID) -> HttpResponse:
    """Change, leave out or settle an entry found, or take a piece of text into it."""
    answers = Answers(request.POST)
    page = pages.page_import(request.actor, id=id, entry=answers.raw("entry"))
    sent = mending(answers, page)
    if answers.errors:
        return _again(request, id, answers, sent.entry, mending=True, typed=sent.typed)
    mends = sent.mends(answers, entry_of(page, sent.entry))
    try:
        done = commands.mend_import(request.asked, id=id, mends=mends, version=answers.version())
    except StaleError:
        return _mend_stale(request, id, answers, sent)
    if isinstance(done, Refusal):
        answers.refused(done)
        return _again(request, id, answers, sent.entry, mending=bool(sent.typed), typed=sent.typed)
    return _mended(request, id, sent)


def _mend_stale(request: Request, id: uuid.UUID, answers: Answers, sent: Mending) -> HttpResponse:
    """Somebody else wrote first. What does not touch theirs goes in; what does is shown beside it."""
    page = pages.page_import(request.actor, id=id, entry=sent.entry)
    current = entry_of(page, sent.entry)
    if not sent.typed or (current is None):
        return _again(request, id, answers, sent.entry, stale=True, gone=named(in_words(page, sent.typed)))
    clashes = sent.clashes(answers, current)
    if not clashes:
        mends = sent.mends(answers, current)
        try:
            done = commands.mend_import(request.asked, id=id, mends=mends, version=page.version)
        except StaleError:
            return _again(request, id, answers, sent.entry, stale=True, mending=True, typed=sent.typed)
        if not isinstance(done, Refusal):
            return _mended(request, id, sent)
        answers.refused(done)
    say_clashes(answers, clashes)
    theirs = in_words(page, {name: current.typed[name] for name in clashes})
    return _again(request, id, answers, sent.entry, mending=True, typed=sent.typed, theirs=theirs)


def _mended(request: Request, id: uuid.UUID, sent: Mending) -> HttpResponse:
    """Back to the entry; to the field where its words were kept as words."""
    address = reverse("import", kwargs={"partnership": request.actor.slug, "id": id})
    if sent.do == DROP:
        messages.success(request, "Left out. Its words are listed under “Not placed”.")
        return HttpResponseRedirect(address)
    if "targets" in sent.typed:
        now = entry_of(pages.page_import(request.actor, id=id, entry=sent.entry), sent.entry)
        if now and any(doubt.code == "target_words" for doubt in now.doubts):
            return HttpResponseRedirect(f"{address}?entry={sent.entry}&mend=targets#targets")
    return HttpResponseRedirect(f"{address}?entry={sent.entry}#found-{sent.entry}")


def unmend(request: Request, id: uuid.UUID) -> HttpResponse:
    """Take back the last mend."""
    answers = Answers(request.POST)
    try:
        done = commands.unmend_import(request.asked, id=id, version=answers.version())
    except StaleError:
        return _again(request, id, answers, "", stale=True)
    if isinstance(done, Refusal):
        answers.refused(done)
        return _again(request, id, answers, "")
    return onward(request, "The last change was taken back.", "import", id=id)


def redate(request: Request, id: uuid.UUID) -> HttpResponse:
    """Say which day the paper speaks for."""
    answers = Answers(request.POST)
    on = answers.day("effective_on", needed="Say which day the paper speaks for.")
    if answers.errors or on is None:
        return _again(request, id, answers, "", dating=True)
    try:
        done = commands.date_import(request.asked, id=id, effective_on=on, version=answers.version())
    except StaleError:
        return _again(request, id, answers, "", stale=True, dating=True)
    if isinstance(done, Refusal):
        answers.refused(done)
        return _again(request, id, answers, "", dating=True)
    return onward(request, f"It now speaks for {day(on)}.", "import", id=id)


def accept(request: Request, id: uuid.UUID) -> HttpResponse:
    """Put it all into the plan, or say why not."""
    answers = Answers(request.POST)
    group = answers.identity("group")
    if answers.errors:
        return _again(request, id, answers, "")
    try:
        done = commands.accept_import(request.asked, id=id, version=answers.version(), group=group)
    except StaleError:
        return _again(request, id, answers, "", stale=True)
    if isinstance(done, Refusal):
        answers.refused(done)
        return _again(request, id, answers, "")
    page = pages.page_import(request.actor, id=id)
    counts = done.events[0].details
    said = f"{count(int(counts['new']), 'entry', 'entries')} added, {counts['changed']} changed."
    return onward(request, said, "plan", plan=page.plan_slug)


def set_aside(request: Request, id: uuid.UUID) -> HttpResponse:
    """Leave the upload."""
    answers = Answers(request.POST)
    try:
        done = commands.set_aside_import(request.asked, id=id, version=answers.version())
    except StaleError:
        return _again(request, id, answers, "", stale=True)
    if isinstance(done, Refusal):
        answers.refused(done)
        return _again(request, id, answers, "")
    return onward(request, "The upload was set aside. Nothing of it is in a plan.", "plans")


_MAY = Permission.PLAN_IMPORT
ROUTES = (
    Route("<slug:partnership>/plans/import/", upload, "import_upload", _MAY, methods=("GET", "POST")),
    Route("<slug:partnership>/imports/<uuid:id>/", check, "import", _MAY),
    Route("<slug:partnership>/imports/<uuid:id>/mend/", mend, "import_mend", _MAY, methods=("POST",)),
    Route("<slug:partnership>/imports/<uuid:id>/unmend/", unmend, "import_unmend", _MAY, methods=("POST",)),
    Route("<slug:partnership>/imports/<uuid:id>/date/", redate, "import_date", _MAY, methods=("POST",)),
    Route("<slug:partnership>/imports/<uuid:id>/accept/", accept, "import_accept", _MAY, methods=("POST",)),
    Route(
        "<slug:partnership>/imports/<uuid:id>/set-aside/",
        set_aside,
        "import_set_aside",
        _MAY,
        methods=("POST",),
    ),
)
