"""Rows about the year ahead that are visible to an actor."""

from django.db.models import Q, QuerySet

from quorate.domain.access.actor import Actor
from quorate.records.models import AgendaItem, ForwardItem, Meeting, SchoolHoliday
from quorate.records.scopes.visible import labelled


def school_holidays(actor: Actor) -> QuerySet[SchoolHoliday]:
    """School holidays listed for the partnership."""
    return SchoolHoliday.objects.filter(partnership=actor.partnership)


def forward_items(actor: Actor) -> QuerySet[ForwardItem]:
    """What groups plan to talk about, less what is for a meeting, or became an item, not visible."""
    return ForwardItem.objects.filter(
        labelled(actor, ForwardItem),
        Q(meeting__isnull=True) | labelled(actor, Meeting, "meeting__"),
        Q(item__isnull=True)
        | (labelled(actor, AgendaItem, "item__") & labelled(actor, Meeting, "item__meeting__")),
        group__partnership=actor.partnership,
    )
