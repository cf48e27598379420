"""What agencies passed on, as far as an actor may see it."""

from django.db.models import Q, QuerySet

from quorate.domain.access.actor import Actor
from quorate.records.models import Paper, PassedOn
from quorate.records.scopes.visible import open_to_all, papers


def to_pass_on(actor: Actor) -> QuerySet[Paper]:
    """Papers that went out and that agencies are asked to pass on: those nobody is kept from, and no others.

    One that a later version replaced is asked for no more, nor is one of a meeting that was cancelled.
    """
    return papers(actor).filter(
        ~Q(meeting__state="cancelled"),
        Q(item__isnull=True) | open_to_all("item__"),
        open_to_all(),
        open_to_all("meeting__"),
        meeting__circulated_on__isnull=False,
        added_after_sending=False,
        withdrawn_at__isnull=True,
        replaced_by__isnull=True,
    )


def passed_on(actor: Actor) -> QuerySet[PassedOn]:
    """Confirmations that papers were passed on, of papers the actor may read."""
    return PassedOn.objects.filter(paper__in=papers(actor))
