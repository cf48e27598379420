"""What comes to whoever asks, the address of their calendar, and the calendar itself."""

import secrets

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from quorate.commands import calendars as verbs
from quorate.commands import digests
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.messages.feeds import digest_of
from quorate.queries.calendars import calendar_feed, page_my_messages
from quorate.web import errors
from quorate.web.door import Open, Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.views.answers import NOT_NOW, onward, show, show_wrong

_PAGE = "messages/mine.html"
_BYTES = 32


def my_messages(request: Request) -> HttpResponse:
    """What comes to whoever asks, and whether their calendar has an address."""
    return show(request, _PAGE, page=page_my_messages(request.actor, request.moment), address="")


def calendar_address(request: Request) -> HttpResponse:
    """Make an address and show it this once: what is kept could not show it again."""
    token = secrets.token_urlsafe(_BYTES)
    done = verbs.make_address(request.asked, digest=digest_of(token))
    if isinstance(done, Refusal):
        return _refused(request, done)
    page = page_my_messages(request.actor, request.moment)
    address = f"{settings.BASE_URL}{reverse('calendar', kwargs={'token': token})}"
    return show(request, _PAGE, page=page, address=address)


def calendar_revoke(request: Request) -> HttpResponse:
    """End the address."""
    done = verbs.revoke_address(request.asked)
    if isinstance(done, Refusal):
        return _refused(request, done)
    return onward(request, "The address was revoked: it answers nobody any more.", "my_messages")


def digest_stop(request: Request) -> HttpResponse:
    """Stop the message that says what is due."""
    done = digests.stop_digest(request.asked)
    if isinstance(done, Refusal):
        return _refused(request, done)
    return onward(request, "It is stopped. What is due stays in My work.", "my_messages")


def digest_resume(request: Request) -> HttpResponse:
    """Let it come again."""
    done = digests.resume_digest(request.asked)
    if isinstance(done, Refusal):
        return _refused(request, done)
    return onward(request, "It comes again.", "my_messages")


def calendar(request: Request, token: str) -> HttpResponse:
    """The calendar, for whoever has its address: a program that comes again and again and is nobody."""
    try:
        feed = calendar_feed(digest_of(token), request.moment)
    except NotFoundError:
        answer = errors.not_found(request)
        answer._has_been_logged = True  # type: ignore[attr-defined]  # Django would write the address to its log
        return _private(answer)
    verbs.note_read(feed.id, request.moment)
    return _private(HttpResponse(feed.text, content_type="text/calendar; charset=utf-8"))


def _private(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "private, no-store"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _refused(request: Request, refusal: Refusal) -> HttpResponse:
    answers = Answers(request.POST)
    answers.refused(refusal)
    page = page_my_messages(request.actor, request.moment)
    return show_wrong(request, _PAGE, answers, NOT_NOW, page=page, address="")


_HOME = "<slug:partnership>/my-messages/"
_NEEDS = Permission.MESSAGES_OWN
ROUTES: tuple[Route, ...] = (
    Route("calendar/<slug:token>.ics", calendar, "calendar", Open.PUBLIC),
    Route(_HOME, my_messages, "my_messages", _NEEDS),
    Route(f"{_HOME}address/", calendar_address, "calendar_address", _NEEDS, methods=("POST",)),
    Route(f"{_HOME}address/revoke/", calendar_revoke, "calendar_revoke", _NEEDS, methods=("POST",)),
    Route(f"{_HOME}stop/", digest_stop, "digest_stop", _NEEDS, methods=("POST",)),
    Route(f"{_HOME}resume/", digest_resume, "digest_resume", _NEEDS, methods=("POST",)),
)
