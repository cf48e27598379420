"""Who says they are coming to a meeting, the quorum they would make, and the form that says it."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from quorate.domain.access.actor import Actor, refusal_to_act
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import count, day, listed
from quorate.domain.meetings.quorate import Table
from quorate.domain.meetings.recording import refusal_to_answer, refusal_to_record_room
from quorate.domain.meetings.room import HOWS, How
from quorate.domain.membership.attendance import Mark, mark_away
from quorate.domain.membership.facts import Presence, SeatClass
from quorate.domain.membership.quorum import QuorumState, QuorumVerdict
from quorate.domain.membership.quorum_said import When
from quorate.domain.membership.replies import ANSWERS, Answer
from quorate.queries.people.choices import everybody_here
from quorate.queries.quorums import table_of
from quorate.records import scopes
from quorate.records.facts.meetings import state_of
from quorate.records.facts.rooms import (
    Place,
    acts_of,
    agencies_worked_for,
    is_waited_for,
    present_at,
)
from quorate.records.facts.tables import agencies_at, places_of
from quorate.records.models import Meeting, Reply

Options = tuple[tuple[str, str], ...]
Replies = Mapping[tuple[str, str], Reply]
NOT_YET = "Not here yet"
WORDS = {
    QuorumState.QUORATE: "quorate",
    QuorumState.NOT_QUORATE: "not quorate",
    QuorumState.NOT_KNOWN: "cannot be said",
    QuorumState.NONE_STATED: "no quorum stated",
}
STANDINGS = {QuorumState.QUORATE: "met", QuorumState.NOT_QUORATE: "off_track"}


@dataclass(frozen=True, slots=True)
class ComingRow:
    """A place, who holds it and what they said. `can_reply` for whoever may say it or record it.

    `answer` is what was said as data. `came` says who was there for it, empty until the room was recorded,
    and `mark` is what the attendance sheet has for it.
    """

    seat: str
    person: str
    title: str
    agency: str
    name: str
    is_advisory: bool
    said: str
    standing: str
    note: str
    can_reply: bool
    is_mine: bool
    answer: Answer | None = None
    came: str = ""
    came_standing: str = ""
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Coming:
    """Who is coming, and the quorum expected; or who came, once the room was recorded.

    `refusal` says why nobody can reply any more.
    """

    rows: tuple[ComingRow, ...]
    lede: str
    expected: str
    cure: str
    standing: str
    refusal: Refusal | None
    is_mine: bool
    may_record: bool
    can_open_room: bool
    can_declare: bool
    was_recorded: bool
    is_going_on: bool
    group: str

    @property
    def to_record(self) -> tuple[tuple[str, str], ...]:
        """Those whose reply this reader may record, as seat and person, with what they said so far."""
        if not self.may_record or self.refusal:
            return ()
        rows = (row for row in self.rows if row.can_reply)
        return tuple(
            (f"{row.seat}/{row.person}", f"{row.name} ({row.said[:1].lower()}{row.said[1:]})") for row in rows
        )


@dataclass(frozen=True, slots=True)
class ReplyForm:
    """One person's reply to a meeting, to be written or changed.

    `for_others` when somebody else than its holder writes it: they then say how they were told. `whose` are
    the seats, people and names to choose from, where nobody was named and the reader holds no seat.
    """

    meeting: str
    meeting_title: str
    seat: str
    person: str
    name: str
    title: str
    for_others: bool
    version: int
    answer: str
    how: str
    deputy: str
    has_authority: bool
    is_briefed: bool
    note: str
    answers: Options
    hows: Options
    deputies: Options
    today: date
    refusal: Refusal | None
    whose: tuple[tuple[str, str, str], ...] = ()


def coming_to(actor: Actor, row: Meeting, today: date) -> Coming:
    """Who is coming to a meeting the actor may know of."""
    places = places_of(row)
    replies = replies_to(actor, row)
    may_record = refusal_to_act(actor, Permission.ROOM_RECORD, group=str(row.group_id)) is None
    may_reply = refusal_to_act(actor, Permission.MEETING_REPLY, group=str(row.group_id)) is None
    refusal = refusal_to_answer(state_of(row), on=row.on, today=today)
    agencies = _agency_names(row)
    rows = tuple(
        _row(place, replies, agencies, actor, may_record=may_record, may_reply=may_reply and not refusal)
        for place in _held(places)
    )
    came = present_at(row, acts_of(row)) if row.on <= today else ()
    waits = bool(came) and is_waited_for(row, today)
    if came:
        pairs = zip(rows, _held(places), strict=True)
        rows = tuple(_with_came(one, place, came, waits=waits) for one, place in pairs)
    deputies = [one.deputy_id for one in replies.values() if one.deputy_id]
    verdict = expected(table_of(row, places), places, replies, agencies_worked_for(deputies, row.on))
    room = refusal_to_record_room(
        state_of(row), on=row.on, today=today, minutes_approved_on=row.minutes_approved_on
    )
    return Coming(
        rows=rows,
        lede=_lede_came(rows) if came else _lede(rows),
        expected=_expected_said(verdict),
        cure=verdict.cure,
        standing=STANDINGS.get(verdict.state, "question"),
        refusal=refusal,
        is_mine=any(one.is_mine and one.can_reply for one in rows),
        may_record=may_record,
        can_open_room=may_record and room is None,
        can_declare=may_reply and (room is None or today < row.on),
        was_recorded=bool(came),
        is_going_on=waits,
        group=row.group.slug,
    )


def page_reply(
    actor: Actor,
    *,
    meeting: uuid.UUID,
    today: date,
    seat: uuid.UUID | None = None,
    person: uuid.UUID | None = None,
) -> ReplyForm:
    """The form of one reply: of the place named, or with none of the actor's own, the first they hold.

    Where they hold none, those who record the room are asked whose it is; others raise NotFoundError.
    Another's reply raises NotAllowedError for those who do not record the room.
    """
    row = scopes.meetings(actor).filter(id=meeting).select_related("group").first()
    if row is None:
        raise NotFoundError
    if no := refusal_to_act(actor, Permission.MEETING_REPLY, group=str(row.group_id)):
        raise NotAllowedError(no)
    for_others = refusal_to_act(actor, Permission.ROOM_RECORD, group=str(row.group_id))
    wanted = str(person or actor.person)
    held = [place for place in places_of(row) if place.holder]
    places = [
        place
        for place in held
        if place.holder and place.holder.person == wanted and (seat is None or place.seat == str(seat))
    ]
    if not places and not person and not seat and not for_others and held:
        return replace(
            _form(actor, row, held[0], None, today, is_mine=False),
            whose=tuple((p.seat, p.holder.person, f"{p.holder.name}, {p.title}") for p in held if p.holder),
        )
    if not places:
        raise NotFoundError
    place = places[0]
    is_mine = wanted == actor.person
    if not is_mine and for_others:
        raise NotAllowedError(for_others)
    reply = replies_to(actor, row).get((place.seat, wanted))
    return _form(actor, row, place, reply, today, is_mine=is_mine)


def replies_to(actor: Actor, row: Meeting) -> Replies:
    """What was said of coming to a meeting, by seat and person."""
    rows = scopes.replies(actor).filter(meeting=row).select_related("deputy")
    return {(str(reply.seat_id), str(reply.person_id)): reply for reply in rows}


def expected(
    table: Table, places: Sequence[Place], replies: Replies, speaks: Mapping[str, tuple[str, ...]]
) -> QuorumVerdict:
    """The quorum that those would make who said that they come or send a deputy.

    `speaks` are the agencies that deputies speak for: they bring their own to the table.
    """
    coming = {place.id: _said_to_come(table, place, replies, speaks) for place in places}
    table = replace(table, instead=instead_of(table, places, replies, speaks))
    return table.verdict([one for one in coming.values() if one], when=When.EXPECTED)


def instead_of(
    table: Table, places: Sequence[Place], replies: Replies, speaks: Mapping[str, tuple[str, ...]]
) -> dict[str, Presence | None]:
    """Whom those send who said that they do not come, by place; None with apologies."""
    found = {}
    for place in places:
        reply = reply_of(place, replies)
        if reply and reply.answer != Answer.COMING.value:
            found[place.id] = _said_to_come(table, place, replies, speaks)
    return found


def _said_to_come(
    table: Table, place: Place, replies: Replies, speaks: Mapping[str, tuple[str, ...]]
) -> Presence | None:
    """Whoever was said to come for a place, as what they will be there; a deputy brings their own agency."""
    reply = reply_of(place, replies)
    found = presence_of(place, reply) if reply else None
    if found is None or not found.is_deputy:
        return found
    own = speaks.get(found.person_id, ())
    return replace(found, agency_id=place.brought_by_deputy(own, table.agencies))


def reply_of(place: Place, replies: Replies) -> Reply | None:
    """What the holder of a place said."""
    return replies.get((place.seat, place.holder.person)) if place.holder else None


def said_of(reply: Reply | None) -> tuple[str, str]:
    """A reply in words, with the standing that colours it."""
    if reply is None:
        return "No answer", "waiting"
    answer = Answer(reply.answer)
    online = {How.ONLINE.value: " online", How.PHONE.value: " by phone"}.get(reply.how, "")
    if answer is Answer.DEPUTY and reply.deputy:
        powers = "with authority" if reply.has_authority else "without authority"
        briefed = ", briefed" if reply.is_briefed else ", not briefed"
        said = f"Sends {reply.deputy.name}, {powers}{briefed}{',' if online else ''}{online}"
        return said, "deputy" if reply.has_authority else "at_risk"
    if answer is Answer.APOLOGIES:
        return ANSWERS[answer], "absent"
    return f"{ANSWERS[answer]}{online}", "met"


def presence_of(place: Place, reply: Reply) -> Presence | None:
    """What whoever comes will be there as, by a reply; None where nobody does."""
    if reply.answer == Answer.APOLOGIES.value or place.holder is None:
        return None
    is_deputy = reply.answer == Answer.DEPUTY.value
    return Presence(
        person_id=str(reply.deputy_id) if is_deputy else place.holder.person,
        seat_id=place.id,
        agency_id=place.agency_id,
        seat_class=place.seat_class,
        is_deputy=is_deputy,
        has_authority=reply.has_authority or not is_deputy,
        title=place.title,
        office=place.fact().office if not is_deputy else place.fact().office.NONE,
        is_online=reply.how != How.IN_PERSON.value,
    )


def _row(
    place: Place,
    replies: Replies,
    agencies: Mapping[str, str],
    actor: Actor,
    *,
    may_record: bool,
    may_reply: bool,
) -> ComingRow:
    assert place.holder is not None  # noqa: S101 asked of held places alone
    reply = reply_of(place, replies)
    said, standing = said_of(reply)
    is_mine = place.holder.person == actor.person
    return ComingRow(
        seat=place.seat,
        person=place.holder.person,
        title=place.title,
        agency=agencies.get(place.agency_id, ""),
        name=place.holder.name,
        is_advisory=place.seat_class is SeatClass.ADVISORY,
        said=said,
        standing=standing,
        note=reply.note if reply and (may_record or is_mine) else "",
        can_reply=may_reply and (may_record or is_mine),
        is_mine=is_mine,
        answer=Answer(reply.answer) if reply else None,
    )


def _held(places: Sequence[Place]) -> list[Place]:
    return [place for place in places if place.holder]


_CAME = {
    Mark.PRESENT: ("Present", "present"),
    Mark.DEPUTY: ("Deputy with authority", "deputy"),
    Mark.DEPUTY_WITHOUT: ("Deputy without authority", "at_risk"),
    Mark.APOLOGIES: ("Apologies", ""),
    Mark.ABSENT: ("Absent", "absent"),
    Mark.AWAITED: (NOT_YET, "waiting"),
}
"""What is said of each place once the room is recorded, with the standing that colours it."""


def _with_came(one: ComingRow, place: Place, came: Sequence[Presence], *, waits: bool) -> ComingRow:
    here = [p for p in came if p.seat_id == place.id]
    if any(p.person_id == one.person for p in here):
        mark = Mark.PRESENT
    elif here:
        mark = Mark.DEPUTY if any(p.has_authority for p in here) else Mark.DEPUTY_WITHOUT
    else:
        mark = mark_away(one.answer, is_going_on=waits)
    said, coloured = _CAME[mark]
    return replace(one, came=said, came_standing=coloured, mark=mark)


_TALLIED = (
    (Mark.PRESENT, "present"),
    (Mark.DEPUTY, "by a deputy with authority"),
    (Mark.DEPUTY_WITHOUT, "by a deputy without authority"),
    (Mark.APOLOGIES, "with apologies"),
    (Mark.ABSENT, "absent"),
    (Mark.AWAITED, "not here yet"),
)


def _lede_came(rows: Sequence[ComingRow]) -> str:
    tally = ((sum(row.mark is mark for row in rows), words) for mark, words in _TALLIED)
    return f"Of {count(len(rows), 'member')}: {listed([f'{n} {words}' for n, words in tally if n])}."


def _agency_names(row: Meeting) -> dict[str, str]:
    return {one.id: one.name for one in agencies_at(row)}


def _lede(rows: Sequence[ComingRow]) -> str:
    if not rows:
        return "Nobody holds a seat on that day."
    tally = (
        (sum(row.answer is Answer.COMING for row in rows), "coming"),
        (sum(row.answer is Answer.DEPUTY for row in rows), "sending a deputy"),
        (sum(row.answer is Answer.APOLOGIES for row in rows), "sending apologies"),
        (sum(row.answer is None for row in rows), "with no answer yet"),
    )
    said = listed([f"{n} {words}" for n, words in tally if n])
    return f"Of {count(len(rows), 'member')}: {said}."


def _expected_said(verdict: QuorumVerdict) -> str:
    if verdict.state is QuorumState.NONE_STATED:
        return verdict.why
    lead = {
        QuorumState.QUORATE: "If they come as they said, the meeting will be quorate",
        QuorumState.NOT_QUORATE: "If only they come, the meeting will not be quorate",
        QuorumState.NOT_KNOWN: "Whether they make a quorum cannot be said",
    }[verdict.state]
    return f"{lead}: {verdict.said}"


def _form(
    actor: Actor, row: Meeting, place: Place, reply: Reply | None, today: date, *, is_mine: bool
) -> ReplyForm:
    assert place.holder is not None  # noqa: S101 the caller chose a held place
    named = [(sitter.person, f"{sitter.name}, standing deputy") for sitter in place.deputies]
    known = {person for person, _ in named} | {place.holder.person}
    others = [(id, name) for id, name in everybody_here(actor, today) if id not in known]
    return ReplyForm(
        meeting=str(row.id),
        meeting_title=f"Meeting of {day(row.on)}",
        seat=place.seat,
        person=place.holder.person,
        name=place.holder.name,
        title=place.title,
        for_others=not is_mine,
        version=reply.version if reply else 0,
        answer=reply.answer if reply else "",
        how=reply.how if reply else How.IN_PERSON.value,
        deputy=str(reply.deputy_id or "") if reply else "",
        has_authority=bool(reply and reply.has_authority),
        is_briefed=bool(reply and reply.is_briefed),
        note=reply.note if reply else "",
        answers=tuple((answer.value, words) for answer, words in _ANSWERS[is_mine].items()),
        hows=tuple((how.value, words) for how, words in HOWS.items()),
        deputies=(*named, *others),
        today=today,
        refusal=refusal_to_answer(state_of(row), on=row.on, today=today),
    )


_ANSWERS = {
    True: {
        Answer.COMING: "I am coming",
        Answer.APOLOGIES: "I send apologies",
        Answer.DEPUTY: "Somebody comes in my place",
    },
    False: {
        Answer.COMING: "They are coming",
        Answer.APOLOGIES: "They send apologies",
        Answer.DEPUTY: "Somebody comes in their place",
    },
}
