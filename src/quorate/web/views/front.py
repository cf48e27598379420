"""The front page, the demonstration's door, and what Quorate says of itself."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render

from quorate.queries import files
from quorate.queries.front import page_front
from quorate.web.door import Open, Route
from quorate.web.http import Request
from quorate.web.paging import number_asked
from quorate.web.sending import attachment
from quorate.web.signin.demonstration import become


def front(request: Request) -> HttpResponse:
    """What Quorate is and the way in; for somebody of one partnership, their own work."""
    signed_in = request.user.is_authenticated
    page = page_front(
        account=str(request.user.pk) if signed_in else "",
        today=request.moment.today,
        demonstration=settings.DEMONSTRATION,
        words=request.GET.get("words", "")[:100],
        number=number_asked(request),
    )
    if page.of == 1 and page.partnerships and "somebody-else" not in request.GET:
        return redirect("my_work", partnership=page.partnerships[0][0])
    before = f"?{urlencode({'words': page.words})}&page=" if page.words else "?page="
    return render(request, "front/front.html", {"page": page, "before": before})


def be(request: Request) -> HttpResponse:
    """Be a demonstration person, with one press."""
    return redirect("my_work", partnership=become(request, request.POST.get("person", "")))


def about(request: Request) -> HttpResponse:
    """What Quorate is, and what it does not hold."""
    return render(request, "about/about.html")


def accessibility(request: Request) -> HttpResponse:
    """What was done so that everybody can use it, and what nobody has tried."""
    return render(request, "about/accessibility.html")


def sample_plan(_: Request) -> HttpResponse:
    """A Word plan to bring in, for a newcomer who has none to hand."""
    return attachment(files.sample_plan())


def healthz(_: Request) -> HttpResponse:
    """For a machine that asks whether the server answers."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


ROUTES: tuple[Route, ...] = (
    Route("", front, "front", Open.PUBLIC),
    Route("about/", about, "about", Open.PUBLIC),
    Route("accessibility/", accessibility, "accessibility", Open.PUBLIC),
    Route("healthz", healthz, "healthz", Open.PUBLIC),
    Route("demonstration/plan/", sample_plan, "demonstration_plan", Open.DEMONSTRATION),
    Route("demonstration/be/", be, "demonstration_be", Open.DEMONSTRATION, methods=("POST",)),
)
