"""Self-assessments and what agencies say in them, as far as an actor may see it."""

from django.db.models import Q, QuerySet

from quorate.domain.access.actor import Actor
from quorate.domain.access.permissions import GRANTS, Permission
from quorate.records.models import SelfAssessed, SelfAssessment


def self_assessments(actor: Actor) -> QuerySet[SelfAssessment]:
    """Self-assessments of the partnership's groups."""
    return SelfAssessment.objects.filter(group__partnership=actor.partnership)


def self_assessed(actor: Actor) -> QuerySet[SelfAssessed]:
    """What agencies say of themselves: everybody's once it is closed.

    Until then an agency's own is seen by those who speak for it, and all of it by those who run the board.
    """
    rows = SelfAssessed.objects.filter(assessment__group__partnership=actor.partnership)
    runs = GRANTS[Permission.ASSESSMENT_RUN]
    if actor.granted & runs:
        return rows
    theirs = [group for group, role in actor.seats if role in runs]
    return rows.filter(
        Q(assessment__closed_on__isnull=False)
        | Q(agency__in=list(actor.agencies))
        | Q(assessment__group__in=theirs)
    )
