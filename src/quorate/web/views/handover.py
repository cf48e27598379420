"""Pages about handing over: what somebody leaves, notes, who covers, and what comes to who takes it on."""

import uuid

from django.http import HttpResponse

from quorate.commands import membership as verbs
from quorate.commands import setting_up
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.queries.handover.leaving import page_handover
from quorate.queries.handover.taking_over import page_taking_over
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.views.answers import NOT_NOW, NOT_VALID, Typed, onward, show_stale, show_wrong

_PAGE = "membership/handover.html"


def handover(request: Request, person: uuid.UUID) -> HttpResponse:
    """What somebody leads and was asked for, and the form that gives it to another."""
    if request.method != "POST":
        return _handover(request, person, Answers())
    answers = Answers(request.POST)
    to = answers.identity("to", needed="Choose who takes it on.")
    reason = answers.text("reason", needed="Say why it is handed over.", longest=2_000)
    if answers.errors or to is None:
        return _handover(request, person, answers, NOT_VALID)
    try:
        done = verbs.hand_over(
            request.asked,
            person=person,
            to=to,
            reason=reason,
            with_agencies="yes" in answers.ticked("with_agencies"),
            version=answers.version(),
        )
    except StaleError:
        return _stale(request, person, answers, ("Who takes it on", str(to)), ("Why", reason))
    if isinstance(done, Refusal):
        answers.refused(done)
        return _handover(request, person, answers, NOT_NOW)
    return onward(request, done.sentence, "person", person=person)


def leave_note(request: Request, person: uuid.UUID) -> HttpResponse:
    """Leave a note for whoever takes on somebody's work, from their page or from one's own."""
    answers = Answers(request.POST)
    words = answers.text("words", needed="Write what whoever takes it on has to know.")
    reader = answers.identity("reader")
    done: object = None
    if not answers.errors:
        done = verbs.leave_note(request.asked, person=person, words=words, reader=reader)
        if isinstance(done, Refusal):
            answers.refused(done)
    is_own = request.POST.get("on") == "taking_over"
    if answers.errors:
        status = NOT_NOW if done else NOT_VALID
        return (
            _taking_over(request, answers, status) if is_own else _handover(request, person, answers, status)
        )
    if is_own:
        return onward(request, "The note was kept.", "taking_over")
    return onward(request, "The note was kept.", "person_handover", person=person)


def cover(request: Request, person: uuid.UUID) -> HttpResponse:
    """Have somebody stand in for a coordinator for some days."""
    answers = Answers(request.POST)
    by = answers.identity("by", needed="Choose who covers.")
    from_on = answers.day("from_on", needed="Give the first day.")
    to_on = answers.day("to_on", needed="Give the last day.")
    if answers.errors or by is None or from_on is None or to_on is None:
        return _handover(request, person, answers, NOT_VALID)
    try:
        done = setting_up.cover_coordinator(
            request.asked, person=person, by=by, from_on=from_on, to_on=to_on, version=answers.version()
        )
    except StaleError:
        typed = (("From", answers.raw("from_on")), ("To", answers.raw("to_on")))
        return _stale(request, person, answers, ("Who covers", str(by)), *typed)
    if isinstance(done, Refusal):
        answers.refused(done)
        return _handover(request, person, answers, NOT_NOW)
    return onward(request, done.sentence, "person_handover", person=person)


def taking_over(request: Request) -> HttpResponse:
    """What came to the reader with their seats."""
    return _taking_over(request, Answers())


def _handover(request: Request, person: uuid.UUID, answers: Answers, status: int = 200) -> HttpResponse:
    page = page_handover(request.actor, person=person, today=request.moment.today)
    return show_wrong(request, _PAGE, answers, status, page=page)


def _taking_over(request: Request, answers: Answers, status: int = 200) -> HttpResponse:
    page = page_taking_over(request.actor, today=request.moment.today)
    return show_wrong(request, "membership/taking_over.html", answers, status, page=page)


def _stale(request: Request, person: uuid.UUID, answers: Answers, who: Typed, *typed: Typed) -> HttpResponse:
    page = page_handover(request.actor, person=person, today=request.moment.today)
    said = (who[0], dict(page.people).get(str(who[1]), ""))
    return show_stale(request, _PAGE, answers, typed=(said, *typed), page=page)


_PERSON = "<slug:partnership>/people/<uuid:person>/handover/"
_EDIT, _NOTE = Permission.PLAN_EDIT, Permission.HANDOVER_NOTE
ROUTES: tuple[Route, ...] = (
    Route(_PERSON, handover, "person_handover", _EDIT, methods=("GET", "POST")),
    Route(f"{_PERSON}note/", leave_note, "handover_note", _NOTE, methods=("POST",)),
    Route(f"{_PERSON}cover/", cover, "person_cover", Permission.GRANTS_EDIT, methods=("POST",)),
    Route("<slug:partnership>/my-work/seats/", taking_over, "taking_over", _NOTE),
)
