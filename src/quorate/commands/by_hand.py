"""What the coordinator does about messages that did not leave: has them tried again, or sends them."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime, time

from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.asking import LONDON, NotFoundError, local_day
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import count
from quorate.domain.messages.attempts import MOST_ATTEMPTS
from quorate.domain.messages.by_hand import made_by, refusal_of_day_sent
from quorate.records import scopes
from quorate.records.facts.people import here
from quorate.records.models import Message

_DAY_ENDS = time(23, 59)
"""When a message sent by hand on an earlier day is put down as sent: no time of day is asked."""


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
    rows = rows.exclude(person__email="").filter(here(run.moment.today, "person__"))
    held = list(rows.order_by("id"))
    if not held:
        return Refusal("messages.none_given_up", "There is none that trying again would help.")
    for row in held:
        _put_back(run, row)
    event = Event("messages.all_tried_again", "partnership", str(run.partnership), {"tried": str(len(held))})
    sentence = f"{count(len(held), 'message is', 'messages are')} tried again."
    return Done([event], id=run.partnership, sentence=sentence)


@command(Permission.MESSAGES_SEND)
def mark_sent_by_hand(run: Run, *, message: uuid.UUID, sent_on: date) -> Outcome:
    """Record that a message reached its reader by hand on a day; it is not sent any more.

    Refuses with `messages.sent_already`, with `messages.being_sent` while it is, and with the codes of
    `quorate.domain.messages.by_hand.refusal_of_day_sent`.
    """
    row = run.find(scopes.messages, message)
    if row.sent_at:
        return _sent_already()
    if _is_being_sent(run, row):
        return _being_sent()
    if refusal := _refusal_of_day(run, [row], sent_on):
        return refusal
    return Done([_by_hand(run, row, sent_on)], id=row.id)


@command(Permission.MESSAGES_SEND)
def mark_all_sent_by_hand(run: Run, *, messages: Sequence[uuid.UUID], sent_on: date) -> Outcome:
    """Record that these messages, those that somebody saw together, reached their readers by hand on a day.

    What left meanwhile stays as it is. Refuses with `messages.sent_already` where all of them did, with
    `messages.being_sent` while one is, and with the codes of
    `quorate.domain.messages.by_hand.refusal_of_day_sent`. Raises NotFoundError for one that is not seen.
    """
    run.may()
    rows = scopes.messages(run.actor).filter(id__in=messages).select_for_update(of=("self",)).order_by("id")
    found = list(rows)
    if not found or len(found) < len(set(messages)):
        raise NotFoundError
    waiting = [row for row in found if not row.sent_at]
    if not waiting:
        return _sent_already()
    if any(_is_being_sent(run, row) for row in waiting):
        return _being_sent()
    if refusal := _refusal_of_day(run, waiting, sent_on):
        return refusal
    events = [_by_hand(run, row, sent_on) for row in waiting]
    said = f"{count(len(waiting), 'message was', 'messages were')} recorded as sent by hand."
    return Done(events, id=run.partnership, sentence=said)


def _refusal_of_day(run: Run, rows: Sequence[Message], sent_on: date) -> Refusal | None:
    made_on = max(local_day(made_by(row.due_at, row.attempts)) for row in rows)
    return refusal_of_day_sent(sent_on, made_on=made_on, today=run.moment.today)


def _by_hand(run: Run, row: Message, sent_on: date) -> Event:
    is_today = sent_on == run.moment.today
    at = run.moment.at if is_today else datetime.combine(sent_on, _DAY_ENDS, LONDON)
    row.sent_at, row.sent_by_hand, row.leased_until = at, True, None
    row.save(update_fields=["sent_at", "sent_by_hand", "leased_until"])
    details = {"person": str(row.person_id), "kind": row.kind, "sent_on": sent_on.isoformat()}
    return Event("messages.sent_by_hand", "message", str(row.id), details)


def _is_being_sent(run: Run, row: Message) -> bool:
    return row.leased_until is not None and row.leased_until > run.moment.at


def _being_sent() -> Refusal:
    return Refusal("messages.being_sent", "It is being sent at this moment.", "Look again in two minutes.")


def _put_back(run: Run, row: Message) -> None:
    row.attempts, row.due_at, row.leased_until = 0, run.moment.at, None
    row.save(update_fields=["attempts", "due_at", "leased_until"])


def _sent_already() -> Refusal:
    return Refusal("messages.sent_already", "That message was sent already.")
