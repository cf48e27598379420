"""How often: the words for it as data, what each is read as, and what else it may mean."""

import re
from dataclasses import dataclass

from quorate.domain.calendar.phrases import NUMBERS
from quorate.domain.calendar.types import Direction, Offset, Unit
from quorate.domain.kernel.words import count
from quorate.domain.terms.reading.amounts import NUMBER, whole
from quorate.domain.terms.reading.found import Span

_YEAR = (
    r"(?:an?|per|each|every|in each|in every|in any|in a|in the|during the|over the"
    r"|within each)(?: (?:financial|calendar|municipal|academic|council|civic|given"
    r"|single))? (?:year|annum)"
)
_UNITS = {"day": Unit.CALENDAR_DAY, "week": Unit.WEEK, "month": Unit.MONTH, "year": Unit.YEAR}
_EVERY = re.compile(
    rf"(?<![\w-])(?:(?:once )?every (?P<n>{NUMBER}) (?P<unit>week|month|year)s?"
    rf"|(?P<n2>{NUMBER})[- ](?P<unit2>week|month|year)ly)(?![\w-])"
)
_TIMES = re.compile(
    rf"(?<![\w-])(?P<n>{NUMBER}|once|twice|thrice)(?: (?:full|formal|ordinary|scheduled|board|group"
    rf"|regular|routine))*"
    rf"(?: (?:times?|meetings?|occasions))? (?:will be held |shall be held |are held |held "
    rf"|to be held )?(?:{_YEAR}|annually|yearly|per annum)(?![\w-])"
)
_TIMES_A_QUARTER = re.compile(
    r"(?<![\w-])once (?:a|per|each|every|in each|in every) (?P<unit>week|month|quarter|term)(?![\w-])"
)
_WORDS: tuple[tuple[str, int, str], ...] = (
    (r"every other month|every second month|alternate months|(?:every )?two[- ]monthly", 6, ""),
    (r"every other week|every second week|fortnightly|every fortnight", 26, ""),
    (r"bi-?\s?monthly", 6, "“Bi-monthly” is read as every two months. It can also mean twice a month."),
    (r"bi-?\s?weekly", 26, "“Bi-weekly” is read as every two weeks. It can also mean twice a week."),
    (
        r"bi-?\s?annual(?:ly)?|bi-?\s?yearly",
        2,
        "“Bi-annually” is read as twice a year. It can also mean every two years.",
    ),
    (r"half[- ]yearly|semi-?annual(?:ly)?|twice[- ]yearly", 2, ""),
    (r"quarterly|(?:each|every|per) quarter", 4, ""),
    (r"half[- ]termly|(?:each|every) half[- ]term", 6, "Six half-terms in a year are understood."),
    (
        r"termly|(?:each|every|per) term",
        3,
        "Three school terms in a year are understood; some areas have six.",
    ),
    (r"(?:each|every|per) month|monthly", 12, ""),
    (r"(?:each|every|per) week|weekly", 52, ""),
    (r"annual(?:ly)?|yearly|(?:each|every|per) year|per annum|every twelve months|once a year", 1, ""),
)
_PATTERNS = tuple(
    (re.compile(rf"(?<![\w-])(?:{words})(?![\w-])"), times, doubt) for words, times, doubt in _WORDS
)
_BIENNIAL = re.compile(r"(?<![\w-])(?:biennial(?:ly)?|every other year|every second year)(?![\w-])")
_ONE = {"once": 1, "twice": 2, "thrice": 3}
_LEAST = re.compile(
    r"(?:at least|a minimum of|minimum(?: of)?|not less than|no less than|no fewer than"
    r"|not fewer than|as a minimum|(?:not|no)(?: \w+){0,3} (?:less|fewer)(?: often| \w+ly)? than)(?: meet)?"
    r" *(?:on )?(?:an? )?$"
)
_MOST = re.compile(
    r"(?:up to|at most|a maximum of|maximum(?: of)?"
    r"|(?:no|not|never)(?: \w+){0,3} more(?: often| \w+ly)? than)(?: an?)? *$"
)
_RANGE = re.compile(r"\b(?:to|or|and|between|-|/) *$")
AND_REPORTS = re.compile(
    r",? and (?=(?:will |shall |to )?(?:reports?|provides?|submits?|produces?|receives?|reviews?)\b)"
)
"""Where a sentence about meeting goes on to reports, which have a frequency of their own."""
_MONTHS_IN_YEAR = 12
_COUNTED = frozenset(NUMBERS) - {"a", "an"}


