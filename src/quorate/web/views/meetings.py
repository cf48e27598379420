"""Pages about meetings: the list, one meeting, its day and place, its papers going out, its minutes."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html

from quorate.commands import meetings as verbs
from quorate.domain.access.audience import Audience
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import day
from quorate.domain.meetings.days import refusal_unless_meant
from quorate.domain.meetings.refusals import LONGEST_MEETING, MINUTES_TO
from quorate.queries import meeting_forms, meetings
from quorate.queries.labelling import audience_choices
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.paging import number_asked
from quorate.web.views import (
    agenda,
    agreeing,
    calling,
    circulation,
    forward,
    packs,
    papers,
    papers_asked,
    since,
    year_dates,
)
from quorate.web.views.answers import NOT_NOW, NOT_VALID, Typed, onward, show, show_stale, show_wrong
from quorate.web.views.meeting_again import meeting_refused, meeting_stale, meeting_wrong
from quorate.web.views.waiving import waiver_of

_DAY_AND_PLACE = (("on", "Day"), ("starts", "Begins"), ("minutes", "Minutes"), ("place", "Place"))


def meetings_page(request: Request) -> HttpResponse:
    """All meetings."""
    page = meetings.page_meetings(request.actor, today=request.moment.today, number=number_asked(request))
    return show(request, "meetings/list.html", page=page)


def meeting_page(request: Request, meeting: uuid.UUID) -> HttpResponse:
    """One meeting."""
    page = meetings.page_meeting(request.actor, meeting=meeting, today=request.moment.today)
    return show(request, "meetings/meeting.html", page=page)


def set_meeting(request: Request) -> HttpResponse:
    """The form for a new meeting, and what it sends."""
    if request.method != "POST":
        return _set_form(request, Answers(), group=request.GET.get("group", ""))
    answers = Answers(request.POST)
    asked = _day_and_place(answers)
    group = answers.identity("group", needed="Choose a group.")
    offered = [value for value, _, _ in audience_choices(request.actor)]
    audience = Audience(answers.choice("audience", offered) or Audience.PARTNERSHIP)
    _day_is_meant(request, answers, asked["on"])
    if answers.errors or group is None:
        return _set_form(request, answers, status=NOT_VALID)
    outcome = verbs.set_meeting(request.asked, group=group, audience=audience, **asked)
    if isinstance(outcome, Refusal):
        answers.refused(outcome)
        return _set_form(request, answers, status=NOT_NOW)
    said = f"The meeting of {day(asked['on'])} is set. {outcome.sentence}".strip()
    return onward(request, said, "meeting", owed=outcome.owed, meeting=outcome.id)


def move_meeting(request: Request, meeting: uuid.UUID) -> HttpResponse:
    """The form that changes a meeting's day, hour, length or place."""
    if request.method != "POST":
        return _move_form(request, meeting, Answers())
    answers = Answers(request.POST)
    asked, version = _day_and_place(answers), answers.version()
    _day_is_meant(request, answers, asked["on"], meeting)
    if answers.errors:
        return _move_form(request, meeting, answers, status=NOT_VALID)
    try:
        outcome = verbs.move_meeting(request.asked, meeting=meeting, version=version, **asked)
    except StaleError:
        typed = [(name, answers.raw(field)) for field, name in _DAY_AND_PLACE]
        return _move_stale(request, meeting, answers, typed)
    if isinstance(outcome, Refusal):
        answers.refused(outcome)
        return _move_form(request, meeting, answers, status=NOT_NOW)
    return onward(request, outcome.sentence, "meeting", owed=outcome.owed, meeting=meeting)


def cancel_meeting(request: Request, meeting: uuid.UUID) -> HttpResponse:
    """Cancel a meeting, from the form on the page that changes it."""
    answers = Answers(request.POST)
    reason = answers.text("cancel_reason", needed="Give the reason.", longest=2_000)
    if answers.errors:
        return _move_form(request, meeting, answers, status=NOT_VALID)
    try:
        outcome = verbs.cancel_meeting(
            request.asked, meeting=meeting, reason=reason, version=answers.version()
        )
    except StaleError:
        return _move_stale(request, meeting, answers, [("The reason", reason)])
    if isinstance(outcome, Refusal):
        answers.refused(outcome)
        return _move_form(request, meeting, answers, status=NOT_NOW)
    return onward(request, outcome.sentence, "meeting", owed=outcome.owed, meeting=meeting)


