"""What sort of thing a barrier is, suggested from its words.

A suggestion only: the words are what is kept, and a person chooses the type of a barrier that is recorded
(`quorate.domain.plans.recorded`).
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

from quorate.domain.kernel.words import listed


class Barrier(StrEnum):
    """The types of barrier boards keep meeting."""

    FUNDING = "funding"
    CAPACITY = "capacity"
    LEGISLATION = "legislation"
    DATA = "data"
    PARTNER = "partner"
    PROCUREMENT = "procurement"
    DEPENDENCY = "dependency"
    OTHER = "other"


BARRIERS: dict[Barrier, str] = {
    Barrier.FUNDING: "Short of money",
    Barrier.CAPACITY: "Short of people",
    Barrier.LEGISLATION: "Waiting for a law or guidance",
    Barrier.DATA: "Short of data",
    Barrier.PARTNER: "Waiting for a partner",
    Barrier.PROCUREMENT: "Buying or contracting",
    Barrier.DEPENDENCY: "Waiting for something else to happen",
    Barrier.OTHER: "Something else",
}

# Word beginnings, so that "fund" finds "funding" and "funded". A list to add to, not a rule.
_WORDS: dict[Barrier, str] = {
    Barrier.FUNDING: (
        "fund unfunded money budget cost financ grant purchas resourc pay paid unpaid spend underspend "
        "overspend inflation sponsor quotation invoice bid £"
    ),
    Barrier.CAPACITY: (
        "capacity staff recruit vacan workload caseload sickness maternity paternity turnover applicant "
        "overtime hours unfilled"
    ),
    Barrier.LEGISLATION: "announce bill legislat unpublished statut",
    Barrier.DATA: "data evidence information record evaluat intelligence figures statistic forms",
    Barrier.PARTNER: "agree approv consent sign-off signed engage commitment lawyer prefer",
    Barrier.PROCUREMENT: "procure tender purchas quotation contract supplier recommission",
    Barrier.DEPENDENCY: "await delay pending wait postpone",
}
_PHRASES: dict[Barrier, str] = {
    Barrier.CAPACITY: r"\bposts?\b|\b(?:no|enough|has|have|had) (?:the )?time\b",
    Barrier.DATA: r"\blogged\b",
    Barrier.LEGISLATION: r"\bnot (?:yet )?(?:been )?published\b|\bguidance\b",
}
_PATTERNS = {
    kind: re.compile(
        "|".join(
            [rf"(?<!\w)(?:{'|'.join(map(re.escape, stems.split()))})", *filter(None, [_PHRASES.get(kind)])]
        ),
        re.IGNORECASE,
    )
    for kind, stems in _WORDS.items()
}


def edition_of(words: Mapping[Barrier, str]) -> str:
    """Eight characters that are others whenever the words are."""
    said = "\n".join(f"{kind}={pattern}" for kind, pattern in words.items())
    return hashlib.sha256(said.encode()).hexdigest()[:8]


EDITION = edition_of({kind: pattern.pattern for kind, pattern in _PATTERNS.items()})
"""By it, what these words suggested is told from what others did before."""


def suggested_barriers(words: str) -> tuple[Barrier, ...]:
    """Every type these words point to, in the order of the list; other when none; nothing for no words.

    Waiting is a type by itself only where the words do not say that it is for a law or guidance.

    >>> [b.value for b in suggested_barriers("Funding ends in March and the post is vacant")]
    ['funding', 'capacity']
    >>> [b.value for b in suggested_barriers("The Bill is delayed")]
    ['legislation']
    """
    if not words.strip():
        return ()
    found = [kind for kind, pattern in _PATTERNS.items() if pattern.search(words)]
    if Barrier.LEGISLATION in found and Barrier.DEPENDENCY in found:
        found.remove(Barrier.DEPENDENCY)
    return tuple(found) or (Barrier.OTHER,)


def barriers_in_words(types: Iterable[Barrier]) -> str:
    """Types in the middle of a sentence: "short of money and short of people"."""
    names = [BARRIERS[one] for one in types]
    return listed([f"{name[:1].lower()}{name[1:]}" for name in names])
