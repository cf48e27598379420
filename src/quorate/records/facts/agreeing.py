"""From a meeting's rows to how its agenda stands with the chair."""

from quorate.domain.access.actor import Actor
from quorate.domain.meetings.agreeing import Agreement, Placed, since_agreed
from quorate.records import scopes
from quorate.records.models import Meeting


def agenda_now(actor: Actor, row: Meeting) -> tuple[Placed, ...]:
    """The items on an agenda as an actor sees it, in order, each with its version."""
    items = scopes.agenda_items(actor).filter(meeting=row, removed_at__isnull=True).order_by("order", "id")
    return tuple((str(id), version) for id, version in items.values_list("id", "version"))


def agreement_of(actor: Actor, row: Meeting) -> Agreement:
    """How the agenda stands with the chair, as far as an actor may see its items.

    Of an item that was agreed and is kept from the actor nothing is told, not even that it went.
    """
    if row.agenda_agreed_on is None:
        return Agreement(asked_on=row.agenda_asked_on)
    ids = [id for id, _ in row.agenda_agreed_as]
    seen = {str(id) for id in scopes.agenda_items(actor).filter(id__in=ids).values_list("id", flat=True)}
    was = [(id, version) for id, version in row.agenda_agreed_as if id in seen]
    return Agreement(
        asked_on=row.agenda_asked_on,
        agreed_on=row.agenda_agreed_on,
        since=since_agreed(was, agenda_now(actor, row)),
    )
