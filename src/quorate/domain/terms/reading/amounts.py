"""Finds the numbers that could be rules: so many units of time, of people, of times a year, or a share.

Every one of them must end in a clause or be listed, so what is found here is what may not vanish. Numbers
without such a unit (Acts, sections, dates, telephone numbers, "COVID-19") are not found.
"""

import re
from typing import NamedTuple

from quorate.domain.calendar.phrases import NUMBERS
from quorate.domain.calendar.reading import DAYS, TIME
from quorate.domain.terms.reading.found import Span

NUMBER_WORDS = "|".join(
    sorted((re.escape(w) for w in NUMBERS if w not in ("a", "an", "zero")), key=len, reverse=True)
)
NUMBER = rf"(?:\d{{1,3}}(?:\.\d)?|{NUMBER_WORDS})(?: ?\((?:\d{{1,3}}|{NUMBER_WORDS})\))?"
_TIME = r"(?:minutes?|mins?|hours?|hrs?|days?|weeks?|fortnights?|months?|quarters?|terms?|years?|sessions?)"
PEOPLE = (
    r"(?:members?|representatives?|people|persons?|individuals?|agenc(?:y|ies)|organisations?"
    r"|partners?|partnerships?"
    r"|seats?|sectors?|bodies|authorities|attendees|officers?|councillors?|co-?chairs?|services|signatories)"
)
_BETWEEN = (
    r"(?:[ -](?:clear|full|whole|working|business|calendar|consecutive|school|core|advisory|voting"
    r"|different|separate|statutory|partner|member|board|elected|named|of the|or more|additional"
    r"|lay|community|financial|year|further|individual)){0,3}"
)
_AMOUNT = re.compile(
    rf"(?<![\w.,/£-])(?:an? )?{NUMBER}{_BETWEEN}[ -](?:{_TIME}|{PEOPLE}|times?|meetings?"
    rf"|terms of office)(?!\w)"
)
_ARTICLE = re.compile(
    r"(?<![\w-])an? (?:clear |working |calendar |full )*"
    r"(?:week|fortnight|month|quarter of (?:the |its |all )?(?:\w+ )?(?:members\w*|seats|those"
    r"|partners|agencies)|year|day)(?:'s)?(?![\w-])"
    r"(?! ago)"
)
_PER = re.compile(r"(?:\b(?:times?|meetings?|once|twice|thrice|monthly|least|minimum|reports?)\s*)$")
_SHARE = re.compile(
    r"(?<![\w-])(?:\d{1,3} ?(?:%|per ?cent)|\d ?/ ?\d\b|(?:a |one |two "
    r"|three )?-?(?:simple )?(?:majority|half|thirds?|quarters?)"
    r"(?=[ ,-](?:of|plus|or|with|,)|,|\.?$)|(?:one|two|three)[- ](?:half|thirds?|quarters?))(?!\w)"
)
_OFTEN = re.compile(
    r"(?<![\w-])(?:once|twice|thrice|(?:bi|half|six|three|two|four)[- ]?(?:annual(?:ly)?|yearly"
    r"|monthly|weekly|termly)|biennial(?:ly)?"
    r"|quarterly|monthly|weekly|fortnightly|annual(?:ly)?|yearly|termly|every other (?:week|month|year)"
    rf"|every (?:second |{NUMBER} )?(?:day|week|fortnight|month|quarter|term|year)s?|per annum)(?![\w-])"
)


_DAY_OF_WEEK = re.compile(
    rf"(?<![\w-])(?:{TIME}(?: on)?(?: the)? (?:{DAYS})|(?:by|on|before|than) the (?:{DAYS})"
    rf"|(?:(?:{DAYS})s? )?(?:at|from|until) {TIME})(?!\w)"
)


class Amount(NamedTuple):
    """One number with its unit: where it stands, and whether it only says how often."""

    span: Span
    words: str
    is_frequency: bool = False


def amounts(plain: str) -> list[Amount]:
    """Every amount in a sentence made plain, in order, the overlapping ones as one.

    >>> [a.words for a in amounts("five members from at least 3 agencies, within one week")]
    ['five members', '3 agencies', 'one week']
    """
    found = [
        Amount(Span(*m.span()), m.group())
        for p in (_AMOUNT, _ARTICLE, _SHARE, _DAY_OF_WEEK)
        for m in p.finditer(plain)
    ]
    found = [a for a in found if not (_ARTICLE.fullmatch(a.words) and _PER.search(plain[: a.span.start]))]
    found += [Amount(Span(*m.span()), m.group(), is_frequency=True) for m in _OFTEN.finditer(plain)]
    kept: list[Amount] = []
    for amount in sorted(found, key=lambda a: (a.span.start, -a.span.end)):
        if not kept or not amount.span.meets(kept[-1].span):
            kept.append(amount)
    return kept


def value(words: str) -> float | None:
    """The number that words or figures say; None where it is said twice and differs.

    >>> value("twenty (20)"), value("seven (5)"), value("1.5")
    (20.0, None, 1.5)
    """
    parts = [part for part in re.split(r"[ ]?[()]", words.strip().lower()) if part]
    numbers = {float(p) if re.fullmatch(r"\d+(\.\d+)?", p) else NUMBERS.get(p) for p in parts}
    return float(only) if len(numbers) == 1 and (only := numbers.pop()) is not None else None


def whole(words: str) -> int | None:
    """The same as a whole number, or None."""
    n = value(words)
    return int(n) if n is not None and n == int(n) else None
