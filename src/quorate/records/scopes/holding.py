"""Challenges and risks visible to an actor."""

from django.db.models import Q, QuerySet

from quorate.domain.access.actor import Actor
from quorate.records.models import AgendaItem, Challenge, Meeting, Risk
from quorate.records.scopes.visible import labelled


def challenges(actor: Actor) -> QuerySet[Challenge]:
    """Challenges the actor may know of; one made at a meeting or under an item needs those to be visible."""
    return Challenge.objects.filter(
        labelled(actor, Challenge),
        Q(meeting__isnull=True) | labelled(actor, Meeting, "meeting__"),
        Q(item__isnull=True) | labelled(actor, AgendaItem, "item__"),
        group__partnership=actor.partnership,
    )


def risks(actor: Actor) -> QuerySet[Risk]:
    """Risks the actor may know of."""
    return Risk.objects.filter(labelled(actor, Risk), group__partnership=actor.partnership)
