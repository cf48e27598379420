"""The room page: the seats, who is here, and whether the meeting is quorate for each item."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from quorate.domain.access.actor import Actor, refusal_to_act
from quorate.domain.access.permissions import Permission
from quorate.domain.access.roles import Role, role_of_seat
from quorate.domain.kernel.asking import Moment, NotAllowedError, NotFoundError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import clock, count, day, spelt
from quorate.domain.meetings.calling import refusal_of_room
from quorate.domain.meetings.quorate import Taken
from quorate.domain.meetings.recording import refusal_to_record_room, wall_clock
from quorate.domain.meetings.room import (
    HOWS,
    InRoom,
    Room,
    RoomAct,
    began_of,
    end_of,
    room_after,
    standing,
    until_the_end,
)
from quorate.domain.membership.facts import SeatClass
from quorate.domain.membership.quorum import QUORUM_WORDS, QuorumVerdict, counts
from quorate.domain.membership.quorum_said import When
from quorate.domain.terms.quorum import Agencies, Named
from quorate.domain.terms.quorum_words import in_words
from quorate.queries.access import actors_of
from quorate.queries.agenda import numbered
from quorate.queries.people.choices import everybody_here
from quorate.queries.quorums import (
    quorum_clause,
    quorum_for,
    quorum_through_meeting,
    table_of,
    terms_on,
    times_said,
)
from quorate.queries.replies import STANDINGS, Replies, instead_of, replies_to
from quorate.queries.room_rows import (
    ActRow,
    Here,
    ItemRow,
    Read,
    SeatRow,
    StretchRow,
    act_rows,
    item_rows,
    others_here,
    seat_rows,
    stretch_rows,
)
from quorate.records import scopes
from quorate.records.facts.labels import label_of, sees
from quorate.records.facts.meetings import state_of
from quorate.records.facts.rooms import Place, act_facts, agencies_worked_for
from quorate.records.facts.tables import places_of
from quorate.records.models import AgendaItem, Declaration, Meeting, Person, RoomActRow

__all__ = [
    "page_arrival",
    "page_declare",
    "page_room",
    "page_times",
    "quorum_for",
    "quorum_through_meeting",
    "was_sent",
]

Options = tuple[tuple[str, str], ...]
HOW_OPTIONS: Options = tuple((how.value, words) for how, words in HOWS.items())


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the meeting is quorate for the item being taken: why, what would cure it, and the numbers."""

    title: str
    standing: str
    why: str
    cure: str
    rule: str
    numbers: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class DeclarationRow:
    """An interest declared.

    `open_item` is the item they withdrew from and may read still, as id and number, where the reader may set
    who sees it.
    """

    id: str
    name: str
    item: str
    words: str
    withdraws: bool
    is_struck: bool
    can_strike: bool
    open_item: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class RoomPage:
    """The room of a meeting for whoever records it. `refusal` says why nothing can be recorded.

    `now` is the time to record, as written on the wall; `is_today` while the meeting of today lasts. `times`
    say when it began and ended, empty where that is not recorded. Once it `is_over` nothing more is waited
    for, and what was forgotten may be recorded still.
    """

    id: str
    title: str
    group: str
    lede: str
    now: str
    is_today: bool
    is_over: bool
    times: str
    refusal: Refusal | None
    verdict: Verdict
    seats: tuple[SeatRow, ...]
    others: tuple[Here, ...]
    items: tuple[ItemRow, ...]
    stretches: tuple[StretchRow, ...]
    acts: tuple[ActRow, ...]
    declarations: tuple[DeclarationRow, ...]
    here: Options
    hows: Options = HOW_OPTIONS


@dataclass(frozen=True, slots=True)
class ArrivalForm:
    """Somebody else who comes: for a seat as its deputy, or for none."""

    meeting: str
    meeting_title: str
    now: str
    is_today: bool
    seats: Options
    people: Options
    refusal: Refusal | None
    hows: Options = HOW_OPTIONS


