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
from quorate.domain.meetings.actions import ACTION_LOG
from quorate.domain.meetings.agenda import (
    PURPOSES,
    AgendaItemFacts,
    NumberedItem,
    Purpose,
    fit,
    is_report_of,
    minutes_for,
    minutes_over,
    number_agenda,
    propose_agenda,
)
from quorate.domain.meetings.cover import ASK, COVER_FIELDS, cover_lines
from quorate.domain.meetings.paper_versions import PlacedPaper, first_of, paper_numbers
from quorate.domain.meetings.timetable import paper_late
from quorate.domain.membership.agencies import name_on
from quorate.domain.terms.clauses import ClauseKind
from quorate.domain.terms.definitions import superseded
from quorate.queries.files import can_open
from quorate.queries.forward_offers import offered
from quorate.queries.ratifying import items_to_ratify
from quorate.records import scopes
from quorate.records.facts.agencies import agency_facts
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
    `number` is the same on the page and in the pack. `earlier` are the versions it stands in for, newest
    first, as id and day; `asks` is what its cover sheet asks of the board. `outdated` says that it quotes a
    definition of domestic abuse which no longer held on the day of the meeting.
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
    number: str = ""
    is_tabled: bool = False
    outdated: str = ""
    earlier: tuple[tuple[str, date], ...] = ()
    asks: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawnRow:
    """A paper that was withdrawn. `number` is kept where members had been sent it."""

    title: str
    on: date
    after_sending: bool
    number: str = ""


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
    withdrawn: tuple[WithdrawnRow, ...] = field(default=())
    urgent_why: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An item to offer: why, for how long, and whether the agenda has it already.

    `forward` is the id of the planned item it comes from, empty for any other; it keeps that one's readers.
    """

    title: str
    purpose: str
    minutes: int
    because: str
    kind: str
    is_on: bool
    ask: str = ""
    forward: str = ""
    asked: str = ""
    speaker: str = ""
    audience: str = Audience.PARTNERSHIP.value
    restriction: uuid.UUID | None = None


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
        scopes.papers(actor)
        .filter(meeting=row)
        .select_related("file", "agency")
        .prefetch_related("agency__earlier_names")
        .order_by("added_at", "id")
    )
    standing = {item.id for item in items}
    asked, held = _asked(actor, row, standing), _by_item(every, standing)
    rows = []
    for each in _rows(items, row.starts, known, with_press=with_press):
        of = uuid.UUID(each.id)
        papers, withdrawn = _placed(actor, each.number, held[of], row, known, may_edit=may_edit)
        rows.append(replace(each, papers=papers, withdrawn=withdrawn, asked=tuple(asked[of])))
    loose, gone = _placed(actor, "", held[None], row, known, may_edit=may_edit)
    return Agenda(
        open_items=_ends_marked([r for r in rows if not r.is_restricted]),
        restricted_items=_ends_marked([r for r in rows if r.is_restricted]),
        loose_papers=loose,
        minutes=sum(item.minutes for item in items),
        withdrawn=gone if may_edit else tuple(one for one in gone if one.number),
        asked=tuple(asked[None]),
    )


def _by_item(papers: Sequence[Paper], standing: Set[uuid.UUID]) -> defaultdict[uuid.UUID | None, list[Paper]]:
    """Papers by the item they are listed with: of no item, where theirs was taken off."""
    found: defaultdict[uuid.UUID | None, list[Paper]] = defaultdict(list)
    for paper in papers:
        found[paper.item_id if paper.item_id in standing else None].append(paper)
    return found


def _placed(
    actor: Actor, item: str, papers: Sequence[Paper], row: Meeting, known: Basis, *, may_edit: bool
) -> tuple[tuple[PaperRow, ...], tuple[WithdrawnRow, ...]]:
    """The papers of an item to read, in their order and numbered, and those that were withdrawn."""
    held = {str(paper.id): paper for paper in papers}
    replaces = {str(p.id): str(p.replaces_id) for p in papers if p.replaces_id and str(p.replaces_id) in held}
    current = [paper for id, paper in held.items() if id not in replaces.values()]
    numbers = paper_numbers(
        item,
        [
            PlacedPaper(
                id=str(paper.id),
                rank=_paper_rank(paper),
                since=_since(held[first_of(str(paper.id), replaces)[-1]]),
                keeps_number=not paper.withdrawn_at or _was_sent(paper),
            )
            for paper in current
        ],
    )
    zone = ZoneInfo(row.zone)
    rows = [
        replace(
            _paper_row(actor, held[id], known, may_edit=may_edit),
            number=number,
            earlier=tuple((was, held[was].submitted_on) for was in first_of(id, replaces)[1:]),
        )
        for id, number in numbers.items()
        if not held[id].withdrawn_at
    ]
    gone = [
        WithdrawnRow(
            paper.title,
            local_day(paper.withdrawn_at, zone),
            paper.withdrawn_after_sending,
            numbers.get(str(paper.id), ""),
        )
        for paper in current
        if paper.withdrawn_at
    ]
    return tuple(rows), tuple(one for one in gone if may_edit or one.number)


def _since(paper: Paper) -> str:
    """What a paper's place goes by: when its first version came."""
    return f"{paper.added_at.isoformat()} {paper.id}"


def _was_sent(paper: Paper) -> bool:
    """Whether members had been sent a paper that was withdrawn: it then keeps its number."""
    return paper.withdrawn_after_sending and not paper.added_after_sending


