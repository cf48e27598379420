"""Records what is seen in a meeting's room. Acts are added one after another and never edited.

They raise no version, so that the room and the minutes of one live meeting never make each other stale:
the meeting's lock puts them in order. A form's `key` makes sending it twice safe. When the meeting began and
ended is the meeting's own, and changed like anything else of it.
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import time
from typing import Any

from django.db.models import Q

from quorate.commands.replies import item_of
from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.meetings.calling import refusal_of_room
from quorate.domain.meetings.lifecycle import MeetingState, by_end
from quorate.domain.meetings.recording import (
    refusal_of_seen,
    refusal_of_times,
    refusal_to_record_room,
    wall_clock,
)
from quorate.domain.meetings.room import Act, How, RoomAct, refusal_to_record, room_after
from quorate.domain.membership.agencies import seated_elsewhere
from quorate.domain.membership.replies import Answer
from quorate.records import scopes
from quorate.records.facts.agencies import agency_names
from quorate.records.facts.meetings import state_of
from quorate.records.facts.rooms import (
    Place,
    act_facts,
    agencies_spoken_for,
    agencies_worked_for,
)
from quorate.records.facts.tables import agencies_at, places_of
from quorate.records.models import Meeting, Person, Reply, RoomActRow

SENT_ALREADY = "room.sent_already"
WAS_SENT = Refusal(SENT_ALREADY, "That was recorded already.")


@dataclass(frozen=True, slots=True)
class Seen:
    """When something was seen, by the clock on the wall, and the key of the form that tells it.

    With no time it is seen now, on the meeting's day.
    """

    at: time | None
    key: str


@command(Permission.ROOM_RECORD)
def record_arrival(
    run: Run,
    *,
    meeting: uuid.UUID,
    seen: Seen,
    person: uuid.UUID,
    seat: uuid.UUID | None = None,
    place: int | None = None,
    how: How | None = None,
    has_authority: bool = False,
) -> Outcome:
    """Record that somebody came: the holder of a seat, a deputy for it, or with no seat in attendance.

    Whoever does not hold the seat is a deputy, and `has_authority` says whether they may decide for its
    agency. `place` says for which of several who hold it; with none it is whom they are named for, or the
    first who is not here. With no `how` they attend as they said that they would, else in person. Nobody
    comes for a vacant seat. Refuses as `refusal_to_record_room`,
    `refusal_of_seen` and `refusal_to_record` do, with `room.vacant_seat`, and with `room.sent_already`
    where the form was sent before.
    """
    row, now, refusal = _open(run, meeting, seen)
    if refusal:
        return refusal
    run.get(scopes.people, person)
    places = places_of(row)
    for_seat = None if seat is None else [one for one in places if one.seat == str(seat)]
    as_what = _as_what(row, now, person, for_seat, place, has_authority=has_authority)
    if isinstance(as_what, Refusal):
        return as_what
    promised = _how_promised(row, person, seat) if how is None else None
    attends = how or promised or How.IN_PERSON
    act = _new(run, row, now, Act.CAME, person_id=person, how=attends.value, **as_what)
    as_said = _AS_SAID.get(promised, "") if promised else ""
    return _told(row, act, _record(row, now, act, "room.arrived"), "is here", places, as_said=as_said)


@command(Permission.ROOM_RECORD)
def record_return(
    run: Run, *, meeting: uuid.UUID, seen: Seen, person: uuid.UUID, how: How | None = None
) -> Outcome:
    """Record that somebody who left came back, as what they were there before, and with no `how` that way.

    Refuses as `record_arrival` does. Whoever never came is not found.
    """
    row, now, refusal = _open(run, meeting, seen)
    if refusal:
        return refusal
    came = RoomActRow.objects.filter(meeting=row, act=Act.CAME.value, person=person, struck_at__isnull=True)
    before = came.order_by("-number").first()
    if before is None:
        raise NotFoundError
    same = {name: getattr(before, name) for name in _AS_WHAT}
    attends = how.value if how else before.how
    act = _new(run, row, now, Act.CAME, person_id=person, how=attends, **same)
    return _told(row, act, _record(row, now, act, "room.arrived"), "is back")


@command(Permission.ROOM_RECORD)
def record_departure(run: Run, *, meeting: uuid.UUID, seen: Seen, person: uuid.UUID) -> Outcome:
    """Record that somebody left the room. Refuses as `record_arrival` does."""
    row, now, refusal = _open(run, meeting, seen)
    if refusal:
        return refusal
    run.get(scopes.people, person)
    act = _new(run, row, now, Act.LEFT, person_id=person)
    return _told(row, act, _record(row, now, act, "room.left"), "left")


@command(Permission.ROOM_RECORD)
def record_withdrawal(
    run: Run, *, meeting: uuid.UUID, seen: Seen, person: uuid.UUID, item: uuid.UUID
) -> Outcome:
    """Record that somebody withdraws from an item for a conflict. Refuses as `record_arrival` does."""
    row, now, refusal = _open(run, meeting, seen)
    if refusal:
        return refusal
    run.get(scopes.people, person)
    about = item_of(run, row, item)
    act = _new(run, row, now, Act.WITHDREW, person_id=person, item=about)
    done = _record(row, now, act, "room.withdrew")
    if isinstance(done, Refusal):
        return done
    name = Person.objects.values_list("name", flat=True).get(id=person)
    return replace(done, sentence=f"{name} withdrew from “{about.title}”, and does not count for it.")


@command(Permission.ROOM_RECORD)
def take_item(run: Run, *, meeting: uuid.UUID, seen: Seen, item: uuid.UUID) -> Outcome:
    """Record that the meeting now takes an item. Refuses as `record_arrival` does."""
    row, now, refusal = _open(run, meeting, seen)
    if refusal:
        return refusal
    about = item_of(run, row, item)
    return _record(row, now, _new(run, row, now, Act.ITEM, item=about), "room.item_taken")


@command(Permission.ROOM_RECORD)
def strike_out(run: Run, *, meeting: uuid.UUID, act: uuid.UUID) -> Outcome:
    """Strike out something recorded by mistake; it stays on record and counts for nothing.

    Refuses as `refusal_to_record_room` does, with `room.struck_already`, and with
    `room.strike_declaration` for a withdrawal that a declaration made.
    """
    row = run.find(scopes.meetings, meeting, group="group_id")
    if refusal := _refusal_of_room(run, row):
        return refusal
    made = run.get(scopes.room_acts, act)
    if made.meeting_id != row.id:
        raise NotFoundError
    if made.struck_at:
        return Refusal("room.struck_already", "That was struck out already.")
    if made.key.startswith("declaration:"):
        return Refusal(
            "room.strike_declaration",
            "They withdrew by declaring an interest.",
            "Strike out the declaration.",
        )
    made.struck_at, made.struck_by_id = run.moment.at, uuid.UUID(run.actor.person)
    made.save(update_fields=["struck_at", "struck_by"])
    details = {"meeting": str(row.id), "act": made.act, "number": str(made.number)}
    return Done([Event("room.struck_out", "room_act", str(made.id), details)], id=made.id)


@command(Permission.ROOM_RECORD)
def record_times(
    run: Run, *, meeting: uuid.UUID, began_at: time | None, ended_at: time | None, version: int
) -> Outcome:
    """Record when the meeting began and ended, or put it right; either may still be open.

    From its end on it is held, and nobody's departure need be recorded; with its end taken back it is as it
    was before. Refuses as `refusal_to_record_room` and
    `refusal_of_times` do, and with `room.times_stand`. Raises StaleError when the meeting has moved on.
    """
    row = run.find(scopes.meetings, meeting, version=version, group="group_id")
    if refusal := _refusal_of_room(run, row) or refusal_of_times(
        act_facts(list(RoomActRow.objects.filter(meeting=row)), None),
        began_at=began_at,
        ended_at=ended_at,
        on=row.on,
        today=run.moment.today,
        now=wall_clock(run.moment.at, row.zone),
    ):
        return refusal
    if (row.began_at, row.ended_at) == (began_at, ended_at):
        return Refusal("room.times_stand", "That is what is recorded already.", field="began_at")
    row.began_at, row.ended_at = began_at, ended_at
    row.state = by_end(
        MeetingState(row.state),
        is_ended=ended_at is not None,
        is_circulated=row.circulated_on is not None,
        is_minuted=bool(row.minutes_to_chair_on or row.minutes_to_members_on),
    ).value
    row.save(update_fields=["began_at", "ended_at", "state"])
    run.touch(row)
    times = {"began": began_at, "ended": ended_at}
    details = {name: at.isoformat("minutes") for name, at in times.items() if at}
    return Done([Event("room.times_recorded", "meeting", str(row.id), details)], id=row.id)


_AS_SAID = {How.ONLINE: ", online as they said", How.PHONE: ", by phone as they said"}
_AS_WHAT = ("seat_id", "place", "agency_id", "seat_class", "title", "office", "is_deputy", "has_authority")


@dataclass(frozen=True, slots=True)
class _Now:
    """The time something was seen, its form's key, and what was recorded in the room before."""

    at: time
    key: str
    before: Sequence[RoomActRow]


