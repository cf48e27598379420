"""Entries, versions and updates with only what a test cares about spelt out."""

from datetime import UTC, date, datetime, timedelta

from quorate.domain.plans.facts import (
    EntryFacts,
    EntryKind,
    Lead,
    Progress,
    Rating,
    Status,
    Target,
    TargetKind,
    Version,
)
from quorate.domain.plans.position import EntryState
from quorate.domain.plans.tree import tree

START = date(2020, 1, 1)
LEAD = Lead(raw="Housing", agency="Housing", agency_id="a1")


def at(day, hour=9):
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def version(effective_on=START, *, recorded_at=None, text="Do it", code="1", **more):
    return Version(
        id=more.pop("id", f"v-{effective_on}-{recorded_at}"),
        effective_on=effective_on,
        recorded_at=recorded_at or at(effective_on),
        code=code,
        kind=more.pop("kind", EntryKind.ACTION),
        text=text,
        leads=more.pop("leads", (LEAD,)),
        **more,
    )


def update(as_at, status=Status.UNDER_WAY, *, recorded_at=None, rating=Rating.NONE, **more):
    return Progress(
        id=more.pop("id", f"p-{as_at}-{recorded_at}"),
        as_at=as_at,
        reported_on=as_at,
        recorded_at=recorded_at or at(as_at),
        status=status,
        rating=rating,
        **more,
    )


def by(on, raw=""):
    return Target(kind=TargetKind.DAY, on=on, raw=raw)


def state(entry_id="e", *, parent="", code="1", kind=EntryKind.ACTION, progress=None, began_on=START, **more):
    found = version(code=code, kind=kind, parent_id=parent, **more)
    return EntryState(id=entry_id, version=found, progress=progress, began_on=began_on)


def nodes(states):
    return [node for root in tree(states) for node in root.walk()]


def entry(*versions, progress=(), entry_id="e"):
    return EntryFacts(id=entry_id, versions=tuple(versions), progress=tuple(progress))


def days_after(day, n):
    return day + timedelta(days=n)
