"""Looking for words in everything a person may see."""

from django.http import HttpResponse

from quorate.domain.access.permissions import Permission
from quorate.queries.search import page_search
from quorate.web.door import Route
from quorate.web.http import Request
from quorate.web.paging import number_asked
from quorate.web.views.answers import show


def search(request: Request) -> HttpResponse:
    """A box for words, and what holds them."""
    page = page_search(
        request.actor,
        asked=request.GET.get("q", ""),
        today=request.moment.today,
        number=number_asked(request),
    )
    kept = request.GET.copy()
    kept["q"] = page.asked
    kept.pop("page", None)
    return show(request, "search/search.html", page=page, before=f"?{kept.urlencode()}&page=")


ROUTES: tuple[Route, ...] = (
    Route("<slug:partnership>/search/", search, "search", Permission.PARTNERSHIP_SEE),
)
