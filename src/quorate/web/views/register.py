"""The pages on which a coordinator keeps one person: details, account, agencies, leaving."""

import uuid

from django.http import HttpResponse

from quorate.commands import setting_up as verbs
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import day
from quorate.queries import people as pages
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.views.answers import (
    NOT_NOW,
    NOT_VALID,
    Typed,
    onward,
    show,
    show_stale,
    show_wrong,
)


def change(request: Request, person: uuid.UUID) -> HttpResponse:
    """The form for what is kept of a person."""
    if request.method != "POST":
        return show(request, "people/change.html", page=pages.page_change(request.actor, person=person))
    answers = Answers(request.POST)
    name = answers.text("name", needed="Give their name or the post they hold.", longest=200)
    title, email = answers.text("title", longest=200), answers.text("email", longest=254)
    if email and "@" not in email:
        answers.wrong("email", "This is not an email address: there is no @ in it.")
    if answers.errors:
        return _change(request, person, answers, NOT_VALID)
    try:
        done = verbs.change_person(
            request.asked, person=person, version=answers.version(), name=name, title=title, email=email
        )
    except StaleError:
        page = pages.page_change(request.actor, person=person)
        typed = (("Name", name), ("Post", title), ("Email address", email))
        return show_stale(request, "people/change.html", answers, typed=typed, page=page)
    if isinstance(done, Refusal):
        answers.refused(done)
        return _change(request, person, answers, NOT_NOW)
    return onward(request, "The change was kept.", "person", person=person)


def account(request: Request, person: uuid.UUID) -> HttpResponse:
    """Whether a person signs in, and the form that lets them."""
    if request.method != "POST":
        return _account(request, person, Answers())
    answers = Answers(request.POST)
    email = answers.text("email", needed="Give the address they sign in with.", longest=254)
    if answers.errors:
        return _account(request, person, answers, NOT_VALID)
    try:
        done = verbs.give_account(request.asked, person=person, email=email, version=answers.version())
    except StaleError:
        return _account_stale(request, person, answers, ("Address they sign in with", email))
    if isinstance(done, Refusal):
        answers.refused(done)
        return _account(request, person, answers, NOT_NOW)
    said = f"They can sign in now, with a code sent to {email}. Tell them: nothing has been sent yet."
    return onward(request, said, "person", person=person)


def take_account(request: Request, person: uuid.UUID) -> HttpResponse:
    """Take a person's account away."""
    answers = Answers(request.POST)
    try:
        done = verbs.take_account(request.asked, person=person, version=answers.version())
    except StaleError:
        return _account_stale(request, person, answers)
    if isinstance(done, Refusal):
        answers.refused(done)
        return _account(request, person, answers, NOT_NOW)
    return onward(request, "They can sign in here no more.", "person", person=person)


def agencies(request: Request, person: uuid.UUID) -> HttpResponse:
    """Whom a person speaks for, and the form for one more agency."""
    if request.method != "POST":
        return _agencies(request, person, Answers())
    answers = Answers(request.POST)
    agency = answers.identity("agency", needed="Choose the agency.")
    from_on = answers.day("from_on", needed="Give the first day.")
    if answers.errors or agency is None or from_on is None:
        return _agencies(request, person, answers, NOT_VALID)
    try:
        done = verbs.represent(
            request.asked, person=person, agency=agency, from_on=from_on, version=answers.version()
        )
    except StaleError:
        return _agencies_stale(request, person, answers, agency, ("First day", answers.raw("from_on")))
    if isinstance(done, Refusal):
        answers.refused(done)
        return _agencies(request, person, answers, NOT_NOW)
    return onward(request, f"It is recorded from {day(from_on)}.", "person_agencies", person=person)


def end_agency(request: Request, person: uuid.UUID, representation: uuid.UUID) -> HttpResponse:
    """Record that a person speaks for an agency no longer."""
    answers, field = Answers(request.POST), f"to_on-{representation}"
    to_on = answers.day(field, needed="Give the last day.")
    if answers.errors or to_on is None:
        return _agencies(request, person, answers, NOT_VALID)
    try:
        done = verbs.end_representation(
            request.asked,
            person=person,
            representation=representation,
            to_on=to_on,
            version=answers.version(),
        )
    except StaleError:
        return _agencies_stale(request, person, answers, None, ("Last day", answers.raw(field)))
    if isinstance(done, Refusal):
        answers.wrong(field, f"{done.sentence} {done.cure}".strip())
        return _agencies(request, person, answers, NOT_NOW)
    return onward(request, f"It is recorded until {day(to_on)}.", "person_agencies", person=person)


