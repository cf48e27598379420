"""The shape of a plan: what stands under what, in the order a person would print it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic

from quorate.domain.plans.outline import InPlace, Stated, StatedT

_PIECES = re.compile(r"\d+|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Node(Generic[StatedT]):
    """An entry with the entries under it, in order. `depth` is 0 at the top."""

    state: StatedT
    children: tuple["Node[StatedT]", ...] = field(default=())
    depth: int = 0

    def walk(self) -> Iterator["Node[StatedT]"]:
        """The node itself, then everything under it, from top to bottom."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += reversed(node.children)


@lru_cache(maxsize=10_000)  # a plan is put in order several times for one page
def natural(code: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key under which numbers in a code count as numbers.

    >>> sorted(["10", "2", "5.10", "5.2", "b", "a"], key=natural)
    ['2', '5.2', '5.10', '10', 'a', 'b']
    """
    pieces = _PIECES.findall(code.lower())
    return tuple((0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in pieces)


def tree(states: Iterable[StatedT]) -> tuple[Node[StatedT], ...]:
    """The entries as a tree, each level by its printed order, then by code.

    An entry whose parent is not among them stands at the top. Entries that name one another as parents,
    which no rule here allows, are shown at the top too: nothing is lost from a page.
    """
    known = {state.id: state for state in states}
    below: dict[str, list[StatedT]] = {}
    for state in known.values():
        parent = state.parent_id
        below.setdefault(parent if parent in known and parent != state.id else "", []).append(state)
    for siblings in below.values():
        siblings.sort(key=place)

    placed: set[str] = set()

    def grow(state: StatedT, depth: int) -> Node[StatedT]:
        placed.add(state.id)
        if not (under := below.get(state.id)):
            return Node(state, (), depth)
        return Node(state, tuple([grow(c, depth + 1) for c in under if c.id not in placed]), depth)

    roots = [grow(state, 0) for state in below.get("", ())]
    if len(placed) < len(known):
        roots += [grow(state, 0) for state in sorted(known.values(), key=place) if state.id not in placed]
    return tuple(roots)


def below(states: Sequence[Stated | InPlace], entry_id: str) -> frozenset[str]:
    """The ids of everything under an entry, at any depth, the entry itself left out."""
    found: set[str] = set()
    edge = {entry_id}
    while edge:
        edge = {s.id for s in states if s.parent_id in edge} - found - {entry_id}
        found |= edge
    return frozenset(found)


def place(state: Stated) -> tuple[int, tuple[tuple[int, int, str], ...], str]:
    """A sort key for entries beside each other: the printed order, then the code."""
    return state.order, natural(state.code), state.id
