"""What sort of thing a barrier is, suggested from its words.

A suggestion only: the words are what is kept.
"""

import hashlib
import re
from collections.abc import Mapping
from enum import StrEnum


class Barrier(StrEnum):
    """The sorts of barrier boards keep meeting."""

    MONEY = "money"
    PEOPLE = "people"
    WAITING = "waiting"
    INFORMATION = "information"
    AGREEMENT = "agreement"
    OTHER = "other"


BARRIERS: dict[Barrier, str] = {
    Barrier.MONEY: "Short of money",
    Barrier.PEOPLE: "Short of people",
    Barrier.WAITING: "Waiting for something outside",
    Barrier.INFORMATION: "Short of information",
    Barrier.AGREEMENT: "Needs agreement",
    Barrier.OTHER: "Something else",
}

# Word beginnings, so that "fund" finds "funding" and "funded". A list to add to, not a rule.
_WORDS: dict[Barrier, str] = {
    Barrier.MONEY: (
        "fund unfunded money budget cost financ grant purchas resourc pay paid unpaid spend underspend "
        "overspend inflation sponsor quotation invoice bid £"
    ),
    Barrier.PEOPLE: (
        "capacity staff recruit vacan workload caseload sickness maternity paternity turnover applicant "
        "overtime hours unfilled"
    ),
    Barrier.WAITING: "await delay pending announce wait postpone bill legislat unpublished",
    Barrier.INFORMATION: "data evidence information record evaluat intelligence figures statistic forms",
    Barrier.AGREEMENT: "agree approv consent sign-off signed engage commitment lawyer prefer",
}
_PHRASES: dict[Barrier, str] = {
    Barrier.PEOPLE: r"\bposts?\b|\b(?:no|enough|has|have|had) (?:the )?time\b",
    Barrier.INFORMATION: r"\blogged\b",
    Barrier.WAITING: r"\bnot (?:yet )?(?:been )?published\b",
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
    """Every sort these words point to, in the order of the list; other when none; nothing for no words.

    >>> [b.value for b in suggested_barriers("Funding ends in March and the post is vacant")]
    ['money', 'people']
    """
    if not words.strip():
        return ()
    return tuple(kind for kind, pattern in _PATTERNS.items() if pattern.search(words)) or (Barrier.OTHER,)
