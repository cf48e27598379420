"""Pages about plans."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse

from quorate.commands import plans as commands
from quorate.domain.access.audience import Audience
from quorate.domain.access.permissions import Permission
from quorate.domain.imports.finish import read_measure
from quorate.domain.imports.target_words import read_changed
from quorate.domain.kernel.asking import StaleError
from quorate.domain.kernel.outcomes import HOW, Refusal
from quorate.domain.kernel.reading import read_day
from quorate.domain.plans.drafts import EntryDraft, leads_from, measures_from
from quorate.domain.plans.facts import EntryKind, Rating, Status, Target
from quorate.domain.plans.labels import RATINGS, STATUSES
from quorate.domain.plans.refusals import ProgressDraft
from quorate.domain.plans.starting import LEADS_IN_WORDS
from quorate.queries import entries as entry_pages
from quorate.queries import plans as plan_pages
from quorate.queries.entries import KIND_CHOICES, EntryPage
from quorate.queries.labelling import audience_choices
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.paging import number_asked
from quorate.web.views.answers import NOT_NOW, NOT_VALID, onward, show, show_wrong
from quorate.web.views.rewording import (
    FIELDS,
    Clash,
    as_typed,
    clash_of,
    only_what_was_changed,
    targets_as_typed,
)
from quorate.web.views.updating import (
    LONGEST_SAID,
    barrier_and_rating,
    only_what_was_said,
    spoken_for,
    with_what_stands,
)


def plans(request: Request) -> HttpResponse:
    """Every plan, as it stands today."""
    return show(
        request, "plans/plans.html", page=plan_pages.page_plans(request.actor, today=request.moment.today)
    )


def start_plan(request: Request) -> HttpResponse:
    """A form for a new, empty plan."""
    audiences = audience_choices(request.actor)
    groups = plan_pages.group_choices(request.actor, today=request.moment.today)
    context = {"groups": groups, "audiences": audiences}
    if request.method != "POST":
        return show(request, "plans/start.html", **context)
    answers = Answers(request.POST)
    name = answers.text("name", needed="Give the plan a name.", longest=200)
    starts_on = answers.day("starts_on", needed="Say when the plan starts.")
    ends_on = answers.day("ends_on")
    group = answers.identity("group")
    audience = Audience(answers.choice("audience", [a for a, _, _ in audiences]) or Audience.PARTNERSHIP)
    if answers.errors or starts_on is None:
        return show_wrong(request, "plans/start.html", answers, NOT_VALID, **context)
    done = commands.start_plan(
        request.asked, name=name, starts_on=starts_on, ends_on=ends_on, group=group, audience=audience
    )
    if isinstance(done, Refusal):
        answers.refused(done)
        return show_wrong(request, "plans/start.html", answers, NOT_NOW, **context)
    return onward(request, f"{name} was started.", "plans")


def plan(request: Request, plan: str) -> HttpResponse:
    """One plan as at a date, narrowed as asked."""
    asked = request.GET
    answers = Answers(asked)
    on = answers.day("on")
    if on and on > request.moment.today:
        answers.wrong("on", "That day has not come yet. This is the plan as it stands today.")
        on = None
    page = plan_pages.page_plan(
        request.actor,
        plan=plan,
        today=request.moment.today,
        on=on,
        chosen=plan_pages.Chosen(
            lead=asked.get("lead", ""),
            standing=asked.get("standing", ""),
            flag=asked.get("flag", ""),
            barrier=asked.get("barrier", ""),
            words=asked.get("words", "").strip()[:100],
            view="tree" if asked.get("view") == "tree" else "table",
        ),
        number=number_asked(request),
    )
    return show(
        request,
        "plans/plan.html",
        page=page,
        answers=answers,
        errors=tuple(answers.errors),
        before=_address(asked, "page"),
        links=_removals(asked, page),
        match_names=False,
    )


def _address(asked: Any, without: str) -> str:
    kept = asked.copy()
    kept.pop(without, None)
    start = kept.urlencode()
    return f"?{start}&{without}=" if start else f"?{without}="


def _removals(asked: Any, page: plan_pages.PlanPage) -> tuple[tuple[str, str], ...]:
    """What the table is narrowed by, each with the address that removes it."""
    labels = {
        "lead": page.chosen.lead,
        "standing": next((c.label for c in page.standings if c.is_chosen), ""),
        "flag": next((c.label for c in page.flags if c.is_chosen), ""),
        "barrier": next((c.label for c in page.barriers if c.is_chosen), ""),
        "words": page.chosen.words,
    }
    found = []
    for name, label in labels.items():
        if label:
            kept = asked.copy()
            kept.pop(name, None)
            kept.pop("page", None)
            found.append((label, f"?{kept.urlencode()}"))
    return tuple(found)


def ask_for_updates(request: Request, plan: str) -> HttpResponse:
    """Ask the leads of a plan's open entries for an update."""
    answers = Answers(request.POST)
    due_on = answers.day("due_on", needed="Say by when you need the updates.")
    id = plan_pages.plan_id(request.actor, plan)
    if answers.errors or due_on is None:
        return _plan_again(request, plan, answers, NOT_VALID)
    done = commands.ask_for_updates(request.asked, plan=id or uuid.UUID(int=0), due_on=due_on)
    if isinstance(done, Refusal):
        answers.refused(done)
        match_names = done.code == LEADS_IN_WORDS
        return _plan_again(request, plan, answers, NOT_NOW, match_names=match_names)
    return onward(request, done.sentence, "plan", owed=done.owed, plan=plan)


