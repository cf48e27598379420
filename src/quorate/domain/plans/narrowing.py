"""Part of a plan: the entries of one lead, one standing or one sort of barrier."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from quorate.domain.kernel.words import spaced
from quorate.domain.plans.barriers import Barrier
from quorate.domain.plans.labels import Flag, Headline
from quorate.domain.plans.leading import listed_under
from quorate.domain.plans.outline import Stated, StatedT
from quorate.domain.plans.recorded import NONE_RECORDED, HeldUp
from quorate.domain.plans.standing import Standing
from quorate.domain.plans.stuck import is_stuck
from quorate.domain.plans.summary import held_up_by
from quorate.domain.plans.tree import Node


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What to keep; each left empty asks nothing, and those given must all hold.

    `lead` is a name as a plan's list of leads has it. `stuck` asks for what does not move, as a board is
    told of it. A barrier is asked of what holds an entry up, whether it is recorded or an update says so, its
    own or of an entry above. `words` are looked for in the code and the wording.
    """

    lead: str = ""
    headline: Headline | None = None
    flag: Flag | None = None
    barrier: Barrier | None = None
    words: str = ""
    stuck: bool = False


def narrowed(
    nodes: Sequence[Node[StatedT]],
    standings: Mapping[str, Standing],
    by: Narrowing,
    *,
    texts: Mapping[str, str],
    recorded: Mapping[str, HeldUp] = NONE_RECORDED,
) -> tuple[Node[StatedT], ...]:
    """The entries that meet every part of the narrowing, in the order given: what is above first.

    `texts` gives their wordings by id; they are only looked at when words are asked for. `recorded` is what
    is recorded of their barriers.
    """
    held = held_up_by(nodes, standings, recorded) if by.barrier else {}

    def keeps(state: Stated) -> bool:
        return _keeps(
            state, standings[state.id], by, texts.get(state.id, ""), held.get(state.id, frozenset())
        )

    return tuple([node for node in nodes if keeps(node.state)])


def _keeps(
    state: Stated, standing: Standing, by: Narrowing, text: str, held_up: AbstractSet[Barrier]
) -> bool:
    wanted = spaced(by.lead)
    return (
        (not wanted or wanted in listed_under(state.leads))
        and (by.headline is None or standing.headline is by.headline)
        and (not by.stuck or is_stuck(standing))
        and (by.flag is None or by.flag in standing.flags)
        and (by.barrier is None or by.barrier in held_up)
        and by.words.lower().strip() in f"{state.code} {text}".lower()
    )
