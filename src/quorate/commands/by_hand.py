"""What the coordinator does about messages that did not leave: has them tried again, or sends them."""

import uuid

from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import count
from quorate.domain.messages.attempts import MOST_ATTEMPTS
from quorate.records import scopes
from quorate.records.models import Message


@command(Permission.MESSAGES_SEND)
def try_again(run: Run, *, message: uuid.UUID) -> Outcome:
    """Put a message that was given up back to be sent now.

    Refuses with `messages.sent_already`, `messages.not_given_up` and `messages.no_address`.
    """
    row = run.find(scopes.messages, message)
    if row.sent_at:
        return _sent_already()
    if row.attempts < MOST_ATTEMPTS:
        return Refusal("messages.not_given_up", "That message waits to be sent already.")
    if not row.person.email:
        cure = "Give their address in People, or tell them by hand."
        return Refusal("messages.no_address", "There is no address for them.", cure)
    _put_back(run, row)
    details = {"person": str(row.person_id), "kind": row.kind}
    return Done([Event("messages.tried_again", "message", str(row.id), details)], id=row.id)


@command(Permission.MESSAGES_SEND)
def try_all_again(run: Run) -> Outcome:
    """Put every message that was given up, to whoever is here and has an address, back to be sent now.

    Refuses with `messages.none_given_up`.
    """
    run.may()
    rows = scopes.messages(run.actor).filter(sent_at__isnull=True, attempts__gte=MOST_ATTEMPTS)
    rows = rows.exclude(person__email="").exclude(person__left_on__lte=run.moment.today)
    held = list(rows.order_by("id"))
    if not held:
        return Refusal("messages.none_given_up", "There is none that trying again would help.")
    for row in held:
        _put_back(run, row)
    event = Event("messages.all_tried_again", "partnership", str(run.partnership), {"tried": str(len(held))})
    sentence = f"{count(len(held), 'message is', 'messages are')} tried again."
    return Done([event], id=run.partnership, sentence=sentence)


@command(Permission.MESSAGES_SEND)
def mark_sent_by_hand(run: Run, *, message: uuid.UUID) -> Outcome:
    """Record that a message reached its reader by hand; it is not sent any more.

    Refuses with `messages.sent_already`, and with `messages.being_sent` while it is.
    """
    row = run.find(scopes.messages, message)
    if row.sent_at:
        return _sent_already()
    if row.leased_until and row.leased_until > run.moment.at:
        return Refusal(
            "messages.being_sent", "It is being sent at this moment.", "Look again in two minutes."
        )
    row.sent_at, row.sent_by_hand, row.leased_until = run.moment.at, True, None
    row.save(update_fields=["sent_at", "sent_by_hand", "leased_until"])
    details = {"person": str(row.person_id), "kind": row.kind}
    return Done([Event("messages.sent_by_hand", "message", str(row.id), details)], id=row.id)


def _put_back(run: Run, row: Message) -> None:
    row.attempts, row.due_at, row.leased_until = 0, run.moment.at, None
    row.save(update_fields=["attempts", "due_at", "leased_until"])


def _sent_already() -> Refusal:
    return Refusal("messages.sent_already", "That message was sent already.")
