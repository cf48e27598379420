"""Finds the terms among other papers: a report before them, an action plan behind them.

The terms begin at the heading "Terms of reference" under which most of the labels that terms have follow,
with the name of the body above it; they end at the heading of another kind of paper.
"""

import re
from collections.abc import Sequence

from quorate.domain.terms.reading.labels import Topic
from quorate.domain.terms.reading.passages import Passage

_TERMS = re.compile(r"\bterms? of reference\b", re.IGNORECASE)
_OTHER_PAPER = re.compile(
    r"^(?:appendix \w+\s*[:–-]?\s*)?(?:[\w&'’-]+ ){0,8}(?:action plan|strategy|delivery plan"
    r"|improvement plan|annual report|minutes of (?:the )?(?:meeting|board).*|agenda"
    r"|equality impact assessment|risk register|scrutiny report|briefing(?: paper| note)?"
    r"|needs assessment)(?: \d{4}.*)?$",
    re.IGNORECASE,
)
_PLAN_COLUMNS = frozenset(
    {
        "objective",
        "outcome",
        "activity",
        "lead",
        "action",
        "actions",
        "progress",
        "priority",
        "recommendation",
        "recommendations",
        "milestone",
    }
)
_ANY_PAPER = (Topic.PURPOSE, Topic.TITLE, Topic.DEFINITIONS, Topic.CREATED, Topic.VERSION)
_AHEAD = 60
_LEAST_TOPICS = 2
_ABOVE = re.compile(r"^(?:appendix|annex|annexe|schedule|part) ?\w*[:.–-]?$", re.IGNORECASE)
_MOST_HEADING = 12


def terms_region(found: Sequence[Passage]) -> tuple[int, int]:
    """First and end (excluded) of the passages that are the terms; the whole where nothing says otherwise."""
    starts = [n for n, p in enumerate(found) if _is_heading(p)]
    if not starts:
        return 0, len(found)
    start = max(starts, key=lambda n: (_topics_after(found, n), -n))
    end = _end(found, start)
    first = _title_above(found, start)
    # What stands above a form's first label, with nothing like a paper before it, is the form's own.
    if not any(_looks_like_another(found[n]) for n in range(first)):
        first = 0
    return first, end


def looks_like_terms(found: Sequence[Passage]) -> bool:
    """Whether the words "terms of reference" stand in it, or several of the labels that terms have."""
    topics = {p.topic for p in found if p.is_label and p.topic not in (None, *_ANY_PAPER)}
    return len(topics) >= _LEAST_TOPICS or any(
        _TERMS.search(p.text) for p in found if len(p.text.split()) < 30
    )


def _is_heading(passage: Passage) -> bool:
    text = passage.text
    return (
        bool(_TERMS.search(text))
        and len(text.split()) <= _MOST_HEADING
        and not text.rstrip().endswith((".", ";"))
    )


def _topics_after(found: Sequence[Passage], start: int) -> int:
    end = min(_end(found, start), start + _AHEAD)
    return len({p.topic for p in found[start:end] if p.topic is not None and p.topic is not Topic.PURPOSE})


def _end(found: Sequence[Passage], start: int) -> int:
    for n in range(start + 1, len(found)):
        passage = found[n]
        if _is_paper_heading(passage) or _is_plan_row(passage):
            return n
    return len(found)


def _is_paper_heading(passage: Passage) -> bool:
    text = passage.text.rstrip(" :")
    if (
        passage.is_item
        or passage.cells
        or passage.stem
        or len(text.split()) > _MOST_HEADING
        or text[:1].islower()
    ):
        return False
    if not _OTHER_PAPER.match(text) or passage.topic in (
        Topic.AGENDA,
        Topic.REVIEW,
        Topic.PAPERS,
        Topic.MEMBERSHIP,
    ):
        return False
    # "Strategy:" as a label in a form, or as the answer beside one, is not a paper of its own
    return passage.place.startswith(("paragraph", "heading")) and text.lower() not in (
        "agenda",
        "strategy",
        "action plan",
    )


def _is_plan_row(passage: Passage) -> bool:
    return (
        passage.is_label
        and passage.text.rstrip(" :").lower() in _PLAN_COLUMNS
        and passage.place.startswith("table")
        and passage.topic is None
    )


def _looks_like_another(passage: Passage) -> bool:
    """A paragraph long enough to be a report's, or a list of what is appended."""
    return len(passage.text.split()) > 2 * _MOST_HEADING or bool(
        _OTHER_PAPER.match(passage.text.rstrip(" :"))
    )


def _title_above(found: Sequence[Passage], start: int) -> int:
    first = start
    while first > 0 and start - first < 4:
        text = found[first - 1].text
        if (
            len(text.split()) > 8
            or text.endswith((".", ";", ","))
            or _TERMS.search(text)
            or _OTHER_PAPER.match(text)
        ):
            break
        first -= 1
        if _ABOVE.match(text):
            break
    return first
