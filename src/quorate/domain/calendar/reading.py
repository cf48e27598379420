"""Reading a phrase such as "no later than 10 working days before the meeting" as an offset.

A phrase is read whole or not at all: a word that is not understood may be the one that matters, so it is
named and no offset is given. Whatever had to be chosen between two readings is said as a warning.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import time

from quorate.domain.calendar import phrases
from quorate.domain.calendar.offsets import CLEAR_UNITS
from quorate.domain.calendar.types import Direction, Offset, Unit, Weekday
from quorate.domain.calendar.wording import describe

_MISSING_NUMBER = "how many is missing: a number in digits or words"
_MISSING_UNIT = "what to count is missing: working days, calendar days, weeks, months or years"
_MISSING_DIRECTION = "which way to count is missing: before, after, within, beginning with or expiry of"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in a phrase.

    `offset` is None unless every word was understood. `understood` says the reading back in full.
    `not_understood` holds each stretch of words that was not read, in quotation marks, and what is
    missing. `anchor` is the anchor as the phrase names it, without any date, or empty. `other` is the
    offset under the reading not chosen, where councils differ: "clear days" as working days.
    """

    offset: Offset | None
    understood: str
    not_understood: tuple[str, ...] = field(default=())
    warnings: tuple[str, ...] = field(default=())
    anchor: str = ""
    other: Offset | None = None


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands before the number: which words set the direction or qualify it, and what was not read."""

    kind: str
    qualifier: str
    unread: str


@dataclass(frozen=True, slots=True)
class _Tail:
    """What stands after the unit: the words of direction, and the rest."""

    words: str
    rest: str


def read_offset(text: str) -> Reading:
    """Reads a phrase; nothing in it is passed over and nothing is guessed.

    >>> read_offset("no later than ten working days before the meeting").understood
    '10 working days before the meeting'
    >>> read_offset("ten purple days before").not_understood
    ('"purple"',)
    """
    plain = _plain(text)
    if weekday := _WEEKDAY.fullmatch(plain):
        return _day_of_week(weekday)
    found = _AMOUNT.search(plain)
    if found is None:
        return _no_amount(plain)
    n = _number(found)
    if n is None:
        return Reading(None, "", (f'"{found.group("number")}"',))
    head, tail = _head(plain[: found.start()].strip()), _tail(plain[found.end() :].strip())
    direction = _direction(head, tail)
    anchor, strange = _anchor(tail, direction)
    unread = [f'"{part}"' for part in (head.unread, strange) if part]
    if direction is None and not strange:
        unread.append(_MISSING_DIRECTION)
    if direction is None or unread:
        return Reading(None, found.group(), tuple(unread))
    return _understood(found, n=n, direction=direction, head=head, tail=tail, anchor=anchor)


def _understood(
    found: re.Match[str], *, n: int, direction: Direction, head: _Head, tail: _Tail, anchor: str
) -> Reading:
    words = found.group("unit").lower()
    times = 2 if words == "fortnight" else 1
    offset = Offset(n=n * times, unit=phrases.UNITS[words], direction=direction)
    other = replace(offset, unit=Unit.CLEAR_WORKING_DAY) if words == "clear day" else None
    warnings = [phrases.READINGS[words]] if words in phrases.READINGS else []
    return Reading(
        offset=offset,
        understood=f"{describe(offset)} {anchor}".strip(),
        warnings=(*warnings, *_warnings(offset, head=head, tail=tail)),
        anchor=anchor,
        other=other,
    )


def _day_of_week(found: re.Match[str]) -> Reading:
    """Reads "noon on the Tuesday before the meeting": the last Tuesday before it, not the day itself."""
    tail = _tail(found["rest"])
    direction = phrases.TAILS.get(tail.words)
    anchor, strange = _anchor(tail, direction)
    at = read_time(found["time"]) if found["time"] else None
    if direction not in (Direction.BEFORE, Direction.AFTER) or strange or (found["time"] and at is None):
        return Reading(None, "", (f'"{strange or found["rest"].strip() or found["time"] or ""}"',))
    offset = Offset(1, Unit.WEEK, direction, Weekday(found["day"].lower()), at)
    return Reading(offset, f"{describe(offset)} {anchor}".strip(), anchor=anchor)


def read_time(text: str) -> time | None:
    """A time of day as written, None where it is none or does not say which half of the day.

    >>> read_time("12 noon"), read_time("5pm"), read_time("9.30 am"), read_time("25:00"), read_time("5")
    (datetime.time(12, 0), datetime.time(17, 0), datetime.time(9, 30), None, None)
    """
    plain = text.lower().replace(" ", "").replace("hrs", "")
    if plain in ("noon", "midday", "12noon", "12midday"):
        return time(12)
    found = re.fullmatch(r"(\d{1,2})(?:[.:](\d\d))?(am|pm)?", plain)
    if found is None or not (found[2] or found[3]):
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        hour = hour % 12 + (12 if found[3] == "pm" else 0) if 1 <= hour <= 12 else 24
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _plain(text: str) -> str:
    text = text.replace("\u2019", "'").replace("\u2018", "'").replace("\u2011", "-")
    # Hyphens inside "twenty-eight" and "working-day" join words; others stay, to be found not understood.
    text = _JOINED.sub(" ", text)
    return re.sub(r"\s+", " ", text).strip(" .,;:\"'")


def _any_of(options: Iterable[str]) -> str:
    return "|".join(re.escape(option) for option in sorted(options, key=len, reverse=True))


_NUMBER_WORDS = _any_of(word for word in phrases.NUMBERS if word not in ("a", "an"))
_JOINED = re.compile(
    r"(?<=ty)-(?=(?:one|two|three|four|five|six|seven|eight|nine)\b)|(?<=ing)-(?=day)|(?<=clear)-(?=day)",
    re.IGNORECASE,
)
_DIGITS = r"\d{1,6}"
_AMOUNT = re.compile(
    rf"(?<![\w.,/\-])(?P<number>(?:{_DIGITS}|{_NUMBER_WORDS})"
    rf"(?: ?\((?P<again>{_DIGITS}|{_NUMBER_WORDS})\))?|an?|the)"
    rf" (?P<unit>{_any_of(phrases.UNITS)})(?P<plural>s'|'s|s)?(?![\w'\-/])",
    re.IGNORECASE,
)
TIME = r"(?:(?:12 )?(?:noon|midday)|\d{1,2}(?:[.:]\d\d)? ?(?:am|pm)|\d{2}[.:]\d\d(?: ?hrs)?)"
DAYS = "|".join(Weekday)
_WEEKDAY = re.compile(
    rf"(?:(?:no|not) later than |by |before (?={TIME})|on |at )?(?:(?P<time>{TIME}) (?:on )?)?(?:the )?"
    rf"(?P<day>{DAYS})(?: immediately)?(?P<rest> .*|)",
    re.IGNORECASE,
)
_TAIL = re.compile(rf",? ?(?P<words>{_any_of(phrases.TAILS)})(?![\w\-'])", re.IGNORECASE)


def _number(found: re.Match[str]) -> int | None:
    """The number, or None where a number is given twice and differs, or "the" stands before a plural."""
    text = found.group("number").lower()
    if text == "the":
        return None if found.group("plural") in ("s", "s'") or "day" not in found.group("unit").lower() else 1
    first, again = text.split("(")[0].strip(), found.group("again")
    n = _value(first)
    return n if again is None or _value(again.lower()) == n else None


def _value(text: str) -> int:
    return int(text) if text.isdigit() else phrases.NUMBERS[text]


def _head(text: str) -> _Head:
    """The longest ending of the text that is a known opening; what stands before it was not read."""
    tokens = text.split()
    for start in range(len(tokens) + 1):
        opening = " ".join(tokens[start:]).lower()
        kind = _HEADS.get(opening)
        if kind is not None:
            return _Head(kind=kind, qualifier=opening, unread=" ".join(tokens[:start]))
    raise AssertionError("the empty opening is always known")


_HEADS = (
    dict.fromkeys(phrases.WITHIN, "within")
    | dict.fromkeys(phrases.EXPIRY, "expiry")
    | dict.fromkeys(phrases.PERIOD, "period")
    | dict.fromkeys((*phrases.AT_LEAST, *phrases.EARLIEST), "at least")
    | dict.fromkeys(phrases.AT_MOST, "at most")
    | dict.fromkeys((*phrases.LATEST, *phrases.NEUTRAL), "plain")
)


def _tail(text: str) -> _Tail:
    found = _TAIL.match(text)
    if found is None:
        return _Tail(words="", rest=text.lstrip(" ,"))
    return _Tail(words=found.group("words").lower(), rest=text[found.end() :].strip(" ,"))


def _direction(head: _Head, tail: _Tail) -> Direction | None:
    """The direction that head and tail agree on, or None where they do not."""
    said = phrases.TAILS.get(tail.words)
    onward = tail.words in ("", "of", "from", "after", "following")
    if head.kind == "within":
        if said is Direction.BEGINNING_WITH:
            return said
        return Direction.WITHIN if onward else None
    if head.kind == "expiry":
        return Direction.EXPIRY_OF if onward else None
    after = Direction.AFTER if tail.words == "from" else said
    if head.kind == "period":
        return after if after in (Direction.BEGINNING_WITH, Direction.AFTER) else None
    return after


def _anchor(tail: _Tail, direction: Direction | None) -> tuple[str, str]:
    """The anchor as named, and what was not read: from the first word that names no anchor onwards."""
    tokens = tail.rest.split()
    if direction is None:
        return "", f"{tail.words} {tail.rest}".strip()
    # An anchor is named only after a word that leads to it; "within 2 months the meeting" is not a reading.
    if not tail.words:
        return "", tail.rest
    strange = (n for n, word in enumerate(tokens) if word.lower() not in phrases.ANCHOR_WORDS)
    end = next(strange, len(tokens))
    return " ".join(tokens[:end]), " ".join(tokens[end:])


def _warnings(offset: Offset, *, head: _Head, tail: _Tail) -> Iterable[str]:
    after, before = offset.direction is Direction.AFTER, offset.direction is Direction.BEFORE
    qualifier = head.qualifier.capitalize()
    if tail.words == "from" and after:
        yield "From is read as after: the day itself is not counted."
    if after and offset.unit in CLEAR_UNITS:
        if head.kind == "at most" or head.qualifier in phrases.LATEST:
            yield f"{qualifier} asks for a last day; clear days after give the first day it may be done."
    elif (after and head.kind == "at least") or (
        before and (head.kind == "at most" or head.qualifier in phrases.EARLIEST)
    ):
        yield f"{qualifier} makes the date the first day it may be done, not the last."


def _no_amount(plain: str) -> Reading:
    """No number with its unit: names the words that are not part of any phrase, and what is missing."""
    tokens = plain.split()
    strange = [f'"{token}"' for token in tokens if token.lower().strip(",") not in _KNOWN_WORDS]
    lowered = [token.lower() for token in tokens]
    if not any(token.isdigit() or token in phrases.NUMBERS for token in lowered):
        strange.append(_MISSING_NUMBER)
    if not any(re.sub(r"(s'|'s|s)$", "", token) in _UNIT_NOUNS for token in lowered):
        strange.append(_MISSING_UNIT)
    return Reading(None, "", tuple(strange) or (f'"{plain}"',))


_UNIT_NOUNS = frozenset(unit.split()[-1] for unit in phrases.UNITS)
_KNOWN_WORDS = (
    frozenset(word for phrase in (*phrases.TAILS, *_HEADS, *phrases.UNITS) for word in phrase.split())
    | frozenset(f"{noun}{end}" for noun in _UNIT_NOUNS for end in ("s", "'s", "s'"))
    | frozenset(word for number in phrases.NUMBERS for word in number.split())
    | frozenset(str(n) for n in range(1000))
    | phrases.ANCHOR_WORDS
)
