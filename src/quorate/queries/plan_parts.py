"""A plan in parts that have no say in each other: an entry at the top with all that is under it.

How a part stands is worked out once and kept, by all it was worked out from: its outlines, the day and the
settings. So a write makes anew the part it touched and no other, and nothing kept can be out of date.
"""

import threading
from collections import OrderedDict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from quorate.domain.plans.outline import Outline
from quorate.domain.plans.rollup import standings_of
from quorate.domain.plans.standing import Standing
from quorate.domain.plans.tree import Node, tree

MOST_KEPT = 20_000
"""How many entries' standings one process keeps: some 40 MB."""

_Key = tuple[frozenset[Outline], date, int, int]


@dataclass(frozen=True, slots=True)
class Part:
    """A top entry, all nodes from top to bottom, and how each entry stands."""

    roots: tuple[Node[Outline], ...]
    nodes: tuple[Node[Outline], ...]
    standings: Mapping[str, Standing]


def parts_of(
    outlines: Collection[Outline], on: date, *, due_soon_days: int, no_update_days: int
) -> list[Part]:
    """The parts of a plan as at `on`, in no order.

    Where entries name one another as parents, which no rule here allows, the whole plan is one part.
    """
    return [_KEPT.part((one, on, due_soon_days, no_update_days)) for one in _divided(outlines)]


def forget() -> None:
    """Drop what was made, as a process that starts has made nothing."""
    _KEPT.forget()


def _divided(outlines: Collection[Outline]) -> list[frozenset[Outline]]:
    known = {one.id for one in outlines}
    below: dict[str, list[Outline]] = {}
    for one in outlines:
        above = one.parent_id
        below.setdefault(above if above in known and above != one.id else "", []).append(one)
    parts = []
    for top in below.get("", ()):
        part = [top]
        for one in part:  # grows as it goes
            part += below.get(one.id, ())
        parts.append(frozenset(part))
    return parts if sum(map(len, parts)) == len(outlines) else [frozenset(outlines)]


def _worked_out(key: _Key) -> Part:
    outlines, on, due_soon_days, no_update_days = key
    roots = tree(outlines)
    return Part(
        roots,
        tuple([node for root in roots for node in root.walk()]),
        standings_of(roots, on, due_soon_days=due_soon_days, no_update_days=no_update_days),
    )


class _Kept:
    """Parts, the latest used of them, with no more entries in all than `most`."""

    def __init__(self, most: int) -> None:
        self._most, self._size = most, 0
        self._held: OrderedDict[_Key, Part] = OrderedDict()
        self._lock = threading.Lock()

    def part(self, key: _Key) -> Part:
        with self._lock:
            if (held := self._held.get(key)) is not None:
                self._held.move_to_end(key)
                return held
        made = _worked_out(key)
        with self._lock:
            if key not in self._held:
                self._held[key] = made
                self._size += len(made.nodes)
            while self._size > self._most:
                _, dropped = self._held.popitem(last=False)
                self._size -= len(dropped.nodes)
        return made

    @property
    def size(self) -> int:
        """How many entries the parts have in all."""
        return self._size

    def forget(self) -> None:
        with self._lock:
            self._held.clear()
            self._size = 0


_KEPT = _Kept(MOST_KEPT)
