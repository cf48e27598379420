"""Pages about challenges to agencies: a group's, one, and what is done about it."""

import uuid

from django.http import HttpResponse

from quorate.commands import holding
from quorate.commands.runner import Done
from quorate.commands.runner import Outcome as Did
from quorate.domain.access.audience import Audience
from quorate.domain.access.permissions import Permission
from quorate.domain.holding.challenges import OUTCOMES, Outcome
from quorate.domain.kernel.asking import StaleError
from quorate.domain.kernel.outcomes import OnBehalf, Refusal
from quorate.queries.holding.challenges import (
    ChallengeForm,
    page_challenge,
    page_challenge_change,
    page_challenge_form,
    page_challenges,
)
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.paging import number_asked
from quorate.web.views.answers import NOT_NOW, NOT_VALID, Typed, onward, show, show_stale, show_wrong

_LIST, _ADD, _PAGE = "holding/challenges.html", "holding/challenge_add.html", "holding/challenge.html"
_CHANGE = "holding/challenge_change.html"


def challenges(request: Request, group: str) -> HttpResponse:
    """A group's challenges."""
    page = page_challenges(
        request.actor,
        group=group,
        today=request.moment.today,
        agency=request.GET.get("agency", ""),
        state=request.GET.get("state", ""),
        number=number_asked(request),
    )
    return show(request, _LIST, page=page)


def add_challenge(request: Request, group: str) -> HttpResponse:
    """The form of one more challenge, perhaps begun from a meeting, an item or a minute."""
    asked = request.POST if request.method == "POST" else request.GET
    page = page_challenge_form(
        request.actor,
        group=group,
        today=request.moment.today,
        meeting=asked.get("meeting", ""),
        item=asked.get("item", ""),
        minute=asked.get("minute", ""),
    )
    if request.method != "POST":
        return show(request, _ADD, page=page)
    answers = Answers(request.POST)
    done = _made(request, page, answers)
    if isinstance(done, Refusal):
        answers.refused(done)
    if answers.errors or done is None or isinstance(done, Refusal):
        return show_wrong(request, _ADD, answers, NOT_NOW if done else NOT_VALID, page=page)
    said = f"The challenge was recorded. {done.sentence}".strip()
    return onward(request, said, "challenge", owed=done.owed, challenge=done.id)


def _made(request: Request, page: ChallengeForm, answers: Answers) -> Did | None:
    agency = answers.identity("agency", needed="Choose the agency.")
    words = answers.text("words", needed="Say what the agency is challenged on.")
    made_on = answers.day("made_on", needed="Give the day it was made.")
    due_on, made_by = answers.day("due_on"), answers.identity("made_by")
    if answers.errors or agency is None or made_on is None:
        return None
    return holding.make_challenge(
        request.asked,
        group=uuid.UUID(page.id),
        agency=agency,
        words=words,
        made_on=made_on,
        due_on=due_on,
        made_by=made_by,
        meeting=answers.identity("meeting"),
        item=answers.identity("item"),
        audience=Audience(page.audience),
    )


def challenge(request: Request, challenge: uuid.UUID) -> HttpResponse:
    """One challenge."""
    return _challenge(request, challenge, Answers())


def change(request: Request, challenge: uuid.UUID) -> HttpResponse:
    """Correct it while nobody has answered."""
    page = page_challenge_change(request.actor, challenge=challenge, today=request.moment.today)
    if request.method != "POST":
        return show(request, _CHANGE, page=page)
    answers = Answers(request.POST)
    try:
        done = _corrected(request, challenge, answers)
    except StaleError:
        page = page_challenge_change(request.actor, challenge=challenge, today=request.moment.today)
        return show_stale(request, _CHANGE, answers, page=page)
    if isinstance(done, Refusal):
        answers.refused(done)
    if done is None or isinstance(done, Refusal):
        return show_wrong(request, _CHANGE, answers, NOT_NOW if done else NOT_VALID, page=page)
    said = f"The challenge was corrected. {done.sentence}".strip()
    return onward(request, said, "challenge", owed=done.owed, challenge=challenge)


def _corrected(request: Request, challenge: uuid.UUID, answers: Answers) -> Did | None:
    agency = answers.identity("agency", needed="Choose the agency.")
    words = answers.text("words", needed="Say what the agency is challenged on.")
    made_on = answers.day("made_on", needed="Give the day it was made.")
    due_on = answers.day("due_on", needed="Give the day an answer is due.")
    made_by = answers.identity("made_by")
    if answers.errors or agency is None or made_on is None or due_on is None:
        return None
    return holding.correct_challenge(
        request.asked,
        challenge=challenge,
        version=answers.version(),
        agency=agency,
        words=words,
        made_on=made_on,
        due_on=due_on,
        made_by=made_by,
    )


def answer(request: Request, challenge: uuid.UUID) -> HttpResponse:
    """Record what the agency answers, for oneself or on somebody's behalf."""
    answers, today = Answers(request.POST), request.moment.today
    words = answers.text("response", needed="Say what the agency answers.")
    on = answers.day("responded_on", needed="Give the day of the answer.")
    behalf = answers.behalf(today)
    if answers.errors or on is None:
        return _challenge(request, challenge, answers, NOT_VALID)
    if behalf and not answers.raw("on_behalf_on").strip():
        behalf = OnBehalf(behalf.person, behalf.how, on)
    try:
        done = holding.answer_challenge(
            request.asked,
            challenge=challenge,
            version=answers.version(),
            words=words,
            on=on,
            on_behalf=behalf,
        )
    except StaleError:
        typed = (("The answer", words), ("Answered on", answers.raw("responded_on")))
        return _stale(request, challenge, answers, *typed)
    return _after(request, challenge, answers, done, "The answer was recorded.")


