"""What was done after a meeting's papers went out, by the record's own order: one day may hold both."""

import uuid
from collections.abc import Collection, Mapping

from quorate.domain.access.actor import Actor
from quorate.records.models import EventRow

PAPER_ADDED, PAPER_WITHDRAWN = "meetings.paper_added", "meetings.paper_withdrawn"
_SENT = "meetings.papers_circulated"


def since_sending(
    actor: Actor, meetings: Mapping[uuid.UUID, uuid.UUID], codes: Collection[str]
) -> frozenset[tuple[str, uuid.UUID]]:
    """Which of these events came after the papers of their meeting went out, each with its subject.

    `meetings` gives the meeting of each subject, all of one partnership. It asks one question, and none
    where there is no subject.
    """
    if not meetings:
        return frozenset()
    subjects = {str(id) for pair in meetings.items() for id in pair}
    found = list(
        EventRow.objects.filter(
            chain__scope=actor.partnership, code__in=[_SENT, *codes], subject_id__in=subjects
        ).values_list("code", "subject_id", "number")
    )
    sent = {uuid.UUID(subject): number for code, subject, number in found if code == _SENT}
    done = [(code, uuid.UUID(subject), number) for code, subject, number in found if code != _SENT]
    return frozenset(
        (code, subject)
        for code, subject, number in done
        if subject in meetings and number > sent.get(meetings[subject], number)
    )
