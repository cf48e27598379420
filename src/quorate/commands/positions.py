"""Keeps the position of every entry true to its history, in the transaction of what changed it.

The runner hands over the events of each command and the entries they are about are worked out again, by the
same question that answers for past days: so no command can forget it.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from quorate.commands.ledger import held_chain
from quorate.commands.searching import entries_in
from quorate.domain.events.catalogue import Event
from quorate.records.facts.outlines import READ_BY, history_outlines, packed
from quorate.records.models import Entry, EntryPosition, EntryVersion, ProgressRow

AT_ONCE = 1_000
"""How many entries are worked out together: a database takes only so many values in one question."""


def follow(today: date, events: Sequence[Event]) -> None:
    """Work out again the positions of the entries these events are about."""
    if ids := entries_in(events):
        keep(Entry.objects.filter(id__in=ids), today)


def keep(entries: QuerySet[Entry], today: date) -> int:
    """Work out again the positions of these entries, from `today` on; how many entries there are."""
    ids = sorted(entries.values_list("id", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        part = ids[start : start + AT_ONCE]
        EntryPosition.objects.filter(entry__in=part).delete()
        EntryPosition.objects.bulk_create(positions_of(part, today), batch_size=AT_ONCE)
    return len(ids)


def mend(partnership: uuid.UUID, entries: QuerySet[Entry], today: date) -> int:
    """Work out again the positions of entries of one partnership, while nobody writes there; how many.

    The entries are held before the chain, as every command holds them.
    """
    with transaction.atomic():
        list(entries.select_for_update(no_key=True, of=("self",)).order_by("id").values_list("id"))
        held_chain(str(partnership))
        return keep(entries, today)


def keep_missing(today: date) -> int:
    """Work out the positions of entries that have none, or none by the rules of today; how many.

    So it is after these tables are made, and after an update that reads the same history otherwise.
    """
    held = EntryPosition.objects.order_by()
    outdated = held.exclude(facts__startswith=READ_BY)
    wanting = Entry.objects.filter(~Q(id__in=held.values("entry")) | Q(id__in=outdated.values("entry")))
    of = wanting.order_by("plan__partnership").values_list("plan__partnership", flat=True).distinct()
    return sum(mend(id, wanting.filter(plan__partnership=id), today) for id in list(of))


def differing(entries: QuerySet[Entry], today: date) -> set[uuid.UUID]:
    """The entries whose positions say something else than their history does, on any day they cover.

    Days before `today` are not looked at: they are answered from the history.
    """
    found: set[uuid.UUID] = set()
    ids = sorted(entries.values_list("id", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        part = ids[start : start + AT_ONCE]
        held, right = (
            _by_entry(EntryPosition.objects.filter(entry__in=part)),
            _by_entry(positions_of(part, today)),
        )
        for id in part:
            since = max([today, *(one.since for one in held[id][:1])])
            if not held[id] or _spans(held[id], since) != _spans(right[id], since):
                found.add(id)
    return found


def _by_entry(positions: Iterable[EntryPosition]) -> defaultdict[uuid.UUID, list[EntryPosition]]:
    found: defaultdict[uuid.UUID, list[EntryPosition]] = defaultdict(list)
    for row in sorted(positions, key=lambda one: one.since):
        found[row.entry_id].append(row)
    return found


def _spans(positions: Iterable[EntryPosition], since: date) -> list[tuple[date, date, str]]:
    """What is said from a day on; days on which the same is said run together."""
    spans: list[tuple[date, date, str]] = []
    for row in positions:
        begins = max(row.since, since)
        if row.until <= since:
            continue
        if spans and spans[-1][1:] == (begins, row.facts):
            begins = spans.pop()[0]
        spans.append((begins, row.until, row.facts))
    return spans


def positions_of(ids: Sequence[uuid.UUID], today: date) -> Iterable[EntryPosition]:
    """What the positions of these entries should be: one from `today`, one from each day something begins."""
    begins = _days_to_come(ids, today)
    for id in ids:
        begins[id].add(today)
    for day in sorted({day for days in begins.values() for day in days}):
        of = [id for id in ids if day in begins[id]]
        facts = {one.id: packed(one) for one in history_outlines(Entry.objects.filter(id__in=of), day)}
        for id in of:
            until = min((later for later in begins[id] if later > day), default=date.max)
            yield EntryPosition(entry_id=id, since=day, until=until, facts=facts.get(str(id), packed(None)))


def _days_to_come(ids: Sequence[uuid.UUID], today: date) -> defaultdict[uuid.UUID, set[date]]:
    found: defaultdict[uuid.UUID, set[date]] = defaultdict(set)
    versions = EntryVersion.objects.filter(entry__in=ids, effective_on__gt=today)
    updates = ProgressRow.objects.filter(entry__in=ids, as_at__gt=today)
    for entry, day in versions.values_list("entry_id", "effective_on"):
        found[entry].add(day)
    for entry, day in updates.values_list("entry_id", "as_at"):
        found[entry].add(day)
    return found
