"""The rows of the room page: seats, agenda items, the time line, and what was recorded."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import time

from quorate.domain.kernel.words import clock, count, listed
from quorate.domain.meetings.arriving import MayArrive, who_arrives
from quorate.domain.meetings.quorate import Table, Taken
from quorate.domain.meetings.recording import BEFORE_THE_MEETING
from quorate.domain.meetings.room import (
    HOWS,
    Act,
    How,
    InRoom,
    Room,
    RoomAct,
    Stretch,
    stretches,
)
from quorate.domain.membership.agencies import speaks_elsewhere
from quorate.domain.membership.facts import OFFICES, Office, Presence, SeatClass
from quorate.domain.membership.quorum import QUORUM_WORDS, QuorumVerdict
from quorate.domain.membership.quorum_said import When
from quorate.domain.membership.replies import Answer
from quorate.domain.terms.clauses import TermsVersion
from quorate.queries.replies import STANDINGS, Replies, reply_of, said_of
from quorate.records.facts.rooms import Place
from quorate.records.models import AgendaItem, Reply, RoomActRow

HIDDEN = "An item not open to you"


@dataclass(frozen=True, slots=True)
class Here:
    """Somebody who came for a place: since when and as what, or when they left."""

    person: str
    name: str
    said: str
    is_here: bool

    @property
    def is_back(self) -> bool:
        """Whether they would come back."""
        return not self.is_here


@dataclass(frozen=True, slots=True)
class MayCome:
    """Somebody who may come for a place, by one press. `powers` is empty for its holder.

    `named` says of a deputy with which powers they were named, and whom they speak for if not for the seat's
    agency. `is_as_named` of the press that gives them those.
    """

    person: str
    name: str
    powers: str = ""
    named: str = ""
    is_as_named: bool = True

    @property
    def is_back(self) -> bool:
        """Whether they were here before."""
        return False


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A place at the table: its number to type, what was said before, who is here for it and who may be.

    `absent` is what is said where nobody came for it. `meant` is the person its number means when it is
    typed, empty where it means nobody for sure.
    """

    number: int
    seat: str
    place: str
    title: str
    note: str
    holder: str
    said: str
    standing: str
    came: tuple[Here, ...]
    may_come: tuple[MayCome, ...]
    absent: str
    meant: str = ""

    @property
    def is_filled(self) -> bool:
        """Whether somebody is here for it."""
        return any(one.is_here for one in self.came)

    @property
    def nobody_meant(self) -> str:
        """Why its number, typed, records nobody, and what to do instead; empty where it means somebody."""
        n = self.number
        here = next((one for one in self.came if one.is_here), None)
        if here and self.holder and here.name != self.holder:
            return (
                f"{here.name} is here for seat {n} already, as a deputy. If {self.holder} has come and takes "
                f"it, press Left beside seat {n} first: the deputy leaves or hands it over. "
                f"Then type {n} again."
            )
        if here:
            return f"{here.name} is marked as here for seat {n} already. If they left, press Left beside it."
        if not self.holder:
            return (
                f"Nobody holds seat {n}. Record whoever came as in attendance, as somebody not in the list."
            )
        if not self.to_choose:
            return f"{self.holder} is here for another seat. {self.absent}."
        return "" if self.meant else f"Say who came for seat {n}."

    @property
    def to_choose(self) -> tuple[Here | MayCome, ...]:
        """Those its number may mean, each once: who left, and who may come with the powers they have."""
        gone = tuple(one for one in self.came if not one.is_here)
        return (*gone, *(one for one in self.may_come if one.is_as_named))


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An agenda item: whether it was, is or will be taken, its quorum, and who is away or is to leave.

    `why` and `cure` are empty where they are those of the room as it stands, which the page says above.
    `open_to` are those who withdrew and may read it still, told to whoever may set who sees it.
    """

    id: str
    number: str
    title: str
    when: str
    is_now: bool
    is_past: bool
    quorum: str
    standing: str
    why: str
    cure: str
    withdrawn: tuple[str, ...]
    to_leave: tuple[tuple[str, str], ...]
    open_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StretchRow:
    """A time in which nothing changed; `counted` is how many members count, as the verdict says it.

    `until` is empty while it lasts, and of one that lasted no minute.

    Where the terms state no quorum it is how many took part.
    """

    since: str
    until: str
    item: str
    changed: str
    counted: str
    quorum: str
    standing: str
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class ActRow:
    """Something recorded; `is_struck` once it was struck out, `can_strike` while it may be."""

    id: str
    at: str
    said: str
    is_struck: bool
    can_strike: bool


@dataclass(frozen=True, slots=True)
class Read:
    """All that was read of one room. `names` are people's, `items` those the reader may know of.

    `speaks` are the agencies that holders and named deputies speak for.

    `is_today` on the meeting's day. `is_closed` once nothing more can be recorded, so that no item is being
    taken. `held` are the acts of the meeting itself, without those who went home at its end, `taken` the room
    by them, and `ends` when that was, so far as it is known. `still_open` pairs whoever withdrew with the
    item that they may read still, empty where the reader may not set who sees it.
    """

    places: tuple[Place, ...]
    acts: tuple[RoomAct, ...]
    room: Room
    terms: TermsVersion | None
    table: Table
    replies: Replies
    names: Mapping[str, str]
    agencies: Mapping[str, str]
    speaks: Mapping[str, tuple[str, ...]]
    items: tuple[tuple[str, AgendaItem], ...]
    barred: Mapping[str, Collection[str]] = field(default_factory=dict)
    is_closed: bool = False
    is_today: bool = False
    held: tuple[RoomAct, ...] = ()
    taken: Taken = field(default_factory=lambda: Taken({}, Room()))
    ends: time | None = None
    still_open: frozenset[tuple[str, str]] = frozenset()
    _judged: dict[tuple[object, ...], QuorumVerdict] = field(default_factory=dict)

    @property
    def is_over(self) -> bool:
        """Whether no item is being taken any more."""
        return self.is_closed or self.ends is not None

    def name(self, person: str) -> str:
        """What somebody is called."""
        return self.names.get(person, "Somebody not known here")

    def item(self, id: str) -> str:
        """An item in a few words, as far as the reader may know of it; empty for none."""
        found = (f"{number}. {item.title}" for number, item in self.items if str(item.id) == id)
        return next(found, HIDDEN) if id else ""

    def is_hidden(self, id: str) -> bool:
        """Whether an item is one that the reader may not know of."""
        return bool(id) and all(str(item.id) != id for _, item in self.items)

    def elsewhere(self, person: str, place: Place) -> str:
        """The agency of somebody who does not speak for the place's own; empty for who does."""
        if place.speaks_for_nobody:
            return ""
        own = self.speaks.get(person, ())
        found = speaks_elsewhere(place.agency_id, own, self.table.agencies)
        return self.agencies.get(found, "another agency") if found else ""

    def judge(
        self,
        present: Sequence[Presence],
        unable: Collection[str] = (),
        when: When = When.NOW,
        *,
        is_brief: bool = False,
    ) -> QuorumVerdict:
        """Whether those present are a quorum; each such question is worked out once."""
        key = (tuple(present), frozenset(unable), when, is_brief)
        if key not in self._judged:
            self._judged[key] = self.table.verdict(present, unable, when, is_brief=is_brief)
        return self._judged[key]


