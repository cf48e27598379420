"""Carries a redaction out: the rows, their copies in every table, the files, and the record's contents."""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from django.db import transaction
from django.db.models import EmailField, F, Q, QuerySet

from quorate.commands import positions, searching
from quorate.commands.ledger import held_chain
from quorate.commands.runner import Run
from quorate.domain.events.chain import REDACTED
from quorate.domain.events.redaction import MARKER, without, words_of
from quorate.domain.kernel.asking import local_day
from quorate.queries.copies import (
    Sought,
    drafts_holding,
    imports_holding,
    instead_of,
    packs_holding,
    rows_holding,
    sought,
)
from quorate.queries.files import path_of
from quorate.queries.redactable import FILE, How, parts_of
from quorate.records.models import (
    Agency,
    AgencyName,
    AssessedMark,
    AssessedStatement,
    BarrierEscalation,
    BarrierRow,
    BarrierStep,
    ClauseRow,
    Entry,
    EntryLead,
    EntryMeasure,
    EntryTarget,
    EntryVersion,
    EventRow,
    ExpressionOfInterest,
    Group,
    InterestKeptPrivately,
    KeptPrivately,
    Meeting,
    Message,
    Paper,
    Person,
    Plan,
    PlanImport,
    ProgressRow,
    Redaction,
    Seat,
    SelfAssessed,
    SelfAssessment,
    StoredFile,
    Terms,
    TermsDraft,
)

# Where only one row may say a thing: another that said the same is told apart by a number.
_ONCE: dict[type[Any], tuple[str, tuple[str, ...]]] = {
    Agency: ("name", ("partnership",)),
    StoredFile: ("name", ("partnership", "sha256")),
}
# What a row belongs to, where it has no version of its own.
_ROOTS: dict[type[Any], tuple[type[Any], str]] = {
    EntryVersion: (Entry, "entry_id"),
    EntryMeasure: (Entry, "entry_version.entry_id"),
    EntryLead: (Entry, "entry_version.entry_id"),
    EntryTarget: (Entry, "entry_version.entry_id"),
    ProgressRow: (Entry, "entry_id"),
    BarrierStep: (BarrierRow, "barrier_id"),
    BarrierEscalation: (BarrierRow, "barrier_id"),
    ClauseRow: (Terms, "terms_id"),
    AssessedStatement: (SelfAssessment, "assessment_id"),
    AssessedMark: (SelfAssessed, "answer_id"),
    Paper: (Meeting, "meeting_id"),
    Seat: (Group, "group_id"),
}
# Not a sentence in which a name is another's: it is their own, or kept for the coordinator.
_NAMES_OF_THEIR_OWN = frozenset(
    {Person, KeptPrivately, InterestKeptPrivately, Agency, AgencyName, Terms, ClauseRow}
)
# What a command that appoints somebody holds, and raises the version of, itself.
_HELD_BY_WHO_ASKS = frozenset({ExpressionOfInterest, Group, Person})
# Events about these may repeat what was taken out, whatever words they use.
_TOLD_IN_EVENTS = frozenset({"entry", "progress", "paper", "agenda_item", "waiver"})
# Messages about a meeting by which nobody had its papers or its minutes yet.
_BEFORE_PAPERS = ("meeting_set", "meeting_moved", "meeting_cancelled", "paper_asked")


@dataclass(slots=True)
class Taken:
    """What was taken out: how many rows and files, which packs, which meetings they were for, which events.

    `roots` are what the rows belong to: each has its version raised once, so that a form opened before
    cannot put the words back.
    """

    rows: int = 0
    files: int = 0
    packs: list[uuid.UUID] = field(default_factory=list)
    events: list[int] = field(default_factory=list)
    meetings: set[uuid.UUID] = field(default_factory=set)
    roots: set[tuple[type[Any], uuid.UUID]] = field(default_factory=set)


def carry_out(run: Run, redaction: Redaction) -> Taken:
    """Take the words out everywhere and say what was found. Bytes go once the transaction has committed."""
    taken = Taken()
    kind, id, columns = redaction.subject_kind, redaction.subject_id, tuple(redaction.columns)
    asked = sought(kind, id, columns)
    if asked.meeting:
        taken.meetings.add(asked.meeting)
    _hold(run)
    _take_from_subject(run, kind, id, columns, taken)
    for held in rows_holding(run.partnership, asked):
        _write(held.row, held.left, taken)
    _take_from_imports(run, asked, taken)
    _take_from_packs(run, asked, taken)
    for model, root in taken.roots:
        model.objects.filter(pk=root).update(version=F("version") + 1)
    held_chain(str(run.partnership))  # nobody else writes events or search words while these go
    taken.events = _blank_events(run, asked)
    searching.index_everything(run.partnership, run.moment.today)
    positions.keep(Entry.objects.filter(plan__partnership=run.partnership), run.moment.today)
    return taken


