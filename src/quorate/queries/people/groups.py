"""One group as the register keeps it: what it is, and what ending it would end."""

from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.words import count, day
from quorate.domain.membership.groups import GROUP_KINDS, GroupKind
from quorate.queries.people.words import as_what
from quorate.records import scopes
from quorate.records.facts.people import current
from quorate.records.models import Appointment


@dataclass(frozen=True, slots=True)
class GroupPage:
    """A group. `ends` names the appointments that run now."""

    id: str
    slug: str
    version: int
    name: str
    lede: str
    facts: tuple[tuple[str, str], ...]
    ends: tuple[str, ...]
    has_ended: bool
    today: date


def page_group(actor: Actor, *, group: str, today: date) -> GroupPage:
    """A group by its address. Raises NotFoundError."""
    row = scopes.groups(actor).filter(slug=group).select_related("parent").first()
    if row is None:
        raise NotFoundError
    held = (
        scopes.appointments(actor)
        .filter(current(today), seat__group=row)
        .select_related("person", "seat")
        .order_by("seat__order", "seat__title", "is_deputy")
    )
    ends = tuple(f"{one.person.name}: {_served_as(one)}, {one.seat.title}" for one in held)
    seats = scopes.seats(actor).filter(group=row).count()
    kinds = {kind.value: name for kind, name in GROUP_KINDS.items()}
    return GroupPage(
        id=str(row.id),
        slug=row.slug,
        version=row.version,
        name=row.name,
        lede=_lede(row.ended_on, today),
        facts=(
            ("What it is", kinds.get(row.kind, kinds[GroupKind.BOARD.value])),
            ("Stands under", row.parent.name if row.parent else "No other group"),
            ("Seats", f"{count(seats, 'seat')}, {count(len(ends), 'appointment')}"),
        ),
        ends=ends,
        has_ended=row.ended_on is not None,
        today=today,
    )


def _served_as(row: Appointment) -> str:
    return as_what(row.office, row.is_deputy, row.has_authority).lower()


def _lede(ended_on: date | None, today: date) -> str:
    if ended_on is None:
        return "A group that ends keeps its meetings, papers and plans, and takes nothing new."
    return f"It {'ended' if ended_on < today else 'ends'} on {day(ended_on)}."
