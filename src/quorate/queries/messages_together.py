"""Messages that have not left, those of one event together: what is done with them by hand is done once."""

import io
import uuid
import zipfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, Max, Min, Q, QuerySet, Value, When
from django.db.models.functions import Length

from quorate.documents.eml import message_file
from quorate.domain.access.actor import Actor
from quorate.domain.kernel.asking import Moment, NotFoundError
from quorate.domain.messages.attempts import MOST_ATTEMPTS
from quorate.queries.files import FileOut
from quorate.queries.messages_waiting import messages_here
from quorate.records.models import Message

_EVENT = ("key", "has_address", "fault", "attempts")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The earliest a ZIP file can say: when it was made is nobody's business."""


@dataclass(frozen=True, slots=True)
class Together:
    """The messages of one event: those they go to by name, and `first`, which stands for them all.

    `addresses` are there where the words are the same for all and no calendar goes with them; `words` then,
    and where there are no addresses, to tell them by.
    """

    ids: tuple[str, ...]
    people: tuple[str, ...]
    first: Message
    addresses: str = ""
    words: str = ""


def events_of(rows: QuerySet[Message]) -> QuerySet[Message, dict[str, object]]:
    """The events that these messages are of, latest first: who has no address apart from who has one."""
    found: QuerySet[Message, dict[str, object]] = (
        _told_apart(rows)
        .values(*_EVENT)
        .annotate(
            latest=Max("due_at"),
            texts=Count("body", distinct=True),
            one=Min("body"),
            dated=Max(Length("calendar")),
        )
        .order_by("-latest", *_EVENT)
    )
    return found


def together(rows: QuerySet[Message], events: Sequence[Mapping[str, object]]) -> list[Together]:
    """The messages of these events, in one database question."""
    keys = [event["key"] for event in events]
    held: defaultdict[tuple[object, ...], list[Message]] = defaultdict(list)
    found = (
        _told_apart(rows)
        .filter(key__in=keys)
        .select_related("person", "meeting__group")
        .defer("body", "calendar")
    )
    for row in found.order_by("person__name", "id"):
        held[tuple(getattr(row, name) for name in _EVENT)].append(row)
    return [_together(held[tuple(event[name] for name in _EVENT)], event) for event in events]


def _together(held: Sequence[Message], event: Mapping[str, object]) -> Together:
    is_same = event["texts"] == 1 and not event["dated"] and len(held) > 1
    addresses = dict.fromkeys(row.person.email for row in held if row.person.email)
    return Together(
        ids=tuple(str(row.id) for row in held),
        people=tuple(row.person.name for row in held),
        first=held[0],
        addresses="; ".join(addresses) if is_same else "",
        words=str(event["one"]) if is_same or (event["texts"] == 1 and not addresses) else "",
    )


def messages_out(actor: Actor, *, message: uuid.UUID, moment: Moment) -> FileOut:
    """The messages of one event that have not left, each as a file of its own, in one ZIP file.

    A message for many in one file would tell each the others' addresses, and a calendar asks each by name.
    Those without an address are told otherwise. Raises NotFoundError where the actor may see none.
    """
    seen = messages_here(actor, moment.today)
    one = seen.filter(id=message, sent_at__isnull=True).first()
    if one is None:
        raise NotFoundError
    rows = seen.filter(key=one.key, sent_at__isnull=True).exclude(person__email="")
    rows = (
        rows.filter(attempts__gte=MOST_ATTEMPTS)
        if one.attempts >= MOST_ATTEMPTS
        else rows.filter(attempts__lt=MOST_ATTEMPTS)
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for n, row in enumerate(rows.select_related("person").order_by("person__name", "id"), start=1):
            name = zipfile.ZipInfo(f"{n:03} {_in_a_name(row.person.name)}.eml", _LONG_AGO)
            data = message_file(
                to=row.person.email, subject=row.subject, body=row.body, calendar=row.calendar
            )
            archive.writestr(name, data, zipfile.ZIP_DEFLATED)
    return FileOut("Partnership messages.zip", "application/zip", out.getvalue())


def _told_apart(rows: QuerySet[Message]) -> QuerySet[Message]:
    return rows.annotate(has_address=Case(When(Q(person__email=""), then=Value(0)), default=Value(1)))


def _in_a_name(words: str) -> str:
    """Somebody's name as part of a file's name."""
    return "".join(letter if letter.isalnum() or letter in " -." else "_" for letter in words)[:80].strip(
        " ."
    )
