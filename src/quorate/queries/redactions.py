"""The form that proposes a redaction: what a thing says, part by part, and how to find the thing."""

import re
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from quorate.domain.access.actor import Actor, refusal_to_act
from quorate.domain.access.permissions import Permission
from quorate.domain.events.redaction import MARKER, NAME_REMOVED
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.words import day, short_day
from quorate.domain.terms.clauses import ClauseKind
from quorate.domain.terms.consequences import KINDS
from quorate.queries.redactable import FILE, SCOPES, Part, parts_of
from quorate.queries.subjects import Names, names_of
from quorate.records import scopes
from quorate.records.models import (
    EntryVersion,
    HandoverNote,
    InterestKeptPrivately,
    KeptPrivately,
    ProgressRow,
)

_LONGEST = 60
_ID = r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
_THING = re.compile(
    rf"/(entries|meetings|people|terms|interest)/{_ID}(?:/(?:papers|agenda)/{_ID})?(?:/|$)", re.IGNORECASE
)
_PLAN = re.compile(r"/plans/([a-z0-9_-]+)/", re.IGNORECASE)
_REGISTER = re.compile(r"/people/(?:[?#]|$)", re.IGNORECASE)
_SHOWN = {
    "entries": "entry",
    "meetings": "meeting",
    "people": "person",
    "terms": "terms",
    "interest": "interest",
}
_PRIVATE = frozenset({KeptPrivately, InterestKeptPrivately, HandoverNote})
_SHOWN_TO_ALL = frozenset({"name", "title", "reason"})
_NOTES = {
    "person": (
        "The name is replaced everywhere by the person’s post, or by “Name removed”. What they sign in "
        "with is not changed: end their account by itself."
    ),
    "agency": "The name is replaced everywhere by “Name removed”.",
    "plan": "The plan has another address afterwards.",
}


@dataclass(frozen=True, slots=True)
class Said:
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
    """What can be taken out of one thing, or of the things within it. `note` says what becomes of it."""

    kind: str
    id: str
    title: str
    parts: tuple[Said, ...] = field(default=())
    within: tuple[Within, ...] = field(default=())
    note: str = ""


def thing_at(actor: Actor, address: str) -> tuple[str, str] | None:
    """The kind and id of what an address of this install shows; None when it shows nothing redactable."""
    path = address.split("?")[0].split("#")[0]
    if found := _THING.search(path):
        return _SHOWN[found[1].lower()], found[2].lower()
    if _REGISTER.search(path):
        return "register", actor.partnership
    if found := _PLAN.search(path):
        plan = scopes.plans(actor).filter(slug=found[1].lower()).values_list("id", flat=True).first()
        return ("plan", str(plan)) if plan else None
    return None


def page_propose(actor: Actor, *, kind: str, id: uuid.UUID) -> ProposePage:
    """What the thing says now, or what is within it to choose of. Raises NotFoundError."""
    if kind == "register":
        return _register(actor, id)
    scope = scopes.terms if kind == "terms" else SCOPES.get(kind)
    row: Any = scope(actor).filter(id=id).first() if scope else None
    if row is None:
        raise NotFoundError
    return ProposePage(
        kind=kind,
        id=str(id),
        title=_TITLES[kind](row) if kind in _TITLES else _named(actor, kind, id),
        parts=_said(_shown(actor, kind, id), id),
        within=tuple(_WITHIN[kind](actor, row)) if kind in _WITHIN else (),
        note=_NOTES.get(kind, ""),
    )


def _register(actor: Actor, id: uuid.UUID) -> ProposePage:
    if str(id) != actor.partnership:
        raise NotFoundError
    agencies = scopes.agencies(actor).order_by("name").values_list("id", "name")
    within = tuple(Within("agency", str(agency), name) for agency, name in agencies)
    return ProposePage("register", str(id), "Agencies", within=within)


def _shown(actor: Actor, kind: str, id: uuid.UUID) -> tuple[Part, ...]:
    """The parts this officer sees: of whoever is kept privately, only what everybody does."""
    parts = parts_of(kind)
    if refusal_to_act(actor, Permission.PEOPLE_PRIVATE) is None:
        return parts
    parts = tuple(part for part in parts if part.model not in _PRIVATE)
    kept = {
        "person": KeptPrivately.objects.filter(person=id),
        "interest": InterestKeptPrivately.objects.filter(interest=id),
    }.get(kind)
    if kept is None or not kept.exists():
        return parts
    return tuple(part for part in parts if part.column in _SHOWN_TO_ALL)


def _said(parts: Iterable[Part], id: uuid.UUID) -> tuple[Said, ...]:
    """Each part that says something; different texts of one part under one another."""
    found = []
    for part in parts:
        rows = part.rows(id).order_by("-pk")
        texts = dict.fromkeys(text for row in rows for text in _texts(part, row) if _is_said(text))
        if texts:
            found.append(Said(part.column, f"{part.label[0].upper()}{part.label[1:]}", "\n".join(texts)))
    return tuple(found)


