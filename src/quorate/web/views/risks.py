"""Pages about a group's register of risks: the register, one risk, and what is done about it."""

import uuid
from datetime import date

from django.http import HttpResponse

from quorate.commands import holding
from quorate.commands.holding import Judged, RiskDraft
from quorate.commands.runner import Outcome as Did
from quorate.domain.access.audience import Audience
from quorate.domain.access.permissions import Permission
from quorate.domain.holding.risks import IMPACTS, LIKELIHOODS
from quorate.domain.kernel.asking import NotFoundError, StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.queries.holding.register import FORMATS
from quorate.queries.holding.register import risks_file as register_file
from quorate.queries.holding.risks import (
    RiskForm,
    page_risk,
    page_risk_change,
    page_risk_form,
    page_risks,
)
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.sending import attachment
from quorate.web.views.answers import NOT_NOW, NOT_VALID, Typed, onward, show, show_stale, show_wrong

_LIST, _ADD, _CHANGE, _PAGE = (
    "holding/risks.html",
    "holding/risk_add.html",
    "holding/risk_change.html",
    "holding/risk.html",
)
LONGEST_TITLE = 300


def risks(request: Request, group: str) -> HttpResponse:
    """A group's register, as on a day."""
    answers = Answers(request.GET)
    on = answers.day("on")
    page = page_risks(request.actor, group=group, today=request.moment.today, on=on)
    return show_wrong(request, _LIST, answers, NOT_VALID if answers.errors else 200, page=page)


def risks_file(request: Request, group: str) -> HttpResponse:
    """The register as a file, as on a day."""
    asked = Answers(request.GET)
    on, format = asked.day("on"), asked.raw("format") or FORMATS[0]
    if asked.errors or format not in FORMATS:
        raise NotFoundError
    moment = request.moment
    return attachment(
        register_file(request.actor, group=group, on=on, format=format, today=moment.today, made_at=moment.at)
    )


def add_risk(request: Request, group: str) -> HttpResponse:
    """The form of one more risk."""
    page = page_risk_form(request.actor, group=group, today=request.moment.today)
    if request.method != "POST":
        return show(request, _ADD, page=page)
    answers = Answers(request.POST)
    done = _raised(request, page, answers)
    if isinstance(done, Refusal):
        answers.refused(done)
    if answers.errors or done is None or isinstance(done, Refusal):
        return show_wrong(request, _ADD, answers, NOT_NOW if done else NOT_VALID, page=page)
    return onward(request, "The risk is on the register.", "risk", risk=done.id)


def _raised(request: Request, page: RiskForm, answers: Answers) -> Did | None:
    draft, judged = _draft(answers), _judged(answers)
    offered = [value for value, _, _ in page.audiences]
    audience = answers.choice("audience", offered, needed="Choose who may see it.")
    if answers.errors or judged is None:
        return None
    return holding.raise_risk(
        request.asked,
        group=uuid.UUID(page.group_id),
        draft=draft,
        judged=judged,
        audience=Audience(audience),
    )


def risk(request: Request, risk: uuid.UUID) -> HttpResponse:
    """One risk with its history."""
    return _risk(request, risk, Answers())


def change(request: Request, risk: uuid.UUID) -> HttpResponse:
    """Describe it anew, or give it to another owner."""
    page = page_risk_change(request.actor, risk=risk, today=request.moment.today)
    if request.method != "POST":
        return show(request, _CHANGE, page=page)
    answers = Answers(request.POST)
    draft = _draft(answers)
    if answers.errors:
        return show_wrong(request, _CHANGE, answers, NOT_VALID, page=page)
    try:
        done = holding.change_risk(request.asked, risk=risk, version=answers.version(), draft=draft)
    except StaleError:
        page = page_risk_change(request.actor, risk=risk, today=request.moment.today)
        return show_stale(request, _CHANGE, answers, page=page)
    if isinstance(done, Refusal):
        answers.refused(done)
        return show_wrong(request, _CHANGE, answers, NOT_NOW, page=page)
    return onward(request, "The risk was changed.", "risk", risk=risk)


def review(request: Request, risk: uuid.UUID) -> HttpResponse:
    """Judge it again."""
    answers = Answers(request.POST)
    judged = _judged(answers)
    if judged is None:
        return _risk(request, risk, answers, NOT_VALID)
    try:
        done = holding.review_risk(request.asked, risk=risk, version=answers.version(), judged=judged)
    except StaleError:
        return _stale(request, risk, answers, *_typed(judged))
    return _after(request, risk, answers, done, "The review was recorded.")


