"""The words that offsets are written in, as data.

Taken from the ways terms of reference, constitutions and statutes say such things. Longer phrases stand
before the shorter ones they begin with.
"""

from quorate.domain.calendar.types import Direction, Unit


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_SMALL = _split(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}

NUMBERS = {word: n for n, word in enumerate(_SMALL)}
NUMBERS |= {"a": 1, "an": 1} | _TENS
NUMBERS |= {f"{tens} {unit}": n + NUMBERS[unit] for tens, n in _TENS.items() for unit in _SMALL[1:10]}

UNITS = {
    "clear working day": Unit.CLEAR_WORKING_DAY,
    "clear business day": Unit.CLEAR_WORKING_DAY,
    "clear calendar day": Unit.CLEAR_CALENDAR_DAY,
    "clear day": Unit.CLEAR_CALENDAR_DAY,
    "working day": Unit.WORKING_DAY,
    "business day": Unit.WORKING_DAY,
    "calendar day": Unit.CALENDAR_DAY,
    "day": Unit.CALENDAR_DAY,
    "calendar week": Unit.WEEK,
    "week": Unit.WEEK,
    "fortnight": Unit.WEEK,
    "calendar month": Unit.MONTH,
    "month": Unit.MONTH,
    "calendar year": Unit.YEAR,
    "year": Unit.YEAR,
}

# How a unit without its kind is read, said to the reader each time.
READINGS = {
    "day": "Days on their own are read as calendar days, weekends and bank holidays included.",
    "clear day": (
        "Clear days on their own are read as clear calendar days; some councils count them as working days."
    ),
    "fortnight": "A fortnight is read as 2 weeks.",
    "calendar year": "A calendar year is read as a year to the corresponding date.",
}

# What stands after the unit. "Of" and "from" have no direction of their own.
TAILS: dict[str, Direction | None] = {
    "notice prior to": Direction.BEFORE,
    "notice before": Direction.BEFORE,
    "notice of": Direction.BEFORE,
    "notice": Direction.BEFORE,
    "before": Direction.BEFORE,
    "prior to": Direction.BEFORE,
    "prior": Direction.BEFORE,
    "ahead of": Direction.BEFORE,
    "in advance of": Direction.BEFORE,
    "in advance": Direction.BEFORE,
    "preceding": Direction.BEFORE,
    "after": Direction.AFTER,
    "following": Direction.AFTER,
    "beginning with": Direction.BEGINNING_WITH,
    "beginning on": Direction.BEGINNING_WITH,
    "starting with": Direction.BEGINNING_WITH,
    "starting on": Direction.BEGINNING_WITH,
    "commencing with": Direction.BEGINNING_WITH,
    "commencing on": Direction.BEGINNING_WITH,
    "within": Direction.WITHIN,
    "expiry of": Direction.EXPIRY_OF,
    "expiry": Direction.EXPIRY_OF,
    "from": None,
    "of": None,
}

# What may stand before the number, beside the qualifiers.
WITHIN = ("within the period of", "within a period of", "within the", "within")
EXPIRY = tuple(
    f"{opening}{word} of{period}"
    for opening in (
        "on the ",
        "at the ",
        "after the ",
        "upon the ",
        "upon ",
        "on ",
        "at ",
        "after ",
        "the ",
        "",
    )
    for word in ("expiry", "expiration", "end")
    for period in (" the period of", " a period of", " the", "")
)
PERIOD = ("for the period of", "for a period of", "the period of", "a period of")

# Qualifiers that leave the date a last day: "at least ... before", "no more than ... after".
NEUTRAL = ("exactly", "by", "the", "")
AT_LEAST = (
    "at least",
    "not less than",
    "no less than",
    "not fewer than",
    "no fewer than",
    "a minimum of",
    "minimum of",
    "minimum",
)
AT_MOST = (
    "at most",
    "not more than",
    "no more than",
    "up to",
    "a maximum of",
    "maximum of",
    "maximum",
)
LATEST = ("no later than", "not later than", "at the latest")
EARLIEST = ("no earlier than", "not earlier than", "no sooner than", "not sooner than", "not before")

# The words an anchor may be named with. Others could carry a condition, so they are not passed over.
ANCHOR_WORDS = frozenset(
    _split("""
    the a an each every any its this that their of on in for to by which date day dates
    board board's group group's panel committee cabinet council partnership meeting meetings next last
    first annual quarterly executive strategic operational scrutiny start end close
    decision decisions publication published notice notification receipt received request expression
    interest application appointment adoption approval approved terms reference report reports papers
    paper agenda minutes review call-in deadline anchor event is was made given issued sent it taken death
    """)
)