@dataclass(frozen=True, slots=True)
class TimesForm:
    """When a meeting began and ended: as recorded, else as the room offers it; empty where it cannot.

    `said` is what stands, empty where nothing does.
    """

    meeting: str
    meeting_title: str
    version: int
    said: str
    began_at: str
    ended_at: str
    refusal: Refusal | None


@dataclass(frozen=True, slots=True)
class DeclareForm:
    """An interest to declare. `people` are offered to those who record the room; others declare their own.

    `person` is the reader where it may be theirs: whoever records the room and is not at the table is asked
    whose it is. `item` is the one being taken, empty where none is.
    """

    meeting: str
    meeting_title: str
    person: str
    people: Options
    item: str
    items: Options
    now: str
    is_today: bool
    is_early: bool
    declared: tuple[DeclarationRow, ...]


def page_room(actor: Actor, *, meeting: uuid.UUID, moment: Moment) -> RoomPage:
    """The room of one meeting. Raises NotFoundError, and NotAllowedError for who does not record it."""
    row = _found(actor, meeting)
    if no := refusal_to_act(actor, Permission.ROOM_RECORD, group=str(row.group_id)):
        raise NotAllowedError(no)
    rows = list(_act_rows(row))
    refusal = _refusal(row, moment.today)
    read = replace(
        _read(actor, row, rows, moment.today),
        is_closed=refusal is not None and moment.today > row.on,
        is_today=moment.today == row.on,
    )
    shown = [one for one in rows if not one.item_id or not read.is_hidden(str(one.item_id))]
    return RoomPage(
        id=str(row.id),
        title=f"The room on {day(row.on)}",
        group=row.group.name,
        lede=_lede(read),
        now=clock(_now(row, moment, read.acts)),
        is_today=_is_under_way(row, moment),
        is_over=read.is_over,
        times=times_said(row),
        refusal=refusal,
        verdict=_verdict(read),
        seats=seat_rows(read),
        others=others_here(read),
        items=item_rows(read, _judged(read)),
        stretches=stretch_rows(read),
        acts=act_rows(read, shown, can_strike=refusal is None),
        declarations=_declarations(actor, row, read),
        here=tuple(
            sorted(
                ((one.presence.person_id, read.name(one.presence.person_id)) for one in read.room.here),
                key=lambda pair: pair[1],
            )
        ),
    )


def was_sent(actor: Actor, *, meeting: uuid.UUID, keys: Collection[str]) -> bool:
    """Whether something was recorded in a meeting's room by a form with one of these keys."""
    return scopes.room_acts(actor).filter(meeting=meeting, key__in=keys).exists()


def page_arrival(actor: Actor, *, meeting: uuid.UUID, moment: Moment) -> ArrivalForm:
    """The form for somebody the seats do not offer. Raises as `page_room` does."""
    row = _found(actor, meeting)
    if no := refusal_to_act(actor, Permission.ROOM_RECORD, group=str(row.group_id)):
        raise NotAllowedError(no)
    places = places_of(row)
    return ArrivalForm(
        meeting=str(row.id),
        meeting_title=f"The room on {day(row.on)}",
        now=clock(_now(row, moment, act_facts(list(_act_rows(row)), row))),
        is_today=_is_under_way(row, moment),
        seats=tuple(
            (place.id, f"{place.title}, in place of {place.holder.name}") for place in places if place.holder
        ),
        people=everybody_here(actor, row.on),
        refusal=_refusal(row, moment.today),
    )


def page_times(actor: Actor, *, meeting: uuid.UUID, moment: Moment) -> TimesForm:
    """The form that says when a meeting began and ended. Raises as `page_room` does.

    Offered are the first item taken, or the first arrival where that was later than the meeting was called
    for; and when everybody went home or, once its beginning is recorded, the time now.
    """
    row = _found(actor, meeting)
    if no := refusal_to_act(actor, Permission.ROOM_RECORD, group=str(row.group_id)):
        raise NotAllowedError(no)
    acts = act_facts(list(_act_rows(row)), None)
    began, ended = row.began_at, row.ended_at
    if ended is None:
        now = wall_clock(moment.at, row.zone) if began and moment.today == row.on else None
        began, ended = began or began_of(acts, row.starts), end_of(acts) or now
    return TimesForm(
        meeting=str(row.id),
        meeting_title=f"The room on {day(row.on)}",
        version=row.version,
        said=times_said(row),
        began_at=clock(began) if began else "",
        ended_at=clock(ended) if ended else "",
        refusal=_refusal(row, moment.today),
    )


