"""Whether somebody comes to a meeting: their own reply, or one recorded for them."""

import uuid
from typing import Any

from django.http import HttpResponse

from quorate.commands import replies as verbs
from quorate.commands.replies import Said
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import StaleError
from quorate.domain.kernel.outcomes import HOW, OnBehalf, Refusal
from quorate.domain.meetings.room import HOWS, How
from quorate.domain.membership.replies import ANSWERS, Answer
from quorate.queries import replies as pages
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.views.answers import NOT_NOW, NOT_VALID, onward, show_stale, show_wrong

STALE = "Somebody else recorded a reply while you had this open, so yours was not."
_NO_VERSION = -1
"""Of a form that says none; 0 is the version of a reply still to be made."""


_PAGE = "room/reply.html"


def reply(request: Request, meeting: uuid.UUID) -> HttpResponse:
    """The form of one reply, and what it sends. The address may name whose it is."""
    if request.method != "POST":
        asked = Answers(_named(request))
        return _form(request, meeting, Answers(), 200, asked)
    answers = Answers(request.POST)
    seat = answers.identity("seat", needed="Open this page from the meeting.")
    person = answers.identity("person", needed="Open this page from the meeting.")
    answer = answers.choice("answer", ANSWERS, needed="Say whether they come.")
    how = answers.choice("how", HOWS) or How.IN_PERSON.value
    deputy = answers.identity("deputy")
    note = answers.text("note", longest=300)
    on_behalf = _behalf(request, answers, person)
    if answers.errors or seat is None or person is None:
        return _form(request, meeting, answers, NOT_VALID, answers)
    said = Said(
        answer=Answer(answer),
        how=How(how),
        deputy=deputy,
        has_authority=answers.raw("has_authority") == "yes",
        is_briefed=answers.raw("is_briefed") == "yes",
        note=note,
    )
    try:
        outcome = verbs.record_reply(
            request.asked,
            meeting=meeting,
            seat=seat,
            person=person,
            said=said,
            version=answers.version() if answers.raw("version") else _NO_VERSION,
            on_behalf=on_behalf,
        )
    except StaleError:
        return show_stale(request, _PAGE, answers, said=STALE, **_context(request, meeting, answers, answers))
    if isinstance(outcome, Refusal):
        answers.refused(outcome)
        return _form(request, meeting, answers, NOT_VALID if outcome.field else NOT_NOW, answers)
    return onward(request, "The reply is recorded.", "meeting", meeting=meeting)


def _behalf(request: Request, answers: Answers, person: uuid.UUID | None) -> OnBehalf | None:
    """How the holder told whoever records it; nothing where they write themselves."""
    how, on = answers.raw("on_behalf_how"), answers.day("on_behalf_on")
    if person is None or str(person) == request.actor.person or not how:
        return None
    return OnBehalf(person=str(person), how=how, on=on or request.moment.today)


def _named(request: Request) -> dict[str, str]:
    """Whose reply the address names: a seat and a person, or both as `who`."""
    named = {name: value for name, value in request.GET.items() if isinstance(value, str)}
    seat, _, person = named.get("who", "").partition("/")
    return {**named, "seat": seat, "person": person} if person else named


def _form(
    request: Request,
    meeting: uuid.UUID,
    answers: Answers,
    status: int,
    asked: Answers,
) -> HttpResponse:
    return show_wrong(request, _PAGE, answers, status, **_context(request, meeting, answers, asked))


def _context(request: Request, meeting: uuid.UUID, answers: Answers, asked: Answers) -> dict[str, Any]:
    page = pages.page_reply(
        request.actor,
        meeting=meeting,
        today=request.moment.today,
        seat=asked.identity("seat"),
        person=asked.identity("person"),
    )
    return {"page": page, "ways": tuple(HOW.items()), "is_sent": bool(answers.posted)}


ROUTES: tuple[Route, ...] = (
    Route(
        "<slug:partnership>/meetings/<uuid:meeting>/reply/",
        reply,
        "reply",
        Permission.MEETING_REPLY,
        methods=("GET", "POST"),
    ),
)
