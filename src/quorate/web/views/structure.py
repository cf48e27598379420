"""Pages about how groups stand to one another: the chart, and each reporting line."""

import uuid
from datetime import date

from django.http import HttpResponse

from quorate.commands import structure as verbs
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.membership.structure import LONGEST_WHAT, MOST_A_YEAR
from quorate.queries.structure.chart import page_structure
from quorate.queries.structure.lines import page_line, page_line_form
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.views.answers import NOT_NOW, NOT_VALID, Typed, onward, show, show_stale, show_wrong

_PACES = ("times", "each_meeting", "asked")


def structure(request: Request) -> HttpResponse:
    """The chart, and the same in words."""
    page = page_structure(request.actor, today=request.moment.today)
    return show(request, "structure/structure.html", page=page)


def add_line(request: Request) -> HttpResponse:
    """The form that draws a line, begun from a clause where one asks for the report."""
    page = page_line_form(request.actor, today=request.moment.today)
    answers = Answers(request.POST if request.method == "POST" else request.GET)
    if request.method != "POST":
        return show(request, "structure/add_line.html", page=page, answers=answers)
    reports = answers.identity("reports", needed="Choose who reports.")
    to = answers.identity("to", needed="Choose to whom.")
    said = _said(answers)
    from_on = answers.day("from_on", needed="Give the first day.")
    if answers.errors or reports is None or to is None or from_on is None:
        return show_wrong(request, "structure/add_line.html", answers, NOT_VALID, page=page)
    done = verbs.add_line(request.asked, reports=reports, to=to, said=said, from_on=from_on)
    if isinstance(done, Refusal):
        answers.refused(done)
        return show_wrong(request, "structure/add_line.html", answers, NOT_NOW, page=page)
    return onward(request, "The line was drawn.", "reporting_line", line=done.id)


def line(request: Request, line: uuid.UUID) -> HttpResponse:
    """One line, and the forms that keep it."""
    return _line(request, line, Answers())


def change_line(request: Request, line: uuid.UUID) -> HttpResponse:
    """Change what is reported, or how often."""
    answers = Answers(request.POST)
    said = _said(answers)
    if answers.errors:
        return _line(request, line, answers, NOT_VALID)
    try:
        done = verbs.change_line(request.asked, line=line, version=answers.version(), said=said)
    except StaleError:
        typed = (("What is reported", said.what), ("How many times a year", answers.raw("times_a_year")))
        return _stale(request, line, answers, *typed)
    return _after(request, line, answers, done, "The changes were kept.")


def end_line(request: Request, line: uuid.UUID) -> HttpResponse:
    """End a line after a day."""
    answers = Answers(request.POST)
    ended_on = answers.day("ended_on", needed="Give its last day.")
    if answers.errors or ended_on is None:
        return _line(request, line, answers, NOT_VALID)
    try:
        done = verbs.end_line(request.asked, line=line, version=answers.version(), ended_on=ended_on)
    except StaleError:
        return _stale(request, line, answers, ("Its last day", answers.raw("ended_on")))
    return _after(request, line, answers, done, "The end of the line was recorded.")


def report(request: Request, line: uuid.UUID) -> HttpResponse:
    """Record that a report under a line was made."""
    answers = Answers(request.POST)
    period = _period(answers)
    made_on = answers.day("made_on", needed="Give the day it was made.")
    note = answers.text("note", longest=2_000)
    if answers.errors or period is None or made_on is None:
        return _line(request, line, answers, NOT_VALID)
    try:
        done = verbs.record_report(
            request.asked, line=line, version=answers.version(), period=period, made_on=made_on, note=note
        )
    except StaleError:
        typed = (("Made on", answers.raw("made_on")), ("Where it can be found", note))
        return _stale(request, line, answers, *typed)
    return _after(request, line, answers, done, "The report was recorded as made.")


def _said(answers: Answers) -> verbs.LineSaid:
    what = answers.text("what", needed="Say what is reported.", longest=LONGEST_WHAT)
    pace = answers.choice("pace", _PACES, needed="Say how often.")
    times = answers.whole("times_a_year", least=1, most=MOST_A_YEAR) if pace == "times" else None
    if pace == "times" and times is None and not answers.error("times_a_year"):
        answers.wrong("times_a_year", "Say how many times a year.")
    return verbs.LineSaid(what, times, each_meeting=pace == "each_meeting")


def _period(answers: Answers) -> date | None:
    value = answers.raw("period")
    try:
        return date.fromisoformat(value)
    except ValueError:
        answers.wrong("period", "Choose which report it is.")
        return None


def _after(request: Request, line: uuid.UUID, answers: Answers, done: object, sentence: str) -> HttpResponse:
    if isinstance(done, Refusal):
        answers.refused(done)
        return _line(request, line, answers, NOT_NOW)
    return onward(request, sentence, "reporting_line", line=line)


def _line(request: Request, line: uuid.UUID, answers: Answers, status: int = 200) -> HttpResponse:
    page = page_line(request.actor, line=line, today=request.moment.today)
    return show_wrong(request, "structure/line.html", answers, status, page=page)


def _stale(request: Request, line: uuid.UUID, answers: Answers, *typed: Typed) -> HttpResponse:
    page = page_line(request.actor, line=line, today=request.moment.today)
    return show_stale(request, "structure/line.html", answers, typed=typed, page=page)


_HOME = "<slug:partnership>/structure/"
_LINE = f"{_HOME}lines/<uuid:line>/"
_SEE, _EDIT, _BOTH, _POST = Permission.PEOPLE_SEE, Permission.PEOPLE_EDIT, ("GET", "POST"), ("POST",)
ROUTES: tuple[Route, ...] = (
    Route(_HOME, structure, "structure", _SEE),
    Route(f"{_HOME}lines/add/", add_line, "line_add", _EDIT, methods=_BOTH),
    Route(_LINE, line, "reporting_line", _SEE),
    Route(f"{_LINE}change/", change_line, "line_change", _EDIT, methods=_POST),
    Route(f"{_LINE}end/", end_line, "line_end", _EDIT, methods=_POST),
    Route(f"{_LINE}report/", report, "line_report", Permission.MEETING_SET, methods=_POST),
)
