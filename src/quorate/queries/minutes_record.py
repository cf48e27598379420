"""What the minutes say by themselves: who was there, the quorum through the meeting, interests declared.

Drawn from what was recorded in the room and said before it, and never typed twice. What is about an item
that the reader may not see is left out.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import zip_longest

from quorate.domain.access.actor import Actor
from quorate.domain.kernel.words import clock, day, listed
from quorate.domain.meetings.chairing import without_chair
from quorate.domain.meetings.quorate import Judged, under_way
from quorate.domain.meetings.room import Act, How, RoomAct, end_of, gone_before
from quorate.domain.membership.attendance import MeetingSeen, missing
from quorate.domain.membership.facts import OFFICES, AppointmentFacts, Office
from quorate.domain.membership.quorum import QUORUM_WORDS
from quorate.domain.membership.replies import Answer
from quorate.queries.quorums import quorum_through_meeting, times_said
from quorate.records import scopes
from quorate.records.facts.rooms import Place, act_facts, is_waited_for
from quorate.records.facts.tables import agencies_at, places_of
from quorate.records.models import AgendaItem, Declaration, Meeting, Reply, RoomActRow

_NOBODY_CHAIRED = "no vice-chair was there for it, and who chaired it is to be named"
_BY_HOW = {How.ONLINE.value: "online", How.PHONE.value: "by phone"}


@dataclass(frozen=True, slots=True)
class There:
    """Somebody who was there: as what, and a note of authority, coming late, going early or withdrawing."""

    name: str
    seat: str
    agency: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class QuorumLine:
    """From when on the quorum stood so, for which items, and why; `state` is its code.

    It goes on to the next line, the last to the end, unless `until` says how long it is told for.
    """

    since: time
    state: str
    items: tuple[str, ...]
    said: str
    until: time | None = None

    @property
    def sentence(self) -> str:
        """The line in words: of what lasted no minute every item, else the one it begins with."""
        is_moment = self.until == self.since
        items = self.items if is_moment else self.items[:1]
        about = f" ({'item' if len(items) == 1 else 'items'} {listed(items)})" if items else ""
        until = f" to {clock(self.until)}" if self.until and not is_moment else ""
        return f"{'At' if is_moment else 'From'} {clock(self.since)}{until}{about}, {self.said}"


@dataclass(frozen=True, slots=True)
class MinutesRecord:
    """The record a meeting's minutes are drafted from. `is_recorded` is false where the room has none.

    While it `waits` those not there may still come.
    `times` say when it began and ended, empty where that is not recorded.
    `confirmed` are the earlier meetings whose minutes were confirmed at this one, as id and day in words.
    """

    is_recorded: bool
    times: str
    present: tuple[There, ...]
    attending: tuple[There, ...]
    apologies: tuple[str, ...]
    not_there: tuple[str, ...]
    waits: bool
    quorum: tuple[QuorumLine, ...]
    declarations: tuple[str, ...]
    confirmed: tuple[tuple[str, str], ...]

    @property
    def present_rows(self) -> tuple[tuple[str, str, str, str], ...]:
        """Those present, a row of cells each."""
        return tuple((one.name, one.seat, one.agency, one.note) for one in self.present)

    @property
    def attending_rows(self) -> tuple[tuple[str, str, str, str], ...]:
        """Those in attendance for no seat, a row of cells each."""
        return tuple((one.name, one.seat, one.agency, one.note) for one in self.attending)


def record_of(
    actor: Actor, row: Meeting, numbers: dict[str, str], *, today: date | None = None
) -> MinutesRecord:
    """The record of a meeting; `numbers` gives the items the actor sees, by id, as they are numbered.

    With `today` the meeting may still be going on; with none it is told as over.
    """
    acts = list(
        scopes.room_acts(actor)
        .filter(meeting=row, struck_at__isnull=True)
        .select_related("person", "seat", "agency")
        .order_by("at", "number")
    )
    facts = act_facts(acts, row)
    gone = gone_before(facts, began_at=row.began_at, called_for=row.starts)
    came = {act.person_id for act in acts if act.act == Act.CAME.value}
    begins = row.began_at or next((act.at for act in acts if act.act == Act.ITEM.value), None)
    agencies = {one.id: one.name for one in agencies_at(row)}
    ends = end_of(facts, row.ended_at)
    there_for = [act for act in acts if str(act.person_id) not in gone]
    stayed = [act for act in there_for if ends is None or act.act != Act.LEFT.value or act.at < ends]
    there = _there(stayed, begins, agencies, _withdrawals(acts, numbers))
    replies = list(scopes.replies(actor).filter(meeting=row).select_related("person", "deputy", "seat"))
    waits = today is not None and is_waited_for(row, today)
    return MinutesRecord(
        is_recorded=bool(came),
        times=times_said(row),
        present=tuple(line for seated, line in there if seated),
        attending=tuple(line for seated, line in there if not seated),
        waits=waits,
        **_missing(row, [act for act in facts if act.person_id not in gone], replies, waits=waits),
        quorum=tuple(_quorum(row, numbers)) if came else (),
        declarations=(*_declared(actor, row, acts, numbers), *_chaired(row, acts, numbers)),
        confirmed=tuple(
            (str(one.id), day(one.on))
            for one in scopes.meetings(actor).filter(minutes_confirmed_at=row).order_by("on")
        ),
    )


def _withdrawals(acts: Sequence[RoomActRow], numbers: Mapping[str, str]) -> dict[object, list[str]]:
    """The items each person withdrew from for a conflict, by number and once each."""
    found: defaultdict[object, list[str]] = defaultdict(list)
    for act in acts:
        number = numbers.get(str(act.item_id or ""))
        if act.act == Act.WITHDREW.value and number and number not in found[act.person_id]:
            found[act.person_id].append(number)
    return found


def _there(
    acts: Sequence[RoomActRow],
    begins: time | None,
    agencies: Mapping[str, str],
    withdrawn: Mapping[object, Sequence[str]],
) -> list[tuple[bool, There]]:
    of: defaultdict[object, list[RoomActRow]] = defaultdict(list)
    for act in acts:
        if act.act in (Act.CAME.value, Act.LEFT.value):
            of[act.person_id].append(act)
    found = []
    for person, mine in of.items():
        first = next((act for act in mine if act.act == Act.CAME.value), None)
        if first is None or first.person is None:
            continue
        agency = agencies.get(str(first.agency_id or ""), "")
        notes = _notes(mine, first, begins)
        if items := withdrawn.get(person):
            notes.append(f"withdrew from item {listed(items)} for a conflict of interest")
        line = There(first.person.name, _as_what(first), agency, ", ".join(notes))
        order = (first.seat.order, first.title) if first.seat else (10_000, first.person.name)
        found.append((order, first.seat_id is not None, line))
    return [(seated, line) for _, seated, line in sorted(found, key=lambda one: (one[0], one[2].name))]


def _as_what(act: RoomActRow) -> str:
    office = OFFICES[Office(act.office)] if act.office else ""
    return f"{act.title}, {office}" if office and act.title else act.title or office


def _notes(mine: Sequence[RoomActRow], first: RoomActRow, begins: time | None) -> list[str]:
    parts = []
    if first.is_deputy:
        parts.append("deputy" if first.has_authority else "deputy without authority to decide")
    if first.how in _BY_HOW:
        parts.append(_BY_HOW[first.how])
    late = begins is not None and first.at > begins
    moves = mine if late else mine[1:]
    words = {Act.CAME.value: "came back", Act.LEFT.value: "left"}
    for n, act in enumerate(moves):
        word = "came" if late and n == 0 else words[act.act]
        parts.append(f"{word} at {clock(act.at)}")
    return parts


def _missing(
    row: Meeting, acts: Sequence[RoomAct], replies: Sequence[Reply], *, waits: bool
) -> dict[str, tuple[str, ...]]:
    """Who sent apologies, and whose seat nobody came for or nobody holds, as the attendance sheet has it."""
    places = places_of(row)
    held = {(place.seat, place.holder.person): place for place in places if place.holder}
    sent = {(str(one.seat_id), str(one.person_id)): one for one in replies}
    came = tuple(act.presence for act in acts if act.presence)
    said, absent = missing(
        [
            AppointmentFacts("", seat, person, row.on, place=each.number)
            for (seat, person), each in held.items()
        ],
        MeetingSeen(
            str(row.id),
            row.on,
            came,
            said={key: Answer(one.answer) for key, one in sent.items()},
            is_going_on=waits,
        ),
    )
    not_there = [held[one.seat_id, one.person_id] for one in absent]
    lines = [place for place in places if place in not_there or not place.holder] if came else []
    return {
        "apologies": _once(
            (one.person_id, held[one.seat_id, one.person_id], sent[one.seat_id, one.person_id])
            for one in said
        ),
        "not_there": _once((place.holder.person if place.holder else "", place, None) for place in lines),
    }


def _once(away: Iterable[tuple[str, Place, Reply | None]]) -> tuple[str, ...]:
    """A line for each person who is away, with every seat of theirs, and for each vacant seat."""
    lines: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for person, place, reply in away:
        sent = f" (sent {reply.deputy.name} as deputy)" if reply and reply.deputy else ""
        lines.setdefault(person or f"vacant {place.id}", []).append(f"{place.title}{sent}")
        names[person] = place.holder.name if place.holder else ""
    return tuple(
        _called(names[who], listed(seats)) if who in names else f"{seats[0]} (vacant)"
        for who, seats in lines.items()
    )


def _called(name: str, seats: str) -> str:
    """Somebody and their seats; a seat that goes by their very name is said once."""
    return seats if seats.startswith(name) else f"{name}, {seats}"


def _quorum(row: Meeting, numbers: dict[str, str]) -> Iterable[QuorumLine]:
    """A line each time the answer or who counts changes, from when the meeting was under way.

    Of two stretches that were both not quorate for other reasons, the words of one are false of the other.
    Nothing is said of an item that the reader may not see: the line before it says until when it is told for,
    lest it be read of that item too.
    """
    judged = under_way(quorum_through_meeting(row), row.began_at)
    runs = _runs(one for one in judged if one.stretch.item_id in {"", *numbers})
    for run, after in zip_longest(runs, runs[1:]):
        first, until, found = run[0].stretch, run[-1].stretch.until, run[0].verdict
        goes_on = until == (after[0].stretch.since if after else judged[-1].stretch.until)
        items = dict.fromkeys(numbers[one.stretch.item_id] for one in run if one.stretch.item_id)
        said = f"{QUORUM_WORDS[found.state].lower()}: {found.said}" if found.tests else found.said
        is_told_until = not goes_on or first.since == until
        yield QuorumLine(first.since, found.state.value, tuple(items), said, until if is_told_until else None)


def _runs(judged: Iterable[Judged]) -> list[list[Judged]]:
    """Stretches that follow one another with the same answer in the same words, together."""
    runs: list[list[Judged]] = []
    for one in judged:
        last = runs[-1][-1] if runs else None
        follows = last is not None and last.stretch.until == one.stretch.since
        if last is not None and follows and last.verdict.sentence == one.verdict.sentence:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _declared(
    actor: Actor, row: Meeting, acts: Sequence[RoomActRow], numbers: dict[str, str]
) -> Iterable[str]:
    """Interests declared, and whoever withdrew in the room from an item without having declared one."""
    rows = scopes.declarations(actor).filter(meeting=row, struck_at__isnull=True)
    said: set[tuple[object, str]] = set()
    for one in rows.select_related("person", "item").order_by("recorded_at", "id"):
        yield _declaration(one, one.item, numbers)
        if one.withdraws:
            said.add((one.person_id, numbers.get(str(one.item_id or ""), "")))
    names: dict[object, str] = {act.person_id: act.person.name for act in acts if act.person}
    for person, items in _withdrawals(acts, numbers).items():
        for number in items:
            if (person, number) not in said:
                yield f"{names[person]} withdrew from item {number} for a conflict of interest."


def _chaired(row: Meeting, acts: Sequence[RoomActRow], numbers: Mapping[str, str]) -> Iterable[str]:
    """Who chaired each item that the chair had withdrawn from."""
    names = {str(act.person_id): act.person.name for act in acts if act.person}
    for item, vice in without_chair(act_facts(acts, row), ended_at=row.ended_at).items():
        if number := numbers.get(item):
            chaired = f"{names[vice.person_id]}, vice-chair, chaired it" if vice else _NOBODY_CHAIRED
            yield f"The chair had withdrawn from item {number}; {chaired}."


def _declaration(one: Declaration, item: AgendaItem | None, numbers: dict[str, str]) -> str:
    where = f"item {numbers.get(str(item.id), item.title)}" if item else "the meeting"
    went = " and withdrew from it" if one.withdraws and item else ""
    return f"{one.person.name} declared an interest in {where}{went}: {one.words.rstrip('.')}."


def record_in_words(record: MinutesRecord) -> tuple[str, ...]:
    """The confirmations of a record, in sentences."""
    if not record.confirmed:
        return ()
    days = listed([on for _, on in record.confirmed])
    return (f"The minutes of {days} were confirmed as a true record.",)