def seat_rows(read: Read) -> tuple[SeatRow, ...]:
    """Every place, in the order of the seats."""
    room = read.room
    came: dict[str, list[Here]] = {}
    for one in room.here:
        came.setdefault(one.presence.seat_id, []).append(_here(read, one))
    for one, at in room.left:
        gone = Here(one.presence.person_id, read.name(one.presence.person_id), f"Left at {clock(at)}", False)
        came.setdefault(one.presence.seat_id, []).append(gone)
    number_of = {place.id: number for number, place in enumerate(read.places, 1)}
    here = {one.presence.person_id: one.presence.seat_id for one in room.here}
    there = {person: number_of[seat] for person, seat in here.items() if seat in number_of}
    return tuple(
        _seat_row(
            read,
            number,
            place,
            tuple(came.get(place.id, ())),
            {person: n for person, n in there.items() if n != number},
        )
        for number, place in enumerate(read.places, 1)
    )


def others_here(read: Read) -> tuple[Here, ...]:
    """Those in attendance, who came for no seat."""
    room = read.room
    gone = [(one, at) for one, at in room.left if not one.presence.seat_id]
    return (
        *(_here(read, one) for one in room.here if not one.presence.seat_id),
        *(
            Here(one.presence.person_id, read.name(one.presence.person_id), f"Left at {clock(at)}", False)
            for one, at in gone
        ),
    )


