"""Reports: from whom, to whom, how often; items that stand on every agenda; and the workplan."""

import re
from dataclasses import replace

from quorate.domain.terms.clauses import ClauseKind
from quorate.domain.terms.reading.exceptions import MONTHS
from quorate.domain.terms.reading.found import Find, Proposed, Span
from quorate.domain.terms.reading.frequency import AND_REPORTS, Often, often, only
from quorate.domain.terms.reading.labels import Topic
from quorate.domain.terms.reading.sentence import Sentence

_STOP = (
    r"(?=(?:[.;:,()]|$| (?:on|at|in|as|via|every|each|for|regarding|about|annually|quarterly"
    r"|monthly|twice|once|bi-?annually|six-monthly|within|through|by"
    r"|with|where|when|who|which|no later|after|before|against|setting|detailing|to|half-yearly"
    r"|only|unless|except|save|subject"
    r"|and (?:will|shall|to|provide|make|review|seek)"
    r"|and (?:the )?(?:(?:vice-?)?chair|secretary|members?|board|group)"
    r" (?:signs?|sends?|keeps?|holds?|takes?))\b))"
)
_TO = re.compile(
    rf"\b(?:reports?|reporting|feeds? back)(?: (?:\w+[- ]?){{0,4}}?)? ?(?:directly "
    rf"|formally |progress |back |up |jointly "
    rf"|upwards )*to (?:the )?(?P<to>[\w][\w&'’/ -]{{2,90}}?){_STOP}"
)
_GIVES = re.compile(
    rf"\b(?:submit|present|produce|provide|prepare|make|give|deliver|send|publish)(?:s|ed)? (?:an? "
    rf"|its |the |regular )?(?:[\w-]+ ){{0,4}}?(?:reports?|updates?)"
    rf"(?: (?:\w+ ){{0,6}}?)? ?(?:to|for) (?:the )?(?P<to>[\w][\w&'’/ -]{{2,90}}?){_STOP}"
)
_FROM = re.compile(
    rf"\b(?:receives?|consider|request)s? (?:(?:an?|the|regular) )?(?:[\w-]+ ){{0,5}}?(?:reports?"
    rf"|updates?) (?:[\w ]{{0,40}}? )?from (?:the |each "
    rf"|all )?(?P<source>[\w][\w&'’/ -]{{2,90}}?){_STOP}"
)
_WHEN = re.compile(
    rf"\b(?:in|by|before|during|each|every|end of|beginning of|until|\d(?:st|nd|rd|th)?(?: of)?) (?:the )?"
    rf"(?:{MONTHS}|spring|summer|autumn|winter)\b"
    r"|\b(?:after|before|following|ahead of|prior to|between|at the end of) (?:each|every|any|all|the|its)\b"
    r"|\b(?:after|before|following|between) (?:\w+ )?meetings?\b"
)
"""A time that is no number of times a year: "in March", "after each meeting"."""
_BODY = re.compile(r"\b(?:board|council|cabinet|group|executive|committee|partnership|panel)\b")
_OWES = re.compile(
    r"^report(?:s|ing)?\b|\b(?:will|shall|must|should|to|and|is|are) (?:be )?(?:\w+ )?"
    r"(?:report|feed|submit|present|produce|provide|prepare)\w*\b|^[\w ]{3,60} reports (?:directly )?to\b"
)
_BEHALF = re.compile(
    r"\b(?:support(?:ing)?|assist(?:ing)?"
    r"|help(?:ing)?) (?:the )?(?P<who>[\w ]{2,60}?) in (?:meeting|fulfilling|its|discharging)"
)
_STANDING = re.compile(r"\bstanding (?:agenda )?items?\b")
_IS_STANDING = re.compile(
    r"^(?:the |an? )?(?P<item>.{3,80}?) (?:will|shall|is|are|must|should) (?:be )?(?:an? )?standing"
)
_STANDING_INCLUDE = re.compile(
    r"standing (?:agenda )?items?:? (?:will |shall |are |is |should )?(?:include[sd]?|be|are|is)?:? ?"
    r"(?P<item>[^.;]{3,120})\.?$"
)
_EACH = re.compile(r"\b(?:at|for|to) (?:each|every|all) (?:\w+ ){0,3}?meetings?\b")
_BRACKETS = re.compile(r"\([^()]*\)")
_FRESH_START = re.compile(r"[,;(](?! ?with ) ?(?:and )?|\bwill |\bshall |\bmust ")
"""Where the item's own words begin; "with" goes on about it: "monitor reviews, with chairs reporting"."""
_NOT_ITEMS = re.compile(
    r"\b(?:attend\w*|quor\w+|minutes|agenda|apologies|present at|representation at|chaired"
    r"|declare\w*|declarations?|interests|papers|days|weeks|represented)\b"
)
_ITEM_VERBS = re.compile(
    r"\b(?:monitor\w*|updat\w+|review\w*|report\w*|consider\w*|receiv\w+|discuss\w*|present\w*"
    r"|scrutin\w+|provid\w+|examin\w+|tabled)\b"
)
_WORKPLAN = re.compile(
    r"\b(?:work[ -]?plans?|work(?:ing)? programmes?|forward plans?|forward work programmes?"
    r"|annual plans?|delivery plans?)\b"
)
_WORKPLAN_VERBS = re.compile(
    r"\b(?:develop\w*|agree\w*|produc\w+|set|prepar\w+|approv\w+|maintain\w*|adopt\w*|publish\w*"
    r"|draw up|establish|create|have)\b"
)
_NOT_BODIES = re.compile(
    r"^(?:their|its|own|members?|be|an?|all|each|any|date|them|it|that|this|ensure|inform|support|include)\b"
)


