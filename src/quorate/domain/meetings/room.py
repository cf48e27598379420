"""Who is in the room, worked out from what was recorded: who came, left, withdrew and came back.

Nothing in the room is edited. Somebody who was marked as come by mistake has that act struck out, and the
rest is worked out again. Whoever withdraws for a conflict is away for that item alone, whether or not
they have left the room by then, and counts again for the next. A meeting ends for everybody at once: going
home undoes nothing that it did.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum
from itertools import takewhile, zip_longest

from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.membership.facts import Presence


class Act(StrEnum):
    """What was seen."""

    CAME = "came"
    LEFT = "left"
    WITHDREW = "withdrew"
    ITEM = "item"


class How(StrEnum):
    """How somebody attends."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    PHONE = "phone"


GOING_HOME = 10
"""The minutes within which a room empties because the meeting is over, where its end is not recorded."""

HOWS = {How.IN_PERSON: "In person", How.ONLINE: "Online", How.PHONE: "By phone"}


@dataclass(frozen=True, slots=True)
class RoomAct:
    """One thing recorded, in order of `number`.

    `came` and `left` name a person, `came` also what they are there as and how; `withdrew` names a person
    and an item; `item` says that the meeting now takes that item. `at` is the wall time, midnight for a
    withdrawal announced before the meeting. Whoever came for no seat is in attendance: seen, in no quorum.
    """

    number: int
    at: time
    act: Act
    person_id: str = ""
    item_id: str = ""
    presence: Presence | None = None
    is_struck: bool = False
    how: How = How.IN_PERSON


@dataclass(frozen=True, slots=True)
class InRoom:
    """Somebody at the meeting: as what, since when, how, and the items they withdrew from."""

    presence: Presence
    since: time
    first_came: time
    withdrawn_from: frozenset[str] = frozenset()
    how: How = How.IN_PERSON


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time in which nothing changed: the item being taken, and those who were in the room for it.

    `until` is None while it lasts. `withdrawn` are the seats of those away for this item. `is_taken` of the
    stretch in which its item was taken up, which is told though it lasted no minute.
    """

    since: time
    until: time | None
    item_id: str
    present: tuple[Presence, ...]
    withdrawn: tuple[str, ...] = ()
    is_taken: bool = False

    @property
    def is_moment(self) -> bool:
        """Whether it lasted no minute."""
        return self.since == self.until


@dataclass(frozen=True, slots=True)
class Room:
    """The room after so many acts. `left` are those who came and are gone, with when they went."""

    here: tuple[InRoom, ...] = ()
    left: tuple[tuple[InRoom, time], ...] = ()
    item_id: str = ""
    withdrawn: frozenset[tuple[str, str]] = frozenset()

    def for_item(self, item_id: str) -> tuple[Presence, ...]:
        """Those who take part in an item: in the room for a seat, and not withdrawn from it."""
        return tuple(p.presence for p in self.here if p.presence.seat_id and item_id not in p.withdrawn_from)

    def away_for(self, item_id: str) -> tuple[str, ...]:
        """The seats of those who came and withdrew from the item, in the room or not."""
        people = {person for person, item in self.withdrawn if item == item_id}
        came = [*self.here, *(gone for gone, _ in self.left)]
        seats = (p.presence.seat_id for p in came if p.presence.person_id in people)
        return tuple(dict.fromkeys(seat for seat in seats if seat))


def room_after(acts: Iterable[RoomAct]) -> Room:
    """The room once every act not struck out has happened."""
    *_, (_, room) = ((None, Room()), *rooms_through(acts))
    return room


def rooms_through(acts: Iterable[RoomAct]) -> Iterator[tuple[RoomAct, Room]]:
    """Every act not struck out, in order, with the room once it has happened."""
    room = Room()
    for act in standing(acts):
        room = _after(room, act)
        yield act, room


def standing(acts: Iterable[RoomAct]) -> tuple[RoomAct, ...]:
    """The acts not struck out, in the order of the clock, those of one minute as they were recorded."""
    return tuple(sorted((a for a in acts if not a.is_struck), key=lambda a: (a.at, a.number)))


def began_of(acts: Iterable[RoomAct], called_for: time) -> time | None:
    """When a meeting seems to have begun: as its first item was taken, else on somebody's first arrival.

    Nobody begins before the hour it was called for by coming early. None while nobody has come.
    """
    ordered = standing(acts)
    item = next((act.at for act in ordered if act.act is Act.ITEM), None)
    came = next((act.at for act in ordered if act.act is Act.CAME), None)
    return item or (max(came, called_for) if came else None)


def gone_before(acts: Iterable[RoomAct], *, began_at: time | None, called_for: time) -> frozenset[str]:
    """The people who came, and had left for good before the meeting began: they were not present at it.

    It began as recorded, else as `began_of` has it. Where all had left before the hour it was called for and
    nothing else was recorded, it was held early, and they were.
    """
    ordered = standing(acts)
    began = began_at or began_of(ordered, called_for)
    last = {act.person_id: act for act in ordered if act.act in (Act.CAME, Act.LEFT)}
    gone = frozenset(who for who, act in last.items() if began and act.act is Act.LEFT and act.at < began)
    is_told = began_at is not None or any(act.act is Act.ITEM for act in ordered)
    return gone if is_told or len(gone) < len(last) else frozenset()


def end_of(acts: Iterable[RoomAct], ended_at: time | None = None) -> time | None:
    """When the meeting ended: as recorded, else when those here for a seat began to go home.

    Those go home who left one after another within `GOING_HOME` minutes of the last of them, leaving nobody.
    None while the meeting lasts, or where it cannot be told.
    """
    ordered = standing(acts)
    last = {act.person_id: act for act in ordered if act.act in (Act.CAME, Act.LEFT)}
    is_here = any(act.presence and act.presence.seat_id for act in last.values() if act.act is Act.CAME)
    if ended_at is not None or is_here:
        return ended_at
    gone = [act.at for act in takewhile(lambda act: act.act is Act.LEFT, reversed(ordered))]
    return min((at for at in gone if _minutes(gone[0]) - _minutes(at) <= GOING_HOME), default=None)


def is_going_on(
    acts: Iterable[RoomAct], *, on: date, today: date, ended_at: time | None = None, with_chair: bool = False
) -> bool:
    """Whether whoever is not here may still come: on the meeting's day, until it ends.

    Minutes are written while it goes on; that they went to the chair tells that it ended.
    """
    return today == on and not with_chair and end_of(acts, ended_at) is None


def until_the_end(acts: Iterable[RoomAct], ended_at: time | None = None) -> tuple[RoomAct, ...]:
    """What was recorded of the meeting itself: nothing after its end, and nobody's going home."""
    ordered = standing(acts)
    end = end_of(ordered, ended_at)
    if end is None:
        return ordered
    return tuple(act for act in ordered if act.at < end or (act.at == end and act.act is not Act.LEFT))


