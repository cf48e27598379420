"""A plan in numbers and in a few sentences, counted from how its entries stand."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from quorate.domain.kernel.words import count
from quorate.domain.plans.barriers import Barrier
from quorate.domain.plans.facts import EntryKind
from quorate.domain.plans.labels import KINDS, Flag, Headline
from quorate.domain.plans.outline import StatedT
from quorate.domain.plans.standing import Standing
from quorate.domain.plans.tree import Node

_COUNTED_FIRST = (EntryKind.RECOMMENDATION, EntryKind.ACTION, EntryKind.OBJECTIVE, EntryKind.OUTCOME)


@dataclass(frozen=True, slots=True)
class PlanCounts:
    """How many entries of each kind, and how those of the counted kind stand.

    `counted_kind` is what a board would call the lines of its plan: recommendations where there are any,
    else actions. `of` is how many of them there are; the rest are numbers among them. Barriers are those
    last given for the line or anything under it, while it is open.
    """

    kinds: Mapping[EntryKind, int]
    counted_kind: EntryKind
    of: int = 0
    headlines: Mapping[Headline, int] = field(default_factory=dict)
    flags: Mapping[Flag, int] = field(default_factory=dict)
    barriers: Mapping[Barrier, int] = field(default_factory=dict)
    short_of_money_or_people: int = 0
    differing: int = 0


def counts(nodes: Sequence[Node[StatedT]], standings: Mapping[str, Standing]) -> PlanCounts:
    """The numbers of a plan, from every node of its tree, at the date its standings were taken."""
    kinds = Counter([node.state.kind for node in nodes])
    counted_kind = next((kind for kind in _COUNTED_FIRST if kinds[kind]), EntryKind.ACTION)
    lines = [node for node in nodes if node.state.kind is counted_kind]
    stands = [standings[line.state.id] for line in lines]
    barriers = [_barriers(line) for line in lines if standings[line.state.id].is_open]
    return PlanCounts(
        kinds={kind: kinds[kind] for kind in EntryKind if kinds[kind]},
        counted_kind=counted_kind,
        of=len(lines),
        headlines=Counter(one.headline for one in stands),
        flags=Counter([flag for one in stands if one.marks for flag in one.flags]),
        barriers=Counter(kind for found in barriers for kind in found),
        short_of_money_or_people=sum(1 for found in barriers if found & {Barrier.MONEY, Barrier.PEOPLE}),
        differing=sum(1 for one in stands if one.disagreement),
    )


def summary(found: PlanCounts, *, words: Mapping[EntryKind, tuple[str, str]] | None = None) -> str:
    """The plan's opening lines: how much there is, then how it stands, naming only what there is some of.

    `words` gives a partnership's own word for a level, one and many: "key action", "key actions". Like
    "16 recommendations, 32 key actions. 2 complete, 1 declined, 8 short of money or people."
    """
    names = {**KINDS, **(words or {})}
    size = [count(n, *names[kind]) for kind, n in found.kinds.items() if kind is not EntryKind.SECTION]
    if not size:
        return "Nothing in this plan yet."
    parts = [said(n) for said, n in _parts(found) if n]
    return f"{', '.join(size)}. {', '.join(parts)}." if parts else f"{', '.join(size)}."


def _parts(found: PlanCounts) -> tuple[tuple[Callable[[int], str], int], ...]:
    def plain(words: str) -> Callable[[int], str]:
        return lambda n: f"{n:,} {words}"

    return (
        (plain("complete"), found.headlines.get(Headline.COMPLETE, 0)),
        (plain("declined"), found.headlines.get(Headline.NOT_DONE, 0)),
        (plain("overdue"), found.flags.get(Flag.OVERDUE, 0)),
        (plain("short of money or people"), found.short_of_money_or_people),
        (plain("with no lead"), found.flags.get(Flag.NO_LEAD, 0)),
        (plain("with a lead to be confirmed"), found.flags.get(Flag.LEAD_TO_BE_CONFIRMED, 0)),
        (plain("with no target date"), found.flags.get(Flag.NO_TARGET_DATE, 0)),
        (plain("ongoing with no review date"), found.flags.get(Flag.NO_REVIEW_DATE, 0)),
    )


def _barriers(line: Node[StatedT]) -> frozenset[Barrier]:
    if not line.children:
        return frozenset(line.state.progress.barriers if line.state.progress else ())
    return frozenset(
        [kind for node in line.walk() if node.state.progress for kind in node.state.progress.barriers]
    )
