"""The definitions of domestic abuse, and what quotes one that no longer holds."""

from django.http import HttpResponse

from quorate.domain.access.permissions import Permission
from quorate.queries.definitions import page_definitions
from quorate.web.door import Route
from quorate.web.http import Request
from quorate.web.views.answers import show


def definitions(request: Request) -> HttpResponse:
    """Each definition with its days, and what still quotes an old one."""
    page = page_definitions(request.actor, today=request.moment.today)
    return show(request, "terms/definitions.html", page=page)


ROUTES: tuple[Route, ...] = (
    Route("<slug:partnership>/definitions/", definitions, "definitions", Permission.TERMS_SEE),
)