def close(request: Request, risk: uuid.UUID) -> HttpResponse:
    """Close it, with why."""
    answers = Answers(request.POST)
    why = answers.text("why", needed="Say why it is no longer a risk.")
    on = answers.day("closed_on", needed="Give the day.")
    if answers.errors or on is None:
        return _risk(request, risk, answers, NOT_VALID)
    try:
        done = holding.close_risk(request.asked, risk=risk, version=answers.version(), why=why, on=on)
    except StaleError:
        return _stale(request, risk, answers, ("Why", why), ("Closed on", answers.raw("closed_on")))
    return _after(request, risk, answers, done, "The risk was closed.")


def reopen(request: Request, risk: uuid.UUID) -> HttpResponse:
    """Open it again, judged anew."""
    answers = Answers(request.POST)
    judged = _judged(answers)
    if judged is None:
        return _risk(request, risk, answers, NOT_VALID)
    try:
        done = holding.reopen_risk(request.asked, risk=risk, version=answers.version(), judged=judged)
    except StaleError:
        return _stale(request, risk, answers, *_typed(judged))
    return _after(request, risk, answers, done, "The risk is open again.")


def _draft(answers: Answers) -> RiskDraft:
    return RiskDraft(
        title=answers.text("title", needed="Say in a few words what could happen.", longest=LONGEST_TITLE),
        effect=answers.text("effect", needed="Say what it would mean for victims, or for the partnership."),
        cause=answers.text("cause"),
        controls=answers.text("controls"),
        owner=answers.identity("owner"),
        agency=answers.identity("agency"),
    )


def _judged(answers: Answers) -> Judged | None:
    """How it was judged; None where something is missing or wrong, which is then said beside its field."""
    on = answers.day("on", needed="Give the day it was judged.")
    likelihood = answers.choice("likelihood", map(str, LIKELIHOODS), needed="Choose how likely it is.")
    impact = answers.choice("impact", map(str, IMPACTS), needed="Choose how bad it would be.")
    words, review_on = answers.text("words"), answers.day("review_on")
    if answers.errors or not isinstance(on, date):
        return None
    return Judged(on, int(likelihood), int(impact), words, review_on)


def _typed(judged: Judged) -> tuple[Typed, ...]:
    return (
        ("Likelihood", f"{judged.likelihood} {LIKELIHOODS[judged.likelihood]}"),
        ("Impact", f"{judged.impact} {IMPACTS[judged.impact]}"),
        ("In words", judged.words),
    )


def _after(request: Request, risk: uuid.UUID, answers: Answers, done: Did, said: str) -> HttpResponse:
    if isinstance(done, Refusal):
        answers.refused(done)
        return _risk(request, risk, answers, NOT_NOW)
    return onward(request, said, "risk", risk=risk)


def _stale(request: Request, risk: uuid.UUID, answers: Answers, *typed: Typed) -> HttpResponse:
    page = page_risk(request.actor, risk=risk, today=request.moment.today)
    return show_stale(request, _PAGE, answers, typed=typed, page=page)


def _risk(request: Request, risk: uuid.UUID, answers: Answers, status: int = 200) -> HttpResponse:
    page = page_risk(request.actor, risk=risk, today=request.moment.today)
    return show_wrong(request, _PAGE, answers, status, page=page)


_GROUP = "<slug:partnership>/groups/<slug:group>/risks/"
_ONE = "<slug:partnership>/risks/<uuid:risk>/"
_SEE, _KEEP = Permission.RISK_SEE, Permission.RISK_KEEP
_BOTH, _POST = ("GET", "POST"), ("POST",)
ROUTES: tuple[Route, ...] = (
    Route(_GROUP, risks, "risks", _SEE),
    Route(f"{_GROUP}file/", risks_file, "risks_file", _SEE),
    Route(f"{_GROUP}add/", add_risk, "risk_add", _KEEP, methods=_BOTH),
    Route(_ONE, risk, "risk", _SEE),
    Route(f"{_ONE}change/", change, "risk_change", _KEEP, methods=_BOTH),
    Route(f"{_ONE}review/", review, "risk_review", Permission.RISK_REVIEW, methods=_POST),
    Route(f"{_ONE}close/", close, "risk_close", _KEEP, methods=_POST),
    Route(f"{_ONE}reopen/", reopen, "risk_reopen", _KEEP, methods=_POST),
)
