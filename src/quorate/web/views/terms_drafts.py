"""Pages where a group's next terms are worked on: begun, changed clause by clause, compared, adopted."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from quorate.commands import terms_drafts as verbs
from quorate.commands.runner import Outcome
from quorate.commands.terms_drafts import About
from quorate.documents.guards import MOST_BYTES, PDF_WITHIN, too_large
from quorate.domain.access.permissions import Permission
from quorate.domain.calendar.reading import read_offset
from quorate.domain.kernel.asking import NotFoundError, StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.terms.clauses import Clause, ClauseKind
from quorate.domain.terms.consequences import KINDS
from quorate.domain.terms.typed import clause_typed, of_another_kind
from quorate.queries import terms_draft as pages
from quorate.queries.terms_form import ClausePage, page_clause
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.views.answers import NOT_NOW, NOT_VALID, onward, show, show_stale, show_wrong
from quorate.web.views.quorum_fields import quorum_said

STALE = "Somebody else changed this draft while you had it open, so nothing was done. This is how it is now."
GONE = "This clause is no longer in the draft. What you had typed is below; nothing was lost."
BOTH = "Somebody else changed this draft while you were writing. Both versions are below; nothing was lost."
_FIGURES = {"times_a_year": 366, "minutes": 1440}
_TICKS = {"yes": True, "no": False}
_DEPUTIES = ("sends_deputy", "deputy_briefed", "deputy_authority")
_LONGEST = {"anchor": 120}


def start(request: Request, group: str) -> HttpResponse:
    """Where the next terms begin: from the last version, from a file or from nothing."""
    page = pages.page_start(request.actor, group=group)
    if request.method != "POST":
        return show(request, "terms/start.html", page=page)
    answers = Answers(request.POST)
    how = answers.choice("begin", ("last", "file", "nothing"), needed="Choose where to begin.")
    file = request.FILES.get("file")
    if how == "file" and file is None:
        answers.wrong("file", "Choose the Word file, PDF or plain text of the terms.")
    elif file is not None and file.size and file.size > MOST_BYTES:
        answers.refused(too_large(file.read(PDF_WITHIN), file.name or "The file"))
    if answers.errors:
        return show_wrong(request, "terms/start.html", answers, NOT_VALID, page=page)
    of = uuid.UUID(page.group_id)
    if how == "file" and file is not None:
        name = (file.name or "terms")[:200]
        done = verbs.begin_draft_from_file(request.asked, group=of, name=name, data=file.read())
    else:
        done = verbs.begin_draft(request.asked, group=of, from_last=how == "last")
    if isinstance(done, Refusal):
        answers.refused(done)
        status = NOT_VALID if done.field == "file" else NOT_NOW
        return show_wrong(request, "terms/start.html", answers, status, page=page)
    return onward(request, "", "terms_draft", draft=done.id)


def draft(request: Request, draft: uuid.UUID) -> HttpResponse:
    """The draft: each clause beside what follows, what was not understood, what is missing, what changes."""
    page = pages.page_draft(request.actor, draft=draft, today=request.moment.today)
    return show(request, "terms/draft.html", page=page)


def about(request: Request, draft: uuid.UUID) -> HttpResponse:
    """What the version is called, its dates and who approved it."""
    page = pages.page_draft(request.actor, draft=draft, today=request.moment.today)
    if request.method != "POST":
        return show(request, "terms/about.html", page=page)
    answers = Answers(request.POST)
    said = About(
        label=answers.text("label", longest=120),
        in_force_from=answers.day("in_force_from"),
        review_on=answers.day("review_on"),
        approved_by=answers.text("approved_by", longest=200),
        approved_on=answers.day("approved_on"),
        year_type=answers.choice("year_type", dict(page.years), needed="Choose the year."),
    )
    if answers.errors:
        return show_wrong(request, "terms/about.html", answers, NOT_VALID, page=page)
    try:
        done = verbs.say_about_draft(request.asked, draft=draft, version=answers.version(), about=said)
    except StaleError:
        page = pages.page_draft(request.actor, draft=draft, today=request.moment.today)
        return show_stale(request, "terms/about.html", answers, said=BOTH, page=page)
    if isinstance(done, Refusal):
        return _again(request, draft, answers, done)
    return onward(request, "Kept in the draft.", "terms_draft", draft=draft)


def clause(request: Request, draft: uuid.UUID, clause: uuid.UUID) -> HttpResponse:
    """One clause of the draft as a form."""
    if request.method != "POST":
        page = page_clause(request.actor, draft=draft, clause=clause)
        return show(request, "terms/clause.html", page=page)
    answers = Answers(request.POST)
    try:
        page = page_clause(request.actor, draft=draft, clause=clause)
    except NotFoundError:
        return _clause_gone(request, draft, answers)
    typed = _typed(answers, page)
    if answers.errors:
        return show_wrong(request, "terms/clause.html", answers, NOT_VALID, page=page)
    try:
        done = verbs.change_clause(request.asked, draft=draft, version=answers.version(), clause=typed)
    except StaleError:
        return _clause_stale(request, draft, clause, answers)
    if isinstance(done, Refusal):
        return _again(request, draft, answers, done)
    return _kept(request, draft, clause, page, typed)


def _kept(
    request: Request, draft: uuid.UUID, clause: uuid.UUID, page: ClausePage, typed: Clause
) -> HttpResponse:
    """Back to the draft; to the form again where the clause is about something else now, to say the rest."""
    if typed.kind is page.clause.kind:
        return _to_clause(request, draft, clause, f"{page.name}: kept in the draft.")
    said = f"The clause is about something else now: {KINDS[typed.kind].lower()}. Say the rest of it."
    return onward(request, said, "terms_clause", draft=draft, clause=clause)


def _clause_stale(request: Request, draft: uuid.UUID, clause: uuid.UUID, answers: Answers) -> HttpResponse:
    """Somebody else wrote first: into another clause, and then this one goes in, or into this one."""
    page = page_clause(request.actor, draft=draft, clause=clause)
    if answers.raw("seen") == page.seen:
        typed = _typed(answers, page)
        try:
            done = verbs.change_clause(request.asked, draft=draft, version=page.version, clause=typed)
        except StaleError:
            done = None
        if done is not None and not isinstance(done, Refusal):
            return _kept(request, draft, clause, page, typed)
    return show_stale(request, "terms/clause.html", answers, said=BOTH, page=page)


def _clause_gone(request: Request, draft: uuid.UUID, answers: Answers) -> HttpResponse:
    """The draft, with what was typed into a clause that somebody else left out, or settled, meanwhile."""
    words = (("The terms say", "quote"), ("Read as", "reading"), ("Can be read otherwise", "ambiguity"))
    typed = tuple((label, answers.raw(name)) for label, name in words if answers.raw(name).strip())
    page = pages.page_draft(request.actor, draft=draft, today=request.moment.today)
    return show_stale(request, "terms/draft.html", answers, typed=typed, said=GONE, page=page)


def add_clause(request: Request, draft: uuid.UUID) -> HttpResponse:
    """A new clause: empty, or made of a sentence that was not understood, or put back."""
    answers = Answers(request.POST)
    kind = answers.choice("kind", [kind.value for kind in ClauseKind])
    left_out = answers.identity("left_out")
    number = answers.whole("sentence")
    if answers.errors:
        return _wrong(request, draft, answers, NOT_VALID)

    def do() -> Outcome:
        return verbs.add_clause(
            request.asked,
            draft=draft,
            version=answers.version(),
            kind=ClauseKind(kind) if kind else None,
            sentence=number,
            left_out=left_out,
        )

    done = _done(request, draft, answers, do)
    if isinstance(done, HttpResponse):
        return done
    if left_out:
        return _to_clause(request, draft, done, "The clause is in the draft again.")
    messages.success(request, f"{KINDS[ClauseKind(kind)]}: added. Say how it is read.")
    return _go(request, "terms_clause", draft=draft, clause=done)


def place_clause(request: Request, draft: uuid.UUID, clause: uuid.UUID) -> HttpResponse:
    """Move a clause up or down, or leave it out."""
    answers = Answers(request.POST)
    to = answers.choice("to", ("up", "down", "out"), needed="Choose what to do with the clause.")
    if answers.errors:
        return _wrong(request, draft, answers, NOT_VALID)
    at: dict[str, Any] = {"draft": draft, "version": answers.version(), "clause": str(clause)}

    def do() -> Outcome:
        if to == "out":
            return verbs.leave_out_clause(request.asked, **at)
        return verbs.move_clause(request.asked, up=to == "up", **at)

    done = _done(request, draft, answers, do)
    if isinstance(done, HttpResponse):
        return done
    if to == "out":
        return onward(request, "The clause was left out.", "terms_draft", draft=draft)
    return _to_clause(request, draft, clause, "")


def sentence(request: Request, draft: uuid.UUID) -> HttpResponse:
    """Set a sentence aside as no rule, or take it up again."""
    answers = Answers(request.POST)
    number = answers.whole("sentence", needed="Choose the sentence.")
    if answers.errors or number is None:
        return _wrong(request, draft, answers, NOT_VALID)
    aside = answers.raw("do") != "back"

    def do() -> Outcome:
        return verbs.settle_sentence(
            request.asked, draft=draft, version=answers.version(), sentence=number, aside=aside
        )

    done = _done(request, draft, answers, do)
    if isinstance(done, HttpResponse):
        return done
    said = "The sentence was set aside as no rule." if aside else "The sentence was taken up again."
    return onward(request, said, "terms_draft", draft=draft)


def seats(request: Request, draft: uuid.UUID) -> HttpResponse:
    """Add a seat the document lists, or all of them."""
    answers = Answers(request.POST)
    number = answers.whole("seat")
    if answers.errors:
        return _wrong(request, draft, answers, NOT_VALID)
    done = verbs.add_listed_seats(request.asked, draft=draft, numbers=None if number is None else [number])
    if isinstance(done, Refusal):
        return _again(request, draft, answers, done)
    said = "The seat was added to the group." if number is not None else "The seats were added to the group."
    messages.success(request, said)
    return _go(request, "terms_draft", "seats", draft=draft)


def adopt(request: Request, draft: uuid.UUID) -> HttpResponse:
    """Record the draft as the group's terms."""
    answers = Answers(request.POST)
    done = _done(
        request,
        draft,
        answers,
        lambda: verbs.adopt_draft(
            request.asked,
            draft=draft,
            version=answers.version(),
            without_unread="yes" in answers.ticked("unread"),
            days_are_right="yes" in answers.ticked("days"),
        ),
    )
    if isinstance(done, HttpResponse):
        return done
    return onward(request, "The terms are recorded as adopted.", "terms_version", terms=done)


