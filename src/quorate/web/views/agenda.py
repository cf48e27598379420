"""Pages where a meeting's agenda is built."""

import uuid

from django.http import HttpResponse

from quorate.commands import agenda as verbs
from quorate.commands.agenda import Said
from quorate.domain.access.audience import Audience
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.meetings.agenda import Purpose
from quorate.domain.meetings.refusals import LONGEST_ITEM
from quorate.queries import meeting_forms
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.views.answers import NOT_NOW, NOT_VALID, onward, show_stale, show_wrong
from quorate.web.views.meeting_again import meeting_refused, meeting_stale

STALE_TO_REMOVE = "Somebody else changed this item, so it was not taken off. This is what it says now."
_TYPED = (
    ("title", "Title"),
    ("purpose", "Purpose"),
    ("minutes", "Minutes"),
    ("speaker", "Speaker"),
    ("ask", "What is asked"),
    ("to_press", "What to press"),
    ("audience", "Who may see the item"),
)


def standing_items(request: Request, meeting: uuid.UUID) -> HttpResponse:
    """The standing items to tick, and putting those ticked on the agenda."""
    answers = Answers(request.POST if request.method == "POST" else None)
    chosen = request.POST.getlist("titles")
    if request.method != "POST":
        return _standing_form(request, meeting, answers, None)
    try:
        outcome = verbs.add_standing_items(
            request.asked,
            meeting=meeting,
            version=answers.version(),
            titles=chosen,
            urgent_why=answers.text("urgent_why", longest=2_000),
            chair_agreed=answers.raw("chair_agreed") == "yes",
        )
    except StaleError:
        page = meeting_forms.page_standing_items(request.actor, meeting=meeting, today=request.moment.today)
        typed = [("Item", title) for title in chosen]
        if answers.raw("urgent_why"):
            typed.append(("Why it could not wait", answers.raw("urgent_why")))
        return show_stale(request, "meetings/standing.html", answers, typed=typed, page=page, ticked=chosen)
    if isinstance(outcome, Refusal):
        answers.refused(outcome)
        return _standing_form(request, meeting, answers, chosen, status=NOT_VALID)
    return onward(request, "The items are on the agenda.", "meeting", meeting=meeting)


def add_item(request: Request, meeting: uuid.UUID) -> HttpResponse:
    """A new agenda item."""
    if request.method != "POST":
        return _add_form(request, meeting, Answers())
    answers = Answers(request.POST)
    said = _said(request, answers)
    if answers.errors:
        return _add_form(request, meeting, answers, status=NOT_VALID)
    outcome = verbs.add_item(request.asked, meeting=meeting, said=said)
    if isinstance(outcome, Refusal):
        answers.refused(outcome)
        return _add_form(request, meeting, answers, status=NOT_NOW)
    return onward(request, f"“{said.title}” is on the agenda.", "meeting", meeting=meeting)


def change_item(request: Request, meeting: uuid.UUID, item: uuid.UUID) -> HttpResponse:
    """An agenda item to be changed."""
    if request.method != "POST":
        return _change_form(request, meeting, item, Answers())
    answers = Answers(request.POST)
    said = _said(request, answers)
    if answers.errors:
        return _change_form(request, meeting, item, answers, status=NOT_VALID)
    try:
        outcome = verbs.change_item(
            request.asked, meeting=meeting, item=item, version=answers.version(), said=said
        )
    except StaleError:
        page = meeting_forms.page_item(request.actor, meeting=meeting, item=item, today=request.moment.today)
        words = {key: said for key, said, *_ in (*page.purposes, *page.audiences)}
        typed = [(name, words.get(answers.raw(field), answers.raw(field))) for field, name in _TYPED]
        return show_stale(request, "meetings/item.html", answers, typed=typed, page=page)
    if isinstance(outcome, Refusal):
        answers.refused(outcome)
        return _change_form(request, meeting, item, answers, status=NOT_NOW)
    return onward(request, f"“{said.title}” was changed.", "meeting", meeting=meeting)


