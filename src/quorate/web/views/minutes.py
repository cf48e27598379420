"""Pages of a meeting's minutes: written on the agenda, sent on their way, and followed up."""

import uuid
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse

from quorate.commands import minutes as verbs
from quorate.commands import minutes_actions, minutes_after, minutes_steps
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import StaleError
from quorate.domain.kernel.outcomes import Refusal, Waiver
from quorate.domain.kernel.words import day
from quorate.domain.meetings.minutes import HEEDED, MINUTE_KINDS, Heeded, MinuteDraft, MinuteKind
from quorate.queries import minutes as pages
from quorate.queries import minutes_actions as followed
from quorate.queries import minutes_form as forms
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.paging import number_asked
from quorate.web.views.answers import NOT_NOW, NOT_VALID, onward, show, show_stale, show_wrong
from quorate.web.views.waiving import waiver_of

STALE = "Somebody else changed these minutes while you had them open, so nothing was done."
STALE_MINUTE = "Somebody else changed this minute first. Nothing was lost: both are below."
_ANSWERS = tuple((heeded.value, name) for heeded, name in HEEDED.items())
_LONGEST = 10_000


def minutes(request: Request, meeting: uuid.UUID) -> HttpResponse:
    """The minutes of a meeting."""
    page = pages.page_minutes(request.actor, meeting=meeting, today=request.moment.today)
    return show(request, "minutes/minutes.html", page=page, kinds=_kinds())


def write(request: Request, meeting: uuid.UUID) -> HttpResponse:
    """The form for one more minute of an item, and what it sends."""
    answers = Answers(request.POST if request.method == "POST" else request.GET)
    kind = MinuteKind(answers.choice("kind", list(MinuteKind)) or MinuteKind.DISCUSSION)
    item = answers.identity("item")
    if request.method != "POST":
        return _form(request, Answers(), meeting=meeting, kind=kind, item=str(item or ""))
    form = {"meeting": meeting, "kind": kind, "item": str(item or "")}
    draft, waiver = _draft(answers, kind), _waiver(answers, request.moment.today)
    if answers.errors or draft is None:
        return _form(request, answers, status=NOT_VALID, **form)
    done = verbs.write_minute(
        request.asked, meeting=meeting, item=item, draft=draft, quorum=answers.raw("quorum"), waiver=waiver
    )
    if isinstance(done, Refusal):
        return _refused(request, answers, done, form)
    if answers.raw("then") == "another":
        again = onward(request, f"{MINUTE_KINDS[kind]} written.", "minute_write", meeting=meeting)
        again["Location"] += f"?{urlencode({'kind': kind.value, 'item': form['item']})}"
        return again
    return _back(request, f"{MINUTE_KINDS[kind]} written.", meeting, item)


def change(request: Request, meeting: uuid.UUID, minute: uuid.UUID) -> HttpResponse:
    """One minute with the form that changes it. Written meanwhile by another, both versions are shown."""
    today = request.moment.today
    page = forms.page_minute(request.actor, meeting=meeting, minute=minute, today=today)
    if request.method != "POST":
        return show(request, "minutes/minute.html", page=page)
    answers = Answers(request.POST)
    kind = MinuteKind(answers.choice("kind", list(MinuteKind)) or page.kind)
    draft, waiver = _draft(answers, kind), _waiver(answers, request.moment.today)
    if answers.errors or draft is None:
        return show_wrong(request, "minutes/minute.html", answers, NOT_VALID, page=page)
    try:
        done = verbs.change_minute(
            request.asked,
            meeting=meeting,
            minute=minute,
            draft=draft,
            version=answers.version(),
            quorum=answers.raw("quorum"),
            waiver=waiver,
        )
    except StaleError:
        page = forms.page_minute(request.actor, meeting=meeting, minute=minute, today=today)
        return show_stale(request, "minutes/minute.html", answers, said=STALE_MINUTE, page=page)
    if isinstance(done, Refusal):
        answers.refused(done)
        return show_wrong(request, "minutes/minute.html", answers, NOT_NOW, page=page)
    said = f"The minute was changed. {done.sentence}".strip()
    return _back(request, said, meeting, uuid.UUID(page.item) if page.item else None)


def remove(request: Request, meeting: uuid.UUID, minute: uuid.UUID) -> HttpResponse:
    """Take a minute out; it stays in the record."""
    asked = {"minute": minute, "version": Answers(request.POST).version()}
    return _on_page(request, meeting, "The minute was taken out.", verbs.remove_minute, **asked)


