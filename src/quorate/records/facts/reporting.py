"""Who reports to whom, and what was recorded of the reports, as far as one actor may see."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Q

from quorate.domain.access.actor import Actor
from quorate.domain.meetings.kinds import MeetingKind
from quorate.domain.meetings.lifecycle import MeetingState
from quorate.domain.terms.clauses import Clause, ClauseKind, TermsVersion
from quorate.domain.terms.duties import Duty, GroupFacts
from quorate.domain.terms.reports import OF_A_LINE, report_title, titles_of
from quorate.domain.terms.versions import version_in_force
from quorate.records import scopes
from quorate.records.facts.groups import earliest, group_facts
from quorate.records.facts.meetings import terms_by_group
from quorate.records.models import ReportingLine


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A reporting line said as versions of terms, with what was recorded of its reports.

    `asked` holds what it asks from each day on which that, or the year it is counted in, became otherwise.
    `covers` gives, by the id of what is asked, the clause of the reporting group's terms that said the same
    then: what is recorded under the one counts for the other. `covered_by` is the one of today. `meetings`
    are the days of the receiving group's, None where reports are not owed at each.
    """

    row: ReportingLine
    asked: tuple[TermsVersion, ...]
    group: GroupFacts
    covers: Mapping[str, Clause]
    covered_by: Clause | None = None
    meetings: tuple[date, ...] | None = field(default=None)

    def cover_of(self, duty: Duty) -> Clause | None:
        """The clause of the terms that asked for the same when this fell due."""
        return self.covers.get(duty.clause_id)

    def owed_as(self, duty: Duty) -> str:
        """Its title among the duties of the group that owes it."""
        cover = self.cover_of(duty)
        return report_title(cover) if cover else duty.title

    def filed_as(self, duty: Duty) -> str:
        """What a report of that period is recorded under, so that it counts under the terms too."""
        cover = self.cover_of(duty)
        return report_title(cover) if cover else f"{OF_A_LINE}{self.row.id}"


def standing_on(on: date) -> Q:
    """The condition that a line has not ended by a day; its last day is still its own."""
    return Q(ended_on__isnull=True) | Q(ended_on__gte=on)


def line_facts(actor: Actor, rows: Sequence[ReportingLine], today: date) -> tuple[LineFacts, ...]:
    """The facts of some lines, in a number of database questions that does not grow with them."""
    if not rows:
        return ()
    versions = terms_by_group({id for row in rows for id in (row.reports_id, row.to_id)})
    own = {row.id: _as_clause(row) for row in rows}
    facts = group_facts(actor, _asked_of(rows, own, versions), today)
    days = _days_met(actor, {row.to_id for row in rows if row.each_meeting})
    found = []
    for row in rows:
        reports, to = versions.get(row.reports_id, ()), versions.get(row.to_id, ())
        covers = {one.id: one for terms in reports if (one := covering(row, terms))}
        found.append(
            LineFacts(
                row=row,
                asked=_asked(row, own[row.id], reports, to),
                group=_of_line(facts[row.reports_id], own[row.id], covers),
                covers=covers,
                covered_by=covering(row, version_in_force(reports, today)),
                meetings=days[row.to_id] if row.each_meeting else None,
            )
        )
    return tuple(found)


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
    row: ReportingLine, own: Clause, reports: Sequence[TermsVersion], to: Sequence[TermsVersion]
) -> tuple[TermsVersion, ...]:
    """What a line asks, from its first day and from each on which terms of either group came into force.

    Where the terms of the group that reports ask the same, it is judged as they are and in their year.
    """
    later = {one.in_force_from for one in (*reports, *to) if one.in_force_from > row.from_on}
    found = []
    for on in sorted({row.from_on, *later}):
        terms = version_in_force(reports, on)
        cover = covering(row, terms)
        year = _year_type(terms) if cover else _year_type(version_in_force(to, on), terms)
        said = replace(own, id=cover.id) if cover else own
        found.append(TermsVersion(id="", label="", in_force_from=on, clauses=(said,), year_type=year))
    return tuple(found)


def _asked_of(
    rows: Sequence[ReportingLine],
    own: Mapping[uuid.UUID, Clause],
    versions: Mapping[uuid.UUID, Sequence[TermsVersion]],
) -> dict[uuid.UUID, tuple[TermsVersion, ...]]:
    """The reports that each group's terms ask, and what its lines do as the clauses of one version more."""
    by_line: defaultdict[uuid.UUID, list[Clause]] = defaultdict(list)
    for row in rows:
        by_line[row.reports_id].append(own[row.id])
    return {
        group: (
            TermsVersion(id="", label="", in_force_from=date.min, clauses=tuple(found)),
            *(replace(one, clauses=one.all_of(ClauseKind.REPORTING)) for one in versions.get(group, ())),
        )
        for group, found in by_line.items()
    }


def _of_line(facts: GroupFacts, own: Clause, covers: Mapping[str, Clause]) -> GroupFacts:
    """What was recorded for a line; what was under a clause that said the same counts while that asked it."""
    reports, reports_for = {}, {}
    for id in (own.id, *covers):
        each = {own.id, id}
        reports[id] = tuple(on for one in each for on in facts.reports.get(one, ()))
        named = [facts.reports_for.get(one, {}) for one in each]
        reports_for[id] = earliest(*named)
    return GroupFacts(reports=reports, reports_for=reports_for)


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
