"""What changed since somebody printed their pack."""

import uuid

from django.http import HttpResponse

from quorate.domain.access.permissions import Permission
from quorate.queries.since import page_since
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.views.answers import NOT_VALID, show_wrong


def changes_since(request: Request, meeting: uuid.UUID) -> HttpResponse:
    """The changes since a pack, or since what was issued by a day."""
    answers = Answers(request.GET)
    on = answers.day("on")
    pack = "" if on else answers.raw("pack")
    page = page_since(request.actor, meeting=meeting, today=request.moment.today, pack=pack, on=on)
    status = NOT_VALID if answers.errors else 200
    return show_wrong(request, "meetings/since.html", answers, status, page=page)


ROUTES: tuple[Route, ...] = (
    Route(
        "<slug:partnership>/meetings/<uuid:meeting>/changes/", changes_since, "changes_since",
        Permission.PACK_READ,
    ),
)  # fmt: skip
