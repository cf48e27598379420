"""Barriers that somebody recorded: of what type, since when, whose, what was asked of which group.

A type is chosen by a person and never worked out (`quorate.domain.plans.barriers` suggests). When a barrier
began may not be known: it is then asked for, and counted from the day it was recorded, which is the least it
can have stood. What was done about a barrier is a row of steps that are never edited, so that a page as at
an earlier day says what it said: as at a day, a barrier is there from the day it was recorded, of the type it
had then, until the day it was resolved.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import count, day, listed, spelt
from quorate.domain.plans.barriers import BARRIERS, Barrier
from quorate.domain.plans.outline import Said


class Step(StrEnum):
    """What was done about a barrier."""

    RECORDED = "recorded"
    CHANGED = "changed"
    RESOLVED = "resolved"
    REOPENED = "reopened"


STEPS = {
    Step.RECORDED: "Recorded",
    Step.CHANGED: "Changed",
    Step.RESOLVED: "Resolved",
    Step.REOPENED: "Opened again",
}


@dataclass(frozen=True, slots=True)
class Stepped:
    """One step: the day it speaks for and the type the barrier had since; None is not chosen."""

    on: date
    step: Step
    kind: Barrier | None = None


@dataclass(frozen=True, slots=True)
class Escalation:
    """That something was asked of a group on a day. `opening` counts how often the barrier was opened."""

    group_id: str
    on: date
    opening: int = 1


@dataclass(frozen=True, slots=True)
class RecordedBarrier:
    """A barrier with its steps in the order they were recorded; the first recorded it.

    `since` None is not known, an empty `owner_id` is nobody. `words_key` and `source_key` are its words and
    those of the update it was taken from, as `same_words` makes them; both may be empty where nobody compares
    them.
    """

    id: str
    entry_id: str
    steps: tuple[Stepped, ...]
    since: date | None = None
    owner_id: str = ""
    escalations: tuple[Escalation, ...] = field(default=())
    words_key: str = ""
    source_key: str = ""

    @property
    def kind(self) -> Barrier | None:
        """Its type; None while nobody has chosen one."""
        return self.steps[-1].kind

    @property
    def recorded_on(self) -> date:
        """The day it was recorded."""
        return self.steps[0].on

    @property
    def resolved_on(self) -> date | None:
        """The day it was resolved; None while it is open."""
        turns = [one for one in self.steps if one.step is not Step.CHANGED]
        return turns[-1].on if turns[-1].step is Step.RESOLVED else None

    @property
    def opened_on(self) -> date:
        """The day it was recorded, or opened again."""
        return [one.on for one in self.steps if one.step in (Step.RECORDED, Step.REOPENED)][-1]

    @property
    def opening(self) -> int:
        """How often it was opened: 1 until it is opened again."""
        return 1 + sum(1 for one in self.steps if one.step is Step.REOPENED)

    @property
    def known_since(self) -> date:
        """Since when it has stood at the least."""
        return self.since or self.recorded_on


@dataclass(frozen=True, slots=True)
class HeldUp:
    """What is recorded of one entry's barriers on a day.

    `types` are those of the open ones, in the order of the list; `is_untyped` says that one has none yet.
    `resolved_on` is the day the latest of those over was resolved.
    """

    types: tuple[Barrier, ...] = ()
    is_untyped: bool = False
    resolved_on: date | None = None

    def speaks(self, said: Said | None, above: tuple[Barrier, ...] = ()) -> tuple[Barrier, ...]:
        """What holds the entry up, by what is recorded, else by the words of its latest update.

        Types that were chosen count in place of what words suggest. An update that is no later than the day
        a barrier was resolved speaks of what is over. Without an update, what is `above` it speaks for it.
        """
        if self.types:
            return self.types
        if said is None:
            return above
        is_over = self.resolved_on is not None and said.as_at <= self.resolved_on
        return () if is_over and not self.is_untyped else said.barriers


NOTHING_RECORDED = HeldUp()
NONE_RECORDED: Mapping[str, HeldUp] = MappingProxyType({})
"""What is recorded where no entry has a barrier."""


def as_at(steps: Iterable[Stepped], on: date) -> tuple[Stepped, ...]:
    """The steps that speak for a day, which is included; none before the barrier was recorded."""
    found = tuple(one for one in steps if one.on <= on)
    return found if found and found[0].step is Step.RECORDED else ()


def held_up(barriers: Iterable[RecordedBarrier]) -> dict[str, HeldUp]:
    """What is recorded of each entry that has barriers, by its id; their steps are those of the day."""
    by_entry: dict[str, list[RecordedBarrier]] = {}
    for one in barriers:
        by_entry.setdefault(one.entry_id, []).append(one)
    return {entry: _held_up(found) for entry, found in by_entry.items()}


def _held_up(found: Sequence[RecordedBarrier]) -> HeldUp:
    still = [one.kind for one in found if one.resolved_on is None]
    over = [one.resolved_on for one in found if one.resolved_on is not None]
    return HeldUp(tuple(k for k in Barrier if k in still), None in still, max(over, default=None))


def days_stood(one: RecordedBarrier, today: date) -> int:
    """Calendar days from when it began until it was resolved, or until today; 0 on the first day.

    Where nobody has said when it began it is counted from the day it was recorded.
    """
    return max(((one.resolved_on or today) - one.known_since).days, 0)


def stood_in_words(one: RecordedBarrier, today: date) -> str:
    """How long it has stood, such as "212 days", with "at least" where nobody has said since when."""
    least = "" if one.since else "at least "
    said = f"{least}{count(days_stood(one, today), 'day')}"
    return f"{said[:1].upper()}{said[1:]}"


def longest_first(barriers: Iterable[RecordedBarrier], today: date) -> tuple[RecordedBarrier, ...]:
    """Those that have stood the longest first; of two alike the one recorded first."""
    return tuple(
        sorted(barriers, key=lambda one: (-days_stood(one, today), one.recorded_on, one.entry_id, one.id))
    )


def types_over_entries(barriers: Iterable[RecordedBarrier]) -> dict[Barrier | None, int]:
    """How many entries each type holds up, in the order of the list; None is those with no type chosen.

    An entry with two barriers of one type counts once for it. `barriers` are those that are open.
    """
    held = {(one.entry_id, one.kind) for one in barriers}
    found = Counter(kind for _, kind in held)
    return {kind: found[kind] for kind in (*Barrier, None) if found[kind]}


def blocked_in_words(found: Mapping[Barrier | None, int], *, entries: int, barriers: int) -> str:
    """What blocks a partnership, in a sentence or two.

    Like "Seven barriers are open and hold up 5 entries: short of money (3), short of people (2)."
    """
    if not barriers:
        return "No barrier is open."
    are, hold = ("is", "holds") if barriers == 1 else ("are", "hold")
    many = f"{spelt(barriers).capitalize()} {'barrier' if barriers == 1 else 'barriers'}"
    by_type = listed([f"{_type_in_words(kind)} ({n:,})" for kind, n in found.items()])
    held = count(entries, "entry", "entries")
    return f"{many} {are} open and {hold} up {held}: {by_type}."


def not_said_in_words(barriers: Sequence[RecordedBarrier]) -> str:
    """What nobody has said of open barriers, in a sentence: whose they are, since when, of what type.

    Empty where all is said. Like "Nobody owns two of them, and of one nobody has said since when."
    """
    unowned = sum(1 for one in barriers if not one.owner_id)
    undated = sum(1 for one in barriers if one.since is None)
    said = [f"nobody owns {spelt(unowned)} of them"] if unowned else []
    said += [f"of {spelt(undated)} nobody has said since when"] if undated else []
    whole = ", and ".join(said)
    return f"{whole[:1].upper()}{whole[1:]}." if whole else ""


def _type_in_words(kind: Barrier | None) -> str:
    name = BARRIERS[kind] if kind else "No type chosen yet"
    return f"{name[:1].lower()}{name[1:]}"


def same_words(words: str) -> str:
    """Words as they are compared with others: without regard to spaces and capitals."""
    return " ".join(words.split()).lower()


def is_recorded(words: str, said_on: date, barriers: Iterable[RecordedBarrier]) -> bool:
    """Whether a barrier that an update of `said_on` names has been recorded.

    It has where a barrier says the same, or was taken from an update that said the same, and was not resolved
    before that day: what is named again afterwards is to be recorded again.
    """
    key = same_words(words)
    return any(
        key in (one.words_key, one.source_key) and (one.resolved_on is None or one.resolved_on >= said_on)
        for one in barriers
    )


def refusal_of_barrier(
    *, words: str, kind: str, since: date | None, today: date, not_after: date | None = None
) -> Refusal | None:
    """Why a barrier cannot be recorded so. No type, and no day, may be given: both are asked for later.

    `not_after` is the first day on which something was asked of a group, or it was resolved. Codes:
    `plans.barrier_without_words`, `plans.barrier_type_unknown`, `plans.barrier_since_later`,
    `plans.barrier_since_after`.
    """
    if not words.strip():
        return Refusal("plans.barrier_without_words", "Say what holds it up.", field="words")
    if kind and kind not in set(Barrier):
        return Refusal("plans.barrier_type_unknown", "Choose a type from the list.", field="kind")
    if since is not None and since > today:
        return Refusal("plans.barrier_since_later", "That day has not come yet.", field="since")
    if since is not None and not_after is not None and since > not_after:
        sentence = f"Something was done about it on {day(not_after)} already, before that day."
        return Refusal("plans.barrier_since_after", sentence, field="since")
    return None


def refusal_to_record(words: str, barriers: Iterable[RecordedBarrier]) -> Refusal | None:
    """Why an entry with these barriers is given no other. Codes: `plans.barrier_recorded_already`."""
    key = same_words(words)
    if not any(one.words_key == key and one.resolved_on is None for one in barriers):
        return None
    sentence = "A barrier in these words is recorded of it already."
    return Refusal("plans.barrier_recorded_already", sentence, "Change that one.", field="words")


def refusal_of_owner(left_on: date | None) -> Refusal | None:
    """Why somebody who left on a day cannot own one; None is here. Codes: `plans.barrier_owner_left`."""
    if left_on is None:
        return None
    said = f"They left on {day(left_on)}."
    return Refusal("plans.barrier_owner_left", said, "Choose somebody who is here.", field="owner")


def refusal_to_change(one: RecordedBarrier) -> Refusal | None:
    """Why a barrier cannot be changed. Codes: `plans.barrier_resolved`."""
    if one.resolved_on is None:
        return None
    said = f"This barrier was resolved on {day(one.resolved_on)}."
    return Refusal("plans.barrier_resolved", said, "Open it again first.")


def refusal_to_escalate(
    one: RecordedBarrier, *, group_id: str, asked: str, on: date, today: date
) -> Refusal | None:
    """Why a barrier cannot be taken to a group.

    Codes: `plans.barrier_resolved`, `plans.barrier_asks_nothing`, `plans.barrier_escalated_later`,
    `plans.barrier_escalated_before`, `plans.barrier_escalated_already`.
    """
    if refusal := refusal_to_change(one):
        return refusal
    if not asked.strip():
        return Refusal("plans.barrier_asks_nothing", "Say what the group is asked to do.", field="asked")
    if on > today:
        return Refusal("plans.barrier_escalated_later", "That day has not come yet.", field="escalated_on")
    if one.since is not None and on < one.since:
        sentence = f"It began on {day(one.since)}, after that day."
        return Refusal("plans.barrier_escalated_before", sentence, field="escalated_on")
    before = next((e for e in one.escalations if e.group_id == group_id and e.opening == one.opening), None)
    if before:
        sentence = f"It was taken to that group on {day(before.on)} already."
        return Refusal("plans.barrier_escalated_already", sentence, field="group")
    return None


def refusal_to_resolve(one: RecordedBarrier, *, how: str, on: date, today: date) -> Refusal | None:
    """Why a barrier cannot be resolved.

    Codes: `plans.barrier_resolved`, `plans.barrier_resolved_unsaid`, `plans.barrier_resolved_later`,
    `plans.barrier_resolved_before`.
    """
    if one.resolved_on is not None:
        said = f"This barrier was resolved on {day(one.resolved_on)} already."
        return Refusal("plans.barrier_resolved", said)
    if not how.strip():
        return Refusal("plans.barrier_resolved_unsaid", "Say how it was resolved.", field="how")
    if on > today:
        return Refusal("plans.barrier_resolved_later", "That day has not come yet.", field="resolved_on")
    if one.opening > 1 and on < one.opened_on:
        sentence = f"It was opened again on {day(one.opened_on)}, after that day."
        return Refusal("plans.barrier_resolved_before", sentence, field="resolved_on")
    if one.since is not None and on < one.since:
        sentence = f"It began on {day(one.since)}, after that day."
        return Refusal("plans.barrier_resolved_before", sentence, field="resolved_on")
    asked_on = max((e.on for e in one.escalations if e.opening == one.opening), default=None)
    if asked_on is not None and on < asked_on:
        sentence = f"It was taken to a group on {day(asked_on)}, after that day."
        return Refusal("plans.barrier_resolved_before", sentence, field="resolved_on")
    return None


def refusal_to_reopen(one: RecordedBarrier, *, why: str) -> Refusal | None:
    """Why a barrier cannot be opened again. Codes: `plans.barrier_open`, `plans.barrier_reopened_unsaid`."""
    if one.resolved_on is None:
        return Refusal("plans.barrier_open", "This barrier is open.")
    if not why.strip():
        return Refusal("plans.barrier_reopened_unsaid", "Say why it is a barrier again.", field="why")
    return None
