"""The shape of a plan: what stands under what, in the order a person would print it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from quorate.domain.plans.position import EntryState

_PIECES = re.compile(r"\d+|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Node:
    """An entry with the entries under it, in order. `depth` is 0 at the top."""

    state: EntryState
    children: tuple["Node", ...] = field(default=())
    depth: int = 0

    def walk(self) -> Iterator["Node"]:
        """The node itself, then everything under it, from top to bottom."""
        yield self
        for child in self.children:
            yield from child.walk()


@lru_cache(maxsize=10_000)  # a plan is put in order several times for one page
def natural(code: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key under which numbers in a code count as numbers.

    >>> sorted(["10", "2", "5.10", "5.2", "b", "a"], key=natural)
    ['2', '5.2', '5.10', '10', 'a', 'b']
    """
    pieces = _PIECES.findall(code.lower())
    return tuple((0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in pieces)


def tree(states: Iterable[EntryState]) -> tuple[Node, ...]:
    """The entries as a tree, each level by its printed order, then by code.

    An entry whose parent is not among them stands at the top. Entries that name one another as parents,
    which no rule here allows, are shown at the top too: nothing is lost from a page.
    """
    known = {state.id: state for state in states}
    below: dict[str, list[EntryState]] = {}
    for state in known.values():
        below.setdefault(_parent(state, known), []).append(state)
    for siblings in below.values():
        siblings.sort(key=_place)

    placed: set[str] = set()

    def grow(state: EntryState, depth: int) -> Node:
        placed.add(state.id)
        children = tuple(grow(c, depth + 1) for c in below.get(state.id, ()) if c.id not in placed)
        return Node(state, children, depth)

    roots = [grow(state, 0) for state in below.get("", ())]
    roots += [grow(state, 0) for state in sorted(known.values(), key=_place) if state.id not in placed]
    return tuple(roots)


def in_order(states: Iterable[EntryState]) -> tuple[EntryState, ...]:
    """The entries from top to bottom of the tree."""
    return tuple(node.state for root in tree(states) for node in root.walk())


def below(states: Sequence[EntryState], entry_id: str) -> frozenset[str]:
    """The ids of everything under an entry, at any depth, the entry itself left out."""
    found: set[str] = set()
    edge = {entry_id}
    while edge:
        edge = {s.id for s in states if s.parent_id in edge} - found - {entry_id}
        found |= edge
    return frozenset(found)


def _parent(state: EntryState, known: dict[str, EntryState]) -> str:
    return state.parent_id if state.parent_id in known and state.parent_id != state.id else ""


def _place(state: EntryState) -> tuple[int, tuple[tuple[int, int, str], ...], str]:
    return state.version.order, natural(state.code), state.id
