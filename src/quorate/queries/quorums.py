"""A meeting's quorum as recorded in its room, for whoever may know of the meeting."""

import uuid
from collections import defaultdict
from collections.abc import Sequence

from quorate.domain.kernel.words import clock
from quorate.domain.meetings.quorate import Judged, Table, quorum_of_item, quorum_through
from quorate.domain.membership.agencies import agencies_on
from quorate.domain.membership.quorum import QuorumVerdict
from quorate.domain.terms import deputies
from quorate.domain.terms.clauses import Clause, TermsVersion
from quorate.domain.terms.versions import version_in_force
from quorate.records.facts.agencies import agencies_of
from quorate.records.facts.meetings import terms_by_group
from quorate.records.facts.rooms import Place, acts_of, places_on
from quorate.records.models import Meeting


def quorum_for(row: Meeting, item: uuid.UUID | str | None = None) -> QuorumVerdict:
    """Whether a meeting was quorate for an item; with none, whether it is as the room stands.

    As `quorate.domain.meetings.quorate.quorum_of_item` says, by the terms in force on the meeting's date.
    """
    return quorum_of_item(acts_of(row), table_of(row), str(item or ""), ended_at=row.ended_at)


def quorum_through_meeting(row: Meeting) -> tuple[Judged, ...]:
    """Each stretch of a meeting with whether it was quorate."""
    return quorum_through(acts_of(row), table_of(row), ended_at=row.ended_at)


def times_said(row: Meeting) -> str:
    """When a meeting began and ended, in a sentence; empty where neither is recorded."""
    if row.began_at is None:
        return ""
    ended = f" and ended at {clock(row.ended_at)}" if row.ended_at else ""
    return f"It began at {clock(row.began_at)}{ended}."


def table_of(row: Meeting, places: Sequence[Place] | None = None, terms: TermsVersion | None = None) -> Table:
    """What a meeting's quorum is judged by; what is known already may be given."""
    places = places_on(row.group_id, row.on) if places is None else places
    clause = quorum_clause(terms or terms_on(row))
    holds: defaultdict[str, list[str]] = defaultdict(list)
    for place in places:
        if place.holder:
            holds[place.holder.person].append(place.id)
    return Table(
        rule=clause.quorum if clause else None,
        seats=tuple(place.fact() for place in places),
        agencies=agencies_on(agencies_of(row.group.partnership_id), row.on),
        holds={person: tuple(held) for person, held in holds.items()},
    )


def terms_on(row: Meeting) -> TermsVersion | None:
    """The terms in force on the meeting's date, whatever was in force when it was called."""
    return version_in_force(terms_by_group([row.group_id]).get(row.group_id, ()), row.on)


def quorum_clause(terms: TermsVersion | None) -> Clause | None:
    """The clause that states the quorum and which deputies count for it, None where no terms do."""
    return deputies.quorum_clause(terms)
