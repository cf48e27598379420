"""The short forms the content files use for target dates, leads, offsets and measures.

They keep a plan readable as text: `month 2025-03 = March 2025` is a target, `police/inspector` a lead,
`10 working_day before` an offset, `number: Calls to the helpline` a measure. A malformed one raises
`ValueError` with the words as they stand.
"""

import calendar
from collections.abc import Callable, Mapping
from datetime import date

from quorate.cli.demonstration.content.shapes import Agency, Person
from quorate.domain.calendar.types import Direction, Offset, Unit
from quorate.domain.plans.facts import Lead, Measure, MeasureKind, Target, TargetKind


def month_end(month: str) -> date:
    """The last day of a month written "2025-03"."""
    year, number = (int(part) for part in month.split("-"))
    return date(year, number, calendar.monthrange(year, number)[1])


def target(words: str) -> Target:
    """A target date: `kind [arguments] = words as printed`."""
    form, _, raw = words.partition(" = ")
    kind, _, rest = form.partition(" ")
    if not raw or kind not in _TARGETS:
        raise ValueError(f"Not a target: {words}")
    return _TARGETS[kind](rest, raw)


def lead(words: str, *, agencies: Mapping[str, Agency], people: Mapping[str, Person]) -> Lead:
    """A lead: `agency[/person]`, `TBC [agency]` or `=words`, each with ` = words as printed` after it.

    `agency_id` and `person_id` hold keys of this content, for the reader to turn into ids.
    """
    if words.startswith("="):
        return Lead(raw=words[1:])
    form, _, raw = words.partition(" = ")
    if form == "TBC" or form.startswith("TBC "):
        key = form[4:]
        named = agencies[key].short_name if key else ""
        return Lead(raw=raw or f"{named} TBC".strip(), agency=named, agency_id=key, to_be_confirmed=True)
    key, _, person = form.partition("/")
    agency = agencies[key].short_name
    name = people[person].name if person else ""
    return Lead(raw=raw or name or agency, agency=agency, agency_id=key, person=name, person_id=person)


def offset(words: str) -> Offset:
    """An offset: `10 working_day before`."""
    n, unit, direction = words.split()
    return Offset(int(n), Unit(unit), Direction(direction))


def measure(words: str) -> Measure:
    """A measure: `number: words`, `judgement: words` or `entry 2b: words`."""
    form, colon, text = words.partition(": ")
    kind, _, code = form.partition(" ")
    if not colon:
        raise ValueError(f"Not a measure: {words}")
    return Measure(text=text, kind=MeasureKind(kind), entry_code=code)


def _day(rest: str, raw: str) -> Target:
    return Target(TargetKind.DAY, raw, on=date.fromisoformat(rest))


def _month(rest: str, raw: str) -> Target:
    return Target(TargetKind.MONTH, raw, on=month_end(rest))


def _range(rest: str, raw: str) -> Target:
    first, _, last = rest.partition("..")
    return Target(TargetKind.RANGE, raw, starts_on=date.fromisoformat(f"{first}-01"), on=month_end(last))


def _recurring(rest: str, raw: str) -> Target:
    months, first = rest.split()
    on = date.fromisoformat(first)
    return Target(TargetKind.RECURRING, raw, on=on, starts_on=on, every_months=int(months))


def _ongoing(rest: str, raw: str) -> Target:
    return Target(TargetKind.ONGOING, raw, review_on=date.fromisoformat(rest))


def _dependent(rest: str, raw: str) -> Target:
    review_on, _, what = rest.partition(" ")
    return Target(TargetKind.DEPENDENT, raw, review_on=date.fromisoformat(review_on), depends_on=what)


def _as_available(_rest: str, raw: str) -> Target:
    return Target(TargetKind.AS_AVAILABLE, raw)


def _none(_rest: str, raw: str) -> Target:
    return Target(TargetKind.NONE, raw)


_TARGETS: dict[str, Callable[[str, str], Target]] = {
    "day": _day,
    "month": _month,
    "range": _range,
    "recurring": _recurring,
    "ongoing": _ongoing,
    "dependent": _dependent,
    "as_available": _as_available,
    "none": _none,
}
