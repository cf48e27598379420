"""Pages about terms of reference: those in force, one version, and the form that adopts the next."""

import uuid
from datetime import date
from typing import Any

from django.http import HttpResponse

from quorate.commands import terms as verbs
from quorate.domain.access.permissions import Permission
from quorate.domain.calendar.reading import read_offset
from quorate.domain.kernel.outcomes import HOW, Refusal
from quorate.domain.kernel.words import day
from quorate.domain.terms.clauses import Clause, TermsVersion
from quorate.domain.terms.typed import clause_typed
from quorate.domain.terms.versions import refusals_of_terms
from quorate.queries import terms as pages
from quorate.queries import terms_form
from quorate.queries.duties import parse
from quorate.queries.terms_form import AdoptPage, ClauseRow
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.views.answers import NOT_NOW, NOT_VALID, onward, show, show_wrong

_FIGURES = {"times_a_year": 366, "minutes": 1440, "quorum_members": 100, "quorum_agencies": 100}


def terms(request: Request) -> HttpResponse:
    """Every group's terms."""
    page = pages.page_terms(request.actor, today=request.moment.today)
    return show(request, "terms/terms.html", page=page)


def version(request: Request, terms: uuid.UUID) -> HttpResponse:
    """One version, with the duty asked about chosen in the form that records it as met."""
    return _version(request, terms, Answers({"duty": request.GET.get("duty", "")}))


def record_duty(request: Request, terms: uuid.UUID) -> HttpResponse:
    """Record that a duty under the terms was met."""
    answers = Answers(request.POST)
    page = pages.page_terms_version(request.actor, terms=terms, today=request.moment.today)
    duty = answers.choice("duty", [value for value, _ in page.recordable], needed="Choose the duty.")
    done_on = answers.day("done_on", needed="Give the day it was done.")
    note = answers.text("note", longest=2_000)
    on_behalf = answers.behalf(request.moment.today)
    if answers.errors or done_on is None:
        return _version(request, terms, answers, NOT_VALID)
    kind, item = parse(duty)
    done = verbs.record_duty_met(
        request.asked,
        group=uuid.UUID(page.group_id),
        kind=kind,
        item=item,
        done_on=done_on,
        note=note,
        on_behalf=on_behalf,
    )
    if isinstance(done, Refusal):
        answers.refused(done)
        return _version(request, terms, answers, NOT_NOW)
    return onward(request, f"It was recorded as done on {day(done_on)}.", "terms_version", terms=terms)


def adopt(request: Request, group: str) -> HttpResponse:
    """The form for a group's next terms, and what it sends."""
    page = terms_form.page_adopt(request.actor, group=group, today=request.moment.today)
    if request.method != "POST":
        return show(request, "terms/adopt.html", page=page)
    answers = Answers(request.POST)
    label = answers.text("label", needed="Say what this version is called.", longest=120)
    in_force_from = answers.day("in_force_from", needed="Give the first day these terms are in force.")
    said: dict[str, Any] = {
        "review_on": answers.day("review_on"),
        "approved_by": answers.text("approved_by", longest=200),
        "approved_on": answers.day("approved_on"),
        "year_type": answers.choice("year_type", dict(page.years), needed="Choose the year."),
    }
    clauses = [clause for row in page.rows if (clause := _clause(answers, row))]
    if answers.errors or in_force_from is None:
        return show_wrong(request, "terms/adopt.html", answers, NOT_VALID, page=page)
    if _refused(answers, page, label, in_force_from, clauses, said):
        return show_wrong(request, "terms/adopt.html", answers, NOT_NOW, page=page)
    done = verbs.adopt_terms(
        request.asked,
        group=uuid.UUID(page.group_id),
        label=label,
        in_force_from=in_force_from,
        clauses=clauses,
        **said,
    )
    if isinstance(done, Refusal):
        answers.refused(done)
        return show_wrong(request, "terms/adopt.html", answers, NOT_NOW, page=page)
    sentence = f"{label} is recorded, in force from {day(in_force_from)}."
    return onward(request, sentence, "terms_version", terms=done.id)


def _refused(
    answers: Answers,
    page: AdoptPage,
    label: str,
    in_force_from: date,
    clauses: list[Clause],
    said: dict[str, Any],
) -> bool:
    """Put beside its field each reason the terms cannot be adopted."""
    places = {row.clause.id: row.number for row in page.rows}
    whole = TermsVersion("", label, in_force_from, tuple(clauses), **said)
    for refusal in refusals_of_terms(whole, page.versions):
        of_clause = refusal.field.removeprefix("clause:")
        field = f"c{places[of_clause]}-quote" if of_clause in places else refusal.field
        answers.wrong(field, refusal.sentence)
    return bool(answers.errors)


def _clause(answers: Answers, row: ClauseRow) -> Clause | None:
    """The clause as typed; None for one left out, and for a new one that says nothing."""
    name = f"c{row.number}"
    said: dict[str, Any] = {
        "quote": answers.text(f"{name}-quote"),
        "reading": answers.text(f"{name}-reading"),
        "is_stated": answers.raw(f"{name}-silent") != "yes",
    }
    if said["is_stated"] and not said["quote"]:
        _say_words_are_wanted(answers, row)
        return None
    for field in row.asked:
        if field == "offset":
            said["offset"] = _offset(answers, f"{name}-offset")
        elif field in _FIGURES:
            said[field] = answers.whole(f"{name}-{field}", least=1, most=_FIGURES[field])
        else:
            said[field] = answers.text(f"{name}-{field}", longest=200)
    return clause_typed(row.clause, said, is_new=row.is_new)


def _say_words_are_wanted(answers: Answers, row: ClauseRow) -> None:
    """A clause emptied of its words is left out; a new one given figures and no words was not meant to be."""
    name = f"c{row.number}"
    if row.is_new and any(answers.raw(f"{name}-{field}").strip() for field in (*row.asked, "reading")):
        answers.wrong(f"{name}-quote", "Quote the words of the terms, or empty the rest to leave it out.")


def _offset(answers: Answers, field: str) -> Any:
    """How long before or after, in words such as “10 working days before”."""
    text = answers.text(field, longest=120)
    if not text:
        return None
    found = read_offset(text)
    if found.offset is None:
        unread = ", ".join(found.not_understood)
        answers.wrong(field, f"Not understood: {unread}. Write it like “10 working days before”.")
    return found.offset


def _version(request: Request, terms: uuid.UUID, answers: Answers, status: int = 200) -> HttpResponse:
    page = pages.page_terms_version(request.actor, terms=terms, today=request.moment.today)
    return show_wrong(request, "terms/version.html", answers, status, page=page, ways=tuple(HOW.items()))


_HOME = "<slug:partnership>/terms/"
_ONE = f"{_HOME}<uuid:terms>/"
ROUTES: tuple[Route, ...] = (
    Route(_HOME, terms, "terms", Permission.TERMS_SEE),
    Route(_ONE, version, "terms_version", Permission.TERMS_SEE),
    Route(f"{_ONE}duty/", record_duty, "duty_met", Permission.MEETING_SET, methods=("POST",)),
    Route(
        "<slug:partnership>/groups/<slug:group>/terms/new/",
        adopt,
        "terms_adopt",
        Permission.TERMS_ADOPT,
        methods=("GET", "POST"),
    ),
)