def _plan_again(
    request: Request, plan: str, answers: Answers, status: int, *, match_names: bool = False
) -> HttpResponse:
    page = plan_pages.page_plan(request.actor, plan=plan, today=request.moment.today)
    more = {"page": page, "before": "?page=", "links": (), "match_names": match_names}
    return show_wrong(request, "plans/plan.html", answers, status, **more)


def add_entry(request: Request, plan: str) -> HttpResponse:
    """A form for one more entry."""
    page = plan_pages.page_plan(request.actor, plan=plan, today=request.moment.today)
    parents = plan_pages.parent_choices(request.actor, plan=plan, today=request.moment.today)
    context: dict[str, Any] = {"page": page, "kinds": KIND_CHOICES, "parents": parents}
    if request.method != "POST":
        return show(request, "plans/add.html", **context)
    answers = Answers(request.POST)
    draft = _draft(answers, request.moment.today)
    if answers.errors:
        return show_wrong(request, "plans/add.html", answers, NOT_VALID, **context)
    done = commands.add_entry(request.asked, plan=uuid.UUID(page.id), draft=draft)
    if isinstance(done, Refusal):
        answers.refused(done)
        return show_wrong(request, "plans/add.html", answers, NOT_NOW, **context)
    return onward(request, "It is in the plan.", "entry", entry=done.id)


def _draft(
    answers: Answers, today: date, kept: EntryDraft | None = None, held: Sequence[tuple[str, Target]] = ()
) -> EntryDraft:
    """The wording form's fields; leads, targets and measures are one to a line.

    `held` is each kept target date with the line it stands on in the form.
    """
    kind = answers.choice("kind", [value for value, _ in KIND_CHOICES], needed="Choose what it is.")
    read = read_changed(answers.text("targets"), held=held, as_at=today)
    if read.note:
        answers.wrong("targets", read.note)
    leads = leads_from(answers.text("leads").splitlines(), kept.leads if kept else ())
    measures = measures_from(
        answers.text("measures").splitlines(), kept.measures if kept else (), read=read_measure
    )
    return EntryDraft(
        kind=EntryKind(kind or "action"),
        text=answers.text("text", needed="Say what is to be done."),
        code=answers.text("code", longest=40),
        level=kept.level if kept else "",
        parent_id=str(answers.identity("parent") or ""),
        order=kept.order if kept else 100_000,
        outcome=answers.text("outcome"),
        leads=leads,
        targets=read.targets,
        measures=measures,
    )


def entry(request: Request, entry: uuid.UUID) -> HttpResponse:
    """One entry with its history, and the form to record an update."""
    answers = Answers(request.GET)
    today, on = request.moment.today, read_day(request.GET.get("on", ""))
    # Nothing is known of a day to come: the entry is shown as it stands.
    past = on if on and on <= today else None
    page = entry_pages.page_entry(request.actor, entry=entry, today=today, on=past)
    return show(request, "plans/entry.html", page=page, answers=answers, **_choices())


def _choices() -> dict[str, Any]:
    return {
        "statuses": tuple((status.value, label) for status, label in STATUSES.items()),
        "ratings": tuple((rating.value, label) for rating, label in RATINGS.items() if rating),
        "ways": tuple(HOW.items()),
        "stale": False,
    }


def record_progress(request: Request, entry: uuid.UUID) -> HttpResponse:
    """Record an update, or show what is wrong with it beside what was typed."""
    today = request.moment.today
    page = entry_pages.page_entry(request.actor, entry=entry, today=today)
    answers = Answers(with_what_stands(request.POST, page))
    as_at = answers.day("as_at", needed="Say which date the update speaks for.")
    status = answers.choice("status", [s.value for s in Status], needed="Choose how it stands.")
    answers.choice("rating", [r.value for r in Rating if r])
    words = {name: answers.text(name, longest=LONGEST_SAID) for name in ("progress", "evidence")}
    behalf = answers.behalf(today)
    if answers.errors or as_at is None:
        return _entry_again(request, entry, answers, NOT_VALID)
    barrier, rating = barrier_and_rating(answers, Status(status))
    if answers.errors:
        return _entry_again(request, entry, answers, NOT_VALID)
    as_at = spoken_for(answers, as_at, behalf)
    draft = ProgressDraft(as_at=as_at, status=Status(status), rating=rating, barrier=barrier, **words)
    try:
        done = commands.record_progress(
            request.asked, entry=entry, draft=draft, on_behalf=behalf, version=answers.version()
        )
    except StaleError:
        return _entry_again(request, entry, Answers(only_what_was_said(answers, page)), NOT_NOW, stale=True)
    if isinstance(done, Refusal):
        answers.refused(done)
        return _entry_again(request, entry, answers, NOT_NOW)
    return onward(request, "The update was recorded.", "entry", entry=entry)


