"""People: agencies and who speaks for them, seats and who holds them, and one person's page."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from quorate.domain.access.actor import Actor, refusal_to_act
from quorate.domain.access.permissions import Permission
from quorate.domain.access.roles import GRANTED_ROLES, ROLE_NAMES, Role
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.words import count, day, spelt
from quorate.domain.membership.facts import OFFICES, Office
from quorate.queries.every_plan import every_plan, named, standing_words
from quorate.records import scopes
from quorate.records.facts.people import Held, SeatFacts, roles_held, seat_facts, speaking_for
from quorate.records.models import Agency, Grant, Group, Person, Representation

PER_PAGE = 50
CLASSES = (("core", "Core"), ("advisory", "Advisory"))
AGENCY_KINDS = (
    ("council", "Council"),
    ("police", "Police"),
    ("health", "Health"),
    ("probation", "Probation"),
    ("voluntary", "Voluntary or community"),
    ("justice", "Courts and prosecution"),
    ("other", "Other"),
)
GRANTABLE = tuple((role.value, ROLE_NAMES[role]) for role in Role if role in GRANTED_ROLES)
OFFICE_CHOICES = tuple((o.value, OFFICES[o].capitalize()) for o in Office if o is not Office.NONE)


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in a list."""

    id: str
    name: str
    title: str
    roles: str


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """An agency with its people; `part_of` names the council a directorate belongs to."""

    id: str
    name: str
    part_of: str
    people: tuple[PersonLine, ...]


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat: who holds it as what, or for how long it has been vacant."""

    id: str
    title: str
    is_core: bool
    agency: str
    holder: tuple[str, str] | None
    office: str
    since: str
    deputies: str
    is_vacant: bool


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
    """Everybody."""

    lede: str
    groups: tuple[GroupSeats, ...]
    agencies: tuple[AgencyLine, ...]
    unattached: tuple[PersonLine, ...]
    number: int
    last: int
    may_edit: bool


@dataclass(frozen=True, slots=True)
class Spell:
    """Something a person is or was, from a day to a day."""

    what: str
    dates: str
    is_current: bool
    href_id: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class LedEntry:
    """An open entry a person leads by name."""

    id: str
    text: str
    plan: str
    standing: str
    said: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person."""

    id: str
    name: str
    title: str
    email: str
    lede: str
    left: str
    signs_in: bool
    agencies: tuple[Spell, ...]
    seats: tuple[Spell, ...]
    roles: tuple[Spell, ...]
    leads: tuple[LedEntry, ...]
    may_grant: bool
    grantable: tuple[tuple[str, str], ...]


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
    """One seat, who holds it and who has."""

    id: str
    group: str
    title: str
    lede: str
    is_vacant: bool
    history: tuple[SeatHistory, ...]
    people: tuple[tuple[str, str], ...]
    may_edit: bool
    today: date


@dataclass(frozen=True, slots=True)
class Choices:
    """What the forms about people choose from."""

    agencies: tuple[tuple[str, str], ...]
    councils: tuple[tuple[str, str], ...]
    groups: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...] = field(default=AGENCY_KINDS)
    classes: tuple[tuple[str, str], ...] = field(default=CLASSES)


