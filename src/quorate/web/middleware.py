"""What holds for every answer: nothing signed-in is cached, and outcomes become their status codes."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from quorate.domain.kernel.asking import NotAllowedError, NotFoundError, StaleError
from quorate.web import errors

Answer = Callable[[HttpRequest], HttpResponse]


def no_store(get_response: Answer) -> Answer:
    """Keep pages out of every cache, shared or private."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if "Cache-Control" not in response:
            response["Cache-Control"] = "no-store"
        response.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response

    return middleware


class outcomes:  # noqa: N801 Django names middleware as it is listed
    """404 for what is not visible, 403 for what is not allowed, 409 for what somebody else changed."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for a declared outcome; anything else is a fault."""
        if isinstance(exception, NotFoundError):
            return errors.not_found(request)
        if isinstance(exception, NotAllowedError):
            return errors.not_allowed(request, exception.refusal)
        if isinstance(exception, StaleError):
            return errors.changed_meanwhile(request)
        return None