def move(request: Request, meeting: uuid.UUID, minute: uuid.UUID) -> HttpResponse:
    """Move a minute one place up or down."""
    answers = Answers(request.POST)
    asked = {"minute": minute, "version": answers.version()}
    return _on_page(request, meeting, "", verbs.move_minute, up=answers.raw("to") == "up", **asked)


def to_chair(request: Request, meeting: uuid.UUID) -> HttpResponse:
    """Record the day the minutes went to the chair."""
    answers = Answers(request.POST)
    on = answers.day("chair_on", needed="Give the day they went to the chair.")
    if answers.errors or on is None:
        return _page_wrong(request, meeting, answers, NOT_VALID)
    said = f"The minutes are recorded as with the chair from {day(on)}."
    asked = {"on": on, "version": answers.version()}
    return _on_page(request, meeting, said, minutes_steps.send_minutes_to_chair, answers=answers, **asked)


def approve(request: Request, meeting: uuid.UUID) -> HttpResponse:
    """Approve the minutes, or record that the chair or a vice-chair did."""
    answers = Answers(request.POST)
    behalf = answers.behalf(request.moment.today)
    if answers.raw("for") == "another" and behalf is None:
        answers.wrong("on_behalf_person", "Say who approved them, how they said so and when.")
    if answers.errors:
        return _page_wrong(request, meeting, answers, NOT_VALID)
    asked = {"version": answers.version(), "on_behalf": behalf}
    said = "The minutes are approved. From now on they are changed by amendment alone."
    return _on_page(request, meeting, said, minutes_steps.approve_minutes, answers=answers, **asked)


def circulate(request: Request, meeting: uuid.UUID) -> HttpResponse:
    """Send the approved minutes to members."""
    answers = Answers(request.POST)
    version = answers.version()
    return _on_page(request, meeting, "", minutes_steps.circulate_minutes, answers=answers, version=version)


def confirm(request: Request, meeting: uuid.UUID) -> HttpResponse:
    """Record at which later meeting the minutes were confirmed."""
    answers = Answers(request.POST)
    at = answers.identity("at", needed="Choose the meeting that confirmed them.")
    if answers.errors:
        return _page_wrong(request, meeting, answers, NOT_VALID)
    asked = {"at": at, "version": answers.version()}
    said = "The minutes are recorded as confirmed."
    return _on_page(request, meeting, said, minutes_steps.confirm_minutes, answers=answers, **asked)


def amend(request: Request, meeting: uuid.UUID, minute: uuid.UUID) -> HttpResponse:
    """Amend a minute that was approved."""
    if request.method != "POST":
        return _after(request, "minutes/amend.html", meeting, minute, Answers())
    answers = Answers(request.POST)
    words = answers.text("words", needed="Write what it should say.", longest=_LONGEST)
    reason = answers.text("reason", needed="Say why it is amended.", longest=2_000)
    agreed_at = answers.identity("agreed_at")
    if answers.errors:
        return _after(request, "minutes/amend.html", meeting, minute, answers, NOT_VALID)
    return _done_after(
        request,
        "minutes/amend.html",
        answers,
        "The amendment is recorded. What the minute said is kept.",
        minutes_after.amend_minute,
        meeting=meeting,
        minute=minute,
        words=words,
        reason=reason,
        agreed_at=agreed_at,
    )


def ratify(request: Request, meeting: uuid.UUID, minute: uuid.UUID) -> HttpResponse:
    """Link the later decision that ratified one taken without a quorum."""
    if request.method != "POST":
        return _after(request, "minutes/ratify.html", meeting, minute, Answers())
    answers = Answers(request.POST)
    by = answers.identity("ratified_in", needed="Choose the decision that ratified it.")
    waiver = _waiver(answers, request.moment.today, "Say why it is relied on.")
    if answers.errors:
        return _after(request, "minutes/ratify.html", meeting, minute, answers, NOT_VALID)
    said = "The decision is recorded as ratified."
    asked = {"meeting": meeting, "minute": minute, "ratified_in": by, "waiver": waiver}
    return _done_after(request, "minutes/ratify.html", answers, said, minutes_after.ratify_decision, **asked)


