"""What comes to whoever takes on a seat: what it asks, what those before left, and notes."""

import uuid
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.words import count, day, listed
from quorate.queries.handover.promises import NoteLine, Promises, notes_of_each, promises_of_each
from quorate.queries.my_work import MyWork, page_my_work
from quorate.queries.people.words import as_what, dates
from quorate.records import scopes
from quorate.records.facts.people import current
from quorate.records.facts.terms import ids_in_force
from quorate.records.models import Appointment


@dataclass(frozen=True, slots=True)
class SeatTaken:
    """A seat the reader holds: where, as what and since when, who held it before, and its terms' address."""

    id: str
    title: str
    group: str
    slug: str
    note: str
    before: str
    terms: str


@dataclass(frozen=True, slots=True)
class TakingOverPage:
    """What a new representative finds. `left` is what those before them have not handed over yet.

    `notes` were left for the reader, `own` by them for whoever comes after.
    """

    person: str
    lede: str
    seats: tuple[SeatTaken, ...]
    work: MyWork
    left: tuple[Promises, ...]
    notes: tuple[NoteLine, ...]
    own: tuple[NoteLine, ...]


def page_taking_over(actor: Actor, *, today: date) -> TakingOverPage:
    """What came to the reader with their seats. Raises NotFoundError for who is nobody here."""
    row = scopes.people(actor).filter(id=actor.person).first()
    if row is None:
        raise NotFoundError
    held = list(
        scopes.appointments(actor)
        .filter(current(today), person=row)
        .select_related("seat__group")
        .order_by("seat__group__order", "seat__order")
    )
    before = _before(actor, held)
    people = {one.person_id: one.person for found in before.values() for one in found}
    left = promises_of_each(actor, [one for one in people.values() if one.id != row.id], today)
    notes = scopes.handover_notes(actor).filter(reader=row)
    written = notes_of_each(actor, list(dict.fromkeys([*notes.values_list("person", flat=True), row.id])))
    terms = _terms(actor, {one.seat.group_id for one in held}, today)
    seats = tuple(_seat(one, before.get(one.seat_id, []), terms.get(one.seat.group_id, "")) for one in held)
    return TakingOverPage(
        person=str(row.id),
        lede=_lede(seats),
        seats=seats,
        work=page_my_work(actor, today=today),
        left=tuple(one for one in left if one.is_any),
        notes=tuple(line for person, lines in written.items() if person != row.id for line in lines),
        own=tuple(written[row.id]),
    )


def _before(actor: Actor, held: list[Appointment]) -> dict[uuid.UUID, list[Appointment]]:
    """The last who held each of these seats before, by the seat; nobody's deputies."""
    found: dict[uuid.UUID, list[Appointment]] = {}
    rows = scopes.appointments(actor).filter(
        seat__in=[one.seat_id for one in held if not one.is_deputy], is_deputy=False, to_on__isnull=False
    )
    since = {one.seat_id: one.from_on for one in held}
    for one in rows.select_related("person").order_by("-to_on", "id"):
        if one.to_on and one.to_on < since[one.seat_id] and one.seat_id not in found:
            found[one.seat_id] = [one]
    return found


def _terms(actor: Actor, groups: set[uuid.UUID], today: date) -> dict[uuid.UUID, str]:
    """The terms in force of each group."""
    found = ids_in_force(scopes.terms(actor).filter(group__in=groups), today)
    return {group: str(id) for group, id in found.items()}


def _seat(one: Appointment, before: list[Appointment], terms: str) -> SeatTaken:
    names = [f"{last.person.name} until {day(last.to_on)}" for last in before if last.to_on]
    return SeatTaken(
        id=str(one.seat_id),
        title=one.seat.title,
        group=one.seat.group.name,
        slug=one.seat.group.slug,
        note=f"{as_what(one.office, one.is_deputy, one.has_authority)}, {dates(one.from_on, one.to_on)}",
        before=f"Held before by {listed(names)}." if names else "",
        terms=terms,
    )


def _lede(seats: tuple[SeatTaken, ...]) -> str:
    if not seats:
        return "You hold no seat. What is yours by name is on My work."
    return (
        f"What came with the {count(len(seats), 'seat')} you hold."
        if len(seats) > 1
        else "What came with your seat."
    )
