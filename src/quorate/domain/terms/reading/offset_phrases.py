"""Finds the phrases in a sentence that say how far from what, and has the calendar read each of them.

Nothing is read here: a phrase is cut out with the words that set its direction, and
`domain.calendar.reading` reads it whole or not at all. A phrase that gives a first day instead of a last
one, or a range ("two to three days"), is left to a person.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from quorate.domain.calendar import phrases
from quorate.domain.calendar.reading import DAYS, TIME, read_offset
from quorate.domain.calendar.types import Direction, Offset, Unit
from quorate.domain.terms.reading.amounts import NUMBER_WORDS
from quorate.domain.terms.reading.found import Span

_HEADS = sorted(
    (
        h
        for h in (
            *phrases.WITHIN,
            *phrases.AT_LEAST,
            *phrases.AT_MOST,
            *phrases.LATEST,
            *phrases.EARLIEST,
            "exactly",
        )
        if h
    ),
    key=len,
    reverse=True,
)
_TAILS = sorted(
    (t for t in phrases.TAILS if t not in ("within", "expiry", "expiry of")), key=len, reverse=True
)
_PHRASE = re.compile(
    rf"(?<![\w-])(?:(?P<head>{'|'.join(map(re.escape, _HEADS))}) )?"
    rf"(?P<amount>(?:\d{{1,3}}|{NUMBER_WORDS}|an?)(?: ?\((?:\d{{1,3}}|{NUMBER_WORDS})\))?"
    rf"[ -](?:{'|'.join(sorted(map(re.escape, phrases.UNITS), key=len, reverse=True))})(?:s'|'s|s"
    rf"|')?)(?![\w-])"
    rf"(?:,? (?P<tail>{'|'.join(map(re.escape, _TAILS))})(?![\w-]))?"
)
_RANGE = re.compile(rf"(?:\d|\b(?:{NUMBER_WORDS})) ?(?:to|or|and|-|/) ?$")
_MEETING = re.compile(
    r"^ (?:the |each |every |any |a |its |their |our |this "
    r"|that )?(?:[\w'&/-]+ ){0,5}?(?P<meeting>meetings?)\b"
)
_OTHER_ANCHOR = re.compile(
    r"^ (?:the |its |their |an? )?(?P<anchor>(?:(?:vice-?)?chair(?:person)?'s )?(?:receipt|receiving"
    r"|appointment|publication|approval|agreement"
    r"|the date|request|application|adoption"
    r"|resignation|notification|expression of interest)(?: of [\w ]{1,30}?)?)(?=[,.;]|$| to| and| by)"
)
_GOES_ON = re.compile(
    r"^ (?:and|or|but|to|by|with|in|via|who|which|unless|where|if|for|at|on|from|so|then|as|electronically)\b"
)
"""What may follow "five days after" without naming what: anything else names something that is not read."""
_WEEKDAY = re.compile(
    rf"(?<![\w-])(?:(?:(?:no|not) later than|by|before(?= {TIME})|at the latest by) (?P<by>)|on )?"
    rf"(?:(?:at )?(?P<time>{TIME}) (?:on )?)?(?P<the>the )?(?P<day>{DAYS})(?![\w'-])(?: immediately)?"
    rf"(?: (?P<tail>before|prior to|preceding|ahead of|in advance of|after|following)(?![\w-]))?"
)
_HOUR = re.compile(
    rf"(?<![\w-])(?:(?:(?:no|not) later than|(?:at the latest )?by|before|at|until) )?"
    rf"(?:{TIME}|midnight)(?![\w-])"
)
_ENDS = re.compile(r"^\s*(?:$|[.;)]|,? and\b| so\b)")
_FIRST_DAY = "the first day it may be done"


class OffsetPhrase(NamedTuple):
    """An offset read in a sentence. `anchor` is empty where the words name none."""

    span: Span
    offset: Offset
    anchor: str
    warnings: tuple[str, ...]
    is_next_meeting: bool = False


def offset_phrases(plain: str) -> list[OffsetPhrase]:
    """Every phrase in a plain sentence that the calendar reads without doubt about its direction."""
    found = []
    for phrase in _PHRASE.finditer(plain):
        if _RANGE.search(plain[: phrase.start("amount")]):
            continue
        rest = plain[phrase.end() :]
        anchor, after = _anchor(rest, phrase["tail"])
        if phrase["tail"] and not anchor and re.match(r" \w", rest) and not _GOES_ON.match(rest):
            continue
        words = " ".join(filter(None, (phrase["head"], phrase["amount"], phrase["tail"])))
        reading = read_offset(f"{words} the meeting" if phrase["tail"] and anchor else words)
        if reading.offset is None or any(_FIRST_DAY in warning for warning in reading.warnings):
            continue
        warnings = tuple(w for w in (*reading.warnings, _week(reading.offset, phrase["amount"])) if w)
        span = Span(phrase.start(), phrase.end() + after)
        is_next = bool(
            re.search(r"\b(?:next|following|subsequent)\b", plain[phrase.end() : phrase.end() + after])
        )
        found.append(OffsetPhrase(span, reading.offset, anchor, warnings, is_next))
    return sorted([*found, *_days_of_week(plain)], key=lambda phrase: phrase.span.start)


def hours_beside(plain: str, phrases: Iterable[OffsetPhrase]) -> list[Span]:
    """Where hours are said that no phrase holds: "by 5pm nine working days before the meeting"."""
    held = [phrase.span for phrase in phrases if phrase.offset.at is not None]
    hours = [Span(*found.span()) for found in _HOUR.finditer(plain)]
    return [hour for hour in hours if not any(map(hour.meets, held))]


def _days_of_week(plain: str) -> list[OffsetPhrase]:
    """Reads "noon on the Tuesday before the meeting"; where no week is said, the one before it, in doubt."""
    found = []
    for phrase in _WEEKDAY.finditer(plain):
        is_last_day = phrase["by"] is not None or phrase["time"] or phrase["the"]
        rest = plain[phrase.end() :]
        anchor, after = _anchor(rest, phrase["tail"])
        if not is_last_day or not (anchor == "meeting" if phrase["tail"] else _ENDS.match(rest)):
            continue
        words = " ".join(filter(None, (phrase["time"], phrase["day"], phrase["tail"] or "before")))
        reading = read_offset(f"{words} the meeting")
        if reading.offset is None:
            continue
        day = phrase["day"].capitalize()
        doubt = f"The words do not say which {day}: the last before the meeting is understood."
        span = Span(phrase.start(), phrase.end() + after)
        found.append(OffsetPhrase(span, reading.offset, anchor, () if phrase["tail"] else (doubt,)))
    return found


def _anchor(after: str, tail: str | None) -> tuple[str, int]:
    if not tail:
        return "", 0
    meeting = _MEETING.match(after)
    if meeting:
        return "meeting", meeting.end()
    other = _OTHER_ANCHOR.match(after)
    if other is None:
        return "", 0
    anchor = other["anchor"]
    return f"the {anchor}" if anchor.startswith(("chair", "vice")) else anchor, other.end()


def _week(offset: Offset, words: str) -> str:
    if offset.unit is not Unit.WEEK or "fortnight" in words:
        return ""
    return "A week is read as 7 days, to the same day of the week; some boards mean 5 working days by it."


BACKWARD = (Direction.BEFORE,)
ONWARD = (Direction.AFTER, Direction.WITHIN)
