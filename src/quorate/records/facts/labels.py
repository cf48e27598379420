"""From a row to who may read it."""

from typing import Any

from quorate.domain.access.actor import Actor, may_see
from quorate.domain.access.audience import OPEN_TO_ALL, Audience, Label
from quorate.records.models.base import Labelled


def label_of(row: Labelled) -> Label:
    """What a row says of its readers."""
    return Label(Audience(row.audience), str(row.restriction_id or ""))


def sees(actor: Actor, *rows: Labelled) -> bool:
    """Whether somebody may see each of these rows: what the scopes ask, of rows in hand.

    The meeting or plan they hang on is a row of its own, to be named with them.
    """
    return all(may_see(actor, readers_of(row)) for row in rows)


def readers_of(row: Labelled) -> Label:
    """What a row says of its readers, with the groups it belongs to where that decides anything."""
    said = label_of(row)
    if said.audience in OPEN_TO_ALL:
        return said
    first, *others = (_reached(row, path) for path in row.belongs_to)
    groups = frozenset(str(id) for id in (first, *others) if id) if first else frozenset()
    return Label(said.audience, said.restriction, groups)


def _reached(row: Any, path: str) -> Any:
    *through, last = path.split("__")
    for step in through:
        row = getattr(row, step)
    return getattr(row, f"{last}_id")
