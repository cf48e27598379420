"""A quorum in words: each test as a reader of the terms would say it."""

from quorate.domain.kernel.words import count, listed
from quorate.domain.terms.quorum import Agencies, Count, Deputies, Named, Of, Quorum, Rounding, Share, Test

CALLED = {Of.MEMBERS: "member", Of.CORE: "core member", Of.ADVISORY: "advisory member"}

_SHARES = {
    (1, 1): "all",
    (1, 2): "half",
    (1, 3): "a third",
    (1, 4): "a quarter",
    (2, 3): "two thirds",
    (3, 4): "three quarters",
}

DEPUTIES = {
    Deputies.AS_SAID: "A deputy counts as the clause on deputies says",
    Deputies.WITH_AUTHORITY: "A deputy with authority counts",
    Deputies.ALL: "Every deputy counts",
    Deputies.NONE: "No deputy counts",
}


_AS = {True: "one agency", False: "agencies of their own"}


def share_in_words(share: Share) -> str:
    """The share alone.

    >>> share_in_words(Share(1, 2, more_than=True)), share_in_words(Share(2, 5))
    ('more than half', '2 in 5')
    """
    size = (share.numerator, share.denominator)
    called = _SHARES.get(size) or f"{share.numerator} in {share.denominator}"
    return f"more than {called}" if share.more_than else called


def in_words(rule: Quorum) -> str:
    """Every test, read as one.

    >>> in_words(Quorum((Count(5), Agencies(3))))
    '5 members from 3 agencies'
    >>> in_words(Quorum((Share(1, 3), Count(5), Named(1, ("Police", "Probation")))))
    'a third of the members, 5 members and one of Police and Probation'
    """
    return from_agencies([_test(test) for test in rule.tests])


def from_agencies(parts: list[str]) -> str:
    """Parts listed, agencies that follow members read as where those come from."""
    if len(parts) > 1 and parts[1].endswith(("agency", "agencies")):
        parts = [f"{parts[0]} from {parts[1]}", *parts[2:]]
    return listed(parts)


def who_counts(rule: Quorum) -> tuple[str, ...]:
    """Who counts for it, a sentence for each choice the rule makes."""
    return (
        f"{DEPUTIES[rule.deputies]}.",
        f"A council’s directorates are {_AS[rule.directorates_are_one]}.",
        f"Advisory members {'count' if rule.advisory_count else 'do not count'}.",
        "Whoever joins online or by phone counts."
        if rule.online_counts
        else "Whoever joins online or by phone does not count.",
    )


def _test(test: Test) -> str:
    match test:
        case Count(n, of):
            return count(n, CALLED[of])
        case Share():
            down = ", rounded down" if test.rounding is Rounding.DOWN else ""
            return f"{share_in_words(test)} of the {CALLED[test.of]}s{down}"
        case Agencies(n):
            return count(n, "agency", "agencies")
        case Named():
            return named_in_words(test)


def named_in_words(test: Named) -> str:
    """Whom a test names, and how many of them.

    >>> named_in_words(Named(2, ("Police", "Health", "Housing")))
    '2 of Police, Health and Housing'
    """
    who = listed(list(test.names)) or test.called or "members the terms do not name"
    if test.names and test.n == len(test.names):
        return who
    return f"{'one' if test.n == 1 else test.n} of {who}"
