"""The fixed editions of a pack: one for each audience, and what each may hold.

An edition is made once, as somebody would see it who belongs to its audience and to nothing else; it is
never made for one reader. What some of an edition's readers are barred from is left out of it, since a
file cannot show one reader less than another.
"""

import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import QuerySet

from quorate.domain.access.actor import Actor
from quorate.domain.access.audience import Audience
from quorate.domain.access.roles import Role
from quorate.queries.access import actors_of
from quorate.records import scopes
from quorate.records.facts.labels import label_of
from quorate.records.facts.people import current
from quorate.records.models import Appointment, Grant, Meeting, Person, Restriction

EDITIONS = (Audience.PARTNERSHIP, Audience.CORE, Audience.RESTRICTED)
EDITION_NAMES = {
    Audience.PARTNERSHIP: "Partnership edition",
    Audience.CORE: "Core members’ edition",
    Audience.RESTRICTED: "Restricted edition",
}
# Who is in the audience by it alone. An observer is part of no narrower one; a member of core at most.
_READS_AS = {
    Audience.PARTNERSHIP: Role.OBSERVER,
    Audience.CORE: Role.MEMBER,
    Audience.RESTRICTED: Role.WORK,
}


def edition_actor(*, partnership: uuid.UUID, slug: str, edition: Audience, today: date) -> Actor:
    """Who the edition is made for: its audience, barred from what any of its readers is barred from.

    Nobody in an audience has signed for the others, so a wider edition holds nothing that is restricted, or
    names a restriction that stands.
    """
    return Actor(
        account="",
        person="",
        name=EDITION_NAMES[edition],
        partnership=str(partnership),
        slug=slug,
        granted=frozenset({_READS_AS[edition]}),
        barred=_barred(partnership, today) if edition is Audience.RESTRICTED else frozenset(),
        standing=_standing(partnership, today),
    )


def brief_actor(*, partnership: uuid.UUID, slug: str, meeting: uuid.UUID, today: date) -> Actor:
    """Who the chair's brief is made for: core members, and named as the chair of the meeting's group is.

    What bars the chair, or a coordinator, is left out. See `admitting`: whoever else reads briefs and is
    not named where the chair is may not read this one.
    """
    now = current(today)
    group = Meeting.objects.values_list("group_id", flat=True).get(id=meeting)
    held = Appointment.objects.filter(now, seat__group=group, office=Role.CHAIR.value)
    rows = Person.objects.filter(partnership=partnership, id__in=held.values("person"))
    chairs = actors_of(list(rows.select_related("partnership")), today).values()
    if not chairs:
        return edition_actor(partnership=partnership, slug=slug, edition=Audience.CORE, today=today)
    return Actor(
        account="",
        person="",
        name="Chair’s brief",
        partnership=str(partnership),
        slug=slug,
        granted=frozenset({_READS_AS[Audience.CORE]}),
        allowed=frozenset.intersection(*(chair.allowed for chair in chairs)),
        barred=_barred(partnership, today).union(*(chair.barred for chair in chairs)),
        standing=_standing(partnership, today),
        has_signed=all(chair.may_read_restricted for chair in chairs),
    )


def sees(row: Meeting, edition: Audience, *, kind: str = "pack", slug: str, today: date) -> bool:
    """Whether those a pack of this kind and edition would be made for see the meeting at all."""
    if label_of(row).is_open_to_all:
        return True
    if edition not in EDITIONS:
        return False
    partnership = row.group.partnership_id
    if kind == "brief":
        reader = brief_actor(partnership=partnership, slug=slug, meeting=row.id, today=today)
    else:
        reader = edition_actor(partnership=partnership, slug=slug, edition=edition, today=today)
    return scopes.meetings(reader).filter(id=row.id).exists()


def admitting(actor: Actor, meeting: uuid.UUID, *, with_risks: bool = False) -> frozenset[str]:
    """The restrictions by whose naming alone this edition holds something its audience does not see."""
    by_level = restrictions_of(replace(actor, allowed=frozenset()), meeting, with_risks=with_risks)
    return restrictions_of(actor, meeting, with_risks=with_risks) - by_level


def restrictions_of(actor: Actor, meeting: uuid.UUID, *, with_risks: bool = False) -> frozenset[str]:
    """The restrictions named by anything this edition holds, the register of risks too if it is an annex.

    Whoever is barred by one of them, perhaps only later, may not read the pack: see
    `quorate.queries.pack_readers.readable`.
    """
    rows: Iterable[QuerySet[Any]] = (
        scopes.meetings(actor).filter(id=meeting),
        scopes.agenda_items(actor).filter(meeting=meeting),
        scopes.papers(actor).filter(meeting=meeting),
        scopes.plans(actor),
        scopes.entries(actor),
        *((scopes.risks(actor).filter(group__meeting=meeting),) if with_risks else ()),
    )
    found: set[str] = set()
    for scope in rows:
        ids = scope.filter(restriction__isnull=False).order_by().values_list("restriction", flat=True)
        found |= {str(id) for id in ids.distinct()}
    return frozenset(found)


def _standing(partnership: uuid.UUID, today: date) -> frozenset[str]:
    rows = Restriction.objects.filter(current(today), partnership=partnership)
    return frozenset(str(id) for id in rows.values_list("id", flat=True))


def _barred(partnership: uuid.UUID, today: date) -> frozenset[str]:
    """What bars any of those who read the restricted edition by their role."""
    granted = Grant.objects.filter(current(today), role=Role.COORDINATOR.value)
    readers = Person.objects.filter(partnership=partnership, id__in=granted.values("person"))
    actors = actors_of(list(readers.select_related("partnership")), today).values()
    return frozenset(id for actor in actors for id in actor.barred)