def circulate(request: Request, meeting: uuid.UUID) -> HttpResponse:
    """Send the papers out; late, with the waiver that was agreed."""
    answers = Answers(request.POST)
    waiver = waiver_of(answers, today=request.moment.today) if answers.raw("clause") else None
    if answers.raw("read") != "yes":
        sending = meetings.page_meeting(request.actor, meeting=meeting, today=request.moment.today).sending
        # What no tick would let go is refused for its own reason, below.
        if sending.going and (answers.raw("clause") or not sending.refusal):
            answers.refused(sending.going.unread)
    if answers.errors:
        return meeting_wrong(request, meeting, answers, NOT_VALID)
    try:
        outcome = verbs.circulate_papers(
            request.asked, meeting=meeting, version=answers.version(), waiver=waiver
        )
    except StaleError:
        agreed = (("Agreed on", answers.raw("agreed_on")), ("Why the papers are late", answers.raw("reason")))
        then = "Look at the agenda below, then circulate."
        return meeting_stale(request, meeting, answers, then, agreed if waiver else ())
    if isinstance(outcome, Refusal):
        return meeting_refused(request, meeting, answers, outcome)
    waived = " The waiver is recorded." if outcome.waiver else ""
    said = format_html(
        '{} <a class="govuk-notification-banner__link" href="{}">Make, issue and read packs</a>',
        f"{outcome.sentence}{waived}",
        reverse("packs", kwargs={"partnership": request.actor.slug, "meeting": meeting}),
    )
    return onward(request, said, "meeting", owed=outcome.owed, meeting=meeting)


def minutes_sent(request: Request, meeting: uuid.UUID) -> HttpResponse:
    """Record that minutes went to the chair or to members."""
    answers = Answers(request.POST)
    to = answers.choice("to", MINUTES_TO, needed="Say whom the minutes went to.")
    on = answers.day("minutes_on", needed="Give the day they were sent.")
    if answers.errors or on is None:
        return meeting_wrong(request, meeting, answers, NOT_VALID)
    who = "the chair" if to == "chair" else "members"
    try:
        outcome = verbs.record_minutes_sent(
            request.asked, meeting=meeting, to=to, on=on, version=answers.version()
        )
    except StaleError:
        typed = [("Minutes sent to", who), ("On", answers.raw("minutes_on"))]
        return meeting_stale(request, meeting, answers, typed=typed)
    if isinstance(outcome, Refusal):
        return meeting_refused(request, meeting, answers, outcome)
    said = f"The minutes are recorded as sent to {who} on {day(on)}."
    return onward(request, said, "meeting", meeting=meeting)


def _set_form(request: Request, answers: Answers, *, group: str = "", status: int = 200) -> HttpResponse:
    page = meeting_forms.page_set_meeting(
        request.actor, today=request.moment.today, group=answers.raw("group") or group
    )
    return show_wrong(request, "meetings/set.html", answers, status, page=page)


def _move_form(request: Request, meeting: uuid.UUID, answers: Answers, *, status: int = 200) -> HttpResponse:
    page = meeting_forms.page_move_meeting(request.actor, meeting=meeting, today=request.moment.today)
    return show_wrong(request, "meetings/set.html", answers, status, page=page)


def _move_stale(
    request: Request, meeting: uuid.UUID, answers: Answers, typed: Iterable[Typed]
) -> HttpResponse:
    page = meeting_forms.page_move_meeting(request.actor, meeting=meeting, today=request.moment.today)
    return show_stale(request, "meetings/set.html", answers, typed=typed, page=page)


def _day_and_place(answers: Answers) -> dict[str, Any]:
    return {
        "on": answers.day("on", needed="Give the day."),
        "starts": answers.clock("starts", needed="Give the time it begins."),
        "minutes": answers.whole(
            "minutes", least=1, most=LONGEST_MEETING, needed="Say how long it lasts, in minutes."
        ),
        "place": answers.text("place", longest=200),
    }


def _day_is_meant(
    request: Request, answers: Answers, on: date | None, meeting: uuid.UUID | None = None
) -> None:
    """A day gone by, a holiday or a Sunday is taken once whoever sets it was told that it is one.

    So is another day for a meeting that makes papers that went, or notice, late.
    """
    today = request.moment.today
    said = meeting_forms.cautions_of(request.actor, on=on, today=today) if on else ()
    if on and meeting:
        said += meeting_forms.said_of_moving(request.actor, meeting=meeting, on=on, today=today)
    if refusal := refusal_unless_meant(said, is_meant=answers.raw("meant") == "yes"):
        answers.refused(refusal)


_HOME = "<slug:partnership>/meetings/"
_ONE = f"{_HOME}<uuid:meeting>/"
ROUTES: tuple[Route, ...] = (
    Route(_HOME, meetings_page, "meetings", Permission.MEETING_SEE),
    Route(f"{_HOME}new/", set_meeting, "meeting_set", Permission.MEETING_SET, methods=("GET", "POST")),
    Route(_ONE, meeting_page, "meeting", Permission.MEETING_SEE),
    Route(f"{_ONE}change/", move_meeting, "meeting_move", Permission.MEETING_SET, methods=("GET", "POST")),
    Route(f"{_ONE}cancel/", cancel_meeting, "meeting_cancel", Permission.MEETING_SET, methods=("POST",)),
    Route(
        f"{_ONE}circulate/", circulate, "meeting_circulate", Permission.PAPERS_CIRCULATE, methods=("POST",)
    ),
    Route(f"{_ONE}minutes/sent/", minutes_sent, "meeting_minutes", Permission.MEETING_SET, methods=("POST",)),
    *agenda.ROUTES,
    *agreeing.ROUTES,
    *year_dates.ROUTES,
    *calling.ROUTES,
    *forward.ROUTES,
    *circulation.ROUTES,
    *papers.ROUTES,
    *papers_asked.ROUTES,
    *since.ROUTES,
    *packs.ROUTES,
)
