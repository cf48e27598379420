"""Pages about who is on a group: its membership, who wishes to join, and the review."""

import uuid

from django.http import HttpResponse

from quorate.commands import membership as verbs
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import day
from quorate.domain.membership.interest import DECISIONS, Decision
from quorate.queries.membership.group import page_membership
from quorate.queries.membership.interest import page_interest
from quorate.queries.membership.review import page_review
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.views.answers import NOT_NOW, NOT_VALID, Typed, onward, show, show_stale, show_wrong


def membership(request: Request, group: str) -> HttpResponse:
    """The membership of a group."""
    page = page_membership(request.actor, group=group, today=request.moment.today)
    return show(request, "membership/group.html", page=page)


def add_interest(request: Request, group: str) -> HttpResponse:
    """The form for one more expression of interest."""
    page = page_membership(request.actor, group=group, today=request.moment.today)
    if request.method != "POST":
        return show(request, "membership/add_interest.html", page=page, today=request.moment.today)
    answers = Answers(request.POST)
    name = answers.text("name", needed="Say who wishes to join.", longest=200)
    agency_name, email = answers.text("agency_name", longest=200), answers.text("email", longest=254)
    words, received_on = answers.text("words"), answers.day("received_on", needed="Give the day it came.")
    is_private = "yes" in answers.ticked("private")
    if email and "@" not in email:
        answers.wrong("email", "This is not an email address: there is no @ in it.")
    done: object = None
    if not answers.errors and received_on is not None:
        done = verbs.receive_interest(
            request.asked,
            group=page.id,
            name=name,
            received_on=received_on,
            agency_name=agency_name,
            email=email,
            words=words,
            is_private=is_private,
        )
        if isinstance(done, Refusal):
            answers.refused(done)
    if answers.errors:
        status = NOT_NOW if done else NOT_VALID
        return show_wrong(
            request, "membership/add_interest.html", answers, status, page=page, today=request.moment.today
        )
    said = "The interest was recorded." if is_private else f"The interest of {name} was recorded."
    return onward(request, said, "membership", group=group)


def interest(request: Request, interest: uuid.UUID) -> HttpResponse:
    """One expression of interest."""
    return _interest(request, interest, Answers())


def decide(request: Request, interest: uuid.UUID) -> HttpResponse:
    """Record what the chair decided."""
    answers = Answers(request.POST)
    decision = answers.choice("decision", [one.value for one in Decision], needed="Choose what was decided.")
    decided_on = answers.day("decided_on", needed="Give the day it was decided.")
    decided_by, reason = answers.identity("decided_by"), answers.text("reason")
    if answers.errors or decided_on is None:
        return _interest(request, interest, answers, NOT_VALID)
    try:
        done = verbs.decide_interest(
            request.asked,
            interest=interest,
            version=answers.version(),
            decision=Decision(decision),
            decided_on=decided_on,
            decided_by=decided_by,
            reason=reason,
        )
    except StaleError:
        typed = (("Decision", DECISIONS[Decision(decision)]), ("Decided on", answers.raw("decided_on")))
        return _stale(request, interest, answers, *typed, ("Reason", reason))
    if isinstance(done, Refusal):
        answers.refused(done)
        return _interest(request, interest, answers, NOT_NOW)
    said = f"It was recorded: {DECISIONS[Decision(decision)].lower()}."
    return onward(request, said, "interest", interest=interest)


def answer(request: Request, interest: uuid.UUID) -> HttpResponse:
    """Record the day the answer went."""
    answers = Answers(request.POST)
    replied_on = answers.day("replied_on", needed="Give the day the answer went.")
    if answers.errors or replied_on is None:
        return _interest(request, interest, answers, NOT_VALID)
    try:
        done = verbs.answer_interest(
            request.asked, interest=interest, version=answers.version(), replied_on=replied_on
        )
    except StaleError:
        return _stale(request, interest, answers, ("The answer went on", answers.raw("replied_on")))
    if isinstance(done, Refusal):
        answers.refused(done)
        return _interest(request, interest, answers, NOT_NOW)
    return onward(request, f"The answer of {day(replied_on)} was recorded.", "interest", interest=interest)


