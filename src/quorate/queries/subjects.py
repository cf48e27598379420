"""What a record was about, named as it is read and only to those who may see it."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from quorate.domain.access.actor import Actor
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.words import day
from quorate.domain.meetings.minutes import MINUTE_KINDS, MinuteKind
from quorate.domain.terms.clauses import ClauseKind
from quorate.domain.terms.consequences import KINDS
from quorate.domain.terms.law import LAW
from quorate.queries.pack_editions import EDITION_NAMES
from quorate.queries.packs import product_of
from quorate.queries.redactable import SCOPES
from quorate.records import scopes
from quorate.records.models import EntryVersion, ProgressRow

_LONGEST = 90


@dataclass(frozen=True, slots=True)
class Seen:
    """Something the reader may see: its words, and the page and id that show it, both empty for none."""

    text: str
    page: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """Names of subjects and people, as far as the reader may see them."""

    subjects: Mapping[tuple[str, str], Seen]
    people: Mapping[str, str]

    def subject(self, kind: str, id: str) -> Seen | None:
        """The subject, None where it has no name or the reader may not see it."""
        return self.subjects.get((kind, id))

    def person(self, id: str) -> str:
        """The person's name now."""
        return self.people.get(id, "Somebody not known here")

    @staticmethod
    def kind(kind: str) -> str:
        """What sort of thing it is, for one that has no name to show."""
        return KIND_WORDS.get(kind, "Something").capitalize()


KIND_WORDS = {
    "entry": "an entry of a plan",
    "progress": "an update",
    "barrier": "a barrier",
    "paper": "a paper",
    "agenda_item": "an agenda item",
    "meeting": "a meeting",
    "minute": "a minute",
    "paper_asked": "a paper asked for",
    "circulation": "a sending of papers",
    "reply": "a reply to a meeting",
    "room_act": "something seen in a meeting’s room",
    "declaration": "an interest declared",
    "passed_on": "a paper passed on",
    "self_assessment": "a self-assessment",
    "self_assessed": "what an agency says of itself",
    "plan": "a plan",
    "clause": "a clause of terms",
    "waiver": "a waiver",
    "duty": "a note on a duty",
    "person": "a person",
    "interest": "an expression of interest",
    "registered": "an interest on the register",
    "forward_item": "a planned item",
    "challenge": "a challenge to an agency",
    "risk": "a risk",
    "agency": "an agency",
    "group": "a group",
    "reporting_line": "a reporting line",
    "question": "a question referred",
}


def names_of(actor: Actor, *, subjects: Iterable[tuple[str, str]], people: Iterable[str]) -> Names:
    """Names for these subjects and people, in one question for each kind of subject."""
    ids: defaultdict[str, set[uuid.UUID]] = defaultdict(set)
    for kind, id in subjects:
        if kind in _FINDERS and (found := _uuid(id)):
            ids[kind].add(found)
    named: dict[tuple[str, str], Seen] = {}
    for kind, wanted in ids.items():
        rows, seen = _FINDERS[kind]
        for row in rows(actor).filter(id__in=wanted):
            named[kind, str(row.id)] = seen(row)
    who = [known for text in people if (known := _uuid(text))]
    everybody = scopes.people(actor).filter(id__in=who).values_list("id", "name")
    return Names(named, {str(id): name for id, name in everybody})


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST].rsplit(' ', 1)[0]}…"


def _entries(actor: Actor) -> QuerySet[Any]:
    latest = EntryVersion.objects.filter(entry=OuterRef("pk")).order_by("-effective_on", "-number")
    return scopes.entries(actor).annotate(
        code=Subquery(latest.values("code")[:1]),
        text=Subquery(latest.values("text")[:1]),
        withdrawn=Subquery(latest.values("withdrawn")[:1]),
    )


def _progress(actor: Actor) -> QuerySet[Any]:
    latest = EntryVersion.objects.filter(entry=OuterRef("entry")).order_by("-effective_on", "-number")
    return ProgressRow.objects.filter(entry__in=scopes.entries(actor)).annotate(
        code=Subquery(latest.values("code")[:1]),
        text=Subquery(latest.values("text")[:1]),
        withdrawn=Subquery(latest.values("withdrawn")[:1]),
    )


