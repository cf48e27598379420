"""Pages about one member or one seat: statement and interests, the name shown, coverage."""

import uuid

from django.http import HttpResponse

from quorate.commands import membership as verbs
from quorate.commands import setting_up
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import day
from quorate.domain.membership.coverage import Represented
from quorate.queries.membership.privately import page_privately
from quorate.queries.membership.registered import page_interests
from quorate.queries.people.seats import page_seat_form
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.views.answers import NOT_NOW, NOT_VALID, Typed, onward, show, show_stale, show_wrong
from quorate.web.views.groups import seat_stale, show_seat
from quorate.web.views.seat_fields import seat_said


def interests(request: Request, person: uuid.UUID) -> HttpResponse:
    """One person's statement of confidentiality and interests, and the form for one more interest."""
    if request.method != "POST":
        return _interests(request, person, Answers())
    answers = Answers(request.POST)
    words = answers.text("words", needed="Say what the interest is.")
    from_on = answers.day("from_on", needed="Give the first day.")
    to_on, agency = answers.day("to_on"), answers.identity("agency")
    if answers.errors or from_on is None:
        return _interests(request, person, answers, NOT_VALID)
    done = verbs.register_interest(
        request.asked, person=person, words=words, from_on=from_on, to_on=to_on, agency=agency
    )
    if isinstance(done, Refusal):
        answers.refused(done)
        return _interests(request, person, answers, NOT_NOW)
    return onward(request, "The interest is on the register.", "person_interests", person=person)


def end_interest(request: Request, person: uuid.UUID, interest: uuid.UUID) -> HttpResponse:
    """Record that an interest ended."""
    answers, field = Answers(request.POST), f"end-{interest}"
    to_on = answers.day(field, needed="Give the last day.")
    if answers.errors or to_on is None:
        return _interests(request, person, answers, NOT_VALID)
    try:
        done = verbs.end_interest(request.asked, interest=interest, to_on=to_on, version=answers.version())
    except StaleError:
        return _interests_stale(request, person, answers, ("Last day", answers.raw(field)))
    if isinstance(done, Refusal):
        answers.wrong(field, f"{done.sentence} {done.cure}".strip())
        return _interests(request, person, answers, NOT_NOW)
    return onward(request, "The end of the interest was recorded.", "person_interests", person=person)


def sign(request: Request, person: uuid.UUID) -> HttpResponse:
    """Record that a person signed the statement of confidentiality."""
    answers = Answers(request.POST)
    signed_on = answers.day("signed_on", needed="Give the day they signed.")
    until_on = answers.day("until_on")
    if answers.errors or signed_on is None:
        return _interests(request, person, answers, NOT_VALID)
    done = verbs.record_statement(request.asked, person=person, signed_on=signed_on, until_on=until_on)
    if isinstance(done, Refusal):
        answers.refused(done)
        return _interests(request, person, answers, NOT_NOW)
    return onward(request, "The statement was recorded as signed.", "person_interests", person=person)


def end_statement(request: Request, person: uuid.UUID, statement: uuid.UUID) -> HttpResponse:
    """Record that a statement ended."""
    answers, field = Answers(request.POST), f"end-{statement}"
    to_on = answers.day(field, needed="Give the last day.")
    if answers.errors or to_on is None:
        return _interests(request, person, answers, NOT_VALID)
    try:
        done = verbs.end_statement(
            request.asked, person=person, statement=statement, to_on=to_on, version=answers.version()
        )
    except StaleError:
        return _interests_stale(request, person, answers, ("Last day", answers.raw(field)))
    if isinstance(done, Refusal):
        answers.wrong(field, f"{done.sentence} {done.cure}".strip())
        return _interests(request, person, answers, NOT_NOW)
    return onward(request, "The end of the statement was recorded.", "person_interests", person=person)


def privately(request: Request, person: uuid.UUID) -> HttpResponse:
    """Who somebody is, for the coordinator alone, and the name they are shown by."""
    page = page_privately(request.actor, person=person)
    if request.method != "POST":
        return show(request, "membership/privately.html", page=page)
    answers = Answers(request.POST)
    said = {
        "shown_as": answers.text("shown_as", needed="Give the name they chose.", longest=120),
        "name": answers.text("name", needed="Give the name they are known by to you.", longest=200),
        "title": answers.text("title", longest=200),
        "safe_contact": answers.text("safe_contact", longest=2_000),
        "safe_times": answers.text("safe_times", longest=2_000),
        "email": answers.text("email", longest=254),
    }
    if said["email"] and "@" not in said["email"]:
        answers.wrong("email", "This is not an email address: there is no @ in it.")
    if answers.errors:
        return show_wrong(request, "membership/privately.html", answers, NOT_VALID, page=page)
    try:
        done = setting_up.keep_privately(request.asked, person=person, version=answers.version(), **said)
    except StaleError:
        return _stale(request, person, answers)
    if isinstance(done, Refusal):
        answers.refused(done)
        return show_wrong(request, "membership/privately.html", answers, NOT_NOW, page=page)
    return onward(request, "It is kept. Everybody else sees the chosen name.", "person", person=person)


