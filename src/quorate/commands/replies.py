"""Records what somebody says of coming to a meeting, and the interests they declare in it."""

import uuid
from dataclasses import dataclass
from datetime import time

from django.db.models import Max, Q

from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.asking import NotFoundError, StaleError
from quorate.domain.kernel.behalf import refusals_of_behalf
from quorate.domain.kernel.outcomes import OnBehalf, Refusal
from quorate.domain.meetings.calling import refusal_of_room
from quorate.domain.meetings.recording import (
    BEFORE_THE_MEETING,
    refusal_of_declaration,
    refusal_of_reply,
    refusal_of_seen,
    refusal_to_answer,
    refusal_to_record_room,
    wall_clock,
)
from quorate.domain.meetings.room import Act, How, refusal_to_record
from quorate.domain.membership.replies import Answer
from quorate.records import scopes
from quorate.records.facts.meetings import state_of
from quorate.records.facts.rooms import act_facts
from quorate.records.facts.tables import places_of
from quorate.records.models import AgendaItem, Declaration, Meeting, Reply, RoomActRow


@dataclass(frozen=True, slots=True)
class Said:
    """What a reply says. `deputy`, `has_authority` and `is_briefed` are of whoever comes in their place."""

    answer: Answer
    how: How = How.IN_PERSON
    deputy: uuid.UUID | None = None
    has_authority: bool = False
    is_briefed: bool = False
    note: str = ""


@command(Permission.MEETING_REPLY)
def record_reply(
    run: Run,
    *,
    meeting: uuid.UUID,
    seat: uuid.UUID,
    person: uuid.UUID,
    said: Said,
    version: int = 0,
    on_behalf: OnBehalf | None = None,
) -> Outcome:
    """Record whether the holder of a seat comes to a meeting; said anew, it replaces what was said before.

    Somebody replies for themselves; for others only those who record the room may, and say how they know.
    `version` is that of the reply it replaces, 0 for the first: stale when another came meanwhile.
    Refuses as `refusal_to_answer`, `refusal_of_reply` and `refusals_of_behalf` (context `replies`) do.
    """
    row = run.find(scopes.meetings, meeting, group="group_id")
    if str(person) != run.actor.person or on_behalf:
        run.may(row.group_id, Permission.ROOM_RECORD)
    held = [place.holder for place in places_of(row, seat=seat)]
    if not any(holder and holder.person == str(person) for holder in held):
        raise NotFoundError
    if refusal := (
        refusal_to_answer(state_of(row), on=row.on, today=run.moment.today)
        or refusal_of_reply(
            said.answer,
            holder=str(person),
            deputy=str(said.deputy or ""),
            note=said.note.strip(),
            expected_for=_expected_for(row, seat, person, said),
        )
        or _refusal_of_behalf(run, person, on_behalf)
    ):
        return refusal
    deputy = run.get(scopes.people, said.deputy) if said.answer is Answer.DEPUTY else None
    run.behalf = on_behalf
    reply = Reply.objects.filter(meeting=row, seat=seat, person=person).first()
    if version != (reply.version if reply else 0):
        raise StaleError(reply.version if reply else 0)
    made = reply or Reply(id=run.new_id(), meeting=row, seat_id=seat, person_id=person)
    made.answer, made.how, made.deputy = said.answer.value, said.how.value, deputy
    made.has_authority = bool(deputy) and said.has_authority
    made.is_briefed = bool(deputy) and said.is_briefed
    made.note, made.recorded_at = said.note.strip(), run.moment.at
    made.save(force_insert=reply is None)
    if reply:
        run.touch(made)
    details = {"meeting": str(row.id), "answer": said.answer.value}
    return Done([Event("meetings.reply_recorded", "reply", str(made.id), details)], id=made.id)


@command(Permission.MEETING_REPLY)
def declare_interest(
    run: Run,
    *,
    meeting: uuid.UUID,
    person: uuid.UUID,
    words: str,
    item: uuid.UUID | None = None,
    withdraws: bool = False,
    at: time | None = None,
) -> Outcome:
    """Declare an interest in an item, or with none in the whole meeting; withdrawing is an act of its room.

    Somebody declares for themselves; for others only those who record the room may. Declared before the
    day, the withdrawal holds from the start, and is refused as `refusal_to_answer` does. From the day on it
    is refused as whatever else is seen in the room: as `refusal_to_record_room`, `refusal_of_seen` and
    `refusal_to_record` do. Refuses as `refusal_of_declaration` does too, with `room.declared_already`, and
    nobody withdraws from a question by email: `room.by_email`.
    """
    row = run.find(scopes.meetings, meeting, group="group_id")
    if str(person) != run.actor.person:
        run.may(row.group_id, Permission.ROOM_RECORD)
    who = run.get(scopes.people, person)
    about = item_of(run, row, item) if item else None
    said = words.replace("\r\n", "\n").strip()
    now = wall_clock(run.moment.at, row.zone)
    when = BEFORE_THE_MEETING if run.moment.today < row.on else now if at is None else at
    goes = _withdrawal(run, row, about, person, when) if withdraws and about else None
    if refusal := (
        refusal_of_declaration(said, withdraws=withdraws, has_item=about is not None)
        or _refusal_of_day(run, row, at, now, withdraws=withdraws)
        or _refusal_of_again(row, about, person, said)
        or (_refusal_of_act(row, goes) if goes else None)
    ):
        return refusal
    made = Declaration.objects.create(
        id=run.new_id(),
        meeting=row,
        item=about,
        person=who,
        words=said,
        withdraws=withdraws,
        recorded_at=run.moment.at,
        recorded_by_id=uuid.UUID(run.actor.person),
    )
    if goes:
        goes.key = _key_of(made.id)
        goes.save(force_insert=True)
    details = {"meeting": str(row.id), "withdraws": "yes" if withdraws else "no"}
    return Done([Event("meetings.interest_declared", "declaration", str(made.id), details)], id=made.id)


