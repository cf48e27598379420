"""The page where an uploaded plan is checked: what was found beside the source it was found in."""

import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.imports.differences import BEGINS, PARENT, Change, Difference, FieldChange, differences
from quorate.domain.imports.json_values import from_plain
from quorate.domain.imports.mends import Mend, apply_mends
from quorate.domain.imports.moves import refusals_to_place
from quorate.domain.imports.proposal import Proposal, ProposedEntry
from quorate.domain.imports.questions import questions_of
from quorate.domain.imports.replies import Replies, answer_to, replies_to
from quorate.domain.imports.source import Row, SourceDocument, Table
from quorate.domain.kernel.asking import NotFoundError, local_day
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import count, day, listed
from quorate.domain.plans.facts import Rating, Status
from quorate.domain.plans.labels import KINDS, RATINGS, STATUSES
from quorate.domain.plans.leading import as_typed
from quorate.queries.plans import lead_name
from quorate.records import scopes
from quorate.records.facts.imports import groups_to_bring_into, held_at
from quorate.records.models import EntryVersion, PlanImport, ProgressRow

PER_PAGE = 20
ROWS_AFTER = 2
CHANGES = {
    Change.NEW: "new",
    Change.CHANGED: "changed",
    Change.GONE: "removed",
    Change.UNCHANGED: "as it was",
}


