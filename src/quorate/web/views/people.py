"""Pages about people: everybody, one person and their roles, and the forms for one more."""

import uuid

from django.http import HttpResponse

from quorate.commands import setting_up as verbs
from quorate.domain.access.permissions import Permission
from quorate.domain.access.roles import GRANTED_ROLES, ROLE_NAMES, Role
from quorate.domain.kernel.asking import StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.queries import people as pages
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.paging import number_asked
from quorate.web.views.answers import NOT_NOW, NOT_VALID, onward, show, show_stale, show_wrong

NOBODY = "nobody"
"""The choice of no agency: of whoever comes with lived experience, or on their own account."""


def people(request: Request) -> HttpResponse:
    """Everybody: seats and agencies."""
    page = pages.page_people(request.actor, today=request.moment.today, number=number_asked(request))
    return show(request, "people/people.html", page=page)


def person(request: Request, person: uuid.UUID) -> HttpResponse:
    """One person."""
    return _person(request, person, Answers())


def add_agency(request: Request) -> HttpResponse:
    """The form for one more agency."""
    answers = Answers(request.POST if request.method == "POST" else None)
    found = pages.choices(request.actor, today=request.moment.today)
    if request.method != "POST":
        return show(request, "people/add_agency.html", choices=found)
    name = answers.text("name", needed="Give the agency’s name.", longest=200)
    kind = answers.choice("kind", [value for value, _ in found.kinds], needed="Choose what it is.")
    short_name = answers.text("short_name", longest=60)
    parent = answers.identity("parent")
    if answers.errors:
        return show_wrong(request, "people/add_agency.html", answers, NOT_VALID, choices=found)
    done = verbs.add_agency(request.asked, name=name, kind=kind, short_name=short_name, parent=parent)
    if isinstance(done, Refusal):
        answers.refused(done)
        return show_wrong(request, "people/add_agency.html", answers, NOT_NOW, choices=found)
    return onward(request, f"{name} was added.", "people")


def add_person(request: Request) -> HttpResponse:
    """The form for one more person."""
    answers = Answers(request.POST if request.method == "POST" else None)
    found = pages.choices(request.actor, today=request.moment.today)
    if request.method != "POST":
        return show(request, "people/add_person.html", choices=found)
    name = answers.text("name", needed="Give their name or the post they hold.", longest=200)
    said = {"title": answers.text("title", longest=200), "email": answers.text("email", longest=254)}
    if said["email"] and "@" not in said["email"]:
        answers.wrong("email", "This is not an email address: there is no @ in it.")
    agency = None
    if answers.raw("agency") != NOBODY:
        agency = answers.identity("agency", needed="Choose whom they speak for.")
    from_on = answers.day("from_on")
    if answers.errors:
        return show_wrong(request, "people/add_person.html", answers, NOT_VALID, choices=found)
    done = verbs.add_person(request.asked, name=name, agency=agency, from_on=from_on, **said)
    if isinstance(done, Refusal):
        answers.refused(done)
        return show_wrong(request, "people/add_person.html", answers, NOT_NOW, choices=found)
    return onward(request, f"{name} was added.", "person", person=done.id)


def give_role(request: Request, person: uuid.UUID) -> HttpResponse:
    """Give a person a role in the whole partnership."""
    answers = Answers(request.POST)
    role = answers.choice("role", [r.value for r in GRANTED_ROLES], needed="Choose the role.")
    from_on = answers.day("from_on", needed="Give the first day.")
    if answers.errors or from_on is None:
        return _person(request, person, answers, NOT_VALID)
    try:
        done = verbs.give_role(
            request.asked, person=person, role=Role(role), from_on=from_on, version=answers.version()
        )
    except StaleError:
        return _stale(request, person, answers, "Role to give", role, "From", "from_on")
    if isinstance(done, Refusal):
        answers.refused(done)
        return _person(request, person, answers, NOT_NOW)
    return onward(request, "The role was given.", "person", person=person)


def end_role(request: Request, person: uuid.UUID) -> HttpResponse:
    """End a person's role after a day."""
    answers = Answers(request.POST)
    role = answers.choice("ending", [r.value for r in GRANTED_ROLES], needed="Choose the role.")
    to_on = answers.day("to_on", needed="Give the last day.")
    if answers.errors or to_on is None:
        return _person(request, person, answers, NOT_VALID)
    try:
        done = verbs.end_role(
            request.asked, person=person, role=Role(role), to_on=to_on, version=answers.version()
        )
    except StaleError:
        return _stale(request, person, answers, "Role to end", role, "Last day", "to_on")
    if isinstance(done, Refusal):
        answers.wrong("ending", f"{done.sentence} {done.cure}".strip())
        return _person(request, person, answers, NOT_NOW)
    return onward(request, "The end of the role was recorded.", "person", person=person)


def _person(request: Request, person: uuid.UUID, answers: Answers, status: int = 200) -> HttpResponse:
    page = pages.page_person(request.actor, person=person, today=request.moment.today)
    return show_wrong(request, "people/person.html", answers, status, page=page)


def _stale(
    request: Request, person: uuid.UUID, answers: Answers, what: str, role: str, when: str, field: str
) -> HttpResponse:
    page = pages.page_person(request.actor, person=person, today=request.moment.today)
    typed = ((what, ROLE_NAMES[Role(role)]), (when, answers.raw(field)))
    return show_stale(request, "people/person.html", answers, typed=typed, page=page)


_HOME = "<slug:partnership>/people/"
_PERSON = f"{_HOME}<uuid:person>/"
_SEE, _EDIT, _GRANT = Permission.PEOPLE_SEE, Permission.PEOPLE_EDIT, Permission.GRANTS_EDIT
_BOTH, _POST = ("GET", "POST"), ("POST",)
ROUTES: tuple[Route, ...] = (
    Route(_HOME, people, "people", _SEE),
    Route(f"{_HOME}add/", add_person, "person_add", _EDIT, methods=_BOTH),
    Route(f"{_HOME}agencies/add/", add_agency, "agency_add", _EDIT, methods=_BOTH),
    Route(_PERSON, person, "person", _SEE),
    Route(f"{_PERSON}roles/give/", give_role, "role_give", _GRANT, methods=_POST),
    Route(f"{_PERSON}roles/end/", end_role, "role_end", _GRANT, methods=_POST),
)
