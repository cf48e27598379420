"""Rows of membership visible to an actor: who wishes to join, what is kept privately, interests, coverage."""

from django.db.models import QuerySet

from quorate.domain.access.actor import Actor
from quorate.domain.access.permissions import GRANTS, Permission
from quorate.records.models import ExpressionOfInterest, KeptPrivately, RegisteredInterest, SeatMap


def expressions(actor: Actor) -> QuerySet[ExpressionOfInterest]:
    """Expressions of interest in the groups whose chair's decisions the actor sees or records."""
    rows = ExpressionOfInterest.objects.filter(group__partnership=actor.partnership)
    deciding = GRANTS[Permission.MEMBERSHIP_DECIDE]
    if actor.granted & deciding:
        return rows
    return rows.filter(group__in=[group for group, role in actor.seats if role in deciding])


def kept_privately(actor: Actor) -> QuerySet[KeptPrivately]:
    """What is known of those who chose the name they are shown by; nothing for all but the coordinator."""
    if not actor.granted & GRANTS[Permission.PEOPLE_PRIVATE]:
        return KeptPrivately.objects.none()
    return KeptPrivately.objects.filter(person__partnership=actor.partnership)


def registered_interests(actor: Actor) -> QuerySet[RegisteredInterest]:
    """The partnership's register of interests."""
    return RegisteredInterest.objects.filter(person__partnership=actor.partnership)


def seat_maps(actor: Actor) -> QuerySet[SeatMap]:
    """Whom the partnership's seats are designated to represent."""
    return SeatMap.objects.filter(seat__group__partnership=actor.partnership)
