"""What does not move: off track by the record or by the lead's own word, or waiting for something.

A gap in the plan itself, such as no lead, is not counted here: it is shown as a gap, and every line of a
plan without a column for leads would otherwise be stuck.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from quorate.domain.kernel.words import count, spelt
from quorate.domain.plans.barriers import Barrier, suggested_barriers
from quorate.domain.plans.facts import EntryKind, Rating
from quorate.domain.plans.labels import Headline
from quorate.domain.plans.position import EntryState
from quorate.domain.plans.standing import Standing
from quorate.domain.plans.tree import Node, natural, tree

_HELD_UP = {
    Barrier.MONEY: ("is short of money", "are short of money"),
    Barrier.PEOPLE: ("is short of people", "are short of people"),
    Barrier.WAITING: ("waits for something outside", "wait for something outside"),
    Barrier.INFORMATION: ("is short of information", "are short of information"),
    Barrier.AGREEMENT: ("needs agreement", "need agreement"),
}


@dataclass(frozen=True, slots=True)
class Stuck:
    """An entry that does not move.

    `barrier` is what was last said to hold it up, on it or on the nearest entry above that was reported on.
    """

    state: EntryState
    standing: Standing
    barrier: str = ""
    barriers: frozenset[Barrier] = field(default=frozenset())


def is_stuck(standing: Standing) -> bool:
    """Whether an entry with this standing is open and off track, said to be, or waiting."""
    if not standing.is_open:
        return False
    held = standing.headline in (Headline.OFF_TRACK, Headline.WAITING)
    return held or standing.declared is Rating.OFF_TRACK


def stuck(states: Sequence[EntryState], standings: Mapping[str, Standing]) -> tuple[Stuck, ...]:
    """The entries of one plan with nothing under them that are stuck, worst first."""
    found: list[Stuck] = []

    def visit(node: Node, said: str) -> None:
        said = node.state.progress.barrier if node.state.progress else said
        for child in node.children:
            visit(child, said)
        stands = standings[node.state.id]
        if node.children or node.state.version.kind is EntryKind.SECTION or not is_stuck(stands):
            return
        found.append(Stuck(node.state, stands, said, frozenset(suggested_barriers(said))))

    for root in tree(states):
        visit(root, "")
    return worst_first(found)


def worst_first(found: Sequence[Stuck]) -> tuple[Stuck, ...]:
    """The longest overdue first, then what a lead calls off track, then what waits."""
    return tuple(sorted(found, key=lambda one: (_degree(one), natural(one.state.code), one.state.id)))


def stuck_in_words(found: Sequence[Stuck], *, of: int) -> str:
    """How many of the actions are stuck and what holds most of them up; empty when there are no actions.

    Like "11 of 38 actions are off track or waiting. Six are short of money."
    """
    if not of:
        return ""
    if not found:
        return f"None of {count(of, 'action')} is off track or waiting."
    verb = "is" if len(found) == 1 else "are"
    said = f"{len(found):,} of {count(of, 'action')} {verb} off track or waiting."
    barriers = Counter(kind for one in found for kind in one.barriers if kind in _HELD_UP)
    if not barriers:
        return said
    order = list(_HELD_UP)
    kind = min(barriers, key=lambda one: (-barriers[one], order.index(one)))
    n = barriers[kind]
    return f"{said} {spelt(n).capitalize()} {_HELD_UP[kind][n != 1]}."


def _degree(one: Stuck) -> tuple[int, int]:
    if one.standing.headline is Headline.OFF_TRACK:
        return 0, -one.standing.days_overdue
    return (1 if one.standing.declared is Rating.OFF_TRACK else 2), 0
