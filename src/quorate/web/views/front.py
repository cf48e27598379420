"""The front page, the demonstration's door, and what Quorate says of itself."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from quorate.commands import demonstration as verbs
from quorate.domain.kernel.asking import LONDON, Moment
from quorate.domain.kernel.words import clock, weekday
from quorate.queries import files
from quorate.queries.front import page_front
from quorate.queries.pretending import pretended
from quorate.web.door import Open, Route
from quorate.web.forms import Answers
from quorate.web.http import Request, moment_now
from quorate.web.paging import number_asked
from quorate.web.sending import attachment
from quorate.web.signin.demonstration import become
from quorate.web.views.answers import NOT_NOW, NOT_VALID


def front(request: Request) -> HttpResponse:
    """What Quorate is and the way in; for somebody of one partnership, their own work."""
    return _front(request, Answers())


def move_on(request: Request) -> HttpResponse:
    """Let it be a later day in the demonstration."""
    answers = Answers(request.POST)
    to = answers.day("to", needed="Give the day to move on to.")
    at = answers.clock("at")
    if to is None or answers.errors:
        return _front(request, answers, NOT_VALID)
    if refusal := verbs.move_on(to, at, now=request.moment, really=timezone.now()):
        answers.refused(refusal)
        return _front(request, answers, NOT_NOW)
    messages.success(request, f"In the demonstration it is now {_there(moment_now())}.")
    return redirect(f"{reverse('front')}?somebody-else")


def _front(request: Request, answers: Answers, status: int = 200) -> HttpResponse:
    signed_in = request.user.is_authenticated
    page = page_front(
        account=str(request.user.pk) if signed_in else "",
        today=request.moment.today,
        demonstration=settings.DEMONSTRATION,
        words=request.GET.get("words", "")[:100],
        number=number_asked(request),
    )
    is_passing = request.method == "GET" and "somebody-else" not in request.GET
    if page.of == 1 and page.partnerships and is_passing:
        return redirect("my_work", partnership=page.partnerships[0][0])
    before = f"?{urlencode({'words': page.words})}&page=" if page.words else "?page="
    today = _there(request.moment)
    context = {"page": page, "before": before, "answers": answers, "errors": answers.errors, "today": today}
    return render(request, "front/front.html", context, status=status)


def _there(moment: Moment) -> str:
    there = pretended()
    if there is None:
        return ""
    hour = f", {clock(moment.at.astimezone(LONDON).time())}" if there.since else ""
    return f"{weekday(moment.today)}{hour}"


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
    Route("demonstration/day/", move_on, "demonstration_day", Open.DEMONSTRATION, methods=("POST",)),
    Route("demonstration/be/", be, "demonstration_be", Open.DEMONSTRATION, methods=("POST",)),
)
