"""The engagement of agencies with a group: all of them in a table, and one with every line behind it."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.calendar.types import WorkingCalendar
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.words import count, day
from quorate.domain.membership.attendance import FEWEST, MARKS, Mark
from quorate.domain.membership.engagement import Became, Engagement, timely_said, words_to_raise
from quorate.domain.plans.outline import Outline
from quorate.queries.engagement.reading import Owed, Read, read
from quorate.queries.every_plan import named
from quorate.queries.membership.group import find_group
from quorate.queries.plan_facts import PlanFacts
from quorate.queries.plan_words import wordings
from quorate.records.models import Group

_MARKED = {
    Mark.PRESENT: "present",
    Mark.WITHDREW: "present",
    Mark.DEPUTY: "deputy",
    Mark.DEPUTY_WITHOUT: "late",
    Mark.APOLOGIES: "waiting",
    Mark.ABSENT: "absent",
    Mark.AWAITED: "to_come",
    Mark.NOT_YET: "not_known",
    Mark.NO_LONGER: "not_known",
    Mark.VACANT: "vacant",
}
_STANDING = {
    Became.IN_TIME: "met",
    Became.LATE: "late",
    Became.NOT_DONE: "overdue",
    Became.STILL_TIME: "to_come",
}


@dataclass(frozen=True, slots=True)
class EngagementRow:
    """One agency. Each count is words for a table, empty where nothing was owed."""

    id: str
    name: str
    attended: str
    share: str
    papers: str
    actions: str
    updates: str
    is_short: bool


@dataclass(frozen=True, slots=True)
class EngagementPage:
    """A group's year. `years` are those on record: first day, label, whether it is this one."""

    group: str
    slug: str
    lede: str
    note: str
    year: str
    years: tuple[tuple[str, str, bool], ...]
    rows: tuple[EngagementRow, ...]


@dataclass(frozen=True, slots=True)
class OwedLine:
    """Something owed, and what became of it. `meeting` or `entry` is where it is; the other is empty."""

    text: str
    standing: str
    said: str
    note: str
    meeting: str = ""
    entry: str = ""


@dataclass(frozen=True, slots=True)
class AgencyPage:
    """One agency's year with a group, and the words to raise it; none where nothing was owed."""

    agency: str
    group: str
    slug: str
    lede: str
    year: str
    years: tuple[tuple[str, str, bool], ...]
    meetings: tuple[OwedLine, ...]
    papers: tuple[OwedLine, ...]
    actions: tuple[OwedLine, ...]
    updates: tuple[OwedLine, ...]
    words: str


def page_engagement(actor: Actor, *, group: str, today: date, year: date | None = None) -> EngagementPage:
    """How the agencies of a group kept what they owe it, in the year a day is in. Raises NotFoundError."""
    found = read(actor, find_group(actor, group), today=today, year=year)
    rows = _rows(found)
    return EngagementPage(
        group=found.group.name,
        slug=found.group.slug,
        lede=_lede(rows),
        note=_few(found),
        year=found.year.label,
        years=_years(found),
        rows=rows,
    )


def engagement_rows(
    actor: Actor, group: Group, *, today: date, plans: Sequence[PlanFacts[Outline]]
) -> tuple[EngagementRow, ...]:
    """The rows of this year for the page of a group, whose plans were read already."""
    return _rows(read(actor, group, today=today, plans=plans))


def page_agency(
    actor: Actor, *, group: str, agency: uuid.UUID, today: date, year: date | None = None
) -> AgencyPage:
    """One agency's year. Raises NotFoundError, as where it has no seat in the group."""
    found = read(actor, find_group(actor, group), today=today, year=year)
    id, name = str(agency), dict(found.agencies).get(str(agency))
    if name is None:
        raise NotFoundError
    mine, engagement = found.owed[id], found.engagement(id)
    texts = wordings([one.about for one in (*mine.actions, *mine.updates) if isinstance(one.about, Outline)])
    return AgencyPage(
        agency=name,
        group=found.group.name,
        slug=found.group.slug,
        lede=_agency_lede(engagement),
        year=found.year.label,
        years=_years(found),
        meetings=tuple(
            OwedLine(day(at.on), _MARKED[at.mark], MARKS[at.mark][1], "", meeting=str(row.id))
            for row, at in reversed(mine.meetings)
        ),
        papers=tuple(_owed(one, found.today, found.calendar, texts) for one in mine.papers),
        actions=tuple(_owed(one, found.today, None, texts) for one in mine.actions),
        updates=tuple(_owed(one, found.today, None, texts) for one in mine.updates),
        words="\n\n".join(words_to_raise(engagement)),
    )


def _rows(found: Read) -> tuple[EngagementRow, ...]:
    return tuple(_row(id, name, found.engagement(id)) for id, name in found.agencies)


def _row(id: str, name: str, kept: Engagement) -> EngagementRow:
    tally = kept.tally
    return EngagementRow(
        id=id,
        name=name,
        attended=f"{tally.there} of {tally.of}" if tally.of else "",
        share="" if tally.share is None else f"{tally.share}%",
        papers=timely_said(kept.papers),
        actions=timely_said(kept.actions),
        updates=timely_said(kept.updates),
        is_short=kept.is_short,
    )


def _years(found: Read) -> tuple[tuple[str, str, bool], ...]:
    return tuple((one.starts_on.isoformat(), one.label, one == found.year) for one in found.years)


def _lede(rows: Sequence[EngagementRow]) -> str:
    if not rows:
        return "No agency has a seat in this group."
    short = sum(1 for row in rows if row.is_short)
    if not short:
        return "No agency missed anything owed, or was late with it."
    return f"Something owed was missed or late with {short} of {count(len(rows), 'agency', 'agencies')}."


def _few(found: Read) -> str:
    """What is said where the year has too few meetings for a share."""
    most = max((found.engagement(id).tally.of for id, _ in found.agencies), default=0)
    return f"No percentages are given of fewer than {FEWEST} meetings." if most < FEWEST else ""


def _agency_lede(kept: Engagement) -> str:
    if kept.is_empty:
        return "Nothing was owed in this year."
    return "Not all that was owed was kept." if kept.is_short else "All that was owed was kept."


def _owed(one: Owed, today: date, calendar: WorkingCalendar | None, texts: Mapping[str, str]) -> OwedLine:
    promise, kept = one.promise, one.promise.kept(today)
    days = promise.days_late(today, calendar)
    unit = "day" if calendar is None else "working day"
    by = f" by {count(days, unit)}" if days else ""
    said = {
        Became.IN_TIME: "In time",
        Became.LATE: f"Late{by}",
        Became.NOT_DONE: f"Overdue{by}",
        Became.STILL_TIME: "Still time",
    }[kept]
    parts = [f"asked for on {day(one.asked_on)}"] if one.asked_on else []
    parts += [f"due by {day(promise.due_on)}"] if promise.due_on else []
    parts += [f"done on {day(promise.done_on)}"] if promise.done_on else []
    note = ", ".join(parts)
    note = f"{note[:1].upper()}{note[1:]}"
    if isinstance(one.about, Outline):
        return OwedLine(named(one.about, texts), _STANDING[kept], said, note, entry=one.about.id)
    note = f"Meeting of {day(one.about.on)}. {note}"
    return OwedLine(one.title, _STANDING[kept], said, note, meeting=str(one.about.id))
