"""An agenda as one actor may see it: numbered, timed, with its papers; and the items to propose for it."""

import uuid
from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date, time
from zoneinfo import ZoneInfo

from quorate.domain.access.actor import Actor
from quorate.domain.access.audience import AUDIENCE_NAMES, Audience
from quorate.domain.kernel.asking import local_day
from quorate.domain.kernel.words import count, day
from quorate.domain.meetings.agenda import (
    PURPOSES,
    AgendaItemFacts,
    NumberedItem,
    Purpose,
    minutes_over,
    number_agenda,
    propose_agenda,
)
from quorate.domain.meetings.timetable import paper_late
from quorate.domain.terms.clauses import ClauseKind
from quorate.queries.files import can_open
from quorate.records import scopes
from quorate.records.facts.labels import label_of
from quorate.records.facts.meetings import Basis, basis, is_second_series
from quorate.records.models import AgendaItem, Meeting, Paper

CLOSING = "closing"
"""Marks the items every agenda ends with, so that a new item goes before them."""
STANDING = "standing"

PURPOSE_NAMES = {purpose.value: name for purpose, name in PURPOSES.items()}
_ENDS_WITH = ("Any other business", "Date of the next meeting")
_KINDS = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel", "pptx": "PowerPoint", "txt": "text"}


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper in a list. `late` is in words, empty in time; `can_open` is as of its file.

    `after_sending` marks one that was added after the papers went out, so that no member was sent it.
    """

    id: str
    title: str
    kind: str
    size: str
    submitted_on: date
    agency: str
    audience: str
    late: str
    can_open: bool
    can_withdraw: bool
    is_redacted: bool = False
    after_sending: bool = False


@dataclass(frozen=True, slots=True)
class WithdrawnRow:
    """A paper that was withdrawn, for those who build the agenda."""

    title: str
    on: date
    after_sending: bool


@dataclass(frozen=True, slots=True)
class AskedFor:
    """A paper that was asked for and has not come; it is to follow once the others went out."""

    title: str
    person: str
    due_on: date
    is_to_follow: bool

    @property
    def said(self) -> str:
        """What is known of it, in a few words."""
        what = "To follow" if self.is_to_follow else "Asked for"
        return f"{what}: {self.title}, from {self.person} by {day(self.due_on)}"


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """An item in its place: its number as printed and when it begins, None where that cannot be known.

    `no_paper` says that members should have a paper to read before the item and none has come, or none is
    on record.
    `after_sending` says what became of it once the papers had gone out, of which no member was told.
    """

    id: str
    number: str
    title: str
    purpose: str
    purpose_name: str
    minutes: int
    starts_at: time | None
    speaker: str
    ask: str
    to_press: str
    audience: str
    is_restricted: bool
    is_standing: bool
    is_first: bool
    is_last: bool
    papers: tuple[PaperRow, ...] = field(default=())
    no_paper: str = ""
    after_sending: str = ""
    asked: tuple[AskedFor, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Proposal:
    """A standing item to offer: why, for how long, and whether the agenda has it already."""

    title: str
    purpose: str
    minutes: int
    because: str
    kind: str
    is_on: bool
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Agenda:
    """Both series, the papers that belong to no item, and how long it all takes.

    `withdrawn` are told to those who build the agenda only. `asked` are papers asked for of no item.
    """

    open_items: tuple[AgendaRow, ...]
    restricted_items: tuple[AgendaRow, ...]
    loose_papers: tuple[PaperRow, ...]
    minutes: int
    withdrawn: tuple[WithdrawnRow, ...] = ()
    asked: tuple[AskedFor, ...] = ()

    @property
    def items(self) -> tuple[AgendaRow, ...]:
        """All items, in the order they are taken."""
        return self.open_items + self.restricted_items


def agenda_of(
    actor: Actor, row: Meeting, known: Basis, *, may_edit: bool = False, with_press: bool = False
) -> Agenda:
    """The agenda of a meeting as this actor may see it.

    The open items are numbered alike for everybody. The second series is numbered within what the actor
    may see, the items open to more people first, so that nothing hidden leaves a gap. `with_press` adds what
    only the chair's brief shows.
    """
    items = list(scopes.agenda_items(actor).filter(meeting=row, removed_at__isnull=True))
    every = list(
        scopes.papers(actor).filter(meeting=row).select_related("file", "agency").order_by("added_at", "id")
    )
    papers = [paper for paper in every if not paper.withdrawn_at]
    by_item: defaultdict[uuid.UUID | None, list[PaperRow]] = defaultdict(list)
    standing = {item.id for item in items}
    for paper in papers:
        of = paper.item_id if paper.item_id in standing else None
        by_item[of].append(_paper_row(actor, paper, known, may_edit=may_edit))
    asked = _asked(actor, row, standing)
    rows = [
        replace(each, asked=tuple(asked[uuid.UUID(each.id)]))
        for each in _rows(items, row.starts, by_item, known, with_press=with_press)
    ]
    return Agenda(
        open_items=_ends_marked([r for r in rows if not r.is_restricted]),
        restricted_items=_ends_marked([r for r in rows if r.is_restricted]),
        loose_papers=tuple(by_item[None]),
        minutes=sum(item.minutes for item in items),
        withdrawn=_withdrawn(every, row) if may_edit else (),
        asked=tuple(asked[None]),
    )


def _asked(
    actor: Actor, row: Meeting, standing: Set[uuid.UUID]
) -> defaultdict[uuid.UUID | None, list[AskedFor]]:
    """What was asked for and has not come, by the item it is for; nothing once the meeting is over."""
    found: defaultdict[uuid.UUID | None, list[AskedFor]] = defaultdict(list)
    if row.state not in ("planned", "circulated"):
        return found
    open_ones = scopes.papers_asked(actor).filter(meeting=row, paper__isnull=True, dropped_at__isnull=True)
    for one in open_ones.select_related("person").order_by("due_on", "title", "id"):
        of = one.item_id if one.item_id in standing else None
        found[of].append(AskedFor(one.title, one.person.name, one.due_on, row.circulated_on is not None))
    return found


def _after_sending(item: AgendaItem) -> str:
    if item.added_after_sending:
        return "Added after the papers went out"
    return "Changed after the papers went out" if item.changed_after_sending else ""


def _withdrawn(papers: Sequence[Paper], row: Meeting) -> tuple[WithdrawnRow, ...]:
    zone = ZoneInfo(row.zone)
    return tuple(
        WithdrawnRow(paper.title, local_day(paper.withdrawn_at, zone), paper.withdrawn_after_sending)
        for paper in papers
        if paper.withdrawn_at
    )


def proposals(actor: Actor, row: Meeting, today: date) -> tuple[Proposal, ...]:
    """The standing items the terms in force on the meeting's date call for, in order."""
    known = basis(actor, row, today)
    before = scopes.meetings(actor).filter(group=row.group_id, on__lt=row.on).exclude(state="cancelled")
    previous = before.order_by("-on").values_list("on", flat=True).first()
    plans = scopes.plans(actor).filter(scopes.open_to_all(), group=row.group_id)
    names = plans.order_by("name").values_list("name", flat=True)
    standing = scopes.agenda_items(actor).filter(meeting=row, removed_at__isnull=True)
    held = {title.lower() for title in standing.values_list("title", flat=True)}
    proposed = propose_agenda(
        terms=known.terms,
        previous_meeting_on=previous,
        plan_names=tuple(names),
        meeting_minutes=row.minutes,
    )
    return tuple(
        Proposal(
            title=each.title,
            purpose=each.purpose.value,
            minutes=each.minutes if each.minutes is not None else 5,
            because=each.because,
            kind=CLOSING if each.title in _ENDS_WITH else STANDING,
            is_on=each.title.lower() in held,
            ask=_ask(each.title) if each.purpose is Purpose.AGREE else "",
        )
        for each in proposed
    )


