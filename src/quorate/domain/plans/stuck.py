"""What does not move: off track by the record or by the latest update's word, or waiting for something.

A gap in the plan itself, such as no lead, is not counted here: it is shown as a gap, and every line of a
plan without a column for leads would otherwise be stuck.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic

from quorate.domain.kernel.words import count, spelt
from quorate.domain.plans.barriers import Barrier
from quorate.domain.plans.facts import EntryKind, Rating
from quorate.domain.plans.labels import Headline
from quorate.domain.plans.outline import Said, StatedT
from quorate.domain.plans.recorded import NONE_RECORDED, NOTHING_RECORDED, HeldUp
from quorate.domain.plans.standing import Standing
from quorate.domain.plans.tree import Node, natural

_HELD_UP = {
    Barrier.FUNDING: ("is short of money", "are short of money"),
    Barrier.CAPACITY: ("is short of people", "are short of people"),
    Barrier.LEGISLATION: ("waits for a law or guidance", "wait for a law or guidance"),
    Barrier.DATA: ("is short of data", "are short of data"),
    Barrier.PARTNER: ("waits for a partner", "wait for a partner"),
    Barrier.PROCUREMENT: ("waits for a purchase or contract", "wait for a purchase or contract"),
    Barrier.DEPENDENCY: ("waits for something else to happen", "wait for something else to happen"),
}


@dataclass(frozen=True, slots=True)
class Stuck(Generic[StatedT]):
    """An entry that does not move.

    `said` is the update that says what holds it up: its own, or that of the nearest entry above with one.
    `barriers` are the types of what holds it up, as recorded or as the words of that update suggest.
    """

    state: StatedT
    standing: Standing
    said: Said | None = None
    barriers: tuple[Barrier, ...] = ()


def is_stuck(standing: Standing) -> bool:
    """Whether an entry with this standing is open and off track, said to be, or waiting."""
    if not standing.is_open:
        return False
    held = standing.headline in (Headline.OFF_TRACK, Headline.WAITING)
    return held or standing.declared is Rating.OFF_TRACK


def stuck(
    roots: Iterable[Node[StatedT]],
    standings: Mapping[str, Standing],
    recorded: Mapping[str, HeldUp] = NONE_RECORDED,
) -> tuple[Stuck[StatedT], ...]:
    """The entries of one plan's tree with nothing under them that are stuck, worst first.

    `recorded` is what is recorded of their barriers.
    """
    found: list[Stuck[StatedT]] = []

    def visit(node: Node[StatedT], said: Said | None, above: tuple[Barrier, ...]) -> None:
        held = recorded.get(node.state.id, NOTHING_RECORDED).speaks(node.state.progress, above)
        said = node.state.progress or said
        for child in node.children:
            visit(child, said, held)
        stands = standings[node.state.id]
        if node.children or node.state.kind is EntryKind.SECTION or not is_stuck(stands):
            return
        found.append(Stuck(node.state, stands, said, held))

    for root in roots:
        visit(root, None, ())
    return worst_first(found)


def worst_first(found: Iterable[Stuck[StatedT]]) -> tuple[Stuck[StatedT], ...]:
    """The longest overdue first, then what a lead calls off track, then what waits."""
    return tuple(sorted(found, key=lambda one: (_degree(one), natural(one.state.code), one.state.id)))


def stuck_in_words(found: Sequence[Stuck[StatedT]], *, of: int) -> str:
    """How many of the actions are stuck and what holds most of them up; empty when there are no actions.

    Like "11 of 38 actions are off track or waiting, or said to be. Six are short of money."
    """
    if not of:
        return ""
    if not found:
        return f"None of {count(of, 'action')} is off track or waiting, or said to be."
    verb = "is" if len(found) == 1 else "are"
    said = f"{len(found):,} of {count(of, 'action')} {verb} off track or waiting, or said to be."
    barriers = Counter(kind for one in found for kind in one.barriers if kind in _HELD_UP)
    if not barriers:
        return said
    order = list(_HELD_UP)
    kind = min(barriers, key=lambda one: (-barriers[one], order.index(one)))
    n = barriers[kind]
    return f"{said} {spelt(n).capitalize()} {_HELD_UP[kind][n != 1]}."


def _degree(one: Stuck[StatedT]) -> tuple[int, int]:
    if one.standing.headline is Headline.OFF_TRACK:
        return 0, -one.standing.days_overdue
    return (1 if one.standing.declared is Rating.OFF_TRACK else 2), 0
