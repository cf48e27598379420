"""The page of a group's year against its terms.

A reader is shown the meetings they may know of, and counts of those alone; nothing says that there are
others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.access.audience import AUDIENCE_NAMES
from quorate.domain.access.permissions import Permission
from quorate.domain.calendar.periods import Period, year_of
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.words import short_day
from quorate.domain.meetings.compliance import KEPT_NAMES, ClauseYear, Finding, Kept, MeetingJudged
from quorate.domain.meetings.lifecycle import MeetingState
from quorate.domain.packs.statements import EDITIONS, FORMATS
from quorate.domain.terms.clauses import TermsVersion
from quorate.domain.terms.versions import year_type_on
from quorate.queries.compliance_content import StatementLine, left_out, left_out_said, statements
from quorate.queries.compliance_words import (
    Line,
    counts_of,
    duties_counted,
    late_lines,
    lede_of,
    no_late_said,
    unratified_lines,
    versions_said,
    waiver_lines,
    waiver_said,
)
from quorate.queries.compliance_year import year_seen
from quorate.queries.duties import DutyLine, duties_in_year
from quorate.queries.duty_law import law_lines
from quorate.queries.meetings import allowed
from quorate.queries.pack_editions import EDITION_NAMES
from quorate.records import scopes
from quorate.records.facts.meetings import terms_by_group
from quorate.records.models import Group

_TAGS = {
    Kept.KEPT: "met",
    Kept.NOT_KEPT: "late",
    Kept.WAIVED: "waived",
    Kept.NOT_KNOWN: "not_known",
    Kept.TO_COME: "to_come",
    Kept.NOT_OWED: "not_owed",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A clause at a meeting: the tag's colour and words, the sentence, and any waiver in words."""

    tag: str
    short: str
    sentence: str
    waivers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause through the year; a cell is None where the terms of that meeting's date lack the clause."""

    title: str
    rule: str
    said: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A meeting of the year: its address, its day, and a note such as that it was cancelled."""

    id: str
    day: str
    on: date
    note: str


@dataclass(frozen=True, slots=True)
class CompliancePage:
    """A group's year against its terms, as one reader sees it.

    `years` are the years that have meetings, as first day and name, the latest first. `versions` are the
    terms the year's meetings are judged by, in words. `editions` and `formats` are those a statement can be
    asked for in, by who may make one.
    """

    group: str
    slug: str
    group_id: str
    title: str
    year: str
    first_day: date
    lede: str
    counts: tuple[tuple[str, str], ...]
    versions: tuple[str, ...]
    columns: tuple[Column, ...]
    clauses: tuple[ClauseRow, ...]
    late: tuple[Line, ...]
    no_late: str
    waivers: tuple[Line, ...]
    unratified: tuple[Line, ...]
    duties: tuple[DutyLine, ...]
    duties_said: str
    years: tuple[tuple[str, str], ...]
    statements: tuple[StatementLine, ...]
    may_make: bool
    editions: tuple[tuple[str, str, str], ...]
    formats: tuple[tuple[str, str], ...]


def page_compliance(actor: Actor, *, group: str, today: date, year: str = "") -> CompliancePage:
    """A group's year, by its address; `year` is a day in it, else the year `today` is in.

    Raises NotFoundError for an address that is no group's.
    """
    row = scopes.groups(actor).filter(slug=group).first()
    if row is None:
        raise NotFoundError
    versions = terms_by_group([row.id]).get(row.id, ())
    asked = _asked(year) or today
    period = year_of(asked, year_type_on(versions, asked))
    return _page(actor, row, versions, period, today)


def _asked(year: str) -> date | None:
    try:
        return date.fromisoformat(year)
    except ValueError:
        return None


def _page(
    actor: Actor, row: Group, versions: Sequence[TermsVersion], period: Period, today: date
) -> CompliancePage:
    year = year_seen(actor, row, period, today)
    duties = (*duties_in_year(actor, row.id, period, today), *law_lines(actor, row, period, today))
    may_make = allowed(actor, Permission.PACK_MAKE, str(row.id))
    return CompliancePage(
        group=row.name,
        slug=row.slug,
        group_id=str(row.id),
        title=f"{period.label} against the terms",
        year=period.label,
        first_day=period.starts_on,
        lede=lede_of(year, period, today),
        counts=counts_of(year),
        versions=versions_said(year),
        columns=tuple(_column(one, today) for one in year.meetings),
        clauses=tuple(_row(one) for one in year.clauses),
        late=late_lines(year),
        no_late=no_late_said(year),
        waivers=waiver_lines(year),
        unratified=unratified_lines(year),
        duties=duties,
        duties_said=duties_counted(duties),
        years=_years(actor, row, versions, period, today),
        statements=statements(actor, row, period),
        may_make=may_make and bool(year.held),
        editions=_editions(actor, row, period, today) if may_make else (),
        formats=tuple(FORMATS.items()),
    )


def _years(
    actor: Actor, row: Group, versions: Sequence[TermsVersion], period: Period, today: date
) -> tuple[tuple[str, str], ...]:
    """Each year that has a meeting the reader may know of, and this one."""
    days = scopes.meetings(actor).filter(group=row).exclude(kind="by_email").order_by("on")
    found = {period.starts_on: period.label}
    for on in (*days.values_list("on", flat=True), today):
        of = year_of(on, year_type_on(versions, on))
        found[of.starts_on] = of.label
    return tuple((first.isoformat(), label) for first, label in sorted(found.items(), reverse=True))


def _column(one: MeetingJudged, today: date) -> Column:
    note = ""
    if one.state is MeetingState.CANCELLED:
        note = "Cancelled"
    elif not one.took_place:
        note = "To come" if one.on >= today else "Not recorded as held"
    return Column(one.id, short_day(one.on), one.on, note)


def _row(one: ClauseYear) -> ClauseRow:
    rule = f"{one.rule} ({one.label})" if one.label and one.rule else one.rule or one.label
    return ClauseRow(one.title, rule, one.said, tuple(_cell(found) for found in one.findings))


def _cell(found: Finding | None) -> Cell | None:
    if found is None:
        return None
    short = KEPT_NAMES[Kept.KEPT] if found.kept is Kept.KEPT and not found.short else found.short
    return Cell(_TAGS[found.kept], short, found.sentence, tuple(waiver_said(one) for one in found.agreed))


def _editions(actor: Actor, row: Group, period: Period, today: date) -> tuple[tuple[str, str, str], ...]:
    """Whom a statement can be for, each with how many meetings its readers may not know of."""
    found = []
    for edition in EDITIONS:
        if edition in actor.audiences_in(str(row.id)):
            said = left_out_said(left_out(actor, row, period, edition=edition, today=today))
            hint = f"For: {AUDIENCE_NAMES[edition].lower()}. {said}".strip()
            found.append((edition.value, EDITION_NAMES[edition], hint))
    return tuple(found)
