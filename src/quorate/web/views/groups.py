"""Pages about groups and their seats: adding, changing, appointing, and ending."""

import uuid
from datetime import date
from typing import Any

from django.http import HttpResponse

from quorate.commands import setting_up as verbs
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import day
from quorate.domain.membership.groups import LONGEST_QUESTION, GroupKind, refusals_of_purpose
from quorate.queries import people as pages
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.views.answers import NOT_NOW, NOT_VALID, Typed, onward, show, show_stale, show_wrong
from quorate.web.views.seat_fields import seat_said

# What somebody is appointed as: the value, its words, and the command's office, deputy and authority.
_SHOWN = {"chosen": True, "own": False}
_AS = {
    "member": ("Member", "", False, True),
    "chair": ("Chair", "chair", False, True),
    "vice_chair": ("Vice-chair", "vice_chair", False, True),
    "secretary": ("Secretary", "secretary", False, True),
    "deputy": ("Deputy, who may decide for the agency", "", True, True),
    "deputy_without": ("Deputy, without authority to decide", "", True, False),
}
APPOINTED_AS = tuple((value, said[0]) for value, said in _AS.items())


def add_group(request: Request) -> HttpResponse:
    """The form for one more group."""
    answers = Answers(request.POST if request.method == "POST" else None)
    found = pages.choices(request.actor, today=request.moment.today)
    if request.method != "POST":
        return show(request, "people/add_group.html", choices=found)
    name = answers.text("name", needed="Give the group’s name.", longest=200)
    kind = answers.choice("kind", dict(found.kinds_of_group), needed="Choose what it is.")
    parent = answers.identity("parent")
    question, ends_on = _purpose(answers, kind)
    if answers.errors:
        return show_wrong(request, "people/add_group.html", answers, NOT_VALID, choices=found)
    done = verbs.add_group(
        request.asked,
        name=name,
        kind=kind,
        parent=parent,
        order=len(found.groups),
        question=question,
        ends_on=ends_on,
    )
    if isinstance(done, Refusal):
        answers.refused(done)
        return show_wrong(request, "people/add_group.html", answers, NOT_NOW, choices=found)
    is_ours = kind != GroupKind.OUTSIDE
    said = f"{name} was added. It has no seat yet." if is_ours else f"{name} was added."
    return onward(request, said, "people")


def change_group(request: Request, group: str) -> HttpResponse:
    """The form for what a group is."""
    page = pages.page_group_form(request.actor, group=group, today=request.moment.today)
    if request.method != "POST":
        return show(request, "people/change_group.html", page=page)
    answers = Answers(request.POST)
    said = {
        "name": answers.text("name", needed="Give the group’s name.", longest=200),
        "kind": answers.choice("kind", dict(page.kinds), needed="Choose what it is."),
    }
    parent = answers.identity("parent")
    question, ends_on = _purpose(answers, said["kind"])
    if answers.errors:
        return show_wrong(request, "people/change_group.html", answers, NOT_VALID, page=page)
    try:
        done = verbs.change_group(
            request.asked,
            group=uuid.UUID(page.id),
            version=answers.version(),
            parent=parent,
            question=question,
            ends_on=ends_on,
            **said,
        )
    except StaleError:
        return _change_stale(request, page, answers)
    if isinstance(done, Refusal):
        answers.refused(done)
        return show_wrong(request, "people/change_group.html", answers, NOT_NOW, page=page)
    return onward(request, "The changes were kept.", "group_end", group=group)


def _purpose(answers: Answers, kind: str) -> tuple[str, date | None]:
    """The question and the day, with all that is missing said at once."""
    question, ends_on = answers.text("question", longest=LONGEST_QUESTION), answers.day("ends_on")
    for refusal in refusals_of_purpose(kind=kind, question=question, ends_on=ends_on):
        if not answers.error(refusal.field):
            answers.refused(refusal)
    return question, ends_on


