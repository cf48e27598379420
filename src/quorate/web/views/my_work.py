"""My work: what is due from whoever asks."""

from django.http import HttpResponse

from quorate.domain.access.permissions import Permission
from quorate.queries.access import FEW_PLACES
from quorate.queries.my_work import page_my_work
from quorate.web.door import Route
from quorate.web.http import Request
from quorate.web.paging import number_asked
from quorate.web.views.answers import onward, show


def my_work(request: Request) -> HttpResponse:
    """What is due, and what this person runs or chairs."""
    page = page_my_work(request.actor, today=request.moment.today, number=number_asked(request))
    elsewhere = request.visitor.elsewhere if request.visitor else ()
    if len(elsewhere) > FEW_PLACES:
        elsewhere = ()  # the header leads to the list of them
    return show(request, "my_work/my_work.html", page=page, elsewhere=elsewhere)


def home(request: Request) -> HttpResponse:
    """The partnership's own address leads to what is due."""
    return onward(request, "", "my_work")


ROUTES: tuple[Route, ...] = (
    Route("<slug:partnership>/", home, "home", Permission.PARTNERSHIP_SEE),
    Route("<slug:partnership>/my-work/", my_work, "my_work", Permission.PARTNERSHIP_SEE),
)