def stretches(acts: Iterable[RoomAct], *, ended_at: time | None = None) -> tuple[Stretch, ...]:
    """The meeting as stretches in which nothing changed; acts of one minute are one change.

    Each time an item is taken has a stretch of its own, though the next was taken in the same minute: a room
    recorded afterwards often has one time for several. The first begins when somebody comes or an item is
    taken: what was announced before is no stretch. The last lasts until the meeting's end, so far as that is
    known.
    """
    ordered, ended_at = until_the_end(acts, ended_at), end_of(acts, ended_at)
    found: list[Stretch] = []
    room, is_taken = Room(), False
    for act, after in zip_longest(ordered, ordered[1:]):
        room, is_taken = _after(room, act), is_taken or act.act is Act.ITEM
        is_next_taken = after is not None and after.act is Act.ITEM
        if not found and not room.here and not room.item_id:
            continue
        if after is not None and after.at == act.at and not (is_taken and is_next_taken):
            continue
        until = after.at if after is not None else ended_at
        present, withdrawn = room.for_item(room.item_id), room.away_for(room.item_id)
        found.append(Stretch(act.at, until, room.item_id, present, withdrawn, is_taken))
        is_taken = False
    return tuple(found)


def refusal_to_record(acts: Sequence[RoomAct], new: RoomAct) -> Refusal | None:
    """Why this cannot have happened after what is recorded.

    Codes: `room.here_already`, `room.not_here`, `room.withdrawn_already`, `room.taken_now`,
    `room.out_of_order`.
    """
    room = room_after(acts)
    if new.act is Act.ITEM and new.item_id == room.item_id:
        return Refusal("room.taken_now", "That item is being taken already.", field="item")
    here = next((p for p in room.here if p.presence.person_id == new.person_id), None)
    if new.act is Act.CAME and here:
        return Refusal("room.here_already", "They are marked as here already.", field="person")
    if new.act is Act.LEFT and not here:
        return Refusal("room.not_here", "They are not marked as here.", field="person")
    if new.act is Act.WITHDREW and (new.person_id, new.item_id) in room.withdrawn:
        return Refusal(
            "room.withdrawn_already", "They have withdrawn from this item already.", field="person"
        )
    earlier = [a.at for a in standing(acts) if a.person_id == new.person_id and new.person_id]
    if earlier and new.at < max(earlier):
        return Refusal(
            "room.out_of_order",
            "That is before the last thing recorded of them.",
            "Strike out what was recorded by mistake first.",
            field="at",
        )
    return None


def _minutes(at: time) -> int:
    return 60 * at.hour + at.minute


def _after(room: Room, act: RoomAct) -> Room:
    match act.act:
        case Act.ITEM:
            return replace(room, item_id=act.item_id)
        case Act.CAME if act.presence is not None:
            return _with(room, act.presence, act.at, act.how)
        case Act.LEFT:
            return _without(room, act.person_id, act.at)
        case Act.WITHDREW:
            return _withdrawn(room, act.person_id, act.item_id)
    return room


def _with(room: Room, presence: Presence, at: time, how: How) -> Room:
    if any(p.presence.person_id == presence.person_id for p in room.here):
        return room
    before = [gone for gone, _ in room.left if gone.presence.person_id == presence.person_id]
    items = frozenset(item for person, item in room.withdrawn if person == presence.person_id)
    first = min((gone.first_came for gone in before), default=at)
    left = tuple(pair for pair in room.left if pair[0].presence.person_id != presence.person_id)
    return replace(room, here=(*room.here, InRoom(presence, at, first, items, how)), left=left)


def _without(room: Room, person_id: str, at: time) -> Room:
    going = tuple((p, at) for p in room.here if p.presence.person_id == person_id)
    here = tuple(p for p in room.here if p.presence.person_id != person_id)
    return replace(room, here=here, left=(*room.left, *going))


def _withdrawn(room: Room, person_id: str, item_id: str) -> Room:
    here = tuple(
        replace(p, withdrawn_from=p.withdrawn_from | {item_id}) if p.presence.person_id == person_id else p
        for p in room.here
    )
    return replace(room, here=here, withdrawn=room.withdrawn | {(person_id, item_id)})
