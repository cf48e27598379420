"""Reading one date as people and machines write it."""

import re
from calendar import monthrange
from datetime import date

from quorate.domain.kernel import words

_MONTHS = {
    name[:length].lower(): n
    for n, name in enumerate((words.month(date(2000, n, 1)).split()[0] for n in range(1, 13)), start=1)
    for length in (3, len(name))
} | {"sept": 9}
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})", re.ASCII)
_WORDS = re.compile(
    r"(?:(?P<weekday>[a-z]+day),? )?(?P<day>\d{1,2}) (?P<month>[a-z]+) (?P<year>\d{4})",
    re.ASCII | re.IGNORECASE,
)


class NotADate(ValueError):  # noqa: N818 - it says what the text is, and its message is shown as it stands
    """The text is not a date; the message is a sentence for its writer."""


def read_day(text: str) -> date:
    """A date written as 2026-01-08, 8 January 2026, 8 Jan 2026 or Thursday 8 January 2026.

    Anything else raises `NotADate`: a date all in figures such as 8/1/2026 is not read, because its day
    and month can be mistaken for each other. A day of the week that does not fall on the date is refused.

    >>> read_day("Thursday 8 January 2026")
    datetime.date(2026, 1, 8)
    """
    plain = re.sub(r"\s+", " ", text).strip()
    found = _ISO.fullmatch(plain) or _WORDS.fullmatch(plain)
    month = _month(found.group("month")) if found else None
    if found is None or month is None or not int(found.group("year")):
        raise NotADate(f'"{plain}" is not a date that can be read. Write it as 2026-01-08 or 8 January 2026.')
    value = _date(plain, year=int(found.group("year")), month=month, day=int(found.group("day")))
    said = found.groupdict().get("weekday")
    falls_on = words.weekday(value).split()[0]
    if said and said.lower() != falls_on.lower():
        raise NotADate(f"{words.day(value)} is a {falls_on}, not a {said.capitalize()}.")
    return value


def _month(text: str) -> int | None:
    return int(text) if text.isdigit() else _MONTHS.get(text.lower())


def _date(plain: str, *, year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise NotADate(f'"{plain}" is not a date: a year has months 1 to 12.')
    length = monthrange(year, month)[1]
    if not 1 <= day <= length:
        raise NotADate(f'"{plain}" is not a date: {words.month(date(year, month, 1))} has {length} days.')
    return date(year, month, day)
