"""One seat: who holds it and who has."""

import uuid
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor, refusal_to_act
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.words import day
from quorate.domain.membership.groups import refusal_after_end
from quorate.queries.people.choices import everybody_here
from quorate.queries.people.words import as_what, dates, vacancy
from quorate.records import scopes
from quorate.records.facts.people import SeatFacts, seat_facts


@dataclass(frozen=True, slots=True)
class SeatHistory:
    """One appointment in a seat's history."""

    id: str
    person: str
    name: str
    what: str
    dates: str
    can_end: bool


@dataclass(frozen=True, slots=True)
class SeatPage:
    """One seat, who holds it and who has. `version` is its group's."""

    id: str
    version: int
    group: str
    title: str
    lede: str
    is_vacant: bool
    history: tuple[SeatHistory, ...]
    people: tuple[tuple[str, str], ...]
    may_edit: bool
    today: date


def page_seat(actor: Actor, *, seat: uuid.UUID, today: date) -> SeatPage:
    """One seat with everybody who has held it."""
    row = scopes.seats(actor).filter(id=seat).select_related("group").first()
    if row is None:
        raise NotFoundError
    (facts,) = seat_facts(actor, today, seats=scopes.seats(actor).filter(id=seat))
    may_edit = refusal_to_act(actor, Permission.PEOPLE_EDIT, group=str(row.group_id)) is None
    ended = refusal_after_end(ended_on=row.group.ended_on, on=today)
    return SeatPage(
        id=str(row.id),
        version=row.group.version,
        group=row.group.name,
        title=row.title,
        lede=_seat_lede(facts, today),
        is_vacant=facts.holder is None,
        history=tuple(
            SeatHistory(
                one.id,
                one.person,
                one.name,
                as_what(one.office, one.is_deputy, one.has_authority),
                dates(one.from_on, one.to_on),
                may_edit and (one.to_on is None or one.to_on >= today),
            )
            for one in facts.held
        ),
        people=everybody_here(actor, today) if may_edit and not ended else (),
        may_edit=may_edit and not ended,
        today=today,
    )


def _seat_lede(seat: SeatFacts, today: date) -> str:
    if seat.holder is None:
        return f"Vacant: {vacancy(seat, today)}."
    ends = f" until {day(seat.holder.to_on)}" if seat.holder.to_on else ""
    return f"{seat.holder.name} holds it, since {day(seat.holder.from_on)}{ends}."
