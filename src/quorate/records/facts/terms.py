"""Between clause rows and clauses."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from quorate.domain.calendar.types import Direction, Offset, Unit, Weekday
from quorate.domain.terms.clauses import Clause, ClauseKind, TermsVersion
from quorate.domain.terms.quorum import from_plain, to_plain
from quorate.domain.terms.versions import version_in_force
from quorate.records.models import ClauseRow, Terms

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


def ids_in_force(rows: QuerySet[Terms], on: date) -> dict[uuid.UUID, uuid.UUID]:
    """The version of each group, among these, that is in force as `version_in_force` says; one question."""
    of_group: defaultdict[uuid.UUID, list[TermsVersion]] = defaultdict(list)
    for id, group, begins in rows.values_list("id", "group_id", "in_force_from"):
        of_group[group].append(TermsVersion(id=str(id), label="", in_force_from=begins, clauses=()))
    found = {group: version_in_force(versions, on) for group, versions in of_group.items()}
    return {group: uuid.UUID(version.id) for group, version in found.items() if version}