def reports(sentence: Sentence) -> list[Find]:
    """A report owed, by the board or to it. Without a number it is made when asked for."""
    text = sentence.plain
    if (
        sentence.topic is Topic.REPORTS
        and not sentence.amounts
        and len(text.split()) <= 12
        and not re.search(r"\b(?:will|shall|must|is|are|reports?)\b", text)
    ):
        return [sentence.find(_both_ways(sentence, _report(sentence, None, to=sentence.text.rstrip(". "))))]
    if _EACH.search(text) and only(_about_reports(text)) is None:
        return []  # it stands on every agenda, which is no number of times a year
    source = _FROM.search(text)
    given = _TO.search(text) or _GIVES.search(text)
    how_often = only(_about_reports(text))
    if source is not None:
        who = sentence.text[source.start("source") : source.end("source")]
        is_unclear = how_often is None and (often(_about_reports(text)) or _WHEN.search(text))
        if _NOT_BODIES.match(who.lower()) or is_unclear:
            return []
        return [
            sentence.find(
                _report(sentence, how_often, who=who, to=sentence.who or "the board"), *_spans(how_often)
            )
        ]
    if given is None or _NOT_BODIES.match(given["to"]) or (how_often is None and often(_about_reports(text))):
        return []
    to = sentence.text[given.start("to") : given.end("to")].strip()
    if how_often is None and (_WHEN.search(text) or not _is_duty(sentence, given)):
        return []
    behalf = _BEHALF.search(text)
    who = sentence.text[behalf.start("who") : behalf.end("who")] if behalf else sentence.who
    who = "" if re.search(r"\breports?\b|\bupdates?\b", who.lower()) else who
    return [sentence.find(_report(sentence, how_often, who=who, to=to), *_spans(how_often))]


def _both_ways(sentence: Sentence, report: Proposed) -> Proposed:
    if "from" not in sentence.quote.label.lower():
        return report
    return replace(report, ambiguity="The label says “from” as well: reports may come from there too.")


def _is_duty(sentence: Sentence, given: re.Match[str]) -> bool:
    """Without a number, only a duty towards a named body is a report owed: "reports to police" are crimes."""
    to = sentence.text[given.start("to") : given.end("to")]
    is_body = to[:1].isupper() or bool(_BODY.search(to.lower()))
    owes = sentence.passage.stem or _OWES.search(sentence.plain[: given.end()])
    return is_body and bool(owes)