def set_aside(request: Request, draft: uuid.UUID) -> HttpResponse:
    """Leave the draft."""
    answers = Answers(request.POST)
    done = _done(
        request,
        draft,
        answers,
        lambda: verbs.set_draft_aside(request.asked, draft=draft, version=answers.version()),
    )
    if isinstance(done, HttpResponse):
        return done
    return onward(request, "The draft was set aside. The terms in force are as they were.", "terms")


def _done(
    request: Request, draft: uuid.UUID, answers: Answers, do: Callable[[], Outcome]
) -> uuid.UUID | HttpResponse | None:
    """The id that a press gave, or the draft's page again with why nothing was done."""
    try:
        done = do()
    except StaleError:
        page = pages.page_draft(request.actor, draft=draft, today=request.moment.today)
        return show_stale(request, "terms/draft.html", answers, said=STALE, page=page)
    if isinstance(done, Refusal):
        return _again(request, draft, answers, done)
    return done.id


def _again(request: Request, draft: uuid.UUID, answers: Answers, refusal: Refusal) -> HttpResponse:
    answers.refused(refusal)
    return _wrong(request, draft, answers, NOT_NOW)


def _wrong(request: Request, draft: uuid.UUID, answers: Answers, status: int) -> HttpResponse:
    page = pages.page_draft(request.actor, draft=draft, today=request.moment.today)
    return show_wrong(request, "terms/draft.html", answers, status, page=page)


