"""How a meeting's quorum stood for an item, as its minutes keep it."""

import uuid

from quorate.domain.meetings.room import Act
from quorate.domain.membership.quorum import QuorumState
from quorate.domain.terms.clauses import Clause, TermsVersion
from quorate.queries.quorums import quorum_clause, quorum_for, terms_on
from quorate.records.models import Declaration, Meeting, RoomActRow

BY_HAND = (QuorumState.QUORATE, QuorumState.NOT_QUORATE)
"""What may be said of the quorum where nothing was recorded in the room."""


def rule_of(row: Meeting) -> Clause | None:
    """The clause that states the quorum on the meeting's date; None where the terms state none."""
    return rule_in(terms_on(row))


def rule_in(terms: TermsVersion | None) -> Clause | None:
    """The clause of some terms that states the quorum; None where they state none."""
    clause = quorum_clause(terms)
    return clause if clause and clause.quorum and clause.quorum.tests else None


def was_recorded(row: Meeting) -> bool:
    """Whether anything was recorded in the room, so that the quorum is known from it."""
    return RoomActRow.objects.filter(meeting=row, struck_at__isnull=True).exists()


def withdrawn_from(row: Meeting, item: uuid.UUID | None) -> frozenset[str]:
    """The people who withdrew from an item for a conflict, as the room has it or as they declared."""
    if item is None:
        return frozenset()
    seen = RoomActRow.objects.filter(meeting=row, item=item, act=Act.WITHDREW.value, struck_at__isnull=True)
    said = Declaration.objects.filter(meeting=row, item=item, withdraws=True, struck_at__isnull=True)
    people = seen.values_list("person_id", flat=True).union(said.values_list("person_id", flat=True))
    return frozenset(str(person) for person in people)


def quorum_stood(row: Meeting, item: uuid.UUID | None, *, said: str = "") -> QuorumState | None:
    """How the quorum stood for an item: from the room's record, else as `said`; None where nobody says."""
    if rule_of(row) is None:
        return QuorumState.NONE_STATED
    if was_recorded(row):
        return quorum_for(row, item).state
    return QuorumState(said) if said in BY_HAND else None
