"""What an import would change in a plan: entries that are new, changed, gone, or as they were.

The plan is taken as at the day the paper speaks for. A paper of an earlier day so changes what the plan said
then, and what was recorded for later days stays.

An entry is the same one when its kind and words, or its kind and code, are the same under the same parent;
failing that, when its words are nearly the same. Nothing is withdrawn by an import alone: what is gone from
the paper is shown, and the coordinator decides.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum

from quorate.domain.imports.proposal import Proposal, ProposedEntry
from quorate.domain.kernel.words import day
from quorate.domain.plans.facts import EntryKind, Lead, Measure, Rating, Status, Target
from quorate.domain.plans.leading import as_typed, open_words

BEGINS = "begins"
"""The change of an entry that stands earlier than the plan has it: `old` is the day it begins there."""
PARENT = "parent"
"""The change of an entry that moved."""
_UPDATE = ("progress", "barrier")
ALIKE = 0.72
"""How alike two wordings must be to be taken for one entry, from 0 to 1."""
UNLIKE = 0.5
"""Below this, two wordings under one code are shown as needing a look."""
_MOST_COMPARED = 400
"""Pairs: in a group with more, only entries that begin with the same two words are compared."""


class Change(StrEnum):
    """What became of an entry."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class ExistingEntry:
    """An entry as the plan had it on the day the paper speaks for.

    `level` is the plan's own word for the kind. `parent_id` is empty at the top. `progress`, `barrier`,
    `evidence`, `status` and `rating` are the latest update's.
    `begins_on` is set when it begins after that day; the other fields are then as it first read.
    """

    id: str
    kind: EntryKind
    text: str
    code: str = ""
    level: str = ""
    parent_id: str = ""
    order: int = 0
    outcome: str = ""
    leads: tuple[Lead, ...] = ()
    targets: tuple[Target, ...] = ()
    measures: tuple[Measure, ...] = ()
    progress: str = ""
    barrier: str = ""
    evidence: str = ""
    status: Status | None = None
    rating: Rating = Rating.NONE
    begins_on: date | None = None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field's old and new words, as a reader would see them.

    Of `PARENT` they are who it stood and stands under: an id of the plan's, the key of an entry that is new,
    or empty at the top.
    """

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One entry's fate.

    `existing` is the plan's id, empty when new; `proposed` the proposal's key, empty when gone. `fields`
    is empty unless it changed. `needs_a_look` is true when the two were matched by likeness, by having moved,
    or by a code whose words are no longer alike.
    """

    change: Change
    existing: str = ""
    proposed: str = ""
    fields: tuple[FieldChange, ...] = ()
    needs_a_look: bool = False


def differences(existing: tuple[ExistingEntry, ...], proposal: Proposal) -> tuple[Difference, ...]:
    """Every entry of the proposal in its order, then every entry of the plan that it no longer has.

    One that begins after the paper's day is changed by it, to begin on that day, and is not gone from it.
    """
    matches, by_wording = _match(existing, proposal)
    old_by_id = {entry.id: entry for entry in existing}
    held, placed_kinds = frozenset(old_by_id), frozenset(e.kind for e in proposal.entries if e.parent)
    prints = printed(proposal)
    found: list[Difference] = []
    for entry in proposal.entries:
        old = old_by_id.get(matches.get(entry.key, ""))
        if old is None:
            found.append(Difference(Change.NEW, proposed=entry.key))
            continue
        fields = _field_changes(old, entry, prints)
        if old.begins_on is None:
            fields += _move(old, entry, matches, held=held, placed_kinds=placed_kinds)
        change = Change.CHANGED if fields else Change.UNCHANGED
        found.append(Difference(change, old.id, entry.key, fields, needs_a_look=entry.key in by_wording))
    matched = set(matches.values())
    found += [
        Difference(Change.GONE, existing=entry.id)
        for entry in existing
        if entry.id not in matched and entry.begins_on is None
    ]
    return tuple(found)


