"""Carries a redaction out: the rows, their copies in every table, the files, and the record's contents."""

import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from quorate.commands import searching
from quorate.commands.files import path_of
from quorate.commands.ledger import held_chain
from quorate.commands.runner import Run
from quorate.domain.events.redaction import MARKER, Words, without, words_of
from quorate.queries.copies import COMMON, COPIES, FILE, OF_A_MEETING, Table
from quorate.records.models import (
    AgendaItem,
    Entry,
    EntryMeasure,
    EntryVersion,
    EventRow,
    Message,
    Pack,
    Paper,
    PlanImport,
    ProgressRow,
    Redaction,
    StoredFile,
)

COLUMNS: dict[str, tuple[str, ...]] = {
    "entry": ("text", "outcome", "reason", "measures"),
    "progress": ("progress", "barrier", "evidence"),
    "paper": ("title", FILE),
    "agenda_item": ("title", "ask", "speaker", "to_press"),
}
"""What can be taken out of each kind of thing."""


@dataclass(slots=True)
class Taken:
    """What was taken out: how many rows and files, which packs, which meetings they were for."""

    rows: int = 0
    files: int = 0
    packs: list[uuid.UUID] = field(default_factory=list)
    meetings: set[uuid.UUID] = field(default_factory=set)


def carry_out(run: Run, redaction: Redaction) -> Taken:
    """Take the words out everywhere and say what was found. Bytes go once the transaction has committed."""
    taken = Taken()
    kind, id, columns = redaction.subject_kind, redaction.subject_id, tuple(redaction.columns)
    said = _take_from_subject(run, kind, id, columns, taken)
    words = words_of(text for column, text in said if column not in COMMON)
    near = words_of(text for _, text in said)
    _take_copies(run, words, COPIES, taken)
    of_meetings = Q(meeting__in=list(taken.meetings))
    _take_copies(run, near, OF_A_MEETING, taken, of_meetings)
    _take_from_imports(run, words, taken)
    _take_from_packs(run, words, near, taken)
    held_chain(str(run.partnership))  # nobody else writes events or search words while these go
    _blank_events(run, id, words)
    searching.index_everything(run.partnership, run.moment.today)
    return taken


def received(run: Run, redaction: Redaction, taken: Taken) -> list[dict[str, str]]:
    """Who had received the words, how, and when: told of the papers, or read the pack or the file."""
    found = {
        (str(person), "message", sent.date().isoformat() if sent else "")
        for meeting in taken.meetings
        for person, sent in Message.objects.filter(
            partnership=run.partnership, key__contains=str(meeting), sent_at__isnull=False
        ).values_list("person_id", "sent_at")
    }
    read = Q(code="packs.read", subject_id__in=[str(id) for id in taken.packs]) | Q(
        code="files.read", subject_id=str(redaction.subject_id)
    )
    for person, code, at in EventRow.objects.filter(read, chain__scope=str(run.partnership)).values_list(
        "person_id_text", "code", "at"
    ):
        found.add((person, "pack" if code == "packs.read" else "file", at.date().isoformat()))
    return [{"person": who, "how": how, "on": on} for who, how, on in sorted(found) if who]


def _take_from_subject(
    run: Run, kind: str, id: uuid.UUID, columns: Sequence[str], taken: Taken
) -> list[tuple[str, str]]:
    """Take the columns out of the thing itself, and give what each of them held."""
    if kind == "entry":
        return _take_from_entry(run, id, columns, taken)
    model = {"progress": ProgressRow, "paper": Paper, "agenda_item": AgendaItem}[kind]
    row: Any = model._default_manager.select_for_update().get(id=id)
    said = _blank(row, [column for column in columns if column != FILE], taken)
    if isinstance(row, ProgressRow):
        run.touch(row.entry)
        return said
    taken.meetings.add(row.meeting_id)
    if isinstance(row, AgendaItem):
        run.touch(row)
    elif FILE in columns and row.file_id:
        _take_file(run, StoredFile.objects.get(id=row.file_id), taken)
    return said


def _take_from_entry(run: Run, id: uuid.UUID, columns: Sequence[str], taken: Taken) -> list[tuple[str, str]]:
    """Every version says the whole again, so the words go from all of them."""
    said: list[tuple[str, str]] = []
    own = [column for column in columns if column != "measures"]
    for version in EntryVersion.objects.select_for_update().filter(entry=id):
        said += _blank(version, own, taken)
    if "measures" in columns:
        for measure in EntryMeasure.objects.filter(entry_version__entry=id):
            said += [("measures", text) for _, text in _blank(measure, ["text"], taken)]
    run.touch(Entry.objects.get(id=id))
    return said


def _blank(row: Any, columns: Iterable[str], taken: Taken) -> list[tuple[str, str]]:
    """Put the marker in each column that says something, and give what it said."""
    said = {column: getattr(row, column) for column in columns}
    changed = [column for column, text in said.items() if text and text != MARKER]
    for column in changed:
        setattr(row, column, MARKER)
    if changed:
        row.save(update_fields=changed)
        taken.rows += 1
    return [(column, said[column]) for column in changed]


def _take_copies(
    run: Run, words: Words, tables: Sequence[Table], taken: Taken, only: Q | None = None
) -> None:
    if not words.lines:
        return
    for model, path, columns in tables:
        rows: QuerySet[Any] = model._default_manager.filter(only or Q(), **{path: run.partnership})
        for row in rows.only("id", *columns).iterator(chunk_size=500):
            if held := [column for column in columns if words.are_in(getattr(row, column))]:
                _blank(row, held, taken)
                _raise_version(run, row)


def _raise_version(run: Run, row: Any) -> None:
    """A form opened before must not put the words back."""
    if isinstance(row, AgendaItem):
        run.touch(row)
    elif isinstance(row, EntryVersion | ProgressRow):
        run.touch(row.entry)


def _take_from_imports(run: Run, words: Words, taken: Taken) -> None:
    """A file a plan was read from holds the words as long as its rows do, so it goes with them."""
    for row in PlanImport.objects.filter(partnership=run.partnership).select_related("file"):
        found = {
            name: without(getattr(row, name), words, near=True) for name in ("proposal", "source", "mends")
        }
        if not any(held for _, held in found.values()):
            continue
        for name, (value, _) in found.items():
            setattr(row, name, value)
        row.save(update_fields=list(found))
        run.touch(row)
        taken.rows += 1
        _take_file(run, row.file, taken)


def _take_from_packs(run: Run, words: Words, near: Words, taken: Taken) -> None:
    """Packs that hold the words, and every pack of a meeting whose paper or item was taken out."""
    of_meetings = set(taken.meetings)
    rows = Pack.objects.filter(meeting__group__partnership=run.partnership).select_related("file")
    for row in rows.iterator(chunk_size=50):
        is_near = row.meeting_id in of_meetings
        content, held = without(row.content, near if is_near else words, near=is_near)
        if not held and not is_near:
            continue
        if held:
            row.content = content
            row.save(update_fields=["content"])
        run.touch(row)
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


def _blank_events(run: Run, id: uuid.UUID, words: Words) -> None:
    """Take contents and salt out of events about the thing or holding the words; every link still holds."""
    rows = EventRow.objects.filter(chain__scope=str(run.partnership))
    rows.filter(subject_id=str(id)).update(salt="", contents="")
    if not words.lines:
        return
    for row in rows.exclude(contents="").iterator(chunk_size=500):
        _, held = without(json.loads(row.contents), words)
        if held:
            row.salt = row.contents = ""
            row.save(update_fields=["salt", "contents"])
