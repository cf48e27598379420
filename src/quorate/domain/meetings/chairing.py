"""Who chairs an item that the chair withdrew from."""

from collections.abc import Iterable
from datetime import time

from quorate.domain.meetings.room import RoomAct, room_after, standing, stretches
from quorate.domain.membership.facts import Office, Presence


def without_chair(acts: Iterable[RoomAct], *, ended_at: time | None = None) -> dict[str, Presence | None]:
    """The items taken after the chair had withdrawn from them for a conflict, with who chairs in their stead.

    That is a vice-chair who takes part in the item; None where there was none, so that somebody is to be
    named.
    """
    ordered = standing(acts)
    came = (act.presence for act in ordered if act.presence is not None)
    chairs = {presence.person_id for presence in came if presence.office is Office.CHAIR}
    items = {item for person, item in room_after(ordered).withdrawn if person in chairs}
    found: dict[str, Presence | None] = {}
    for stretch in stretches(ordered, ended_at=ended_at):
        if stretch.item_id in items:
            vice = next((one for one in stretch.present if one.office is Office.VICE_CHAIR), None)
            found[stretch.item_id] = found.get(stretch.item_id) or vice
    return found