def _ask(title: str) -> str:
    if title.startswith("Minutes"):
        return "Agree the minutes as a true record."
    return f"Agree the {title[:1].lower()}{title[1:]}."


def length_said(agenda: Agenda, known: Basis, minutes: int, *, builds: bool) -> tuple[str, int]:
    """How long the agenda takes against what the terms or the meeting allow, and by how much it passes.

    To those who build the agenda; to others, of whom it is never told whether they see every item, only
    the minutes of those open to them and the meeting's own length.
    """
    if not builds:
        own = f"{count(agenda.minutes, 'minute')} of items open to you"
        return f"{own}; the meeting is set for {count(minutes, 'minute')}.", 0
    clause = known.terms.of(ClauseKind.DURATION) if known.terms else None
    allowed = clause.minutes if clause and clause.minutes else minutes
    whose = "the terms give" if clause and clause.minutes else "the meeting has"
    over = minutes_over(agenda.minutes, allowed)
    said = f"{count(agenda.minutes, 'minute')} of items; {whose} {count(allowed, 'minute')}"
    return (f"{said}, {count(over, 'minute')} too few." if over else f"{said}."), over


def _rows(
    items: Sequence[AgendaItem],
    starts: time,
    papers: dict[uuid.UUID | None, list[PaperRow]],
    known: Basis,
    *,
    with_press: bool,
) -> list[AgendaRow]:
    held = {str(item.id): item for item in items}
    rows = []
    no_paper = "No paper recorded" if known.is_closed else "No paper yet"
    for each in numbered(items, starts):
        item = held[each.item.id]
        rows.append(
            AgendaRow(
                id=each.item.id,
                number=each.number,
                title=item.title,
                purpose=item.purpose,
                purpose_name=PURPOSE_NAMES[item.purpose],
                minutes=item.minutes,
                starts_at=each.starts_at,
                speaker=item.speaker,
                ask=item.ask,
                to_press=item.to_press if with_press else "",
                audience=AUDIENCE_NAMES[Audience(item.audience)],
                is_restricted=each.item.is_restricted,
                is_standing=bool(item.clause_kind),
                is_first=False,
                is_last=False,
                papers=tuple(papers.get(item.id, ())),
                no_paper=no_paper if item.id in known.without_paper else "",
                after_sending=_after_sending(item),
            )
        )
    return rows


