"""Messages visible to an actor."""

from django.db.models import Q, QuerySet

from quorate.domain.access.actor import Actor
from quorate.domain.messages.digests import DIGEST
from quorate.domain.messages.sign_in_codes import SIGN_IN_KINDS
from quorate.records.models import Meeting, Message
from quorate.records.scopes.visible import labelled

OF_A_WHOLE_MEETING = (
    *("meeting_set", "meeting_moved", "meeting_cancelled", "meeting_left"),
    *("papers_circulated", "agenda_to_agree", "minutes_to_approve", "minutes_circulated"),
)


def messages(actor: Actor) -> QuerySet[Message]:
    """Messages of the partnership, less those about meetings the actor may not know of, and all codes.

    A digest counts nothing that is kept from anybody, and some are of a meeting as a whole. Of any other it
    is not known whom its matter is kept from, so it is shown to those alone from whom nothing is.
    """
    rows = Message.objects.filter(partnership=actor.partnership).exclude(kind__in=SIGN_IN_KINDS)
    of_a_meeting = Q(meeting__isnull=False) & labelled(actor, Meeting, "meeting__")
    if actor.sees_all:
        return rows.filter(Q(meeting__isnull=True) | of_a_meeting)
    return rows.filter(Q(kind=DIGEST) | of_a_meeting & Q(kind__in=OF_A_WHOLE_MEETING))