def answer(request: Request, meeting: uuid.UUID, minute: uuid.UUID) -> HttpResponse:
    """Record what became of advice."""
    if request.method != "POST":
        return _after(request, "minutes/answer.html", meeting, minute, Answers())
    answers = Answers(request.POST)
    heeded = answers.choice("answer", list(Heeded), needed="Say whether the advice was followed.")
    on = answers.day("answered_on", needed="Give the day of the answer.")
    words = answers.text("answer_words", longest=_LONGEST)
    decided_in = answers.identity("decided_in")
    if answers.errors or on is None:
        return _after(request, "minutes/answer.html", meeting, minute, answers, NOT_VALID)
    return _done_after(
        request,
        "minutes/answer.html",
        answers,
        "The answer is recorded.",
        minutes_after.answer_advice,
        meeting=meeting,
        minute=minute,
        answer=heeded,
        on=on,
        words=words,
        decided_in=decided_in,
    )


def advice(request: Request) -> HttpResponse:
    """All advice, unanswered first."""
    page = followed.page_advice(request.actor, today=request.moment.today, number=number_asked(request))
    return show(request, "minutes/advice.html", page=page)


def move_entry(request: Request, entry: uuid.UUID) -> HttpResponse:
    """Move an entry, such as an action of a meeting, into another plan."""
    answers = Answers(request.POST if request.method == "POST" else request.GET)
    page = forms.page_move(request.actor, entry=entry, plan=answers.raw("plan"), today=request.moment.today)
    if request.method != "POST":
        return show(request, "minutes/move.html", page=page, answers=answers)
    plan = answers.identity("plan", needed="Choose the plan it goes into.")
    parent = answers.identity("parent")
    if answers.errors or plan is None:
        return show_wrong(request, "minutes/move.html", answers, NOT_VALID, page=page)
    try:
        done = minutes_actions.move_entry(
            request.asked, entry=entry, plan=plan, parent=parent, version=answers.version()
        )
    except StaleError:
        page = forms.page_move(
            request.actor, entry=entry, plan=answers.raw("plan"), today=request.moment.today
        )
        return show_stale(request, "minutes/move.html", answers, page=page)
    if isinstance(done, Refusal):
        answers.refused(done)
        return show_wrong(request, "minutes/move.html", answers, NOT_NOW, page=page)
    name = dict(page.plans).get(str(plan), "the plan")
    return onward(request, f"It is now in {name}, with its history.", "entry", entry=entry)


def _kinds() -> tuple[tuple[str, str], ...]:
    return tuple((kind.value, name) for kind, name in MINUTE_KINDS.items())


def _draft(answers: Answers, kind: MinuteKind) -> MinuteDraft | None:
    """What the form says of a minute; the fields of other kinds are not looked at."""
    words = answers.text("words", longest=_LONGEST)
    owner, agency, due_on = "", "", None
    if kind is MinuteKind.ACTION:
        owner = str(answers.identity("owner") or "")
        agency = str(answers.identity("agency") or "")
        due_on = answers.day("due_on")
    is_advice = kind is MinuteKind.ADVICE
    draft = MinuteDraft(
        kind=kind,
        words=words,
        owner=owner,
        agency=agency,
        due_on=due_on,
        asked_by=answers.text("asked_by", longest=200) if is_advice else "",
        given_to=answers.text("given_to", longest=200) if is_advice else "",
        evidence=answers.text("evidence", longest=_LONGEST) if is_advice else "",
    )
    return None if answers.errors else draft


def _waiver(
    answers: Answers, today: date, needed: str = "Say why it was decided without a quorum."
) -> Waiver | None:
    """The agreement to decide without a quorum, where any of it is filled in."""
    filled = any(answers.raw(name).strip() for name in ("agreed_by", "agreed_on", "reason"))
    if not filled or not answers.raw("clause"):
        return None
    return waiver_of(answers, today=today, needed=needed)


def _form(request: Request, answers: Answers, *, status: int = 200, **asked: Any) -> HttpResponse:
    page = forms.page_new_minute(request.actor, today=request.moment.today, **asked)
    return show_wrong(request, "minutes/minute.html", answers, status, page=page)


def _refused(request: Request, answers: Answers, refusal: Refusal, form: dict[str, Any]) -> HttpResponse:
    answers.refused(refusal)
    return _form(request, answers, status=NOT_NOW, **form)


