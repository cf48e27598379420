"""The pages of self-assessments: those of a group, one being opened, one with its result, and one answer."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.access.permissions import Permission
from quorate.domain.calendar.periods import Period, year_of
from quorate.domain.calendar.working import ONE_DAY
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.words import count, day
from quorate.domain.membership.self_assessment import (
    MARKED,
    SUGGESTED,
    Marked,
    Record,
    Said,
    Statement,
    difference,
    is_late,
    statements_of,
)
from quorate.domain.terms.versions import version_in_force
from quorate.queries.assessments.reading import Assessed, read_assessment, year_from
from quorate.queries.assessments.sums import LETTERS, Cell, StatementSum, summed
from quorate.queries.meetings import allowed
from quorate.queries.membership.group import find_group
from quorate.queries.people.choices import everybody_here
from quorate.records import scopes
from quorate.records.facts.meetings import terms_by_group
from quorate.records.facts.people import current
from quorate.records.models import Appointment, SelfAssessed, SelfAssessment

_STANDING = {
    Marked.MET: "met",
    Marked.PARTLY: "at_risk",
    Marked.NOT_MET: "missed",
    Marked.NOT_FOR_US: "not_known",
}


@dataclass(frozen=True, slots=True)
class Held:
    """A self-assessment in a list."""

    id: str
    year: str
    standing: str
    said: str


@dataclass(frozen=True, slots=True)
class AssessmentsPage:
    """Those of a group, newest first, and what one may be opened with."""

    group: str
    group_id: uuid.UUID
    slug: str
    lede: str
    held: tuple[Held, ...]
    may_run: bool
    years: tuple[tuple[str, str], ...]
    statements: tuple[Statement, ...]
    own: str
    terms: str


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """One agency's answers in the order of the statements. `is_shown` is false where another may not see.

    `answer` is the id of what it said, where that is shown.
    """

    id: str
    name: str
    state: str
    standing: str
    cells: tuple[Cell, ...]
    is_shown: bool
    may_answer: bool
    answer: str = ""


@dataclass(frozen=True, slots=True)
class ResultPage:
    """One self-assessment: statements summed, and agencies by statements, each mark by its letter in `key`.

    `is_summed` is true once the reader is shown every answer: a sum of some would mislead.
    """

    id: uuid.UUID
    version: int
    group: str
    slug: str
    year: str
    lede: str
    note: str
    statements: tuple[Statement, ...]
    rows: tuple[AgencyLine, ...]
    sums: tuple[StatementSum, ...]
    marks: tuple[str, ...]
    key: tuple[tuple[str, str], ...]
    is_summed: bool
    is_closed: bool
    may_run: bool
    may_redact: bool
    silent: int


@dataclass(frozen=True, slots=True)
class Question:
    """One statement of the form, with what is kept of it and what the records show."""

    key: str
    words: str
    source: str
    record: str
    mark: str
    evidence: str
    mark_said: str


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """The form of one agency. `is_for_others` says that the reader records what they were told.

    `closed` says why there is no form, empty where there is one.
    """

    id: uuid.UUID
    agency: str
    name: str
    group: str
    slug: str
    year: str
    lede: str
    version: int
    questions: tuple[Question, ...]
    marks: tuple[tuple[str, str], ...]
    is_for_others: bool
    people: tuple[tuple[str, str], ...]
    closed: str
    kept: tuple[tuple[str, str], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class ToAssess:
    """A self-assessment that waits for somebody's agency."""

    assessment: str
    text: str
    standing: str
    said: str
    note: str


def page_assessments(actor: Actor, *, group: str, today: date) -> AssessmentsPage:
    """The self-assessments of a group, by its address. Raises NotFoundError."""
    row = find_group(actor, group)
    held = list(scopes.self_assessments(actor).filter(group=row).order_by("-year"))
    terms = version_in_force(terms_by_group([row.id]).get(row.id, ()), today)
    taken = {one.year for one in held}
    years = [
        year
        for year in _years(today, terms.year_type if terms else "financial")
        if year.starts_on not in taken
    ]
    return AssessmentsPage(
        group=row.name,
        group_id=row.id,
        slug=row.slug,
        lede=_group_lede(held, today),
        held=tuple(Held(str(one.id), year_from(one.year).label, *_state(one, today)) for one in held),
        may_run=allowed(actor, Permission.ASSESSMENT_RUN, str(row.id)),
        years=tuple((one.starts_on.isoformat(), one.label) for one in years),
        statements=statements_of(terms),
        own="\n".join(SUGGESTED.values()),
        terms=terms.label if terms else "",
    )


def page_assessment(actor: Actor, *, assessment: uuid.UUID, today: date) -> ResultPage:
    """One self-assessment with its result. Raises NotFoundError.

    Until it is closed an agency's answers are shown to those who speak for it and those who run the board.
    """
    found = read_assessment(actor, assessment, today=today)
    row = found.row
    may_run = allowed(actor, Permission.ASSESSMENT_RUN, str(row.group_id))
    may_answer = allowed(actor, Permission.ASSESSMENT_ANSWER, str(row.group_id)) and not row.closed_on
    rows = tuple(
        _line(found, id, name, may_answer=may_answer and (may_run or id in actor.agencies))
        for id, name in found.agencies
    )
    silent = sum(1 for id, _ in found.agencies if id not in found.answered)
    return ResultPage(
        id=row.id,
        version=row.version,
        group=row.group.name,
        slug=row.group.slug,
        year=found.year.label,
        lede=_lede(found, silent, today),
        note="" if row.closed_on or may_run else "Each agency sees its own answers until it is closed.",
        statements=found.statements,
        rows=rows,
        sums=summed(found.statements, [(line.name, line.cells) for line in rows]),
        marks=tuple(MARKED.values()),
        key=(*((LETTERS[one], words) for one, words in MARKED.items()), ("*", "The records show otherwise")),
        is_summed=may_run or row.closed_on is not None,
        is_closed=row.closed_on is not None,
        may_run=may_run,
        may_redact=allowed(actor, Permission.REDACTION_PROPOSE, str(row.group_id)),
        silent=silent,
    )


