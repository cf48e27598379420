"""The duties of groups under their terms, in words."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Q

from quorate.domain.access.actor import Actor
from quorate.domain.calendar.periods import Period
from quorate.domain.calendar.types import WorkingCalendar
from quorate.domain.kernel.words import count, day, listed, short_day
from quorate.domain.terms.clauses import ClauseKind, TermsVersion
from quorate.domain.terms.duties import DUTY_STATES, Duty, DutyState, duties, duties_of_year, reports_owed
from quorate.domain.terms.nearness import is_near, is_soon
from quorate.domain.terms.versions import version_in_force
from quorate.records import scopes
from quorate.records.facts.groups import going_on, group_facts, one_of_period
from quorate.records.facts.meetings import calendar_of, terms_by_group
from quorate.records.facts.reporting import LineFacts, line_facts, standing_on
from quorate.records.models import Group, Partnership, ReportingLine

# What is recorded by its own act, not by a form: a meeting is held by its minutes.
_RECORDED_ELSEWHERE = frozenset({ClauseKind.CADENCE})
_TOLD_BY_TITLE = frozenset({ClauseKind.REPORTING, ClauseKind.STANDING_ITEM})
_ORDER = {
    DutyState.OVERDUE: 0,
    DutyState.DUE: 1,
    DutyState.MET: 2,
    DutyState.AS_ASKED: 3,
    DutyState.BEFORE_RECORDS: 4,
}


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty as shown. `standing` is the tag's colour and `said` its words.

    `value` names it in the form on the page of `terms` that records it as met; empty where none does. One
    that comes from a reporting line names that in `line`, whose own page records it; one to receive names
    in `reported_as` the group that owes it, and its title there. `earlier` are the same duty's periods that
    are overdue too, oldest first, where they are folded under the latest.
    """

    title: str
    period: str
    state: str
    standing: str
    said: str
    sentence: str
    clause: str
    working: str
    warnings: tuple[str, ...] = field(default=())
    value: str = ""
    is_near: bool = True
    terms: str = ""
    line: str = ""
    reported_as: tuple[str, str] | None = None
    due_on: date | None = None
    earlier: "tuple[DutyLine, ...]" = field(default=())

    @property
    def earlier_said(self) -> str:
        """How many earlier periods are overdue too, and since which; empty where none is."""
        if not self.earlier:
            return ""
        first = self.earlier[0].period
        if len(self.earlier) == 1 and first:
            return f"Also overdue: {first}."
        return f"Also overdue: {len(self.earlier):,} earlier{f', the first {first}' if first else ''}."

    @property
    def is_to_record(self) -> bool:
        """Whether it is late or near, and a form records it as met."""
        return bool(self.value or self.line) and self.standing in ("overdue", "due_soon")

    @property
    def name(self) -> str:
        """Title and period together."""
        return f"{self.title}, {self.period}" if self.period else self.title


def duties_of(
    actor: Actor, groups: Sequence[uuid.UUID], today: date
) -> dict[uuid.UUID, tuple[DutyLine, ...]]:
    """The duties of each group under its terms: overdue first, then by day.

    A group that has ended owes nothing, nor does one without terms in force.
    """
    ended = set(Group.objects.filter(id__in=groups).exclude(going_on(today)).values_list("id", flat=True))
    known = terms_by_group(groups)
    in_force = {group: version_in_force(known.get(group, ()), today) for group in groups}
    terms = {group: known[group] if in_force[group] and group not in ended else () for group in groups}
    facts = group_facts(actor, terms, today)
    calendar = calendar_of(actor.partnership)
    settings = Partnership.objects.only("started_on", "due_soon_days").get(id=actor.partnership)
    found = {}
    for group in groups:
        owed = duties(
            versions=terms[group],
            group=facts[group],
            calendar=calendar,
            today=today,
            started_on=settings.started_on,
        )
        found[group] = tuple(
            _line(duty, today, in_force[group], settings.due_soon_days)
            for duty in sorted(owed, key=lambda d: _ORDER[d.state])
        )
    by_line = _reported(actor, set(groups) - ended, settings, calendar, today)
    return {group: _together(lines, by_line[group]) for group, lines in found.items()}


