"""What a pack and a chair's brief say, built once for an edition and never for a reader."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from quorate.documents.pdf.combined import refusal_to_append
from quorate.domain.access.actor import Actor
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.words import day, listed, spelt
from quorate.domain.meetings.agenda import NEUTRAL_LINE, Purpose
from quorate.domain.meetings.cover import cover_lines
from quorate.domain.meetings.timetable import Step, StepState
from quorate.domain.packs.agenda import ends_at
from quorate.domain.packs.content import (
    AgendaLine,
    BriefItem,
    ChairsBrief,
    CoverLine,
    DutyState,
    ExceptionSheet,
    PackContent,
    PaperLine,
    Structure,
    StructureGroup,
    TimetableLine,
)
from quorate.domain.packs.press import ItemFacts, LatePaper, what_to_press
from quorate.domain.packs.standings import worst_first
from quorate.domain.packs.wording import duty_word
from quorate.domain.plans.position import EntryState
from quorate.domain.terms.clauses import Clause, TermsVersion
from quorate.domain.terms.deputies import quorum_clause
from quorate.domain.terms.quorum_words import in_words
from quorate.queries.agenda import Agenda, AgendaRow, PaperRow, agenda_of
from quorate.queries.files import data_of
from quorate.queries.holding.register import risk_annex
from quorate.queries.pack_editions import EDITION_NAMES
from quorate.queries.pack_owed import owed_at
from quorate.queries.pack_places import bearing
from quorate.queries.pack_plans import action_table, data_notes, exceptions, plan_summary
from quorate.queries.plan_facts import PlanFacts, plan_states
from quorate.queries.structure.chart import structure_on
from quorate.queries.timetable import steps_of
from quorate.queries.waivers_said import waiver_sentence
from quorate.records import scopes
from quorate.records.facts.meetings import Basis, basis
from quorate.records.models import Meeting, Paper, Partnership, WaiverRow


@dataclass(frozen=True, slots=True)
class PaperBytes:
    """A paper to append: its number, its title, its cover sheet and what it holds."""

    title: str
    data: bytes
    number: str = ""
    cover: tuple[CoverLine, ...] = ()


@dataclass(frozen=True, slots=True)
class _Ground:
    """What both documents stand on, as one edition's readers see it."""

    meeting: Meeting
    partnership: Partnership
    known: Basis
    agenda: Agenda
    plans: tuple[PlanFacts[EntryState], ...]
    exceptions: tuple[ExceptionSheet, ...]


def pack_content(
    reader: Actor,
    *,
    meeting: uuid.UUID,
    edition: Audience,
    as_at: date,
    made_at: datetime,
    combined: bool,
    with_risks: bool = False,
) -> PackContent:
    """The pack as `reader`, who stands for the edition's audience, sees it. Raises NotFoundError.

    With `combined`, papers that are PDF and can be appended are marked so; every other says why not.
    With `with_risks`, the group's register of risks is its last table.
    """
    ground = _ground(reader, meeting, as_at)
    row = ground.meeting
    annex = (risk_annex(reader, row.group, as_at),) if with_risks else ()
    return PackContent(
        partnership=ground.partnership.name,
        group=row.group.name,
        meeting_on=row.on,
        made_at=made_at,
        starts_at=row.starts,
        ends_at=ends_at(row.starts, row.minutes),
        place=row.place,
        marking=ground.partnership.marking,
        edition=EDITION_NAMES[edition].lower(),
        headline=_headline(ground),
        agenda=tuple(_agenda_line(item) for item in ground.agenda.items),
        timetable=_timetable(ground.known, as_at),
        waivers=_waivers(row, ground.known),
        plans=tuple(plan_summary(facts) for facts in ground.plans),
        exceptions=ground.exceptions,
        tables=(*(action_table(facts) for facts in ground.plans), *annex),
        data_notes=_notes(ground, as_at),
        papers=_papers(reader, ground, combined=combined),
        neutral_line=NEUTRAL_LINE,
        structure=_structure(reader, as_at),
    )