def _to_clause(request: Request, draft: uuid.UUID, clause: object, said: str) -> HttpResponse:
    if said:
        messages.success(request, said)
    return _go(request, "terms_draft", f"clause-{clause}", draft=draft)


def _go(request: Request, name: str, place: str = "", **parts: object) -> HttpResponse:
    address = reverse(name, kwargs={"partnership": request.actor.slug, **parts})
    return HttpResponseRedirect(f"{address}#{place}" if place else address)


def _typed(answers: Answers, page: ClausePage) -> Clause:
    """The clause as typed; about something else, it is asked the rest once it is of that kind."""
    kind = ClauseKind(answers.choice("kind", dict(page.kinds)) or page.clause.kind)
    said: dict[str, Any] = {
        "quote": answers.text("quote"),
        "reading": answers.text("reading"),
        "ambiguity": answers.text("ambiguity"),
        "is_stated": answers.raw("silent") != "yes",
    }
    if kind is not page.clause.kind:
        return of_another_kind(clause_typed(page.clause, said), kind)
    for field in page.asked:
        if field == "offset":
            said["offset"] = _offset(answers)
        elif field == "quorum":
            said["quorum"] = quorum_said(answers, "quorum", page.quorum)
        elif field in _FIGURES:
            said[field] = answers.whole(field, least=1, most=_FIGURES[field])
        elif field in _DEPUTIES:
            said[field] = _TICKS.get(answers.choice(field, _TICKS))
        else:
            said[field] = answers.text(field, longest=_LONGEST.get(field, 200))
    return clause_typed(page.clause, said)