def item_rows(read: Read, head: QuorumVerdict) -> tuple[ItemRow, ...]:
    """Every item the reader may know of, in the order taken; `head` is the verdict said above them all."""
    room, times = read.taken.last, _times(read)
    rows = (_item_row(read, room, times, number, item) for number, item in read.items)
    return tuple(
        replace(
            row,
            why=row.why if row.why != head.why else "",
            cure=row.cure if row.cure != head.cure else "",
        )
        for row in rows
    )


def stretch_rows(read: Read) -> tuple[StretchRow, ...]:
    """The meeting's time line, its quorum from the first item on.

    Of an item the reader may not know of it says nothing.
    """
    rows: list[StretchRow] = []
    before: Stretch | None = None
    seen: set[str] = set()
    for stretch in stretches(read.acts, ended_at=read.ends):
        hidden = read.is_hidden(stretch.item_id)
        until = clock(stretch.until) if stretch.until and not stretch.is_moment else ""
        if hidden and rows and rows[-1].is_hidden:
            rows[-1] = replace(rows[-1], until=rows[-1].until if stretch.is_moment else until)
            continue
        verdict = read.judge(stretch.present, when=When.THEN, is_brief=True)
        state = verdict.state if stretch.item_id and not hidden else None
        counted = verdict.members if verdict.tests else len(stretch.present)
        rows.append(
            StretchRow(
                since=clock(stretch.since),
                until=until,
                item=read.item(stretch.item_id) or "None yet",
                changed="" if hidden else _upper(_changed(read, before, stretch, seen)),
                counted="" if hidden else str(counted),
                is_hidden=hidden,
                quorum=QUORUM_WORDS[state] if state else "",
                standing=STANDINGS.get(state, "question") if state else "",
            )
        )
        before = None if hidden else stretch
        seen |= set() if hidden else {p.person_id for p in stretch.present}
    return tuple(rows)


def act_rows(read: Read, rows: Iterable[RoomActRow], *, can_strike: bool) -> tuple[ActRow, ...]:
    """What was recorded, newest first."""
    rows = sorted(rows, key=lambda row: (row.at, row.number))
    again = _came_again(rows)
    return tuple(
        ActRow(
            id=str(row.id),
            at="Before" if row.at == BEFORE_THE_MEETING else clock(row.at),
            said=_act_said(read, row, "came back" if row.id in again else "came"),
            is_struck=row.struck_at is not None,
            can_strike=can_strike and row.struck_at is None and not row.key.startswith("declaration:"),
        )
        for row in reversed(rows)
    )


_SINCE = {How.IN_PERSON: "Here since", How.ONLINE: "Online since", How.PHONE: "By phone since"}
_FROM = {How.IN_PERSON: "Was here from", How.ONLINE: "Was online from", How.PHONE: "By phone from"}
"""The same, once the meeting is over."""


def _came_again(rows: Iterable[RoomActRow]) -> set[object]:
    """The ids of arrivals of people who had come before, as far as it stands."""
    came: set[object] = set()
    again: set[object] = set()
    for row in rows:
        if row.act == Act.CAME.value and row.struck_at is None:
            again |= {row.id} if row.person_id in came else set()
            came.add(row.person_id)
    return again


def _here(read: Read, one: InRoom) -> Here:
    presence = one.presence
    powers = ""
    if presence.is_deputy:
        powers = f", deputy {'with' if presence.has_authority else 'without'} authority"
    item = read.room.item_id
    is_away = item in one.withdrawn_from and not read.is_hidden(item)
    away = ", withdrawn from the item being taken" if is_away and not read.is_over else ""
    began = (_FROM if read.is_over else _SINCE)[one.how]
    said = f"{began} {clock(one.since)}{powers}{_from_elsewhere(read, presence)}{away}"
    return Here(presence.person_id, read.name(presence.person_id), said, True)


def _from_elsewhere(read: Read, presence: Presence) -> str:
    """Whom somebody speaks for, where it is not the seat's agency: a deputy brings theirs to the quorum."""
    place = next((one for one in read.places if one.id == presence.seat_id), None)
    if place is None:
        return ""
    seat = read.agencies.get(place.agency_id, "")
    if not presence.is_deputy:
        theirs = read.elsewhere(presence.person_id, place)
        return f", {_speaks(read)} for {theirs} in the seat of {seat}" if theirs else ""
    if presence.agency_id in ("", place.agency_id):
        return ""
    theirs = read.agencies.get(presence.agency_id, "another agency")
    return f", {_speaks(read)} for {theirs}{f' and not for {seat}' if seat else ''}"


