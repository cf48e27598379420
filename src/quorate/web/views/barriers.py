"""Pages about barriers: what blocks us, one barrier, and what is done about it."""

import uuid
from typing import Any

from django.http import HttpResponse

from quorate.commands import barriers as commands
from quorate.commands.barriers import BarrierDraft
from quorate.commands.runner import Outcome as Did
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.plans.barriers import Barrier
from quorate.queries.barriers import page_barrier, page_barrier_change, page_barrier_form, suggestion
from quorate.queries.blocking import Asking, page_blocking
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.paging import number_asked
from quorate.web.views.answers import NOT_NOW, NOT_VALID, Typed, onward, show, show_stale, show_wrong
from quorate.web.views.updating import LONGEST_SAID

_LIST, _ADD, _CHANGE, _PAGE = (
    "barriers/blocking.html",
    "barriers/add.html",
    "barriers/change.html",
    "barriers/barrier.html",
)


def blocking(request: Request) -> HttpResponse:
    """What blocks us, across every plan."""
    asked = request.GET
    page = page_blocking(
        request.actor,
        today=request.moment.today,
        asking=Asking(asked.get("type", ""), asked.get("plan", ""), asked.get("agency", "")),
        number=number_asked(request),
        named_number=number_asked(request, "named"),
    )
    before = {name: _address(asked, name) for name in ("page", "named")}
    removals = {name: _address(asked, name, keep=False) for name in ("type", "plan", "agency")}
    return show(request, _LIST, page=page, before=before, removals=removals)


def _address(asked: Any, name: str, *, keep: bool = True) -> str:
    """The address of the list up to a value of `name`; without `keep`, of the list that does not ask it."""
    kept = asked.copy()
    kept.pop(name, None)
    if not keep:
        kept.pop("page", None)
        kept.pop("named", None)
    start = kept.urlencode()
    if not keep:
        return f"?{start}"
    return f"?{start}&{name}=" if start else f"?{name}="


def add_barrier(request: Request, entry: uuid.UUID) -> HttpResponse:
    """The form of one more barrier, perhaps with the words of an update. No type is chosen beforehand."""
    asked = request.POST if request.method == "POST" else request.GET
    today = request.moment.today
    page = page_barrier_form(request.actor, entry=entry, today=today, update=asked.get("update", ""))
    answers = Answers(request.POST if request.method == "POST" else None)
    hint = suggestion(answers.raw("words", page.words))
    if request.method != "POST":
        return show(request, _ADD, page=page, suggested=hint)
    draft = _draft(answers)
    update = uuid.UUID(page.update) if page.update else None
    if answers.errors:
        return _add_again(request, page, answers, NOT_VALID, hint)
    done = commands.record_barrier(request.asked, entry=entry, draft=draft, update=update)
    if isinstance(done, Refusal):
        answers.refused(done)
        return _add_again(request, page, answers, NOT_NOW, hint)
    return onward(request, "The barrier was recorded.", "barrier", barrier=done.id)


def _add_again(request: Request, page: Any, answers: Answers, status: int, hint: str) -> HttpResponse:
    return show_wrong(request, _ADD, answers, status, page=page, suggested=hint)


def barrier(request: Request, barrier: uuid.UUID) -> HttpResponse:
    """One barrier with what was done about it."""
    return _barrier(request, barrier, Answers())


def change(request: Request, barrier: uuid.UUID) -> HttpResponse:
    """Describe it anew."""
    page = page_barrier_change(request.actor, barrier=barrier, today=request.moment.today)
    if request.method != "POST":
        return show(request, _CHANGE, page=page, suggested=suggestion(page.words))
    answers = Answers(request.POST)
    hint = suggestion(answers.raw("words", page.words))
    draft = _draft(answers)
    if answers.errors:
        return show_wrong(request, _CHANGE, answers, NOT_VALID, page=page, suggested=hint)
    try:
        done = commands.change_barrier(request.asked, barrier=barrier, version=answers.version(), draft=draft)
    except StaleError:
        page = page_barrier_change(request.actor, barrier=barrier, today=request.moment.today)
        return show_stale(request, _CHANGE, answers, page=page, suggested=hint)
    if isinstance(done, Refusal):
        answers.refused(done)
        return show_wrong(request, _CHANGE, answers, NOT_NOW, page=page, suggested=hint)
    return onward(request, "The barrier was changed.", "barrier", barrier=barrier)


