"""What the whole of a plan comes to, whichever part of it is shown: its opening lines and counts."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quorate.domain.kernel.words import listed, plural
from quorate.domain.plans.barriers import Barrier
from quorate.domain.plans.facts import EntryKind
from quorate.domain.plans.labels import HEADLINES, OWED_KINDS, Flag, Headline
from quorate.domain.plans.outline import StatedT
from quorate.domain.plans.standing import Standing
from quorate.domain.plans.summary import counts, summary
from quorate.queries.plan_facts import PlanFacts


@dataclass(frozen=True, slots=True)
class Overview:
    """A plan's opening lines, and how many entries have what; `bar` counts those somebody carries out."""

    summary: str
    bar: Mapping[str, int]
    bar_words: str
    leads: Mapping[str, int]
    headlines: Mapping[Headline, int]
    flags: Mapping[Flag, int]
    barriers: Mapping[Barrier, int]


def overview(facts: PlanFacts[StatedT]) -> Overview:
    """The overview of a plan as at its date."""
    stands = facts.standings.values()
    carried_out = [facts.standings[state.id] for state in leaves(facts.states)]
    return Overview(
        summary=plan_summary(facts),
        bar=bar_counts(carried_out),
        bar_words=bar_words(carried_out),
        leads=_leads(facts),
        headlines=Counter([one.headline for one in stands]),
        flags=Counter([flag for one in stands if one.marks for flag in one.flags]),
        barriers=_barriers(facts),
    )


def plan_summary(facts: PlanFacts[StatedT]) -> str:
    """The plan's opening lines."""
    return summary(counts(facts.nodes, facts.standings), words=level_words(facts))


def leaves(states: Sequence[StatedT]) -> tuple[StatedT, ...]:
    """The entries somebody carries out: those with nothing under them, headings that are empty left out.

    In a plan of headings alone, such as one of outcomes, those are what is carried out.
    """
    parents = {state.parent_id for state in states}
    ends = [s for s in states if s.id not in parents and s.kind is not EntryKind.SECTION]
    return tuple([s for s in ends if s.kind in OWED_KINDS]) or tuple(ends)


_BAR = {Headline.UNDER_WAY: "on_track", Headline.WAITING: "not_started"}


def bar_counts(standings: Sequence[Standing]) -> dict[str, int]:
    """Standings counted for a bar of six parts: under way counts as on track, waiting as not started."""
    found = Counter([one.headline for one in standings])
    bar: Counter[str] = Counter()
    for headline, n in found.items():
        bar[_BAR.get(headline, headline.value)] += n
    return dict(bar)


def bar_words(standings: Sequence[Standing]) -> str:
    """What the bar shows, in words: what is carried out, by how it stands."""
    found = Counter([one.headline for one in standings])
    parts = [f"{found[h]:,} {label.lower()}" for h, label in HEADLINES.items() if found[h]]
    return f"Of {len(standings):,} to be carried out: {listed(parts)}."


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


def _leads(facts: PlanFacts[StatedT]) -> Mapping[str, int]:
    named = [
        {lead.agency or lead.person or lead.raw for lead in state.leads if not lead.to_be_confirmed}
        for state in facts.states
        if state.leads
    ]
    return Counter([name for names in named for name in names if name])


def _barriers(facts: PlanFacts[StatedT]) -> Mapping[Barrier, int]:
    return Counter(
        [
            barrier
            for state in facts.states
            if state.progress and facts.standings[state.id].is_open
            for barrier in state.progress.barriers
        ]
    )
