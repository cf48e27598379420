"""Records what is seen in a meeting's room. Acts are added one after another and never edited.

They raise no version, so that the room and the minutes of one live meeting never make each other stale:
the meeting's lock puts them in order. A form's `key` makes sending it twice safe.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from quorate.commands.replies import item_of
from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.meetings.calling import refusal_of_room
from quorate.domain.meetings.recording import refusal_of_time, refusal_to_record_room, wall_clock
from quorate.domain.meetings.room import Act, How, RoomAct, refusal_to_record
from quorate.records import scopes
from quorate.records.facts.meetings import state_of
from quorate.records.facts.rooms import act_facts, agencies_spoken_for, places_on
from quorate.records.models import Meeting, RoomActRow

SENT_ALREADY = "room.sent_already"


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
    how: How = How.IN_PERSON,
    has_authority: bool = False,
) -> Outcome:
    """Record that somebody came: the holder of a seat, a deputy for it, or with no seat in attendance.

    Whoever does not hold the seat is a deputy, and `has_authority` says whether they may decide for its
    agency. Refuses as `refusal_to_record_room`, `refusal_of_time` and `refusal_to_record` do, with
    `room.no_time`, and with `room.sent_already` where the form was sent before.
    """
    row, now, refusal = _open(run, meeting, seen)
    if refusal:
        return refusal
    run.get(scopes.people, person)
    as_what = _as_what(row, seat, person, has_authority=has_authority)
    act = _new(run, row, now, Act.CAME, person_id=person, how=how.value, **as_what)
    return _record(row, now, act, "room.arrived")


@command(Permission.ROOM_RECORD)
def record_return(
    run: Run, *, meeting: uuid.UUID, seen: Seen, person: uuid.UUID, how: How = How.IN_PERSON
) -> Outcome:
    """Record that somebody who left came back, as what they were there before.

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
    act = _new(run, row, now, Act.CAME, person_id=person, how=how.value, **same)
    return _record(row, now, act, "room.arrived")


@command(Permission.ROOM_RECORD)
def record_departure(run: Run, *, meeting: uuid.UUID, seen: Seen, person: uuid.UUID) -> Outcome:
    """Record that somebody left the room. Refuses as `record_arrival` does."""
    row, now, refusal = _open(run, meeting, seen)
    if refusal:
        return refusal
    run.get(scopes.people, person)
    return _record(row, now, _new(run, row, now, Act.LEFT, person_id=person), "room.left")


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
    return _record(row, now, act, "room.withdrew")


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


_AS_WHAT = ("seat_id", "agency_id", "seat_class", "title", "office", "is_deputy", "has_authority")


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
        return row, now, Refusal(SENT_ALREADY, "That was recorded already.")
    refusal = _refusal_of_room(run, row)
    if refusal is None and seen.at is None and run.moment.today != row.on:
        refusal = Refusal("room.no_time", "Give the time.", field="at")
    return row, now, refusal or refusal_of_time(now.at, on=row.on, today=run.moment.today, now=clock)


def _refusal_of_room(run: Run, row: Meeting) -> Refusal | None:
    return refusal_of_room(row.kind) or refusal_to_record_room(
        state_of(row), on=row.on, today=run.moment.today, minutes_approved_on=row.minutes_approved_on
    )


def _as_what(
    row: Meeting, seat: uuid.UUID | None, person: uuid.UUID, *, has_authority: bool
) -> dict[str, Any]:
    """What somebody is there as, kept as it is that day."""
    if seat is None:
        agency = agencies_spoken_for([person], row.on).get(person)
        return {"agency_id": agency, "has_authority": False}
    places = places_on(row.group_id, row.on, seat=seat)
    if not places:
        raise NotFoundError
    own = next((p for p in places if p.holder and p.holder.person == str(person)), None)
    named = next((p for p in places if any(d.person == str(person) for d in p.deputies)), None)
    place = own or named or next((p for p in places if p.holder), places[0])
    return {
        "seat_id": seat,
        "agency_id": uuid.UUID(place.agency_id) if place.agency_id else None,
        "seat_class": place.seat_class.value,
        "title": place.title,
        "office": own.holder.office.value if own and own.holder else "",
        "is_deputy": own is None,
        "has_authority": own is not None or has_authority,
    }


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