def page_answer(actor: Actor, *, assessment: uuid.UUID, agency: uuid.UUID, today: date) -> AnswerPage:
    """What one agency says, with the form where the reader may fill it in. Raises NotFoundError."""
    found = read_assessment(actor, assessment, today=today)
    id, name = str(agency), dict(found.agencies).get(str(agency))
    may_run = allowed(actor, Permission.ASSESSMENT_RUN, str(found.row.group_id))
    if name is None:
        raise NotFoundError
    answer = found.answers.get(id)
    said: Mapping[str, Said] = answer.said if answer else {}
    questions = tuple(
        _question(one, said.get(one.key, Said()), found.records[id]) for one in found.statements
    )
    return AnswerPage(
        id=found.row.id,
        agency=id,
        name=name,
        group=found.row.group.name,
        slug=found.row.group.slug,
        year=found.year.label,
        lede=f"Answer by {day(found.row.due_on)}. What the records show stands under each statement.",
        version=answer.version if answer else 0,
        questions=questions,
        marks=tuple((mark.value, words) for mark, words in MARKED.items()),
        is_for_others=id not in actor.agencies,
        people=everybody_here(actor, today) if may_run else (),
        closed=_closed(found, name, is_theirs=may_run or id in actor.agencies),
        kept=tuple((one.words, f"{one.mark_said}. {one.evidence}".strip()) for one in questions if one.mark),
    )


def _closed(found: Assessed, name: str, *, is_theirs: bool) -> str:
    if found.row.closed_on:
        return f"It was closed on {day(found.row.closed_on)}."
    return "" if is_theirs else f"Whoever speaks for {name} answers for it."


def _years(today: date, kept: str) -> tuple[Period, Period]:
    """The year today is in and the one before."""
    this = year_of(today, kept)
    return this, year_of(this.starts_on - ONE_DAY, kept)


def _state(row: SelfAssessment, today: date) -> tuple[str, str]:
    if row.closed_on:
        return "done", f"Closed on {day(row.closed_on)}"
    if is_late(row.due_on, today):
        return "late", f"Open; it was due by {day(row.due_on)}"
    return "due", f"Open until {day(row.due_on)}"


def _group_lede(held: list[SelfAssessment], today: date) -> str:
    if not held:
        return "Once a year each agency says how it kept its members’ duties. None has been opened."
    return f"The last is of {year_from(held[0].year).label}. {_state(held[0], today)[1]}."


def _lede(found: Assessed, silent: int, today: date) -> str:
    of = count(len(found.agencies), "agency", "agencies")
    return f"{len(found.agencies) - silent} of {of} answered. {_state(found.row, today)[1]}."


def _line(found: Assessed, id: str, name: str, *, may_answer: bool) -> AgencyLine:
    answer = found.answers.get(id)
    has_answered = id in found.answered
    cells = tuple(
        _cell(answer.said.get(one.key, Said()), found.records[id].get(one.key)) if answer else Cell()
        for one in found.statements
    )
    state = ("done", "Answered") if has_answered else ("waiting", "Not answered")
    return AgencyLine(
        id=id,
        name=name,
        state=state[1],
        standing=state[0],
        cells=cells,
        is_shown=answer is not None,
        may_answer=may_answer,
        answer=answer.id if answer else "",
    )


def _cell(said: Said, record: Record | None) -> Cell:
    mark = Marked(said.mark) if said.mark in set(Marked) else None
    return Cell(
        mark=MARKED[mark] if mark else "",
        letter=LETTERS[mark] if mark else "",
        standing=_STANDING[mark] if mark else "",
        words=said.words,
        record=record.said if record else "",
        differs=difference(said, record),
    )


def _question(one: Statement, said: Said, records: Mapping[str, Record]) -> Question:
    record = records.get(one.key)
    return Question(
        key=one.key,
        words=one.words,
        source=one.source,
        record=record.said if record else "",
        mark=said.mark,
        evidence=said.words,
        mark_said=MARKED[Marked(said.mark)] if said.mark else "",
    )


def to_assess(actor: Actor, today: date) -> tuple[ToAssess, ...]:
    """The open self-assessments that the holder of a seat has not answered, first due first."""
    seats = Appointment.objects.filter(current(today), person=uuid.UUID(actor.person), is_deputy=False)
    groups = list(seats.values_list("seat__group_id", flat=True))
    if not groups or not actor.agencies:
        return ()
    open_ones = scopes.self_assessments(actor).filter(group__in=groups, closed_on__isnull=True)
    answered = SelfAssessed.objects.filter(agency__in=list(actor.agencies)).values("assessment")
    rows = open_ones.exclude(id__in=answered).select_related("group").order_by("due_on", "id")
    return tuple(
        ToAssess(
            assessment=str(row.id),
            text=f"Say how your agency kept its duties in {year_from(row.year).label}",
            standing="late" if is_late(row.due_on, today) else "due",
            said=f"By {day(row.due_on)}",
            note=row.group.name,
        )
        for row in rows
    )
