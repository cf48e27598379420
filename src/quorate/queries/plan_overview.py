"""What the whole of a plan comes to, whichever part of it is shown: its opening lines and counts.

Each of them counts the same: the entries somebody carries out.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from quorate.domain.kernel.words import listed, plural, spaced
from quorate.domain.plans.barriers import Barrier
from quorate.domain.plans.facts import EntryKind
from quorate.domain.plans.labels import HEADLINES, Flag, Headline
from quorate.domain.plans.outline import StatedT
from quorate.domain.plans.standing import Standing
from quorate.domain.plans.summary import counted, counts, summary
from quorate.domain.plans.summary import leaves as leaves
from quorate.queries.plan_facts import PlanFacts

C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class Overview:
    """A plan's opening lines, and how many of what is carried out have what; `counted` says what that is.

    A lead, standing, flag or barrier that only an entry above those has is there with a count of 0.
    """

    summary: str
    counted: str
    of: int
    bar: Mapping[str, int]
    bar_words: str
    leads: Mapping[str, int]
    headlines: Mapping[Headline, int]
    flags: Mapping[Flag, int]
    barriers: Mapping[Barrier, int]


def overview(facts: PlanFacts[StatedT]) -> Overview:
    """The overview of a plan as at its date."""
    found, words = counts(facts.nodes, facts.standings), level_words(facts)
    lines = leaves(facts.states)
    carried_out = [facts.standings[state.id] for state in lines]
    every = list(facts.standings.values())
    what = counted(found, words)
    return Overview(
        summary=summary(found, words=words),
        counted=what,
        of=found.of,
        bar=bar_counts(carried_out),
        bar_words=bar_words(carried_out, what),
        leads=_among(_leads(facts.states), _leads(lines)),
        headlines=_among([one.headline for one in every], [one.headline for one in carried_out]),
        flags=_among(_flags(every), _flags(carried_out)),
        barriers=_among(_barriers(facts, facts.states), _barriers(facts, lines)),
    )


def _among(every: Iterable[C], carried_out: Iterable[C]) -> Mapping[C, int]:
    """How often each occurs in what is carried out; 0 for what occurs above it alone."""
    return dict.fromkeys(every, 0) | Counter(carried_out)


def plan_summary(facts: PlanFacts[StatedT]) -> str:
    """The plan's opening lines."""
    return summary(counts(facts.nodes, facts.standings), words=level_words(facts))


def bar_counts(standings: Sequence[Standing]) -> dict[str, int]:
    """Standings counted for a bar, each under its own name."""
    return dict(Counter([one.headline.value for one in standings]))


def bar_words(standings: Sequence[Standing], what: str) -> str:
    """What the bar shows, in words: `what` is carried out, by how it stands."""
    found = Counter([one.headline for one in standings])
    parts = [f"{found[h]:,} {label.lower()}" for h, label in HEADLINES.items() if found[h]]
    return f"Of {what}: {listed(parts)}." if parts else ""


def level_words(facts: PlanFacts[StatedT]) -> dict[EntryKind, tuple[str, str]]:
    """The partnership's own words for its levels, one and many, where every entry of a kind shares one."""
    by_kind: dict[EntryKind, set[str]] = {}
    for kind, level in {(state.kind, facts.levels.get(state.id, "")) for state in facts.states}:
        by_kind.setdefault(kind, set()).add(level)
    found = {}
    for kind, words in by_kind.items():
        if len(words) == 1 and (word := next(iter(words)).lower()):
            found[kind] = (word, plural(word))
    return found


def _leads(states: Sequence[StatedT]) -> list[str]:
    named = [
        {spaced(lead.agency or lead.person or lead.raw) for lead in state.leads if not lead.to_be_confirmed}
        for state in states
        if state.leads
    ]
    return [name for names in named for name in names if name]


def _flags(standings: Sequence[Standing]) -> list[Flag]:
    return [flag for one in standings if one.marks for flag in one.flags]


def _barriers(facts: PlanFacts[StatedT], states: Sequence[StatedT]) -> list[Barrier]:
    return [
        barrier
        for state in states
        if state.progress and facts.standings[state.id].is_open
        for barrier in state.progress.barriers
    ]
