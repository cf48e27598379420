"""What sort of thing a barrier is, suggested from its words.

A suggestion only: the words are what is kept.
"""

import re
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

# Word beginnings, so that "fund" finds "funding" and "funded".
_WORDS: dict[Barrier, tuple[str, ...]] = {
    Barrier.MONEY: ("fund", "money", "budget", "cost", "financ", "grant", "unfunded", "purchas", "resourc"),
    Barrier.PEOPLE: (
        "capacity",
        "staff",
        "recruit",
        "vacan",
        "workload",
        "sickness",
        "maternity",
        "paternity",
        "posts",
        "turnover",
    ),
    Barrier.WAITING: ("await", "delay", "pending", "announce", "wait", "postpone", "bill", "legislat"),
    Barrier.INFORMATION: ("data", "evidence", "information", "record", "evaluat", "intelligence"),
    Barrier.AGREEMENT: ("agree", "approv", "consent", "sign-off", "engage", "commitment"),
}
_PATTERNS = {
    kind: re.compile(rf"\b(?:{'|'.join(map(re.escape, stems))})", re.IGNORECASE)
    for kind, stems in _WORDS.items()
}


def suggested_barriers(words: str) -> tuple[Barrier, ...]:
    """Every sort these words point to, in the order of the list; other when none; nothing for no words.

    >>> [b.value for b in suggested_barriers("Funding ends in March and the post is vacant")]
    ['money', 'people']
    """
    if not words.strip():
        return ()
    return tuple(kind for kind, pattern in _PATTERNS.items() if pattern.search(words)) or (Barrier.OTHER,)
