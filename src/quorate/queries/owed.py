"""What rows say is owed: messages not sent and packs not made. Only the work loop asks.

It looks across partnerships because it is nobody's page. What it acts on, it acts on one partnership at a
time, through commands.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from quorate.domain.kernel.asking import local_day
from quorate.domain.messages.sign_in_codes import SIGN_IN_KINDS
from quorate.queries.messages_waiting import NOT_HELD
from quorate.records.facts.people import here
from quorate.records.models import Message, Pack

MOST_MESSAGES = 50
"""In one round, so that a long list of messages never keeps a pack waiting."""


@dataclass(frozen=True, slots=True)
class OwedMessage:
    """A message to send, with what is said in it."""

    id: uuid.UUID
    partnership: uuid.UUID
    slug: str
    address: str
    kind: str
    subject: str
    body: str
    calendar: str


@dataclass(frozen=True, slots=True)
class OwedPack:
    """A pack to make: of which meeting, which kind, and for whom."""

    id: uuid.UUID
    partnership: uuid.UUID
    slug: str
    meeting: uuid.UUID
    group: str
    on: date
    kind: str
    format: str
    edition: str
    as_at: date
    attempts: int
    year: date | None = None
    with_risks: bool = False


def owed_messages(at: datetime, *, most_attempts: int) -> tuple[OwedMessage, ...]:
    """Messages due by `at` and in nobody's hands, longest due first; none to whoever has left by then.

    A code is its account's, whichever partnership its holder left. Nothing is sent any more before a meeting
    that was cancelled.
    """
    gone = ~here(local_day(at), "person__") & ~Q(kind__in=SIGN_IN_KINDS)
    gone |= NOT_HELD
    rows = (
        Message.objects.filter(_free(at), sent_at__isnull=True, due_at__lte=at, attempts__lt=most_attempts)
        .exclude(gone)
        .select_related("partnership", "person", "account")
        .order_by("due_at", "id")
    )
    return tuple(
        OwedMessage(
            id=row.id,
            partnership=row.partnership_id,
            slug=row.partnership.slug,
            address=_address(row),
            kind=row.kind,
            subject=row.subject,
            body=row.body,
            calendar=row.calendar,
        )
        for row in rows[:MOST_MESSAGES]
    )


def _address(row: Message) -> str:
    """Where a message goes. A code goes to the address of the account it was asked for and no other.

    Whoever may edit a person's address, or whom the person signs in as, could otherwise have somebody
    else's code sent to themselves.
    """
    if row.kind not in SIGN_IN_KINDS:
        return row.person.email
    return row.account.email if row.account else ""


def owed_packs(at: datetime) -> tuple[OwedPack, ...]:
    """Packs asked for and in nobody's hands, first asked first; one whose maker was killed is among them."""
    rows = (
        Pack.objects.filter(_free(at), state__in=("asked", "making"))
        .select_related("meeting__group__partnership")
        .order_by("asked_at", "id")
    )
    return tuple(
        OwedPack(
            id=row.id,
            partnership=row.meeting.group.partnership_id,
            slug=row.meeting.group.partnership.slug,
            meeting=row.meeting_id,
            group=row.meeting.group.name,
            on=row.meeting.on,
            kind=row.kind,
            format=row.format,
            edition=row.edition,
            as_at=row.as_at,
            attempts=row.attempts,
            year=row.year,
            with_risks=row.with_risks,
        )
        for row in rows
    )


def _free(at: datetime) -> Q:
    return Q(leased_until__isnull=True) | Q(leased_until__lte=at)