def _entry(row: Any) -> Seen:
    return _seen_entry(row, row.id, f"{row.code or ''} {row.text or ''}".strip())


def _update(row: Any) -> Seen:
    on = f"{row.code or ''} {row.text or ''}".strip()
    return _seen_entry(row, row.entry_id, f"Update of {day(row.as_at)} on {on}")


def _seen_entry(row: Any, entry: uuid.UUID, text: str) -> Seen:
    """A withdrawn entry has a name and no page of its own today."""
    page, id = ("", "") if row.withdrawn else ("entry", str(entry))
    return Seen(_short(text), page, id)


def _meeting(row: Any) -> Seen:
    return Seen(f"Meeting of {day(row.on)}, {row.group.name}", "meeting", str(row.id))


def _of_meeting(row: Any) -> Seen:
    return Seen(_short(f"{row.title}, meeting of {day(row.meeting.on)}"), "meeting", str(row.meeting_id))


def _of_somebody(row: Any) -> Seen:
    who = f"{row.person.name}, " if row.person else ""
    return Seen(f"{who}meeting of {day(row.meeting.on)}", "meeting", str(row.meeting_id))


def _asked(row: Any) -> Seen:
    return Seen(_short(f"{row.title}, meeting of {day(row.meeting.on)}"), "meeting", str(row.meeting_id))


def _sending(row: Any) -> Seen:
    return Seen(f"What went to members, meeting of {day(row.meeting.on)}", "meeting", str(row.meeting_id))


def _passed_on(row: Any) -> Seen:
    said = f"{row.paper.title}, passed on by {row.agency.name}"
    return Seen(_short(said), "meeting", str(row.paper.meeting_id))


def _minute(row: Any) -> Seen:
    said = f"{MINUTE_KINDS[MinuteKind(row.kind)]}, minutes of {day(row.meeting.on)}: {row.words}"
    return Seen(_short(said), "minutes", str(row.meeting_id))


def _pack(row: Any) -> Seen:
    is_of_one = row.kind in ("brief", "sheet")
    edition = "" if is_of_one else f", {EDITION_NAMES[Audience(row.edition)].lower()}"
    said = f"{product_of(row)}{edition}, meeting of {day(row.meeting.on)}"
    return Seen(said, "meeting", str(row.meeting_id))


def _appointment(row: Any) -> Seen:
    return Seen(f"{row.person.name}, {row.seat.title}, {row.seat.group.name}", "seat", str(row.seat_id))


_DUTIES: Mapping[str, str] = {
    **{kind.value: words for kind, words in KINDS.items()},
    **{kind.value: rule.title for kind, rule in LAW.items()},
}
"""What a duty is called by its kind, of the terms or of law."""


def _clause(row: Any) -> Seen:
    text = f"{KINDS[ClauseKind(row.kind)]}, {row.terms.label}, {row.terms.group.name}"
    return Seen(text, "terms_version", str(row.terms_id))


def _interest(row: Any) -> Seen:
    """Whoever wishes to join a group, to those who see it."""
    return Seen(_short(f"{row.name}, {row.group.name}"))


