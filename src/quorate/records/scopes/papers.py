"""Rows about papers visible to an actor: those asked for, and what went to whom."""

from django.db.models import Q, QuerySet

from quorate.domain.access.actor import Actor
from quorate.records.models import AgendaItem, Circulation, Meeting, Paper, PaperAsked
from quorate.records.scopes.visible import agenda_items, labelled, papers


def standing() -> Q:
    """The condition that a paper is the one to read: neither withdrawn nor replaced by a newer version."""
    return Q(withdrawn_at__isnull=True, replaced_by__isnull=True)


def taken_back() -> Q:
    """The condition that a paper went out to members and was withdrawn since: it came in all the same."""
    return Q(withdrawn_after_sending=True, added_after_sending=False)


def papers_asked(actor: Actor) -> QuerySet[PaperAsked]:
    """Papers asked for at meetings the actor may know of, less those for items not visible.

    What was asked for says what came: a request is seen no wider than the paper that answered it.
    """
    of_paper = Q(paper__item__isnull=True) | labelled(actor, AgendaItem, "paper__item__")
    return PaperAsked.objects.filter(
        labelled(actor, Meeting, "meeting__"),
        Q(item__isnull=True) | labelled(actor, AgendaItem, "item__"),
        Q(paper__isnull=True) | labelled(actor, Paper, "paper__") & of_paper,
        meeting__group__partnership=actor.partnership,
    )


def circulations(actor: Actor) -> QuerySet[Circulation]:
    """What went to members of meetings the actor may know of.

    A supplement of nothing but what the actor may not see is not theirs to know of: that there was one
    would betray it.
    """
    rows = Circulation.objects.filter(
        labelled(actor, Meeting, "meeting__"), meeting__group__partnership=actor.partnership
    )
    what = {
        id: {named for part in parts.values() for named in part}
        for id, parts in rows.exclude(number=1).values_list("id", "what")
    }
    named = set().union(*what.values())
    if not named:
        return rows.filter(number=1)
    seen = {
        str(id)
        for scope in (agenda_items(actor), papers(actor))
        for id in scope.filter(id__in=named).order_by().values_list("id", flat=True)
    }
    return rows.filter(Q(number=1) | Q(id__in=[id for id, parts in what.items() if parts & seen]))
