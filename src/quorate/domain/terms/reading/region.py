"""Finds the terms among other papers: a report before them, an action plan behind them.

The terms begin at the heading "Terms of reference" under which most of the labels that terms have follow,
with the name of the body above it. They end where another paper begins, which a heading alone does not say:
terms have headings such as "Annual report" and "Minutes of the meeting" of their own. A new paper has a title
of its own and what stands at the head of one, or the columns of a plan.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from quorate.domain.terms.reading.labels import KIND_OF_PAPER, Topic
from quorate.domain.terms.reading.passages import Passage

_TERMS = re.compile(r"\bterms? of reference\b", re.IGNORECASE)
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
_AT_ITS_HEAD = (Topic.CREATED, Topic.VERSION, Topic.APPROVED_BY, Topic.APPROVED_ON)
"""Labels that stand at the head of any paper, terms or not."""
_OF_A_PAPER = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]? )?(?:present|apologies(?: for absence)?|in attendance|matters arising"
    r"|any other business|minutes of the (?:last|previous) meeting|report (?:of|author|by)|date of meeting"
    r"|(?:executive )?summary|foreword|introduction|contents|recommendations|conclusions?|implications"
    r"|(?:financial|legal|equality) implications|appendices|priority (?:\d|one|two|three)"
    r"|our (?:priorities|vision))"
    r"(?=$|[ :])",
    re.IGNORECASE,
)
_DATED = re.compile(r"\b(?:19|20)\d\d\b|\bheld on\b", re.IGNORECASE)
_NAMES_ITSELF = re.compile(
    r"^(?:appendix|annexe?)\b|\b(?:board|group|partnership|committee|council|executive|panel|forum) ",
    re.IGNORECASE,
)
_GENERAL_WORDS = """
domestic abuse violence strategic strategy partnership board group committee terms of reference the and for a
action delivery improvement plan annual report risk register needs assessment safe safer
"""
_GENERAL = frozenset(_GENERAL_WORDS.split())
_AHEAD = 60
_NEAR = 12
_LEAST_HEADS = 2
_LEAST_COLUMNS = 2
_LEAST_TOPICS = 2
_ABOVE = re.compile(r"^(?:appendix|annex|annexe|schedule|part) ?\w*[:.–-]?$", re.IGNORECASE)
_MOST_HEADING = 12


def terms_region(found: Sequence[Passage]) -> tuple[int, int]:
    """First and end (excluded) of the passages that are the terms; the whole where nothing says otherwise."""
    starts = [n for n, p in enumerate(found) if _is_heading(p)]
    if not starts:
        return 0, len(found)
    start = max(starts, key=lambda n: (len(_topics(found[n : min(_end(found, n), n + _AHEAD)])), -n))
    end = _end(found, start)
    first = _title_above(found, start)
    # What stands above a form's first label, with nothing like a paper before it, is the form's own. So is
    # what has as many of the labels of terms as stand below: the heading then belongs to a part of them.
    has_paper = any(map(_looks_like_another, found[:first]))
    if not has_paper or len(_topics(found[:start])) >= len(_topics(found[start:end])):
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
        and not (passage.is_label and passage.topic is Topic.REVIEW)
    )


def _topics(found: Iterable[Passage]) -> set[Topic]:
    """What the labels of terms among these passages speak of."""
    return {p.topic for p in found if p.topic not in (None, Topic.PURPOSE)}


def _end(found: Sequence[Passage], start: int) -> int:
    above = " ".join(passage.text for passage in found[max(0, start - 2) : start + 1])
    names = frozenset(re.findall(r"[\w'-]+", above.lower())) - _GENERAL
    for n in range(start + 1, len(found)):
        if _is_paper_heading(found[n]) and _begins_a_paper(found, n, names):
            return n
        if _begins_a_plan(found, n):
            return _from_heading(found, start, n)
    return len(found)


def _begins_a_plan(found: Sequence[Passage], n: int) -> bool:
    """A row of a plan's columns: one of them alone may label a row of the terms' own."""
    if not _is_column(found[n]):
        return False
    row = takewhile(lambda passage: passage.place == found[n].place, found[n:])
    return sum(map(_is_column, row)) >= _LEAST_COLUMNS


def _begins_a_paper(found: Sequence[Passage], n: int, names: frozenset[str]) -> bool:
    """Whether what follows this heading is a paper of its own, so far as its title and its head say."""
    text = found[n].text
    is_dated = bool(_DATED.search(text))
    has_title = is_dated or text.isupper() or _NAMES_ITSELF.search(text)
    if not has_title and not names.intersection(re.findall(r"[\w'-]+", text.lower())):
        return False
    near = found[n + 1 : n + 1 + _NEAR]
    heads = {p.text.lower() for p in near if not p.is_item and _OF_A_PAPER.match(p.text)}
    heads |= {p.text.lower() for p in near if p.is_label and p.topic in _AT_ITS_HEAD}
    if len(heads) >= _LEAST_HEADS:
        return True
    after = found[n + 1 :]
    has_terms = any(p.is_label and p.topic not in (None, *_ANY_PAPER) for p in after)
    return not has_terms and (is_dated or bool(heads) or len(after) > _AHEAD)


def _from_heading(found: Sequence[Passage], start: int, n: int) -> int:
    """Where the paper of a plan's first row begins: at the heading of a paper above it, if one is near."""
    above = range(n - 1, max(n - _AHEAD, start), -1)
    tops = takewhile(lambda m: not (found[m].is_label and found[m].topic), above)
    return next((m for m in tops if _is_paper_heading(found[m])), n)


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
    if not KIND_OF_PAPER.match(text) or passage.topic in (
        Topic.AGENDA,
        Topic.REVIEW,
        Topic.PAPERS,
        Topic.MEMBERSHIP,
    ):
        return False
    # "Strategy:" as a label in a form, or as the answer beside one, is not a paper of its own
    return passage.place.startswith(("paragraph", "heading"))


def _is_column(passage: Passage) -> bool:
    return passage.place.startswith("table") and passage.text.rstrip(" :").lower() in _PLAN_COLUMNS


def _looks_like_another(passage: Passage) -> bool:
    """A paragraph long enough to be a report's, or a list of what is appended."""
    return len(passage.text.split()) > 2 * _MOST_HEADING or bool(
        KIND_OF_PAPER.match(passage.text.rstrip(" :"))
    )


def _title_above(found: Sequence[Passage], start: int) -> int:
    first = start
    while first > 0 and start - first < 4:
        text = found[first - 1].text
        if (
            len(text.split()) > 8
            or text.endswith((".", ";", ","))
            or _TERMS.search(text)
            or KIND_OF_PAPER.match(text)
        ):
            break
        first -= 1
        if _ABOVE.match(text):
            break
    return first