@command(Permission.MEETING_REPLY)
def strike_out_declaration(run: Run, *, meeting: uuid.UUID, declaration: uuid.UUID) -> Outcome:
    """Strike out an interest declared by mistake, and with it the withdrawal it made; it stays on record.

    Whoever declared it may, and those who record the room. Refuses with `room.struck_already` and
    `room.minutes_approved`.
    """
    row = run.find(scopes.meetings, meeting, group="group_id")
    made = run.get(scopes.declarations, declaration)
    if made.meeting_id != row.id:
        raise NotFoundError
    if str(made.recorded_by_id) != run.actor.person:
        run.may(row.group_id, Permission.ROOM_RECORD)
    if made.struck_at:
        return Refusal("room.struck_already", "That was struck out already.")
    if row.minutes_approved_on and (refusal := _refusal_of_room(run, row)):
        return refusal
    made.struck_at = run.moment.at
    made.save(update_fields=["struck_at"])
    acts = RoomActRow.objects.filter(meeting=row, key=_key_of(made.id), struck_at__isnull=True)
    acts.update(struck_at=run.moment.at, struck_by=uuid.UUID(run.actor.person))
    details = {"meeting": str(row.id)}
    return Done([Event("meetings.declaration_struck_out", "declaration", str(made.id), details)], id=made.id)


def item_of(run: Run, meeting: Meeting, item: uuid.UUID) -> AgendaItem:
    """An item standing on the meeting's agenda that the actor may know of; else NotFoundError."""
    found = run.get(scopes.agenda_items, item)
    if found.meeting_id != meeting.id or found.removed_at:
        raise NotFoundError
    return found


def next_number(meeting: Meeting) -> int:
    """The number of the next act in a meeting's room; the meeting is locked by whoever found it."""
    return (RoomActRow.objects.filter(meeting=meeting).aggregate(n=Max("number"))["n"] or 0) + 1


def _expected_for(row: Meeting, seat: uuid.UUID, person: uuid.UUID, said: Said) -> str:
    """The other seat for which whoever a reply sends is expected, as deputy or, where sent, for their own."""
    if said.answer is Answer.APOLOGIES:
        return ""
    is_sent = said.answer is Answer.DEPUTY
    who = said.deputy if is_sent else person
    expected = Q(answer=Answer.DEPUTY.value, deputy=who)
    if is_sent:
        expected |= Q(answer=Answer.COMING.value, person=who)
    others = list(Reply.objects.filter(expected, meeting=row).exclude(seat=seat)) if who else []
    held = {
        (place.seat, place.holder.person): place.title
        for place in (places_of(row) if others else ())
        if place.holder
    }
    titles = (held.get((str(one.seat_id), str(one.person_id)), "") for one in others)
    return next(filter(None, titles), "")


def _refusal_of_behalf(run: Run, person: uuid.UUID, said: OnBehalf | None) -> Refusal | None:
    if said is None and str(person) != run.actor.person:
        return Refusal("replies.on_behalf_how", "Say how they told you.", field="on_behalf_how")
    return next(iter(refusals_of_behalf(said, today=run.moment.today, context="replies")), None)


def _refusal_of_room(run: Run, row: Meeting) -> Refusal | None:
    return refusal_to_record_room(
        state_of(row), on=row.on, today=run.moment.today, minutes_approved_on=row.minutes_approved_on
    )


def _refusal_of_day(run: Run, row: Meeting, at: time | None, now: time, *, withdraws: bool) -> Refusal | None:
    """Why nothing can be declared at that time. An interest told of a day past may leave the time open."""
    today = run.moment.today
    if withdraws and (refusal := refusal_of_room(row.kind)):
        return refusal
    if today < row.on:
        return refusal_to_answer(state_of(row), on=row.on, today=today)
    if refusal := _refusal_of_room(run, row):
        return refusal
    if at is None and today > row.on and not withdraws:
        return None
    return refusal_of_seen(at, ended_at=row.ended_at, on=row.on, today=today, now=now)


def _refusal_of_again(row: Meeting, item: AgendaItem | None, person: uuid.UUID, words: str) -> Refusal | None:
    same = Declaration.objects.filter(
        meeting=row, item=item, person=person, words=words, struck_at__isnull=True
    )
    if not same.exists():
        return None
    return Refusal("room.declared_already", "That was declared already.", field="words")


def _withdrawal(run: Run, row: Meeting, item: AgendaItem, person: uuid.UUID, at: time) -> RoomActRow | None:
    """The withdrawal that a declaration makes, not kept yet; None where it stands already."""
    before = RoomActRow.objects.filter(
        meeting=row, act=Act.WITHDREW.value, person=person, item=item, struck_at__isnull=True
    )
    if before.exists():
        return None
    return RoomActRow(
        id=run.new_id(),
        meeting=row,
        number=next_number(row),
        at=at,
        act=Act.WITHDREW.value,
        person_id=person,
        item=item,
        recorded_at=run.moment.at,
        recorded_by_id=uuid.UUID(run.actor.person),
    )


def _refusal_of_act(row: Meeting, new: RoomActRow) -> Refusal | None:
    before = act_facts(list(RoomActRow.objects.filter(meeting=row).order_by("number")), None)
    return refusal_to_record(before, act_facts([new], None)[0])


def _key_of(declaration: uuid.UUID) -> str:
    return f"declaration:{declaration}"
