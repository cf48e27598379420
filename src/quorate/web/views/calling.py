"""Pages that call an extraordinary meeting, and put a question to members by email."""

from typing import Any

from django.http import HttpResponse

from quorate.commands import calling as verbs
from quorate.commands.meeting_rows import When
from quorate.domain.access.audience import Audience
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import day
from quorate.domain.meetings.refusals import LONGEST_MEETING
from quorate.queries.calling import page_call
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.views.answers import NOT_NOW, NOT_VALID, onward, show_wrong
from quorate.web.views.waiving import waiver_of


def call_meeting(request: Request) -> HttpResponse:
    """Call an extraordinary meeting; with short notice, with the waiver that was agreed."""
    if request.method != "POST":
        return _form(request, "meetings/call.html", Answers(), group=request.GET.get("group", ""))
    answers = Answers(request.POST)
    group = answers.identity("group", needed="Choose a group.")
    why = answers.text("why", needed="Say why it is called.", longest=2_000)
    minutes = answers.whole("minutes", least=1, most=LONGEST_MEETING, needed="Say how long it lasts.")
    when = _when(answers, minutes, place=answers.text("place", longest=200), day_needed="Give the day.")
    waiver = waiver_of(answers, today=request.moment.today) if answers.raw("clause") else None
    if answers.errors or group is None or when is None:
        return _form(request, "meetings/call.html", answers, status=NOT_VALID)
    outcome = verbs.call_meeting(
        request.asked, group=group, when=when, why=why, audience=_audience(answers), waiver=waiver
    )
    if isinstance(outcome, Refusal):
        answers.refused(outcome)
        refusal = outcome if outcome.is_waivable else None
        return _form(request, "meetings/call.html", answers, status=NOT_NOW, refusal=refusal)
    waived = " The waiver is recorded." if outcome.waiver else ""
    said = f"The extraordinary meeting of {day(when.on)} is set. {outcome.sentence}{waived}"
    return onward(request, said, "meeting", owed=outcome.owed, meeting=outcome.id)


def ask_by_email(request: Request) -> HttpResponse:
    """Put a question to members by email."""
    if request.method != "POST":
        return _form(request, "meetings/by_email.html", Answers(), group=request.GET.get("group", ""))
    answers = Answers(request.POST)
    group = answers.identity("group", needed="Choose a group.")
    question = answers.text("question", needed="Write the question.", longest=300)
    ask = answers.text("ask", longest=4_000)
    why = answers.text("why", needed="Say why it cannot wait for a meeting.", longest=2_000)
    when = _when(answers, verbs.MINUTES_OF_A_QUESTION, day_needed="Give the day it closes.")
    if answers.errors or group is None or when is None:
        return _form(request, "meetings/by_email.html", answers, status=NOT_VALID)
    outcome = verbs.ask_by_email(
        request.asked,
        group=group,
        question=question,
        ask=ask,
        when=when,
        why=why,
        audience=_audience(answers),
    )
    if isinstance(outcome, Refusal):
        answers.refused(outcome)
        return _form(request, "meetings/by_email.html", answers, status=NOT_NOW)
    said = f"The question is ready. Check it, then send it; it closes on {day(when.on)}."
    return onward(request, said, "meeting", meeting=outcome.id)


def _when(answers: Answers, minutes: int | None, *, day_needed: str, place: str = "") -> When | None:
    on = answers.day("on", needed=day_needed)
    starts = answers.clock("starts", needed="Give the time.")
    if on is None or starts is None or minutes is None:
        return None
    return When(on, starts, minutes, place)


def _audience(answers: Answers) -> Audience:
    return Audience(answers.choice("audience", list(Audience)) or Audience.PARTNERSHIP)


def _form(
    request: Request, template: str, answers: Answers, *, group: str = "", status: int = 200, **more: Any
) -> HttpResponse:
    page = page_call(request.actor, today=request.moment.today, group=answers.raw("group") or group)
    return show_wrong(request, template, answers, status, page=page, **{"refusal": None} | more)


_HOME = "<slug:partnership>/meetings/"
_BOTH = ("GET", "POST")
ROUTES: tuple[Route, ...] = (
    Route(f"{_HOME}call/", call_meeting, "meeting_call", Permission.MEETING_SET, methods=_BOTH),
    Route(f"{_HOME}by-email/", ask_by_email, "ask_by_email", Permission.MEETING_SET, methods=_BOTH),
)