def judge(request: Request, challenge: uuid.UUID) -> HttpResponse:
    """Record what came of it."""
    answers = Answers(request.POST)
    outcome = answers.choice("outcome", [one.value for one in Outcome], needed="Choose what came of it.")
    words, on = answers.text("outcome_words"), answers.day("outcome_on", needed="Give the day.")
    if answers.errors or on is None:
        return _challenge(request, challenge, answers, NOT_VALID)
    closes = bool(answers.raw("closes"))
    try:
        done = holding.judge_challenge(
            request.asked,
            challenge=challenge,
            version=answers.version(),
            outcome=Outcome(outcome),
            on=on,
            words=words,
            closes=closes,
        )
    except StaleError:
        typed = (("What came of it", OUTCOMES[Outcome(outcome)]), ("In words", words))
        return _stale(request, challenge, answers, *typed, ("On", answers.raw("outcome_on")))
    said = (
        "What came of it was recorded, and the challenge closed."
        if closes
        else "What came of it was recorded."
    )
    return _after(request, challenge, answers, done, said)


def escalate(request: Request, challenge: uuid.UUID) -> HttpResponse:
    """Take it to another group."""
    answers = Answers(request.POST)
    to = answers.identity("escalated_to", needed="Choose the group.")
    why = answers.text("escalated_why", needed="Say why it goes further.")
    on = answers.day("escalated_on", needed="Give the day.")
    if answers.errors or to is None or on is None:
        return _challenge(request, challenge, answers, NOT_VALID)
    try:
        done = holding.escalate_challenge(
            request.asked, challenge=challenge, version=answers.version(), to=to, why=why, on=on
        )
    except StaleError:
        typed = (("Why it goes further", why), ("On", answers.raw("escalated_on")))
        return _stale(request, challenge, answers, *typed)
    said = "It was recorded that the challenge went further."
    if isinstance(done, Done) and done.sentence:
        said = f"{said} {done.sentence}"
    return _after(request, challenge, answers, done, said)


def close(request: Request, challenge: uuid.UUID) -> HttpResponse:
    """Close it."""
    answers = Answers(request.POST)
    on = answers.day("closed_on", needed="Give the day.")
    if answers.errors or on is None:
        return _challenge(request, challenge, answers, NOT_VALID)
    try:
        done = holding.close_challenge(request.asked, challenge=challenge, version=answers.version(), on=on)
    except StaleError:
        return _stale(request, challenge, answers, ("Closed on", answers.raw("closed_on")))
    return _after(request, challenge, answers, done, "The challenge was closed.")


def reopen(request: Request, challenge: uuid.UUID) -> HttpResponse:
    """Open it again, with why."""
    answers = Answers(request.POST)
    why = answers.text("reopened_why", needed="Say why it is opened again.")
    on = answers.day("reopened_on", needed="Give the day.")
    if answers.errors or on is None:
        return _challenge(request, challenge, answers, NOT_VALID)
    try:
        done = holding.reopen_challenge(
            request.asked, challenge=challenge, version=answers.version(), why=why, on=on
        )
    except StaleError:
        typed = (("Why it is opened again", why), ("On", answers.raw("reopened_on")))
        return _stale(request, challenge, answers, *typed)
    return _after(request, challenge, answers, done, "The challenge is open again.")


def _after(request: Request, challenge: uuid.UUID, answers: Answers, done: Did, said: str) -> HttpResponse:
    if isinstance(done, Refusal):
        answers.refused(done)
        return _challenge(request, challenge, answers, NOT_NOW)
    return onward(request, said, "challenge", owed=done.owed, challenge=challenge)


def _stale(request: Request, challenge: uuid.UUID, answers: Answers, *typed: Typed) -> HttpResponse:
    page = page_challenge(request.actor, challenge=challenge, today=request.moment.today)
    return show_stale(request, _PAGE, answers, typed=typed, page=page)


def _challenge(request: Request, challenge: uuid.UUID, answers: Answers, status: int = 200) -> HttpResponse:
    page = page_challenge(request.actor, challenge=challenge, today=request.moment.today)
    return show_wrong(request, _PAGE, answers, status, page=page)


_GROUP = "<slug:partnership>/groups/<slug:group>/challenges/"
_ONE = "<slug:partnership>/challenges/<uuid:challenge>/"
_SEE, _KEEP = Permission.CHALLENGE_SEE, Permission.CHALLENGE_KEEP
_BOTH, _POST = ("GET", "POST"), ("POST",)
ROUTES: tuple[Route, ...] = (
    Route(_GROUP, challenges, "challenges", _SEE),
    Route(f"{_GROUP}add/", add_challenge, "challenge_add", _KEEP, methods=_BOTH),
    Route(_ONE, challenge, "challenge", _SEE),
    Route(f"{_ONE}change/", change, "challenge_change", _KEEP, methods=_BOTH),
    Route(f"{_ONE}answer/", answer, "challenge_answer", Permission.CHALLENGE_ANSWER, methods=_POST),
    Route(f"{_ONE}outcome/", judge, "challenge_outcome", _KEEP, methods=_POST),
    Route(f"{_ONE}escalate/", escalate, "challenge_escalate", _KEEP, methods=_POST),
    Route(f"{_ONE}close/", close, "challenge_close", _KEEP, methods=_POST),
    Route(f"{_ONE}reopen/", reopen, "challenge_reopen", _KEEP, methods=_POST),
)