def named_again(request: Request, person: uuid.UUID) -> HttpResponse:
    """Show somebody by their own name again."""
    answers = Answers(request.POST)
    if request.POST.get("sure") != "yes":
        answers.wrong("sure", "Say that they asked for it.")
        page = page_privately(request.actor, person=person)
        return show_wrong(request, "membership/privately.html", answers, NOT_VALID, page=page)
    try:
        done = setting_up.name_again(request.asked, person=person, version=answers.version())
    except StaleError:
        return _stale(request, person, answers)
    if isinstance(done, Refusal):
        answers.refused(done)
        page = page_privately(request.actor, person=person)
        return show_wrong(request, "membership/privately.html", answers, NOT_NOW, page=page)
    return onward(request, "They are shown by their own name again.", "person", person=person)


def change_seat(request: Request, seat: uuid.UUID) -> HttpResponse:
    """The form that changes what a seat is."""
    page = page_seat_form(request.actor, seat=seat, today=request.moment.today)
    if request.method != "POST":
        return show(request, "membership/change_seat.html", page=page)
    answers = Answers(request.POST)
    draft = seat_said(answers, [value for value, _ in page.choices.classes])
    if answers.errors:
        return show_wrong(request, "membership/change_seat.html", answers, NOT_VALID, page=page)
    try:
        done = setting_up.change_seat(request.asked, seat=seat, version=answers.version(), draft=draft)
    except StaleError:
        page = page_seat_form(request.actor, seat=seat, today=request.moment.today)
        return show_stale(request, "membership/change_seat.html", answers, page=page)
    if isinstance(done, Refusal):
        answers.refused(done)
        return show_wrong(request, "membership/change_seat.html", answers, NOT_NOW, page=page)
    return onward(request, "The change of the seat was kept.", "seat", seat=seat)


def designate(request: Request, seat: uuid.UUID) -> HttpResponse:
    """Record whom the authority takes a seat to represent."""
    answers = Answers(request.POST)
    section = answers.choice("section", [one.value for one in Represented], needed="Choose whom.")
    designated_on = answers.day("designated_on", needed="Give the day it was designated.")
    reason = answers.text("reason", needed="Say why the authority takes it to represent them.")
    if answers.errors or designated_on is None:
        return show_seat(request, seat, answers, NOT_VALID)
    done = verbs.designate(
        request.asked, seat=seat, section=Represented(section), designated_on=designated_on, reason=reason
    )
    if isinstance(done, Refusal):
        answers.refused(done)
        return show_seat(request, seat, answers, NOT_NOW)
    return onward(request, f"It is recorded from {day(designated_on)}.", "seat", seat=seat)


def end_designation(request: Request, seat: uuid.UUID, designated: uuid.UUID) -> HttpResponse:
    """Record that a designation ended."""
    answers, field = Answers(request.POST), f"ended_on-{designated}"
    ended_on = answers.day(field, needed="Give the last day.")
    if answers.errors or ended_on is None:
        return show_seat(request, seat, answers, NOT_VALID)
    try:
        done = verbs.end_designation(
            request.asked, designated=designated, ended_on=ended_on, version=answers.version()
        )
    except StaleError:
        return seat_stale(request, seat, answers, ("Last day", answers.raw(field)))
    if isinstance(done, Refusal):
        answers.wrong(field, f"{done.sentence} {done.cure}".strip())
        return show_seat(request, seat, answers, NOT_NOW)
    return onward(request, "The end of the designation was recorded.", "seat", seat=seat)


def _stale(request: Request, person: uuid.UUID, answers: Answers) -> HttpResponse:
    page = page_privately(request.actor, person=person)
    return show_stale(request, "membership/privately.html", answers, page=page)


def _interests(request: Request, person: uuid.UUID, answers: Answers, status: int = 200) -> HttpResponse:
    page = page_interests(request.actor, person=person, today=request.moment.today)
    return show_wrong(request, "membership/interests.html", answers, status, page=page)


def _interests_stale(request: Request, person: uuid.UUID, answers: Answers, *typed: Typed) -> HttpResponse:
    page = page_interests(request.actor, person=person, today=request.moment.today)
    return show_stale(request, "membership/interests.html", answers, typed=typed, page=page)


_PERSON = "<slug:partnership>/people/<uuid:person>/"
_SEAT = "<slug:partnership>/people/seats/<uuid:seat>/"
_SEE, _EDIT, _PRIVATE = Permission.PEOPLE_SEE, Permission.PEOPLE_EDIT, Permission.PEOPLE_PRIVATE
_REGISTER = Permission.INTERESTS_REGISTER
_BOTH, _POST = ("GET", "POST"), ("POST",)
ROUTES: tuple[Route, ...] = (
    Route(f"{_PERSON}interests/", interests, "person_interests", _SEE, writes=_REGISTER, methods=_BOTH),
    Route(f"{_PERSON}interests/<uuid:interest>/end/", end_interest, "interest_end", _REGISTER, methods=_POST),
    Route(f"{_PERSON}statement/", sign, "statement_sign", _EDIT, methods=_POST),
    Route(f"{_PERSON}statement/<uuid:statement>/end/", end_statement, "statement_end", _EDIT, methods=_POST),
    Route(f"{_PERSON}privately/", privately, "person_privately", _PRIVATE, methods=_BOTH),
    Route(f"{_PERSON}privately/own-name/", named_again, "person_named_again", _PRIVATE, methods=_POST),
    Route(f"{_SEAT}change/", change_seat, "seat_change", _EDIT, methods=_BOTH),
    Route(f"{_SEAT}represents/", designate, "seat_represents", _EDIT, methods=_POST),
    Route(
        f"{_SEAT}represents/<uuid:designated>/end/",
        end_designation,
        "seat_represents_end",
        _EDIT,
        methods=_POST,
    ),
)
