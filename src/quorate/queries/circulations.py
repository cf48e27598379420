"""The page of a meeting's circulations: what went to whom and when, and what members were not told of yet."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import count, day
from quorate.domain.meetings.circulation import is_too_late_to_send
from quorate.domain.meetings.facts import Sending
from quorate.domain.meetings.kinds import MeetingKind, sent_said
from quorate.domain.meetings.lifecycle import MeetingState
from quorate.domain.meetings.supplements import SentParts, refusal_to_supplement, sending_name
from quorate.domain.terms.clauses import ClauseKind
from quorate.queries.agenda import numbered
from quorate.queries.circulation import moved_after, recipients
from quorate.queries.circulation_reach import Reach, reach_of
from quorate.queries.meetings import agreeing_people, allowed, find_meeting
from quorate.queries.messages_waiting import WaitingByHand, waiting_of
from quorate.queries.supplements import changed_since, who_sees
from quorate.records import scopes
from quorate.records.facts.meetings import appointment_facts, basis
from quorate.records.facts.sending import sendings
from quorate.records.models import AgendaItem, Circulation, Meeting

_WORDS = {
    "items": "Item added",
    "changed": "Item changed",
    "removed": "Item taken off",
    "papers": "Paper added",
    "withdrawn": "Paper withdrawn",
}
_NEWER = "New version"


@dataclass(frozen=True, slots=True)
class Went:
    """One thing that went, or is to go: what became of it, empty for what went at first, and its title.

    `to` says of what not all who were told may see to whom of them it went.
    """

    what: str
    title: str
    to: str = ""


@dataclass(frozen=True, slots=True)
class SentRow:
    """One sending: what went, to whom, when, by whom, and the note that went with it."""

    id: str
    name: str
    on: date
    by: str
    said: str
    went: tuple[Went, ...]
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToSend:
    """What a supplement sent today would hold and whom it would reach; `refusal` stands in its way.

    `agreed_by` are the people who may agree to a waiver, as id and words. `joined` are those it reaches who
    were not sent the papers: they became members since.
    """

    went: tuple[Went, ...]
    members: int
    by_hand: tuple[str, ...]
    joined: tuple[str, ...]
    refusal: Refusal | None
    agreed_by: tuple[tuple[str, str], ...]

    @property
    def can_go(self) -> bool:
        """Whether it can be sent today, with a waiver if need be."""
        return self.refusal is None or self.refusal.is_waivable


@dataclass(frozen=True, slots=True)
class CirculationsPage:
    """Every sending the actor may know of, newest first. `to_send` is for those who send."""

    meeting: str
    version: int
    title: str
    group: str
    lede: str
    sent: tuple[SentRow, ...]
    to_send: ToSend | None
    may_redact: bool
    by_hand: WaitingByHand


def page_circulations(actor: Actor, *, meeting: uuid.UUID, today: date) -> CirculationsPage:
    """What went to whom and when. Raises NotFoundError when the actor may not know of the meeting."""
    row = find_meeting(actor, meeting)
    found = list(scopes.circulations(actor).filter(meeting=row).select_related("by").order_by("number"))
    parts = changed_since(actor, row)
    titles = _titles(actor, row)
    newer = _newer(actor, found)
    is_named = allowed(actor, Permission.PAPERS_CIRCULATE, str(row.group_id))
    reach = reach_of(actor, row, found, is_named=is_named)
    sent = _sent(actor, found, (titles, newer, reach), is_question=row.kind == MeetingKind.BY_EMAIL.value)
    became = sendings([row], today)[row.id].get(ClauseKind.CIRCULATION, Sending())
    return CirculationsPage(
        meeting=str(row.id),
        version=row.version,
        title=f"Circulation for {day(row.on)}",
        group=row.group.name,
        lede=_lede(row, sent, parts, became),
        sent=tuple(reversed(sent)),
        to_send=_to_send(actor, row, parts, (titles, newer), today) if _sends(actor, row, today) else None,
        may_redact=allowed(actor, Permission.REDACTION_PROPOSE, ""),
        by_hand=waiting_of(actor, row.id, today),
    )


def _sends(actor: Actor, row: Meeting, today: date) -> bool:
    is_sent = row.state == MeetingState.CIRCULATED.value and not is_too_late_to_send(row.on, today)
    return is_sent and allowed(actor, Permission.PAPERS_CIRCULATE, str(row.group_id))


def _lede(row: Meeting, sent: Sequence[SentRow], parts: SentParts, became: Sending) -> str:
    if not row.circulated_on:
        return "Nothing has gone to members yet."
    said = sent_said(row.kind, became.not_before(row.circulated_on), waiting=became.waiting)
    moved = moved_after(row)
    more = len(sent) - 1
    said += f", and {count(more, 'supplement')} since." if more > 0 else "."
    if parts.size:
        said += f" {count(parts.size, 'change has', 'changes have')} not been sent to them."
    return f"{said} {moved}".strip()


def _titles(actor: Actor, row: Meeting) -> Mapping[str, str]:
    """What each item and paper the actor sees is called, an item with its number where it has one now."""
    items = list(scopes.agenda_items(actor).filter(meeting=row))
    numbers = {
        one.item.id: one.number for one in numbered([i for i in items if not i.removed_at], row.starts)
    }
    papers = scopes.papers(actor).filter(meeting=row).values_list("id", "title")
    return {
        **{str(item.id): _numbered(item, numbers) for item in items},
        **{str(id): title for id, title in papers},
    }


def _numbered(item: AgendaItem, numbers: Mapping[str, str]) -> str:
    number = numbers.get(str(item.id), "")
    return f"{number}. {item.title}" if number else item.title


def _newer(actor: Actor, found: Sequence[Circulation]) -> frozenset[str]:
    """The papers that took the place of one that had been sent."""
    had = {id for row in found for id in row.what.get("papers", ())}
    rows = scopes.papers(actor).filter(replaces__in=had).values_list("id", flat=True)
    return frozenset(str(id) for id in rows)


def _went(
    parts: Mapping[str, Iterable[str]],
    titles: Mapping[str, str],
    newer: Collection[str] = (),
    *,
    first: bool,
    reach: Reach | None = None,
    sending: uuid.UUID | None = None,
) -> tuple[Went, ...]:
    words = {"items": "", "papers": "Paper"} if first else _WORDS
    return tuple(
        Went(
            _NEWER if id in newer and not first else words[kind],
            titles[id],
            reach.get((sending, id), "") if reach and sending else "",
        )
        for kind in _WORDS
        for id in parts.get(kind, ())
        if id in titles and kind in words
    )


def _sent(
    actor: Actor,
    found: Sequence[Circulation],
    known_of: tuple[Mapping[str, str], Collection[str], Reach],
    *,
    is_question: bool,
) -> list[SentRow]:
    """`known_of` are titles, which papers are newer versions, and to whom what is closed went."""
    titles, newer, reach = known_of
    told = {id for row in found for id in row.to}
    names = {str(id): name for id, name in scopes.people(actor).filter(id__in=told).values_list("id", "name")}
    begins = 0 if found and found[0].number == 1 else 1  # the first of all may not have been kept
    return [
        SentRow(
            id=str(row.id),
            name=sending_name(place, is_question=is_question),
            on=row.on,
            by=row.by.name,
            said=row.said,
            went=_went(row.what, titles, newer, first=row.number == 1, reach=reach, sending=row.id),
            to=tuple(sorted(names[id] for id in row.to if id in names)),
        )
        for place, row in enumerate(found, begins)
    ]


def _to_send(
    actor: Actor,
    row: Meeting,
    parts: SentParts,
    known_of: tuple[Mapping[str, str], Collection[str]],
    today: date,
) -> ToSend:
    """`known_of` are the titles of all the actor sees, and which of the papers are newer versions."""
    known = basis(actor, row, today)
    told = who_sees(row, parts, recipients(row, today), today) if parts.size else []
    named = {kind: getattr(parts, kind) for kind in _WORDS}
    had = {id for ids in row.circulations.values_list("to", flat=True) for id in ids}
    return ToSend(
        went=_went(named, *known_of, first=False),
        members=len(told),
        by_hand=tuple(person.name for person in told if not person.email),
        joined=tuple(person.name for person in told if had and str(person.id) not in had),
        refusal=refusal_to_supplement(
            meeting=known.meeting,
            terms=known.terms,
            calendar=known.calendar,
            today=today,
            parts=parts,
            appointments=appointment_facts(row.group_id),
        ),
        agreed_by=agreeing_people(row.group_id, today),
    )
