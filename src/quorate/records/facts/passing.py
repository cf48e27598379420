"""Who is asked to pass papers on."""

import uuid
from datetime import date

from quorate.records.facts.rooms import places_on


def agencies_asked(group: uuid.UUID, on: date) -> tuple[str, ...]:
    """The agencies with a seat in a group on the day of its meeting, in the order of the seats."""
    return tuple(dict.fromkeys(place.agency_id for place in places_on(group, on) if place.agency_id))