def escalate(request: Request, barrier: uuid.UUID) -> HttpResponse:
    """Record that a group was asked something."""
    answers = Answers(request.POST)
    group = answers.identity("group", needed="Choose the group.")
    asked = answers.text("asked", needed="Say what the group is asked to do.", longest=LONGEST_SAID)
    on = answers.day("escalated_on", needed="Give the day it was asked.")
    if answers.errors or group is None or on is None:
        return _barrier(request, barrier, answers, NOT_VALID)
    try:
        done = commands.escalate_barrier(
            request.asked, barrier=barrier, version=answers.version(), group=group, asked=asked, on=on
        )
    except StaleError:
        typed = (("What it is asked to do", asked), ("Asked on", answers.raw("escalated_on")))
        return _stale(request, barrier, answers, *typed)
    return _after(request, barrier, answers, done, "What was asked of the group was recorded.")


def resolve(request: Request, barrier: uuid.UUID) -> HttpResponse:
    """Record that it is over, and how."""
    answers = Answers(request.POST)
    how = answers.text("how", needed="Say how it was resolved.", longest=LONGEST_SAID)
    on = answers.day("resolved_on", needed="Give the day it was resolved.")
    if answers.errors or on is None:
        return _barrier(request, barrier, answers, NOT_VALID)
    try:
        done = commands.resolve_barrier(
            request.asked, barrier=barrier, version=answers.version(), how=how, on=on
        )
    except StaleError:
        typed = (("How it was resolved", how), ("Resolved on", answers.raw("resolved_on")))
        return _stale(request, barrier, answers, *typed)
    return _after(request, barrier, answers, done, "The barrier was recorded as resolved.")


def reopen(request: Request, barrier: uuid.UUID) -> HttpResponse:
    """Open it again, with why."""
    answers = Answers(request.POST)
    why = answers.text("why", needed="Say why it is a barrier again.", longest=LONGEST_SAID)
    if answers.errors:
        return _barrier(request, barrier, answers, NOT_VALID)
    try:
        done = commands.reopen_barrier(request.asked, barrier=barrier, version=answers.version(), why=why)
    except StaleError:
        return _stale(request, barrier, answers, ("Why it is a barrier again", why))
    return _after(request, barrier, answers, done, "The barrier is open again.")


def _draft(answers: Answers) -> BarrierDraft:
    return BarrierDraft(
        words=answers.text("words", needed="Say what holds it up.", longest=LONGEST_SAID),
        kind=answers.choice("kind", [kind.value for kind in Barrier]),
        since=answers.day("since"),
        owner=answers.identity("owner"),
    )


def _after(request: Request, barrier: uuid.UUID, answers: Answers, done: Did, said: str) -> HttpResponse:
    if isinstance(done, Refusal):
        answers.refused(done)
        return _barrier(request, barrier, answers, NOT_NOW)
    return onward(request, said, "barrier", barrier=barrier)


def _stale(request: Request, barrier: uuid.UUID, answers: Answers, *typed: Typed) -> HttpResponse:
    page = page_barrier(request.actor, barrier=barrier, today=request.moment.today)
    return show_stale(request, _PAGE, answers, typed=typed, page=page)


def _barrier(request: Request, barrier: uuid.UUID, answers: Answers, status: int = 200) -> HttpResponse:
    page = page_barrier(request.actor, barrier=barrier, today=request.moment.today)
    return show_wrong(request, _PAGE, answers, status, page=page)


_ONE = "<slug:partnership>/barriers/<uuid:barrier>/"
_SEE, _RECORD = Permission.PLAN_SEE, Permission.PROGRESS_RECORD
_BOTH, _POST = ("GET", "POST"), ("POST",)
ROUTES: tuple[Route, ...] = (
    Route("<slug:partnership>/barriers/", blocking, "barriers", _SEE),
    Route(
        "<slug:partnership>/entries/<uuid:entry>/barriers/add/",
        add_barrier,
        "barrier_add",
        _RECORD,
        methods=_BOTH,
    ),
    Route(_ONE, barrier, "barrier", _SEE),
    Route(f"{_ONE}change/", change, "barrier_change", _RECORD, methods=_BOTH),
    Route(f"{_ONE}escalate/", escalate, "barrier_escalate", _RECORD, methods=_POST),
    Route(f"{_ONE}resolve/", resolve, "barrier_resolve", _RECORD, methods=_POST),
    Route(f"{_ONE}reopen/", reopen, "barrier_reopen", _RECORD, methods=_POST),
)