def _open(run: Run, meeting: uuid.UUID, seen: Seen) -> tuple[Meeting, _Now, Refusal | None]:
    """The meeting, the room as it stands, and why nothing can be recorded of it now."""
    row = run.find(scopes.meetings, meeting, group="group_id")
    clock = wall_clock(run.moment.at, row.zone)
    before = list(RoomActRow.objects.filter(meeting=row).order_by("number"))
    now = _Now(clock if seen.at is None else seen.at, seen.key, before)
    if any(act.key == seen.key for act in before):
        return row, now, WAS_SENT
    refusal = _refusal_of_room(run, row) or refusal_of_seen(
        seen.at, ended_at=row.ended_at, on=row.on, today=run.moment.today, now=clock
    )
    return row, now, refusal


def _refusal_of_room(run: Run, row: Meeting) -> Refusal | None:
    return refusal_of_room(row.kind) or refusal_to_record_room(
        state_of(row), on=row.on, today=run.moment.today, minutes_approved_on=row.minutes_approved_on
    )


def _as_what(
    row: Meeting,
    now: _Now,
    person: uuid.UUID,
    places: Sequence[Place] | None,
    number: int | None,
    *,
    has_authority: bool,
) -> dict[str, Any] | Refusal:
    """What somebody is there as, kept as it is that day: for one of the places of a seat, or for none."""
    if places is None:
        agency = agencies_spoken_for([person], row.on).get(person)
        return {"agency_id": agency, "has_authority": False}
    if not places:
        raise NotFoundError
    own = next((p for p in places if p.holder and p.holder.person == str(person)), None)
    place = own or _place_of_deputy(row, now, person, [p for p in places if p.holder], number)
    if place is None:
        return Refusal(
            "room.vacant_seat",
            "Nobody holds that seat, so nobody can stand in for them.",
            "Record them as in attendance, or first appoint somebody to the seat.",
            field="seat",
        )
    agency = place.agency_id if own else _agency_of(row, person, place)
    return {
        "seat_id": uuid.UUID(place.seat),
        "place": place.number,
        "agency_id": uuid.UUID(agency) if agency else None,
        "seat_class": place.seat_class.value,
        "title": place.title,
        "office": own.holder.office.value if own and own.holder else "",
        "is_deputy": own is None,
        "has_authority": own is not None or has_authority,
    }


