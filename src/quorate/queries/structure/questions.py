"""Questions referred: every one a reader may see, one with its answer, and what waits for whom."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, Q, QuerySet

from quorate.domain.access.actor import Actor
from quorate.domain.access.audience import AUDIENCE_NAMES, Audience
from quorate.domain.access.permissions import Permission
from quorate.domain.access.roles import Role
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.outcomes import HOW
from quorate.domain.kernel.words import count, day, so_many_of
from quorate.domain.meetings.kinds import MeetingKind
from quorate.domain.membership.groups import GroupKind
from quorate.domain.membership.questions import standing
from quorate.queries.labelling import Options as Audiences
from quorate.queries.labelling import audience_choices
from quorate.queries.meetings import allowed
from quorate.queries.people.choices import Options, everybody_here
from quorate.queries.restrictions import restriction_choices
from quorate.records import scopes
from quorate.records.facts.groups import going_on
from quorate.records.facts.questions import question_facts
from quorate.records.models import AgendaItem, Question

PER_PAGE = 50
_OFFICERS = frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARY})


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question as a line."""

    id: str
    words: str
    between: str
    standing: str
    said: str
    note: str


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    """Every question a reader may see: those that wait, longest first, then those settled, newest first."""

    lede: str
    waiting: tuple[QuestionLine, ...]
    settled: tuple[QuestionLine, ...]
    number: int
    last: int
    may_ask: bool


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One question. What cannot be done by this reader is not offered.

    `needs_behalf` says that they record an answer for somebody else and say how they know.
    """

    line: QuestionLine
    version: int
    answer: str
    answered: str
    facts: tuple[tuple[str, str], ...]
    meeting: tuple[str, str] | None
    meetings: Options
    no_meeting: str
    may_answer: bool
    needs_behalf: bool
    may_withdraw: bool
    may_label: bool
    people: Options
    today: date


@dataclass(frozen=True, slots=True)
class QuestionForm:
    """What the form that puts a question chooses from. `by` are the groups the reader may ask for.

    `restrictions` is empty for who may name none.
    """

    by: Options
    to: Options
    audiences: Audiences
    restrictions: Options
    may_be_outside: bool
    today: date


@dataclass(frozen=True, slots=True)
class GroupQuestions:
    """The questions that concern a group: a sentence, and those that wait."""

    sentence: str
    lines: tuple[QuestionLine, ...] = field(default=())


def page_questions(actor: Actor, *, today: date, number: int = 1) -> QuestionsPage:
    """Every question the actor may see."""
    rows = _known(actor)
    waiting = [_line(row, today) for row in _open(rows)]
    settled = rows.filter(Q(answered_on__isnull=False) | Q(withdrawn_on__isnull=False))
    total = settled.count()
    last = max(1, -(-total // PER_PAGE))
    number = number if 1 <= number <= last else 1
    part = settled.order_by("-answered_on", "-withdrawn_on", "id")[
        (number - 1) * PER_PAGE : number * PER_PAGE
    ]
    return QuestionsPage(
        lede=_lede(waiting, total),
        waiting=tuple(waiting),
        settled=tuple(_line(row, today) for row in part),
        number=number,
        last=last,
        may_ask=allowed(actor, Permission.QUESTION_ASK, ""),
    )


def page_question(actor: Actor, *, question: uuid.UUID, today: date) -> QuestionPage:
    """One question with its answer. Raises NotFoundError."""
    row = (
        _known(actor)
        .select_related("answered_by", "item__meeting__group", "restriction")
        .filter(id=question)
        .first()
    )
    if row is None:
        raise NotFoundError
    facts = question_facts(row)
    own = _is_theirs(actor, row)
    for_others = allowed(actor, Permission.QUESTION_ANSWER_FOR_OTHERS, "")
    by = str(row.asked_by_group_id or "")
    is_own = str(row.recorded_by_id) == actor.person and allowed(actor, Permission.QUESTION_ASK, "")
    meetings = _meetings(actor, row, today) if facts.is_open else ()
    may_ask = is_own or allowed(actor, Permission.AGENDA_EDIT, by) if by else for_others
    may_answer = facts.withdrawn_on is None and (own or for_others)
    return QuestionPage(
        line=_line(row, today),
        version=row.version,
        answer=row.answer,
        answered=_answered(row),
        facts=(
            ("From", _asker(row)),
            ("To", _asked(row)),
            ("Put on", day(row.asked_on)),
            ("Answer wanted by", day(row.due_on) if row.due_on else "No day was given"),
            ("Who may see it", _readers(actor, row)),
        ),
        meeting=_meeting(actor, row.item),
        meetings=meetings,
        no_meeting="" if meetings or not facts.is_open else _no_meeting(actor, row),
        may_answer=may_answer,
        needs_behalf=may_answer and not own,
        may_withdraw=facts.is_open and may_ask,
        may_label=allowed(actor, Permission.RESTRICTION_EDIT, ""),
        people=everybody_here(actor, today) if may_answer and for_others else (),
        today=today,
    )


def page_question_form(actor: Actor, *, today: date) -> QuestionForm:
    """The form that puts a question: for a group the actor sits in, or from outside."""
    groups = list(scopes.groups(actor).filter(going_on(today)).order_by("order", "name"))
    agencies = scopes.agencies(actor).exclude(merged_on__lte=today).order_by("name")
    mine = [row for row in groups if allowed(actor, Permission.QUESTION_ASK, str(row.id))]
    to = [(f"group {row.id}", row.name) for row in groups]
    return QuestionForm(
        by=tuple((str(row.id), row.name) for row in mine if row.kind != GroupKind.OUTSIDE or len(mine) > 1),
        to=(*to, *((f"agency {one.id}", one.name) for one in agencies)),
        audiences=audience_choices(actor),
        restrictions=_restrictions(actor, today),
        may_be_outside=allowed(actor, Permission.QUESTION_ANSWER_FOR_OTHERS, ""),
        today=today,
    )


def questions_of_group(
    actor: Actor, group: uuid.UUID, today: date, *, with_late: bool = False
) -> GroupQuestions | None:
    """What waits that a group put or was asked; with `with_late`, every late one too. None for none."""
    rows = _known(actor)
    own = Q(asked_by_group=group) | Q(to_group=group)
    found = [
        _line(row, today)
        for row in _open(rows.filter(own | Q(due_on__lt=today)) if with_late else rows.filter(own))
    ]
    answered = rows.filter(asked_by_group=group, answered_on__isnull=False).count()
    if not found and not answered:
        return None
    return GroupQuestions(_lede(found, answered), tuple(found))


def questions_for(actor: Actor, today: date) -> tuple[QuestionLine, ...]:
    """What waits for an answer of the actor's own: put to their agencies, or to a group they run."""
    runs = [uuid.UUID(group) for group, role in actor.seats if role in _OFFICERS]
    asked = Q(to_agency__in=list(actor.agencies)) | Q(to_group__in=runs)
    if not allowed(actor, Permission.QUESTION_ANSWER, ""):
        return ()
    return tuple(_line(row, today) for row in _open(_known(actor).filter(asked))[:PER_PAGE])


