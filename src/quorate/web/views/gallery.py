"""Every component in every state, for whoever writes a page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from quorate.web.door import Open, Route


def gallery(request: HttpRequest) -> HttpResponse:
    """The component gallery; it shows made-up words and nothing held."""
    return render(request, "gallery.html")


ROUTES = (Route("gallery/", gallery, "gallery", Open.PUBLIC),)