def page_declare(actor: Actor, *, meeting: uuid.UUID, moment: Moment) -> DeclareForm:
    """The form that declares an interest. Raises NotFoundError and NotAllowedError."""
    row = _found(actor, meeting)
    if no := refusal_to_act(actor, Permission.MEETING_REPLY, group=str(row.group_id)):
        raise NotAllowedError(no)
    records = refusal_to_act(actor, Permission.ROOM_RECORD, group=str(row.group_id)) is None
    rows = list(_act_rows(row))
    read = _read(actor, row, rows, moment.today)
    declared = _declarations(actor, row, read)
    at_table = {place.holder.person for place in read.places if place.holder}
    at_table |= {one.presence.person_id for one in read.room.here}
    is_going_on = moment.today == row.on and not read.is_over
    item = read.room.item_id if is_going_on and not read.is_hidden(read.room.item_id) else ""
    return DeclareForm(
        meeting=str(row.id),
        meeting_title=f"Meeting of {day(row.on)}",
        person=actor.person if actor.person in at_table or not records else "",
        people=everybody_here(actor, row.on) if records else (),
        item=item,
        items=tuple((str(item.id), f"{number}. {item.title}") for number, item in read.items),
        now=clock(_now(row, moment, read.acts)),
        is_today=moment.today == row.on,
        is_early=moment.today < row.on,
        declared=declared,
    )


def _found(actor: Actor, meeting: uuid.UUID) -> Meeting:
    row = scopes.meetings(actor).filter(id=meeting).select_related("group").first()
    if row is None:
        raise NotFoundError
    return row


def _refusal(row: Meeting, today: date) -> Refusal | None:
    return refusal_of_room(row.kind) or refusal_to_record_room(
        state_of(row), on=row.on, today=today, minutes_approved_on=row.minutes_approved_on
    )


def _act_rows(row: Meeting) -> Iterable[RoomActRow]:
    return RoomActRow.objects.filter(meeting=row).order_by("number")


def _read(actor: Actor, row: Meeting, rows: Sequence[RoomActRow], today: date) -> Read:
    places = places_of(row)
    has_several = any(place.id != place.seat for place in places)
    acts = act_facts(rows, row if has_several else None)
    terms = terms_on(row)
    table = table_of(row, places, terms)
    items = list(scopes.agenda_items(actor).filter(meeting=row, removed_at__isnull=True))
    by_id = {str(item.id): item for item in items}
    replies = replies_to(actor, row)
    speaks = agencies_worked_for(_may_sit(places, replies), row.on)
    table = replace(table, instead=instead_of(table, places, replies, speaks))
    room = room_after(acts)
    return Read(
        places=places,
        acts=acts,
        room=room,
        terms=terms,
        table=table,
        replies=replies,
        names=_names(places, acts),
        agencies={agency.id: agency.name for agency in table.agencies},
        speaks=speaks,
        items=tuple((each.number, by_id[each.item.id]) for each in numbered(items, row.starts)),
        barred=_barred(row, items, room.here),
        held=until_the_end(acts, row.ended_at),
        taken=Taken.of(acts, row.ended_at),
        ends=end_of(acts, row.ended_at),
        still_open=_still_open(actor, row, by_id, room.withdrawn, today),
    )


def _may_sit(places: Sequence[Place], replies: Replies) -> frozenset[str]:
    """Everybody who holds a seat or was named as a deputy for one."""
    sitters = [one for place in places for one in (place.holder, *place.deputies) if one]
    return frozenset(
        [*(one.person for one in sitters), *(str(r.deputy_id) for r in replies.values() if r.deputy_id)]
    )


