"""Every address of Quorate, with who may come. An address that is not here does not exist."""

from django.urls import URLPattern

from quorate.web.door import Route
from quorate.web.views import imports, meetings, plans

ROUTES: tuple[Route, ...] = (*meetings.ROUTES, *imports.ROUTES, *plans.ROUTES)


def url_patterns() -> list[URLPattern]:
    """The routes for Django, in order."""
    return [route.pattern() for route in ROUTES]