@dataclass(frozen=True, slots=True)
class Often:
    """A frequency. `times_a_year` is None where it is no whole number; `every` is then the interval."""

    span: Span
    times_a_year: int | None
    every: Offset | None = None
    ambiguity: str = ""
    is_least: bool = False

    @property
    def said(self) -> str:
        """The frequency in words."""
        least = "at least " if self.is_least else ""
        if self.times_a_year is None and self.every is not None:
            return f"{least}every {count(self.every.n, self.every.unit.value.removeprefix('calendar_'))}"
        words = {1: "once a year", 2: "twice a year"}
        return least + words.get(self.times_a_year or 0, f"{self.times_a_year} times a year")


def often(plain: str) -> list[Often]:
    """Every frequency in a plain sentence, in order."""
    found: list[Often] = []
    for reader in (_every, _times, _once_in, _biennial, _words):
        for one in reader(plain):
            if not any(one.span.meets(other.span) for other in found):
                found.append(one)
    return sorted(found, key=lambda one: one.span.start)


def only(plain: str) -> Often | None:
    """The one frequency of a sentence; None where it gives none, or two that differ."""
    found = often(plain)
    if not found or len({(one.times_a_year, one.every) for one in found}) > 1:
        return None
    one = found[0]
    before = plain[: one.span.start]
    # "Up to six times", "four to six times a year": no number of meetings is owed by such words
    return None if _MOST.search(before) or _is_range(before) else one


def _is_range(before: str) -> bool:
    return bool(_RANGE.search(before) and re.search(rf"{NUMBER} *(?:to|or|and|-|/) *$", before))


def _least(plain: str, start: int, end: int) -> bool:
    return bool(_LEAST.search(plain[:start]) or re.match(r",? (?:basis )?(?:as|at) a minimum", plain[end:]))


def _every(plain: str) -> list[Often]:
    found = []
    for m in _EVERY.finditer(plain):
        n, unit = whole(m["n"] or m["n2"]), m["unit"] or m["unit2"]
        if not n:
            continue
        span = Span(*m.span())
        if unit == "month" and _MONTHS_IN_YEAR % n == 0:
            found.append(Often(span, _MONTHS_IN_YEAR // n, is_least=_least(plain, *span)))
        elif n == 1:
            found.append(Often(span, {"week": 52, "year": 1}[unit]))
        else:
            every = Offset(n, _UNITS[unit], Direction.AFTER)
            found.append(Often(span, None, every, is_least=_least(plain, *span)))
    return found


def _times(plain: str) -> list[Often]:
    found = []
    for m in _TIMES.finditer(plain):
        n = _ONE.get(m["n"]) or whole(m["n"])
        if n and n in range(1, 367):
            found.append(Often(Span(*m.span()), n, is_least=_least(plain, *m.span())))
    return found


def _once_in(plain: str) -> list[Often]:
    times = {"week": 52, "month": 12, "quarter": 4, "term": 3}
    doubt = "Three school terms in a year are understood; some areas have six."
    return [
        Often(
            Span(*m.span()),
            times[m["unit"]],
            ambiguity=doubt if m["unit"] == "term" else "",
            is_least=_least(plain, *m.span()),
        )
        for m in _TIMES_A_QUARTER.finditer(plain)
    ]


def _biennial(plain: str) -> list[Often]:
    every = Offset(2, Unit.YEAR, Direction.AFTER)
    return [Often(Span(*m.span()), None, every) for m in _BIENNIAL.finditer(plain)]


def _words(plain: str) -> list[Often]:
    found = []
    for pattern, times, doubt in _PATTERNS:
        for m in pattern.finditer(plain):
            before = plain[: m.start()].rsplit(" ", 2)
            # "five times monthly" and the like count within the month: not read
            if len(before) > 1 and (before[-2] in ("times", "once", "twice") or before[-2] in _COUNTED):
                continue
            found.append(Often(Span(*m.span()), times, ambiguity=doubt, is_least=_least(plain, *m.span())))
    return found
