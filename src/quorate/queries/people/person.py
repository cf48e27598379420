"""One person: what they lead, hold and speak for, and what the register lets a coordinator do about them."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor, refusal_to_act
from quorate.domain.access.permissions import Permission
from quorate.domain.access.roles import GRANTED_ROLES, ROLE_NAMES, Role
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.words import count, day, so_many_of
from quorate.domain.plans.outline import Outline
from quorate.queries.every_plan import every_plan, named, standing_words
from quorate.queries.people.words import as_what, dates_now
from quorate.queries.plan_words import wordings
from quorate.records import scopes
from quorate.records.facts.people import runs
from quorate.records.models import Grant, Person, Representation

GRANTABLE = tuple((role.value, ROLE_NAMES[role]) for role in Role if role in GRANTED_ROLES)


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
    version: int
    name: str
    title: str
    email: str
    lede: str
    left: str
    signs_in: str
    agencies: tuple[Spell, ...]
    seats: tuple[Spell, ...]
    roles: tuple[Spell, ...]
    leads: tuple[LedEntry, ...]
    may_grant: bool
    grantable: tuple[tuple[str, str], ...]
    may_edit: bool


def page_person(actor: Actor, *, person: uuid.UUID, today: date) -> PersonPage:
    """One person. Their address is shown to themselves and to whoever keeps the register."""
    row = scopes.people(actor).filter(id=person).first()
    if row is None:
        raise NotFoundError
    may_edit = refusal_to_act(actor, Permission.PEOPLE_EDIT) is None
    agencies = Representation.objects.filter(person=row).select_related("agency").order_by("-from_on")
    held = scopes.appointments(actor).filter(person=row).select_related("seat__group").order_by("-from_on")
    grants = Grant.objects.filter(person=row).order_by("-from_on")
    leads = leads_of(actor, row, today)
    late = sum(1 for one in leads if one.standing == "overdue")
    may_grant = refusal_to_act(actor, Permission.GRANTS_EDIT) is None
    return PersonPage(
        id=str(row.id),
        version=row.version,
        name=row.name,
        title=row.title if row.title != row.name else "",
        email=row.email if may_edit or str(row.id) == actor.person else "",
        lede=_person_lede(row, leads, late),
        left=f"Left on {day(row.left_on)}" if row.left_on else "",
        signs_in=_signs_in(row),
        agencies=tuple(
            Spell(r.agency.name, dates_now(r.from_on, r.to_on, today), runs(r.from_on, r.to_on, today))
            for r in agencies
        ),
        seats=tuple(
            Spell(
                f"{as_what(r.office, r.is_deputy, r.has_authority)}, {r.seat.title}, {r.seat.group.name}",
                dates_now(r.from_on, r.to_on, today),
                runs(r.from_on, r.to_on, today),
                str(r.seat_id),
            )
            for r in held
        ),
        roles=tuple(
            Spell(
                ROLE_NAMES[Role(r.role)],
                dates_now(r.from_on, r.to_on, today),
                runs(r.from_on, r.to_on, today),
                value=r.role if runs(r.from_on, r.to_on, today) or r.to_on is None else "",
            )
            for r in grants
        ),
        leads=leads,
        may_grant=may_grant,
        grantable=_grantable(grants) if may_grant and not row.left_on else (),
        may_edit=may_edit,
    )


def leads_of(actor: Actor, row: Person, today: date) -> tuple[LedEntry, ...]:
    """The open entries a person leads by name, longest overdue first."""
    return leads_of_each(actor, [row], today)[row.id]


def leads_of_each(
    actor: Actor, people: Sequence[Person], today: date
) -> Mapping[uuid.UUID, tuple[LedEntry, ...]]:
    """What each of these people leads, by their ids; as few questions as for one."""
    found = [
        (facts.standings[state.id].days_overdue, facts.name, state, facts.standings[state.id])
        for facts in every_plan(actor, today)
        for state in facts.states
        if facts.standings[state.id].is_open and _led_by(state) & {str(row.id) for row in people}
    ]
    found.sort(key=lambda one: (-one[0], one[1], one[2].code, one[2].id))
    texts = wordings([state for _, _, state, _ in found])
    return {
        row.id: tuple(
            LedEntry(state.id, named(state, texts), plan, *standing_words(stands))
            for _, plan, state, stands in found
            if str(row.id) in _led_by(state)
        )
        for row in people
    }


def _led_by(state: Outline) -> frozenset[str]:
    return frozenset(lead.person_id for lead in state.leads if lead.person_id)


def _person_lede(row: Person, leads: Sequence[LedEntry], late: int) -> str:
    if row.left_on:
        return f"Left on {day(row.left_on)}."
    if not leads:
        return "Leads no open action by name."
    many = f" {so_many_of(late, len(leads))}" if len(leads) > 1 else ""
    overdue = f",{many} overdue" if late else ""
    return f"Leads {count(len(leads), 'open action')} by name{overdue}."


def _signs_in(row: Person) -> str:
    if row.account_id is None:
        return "No: their updates are recorded for them"
    return "No longer, since they left" if row.left_on else "Yes"


def _grantable(grants: Iterable[Grant]) -> tuple[tuple[str, str], ...]:
    held = {row.role for row in grants if row.to_on is None}
    return tuple((value, name) for value, name in GRANTABLE if value not in held)
