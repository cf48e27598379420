"""The chair's agreement to an agenda: asked for, given, and recorded for one who does not sign in."""

import uuid

from django.http import HttpResponse

from quorate.commands import agreeing as verbs
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import StaleError
from quorate.domain.kernel.outcomes import HOW, Refusal
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.views.answers import NOT_VALID, onward
from quorate.web.views.meeting_again import meeting_refused, meeting_stale, meeting_wrong

_THEN = "Read the agenda below as it is now, then agree it."


def ask(request: Request, meeting: uuid.UUID) -> HttpResponse:
    """Ask the chair to agree the agenda."""
    answers = Answers(request.POST)
    try:
        outcome = verbs.ask_for_agenda(request.asked, meeting=meeting, version=answers.version())
    except StaleError:
        return meeting_stale(request, meeting, answers)
    if isinstance(outcome, Refusal):
        return meeting_refused(request, meeting, answers, outcome)
    said = f"The chair is asked. {outcome.sentence}"
    return onward(request, said, "meeting", owed=outcome.owed, meeting=meeting)


def agree(request: Request, meeting: uuid.UUID) -> HttpResponse:
    """Agree the agenda, or record that the chair or a vice-chair did."""
    answers = Answers(request.POST)
    behalf = answers.behalf(request.moment.today)
    if answers.raw("for") == "another" and behalf is None:
        answers.wrong("on_behalf_person", "Say who agreed it, how they said so and when.")
    if answers.errors:
        return meeting_wrong(request, meeting, answers, NOT_VALID)
    try:
        outcome = verbs.agree_agenda(
            request.asked, meeting=meeting, version=answers.version(), on_behalf=behalf
        )
    except StaleError:
        how = [("How they said so", HOW[behalf.how])] if behalf and behalf.how in HOW else []
        return meeting_stale(request, meeting, answers, _THEN, how)
    if isinstance(outcome, Refusal):
        return meeting_refused(request, meeting, answers, outcome)
    return onward(request, "The agenda is agreed as it stands.", "meeting", meeting=meeting)


_AGENDA = "<slug:partnership>/meetings/<uuid:meeting>/agenda/"
_POST = ("POST",)
ROUTES: tuple[Route, ...] = (
    Route(f"{_AGENDA}ask/", ask, "agenda_ask", Permission.PAPERS_CIRCULATE, methods=_POST),
    Route(f"{_AGENDA}agree/", agree, "agenda_agree", Permission.AGENDA_AGREE, methods=_POST),
)