CHANGED_WORDS = {
    "code": "Number",
    "text": "Wording",
    "outcome": "Outcome",
    "leads": "Leads",
    "targets": "Target dates",
    "measures": "Measures",
    "progress": "Progress",
    "barrier": "Held up by",
    "status": "Status",
    "rating": "Rating",
    "parent": "Under",
    "kind": "Kind",
    "title": "Short name",
    BEGINS: "Stands since",
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A question on an entry, and what may be answered. `key` tells it from the entry's others."""

    key: str
    code: str
    sentence: str
    field: str
    answer: str
    replies: Replies


@dataclass(frozen=True, slots=True)
class Found:
    """One entry found: its title, its level's word, its fields as shown and as typed, its doubts.

    `marks` tell each field as it was typed here from what somebody else makes of it later. `changes` are
    sentences. `refusal` says why it cannot stand where the paper has it, or is empty.
    """

    key: str
    title: str
    word: str
    rows: tuple[tuple[str, str], ...]
    typed: Mapping[str, str]
    marks: Mapping[str, str]
    doubts: tuple[Doubt, ...]
    change: str
    changes: tuple[str, ...]
    refusal: str
    mended: tuple[str, ...]
    place: str


@dataclass(frozen=True, slots=True)
class SourceView:
    """Some rows of the source table, those of the entry in hand marked."""

    document: str
    place: str
    rows: tuple[tuple[str, ...], ...]
    first: int
    marked: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that was not placed, where it stands and why."""

    key: str
    text: str
    place: str
    why: str


@dataclass(frozen=True, slots=True)
class Tally:
    """What accepting would do, in entries. `in_question` counts those it would write that have a question."""

    kinds: str
    to_add: int
    to_change: int
    unchanged: int
    in_question: int
    left_out: int

    @property
    def to_write(self) -> int:
        """How many entries would be written."""
        return self.to_add + self.to_change


@dataclass(frozen=True, slots=True)
class ImportPage:
    """An upload being checked.

    `found` leaves out what the plan says already, unless `has_all`. `is_back_dated` says that the plan speaks
    for later days already, none of which says that a new entry is over. `groups` are those a new plan may
    belong to, where there is a choice.
    """

    id: str
    version: int
    state: str
    plan_name: str
    plan_slug: str
    file_name: str
    lede: str
    effective_on: date
    found: tuple[Found, ...]
    has_all: bool
    current: Found | None
    source: SourceView | None
    parents: tuple[tuple[str, str], ...]
    unplaced: tuple[Piece, ...]
    warnings: tuple[str, ...]
    gone: tuple[str, ...]
    tally: Tally
    mends: int
    number: int
    last: int
    next_doubt: str
    first_doubt: str
    first_refused: str
    is_back_dated: bool
    groups: tuple[tuple[str, str], ...]
    pieces: tuple[tuple[str, str], ...] = field(default=())
    kinds: tuple[tuple[str, str], ...] = field(default=())
    statuses: tuple[tuple[str, str], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class UploadLine:
    """An earlier upload that is still being checked."""

    id: str
    plan_name: str
    file_name: str
    uploaded_on: date


def uploads_being_checked(actor: Actor) -> tuple[UploadLine, ...]:
    """Uploads neither accepted nor set aside, newest first."""
    rows = scopes.imports(actor).filter(state="checking").select_related("file").order_by("-uploaded_at")
    return tuple(UploadLine(str(r.id), r.plan_name, r.file.name, local_day(r.uploaded_at)) for r in rows)


def page_import(
    actor: Actor, *, id: uuid.UUID, entry: str = "", number: int = 1, has_all: bool = False
) -> ImportPage:
    """The upload as it would be accepted now, with `entry` in hand; raises NotFoundError.

    What is as it was in the plan is listed with `has_all` only, but for the one in hand.
    """
    row = scopes.imports(actor).select_related("plan", "file").filter(id=id).first()
    if row is None:
        raise NotFoundError
    read = Proposal.from_json(json.dumps(row.proposal))
    proposal = apply_mends(read, [from_plain(Mend, each) for each in row.mends])
    source = from_plain(SourceDocument, row.source)
    held = held_at(actor, row.plan, row.effective_on) if row.state == "checking" else ()
    found = differences(held, proposal) if row.state == "checking" else ()
    refused = refusals_to_place(held, proposal, found)
    fates = {d.proposed: d for d in found if d.proposed}
    listed_now = _listed(proposal, fates, also={entry, *refused}, has_all=has_all)
    keys = [e.key for e in listed_now]
    last = max(1, -(-len(keys) // PER_PAGE))
    if entry in keys:
        number = keys.index(entry) // PER_PAGE + 1
    number = number if 1 <= number <= last else 1
    part = listed_now[(number - 1) * PER_PAGE : number * PER_PAGE]
    doubtful = [e for e in part if questions_of(e, fates.get(e.key))]
    in_hand = proposal.entry(entry) or next(iter([*doubtful, *part]), None)
    names = {e.key: f"{e.code} {e.title or e.text}".strip()[:80] for e in proposal.entries}
    named = {**names, **{e.id: f"{e.code} {e.text}".strip()[:80] for e in held}}

    def shown(each: ProposedEntry) -> Found:
        fate = fates.get(each.key)
        changes = tuple(_change(one, named, row.effective_on) for one in (fate.fields if fate else ()))
        return _found(each, names, fate, changes, refused.get(each.key))

    return ImportPage(
        id=str(row.id),
        version=row.version,
        state=row.state,
        plan_name=row.plan_name,
        plan_slug=row.plan.slug if row.plan else "",
        file_name=row.file.name,
        lede=_lede(proposal, source),
        effective_on=row.effective_on,
        found=tuple(shown(e) for e in part),
        has_all=has_all,
        current=shown(in_hand) if in_hand else None,
        source=_source_view(source, in_hand) if in_hand else None,
        parents=tuple((key, name) for key, name in names.items()),
        unplaced=tuple(Piece(u.key, u.span.text, u.span.place, u.why) for u in proposal.unplaced),
        pieces=tuple((u.key, f"{u.span.text[:70]} ({u.span.place})") for u in proposal.unplaced),
        warnings=proposal.warnings,
        gone=_gone(actor, found),
        tally=_tally(read, proposal, fates),
        mends=len(row.mends),
        is_back_dated=_is_back_dated(row),
        groups=_groups(actor, row),
        number=number,
        last=last,
        next_doubt=_next_doubt(_in_question(proposal, fates), in_hand),
        first_doubt=next((e.key for e in _in_question(proposal, fates)), ""),
        first_refused=next(iter(refused), ""),
        kinds=tuple((kind.value, one.capitalize()) for kind, (one, _) in KINDS.items()),
        statuses=tuple((status.value, label) for status, label in STATUSES.items()),
    )


def _lede(proposal: Proposal, source: SourceDocument) -> str:
    kinds = [count(n, word) for word, (n, _) in proposal.words.items()]
    tables = {e.source.table for e in proposal.entries if e.source.table}
    rows = sum(len(t.rows) for t in source.tables if t.number in tables)
    where = f" in {count(len(tables), 'table')} of {count(rows, 'row')}" if tables else ""
    left = len(proposal.unplaced)
    rest = f"{count(left, 'piece')} of text not placed, listed below" if left else "Every word is placed"
    return f"{listed(kinds)}{where}. {rest}."


def _change(change: FieldChange, named: Mapping[str, str], effective_on: date) -> str:
    """What a changed field said and says. `named` has the plan's entries by their ids, new ones by keys."""
    old, new = change.old, change.new
    if change.field == PARENT:
        was, now = (f"under “{named.get(each, '')}”" if each else "the top" for each in (old, new))
        return f"Moved from {was} to {now}."
    if change.field == BEGINS:
        new = day(effective_on)
    elif change.field == "status":
        old, new = (STATUSES[Status(each)] if each else "" for each in (old, new))
    elif change.field == "rating":
        old, new = (RATINGS[Rating(each)] if each else "" for each in (old, new))
    return f"{CHANGED_WORDS[change.field]}: “{old or 'nothing'}”, now “{new or 'nothing'}”."


def _found(
    entry: ProposedEntry,
    names: Mapping[str, str],
    fate: Difference | None,
    changes: tuple[str, ...],
    refusal: Refusal | None,
) -> Found:
    leads = "; ".join(lead_name(lead) for lead in entry.leads)
    targets = "; ".join(target.raw for target in entry.targets)
    rows = [
        ("Under", names.get(entry.parent, "Nothing: it stands at the top")),
        ("Outcome", entry.outcome),
        ("Progress", entry.progress),
        ("Held up by", entry.barrier),
        ("Leads", leads),
        ("Target date", targets),
        ("Measures", "; ".join(measure.text for measure in entry.measures)),
        ("Status", STATUSES[entry.status] if entry.status else ""),
    ]
    shown = {"Under", "Leads", "Target date"}
    change = fate.change if fate else Change.NEW
    typed = _typed(entry)
    return Found(
        key=entry.key,
        title=f"{entry.code} {entry.title or entry.text}".strip(),
        word=entry.word or KINDS[entry.kind][0],
        rows=tuple((name, value) for name, value in rows if value or name in shown),
        typed=typed,
        marks={name: mark_of(value) for name, value in typed.items()},
        doubts=tuple(
            Doubt(f.key, f.code, f.sentence, f.field, answer_to(entry, f), replies_to(entry, f))
            for f in questions_of(entry, fate)
        ),
        change=CHANGES[change],
        changes=changes,
        refusal=f"{refusal.sentence} {refusal.cure}".strip() if refusal else "",
        mended=tuple(CHANGED_WORDS.get(name, name).lower() for name in entry.mended),
        place=entry.source.place,
    )


def _typed(entry: ProposedEntry) -> dict[str, str]:
    """The entry's fields as a form has them."""
    return {
        "kind": entry.kind.value,
        "code": entry.code,
        "text": entry.text,
        "parent": entry.parent,
        "outcome": entry.outcome,
        "leads": "\n".join(as_typed(lead) for lead in entry.leads),
        "targets": "\n".join(target.raw for target in entry.targets),
        "measures": "\n".join(measure.text for measure in entry.measures),
        "progress": entry.progress,
        "barrier": entry.barrier,
        "status": entry.status.value if entry.status else "",
    }


def mark_of(value: str) -> str:
    """What a field's words are known by, however its line ends were sent."""
    return hashlib.sha256("\n".join(value.splitlines()).strip().encode()).hexdigest()[:12]


def _source_view(source: SourceDocument, entry: ProposedEntry) -> SourceView | None:
    table = next((t for t in source.tables if t.number == entry.source.table), None)
    if table is None:
        return None
    # From its own row: a tall one before it would push it out of sight.
    first, last = entry.source.first_row, entry.source.last_row + ROWS_AFTER
    rows = [row for row in table.rows if first <= row.number <= last]
    return SourceView(
        document=source.name,
        place=f"{table.name}, rows {first} to {rows[-1].number if rows else first}",
        rows=tuple(_cells(table, row) for row in rows),
        first=first,
        marked=tuple(range(entry.source.first_row, entry.source.last_row + 1)),
    )


def _cells(table: Table, row: Row) -> tuple[str, ...]:
    """The row's words by column, so that every row shown has as many cells."""
    width = max((cell.column + cell.columns - 1 for r in table.rows for cell in r.cells), default=0)
    words = {cell.column: cell.text for cell in row.cells}
    return tuple(words.get(column, "") for column in range(1, width + 1))


def _is_back_dated(row: PlanImport) -> bool:
    if row.plan is None or row.state != "checking":
        return False
    of = {"entry__plan": row.plan}
    return (
        EntryVersion.objects.filter(**of, effective_on__gt=row.effective_on).exists()
        or ProgressRow.objects.filter(**of, as_at__gt=row.effective_on).exists()
    )


def _groups(actor: Actor, row: PlanImport) -> tuple[tuple[str, str], ...]:
    if row.plan is not None or row.state != "checking":
        return ()
    choices = groups_to_bring_into(actor, row.effective_on)
    return choices if len(choices) > 1 else ()


def _gone(actor: Actor, found: Sequence[Difference]) -> tuple[str, ...]:
    gone = [d.existing for d in found if d.change is Change.GONE]
    if not gone:
        return ()
    entries = scopes.entries(actor).filter(id__in=gone).prefetch_related("versions")
    latest = [max(e.versions.all(), key=lambda v: v.number) for e in entries]
    return tuple(sorted(f"{v.code} {v.text}".strip() for v in latest))


def _listed(
    proposal: Proposal, fates: Mapping[str, Difference], *, also: set[str], has_all: bool
) -> tuple[ProposedEntry, ...]:
    """The entries to show: all, or those the plan does not have as they are and `also` these keys."""
    same = {key for key, fate in fates.items() if fate.change is Change.UNCHANGED} - also
    return tuple(e for e in proposal.entries if has_all or e.key not in same)


def _in_question(proposal: Proposal, fates: Mapping[str, Difference]) -> list[ProposedEntry]:
    """Entries with a question that is asked."""
    return [e for e in proposal.entries if questions_of(e, fates.get(e.key))]


def _tally(read: Proposal, proposal: Proposal, fates: Mapping[str, Difference]) -> Tally:
    changes = [fate.change for fate in fates.values()]
    return Tally(
        kinds=listed([count(n, word) for word, (n, _) in proposal.words.items()]),
        to_add=changes.count(Change.NEW),
        to_change=changes.count(Change.CHANGED),
        unchanged=changes.count(Change.UNCHANGED),
        in_question=len(_in_question(proposal, fates)),
        left_out=len({e.key for e in read.entries} - {e.key for e in proposal.entries}),
    )


def _next_doubt(doubtful: Sequence[ProposedEntry], in_hand: ProposedEntry | None) -> str:
    """The next entry with a doubt after the one in hand, or the first one, or empty."""
    doubtful = [e for e in doubtful if in_hand is None or e.key != in_hand.key]
    after = [e for e in doubtful if in_hand and e.order > in_hand.order]
    return (after or doubtful)[0].key if doubtful else ""