def leave(request: Request, person: uuid.UUID) -> HttpResponse:
    """What ends when a person leaves, and the form that records it."""
    if request.method != "POST":
        return _leaving(request, person, Answers())
    answers = Answers(request.POST)
    left_on = answers.day("left_on", needed="Give the day they left.")
    if answers.errors or left_on is None:
        return _leaving(request, person, answers, NOT_VALID)
    try:
        done = verbs.leave(request.asked, person=person, left_on=left_on, version=answers.version())
    except StaleError:
        return _leaving_stale(request, person, answers, ("The day they left", answers.raw("left_on")))
    if isinstance(done, Refusal):
        answers.refused(done)
        return _leaving(request, person, answers, NOT_NOW)
    said = f"It is recorded that they left on {day(left_on)}. {done.sentence}".strip()
    return onward(request, said, "person", person=person)


def come_back(request: Request, person: uuid.UUID) -> HttpResponse:
    """Record that somebody who left is back."""
    answers = Answers(request.POST)
    try:
        done = verbs.come_back(request.asked, person=person, version=answers.version())
    except StaleError:
        return _leaving_stale(request, person, answers)
    if isinstance(done, Refusal):
        answers.refused(done)
        return _leaving(request, person, answers, NOT_NOW)
    said = "They are back. Roles, seats and agencies are given anew."
    return onward(request, said, "person", person=person)


def _change(request: Request, person: uuid.UUID, answers: Answers, status: int) -> HttpResponse:
    page = pages.page_change(request.actor, person=person)
    return show_wrong(request, "people/change.html", answers, status, page=page)


def _account(request: Request, person: uuid.UUID, answers: Answers, status: int = 200) -> HttpResponse:
    page = pages.page_account(request.actor, person=person, today=request.moment.today)
    return show_wrong(request, "people/account.html", answers, status, page=page)


def _account_stale(request: Request, person: uuid.UUID, answers: Answers, *typed: Typed) -> HttpResponse:
    page = pages.page_account(request.actor, person=person, today=request.moment.today)
    return show_stale(request, "people/account.html", answers, typed=typed, page=page)


def _agencies(request: Request, person: uuid.UUID, answers: Answers, status: int = 200) -> HttpResponse:
    page = pages.page_agencies(request.actor, person=person, today=request.moment.today)
    return show_wrong(request, "people/agencies.html", answers, status, page=page)


def _agencies_stale(
    request: Request, person: uuid.UUID, answers: Answers, agency: uuid.UUID | None, when: Typed
) -> HttpResponse:
    page = pages.page_agencies(request.actor, person=person, today=request.moment.today)
    typed = (("Agency", dict(page.agencies).get(str(agency), "")), when)
    return show_stale(request, "people/agencies.html", answers, typed=typed, page=page)


def _leaving(request: Request, person: uuid.UUID, answers: Answers, status: int = 200) -> HttpResponse:
    page = pages.page_leaving(request.actor, person=person, today=request.moment.today)
    return show_wrong(request, "people/leaving.html", answers, status, page=page)


def _leaving_stale(request: Request, person: uuid.UUID, answers: Answers, *typed: Typed) -> HttpResponse:
    page = pages.page_leaving(request.actor, person=person, today=request.moment.today)
    return show_stale(request, "people/leaving.html", answers, typed=typed, page=page)


_PERSON = "<slug:partnership>/people/<uuid:person>/"
_EDIT, _ACCOUNT = Permission.PEOPLE_EDIT, Permission.ACCOUNT_GIVE
_BOTH, _POST = ("GET", "POST"), ("POST",)
ROUTES: tuple[Route, ...] = (
    Route(f"{_PERSON}change/", change, "person_change", _EDIT, methods=_BOTH),
    Route(f"{_PERSON}account/", account, "person_account", _ACCOUNT, methods=_BOTH),
    Route(f"{_PERSON}account/take/", take_account, "person_account_take", _ACCOUNT, methods=_POST),
    Route(f"{_PERSON}agencies/", agencies, "person_agencies", _EDIT, methods=_BOTH),
    Route(
        f"{_PERSON}agencies/<uuid:representation>/end/",
        end_agency,
        "person_agency_end",
        _EDIT,
        methods=_POST,
    ),
    Route(f"{_PERSON}left/", leave, "person_leave", _EDIT, methods=_BOTH),
    Route(f"{_PERSON}back/", come_back, "person_back", _EDIT, methods=_POST),
)
