"""A group's year against its terms."""

from django.http import HttpResponse

from quorate.domain.access.permissions import Permission
from quorate.queries import compliance as pages
from quorate.web.door import Route
from quorate.web.http import Request
from quorate.web.views.answers import show


def compliance(request: Request, group: str) -> HttpResponse:
    """Each clause against each meeting of a year."""
    page = pages.page_compliance(
        request.actor, group=group, today=request.moment.today, year=request.GET.get("year", "")
    )
    return show(request, "compliance/compliance.html", page=page)


_HOME = "<slug:partnership>/groups/<slug:group>/compliance/"
ROUTES: tuple[Route, ...] = (Route(_HOME, compliance, "compliance", Permission.MEETING_SEE),)
