"""Counting actions by outcome and standing, and putting the worst first."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quorate.domain.kernel.words import count, listed
from quorate.domain.packs.content import ExceptionSheet, OutcomeSummary, Standing, StandingCount

STANDING_WORDS = {
    Standing.COMPLETE: "complete",
    Standing.ON_TRACK: "on track",
    Standing.UNDER_WAY: "under way",
    Standing.AT_RISK: "at risk",
    Standing.OFF_TRACK: "off track",
    Standing.WAITING: "waiting",
    Standing.NOT_STARTED: "not started",
    Standing.NOT_DONE: "not done, with reason",
    Standing.NOT_KNOWN: "not known",
}
"""The word that always stands beside a standing's colour."""

COLUMN_WORDS = STANDING_WORDS | {Standing.NOT_DONE: "not done"}
"""The same at the head of a narrow column, where the reason that was given has no room."""

NO_OUTCOME = "No outcome stated"

# The order of a plan's own tables and filters, with what is not known before what is under way.
_WORST_FIRST = (
    Standing.OFF_TRACK,
    Standing.AT_RISK,
    Standing.WAITING,
    Standing.NOT_KNOWN,
    Standing.UNDER_WAY,
    Standing.ON_TRACK,
    Standing.NOT_STARTED,
    Standing.NOT_DONE,
    Standing.COMPLETE,
)


@dataclass(frozen=True, slots=True)
class StandingFact:
    """One action: the outcome it serves (empty when none is stated) and how it stands."""

    outcome: str
    standing: Standing


def by_outcome(facts: Iterable[StandingFact]) -> tuple[OutcomeSummary, ...]:
    """Counts per outcome, in the order outcomes are first met; those without an outcome come last.

    Every action is counted once. Standings nobody has are left out of an outcome's counts.
    """
    found: dict[str, Counter[Standing]] = {}
    for fact in facts:
        found.setdefault(fact.outcome or NO_OUTCOME, Counter())[fact.standing] += 1
    if NO_OUTCOME in found:
        found[NO_OUTCOME] = found.pop(NO_OUTCOME)
    return tuple(_summary(name, counts) for name, counts in found.items())


def total(outcomes: Iterable[OutcomeSummary]) -> dict[Standing, int]:
    """How many actions stand so, over all outcomes, for every standing in order."""
    counts: Counter[Standing] = Counter()
    for outcome in outcomes:
        counts.update({each.standing: each.count for each in outcome.counts})
    return {standing: counts[standing] for standing in Standing}


def shown_standings(outcomes: Sequence[OutcomeSummary]) -> tuple[Standing, ...]:
    """The columns of a summary: the standings that some action has, in order."""
    totals = total(outcomes)
    return tuple(each for each in Standing if totals[each])


def counts_sentence(outcomes: Iterable[OutcomeSummary]) -> str:
    """A plan's counts as a sentence.

    >>> counts_sentence([OutcomeSummary("a", (StandingCount(Standing.OFF_TRACK, 2),))])
    '2 actions: 2 off track.'
    """
    counts = {standing: n for standing, n in total(outcomes).items() if n}
    if not counts:
        return "No actions are recorded."
    parts = listed([f"{n:,} {STANDING_WORDS[standing]}" for standing, n in counts.items()])
    return f"{count(sum(counts.values()), 'action')}: {parts}."


def worst_first(sheets: Sequence[ExceptionSheet]) -> tuple[ExceptionSheet, ...]:
    """Exceptions with the worst standing first, then the longest overdue, then as they were given."""
    return tuple(sorted(sheets, key=lambda s: (_WORST_FIRST.index(s.standing), -s.days_overdue)))


def _summary(name: str, counts: Counter[Standing]) -> OutcomeSummary:
    remark = "" if name != NO_OUTCOME else "The plan names no outcome that these serve."
    return OutcomeSummary(
        name, tuple(StandingCount(each, counts[each]) for each in Standing if counts[each]), remark
    )
