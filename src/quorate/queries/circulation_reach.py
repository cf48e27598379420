"""To whom of those a sending went each closed item and paper of it went: not all told may read all."""

import uuid
from collections.abc import Collection, Mapping, Sequence

from django.db.models import Q

from quorate.domain.access.actor import Actor
from quorate.queries.access import actors_of
from quorate.records import scopes
from quorate.records.facts.labels import sees
from quorate.records.models import Circulation, Meeting
from quorate.records.models.base import Labelled

Reach = Mapping[tuple[uuid.UUID, str], str]


def reach_of(actor: Actor, row: Meeting, found: Sequence[Circulation], *, is_named: bool) -> Reach:
    """In words, by the sending and the thing: only of what the actor sees and not all who were told do.

    Who is who is asked as of the day it went, and who may read it as it is labelled now. Only those who
    send the papers are told by name (`is_named`): the others learn that it did not go to all.
    """
    closed = _closed(actor, row)
    ids = {sent.id: [id for part in sent.what.values() for id in part if id in closed] for sent in found}
    told = {id for sent in found if ids[sent.id] for id in sent.to}
    people = list(
        scopes.people(actor).filter(id__in=told).select_related("partnership").order_by("name", "id")
    )
    reach = {}
    for sent in found:
        to = [person for person in people if str(person.id) in set(sent.to)] if ids[sent.id] else []
        actors = actors_of(to, sent.on) if to else {}
        for id in ids[sent.id]:
            names = [person.name for person in to if sees(actors[person.id], *closed[id])]
            if len(names) < len(to):
                reach[sent.id, id] = _said(names) if is_named else "Only to those of them who may see it."
    return reach


def _closed(actor: Actor, row: Meeting) -> Mapping[str, Collection[Labelled]]:
    """What the actor sees of the meeting that is not open to all, each with the rows that decide."""
    items = scopes.agenda_items(actor).filter(meeting=row).exclude(scopes.open_to_all())
    is_open = scopes.open_to_all() & (Q(item__isnull=True) | scopes.open_to_all("item__"))
    papers = scopes.papers(actor).filter(meeting=row).exclude(is_open)
    found: dict[str, Collection[Labelled]] = {
        str(item.id): (item,) for item in items.select_related("meeting")
    }
    for paper in papers.select_related("meeting", "item__meeting"):
        found[str(paper.id)] = (paper, paper.item) if paper.item else (paper,)
    return found


def _said(names: Sequence[str]) -> str:
    if not names:
        return "To none of them."
    return f"To {len(names):,} of them: {'; '.join(names)}."
