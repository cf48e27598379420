"""From expressions of interest, statements and designations to what the rules of membership ask for."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from quorate.domain.membership.coverage import Designation, Represented
from quorate.domain.membership.interest import Decision, InterestFacts
from quorate.domain.membership.statements import Statement, said, standing
from quorate.records.facts.people import SeatFacts
from quorate.records.models import ConfidentialityStatement, ExpressionOfInterest, SeatMap


def interest_facts(row: ExpressionOfInterest) -> InterestFacts:
    """A row as an expression of interest."""
    return InterestFacts(
        str(row.id),
        row.received_on,
        Decision(row.decision) if row.decision else None,
        row.decided_on,
        row.replied_on,
    )


def designation(row: SeatMap, *, held: Collection[str]) -> Designation:
    """A row as a designation; `held` are the ids of the seats somebody holds."""
    return Designation(
        id=str(row.id),
        seat_id=str(row.seat_id),
        seat=row.seat.title,
        section=Represented(row.section),
        designated_on=row.designated_on,
        reason=row.reason,
        ended_on=row.ended_on,
        is_held=str(row.seat_id) in held,
    )


def statements_of(people: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Statement]]:
    """Every statement each of these people signed, in one question."""
    found: defaultdict[uuid.UUID, list[Statement]] = defaultdict(list)
    rows = ConfidentialityStatement.objects.filter(person__in=list(people))
    for person, signed_on, until_on in rows.values_list("person_id", "signed_on", "until_on"):
        found[person].append(Statement(signed_on, until_on))
    return dict(found)


def not_signed(seats: Sequence[SeatFacts], on: date) -> tuple[tuple[str, str, str], ...]:
    """Who holds a seat or deputises and has signed no statement that stands: id, name, and how it stands."""
    names = {one.person: one.name for seat in seats for one in (*seat.holders, *seat.deputies)}
    signed = statements_of(uuid.UUID(person) for person in names)
    return tuple(
        (person, name, said(signed.get(uuid.UUID(person), ()), on))
        for person, name in sorted(names.items(), key=lambda one: one[1].lower())
        if standing(signed.get(uuid.UUID(person), ()), on) is None
    )
