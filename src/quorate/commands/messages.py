"""Owes messages, leases them to whoever sends them, and records that they were sent or could not be."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db.models import F, Q, QuerySet

from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.asking import Moment, NotFoundError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.messages.attempts import MOST_ATTEMPTS, is_given_up, wait_after
from quorate.domain.messages.sign_in_codes import SIGN_IN_KINDS
from quorate.domain.messages.texts import BEFORE_MEETING, MessageText
from quorate.records.models import Meeting, Message, Person

LEASE = timedelta(minutes=2)


def owe(
    run: Run,
    *,
    person: Person,
    kind: str,
    key: str,
    text: MessageText,
    meeting: Meeting | None = None,
    calendar: str = "",
) -> None:
    """Owe one person one message. The same key owes it once.

    Somebody without an address is owed it all the same: that it could not be sent is then on record. What is
    about a meeting names it, so that who may not know of that one is not shown the message.
    """
    _, is_new = Message.objects.get_or_create(
        partnership_id=run.actor.partnership,
        key=key,
        person=person,
        defaults={
            "id": run.new_id(),
            "kind": kind,
            "subject": text.subject,
            "body": text.body,
            "calendar": calendar,
            "meeting": meeting,
            "due_at": run.moment.at,
        },
    )
    run.owed += is_new


def take_back_before(run: Run, meeting: Meeting) -> None:
    """Owe no longer what was to be read or done before a meeting that is not held.

    What is being sent at this moment is left: it may have gone. The loop does not try it again.
    """
    not_gone(run, meeting).filter(kind__in=BEFORE_MEETING).delete()


def not_gone(run: Run, meeting: Meeting) -> QuerySet[Message]:
    """What is owed of a meeting, has not left, and is in nobody's hands."""
    idle = Q(leased_until__isnull=True) | Q(leased_until__lte=run.moment.at)
    return Message.objects.filter(idle, meeting=meeting, sent_at__isnull=True)


def link_to(run: Run, *parts: str) -> str:
    """The full address of a page of the partnership."""
    return "/".join((settings.BASE_URL, run.actor.slug, *parts, ""))


def lease_message(message: uuid.UUID, moment: Moment) -> bool:
    """Take a message that is owed for as long as `LEASE`; false when somebody else has it.

    A lease is not an event: nothing has happened yet, and one that runs out is taken up again.
    """
    held = Message.objects.filter(
        Q(leased_until__isnull=True) | Q(leased_until__lte=moment.at),
        id=message,
        sent_at__isnull=True,
        due_at__lte=moment.at,
        attempts__lt=MOST_ATTEMPTS,
    )
    return bool(held.update(leased_until=moment.at + LEASE, attempts=F("attempts") + 1))


@command(Permission.WORK_RUN)
def mark_sent(run: Run, *, message: uuid.UUID) -> Outcome:
    """Record that a message left. Refuses with `messages.sent_already`."""
    row = _found(run, message)
    if row.sent_at:
        return Refusal("messages.sent_already", "That message was sent already.")
    row.sent_at, row.leased_until, row.fault = run.moment.at, None, ""
    _forget_code(row)
    row.save(update_fields=["sent_at", "leased_until", "fault", "body"])
    details = {"person": str(row.person_id), "kind": row.kind}
    return Done([Event("messages.sent", "message", str(row.id), details)], id=row.id)


@command(Permission.WORK_RUN)
def mark_failed(run: Run, *, message: uuid.UUID, fault: str, is_final: bool = False) -> Outcome:
    """Record that sending failed: it is tried again later, twice as long each time, and then given up.

    With `is_final` it is given up at once, since trying again would not help.
    Refuses with `messages.sent_already`.
    """
    row = _found(run, message)
    if row.sent_at:
        return Refusal("messages.sent_already", "That message was sent already.")
    row.leased_until, row.fault = None, fault[:300]
    is_over = is_final or is_given_up(row.attempts, is_code=row.kind in SIGN_IN_KINDS)
    row.attempts = MOST_ATTEMPTS if is_over else row.attempts
    row.due_at = run.moment.at + wait_after(row.attempts)
    if row.attempts >= MOST_ATTEMPTS:
        _forget_code(row)
    row.save(update_fields=["leased_until", "fault", "due_at", "attempts", "body"])
    details = {"person": str(row.person_id), "attempts": str(row.attempts)}
    return Done([Event("messages.failed", "message", str(row.id), details)], id=row.id)


def _forget_code(row: Message) -> None:
    """A code is of no use once it is sent or given up, and is not kept."""
    if row.kind in SIGN_IN_KINDS:
        row.body = ""


def _found(run: Run, message: uuid.UUID) -> Message:
    run.may()
    row = Message.objects.select_for_update().filter(partnership=run.partnership, id=message).first()
    if row is None:
        raise NotFoundError
    return row
