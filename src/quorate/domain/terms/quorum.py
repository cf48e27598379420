"""A quorum clause as data: the tests it sets, all of which must be met, and who counts for them.

Terms say such things as "five members from at least three agencies", "a quarter of the membership",
"one-third, with a minimum of five" or "two of the three statutory partners". Each is one test or several.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Of(StrEnum):
    """Whose number is meant."""

    MEMBERS = "members"
    CORE = "core"
    ADVISORY = "advisory"


class Rounding(StrEnum):
    """What a share that is not a whole number of members comes to."""

    UP = "up"
    DOWN = "down"


class Deputies(StrEnum):
    """Which deputies count. `AS_SAID`: the quorum is silent, so the clause on deputies says it."""

    AS_SAID = "as_said"
    WITH_AUTHORITY = "with_authority"
    ALL = "all"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Count:
    """At least `n` of them."""

    n: int
    of: Of = Of.MEMBERS


@dataclass(frozen=True, slots=True)
class Share:
    """At least so large a share of the seats that are held; `more_than` asks for more than it.

    Half of nine is five when rounded up, four when rounded down. More than half of eight is five.
    """

    numerator: int
    denominator: int
    of: Of = Of.MEMBERS
    rounding: Rounding = Rounding.UP
    more_than: bool = False

    def __post_init__(self) -> None:
        if not 0 < self.numerator <= self.denominator:
            raise ValueError("A share is more than nothing and not more than the whole.")


@dataclass(frozen=True, slots=True)
class Agencies:
    """Those who count come from at least `n` different agencies."""

    n: int


@dataclass(frozen=True, slots=True)
class Named:
    """At least `n` of the seats, offices or agencies named, as the clause names them.

    `names` is empty where the clause speaks of a body of partners without naming them ("two of the
    three statutory partners"): `called` holds its words and `among` how many it says there are.
    """

    n: int
    names: tuple[str, ...] = ()
    called: str = ""
    among: int | None = None


Test = Count | Share | Agencies | Named


@dataclass(frozen=True, slots=True)
class Quorum:
    """Every test must be met by the same people in the room at the same time.

    `advisory_count` says whether advisory members count as members; `online_counts` whether somebody
    who joins by video or phone is present; `directorates_are_one` whether a council's directorates are
    one agency. What the clause leaves open takes the value given here, and the page says so.
    """

    tests: tuple[Test, ...]
    advisory_count: bool = False
    deputies: Deputies = Deputies.WITH_AUTHORITY
    online_counts: bool = True
    directorates_are_one: bool = True


def to_plain(rule: Quorum) -> dict[str, object]:
    """The rule as JSON holds it; `from_plain` reads it back.

    >>> to_plain(Quorum((Count(5), Agencies(3))))["tests"]
    [{'test': 'count', 'n': 5, 'of': 'members'}, {'test': 'agencies', 'n': 3}]
    """
    return {
        "tests": [_test_to_plain(test) for test in rule.tests],
        "advisory_count": rule.advisory_count,
        "deputies": rule.deputies.value,
        "online_counts": rule.online_counts,
        "directorates_are_one": rule.directorates_are_one,
    }


def from_plain(plain: Mapping[str, Any]) -> Quorum:
    """The rule that `to_plain` wrote; raises ValueError or KeyError for anything else."""
    return Quorum(
        tests=tuple(_test_from_plain(test) for test in plain["tests"]),
        advisory_count=bool(plain["advisory_count"]),
        deputies=Deputies(plain["deputies"]),
        online_counts=bool(plain["online_counts"]),
        directorates_are_one=bool(plain["directorates_are_one"]),
    )


def _test_to_plain(test: Test) -> dict[str, object]:
    match test:
        case Count(n, of):
            return {"test": "count", "n": n, "of": of.value}
        case Share():
            return {
                "test": "share",
                "numerator": test.numerator,
                "denominator": test.denominator,
                "of": test.of.value,
                "rounding": test.rounding.value,
                "more_than": test.more_than,
            }
        case Agencies(n):
            return {"test": "agencies", "n": n}
        case Named():
            return {
                "test": "named",
                "n": test.n,
                "names": list(test.names),
                "called": test.called,
                "among": test.among,
            }


_READERS: dict[str, Callable[[Mapping[str, Any]], Test]] = {
    "count": lambda plain: Count(n=int(plain["n"]), of=Of(plain["of"])),
    "share": lambda plain: Share(
        numerator=int(plain["numerator"]),
        denominator=int(plain["denominator"]),
        of=Of(plain["of"]),
        rounding=Rounding(plain["rounding"]),
        more_than=bool(plain["more_than"]),
    ),
    "agencies": lambda plain: Agencies(n=int(plain["n"])),
    "named": lambda plain: Named(
        n=int(plain["n"]),
        names=tuple(plain["names"]),
        called=str(plain["called"]),
        among=None if plain["among"] is None else int(plain["among"]),
    ),
}


def _test_from_plain(plain: Mapping[str, Any]) -> Test:
    reader = _READERS.get(str(plain["test"]))
    if reader is None:
        raise ValueError(f"There is no test of a quorum called {plain['test']!r}.")
    return reader(plain)