@dataclass(frozen=True, slots=True)
class LineReports:
    """What a reporting line asks for now: the duties, and each as a line on the page of either group."""

    facts: LineFacts
    duties: tuple[Duty, ...]
    owed: tuple[DutyLine, ...]
    received: tuple[DutyLine, ...]

    @property
    def besides_terms(self) -> tuple[DutyLine, ...]:
        """Those owed that no clause asks for: what one does ask is among the duties of the terms."""
        both = zip(self.owed, self.duties, strict=True)
        return tuple(line for line, duty in both if self.facts.cover_of(duty) is None)


def reports_of_lines(
    actor: Actor,
    rows: Sequence[ReportingLine],
    *,
    settings: Partnership,
    calendar: WorkingCalendar,
    today: date,
    year: Period | None = None,
) -> tuple[LineReports, ...]:
    """What each of these reporting lines asks for, computed as the reports of terms are; or in a year."""
    found = []
    for facts in line_facts(actor, rows, today):
        owed = reports_owed(
            facts.asked,
            ends=facts.row.ended_on,
            group=facts.group,
            calendar=calendar,
            today=today,
            started_on=settings.started_on,
            meetings=facts.meetings,
            year=year,
        )
        lines = [_line(duty, today, None, settings.due_soon_days) for duty in owed]
        title = f"Receive: {facts.row.what} from {facts.row.reports.name}"
        own = [replace(line, value="", line=str(facts.row.id)) for line in lines]
        received = tuple(
            replace(one, title=title, reported_as=(str(facts.row.reports_id), facts.owed_as(duty)))
            for one, duty in zip(own, owed, strict=True)
        )
        found.append(LineReports(facts, owed, tuple(own), received))
    return tuple(found)


def _reported(
    actor: Actor,
    groups: Set[uuid.UUID],
    settings: Partnership,
    calendar: WorkingCalendar,
    today: date,
    *,
    year: Period | None = None,
) -> Mapping[uuid.UUID, list[DutyLine]]:
    """What each group owes under a reporting line that its terms do not state, and what it is owed.

    Under the lines that stand today, or those that stood in a year and of what falls due in it.
    """
    found: defaultdict[uuid.UUID, list[DutyLine]] = defaultdict(list)
    stands = standing_on(year.starts_on) & Q(from_on__lte=year.ends_on) if year else standing_on(today)
    rows = scopes.reporting_lines(actor).filter(Q(reports__in=groups) | Q(to__in=groups), stands)
    known = list(rows.select_related("reports", "to").order_by("from_on", "id"))
    for one in reports_of_lines(actor, known, settings=settings, calendar=calendar, today=today, year=year):
        found[one.facts.row.reports_id] += one.besides_terms
        found[one.facts.row.to_id] += one.received
    return found


def _together(lines: Sequence[DutyLine], more: Sequence[DutyLine]) -> tuple[DutyLine, ...]:
    """Those of the terms, and those of reporting lines after the last in the same state."""
    return (
        tuple(sorted((*lines, *more), key=lambda line: _ORDER[DutyState(line.state)]))
        if more
        else tuple(lines)
    )


def folded(lines: Sequence[DutyLine]) -> tuple[DutyLine, ...]:
    """These lines with the overdue periods of one duty under its latest, so that years missed are one line.

    Periods of one duty stand in the order they fall due; the others keep their places.
    """
    periods: defaultdict[object, list[DutyLine]] = defaultdict(list)
    for line in lines:
        if line.state == DutyState.OVERDUE.value:
            periods[line.title, line.line, line.reported_as].append(line)
    latest = {id(found[-1]): replace(found[-1], earlier=tuple(found[:-1])) for found in periods.values()}
    return tuple(
        latest.get(id(line), line)
        for line in lines
        if line.state != DutyState.OVERDUE.value or id(line) in latest
    )