def _about_reports(text: str) -> str:
    """The sentence with what it says of meeting blanked out, so that places stay as they are."""
    goes_on = AND_REPORTS.search(text)
    if goes_on is None or not re.search(r"\bmeets?\b", text[: goes_on.start()]):
        return text
    return " " * goes_on.start() + text[goes_on.start() :]


def _spans(how_often: Often | None) -> tuple[Span, ...]:
    return (how_often.span,) if how_often else ()


def _report(sentence: Sentence, how_often: Often | None, *, to: str, who: str = "") -> Proposed:
    said = how_often.said if how_often else "when asked for: no number is given"
    by = f" by {who}" if who else ""
    return Proposed(
        ClauseKind.REPORTING,
        sentence.quote,
        reading=f"A report{by} to {to}, {said}.",
        who=who,
        to=to,
        times_a_year=how_often.times_a_year if how_often else None,
        offset=how_often.every if how_often else None,
        anchor="last report" if how_often and how_often.every else "",
        ambiguity=how_often.ambiguity if how_often else "",
        is_other_body=bool(sentence.other_body) and to.lower() not in ("board", "group", "partnership"),
    )


def standing(sentence: Sentence) -> list[Find]:
    """What every agenda has: named as standing, or done at each meeting."""
    text, passage = sentence.plain, sentence.passage
    under = f"{passage.stem} {passage.sub_label} {passage.label}".lower()
    if _STANDING.search(under) and not sentence.amounts:
        return (
            [_item(sentence, sentence.text.rstrip(" .;,"))]
            if not passage.is_label and len(text.split()) <= 15
            else []
        )
    if _STANDING.search(text):
        return _named_items(sentence)
    each = _EACH.search(text)
    if each is None or _NOT_ITEMS.search(text) or sentence.other_body:
        return []
    before = _BRACKETS.sub(lambda m: " " * len(m.group()), text[: each.start()]).rstrip(" ,")
    start = max((m.end() for m in _FRESH_START.finditer(before)), default=0)
    if (
        not re.search(r"board|group|members?|partnership|^$", sentence.who, re.IGNORECASE)
        and not text[:1].isspace()
        and "," not in before
    ):
        start = 0  # who brings it is part of what it is
    item = _BRACKETS.sub("", sentence.text[start : len(before)]).replace(" ,", ",")
    item = " ".join(item.split())
    if not item or not _ITEM_VERBS.search(item.lower()) or only(text[: each.start()]):
        return []
    return [_item(sentence, item)]


def _named_items(sentence: Sentence) -> list[Find]:
    """Reads "Finance will be a standing item", or "standing items include finance and risk"."""
    text = sentence.plain
    subject = _IS_STANDING.match(text)
    if subject is not None:
        return [_item(sentence, sentence.text[subject.start("item") : subject.end("item")].strip())]
    include = _STANDING_INCLUDE.search(text)
    if include is None:
        return []
    words = sentence.text[include.start("item") : include.end("item")]
    return [
        _item(sentence, item.strip())
        for item in re.split(r",\s*(?:and\s+)?|\s+and\s+", words)
        if item.strip()
    ]


def _item(sentence: Sentence, item: str) -> Find:
    reading = f"Every agenda proposes “{item}”."
    who = sentence.who if _BODY.search(sentence.who.lower()) else ""  # the item itself is nobody
    return sentence.find(
        Proposed(ClauseKind.STANDING_ITEM, sentence.quote, reading, who=who, item=item, anchor="meeting")
    )


def workplan(sentence: Sentence) -> list[Find]:
    """A plan of the body's own work, each year."""
    text = sentence.plain
    plan = _WORKPLAN.search(text)
    if plan is None or not _WORKPLAN_VERBS.search(text) or sentence.other_body:
        return []
    found = [one for one in often(text) if one.span.end <= plan.end() + 40]
    is_yearly = any(one.times_a_year == 1 for one in found)
    if not is_yearly:
        return []
    return [
        sentence.find(
            Proposed(
                ClauseKind.WORKPLAN,
                sentence.quote,
                "A workplan each year.",
                who=sentence.who,
                times_a_year=1,
                item="workplan",
            ),
            *(one.span for one in found if one.times_a_year == 1),
        )
    ]