def _change_stale(request: Request, page: pages.GroupForm, answers: Answers) -> HttpResponse:
    typed = (
        ("Name", answers.raw("name")),
        ("What it is", dict(page.kinds).get(answers.raw("kind"), "")),
        ("Stands under", dict(page.above).get(answers.raw("parent"), "")),
        ("The question", answers.raw("question")),
        ("To end by", answers.raw("ends_on")),
    )
    return show_stale(request, "people/change_group.html", answers, typed=typed, page=page)


def end_group(request: Request, group: str) -> HttpResponse:
    """What a group is, and the form that ends it."""
    page = pages.page_group(request.actor, group=group, today=request.moment.today)
    if request.method != "POST":
        return show(request, "people/end_group.html", page=page)
    answers = Answers(request.POST)
    ended_on = answers.day("ended_on", needed="Give its last day.")
    answer = answers.text("answer")
    if answers.errors or ended_on is None:
        return show_wrong(request, "people/end_group.html", answers, NOT_VALID, page=page)
    try:
        done = verbs.end_group(
            request.asked,
            group=uuid.UUID(page.id),
            version=answers.version(),
            ended_on=ended_on,
            answer=answer,
        )
    except StaleError:
        typed = (("Its last day", answers.raw("ended_on")), ("What it answered", answers.raw("answer")))
        return _group_stale(request, group, answers, *typed)
    if isinstance(done, Refusal):
        answers.refused(done)
        return show_wrong(request, "people/end_group.html", answers, NOT_NOW, page=page)
    said = f"{page.name} ends on {day(ended_on)}. {done.sentence}".strip()
    return onward(request, said, "people")


def resume_group(request: Request, group: str) -> HttpResponse:
    """Let a group that ended go on."""
    page = pages.page_group(request.actor, group=group, today=request.moment.today)
    answers = Answers(request.POST)
    try:
        done = verbs.resume_group(request.asked, group=uuid.UUID(page.id), version=answers.version())
    except StaleError:
        return _group_stale(request, group, answers)
    if isinstance(done, Refusal):
        answers.refused(done)
        return show_wrong(request, "people/end_group.html", answers, NOT_NOW, page=page)
    return onward(request, f"{page.name} goes on. Appoint people to its seats anew.", "people")


def add_seat(request: Request) -> HttpResponse:
    """The form for one more seat of a group."""
    answers = Answers(request.POST if request.method == "POST" else request.GET)
    found = pages.choices(request.actor, today=request.moment.today)
    if request.method != "POST":
        return show(request, "people/add_seat.html", choices=found, answers=answers)
    group = answers.identity("group", needed="Choose the group.")
    draft = seat_said(answers, [value for value, _ in found.classes])
    if answers.errors or group is None:
        return show_wrong(request, "people/add_seat.html", answers, NOT_VALID, choices=found)
    done = verbs.add_seat(request.asked, group=group, draft=draft, order=1000)
    if isinstance(done, Refusal):
        answers.refused(done)
        return show_wrong(request, "people/add_seat.html", answers, NOT_NOW, choices=found)
    return onward(request, f"The seat “{draft.title}” was added. Nobody holds it yet.", "seat", seat=done.id)


def seat(request: Request, seat: uuid.UUID) -> HttpResponse:
    """One seat."""
    return show_seat(request, seat, Answers())


