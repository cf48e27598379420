"""What the whole of a plan comes to, whichever part of it is shown: its opening lines and counts.

Each of them counts the same: the entries somebody carries out.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from quorate.domain.kernel.words import listed, plural
from quorate.domain.plans.barriers import Barrier
from quorate.domain.plans.facts import EntryKind
from quorate.domain.plans.labels import HEADLINES, Flag, Headline
from quorate.domain.plans.leading import listed_under
from quorate.domain.plans.outline import StatedT
from quorate.domain.plans.standing import Standing
from quorate.domain.plans.summary import counted, counts, summary
from quorate.queries.plan_facts import PlanFacts


@dataclass(frozen=True, slots=True)
class Overview:
    """A plan's opening lines, and how many of what is carried out have what; `counted` says what that is.

    A lead, standing, flag or barrier that only an entry above those has is there with a count of 0.
    """

    summary: str
    counted: str
    of: int
    carried_out: frozenset[str]
    bar: Mapping[str, int]
    bar_words: str
    leads: Mapping[str, int]
    headlines: Mapping[Headline, int]
    flags: Mapping[Flag, int]
    barriers: Mapping[Barrier, int]
    stuck: int


def overview(facts: PlanFacts[StatedT]) -> Overview:
    """The overview of a plan as at its date."""
    found, words = counts(facts.nodes, facts.standings, facts.recorded), level_words(facts)
    what = counted(found, words)
    every = facts.standings.values()
    return Overview(
        summary=summary(found, words=words),
        counted=what,
        of=found.of,
        carried_out=found.carried_out,
        bar={headline.value: n for headline, n in found.headlines.items()},
        bar_words=_bar_words(found.headlines, what),
        leads=_leads(facts, found.carried_out),
        headlines={**dict.fromkeys([one.headline for one in every], 0), **found.headlines},
        flags={**dict.fromkeys([mark.flag for one in every for mark in one.marks], 0), **found.flags},
        barriers=found.barriers,
        stuck=found.stuck,
    )


def bar_counts(standings: Sequence[Standing]) -> dict[str, int]:
    """Standings counted for a bar, each under its own name."""
    return dict(Counter([one.headline.value for one in standings]))


def _bar_words(found: Mapping[Headline, int], what: str) -> str:
    """What the bar shows, in words: `what` is carried out, by how it stands."""
    parts = [f"{found[h]:,} {label.lower()}" for h, label in HEADLINES.items() if found.get(h)]
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


def _leads(facts: PlanFacts[StatedT], carried_out: Collection[str]) -> dict[str, int]:
    found: defaultdict[str, int] = defaultdict(int)
    for state in facts.states:
        for name in listed_under(state.leads) if state.leads else ():
            found[name] += state.id in carried_out
    return found
