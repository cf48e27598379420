"""The form that proposes a redaction: what a thing says, part by part, and how to find the thing."""

import re
import uuid
from dataclasses import dataclass, field
from typing import Any

from quorate.domain.access.actor import Actor
from quorate.domain.events.redaction import MARKER
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.words import day, short_day
from quorate.records import scopes
from quorate.records.models import EntryMeasure, EntryVersion, ProgressRow

PARTS = {
    "text": "the wording, in every version",
    "outcome": "what should come of it",
    "reason": "the reasons given for changes",
    "measures": "the measures",
    "progress": "what has been done",
    "barrier": "what holds it up",
    "evidence": "what shows it",
    "title": "the title",
    "file": "the file itself",
    "ask": "what is asked",
    "speaker": "the speaker",
    "to_press": "what to press",
}
_LONGEST = 60
_ID = r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
_ADDRESS = re.compile(rf"/(entries|meetings)/{_ID}(?:/(?:papers|agenda)/{_ID})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a thing: the column, its words for a form, and what it says now."""

    column: str
    label: str
    says: str


@dataclass(frozen=True, slots=True)
class Within:
    """Something inside the thing found, which can be redacted by itself."""

    kind: str
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class ProposePage:
    """What can be taken out of one thing, or of the things within it."""

    kind: str
    id: str
    title: str
    parts: tuple[Part, ...] = field(default=())
    within: tuple[Within, ...] = field(default=())


def thing_at(address: str) -> tuple[str, str] | None:
    """The kind and id of what an address of this install shows; None when it shows nothing redactable."""
    found = _ADDRESS.search(address)
    if found is None:
        return None
    return ("entry" if found[1].lower() == "entries" else "meeting"), found[2]


def page_propose(actor: Actor, *, kind: str, id: uuid.UUID) -> ProposePage:
    """What the thing says now, or a meeting to choose an item or paper of. Raises NotFoundError."""
    makers = {
        "entry": _entry,
        "progress": _progress,
        "paper": _paper,
        "agenda_item": _item,
        "meeting": _meeting,
    }
    if kind not in makers:
        raise NotFoundError
    page = makers[kind](actor, id)
    if page is None:
        raise NotFoundError
    return page


def _entry(actor: Actor, id: uuid.UUID) -> ProposePage | None:
    if not scopes.entries(actor).filter(id=id).exists():
        return None
    versions = list(EntryVersion.objects.filter(entry=id).order_by("-effective_on", "-number"))
    measures = EntryMeasure.objects.filter(entry_version__entry=id).values_list("text", flat=True)
    updates = ProgressRow.objects.filter(entry=id).order_by("-as_at", "-recorded_at")
    said = {
        "text": _each(version.text for version in versions),
        "outcome": _each(version.outcome for version in versions),
        "reason": _each(version.reason for version in versions),
        "measures": _each(measures),
    }
    title = f"{versions[0].code} {versions[0].text}".strip() if versions else "An entry"
    return ProposePage(
        kind="entry",
        id=str(id),
        title=title,
        parts=_parts(said),
        within=tuple(
            Within("progress", str(row.id), _update_said(row, title))
            for row in updates
            if any(_is_said(text) for text in (row.progress, row.barrier, row.evidence))
        ),
    )


def _progress(actor: Actor, id: uuid.UUID) -> ProposePage | None:
    row = ProgressRow.objects.filter(id=id, entry__in=scopes.entries(actor)).first()
    if row is None:
        return None
    said = {"progress": row.progress, "barrier": row.barrier, "evidence": row.evidence}
    latest = EntryVersion.objects.filter(entry=row.entry_id).order_by("-effective_on", "-number").first()
    on = f"{latest.code} {latest.text}".strip() if latest else "an entry"
    return ProposePage("progress", str(id), f"Update of {day(row.as_at)} on {_short(on)}", _parts(said))


def _update_said(row: ProgressRow, title: str) -> str:
    """An update among others: its day, its entry, and how its words begin, since a day may have several."""
    begins = next(text for text in (row.progress, row.barrier, row.evidence) if _is_said(text))
    return f"Update of {day(row.as_at)} on {_short(title)}: “{_short(begins)}”"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST].rsplit(' ', 1)[0]}…"


def _paper(actor: Actor, id: uuid.UUID) -> ProposePage | None:
    row = scopes.papers(actor).filter(id=id).select_related("file", "meeting").first()
    if row is None:
        return None
    file = row.file.name if row.file and not row.file.redacted_at else ""
    title = f"{row.title}, meeting of {day(row.meeting.on)}"
    return ProposePage("paper", str(id), title, _parts({"title": row.title, "file": file}))


def _item(actor: Actor, id: uuid.UUID) -> ProposePage | None:
    row = scopes.agenda_items(actor).filter(id=id).select_related("meeting").first()
    if row is None:
        return None
    said = {"title": row.title, "ask": row.ask, "speaker": row.speaker, "to_press": row.to_press}
    return ProposePage("agenda_item", str(id), f"{row.title}, meeting of {day(row.meeting.on)}", _parts(said))


def _meeting(actor: Actor, id: uuid.UUID) -> ProposePage | None:
    row = scopes.meetings(actor).filter(id=id).select_related("group").first()
    if row is None:
        return None
    items: Any = scopes.agenda_items(actor).filter(meeting=row).order_by("order")
    papers: Any = scopes.papers(actor).filter(meeting=row).order_by("submitted_on", "title")
    within = [
        *(Within("agenda_item", str(item.id), f"Item: {item.title}") for item in items),
        *(
            Within("paper", str(paper.id), f"Paper: {paper.title}, in on {short_day(paper.submitted_on)}")
            for paper in papers
        ),
    ]
    return ProposePage(
        "meeting", str(id), f"{row.group.name}, meeting of {day(row.on)}", within=tuple(within)
    )


def _parts(said: dict[str, str]) -> tuple[Part, ...]:
    return tuple(
        Part(column, f"{PARTS[column][0].upper()}{PARTS[column][1:]}", text)
        for column, text in said.items()
        if _is_said(text)
    )


def _is_said(text: str) -> bool:
    return bool(text.strip()) and text.strip() != MARKER


def _each(texts: Any) -> str:
    """Different texts under one another, the marker left out."""
    return "\n".join(dict.fromkeys(text for text in texts if _is_said(text)))
