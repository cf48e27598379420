"""How dates, counts and lists are written, the same in page, PDF, Word and message.

Source: GOV.UK style for dates, numbers and times.
"""

from collections.abc import Sequence
from datetime import date, time

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_SMALL = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def day(value: date) -> str:
    """A date in full.

    >>> day(date(2015, 2, 17))
    '17 February 2015'
    """
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def short_day(value: date) -> str:
    """A date without its year, for a timeline.

    >>> short_day(date(2015, 2, 17))
    '17 February'
    """
    return f"{value.day} {_MONTHS[value.month - 1]}"


def weekday(value: date) -> str:
    """A date in full with its day of the week.

    >>> weekday(date(2015, 2, 17))
    'Tuesday 17 February 2015'
    """
    return f"{_DAYS[value.weekday()]} {day(value)}"


def month(value: date) -> str:
    """A month and its year.

    >>> month(date(2015, 2, 17))
    'February 2015'
    """
    return f"{_MONTHS[value.month - 1]} {value.year}"


def clock(value: time) -> str:
    """A wall time.

    >>> clock(time(10, 0)), clock(time(14, 30)), clock(time(12, 0)), clock(time(0, 0))
    ('10am', '2:30pm', 'midday', 'midnight')
    """
    if (value.hour, value.minute) in ((0, 0), (12, 0)):
        return "midday" if value.hour else "midnight"
    minutes = f":{value.minute:02d}" if value.minute else ""
    return f"{value.hour % 12 or 12}{minutes}{'am' if value.hour < 12 else 'pm'}"


def count(n: int, one: str, many: str = "") -> str:
    """A number with its noun; thousands are marked.

    >>> count(1, "action"), count(1200, "action"), count(2, "agency", "agencies")
    ('1 action', '1,200 actions', '2 agencies')
    """
    return f"{n:,} {one if n == 1 else many or plural(one)}"


def plural(word: str) -> str:
    """More than one of a thing, as English usually forms it.

    >>> plural("activity"), plural("key action"), plural("branch"), plural("day")
    ('activities', 'key actions', 'branches', 'days')
    """
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s"


def spaced(words: str) -> str:
    """Words with one space between each, whatever spaces and line ends stood there.

    >>> spaced("Housing   Council ")
    'Housing Council'
    """
    return " ".join(words.split())


def listed(parts: Sequence[str], last: str = "and") -> str:
    """Words in a row.

    >>> listed(["a", "b", "c"]), listed(["a"]), listed([])
    ('a, b and c', 'a', '')
    """
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def stopped(words: str) -> str:
    """Words that somebody wrote, with the stop a sentence ends on.

    >>> stopped("Two, not one"), stopped("Why not? ")
    ('Two, not one.', 'Why not?')
    """
    said = words.rstrip()
    return said if said.endswith((".", "!", "?", "…", "”")) else f"{said}."


def spelt(n: int) -> str:
    """A number below ten in words, for the start of a sentence.

    >>> spelt(2), spelt(12)
    ('two', '12')
    """
    return _SMALL[n] if 0 <= n < len(_SMALL) else f"{n:,}"


def so_many_of(n: int, of: int) -> str:
    """How many of several: all of them, both of two, or so many of them.

    >>> so_many_of(2, 2), so_many_of(3, 3), so_many_of(1, 3)
    ('both', 'all', 'one of them')
    """
    return f"{spelt(n)} of them" if n != of else "both" if n == 2 else "all"