def _speaks(read: Read) -> str:
    return "spoke" if read.is_over else "speaks"


def _seat_row(
    read: Read, number: int, place: Place, came: tuple[Here, ...], elsewhere: Mapping[str, int]
) -> SeatRow:
    reply = reply_of(place, read.replies)
    said, standing_ = said_of(reply) if place.holder else ("Vacant", "vacant")
    known = {one.person for one in came}
    is_filled = any(one.is_here for one in came)
    may_come = () if is_filled else _may_come(read, place, reply)
    may_come = tuple(one for one in may_come if one.person not in known and one.person not in elsewhere)
    return SeatRow(
        number=number,
        seat=place.seat,
        place=place.id,
        title=place.title,
        note=_note(read, place),
        holder=place.holder.name if place.holder else "",
        said=said,
        standing=standing_,
        came=came,
        may_come=may_come,
        absent=_absent(read, place, elsewhere),
        meant=_meant(place, reply, came, may_come),
    )


def _meant(place: Place, reply: Reply | None, came: Sequence[Here], may_come: Sequence[MayCome]) -> str:
    """Whom the place's number means, as `who_arrives` says."""
    holder = place.holder.person if place.holder else ""
    gone = [one.person for one in came if not one.is_here]
    people = dict.fromkeys([*gone, *(one.person for one in may_come)])
    found = who_arrives(
        [MayArrive(person, is_holder=person == holder, was_here=person in gone) for person in people],
        answer=Answer(reply.answer) if reply else None,
        deputy_id=str(reply.deputy_id or "") if reply else "",
    )
    return found.person_id if found else ""


def _note(read: Read, place: Place) -> str:
    """What stands under a name: the seat, its agency, the office, and whom its holder speaks for instead."""
    holder, agency = place.holder, read.agencies.get(place.agency_id, "")
    title = "" if holder and holder.name == place.title else place.title
    office = OFFICES[holder.office] if holder and holder.office is not Office.NONE else ""
    advisory = "advisory" if place.seat_class is SeatClass.ADVISORY else ""
    theirs = read.elsewhere(holder.person, place) if holder else ""
    other = f"speaks for {theirs}" if theirs else ""
    said = f"{holder.name if holder else ''} {title}".casefold()
    named = "" if agency.casefold() in said else agency
    return ", ".join(part for part in (title, named, office, advisory, other) if part)


def _may_come(read: Read, place: Place, reply: Reply | None) -> tuple[MayCome, ...]:
    """The holder of a place, and each deputy named for it with two presses, always in the same order."""
    if place.holder is None:
        return ()
    deputies = {sitter.person: (sitter.name, sitter.has_authority) for sitter in place.deputies}
    if reply and reply.deputy:
        deputies[str(reply.deputy_id)] = (reply.deputy.name, reply.has_authority)
    found = [MayCome(place.holder.person, place.holder.name)]
    for person, (name, has_authority) in deputies.items():
        theirs = read.elsewhere(person, place)
        named = (
            f"{f'of {theirs}, ' if theirs else ''}named {'with' if has_authority else 'without'} authority"
        )
        found += [
            MayCome(person, name, powers, named, is_as_named=(powers == "with") == has_authority)
            for powers in ("with", "without")
        ]
    return tuple(found)


def _absent(read: Read, place: Place, elsewhere: Mapping[str, int]) -> str:
    """What is said of a place that nobody came for."""
    if place.holder is None:
        return "Nobody holds it"
    if place.holder.person in elsewhere:
        return f"{'Was here' if read.is_over else 'Here'} for seat {elsewhere[place.holder.person]}"
    if read.is_over:
        return "Did not come"
    return "Not here yet" if read.is_today else "Not recorded as here"


def _times(read: Read) -> dict[str, tuple[time, time | None]]:
    """When each item was last taken, and until when."""
    taken = [act for act in read.held if act.act is Act.ITEM]
    ends = [*(act.at for act in taken[1:]), read.ends]
    return {act.item_id: (act.at, until) for act, until in zip(taken, ends, strict=False)}


