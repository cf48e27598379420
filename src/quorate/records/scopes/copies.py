"""Numbered copies on paper, visible to an actor."""

from django.db.models import QuerySet

from quorate.domain.access.actor import Actor
from quorate.records.models import NumberedCopy
from quorate.records.scopes.visible import packs


def numbered_copies(actor: Actor) -> QuerySet[NumberedCopy]:
    """Copies of packs whose edition the actor is part of."""
    return NumberedCopy.objects.filter(pack__in=packs(actor))
