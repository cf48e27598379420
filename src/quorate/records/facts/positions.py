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

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery

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


def states_at(
    entries: QuerySet[Entry], on: date, *, known_by: datetime | None = None
) -> tuple[tuple[EntryState, ...], dict[str, str]]:
    """The entries' states at the end of `on`, less withdrawn ones, and each one's own word for its kind."""
    known = Q(recorded_at__lte=known_by) if known_by else Q()
    spoken = EntryVersion.objects.filter(known, effective_on__lte=on)
    latest = spoken.filter(entry=OuterRef("pk")).order_by("-effective_on", "-recorded_at", "-number")
    said = ProgressRow.objects.filter(known, as_at__lte=on)
    last_said = said.filter(entry=OuterRef("pk")).order_by("-as_at", "-recorded_at", "-id")
    ends = entries.order_by().annotate(
        v=Subquery(latest.values("id")[:1]), p=Subquery(last_said.values("id")[:1])
    )
    chosen = list(ends.filter(v__isnull=False).values_list("id", "v", "p"))
    if not chosen:
        return (), {}
    versions, levels = _versions(entries, spoken, {v for _, v, _ in chosen})
    progress = _progress(ProgressRow.objects.filter(id__in=ends.values("p")))
    began: dict[UUID, date] = dict(
        spoken.filter(entry__in=entries).order_by().values_list("entry").annotate(Min("effective_on"))
    )
    updates: dict[UUID, int] = dict(
        said.filter(entry__in=entries).order_by().values_list("entry").annotate(Count("id"))
    )
    states = tuple(
        EntryState(str(id), versions[v], progress[p] if p else None, began.get(id), updates.get(id, 0))
        for id, v, p in chosen
        if not versions[v].withdrawn
    )
    return states, {str(id): levels[v] for id, v, _ in chosen if levels[v]}


def _grouped(rows: Iterable[tuple[Any, ...]]) -> dict[UUID, list[tuple[Any, ...]]]:
    found: dict[UUID, list[tuple[Any, ...]]] = defaultdict(list)
    for first, *rest in rows:
        found[first].append(tuple(rest))
    return found


def _versions(
    entries: QuerySet[Entry], spoken: QuerySet[EntryVersion], keep: set[UUID]
) -> tuple[dict[UUID, Version], dict[UUID, str]]:
    of = {"entry_version__entry__in": entries}
    leads = _grouped(
        EntryLead.objects.filter(**of)
        .order_by("order")
        .values_list(
            "entry_version_id",
            "raw",
            "agency__name",
            "agency_id",
            "person__name",
            "person_id",
            "to_be_confirmed",
        )
    )
    targets = _grouped(
        EntryTarget.objects.filter(**of)
        .order_by("order")
        .values_list(
            "entry_version_id", "kind", "raw", "on", "starts_on", "every_months", "review_on", "depends_on"
        )
    )
    measures = _grouped(
        EntryMeasure.objects.filter(**of)
        .order_by("order")
        .values_list("entry_version_id", "text", "kind", "entry_code")
    )
    rows = spoken.filter(entry__in=entries).values_list(
        "id",
        "effective_on",
        "recorded_at",
        "code",
        "kind",
        "text",
        "parent_id",
        "order",
        "outcome",
        "withdrawn",
        "level",
    )
    found: dict[UUID, Version] = {}
    levels: dict[UUID, str] = {}
    for id, effective_on, recorded_at, code, kind, text, parent, order, outcome, withdrawn, level in rows:
        if id not in keep:
            continue
        levels[id] = level
        found[id] = Version(
            id=str(id),
            effective_on=effective_on,
            recorded_at=recorded_at,
            code=code,
            kind=EntryKind(kind),
            text=text,
            parent_id=str(parent) if parent else "",
            order=order,
            outcome=outcome,
            leads=tuple(
                Lead(raw, agency or "", str(a or ""), person or "", str(p or ""), tbc)
                for raw, agency, a, person, p, tbc in leads.get(id, ())
            ),
            targets=tuple(Target(TargetKind(k), *rest) for k, *rest in targets.get(id, ())),
            measures=tuple(Measure(t, MeasureKind(k), c) for t, k, c in measures.get(id, ())),
            withdrawn=withdrawn,
        )
    return found, levels


def _progress(last: QuerySet[ProgressRow]) -> dict[UUID, Progress]:
    rows = last.values_list(
        "id",
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
        id: Progress(
            str(id),
            as_at,
            reported,
            recorded,
            Status(status),
            Rating(rating),
            *said,
            by or "",
            whose or "",
            how,
        )
        for id, as_at, reported, recorded, status, rating, *said, by, whose, how in rows
    }
