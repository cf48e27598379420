"""Where words can stand besides the thing that says them, and where some words do.

The tables named here are those a redaction goes through, so that an officer is shown what will go.
"""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model, Q, QuerySet

from quorate.domain.events.redaction import Words, without, words_of
from quorate.records.models import (
    AgendaItem,
    DutyDone,
    EntryMeasure,
    EntryVersion,
    Message,
    Pack,
    Paper,
    PlanImport,
    ProgressRow,
    Redaction,
    WaiverRow,
)

FILE = "file"
Table = tuple[type[Model], str, tuple[str, ...]]

# Where the words may have been copied by hand or by an import: the path to the partnership, the columns.
COPIES: tuple[Table, ...] = (
    (EntryVersion, "entry__plan__partnership", ("text", "outcome", "reason")),
    (EntryMeasure, "entry_version__entry__plan__partnership", ("text",)),
    (ProgressRow, "entry__plan__partnership", ("progress", "barrier", "evidence")),
    (AgendaItem, "meeting__group__partnership", ("title", "ask", "speaker", "to_press")),
    (Paper, "meeting__group__partnership", ("title",)),
    (DutyDone, "group__partnership", ("note",)),
    (WaiverRow, "partnership", ("reason", "sentence")),
    (Message, "partnership", ("subject", "body", "fault")),
    (Redaction, "partnership", ("reason",)),
)
OF_A_MEETING = tuple(copy for copy in COPIES if copy[0] in (AgendaItem, Paper))

# Words of these stand in many rows that have nothing to do with each other: "Minutes of the last meeting".
# They are looked for only in what belongs to the same meeting.
COMMON = frozenset({"title", "speaker", "measures"})

_NAMES: dict[type[Model], str] = {
    EntryVersion: "Wordings of other entries",
    EntryMeasure: "Measures of other entries",
    ProgressRow: "Updates",
    AgendaItem: "Agenda items",
    Paper: "Titles of papers",
    DutyDone: "Notes on duties",
    WaiverRow: "Waivers",
    Message: "Messages",
    Redaction: "Reasons of redactions",
    PlanImport: "Plans brought in, with their files",
    Pack: "Packs, which can then no longer be opened",
}
_THINGS: dict[str, type[Model]] = {"progress": ProgressRow, "paper": Paper, "agenda_item": AgendaItem}


def copies_of(
    partnership: uuid.UUID, *, kind: str, id: uuid.UUID, columns: Sequence[str]
) -> tuple[tuple[str, int], ...]:
    """Where else the words of a thing stand, and in how many rows; the thing itself is not counted."""
    said, meeting = _said(kind, id, columns)
    words = words_of(text for column, text in said if column not in COMMON)
    near = words_of(text for _, text in said)
    found: dict[type[Model], set[Any]] = {}
    for model, ids in _rows(partnership, words, COPIES, Q(), kind, id):
        found.setdefault(model, set()).update(ids)
    for model, ids in _rows(partnership, near, OF_A_MEETING, Q(meeting=meeting), kind, id):
        found.setdefault(model, set()).update(ids)
    if words.lines:
        found[PlanImport] = {row.pk for row in _imports(partnership) if _holds(row, words)}
    found[Pack] = {
        pack.pk
        for pack in Pack.objects.filter(meeting__group__partnership=partnership).only("meeting", "content")
        if pack.meeting_id == meeting or without(pack.content, words)[1]
    }
    return tuple((_NAMES[model], len(ids)) for model, ids in found.items() if ids)


def _said(kind: str, id: uuid.UUID, columns: Sequence[str]) -> tuple[list[tuple[str, str]], uuid.UUID | None]:
    """What each of the columns says, and the meeting the thing belongs to."""
    if kind != "entry":
        row: Any = _THINGS[kind]._default_manager.get(id=id)
        said = [(column, getattr(row, column)) for column in columns if column != FILE]
        return said, getattr(row, "meeting_id", None)
    own = [column for column in columns if column != "measures"]
    said = [(column, getattr(row, column)) for row in EntryVersion.objects.filter(entry=id) for column in own]
    if "measures" in columns:
        texts = EntryMeasure.objects.filter(entry_version__entry=id).values_list("text", flat=True)
        said += [("measures", text) for text in texts]
    return said, None


def _rows(
    partnership: uuid.UUID, words: Words, tables: Sequence[Table], only: Q, kind: str, id: uuid.UUID
) -> Iterable[tuple[type[Model], set[Any]]]:
    if not words.lines:
        return
    for model, path, columns in tables:
        rows: QuerySet[Any] = model._default_manager.filter(only, **{path: partnership})
        rows = rows.exclude(**{_itself(model, kind): id})
        held = rows.only("id", *columns).iterator(chunk_size=500)
        yield model, {row.pk for row in held if any(words.are_in(getattr(row, one)) for one in columns)}


def _itself(model: type[Model], kind: str) -> str:
    """The path by which a row of the table belongs to the thing."""
    if kind == "entry" and model is EntryVersion:
        return "entry"
    return "entry_version__entry" if kind == "entry" and model is EntryMeasure else "id"


def _imports(partnership: uuid.UUID) -> QuerySet[PlanImport]:
    return PlanImport.objects.filter(partnership=partnership).only("proposal", "source", "mends")


def _holds(row: PlanImport, words: Words) -> bool:
    return any(without(value, words, near=True)[1] for value in (row.proposal, row.source, row.mends))