def page_people(actor: Actor, *, today: date, number: int = 1) -> PeoplePage:
    """Groups with their seats, and agencies with their people, 50 agencies to a page."""
    groups = list(scopes.groups(actor).order_by("order", "name"))
    seats = seat_facts(actor, today)
    agencies = list(scopes.agencies(actor).select_related("parent"))
    agencies.sort(key=_agency_place)
    here = Q(left_on__isnull=True) | Q(left_on__gt=today)
    people = {row.id: row for row in scopes.people(actor).filter(here).order_by("name")}
    speaking = speaking_for(actor, today)
    roles = roles_held(actor, today)
    offices = _offices(seats)
    last = max(1, -(-len(agencies) // PER_PAGE))
    number = number if 1 <= number <= last else 1
    attached = {person for found in speaking.values() for person in found}

    def line(id: uuid.UUID) -> PersonLine:
        return _person_line(people[id], roles.get(id, ()), offices.get(str(id), ()))

    vacant = sum(1 for seat in seats if seat.holder is None)
    return PeoplePage(
        lede=_lede(len(people), len(agencies), len(seats), vacant),
        groups=tuple(_group(row, [seat for seat in seats if seat.group == row.id], today) for row in groups),
        agencies=tuple(
            AgencyLine(
                str(row.id),
                row.name,
                row.parent.name if row.parent else "",
                tuple(line(id) for id in speaking.get(row.id, ()) if id in people),
            )
            for row in agencies[(number - 1) * PER_PAGE : number * PER_PAGE]
        ),
        unattached=tuple(line(id) for id in people if id not in attached) if number == 1 else (),
        number=number,
        last=last,
        may_edit=_may(actor, Permission.PEOPLE_EDIT),
    )


def page_person(actor: Actor, *, person: uuid.UUID, today: date) -> PersonPage:
    """One person. Their address is shown to themselves and to whoever keeps the register."""
    row = scopes.people(actor).filter(id=person).first()
    if row is None:
        raise NotFoundError
    may_edit = _may(actor, Permission.PEOPLE_EDIT)
    agencies = Representation.objects.filter(person=row).select_related("agency").order_by("-from_on")
    held = scopes.appointments(actor).filter(person=row).select_related("seat__group").order_by("-from_on")
    grants = Grant.objects.filter(person=row).order_by("-from_on")
    leads = _leads(actor, row, today)
    late = sum(1 for one in leads if one.standing == "overdue")
    may_grant = _may(actor, Permission.GRANTS_EDIT)
    return PersonPage(
        id=str(row.id),
        name=row.name,
        title=row.title if row.title != row.name else "",
        email=row.email if may_edit or str(row.id) == actor.person else "",
        lede=_person_lede(row, leads, late),
        left=f"Left on {day(row.left_on)}" if row.left_on else "",
        signs_in=row.account_id is not None,
        agencies=tuple(
            Spell(r.agency.name, _dates(r.from_on, r.to_on), _runs(r.from_on, r.to_on, today))
            for r in agencies
        ),
        seats=tuple(
            Spell(
                f"{_as_what(r.office, r.is_deputy, r.has_authority)}, {r.seat.title}, {r.seat.group.name}",
                _dates(r.from_on, r.to_on),
                _runs(r.from_on, r.to_on, today),
                str(r.seat_id),
            )
            for r in held
        ),
        roles=tuple(
            Spell(
                ROLE_NAMES[Role(r.role)],
                _dates(r.from_on, r.to_on),
                _runs(r.from_on, r.to_on, today),
                value=r.role if r.to_on is None else "",
            )
            for r in grants
        ),
        leads=leads,
        may_grant=may_grant,
        grantable=_grantable(grants) if may_grant else (),
    )


def page_seat(actor: Actor, *, seat: uuid.UUID, today: date) -> SeatPage:
    """One seat with everybody who has held it."""
    row = scopes.seats(actor).filter(id=seat).select_related("group").first()
    if row is None:
        raise NotFoundError
    (facts,) = seat_facts(actor, today, seats=scopes.seats(actor).filter(id=seat))
    may_edit = refusal_to_act(actor, Permission.PEOPLE_EDIT, group=str(row.group_id)) is None
    return SeatPage(
        id=str(row.id),
        group=row.group.name,
        title=row.title,
        lede=_seat_lede(facts, today),
        is_vacant=facts.holder is None,
        history=tuple(
            SeatHistory(
                one.id,
                one.person,
                one.name,
                _as_what(one.office, one.is_deputy, one.has_authority),
                _dates(one.from_on, one.to_on),
                may_edit and (one.to_on is None or one.to_on >= today),
            )
            for one in facts.held
        ),
        people=_names(actor) if may_edit else (),
        may_edit=may_edit,
        today=today,
    )


def choices(actor: Actor) -> Choices:
    """What the forms that add agencies, people and seats choose from."""
    agencies = list(scopes.agencies(actor).order_by("name"))
    groups = scopes.groups(actor).order_by("order", "name").values_list("id", "name")
    return Choices(
        agencies=tuple((str(row.id), row.name) for row in agencies),
        councils=tuple((str(row.id), row.name) for row in agencies if row.parent_id is None),
        groups=tuple((str(id), name) for id, name in groups),
    )


def _may(actor: Actor, permission: Permission) -> bool:
    return refusal_to_act(actor, permission) is None


def _names(actor: Actor) -> tuple[tuple[str, str], ...]:
    rows = scopes.people(actor).filter(left_on__isnull=True).order_by("name", "id")
    return tuple((str(row.id), row.name) for row in rows)


def _agency_place(row: Agency) -> tuple[str, bool, str]:
    """A council, then its directorates, among the others by name."""
    return (row.parent.name if row.parent else row.name).lower(), row.parent is not None, row.name.lower()


def _lede(people: int, agencies: int, seats: int, vacant: int) -> str:
    said = f"{count(people, 'person', 'people')} from {count(agencies, 'agency', 'agencies')}."
    if not seats:
        return said
    if not vacant:
        return f"{said} Every seat is held."
    verb = "is" if vacant == 1 else "are"
    return f"{said} {spelt(vacant).capitalize()} of {count(seats, 'seat')} {verb} vacant."


def _offices(seats: Sequence[SeatFacts]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for seat in seats:
        if seat.holder:
            found.setdefault(seat.holder.person, []).append(
                OFFICES[Office(seat.holder.office)]
                if seat.holder.office
                else "member"
                if seat.seat_class == "core"
                else "advisory member"
            )
    return found


def _person_line(row: Person, roles: Sequence[str], offices: Sequence[str]) -> PersonLine:
    said = dict.fromkeys([*offices, *(ROLE_NAMES[Role(role)].lower() for role in roles)])
    words = ", ".join(word for word in said if word.lower() != row.name.lower())
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
        holder=(holder.person, holder.name) if holder else None,
        office=OFFICES[Office(holder.office)].capitalize() if holder and holder.office else "",
        since=f"since {day(holder.from_on)}" if holder else _vacancy(seat, today),
        deputies=", ".join(_deputy(one) for one in seat.deputies),
        is_vacant=holder is None,
    )


def _deputy(one: Held) -> str:
    return one.name if one.has_authority else f"{one.name} (no authority to decide)"


def _vacancy(seat: SeatFacts, today: date) -> str:
    later = seat.next_holder
    coming = f"; {later.name} from {day(later.from_on)}" if later else ""
    if seat.vacant_since is None:
        return f"nobody has held it yet{coming}"
    days = (today - seat.vacant_since).days
    for_long = f", {count(days, 'day')}" if days else ""
    return f"since {day(seat.vacant_since)}{for_long}{coming}"


def _seat_lede(seat: SeatFacts, today: date) -> str:
    if seat.holder is None:
        return f"Vacant: {_vacancy(seat, today)}."
    ends = f" until {day(seat.holder.to_on)}" if seat.holder.to_on else ""
    return f"{seat.holder.name} holds it, since {day(seat.holder.from_on)}{ends}."


def _as_what(office: str, is_deputy: bool, has_authority: bool) -> str:
    if is_deputy:
        return "Deputy" if has_authority else "Deputy without authority to decide"
    return OFFICES[Office(office)].capitalize()


def _dates(from_on: date, to_on: date | None) -> str:
    return f"{day(from_on)} to {day(to_on)}" if to_on else f"since {day(from_on)}"


def _runs(from_on: date, to_on: date | None, today: date) -> bool:
    return from_on <= today and (to_on is None or today <= to_on)


def _leads(actor: Actor, row: Person, today: date) -> tuple[LedEntry, ...]:
    found = [
        (facts.standings[state.id].days_overdue, facts.name, state, facts.standings[state.id])
        for facts in every_plan(actor, today)
        for state in facts.states
        if facts.standings[state.id].is_open and any(lead.person_id == str(row.id) for lead in state.leads)
    ]
    found.sort(key=lambda one: (-one[0], one[1], one[2].code, one[2].id))
    return tuple(
        LedEntry(state.id, named(state), plan, *standing_words(stands)) for _, plan, state, stands in found
    )


def _person_lede(row: Person, leads: Sequence[LedEntry], late: int) -> str:
    if row.left_on:
        return f"Left on {day(row.left_on)}."
    if not leads:
        return "Leads no open action by name."
    overdue = f", {spelt(late)} of them overdue" if late and len(leads) > 1 else ", overdue" if late else ""
    return f"Leads {count(len(leads), 'open action')} by name{overdue}."


def _grantable(grants: Iterable[Grant]) -> tuple[tuple[str, str], ...]:
    held = {row.role for row in grants if row.to_on is None}
    return tuple((value, name) for value, name in GRANTABLE if value not in held)
