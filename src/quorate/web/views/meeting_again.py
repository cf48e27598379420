"""The meeting's page again, where something asked for on it could not be done."""

import uuid
from collections.abc import Iterable

from django.http import HttpResponse

from quorate.domain.kernel.outcomes import Refusal
from quorate.queries import meetings
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.views.answers import NOT_NOW, Typed, show_stale, show_wrong

STALE = "Somebody else changed this meeting while you had it open, so nothing was saved."


def meeting_wrong(request: Request, meeting: uuid.UUID, answers: Answers, status: int) -> HttpResponse:
    """The page with what is wrong, and what was typed."""
    page = meetings.page_meeting(request.actor, meeting=meeting, today=request.moment.today)
    return show_wrong(request, "meetings/meeting.html", answers, status, page=page)


def meeting_stale(
    request: Request,
    meeting: uuid.UUID,
    answers: Answers,
    then: str = "Look at it below, then try again.",
    typed: Iterable[Typed] = (),
) -> HttpResponse:
    """The page as it is now, saying that it was changed, what was typed, and what to do."""
    page = meetings.page_meeting(request.actor, meeting=meeting, today=request.moment.today)
    said = f"{STALE} {then}"
    return show_stale(request, "meetings/meeting.html", answers, typed=typed, said=said, page=page)


def meeting_refused(request: Request, meeting: uuid.UUID, answers: Answers, refusal: Refusal) -> HttpResponse:
    """The page with the refusal's sentence."""
    answers.refused(refusal)
    return meeting_wrong(request, meeting, answers, NOT_NOW)