def _texts(part: Part, row: Any) -> list[str]:
    if part.column == FILE:
        return [row.file.name] if row.file and not row.file.redacted_at else []
    return [text for column in part.columns for text in _words(getattr(row, column))]


def _words(value: str | Mapping[str, str]) -> list[str]:
    """The texts of a column; one that holds several, such as a cover sheet, has each by itself."""
    return [value] if isinstance(value, str) else [text for text in value.values() if text]


def _is_said(text: str) -> bool:
    return bool(text.strip()) and text.strip() not in (MARKER, NAME_REMOVED)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST].rsplit(' ', 1)[0]}…"


def _named(actor: Actor, kind: str, id: uuid.UUID) -> str:
    """What the record calls a thing whose kind has no title of its own here."""
    found = names_of(actor, subjects=[(kind, str(id))], people=()).subject(kind, str(id))
    return found.text if found else Names.kind(kind)


def _entry_title(entry: uuid.UUID) -> str:
    latest = EntryVersion.objects.filter(entry=entry).order_by("-effective_on", "-number").first()
    return f"{latest.code} {latest.text}".strip() if latest else "An entry"


def _of_meeting(row: Any) -> str:
    return f"{row.title}, meeting of {day(row.meeting.on)}"


_TITLES: Mapping[str, Callable[[Any], str]] = {
    "entry": lambda row: _entry_title(row.id),
    "progress": lambda row: f"Update of {day(row.as_at)} on {_short(_entry_title(row.entry_id))}",
    "paper": _of_meeting,
    "agenda_item": _of_meeting,
    "meeting": lambda row: f"{row.group.name}, meeting of {day(row.on)}",
    "plan": lambda row: row.name,
    "person": lambda row: row.name,
    "agency": lambda row: row.name,
    "interest": lambda row: f"Expression of interest of {row.name}",
    "registered": lambda row: f"An interest of {row.person.name}",
    "terms": lambda row: f"{row.label}, {row.group.name}",
    "clause": lambda row: f"{KINDS[ClauseKind(row.kind)]}, {row.terms.label}",
    "waiver": lambda row: f"Waiver agreed on {day(row.agreed_on)}",
    "duty": lambda row: f"{KINDS[ClauseKind(row.kind)]}, done on {day(row.done_on)}",
}


def _updates(actor: Actor, row: Any) -> Iterable[Within]:  # noqa: ARG001 the entry was found for the actor
    title = _short(_entry_title(row.id))
    for update in ProgressRow.objects.filter(entry=row).order_by("-as_at", "-recorded_at"):
        said = [text for text in (update.progress, update.barrier, update.evidence) if _is_said(text)]
        if said:
            # Its day, its entry, and how its words begin, since a day may have several.
            text = f"Update of {day(update.as_at)} on {title}: “{_short(said[0])}”"
            yield Within("progress", str(update.id), text)


def _at_meeting(actor: Actor, row: Any) -> Iterable[Within]:
    for item in scopes.agenda_items(actor).filter(meeting=row).order_by("order"):
        yield Within("agenda_item", str(item.id), f"Item: {item.title}")
    for paper in scopes.papers(actor).filter(meeting=row).order_by("submitted_on", "title"):
        text = f"Paper: {paper.title}, in on {short_day(paper.submitted_on)}"
        yield Within("paper", str(paper.id), text)
    for waiver in SCOPES["waiver"](actor).filter(subject_kind="meeting", subject_id=row.id):
        yield Within("waiver", str(waiver.id), f"Waiver: {_short(waiver.reason)}")


def _of_terms(actor: Actor, row: Any) -> Iterable[Within]:
    for clause in row.clauses.order_by("order"):
        kind = KINDS[ClauseKind(clause.kind)]
        yield Within("clause", str(clause.id), f"Clause: {kind}, “{_short(clause.quote)}”")
    for duty in SCOPES["duty"](actor).filter(group=row.group_id).exclude(note="").order_by("-done_on"):
        text = f"Duty done on {short_day(duty.done_on)}: “{_short(duty.note)}”"
        yield Within("duty", str(duty.id), text)


def _interests(actor: Actor, row: Any) -> Iterable[Within]:
    for one in scopes.registered_interests(actor).filter(person=row).order_by("-from_on", "id"):
        yield Within("registered", str(one.id), f"Interest: “{_short(one.words)}”")


_WITHIN: Mapping[str, Callable[[Actor, Any], Iterable[Within]]] = {
    "entry": _updates,
    "meeting": _at_meeting,
    "terms": _of_terms,
    "person": _interests,
}
