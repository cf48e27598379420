"""How the agencies of a group keep what they owe it."""

import uuid
from datetime import date

from django.http import HttpResponse

from quorate.domain.access.permissions import Permission
from quorate.queries.engagement.pages import page_agency, page_engagement
from quorate.web.door import Route
from quorate.web.http import Request
from quorate.web.views.answers import show


def engagement(request: Request, group: str) -> HttpResponse:
    """Every agency of a group, in a year."""
    page = page_engagement(request.actor, group=group, today=request.moment.today, year=year_asked(request))
    return show(request, "engagement/engagement.html", page=page)


def agency(request: Request, group: str, agency: uuid.UUID) -> HttpResponse:
    """One agency, with every line behind its counts."""
    page = page_agency(
        request.actor, group=group, agency=agency, today=request.moment.today, year=year_asked(request)
    )
    return show(request, "engagement/agency.html", page=page)


def year_asked(request: Request) -> date | None:
    """A day of the year asked for; None for this year, or where it is no day."""
    try:
        return date.fromisoformat(request.GET.get("year", ""))
    except ValueError:
        return None


_GROUP = "<slug:partnership>/groups/<slug:group>/engagement/"
ROUTES: tuple[Route, ...] = (
    Route(_GROUP, engagement, "engagement", Permission.MEETING_SEE),
    Route(f"{_GROUP}<uuid:agency>/", agency, "engagement_agency", Permission.MEETING_SEE),
)