def _item_row(
    read: Read, room: Room, times: Mapping[str, tuple[time, time | None]], number: str, item: AgendaItem
) -> ItemRow:
    id = str(item.id)
    is_now = room.item_id == id and not read.is_over
    is_past = id in times and not is_now
    away = sorted(read.name(person) for person, of in room.withdrawn if of == id)
    to_leave = _to_leave(read, room, id)
    verdict = _past(read, id) if is_past else _ahead(read, room, id, () if is_now else to_leave)
    is_shown = is_past or is_now or (bool(room.here) and not read.is_over)
    return ItemRow(
        id=id,
        number=number,
        title=item.title,
        when=_when(times.get(id), is_now=is_now, is_over=read.is_over),
        is_now=is_now,
        is_past=is_past,
        quorum=QUORUM_WORDS[verdict.state] if is_shown else "",
        standing=STANDINGS.get(verdict.state, "question"),
        why=verdict.why if is_shown and verdict.tests else "",
        cure=verdict.cure if is_shown else "",
        withdrawn=tuple(away),
        open_to=tuple(sorted(read.name(person) for person, of in read.still_open if of == id)),
        to_leave=() if is_past or read.is_over else tuple((one, read.name(one)) for one in to_leave),
    )


def _past(read: Read, item: str) -> QuorumVerdict:
    then = read.taken.items.get(item, Room())
    return read.judge(then.for_item(item), when=When.THEN)


def _ahead(read: Read, room: Room, item: str, to_leave: Sequence[str]) -> QuorumVerdict:
    """For the item now or to come: without those who withdrew, and for one to come who is to leave."""
    present = [p for p in room.for_item(item) if p.person_id not in to_leave]
    held = [seat for person in to_leave for seat in read.table.holds.get(person, ())]
    came_for = [p.seat_id for p in room.for_item(item) if p.person_id in to_leave]
    return read.judge(present, [*read.table.unable(room, item), *held, *came_for])


def _to_leave(read: Read, room: Room, item: str) -> tuple[str, ...]:
    """Those here who may not know of the item and have not withdrawn from it."""
    barred = read.barred.get(item, ())
    return tuple(
        one.presence.person_id
        for one in room.here
        if one.presence.person_id in barred and item not in one.withdrawn_from
    )


def _when(times: tuple[time, time | None] | None, *, is_now: bool, is_over: bool) -> str:
    if times is None:
        return "Not taken" if is_over else "To come"
    since, until = times
    if is_now:
        return f"Now, since {clock(since)}"
    if since == until:
        return f"At {clock(since)}"
    return f"{clock(since)} to {clock(until)}" if until else f"From {clock(since)}"


def _changed(read: Read, before: Stretch | None, now: Stretch, seen: Collection[str]) -> str:
    """What began the stretch: who came, came back, went or withdrew; `seen` had been there before."""
    was = {p.person_id for p in before.present} if before else set()
    are = {p.person_id for p in now.present}
    if before is None and (len(are) > 3 or seen):
        return f"{count(len(are), 'person', 'people')} here"
    seats = {p.person_id: p.seat_id for one in (before, now) if one for p in one.present}
    away = set(before.withdrawn) if before else set()
    back = {person for person in are - was if seats[person] in away}
    withdrew = {person for person in was - are if seats[person] in now.withdrawn}
    parts = (
        (are - was - back - set(seen), "came"),
        ((are - was - back) & set(seen), "came back"),
        (back, "again takes part"),
        (withdrew, "withdrew"),
        (was - are - withdrew, "left"),
    )
    return "; ".join(f"{words}: {listed(sorted(map(read.name, who)))}" for who, words in parts if who)


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def _act_said(read: Read, row: RoomActRow, came: str) -> str:
    who = read.name(str(row.person_id))
    match Act(row.act):
        case Act.ITEM:
            return f"Item taken: {read.item(str(row.item_id))}"
        case Act.LEFT:
            return f"{who} left"
        case Act.WITHDREW:
            return f"{who} withdrew from {read.item(str(row.item_id))}"
    how = f", {HOWS[How(row.how)].lower()}" if row.how not in ("", How.IN_PERSON.value) else ""
    if not row.seat_id:
        return f"{who} {came}, in attendance{how}"
    powers = f", deputy {'with' if row.has_authority else 'without'} authority" if row.is_deputy else ""
    seat = f" for {row.title}" if row.title != who else ""
    return f"{who} {came}{seat}{powers}{how}"
