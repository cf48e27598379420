"""What an actor may see: the only readers of restriction and audience.

Each function gives the rows of one kind visible to an actor. Everything that lists, counts, searches,
sends or renders starts here.
"""

from quorate.records.scopes.visible import (
    agencies,
    agenda_items,
    appointments,
    closures,
    declarations,
    entries,
    groups,
    imports,
    meetings,
    open_to_all,
    packs,
    papers,
    partnerships,
    people,
    plans,
    redactions,
    replies,
    restrictions,
    room_acts,
    seats,
    terms,
)

__all__ = [
    "agencies",
    "agenda_items",
    "appointments",
    "closures",
    "declarations",
    "entries",
    "groups",
    "imports",
    "meetings",
    "open_to_all",
    "packs",
    "papers",
    "partnerships",
    "people",
    "plans",
    "redactions",
    "replies",
    "restrictions",
    "room_acts",
    "seats",
    "terms",
]
