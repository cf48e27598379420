"""A quorum clause as data: the tests it sets, all of which must be met, and who counts for them.

Terms say such things as "five members from at least three agencies", "a quarter of the membership",
"one-third, with a minimum of five" or "two of the three statutory partners". Each is one test or several.
"""

from dataclasses import dataclass
from enum import StrEnum


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
    """Which deputies count."""

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
