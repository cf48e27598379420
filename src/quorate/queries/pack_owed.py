"""What the chair's brief says a group owes: overdue duties and vacant seats, at the items they belong to."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.kernel.words import count, day, listed, spelt
from quorate.domain.terms.clauses import ClauseKind
from quorate.domain.terms.duties import DutyState
from quorate.queries.agenda import AgendaRow
from quorate.queries.duties import DutyLine, duties_of, parse
from quorate.queries.pack_places import place_of
from quorate.records import scopes
from quorate.records.facts.people import SeatFacts, seat_facts
from quorate.records.models import Meeting

# What an item's title says when it is the place to take a duty up; a report is told by its own title.
_PLACES = {
    ClauseKind.REVIEW.value: re.compile(r"\bterms of reference\b", re.IGNORECASE),
    ClauseKind.MEMBERSHIP_REVIEW.value: re.compile(r"\bmembership\b", re.IGNORECASE),
    ClauseKind.WORKPLAN.value: re.compile(r"\bwork ?plan\b", re.IGNORECASE),
}
_SEATS = re.compile(r"\bmembership\b|\bvacan(?:t|cy|cies)\b|\bseats?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Owed:
    """Sentences by agenda item's id, and those that belong to no item."""

    by_item: Mapping[str, tuple[str, ...]]
    elsewhere: tuple[str, ...]


def owed_at(reader: Actor, row: Meeting, items: Sequence[AgendaRow], today: date) -> Owed:
    """What the meeting's group owes as at `today`, each at the item that is about it."""
    by_item: defaultdict[str, list[str]] = defaultdict(list)
    elsewhere: list[str] = []
    overdue = DutyState.OVERDUE.value
    said = [(_place(d, items), _duty(d)) for d in _duties(reader, row, today) if d.state == overdue]
    vacant = _vacant(seat_facts(reader, today, seats=scopes.seats(reader).filter(group=row.group_id)), today)
    if vacant:
        said.append((place_of(items, words=_SEATS), vacant))
    for item, sentence in said:
        (by_item[item.id] if item else elsewhere).append(sentence)
    return Owed({id: tuple(each) for id, each in by_item.items()}, tuple(elsewhere))


def _duties(reader: Actor, row: Meeting, today: date) -> tuple[DutyLine, ...]:
    return duties_of(reader, [row.group_id], today)[row.group_id]


def _place(duty: DutyLine, items: Sequence[AgendaRow]) -> AgendaRow | None:
    if not duty.value:  # that meetings are held is the business of no one item
        return None
    kind, _ = parse(duty.value)
    words = _PLACES.get(kind)
    return place_of(items, names=() if words else (duty.title,), words=words)


def _duty(duty: DutyLine) -> str:
    said = f"{duty.said[:1].lower()}{duty.said[1:]}"
    return f"{duty.name}: {said}. {duty.sentence}".strip()


def _vacant(seats: Sequence[SeatFacts], today: date) -> str:
    empty = [seat for seat in seats if seat.holder is None]
    if not empty:
        return ""
    verb = "seat is" if len(empty) == 1 else "seats are"
    return f"{spelt(len(empty)).capitalize()} {verb} vacant: {listed([_seat(s, today) for s in empty])}."


def _seat(seat: SeatFacts, today: date) -> str:
    if seat.vacant_since is None:
        return f"{seat.title} (never held)"
    return f"{seat.title} (since {day(seat.vacant_since)}, {count((today - seat.vacant_since).days, 'day')})"