def _paper_rank(paper: Paper) -> int:
    """What is open to all comes first, so that its numbers are the same for everybody."""
    label = label_of(paper)
    if label.is_open_to_all:
        return 0
    return 2 if label.is_for_named_people else 1


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


def proposals(actor: Actor, row: Meeting, today: date) -> tuple[Proposal, ...]:
    """The standing items the terms in force on the meeting's date call for, in order."""
    known = basis(actor, row, today)
    before = scopes.meetings(actor).filter(group=row.group_id, on__lt=row.on).exclude(state="cancelled")
    previous = before.exclude(kind="by_email").order_by("-on").values_list("on", flat=True).first()
    plans = scopes.plans(actor).filter(scopes.open_to_all(), group=row.group_id)
    plans = plans.exclude(kind=ACTION_LOG)  # which has an item of its own
    names = plans.order_by("name").values_list("name", flat=True)
    standing = scopes.agenda_items(actor).filter(meeting=row, removed_at__isnull=True)
    held = {title.lower() for title in standing.values_list("title", flat=True)}
    proposed = propose_agenda(
        terms=known.terms,
        previous_meeting_on=previous,
        plan_names=tuple(names),
        meeting_minutes=row.minutes,
        group=row.group.name,
    )
    standing_items = tuple(
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
    closing = [each.title in _ENDS_WITH for each in standing_items].index(True)
    found = (
        *standing_items[:closing],
        *_to_ratify(actor, row, held),
        *_looked_ahead(actor, row, known, today, held, standing_items),
        *standing_items[closing:],
    )
    taken = sum(standing.values_list("minutes", flat=True))
    return _fitted(found, minutes_for(known.terms, row.minutes), taken=taken)


def _fitted(found: Sequence[Proposal], available: int | None, *, taken: int) -> tuple[Proposal, ...]:
    """The proposals with minutes that fit what the agenda leaves free; as they are where nothing can fit."""
    lacking = [one.minutes for one in found if not one.is_on]
    shares = iter(fit(lacking, available - taken if available else None))
    return tuple(one if one.is_on else replace(one, minutes=next(shares) or one.minutes) for one in found)


def _to_ratify(actor: Actor, row: Meeting, held: Set[str]) -> tuple[Proposal, ...]:
    """What was decided without a quorum and waits to be ratified, for whoever may read the decision."""
    return tuple(
        Proposal(
            title=each.title,
            purpose=Purpose.DECIDE.value,
            minutes=5,
            because=each.because,
            kind="",
            is_on=each.title.lower() in held,
            ask="Ratify what was decided, or decide otherwise.",
            audience=each.audience,
            restriction=each.restriction,
        )
        for each in items_to_ratify(actor, row)
    )


def _looked_ahead(
    actor: Actor,
    row: Meeting,
    known: Basis,
    today: date,
    held: Set[str],
    standing_items: Sequence[Proposal],
) -> tuple[Proposal, ...]:
    """What is planned, promised, reported or due about the meeting, less what the terms put on it anyway."""
    anyway = {one.title.casefold() for one in standing_items}
    return tuple(
        Proposal(
            title=each.title,
            purpose=each.purpose,
            minutes=10,
            because=each.because,
            kind="",
            is_on=each.title.lower() in held,
            forward=each.forward,
            asked=each.asked,
            speaker=each.speaker,
            audience=each.audience,
            restriction=each.restriction,
        )
        for each in offered(actor, row, known, today)
        if each.title.partition(": ")[0].casefold() not in anyway
        and not (each.of_group and any(is_report_of(title, each.of_group) for title in anyway))
    )


def without_times(agenda: Agenda) -> Agenda:
    """The agenda of a question by email, whose items are not taken at any time."""
    timeless = [
        tuple(replace(row, starts_at=None) for row in rows)
        for rows in (agenda.open_items, agenda.restricted_items)
    ]
    return replace(agenda, open_items=timeless[0], restricted_items=timeless[1])


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
                no_paper=no_paper if item.id in known.without_paper else "",
                after_sending=_after_sending(item),
                urgent_why=item.urgent_why,
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


def _outdated(paper: Paper, known: Basis) -> str:
    found = superseded(paper.definition, known.meeting.on)
    return found.sentence if found else ""


def _paper_row(actor: Actor, paper: Paper, known: Basis, *, may_edit: bool) -> PaperRow:
    file = paper.file
    return PaperRow(
        id=str(paper.id),
        title=paper.title,
        kind=_KINDS.get(file.name.rpartition(".")[2], "file") if file else "",
        size=size_said(file.size) if file else "",
        submitted_on=paper.submitted_on,
        agency=name_on(agency_facts(paper.agency), paper.submitted_on) if paper.agency else "",
        audience=AUDIENCE_NAMES[Audience(paper.audience)],
        late=paper_late(known.came_on(paper), known.paper_due_on(paper.id), known.calendar),
        can_open=bool(file and can_open(file)),
        can_withdraw=may_edit or str(paper.submitted_by_id) == actor.person,
        is_redacted=bool(file and file.redacted_at),
        after_sending=paper.added_after_sending,
        is_tabled=paper.is_tabled,
        outdated=_outdated(paper, known),
        asks=dict(cover_lines(paper.cover)).get(COVER_FIELDS[ASK], ""),
    )


def size_said(size: int) -> str:
    """A file's size in words.

    >>> size_said(900), size_said(2_400_000)
    ('1 KB', '2.4 MB')
    """
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} KB"
