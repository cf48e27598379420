"""Two versions of a group's terms, clause by clause: what stayed, changed, was left out or is new."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum

from quorate.domain.calendar.wording import describe
from quorate.domain.terms.clauses import Clause, ClauseKind, TermsVersion
from quorate.domain.terms.consequences import consequence
from quorate.domain.terms.quorum_words import in_words, who_counts


class Standing(StrEnum):
    """What became of a clause."""

    UNCHANGED = "unchanged"
    REWORDED = "reworded"
    CHANGED = "changed"
    NEW = "new"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One thing a clause says, before and after, in words; "" where it said nothing."""

    name: str
    label: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A clause of either version, or of both. `changes` is empty unless it was changed or reworded.

    A reworded clause asks the same in other words: only its words, their reading or their doubt differ, or
    who is named where nothing follows from that.
    """

    standing: Standing
    old: Clause | None
    new: Clause | None
    changes: tuple[FieldChange, ...] = field(default=())


WORDS = frozenset({"quote", "reading", "ambiguity"})
"""What a clause says in words alone: nothing is counted from it."""
_SEVERAL = frozenset({ClauseKind.STANDING_ITEM, ClauseKind.REPORTING})
_LEAST_ALIKE = 0.5
"""How alike two clauses of a kind that terms have several of must be, to be one that was changed."""


def compare(old: TermsVersion | None, new: TermsVersion) -> tuple[Compared, ...]:
    """The clauses of the new version in its order, then those of the old one that it leaves out.

    Clauses are paired by kind and by how alike their words are, the most alike first; of two just as alike
    the earlier. A kind that terms have once is the same clause however it was worded. Of standing items and
    reports there are several, so an unlike one is another.
    """
    had = old.clauses if old else ()
    pairs = _pairs(had, new.clauses)
    found = []
    for n, clause in enumerate(new.clauses):
        was = pairs.get(n)
        found.append(Compared(Standing.NEW, None, clause) if was is None else _both(had[was], clause))
    kept = set(pairs.values())
    return (*found, *(Compared(Standing.LEFT_OUT, c, None) for n, c in enumerate(had) if n not in kept))


def _both(old: Clause, new: Clause) -> Compared:
    changes = changes_of(old, new)
    if not changes:
        return Compared(Standing.UNCHANGED, old, new)
    is_in_words = all(change.name in WORDS or change.name == "who" for change in changes)
    is_reworded = is_in_words and consequence(old) == consequence(new)
    return Compared(Standing.REWORDED if is_reworded else Standing.CHANGED, old, new, changes)


def _pairs(had: Sequence[Clause], now: Sequence[Clause]) -> dict[int, int]:
    """For each new clause's place the old one's."""
    likenesses = sorted(
        (-_likeness(old, new), b, a)
        for b, new in enumerate(now)
        for a, old in enumerate(had)
        if old.kind is new.kind
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for unlike, b, a in likenesses:
        is_near = -unlike >= _LEAST_ALIKE or now[b].kind not in _SEVERAL
        if is_near and b not in pairs and a not in taken:
            pairs[b] = a
            taken.add(a)
    return pairs


def _likeness(one: Clause, other: Clause) -> float:
    """From 0, nothing in common, to 1, the same words."""
    if one.item and one.item.casefold() == other.item.casefold():
        return 1.0
    return SequenceMatcher(None, _words(one), _words(other), autojunk=False).ratio()


def _words(clause: Clause) -> list[str]:
    return (clause.quote or clause.reading or clause.item).casefold().split()


def changes_of(old: Clause, new: Clause) -> tuple[FieldChange, ...]:
    """What two clauses say differently, in the order of the form. Where a quote stands is not compared."""
    said = ((name, label, say(old), say(new)) for name, (label, say) in _SAID.items())
    return tuple(FieldChange(name, label, was, now) for name, label, was, now in said if was != now)


def _yes_or_no(value: bool | None) -> str:
    return "" if value is None else ("Yes" if value else "No")


def _figure(value: int | None) -> str:
    return "" if value is None else str(value)


def _quorum(clause: Clause) -> str:
    return " ".join([f"{in_words(clause.quorum)}.", *who_counts(clause.quorum)]) if clause.quorum else ""


_SAID: dict[str, tuple[str, Callable[[Clause], str]]] = {
    "is_stated": ("Stated", lambda clause: _yes_or_no(clause.is_stated)),
    "quote": ("The terms say", lambda clause: clause.quote),
    "reading": ("Read as", lambda clause: clause.reading),
    "ambiguity": ("Can be read otherwise", lambda clause: clause.ambiguity),
    "offset": ("How long", lambda clause: describe(clause.offset) if clause.offset else ""),
    "anchor": ("Counted from", lambda clause: clause.anchor),
    "who": ("Who", lambda clause: clause.who),
    "by": ("Appointed by", lambda clause: clause.by),
    "item": ("Title", lambda clause: clause.item),
    "to": ("To whom", lambda clause: clause.to),
    "times_a_year": ("Times a year", lambda clause: _figure(clause.times_a_year)),
    "minutes": ("Minutes", lambda clause: _figure(clause.minutes)),
    "quorum": ("Quorum", _quorum),
    "sends_deputy": ("May send a deputy", lambda clause: _yes_or_no(clause.sends_deputy)),
    "deputy_briefed": ("The deputy is briefed", lambda clause: _yes_or_no(clause.deputy_briefed)),
    "deputy_authority": ("The deputy has authority", lambda clause: _yes_or_no(clause.deputy_authority)),
}
