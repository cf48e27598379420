"""Between clause rows and clauses."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Min, Q, QuerySet

from quorate.domain.calendar.types import Direction, Offset, Unit, Weekday
from quorate.domain.kernel.asking import local_day
from quorate.domain.kernel.words import count
from quorate.domain.terms.clauses import Clause, ClauseKind, TermsVersion
from quorate.domain.terms.quorum import from_plain, to_plain
from quorate.domain.terms.versions import version_in_force
from quorate.records.models import ClauseRow, Meeting, Pack, Terms, WaiverRow

_PLAIN = (
    *("quote", "reading", "ambiguity", "who", "anchor", "times_a_year", "minutes", "item", "to", "page"),
    *("is_stated", "by", "sends_deputy", "deputy_briefed", "deputy_authority"),
)


def clause_columns(clause: Clause) -> dict[str, Any]:
    """A clause flattened to its row's columns."""
    columns: dict[str, Any] = {name: getattr(clause, name) for name in _PLAIN}
    columns["kind"] = clause.kind.value
    if clause.offset:
        columns |= {
            "n": clause.offset.n,
            "unit": clause.offset.unit.value,
            "direction": clause.offset.direction.value,
            "weekday": clause.offset.weekday.value if clause.offset.weekday else "",
            "at": clause.offset.at,
        }
    columns["quorum"] = to_plain(clause.quorum) if clause.quorum else None
    return columns


def clause_fact(row: ClauseRow) -> Clause:
    """A row as a clause."""
    plain: dict[str, Any] = {name: getattr(row, name) for name in _PLAIN}
    offset = None
    if row.n is not None:
        weekday = Weekday(row.weekday) if row.weekday else None
        offset = Offset(row.n, Unit(row.unit), Direction(row.direction), weekday, row.at)
    quorum = from_plain(row.quorum) if row.quorum else None
    return Clause(id=str(row.id), kind=ClauseKind(row.kind), offset=offset, quorum=quorum, **plain)


def terms_fact(row: Terms) -> TermsVersion:
    """A version of terms with its clauses in order; wants `clauses` prefetched."""
    ordered = sorted(row.clauses.all(), key=lambda clause: clause.order)
    return TermsVersion(
        id=str(row.id),
        label=row.label,
        in_force_from=row.in_force_from,
        clauses=tuple(clause_fact(clause) for clause in ordered),
        review_on=row.review_on,
        approved_by=row.approved_by,
        approved_on=row.approved_on,
        year_type=row.year_type,
    )


def terms_facts(rows: Iterable[Terms]) -> tuple[TermsVersion, ...]:
    """Several versions, oldest first."""
    return tuple(terms_fact(row) for row in sorted(rows, key=lambda row: row.in_force_from))


def judged_by(row: Terms) -> tuple[str, ...]:
    """What was done under these terms since they were recorded, each in words; empty where nothing was.

    Meetings of the days they bind that were held or whose papers went out since, waivers of their clauses,
    and statements of a year against them.
    """
    since = local_day(row.recorded_at)
    later = Terms.objects.filter(group=row.group_id, in_force_from__gt=row.in_force_from)
    until = later.aggregate(first=Min("in_force_from"))["first"]
    bound = Meeting.objects.filter(group=row.group_id, on__gte=row.in_force_from)
    bound = (bound.filter(on__lt=until) if until else bound).exclude(state="cancelled")
    held = bound.filter(Q(state="held") | Q(began_at__isnull=False), on__gte=since).count()
    sent = bound.filter(circulated_on__gte=since).count()
    waived = WaiverRow.objects.filter(clause__terms=row).count()
    stated = Pack.objects.filter(
        meeting__group=row.group_id, kind="compliance", asked_at__gte=row.recorded_at
    )
    made = stated.count()
    said = (
        (held, f"{count(held, 'meeting')} {'was' if held == 1 else 'were'} held under them"),
        (sent, f"the papers of {count(sent, 'meeting')} went out under them"),
        (waived, f"{count(waived, 'waiver')} of their clauses {'is' if waived == 1 else 'are'} recorded"),
        (made, f"{count(made, 'statement')} of a year {'was' if made == 1 else 'were'} made by them"),
    )
    return tuple(words for many, words in said if many)


def ids_in_force(rows: QuerySet[Terms], on: date) -> dict[uuid.UUID, uuid.UUID]:
    """The version of each group, among these, that is in force as `version_in_force` says; one question."""
    of_group: defaultdict[uuid.UUID, list[TermsVersion]] = defaultdict(list)
    for id, group, begins in rows.values_list("id", "group_id", "in_force_from"):
        of_group[group].append(TermsVersion(id=str(id), label="", in_force_from=begins, clauses=()))
    found = {group: version_in_force(versions, on) for group, versions in of_group.items()}
    return {group: uuid.UUID(version.id) for group, version in found.items() if version}