def brief_content(reader: Actor, *, meeting: uuid.UUID, as_at: date, made_at: datetime) -> ChairsBrief:
    """The chair's brief, as the reader it is made for sees the meeting. Raises NotFoundError."""
    ground = _ground(reader, meeting, as_at)
    row = ground.meeting
    named = [(facts.name, facts.kind) for facts in ground.plans]
    stuck = bearing(ground.exceptions, named, ground.agenda.items, ground.known.terms)
    owed = owed_at(reader, row, ground.agenda.items, as_at)
    late = tuple(
        f"{line.what}: {duty_word(line)}."
        for line in _timetable(ground.known, as_at)
        if line.state is DutyState.MISSED
    )
    return ChairsBrief(
        partnership=ground.partnership.name,
        group=row.group.name,
        meeting_on=row.on,
        made_at=made_at,
        starts_at=row.starts,
        ends_at=ends_at(row.starts, row.minutes),
        place=row.place,
        marking=ground.partnership.marking,
        headline=_headline(ground),
        items=tuple(
            _brief_item(item, stuck.by_item.get(item.id, ()), owed.by_item.get(item.id, ()))
            for item in ground.agenda.items
        ),
        owed=(*stuck.elsewhere, *owed.elsewhere, *late, *_waivers(row, ground.known)),
        quorum=_quorum(ground.known.terms),
    )


def papers_to_append(reader: Actor, *, meeting: uuid.UUID) -> tuple[PaperBytes, ...]:
    """The papers of the edition that may be read, in the order of its list."""
    row = scopes.meetings(reader).select_related("group").filter(id=meeting).first()
    if row is None:
        raise NotFoundError
    agenda = agenda_of(reader, row, basis(reader, row, row.on))
    held = _held(reader, row)
    return tuple(
        PaperBytes(paper.title, data_of(file), paper.number, _cover(held[paper.id]))
        for _, paper in _in_order(agenda)
        if paper.can_open and (file := held[paper.id].file)
    )


def _ground(reader: Actor, meeting: uuid.UUID, as_at: date) -> _Ground:
    row = scopes.meetings(reader).select_related("group__partnership").filter(id=meeting).first()
    if row is None:
        raise NotFoundError
    known = basis(reader, row, as_at)
    rows = scopes.plans(reader).filter(group=row.group_id).select_related("partnership", "group")
    plans = tuple(plan_states(reader, plan, as_at) for plan in rows.order_by("name"))
    return _Ground(
        meeting=row,
        partnership=row.group.partnership,
        known=known,
        agenda=agenda_of(reader, row, known, with_press=True),
        plans=plans,
        exceptions=worst_first([sheet for facts in plans for sheet in exceptions(facts)]),
    )


def _structure(reader: Actor, as_at: date) -> Structure | None:
    """How the groups stood to one another on the pack's day; None where there is one group alone."""
    shown = structure_on(reader, as_at)
    if not shown.drawing:
        return None
    groups = tuple(StructureGroup(one.name, one.kind, one.says) for one in shown.groups)
    return Structure(shown.sentence, shown.drawing, shown.across, groups)


def _headline(ground: _Ground) -> str:
    asks = [
        item for item in ground.agenda.items if item.purpose in ("agree", "decide") and not item.is_standing
    ]
    late = sum(1 for _, paper in _in_order(ground.agenda) if paper.late)
    stuck = len(ground.exceptions)
    parts = [
        *([_some(len(asks), "decision is", "decisions are") + " wanted"] if asks else []),
        *([_some(stuck, "action is", "actions are") + " off track or waiting"] if stuck else []),
        *([_some(late, "paper", "papers") + " came late"] if late else []),
    ]
    if not parts:
        return "Nothing is off track or waiting and no decision is wanted."
    said = listed(parts)
    return f"{said[:1].upper()}{said[1:]}."


def _some(n: int, one: str, many: str) -> str:
    return f"{spelt(n)} {one if n == 1 else many}"


def _agenda_line(item: AgendaRow) -> AgendaLine:
    return AgendaLine(
        number=item.number,
        title=item.title,
        purpose=Purpose(item.purpose),
        minutes=item.minutes,
        starts_at=item.starts_at,
        speaker=item.speaker,
        papers=(
            *(f"{paper.number} {paper.title}".strip() for paper in item.papers),
            *(f"{one.title} (to follow)" for one in item.asked),
        ),
        ask=item.ask,
        id=item.id,
    )