def _back(request: Request, sentence: str, meeting: uuid.UUID, item: uuid.UUID | None) -> HttpResponse:
    """To the minutes, at the item."""
    answer = onward(request, sentence, "minutes", meeting=meeting)
    answer["Location"] = f"{answer['Location']}#item-{item or 'none'}"
    return answer


def _on_page(
    request: Request,
    meeting: uuid.UUID,
    said: str,
    verb: Any,
    *,
    answers: Answers | None = None,
    **asked: Any,
) -> HttpResponse:
    """Do one thing from the page of the minutes; not done, the page says why and keeps what was typed."""
    answers = answers or Answers(request.POST)
    try:
        done = verb(request.asked, meeting=meeting, **asked)
    except StaleError:
        page = pages.page_minutes(request.actor, meeting=meeting, today=request.moment.today)
        said = f"{STALE} Look at them below, then try again."
        return show_stale(request, "minutes/minutes.html", answers, said=said, page=page, kinds=_kinds())
    if isinstance(done, Refusal):
        answers.refused(done)
        return _page_wrong(request, meeting, answers, NOT_NOW)
    return onward(request, f"{said} {done.sentence}".strip(), "minutes", owed=done.owed, meeting=meeting)


def _page_wrong(request: Request, meeting: uuid.UUID, answers: Answers, status: int) -> HttpResponse:
    page = pages.page_minutes(request.actor, meeting=meeting, today=request.moment.today)
    return show_wrong(request, "minutes/minutes.html", answers, status, page=page, kinds=_kinds())


def _after(
    request: Request,
    template: str,
    meeting: uuid.UUID,
    minute: uuid.UUID,
    answers: Answers,
    status: int = 200,
) -> HttpResponse:
    page = forms.page_after(request.actor, meeting=meeting, minute=minute, today=request.moment.today)
    return show_wrong(request, template, answers, status, page=page, heeded=_ANSWERS)


def _done_after(
    request: Request, template: str, answers: Answers, said: str, verb: Any, **asked: Any
) -> HttpResponse:
    meeting, minute = asked["meeting"], asked["minute"]
    try:
        done = verb(request.asked, version=answers.version(), **asked)
    except StaleError:
        page = forms.page_after(request.actor, meeting=meeting, minute=minute, today=request.moment.today)
        return show_stale(request, template, answers, said=STALE_MINUTE, page=page, heeded=_ANSWERS)
    if isinstance(done, Refusal):
        answers.refused(done)
        return _after(request, template, meeting, minute, answers, NOT_NOW)
    return onward(request, f"{said} {done.sentence}".strip(), "minutes", meeting=meeting)


_ALL = "<slug:partnership>/meetings/<uuid:meeting>/minutes/"
_ONE = f"{_ALL}<uuid:minute>/"
_SEE, _WRITE, _APPROVE = Permission.MEETING_SEE, Permission.MINUTES_WRITE, Permission.MINUTES_APPROVE
_BOTH, _POST = ("GET", "POST"), ("POST",)
ROUTES: tuple[Route, ...] = (
    Route(_ALL, minutes, "minutes", _SEE),
    Route(f"{_ALL}write/", write, "minute_write", _WRITE, methods=_BOTH),
    Route(f"{_ALL}chair/", to_chair, "minutes_to_chair", _WRITE, methods=_POST),
    Route(f"{_ALL}approve/", approve, "minutes_approve", _APPROVE, methods=_POST),
    Route(f"{_ALL}circulate/", circulate, "minutes_circulate", _WRITE, methods=_POST),
    Route(f"{_ALL}confirm/", confirm, "minutes_confirm", _WRITE, methods=_POST),
    Route(_ONE, change, "minute", _WRITE, methods=_BOTH),
    Route(f"{_ONE}remove/", remove, "minute_remove", _WRITE, methods=_POST),
    Route(f"{_ONE}move/", move, "minute_move", _WRITE, methods=_POST),
    Route(f"{_ONE}amend/", amend, "minute_amend", _WRITE, methods=_BOTH),
    Route(f"{_ONE}ratify/", ratify, "minute_ratify", _WRITE, methods=_BOTH),
    Route(f"{_ONE}answer/", answer, "minute_answer", _WRITE, methods=_BOTH),
    Route("<slug:partnership>/advice/", advice, "advice", _SEE),
    Route(
        "<slug:partnership>/entries/<uuid:entry>/move/",
        move_entry,
        "entry_move",
        Permission.PLAN_EDIT,
        methods=_BOTH,
    ),
)
