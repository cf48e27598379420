"""The pages for what cannot be shown or done. A missing thing and a hidden thing give the same body."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url

from quorate.domain.kernel.outcomes import Refusal
from quorate.web.given_back import Written, came_from, given_back
from quorate.web.http import moment_now


def _page(
    request: HttpRequest,
    status: int,
    heading: str,
    *sentences: str,
    written: Written = (),
    onward: tuple[str, str] = ("", ""),
) -> HttpResponse:
    context = {"heading": heading, "sentences": sentences, "written": written, "onward": onward}
    return render(request, "errors/error.html", context, status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 by name
    """404, with the same words whatever was asked for."""
    request.visitor = None  # type: ignore[attr-defined]
    request.moment = moment_now()  # type: ignore[attr-defined]
    return _page(
        request,
        404,
        "Page not found",
        "There is nothing at this address that you can see.",
        "If you typed the address, check it. If somebody sent it, ask them whether you should have it.",
    )


def not_allowed(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """403, saying which act the roles do not include."""
    return _page(request, 403, "Your roles do not include this", refusal.sentence, refusal.cure)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 by name
    """403 from the framework itself."""
    return _page(request, 403, "This was refused", "Go back and try again from the page you came from.")


def form_expired(request: HttpRequest, **_: object) -> HttpResponse:
    """403 when a form's token does not fit: signed out since, or sent from elsewhere."""
    return _page(
        request,
        403,
        "This form is out of date",
        "You may have signed out or signed in again since you opened it. Nothing was saved.",
        "Open the page again and send it from there.",
        written=given_back(request),
        onward=("Open the page again", came_from(request)),
    )


def signed_out(request: HttpRequest) -> HttpResponse:
    """403 for a form sent after signing out: what was written in it, and the way back through signing in."""
    sign_in = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': came_from(request) or '/'})}"
    return _page(
        request,
        403,
        "You had signed out",
        "What you sent was not saved.",
        "Sign in, and send it again.",
        written=given_back(request),
        onward=("Sign in", sign_in),
    )


def changed_meanwhile(request: HttpRequest) -> HttpResponse:
    """409 where a page has no form to show both versions in."""
    return _page(
        request,
        409,
        "Somebody else changed this first",
        "Nothing of yours was saved, so that nothing of theirs was lost.",
        "Go back and open the page again to see what it says now.",
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 by name
    """400 for a request the framework cannot read."""
    return _page(request, 400, "This request could not be read", "Go back and try again.")


def server_error(request: HttpRequest) -> HttpResponse:
    """500: says that it is our fault and that nothing was half done."""
    return _page(
        request,
        500,
        "Something went wrong",
        "The fault is ours. What you sent was not saved, and nothing was half done.",
        "Try again in a few minutes. If it happens again, tell whoever runs Quorate where you are.",
    )
