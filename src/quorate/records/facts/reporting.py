"""Who reports to whom, and what was recorded of the reports, as far as one actor may see."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from quorate.domain.access.actor import Actor
from quorate.domain.meetings.kinds import MeetingKind
from quorate.domain.meetings.lifecycle import MeetingState
from quorate.domain.terms.clauses import Clause, ClauseKind, TermsVersion
from quorate.domain.terms.duties import GroupFacts
from quorate.domain.terms.versions import version_in_force
from quorate.records import scopes
from quorate.records.facts.groups import OF_A_LINE, group_facts, titles_of
from quorate.records.facts.meetings import terms_by_group
from quorate.records.models import ReportingLine


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A reporting line said as a clause, with what was recorded of its reports.

    `covered_by` is the clause of the reporting group's terms in force that says the same: what is recorded
    under the one counts for the other. `filed_as` is the title its reports are recorded under. `meetings` are
    the days of the receiving group's, None where reports are not owed at each.
    """

    row: ReportingLine
    clause: Clause
    group: GroupFacts
    year_type: str
    filed_as: str
    covered_by: Clause | None = None
    meetings: tuple[date, ...] | None = field(default=None)


def standing_on(on: date) -> Q:
    """The condition that a line has not ended by a day; its last day is still its own."""
    return Q(ended_on__isnull=True) | Q(ended_on__gte=on)


def line_facts(actor: Actor, rows: Sequence[ReportingLine], today: date) -> tuple[LineFacts, ...]:
    """The facts of some lines, in a number of database questions that does not grow with them."""
    if not rows:
        return ()
    versions = terms_by_group({id for row in rows for id in (row.reports_id, row.to_id)})
    in_force = {group: version_in_force(found, today) for group, found in versions.items()}
    clauses = {row.id: _as_clause(row) for row in rows}
    covers = {row.id: covering(row, in_force.get(row.reports_id)) for row in rows}
    facts = group_facts(actor, _asked(rows, clauses, covers), today)
    days = _days_met(actor, {row.to_id for row in rows if row.each_meeting})
    return tuple(
        LineFacts(
            row=row,
            clause=clauses[row.id],
            group=_of_line(facts[row.reports_id], clauses[row.id], covers[row.id]),
            year_type=_year_type(in_force.get(row.to_id), in_force.get(row.reports_id)),
            filed_as=_title(covers[row.id]) or clauses[row.id].id,
            covered_by=covers[row.id],
            meetings=days[row.to_id] if row.each_meeting else None,
        )
        for row in rows
    )


def covering(row: ReportingLine, terms: TermsVersion | None) -> Clause | None:
    """The clause of the reporting group's terms that asks for the same report as often."""
    if terms is None or row.each_meeting:
        return None
    said = {row.what.casefold(), row.to.name.casefold()}
    return next(
        (
            clause
            for clause in terms.all_of(ClauseKind.REPORTING)
            if clause.times_a_year == row.times_a_year and said & titles_of(clause)
        ),
        None,
    )


def _as_clause(row: ReportingLine) -> Clause:
    """What a line asks for; its id is what a report made under it is filed as."""
    return Clause(
        id=f"{OF_A_LINE}{row.id}",
        kind=ClauseKind.REPORTING,
        quote="",
        reading="",
        who=row.reports.name,
        to=row.to.name,
        item=f"{row.what} to {row.to.name}",
        times_a_year=row.times_a_year,
    )


def _asked(
    rows: Sequence[ReportingLine],
    clauses: Mapping[uuid.UUID, Clause],
    covers: Mapping[uuid.UUID, Clause | None],
) -> dict[uuid.UUID, tuple[TermsVersion, ...]]:
    """Each reporting group with all that its lines ask, as the clauses of one set of terms."""
    asked: defaultdict[uuid.UUID, list[Clause]] = defaultdict(list)
    for row in rows:
        asked[row.reports_id] += [clauses[row.id], *filter(None, [covers[row.id]])]
    return {
        group: (TermsVersion(id="", label="", in_force_from=date.min, clauses=tuple(found)),)
        for group, found in asked.items()
    }


def _of_line(facts: GroupFacts, clause: Clause, cover: Clause | None) -> GroupFacts:
    """What was recorded for a line, and for the clause that says the same."""
    ids = [clause.id, *([cover.id] if cover else [])]
    made = tuple(on for id in ids for on in facts.reports.get(id, ()))
    named: dict[date, date] = {}
    for id in ids:
        for first, on in facts.reports_for.get(id, {}).items():
            named[first] = min(on, named.get(first, on))
    return GroupFacts(reports={clause.id: made}, reports_for={clause.id: named})


def _days_met(actor: Actor, groups: set[uuid.UUID]) -> Mapping[uuid.UUID, tuple[date, ...]]:
    found: defaultdict[uuid.UUID, tuple[date, ...]] = defaultdict(tuple)
    if groups:
        rows = scopes.meetings(actor).filter(group__in=groups).exclude(state=MeetingState.CANCELLED.value)
        rows = rows.exclude(kind=MeetingKind.BY_EMAIL.value)
        for group, on in rows.order_by("on").values_list("group_id", "on"):
            found[group] = (*found[group], on)
    return found


def _year_type(*terms: TermsVersion | None) -> str:
    return next((one.year_type for one in terms if one), "financial")


def _title(clause: Clause | None) -> str:
    if clause is None:
        return ""
    return clause.item or f"Report to {clause.to or 'those named'}"
