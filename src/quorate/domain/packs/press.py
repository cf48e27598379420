"""What the chair should press at an agenda item, from what is known of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from quorate.domain.kernel.words import listed, spelt
from quorate.domain.meetings.agenda import Purpose
from quorate.domain.packs.content import ExceptionSheet
from quorate.domain.packs.long_cells import shortened
from quorate.domain.packs.standings import STANDING_WORDS, worst_first
from quorate.domain.plans.barriers import Barrier, suggested_barriers

MOST_NAMED = 3
"""Stuck actions an item names; the others are counted."""
_LONGEST_NAME = 70


@dataclass(frozen=True, slots=True)
class LatePaper:
    """A paper that came late, and how late in words."""

    title: str
    late: str


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What is known of one agenda item before the meeting.

    `expects_paper` is whether the item was to have a paper, `papers` how many it has. `exceptions` are
    the actions it bears on that are off track or waiting. `owed` are overdue duties, vacant seats and
    waivers that belong to it, each as a sentence. `answers_owed` are questions nobody has answered, each
    as a sentence; `earlier_deferrals` is how many meetings have put it off. `to_leave` says how many
    people with an interest are to leave.
    """

    number: str
    title: str
    purpose: Purpose
    ask: str = ""
    speaker: str = ""
    expects_paper: bool = False
    papers: int = 0
    late: tuple[LatePaper, ...] = ()
    exceptions: tuple[ExceptionSheet, ...] = ()
    owed: tuple[str, ...] = ()
    answers_owed: tuple[str, ...] = ()
    earlier_deferrals: int = 0
    to_leave: int = 0


def what_to_press(facts: ItemFacts) -> tuple[str, ...]:
    """What to press: who leaves, what is asked, what is owed, the worst of what is stuck, then papers.

    Each is one sentence. Of stuck actions the three worst are named and the others counted, with how many
    are short of money and of people. Empty when nothing is known to press.
    """
    found = (
        *_room(facts),
        *_decision(facts),
        *facts.owed,
        *(_exception(each) for each in worst_first(facts.exceptions)[:MOST_NAMED]),
        *_others(facts.exceptions),
        *facts.answers_owed,
        *_papers(facts),
        *_speaker(facts),
    )
    return tuple(dict.fromkeys(found))


def _room(facts: ItemFacts) -> tuple[str, ...]:
    if not facts.to_leave:
        return ()
    people = "person with an interest leaves" if facts.to_leave == 1 else "people with an interest leave"
    return (f"Before this item {spelt(facts.to_leave)} {people} the room.",)


def _decision(facts: ItemFacts) -> tuple[str, ...]:
    ask = (facts.ask,) if facts.ask else ()
    if facts.purpose is not Purpose.DECIDE:
        return ask
    if not facts.ask:
        return ("A decision is wanted, but what is asked has not been said: settle the wording first.",)
    if facts.earlier_deferrals:
        times = {1: "once", 2: "twice"}.get(
            facts.earlier_deferrals, f"{spelt(facts.earlier_deferrals)} times"
        )
        return (*ask, f"Put off {times} already: get the decision today.")
    return ask


def _others(sheets: Sequence[ExceptionSheet]) -> tuple[str, ...]:
    """How many more are stuck, and how many of all are short of money and of people."""
    if not sheets:
        return ()
    more = len(sheets) - MOST_NAMED
    said = [f"{more:,} more {'is' if more == 1 else 'are'} off track or waiting."] if more > 0 else []
    kinds = [suggested_barriers(sheet.barrier) for sheet in sheets]
    short = [
        f"{n:,} short of {what}"
        for barrier, what in ((Barrier.FUNDING, "money"), (Barrier.CAPACITY, "people"))
        if (n := sum(barrier in each for each in kinds))
    ]
    if short and len(sheets) > 1:
        said.append(f"Of all {len(sheets):,}, by their latest updates: {listed(short)}.")
    return (" ".join(said),) if said else ()


def _exception(sheet: ExceptionSheet) -> str:
    state = sheet.tag or STANDING_WORDS[sheet.standing]
    state = state[:1].lower() + state[1:]
    who = f" ({sheet.lead})" if sheet.lead else "" if state == "no lead" else " (no lead)"
    why = sheet.barrier or sheet.since or "ask what is in the way"
    return f"{_named(sheet)} {state}{who}: {why}".strip().rstrip(".") + "."


def _named(sheet: ExceptionSheet) -> str:
    """An action by its code and the beginning of its words: a code alone says nothing across a table."""
    first = sheet.text.strip().partition("\n")[0].rstrip(" .")
    words = f"“{shortened(first, _LONGEST_NAME)}”," if first else ""
    return f"{sheet.code} {words}".strip()


def _papers(facts: ItemFacts) -> tuple[str, ...]:
    found = []
    if facts.late:
        late = [f"“{each.title}” came {each.late}" for each in facts.late]
        it = "it" if len(late) == 1 else "them"
        found.append(f"{listed(late)}: ask whether members have had time to read {it}.")
    if facts.expects_paper and not facts.papers:
        found.append("No paper came: ask whether the item can be taken without one.")
    return tuple(found)


def _speaker(facts: ItemFacts) -> tuple[str, ...]:
    return () if facts.speaker else ("Nobody is named to speak: agree who will.",)
