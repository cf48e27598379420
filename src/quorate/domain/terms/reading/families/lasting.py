"""How long the body lasts, and when its terms and its membership are looked at again."""

import re

from quorate.domain.calendar.types import Direction, Offset, Unit
from quorate.domain.kernel import words
from quorate.domain.kernel.words import count
from quorate.domain.terms.clauses import ClauseKind
from quorate.domain.terms.reading.about import read_days
from quorate.domain.terms.reading.amounts import NUMBER, whole
from quorate.domain.terms.reading.found import Find, Proposed, Span
from quorate.domain.terms.reading.frequency import often, only
from quorate.domain.terms.reading.labels import Topic
from quorate.domain.terms.reading.offset_phrases import ONWARD, offset_phrases
from quorate.domain.terms.reading.sentence import Sentence

_LASTS = re.compile(
    r"\b(?:(?:board|group|partnership|committee|it|forum|panel) (?:will|shall|is to|is expected to"
    r"|is intended to)(?: initially| continue to)? (?:exist|run|operate|continue|last|be in place"
    r"|remain|be established|be disbanded|cease|disband|end|be time[- ]limited)|is time[- ]limited|(?:is|be"
    r"|as) an? (?:standing|permanent|time[- ]limited) (?:group|board|committee|body|partnership))\b"
)
_ENDS = r"\b(?:cease|disband|dissolve|end|expire|wound up|disbanded|dissolved|close)s?\b"
_STANDING = re.compile(
    r"\b(?:standing (?:group|board|committee|body|partnership)|permanent|ongoing|open[- ]ended"
    r"|indefinite(?:ly)?)\b"
)
_FOR = re.compile(
    rf"\b(?:for|of|after|within|life span of)? ?(?:an? )?(?:initial |further )?(?:period of "
    rf"|term of )?(?P<n>{NUMBER})[- ](?P<unit>months?|years?|weeks?)(?![\w-])"
)
_TERMS = re.compile(r"\b(?:terms(?: of reference)?|tor|this document|constitution|these arrangements)\b")
_REVIEW = re.compile(
    r"\b(?:review(?:ed|s)?|revisit(?:ed)?|refresh(?:ed)?|reconsider(?:ed)?|revised|updated)\b"
)
_MOST_ANSWER = 8
_HAS_SUBJECT = re.compile(
    r"^(?:the |all |each |an? )?(?:\w+ ){0,3}?(?:members?|board|group|partnership|committee|meetings?|minutes"
    r"|papers|agendas?|chair|secretary|deputies|reports?|quorum)\b"
)
_MEMBERSHIP = re.compile(r"\bmembership\b")
_UNITS = {"week": Unit.WEEK, "month": Unit.MONTH, "year": Unit.YEAR}


def life_span(sentence: Sentence) -> list[Find]:
    """That the body is standing, or for how long it lasts."""
    text = sentence.plain
    if sentence.topic is not Topic.LIFE_SPAN and not _LASTS.search(text):
        return []
    other = sentence.other_body if sentence.topic is not Topic.LIFE_SPAN else ""
    days = read_days(sentence.text)
    if len(days) == 1 and re.search(rf"\buntil\b|{_ENDS}", text) and not sentence.amounts:
        until = f"It lasts until {words.day(days[0].on)}."
        lasting = Proposed(ClauseKind.LIFE_SPAN, sentence.quote, until, who=other, is_other_body=bool(other))
        return [sentence.find(lasting)]
    found = list(_FOR.finditer(text))
    if len(found) == 1 and (n := whole(found[0]["n"])):
        lasts = Offset(n, _UNITS[found[0]["unit"].rstrip("s")], Direction.BEGINNING_WITH)
        doubt = (
            ""
            if re.search(r"\b(?:from|beginning|starting|of its)\b", text)
            else "The words do not say from when."
        )
        clause = Proposed(
            ClauseKind.LIFE_SPAN,
            sentence.quote,
            f"It lasts {count(n, lasts.unit.value)}.",
            who=other,
            offset=lasts,
            anchor="start",
            ambiguity=doubt,
            is_other_body=bool(other),
        )
        return [sentence.find(clause, Span(*found[0].span()))]
    if found or (sentence.topic is not Topic.LIFE_SPAN and not _STANDING.search(text)) or sentence.amounts:
        return []
    if sentence.topic is Topic.LIFE_SPAN and len(text.split()) > 25:
        return []
    reading = "It stands until it is ended." if _STANDING.search(text) else sentence.text
    return [
        sentence.find(
            Proposed(ClauseKind.LIFE_SPAN, sentence.quote, reading, who=other, is_other_body=bool(other))
        )
    ]


def reviews(sentence: Sentence) -> list[Find]:
    """How often the terms, or the membership, are reviewed: one clause for each that the sentence names."""
    text = sentence.plain
    under_label = sentence.topic is Topic.REVIEW
    # a bare answer has no subject: "The Board meets quarterly" behind the label is another rule
    is_answer = under_label and len(text.split()) <= _MOST_ANSWER and not _HAS_SUBJECT.search(text)
    if not (_REVIEW.search(text) or is_answer) or sentence.other_body:
        return []
    kinds = [
        kind
        for kind, is_meant in (
            (ClauseKind.REVIEW, _is_terms(text, under_label=under_label)),
            (ClauseKind.MEMBERSHIP_REVIEW, bool(_MEMBERSHIP.search(text))),
        )
        if is_meant
    ]
    if not kinds:
        return []
    how_often = only(text)
    if how_often is not None:
        return [
            sentence.find(
                Proposed(
                    kind,
                    sentence.quote,
                    reading=f"{_SUBJECTS[kind]} {how_often.said}.",
                    who=sentence.who
                    if re.search(r"board|group|partnership|committee", sentence.who, re.I)
                    else "",
                    times_a_year=how_often.times_a_year,
                    offset=how_often.every,
                    anchor="last review" if how_often.every else "",
                    ambiguity=how_often.ambiguity,
                ),
                how_often.span,
            )
            for kind in kinds
        ]
    return [] if often(text) else _after(sentence, kinds)


def _is_terms(text: str, *, under_label: bool) -> bool:
    if _TERMS.search(text):
        return True
    return (
        under_label
        and not _MEMBERSHIP.search(text)
        and not re.search(r"\b(?:strategy|action plan|data|performance)\b", text)
    )


def _after(sentence: Sentence, kinds: list[ClauseKind]) -> list[Find]:
    found = [p for p in offset_phrases(sentence.plain) if p.offset.direction in ONWARD]
    if len(found) != 1:
        return []
    phrase = found[0]
    return [
        sentence.find(
            Proposed(
                kind,
                sentence.quote,
                reading=(
                    f"{_SUBJECTS[kind]} {count(phrase.offset.n, phrase.offset.unit.value.replace('_', ' '))}"
                    f" {phrase.offset.direction.value} {phrase.anchor or 'the last review'}."
                ),
                anchor=phrase.anchor or "last review",
                offset=phrase.offset,
                ambiguity=" ".join(phrase.warnings)
                if phrase.anchor
                else "The words do not say from when: the last review is understood.",
            ),
            phrase.span,
        )
        for kind in kinds
    ]


_SUBJECTS = {
    ClauseKind.REVIEW: "The terms are reviewed",
    ClauseKind.MEMBERSHIP_REVIEW: "Membership is reviewed",
}