def appoint(request: Request, seat: uuid.UUID) -> HttpResponse:
    """Appoint somebody to a seat, as its holder or a deputy."""
    answers = Answers(request.POST)
    whom = answers.identity("person", needed="Choose who is appointed.")
    as_what = answers.choice("as_what", _AS, needed="Choose what they are appointed as.")
    from_on = answers.day("from_on", needed="Give the first day.")
    shown = answers.choice("shown", _SHOWN)
    if answers.errors or whom is None or from_on is None:
        return show_seat(request, seat, answers, NOT_VALID)
    _, office, is_deputy, has_authority = _AS[as_what]
    done = verbs.appoint(
        request.asked,
        seat=seat,
        person=whom,
        from_on=from_on,
        office=office,
        is_deputy=is_deputy,
        has_authority=has_authority,
        by_chosen_name=_SHOWN.get(shown),
    )
    if isinstance(done, Refusal):
        answers.refused(done)
        return show_seat(request, seat, answers, NOT_NOW)
    said = f"The appointment was recorded. {done.sentence}".strip()
    if _SHOWN.get(shown):
        said = f"{said} They are shown by a chosen name from now on, and nothing is sent to them."
    return onward(request, said, "seat", seat=seat)


def end_appointment(request: Request, seat: uuid.UUID, appointment: uuid.UUID) -> HttpResponse:
    """End an appointment after a day."""
    answers, field = Answers(request.POST), f"to_on-{appointment}"
    to_on = answers.day(field, needed="Give the last day.")
    if answers.errors or to_on is None:
        return show_seat(request, seat, answers, NOT_VALID)
    try:
        done = verbs.end_appointment(
            request.asked, seat=seat, appointment=appointment, to_on=to_on, version=answers.version()
        )
    except StaleError:
        return seat_stale(request, seat, answers, ("Last day", answers.raw(field)))
    if isinstance(done, Refusal):
        answers.wrong(field, f"{done.sentence} {done.cure}".strip())
        return show_seat(request, seat, answers, NOT_NOW)
    return onward(request, "The end of the appointment was recorded.", "seat", seat=seat)


def _group_stale(request: Request, group: str, answers: Answers, *typed: Typed) -> HttpResponse:
    page = pages.page_group(request.actor, group=group, today=request.moment.today)
    return show_stale(request, "people/end_group.html", answers, typed=typed, page=page)


def seat_stale(request: Request, seat: uuid.UUID, answers: Answers, *typed: Typed) -> HttpResponse:
    """The seat's page as it is now, where somebody else wrote first."""
    page = pages.page_seat(request.actor, seat=seat, today=request.moment.today)
    context: dict[str, Any] = {"page": page, "appointed_as": APPOINTED_AS}
    return show_stale(request, "people/seat.html", answers, typed=typed, **context)


def show_seat(request: Request, seat: uuid.UUID, answers: Answers, status: int = 200) -> HttpResponse:
    """The page of a seat, with what is wrong beside each field."""
    page = pages.page_seat(request.actor, seat=seat, today=request.moment.today)
    context: dict[str, Any] = {"page": page, "appointed_as": APPOINTED_AS}
    return show_wrong(request, "people/seat.html", answers, status, **context)


_HOME = "<slug:partnership>/people/"
_GROUP = f"{_HOME}groups/<slug:group>/"
_SEAT = f"{_HOME}seats/<uuid:seat>/"
_SEE, _EDIT = Permission.PEOPLE_SEE, Permission.PEOPLE_EDIT
_BOTH, _POST = ("GET", "POST"), ("POST",)
ROUTES: tuple[Route, ...] = (
    Route(f"{_HOME}groups/add/", add_group, "group_add", _EDIT, methods=_BOTH),
    Route(f"{_GROUP}change/", change_group, "group_change", _EDIT, methods=_BOTH),
    Route(f"{_GROUP}end/", end_group, "group_end", _EDIT, methods=_BOTH),
    Route(f"{_GROUP}go-on/", resume_group, "group_resume", _EDIT, methods=_POST),
    Route(f"{_HOME}seats/add/", add_seat, "seat_add", _EDIT, methods=_BOTH),
    Route(_SEAT, seat, "seat", _SEE),
    Route(f"{_SEAT}appoint/", appoint, "seat_appoint", _EDIT, methods=_POST),
    Route(f"{_SEAT}end/<uuid:appointment>/", end_appointment, "appointment_end", _EDIT, methods=_POST),
)