def numbered(items: Sequence[AgendaItem], starts: time) -> tuple[NumberedItem, ...]:
    """Items in the order they are taken, each with its number: of those one reader may see."""
    facts = [
        AgendaItemFacts(str(i.id), i.title, _rank(i) * 100_000 + i.order, i.minutes, is_second_series(i))
        for i in items
    ]
    return number_agenda(facts, starts_at=starts)


def _rank(item: AgendaItem) -> int:
    """Within the second series, what more people see comes first: its numbers are then theirs alike."""
    if not is_second_series(item):
        return 0
    return 2 if label_of(item).is_for_named_people else 1


def _ends_marked(rows: Sequence[AgendaRow]) -> tuple[AgendaRow, ...]:
    last = len(rows) - 1
    return tuple(replace(row, is_first=n == 0, is_last=n == last) for n, row in enumerate(rows))


def _paper_row(actor: Actor, paper: Paper, known: Basis, *, may_edit: bool) -> PaperRow:
    file = paper.file
    return PaperRow(
        id=str(paper.id),
        title=paper.title,
        kind=_KINDS.get(file.name.rpartition(".")[2], "file") if file else "",
        size=size_said(file.size) if file else "",
        submitted_on=paper.submitted_on,
        agency=paper.agency.name if paper.agency else "",
        audience=AUDIENCE_NAMES[Audience(paper.audience)],
        late=paper_late(paper.submitted_on, known.papers_due_on, known.calendar),
        can_open=bool(file and can_open(file)),
        can_withdraw=may_edit or str(paper.submitted_by_id) == actor.person,
        is_redacted=bool(file and file.redacted_at),
        after_sending=paper.added_after_sending,
    )


def size_said(size: int) -> str:
    """A file's size in words.

    >>> size_said(900), size_said(2_400_000)
    ('1 KB', '2.4 MB')
    """
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} KB"