_FINDERS: dict[str, tuple[Callable[[Actor], QuerySet[Any]], Callable[[Any], Seen]]] = {
    "person": (scopes.people, lambda row: Seen(row.name, "person", str(row.id))),
    "agency": (scopes.agencies, lambda row: Seen(row.name, "agency", str(row.id))),
    "interest": (lambda actor: scopes.expressions(actor).select_related("group"), _interest),
    "registered": (
        lambda actor: scopes.registered_interests(actor).select_related("person"),
        lambda row: Seen(f"An interest of {row.person.name}", "person", str(row.person_id)),
    ),
    "forward_item": (
        lambda actor: scopes.forward_items(actor).select_related("group"),
        lambda row: Seen(_short(f"{row.title}, forward plan of {row.group.name}"), "group", row.group.slug),
    ),
    "challenge": (
        lambda actor: scopes.challenges(actor).select_related("agency"),
        lambda row: Seen(_short(f"Challenge to {row.agency.name}: {row.words}"), "challenge", str(row.id)),
    ),
    "risk": (
        lambda actor: scopes.risks(actor).select_related("group"),
        lambda row: Seen(_short(f"Risk: {row.title}, {row.group.name}"), "risk", str(row.id)),
    ),
    "group": (scopes.groups, lambda row: Seen(row.name, "group", row.slug)),
    "question": (
        lambda actor: scopes.questions(actor).select_related("asked_by_group"),
        lambda row: Seen(_short(f"Question: {row.words}"), "question", str(row.id)),
    ),
    "reporting_line": (
        lambda actor: scopes.reporting_lines(actor).select_related("reports", "to"),
        lambda row: Seen(f"{row.reports.name} to {row.to.name}: {row.what}", "reporting_line", str(row.id)),
    ),
    "seat": (
        lambda actor: scopes.seats(actor).select_related("group"),
        lambda row: Seen(f"{row.title}, {row.group.name}", "seat", str(row.id)),
    ),
    "appointment": (
        lambda actor: scopes.appointments(actor).select_related("person", "seat__group"),
        _appointment,
    ),
    "terms": (
        lambda actor: scopes.terms(actor).select_related("group"),
        lambda row: Seen(f"{row.label}, {row.group.name}", "terms_version", str(row.id)),
    ),
    "terms_draft": (
        lambda actor: scopes.terms_drafts(actor).select_related("group"),
        lambda row: Seen(f"Draft of the next terms, {row.group.name}", "terms_draft", str(row.id)),
    ),
    "clause": (lambda actor: SCOPES["clause"](actor).select_related("terms__group"), _clause),
    "waiver": (SCOPES["waiver"], lambda row: Seen(f"Waiver agreed on {day(row.agreed_on)}")),
    "duty": (
        lambda actor: SCOPES["duty"](actor).select_related("group"),
        lambda row: Seen(f"{_DUTIES.get(row.kind, 'Duty')}, {row.group.name}, {day(row.done_on)}"),
    ),
    "meeting": (lambda actor: scopes.meetings(actor).select_related("group"), _meeting),
    "agenda_item": (lambda actor: scopes.agenda_items(actor).select_related("meeting"), _of_meeting),
    "minute": (lambda actor: scopes.minutes(actor).select_related("meeting"), _minute),
    "paper": (lambda actor: scopes.papers(actor).select_related("meeting"), _of_meeting),
    "paper_asked": (lambda actor: scopes.papers_asked(actor).select_related("meeting"), _asked),
    "circulation": (lambda actor: scopes.circulations(actor).select_related("meeting"), _sending),
    "reply": (lambda actor: scopes.replies(actor).select_related("person", "meeting"), _of_somebody),
    "room_act": (lambda actor: scopes.room_acts(actor).select_related("person", "meeting"), _of_somebody),
    "declaration": (
        lambda actor: scopes.declarations(actor).select_related("person", "meeting"),
        _of_somebody,
    ),
    "passed_on": (lambda actor: scopes.passed_on(actor).select_related("paper", "agency"), _passed_on),
    "self_assessment": (
        lambda actor: scopes.self_assessments(actor).select_related("group"),
        lambda row: Seen(f"Self-assessment of {row.year.year}, {row.group.name}", "group", row.group.slug),
    ),
    "self_assessed": (
        lambda actor: scopes.self_assessed(actor).select_related("assessment__group", "agency"),
        lambda row: Seen(
            f"Self-assessment of {row.assessment.year.year}, {row.agency.name}",
            "group",
            row.assessment.group.slug,
        ),
    ),
    "pack": (lambda actor: scopes.packs(actor).select_related("meeting").defer("content"), _pack),
    "plan": (scopes.plans, lambda row: Seen(row.name, "plan", row.slug)),
    "entry": (_entries, _entry),
    "progress": (_progress, _update),
    "barrier": (scopes.barriers, lambda row: Seen(_short(f"Barrier: {row.words}"), "barrier", str(row.id))),
    "import": (
        lambda actor: scopes.imports(actor).only("id", "plan_name"),
        lambda row: Seen(row.plan_name),
    ),
}
