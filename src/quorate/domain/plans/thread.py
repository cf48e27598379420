"""The golden thread of an entry: what it is for, up to the plan, and what carries it out, downwards.

A thread runs along a plan's own order, what stands under what, and along the links that serve or inform. It
shows each entry once: where two ways lead to the same entry, the second way ends there.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from quorate.domain.plans.facts import EntryKind
from quorate.domain.plans.labels import FLAGS, Flag
from quorate.domain.plans.links import LINKS, Link, LinkKind

BREAKS = (
    Flag.NO_LEAD,
    Flag.LEAD_TO_BE_CONFIRMED,
    Flag.NO_TARGET_DATE,
    Flag.NO_REVIEW_DATE,
    Flag.NO_UPDATE,
)
"""What an entry lacks that breaks its thread."""


class Strand(NamedTuple):
    """One step of a thread: the next entry, by its id, and how it joins; empty where it stands under it."""

    id: str
    how: str = ""


@dataclass(frozen=True, slots=True)
class Knot:
    """An entry in a thread, with what the thread goes on to from it. `how` says how it joins the last."""

    id: str
    how: str = ""
    onward: tuple["Knot", ...] = field(default=())

    def walk(self) -> Iterator["Knot"]:
        """The entry itself, then everything the thread goes on to, each before what follows from it."""
        yield self
        for one in self.onward:
            yield from one.walk()


def upward(parents: Mapping[str, str], links: Iterable[Link]) -> Mapping[str, Sequence[Strand]]:
    """What each entry is for: the entry above it, and those it helps to carry out."""
    found: dict[str, list[Strand]] = {id: [Strand(above)] for id, above in parents.items() if above}
    for link in links:
        if link.kind is LinkKind.SERVES:
            found.setdefault(link.from_id, []).append(Strand(link.to_id, LINKS[link.kind][0]))
    return found


def downward(parents: Mapping[str, str], links: Iterable[Link]) -> Mapping[str, Sequence[Strand]]:
    """What carries each entry out: those under it in order, those that help, and those that inform it."""
    found: dict[str, list[Strand]] = {}
    for id, above in parents.items():
        if above:
            found.setdefault(above, []).append(Strand(id))
    for link in links:
        if link.kind is not LinkKind.SEE:
            found.setdefault(link.to_id, []).append(Strand(link.from_id, LINKS[link.kind][0]))
    return found


def thread(start: str, steps: Mapping[str, Sequence[Strand]]) -> Knot:
    """Everything that steps lead to from an entry, each entry once, at the shortest way to it."""
    seen = {start}
    onward: dict[str, list[Strand]] = {}
    edge = [start]
    while edge:
        reached = []
        for id in edge:
            for strand in steps.get(id, ()):
                if strand.id not in seen:
                    seen.add(strand.id)
                    onward.setdefault(id, []).append(strand)
                    reached.append(strand.id)
        edge = reached
    return _knot(Strand(start), onward)


def _knot(strand: Strand, onward: Mapping[str, Sequence[Strand]]) -> Knot:
    return Knot(strand.id, strand.how, tuple(_knot(one, onward) for one in onward.get(strand.id, ())))


def breaks(kind: EntryKind, flags: Iterable[Flag], *, has_measure: bool) -> tuple[str, ...]:
    """Where the thread breaks at an entry: what it lacks, in words. A heading lacks nothing."""
    if kind is EntryKind.SECTION:
        return ()
    held = set(flags)
    found = [FLAGS[flag] for flag in BREAKS if flag in held]
    return (*found, *(() if has_measure else ("No measure",)))