def _match(existing: tuple[ExistingEntry, ...], proposal: Proposal) -> tuple[dict[str, str], set[str]]:
    """The plan's id for each proposed key, and the keys that need a look.

    Parents are settled before what stands under them, so that "a" under objective 2 is never taken for
    the "a" under objective 1.
    """
    matches: dict[str, str] = {}
    by_wording: set[str] = set()
    new_under: dict[str, list[ProposedEntry]] = defaultdict(list)
    old_under: dict[str, list[ExistingEntry]] = defaultdict(list)
    keys, ids = {e.key for e in proposal.entries}, {e.id for e in existing}
    for new in proposal.entries:
        new_under[new.parent if new.parent in keys else ""].append(new)
    for old in existing:
        old_under[old.parent_id if old.parent_id in ids else ""].append(old)
    waiting = [("", "")]
    while waiting:
        parent_key, parent_id = waiting.pop()
        _match_group(new_under[parent_key], old_under[parent_id], matches, by_wording)
        waiting += [(new.key, matches[new.key]) for new in new_under[parent_key] if new.key in matches]
    _match_moved(existing, proposal, matches, by_wording)
    return matches, by_wording


def _match_group(
    new: list[ProposedEntry], old: list[ExistingEntry], matches: dict[str, str], by_wording: set[str]
) -> None:
    """Entries under one parent: the very words with the code, the very words, the code, then likeness.

    Words come before the code alone, since a row put in renumbers all that follow it.
    """
    passes: tuple[Callable[[ProposedEntry | ExistingEntry], Hashable], ...] = (
        lambda e: (e.kind, e.code, _plain(e.text)),
        lambda e: (e.kind, _plain(e.text)),
        lambda e: (e.kind, e.code) if e.code else None,
    )
    left = {entry.id: entry for entry in old}
    for same_by in passes:
        waiting: dict[Hashable, list[ExistingEntry]] = defaultdict(list)
        for entry in left.values():
            waiting[same_by(entry)].append(entry)
        for wanted in new:
            same = (
                waiting[same_by(wanted)] if wanted.key not in matches and same_by(wanted) is not None else []
            )
            if same:
                found = same.pop(0)
                matches[wanted.key] = found.id
                del left[found.id]
                if _likeness(wanted.text, found.text) < UNLIKE:
                    by_wording.add(wanted.key)
    _match_alike(
        [entry for entry in new if entry.key not in matches], list(left.values()), matches, by_wording
    )


def _match_alike(
    new: list[ProposedEntry], old: list[ExistingEntry], matches: dict[str, str], by_wording: set[str]
) -> None:
    """The likeliest pairs first. In a long list only those that begin alike are compared."""
    is_long = len(new) * len(old) > _MOST_COMPARED
    waiting: dict[Hashable, list[ExistingEntry]] = defaultdict(list)
    for entry in old:
        waiting[entry.kind, _opening(entry.text) if is_long else ""].append(entry)
    pairs = [
        (likeness, n, entry.key, other.id)
        for n, entry in enumerate(new)
        for other in waiting[entry.kind, _opening(entry.text) if is_long else ""]
        if (likeness := _likeness(entry.text, other.text)) >= ALIKE
    ]
    used: set[str] = set()
    for _, _, key, old_id in sorted(pairs, key=lambda pair: (-pair[0], pair[1])):
        if key not in matches and old_id not in used:
            matches[key] = old_id
            by_wording.add(key)
            used.add(old_id)


def _match_moved(
    existing: tuple[ExistingEntry, ...], proposal: Proposal, matches: dict[str, str], by_wording: set[str]
) -> None:
    """An entry that moved to another parent keeps its very words."""
    used = set(matches.values())
    by_text: dict[tuple[EntryKind, str], list[str]] = defaultdict(list)
    for old in existing:
        if old.id not in used:
            by_text[old.kind, _plain(old.text)].append(old.id)
    for entry in proposal.entries:
        same = by_text.get((entry.kind, _plain(entry.text)), [])
        if entry.key not in matches and same:
            matches[entry.key] = same.pop(0)
            by_wording.add(entry.key)