def seat_them(request: Request, interest: uuid.UUID) -> HttpResponse:
    """Appoint whoever was accepted to a seat."""
    answers = Answers(request.POST)
    seat = answers.identity("seat", needed="Choose the seat.")
    from_on = answers.day("from_on", needed="Give the first day.")
    person, agency = answers.identity("person"), answers.identity("agency")
    if answers.errors or seat is None or from_on is None:
        return _interest(request, interest, answers, NOT_VALID)
    try:
        done = verbs.seat_interest(
            request.asked,
            interest=interest,
            version=answers.version(),
            seat=seat,
            from_on=from_on,
            person=person,
            agency=agency,
            is_for_another=answers.raw("for_another") == "yes",
        )
    except StaleError:
        return _stale(request, interest, answers, ("First day", answers.raw("from_on")))
    if isinstance(done, Refusal):
        answers.refused(done)
        return _interest(request, interest, answers, NOT_NOW)
    return onward(request, f"The appointment was recorded. {done.sentence}".strip(), "seat", seat=seat)


def review(request: Request, group: str) -> HttpResponse:
    """The guided review of a group's membership."""
    page = page_review(request.actor, group=group, today=request.moment.today)
    if request.method != "POST":
        return show(request, "membership/review.html", page=page)
    answers = Answers(request.POST)
    done_on = answers.day("done_on", needed="Give the day of the review.")
    advice = answers.text("advice", needed="Say what the chair was advised, or that nothing is to change.")
    if answers.errors or done_on is None:
        return show_wrong(request, "membership/review.html", answers, NOT_VALID, page=page)
    done = verbs.review_membership(request.asked, group=page.id, done_on=done_on, advice=advice)
    if isinstance(done, Refusal):
        answers.refused(done)
        return show_wrong(request, "membership/review.html", answers, NOT_NOW, page=page)
    return onward(request, f"The review of {day(done_on)} was recorded.", "membership", group=group)


def _stale(request: Request, interest: uuid.UUID, answers: Answers, *typed: Typed) -> HttpResponse:
    page = page_interest(request.actor, interest=interest, today=request.moment.today)
    return show_stale(request, "membership/interest.html", answers, typed=typed, page=page)


def _interest(request: Request, interest: uuid.UUID, answers: Answers, status: int = 200) -> HttpResponse:
    page = page_interest(request.actor, interest=interest, today=request.moment.today)
    return show_wrong(request, "membership/interest.html", answers, status, page=page)


_GROUP = "<slug:partnership>/people/groups/<slug:group>/"
_INTEREST = "<slug:partnership>/people/interest/<uuid:interest>/"
_SEE, _DECIDE = Permission.PEOPLE_SEE, Permission.MEMBERSHIP_DECIDE
_BOTH, _POST = ("GET", "POST"), ("POST",)
ROUTES: tuple[Route, ...] = (
    Route(f"{_GROUP}membership/", membership, "membership", _SEE),
    Route(f"{_GROUP}interest/add/", add_interest, "interest_add", _DECIDE, methods=_BOTH),
    Route(f"{_GROUP}membership/review/", review, "membership_review", Permission.MEETING_SET, methods=_BOTH),
    Route(_INTEREST, interest, "interest", _DECIDE),
    Route(f"{_INTEREST}decide/", decide, "interest_decide", _DECIDE, methods=_POST),
    Route(f"{_INTEREST}answer/", answer, "interest_answer", _DECIDE, methods=_POST),
    Route(f"{_INTEREST}seat/", seat_them, "interest_seat", Permission.PEOPLE_EDIT, methods=_POST),
)
