"""Owes everybody one message that says what is due from them, and lets each of them stop theirs."""

import uuid
from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from quorate.commands.messages import owe
from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.messages.digests import DIGEST, refusal_of_days
from quorate.domain.messages.texts import MessageText
from quorate.queries.digests import digests_of
from quorate.records import scopes
from quorate.records.models import Message, Partnership, Person

Digests = Sequence[tuple[uuid.UUID, MessageText]]


def begin_digests(partnership: uuid.UUID, on: date) -> None:
    """Count from a day on, where nobody was told before; that is not an event, nothing has happened."""
    Partnership.objects.filter(id=partnership, digests_on__isnull=True).update(digests_on=on)


@command(Permission.WORK_RUN)
def owe_digests(run: Run, *, on: date, digests: Digests) -> Outcome:
    """Owe these people their messages for a day, all of them or, killed, none.

    One that never left from a time before is taken back: what it says holds no longer. Refuses with
    `messages.told_already` when that was done for the day.
    """
    run.may()
    row = Partnership.objects.select_for_update(no_key=True).get(id=run.partnership)
    if row.digests_on and row.digests_on >= on:
        return Refusal("messages.told_already", "That was done for this day already.")
    row.digests_on = on
    row.save(update_fields=["digests_on"])
    _never_left().filter(partnership=row).delete()
    texts = dict(digests)
    told = Person.objects.filter(id__in=texts, partnership=row, digest_stopped_on__isnull=True)
    for person in told.order_by("id"):
        owe(run, person=person, kind=DIGEST, key=f"{DIGEST}:{on.isoformat()}", text=texts[person.id])
    details = {"on": on.isoformat(), "told": str(len(told))}
    return Done([Event("messages.digests_owed", "partnership", str(row.id), details)], id=row.id)


def remake_digests(run: Run) -> None:
    """Say anew what is due in those that wait, once a meeting is not on the day they name, or not held.

    One of somebody from whom nothing is due any more is taken back. What is being sent is left as it is.
    """
    waiting = list(_never_left().filter(partnership=run.partnership))
    if not waiting:
        return
    texts = dict(digests_of(run.partnership, run.moment.today, among=[row.person_id for row in waiting]))
    _never_left().filter(id__in=[row.id for row in waiting if row.person_id not in texts]).delete()
    for row in waiting:
        if row.person_id in texts:
            _never_left().filter(id=row.id).update(body=texts[row.person_id].body)


@command(Permission.MESSAGES_SEND)
def change_digests(run: Run, *, version: int, weeks: int, weekday: int) -> Outcome:
    """Say every how many weeks people are told what is due from them, 0 for never, and on which day.

    Refuses with `messages.weeks_unknown`, `messages.weekday_unknown` and `messages.digests_the_same`.
    """
    row = run.find(scopes.partnerships, run.partnership, version=version)
    if refusal := refusal_of_days(weeks=weeks, weekday=weekday):
        return refusal
    if (row.digest_weeks, row.digest_weekday) == (weeks, weekday):
        return Refusal("messages.digests_the_same", "Nothing was changed.", field="weeks")
    row.digest_weeks, row.digest_weekday = weeks, weekday
    row.save(update_fields=["digest_weeks", "digest_weekday"])
    run.touch(row)
    details = {"weeks": str(weeks), "weekday": str(weekday)}
    return Done([Event("messages.digests_changed", "partnership", str(row.id), details)], id=row.id)


@command(Permission.MESSAGES_OWN)
def stop_digest(run: Run) -> Outcome:
    """Stop one's own message; one that waits to be sent is taken back. Refuses with `messages.stopped`."""
    row = run.find(scopes.people, run.actor.person)
    if row.digest_stopped_on:
        return Refusal("messages.stopped", "It was stopped already.")
    row.digest_stopped_on = run.moment.today
    row.save(update_fields=["digest_stopped_on"])
    _never_left().filter(person=row).delete()
    return Done([Event("messages.digest_stopped", "person", str(row.id))], id=row.id)


@command(Permission.MESSAGES_OWN)
def resume_digest(run: Run) -> Outcome:
    """Ask for one's own message again, from the next time on. Refuses with `messages.not_stopped`."""
    row = run.find(scopes.people, run.actor.person)
    if row.digest_stopped_on is None:
        return Refusal("messages.not_stopped", "It comes already.")
    row.digest_stopped_on = None
    row.save(update_fields=["digest_stopped_on"])
    return Done([Event("messages.digest_resumed", "person", str(row.id))], id=row.id)


def _never_left() -> QuerySet[Message]:
    """Digests that are unsent and in nobody's hands."""
    return Message.objects.filter(kind=DIGEST, sent_at__isnull=True, leased_until__isnull=True)