def _entry_again(
    request: Request, entry: uuid.UUID, answers: Answers, status: int, **more: Any
) -> HttpResponse:
    page = entry_pages.page_entry(request.actor, entry=entry, today=request.moment.today)
    return show_wrong(request, "plans/entry.html", answers, status, page=page, **{**_choices(), **more})


def change_entry(request: Request, entry: uuid.UUID) -> HttpResponse:
    """The wording form: what an entry says, changed as a new version."""
    page = entry_pages.page_entry(request.actor, entry=entry, today=request.moment.today)
    assert page.state is not None  # noqa: S101 page_entry always gives it
    now = commands.draft_of(page.state, page.level)
    context = _wording_form(request, page)
    if request.method != "POST":
        return show(request, "plans/change.html", **context)
    answers = Answers(request.POST)
    draft = _draft(answers, request.moment.today, now, targets_as_typed(page))
    if answers.errors:
        return show_wrong(request, "plans/change.html", answers, NOT_VALID, **context)
    try:
        done = commands.change_entry(
            request.asked,
            entry=entry,
            draft=draft,
            reason=answers.text("reason"),
            version=answers.version(),
        )
    except StaleError:
        merged = only_what_was_changed(request.POST, page)
        context["both"] = clash_of(request.POST, merged, page, context["parents"])
        return show_wrong(request, "plans/change.html", Answers(merged), NOT_NOW, **context)
    if isinstance(done, Refusal):
        answers.refused(done)
        return show_wrong(request, "plans/change.html", answers, NOT_NOW, **context)
    return onward(
        request, "The change was recorded. What it said before is in its history.", "entry", entry=entry
    )


def _wording_form(request: Request, page: EntryPage) -> dict[str, Any]:
    parents = entry_pages.parent_choices(request.actor, entry=uuid.UUID(page.id), today=request.moment.today)
    return {"page": page, "kinds": KIND_CHOICES, "parents": parents, "now": as_typed(page), "both": None}


def withdraw_entry(request: Request, entry: uuid.UUID) -> HttpResponse:
    """Withdraw an entry from its plan, with a reason."""
    answers = Answers(request.POST)
    page = entry_pages.page_entry(request.actor, entry=entry, today=request.moment.today)
    context = _wording_form(request, page)
    try:
        done = commands.withdraw_entry(
            request.asked, entry=entry, reason=answers.text("withdraw_reason"), version=answers.version()
        )
    except StaleError:
        context["both"] = Clash(theirs=tuple((FIELDS[name], value) for name, value in context["now"].items()))
        return show_wrong(request, "plans/change.html", answers, NOT_NOW, **context)
    if isinstance(done, Refusal):
        answers.wrong("withdraw_reason", f"{done.sentence} {done.cure}".strip())
        return show_wrong(request, "plans/change.html", answers, NOT_NOW, **context)
    return onward(request, "It was withdrawn from the plan.", "plan", plan=page.plan_slug)


_SEE, _EDIT = Permission.PLAN_SEE, Permission.PLAN_EDIT
_BOTH, _POST = ("GET", "POST"), ("POST",)
ROUTES = (
    Route("<slug:partnership>/plans/", plans, "plans", _SEE),
    Route("<slug:partnership>/plans/start/", start_plan, "start_plan", _EDIT, methods=_BOTH),
    Route("<slug:partnership>/plans/<slug:plan>/", plan, "plan", _SEE),
    Route(
        "<slug:partnership>/plans/<slug:plan>/ask/",
        ask_for_updates,
        "ask_for_updates",
        Permission.UPDATES_ASK,
        methods=_POST,
    ),
    Route("<slug:partnership>/plans/<slug:plan>/add/", add_entry, "add_entry", _EDIT, methods=_BOTH),
    Route("<slug:partnership>/entries/<uuid:entry>/", entry, "entry", _SEE),
    Route(
        "<slug:partnership>/entries/<uuid:entry>/progress/",
        record_progress,
        "record_progress",
        Permission.PROGRESS_RECORD,
        methods=_POST,
    ),
    Route(
        "<slug:partnership>/entries/<uuid:entry>/change/", change_entry, "change_entry", _EDIT, methods=_BOTH
    ),
    Route(
        "<slug:partnership>/entries/<uuid:entry>/withdraw/",
        withdraw_entry,
        "withdraw_entry",
        _EDIT,
        methods=_POST,
    ),
)