def _offset(answers: Answers) -> Any:
    """How long before or after, in words such as “10 working days before”."""
    text = answers.text("offset", longest=120)
    if not text:
        return None
    found = read_offset(text)
    if found.offset is None:
        unread = ", ".join(found.not_understood)
        answers.wrong(
            "offset",
            f"Not understood: {unread}. "
            "Write it like “10 working days before” or “noon on the Tuesday before”.",
        )
    return found.offset


_MAY = Permission.TERMS_ADOPT
_BOTH, _POST = ("GET", "POST"), ("POST",)
_ONE = "<slug:partnership>/terms/drafts/<uuid:draft>/"
_CLAUSE = f"{_ONE}clauses/<uuid:clause>/"
ROUTES: tuple[Route, ...] = (
    Route("<slug:partnership>/groups/<slug:group>/terms/new/", start, "terms_new", _MAY, methods=_BOTH),
    Route(_ONE, draft, "terms_draft", _MAY),
    Route(f"{_ONE}about/", about, "terms_about", _MAY, methods=_BOTH),
    Route(f"{_ONE}clauses/add/", add_clause, "terms_clause_add", _MAY, methods=_POST),
    Route(_CLAUSE, clause, "terms_clause", _MAY, methods=_BOTH),
    Route(f"{_CLAUSE}place/", place_clause, "terms_clause_place", _MAY, methods=_POST),
    Route(f"{_ONE}sentences/", sentence, "terms_sentence", _MAY, methods=_POST),
    Route(f"{_ONE}seats/", seats, "terms_seats", _MAY, writes=Permission.PEOPLE_EDIT, methods=_POST),
    Route(f"{_ONE}adopt/", adopt, "terms_draft_adopt", _MAY, methods=_POST),
    Route(f"{_ONE}set-aside/", set_aside, "terms_draft_set_aside", _MAY, methods=_POST),
)
