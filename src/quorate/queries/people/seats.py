"""One seat: who holds it and who has."""

import uuid
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor, refusal_to_act
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.words import count, day, listed
from quorate.domain.membership.coverage import REPRESENTED, Represented
from quorate.domain.membership.groups import refusal_after_end
from quorate.domain.membership.seats import SeatDraft
from quorate.queries.people.choices import Choices, Options, choices, everybody_here
from quorate.queries.people.words import as_what, dates, vacancy
from quorate.records import scopes
from quorate.records.facts.people import SeatFacts, seat_facts
from quorate.records.models import Seat


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
class Represents:
    """Whom a seat is designated to represent, since when and why."""

    id: str
    name: str
    note: str
    can_end: bool


@dataclass(frozen=True, slots=True)
class SeatPage:
    """One seat, who holds it and who has. `version` is its group's.

    `shown_as` is how a lived-experience seat calls whoever holds it, empty for any other seat.
    """

    id: str
    version: int
    group: str
    title: str
    lede: str
    shown_as: str
    is_vacant: bool
    history: tuple[SeatHistory, ...]
    people: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    represents: tuple[Represents, ...]
    sections: Options
    has_place: bool
    may_edit: bool
    today: date


@dataclass(frozen=True, slots=True)
class SeatForm:
    """What is said of a seat, to be changed; `version` is its group's."""

    id: str
    version: int
    group: str
    draft: SeatDraft
    choices: Choices


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
        shown_as=row.shown_as,
        is_vacant=facts.holder is None,
        facts=_facts(facts, row),
        represents=_represents(actor, row, today, may_edit=may_edit),
        sections=tuple((section.value, name) for section, name in REPRESENTED.items()),
        has_place=facts.vacant_places > 0,
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


def page_seat_form(actor: Actor, *, seat: uuid.UUID, today: date) -> SeatForm:
    """What is said of one seat. Raises NotFoundError."""
    row = scopes.seats(actor).filter(id=seat).select_related("group").first()
    if row is None:
        raise NotFoundError
    draft = SeatDraft(
        title=row.title,
        seat_class=row.seat_class,
        agency=str(row.agency_id or ""),
        places=row.places,
        condition=row.condition,
        by_interest=row.by_interest,
        follows_group=str(row.follows_group_id or ""),
        follows_office=row.follows_office,
        shown_as=row.shown_as,
    )
    return SeatForm(str(row.id), row.group.version, row.group.name, draft, choices(actor, today=today))


def _facts(seat: SeatFacts, row: Seat) -> tuple[tuple[str, str], ...]:
    """What there is to say of a seat beyond its name and who holds it."""
    said = (
        ("Class", "Core" if seat.seat_class == "core" else "Advisory"),
        ("Agency", seat.agency),
        ("Places", str(seat.places) if seat.places > 1 else ""),
        ("Only where", seat.condition),
        ("Filled", "By expression of interest" if seat.by_interest else ""),
        ("Goes with being", seat.follows),
        ("Whoever holds it is shown as", row.shown_as),
    )
    return tuple((label, value) for label, value in said if value)


def _represents(actor: Actor, row: Seat, today: date, *, may_edit: bool) -> tuple[Represents, ...]:
    rows = scopes.seat_maps(actor).filter(seat=row).order_by("-designated_on", "id")
    return tuple(
        Represents(
            str(one.id),
            REPRESENTED[Represented(one.section)],
            f"{dates(one.designated_on, one.ended_on)}. {one.reason}".strip(),
            may_edit and (one.ended_on is None or one.ended_on >= today),
        )
        for one in rows
    )


def _seat_lede(seat: SeatFacts, today: date) -> str:
    if seat.holder is None:
        return f"Vacant: {vacancy(seat, today)}."
    if seat.places > 1:
        free = f" {count(seat.vacant_places, 'place is', 'places are')} free." if seat.vacant_places else ""
        held = listed([one.name for one in seat.holders])
        return f"{held} {'holds' if len(seat.holders) == 1 else 'hold'} it.{free}"
    if seat.holder.by_office:
        return f"{seat.holder.name} holds it, being {seat.follows}."
    ends = f" until {day(seat.holder.to_on)}" if seat.holder.to_on else ""
    return f"{seat.holder.name} holds it, since {day(seat.holder.from_on)}{ends}."
