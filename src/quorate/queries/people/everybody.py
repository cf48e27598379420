"""Everybody: groups with their seats, agencies with their people."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor, refusal_to_act
from quorate.domain.access.permissions import Permission
from quorate.domain.access.roles import ROLE_NAMES, Role
from quorate.domain.kernel.words import count, day, spelt
from quorate.domain.membership.facts import OFFICES, Office, has_left
from quorate.domain.membership.groups import GroupKind, has_ended
from quorate.queries.people.words import vacancy
from quorate.records import scopes
from quorate.records.facts.membership import not_signed
from quorate.records.facts.people import Held, SeatFacts, roles_held, seat_facts, speaking_for
from quorate.records.models import Agency, Group, Person

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in a list."""

    id: str
    name: str
    title: str
    roles: str


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """An agency with its people; `part_of` names the council a directorate belongs to, or what it became."""

    id: str
    name: str
    part_of: str
    people: tuple[PersonLine, ...]


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat: who holds it as what, or for how long it has been vacant.

    `holders` are the id, the name and what is to be said of each, such as the office that brings the seat.
    """

    id: str
    title: str
    is_core: bool
    agency: str
    holders: tuple[tuple[str, str, str], ...]
    since: str
    deputies: str
    is_vacant: bool
    vacant_said: str


@dataclass(frozen=True, slots=True)
class GroupSeats:
    """A group's seats, and how many are held, in a sentence."""

    id: str
    slug: str
    name: str
    sentence: str
    seats: tuple[SeatLine, ...]


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Everybody. `ended` are groups that ended and `gone` people who left, each with when.

    `outside` are the bodies outside the partnership, by address and name.
    """

    lede: str
    groups: tuple[GroupSeats, ...]
    outside: tuple[tuple[str, str], ...]
    ended: tuple[tuple[str, str, str], ...]
    agencies: tuple[AgencyLine, ...]
    unattached: tuple[PersonLine, ...]
    gone: tuple[tuple[str, str, str], ...]
    unsigned: tuple[tuple[str, str], ...]
    number: int
    last: int
    may_edit: bool


def page_people(actor: Actor, *, today: date, number: int = 1) -> PeoplePage:
    """Groups with their seats, and agencies with their people, 50 agencies to a page."""
    every = list(scopes.groups(actor).order_by("order", "name"))
    going_on = [row for row in every if not has_ended(row.ended_on, today)]
    groups = {row.id: row for row in going_on if row.kind != GroupKind.OUTSIDE}
    seats = [seat for seat in seat_facts(actor, today) if seat.group in groups]
    agencies = list(scopes.agencies(actor).select_related("parent", "merged_into"))
    agencies.sort(key=_agency_place)
    register = list(scopes.people(actor).order_by("name"))
    people = {row.id: row for row in register if not has_left(row.left_on, today)}
    speaking = speaking_for(actor, today)
    roles = roles_held(actor, today)
    offices = _offices(seats, {id: row.name for id, row in groups.items()})
    last = max(1, -(-len(agencies) // PER_PAGE))
    number = number if 1 <= number <= last else 1
    attached = {person for found in speaking.values() for person in found}

    def line(id: uuid.UUID) -> PersonLine:
        return _person_line(people[id], roles.get(id, ()), offices.get(str(id), ()))

    vacant = sum(1 for seat in seats if seat.is_vacancy)
    return PeoplePage(
        lede=_lede(len(people), len(agencies), len(seats), vacant),
        groups=tuple(
            _group(row, [seat for seat in seats if seat.group == id], today) for id, row in groups.items()
        ),
        outside=tuple((row.slug, row.name) for row in going_on if row.id not in groups),
        ended=tuple(
            (row.slug, row.name, f"Ended on {day(row.ended_on)}")
            for row in every
            if row.ended_on and row not in going_on
        ),
        agencies=tuple(
            AgencyLine(
                str(row.id),
                row.name,
                _part_of(row, today),
                tuple(line(id) for id in speaking.get(row.id, ()) if id in people),
            )
            for row in agencies[(number - 1) * PER_PAGE : number * PER_PAGE]
        ),
        unattached=tuple(line(id) for id in people if id not in attached) if number == 1 else (),
        gone=tuple(
            (str(row.id), row.name, f"Left on {day(row.left_on)}")
            for row in register
            if row.left_on and row.id not in people
        ),
        unsigned=tuple((person, name) for person, name, _ in not_signed(seats, today))
        if refusal_to_act(actor, Permission.MEMBERSHIP_DECIDE) is None
        else (),
        number=number,
        last=last,
        may_edit=refusal_to_act(actor, Permission.PEOPLE_EDIT) is None,
    )


def _agency_place(row: Agency) -> tuple[str, bool, str]:
    """A council, then its directorates, among the others by name."""
    return (row.parent.name if row.parent else row.name).lower(), row.parent is not None, row.name.lower()


def _part_of(row: Agency, today: date) -> str:
    if row.merged_into and row.merged_on and row.merged_on <= today:
        return f"{row.merged_into.name} since {day(row.merged_on)}"
    return row.parent.name if row.parent else ""


def _lede(people: int, agencies: int, seats: int, vacant: int) -> str:
    said = f"{count(people, 'person', 'people')} from {count(agencies, 'agency', 'agencies')}."
    if not agencies:
        return f"{count(people, 'person', 'people')}, and no agency yet."
    if not seats:
        return said
    if not vacant:
        return f"{said} Every seat is held."
    verb = "is" if vacant == 1 else "are"
    return f"{said} {spelt(vacant).capitalize()} of {count(seats, 'seat')} {verb} vacant."


def _offices(seats: Sequence[SeatFacts], groups: Mapping[uuid.UUID, str]) -> Mapping[str, list[str]]:
    """What each holder of a seat is; an officer is one of a group, so that two chairs are told apart."""
    found: dict[str, list[str]] = {}
    for seat in seats:
        for holder in seat.holders:
            member = "member" if seat.seat_class == "core" else "advisory member"
            office = holder.office
            said = f"{OFFICES[Office(office)]}, {groups[seat.group]}" if office else member
            found.setdefault(holder.person, []).append(said)
    return found


def _person_line(row: Person, roles: Sequence[str], offices: Sequence[str]) -> PersonLine:
    said = dict.fromkeys([*offices, *(ROLE_NAMES[Role(role)].lower() for role in roles)])
    words = "; ".join(word for word in said if word.lower() != row.name.lower())
    return PersonLine(str(row.id), row.name, row.title if row.title != row.name else "", words)


def _group(row: Group, seats: Sequence[SeatFacts], today: date) -> GroupSeats:
    held = sum(1 for seat in seats if seat.holder)
    sentence = f"{held} of {count(len(seats), 'seat')} held." if seats else "No seat yet."
    return GroupSeats(
        str(row.id), row.slug, row.name, sentence, tuple(_seat_line(seat, today) for seat in seats)
    )


def _seat_line(seat: SeatFacts, today: date) -> SeatLine:
    holder = seat.holder
    return SeatLine(
        id=seat.id,
        title=seat.title,
        is_core=seat.seat_class == "core",
        agency=seat.agency,
        holders=tuple((one.person, one.name, _held_as(one, seat)) for one in seat.holders),
        since=f"since {day(holder.from_on)}" if holder else vacancy(seat, today),
        deputies=", ".join(_deputy(one) for one in seat.deputies),
        is_vacant=holder is None or seat.is_vacancy,
        vacant_said=_vacant_said(seat),
    )


def _held_as(one: Held, seat: SeatFacts) -> str:
    if one.by_office:
        return f"As {seat.follows}"
    return OFFICES[Office(one.office)].capitalize() if one.office else ""


def _vacant_said(seat: SeatFacts) -> str:
    if seat.condition:
        return f"Vacant; only where {seat.condition}"
    return f"{count(seat.vacant_places, 'place')} vacant" if seat.places > 1 else "Vacant"


def _deputy(one: Held) -> str:
    return one.name if one.has_authority else f"{one.name} (no authority to decide)"
