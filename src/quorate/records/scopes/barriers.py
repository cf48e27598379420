"""Barriers visible to an actor."""

from django.db.models import QuerySet

from quorate.domain.access.actor import Actor
from quorate.records.models import BarrierRow
from quorate.records.scopes.visible import entries


def barriers(actor: Actor) -> QuerySet[BarrierRow]:
    """Barriers of the entries that the actor may read."""
    return BarrierRow.objects.filter(entry__in=entries(actor))
