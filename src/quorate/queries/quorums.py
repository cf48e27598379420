"""A meeting's quorum as recorded in its room, for whoever may know of the meeting."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time

from quorate.domain.kernel.words import clock
from quorate.domain.meetings.quorate import Judged, Table, Taken, quorum_of_item, quorum_through
from quorate.domain.meetings.room import RoomAct
from quorate.domain.membership.quorum import QuorumState, QuorumVerdict
from quorate.domain.membership.quorum_said import When
from quorate.domain.terms import deputies
from quorate.domain.terms.clauses import Clause, TermsVersion
from quorate.records.facts.agencies import agencies_of
from quorate.records.facts.meetings import terms_by_group
from quorate.records.facts.rooms import Place, acts_of, acts_of_meetings
from quorate.records.facts.tables import agencies_at, places_of, places_of_meetings, terms_of
from quorate.records.models import Meeting, Minute


def quorum_for(row: Meeting, item: uuid.UUID | str | None = None, *, when: When = When.NOW) -> QuorumVerdict:
    """Whether a meeting was quorate for an item; with none, whether it is as the room stands.

    As `quorate.domain.meetings.quorate.quorum_of_item` says, by the terms in force on the meeting's date.
    """
    return quorum_of_item(acts_of(row), table_of(row), str(item or ""), ended_at=row.ended_at, when=when)


def quorum_through_meeting(row: Meeting) -> tuple[Judged, ...]:
    """Each stretch of a meeting with whether it was quorate."""
    return quorum_through(acts_of(row), table_of(row), ended_at=row.ended_at)


def times_said(row: Meeting) -> str:
    """When a meeting began and ended, in a sentence; empty where neither is recorded."""
    if row.began_at is None:
        return ""
    ended = f" and ended at {clock(row.ended_at)}" if row.ended_at else ""
    return f"It began at {clock(row.began_at)}{ended}."


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded in a meeting's room, and what its quorum is judged by."""

    acts: tuple[RoomAct, ...]
    table: Table
    ended_at: time | None
    taken: Taken

    def of_item(self, item: uuid.UUID | None) -> QuorumState:
        """How the meeting stood for an item; with none, as it stood at the end."""
        room = self.taken.room(str(item or ""))
        about = str(item or "") or room.item_id
        return self.table.verdict(room.for_item(about), when=When.THEN, is_brief=True).state

    def through(self) -> tuple[Judged, ...]:
        """Each stretch with how the meeting stood in it, not in words."""
        return quorum_through(self.acts, self.table, ended_at=self.ended_at, is_brief=True)


def recorded_rooms(
    meetings: Iterable[Meeting], terms: Mapping[uuid.UUID, TermsVersion | None] | None = None
) -> dict[uuid.UUID, Recorded]:
    """Meetings of one group whose room was recorded; however many, the database is asked as often.

    `terms` are those in force on each one's date, where they are known already.
    """
    held = {one.id: one for one in meetings}
    if not held:
        return {}
    group = next(iter(held.values())).group
    acts = acts_of_meetings(held.values())
    acts = {id: of for id, of in acts.items() if any(not act.is_struck for act in of)}
    if not acts:
        return {}
    versions = () if terms is not None else terms_by_group([group.id]).get(group.id, ())
    places = places_of_meetings(held[id] for id in acts)
    agencies = agencies_of(group.partnership_id)
    found = {}
    for id, of in acts.items():
        clause = quorum_clause(terms[id] if terms is not None else terms_of(held[id], versions))
        table = Table(
            rule=clause.quorum if clause else None,
            seats=tuple(place.fact() for place in places[id]),
            agencies=agencies_at(held[id], agencies),
            holds=_holds(places[id]),
        )
        found[id] = Recorded(of, table, held[id].ended_at, Taken.of(of, held[id].ended_at))
    return found


def stood_now(decisions: Sequence[Minute]) -> Mapping[uuid.UUID, QuorumState]:
    """How the meeting stood for decisions of one group, by the record of its room; read with their meeting.

    Those of a meeting whose room was not recorded are not among them.
    """
    rooms = recorded_rooms(one.meeting for one in decisions)
    known: dict[tuple[uuid.UUID, uuid.UUID | None], QuorumState] = {}
    for one in decisions:
        if one.meeting_id in rooms and (one.meeting_id, one.item_id) not in known:
            known[one.meeting_id, one.item_id] = rooms[one.meeting_id].of_item(one.item_id)
    return {one.id: known[one.meeting_id, one.item_id] for one in decisions if one.meeting_id in rooms}


def table_of(row: Meeting, places: Sequence[Place] | None = None, terms: TermsVersion | None = None) -> Table:
    """What a meeting's quorum is judged by; what is known already may be given."""
    places = places_of(row) if places is None else places
    clause = quorum_clause(terms or terms_on(row))
    return Table(
        rule=clause.quorum if clause else None,
        seats=tuple(place.fact() for place in places),
        agencies=agencies_at(row),
        holds=_holds(places),
    )


def _holds(places: Iterable[Place]) -> dict[str, tuple[str, ...]]:
    """The places each person holds."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for place in places:
        if place.holder:
            found[place.holder.person].append(place.id)
    return {person: tuple(held) for person, held in found.items()}


def terms_on(row: Meeting) -> TermsVersion | None:
    """The terms in force on the meeting's date, whatever was in force when it was called."""
    return terms_of(row, terms_by_group([row.group_id]).get(row.group_id, ()))


def quorum_clause(terms: TermsVersion | None) -> Clause | None:
    """The clause that states the quorum and which deputies count for it, None where no terms do."""
    return deputies.quorum_clause(terms)
