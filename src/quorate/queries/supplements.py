"""What members were not told of since the papers went to them, and who may see any of it."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from quorate.domain.access.actor import Actor
from quorate.domain.meetings.supplements import SentParts
from quorate.queries.access import actors_of
from quorate.records import scopes
from quorate.records.facts.labels import label_of, sees
from quorate.records.models import AgendaItem, Meeting, Paper, Person
from quorate.records.models.base import Labelled


def changed_since(actor: Actor, row: Meeting) -> SentParts:
    """What the actor sees of what was added, changed, taken off or withdrawn since the papers went out.

    Nothing before they went. What was added and taken back meanwhile, no member ever had.
    """
    if not row.circulated_on:
        return SentParts()
    sent = list(row.circulations.values_list("what", flat=True))
    had = {id for what in sent for id in what.get("items", ())}
    told = {id for what in sent for part in ("removed", "withdrawn") for id in what.get(part, ())}
    items = scopes.agenda_items(actor).filter(meeting=row).order_by("order", "id")
    papers = scopes.papers(actor).filter(meeting=row).order_by("added_at", "id")
    stand, stay = items.filter(removed_at__isnull=True), papers.filter(scopes.standing())
    off = items.filter(removed_at__isnull=False, id__in=had - told)
    back = papers.filter(
        withdrawn_at__isnull=False, withdrawn_after_sending=True, added_after_sending=False
    ).exclude(id__in=told)
    return SentParts(
        items=_ids(stand.filter(added_after_sending=True)),
        papers=_ids(stay.filter(added_after_sending=True)),
        changed=_ids(stand.filter(changed_after_sending=True, added_after_sending=False)),
        removed=_ids(off),
        withdrawn=_ids(back),
    )


def who_sees(row: Meeting, parts: SentParts, people: Sequence[Person], today: date) -> list[Person]:
    """Those of the people who may see any part: nobody hears that there is something they may not know of."""
    items = AgendaItem.objects.filter(meeting=row, id__in=[*parts.items, *parts.changed, *parts.removed])
    papers = Paper.objects.filter(meeting=row, id__in=[*parts.papers, *parts.withdrawn])
    changed: list[tuple[Labelled, ...]] = [(item,) for item in items.select_related("meeting")]
    for paper in papers.select_related("meeting", "item__meeting"):
        changed.append((paper, paper.item) if paper.item else (paper,))
    if any(all(label_of(one).is_open_to_all for one in of_one) for of_one in changed):
        return list(people)
    actors = actors_of(list(people), today)
    return [person for person in people if any(sees(actors[person.id], *of_one) for of_one in changed)]


def _ids(rows: QuerySet[AgendaItem] | QuerySet[Paper]) -> tuple[str, ...]:
    return tuple(str(id) for id in rows.values_list("id", flat=True))
