"""What the document says of itself: title, version, dates, who approved it, and its abbreviations."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from quorate.domain.kernel import words
from quorate.domain.kernel.reading import read_day
from quorate.domain.terms.reading.found import About, DayRead
from quorate.domain.terms.reading.labels import Topic
from quorate.domain.terms.reading.names import is_name, role_only
from quorate.domain.terms.reading.passages import Passage
from quorate.domain.terms.reading.sentences import sentences

_MONTHS = {words.month(date(2024, n, 1)).split()[0].lower(): n for n in range(1, 13)}
_MONTHS |= {name[:3]: n for name, n in _MONTHS.items()} | {"sept": 9}
_MONTH = re.compile(
    rf"(?<![\w/])(?P<month>{'|'.join(_MONTHS)})\.?,? (?P<year>(?:19|20)\d\d)(?!\w)", re.IGNORECASE
)
_DAY = re.compile(
    rf"(?<![\w/])(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{'|'.join(_MONTHS)})\.?,? (?:19|20)\d\d"
    rf"|\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:\d{{4}}|\d{{2}})|\d{{4}}-\d\d-\d\d)(?!\w)",
    re.IGNORECASE,
)
_TERMS = re.compile(r"\bterms? of reference\b|\bconstitution\b", re.IGNORECASE)
_THESE = re.compile(r"\bterms? of reference\b|\bthese terms\b|\bthis document\b", re.IGNORECASE)
_DOCUMENT = re.compile(r"\b(?:version|draft|document|terms|they were|it was)\b", re.IGNORECASE)
_VERSION = re.compile(r"\bv(?:ersion|er)?\.? ?(?P<version>\d+(?:\.\d+)*)\b", re.IGNORECASE)
_ABBREVIATION = re.compile(
    r"(?P<short>[A-Z][A-Za-z&]{1,9}) [–-] (?P<long>.+?)(?=,? [A-Z][A-Z&]{1,9} [–-] |$)"
)
_APPROVED = re.compile(
    r"\b(?:approved|agreed|adopted|ratified)"
    r"(?:(?: on [\w /.-]{6,30}?)? by (?P<by>[\w&'’ -]{3,60}?)(?= on \d| in [A-Z]| and |[,;.)(]|$)"
    r"|:? (?:on |in )?(?=\d{1,2}[ /.-]|[A-Z][a-z]+ \d{4}))",
    re.IGNORECASE,
)
_NEXT_REVIEW = re.compile(
    r"\b(?:next review|review date|due for review|(?<!last )(?<!were )(?<!was )reviewed (?:by|in|on)"
    r"|to be reviewed (?:by|in|on)|review due)\b",
    re.IGNORECASE,
)
_LOOKS_BACK = re.compile(r"\b(?:last|were|was|been|previously|history)\b", re.IGNORECASE)
_MOST_TITLE = 12
_OF_THE_DOCUMENT = (Topic.VERSION, Topic.APPROVED_BY, Topic.APPROVED_ON)


def read_days(text: str) -> list[DayRead]:
    """Every day or month that a text names."""
    days = [
        DayRead(m.group(), on)
        for m in _DAY.finditer(text)
        if (on := read_day(m.group().replace(".", "/") if re.match(r"\d+\.", m.group()) else m.group()))
    ]
    rest = _DAY.sub(lambda m: " " * len(m.group()), text)
    return days + [
        DayRead(m.group(), _last_day(int(m["year"]), _MONTHS[m["month"].lower()]), is_month=True)
        for m in _MONTH.finditer(rest)
    ]


def _last_day(year: int, month: int) -> date:
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    return first_of_next - timedelta(days=1)


def read_about(found: Sequence[Passage]) -> About:
    """Labels first; then what headings and sentences say."""
    said_by, said_on = _approval(found)
    return About(
        title=_title(found),
        version=_version(found),
        created=_day_under(found, Topic.CREATED),
        review_on=_day_under(found, Topic.REVIEW) or _review_said(found),
        approved_by=_approver(found) or said_by,
        approved_on=_day_under(found, Topic.APPROVED_ON) or _day_under(found, Topic.APPROVED_BY) or said_on,
        abbreviations=_abbreviations(found),
    )


def _approval(found: Sequence[Passage]) -> tuple[str, DayRead | None]:
    """What a line such as "version 2, approved by the Cabinet on 14 March 2024" says."""
    for passage in found:
        if passage.topic not in (None, Topic.VERSION):
            continue
        for text in sentences(passage.text):
            said = _APPROVED.search(text)
            if said is None or len(text.split()) > 2 * _MOST_TITLE or not _is_of_terms(text[: said.start()]):
                continue
            if re.search(r"\b(?:be|are)\s*$", text[: said.start()]):
                continue  # what must be approved is not yet
            days = read_days(_NEXT_REVIEW.split(text[said.start() :])[0])
            by = re.sub(r"^the ", "", (said["by"] or "").strip(), flags=re.IGNORECASE)
            return "" if is_name(by) else by, days[0] if len(days) == 1 else None
    return "", None


def _is_of_terms(before: str) -> bool:
    """Whether what is approved is the document, by the words before: a strategy may be approved in it too."""
    own = _THESE.search(before) or _VERSION.search(before) or _DOCUMENT.search(before)
    return bool(own) or not re.search(r"\w", before)


def days_unread(text: str, topic: Topic | None, about: About) -> list[str]:
    """The days of approval or review of the terms that a sentence gives, and that were not taken from it."""
    known = {day.words for day in (about.created, about.review_on, about.approved_on) if day}
    said = [m for pattern in (_APPROVED, _NEXT_REVIEW) if (m := pattern.search(text))]
    is_answer = topic in (Topic.REVIEW, *_OF_THE_DOCUMENT) and not _LOOKS_BACK.search(text)
    if not is_answer and not any(_is_of_terms(text[: m.start()]) for m in said):
        return []
    return [day.words for day in read_days(text) if day.words not in known]


def _under(found: Sequence[Passage], topic: Topic) -> list[str]:
    return [p.text for p in found if p.topic is topic and not p.is_label]


def _title(found: Sequence[Passage]) -> str:
    named = _under(found, Topic.TITLE)
    if named:
        return named[0].rstrip(".")
    at = next((n for n, p in enumerate(found) if _is_terms_heading(p.text)), None)
    if at is None:
        return ""
    own = re.sub(
        (
            r"\s*[–:-]?\s*(?:\(?(?:draft )?terms of reference\)?|constitution(?: of)?)\s*[–:-]?\s*(?:for "
            r"|of )?(?:the )?"
        ),
        " ",
        re.sub(r"\([^()]*\)", "", found[at].text),
        flags=re.IGNORECASE,
    )
    if len(own.split()) > 1 and not re.search(r"\bappendix\b", own, re.IGNORECASE):
        return own.strip(" –-:")
    before: list[str] = []
    for passage in reversed(found[max(0, at - 3) : at]):
        if len(passage.text.split()) > _MOST_TITLE or re.match(
            r"^(?:appendix|annex|agenda|contents|page|item)\b", passage.text, re.IGNORECASE
        ):
            break
        before.insert(0, passage.text)
    if before:
        return " ".join(before).strip(" –-:")
    after = found[at + 1] if at + 1 < len(found) else None
    if (
        after is not None
        and len(after.text.split()) <= _MOST_TITLE
        and re.search(r"\b(?:board|group|partnership|committee|forum|panel)$", after.text, re.IGNORECASE)
    ):
        return after.text
    return ""


def _is_terms_heading(text: str) -> bool:
    return bool(_TERMS.search(text)) and len(text.split()) <= _MOST_TITLE and not text.endswith(".")


def _version(found: Sequence[Passage]) -> str:
    under = _under(found, Topic.VERSION)
    if under:
        return under[0].rstrip(".")
    for passage in found:
        match = _VERSION.search(passage.text)
        if match and len(passage.text.split()) <= _MOST_TITLE:
            return match["version"]
    return ""


def _first(text: str) -> str:
    """The first sentence of an answer: what goes on about something else is not its own."""
    return next(iter(sentences(text)), "")


def _day_under(found: Sequence[Passage], topic: Topic) -> DayRead | None:
    for text in _under(found, topic):
        first = _first(text)
        days = read_days(first)
        if len(days) == 1 and len(first.split()) <= _MOST_TITLE:
            return days[0]
    return None


def _review_said(found: Sequence[Passage]) -> DayRead | None:
    for passage in found:
        if passage.topic not in (None, Topic.REVIEW, *_OF_THE_DOCUMENT):
            continue
        for text in sentences(passage.text):
            said = _NEXT_REVIEW.search(text)
            days = read_days(text[said.start() :]) if said else []
            if len(days) == 1 and (
                _THESE.search(text) or passage.topic is Topic.REVIEW or len(text.split()) <= _MOST_TITLE
            ):
                return days[0]
    return None


def _approver(found: Sequence[Passage]) -> str:
    for text in _under(found, Topic.APPROVED_BY):
        bare = re.sub(r"[\s,]*(?:\bon\b|\bin\b)?\s*$", "", _MONTH.sub("", _DAY.sub("", _first(text)))).strip(
            " .,()–-"
        )
        if bare:
            return "" if is_name(bare) else role_only(bare)
    return ""


def _abbreviations(found: Sequence[Passage]) -> dict[str, str]:
    text = " ".join(_under(found, Topic.ABBREVIATIONS))
    return {m["short"]: m["long"].strip() for m in _ABBREVIATION.finditer(text)}
