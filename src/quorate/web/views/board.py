"""The board's page, and that of each other group."""

from django.http import HttpResponse

from quorate.domain.access.permissions import Permission
from quorate.queries.board import page_board
from quorate.web.door import Route
from quorate.web.http import Request
from quorate.web.views.answers import show


def board(request: Request) -> HttpResponse:
    """The main group."""
    page = page_board(request.actor, today=request.moment.today)
    return show(request, "board/board.html" if page else "board/none.html", page=page)


def group(request: Request, group: str) -> HttpResponse:
    """Another group."""
    page = page_board(request.actor, today=request.moment.today, group=group)
    return show(request, "board/board.html", page=page)


ROUTES: tuple[Route, ...] = (
    Route("<slug:partnership>/board/", board, "board", Permission.PARTNERSHIP_SEE),
    Route("<slug:partnership>/groups/<slug:group>/", group, "group", Permission.PARTNERSHIP_SEE),
)
