"""Pages of a group's forward plan, and of carrying on what a meeting did not reach."""

import uuid

from django.http import HttpResponse

from quorate.commands import forward as verbs
from quorate.commands.forward import Planned
from quorate.domain.access.audience import Audience
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.meetings.agenda import Purpose
from quorate.queries import forward as pages
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.views.answers import NOT_NOW, NOT_VALID, onward, show_stale, show_wrong

_TYPED = (("title", "Title"), ("note", "Note"))


def forward(request: Request, group: str) -> HttpResponse:
    """The twelve months ahead, and one more item."""
    if request.method != "POST":
        return _forward(request, group, Answers())
    answers = Answers(request.POST)
    said = _said(request, answers)
    if answers.errors:
        return _forward(request, group, answers, NOT_VALID)
    page = pages.page_forward(request.actor, group=group, today=request.moment.today)
    outcome = verbs.plan_item(request.asked, group=page.group_id, said=said)
    if isinstance(outcome, Refusal):
        answers.refused(outcome)
        return _forward(request, group, answers, NOT_NOW)
    return onward(request, f"“{said.title}” is planned.", "forward", group=group)


def forward_item(request: Request, group: str, planned: uuid.UUID) -> HttpResponse:
    """A planned item to be changed or moved."""
    if request.method != "POST":
        return _planned(request, group, planned, Answers())
    answers = Answers(request.POST)
    said = _said(request, answers)
    if answers.errors:
        return _planned(request, group, planned, answers, NOT_VALID)
    try:
        outcome = verbs.replan_item(request.asked, item=planned, version=answers.version(), said=said)
    except StaleError:
        return _stale(request, group, planned, answers)
    if isinstance(outcome, Refusal):
        answers.refused(outcome)
        return _planned(request, group, planned, answers, NOT_NOW)
    return onward(request, f"“{said.title}” was changed.", "forward", group=group)


def drop_item(request: Request, group: str, planned: uuid.UUID) -> HttpResponse:
    """Drop a planned item."""
    answers = Answers(request.POST)
    try:
        outcome = verbs.drop_item(request.asked, item=planned, version=answers.version())
    except StaleError:
        return _stale(request, group, planned, answers)
    if isinstance(outcome, Refusal):
        answers.refused(outcome)
        return _planned(request, group, planned, answers, NOT_NOW)
    return onward(request, "The item was dropped.", "forward", group=group)


def carry_on(request: Request, meeting: uuid.UUID) -> HttpResponse:
    """What a meeting did not reach, and carrying it to the next."""
    if request.method != "POST":
        return _carry(request, meeting, Answers(), None)
    answers = Answers(request.POST)
    chosen = answers.identities("items")
    ticked = answers.ticked("items")
    if answers.errors:
        return _carry(request, meeting, answers, ticked, NOT_VALID)
    try:
        outcome = verbs.carry_on(request.asked, meeting=meeting, version=answers.version(), items=chosen)
    except StaleError:
        page = pages.page_carry(request.actor, meeting=meeting, today=request.moment.today)
        names = {id: title for id, title, _ in page.items}
        typed = [("Item", names.get(id, "")) for id in ticked]
        return show_stale(request, "meetings/carry.html", answers, typed=typed, page=page, ticked=ticked)
    if isinstance(outcome, Refusal):
        answers.refused(outcome)
        return _carry(request, meeting, answers, ticked, NOT_NOW)
    return onward(request, outcome.sentence, "meeting", meeting=meeting)


def _said(request: Request, answers: Answers) -> Planned:
    audience = answers.choice("audience", list(Audience), needed="Choose who may see the item.")
    if not answers.raw("when"):
        answers.wrong("when", "Choose a month or a meeting.")
    return Planned(
        title=answers.text("title", needed="Give the item a title.", longest=300),
        purpose=answers.choice("purpose", tuple(Purpose), needed="Choose what the item is for."),
        slot=pages.slot_asked(request.actor, answers.raw("when")),
        lead=answers.identity("lead"),
        note=answers.text("note", longest=4_000),
        audience=Audience(audience or "partnership"),
    )


def _forward(request: Request, group: str, answers: Answers, status: int = 200) -> HttpResponse:
    page = pages.page_forward(request.actor, group=group, today=request.moment.today)
    return show_wrong(request, "meetings/forward.html", answers, status, page=page)


def _planned(
    request: Request, group: str, planned: uuid.UUID, answers: Answers, status: int = 200
) -> HttpResponse:
    page = pages.page_planned(request.actor, group=group, planned=planned, today=request.moment.today)
    return show_wrong(request, "meetings/planned.html", answers, status, page=page)


def _stale(request: Request, group: str, planned: uuid.UUID, answers: Answers) -> HttpResponse:
    page = pages.page_planned(request.actor, group=group, planned=planned, today=request.moment.today)
    form = page.form
    words = {key: said for key, said, *_ in (*form.purposes, *form.slots, *form.people, *form.audiences)}
    typed = [(name, answers.raw(key)) for key, name in _TYPED]
    chosen = (("purpose", "Purpose"), ("when", "When"), ("lead", "Lead"), ("audience", "Who may see it"))
    typed += [(name, words.get(answers.raw(key), "")) for key, name in chosen]
    return show_stale(request, "meetings/planned.html", answers, typed=typed, page=page)


def _carry(
    request: Request, meeting: uuid.UUID, answers: Answers, ticked: tuple[str, ...] | None, status: int = 200
) -> HttpResponse:
    page = pages.page_carry(request.actor, meeting=meeting, today=request.moment.today)
    shown = page.ticked if ticked is None else ticked
    return show_wrong(request, "meetings/carry.html", answers, status, page=page, ticked=shown)


_HOME = "<slug:partnership>/groups/<slug:group>/forward/"
_BOTH = ("GET", "POST")
_EDIT = Permission.AGENDA_EDIT
ROUTES: tuple[Route, ...] = (
    Route(_HOME, forward, "forward", Permission.MEETING_SEE, writes=_EDIT, methods=_BOTH),
    Route(f"{_HOME}<uuid:planned>/", forward_item, "forward_item", _EDIT, methods=_BOTH),
    Route(f"{_HOME}<uuid:planned>/drop/", drop_item, "forward_drop", _EDIT, methods=("POST",)),
    Route(
        "<slug:partnership>/meetings/<uuid:meeting>/agenda/carry/",
        carry_on,
        "agenda_carry",
        _EDIT,
        methods=_BOTH,
    ),
)