def put_instead(run: Run, names: Sequence[str], instead: str) -> None:
    """Put another name in the place of some, in every sentence written here.

    What is a name of its own stays: of a person, of an agency, of what terms say. So do packs, files and the
    record. A plan being brought in and terms being drafted would write the name here later, so they say the
    other too. Search and plans are brought to say the same.
    """
    asked = Sought("", run.partnership, words=words_of([], names, instead=instead), near=words_of([]))
    taken = Taken()
    for held in (*imports_holding(run.partnership, asked), *drafts_holding(run.partnership, asked)):
        if _is_open(held.row):
            _write(held.row, held.left, taken)
    for held in rows_holding(run.partnership, asked):
        if held.table.model not in _NAMES_OF_THEIR_OWN:
            _write(held.row, held.left, taken)
    if not taken.rows:
        return
    for model, root in taken.roots:
        if model not in _HELD_BY_WHO_ASKS:
            model.objects.filter(pk=root).update(version=F("version") + 1)
    searching.index_everything(run.partnership, run.moment.today)
    positions.keep(Entry.objects.filter(plan__partnership=run.partnership), run.moment.today)


def _is_open(row: PlanImport | TermsDraft) -> bool:
    """Whether an upload or a draft can still become a plan or terms."""
    if isinstance(row, PlanImport):
        return row.state == "checking"
    return row.adopted_id is None and row.set_aside_at is None


def _hold(run: Run) -> None:
    """Hold what commands hold first, in their order: the words may stand on any of them."""
    for rows in (
        PlanImport.objects.filter(partnership=run.partnership),
        Meeting.objects.filter(group__partnership=run.partnership),
        Plan.objects.filter(partnership=run.partnership),
        Entry.objects.filter(plan__partnership=run.partnership),
    ):
        held: QuerySet[Any] = rows.order_by("id")
        list(held.select_for_update(no_key=True, of=("self",)).values_list("id"))


def received(run: Run, redaction: Redaction, taken: Taken) -> list[dict[str, str]]:
    """Who had received the words, how, and when: told of the papers, or read the pack or the file."""
    found = {
        (str(person), "message", local_day(sent).isoformat() if sent else "")
        for meeting in taken.meetings
        for person, sent in Message.objects.filter(
            partnership=run.partnership, key__contains=str(meeting), sent_at__isnull=False
        )
        .exclude(kind__in=_BEFORE_PAPERS)
        .values_list("person_id", "sent_at")
    }
    read = Q(code="packs.read", subject_id__in=[str(id) for id in taken.packs]) | Q(
        code="files.read", subject_id=str(redaction.subject_id)
    )
    for person, code, at in EventRow.objects.filter(read, chain__scope=str(run.partnership)).values_list(
        "person_id_text", "code", "at"
    ):
        found.add((person, "pack" if code == "packs.read" else "file", local_day(at).isoformat()))
    return [{"person": who, "how": how, "on": on} for who, how, on in sorted(found) if who]


def _take_from_subject(run: Run, kind: str, id: uuid.UUID, columns: Sequence[str], taken: Taken) -> None:
    """Take the parts out of the thing itself, out of every version of it."""
    instead = instead_of(kind, id, columns)
    left: dict[tuple[type[Any], object], tuple[Any, dict[str, Any]]] = {}
    for part in parts_of(kind, columns):
        put = instead if part.how is How.NAME else MARKER
        for row in part.rows(id):
            kept, said = left.setdefault((part.model, row.pk), (row, {}))
            held = {column: getattr(kept, column) for column in part.columns}
            said |= {column: _put(put, value) for column, value in held.items() if value}
            if part.column == FILE and row.file_id:
                _take_file(run, StoredFile.objects.get(id=row.file_id), taken)
    for row, said in left.values():
        _write(row, said, taken)
        _note_root(row, taken)
        if isinstance(row, Plan):
            _new_address(row)


def _put(instead: str, value: Any) -> Any:
    """What is put in the place of a text, or of each text of a cover sheet."""
    return dict.fromkeys(value, instead) if isinstance(value, dict) else instead