def _names(places: Sequence[Place], acts: Sequence[RoomAct]) -> dict[str, str]:
    """Names of everybody who came or withdrew; holders as their seat shows them."""
    holders = {place.holder.person: place.holder.name for place in places if place.holder}
    others = {act.person_id for act in acts if act.person_id} - holders.keys()
    rows = Person.objects.filter(id__in=others).values_list("id", "name") if others else ()
    return holders | {str(id): name for id, name in rows}


def _barred(
    row: Meeting, items: Sequence[AgendaItem], here: Sequence[InRoom]
) -> Mapping[str, Collection[str]]:
    """Who of those here may not know of which item: by what they are, and what they are there as."""
    closed = [item for item in items if not label_of(item).is_open_to_all]
    if not closed or not here:
        return {}
    as_what = {one.presence.person_id: _role(one) for one in here}
    people = list(Person.objects.filter(id__in=as_what).select_related("partnership"))
    actors = {
        str(id): replace(who, seats=who.seats | {(str(row.group_id), as_what[str(id)])})
        for id, who in actors_of(people, row.on).items()
    }
    return {
        str(item.id): frozenset(id for id, who in actors.items() if not sees(who, item)) for item in closed
    }


def _still_open(
    actor: Actor,
    row: Meeting,
    items: Mapping[str, AgendaItem],
    withdrawn: Collection[tuple[str, str]],
    today: date,
) -> frozenset[tuple[str, str]]:
    """Who withdrew from which item and may read it still, for whoever may set who sees it; else nobody."""
    known = [(person, items[item]) for person, item in withdrawn if item in items]
    if not known or refusal_to_act(actor, Permission.RESTRICTION_EDIT):
        return frozenset()
    people = Person.objects.filter(id__in={person for person, _ in known}).select_related("partnership")
    actors = {str(id): who for id, who in actors_of(list(people), today).items()}
    return frozenset((person, str(item.id)) for person, item in known if sees(actors[person], row, item))


def _role(one: InRoom) -> Role:
    """The role somebody has by what they are there as; whoever is in attendance has an observer's."""
    if not one.presence.seat_id:
        return Role.OBSERVER
    is_core = one.presence.seat_class is SeatClass.CORE
    return role_of_seat(is_core=is_core, is_deputy=one.presence.is_deputy)


def _is_under_way(row: Meeting, moment: Moment) -> bool:
    """Whether what is recorded is seen now, unless another time is given."""
    return moment.today == row.on and row.ended_at is None


def _now(row: Meeting, moment: Moment, acts: Sequence[RoomAct]) -> time:
    """The time to record: by the clock on the wall that day, later on from where the record stands."""
    if _is_under_way(row, moment):
        return wall_clock(moment.at, row.zone)
    return row.ended_at or max([row.starts, *(act.at for act in standing(acts))])


def _judged(read: Read) -> QuorumVerdict:
    """Whether the meeting is quorate for the item at hand, as far as the reader may know of it."""
    room = read.taken.last
    item = "" if read.is_hidden(room.item_id) else room.item_id
    when = When.THEN if read.is_over else When.NOW
    return read.judge(room.for_item(item), read.table.unable(room, item), when)


def _verdict(read: Read) -> Verdict:
    room, terms = read.taken.last, read.terms
    item = "" if read.is_hidden(room.item_id) else room.item_id
    when = When.THEN if read.is_over else When.NOW
    found = _judged(read)
    number = next((number for number, one in read.items if str(one.id) == item), "")
    clause = quorum_clause(terms)
    rule = ""
    if terms and clause and clause.quorum:
        rule = f"The terms ask for {in_words(clause.quorum)} ({terms.label})."
    head = QUORUM_WORDS[found.state]
    return Verdict(
        title=f"{head} for item {number}" if number and found.tests else head,
        standing=STANDINGS.get(found.state, "question"),
        why=" ".join(
            part for part in (found.why, *(_beside(read, room, item, when) if found.tests else ())) if part
        ),
        cure=found.cure,
        rule=rule,
        numbers=_numbers(found.members, found.agencies, when) if found.tests else (),
    )


