"""Whether the text supplied stops short: ends in the middle of a sentence, or speaks of a part it lacks."""

import re
from collections.abc import Sequence

from quorate.domain.kernel.words import listed
from quorate.domain.terms.reading.passages import Passage

_PART = re.compile(
    r"\b(?P<kind>appendix|annexe?|schedule|attachment)\s+(?P<mark>[A-Z]|\d{1,2}|[ivx]{1,4})\b", re.IGNORECASE
)
_SECTION = re.compile(
    r"\b(?:see|in|under|at|per) (?P<kind>section|paragraph"
    r"|clause) (?P<mark>\d{1,2}(?:\.\d{1,2})*)(?! of (?:the|that) (?:\w+ )*act)\b",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"\b(?:chart|diagram|map|figure|structure|organogram|flow ?chart)\b", re.IGNORECASE)
_PAGE = re.compile(r"\bpage (?P<n>\d{1,3}) of (?P<m>\d{1,3})\b", re.IGNORECASE)
_DANGLING = re.compile(
    r"(?:,|\b(?:a|an|and|at|be|before|between|but|by|for|from|in|into|its|no later than|not|of|on"
    r"|or|than|that|the|their|this|to|which|will|with|within|shall|must|should|is|are))$",
    re.IGNORECASE,
)
_LEAST_PROSE = 9


def stops_short(found: Sequence[Passage]) -> str:
    """A sentence for each thing missing, or nothing."""
    return " ".join(filter(None, (_mid_sentence(found), _parts(found), _pages(found), _sections(found))))


def _mid_sentence(found: Sequence[Passage]) -> str:
    words = [p for p in found if not p.is_label and p.text]
    if not words:
        return ""
    last = words[-1]
    ends = re.search(r"[.!?:;][”\"')\]]*$", last.text)
    is_prose = (
        len(last.text.split()) >= _LEAST_PROSE and not last.is_item and not last.cells and not last.stem
    )
    others = [p.text for p in words[:-1] if len(p.text.split()) >= _LEAST_PROSE]
    usual = bool(others) and sum(bool(re.search(r"[.!?]$", text)) for text in others) > len(others) / 2
    if _DANGLING.search(last.text) or (is_prose and not ends and usual):
        return f"It ends in the middle of a sentence: “{_end_of(last.text)}”."
    return ""


def _end_of(text: str) -> str:
    words = text.split()
    return ("… " if len(words) > _LEAST_PROSE else "") + " ".join(words[-_LEAST_PROSE:])


def _parts(found: Sequence[Passage]) -> str:
    """Parts that are spoken of and have no heading of their own, and charts that text cannot hold."""
    heads: dict[str, str] = {}
    named: dict[str, str] = {}
    for passage in found:
        first = _PART.match(passage.text)
        if first and len(passage.text.split()) <= 14 and not passage.text.endswith("."):
            heads[_key(first)] = passage.text
        for match in _PART.finditer(passage.text):
            if not (first and match.start() == 0):
                named.setdefault(_key(match), passage.text)
    said = []
    lacking = [key for key in named if key not in heads]
    if lacking:
        said.append(f"It refers to {listed(lacking)}, which the text does not hold.")
    charts = [key for key, text in heads.items() if _PICTURE.search(text)]
    if charts:
        said.append(f"{listed(charts)} is a chart, of which text holds at most the words.")
    return " ".join(said)


def _key(match: re.Match[str]) -> str:
    kind = match["kind"].lower().replace("annexe", "annex").capitalize()
    return f"{kind} {match['mark'].upper()}"


def _pages(found: Sequence[Passage]) -> str:
    pages = [(int(m["n"]), int(m["m"])) for p in found for m in _PAGE.finditer(p.text)]
    if not pages:
        return ""
    last, most = max(n for n, _ in pages), max(m for _, m in pages)
    return f"It holds pages up to {last} of {most}." if last < most and len(pages) > 1 else ""


def _sections(found: Sequence[Passage]) -> str:
    """Sections that are spoken of and not there, where the document numbers its sections."""
    numbers = {
        m.group().rstrip(".)") for p in found if (m := re.match(r"^\d{1,2}(?:\.\d{1,2})*[.)]?(?=\s)", p.text))
    }
    if len(numbers) < 3:
        return ""
    lacking = dict.fromkeys(
        f"{m['kind'].lower()} {m['mark']}"
        for p in found
        for m in _SECTION.finditer(p.text)
        if m["mark"] not in numbers
    )
    return f"It refers to {listed(list(lacking))}, which the text does not hold." if lacking else ""
