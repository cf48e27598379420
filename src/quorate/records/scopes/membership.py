"""Rows of membership visible to an actor: who wishes to join, what is kept privately, interests, coverage."""

from django.db.models import Q, QuerySet

from quorate.domain.access.actor import Actor
from quorate.domain.access.permissions import GRANTS, Permission
from quorate.records.models import (
    ExpressionOfInterest,
    HandoverNote,
    InterestKeptPrivately,
    KeptPrivately,
    RegisteredInterest,
    SeatMap,
)


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


def interests_kept(actor: Actor) -> QuerySet[InterestKeptPrivately]:
    """Who expressed an interest with lived experience; nothing for all but the coordinator."""
    if not actor.granted & GRANTS[Permission.PEOPLE_PRIVATE]:
        return InterestKeptPrivately.objects.none()
    return InterestKeptPrivately.objects.filter(interest__group__partnership=actor.partnership)


def handover_notes(actor: Actor) -> QuerySet[HandoverNote]:
    """Notes left for who takes on a person's work: all for coordinators, else those by or for the actor."""
    rows = HandoverNote.objects.filter(person__partnership=actor.partnership)
    if actor.granted & GRANTS[Permission.PEOPLE_EDIT]:
        return rows
    own = actor.person or None
    return rows.filter(Q(written_by=own) | Q(reader=own)) if own else rows.none()


def registered_interests(actor: Actor) -> QuerySet[RegisteredInterest]:
    """The partnership's register of interests."""
    return RegisteredInterest.objects.filter(person__partnership=actor.partnership)


def seat_maps(actor: Actor) -> QuerySet[SeatMap]:
    """Whom the partnership's seats are designated to represent."""
    return SeatMap.objects.filter(seat__group__partnership=actor.partnership)
