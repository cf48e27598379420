"""A self-assessment with its statements, its answers as far as a reader may see them, and the records."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.calendar.periods import Period, add_months
from quorate.domain.calendar.working import ONE_DAY
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.membership.attendance import COUNTED
from quorate.domain.membership.engagement import Engagement
from quorate.domain.membership.self_assessment import Counts, Record, Said, Statement, records_of
from quorate.domain.membership.statements import Statement as Signed
from quorate.domain.membership.statements import standing
from quorate.queries.engagement.reading import read
from quorate.records import scopes
from quorate.records.facts.passing import agencies_asked
from quorate.records.facts.rooms import places_on
from quorate.records.models import (
    AssessedMark,
    AssessedStatement,
    ConfidentialityStatement,
    Group,
    PassedOn,
    SelfAssessed,
    SelfAssessment,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one agency said, by the statement's key, and its version."""

    id: str
    version: int
    said: Mapping[str, Said]


@dataclass(frozen=True, slots=True)
class Assessed:
    """A self-assessment. `agencies` are those asked, with their names, in the order of their seats.

    `answers` are those the reader may see, by agency; `answered` are all who answered. `records` are by
    agency and statement.
    """

    row: SelfAssessment
    year: Period
    statements: tuple[Statement, ...]
    agencies: tuple[tuple[str, str], ...]
    answers: Mapping[str, Answer]
    answered: frozenset[str]
    records: Mapping[str, Mapping[str, Record]]


def read_assessment(actor: Actor, assessment: uuid.UUID, *, today: date) -> Assessed:
    """A self-assessment, in a number of database questions that does not grow. Raises NotFoundError."""
    row = scopes.self_assessments(actor).filter(id=assessment).select_related("group").first()
    if row is None:
        raise NotFoundError
    year = year_from(row.year)
    names = {str(id): name for id, name in scopes.agencies(actor).values_list("id", "name")}
    asked = [id for id in agencies_asked(row.group_id, row.opened_on) if id in names]
    statements = AssessedStatement.objects.filter(assessment=row).order_by("order")
    every = SelfAssessed.objects.filter(assessment=row).values_list("agency", flat=True)
    return Assessed(
        row=row,
        year=year,
        statements=tuple(Statement(one.key, one.words, one.source) for one in statements),
        agencies=tuple((id, names[id]) for id in asked),
        answers=_answers(actor, row),
        answered=frozenset(str(id) for id in every),
        records=_records(actor, row.group, year, asked, today=today),
    )


def year_from(first: date) -> Period:
    """The year that begins on a day."""
    last = add_months(first, 12) - ONE_DAY
    years = dict.fromkeys((first.year, last.year))
    return Period(" to ".join(str(one) for one in years), first, last)


def _answers(actor: Actor, row: SelfAssessment) -> dict[str, Answer]:
    seen = {one.id: one for one in scopes.self_assessed(actor).filter(assessment=row)}
    said: defaultdict[uuid.UUID, dict[str, Said]] = defaultdict(dict)
    marks = AssessedMark.objects.filter(answer__in=scopes.self_assessed(actor).filter(assessment=row))
    for one in marks.select_related("statement"):
        said[one.answer_id][one.statement.key] = Said(one.mark, one.words)
    return {str(one.agency_id): Answer(str(id), one.version, said[id]) for id, one in seen.items()}


def _records(
    actor: Actor, group: Group, year: Period, asked: Sequence[str], *, today: date
) -> dict[str, Mapping[str, Record]]:
    """What the records show of the year, up to today, for each agency asked."""
    found = read(actor, group, today=today, year=year.starts_on)
    signed = _signed(group, min(today, year.ends_on))
    papers = dict(
        scopes.to_pass_on(actor)
        .filter(meeting__group=group, meeting__on__range=(year.starts_on, year.ends_on))
        .values_list("id", "meeting_id")
    )
    passed: defaultdict[str, set[uuid.UUID]] = defaultdict(set)
    for agency, paper in PassedOn.objects.filter(paper__in=papers).values_list("agency_id", "paper_id"):
        passed[str(agency)].add(paper)
    records = {}
    for id in asked:
        kept = found.engagement(id)
        owed = _to_pass_on(kept, papers)
        represent, have = signed.get(id, (0, 0))
        counts = Counts(have, represent, len(owed & passed[id]), len(owed))
        records[id] = records_of(kept, counts)
    return records


def _to_pass_on(kept: Engagement, papers: Mapping[uuid.UUID, uuid.UUID]) -> set[uuid.UUID]:
    """The papers an agency was to pass on: not those of meetings at which it held no seat."""
    away = {one.id for one in kept.meetings if one.mark not in COUNTED}
    return {paper for paper, meeting in papers.items() if str(meeting) not in away}


def _signed(group: Group, on: date) -> dict[str, tuple[int, int]]:
    """How many people represent each agency on a day, and how many of them have signed the statement."""
    who = {
        (place.agency_id, sitter.person)
        for place in places_on(group.id, on)
        for sitter in (*([place.holder] if place.holder else []), *place.deputies)
    }
    statements: defaultdict[str, list[Signed]] = defaultdict(list)
    rows = ConfidentialityStatement.objects.filter(person__in={person for _, person in who})
    for person, signed_on, until_on in rows.values_list("person_id", "signed_on", "until_on"):
        statements[str(person)].append(Signed(signed_on, until_on))
    represent = Counter(agency for agency, _ in who)
    have = Counter(agency for agency, person in who if standing(statements[person], on))
    return {agency: (n, have[agency]) for agency, n in represent.items()}