def _known(actor: Actor) -> QuerySet[Question]:
    return scopes.questions(actor).select_related("asked_by_group", "to_group", "to_agency__merged_into")


def _open(rows: QuerySet[Question]) -> QuerySet[Question]:
    waiting = rows.filter(answered_on__isnull=True, withdrawn_on__isnull=True)
    return waiting.order_by(F("due_on").asc(nulls_last=True), "asked_on", "id")


def _line(row: Question, today: date) -> QuestionLine:
    code, said, sentence = standing(question_facts(row), today)
    return QuestionLine(str(row.id), row.words, f"{_asker(row)} to {_asked(row)}", code, said, sentence)


def _asker(row: Question) -> str:
    return row.asked_by_group.name if row.asked_by_group else row.asked_by_words


def _asked(row: Question) -> str:
    if row.to_group:
        return row.to_group.name
    if row.to_agency is None:
        return ""
    other = row.to_agency.merged_into
    return f"{row.to_agency.name} (now {other.name})" if other else row.to_agency.name


def _restrictions(actor: Actor, today: date) -> Options:
    if not allowed(actor, Permission.RESTRICTION_EDIT, ""):
        return ()
    return tuple((id, name) for id, name, _ in restriction_choices(actor, today=today, held=None))


def _readers(actor: Actor, row: Question) -> str:
    """Its audience, with the restriction it names for those who set them."""
    said = AUDIENCE_NAMES[Audience(row.audience)]
    is_named = row.restriction is not None and allowed(actor, Permission.RESTRICTION_EDIT, "")
    return f"{said}, under the restriction {row.restriction.name}" if is_named and row.restriction else said


def _answered(row: Question) -> str:
    if row.answered_on is None or row.answered_by is None:
        return ""
    how = f", who told {HOW[row.answered_how]}" if row.answered_how else ""
    return f"Answered by {row.answered_by.name}{how}, on {day(row.answered_on)}."


def _is_theirs(actor: Actor, row: Question) -> bool:
    if not allowed(actor, Permission.QUESTION_ANSWER, ""):
        return False
    if row.to_agency_id:
        return str(row.to_agency_id) in actor.agencies
    return any(group == str(row.to_group_id) and role in _OFFICERS for group, role in actor.seats)


def _meeting(actor: Actor, item: AgendaItem | None) -> tuple[str, str] | None:
    """The meeting at which it is to be answered, to those who may see the item it stands under."""
    if item is None or item.removed_at is not None:
        return None
    if not scopes.agenda_items(actor).filter(id=item.id).exists():
        return None
    return str(item.meeting_id), f"{item.meeting.group.name}, {day(item.meeting.on)}"


def _no_meeting(actor: Actor, row: Question) -> str:
    """That the group it was put to has no meeting to take it, to whoever could put it on its agenda."""
    group = row.to_group
    if group is None or not allowed(actor, Permission.AGENDA_EDIT, str(group.id)):
        return ""
    return f"No meeting of {group.name} is to come. Set one, then put the question on its agenda here."


def _meetings(actor: Actor, asked: Question, today: date) -> Options:
    """Meetings whose agenda may take it: those of the group it was put to, else any; no question by email."""
    rows = scopes.meetings(actor).filter(on__gte=today, state__in=("planned", "circulated"))
    rows = rows.exclude(kind=MeetingKind.BY_EMAIL.value)
    if asked.to_group_id:
        rows = rows.filter(group=asked.to_group_id)
    return tuple(
        (str(row.id), f"{row.group.name}, {day(row.on)}")
        for row in rows.select_related("group").order_by("on", "starts")[:PER_PAGE]
        if allowed(actor, Permission.AGENDA_EDIT, str(row.group_id))
    )


def _lede(waiting: Sequence[QuestionLine], settled: int) -> str:
    late = sum(1 for line in waiting if line.standing == "overdue")
    if not waiting:
        return f"No question waits for an answer; {settled:,} settled." if settled else "No question was put."
    many = so_many_of(late, len(waiting)) if len(waiting) > 1 else "and is"
    overdue = f", {many} overdue" if late else ""
    verb = "waits" if len(waiting) == 1 else "wait"
    return f"{count(len(waiting), 'question')} {verb} for an answer{overdue}."
