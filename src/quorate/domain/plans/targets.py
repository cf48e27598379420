"""When something is due, from the target dates it was given.

Only a day, a month (its last day) and a range (its end) fall due. "Ongoing", "as available" and
"dependent on" never do: they have a review date or nothing. A recurring target falls due again and
again, and asks for an update each time; one that was given in months, on the last day of each.
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from quorate.domain.plans.facts import Target, TargetKind

DATED = frozenset({TargetKind.DAY, TargetKind.MONTH, TargetKind.RANGE})


def dated(targets: Sequence[Target]) -> tuple[date, ...]:
    """The days targets fall due, earliest first; recurring and undated ones left out."""
    days = [t.on for t in targets if t.on is not None and t.kind in DATED]
    return tuple(days if len(days) < 2 else sorted(days))


def due_on(targets: Sequence[Target]) -> date | None:
    """The last day for the whole of it: the latest dated target, None when there is none.

    An entry with two dates is not overdue at the first: which part it belonged to is not known.
    """
    days = dated(targets)
    return days[-1] if days else None


def next_due(targets: Sequence[Target], today: date) -> date | None:
    """The first day on or after `today` on which any target, recurring ones too, falls due."""
    days = [d for d in dated(targets) if d >= today]
    for target in targets:
        if target.kind is TargetKind.RECURRING and (again := next_instance(target, today)) is not None:
            days.append(again)
    return min(days) if days else None


def has_date(targets: Sequence[Target]) -> bool:
    """Whether any target is a date, once or recurring."""
    return any((t.kind in DATED and t.on is not None) or t.kind is TargetKind.RECURRING for t in targets)


def next_instance(target: Target, today: date) -> date | None:
    """A recurring target's first instance on or after `today`; None when it is not recurring.

    Instances are counted from the first one in whole months, so 31 January every month gives 28 or 29
    February and then 31 March again. An anchor on a month's last day stays on the last day.
    """
    first = _first(target)
    if first is None:
        return None
    step = target.every_months
    if not step:
        return first if first >= today else None
    whole = max(0, ((today.year - first.year) * 12 + today.month - first.month) // step)
    instance = _months_on(first, whole * step)
    return instance if instance >= today else _months_on(first, (whole + 1) * step)


def last_instance(target: Target, today: date) -> date | None:
    """A recurring target's latest instance before `today`; None when none has passed."""
    first = _first(target)
    if first is None or first >= today:
        return None
    step = target.every_months
    if not step:
        return first
    whole = ((today.year - first.year) * 12 + today.month - first.month) // step
    instance = _months_on(first, whole * step)
    return instance if instance < today else _months_on(first, (whole - 1) * step)


def asked_since(target: Target, instance: date) -> date:
    """The day after which an update answers this instance: the instance before it."""
    return _months_on(instance, -(target.every_months or 12))


def _first(target: Target) -> date | None:
    """A recurring target's first instance.

    One given in months is held from its first month's first day with an instance on a month's last day,
    which no step of whole months from a first day comes to.
    """
    if target.kind is not TargetKind.RECURRING:
        return None
    starts, on = target.starts_on, target.on
    is_of_months = starts is not None and starts.day == 1 and on is not None and _is_last(on)
    return _last(starts) if starts and is_of_months else starts or on


def _months_on(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = _last(date(year, month + 1, 1))
    return last if _is_last(start) else last.replace(day=min(start.day, last.day))


def _last(of: date) -> date:
    return of.replace(day=monthrange(of.year, of.month)[1])


def _is_last(day: date) -> bool:
    return day == _last(day)
