"""Decisions a group took while not quorate that no later meeting ratified yet, for its next meeting."""

import uuid
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Q

from quorate.domain.access.actor import Actor, refusal_to_act
from quorate.domain.access.audience import Audience, Label
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.words import day
from quorate.domain.meetings.kinds import MeetingKind
from quorate.domain.meetings.lifecycle import MeetingState
from quorate.domain.meetings.minutes import MinuteKind
from quorate.domain.membership.quorum import QuorumState
from quorate.queries.quorums import stood_now
from quorate.records import scopes
from quorate.records.facts.minutes import stood_for, waits_to_be_ratified
from quorate.records.models import AgendaItem, Meeting, Minute


@dataclass(frozen=True, slots=True)
class ToRatify:
    """A decision that waits: of which meeting, and what it says. `can` is for those who record it."""

    minute: str
    meeting: str
    meeting_on: date
    words: str
    can: bool


@dataclass(frozen=True, slots=True)
class RatifyItem:
    """An item to propose for what was decided at one meeting, as wide to read as those decisions are."""

    title: str
    because: str
    audience: str
    restriction: uuid.UUID | None


def to_ratify(actor: Actor, row: Meeting, today: date) -> tuple[ToRatify, ...]:
    """What waits to be ratified, on the page of the group's next meeting; nothing on that of any other."""
    if row.on < today or not _is_next(actor, row, today):
        return ()
    can = refusal_to_act(actor, Permission.MINUTES_WRITE, group=str(row.group_id)) is None
    return tuple(
        ToRatify(str(one.id), str(one.meeting_id), one.meeting.on, one.words, can)
        for one in _waiting(actor, row)
    )


def items_to_ratify(actor: Actor, row: Meeting) -> tuple[RatifyItem, ...]:
    """An item for the decisions of each meeting that wait; those fewer people read have one of their own."""
    found = []
    for (on, audience, restriction), waiting in groupby(_waiting(actor, row), key=_together):
        what = "Decision" if len(list(waiting)) == 1 else "Decisions"
        is_open = Label(Audience(audience), str(restriction or "")).is_open_to_all
        kept = "" if is_open else ", not open to everybody"
        found.append(
            RatifyItem(
                title=f"{what} of {day(on)} to ratify{kept}",
                because="Taken when the meeting was not quorate, and not ratified since.",
                audience=audience,
                restriction=restriction,
            )
        )
    return tuple(found)


def _waiting(actor: Actor, row: Meeting) -> list[Minute]:
    """The decisions of earlier meetings that wait, as far as the actor may read them.

    Until its minutes are approved the room of a meeting may be put right, and says how it stood; no minutes
    are approved while a decision of theirs says otherwise.
    """
    rows = scopes.minutes(actor).filter(
        Q(quorum=QuorumState.NOT_QUORATE.value) | Q(meeting__minutes_approved_on__isnull=True),
        meeting__group=row.group_id,
        meeting__on__lt=row.on,
        kind=MinuteKind.DECISION.value,
        ratified_in__isnull=True,
        removed_at__isnull=True,
    )
    held = list(
        rows.exclude(meeting__state=MeetingState.CANCELLED.value).select_related("meeting__group", "item")
    )
    now = stood_now(held)
    waiting = [one for one in held if waits_to_be_ratified(one, stood_for(one, now.get(one.id)))]
    return sorted(waiting, key=lambda one: (_place(one), one.order, str(one.id)))


def _together(one: Minute) -> tuple[date, str, uuid.UUID | None]:
    """The day decisions share, and who may read them: as few as read their item and their meeting."""
    of: list[Meeting | AgendaItem] = [one.meeting, *([one.item] if one.item else [])]
    audience = max((Audience(each.audience) for each in of), key=list(Audience).index)
    named = [each.restriction_id for each in of if each.restriction_id]
    return one.meeting.on, audience.value, named[-1] if named else None


def _place(one: Minute) -> tuple[date, str, str]:
    on, audience, restriction = _together(one)
    return on, audience, str(restriction or "")


def _is_next(actor: Actor, row: Meeting, today: date) -> bool:
    coming = scopes.meetings(actor).filter(
        group=row.group_id,
        on__gte=today,
        state__in=(MeetingState.PLANNED.value, MeetingState.CIRCULATED.value),
    )
    coming = coming.exclude(kind=MeetingKind.BY_EMAIL.value).order_by("on", "starts", "id")
    return coming.values_list("id", flat=True).first() == row.id
