"""Reading what a person types: a day, a time of day.

A form asks for day, month and year; people also paste a date from Word or from a computer. Day comes
before month, as written in the United Kingdom. Two figures for a year mean 2000 to 2099: a partnership's
papers are not from another century. What cannot be read, or could be read in two ways, is not guessed at.
"""

import re
from calendar import monthrange
from datetime import date, time

from quorate.domain.kernel import words

_DAYS = tuple(words.weekday(date(2024, 1, n)).split()[0] for n in range(1, 8))  # a week from a Monday
_MONTHS = tuple(words.month(date(2024, n, 1)).split()[0] for n in range(1, 13))

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_FIGURES = re.compile(r"(\d{1,2})(?:\s*([/.-])\s*|\s+)(\d{1,2})(?:\s*([/.-])\s*|\s+)(\d{4}|\d{2})", re.ASCII)
_IN_WORDS = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s,.-]+([a-z]+)\.?[\s,.-]+(\d{4}|\d{2})", re.ASCII
)
_WEEKDAY = re.compile(rf"(?:{'|'.join(f'{name}|{name[:3]}' for name in _DAYS)})[\s,.]+", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?", re.ASCII)

_MONTH_NUMBERS = {
    name: number
    for number, month in enumerate(_MONTHS, start=1)
    for name in (month.lower(), month[:3].lower())
} | {"sept": 9}


FIRST_YEAR, LAST_YEAR = 1990, 2100
"""Years between which days typed into a form lie: outside them a figure was mistyped."""
_LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def read_words(text: str) -> str:
    r"""Words as typed, trimmed, without what nobody can see that they typed.

    Every line ends alike. Control characters other than tabs and line ends are taken out, and so are those
    that turn the direction of what follows: they make words read otherwise than they are kept.

    >>> read_words(" Moved\r\non\x07 \u202etoday ")
    'Moved\non today'
    """
    return _UNSEEN.sub("", _LINE_ENDS.sub("\n", text)).strip()


class NotADate(ValueError):  # noqa: N818 - it says what the text is, and its message is shown as it stands
    """The text is not a date; the message is a sentence for its writer."""


def read_day(text: str) -> date | None:
    """The day the words name, or None when they name no day or leave room for doubt.

    >>> read_day("27 3 2026") == read_day("27/03/2026") == read_day("27 Mar 26") == date(2026, 3, 27)
    True
    >>> read_day("03/27/2026"), read_day("31 June 2026"), read_day("soon")
    (None, None, None)
    """
    try:
        return day_said(text)
    except NotADate:
        return None


def doubt_of_year(on: date) -> str:
    """What is asked where a day typed into a form is of a year no partnership's papers are of; else empty.

    Days from `FIRST_YEAR` to `LAST_YEAR` are taken, both included.

    >>> doubt_of_year(date(1900, 1, 1))
    '1 January 1900 is before 1990. Check the year.'
    """
    if FIRST_YEAR <= on.year <= LAST_YEAR:
        return ""
    side = f"before {FIRST_YEAR}" if on.year < FIRST_YEAR else f"after {LAST_YEAR}"
    return f"{words.day(on)} is {side}. Check the year."


def day_said(text: str) -> date:
    """The day the words name, as `read_day` reads it. Raises NotADate, which says why there is none.

    >>> day_said("Thursday 8 January 2026") == day_said("8/1/2026") == date(2026, 1, 8)
    True
    """
    plain = " ".join(text.split())
    lowered = plain.lower()
    named = _WEEKDAY.match(lowered)
    said = lowered[: named.end()].strip(" ,.") if named else ""
    found = _parts(lowered[named.end() :] if named else lowered)
    if found is None or not found[0]:
        raise NotADate(f'"{plain}" is not a date that can be read. Write it as 2026-01-08 or 8 January 2026.')
    day = _date(plain, *found)
    falls_on = _DAYS[day.weekday()]
    if said and not falls_on.lower().startswith(said[:3]):
        # One of the two is wrong, and nobody can say which.
        other = next(name for name in _DAYS if name.lower().startswith(said[:3]))
        raise NotADate(f"{words.day(day)} is a {falls_on}, not a {other}.")
    return day


def read_time(text: str) -> time | None:
    """The time of day the words name, or None; a bare hour such as "10" is not guessed at.

    >>> read_time("2:30pm") == read_time("14:30") == read_time("14.30") == time(14, 30)
    True
    >>> read_time("midday"), read_time("10"), read_time("13pm")
    (datetime.time(12, 0), None, None)
    """
    plain = text.strip().lower()
    if plain in ("midday", "noon", "midnight"):
        return time(0 if plain == "midnight" else 12)
    found = _CLOCK.fullmatch(plain)
    if found is None or not (found[2] or found[3]):
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[3].startswith("p") else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _parts(plain: str) -> tuple[int, int, int] | None:
    if iso := _ISO.fullmatch(plain):
        return int(iso[1]), int(iso[2]), int(iso[3])
    if figures := _FIGURES.fullmatch(plain):
        if figures[2] != figures[4]:
            return None
        return _year(figures[5]), int(figures[3]), int(figures[1])
    if in_plain := _IN_WORDS.fullmatch(plain):
        month = _MONTH_NUMBERS.get(in_plain[2])
        return (_year(in_plain[3]), month, int(in_plain[1])) if month else None
    return None


def _year(figures: str) -> int:
    return int(figures) + (2000 if len(figures) == 2 else 0)


def _date(plain: str, year: int, month: int, number: int) -> date:
    if not 1 <= month <= 12:
        raise NotADate(f'"{plain}" is not a date: a year has months 1 to 12.')
    length = monthrange(year, month)[1]
    if not 1 <= number <= length:
        raise NotADate(f'"{plain}" is not a date: {words.month(date(year, month, 1))} has {length} days.')
    return date(year, month, number)
