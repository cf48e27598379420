"""Rows of how groups stand to one another, visible to an actor: reporting lines and questions referred."""

from django.db.models import Q, QuerySet

from quorate.domain.access.actor import Actor
from quorate.records.models import Question, ReportingLine
from quorate.records.scopes.visible import labelled


def reporting_lines(actor: Actor) -> QuerySet[ReportingLine]:
    """Who reports to whom in the partnership."""
    return ReportingLine.objects.filter(partnership=actor.partnership)


def questions(actor: Actor) -> QuerySet[Question]:
    """Questions the actor may read, with their answers: where one is to be answered does not hide it.

    The agenda item it stands under has a scope of its own, and is named only to those who see that.
    """
    return Question.objects.filter(labelled(actor, Question), Q(partnership=actor.partnership))
