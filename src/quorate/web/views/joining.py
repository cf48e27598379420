"""Pages about how entries join: the golden thread of one, and linking it to others."""

import uuid

from django.http import HttpResponse

from quorate.commands import links as commands
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.reading import read_day
from quorate.domain.plans.links import WAYS
from quorate.queries import link_forms
from quorate.queries.thread import page_thread
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.views.answers import NOT_NOW, NOT_VALID, onward, show, show_stale, show_wrong

_FORM, _END = "plans/link.html", "plans/end_link.html"


def thread(request: Request, entry: uuid.UUID) -> HttpResponse:
    """What an entry is for and what carries it out, as at a date."""
    today, on = request.moment.today, read_day(request.GET.get("on", ""))
    past = on if on and on <= today else None
    page = page_thread(request.actor, entry=entry, today=today, on=past)
    return show(request, "plans/thread.html", page=page)


def link(request: Request, entry: uuid.UUID) -> HttpResponse:
    """Link an entry to another: first the plan, then the entry and the way."""
    answers = Answers(request.POST if request.method == "POST" else request.GET)

    def form() -> link_forms.LinkForm:
        plan = answers.raw("plan")
        return link_forms.page_link(request.actor, entry=entry, plan=plan, today=request.moment.today)

    page = form()
    if request.method != "POST":
        return show(request, _FORM, page=page, answers=answers)
    way = answers.choice("way", list(WAYS), needed="Choose how the two join.")
    other = answers.identity("other", needed="Choose the other entry.")
    if answers.errors or other is None:
        return show_wrong(request, _FORM, answers, NOT_VALID, page=page)
    kind, incoming = WAYS[way]
    try:
        done = commands.link_entries(
            request.asked, entry=entry, other=other, kind=kind, incoming=incoming, version=answers.version()
        )
    except StaleError:
        return show_stale(request, _FORM, answers, page=form())
    if isinstance(done, Refusal):
        answers.refused(done)
        return show_wrong(request, _FORM, answers, NOT_NOW, page=page)
    return onward(request, "The two are linked.", "entry", entry=entry)


def end(request: Request, entry: uuid.UUID, link: uuid.UUID) -> HttpResponse:
    """Ask whether a link is to end, and end it."""
    answers = Answers(request.POST)
    page = link_forms.page_end_link(request.actor, entry=entry, link=link)
    if request.method != "POST":
        return show(request, _END, page=page, answers=answers)
    try:
        done = commands.end_link(request.asked, entry=entry, link=link, version=answers.version())
    except StaleError:
        return show_stale(request, _END, answers, page=page)
    said = done.sentence if isinstance(done, Refusal) else "The link is ended. Earlier days go on showing it."
    return onward(request, said, "entry", entry=entry)


_SEE, _EDIT = Permission.PLAN_SEE, Permission.PLAN_EDIT
_ONE = "<slug:partnership>/entries/<uuid:entry>/"
ROUTES = (
    Route(f"{_ONE}thread/", thread, "entry_thread", _SEE),
    Route(f"{_ONE}link/", link, "entry_link", _EDIT, methods=("GET", "POST")),
    Route(f"{_ONE}link/<uuid:link>/end/", end, "entry_link_end", _EDIT, methods=("GET", "POST")),
)
