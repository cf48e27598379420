"""What the whole of a plan comes to, whichever part of it is shown: its order, opening lines and counts."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from quorate.domain.kernel.words import listed, plural
from quorate.domain.plans.barriers import Barrier, suggested_barriers
from quorate.domain.plans.facts import EntryKind
from quorate.domain.plans.labels import HEADLINES, OWED_KINDS, Flag, Headline
from quorate.domain.plans.position import EntryState
from quorate.domain.plans.standing import Standing
from quorate.domain.plans.summary import summary
from quorate.domain.plans.tree import Node, tree
from quorate.queries.plan_facts import PlanFacts


@dataclass(frozen=True, slots=True)
class Overview:
    """A plan's entries from top to bottom, its opening lines, and how many entries have what.

    `bar` counts the entries somebody carries out. `parents` are the entries another could stand under.
    """

    nodes: tuple[Node, ...]
    summary: str
    bar: Mapping[str, int]
    bar_words: str
    leads: Mapping[str, int]
    headlines: Mapping[Headline, int]
    flags: Mapping[Flag, int]
    barriers: Mapping[Barrier, int]
    parents: tuple[tuple[str, str], ...]


_OF: WeakKeyDictionary[PlanFacts, Overview] = WeakKeyDictionary()


def overview(facts: PlanFacts) -> Overview:
    """The overview, worked out once for as long as the facts are kept."""
    if (held := _OF.get(facts)) is not None:
        return held
    made = _OF[facts] = _overview(facts)
    return made


def _overview(facts: PlanFacts) -> Overview:
    nodes = tuple(node for root in tree(facts.states) for node in root.walk())
    stands = facts.standings.values()
    carried_out = [facts.standings[state.id] for state in leaves(facts.states)]
    return Overview(
        nodes=nodes,
        summary=summary(facts.states, facts.standings, words=level_words(facts)),
        bar=bar_counts(carried_out),
        bar_words=bar_words(carried_out),
        leads=_leads(facts),
        headlines=Counter(one.headline for one in stands),
        flags=Counter(flag for one in stands for flag in one.flags),
        barriers=_barriers(facts),
        parents=tuple(
            (node.state.id, f"{node.state.code} {node.state.version.text}".strip()[:90])
            for node in nodes
            if node.children or node.state.version.kind is not EntryKind.ACTION
        ),
    )


def leaves(states: Sequence[EntryState]) -> tuple[EntryState, ...]:
    """The entries somebody carries out: those with nothing under them, headings that are empty left out.

    In a plan of headings alone, such as one of outcomes, those are what is carried out.
    """
    parents = {state.parent_id for state in states}
    ends = [s for s in states if s.id not in parents and s.version.kind is not EntryKind.SECTION]
    return tuple(s for s in ends if s.version.kind in OWED_KINDS) or tuple(ends)


_BAR = {Headline.UNDER_WAY: "on_track", Headline.WAITING: "not_started"}


def bar_counts(standings: Sequence[Standing]) -> dict[str, int]:
    """Standings counted for a bar of six parts: under way counts as on track, waiting as not started."""
    return dict(Counter(_BAR.get(one.headline, one.headline.value) for one in standings))


def bar_words(standings: Sequence[Standing]) -> str:
    """What the bar shows, in words: what is carried out, by how it stands."""
    found = Counter(one.headline for one in standings)
    parts = [f"{found[h]:,} {label.lower()}" for h, label in HEADLINES.items() if found[h]]
    return f"Of {len(standings):,} to be carried out: {listed(parts)}."


def level_words(facts: PlanFacts) -> dict[EntryKind, tuple[str, str]]:
    """The partnership's own words for its levels, one and many, where every entry of a kind shares one."""
    by_kind: dict[EntryKind, set[str]] = {}
    for state in facts.states:
        by_kind.setdefault(state.version.kind, set()).add(facts.levels.get(state.id, ""))
    found = {}
    for kind, words in by_kind.items():
        if len(words) == 1 and (word := next(iter(words)).lower()):
            found[kind] = (word, plural(word))
    return found


def _leads(facts: PlanFacts) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for state in facts.states:
        named = {lead.agency or lead.person or lead.raw for lead in state.leads if not lead.to_be_confirmed}
        found.update(filter(None, named))
    return found


def _barriers(facts: PlanFacts) -> Mapping[Barrier, int]:
    found: Counter[Barrier] = Counter()
    for state in facts.states:
        if state.progress and facts.standings[state.id].is_open:
            found.update(suggested_barriers(state.progress.barrier))
    return found
