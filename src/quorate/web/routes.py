"""Every address of Quorate, with who may come. An address that is not here does not exist."""

from django.urls import URLPattern

from quorate.web.door import Route

ROUTES: tuple[Route, ...] = ()


def url_patterns() -> list[URLPattern]:
    """The routes for Django, in order."""
    return [route.pattern() for route in ROUTES]
