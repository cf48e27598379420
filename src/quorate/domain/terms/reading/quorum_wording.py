"""Says a quorum rule in words, for the page that shows what was read."""

from quorate.domain.kernel.words import count, listed
from quorate.domain.terms.quorum import Agencies, Count, Deputies, Named, Of, Quorum, Share, Test

_WHO = {Of.MEMBERS: "member", Of.CORE: "core member", Of.ADVISORY: "advisory member"}


def describe_quorum(rule: Quorum) -> str:
    """Every test, in one sentence.

    >>> describe_quorum(Quorum((Count(5), Agencies(3))))
    'At least 5 members and 3 agencies, all at the same time.'
    """
    said = listed([_test(test) for test in rule.tests])
    together = ", all at the same time" if len(rule.tests) > 1 else ""
    deputies = {Deputies.ALL: " Deputies count.", Deputies.NONE: " Deputies do not count."}
    others = (
        (rule.advisory_count, " Advisory members count."),
        (not rule.online_counts, " Whoever joins online does not count."),
        (not rule.directorates_are_one, " Each of a council’s directorates is an agency."),
    )
    beside = deputies.get(rule.deputies, "") + "".join(words for is_so, words in others if is_so)
    said = said if said.startswith("more ") else f"at least {said}"
    return f"{said[0].upper()}{said[1:]}{together}.{beside}"


def _test(test: Test) -> str:
    match test:
        case Count(n, of):
            return count(n, _WHO[of])
        case Agencies(n):
            return count(n, "agency", "agencies")
        case Share():
            more = "more than " if test.more_than else ""
            return f"{more}{test.numerator}/{test.denominator} of the {_WHO[test.of]}s"
        case Named():
            if test.names:
                return (
                    f"{test.n} of {listed([f'the {name}' for name in test.names], 'or')}"
                    if len(test.names) > test.n
                    else listed([f"the {name}" for name in test.names])
                )
            return f"{test.n} of the {test.among} {test.called}"