def _timetable(known: Basis, today: date) -> tuple[TimetableLine, ...]:
    clauses = {clause.id: clause for clause in known.terms.clauses} if known.terms else {}
    return tuple(
        _duty(step, clauses) for step in steps_of(known, today) if step.state is not StepState.NOT_OWED
    )


def _duty(step: Step, clauses: Mapping[str, Clause]) -> TimetableLine:
    clause = clauses.get(step.clause_id)
    page = f" ({clause.page})" if clause and clause.page else ""
    return TimetableLine(
        what=step.title,
        due=step.due_on,
        working=step.working,
        state=DutyState(step.state.value),
        working_days=step.days_late,
        done_on=step.done_on,
        clause=f"“{step.quote}”{page}" if step.quote else "",
    )


def _waivers(row: Meeting, known: Basis) -> tuple[str, ...]:
    found = WaiverRow.objects.filter(subject_kind="meeting", subject_id=row.id).select_related("agreed_by")
    return tuple(
        f"{waiver_sentence(w, row, known)} Why: {w.reason.rstrip('.')}. "
        f"Agreed by {w.agreed_by.name} on {day(w.agreed_on)}."
        for w in found.order_by("recorded_at")
    )


def _notes(ground: _Ground, as_at: date) -> tuple[str, ...]:
    """The same sentence about what is left out stands in every edition, whether or not anything is."""
    plans = [note for facts in ground.plans for note in data_notes(facts)]
    return (
        f"Everything is shown as at {day(as_at)}, from what was recorded when the pack was made.",
        "A pack holds what all readers of its edition may see.",
        *plans,
    )


def _in_order(agenda: Agenda) -> tuple[tuple[str, PaperRow], ...]:
    on_items = [(item.number, paper) for item in agenda.items for paper in item.papers]
    return (*on_items, *(("", paper) for paper in agenda.loose_papers))


def _held(reader: Actor, row: Meeting) -> dict[str, Paper]:
    papers = scopes.papers(reader).filter(scopes.standing(), meeting=row).select_related("file")
    return {str(paper.id): paper for paper in papers}


def _cover(paper: Paper) -> tuple[CoverLine, ...]:
    return tuple(CoverLine(name, words) for name, words in cover_lines(paper.cover))


def _papers(reader: Actor, ground: _Ground, *, combined: bool) -> tuple[PaperLine, ...]:
    held = _held(reader, ground.meeting)
    return tuple(
        _paper_line(paper, held.get(paper.id), combined=combined) for _, paper in _in_order(ground.agenda)
    )


def _paper_line(paper: PaperRow, held: Paper | None, *, combined: bool) -> PaperLine:
    line = PaperLine(
        paper.number,
        paper.title,
        late=", ".join(each for each in ("tabled on the day" if paper.is_tabled else "", paper.late) if each),
        cover=_cover(held) if held else (),
        id=paper.id,
        earlier=tuple(id for id, _ in paper.earlier),
    )
    if not combined or held is None:
        return line
    if held.file is None or not paper.can_open:
        return replace(line, why_listed="it was not checked in time")
    refused = refusal_to_append(paper.title, data_of(held.file))
    return replace(line, appended=refused is None, why_listed=refused.why if refused else "")


def _brief_item(item: AgendaRow, sheets: Sequence[ExceptionSheet], owed: tuple[str, ...]) -> BriefItem:
    facts = ItemFacts(
        number=item.number,
        title=item.title,
        purpose=Purpose(item.purpose),
        ask=item.ask,
        speaker=item.speaker,
        expects_paper=bool(item.no_paper),
        papers=len(item.papers),
        late=tuple(LatePaper(paper.title, paper.late) for paper in item.papers if paper.late),
        exceptions=tuple(sheets),
        owed=owed,
    )
    own = tuple(line.strip() for line in item.to_press.splitlines() if line.strip())
    return BriefItem(
        number=item.number,
        title=item.title,
        purpose=facts.purpose,
        minutes=item.minutes,
        starts_at=item.starts_at,
        speaker=item.speaker,
        press=tuple(dict.fromkeys((*own, *what_to_press(facts)))),
    )


def _quorum(terms: TermsVersion | None) -> str:
    clause = quorum_clause(terms)
    rule = clause.quorum if clause else None
    return f"Quorum: {in_words(rule)}." if rule else "The terms state no quorum."