def remove_item(request: Request, meeting: uuid.UUID, item: uuid.UUID) -> HttpResponse:
    """Take an item off the agenda."""
    answers = Answers(request.POST)
    try:
        outcome = verbs.remove_item(request.asked, meeting=meeting, item=item, version=answers.version())
    except StaleError:
        page = meeting_forms.page_item(request.actor, meeting=meeting, item=item, today=request.moment.today)
        return show_stale(request, "meetings/item.html", answers, said=STALE_TO_REMOVE, page=page)
    if isinstance(outcome, Refusal):
        return meeting_refused(request, meeting, answers, outcome)
    return onward(request, "The item was taken off the agenda.", "meeting", meeting=meeting)


def move_item(request: Request, meeting: uuid.UUID, item: uuid.UUID) -> HttpResponse:
    """Move an item one place up or down."""
    answers = Answers(request.POST)
    try:
        outcome = verbs.move_item(
            request.asked,
            meeting=meeting,
            item=item,
            version=answers.version(),
            up=answers.raw("to") == "up",
        )
    except StaleError:
        return meeting_stale(request, meeting, answers)
    if isinstance(outcome, Refusal):
        return meeting_refused(request, meeting, answers, outcome)
    return onward(request, "", "meeting", meeting=meeting)


def _standing_form(
    request: Request, meeting: uuid.UUID, answers: Answers, chosen: list[str] | None, status: int = 200
) -> HttpResponse:
    page = meeting_forms.page_standing_items(request.actor, meeting=meeting, today=request.moment.today)
    ticked = chosen if chosen is not None else [each.title for each in page.proposals]
    return show_wrong(request, "meetings/standing.html", answers, status, page=page, ticked=ticked)


def _add_form(request: Request, meeting: uuid.UUID, answers: Answers, status: int = 200) -> HttpResponse:
    page = meeting_forms.page_add_item(request.actor, meeting=meeting)
    return show_wrong(request, "meetings/item.html", answers, status, page=page)


def _change_form(
    request: Request,
    meeting: uuid.UUID,
    item: uuid.UUID,
    answers: Answers,
    status: int = 200,
) -> HttpResponse:
    page = meeting_forms.page_item(request.actor, meeting=meeting, item=item, today=request.moment.today)
    return show_wrong(request, "meetings/item.html", answers, status, page=page)


def _said(request: Request, answers: Answers) -> Said:
    """What the form says. One that offers no restriction leaves the one the item names."""
    audience = answers.choice("audience", list(Audience), needed="Choose who may see the item.")
    return Said(
        title=answers.text("title", needed="Give the item a title.", longest=300),
        purpose=answers.choice("purpose", tuple(Purpose), needed="Choose what the item is for."),
        minutes=answers.whole("minutes", most=LONGEST_ITEM, needed="Say how many minutes.") or 0,
        speaker=answers.text("speaker", longest=200),
        ask=answers.text("ask", longest=4_000),
        to_press=answers.text("to_press", longest=4_000),
        audience=Audience(audience or "partnership"),
        restriction=answers.identity("restriction"),
        keeps_restriction="restriction" not in request.POST,
        urgent_why=answers.text("urgent_why", longest=2_000),
        chair_agreed=answers.raw("chair_agreed") == "yes",
    )


_AGENDA = "<slug:partnership>/meetings/<uuid:meeting>/agenda/"
_ITEM = f"{_AGENDA}<uuid:item>/"
_BOTH = ("GET", "POST")
ROUTES: tuple[Route, ...] = (
    Route(f"{_AGENDA}standing/", standing_items, "agenda_standing", Permission.AGENDA_EDIT, methods=_BOTH),
    Route(f"{_AGENDA}add/", add_item, "agenda_add", Permission.AGENDA_EDIT, methods=_BOTH),
    Route(_ITEM, change_item, "agenda_item", Permission.AGENDA_EDIT, methods=_BOTH),
    Route(f"{_ITEM}remove/", remove_item, "agenda_remove", Permission.AGENDA_EDIT, methods=("POST",)),
    Route(f"{_ITEM}move/", move_item, "agenda_move", Permission.AGENDA_EDIT, methods=("POST",)),
)
