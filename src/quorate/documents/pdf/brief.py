"""The chair's brief as PDF/UA-1 on one side of A4.

What does not fit at a readable size is left out by steps, and the page says how much: first all but the
most pressing lines of each item, then items from the end.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf

from quorate.documents.pdf.printable import printable, short
from quorate.documents.pdf.typesetting import Words, pdf, words
from quorate.domain.kernel.words import clock, count, day
from quorate.domain.packs import wording
from quorate.domain.packs.content import BriefItem, ChairsBrief

TEMPLATE = "brief.typ"
# Points. Below 8.5 a line is left out instead: the chair reads this at the table.
_SIZES = (10.5, 9.5, 8.5)
_CHARACTERS = (400, 160)


@dataclass(frozen=True, slots=True)
class _Fit:
    """How the brief is set: type size, lines to press for an item, characters a line, items shown.

    `owed` is how many of the lines are shown that belong to no item.
    """

    size: float
    lines: int
    characters: int
    items: int
    owed: int


def render_brief(brief: ChairsBrief) -> bytes:
    """The brief as a PDF of one page. The same brief gives the same bytes."""
    for fit in _fits(brief):
        made = pdf(TEMPLATE, _data(brief, fit), made_at=brief.made_at)
        if _pages(made) == 1:
            return made
    raise ValueError("the brief's heading alone fills a page")


def _fits(brief: ChairsBrief) -> Iterator[_Fit]:
    items = len(brief.items)
    most = max((len(item.press) for item in brief.items), default=0)
    owed = len(brief.owed)
    for size in _SIZES:
        yield _Fit(size, most, _CHARACTERS[0], items, owed)
    for lines in (4, 3, 2, 1):
        if lines < most:
            yield _Fit(_SIZES[-1], lines, _CHARACTERS[0], items, min(owed, lines + 2))
    yield _Fit(_SIZES[-1], 1, _CHARACTERS[1], items, min(owed, 2))
    while items:
        items -= max(1, items // 12)
        yield _Fit(_SIZES[-1], 1, _CHARACTERS[1], items, min(owed, 2))


def _data(brief: ChairsBrief, fit: _Fit) -> dict[str, Any]:
    left_out = len(brief.items) - fit.items
    return {
        "title": printable(wording.title(brief)),
        "partnership": printable(brief.partnership),
        "partnership_words": words(short(brief.partnership, 120)),
        "heading": words(short(f"{brief.group}: chair’s brief", 160)),
        "when": wording.when(brief),
        "place": words(short(brief.place, 160)),
        "headline": words(short(brief.headline, 500)),
        "quorum": words(short(brief.quorum, 300)),
        "marking": printable(short(brief.marking, 40)),
        "edition": wording.BRIEF_FOOT,
        "footer": printable(short(f"{brief.partnership}, {day(brief.meeting_on)}", 90)),
        "size": fit.size,
        "pad": 6 if fit.size > _SIZES[-1] else 4,
        "rows": [_row(each, fit) for each in brief.items[: fit.items]],
        "none": wording.NO_AGENDA,
        "owed_heading": wording.OWED,
        "owed": _lines(brief.owed, fit.owed, fit.characters),
        "more": f"And {count(left_out, 'more item')}: see the agenda." if left_out else "",
    }


def _row(item: BriefItem, fit: _Fit) -> dict[str, Any]:
    return {
        "number": printable(short(item.number, 8)),
        "title": words(short(item.title, fit.characters)),
        "purpose": wording.PURPOSE_WORDS[item.purpose],
        "facts": words(short(_facts(item), fit.characters)),
        "press": _lines(item.press, fit.lines, fit.characters),
    }


def _lines(said: Sequence[str], most: int, characters: int) -> list[Words]:
    """As many of the lines as may be shown, and how many more there are."""
    shown = [short(each, characters) for each in said[:most]]
    left_out = len(said) - len(shown)
    if left_out:
        shown.append(f"And {left_out} more.")
    return [words(each) for each in shown]


def _facts(item: BriefItem) -> str:
    minutes = "" if item.minutes is None else count(item.minutes, "minute")
    start = f"from {clock(item.starts_at)}" if item.starts_at else ""
    timing = " ".join(each for each in (minutes, start) if each)
    return ". ".join(each for each in (timing, item.speaker) if each)


def _pages(made: bytes) -> int:
    with pikepdf.open(io.BytesIO(made)) as opened:
        return len(opened.pages)
