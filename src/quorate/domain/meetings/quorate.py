"""Whether a meeting was quorate: now, for an item, and through each stretch of it.

The quorum is asked again whenever somebody comes, leaves or withdraws, by the terms in force on the
meeting's date. Whoever withdraws for a conflict is not counted for that item, and is no cure for it. When the
meeting ends everybody goes home, and the last item stands as it was until then.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import time

from quorate.domain.meetings.room import (
    Act,
    Room,
    RoomAct,
    Stretch,
    rooms_through,
    stretches,
    until_the_end,
)
from quorate.domain.membership.facts import AgencyFacts, Presence, SeatFacts
from quorate.domain.membership.quorum import QuorumVerdict, quorum_verdict
from quorate.domain.membership.quorum_said import When
from quorate.domain.terms.quorum import Quorum


@dataclass(frozen=True, slots=True)
class Table:
    """Who is judged by what: the clause on the meeting's date, the seats of that day and the agencies.

    `holds` gives the seats each person holds, so that whoever announced that they withdraw is no cure
    though they have not come. `instead` gives, of each seat whose holder said that they do not come, whom
    they send, or None with apologies.
    """

    rule: Quorum | None
    seats: tuple[SeatFacts, ...]
    agencies: tuple[AgencyFacts, ...]
    holds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    instead: Mapping[str, Presence | None] = field(default_factory=dict)

    def verdict(
        self,
        present: Sequence[Presence],
        unable: Iterable[str] = (),
        when: When = When.NOW,
        *,
        is_brief: bool = False,
    ) -> QuorumVerdict:
        """Whether those present for a seat make a quorum; the seats of `unable` are no cure."""
        return quorum_verdict(
            rule=self.rule,
            present=[p for p in present if p.seat_id],
            seats=self.seats,
            agencies=self.agencies,
            unable=frozenset(unable),
            instead=self.instead,
            when=when,
            is_brief=is_brief,
        )

    def unable(self, room: Room, item_id: str) -> frozenset[str]:
        """The seats of everybody who withdrew from an item, come or not."""
        people = {person for person, item in room.withdrawn if item == item_id}
        held = (seat for person in people for seat in self.holds.get(person, ()))
        return frozenset([*held, *room.away_for(item_id)])


@dataclass(frozen=True, slots=True)
class Judged:
    """A stretch and whether the meeting was quorate in it."""

    stretch: Stretch
    verdict: QuorumVerdict


def quorum_of_item(
    acts: Sequence[RoomAct],
    table: Table,
    item_id: str = "",
    *,
    ended_at: time | None = None,
    when: When = When.NOW,
) -> QuorumVerdict:
    """Whether the meeting was quorate for an item when it was last taken.

    Of an item not yet taken, whether those in the room now would be. With no item, whether the meeting is
    for the one being taken, or as the room stands where none is. Once it is over, as it stood at the end.
    """
    room = Taken.of(acts, ended_at).room(item_id)
    about = item_id or room.item_id
    return table.verdict(room.for_item(about), table.unable(room, about), when)


def quorum_through(
    acts: Sequence[RoomAct], table: Table, *, ended_at: time | None = None, is_brief: bool = False
) -> tuple[Judged, ...]:
    """Each stretch of the meeting with whether it was quorate; what is past has no cure."""
    return tuple(
        Judged(stretch, table.verdict(stretch.present, when=When.THEN, is_brief=is_brief))
        for stretch in stretches(acts, ended_at=ended_at)
    )


def under_way(judged: Iterable[Judged], began_at: time | None) -> tuple[Judged, ...]:
    """The stretches from a recorded beginning on, else from the first item taken on, else all of them.

    A stretch that was going on as the meeting began counts from then. What lasted no minute is none, unless
    an item was taken in it.
    """
    found = [one for one in judged if one.stretch.is_taken or not one.stretch.is_moment]
    if began_at is None:
        return tuple([one for one in found if one.stretch.item_id] or found)
    return tuple(
        replace(one, stretch=replace(one.stretch, since=max(one.stretch.since, began_at)))
        if not one.stretch.item_id
        else one
        for one in found
        if one.stretch.item_id or one.stretch.until is None or one.stretch.until > began_at
    )


@dataclass(frozen=True, slots=True)
class Taken:
    """The room at the end of the last time each item was taken, and as it stands or stood at the end."""

    items: Mapping[str, Room]
    last: Room

    @classmethod
    def of(cls, acts: Sequence[RoomAct], ended_at: time | None = None) -> "Taken":
        """As recorded of a meeting; of one that is over nobody's going home is looked at."""
        items: dict[str, Room] = {}
        last = Room()
        for act, room in rooms_through(until_the_end(acts, ended_at)):
            if act.act is Act.ITEM and last.item_id:
                items[last.item_id] = last
            last = room
        if last.item_id:
            items[last.item_id] = last
        return cls(items, last)

    def room(self, item_id: str = "") -> Room:
        """The room for an item: of one never taken, and with none, as it is last."""
        return self.items.get(item_id, self.last)
