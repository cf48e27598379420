"""A plan as it stood on a date: effective by that date, as known now or at a chosen instant.

Two clocks run. A version or an update speaks for a date (`effective_on`, `as_at`); it is known here
since an instant (`recorded_at`). "As at D" asks for what speaks for D or earlier and is known now, so
a correction recorded later is seen. An issued report freezes both clocks by giving `known_by`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from quorate.domain.plans.facts import EntryFacts, EntryKind, Lead, Progress, Target, Version


@dataclass(frozen=True, slots=True)
class EntryState:
    """An entry on one date: the version in force and the latest update that speaks for that date.

    `began_on` is when the entry first spoke; `updates` is how many updates there are by that date.
    """

    id: str
    version: Version
    progress: Progress | None = None
    began_on: date | None = None
    updates: int = 0

    @property
    def code(self) -> str:
        """The code as printed."""
        return self.version.code

    @property
    def text(self) -> str:
        """Its wording."""
        return self.version.text

    @property
    def kind(self) -> EntryKind:
        """What sort of entry it is."""
        return self.version.kind

    @property
    def order(self) -> int:
        """Its place among those beside it."""
        return self.version.order

    @property
    def parent_id(self) -> str:
        """The entry above, empty at the top."""
        return self.version.parent_id

    @property
    def leads(self) -> tuple[Lead, ...]:
        """Who leads it on that date."""
        return self.version.leads

    @property
    def targets(self) -> tuple[Target, ...]:
        """Its target dates on that date."""
        return self.version.targets


def as_at(
    entries: Iterable[EntryFacts],
    on: date,
    *,
    known_by: datetime | None = None,
    with_withdrawn: bool = False,
) -> tuple[EntryState, ...]:
    """Each entry as it stood at the end of `on`, in the order given.

    The version is the one with the latest `effective_on` not after `on`; of two with the same date the
    later recorded wins, and of two recorded at one instant the later numbered. The update is the one with
    the latest `as_at` not after `on`, of two with the same date the later recorded. `known_by` (inclusive)
    leaves out what was recorded later; None means all that is known now. An entry with no version by `on`
    is absent, a withdrawn one too unless `with_withdrawn`.
    """
    states = (_state(entry, on, known_by) for entry in entries)
    return tuple(s for s in states if s is not None and (with_withdrawn or not s.version.withdrawn))


def _state(entry: EntryFacts, on: date, known_by: datetime | None) -> EntryState | None:
    versions = [v for v in entry.versions if v.effective_on <= on and _known(v.recorded_at, known_by)]
    if not versions:
        return None
    updates = history(entry.progress, on, known_by=known_by)
    return EntryState(
        id=entry.id,
        version=max(versions, key=lambda v: (v.effective_on, v.recorded_at, v.number)),
        progress=updates[-1] if updates else None,
        began_on=min(v.effective_on for v in versions),
        updates=len(updates),
    )


def history(
    progress: Sequence[Progress], on: date, *, known_by: datetime | None = None
) -> tuple[Progress, ...]:
    """The updates that speak for `on` or earlier, earliest first; for one date, in the order recorded."""
    seen = [p for p in progress if p.as_at <= on and _known(p.recorded_at, known_by)]
    return tuple(sorted(seen, key=lambda p: (p.as_at, p.recorded_at, p.id)))


def _known(recorded_at: datetime, known_by: datetime | None) -> bool:
    return known_by is None or recorded_at <= known_by