def _how_promised(row: Meeting, person: uuid.UUID, seat: uuid.UUID | None) -> How | None:
    """How somebody was said to attend, in their own reply or the one that sends them; None where in none."""
    said = Reply.objects.filter(meeting=row, **({"seat": seat} if seat else {}))
    own = Q(person=person, answer=Answer.COMING.value) | Q(deputy=person, answer=Answer.DEPUTY.value)
    how = said.filter(own).order_by("id").values_list("how", flat=True).first()
    return How(how) if how else None


def _place_of_deputy(
    row: Meeting, now: _Now, person: uuid.UUID, held: Sequence[Place], number: int | None
) -> Place | None:
    """In whose place somebody comes: as said, as named or promised, else the first who is not there."""
    promised = set(Reply.objects.filter(meeting=row, deputy=person).values_list("person_id", flat=True))
    room = room_after(act_facts(now.before, row))
    there = {one.presence.seat_id for one in room.here}
    ways: tuple[Callable[[Place], bool], ...] = (
        lambda p: p.number == number,
        lambda p: any(one.person == str(person) for one in p.deputies),
        lambda p: p.holder is not None and uuid.UUID(p.holder.person) in promised,
        lambda p: p.id not in there,
        lambda _: True,
    )
    return next((p for fits in ways for p in held if fits(p)), None)


