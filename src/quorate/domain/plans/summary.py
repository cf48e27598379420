"""A plan in numbers and in a few sentences, counted from how its entries stand."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from quorate.domain.kernel.words import count, listed
from quorate.domain.plans.barriers import Barrier
from quorate.domain.plans.facts import EntryKind
from quorate.domain.plans.labels import KINDS, OWED_KINDS, Flag, Headline
from quorate.domain.plans.outline import StatedT
from quorate.domain.plans.recorded import NONE_RECORDED, NOTHING_RECORDED, HeldUp
from quorate.domain.plans.standing import Standing
from quorate.domain.plans.stuck import is_stuck
from quorate.domain.plans.tree import Node


@dataclass(frozen=True, slots=True)
class PlanCounts:
    """How many entries of each kind, and how those stand that somebody carries out.

    `carried_out` are the ids of those, `of` how many, and `counted_kind` what they are, None where they are
    of several kinds; the rest are numbers among them. Barriers are those recorded or last given for the
    entry, or for the nearest above it that was reported on, while it is open; one that holds up only what has
    others under it is there with 0. `above_overdue` are entries with others under them that are past a target
    date of their own, by kind.
    """

    kinds: Mapping[EntryKind, int]
    counted_kind: EntryKind | None = None
    carried_out: frozenset[str] = frozenset()
    headlines: Mapping[Headline, int] = field(default_factory=dict)
    flags: Mapping[Flag, int] = field(default_factory=dict)
    barriers: Mapping[Barrier, int] = field(default_factory=dict)
    short_of_money_or_people: int = 0
    stuck: int = 0
    differing: int = 0
    above_overdue: Mapping[EntryKind, int] = field(default_factory=dict)

    @property
    def of(self) -> int:
        """How many somebody carries out."""
        return len(self.carried_out)


def leaves(states: Sequence[StatedT]) -> tuple[StatedT, ...]:
    """The entries somebody carries out: those with nothing under them, headings that are empty left out.

    In a plan of headings alone, such as one of outcomes, those are what is carried out.
    """
    parents = {state.parent_id for state in states}
    ends = [s for s in states if s.id not in parents and s.kind is not EntryKind.SECTION]
    return tuple([s for s in ends if s.kind in OWED_KINDS]) or tuple(ends)


def counts(
    nodes: Sequence[Node[StatedT]],
    standings: Mapping[str, Standing],
    recorded: Mapping[str, HeldUp] = NONE_RECORDED,
) -> PlanCounts:
    """The numbers of a plan, from every node of its tree, at the date its standings were taken.

    `recorded` is what is recorded of barriers on that date, by entry.
    """
    kinds = Counter([node.state.kind for node in nodes])
    lines = leaves([node.state for node in nodes])
    counted_kinds = {line.kind for line in lines}
    stands = [standings[line.id] for line in lines]
    held = held_up_by(nodes, standings, recorded)
    barriers = [held[line.id] for line in lines if line.id in held]
    above_alone = dict.fromkeys(chain.from_iterable(held.values()), 0)
    return PlanCounts(
        kinds={kind: kinds[kind] for kind in EntryKind if kinds[kind]},
        counted_kind=counted_kinds.pop() if len(counted_kinds) == 1 else None,
        carried_out=frozenset([line.id for line in lines]),
        headlines=Counter([one.headline for one in stands]),
        flags=Counter([flag for one in stands if one.marks for flag in one.flags]),
        barriers={**above_alone, **Counter([kind for found in barriers for kind in found])},
        short_of_money_or_people=sum(1 for found in barriers if found & {Barrier.FUNDING, Barrier.CAPACITY}),
        stuck=sum(1 for one in stands if is_stuck(one)),
        differing=sum(1 for one in stands if one.disagreement),
        above_overdue=Counter(
            [n.state.kind for n in nodes if n.children and Flag.OVERDUE in standings[n.state.id].flags]
        ),
    )


def counted(found: PlanCounts, words: Mapping[EntryKind, tuple[str, str]] | None = None) -> str:
    """What is counted and how many there are: "32 key actions"; "48 to be carried out" of several kinds."""
    if found.counted_kind is None:
        return f"{found.of:,} to be carried out"
    return count(found.of, *{**KINDS, **(words or {})}[found.counted_kind])


def summary(found: PlanCounts, *, words: Mapping[EntryKind, tuple[str, str]] | None = None) -> str:
    """The plan's opening lines: how much there is, then how it stands, naming only what there is some of.

    `words` gives a partnership's own word for a level, one and many: "key action", "key actions". Like
    "16 recommendations, 32 key actions. Of the 32 key actions: 2 complete, 1 declined, 8 short of money or
    people. 3 recommendations are past a target date of their own."
    """
    names = {**KINDS, **(words or {})}
    size = [count(n, *names[kind]) for kind, n in found.kinds.items() if kind is not EntryKind.SECTION]
    if not size:
        return "Nothing in this plan yet."
    said = [f"{', '.join(size)}."]
    if parts := [words_of(n) for words_of, n in _parts(found) if n]:
        of = f"Of the {counted(found, words)}: " if len(size) > 1 else ""
        said.append(f"{of}{', '.join(parts)}.")
    late = [count(n, *names[kind]) for kind, n in found.above_overdue.items()]
    if late:
        verb, whose = ("is", "its") if sum(found.above_overdue.values()) == 1 else ("are", "their")
        said.append(f"{listed(late)} {verb} past a target date of {whose} own.")
    return " ".join(said)


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


def held_up_by(
    nodes: Sequence[Node[StatedT]],
    standings: Mapping[str, Standing],
    recorded: Mapping[str, HeldUp] = NONE_RECORDED,
) -> dict[str, frozenset[Barrier]]:
    """What holds up each entry that is open and held up, as recorded or as the latest update says.

    That is its own, else what holds up the nearest entry above that has one. `nodes` come with what is above
    first; `recorded` gives what is recorded by entry, where anything is.
    """
    speaks: dict[str, tuple[Barrier, ...]] = {}
    found = {}
    for node in nodes:
        id = node.state.id
        above = speaks.get(node.state.parent_id, ())
        of = recorded.get(id, NOTHING_RECORDED)
        speaks[id] = held = of.speaks(node.state.progress, above)
        if held and standings[id].is_open:
            found[id] = frozenset(held)
    return found
