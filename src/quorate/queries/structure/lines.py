"""Reporting lines: what each asks for and whether it was made, and the forms that change and record them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.membership.structure import pace_in_words
from quorate.domain.terms.clauses import Clause, ClauseKind
from quorate.domain.terms.duties import Duty, DutyState
from quorate.domain.terms.reports import report_title
from quorate.domain.terms.versions import version_in_force
from quorate.queries.duties import DutyLine, LineReports, reports_of_lines
from quorate.queries.meetings import allowed
from quorate.queries.people.choices import Options
from quorate.queries.people.words import dates
from quorate.records import scopes
from quorate.records.facts.groups import going_on, ours
from quorate.records.facts.meetings import calendar_of, terms_by_group
from quorate.records.facts.reporting import LineFacts, covering, standing_on
from quorate.records.models import Group, Partnership, ReportingLine


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line in words. `owed` are its reports now, `clause` the sentence of the terms that asks the same."""

    id: str
    reports: str
    reports_slug: str
    to: str
    to_slug: str
    what: str
    pace: str
    dates: str
    owed: tuple[DutyLine, ...]
    clause: str
    has_ended: bool


@dataclass(frozen=True, slots=True)
class LinePage:
    """One line, with the form that changes it, the one that ends it and the one that records a report."""

    line: LineShown
    version: int
    times_a_year: int | None
    pace: str
    periods: Options
    may_edit: bool
    may_record: bool
    today: date


@dataclass(frozen=True, slots=True)
class OfferedLine:
    """A clause that asks for a report no line draws: what to begin the form with."""

    group: str
    group_name: str
    to: str
    what: str
    quote: str
    times_a_year: int | None


@dataclass(frozen=True, slots=True)
class LineForm:
    """What the form that adds a line chooses from, and what it may begin with."""

    groups: Options
    offered: tuple[OfferedLine, ...]
    today: date


def owed_under(actor: Actor, row: ReportingLine, today: date) -> tuple[LineFacts, tuple[Duty, ...]]:
    """What one line asks for now, and the facts it was worked out from."""
    (found,) = _reports(actor, [row], today)
    return found.facts, found.duties


def lines_shown(actor: Actor, today: date, *, of: uuid.UUID | None = None) -> tuple[LineShown, ...]:
    """The lines that stand, or those of one group."""
    rows = scopes.reporting_lines(actor).filter(standing_on(today)).select_related("reports", "to")
    found = [row for row in rows.order_by("reports__order", "to__order", "what", "id") if _is_of(row, of)]
    return tuple(_shown(one.facts, one.owed, today) for one in _reports(actor, found, today))


def page_line(actor: Actor, *, line: uuid.UUID, today: date) -> LinePage:
    """One line. Raises NotFoundError."""
    row = scopes.reporting_lines(actor).filter(id=line).select_related("reports", "to").first()
    if row is None:
        raise NotFoundError
    (found,) = _reports(actor, [row], today)
    runs = [
        allowed(actor, Permission.MEETING_SET, str(row.to_id)),
        allowed(actor, Permission.MEETING_SET, str(row.reports_id)),
    ]
    wanted = [duty for duty in found.duties if duty.state is not DutyState.MET and duty.begins]
    return LinePage(
        line=_shown(found.facts, found.owed, today),
        version=row.version,
        times_a_year=row.times_a_year,
        pace=pace_of(row),
        periods=tuple((duty.begins.isoformat(), duty.period) for duty in wanted if duty.begins),
        may_edit=allowed(actor, Permission.PEOPLE_EDIT, ""),
        may_record=any(runs),
        today=today,
    )


def page_line_form(actor: Actor, *, today: date) -> LineForm:
    """The form that adds a line, with the clauses that ask for a report and have none."""
    groups = list(scopes.groups(actor).filter(going_on(today)).order_by("order", "name"))
    return LineForm(tuple((str(row.id), row.name) for row in groups), offered_lines(actor, today), today)


def offered_lines(actor: Actor, today: date) -> tuple[OfferedLine, ...]:
    """The reporting clauses in force that no line of their group draws."""
    groups = {
        row.id: row for row in scopes.groups(actor).filter(going_on(today), ours()).order_by("order", "name")
    }
    versions = terms_by_group(list(groups))
    rows = list(scopes.reporting_lines(actor).filter(standing_on(today)).select_related("reports", "to"))
    names = {row.name.casefold(): row for row in scopes.groups(actor).filter(going_on(today))}
    found = []
    for id, group in groups.items():
        terms = version_in_force(versions.get(id, ()), today)
        drawn = {
            clause.id for row in rows if row.reports_id == id and (clause := covering(row, terms)) is not None
        }
        clauses = terms.all_of(ClauseKind.REPORTING) if terms else ()
        found += [
            _offered(group, clause, names.get(clause.to.casefold()))
            for clause in clauses
            if clause.id not in drawn
        ]
    return tuple(found)


def pace_of(row: ReportingLine) -> str:
    """Which of the three answers of the form a line gives."""
    return "each_meeting" if row.each_meeting else "asked" if row.times_a_year is None else "times"


def _offered(group: Group, clause: Clause, to: Group | None) -> OfferedLine:
    return OfferedLine(
        group=str(group.id),
        group_name=group.name,
        to=str(to.id) if to else "",
        what=report_title(clause),
        quote=clause.quote,
        times_a_year=clause.times_a_year,
    )


def _reports(actor: Actor, rows: Sequence[ReportingLine], today: date) -> tuple[LineReports, ...]:
    settings = Partnership.objects.only("started_on", "due_soon_days").get(id=actor.partnership)
    calendar = calendar_of(actor.partnership)
    return reports_of_lines(actor, rows, settings=settings, calendar=calendar, today=today)


def _is_of(row: ReportingLine, group: uuid.UUID | None) -> bool:
    return group is None or group in (row.reports_id, row.to_id)


def _shown(facts: LineFacts, owed: tuple[DutyLine, ...], today: date) -> LineShown:
    row = facts.row
    return LineShown(
        id=str(row.id),
        reports=row.reports.name,
        reports_slug=row.reports.slug,
        to=row.to.name,
        to_slug=row.to.slug,
        what=row.what,
        pace=pace_in_words(times_a_year=row.times_a_year, each_meeting=row.each_meeting),
        dates=dates(row.from_on, row.ended_on),
        owed=owed,
        clause=facts.covered_by.quote if facts.covered_by else "",
        has_ended=row.ended_on is not None and row.ended_on < today,
    )