def _agency_of(row: Meeting, person: uuid.UUID, place: Place) -> str:
    agencies = agencies_at(row)
    own = agencies_worked_for([person], row.on).get(str(person), ())
    return place.brought_by_deputy(own, agencies)


def _told(
    row: Meeting,
    act: RoomActRow,
    done: Outcome,
    verb: str,
    places: Sequence[Place] | None = None,
    *,
    as_said: str = "",
) -> Outcome:
    """What was recorded, saying who it was, as what and for which seat: a number typed names nobody.

    `places` are those of the meeting's day, where they are known already. `as_said` is how they attend,
    where that was taken from what was said before.
    """
    if isinstance(done, Refusal):
        return done
    places = places_of(row) if places is None else places
    seat = (str(act.seat_id), act.place)
    number, place = next(
        ((n, one) for n, one in enumerate(places, 1) if (one.seat, one.number) == seat), (0, None)
    )
    held = {one.holder.person: one.holder.name for one in places if one.holder}
    name = held.get(str(act.person_id)) or Person.objects.values_list("name", flat=True).get(
        id=str(act.person_id)
    )
    powers = f", deputy {'with' if act.has_authority else 'without'} authority," if act.is_deputy else ""
    where = f" for seat {number}" if number else ", in attendance" if act.act == Act.CAME.value else ""
    said = f"{name}{powers} {verb}{where}{as_said}."
    return replace(done, sentence=f"{said} {_elsewhere(row, act, place) if place else ''}".rstrip())


def _elsewhere(row: Meeting, came: RoomActRow, place: Place) -> str:
    """That a deputy counts for their own agency and not for that of the seat; empty where they are one."""
    if not came.is_deputy or came.agency_id is None:
        return ""
    names = agency_names(row.group.partnership_id, row.on)
    if place.agency_id in ("", str(came.agency_id)):
        return ""
    return seated_elsewhere(names[str(came.agency_id)], names[place.agency_id], is_deputy=True)


def _new(run: Run, row: Meeting, now: _Now, act: Act, **more: Any) -> RoomActRow:
    return RoomActRow(
        id=run.new_id(),
        meeting=row,
        number=now.before[-1].number + 1 if now.before else 1,
        key=now.key,
        at=now.at,
        act=act.value,
        recorded_at=run.moment.at,
        recorded_by_id=uuid.UUID(run.actor.person),
        **more,
    )


def _record(row: Meeting, now: _Now, new: RoomActRow, code: str) -> Outcome:
    fact = RoomAct(new.number, new.at, Act(new.act), str(new.person_id or ""), str(new.item_id or ""))
    if refusal := refusal_to_record(act_facts(now.before, None), fact):
        return refusal
    new.save(force_insert=True)
    details = {"meeting": str(row.id), "number": str(new.number)}
    return Done([Event(code, "room_act", str(new.id), details)], id=new.id)
