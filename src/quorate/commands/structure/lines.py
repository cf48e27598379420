"""Says who reports what to whom and how often, and records that a report was made."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.asking import NotAllowedError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.membership.groups import refusal_after_end
from quorate.domain.membership.register import refusal_to_end
from quorate.domain.membership.structure import refusal_of_line, refusal_to_record_report
from quorate.domain.terms.clauses import ClauseKind
from quorate.queries.structure.lines import owed_under
from quorate.records import scopes
from quorate.records.facts.groups import one_of_period
from quorate.records.facts.reporting import standing_on
from quorate.records.models import DutyDone, Group, ReportingLine


@dataclass(frozen=True, slots=True)
class LineSaid:
    """What is reported and how often: some times a year, at each meeting, or with neither when asked for."""

    what: str
    times_a_year: int | None = None
    each_meeting: bool = False


@command(Permission.PEOPLE_EDIT)
def add_line(run: Run, *, reports: uuid.UUID, to: uuid.UUID, said: LineSaid, from_on: date) -> Outcome:
    """Say that one group reports to another from a day.

    Refuses with `groups.ended` for either, `structure.line_already`, and as
    `quorate.domain.membership.structure.refusal_of_line` does.
    """
    run.may()
    run.get(scopes.partnerships, run.partnership)  # one at a time: no constraint holds two lines apart
    group, above = run.get(scopes.groups, reports), run.get(scopes.groups, to)
    if refusal := (
        refusal_after_end(ended_on=group.ended_on, on=from_on, field="reports")
        or refusal_after_end(ended_on=above.ended_on, on=from_on, field="to")
        or _refusal_of(run, group, above, said)
    ):
        return refusal
    row = ReportingLine.objects.create(
        id=run.new_id(),
        partnership_id=run.partnership,
        reports=group,
        to=above,
        what=said.what.strip(),
        times_a_year=said.times_a_year,
        each_meeting=said.each_meeting,
        from_on=from_on,
    )
    details = {"reports": str(group.id), "to": str(above.id)}
    return Done([Event("structure.line_added", "reporting_line", str(row.id), details)], id=row.id)


@command(Permission.PEOPLE_EDIT)
def change_line(run: Run, *, line: uuid.UUID, version: int, said: LineSaid) -> Outcome:
    """Change what is reported, or how often; between whom stays, and what was recorded of it.

    Refuses with `structure.line_ended`, `structure.line_already` and `structure.nothing_changed`, and as
    `refusal_of_line` does.
    """
    row = run.find(scopes.reporting_lines, line, version=version)
    if row.ended_on is not None:
        return Refusal("structure.line_ended", "It has ended.", "Add a line from another day.", "what")
    if refusal := _refusal_of(run, row.reports, row.to, said, besides=row.id):
        return refusal
    now = (said.what.strip(), said.times_a_year, said.each_meeting)
    if (row.what, row.times_a_year, row.each_meeting) == now:
        return Refusal("structure.nothing_changed", "Nothing was changed.", field="what")
    row.what, row.times_a_year, row.each_meeting = now
    row.save(update_fields=["what", "times_a_year", "each_meeting"])
    run.touch(row)
    return Done([Event("structure.line_changed", "reporting_line", str(row.id))], id=row.id)


@command(Permission.PEOPLE_EDIT)
def end_line(run: Run, *, line: uuid.UUID, version: int, ended_on: date) -> Outcome:
    """End a line after `ended_on`, its last day; what was recorded of it stays.

    Refuses as `quorate.domain.membership.register.refusal_to_end` does.
    """
    row = run.find(scopes.reporting_lines, line, version=version)
    if refusal := refusal_to_end(
        from_on=row.from_on, ends_on=row.ended_on, to_on=ended_on, begins="It begins on"
    ):
        return Refusal(refusal.code, refusal.sentence, refusal.cure, "ended_on")
    row.ended_on = ended_on
    row.save(update_fields=["ended_on"])
    run.touch(row)
    details = {"on": ended_on.isoformat()}
    return Done([Event("structure.line_ended", "reporting_line", str(row.id), details)], id=row.id)


@command(Permission.MEETING_SET)
def record_report(
    run: Run, *, line: uuid.UUID, version: int, period: date, made_on: date, note: str = ""
) -> Outcome:
    """Record that the report of a period, named by its first day, was made on a day.

    Whoever runs either of the two groups may. It is kept as any duty met is, so that it counts under a clause
    that asks for the same. Refuses as `refusal_to_record_report` does, and with `structure.made_already`.
    """
    row = run.get(scopes.reporting_lines, line)
    _may_for_either(run, row)
    run.same(row, version)
    facts, owed = owed_under(run.actor, row, run.moment.today)
    known = {duty.begins: duty for duty in owed}
    if refusal := refusal_to_record_report(
        due_begins=period in known, made_on=made_on, from_on=row.from_on, today=run.moment.today
    ):
        return refusal
    if known[period].done_on is not None:
        return Refusal("structure.made_already", "That report is recorded already.", field="period")
    done = DutyDone.objects.create(
        id=run.new_id(),
        group=row.reports,
        kind=ClauseKind.REPORTING.value,
        item=one_of_period(period, facts.filed_as(known[period])),
        done_on=made_on,
        recorded_on=run.moment.today,
        note=note.strip(),
    )
    run.touch(row)
    details = {"line": str(row.id), "period": period.isoformat(), "on": made_on.isoformat()}
    return Done([Event("structure.report_made", "duty", str(done.id), details)], id=row.id)


def _may_for_either(run: Run, row: ReportingLine) -> None:
    """Raises NotAllowedError for those who run neither group."""
    try:
        run.may(row.to_id)
    except NotAllowedError:
        run.may(row.reports_id)


def _refusal_of(
    run: Run, group: Group, above: Group, said: LineSaid, *, besides: uuid.UUID | None = None
) -> Refusal | None:
    if refusal := refusal_of_line(
        is_same=group.id == above.id,
        what=said.what,
        times_a_year=said.times_a_year,
        each_meeting=said.each_meeting,
        to_kind=above.kind,
    ):
        return refusal
    same = scopes.reporting_lines(run.actor).filter(
        standing_on(run.moment.today), reports=group, to=above, what__iexact=said.what.strip()
    )
    if not same.exclude(Q(id=besides)).exists():
        return None
    sentence = f"{group.name} reports that to {above.name} already."
    return Refusal("structure.line_already", sentence, "Change that line.", field="what")
