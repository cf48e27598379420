"""The sign-in sheet of a meeting: as a page to print, and as what its PDF says."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from quorate.domain.access.actor import Actor, refusal_to_act
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import count, day
from quorate.domain.meetings.refusals import refusal_to_take_papers
from quorate.domain.membership.facts import SeatClass
from quorate.domain.membership.quorum import counts
from quorate.domain.membership.replies import Answer
from quorate.domain.packs.sheet import BLANKS, NOTE, SheetContent, SheetLine
from quorate.domain.terms.quorum import Quorum
from quorate.queries.meetings import when_said
from quorate.queries.quorums import quorum_clause, terms_on
from quorate.queries.replies import presence_of, replies_to, reply_of, said_of
from quorate.records import scopes
from quorate.records.facts.meetings import state_of
from quorate.records.facts.rooms import Place
from quorate.records.facts.tables import agencies_at, places_of
from quorate.records.models import Meeting, Reply


@dataclass(frozen=True, slots=True)
class SheetPage:
    """The sheet on a page. `refusal` says why no PDF of it can be made."""

    meeting: str
    title: str
    group: str
    lede: str
    when: str
    note: str
    lines: tuple[SheetLine, ...]
    blanks: int
    refusal: Refusal | None


def page_sheet(actor: Actor, *, meeting: uuid.UUID) -> SheetPage:
    """The sheet as it stands now. Raises NotFoundError, and NotAllowedError for those who keep no room."""
    row = _find(actor, meeting)
    if no := refusal_to_act(actor, Permission.ROOM_RECORD, group=str(row.group_id)):
        raise NotAllowedError(no)
    lines = _lines(actor, row)
    return SheetPage(
        meeting=str(row.id),
        title=f"Sign-in sheet for {day(row.on)}",
        group=row.group.name,
        lede=_lede(lines),
        when=when_said(row),
        note=NOTE,
        lines=lines,
        blanks=BLANKS,
        refusal=refusal_to_take_papers(state_of(row)),
    )


def sheet_content(reader: Actor, *, meeting: uuid.UUID, made_at: datetime) -> SheetContent:
    """What the sheet's file says. Raises NotFoundError."""
    row = _find(reader, meeting)
    partnership = row.group.partnership
    return SheetContent(
        partnership=partnership.name,
        group=row.group.name,
        meeting_on=row.on,
        made_at=made_at,
        starts_at=row.starts,
        place=row.place,
        marking=partnership.marking,
        lines=_lines(reader, row),
    )


def _find(actor: Actor, meeting: uuid.UUID) -> Meeting:
    row = scopes.meetings(actor).select_related("group__partnership").filter(id=meeting).first()
    if row is None:
        raise NotFoundError
    return row


def _lines(actor: Actor, row: Meeting) -> tuple[SheetLine, ...]:
    """The holders of the seats on the meeting's day, core seats first, each named deputy under the holder."""
    replies = replies_to(actor, row)
    agencies = {one.id: one.name for one in agencies_at(row)}
    clause = quorum_clause(terms_on(row))
    rule = clause.quorum if clause else None
    held = [place for place in places_of(row) if place.holder]
    in_order = sorted(held, key=lambda place: place.seat_class is SeatClass.ADVISORY)
    return tuple(
        line
        for place in in_order
        for line in _of_place(place, reply_of(place, replies), agencies.get(place.agency_id, ""), rule)
    )


def _of_place(place: Place, reply: Reply | None, agency: str, rule: Quorum | None) -> Iterable[SheetLine]:
    seat = f"{place.title}, advisory" if place.seat_class is SeatClass.ADVISORY else place.title
    if place.holder is None:
        return
    said, _ = said_of(reply)
    if reply and reply.answer == Answer.DEPUTY.value and reply.deputy:
        yield SheetLine(place.holder.name, seat, agency, f"Sends {reply.deputy.name}")
        yield SheetLine(reply.deputy.name, f"Deputy: {seat}", agency, _deputy_expected(place, reply, rule))
        return
    yield SheetLine(place.holder.name, seat, agency, said)


def _deputy_expected(place: Place, reply: Reply, rule: Quorum | None) -> str:
    """What will be the case once a deputy comes: with which powers, and whether the quorum counts them."""
    powers = f"Expected, {'with' if reply.has_authority else 'without'} authority"
    presence = presence_of(place, reply)
    if rule is None or presence is None or counts(presence, rule):
        return powers
    return f"{powers}; will not count" if reply.has_authority else "Expected; will not count: no authority"


def _lede(lines: tuple[SheetLine, ...]) -> str:
    if not lines:
        return "Nobody holds a seat on that day: whoever comes signs on a blank line."
    return f"{count(len(lines), 'line')} with a name, and blank ones for whoever else comes."
