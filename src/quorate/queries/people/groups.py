"""One group as the register keeps it: what it is, and what ending it would end."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from quorate.domain.access.actor import Actor
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.words import count, day
from quorate.domain.membership.groups import GROUP_KINDS, GroupKind, time_to_end
from quorate.queries.people.choices import KINDS_OF_GROUP, Options
from quorate.queries.people.words import as_what
from quorate.records import scopes
from quorate.records.facts.groups import going_on
from quorate.records.facts.people import current
from quorate.records.models import Appointment, Group


@dataclass(frozen=True, slots=True)
class GroupPage:
    """A group. `ends` names the appointments that run now, `warning` says when it is or was to end."""

    id: str
    slug: str
    version: int
    name: str
    lede: str
    facts: tuple[tuple[str, str], ...]
    ends: tuple[str, ...]
    has_ended: bool
    question: str
    answer: str
    warning: str
    today: date


@dataclass(frozen=True, slots=True)
class GroupForm:
    """What is kept of a group, to be changed. `above` are the groups it may stand under."""

    id: str
    slug: str
    version: int
    name: str
    kind: str
    kind_said: str
    parent: str
    parent_said: str
    question: str
    ends_on: date | None
    kinds: Options
    above: Options


def page_group_form(actor: Actor, *, group: str, today: date) -> GroupForm:
    """What is kept of a group, by its address. Raises NotFoundError."""
    row = _found(actor, group)
    others = scopes.groups(actor).filter(going_on(today) | Q(id=row.parent_id)).exclude(id=row.id)
    return GroupForm(
        id=str(row.id),
        slug=row.slug,
        version=row.version,
        name=row.name,
        kind=row.kind,
        kind_said=kind_of_group(row.kind),
        parent=str(row.parent_id or ""),
        parent_said=row.parent.name if row.parent else _ALONE,
        question=row.question,
        ends_on=row.ends_on,
        kinds=KINDS_OF_GROUP,
        above=tuple((str(one.id), one.name) for one in others.order_by("order", "name")),
    )


def _found(actor: Actor, group: str) -> Group:
    row = scopes.groups(actor).filter(slug=group).select_related("parent").first()
    if row is None:
        raise NotFoundError
    return row


def page_group(actor: Actor, *, group: str, today: date) -> GroupPage:
    """A group by its address. Raises NotFoundError."""
    row = _found(actor, group)
    held = (
        scopes.appointments(actor)
        .filter(current(today), seat__group=row)
        .select_related("person", "seat")
        .order_by("seat__order", "seat__title", "is_deputy")
    )
    ends = tuple(f"{one.person.name}: {_served_as(one)}, {one.seat.title}" for one in held)
    seats = scopes.seats(actor).filter(group=row).count()
    warning, _ = time_to_end(ends_on=row.ends_on, ended_on=row.ended_on, today=today)
    return GroupPage(
        id=str(row.id),
        slug=row.slug,
        version=row.version,
        name=row.name,
        lede=_lede(row.ended_on, today),
        facts=(
            ("What it is", kind_of_group(row.kind)),
            ("Stands under", row.parent.name if row.parent else _ALONE),
            ("Seats", _seats(row.kind, seats, len(ends))),
            *purpose_of(row),
        ),
        ends=ends,
        has_ended=row.ended_on is not None,
        question=row.question,
        answer=row.answer,
        warning=warning,
        today=today,
    )


_ALONE = "No other group"


def purpose_of(row: Group) -> tuple[tuple[str, str], ...]:
    """What a task and finish group is to answer and by when, and what it answered; nothing for others."""
    if row.kind != GroupKind.TASK_AND_FINISH:
        return ()
    said = [
        ("The question", row.question or "None was given"),
        ("To end by", day(row.ends_on) if row.ends_on else "No day was given"),
    ]
    return (*said, ("What it answered", row.answer)) if row.answer else tuple(said)


def kind_of_group(kind: str) -> str:
    """What sort of group it is, in words."""
    return dict(KINDS_OF_GROUP).get(kind, GROUP_KINDS[GroupKind.BOARD])


def _seats(kind: str, seats: int, held: int) -> str:
    if kind == GroupKind.OUTSIDE:
        return "Not kept here: it is an outside body"
    return f"{count(seats, 'seat')}, {count(held, 'appointment')}"


def _served_as(row: Appointment) -> str:
    return as_what(row.office, row.is_deputy, row.has_authority).lower()


def _lede(ended_on: date | None, today: date) -> str:
    if ended_on is None:
        return "A group that ends keeps its meetings, papers and plans, and takes nothing new."
    return f"It {'ended' if ended_on < today else 'ends'} on {day(ended_on)}."
