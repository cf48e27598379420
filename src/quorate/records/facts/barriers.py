"""From recorded barriers and their steps to what the rules ask for."""

import uuid
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import Prefetch, Q, QuerySet

from quorate.domain.plans.barriers import Barrier
from quorate.domain.plans.recorded import (
    Escalation,
    HeldUp,
    RecordedBarrier,
    Step,
    Stepped,
    as_at,
    held_up,
    same_words,
)
from quorate.records.models import BarrierEscalation, BarrierRow, BarrierStep


def kind_of(value: str) -> Barrier | None:
    """A type as the rules have it; None is not chosen."""
    return Barrier(value) if value else None


def recorded_at_day(
    partnership: object, on: date, *, known_by: datetime | None = None
) -> Mapping[str, HeldUp]:
    """What is recorded of a partnership's barriers as at the end of `on`, by entry, in one question.

    Whoever reads it looks up the entries they may see and no others.
    """
    known = Q(recorded_at__lte=known_by) if known_by else Q()
    rows = BarrierStep.objects.filter(known, barrier__entry__plan__partnership=partnership, on__lte=on)
    steps: defaultdict[tuple[uuid.UUID, uuid.UUID], list[Stepped]] = defaultdict(list)
    columns = ("barrier_id", "barrier__entry_id", "on", "step", "kind")
    for barrier, entry, day, step, kind in rows.order_by("barrier_id", "number").values_list(*columns):
        steps[barrier, entry].append(Stepped(day, Step(step), kind_of(kind)))
    found = [
        RecordedBarrier(str(barrier), str(entry), kept)
        for (barrier, entry), said in steps.items()
        if (kept := as_at(said, on))
    ]
    return held_up(found) if found else {}


def every_barrier(rows: QuerySet[BarrierRow], partnership: object) -> tuple[RecordedBarrier, ...]:
    """These barriers of a partnership with their steps, in two questions however many there are.

    What groups were asked is left out.
    """
    steps: defaultdict[uuid.UUID, list[Stepped]] = defaultdict(list)
    told = BarrierStep.objects.filter(barrier__entry__plan__partnership=partnership).order_by("number")
    for id, on, step, kind in told.values_list("barrier_id", "on", "step", "kind"):
        steps[id].append(Stepped(on, Step(step), kind_of(kind)))
    columns = ("id", "entry_id", "since", "owner_id", "words", "update__barrier")
    return tuple(
        RecordedBarrier(
            id=str(id),
            entry_id=str(entry),
            steps=tuple(steps[id]),
            since=since,
            owner_id=str(owner or ""),
            words_key=same_words(words),
            source_key=same_words(source or ""),
        )
        for id, entry, since, owner, words, source in rows.order_by("id").values_list(*columns)
    )


def with_everything(rows: QuerySet[BarrierRow]) -> QuerySet[BarrierRow]:
    """Barriers with all that a fact and a page need, in a constant number of questions."""
    return rows.select_related("update", "owner").prefetch_related(
        Prefetch("steps", BarrierStep.objects.order_by("number")),
        Prefetch(
            "escalations", BarrierEscalation.objects.order_by("on", "recorded_at").select_related("group")
        ),
    )


def barrier_fact(row: BarrierRow) -> RecordedBarrier:
    """A row as a barrier; see `with_everything`."""
    return RecordedBarrier(
        id=str(row.id),
        entry_id=str(row.entry_id),
        steps=tuple(Stepped(one.on, Step(one.step), kind_of(one.kind)) for one in row.steps.all()),
        since=row.since,
        owner_id=str(row.owner_id or ""),
        escalations=tuple(
            Escalation(str(one.group_id), one.on, one.opening) for one in row.escalations.all()
        ),
        words_key=same_words(row.words),
        source_key=same_words(row.update.barrier) if row.update else "",
    )