def duties_in_year(actor: Actor, group: uuid.UUID, period: Period, today: date) -> tuple[DutyLine, ...]:
    """The duties of a group that fall due in a year, as they stand today, earliest due first.

    Each by the terms in force on the day it falls due; the reports of reporting lines among them, those owed
    to the group too.
    """
    versions = terms_by_group([group]).get(group, ())
    settings = Partnership.objects.only("started_on", "due_soon_days").get(id=actor.partnership)
    calendar = calendar_of(actor.partnership)
    owed = duties_of_year(
        versions=versions,
        group=group_facts(actor, {group: versions}, today)[group],
        calendar=calendar,
        today=today,
        started_on=settings.started_on,
        year=period,
    )
    terms = version_in_force(versions, today)
    lines = [_line(duty, today, terms, settings.due_soon_days) for duty in owed]
    lines += _reported(actor, {group}, settings, calendar, today, year=period)[group]
    return tuple(sorted(lines, key=lambda line: (line.due_on or date.max, line.title)))


def duties_in_words(lines: Sequence[DutyLine]) -> str:
    """How many duties were met, are due soon and are overdue, period by period; empty when there are none."""
    said = []
    for n, words in (
        (sum(1 for line in lines if line.state == DutyState.MET.value), "met"),
        (sum(1 for line in lines if line.standing == "due_soon"), "due soon"),
        (sum(1 for line in lines if line.state == DutyState.OVERDUE.value), "overdue"),
    ):
        if n:
            said.append(f"{n:,} {words}")
    if not said:
        return f"{count(len(lines), 'duty', 'duties')}, none due soon." if lines else ""
    return f"{listed(said)}, counting each period; those of law are not among them."


def parse(value: str) -> tuple[str, str]:
    """A duty's kind and item from a form's value."""
    kind, _, item = value.partition("|")
    return kind, item


def _line(duty: Duty, today: date, terms: TermsVersion | None, soon_days: int) -> DutyLine:
    standing, said = duty_tag(duty, today, soon_days)
    return DutyLine(
        title=duty.title,
        period=duty.period,
        state=duty.state.value,
        standing=standing,
        said=said,
        sentence=_note(duty),
        clause=duty.quote.rstrip("."),
        working=duty.working,
        warnings=duty.warnings,
        value="" if duty.kind in _RECORDED_ELSEWHERE else f"{duty.kind.value}|{_item(duty)}",
        is_near=is_near(duty, today),
        terms=terms.id if terms else "",
        due_on=duty.due_on,
    )


def duty_tag(duty: Duty, today: date, soon_days: int) -> tuple[str, str]:
    """The tag's colour and words; `soon_days` is how far ahead a duty is shown as due soon."""
    if duty.state is DutyState.OVERDUE:
        return "overdue", f"Overdue {duty.days_overdue:,} {'day' if duty.days_overdue == 1 else 'days'}"
    if duty.state is DutyState.DUE and duty.due_on:
        word = short_day(duty.due_on) if (duty.due_on - today).days < 300 else str(duty.due_on.year)
        return ("due_soon" if is_soon(duty, today, soon_days) else "to_come"), f"By {word}"
    standing = {DutyState.MET: "met", DutyState.NOT_KNOWN: "not_known"}.get(duty.state, "before_records")
    return standing, DUTY_STATES[duty.state]


def _note(duty: Duty) -> str:
    """What the tag does not say already."""
    if duty.state is DutyState.OVERDUE and duty.due_on:
        return f"Was due by {day(duty.due_on)}."
    if duty.state is DutyState.DUE and duty.due_on:
        return f"A meeting is set for {day(duty.planned_on)}." if duty.planned_on else ""
    return duty.sentence if duty.state is not DutyState.BEFORE_RECORDS else ""


def _item(duty: Duty) -> str:
    """What tells this duty from others of its kind.

    The period and title of a report, or of what is brought to a meeting, or its title alone where it has no
    period; the first day of a workplan's year.
    """
    if duty.kind is ClauseKind.WORKPLAN and duty.begins:
        return duty.begins.isoformat()
    if duty.kind not in _TOLD_BY_TITLE:
        return ""
    return one_of_period(duty.begins, duty.title) if duty.begins else duty.title
