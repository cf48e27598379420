"""What became of the messages by which papers and minutes of a meeting go to members and the chair."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from django.conf import settings
from django.db.models import Count, Max, Q

from quorate.domain.kernel.asking import local_day
from quorate.domain.meetings.facts import Sending
from quorate.domain.messages.attempts import MOST_ATTEMPTS
from quorate.domain.terms.clauses import ClauseKind
from quorate.records.facts.people import here
from quorate.records.models import Meeting, Message

_SENDS = {
    "papers_circulated": (ClauseKind.AGENDA, ClauseKind.CIRCULATION),
    "minutes_to_approve": (ClauseKind.MINUTES_TO_CHAIR,),
    "minutes_circulated": (ClauseKind.MINUTES_TO_MEMBERS,),
}


def sends_by_itself() -> bool:
    """Whether there is a mail server to send messages with; else they wait for somebody's hand."""
    return not settings.EMAIL_BACKEND.startswith("django.core.mail.backends.dummy")


def sendings(rows: Sequence[Meeting], today: date) -> Mapping[uuid.UUID, Mapping[ClauseKind, Sending]]:
    """What became of the messages of each meeting's circulation and of its minutes, in one question.

    One that a mail server tried, and somebody sent by hand later, does not make what went to the others late:
    only those that never were tried count. What waits for somebody who has left is not sent any more.
    """
    found: defaultdict[uuid.UUID, dict[ClauseKind, Sending]] = defaultdict(dict)
    went = [
        row.id for row in rows if row.circulated_on or row.minutes_to_chair_on or row.minutes_to_members_on
    ]
    if not went:
        return found
    waits = Q(sent_at__isnull=True, attempts__lt=MOST_ATTEMPTS)
    if sends_by_itself():
        waits &= Q(id__isnull=True)
    gone = Q(sent_at__isnull=True) & ~here(today, "person__")
    of = Message.objects.filter(meeting__in=went, kind__in=_SENDS).exclude(gone)
    counted = of.values_list("meeting_id", "kind").annotate(
        waiting=Count("id", filter=waits), last=Max("sent_at", filter=Q(sent_by_hand=True, attempts=0))
    )
    for meeting, kind, waiting, last in counted:
        sending = Sending(waiting, local_day(last) if last else None)
        found[meeting].update(dict.fromkeys(_SENDS[kind], sending))
    return found