def _likeness(one: str, other: str) -> float:
    """How alike two wordings are, from 0 to 1; 0 when they cannot reach `UNLIKE`."""
    matcher = SequenceMatcher(None, _plain(one), _plain(other), autojunk=False)
    if matcher.real_quick_ratio() < UNLIKE or matcher.quick_ratio() < UNLIKE:
        return 0.0
    return matcher.ratio()


def _opening(text: str) -> str:
    return " ".join(_plain(text).split()[:2])


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def printed(proposal: Proposal) -> frozenset[str]:
    """Which of an update's words, "progress" and "barrier", the paper prints for any entry."""
    return frozenset(name for name in _UPDATE if any(getattr(entry, name) for entry in proposal.entries))


def with_last_words(new: ProposedEntry, old: ExistingEntry, prints: frozenset[str]) -> ProposedEntry:
    """What the paper says of an entry, with the last update's words where the paper leaves them be.

    A paper that speaks of an entry replaces both what was done and what holds it up, since papers drop a
    barrier by no longer printing it; but not one that prints no barrier, or no progress, anywhere.
    """
    is_silent = not (new.progress or new.barrier)
    kept = {name: getattr(old, name) for name in _UPDATE if is_silent or name not in prints}
    return replace(new, **kept)


def _field_changes(old: ExistingEntry, new: ProposedEntry, prints: frozenset[str]) -> tuple[FieldChange, ...]:
    """Fields whose words differ. One the paper has no words for is no change: papers leave columns out.

    Words of an update that the paper takes away are a change, to nothing.
    """
    if old.begins_on is not None:
        return (FieldChange(BEGINS, day(old.begins_on), ""),)
    said = with_last_words(new, old, prints)
    pairs = (
        ("code", old.code, new.code),
        ("text", old.text, new.text),
        ("outcome", old.outcome, new.outcome),
        ("leads", *_leads(old.leads, new.leads)),
        ("targets", _targets(old.targets), _targets(new.targets)),
        ("measures", _measures(old.measures), _measures(new.measures)),
        ("progress", old.progress, said.progress),
        ("barrier", old.barrier, said.barrier),
        ("status", old.status or "", new.status or ""),
        ("rating", old.rating, new.rating),
    )
    return tuple(
        FieldChange(name, before, after)
        for name, before, after in pairs
        if (after or name in _UPDATE) and " ".join(before.split()) != " ".join(after.split())
    )


def _move(
    old: ExistingEntry,
    new: ProposedEntry,
    matches: Mapping[str, str],
    *,
    held: frozenset[str],
    placed_kinds: frozenset[EntryKind],
) -> tuple[FieldChange, ...]:
    """Whether the paper has the entry under another one, or at the top.

    A paper that prints neither what it stood under nor anything of its kind under something says nothing of
    where it stands: papers leave levels out as they leave out columns.
    """
    before = old.parent_id if old.parent_id in held else ""
    after = matches.get(new.parent, new.parent)
    if after == before:
        return ()
    is_said = bool(after) or PARENT in new.mended or new.kind in placed_kinds or before in matches.values()
    return (FieldChange(PARENT, before, after),) if is_said else ()


def _leads(old: tuple[Lead, ...], new: tuple[Lead, ...]) -> tuple[str, str]:
    """The leads' words before and after.

    That a lead's words could be two is found out here, so a paper that does not say it takes nothing back.
    """
    is_said = any(open_words(lead) for lead in new)
    before, after = (
        "; ".join(" ".join((as_typed(lead) if is_said else lead.raw).split()) for lead in leads)
        for leads in (old, new)
    )
    return before, after


def _targets(targets: tuple[Target, ...]) -> str:
    return "; ".join(target.raw or (day(target.on) if target.on else target.kind.value) for target in targets)


def _measures(measures: tuple[Measure, ...]) -> str:
    return "; ".join(measure.text for measure in measures)
