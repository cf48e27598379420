"""How often the body meets, and how long a meeting lasts."""

import re

from quorate.domain.kernel.words import count
from quorate.domain.terms.clauses import ClauseKind
from quorate.domain.terms.reading.amounts import NUMBER, value
from quorate.domain.terms.reading.found import Find, Proposed, Span
from quorate.domain.terms.reading.frequency import AND_REPORTS as _AND_REPORTS
from quorate.domain.terms.reading.frequency import often, only
from quorate.domain.terms.reading.labels import Topic
from quorate.domain.terms.reading.sentence import Sentence

_MEETS = re.compile(
    r"\b(?:meets?|convenes?|meet(?:s|ing)? (?:on|at)|meetings? (?:\w+ ){0,4}?(?:will|shall|are|is"
    r"|to|should|must)(?: normally| usually| also)?"
    r"(?: be)? (?:held|take place|occur|scheduled|convened|be held|run|quarterly|monthly|\w+ly)"
    r"|(?:hold|holds) (?:\w+ ){0,5}?meetings?"
    r"|meetings? (?:take|takes) place"
    r"|meetings? (?:held |a year|per year|each year|every year|in each|in every|quarterly|monthly)"
    r"|meetings? (?:will|shall|should) (?:be )?\w+)\b"
)
_NOT_OURS = re.compile(
    r"\b(?:between meetings|workshops?|away ?days?|pre-?meet\w*|chairs? (?:will"
    r"|shall) meet)\b"
)
_LENGTH = re.compile(
    r"(?<![\w-])(?:(?P<half>one and a half|two and a half|an hour and a half|half an?) ?(?:hours?)?"
    rf"|(?P<n>{NUMBER}|an)[- ](?P<unit>hours?|hrs?|minutes?"
    rf"|mins?)(?:,? (?:and )?(?P<m>{NUMBER}) (?:minutes?|mins?))?)(?![\w-])"
)
_LASTS = re.compile(
    r"\b(?:last|lasts|duration|length|long|run for|meets? for|no longer than|exceed|scheduled for"
    r"|hours?' duration|meets? (?:[\w-]+,? ){1,3}for (?:[\w-]+ ){1,4}(?:hours?|minutes))\b"
)
_HALVES = {"one and a half": 90, "two and a half": 150, "an hour and a half": 90}
_MINUTES_IN_HOUR = 60


def cadence(sentence: Sentence) -> list[Find]:
    """A frequency under "Frequency of meetings", or in a sentence that says who meets."""
    text = sentence.plain
    if sentence.topic is not Topic.FREQUENCY and not _MEETS.search(text):
        return []
    if _NOT_OURS.search(text) or re.search(r"\b(?:report|review|elect|appoint)\w*\b", text.split(" meet")[0]):
        return []
    first = _AND_REPORTS.split(text, maxsplit=1)[0]  # "meets monthly and reports quarterly"
    found = only(first)
    if found is None:
        return []
    other = sentence.other_body
    said = f"{found.said[0].upper()}{found.said[1:]}"
    return [
        sentence.find(
            Proposed(
                ClauseKind.CADENCE,
                sentence.quote,
                reading=f"{other} meets {found.said}." if other else f"{said}.",
                who=other,
                times_a_year=found.times_a_year,
                offset=found.every,
                anchor="last meeting" if found.every else "",
                ambiguity=found.ambiguity,
                is_other_body=bool(other),
            ),
            *(one.span for one in often(first)),
        )
    ]


def duration(sentence: Sentence) -> list[Find]:
    """A length in minutes. Two that differ ("one to two hours") are left to a person."""
    text = sentence.plain
    if sentence.topic is not Topic.DURATION and not (
        _LASTS.search(text) and re.search(r"\bmeetings?\b|\bmeets? (?:[\w-]+,? ){0,3}for\b", text)
    ):
        return []
    found = [(m, minutes) for m in _LENGTH.finditer(text) if (minutes := _minutes(m)) is not None]
    if not found or len({minutes for _, minutes in found}) > 1 or _unread_range(text, found[0][0].start()):
        return []
    match, minutes = found[0]
    other = sentence.other_body
    most = re.search(
        r"(?:up to|(?:no|not) (?:\w+ ){0,3}(?:longer|more) than|maximum of|exceed)\W*(?:an? )?$",
        text[: match.start()],
    )
    return [
        sentence.find(
            Proposed(
                ClauseKind.DURATION,
                sentence.quote,
                reading=f"{'At most ' if most else ''}{count(minutes, 'minute')}.",
                who=other,
                minutes=minutes,
                is_other_body=bool(other),
            ),
            *(Span(*m.span()) for m, _ in found),
        )
    ]


def _unread_range(text: str, start: int) -> bool:
    return bool(re.search(rf"(?:{NUMBER}) ?(?:hours? |minutes? )?(?:to|or|and|-) ?$", text[:start]))


def _minutes(match: re.Match[str]) -> int | None:
    if match["half"]:
        return _HALVES.get(match["half"])
    n = 1.0 if match["n"] == "an" else value(match["n"])
    if n is None:
        return None
    whole = n * _MINUTES_IN_HOUR if match["unit"].startswith("h") else n
    extra = value(match["m"]) if match["m"] else 0
    return int(whole + (extra or 0)) if whole == int(whole) else None
