"""From entries, versions and progress to frozen plan facts."""

from collections.abc import Iterable

from django.db.models import QuerySet

from quorate.domain.plans.facts import (
    EntryFacts,
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
from quorate.records.models import Entry, EntryLead, EntryMeasure, EntryTarget, EntryVersion, ProgressRow


def with_everything(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Entries with all that a fact needs, in a constant number of questions."""
    return entries.prefetch_related(
        "versions__leads__agency",
        "versions__leads__person",
        "versions__targets",
        "versions__measures",
        "progress__recorded_by",
        "progress__on_behalf_of",
    )


def entry_facts(rows: Iterable[Entry]) -> tuple[EntryFacts, ...]:
    """Entries as facts, each with its versions and progress oldest first."""
    return tuple(_entry(row) for row in rows)


def _entry(row: Entry) -> EntryFacts:
    versions = sorted(row.versions.all(), key=lambda v: (v.recorded_at, v.number))
    progress = sorted(row.progress.all(), key=lambda p: (p.as_at, p.recorded_at))
    return EntryFacts(
        id=str(row.id),
        versions=tuple(version_fact(v) for v in versions),
        progress=tuple(progress_fact(p) for p in progress),
    )


def version_fact(row: EntryVersion) -> Version:
    """One version."""
    return Version(
        id=str(row.id),
        effective_on=row.effective_on,
        recorded_at=row.recorded_at,
        code=row.code,
        kind=EntryKind(row.kind),
        text=row.text,
        parent_id=str(row.parent_id or ""),
        order=row.order,
        outcome=row.outcome,
        leads=tuple(_lead(lead) for lead in sorted(row.leads.all(), key=lambda r: r.order)),
        targets=tuple(_target(target) for target in sorted(row.targets.all(), key=lambda r: r.order)),
        measures=tuple(_measure(measure) for measure in sorted(row.measures.all(), key=lambda r: r.order)),
        withdrawn=row.withdrawn,
        number=row.number,
    )


def _lead(row: EntryLead) -> Lead:
    return Lead(
        raw=row.raw,
        agency=row.agency.name if row.agency else "",
        agency_id=str(row.agency_id or ""),
        person=row.person.name if row.person else "",
        person_id=str(row.person_id or ""),
        to_be_confirmed=row.to_be_confirmed,
        left_on=row.person.left_on if row.person else None,
    )


def _target(row: EntryTarget) -> Target:
    return Target(
        kind=TargetKind(row.kind),
        raw=row.raw,
        on=row.on,
        starts_on=row.starts_on,
        every_months=row.every_months,
        review_on=row.review_on,
        depends_on=row.depends_on,
    )


def _measure(row: EntryMeasure) -> Measure:
    return Measure(row.text, MeasureKind(row.kind), row.entry_code)


def progress_fact(row: ProgressRow) -> Progress:
    """One update."""
    return Progress(
        id=str(row.id),
        as_at=row.as_at,
        reported_on=row.reported_on,
        recorded_at=row.recorded_at,
        status=Status(row.status),
        rating=Rating(row.rating),
        progress=row.progress,
        barrier=row.barrier,
        evidence=row.evidence,
        by=row.recorded_by.name if row.recorded_by else "",
        on_behalf_of=row.on_behalf_of.name if row.on_behalf_of else "",
        how=row.how,
        told_on=row.said_on,
    )
