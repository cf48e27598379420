"""Messages that have not left: which are still to be offered, and how many wait for somebody's hand."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from quorate.domain.access.actor import Actor, refusal_to_act
from quorate.domain.access.permissions import Permission
from quorate.domain.meetings.lifecycle import MeetingState
from quorate.domain.messages.attempts import MOST_ATTEMPTS
from quorate.domain.messages.texts import BEFORE_MEETING
from quorate.records import scopes
from quorate.records.facts.people import here
from quorate.records.facts.sending import sends_by_itself
from quorate.records.models import Message

NOT_HELD = Q(kind__in=BEFORE_MEETING, meeting__state=MeetingState.CANCELLED.value)
"""What was to be read or done before a meeting that is not held: nobody is sent it any more."""
_PAPERS = ("papers_circulated", "supplement_sent")
_MINUTES = ("minutes_circulated",)


@dataclass(frozen=True, slots=True)
class WaitingByHand:
    """How many messages of a meeting's papers and of its minutes wait where nothing sends them."""

    papers: int = 0
    minutes: int = 0
    may_send: bool = False


def has_mail_server() -> bool:
    """Whether there is anything to send messages with."""
    return sends_by_itself()


def messages_here(actor: Actor, today: date) -> QuerySet[Message]:
    """Messages, without those that never left for somebody who has left, or of a meeting not held."""
    gone = NOT_HELD | ~here(today, "person__")
    return scopes.messages(actor).exclude(gone, sent_at__isnull=True)


def waiting(rows: QuerySet[Message]) -> QuerySet[Message]:
    """Those of them that have not left and were not given up."""
    return rows.filter(sent_at__isnull=True, attempts__lt=MOST_ATTEMPTS)


def waiting_of(actor: Actor, meeting: uuid.UUID, today: date) -> WaitingByHand:
    """What of a meeting's papers and minutes waits for somebody's hand; nothing where a server sends it."""
    if has_mail_server():
        return WaitingByHand()
    of = Count("id", filter=Q(kind__in=_PAPERS)), Count("id", filter=Q(kind__in=_MINUTES))
    rows = waiting(messages_here(actor, today)).filter(meeting=meeting)
    found = rows.aggregate(papers=of[0], minutes=of[1])
    may_send = refusal_to_act(actor, Permission.MESSAGES_SEND) is None
    return WaitingByHand(found["papers"], found["minutes"], may_send)
