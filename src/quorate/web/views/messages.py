"""The coordinator's page of messages: what waits, what went, and what could not be sent."""

import uuid
from dataclasses import replace
from datetime import date

from django.http import HttpResponse

from quorate.commands import by_hand, digests
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import NotFoundError, StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.queries.messages import STATES, message_out, page_messages
from quorate.queries.messages_together import messages_out
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.paging import number_asked
from quorate.web.sending import attachment
from quorate.web.views.answers import NOT_NOW, NOT_VALID, onward, show_stale, show_wrong

_PAGE = "messages/messages.html"


def messages(request: Request) -> HttpResponse:
    """The messages, and how often people are told what is due."""
    if request.method != "POST":
        return _page(request, Answers(), 200)
    answers = Answers(request.POST)
    weeks = answers.whole("weeks", least=0, most=4, needed="Choose how often.")
    weekday = answers.whole("weekday", least=0, most=6, needed="Choose a day of the week.")
    if answers.errors or weeks is None or weekday is None:
        return _page(request, answers, NOT_VALID)
    try:
        done = digests.change_digests(request.asked, version=answers.version(), weeks=weeks, weekday=weekday)
    except StaleError:
        page = page_messages(request.actor, moment=request.moment)
        return show_stale(request, _PAGE, answers, page=page)
    if isinstance(done, Refusal):
        answers.refused(done)
        return _page(request, answers, NOT_NOW)
    return onward(request, "How often people are told what is due was kept.", "messages")


def message_try(request: Request, message: uuid.UUID) -> HttpResponse:
    """Try one again."""
    done = by_hand.try_again(request.asked, message=message)
    return _done(request, done, "The message is tried again.")


def messages_try_all(request: Request) -> HttpResponse:
    """Try all again that were given up."""
    done = by_hand.try_all_again(request.asked)
    return _done(request, done, "" if isinstance(done, Refusal) else done.sentence)


def message_by_hand(request: Request, message: uuid.UUID) -> HttpResponse:
    """Record one as sent by hand."""
    answers = Answers(request.POST)
    sent_on = _day_sent(answers, message)
    if sent_on is None:
        return _page(request, answers, NOT_VALID)
    done = by_hand.mark_sent_by_hand(request.asked, message=message, sent_on=sent_on)
    return _sent(request, answers, message, done, "The message was recorded as sent by hand.")


def messages_by_hand(request: Request) -> HttpResponse:
    """Record those of one event as sent by hand."""
    answers = Answers(request.POST)
    asked = answers.identities("message")
    if not asked:
        raise NotFoundError
    sent_on = _day_sent(answers, asked[0])
    if sent_on is None:
        return _page(request, answers, NOT_VALID)
    done = by_hand.mark_all_sent_by_hand(request.asked, messages=asked, sent_on=sent_on)
    return _sent(request, answers, asked[0], done, "" if isinstance(done, Refusal) else done.sentence)


def message_files(request: Request, message: uuid.UUID) -> HttpResponse:
    """The messages of one event as files in one, to send by hand."""
    return attachment(messages_out(request.actor, message=message, moment=request.moment))


def message_file(request: Request, message: uuid.UUID) -> HttpResponse:
    """A message as a file, to send by hand."""
    return attachment(message_out(request.actor, message=message))


def _day_sent(answers: Answers, message: uuid.UUID) -> date | None:
    """The day beside one of many buttons: each field has the name of its message, so a fault finds it."""
    return answers.day(f"sent_on-{message}", needed="Give the day it was sent.")


def _sent(
    request: Request, answers: Answers, message: uuid.UUID, done: object, sentence: str
) -> HttpResponse:
    if isinstance(done, Refusal) and done.field:
        answers.refused(replace(done, field=f"{done.field}-{message}"))
        return _page(request, answers, NOT_VALID)
    return _done(request, done, sentence)


def _done(request: Request, done: object, sentence: str) -> HttpResponse:
    if isinstance(done, Refusal):
        answers = Answers(request.POST)
        answers.refused(done)
        return _page(request, answers, NOT_NOW)
    return _back(request, onward(request, sentence, "messages"))


def _back(request: Request, to: HttpResponse) -> HttpResponse:
    """To the list of messages that the form was in, on its page."""
    state = request.GET.get("state", "")
    if state in STATES:
        to["Location"] += f"?state={state}&page={number_asked(request)}"
    return to


def _page(request: Request, answers: Answers, status: int) -> HttpResponse:
    page = page_messages(
        request.actor,
        moment=request.moment,
        state=request.GET.get("state", ""),
        number=number_asked(request),
    )
    return show_wrong(request, _PAGE, answers, status, page=page)


_HOME = "<slug:partnership>/messages/"
_ONE = f"{_HOME}<uuid:message>/"
_NEEDS = Permission.MESSAGES_SEND
ROUTES: tuple[Route, ...] = (
    Route(_HOME, messages, "messages", _NEEDS, methods=("GET", "POST")),
    Route(f"{_HOME}try-all/", messages_try_all, "messages_try_all", _NEEDS, methods=("POST",)),
    Route(f"{_HOME}by-hand/", messages_by_hand, "messages_by_hand", _NEEDS, methods=("POST",)),
    Route(f"{_ONE}files/", message_files, "message_files", _NEEDS),
    Route(f"{_ONE}file/", message_file, "message_file", _NEEDS),
    Route(f"{_ONE}try/", message_try, "message_try", _NEEDS, methods=("POST",)),
    Route(f"{_ONE}by-hand/", message_by_hand, "message_by_hand", _NEEDS, methods=("POST",)),
)
