"""The places where an entry's words point to another entry, such as "see 5/6" or "outcome of 2b".

What is found is offered to a person, who judges it; nothing is linked by itself. Only a number that an entry
of the plan goes by is taken for one, and only where exactly one goes by it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from quorate.domain.plans.links import LinkKind

_CODE = r"[A-Za-z]?\d{1,3}(?:\.\d{1,3})*[a-z]?"
_LIST = rf"{_CODE}(?:\s*(?:,|/|&|and|or|to|[-–])\s*{_CODE})*"
_LEVEL = (
    r"(?:(?:recommendation|action|objective|priorit(?:y|ie)|outcome|activit(?:y|ie)|section|point|step)"
    r"e?s?\s+)"
)
_NOT_A_FIGURE = (
    r"(?![\w%]|[.,]\d|\s*(?:per cent|percent|days?|weeks?|months?|years?|hours?|am|pm|people|posts?|"
    r"January|February|March|April|May|June|July|August|September|October|November|December)\b)"
)
_SORTS: tuple[tuple[LinkKind, bool, str], ...] = (
    (
        LinkKind.INFORMS,
        True,
        rf"\b(?:outcomes?|results?|findings?|learning|conclusions?) (?:of|from) {_LEVEL}?",
    ),
    (
        LinkKind.SERVES,
        True,
        rf"\b(?:carried out|delivered|covered|taken forward) (?:by|in|through|under|within) {_LEVEL}?",
    ),
    (LinkKind.SEE, False, rf"\bsee (?:also )?{_LEVEL}?"),
    (LinkKind.SEE, False, rf"\b{_LEVEL}"),
    (LinkKind.SEE, False, r"(?<=\()"),
)
_PATTERNS = tuple(
    (kind, incoming, re.compile(rf"{before}(?P<codes>{_LIST}){_NOT_A_FIGURE}", re.IGNORECASE))
    for kind, incoming, before in _SORTS
)
_JOINED = re.compile(r"\s*(?:,|/|&|\band\b|\bor\b)\s*", re.IGNORECASE)
_RANGE = re.compile(rf"({_CODE})\s*(?:to|[-–])\s*({_CODE})", re.IGNORECASE)
_LONGEST_RANGE = 20


class Coded(Protocol):
    """An entry, as far as what words call it goes."""

    @property
    def id(self) -> str:
        """Which entry it is."""

    @property
    def code(self) -> str:
        """The code as printed."""

    @property
    def parent_id(self) -> str:
        """The entry above, empty at the top."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A place that points to another entry: the words it was read from, the entry, and how they may join.

    `incoming` is True where the other entry is the one that informs or helps this one.
    """

    quote: str
    entry_id: str
    kind: LinkKind
    incoming: bool = False


def called(entries: Iterable[Coded]) -> Mapping[str, str]:
    """Entries by what words may call them: the code, or the one above with it; where one entry is meant."""
    known = list(entries)
    codes = {one.id: normal(one.code) for one in known}
    found: dict[str, set[str]] = {}
    for one in known:
        own = codes[one.id]
        if not own:
            continue
        names = {own}
        if (above := codes.get(one.parent_id, "")) and not own.startswith(above):
            names.add(above + own)
        for name in names:
            found.setdefault(name, set()).add(one.id)
    return {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}


def normal(code: str) -> str:
    """A code as it is compared: small letters, no spaces, no stop or bracket at its end.

    >>> normal(" 2B. "), normal("(a)")
    ('2b', 'a')
    """
    return "".join(code.lower().split()).strip("().:")


def references(text: str, entries: Mapping[str, str], *, own: str) -> tuple[Reference, ...]:
    """The entries a text points to, in its order, each once; `own` is the id of the entry that says it.

    `entries` is as `called` gives it.
    """
    found: dict[str, tuple[int, Reference]] = {}
    taken: list[tuple[int, int]] = []
    for kind, incoming, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < last and first < end for first, last in taken):
                continue  # "see outcome 4" was read already, by what comes first in the list
            ids = [id for code in _codes(match["codes"], entries) if (id := entries.get(code)) and id != own]
            if not ids:
                continue
            taken.append((start, end))
            quote = " ".join(match.group().split())
            for id in ids:
                found.setdefault(id, (start, Reference(quote, id, kind, incoming)))
    return tuple(one for _, one in sorted(found.values(), key=lambda pair: pair[0]))


def _codes(said: str, entries: Mapping[str, str]) -> Iterator[str]:
    whole = normal(said)
    if whole in entries:  # an action log numbers by year: "26/04" is one action, not two
        yield whole
        return
    for piece in _JOINED.split(said):
        if both := _RANGE.fullmatch(piece):
            yield from _between(normal(both[1]), normal(both[2]))
        else:
            yield normal(piece)


def _between(first: str, last: str) -> Iterator[str]:
    if first.isdecimal() and last.isdecimal() and 0 < int(last) - int(first) <= _LONGEST_RANGE:
        yield from map(str, range(int(first), int(last) + 1))
    else:
        yield from (first, last)