def _new_address(plan: Plan) -> None:
    """A plan's address is made of its name."""
    plan.slug = f"redacted-{plan.id.hex[:8]}"
    plan.save(update_fields=["slug"])


def _write(row: Any, left: Mapping[str, Any], taken: Taken) -> None:
    """Write what each column says without the words."""
    changed = {name: _fitting(row, name, text) for name, text in left.items() if text != getattr(row, name)}
    if not changed:
        return
    for name, text in changed.items():
        setattr(row, name, text)
    row.save(update_fields=list(changed))
    _note_root(row, taken)
    taken.rows += 1


def _fitting(row: Any, name: str, text: Any) -> Any:
    """What the column can hold: nothing where an address stands, its length, and nothing twice."""
    column = row._meta.get_field(name)
    if isinstance(column, EmailField):
        return ""
    if not isinstance(text, str):
        return text
    text = text[: column.max_length] if column.max_length else text
    return _once(row, name, text, column.max_length)


def _once(row: Any, name: str, text: str, longest: int | None) -> str:
    column, among = _ONCE.get(type(row), ("", ()))
    if name != column:
        return text
    others = type(row).objects.exclude(pk=row.pk).filter(**{each: getattr(row, each) for each in among})
    taken = set(others.values_list(name, flat=True))
    said, number = text, 1
    while said in taken:
        number += 1
        end = f" {number}"
        said = f"{text[: longest - len(end)] if longest else text}{end}"
    return said


def _note_root(row: Any, taken: Taken) -> None:
    """Note what a row belongs to, where that has a version."""
    model, path = _ROOTS.get(type(row), (type(row), "id"))
    if any(column.name == "version" for column in model._meta.get_fields()):
        taken.roots.add((model, reduce(getattr, path.split("."), row)))


def _take_from_imports(run: Run, asked: Sought, taken: Taken) -> None:
    """A file that a plan or terms were read from holds the words as long as its rows do, so it goes too."""
    for held in (*imports_holding(run.partnership, asked), *drafts_holding(run.partnership, asked)):
        for name, value in held.left.items():
            setattr(held.row, name, value)
        held.row.save(update_fields=list(held.left))
        _note_root(held.row, taken)
        taken.rows += 1
        file = held.row.source if isinstance(held.row, TermsDraft) else held.row.file
        if file:
            _take_file(run, file, taken)


def _take_from_packs(run: Run, asked: Sought, taken: Taken) -> None:
    """Packs that hold the words, and every pack of a meeting whose paper or item was taken out."""
    for held in packs_holding(run.partnership, asked, frozenset(taken.meetings)):
        row = held.row
        if held.left:
            row.content = held.left["content"]
            row.save(update_fields=["content"])
        _note_root(row, taken)
        taken.packs.append(row.id)
        taken.meetings.add(row.meeting_id)
        if row.file:
            _take_file(run, row.file, taken)


def _take_file(run: Run, file: StoredFile, taken: Taken) -> None:
    """Mark the file, under all its names, as redacted; its hash stays. The bytes go after the commit."""
    same = StoredFile.objects.filter(
        partnership=run.partnership, sha256=file.sha256, redacted_at__isnull=True
    )
    for row in same:
        row.redacted_at = run.moment.at
        row.name = f"{MARKER} {row.id}"
        row.save(update_fields=["redacted_at", "name"])
        taken.files += 1
    path = path_of(run.partnership, file.sha256)
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def _blank_events(run: Run, asked: Sought) -> list[int]:
    """Take contents and salt out of events about the thing or holding the words; every link still holds.

    The numbers of those it emptied, in order: the redaction's own event names them. What an earlier one
    names stays, or what that one emptied would have lost its reason.
    """
    rows = EventRow.objects.filter(chain__scope=str(run.partnership)).exclude(contents="")
    rows = rows.exclude(code=REDACTED).order_by("number")
    is_told = asked.kind in _TOLD_IN_EVENTS
    emptied = []
    for row in rows.iterator(chunk_size=500):
        if (is_told and row.subject_id == str(asked.id)) or _holds(row, asked):
            row.salt = row.contents = ""
            row.save(update_fields=["salt", "contents"])
            emptied.append(row.number)
    return emptied


def _holds(row: EventRow, asked: Sought) -> bool:
    return bool(asked.words) and without(json.loads(row.contents), asked.words)[1]