def _beside(read: Read, room: Room, item: str, when: When) -> tuple[str, ...]:
    """What is to be known beside the verdict of those who are here and of whom they speak for."""
    return (*_speaking_elsewhere(read, room, item, when), _withdrawn(room, item, when))


def _speaking_elsewhere(read: Read, room: Room, item: str, when: When) -> tuple[str, ...]:
    """Holders who count for the agency of their seat and do not speak for it, where agencies are counted."""
    rule = read.table.rule
    if rule is None or not any(isinstance(test, Agencies | Named) for test in rule.tests):
        return ()
    places = {place.id: place for place in read.places}
    speaks, counted = ("spoke", "counted") if when is When.THEN else ("speaks", "counts")
    found = []
    for one in room.for_item(item):
        place = places.get(one.seat_id)
        if place is None or one.is_deputy or not counts(one, rule):
            continue
        if theirs := read.elsewhere(one.person_id, place):
            seat = read.agencies.get(place.agency_id, "another agency")
            name = read.name(one.person_id)
            found.append(f"{name} {speaks} for {theirs} and {counted} for {seat}, whose seat it is.")
    return tuple(found)


def _withdrawn(room: Room, item: str, when: When) -> str:
    """How many are in the room for a seat and do not count, having withdrawn from the item."""
    away = [one for one in room.here if one.presence.seat_id and item in one.withdrawn_from]
    if not away:
        return ""
    was = "did" if when is When.THEN else "does" if len(away) == 1 else "do"
    who = "one person" if len(away) == 1 else f"{spelt(len(away))} people"
    return f"{who.capitalize()} withdrew from this item and {was} not count."


def _numbers(members: int, agencies: int, when: When) -> tuple[tuple[int, str], ...]:
    verb = "counted" if when is When.THEN else "counts" if members == 1 else "count"
    return (
        (members, f"{'member' if members == 1 else 'members'} {verb}"),
        (agencies, "agency" if agencies == 1 else "agencies"),
    )


def _lede(read: Read) -> str:
    room = read.room
    if read.is_over:
        came = {
            act.presence.person_id for act in standing(read.acts) if act.presence and act.presence.seat_id
        }
        return f"{count(len(came), 'person', 'people')} came for a seat. This is how the meeting ended."
    here = sum(1 for one in room.here if one.presence.seat_id)
    others = len(room.here) - here
    said = f"{count(here, 'person', 'people')} here for a seat"
    said += f", {others} in attendance." if others else "."
    item = read.item(room.item_id)
    item = item[:1].lower() + item[1:] if read.is_hidden(room.item_id) else item
    return f"{said} Now taking {item}." if item else f"{said} No item is being taken yet."


def _declarations(actor: Actor, row: Meeting, read: Read) -> tuple[DeclarationRow, ...]:
    records = refusal_to_act(actor, Permission.ROOM_RECORD, group=str(row.group_id)) is None
    rows = scopes.declarations(actor).filter(meeting=row).select_related("person").order_by("recorded_at")
    return tuple(
        DeclarationRow(
            id=str(one.id),
            name=read.names.get(str(one.person_id), one.person.name),
            item=read.item(str(one.item_id or "")) or "The whole meeting",
            words=one.words,
            withdraws=one.withdraws,
            is_struck=one.struck_at is not None,
            can_strike=records or str(one.recorded_by_id) == actor.person,
            open_item=_open_item(read, one),
        )
        for one in rows
    )


def _open_item(read: Read, one: Declaration) -> tuple[str, str] | None:
    """The item somebody withdrew from by a declaration that stands, where they may read it still."""
    item = str(one.item_id or "")
    if not one.withdraws or one.struck_at or (str(one.person_id), item) not in read.still_open:
        return None
    return next((item, number) for number, held in read.items if str(held.id) == item)
