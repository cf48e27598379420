"""A whole plan's state at a date, in a fixed number of questions however long its history.

The rule is `quorate.domain.plans.position.as_at`; here the database does the choosing, because a plan of
2,000 entries has tens of thousands of updates and a page needs the last of each. A test proves the two
equal on made histories.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Aggregate, Count, Min, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast

from quorate.domain.plans.facts import (
    EntryKind,
    Lead,
    Measure,
    MeasureKind,
    Progress,
    Rating,
    Status,
    Target,
    TargetKind,
    Version,
)
from quorate.domain.plans.position import EntryState
from quorate.records.models import Entry, EntryLead, EntryMeasure, EntryTarget, EntryVersion, ProgressRow

# Looking a value up is several times quicker than asking its enumeration, and a plan has 10,000 of them.
_KINDS = {kind.value: kind for kind in EntryKind}
_STATUSES = {status.value: status for status in Status}
_RATINGS = {rating.value: rating for rating in Rating}
_TARGETS = {kind.value: kind for kind in TargetKind}
_MEASURES = {kind.value: kind for kind in MeasureKind}


def states_at(
    entries: QuerySet[Entry], on: date, *, known_by: datetime | None = None, with_withdrawn: bool = False
) -> tuple[tuple[EntryState, ...], dict[str, str]]:
    """The entries' states at the end of `on`, and each one's own word for its kind.

    Withdrawn ones are left out unless `with_withdrawn`.
    """
    known = Q(recorded_at__lte=known_by) if known_by else Q()
    spoken = EntryVersion.objects.filter(known, effective_on__lte=on)
    latest = spoken.filter(entry=OuterRef("pk")).order_by("-effective_on", "-recorded_at", "-number")
    said = ProgressRow.objects.filter(known, as_at__lte=on)
    last_said = said.filter(entry=OuterRef("pk")).order_by("-as_at", "-recorded_at", "-id")
    in_force = entries.order_by().annotate(v=Subquery(latest.values("id")[:1])).values("v")
    versions, levels = _versions(EntryVersion.objects.filter(id__in=in_force), entries)
    if not versions:
        return (), {}
    last = entries.order_by().annotate(p=Subquery(last_said.values("id")[:1])).values("p")
    progress = _progress(ProgressRow.objects.filter(id__in=last))
    began: dict[str, date] = dict(_by_entry(spoken.filter(entry__in=entries), Min("effective_on")))
    updates: dict[str, int] = dict(_by_entry(said.filter(entry__in=entries), Count("*")))
    states = tuple(
        EntryState(identity(key), version, progress.get(key), began.get(key), updates.get(key, 0))
        for key, version in versions.items()
        if with_withdrawn or not version.withdrawn
    )
    return states, {identity(key): level for key, level in levels.items() if level}


def as_text(name: str) -> Cast:
    """An id as the text the database holds: making 20,000 UUIDs would take longer than asking for them."""
    return Cast(name, TextField())


def identity(key: str) -> str:
    """An id as everything above writes it, from the text the database holds (SQLite leaves out the hyphens).

    >>> identity("00000000000000000000000000000001")
    '00000000-0000-0000-0000-000000000001'
    """
    if len(key) != 32:
        return key
    return f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"


def _by_entry(rows: QuerySet[Any], asked: Aggregate) -> QuerySet[Any]:
    """One figure for each entry. Grouped by the id itself, for the index; the key beside it is its text."""
    grouped = rows.order_by().values("entry_id").annotate(key=Min(as_text("entry_id")), asked=asked)
    return grouped.values_list("key", "asked")


def _grouped(rows: Iterable[tuple[Any, ...]]) -> dict[str, list[tuple[Any, ...]]]:
    found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    return found


def _versions(
    chosen: QuerySet[EntryVersion], entries: QuerySet[Entry]
) -> tuple[dict[str, Version], dict[str, str]]:
    """The versions chosen, and the partnership's own words for their kinds, each by its entry's key."""
    of = {"entry_version__entry__in": entries}
    version = as_text("entry_version_id")
    leads = _grouped(
        EntryLead.objects.filter(**of)
        .order_by("order")
        .values_list(
            version,
            "raw",
            "agency__name",
            "agency_id",
            "person__name",
            "person_id",
            "to_be_confirmed",
            "person__left_on",
        )
    )
    targets = _grouped(
        EntryTarget.objects.filter(**of)
        .order_by("order")
        .values_list(version, "kind", "raw", "on", "starts_on", "every_months", "review_on", "depends_on")
    )
    measures = _grouped(
        EntryMeasure.objects.filter(**of).order_by("order").values_list(version, "text", "kind", "entry_code")
    )
    rows = chosen.order_by().values_list(
        as_text("entry_id"),
        as_text("id"),
        "effective_on",
        "recorded_at",
        "code",
        "kind",
        "text",
        as_text("parent_id"),
        "order",
        "outcome",
        "withdrawn",
        "level",
        "number",
    )
    found: dict[str, Version] = {}
    levels: dict[str, str] = {}
    for (
        entry,
        id,
        effective,
        recorded,
        code,
        kind,
        text,
        parent,
        order,
        outcome,
        withdrawn,
        level,
        number,
    ) in rows:
        levels[entry] = level
        found[entry] = Version(
            id=identity(id),
            effective_on=effective,
            recorded_at=recorded,
            code=code,
            kind=_KINDS[kind],
            text=text,
            parent_id=identity(parent) if parent else "",
            order=order,
            outcome=outcome,
            leads=tuple(map(_lead, leads.get(id, ()))),
            targets=tuple(Target(_TARGETS[k], *rest) for _, k, *rest in targets.get(id, ())),
            measures=tuple(Measure(words, _MEASURES[k], c) for _, words, k, c in measures.get(id, ())),
            withdrawn=withdrawn,
            number=number,
        )
    return found, levels


def _lead(
    row: tuple[str, str, str | None, UUID | None, str | None, UUID | None, bool, date | None],
) -> Lead:
    _, raw, agency, agency_id, person, person_id, open_, left = row
    return Lead(raw, agency or "", str(agency_id or ""), person or "", str(person_id or ""), open_, left)


def _progress(last: QuerySet[ProgressRow]) -> dict[str, Progress]:
    rows = last.order_by().values_list(
        as_text("entry_id"),
        as_text("id"),
        "as_at",
        "reported_on",
        "recorded_at",
        "status",
        "rating",
        "progress",
        "barrier",
        "evidence",
        "recorded_by__name",
        "on_behalf_of__name",
        "how",
    )
    return {
        entry: Progress(
            identity(id),
            as_at,
            reported,
            recorded,
            _STATUSES[status],
            _RATINGS[rating],
            *said,
            by or "",
            whose or "",
            how,
        )
        for entry, id, as_at, reported, recorded, status, rating, *said, by, whose, how in rows
    }
